"""What a user can name as a table: what it says, what makes it, and which options mean something to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Literal, get_args

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.languages.catalogue import Messages, has_catalogue
from qualcode.model.codebook import Code, MatchLevel
from qualcode.model.finding import Finding, FindingLevel, did_you_mean, study_error
from qualcode.model.table import Column, Table
from qualcode.tables.parts import Divided, TablePart
from qualcode.tables.redaction import Made, RedactedStudy, suppress


@dataclass(frozen=True)
class TableOptions:
    """How a table is asked for; the defaults give the table of the whole corpus."""

    by: str = ""
    """Attribute: one block of rows for each of its values; empty: no blocks."""
    kind: str = ""
    """This kind of code only; empty: every kind."""
    codes: tuple[str, ...] = ()
    """These codes only; empty: every code."""
    unit: str = ""
    """What is counted or listed once: `segment`, `turn` or `respondent`; empty: what the table says is usual."""
    terms: tuple[str, ...] = ()
    """Words, phrases or wildcards to look for."""
    level: str = "light"
    """How their inflected forms are found: `exact`, `light` or `root`."""
    window: int = 8
    """Words shown on each side of a keyword."""
    top: int = 0
    """Rows or quotes for each group or code; 0: what the table says is usual."""
    test: bool = False
    """True: add tests of difference between groups."""
    interval: bool = False
    """True: add intervals, with a note on what they mean for purposive samples."""
    shuffles: int = 1000
    """Random orders of the interviews."""
    seed: int = 1
    """Seed of everything random."""
    base: int = 4
    """Interviews of the base set of saturation."""
    run: int = 2
    """Interviews of each run of saturation."""
    lang: str = ""
    """Language of labels, titles, notes and definitions; empty: labels in the codebook's first, the rest in English.

    An export without one takes the study's first.
    """
    gloss: str = ""
    """Language of a column for translations of the quotes; empty: of every language that some are translated into."""
    speakers: bool = False
    """True: add the speaker labels of the transcripts."""
    redact: bool = False
    """True: no quotes, names, paths or places, and nothing that would tell of fewer than three respondents."""
    no_quotes: bool = False
    """True: none of the participants' words."""
    validation: str | None = None
    """Precision and recall against people's codings, as a sentence for the notes."""

    def message(self, message: str, /, **values: object) -> str:
        """A sentence of title or notes in the language asked for."""
        return Messages(self.lang)(message, **values)

    def some(self, number: int, noun: str) -> str:
        """A number of things in the language asked for: *1 turn*, *2,000 turns*."""
        return Messages(self.lang).some(number, noun)


def option_problems(table: str, frame: "Frame", codings: "Codings", options: TableOptions) -> tuple[Finding, ...]:
    """What is wrong with the options of a table; an `error` means that the table cannot be made."""
    found = []
    if options.by and options.by not in frame.attribute_names:
        found.append(unknown_option_value("attribute", options.by, frame.attribute_names))
    if options.kind:
        kinds = {code.kind for code in codings.codes if code.kind}
        if options.kind not in kinds:
            found.append(unknown_option_value("kind", options.kind, kinds))
    known = [code.code for code in codings.codes]
    found += [unknown_option_value("code", code, known) for code in options.codes if code not in known]
    if options.level not in get_args(MatchLevel):
        found.append(unknown_option_value("level", options.level, get_args(MatchLevel)))
    found += [_no_letters(term) for term in options.terms if not any(map(str.isalnum, term))]
    if options.lang:
        found += _no_labels(options.lang, [code for code in codings.codes if not code.retired])
    found += [_nobody_has(name, frame) for name in frame.declared if name not in frame.attribute_names]
    if table == "barriers" and not any(code.kind == "barrier" for code in codings.codes):
        found.append(_no_barriers())
    return tuple(found)


_NONE_YET = {"attribute": "there is none yet: give transcripts some in corpus.yaml, or with `ingest --meta FILE`"}
"""Kind of name -> what to do where there is none at all."""


def unknown_option_value(what: str, name: str, known: Iterable[str]) -> Finding:
    """An error about a name that is not known, with the nearest known one."""
    names = sorted(known)
    others = f"known: {', '.join(names)}" if names else _NONE_YET.get(what, f"there is no {what} yet")
    hint = did_you_mean(name, names, others)
    return Finding("error", f"unknown-{what}", f"there is no {what} `{name}`", hint=hint)


