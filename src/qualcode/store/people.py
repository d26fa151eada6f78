"""The codings that people keep in a study: one folder a coder, one file a transcript.

`coder.yaml` says who the coder is; each `<transcript>.jsonl` begins with a line that states its format and goes on
with one coding a line. Such a file is never rewritten by a reader, and what is wrong in one line costs that line only.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import yaml

from qualcode.model.coding import MODIFIED, REVIEW_KEYS, Coder, PersonCoding
from qualcode.model.finding import Finding, StoreError
from qualcode.model.line import DecisionLine
from qualcode.store.append import append, parse_lines
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.decisions import (
    CodingOfFormat1,
    as_coding,
    holds_decisions,
    lines_to_reach,
    parse_decisions,
    parse_numbered_decisions,
    read_decisions,
    read_force,
    recoded,
    with_decisions,
)
from qualcode.store.doors import read_through
from qualcode.store.fold import OF_FORMAT_1, fold_lines
from qualcode.store.layout import StudyLayout
from qualcode.text.records import TEXT, TEXTS, SettingsRecord, read_settings
from qualcode.text.shapes import ChoiceShape, Flag, Number, Readable, YamlReport, list_words, quote_word, wrong
from qualcode.text.yaml import MapNode, ScalarNode, YamlNode

_ENCODER = msgspec.json.Encoder()
PEOPLE_FORMAT = 1
"""Format of `coder.yaml`, and of codings that are written as a whole."""
_OWN_FIELD = re.compile(r"^read_whole\s*:.*\n?(?:^(?:[ \t\-\]].*)?\n?)*", re.MULTILINE)
"""The field `read_whole` with the lines that go on with it."""


class _Whole:
    """`true`, or a list of transcripts."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> bool | tuple[str, ...] | None:
        """Whether all was read, or which transcripts."""
        alone = isinstance(node, ScalarNode) and node.plain and node.text.lower() in ("true", "false")
        return Flag().read(node, what, report) if alone else TEXTS.read(node, what, report)


@dataclass(frozen=True)
class _FolderName:
    """The coder's name, which is that of the folder."""

    coder: str

    def read(self, node: YamlNode, what: str, report: YamlReport) -> str | None:
        """The name; another one is an error."""
        stated = TEXT.read(node, what, report)
        if stated not in (None, self.coder):
            report.error("wrong-name", f"the folder is named `{self.coder}`, not {quote_word(stated)}", node)
        return stated


class _Keys:
    """Actions of the reading room with a key each, digits with a code each; `modified` alone: all need Alt."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> Mapping[str, str] | None:
        """Action or digit -> key or code."""
        if isinstance(node, ScalarNode) and node.text == MODIFIED:
            return {MODIFIED: "true"}
        if not isinstance(node, MapNode):
            wrong(node, what, "actions with keys", report, "write `{accept: y, 1: network}`, or `modified`")
            return None
        stated = {key.text: _key_of(key, value, report) for key, value in node.entries}
        pressed = {**REVIEW_KEYS, **stated}
        for key, value in node.entries:
            twice = [action for action in REVIEW_KEYS if pressed[action] == stated[key.text]]
            if key.text in twice and twice[1:]:
                message = f"this key stands for {list_words(twice, 'and')}"
                report.error("same-key", message, value, "give each of them its own key")
        return stated


def _key_of(action: ScalarNode, value: YamlNode, report: YamlReport) -> str:
    """What stands beside an action or a digit, where it may stand there."""
    text = value.text if isinstance(value, ScalarNode) else ""
    if action.text in REVIEW_KEYS:
        if len(text) != 1 or text.isdigit() or not text.isprintable() or text.isspace():
            wrong(value, quote_word(action.text), "one sign that is no digit", report)
    elif action.text in tuple("123456789"):
        if not text:
            wrong(value, quote_word(action.text), "a code", report)
    elif action.text != MODIFIED:
        report.error(
            "unknown-field",
            f"there is no action {quote_word(action.text)}",
            action,
            report.suggest(action.text, REVIEW_KEYS, f"actions are {list_words(REVIEW_KEYS, 'and')}"),
        )
    elif text not in ("true", "false"):
        wrong(value, f"`{MODIFIED}`", "true or false", report)
    return text


class _TwoNames:
    """A list of two coders."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> tuple[str, ...] | None:
        """Their names; one alone, or more of them, is an error."""
        names = TEXTS.read(node, what, report)
        if names is not None and len(set(names)) != 2:
            report.error("wrong-value", f"{what} must name two coders", node)
        return names


