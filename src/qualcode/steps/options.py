"""Options as users write them, turned into what the rooms take."""

import codecs
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from qualcode.index.segments import HOW
from qualcode.readers.options import Options as ReadingOptions
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.reading import COLUMN_USES
from qualcode.steps.source import IngestOptions
from qualcode.tables import Options as TableOptions

EACH = ("row", "line")


def ingest_options(interviewers: Sequence[str], segment: str, each: str, columns: str, **others: Any) -> IngestOptions:
    """Options of `ingest`; labels may be given one by one or with commas.

    Raises:
        StepError: a word is not one of those allowed.
    """
    if segment and segment not in HOW:
        raise _unknown("--segment", segment, HOW)
    if each and each not in EACH:
        raise _unknown("--each", each, EACH)
    reading = ReadingOptions(
        encoding=_encoding(others["encoding"]),
        columns=_columns(columns),
        each=each,  # type: ignore[arg-type]  # checked above
        delimiter=_delimiter(others["delimiter"]),
    )
    labels = tuple(label.strip() for given in interviewers for label in given.split(",") if label.strip())
    return IngestOptions(
        reading, labels, others["meta"], segment, others["reset"],
        move_codings=others["move_codings"] or others["set_aside"],
        set_aside=others["set_aside"],
        prune=others["prune"],
        dry_run=others["dry_run"],
    )  # fmt: skip


def table_options(**given: Any) -> TableOptions:
    """Options of a table."""
    return TableOptions(**given)


def topic_numbers(text: str) -> tuple[int, int]:
    """`12` or `4..20` as fewest and most topics; 0 and 0 where nothing is said.

    Raises:
        StepError: it is neither.
    """
    low, _, high = text.partition("..")
    try:
        return (int(low), int(high or low)) if text else (0, 0)
    except ValueError:
        message = f"`--k {text}` is no number of topics"
        raise refuse("bad-k", message, "write a number such as 12, or a range such as 4..20") from None


def one_of(option: str, word: str, *known: str) -> Any:
    """A word that an option takes.

    Raises:
        StepError: it is not one of those that are known.
    """
    if word not in known:
        raise _unknown(option, word, known)
    return word


def named_columns(text: str, uses: Sequence[str]) -> dict[str, str]:
    """`text=answer,id=respondent` as a mapping from use to the column's name.

    Raises:
        StepError: a use is not known, or names no column.
    """
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    for use, equals, name in pairs:
        if use.strip() not in uses:
            raise _unknown("--columns", use.strip(), uses)
        if not equals or not name.strip():
            raise refuse("bad-option", f"--columns: `{use}` names no column", f"write --columns {use.strip()}=NAME")
    return {use.strip(): name.strip() for use, _, name in pairs}


def _columns(text: str) -> dict[str, str]:
    """Columns of a source; several text columns are written `text=a+b`."""
    return {use: name.replace("+", ",") for use, name in named_columns(text, COLUMN_USES).items()}


def _encoding(name: str) -> str:
    """An encoding that Python knows."""
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        raise refuse("bad-option", f"--encoding does not know `{name}`", "write utf-8, windows-1252 ...") from None


def _delimiter(text: str) -> str:
    """One character; a tab may be written as a word."""
    if len(text) > 1 and text != "tab":
        raise refuse("bad-option", f"--delimiter takes one character, not `{text}`", "write --delimiter ';' or tab")
    return text


def _unknown(option: str, word: str, known: Sequence[str]) -> StepError:
    near = get_close_matches(word, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"write one of {', '.join(known)}"
    return refuse("bad-option", f"{option} does not know `{word}`", hint)
