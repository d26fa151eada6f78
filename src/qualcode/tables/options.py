"""Options of tables, and what can be wrong with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from qualcode.model import Finding, Level
from qualcode.model.codebook import MatchLevel

if TYPE_CHECKING:
    from qualcode.tables.frame import Codings, Frame

SMALLEST_CELL = 3
"""A redacted table shows no cell and no row of fewer respondents."""
INDONESIAN = "id"
LANGUAGES = ("en", INDONESIAN)
"""Languages that titles, notes and definitions have."""


@dataclass(frozen=True)
class Options:
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
    speakers: bool = False
    """True: add the speaker labels of the transcripts."""
    redact: bool = False
    """True: no quotes, names, paths or places, no cells under three respondents, no rows of fewer than three."""
    no_quotes: bool = False
    """True: none of the participants' words."""
    validation: str | None = None
    """Precision and recall against people's codings, as a sentence for the notes."""

    def said(self, english: str, indonesian: str) -> str:
        """A sentence of title or notes in the language asked for: texts stand in both side by side."""
        return indonesian if self.lang == INDONESIAN else english


def problems(table: str, frame: "Frame", codings: "Codings", options: Options) -> tuple[Finding, ...]:
    """What is wrong with the options of a table; an `error` means that the table cannot be made."""
    found = []
    if options.by and options.by not in frame.attribute_names:
        found.append(unknown("attribute", options.by, frame.attribute_names))
    if options.kind:
        kinds = {code.kind for code in codings.codes if code.kind}
        if options.kind not in kinds:
            found.append(unknown("kind", options.kind, kinds))
    known = [code.code for code in codings.codes]
    found += [unknown("code", code, known) for code in options.codes if code not in known]
    if options.level not in get_args(MatchLevel):
        found.append(unknown("level", options.level, get_args(MatchLevel)))
    found += [_no_letters(term) for term in options.terms if not any(map(str.isalnum, term))]
    if options.lang and codings.codes and not any(code.label.get(options.lang) for code in codings.codes):
        found.append(_no_labels(options.lang, codings))
    found += [_nobody_has(name, frame) for name in frame.declared if name not in frame.attribute_names]
    if table == "barriers" and not any(code.kind == "barrier" for code in codings.codes):
        found.append(_no_barriers())
    return tuple(found)


_NONE_YET = {"attribute": "there is none yet: give transcripts some in corpus.yaml, or with `ingest --meta FILE`"}
"""Kind of name -> what to do where there is none at all."""


def unknown(what: str, name: str, known: Iterable[str]) -> Finding:
    """An error about a name that is not known, with the nearest known one."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    if close:
        hint = f"did you mean `{close[0]}`?"
    else:
        hint = f"known: {', '.join(names)}" if names else _NONE_YET.get(what, f"there is no {what} yet")
    return Finding("error", f"unknown-{what}", f"there is no {what} `{name}`", hint=hint)


def _nobody_has(name: str, frame: "Frame") -> Finding:
    close = get_close_matches(name, frame.attribute_names, n=1)
    hint = (
        f"did you mean `{close[0]}`?" if close else "give it to transcripts or respondents, or remove its declaration"
    )
    return Finding(
        "warning", "unused-declaration", f"corpus.yaml declares attribute `{name}`, which nothing has", hint=hint
    )


def _no_letters(term: str) -> Finding:
    message = f"term `{term}` has no letter or digit"
    return Finding("error", "no-letters", message, hint="write a word, a phrase or `koordinasi*`")


def _no_labels(lang: str, codings: "Codings") -> Finding:
    known = sorted({language for code in codings.codes for language, text in code.label.items() if text})
    hint = f"labels are in {', '.join(known)}" if known else "leave --lang out: no code has a label"
    level: Level = "warning" if lang in LANGUAGES else "error"  # title, notes and definitions are in it all the same
    return Finding(level, "no-labels", f"no code has a label in `{lang}`", hint=hint)


def _no_barriers() -> Finding:
    message = "no code of the codebook has the kind `barrier`"
    return Finding("warning", "no-barriers", message, hint="write `kind: barrier`, or export `codes`")
