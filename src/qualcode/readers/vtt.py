"""WebVTT subtitles: speakers from voice tags, or from labels at the beginning of cues."""

import html
import re
from collections.abc import Iterator, Sequence

from qualcode.model import Finding, Reading
from qualcode.readers.cues import Cue, Voice, cue_lines, cues, stray
from qualcode.readers.decode import decode
from qualcode.readers.failure import empty, failure
from qualcode.readers.options import Options
from qualcode.readers.talk import talk

_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s.*)?")
# Lengths are limited, so that a file of open brackets is not searched again from each of them.
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?(?:[ \t]+(?P<name>[^<>\n]{0,200}))?>")
_TAG = re.compile(r"</?(?:v|c|i|b|u|ruby|rt|lang)(?:[.\s][^<>\n]{0,200})?>|<\d[\d:.]{0,20}>")
_TIME_TAG = re.compile(r"<\d\d:[\d:.]+>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read WebVTT; comments and styles are no speech, tags and entities become plain text."""
    decoded = decode(name, data, options)
    if decoded.text is None:
        return Reading((), findings=decoded.findings)
    lines = decoded.text.split("\n")
    found = list(cues(lines, _is_name))
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
    findings += [stray(name, cue) for cue in found if len(cue.blocks) > 1][:1]
    texts = ["\n".join(line for block in cue.blocks for line in block) for cue in found]
    shown = sum(text.count("\n") + 1 for text in texts)
    if rolling:
        texts = _unrolled(texts)
    skipped = {
        "comments": sum(len(cue.blocks) for cue in every) - sum(len(cue.blocks) for cue in found),
        "repeated lines of rolling captions": shown - sum(text.count("\n") + 1 for text in texts) if rolling else 0,
    }
    lines = [line for cue, text in zip(found, texts, strict=True) for line in cue_lines(cue, list(_voices(text)))]
    return talk(name, lines, "cue", findings=findings, encoding=encoding, skipped=skipped, timed=False)


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
        shown = [_TAG.sub("", line).strip() for line in lines]
        repeated = next((n for n in range(min(len(before), len(shown)), 0, -1) if before[-n:] == shown[:n]), 0)
        kept.append("\n".join(lines[repeated:]))
        before = shown
    return kept


def _voices(text: str) -> Iterator[Voice]:
    """Divide the text of a cue at its voice tags."""
    speaker, place = None, 0
    for match in _VOICE.finditer(text):
        yield Voice(speaker, _plain(text[place : match.start()]))
        speaker, place = _plain(match["name"] or "").strip() or None, match.end()
    yield Voice(speaker, _plain(text[place:]))


def _plain(text: str) -> str:
    """Take out tags and resolve entities; what is in angle brackets and no tag stays (`<noise>`)."""
    return _ENTITY.sub(lambda match: html.unescape(match.group()), _TAG.sub("", text))