def _coder_record(coder: str) -> SettingsRecord[Coder]:
    shapes: dict[str, Readable[Any]] = {
        "format": Number(),
        "coder": _FolderName(coder),
        "kind": ChoiceShape(("person", "rules", "model"), blank=True),
        "method": TEXT,
        "approach": ChoiceShape(("inductive", "deductive"), blank=True),
        "read_whole": _Whole(),
        "keys": _Keys(),
        "between": _TwoNames(),
    }
    return SettingsRecord(partial(Coder, coder), "a coder", shapes, checked=("format", "coder"), remarks=True)


def read_coder(layout: StudyLayout, corpus: str, coder: str) -> tuple[Coder | None, tuple[Finding, ...]]:
    """Who a coder is; without a `coder.yaml` a person, of whom nothing more is known. None when it has errors."""
    file = layout.coder_file(corpus, coder)
    if not file.exists():
        return Coder(coder), ()
    report = YamlReport(layout.relative(file))
    return read_settings(read_through("settings", file), _coder_record(coder), report, PEOPLE_FORMAT), report.findings()


def read_codings(layout: StudyLayout, corpus: str, coder: str) -> tuple[list[PersonCoding], list[Finding]]:
    """All codings of a coder, by transcript and then in the order of the files, and the lines that are none.

    Equal ones (a merge of two branches may leave a line twice) are one coding, whose memo holds what each of them says.
    """
    codings: dict[object, PersonCoding] = {}
    findings: list[Finding] = []
    for transcript in layout.coded_ids(corpus, coder):
        lines, wrong = read_decisions(layout, corpus, coder, transcript)
        if not all(line.id.startswith(OF_FORMAT_1) for line in lines):
            lines = list(read_force(layout, corpus, coder, transcript).codings)
        for coding in (as_coding(line, coder, transcript) for line in lines):
            first = codings.setdefault(coding.key, coding)
            if coding.memo not in first.memo:
                codings[coding.key] = replace(first, memo=f"{first.memo}\n{coding.memo}".strip())
        findings += wrong
    return list(codings.values()), findings


def doubtful_lines(layout: StudyLayout, corpus: str, coder: str) -> list[Finding]:
    """A warning for each line that changes nothing or contradicts another one, by file and line."""
    findings = []
    for name, transcript, data in _files_of(layout, corpus, coder):
        lines, _ = parse_numbered_decisions(name, data, coder, transcript)
        number = {line: at for at, line in reversed(lines)}
        named = {line.id: at for at, line in reversed(lines)}
        force = fold_lines(number)
        findings += [_repeated(*both, name) for both in _repetitions(lines, coder, transcript)]
        findings += [_stray(line, name, number[line]) for line in force.unknown]
        findings += [_contradicting(line, other, name, named[other.id]) for line, other in force.contradicting]
    return sorted(findings, key=lambda finding: (finding.file, finding.line or 0))


def _repetitions(
    lines: Sequence[tuple[int, DecisionLine]], coder: str, transcript: str
) -> Iterator[tuple[int, int, PersonCoding]]:
    """Numbers of lines of format 1 that say what an earlier one says, each with that one's number and the coding.

    Equal decisions are what a merge leaves.
    """
    first: dict[object, int] = {}
    for number, line in lines:
        coding = as_coding(line, coder, transcript)
        if line.id.startswith(OF_FORMAT_1) and first.setdefault(coding.key, number) != number:
            yield number, first[coding.key], coding


