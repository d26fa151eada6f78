"""Cues of subtitle files: times, text, and what stands between them."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading
from qualcode.readers import reading
from qualcode.readers.decode import decode, empty, failure, without_text
from qualcode.readers.reading import ReadOptions, SourceLine
from qualcode.readers.rich import divide_into_turns

_TIMING = re.compile(r"\s*(?P<start>[\d:.,]+)\s*-->\s*(?P<end>[\d:.,]+)(?:\s.*)?")
"""The line above the text of a cue."""
_DASH = re.compile(r"\s*[-–—]\s")
_NAME_ALONE = re.compile(r"\s*[\[(][^()\[\]\n]{1,40}[\])]\s*")


class Cue(NamedTuple):
    """One subtitle."""

    number: int
    """Place in the file, from 1."""
    at: int
    """Line of its first line of text, from 1."""
    start_s: float
    end_s: float
    blocks: tuple[tuple[str, ...], ...]
    """Its lines of text; more than one block where empty lines stand between them."""

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(line for block in self.blocks for line in block)


def _timing(line: str) -> tuple[float, float] | None:
    """The times that a line gives to a cue; None for other lines."""
    match = _TIMING.fullmatch(line) if "-->" in line else None
    start_s, end_s = (reading.parse_seconds(match[use]) if match else None for use in ("start", "end"))
    return None if start_s is None or end_s is None else (start_s, end_s)


def _read_cues(lines: Sequence[str], is_name: Callable[[Sequence[str], int], bool]) -> Iterator[Cue]:
    """Give the cues of a file. What stands before the first one is left to the caller.

    `is_name(lines, place)` says whether the line above a timing is the number or name of that cue.
    """
    timings = {place: times for place, line in enumerate(lines) if (times := _timing(line))}
    for number, (place, following) in enumerate(pairwise([*timings, len(lines)]), 1):
        end = following
        if following < len(lines) and following - 1 > place and is_name(lines, following - 1):
            end -= 1
        yield Cue(number, place + 2, *timings[place], tuple(_blocks(lines[place + 1 : end])))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Divide lines at empty ones."""
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield tuple(block)
            block = []


def _cue_lines(cue: Cue, voices: Iterable[tuple[str | None, str]]) -> Iterator[SourceLine]:
    """Give the lines of a cue. A label may stand at its beginning, behind a dash, or alone in brackets."""
    first = True
    for speaker, words in voices:
        for text in words.strip().split("\n") if words.strip() else ():
            may_label = first or (_DASH.match(text) or _NAME_ALONE.fullmatch(text)) is not None
            yield SourceLine(text, cue.number, cue.at, 0, speaker, may_label, False, cue.start_s, cue.end_s)
            first, speaker = False, None


def _report_stray_text(name: str, cues: Sequence[Cue]) -> list[Finding]:
    """Say where text without a time first follows a cue; it is kept with that cue."""
    message = "an empty line stands within a cue, or text has no time; it was kept with the cue before it"
    return [Finding("warning", "cue-without-time", message, name, cue.at) for cue in cues if len(cue.blocks) > 1][:1]


_SRT_TAG = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>\n]{0,200})?>|\{\\[^{}\n]*\}", re.IGNORECASE)


