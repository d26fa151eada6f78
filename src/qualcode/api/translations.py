"""Import translations: a sheet of `export quotes --gloss`, filled in, becomes lines beside the codings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.anchoring.spans import anchor
from qualcode.corpus.shards import read_headers, read_turns
from qualcode.exchange.sheet import rows_of_sheet
from qualcode.export.delimited import SAFE_MARK
from qualcode.model.finding import Finding, StudyError, study_error, unknown_name
from qualcode.model.translation import TRANSLATION_COLUMN, Translation
from qualcode.readers.reading import ReadOptions
from qualcode.store.decisions import time_after
from qualcode.store.doors import read_through
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.store.translations import add_translations, read_translations, translations_in_force

TAKES_BACK = "-"
"""What a cell says whose translation is to be taken back: an empty one says nothing."""
_PLACE = ("transcript", "turn", "quote_start", "quote_end", "quote")


@dataclass(frozen=True)
class TranslationOptions:
    """How a sheet of translations is read."""

    by: str = ""
    """Who translated; empty: nobody says."""
    encoding: str = ""
    """Encoding of a csv that is not UTF-8."""
    delimiter: str = ""
    """Character between columns; empty: found out from the file."""
    skip_bad: bool = False
    """True: leave out rows that are wrong."""
    dry_run: bool = False
    """True: write nothing."""


@dataclass(frozen=True)
class TranslationsReport:
    """What became of a sheet."""

    added: int
    """Passages with a new translation."""
    changed: int
    """Passages whose translation is another one now, or was taken back."""
    known: int
    """Passages with the translation that was there."""
    languages: tuple[str, ...]
    """Languages of the sheet."""
    files: tuple[str, ...]
    """Files to which lines were added."""
    findings: tuple[Finding, ...]
    """What was guessed or wrong."""


@in_own_languages
def import_translations(study: OpenStudy, file: Path, options: TranslationOptions | None = None) -> TranslationsReport:
    """Read a sheet whose columns `translation_LANGUAGE` are filled, and add what is new; nothing is overwritten.

    Raises:
        StudyError: the file is no such sheet, or a row is wrong (unless these are skipped).
    """
    asked, name = options or TranslationOptions(), study.layout.relative(file)
    with study.writing():
        how = ReadOptions(encoding=asked.encoding, delimiter=asked.delimiter)
        rows, findings = rows_of_sheet(name, read_through("sheet", file), how)
        if not rows or any(finding.level == "error" for finding in findings):
            raise StudyError(*(findings or (Finding("error", "empty-sheet", "this sheet has no rows", name),)))
        header = [cell.strip() for cell in rows[0].cells]
        languages = _languages(name, header)
        read, wrong = _read(study, name, header, ((row.number, row.cells) for row in rows[1:]))
        if wrong and not asked.skip_bad:
            hint = "nothing was imported; mend these rows, or leave them out with --skip-bad"
            raise StudyError(*wrong, Finding("error", "bad-rows", "rows are wrong", name, hint=hint))
        lines, _ = read_translations(study.layout, study.name)
        there, time = translations_in_force(lines), time_after(lines)
        before = {place: line.text for place, line in there.items()}
        fresh = {place: text for place, text in read.items() if text != before.get(place, "")}
        made = [_anchored(study, place, text, asked.by, time) for place, text in fresh.items()]
        if not asked.dry_run:
            add_translations(study.layout, study.name, made)
    files = dict.fromkeys(study.layout.relative(study.layout.translation_file(study.name, each[0])) for each in fresh)
    changed = sum(place in before for place in fresh)
    known = sum(before.get(place) == text for place, text in read.items())
    return TranslationsReport(len(fresh) - changed, changed, known, languages, tuple(files), (*findings, *wrong))


_Place = tuple[str, str, int, int, int]


def _languages(name: str, header: Sequence[str]) -> tuple[str, ...]:
    for column in _PLACE:
        if column not in header:
            hint = "write the sheet with `qualcode export quotes --gloss LANGUAGE`, and leave its columns in it"
            raise study_error("missing-column", f"there is no column `{column}`", hint, name)
    found = tuple(each.removeprefix(TRANSLATION_COLUMN) for each in header if each.startswith(TRANSLATION_COLUMN))
    if not found:
        hint = f"its name is {TRANSLATION_COLUMN} and the language, such as {TRANSLATION_COLUMN}en"
        raise study_error("missing-column", "there is no column of translations", hint, name)
    for language in found:
        if not language.isascii() or not language.replace("-", "").isalnum():
            raise study_error("bad-language", f"`{language}` is not a language code", "write one such as en", name)
    return found


def _read(
    study: OpenStudy, name: str, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]
) -> tuple[dict[_Place, str], list[Finding]]:
    """The translation of each passage, and a finding for each row that cannot be what it says."""
    texts: dict[str, Sequence[str]] = {}
    known = read_headers(study)[0]
    read: dict[_Place, str] = {}
    wrong: list[Finding] = []
    for number, cells in rows:
        row = dict(zip(header, cells, strict=False))
        filled = list(_filled(row))
        if not filled:
            continue
        if row["transcript"] in known and row["transcript"] not in texts:
            texts[row["transcript"]] = read_turns(study, row["transcript"]).texts
        place = _placed(row, texts)
        if place is None:
            message, hint = _why_not(row, known), "export the sheet again, and copy the translations over"
            wrong.append(Finding("error", "quote-moved", message, name, number, hint=hint))
            continue
        for language, text in filled:
            whole = (language, *place)
            if read.setdefault(whole, text) != text:
                message = f"this passage has another translation into `{language}` in a row above"
                wrong.append(Finding("error", "contradicting-rows", message, name, number, hint="write one of the two"))
    return read, wrong


def _filled(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column, cell in row.items():
        if column.startswith(TRANSLATION_COLUMN) and cell.strip():
            text = cell.strip()
            yield column.removeprefix(TRANSLATION_COLUMN), "" if text == TAKES_BACK else text


def _placed(row: Mapping[str, str], texts: Mapping[str, Sequence[str]]) -> tuple[str, int, int, int] | None:
    """The place of a row's quote; None where it is none, or other words stand there."""
    try:
        turn, start, end = (int(row[column]) for column in _PLACE[1:4])
        words = texts[row["transcript"]][turn - 1] if turn > 0 else ""
    except (ValueError, KeyError, IndexError):
        return None
    quote, there = row["quote"].removeprefix(SAFE_MARK), words[start:end].removeprefix(SAFE_MARK)
    stands = 0 <= start < end <= len(words) and quote.split() == there.split()
    return (row["transcript"], turn, start, end) if stands else None


def _why_not(row: Mapping[str, str], known: Iterable[str]) -> str:
    if row["transcript"] not in known:
        return unknown_name("transcript", row["transcript"], known).findings[0].message
    place = f"turn {row.get('turn', '')} of `{row['transcript']}`"
    return f"the quote is not what {place} has at {row.get('quote_start', '')}-{row.get('quote_end', '')}"


def _anchored(study: OpenStudy, place: _Place, text: str, by: str, time: str) -> Translation:
    language, transcript, turn, start, end = place
    said = read_turns(study, transcript).texts[turn - 1]
    return Translation(language, transcript, turn, text=text, by=by, time=time, **anchor(said, start, end))
