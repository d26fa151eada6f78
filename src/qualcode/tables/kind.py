"""What a user can name as a table: what it says, what makes it, and which options mean something to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from qualcode.model import Column, Finding, Table
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.options import INDONESIAN, Options, unknown

ALWAYS = frozenset({"lang", "redact", "no_quotes", "validation"})
"""Options that every table takes: they say how it may be shown, not what it counts."""

OF_WORDS = {"redact": "it is made of participants' words", "no_quotes": "it is made of participants' words"}
"""What tables refuse of which nothing is left without participants' words."""


def nothing_wrong(frame: Frame, codings: Codings, options: Options) -> tuple[Finding, ...]:
    """Most tables can be made of anything."""
    return ()


@dataclass(frozen=True)
class TableKind:
    """One table that can be asked for."""

    about: str
    """What the table says, in one sentence."""
    make: Callable[[Frame, Codings, Options], Table]
    """Makes it."""
    columns: tuple[Column, ...]
    """Every column that it can have; options may leave some out."""
    takes: frozenset[str] = frozenset()
    """Options that change it, beside those that every table takes."""
    needs: str = ""
    """Option without which it cannot be made."""
    wrong: Callable[[Frame, Codings, Options], tuple[Finding, ...]] = nothing_wrong
    """Says what stands against making it of this study, once the options are known to be good."""
    units: tuple[str, ...] = ()
    """What `unit` may be, the usual one first."""
    refuses: Mapping[str, str] = field(default_factory=dict)
    """Options that every other table takes -> why this one does not."""
    when_empty: Callable[[Options], Finding] | None = None
    """Says why it is refused rather than written without rows; None: it is written."""
    coded: bool = True
    """False: it lists words, and can be made before anything is coded."""

    def __call__(self, frame: Frame, codings: Codings, options: Options) -> Table:
        """Make the table, with definitions in the language asked for."""
        table = self.make(frame, codings, options)
        if options.lang != INDONESIAN:
            return table
        columns = tuple(replace(column, definition=column.indonesian) for column in table.columns)
        return replace(table, columns=columns, language=INDONESIAN)


def lacks(kind: TableKind, options: Options) -> bool:
    """Whether the option without which the table cannot be made was not given."""
    return bool(kind.needs) and getattr(options, kind.needs) == getattr(Options(), kind.needs)


def not_taken(name: str, kind: TableKind, options: Options, examples: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Options that were given to a table which they would not change, and the one that it lacks: errors both.

    `examples` are values that the one it lacks could have.
    """
    usual, takes = Options(), kind.takes | ALWAYS
    given = [each.name for each in fields(Options) if getattr(options, each.name) != getattr(usual, each.name)]
    hint = f"it takes {', '.join(flags(kind))}"
    found = [
        Finding("error", "option-not-taken", f"table `{name}` takes no {_flag(option)}", hint=hint)
        for option in given
        if option not in takes
    ]
    found += [
        Finding("error", "option-not-taken", f"table `{name}` takes no {_flag(option)}: {kind.refuses[option]}")
        for option in given
        if option in kind.refuses
    ]
    if options.unit and kind.units and options.unit not in kind.units:
        found.append(unknown("unit", options.unit, kind.units))
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


def flags(kind: TableKind) -> list[str]:
    """Options of the command line that a table takes."""
    return sorted(_flag(option) for option in (kind.takes | ALWAYS) - {"validation", *kind.refuses})


def _flag(option: str) -> str:
    return "--" + FLAGS.get(option, option.replace("_", "-"))


FLAGS = {"terms": "term", "codes": "code"}
"""Options that may be given several times: the word of the command line names one of them."""