def read_srt(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read SubRip; a cue without a label continues the speaker before it."""
    decoded = decode(name, data, options)
    if decoded.text is None or not decoded.text.strip():
        return without_text(name, decoded)
    lines = decoded.text.split("\n")
    found = list(_read_cues(lines, _is_number))
    if not found:
        hint = "a cue begins with a line such as `00:00:01,000 --> 00:00:04,000`"
        return failure(name, "no-cues", "there are no cues with times in this file", hint, 1)
    speech = _before_first(lines)
    for cue in found:
        speech += _cue_lines(cue, [(None, _SRT_TAG.sub("", cue.text))])
    findings = (*decoded.findings, *_report_stray_text(name, found))
    return divide_into_turns(name, speech, "cue", findings=findings, encoding=decoded.encoding, timed=False)


def _is_number(lines: Sequence[str], place: int) -> bool:
    return lines[place].strip().isdecimal()


def _before_first(lines: Sequence[str]) -> list[SourceLine]:
    """Text above the first cue, such as a title; the number of that cue is none."""
    first = next(place for place, line in enumerate(lines) if _timing(line))
    end = first - 1 if first and _is_number(lines, first - 1) else first
    return [SourceLine(line, 0, number, may_label=False) for number, line in enumerate(lines[:end], 1) if line.strip()]


_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s.*)?")
# Lengths are limited, so that a file of open brackets is not searched again from each of them.
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?(?:[ \t]+(?P<name>[^<>\n]{0,200}))?>")
_VTT_TAG = re.compile(r"</?(?:v|c|i|b|u|ruby|rt|lang)(?:[.\s][^<>\n]{0,200})?>|<\d[\d:.]{0,20}>")
_TIME_TAG = re.compile(r"<\d\d:[\d:.]+>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")


def read_vtt(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read WebVTT; comments and styles are no speech, tags and entities become plain text."""
    decoded = decode(name, data, options)
    if decoded.text is None:
        return Reading((), findings=decoded.findings)
    lines = decoded.text.split("\n")
    found = list(_read_cues(lines, _is_name))
    findings = [*decoded.findings]
    if not re.match(r"\ufeff?WEBVTT(?:[ \t]|\Z)", lines[0]):
        if not decoded.text.strip():
            return empty(name, decoded.findings)
        message, hint = "the first line of a WebVTT file must be `WEBVTT`", "write it there, with an empty line below"
        if not found:
            return failure(name, "not-webvtt", message, hint, 1)
        findings.append(Finding("warning", "not-webvtt", message, name, 1, hint=hint))
    return _reading(name, found, findings, decoded.encoding, rolling=_TIME_TAG.search(decoded.text) is not None)


def _reading(name: str, every: Sequence[Cue], findings: list[Finding], encoding: str, rolling: bool) -> Reading:
    found = _without_comments(every)
    findings += _report_stray_text(name, found)
    texts = [cue.text for cue in found]
    shown = sum(text.count("\n") + 1 for text in texts)
    if rolling:
        texts = _unrolled(texts)
    skipped = {
        "comments": sum(len(cue.blocks) for cue in every) - sum(len(cue.blocks) for cue in found),
        "repeated lines of rolling captions": shown - sum(text.count("\n") + 1 for text in texts) if rolling else 0,
    }
    lines = [line for cue, text in zip(found, texts, strict=True) for line in _cue_lines(cue, _voices(text))]
    return divide_into_turns(name, lines, "cue", findings=findings, encoding=encoding, skipped=skipped, timed=False)


def _is_name(lines: Sequence[str], place: int) -> bool:
    """The name of a cue stands alone between an empty line and its times."""
    return bool(lines[place].strip()) and not lines[place - 1].strip()


def _without_comments(found: Sequence[Cue]) -> list[Cue]:
    """Drop comments, which stand as blocks of their own after the text of a cue."""
    return [
        cue._replace(blocks=cue.blocks[:1] + tuple(b for b in cue.blocks[1:] if not _COMMENT.fullmatch(b[0])))
        for cue in found
    ]


def _unrolled(texts: Sequence[str]) -> list[str]:
    """Drop the lines that rolling captions repeat from the cue before.

    Only files with times inside their cues roll; elsewhere a repeated *iya* was said twice.
    """
    kept: list[str] = []
    before: list[str] = []
    for text in texts:
        lines = [line for line in text.split("\n") if line.strip()]
        shown = [_VTT_TAG.sub("", line).strip() for line in lines]
        repeated = next((n for n in range(min(len(before), len(shown)), 0, -1) if before[-n:] == shown[:n]), 0)
        kept.append("\n".join(lines[repeated:]))
        before = shown
    return kept


def _voices(text: str) -> Iterator[tuple[str | None, str]]:
    """Divide the text of a cue at its voice tags, and say whose each part is; None: the file does not say."""
    speaker, place = None, 0
    for match in _VOICE.finditer(text):
        yield speaker, _plain(text[place : match.start()])
        speaker, place = _plain(match["name"] or "").strip() or None, match.end()
    yield speaker, _plain(text[place:])


def _plain(text: str) -> str:
    """Take out tags and resolve entities; what is in angle brackets and no tag stays (`<noise>`)."""
    return _ENTITY.sub(lambda match: html.unescape(match.group()), _VTT_TAG.sub("", text))
