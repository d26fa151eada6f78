"""What is said about roles that were guessed or could not be told, and about dates that cannot be read: few lines."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from qualcode.corpus.speakers import SpeakerSummary
from qualcode.languages import current
from qualcode.model.corpus import StudySettings
from qualcode.model.finding import Finding
from qualcode.model.transcript import Header
from qualcode.store.atomic import read_bytes
from qualcode.store.config import FilePlace, sheet_places, yaml_places
from qualcode.store.doors import read_through
from qualcode.store.respondents import META_KEY_COLUMNS
from qualcode.store.study import OpenStudy
from qualcode.text.dates import DATE, is_day_first, iso, readings

_MOST_LINES = 3
"""Transcripts or speakers that get a warning each; of more, one line tells."""
_MOST_NAMED = 8


def unknown_roles(study: OpenStudy, summaries: Iterable[SpeakerSummary]) -> list[Finding]:
    """A warning for speakers whose role could not be told; labels are named, words are not."""
    unknown = [summary for summary in summaries if summary.role == "unknown"]
    file = _corpus_file(study)
    hint = f"say who it is under `speakers:` in {file}"
    if len(unknown) <= _MOST_LINES:
        return [Finding("warning", "role-unknown", _unknown(each), each.transcript, hint=hint) for each in unknown]
    files, words = len({each.transcript for each in unknown}), sum(each.words for each in unknown)
    who = _named(each.speaker for each in unknown)
    message = f"in {files} transcripts roles are unknown ({who}): {words:,} words neither coded nor counted"
    return [Finding("warning", "role-unknown", message, hint=f"say who they are under `speakers:` in {file}")]


def unanswered(study: OpenStudy, summaries: Iterable[SpeakerSummary]) -> list[Finding]:
    """A warning for transcripts in which interviewers speak and nobody else: no answer would be counted."""
    of: dict[str, set[str]] = {}
    for summary in summaries:
        of.setdefault(summary.transcript, set()).add(summary.role)
    alone = [
        transcript for transcript, roles in of.items() if "interviewer" in roles and roles <= {"interviewer", "other"}
    ]
    hint = f"write a label before each answer; if a label is a participant's, say so in {_corpus_file(study)}"
    message = "only interviewers speak here; nobody's words are counted"
    if len(alone) <= _MOST_LINES:
        return [Finding("warning", "only-interviewers", message, transcript, hint=hint) for transcript in alone]
    shown = ", ".join(alone[:_MOST_NAMED]) + (" ..." if len(alone) > _MOST_NAMED else "")
    message = f"in {len(alone)} transcripts only interviewers speak ({shown}); nobody's words are counted there"
    return [Finding("warning", "only-interviewers", message, hint=hint)]


def guessed_roles(study: OpenStudy, summaries: Iterable[SpeakerSummary]) -> list[Finding]:
    """A warning for transcripts in which roles were guessed; where they are many, one line for the whole corpus."""
    guessed = [summary for summary in summaries if summary.guessed and summary.role != "unknown"]
    hint = f"if that is wrong, say so with --interviewer, or under `speakers:` in {_corpus_file(study)}"
    own = {transcript: list(each) for transcript, each in groupby(guessed, key=lambda summary: summary.transcript)}
    if len(own) <= _MOST_LINES:
        return [
            Finding(
                "warning",
                "role-guessed",
                f"roles were guessed: {', '.join(map(_guessed, each))}",
                transcript,
                hint=hint,
            )
            for transcript, each in own.items()
        ]
    asking = _named(each.speaker for each in guessed if each.role == "interviewer")
    message = f"roles were guessed in {len(own)} transcripts; taken for interviewers are {asking or 'none'}"
    return [Finding("warning", "role-guessed", message, hint=hint)]


def not_each(each: str, talks: Sequence[str]) -> list[Finding]:
    """A warning that names the sources to which `--each` did not apply, since it fits others beside them."""
    if not talks:
        return []
    shown = _named(Path(talk).name for talk in talks)
    message = f"`--each {each}` was not applied to these, which are read as conversations: {shown}"
    return [Finding("warning", "each-not-applied", message)]


def _named(labels: Iterable[str]) -> str:
    """Labels with the number of transcripts of each, the most frequent first."""
    count = Counter(labels)
    shown = [f"`{label}`" + (f" ({number})" if number > 1 else "") for label, number in count.most_common(_MOST_NAMED)]
    return ", ".join(shown) + (" ..." if len(count) > _MOST_NAMED else "")


def _corpus_file(study: OpenStudy) -> str:
    return study.layout.relative(study.layout.corpus_file(study.name))


def _unknown(summary: SpeakerSummary) -> str:
    words = f"{summary.words} {'word' if summary.words == 1 else 'words'}"
    return f"speaker `{summary.speaker}` has role unknown: {words} neither coded nor counted ({summary.reason})"


def _guessed(summary: SpeakerSummary) -> str:
    return f"`{summary.speaker}` is {summary.role} ({summary.reason})"


_NOWHERE = (None, None)


class _Written(NamedTuple):
    """A date and where it stands."""

    text: str
    whose: str
    file: str
    place: FilePlace | tuple[None, None]


def usual_order(study: StudySettings) -> bool | None:
    """Whether the day stands first where no date shows it: as in Indonesian; unclear where no language says so."""
    orders = [pack.day_first for pack in current().packs if pack.code in study.languages]
    return next((order for order in orders if order is not None), None)


def warn_unread_dates(study: OpenStudy, headers: Mapping[str, Header], meta: str) -> list[Finding]:
    """A warning for each date that cannot be read, and a note where the order of some was taken for granted.

    Args:
        study: the study with its `corpus.yaml` and `respondents.csv`.
        headers: its transcripts; of them the date in force is looked at.
        meta: the file of `--meta` in this call; empty where there is none.
    """
    written = list(_written(study, headers, meta))
    shown = is_day_first(each.text for each in written)
    order = usual_order(study.settings) if shown is None else shown
    unread = [_unread(each) for each in written if iso(each.text, order) is None]
    unclear = sum(len(readings(each.text)) > 1 for each in written)
    if not unclear or order is None:
        return unread
    return [*unread, _read_so(unclear, "day" if order else "month", study.settings if shown is None else None)]


def _read_so(number: int, first: str, study: StudySettings | None) -> Finding:
    """What unclear dates were taken for: a guess where only the languages of the study say so."""
    dates = "1 date such as 03/04/2024 was" if number == 1 else f"{number} dates such as 03/04/2024 were"
    why = f"as the study is in {', '.join(study.languages)}" if study else "as another date shows"
    hint = "write it year first if that is wrong" if number == 1 else "write them year first if that is wrong"
    return Finding("warning" if study else "note", "date-order", f"{dates} read {first} first, {why}", hint=hint)


def _unread(each: _Written) -> Finding:
    line, column = each.place
    trouble = "may mean two days" if readings(each.text) else "is not a date that can be read"
    hint = "write it year first (2024-03-13), or with the name of its month (13 Maret 2024)"
    message = f"the `{DATE}` `{each.text}` of `{each.whose}` {trouble}"
    return Finding("warning", "unread-date", message, each.file, line, column, hint)


def _written(study: OpenStudy, headers: Mapping[str, Header], meta: str) -> Iterator[_Written]:
    """The date of each transcript, and those of respondents."""
    path = study.layout.corpus_file(study.name)
    file = study.layout.relative(path)
    fields = cache(lambda: yaml_places(read_bytes(path)))
    rows = sheet_places(read_through("attributes", Path(meta)), META_KEY_COLUMNS) if meta else {}
    for name, header in headers.items():
        if text := study.corpus.attributes.get(name, {}).get(DATE, ""):
            yield _Written(text, name, file, fields().get(("transcripts", name, "attributes", DATE), _NOWHERE))
        elif text := header.meta.get(DATE, ""):
            place = rows.get((name,)) or rows.get((f"{name}{Path(header.source).suffix}",))
            yield _Written(text, name, meta if place else header.source, place or _NOWHERE)
        elif text := header.attributes.get(DATE, ""):
            yield _Written(text, name, header.source, _NOWHERE)
    yield from _dates_of_respondents(study)


def _dates_of_respondents(study: OpenStudy) -> Iterator[_Written]:
    dated = {name: own[DATE] for name, own in study.corpus.respondents.items() if own.get(DATE)}
    if not dated:
        return
    path = study.layout.respondents_file(study.name)
    rows = sheet_places(read_bytes(path), ("respondent",))
    for name, text in dated.items():
        yield _Written(text, name, study.layout.relative(path), rows.get((name,), _NOWHERE))
