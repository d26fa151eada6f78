"""Dates of interviews as people wrote them: those that cannot be read are told where they stand."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from qualcode.model import Finding, Header, Study
from qualcode.steps.meta import KEYS
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes
from qualcode.store.places import Place, sheet_places, yaml_places
from qualcode.tables.interviews import DATE
from qualcode.text.dates import is_day_first, iso, readings

_NOWHERE = (None, None)


class _Written(NamedTuple):
    """A date and where it stands."""

    text: str
    whose: str
    file: str
    place: Place | tuple[None, None]


def usual_order(study: Study) -> bool | None:
    """Whether the day stands first where no date shows it: so in Indonesian; without that language it is unclear."""
    return True if "id" in study.languages else None


def unread_dates(opened: Opened, headers: Mapping[str, Header], meta: str) -> list[Finding]:
    """A warning for each date that cannot be read, and a note where the order of some was taken for granted.

    Args:
        opened: the study with its `corpus.yaml` and `respondents.csv`.
        headers: its transcripts; of them the date in force is looked at.
        meta: the file of `--meta` in this call; empty where there is none.
    """
    written = list(_written(opened, headers, meta))
    shown = is_day_first(each.text for each in written)
    order = usual_order(opened.study) if shown is None else shown
    unread = [_unread(each) for each in written if iso(each.text, order) is None]
    unclear = sum(len(readings(each.text)) > 1 for each in written)
    if not unclear or order is None:
        return unread
    return [*unread, _read_so(unclear, "day" if order else "month", opened.study if shown is None else None)]


def _read_so(number: int, first: str, study: Study | None) -> Finding:
    """What unclear dates were taken for: a guess where only the languages of the study say so."""
    dates = "1 date such as 03/04/2024 was" if number == 1 else f"{number} dates such as 03/04/2024 were"
    why = f"as the study is in {', '.join(study.languages)}" if study else "as another date shows"
    hint = "write it year first if that is wrong" if number == 1 else "write them year first if that is wrong"
    return Finding("warning" if study else "note", "date-order", f"{dates} read {first} first, {why}", hint=hint)


def _unread(each: _Written) -> Finding:
    line, column = each.place
    trouble = "may mean two days" if readings(each.text) else "is no date that can be read"
    hint = "write it year first (2024-03-13), or with the name of its month (13 Maret 2024)"
    message = f"the `{DATE}` `{each.text}` of `{each.whose}` {trouble}"
    return Finding("warning", "unread-date", message, each.file, line, column, hint)


def _written(opened: Opened, headers: Mapping[str, Header], meta: str) -> Iterator[_Written]:
    """The date of each transcript, and those of respondents."""
    path = opened.layout.corpus_file(opened.name)
    file = opened.layout.relative(path)
    fields = cache(lambda: yaml_places(file, read_bytes(path)))
    rows = sheet_places(read_bytes(Path(meta)), KEYS) if meta else {}
    for name, header in headers.items():
        if text := opened.corpus.attributes.get(name, {}).get(DATE, ""):
            yield _Written(text, name, file, fields().get(("transcripts", name, "attributes", DATE), _NOWHERE))
        elif text := header.meta.get(DATE, ""):
            place = rows.get((name,)) or rows.get((f"{name}{Path(header.source).suffix}",))
            yield _Written(text, name, meta if place else header.source, place or _NOWHERE)
        elif text := header.attributes.get(DATE, ""):
            yield _Written(text, name, header.source, _NOWHERE)
    yield from _of_respondents(opened)


def _of_respondents(opened: Opened) -> Iterator[_Written]:
    dated = {name: own[DATE] for name, own in opened.corpus.respondents.items() if own.get(DATE)}
    if not dated:
        return
    path = opened.layout.respondents_file(opened.name)
    rows = sheet_places(read_bytes(path), ("respondent",))
    for name, text in dated.items():
        yield _Written(text, name, opened.layout.relative(path), rows.get((name,), _NOWHERE))