def _nobody_has(name: str, frame: "Frame") -> Finding:
    otherwise = "give it to transcripts or respondents, or remove its declaration"
    hint = did_you_mean(name, frame.attribute_names, otherwise)
    return Finding(
        "warning", "unused-declaration", f"corpus.yaml declares attribute `{name}`, which nothing has", hint=hint
    )


def _no_letters(term: str) -> Finding:
    message = f"term `{term}` has no letter or digit"
    return Finding("error", "no-letters", message, hint="write a word, a phrase or `koordinasi*`")


def _no_labels(lang: str, codes: Sequence[Code]) -> Iterator[Finding]:
    """Labels that a table cannot show in its language; no label at all is an error unless title and notes have it."""
    named = [code for code in codes if any(code.label.values())]
    lacking = [code.code for code in named if not code.label.get(lang)]
    if lacking and len(lacking) < len(named):
        message = f"{len(lacking)} of {len(named)} labels are not in `{lang}`"
        yield Finding("warning", "missing-label", message, hint=f"add `{lang}: ...` to the label of `{lacking[0]}`")
    elif codes and len(lacking) == len(named):
        known = sorted({language for code in named for language, text in code.label.items() if text})
        hint = f"labels are in {', '.join(known)}" if known else "leave --lang out: no code has a label"
        level: FindingLevel = "warning" if has_catalogue(lang) else "error"
        yield Finding(level, "no-labels", f"no code has a label in `{lang}`", hint=hint)


def _no_barriers() -> Finding:
    message = "no code of the codebook has the kind `barrier`"
    return Finding("warning", "no-barriers", message, hint="write `kind: barrier`, or export `codes`")


ALWAYS = frozenset({"lang", "redact", "no_quotes", "validation"})
"""Options that every table takes: they say how it may be shown, not what it counts."""
OF_WORDS = {"redact": "it is made of participants' words", "no_quotes": "it is made of participants' words"}
"""What tables refuse of which nothing is left without participants' words."""
JOINS_PEOPLE = "it joins what one person says; `codes`, `barriers` and `compare` count people code by code"
"""Why most tables are not given away redacted."""


def nothing_wrong(frame: Frame, codings: Codings, options: TableOptions) -> tuple[Finding, ...]:
    """Most tables can be made of anything."""
    return ()


ShownWork = Literal["counts", "codings", "turns"]
"""What a table shows of a coder's work: how often, which codings, or turns of everybody with what they carry."""


@dataclass(frozen=True)
class TableKind:
    """One table that can be asked for."""

    about: str
    """What the table says, in one sentence."""
    make: Callable[[Frame, Codings, TableOptions], Made | Table]
    """Makes it, with everything in it; a plain table where its columns say all that is to be known of people."""
    columns: tuple[Column, ...]
    """Every column that it can have; options may leave some out."""
    takes: frozenset[str] = frozenset()
    """Options that change it, beside those that every table takes."""
    needs: str = ""
    """Option without which it cannot be made."""
    wrong: Callable[[Frame, Codings, TableOptions], tuple[Finding, ...]] = nothing_wrong
    """Says what stands against making it of this study, once the options are known to be good."""
    units: tuple[str, ...] = ()
    """What `unit` may be, the usual one first."""
    refuses: Mapping[str, str] = field(default_factory=dict)
    """Options that every other table takes -> why this one does not."""
    when_empty: Callable[[TableOptions], Finding] | None = None
    """Says why it is refused rather than written without rows; None: it is written."""
    coded: bool = True
    """False: it lists words, and can be made before anything is coded."""
    shows: ShownWork = "counts"
    """What it shows of a coder's work."""
    redacted: Callable[[RedactedStudy, TableOptions], Made] | None = None
    """Makes it of what may be told of a study; None: it is not given away redacted."""

    def __call__(
        self,
        frame: Frame,
        codings: Codings,
        options: TableOptions,
        redacted: RedactedStudy | None = None,
        part: TablePart | None = None,
    ) -> Table:
        """Make the table as it may be given away, with definitions in the language asked for.

        `redacted` is the same study for redacted tables, where several are made of it. Of a table that was counted
        shard by shard, `part` is the sum, and frame and codings hold names only.
        """
        if options.redact:
            made: Made | Table = self._redacted(redacted or RedactedStudy(frame, codings), options)
        elif isinstance(self.make, Divided):
            made = self.make.finish(frame, codings, options, part or self.count(frame, codings, options))
        else:
            made = self.make(frame, codings, options)
        whole = Made(made, made.notes) if isinstance(made, Table) else made
        table = suppress(whole, words=not options.no_quotes, redact=options.redact)
        if not has_catalogue(options.lang):
            return table
        columns = tuple(replace(each, definition=options.message(each.definition)) for each in table.columns)
        return replace(table, columns=columns, language=options.lang)

    def count(self, frame: Frame, codings: Codings, options: TableOptions) -> TablePart:
        """What a table that can be made shard by shard counts of one."""
        if not isinstance(self.make, Divided):
            raise TypeError("this table needs the whole corpus at once")
        return self.make.part(frame, codings, options, words=not options.no_quotes)

    def _redacted(self, study: RedactedStudy, options: TableOptions) -> Made:
        if self.redacted is None:
            raise study_error("not-redacted", self.refused["redact"], "tables of codes count people code by code")
        return self.redacted(study, options)

    @property
    def refused(self) -> Mapping[str, str]:
        """Options that every other table takes -> why this one does not; `redact` unless it says how."""
        return self.refuses if self.redacted else {"redact": JOINS_PEOPLE, **self.refuses}


