"""The key: which candidate a person decided to replace, and by what. It lies outside the study, readable by its owner.

One CSV file, `pseudonyms.csv`, which a spreadsheet opens: a line a candidate, the column `decision` to be filled in.
Decisions are kept when candidates are looked for again; a candidate that is gone keeps its line.
"""

import csv
import io
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.identifiers import IDENTIFIER_KINDS
from qualcode.identifiers.candidates import IdentifierCandidate
from qualcode.model.finding import Finding, StudyError, store_errors, study_error
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.study import in_git
from qualcode.text.tokens import fold

KEY_FILE = "pseudonyms.csv"
_DAYS_FILE = "days.txt"
_FAR = (90, 1000)
"""Days by which times are moved: more than a project's memory holds, fewer than would look odd."""
KEEP, REPLACE = "keep", "replace"
"""Decisions: leave it, or replace it as the kind that was guessed; the name of a kind replaces it as that one."""
LIKELY, SELDOM = "likely", "seldom"
"""What a person must decide, and what stands behind it."""
_SHORT = {"k": KEEP, "p": "person", "o": "organisation", "l": "place", "r": REPLACE}
"""Decisions by one letter, as on the page of `qualcode review`."""
_NEEDED = ("name", "decision")
_COLUMNS = ("name", "kind", "decision", "pseudonym", "count", "titles", "place_1", "place_2", "place_3", "likelihood",
            "short_for")  # fmt: skip


@dataclass(frozen=True)
class KeyLine:
    """One candidate and what was decided about it."""

    name: str
    """The candidate as it is written."""
    kind: str
    """What it is."""
    decision: str = ""
    """`keep`, `replace`, or empty: nobody decided yet."""
    pseudonym: str = ""
    """What stands for it; empty: one is chosen."""
    count: int = 0
    """Places where it was found last."""
    titles: tuple[str, ...] = ()
    """Titles that stood before it."""
    places: tuple[str, ...] = ()
    """Up to three places with the words around."""
    seldom: bool = False
    """Whether it is one of those at the end of the list that nobody has to decide."""
    short_for: str = ""
    """A longer name of which it may be the short form."""


PseudonymKey = Mapping[str, KeyLine]
"""Candidate, folded -> its line."""


def folded(name: str) -> str:
    """The form by which a candidate is known again, however it is written."""
    return " ".join(fold(name).split())


def key_folder(root: Path, named: str) -> Path:
    """Folder of the key: beside the study unless another one is named.

    Raises:
        StudyError: it lies in the study, or git would take it up.
    """
    folder = Path(named).resolve() if named else root.parent / f"{root.name}-key"
    there = next(each for each in (folder, *folder.parents) if each.is_dir())
    if folder == root or folder.is_relative_to(root):
        message = "the key lies inside the study, with which it would be given away"
        raise study_error("key-in-study", message, "name a folder outside it with --key", str(folder))
    if in_git(there):
        message = "the key lies in a folder of git, which never forgets"
        raise study_error("key-in-git", message, "name a folder outside it with --key", str(folder))
    return folder


def read_key(folder: Path) -> dict[str, KeyLine]:
    """The lines of a key; none where there is no file.

    Raises:
        StudyError: a line of it is wrong.
    """
    path = folder / KEY_FILE
    return read_key_sheet(path, str(path)) if path.is_file() else {}