def _repeated(number: int, first: int, coding: PersonCoding, file: str) -> Finding:
    message = f"this coding `{coding.code}` stands in line {first}, too, and counts once"
    hint = "remove this line; both stay until then, and no number changes"
    return Finding("warning", "repeated-coding", message, file, number, hint=hint)


def _stray(line: DecisionLine, file: str, number: int) -> Finding:
    message = f"this `{line.do}` is about a line that is not there before it, and changes nothing"
    return Finding("warning", "stray-decision", message, file, number, hint="decide again in `qualcode review`")


def _contradicting(holds: DecisionLine, other: DecisionLine, file: str, number: int) -> Finding:
    message = f"turn {other.turn}: this `{other.do}` of `{other.code}` gives way to a later `{holds.do}`"
    return Finding(
        "warning", "contradicting-decisions", message, file, number, hint="look at it again in `qualcode review`"
    )


def _files_of(layout: StudyLayout, corpus: str, coder: str) -> Iterator[tuple[str, str, bytes]]:
    """The files of a coder as findings call them, each with its transcript and its bytes."""
    for transcript in layout.coded_ids(corpus, coder):
        file = layout.coding_file(corpus, coder, transcript)
        yield layout.relative(file), transcript, read_through("lines", file)


def parse_codings(name: str, data: bytes, coder: str, transcript: str) -> tuple[list[PersonCoding], list[Finding]]:
    """Codings in force of a file's bytes, and the lines that are none; `name` is the file as findings call it."""
    lines, findings = parse_decisions(name, data, coder, transcript)
    if not holds_decisions(data):
        return [as_coding(line, coder, transcript) for line in lines], findings
    return [as_coding(line, coder, transcript) for line in fold_lines(lines).codings], findings


def write_coder(layout: StudyLayout, corpus: str, coder: Coder) -> bool:
    """Write `coder.yaml`; True when it changed."""
    stated = {"method": coder.method, "approach": coder.approach}
    said: dict[str, Any] = {"format": PEOPLE_FORMAT, "kind": coder.kind}
    said |= {name: text for name, text in stated.items() if text}
    if coder.read_whole:
        said["read_whole"] = coder.read_whole if isinstance(coder.read_whole, bool) else list(coder.read_whole)
    said |= {"keys": dict(coder.keys)} if coder.keys else {}
    if coder.between:
        said["between"] = list(coder.between)
    plain = coder.method.isprintable()  # line separators and the like come back only when they are escaped
    text = yaml.safe_dump(said, allow_unicode=plain, sort_keys=False, width=10**6)
    return write_bytes(layout.coder_file(corpus, coder.coder), text.encode())


def declare_read(layout: StudyLayout, corpus: str, coder: str, transcripts: Iterable[str]) -> bool:
    """Write into an existing `coder.yaml` which transcripts were read whole; all else in it stays as it is.

    Raises:
        StoreError: the file is laid out so that this one field cannot be changed.
    """
    file = layout.coder_file(corpus, coder)
    return write_bytes(file, _with_read(file, read_bytes(file).decode(), coder, transcripts).encode())


def coder_without(file: Path, data: bytes, coder: str, transcripts: Collection[str]) -> bytes:
    """The bytes of a `coder.yaml` that no longer names some transcripts as read whole.

    Raises:
        StoreError: the file is laid out so that this one field cannot be changed.
    """
    stated = read_settings(data, _coder_record(coder), YamlReport(file.name))
    whole = stated.read_whole if stated and isinstance(stated.read_whole, tuple) else ()
    if not set(transcripts) & set(whole):
        return data
    return _with_read(file, data.decode(), coder, set(whole) - set(transcripts)).encode()


def _with_read(file: Path, before: str, coder: str, transcripts: Iterable[str]) -> str:
    """The text of a `coder.yaml` with another list of transcripts read whole."""
    listed = yaml.safe_dump(sorted(transcripts), allow_unicode=True, default_flow_style=True, width=10**6).strip()
    kept, line = _OWN_FIELD.subn("", before), f"read_whole: {listed}\n"
    text = kept[0] + ("" if kept[0].endswith("\n") or not kept[0] else "\n") + line
    as_before, again = (
        read_settings(data.encode(), _coder_record(coder), YamlReport(file.name)) for data in (before, text)
    )
    whole = tuple(sorted(transcripts))
    if not as_before or not again or again != replace(as_before, read_whole=whole):
        raise StoreError(file, f"is not laid out as expected; write `{line.strip()}` into it yourself")
    return text