def code_by_code(make: Callable[[Frame, Codings, TableOptions], Made]) -> Callable[[RedactedStudy, TableOptions], Made]:
    """How a table is made redacted that counts respondents code by code, and joins no two codes of one person."""

    def redacted(study: RedactedStudy, options: TableOptions) -> Made:
        frame = study.frame_by(options.by, options.message("other groups"))
        made = make(frame, study.codings_by(options.by), options)
        nothing = options.message("There is no row: no code may be shown.")
        return replace(made, notes=("" if made.table.rows else nothing, *made.notes, *study.said(options)))

    return redacted


def lacks(kind: TableKind, options: TableOptions) -> bool:
    """Whether the option without which the table cannot be made was not given."""
    return bool(kind.needs) and getattr(options, kind.needs) == getattr(TableOptions(), kind.needs)


def not_taken(name: str, kind: TableKind, options: TableOptions, examples: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Options that were given to a table which they would not change, and the one that it lacks: errors both.

    `examples` are values that the one it lacks could have.
    """
    usual, takes = TableOptions(), kind.takes | ALWAYS
    given = [each.name for each in fields(TableOptions) if getattr(options, each.name) != getattr(usual, each.name)]
    hint = f"it takes {', '.join(option_flags(kind))}"
    found = [
        Finding("error", "option-not-taken", f"table `{name}` takes no {_flag(option)}", hint=hint)
        for option in given
        if option not in takes
    ]
    found += [
        Finding("error", "option-not-taken", f"table `{name}` takes no {_flag(option)}: {kind.refused[option]}")
        for option in given
        if option in kind.refused
    ]
    if options.unit and kind.units and options.unit not in kind.units:
        found.append(unknown_option_value("unit", options.unit, kind.units))
    if lacks(kind, options):
        message = f"table `{name}` needs {_flag(kind.needs)}"
        found.append(Finding("error", "option-missing", message, hint=_example(kind.needs, examples)))
    return tuple(found)


def _example(option: str, examples: Sequence[str]) -> str:
    """How an option is written, with a value that there is."""
    if examples:
        return f"write {_flag(option)} {examples[0]}" + (f"; there are {', '.join(examples)}" if examples[1:] else "")
    return f"write {_flag(option)} {_VALUES[option]}"


_VALUES = {"by": "ATTRIBUTE; `ingest --meta FILE` or corpus.yaml gives transcripts attributes", "terms": "WORD"}
"""Option that a table may need -> what stands for its value where no value is known."""


def option_flags(kind: TableKind) -> list[str]:
    """Options of the command line that a table takes."""
    return sorted(_flag(option) for option in (kind.takes | ALWAYS) - {"validation", *kind.refused})


def _flag(option: str) -> str:
    return "--" + FLAGS.get(option, option.replace("_", "-"))


FLAGS = {"terms": "term", "codes": "code"}
"""Options that may be given several times: the word of the command line names one of them."""