def read_key_sheet(path: Path, name: str) -> dict[str, KeyLine]:
    """The lines of a sheet that was filled in.

    Raises:
        StudyError: a column is missing, or a decision is none.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise study_error("not-utf8", "this is not UTF-8", "save the file as CSV UTF-8", name) from None
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    missing = [column for column in _NEEDED if column not in (rows.fieldnames or ())]
    if missing:
        raise study_error("missing-column", f"there is no column `{missing[0]}`", "see `qualcode identifiers`", name)
    lines: dict[str, KeyLine] = {}
    wrong: list[Finding] = []
    for row in rows:
        line = _line({column: (row.get(column) or "").strip() for column in _COLUMNS})
        if isinstance(line, str):
            hint = f"write {KEEP}, {REPLACE}, or a kind: {', '.join(IDENTIFIER_KINDS)}"
            wrong.append(Finding("error", "bad-decision", line, name, rows.line_num, hint=hint))
        elif line.name:
            lines[folded(line.name)] = line
    if wrong:
        raise StudyError(*wrong)
    return lines


def _line(row: Mapping[str, str]) -> KeyLine | str:
    """A line, or what is wrong with it."""
    count = int(row["count"]) if row["count"].isdecimal() else 0
    places = tuple(place for number in (1, 2, 3) if (place := row[f"place_{number}"]))
    name, kind, pseudonym = _unquoted(row["name"]), row["kind"] or "person", _unquoted(row["pseudonym"])
    more = row["likelihood"] == SELDOM, row["short_for"]
    read = KeyLine(name, kind, "", pseudonym, count, tuple(row["titles"].split()), places, *more)
    line = decided(read, row["decision"])
    if line is None:
        return f"`{row['decision']}` is no decision"
    return line if line.kind in IDENTIFIER_KINDS else f"`{line.kind}` is no kind"


def decided(line: KeyLine, decision: str) -> KeyLine | None:
    """A line with a decision as a person writes it, by its name or its letter; None: that is no decision."""
    said = _SHORT.get(decision.lower(), decision.lower())
    if said in IDENTIFIER_KINDS:
        return replace(line, kind=said, decision=REPLACE)
    return replace(line, decision=said) if said in ("", KEEP, REPLACE) else None


def with_candidates(key: PseudonymKey, candidates: Iterable[IdentifierCandidate]) -> dict[str, KeyLine]:
    """A key with all candidates, the likeliest first; what was decided stays."""
    fresh: dict[str, KeyLine] = {}
    for each in candidates:
        name = folded(each.text)
        old = key.get(name) or fresh.get(name)
        places = tuple(f"{place}: {words}" for place, words in each.places)
        kind = old.kind if old and old.decision == REPLACE else each.kind
        fresh[name] = KeyLine(
            each.text, kind, old.decision if old else "", old.pseudonym if old else "", each.count, each.titles, places,
            each.seldom, each.short_for,
        )  # fmt: skip
    return fresh | {name: replace(line, count=0, places=()) for name, line in key.items() if name not in fresh}


def with_key_sheet(key: PseudonymKey, decided: PseudonymKey) -> dict[str, KeyLine]:
    """A key with what another sheet decides; where that says nothing, the key stays as it is."""
    lines = dict(key)
    for name, line in decided.items():
        if line.decision or line.pseudonym:
            old = key.get(name, line)
            kind = line.kind if line.decision == REPLACE else old.kind
            lines[name] = replace(old, kind=kind, decision=line.decision or old.decision,
                                  pseudonym=line.pseudonym or old.pseudonym)  # fmt: skip
    return lines


def write_key(folder: Path, key: PseudonymKey) -> Path:
    """Write a key so that only its owner can read it, nor look into its folder."""
    path = folder / KEY_FILE
    with store_errors(folder, "made"):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)  # before anything lies in it
    write_bytes(path, sheet_bytes(key.values()))
    with store_errors(path, "written"):
        path.chmod(0o600)
    return path


def days_moved(folder: Path) -> int:
    """By how many days the copies of a study move its times: always the same, once it was drawn.

    Raises:
        StudyError: the file holds no number.
    """
    path = folder / _DAYS_FILE
    if not path.is_file():
        return random.SystemRandom().randint(*_FAR)
    said = read_bytes(path).decode("utf-8", "replace").strip()
    if not said.isdecimal():
        raise study_error("bad-key", "this file holds no number of days", "remove it; another one is drawn", str(path))
    return int(said)


def write_days(folder: Path, days: int) -> None:
    """Keep the number of days beside the key, readable by its owner."""
    path = folder / _DAYS_FILE
    write_bytes(path, f"{days}\n".encode())
    with store_errors(path, "written"):
        path.chmod(0o600)


def sheet_bytes(lines: Iterable[KeyLine]) -> bytes:
    """A key as CSV; what a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for line in lines:
        places: Sequence[str] = [*line.places, "", "", ""][:3]
        cells = (line.name, line.kind, line.decision, line.pseudonym, str(line.count), " ".join(line.titles), *places)
        cells += (SELDOM if line.seldom else LIKELY, line.short_for)
        rows.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@", "'")) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _unquoted(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from counting."""
    return cell[1:] if cell.startswith("'") else cell