def write_codings(
    layout: StudyLayout,
    corpus: str,
    coder: str,
    transcript: str,
    codings: Iterable[PersonCoding],
    *,
    replace: bool = False,
) -> bool:
    """Write one coder's codings of one transcript in the order of the text; True when the file changed.

    Codings that are there already are a person's work: other ones take their place only with `replace`. A file of
    decisions goes on with the decisions that lead there.
    """
    file = layout.coding_file(corpus, coder, transcript)
    before = read_bytes(file) if file.exists() else b""
    if holds_decisions(before):
        lines, _ = parse_decisions(layout.relative(file), before, coder, transcript)
        more = lines_to_reach(lines, coder, transcript, codings)
        if more and not replace:
            raise StoreError(file, "holds other codings, which would be lost")
        return bool(more) and write_bytes(file, with_decisions(before, more))
    data = format_codings(codings)
    if file.exists() and not replace and before != data:
        raise StoreError(file, "holds other codings, which would be lost")
    return write_bytes(file, data)


def take_back(layout: StudyLayout, corpus: str, codings: Iterable[PersonCoding], why: str, time: str) -> None:
    """Keep codings that are about to be taken out of their coder's files: nothing that a person wrote is lost."""
    for coding in codings:
        about = {"taken_back": time, "why": why, "transcript": coding.transcript}
        line = msgspec.to_builtins(msgspec.convert(asdict(coding), CodingOfFormat1))
        append(layout.taken_back(corpus, coding.coder), {**about, **line})


def format_codings(codings: Iterable[PersonCoding]) -> bytes:
    """Bytes of a file of codings, in the order of the text."""
    ordered = sorted(codings, key=lambda coding: (coding.turn, coding.start, coding.end, coding.code))
    lines: list[Any] = [{"format": PEOPLE_FORMAT}]
    lines.extend(msgspec.convert(asdict(coding), CodingOfFormat1) for coding in ordered)
    return _ENCODER.encode_lines(lines)


def recode(path: Path, data: bytes, old: str, new: str) -> tuple[bytes, int]:
    """Bytes of a file of codings or decisions in which a code has another name, and how many codings that changed.

    A line of format 1 is changed in its place; decisions are never changed, so lines are added that recode them.
    `path` is the file as errors call it.

    Raises:
        StoreError: a line cannot be read: it may hold the code, so that changing the others would tear them apart.
    """
    _, broken = parse_lines("", data)
    if broken:
        raise StoreError(path, f"line {broken[0].line} cannot be read: mend it before codes are changed")
    if holds_decisions(data):
        more = recoded(parse_decisions("", data, "", "")[0], old, new)
        return with_decisions(data, more) if more else data, len(more)
    lines = data.split(b"\n")
    changed = 0
    for number, line in enumerate(lines):
        if line.strip() and (value := msgspec.json.decode(line)).get("code") == old:
            lines[number] = _renamed(line, value, old, new)
            changed += 1
    return b"\n".join(lines), changed


def _renamed(line: bytes, value: dict[str, object], old: str, new: str) -> bytes:
    """The line with the other name; written anew only where the name is written in an unusual way."""
    # Inside a JSON string every quotation mark is escaped, so this finds the field and never a quote that looks so.
    pattern = rb'(?<!\\)("code"\s*:\s*)"' + re.escape(old.encode()) + rb'"'
    edited = re.sub(pattern, lambda found: found[1] + b'"' + new.encode() + b'"', line, count=1)
    meant = {**value, "code": new}
    return (
        edited
        if msgspec.json.decode(edited) == meant
        else _ENCODER.encode(meant) + (b"\r" if line.endswith(b"\r") else b"")
    )
