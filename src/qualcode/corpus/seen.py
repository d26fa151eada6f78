"""Sources seen: what was meant to be in the corpus, including sources that gave no transcript.

`corpora/<corpus>/sources-seen.jsonl` has one line a source that an ingest found. It is written before the first source
is read, so that a run that is killed half-way leaves the list of what it has not reached.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import PurePosixPath

import msgspec

from qualcode.model.finding import Finding
from qualcode.store.append import read_lines
from qualcode.store.atomic import remove_file, write_bytes
from qualcode.store.study import OpenStudy

NOT_REACHED = "it was not reached"
"""What is said of a source that an ingest found and ended before it was read."""
_FORMAT = 1
_MOST = 5
"""Sources that are named where many are unread."""


class SeenSource(msgspec.Struct, frozen=True, omit_defaults=True):
    """A source that an ingest found."""

    source: str
    """Its file, relative to the study."""
    transcript: str = ""
    """Id of the transcript that it is meant to be; empty where it has none."""
    trouble: str = ""
    """Why it gave no transcript."""


def read_seen(study: OpenStudy) -> dict[str, SeenSource]:
    """The list on disk by file; lines written by anything else are skipped."""
    lines, _ = read_lines(study.layout.sources_seen(study.name))
    seen = {}
    for _, line in lines:
        try:
            each = msgspec.convert(line, SeenSource)
        except msgspec.ValidationError:  # the line with the format, or one of a later version
            continue
        seen[each.source] = each
    return seen


def note_seen(study: OpenStudy, found: Iterable[SeenSource], transcribed: Collection[str]) -> None:
    """Put sources on the list; those that are gone and of which there is no transcript leave it.

    Args:
        study: the study.
        found: sources of this ingest, as far as it has come.
        transcribed: files of which there is a transcript.
    """
    before = read_seen(study)
    seen = {**before, **{each.source: each for each in found}}
    kept = [each for each in seen.values() if each.source in transcribed or _is_there(study, each)]
    path = study.layout.sources_seen(study.name)
    if not kept:
        remove_file(path)
        return
    ordered = sorted(kept, key=lambda each: each.source)
    write_bytes(path, msgspec.json.Encoder().encode_lines([{"format": _FORMAT}, *ordered]))


def forget_seen(study: OpenStudy) -> None:
    """Leave no trace of an ingest of which nothing came: there is no corpus that could be taken for whole."""
    path = study.layout.sources_seen(study.name)
    remove_file(path)
    with suppress(OSError):  # somebody else keeps something there
        path.parent.rmdir()
        path.parent.parent.rmdir()


def unread_sources(study: OpenStudy, transcribed: Collection[str]) -> list[SeenSource]:
    """Sources that are there and of which there is no transcript, each with the reason, in order of their files."""
    seen = [each for each in read_seen(study).values() if each.source not in transcribed]
    damaged = set(study.layout.transcript_ids(study.name) if seen else ())  # what is wrong with one is said of itself
    return [
        msgspec.structs.replace(each, trouble=each.trouble or NOT_REACHED)
        for each in seen
        if each.transcript not in damaged and _is_there(study, each)
    ]


def unread_findings(study: OpenStudy, transcribed: Collection[str]) -> list[Finding]:
    """One warning where counts are about a part of the corpus only; accepted sources are not missed."""
    missed = [each.source for each in unread_sources(study, transcribed)]
    missed = [source for source in missed if ("source-unread", source) not in study.corpus.accepted]
    if not missed:
        return []
    named = ", ".join(missed[:_MOST]) + (" ..." if len(missed) > _MOST else "")
    number = "1 source was seen and is in no transcript" if len(missed) == 1 else _several(len(missed))
    message = f"{number}, so its people are not counted: {named}"
    return [Finding("warning", "source-unread", message, hint="`qualcode status` says why")]


def _several(number: int) -> str:
    return f"{number} sources were seen and are in no transcript"


def folder_named(source: str, transcript: str) -> str:
    """The folder from which a source has its id."""
    path = PurePosixPath(source)
    return str(path.parents[min(transcript.count("/"), len(path.parents) - 1)])


def told_of(findings: Sequence[Finding]) -> Mapping[str, str]:
    """Files that could not be read -> the first thing that was wrong with each."""
    first: dict[str, str] = {}
    for finding in findings:
        if finding.level == "error" and finding.file:
            first.setdefault(finding.file, finding.message)
    return first


def _is_there(study: OpenStudy, seen: SeenSource) -> bool:
    try:
        return (study.layout.root / seen.source).is_file()
    except OSError:  # a name that this system cannot have
        return False
