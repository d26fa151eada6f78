"""The codings that people keep in a study: one folder a coder, one file a transcript.

`coder.yaml` says who the coder is; each `<transcript>.jsonl` begins with a line that states its format and goes on
with one coding a line. Such a file is never rewritten by a reader, and what is wrong in one line costs that line only.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import msgspec
import yaml

from qualcode.model.coding import ASSERTIONS, Coder, PersonCoding
from qualcode.model.finding import Finding, StoreError, store_errors
from qualcode.store.atomic import make_folders, read_bytes, sync_folder, write_bytes
from qualcode.store.layout import StudyLayout
from qualcode.text.records import TEXT, TEXTS, SettingsRecord, read_settings, suggest_choice
from qualcode.text.shapes import ChoiceShape, Flag, Number, Readable, YamlReport, quote_word
from qualcode.text.yaml import ScalarNode, YamlNode

_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(dict[str, Any])


def append(path: Path, value: Mapping[str, Any]) -> None:
    """Add one object as the last line; when this returns, it survives a power cut."""
    line = _ENCODER.encode(value) + b"\n"
    with store_errors(path, "written"):
        make_folders(path.parent)
        handle = os.open(path, _FLAGS, 0o666)
        try:
            new = os.fstat(handle).st_size == 0
            _write(handle, line if new or _ends_a_line(handle) else b"\n" + line)
            os.fsync(handle)
        finally:
            os.close(handle)
        if new:
            sync_folder(path.parent)


def read_lines(path: Path, name: str = "") -> tuple[list[tuple[int, dict[str, Any]]], list[Finding]]:
    """Objects of an append-only file with their line numbers, and a finding for each line that is not whole.

    `name` is the file as findings call it. A missing file has no lines. Nothing on disk changes: a torn line stays
    where it is, for a person to look at.
    """
    if not path.exists():
        return [], []
    return parse_lines(name or path.as_posix(), read_bytes(path))


def parse_lines(name: str, data: bytes) -> tuple[list[tuple[int, dict[str, Any]]], list[Finding]]:
    """Objects and findings of such a file's bytes, as `read_lines` gives them."""
    objects: list[tuple[int, dict[str, Any]]] = []
    findings: list[Finding] = []
    lines = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            objects.append((number, _DECODER.decode(line)))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            findings.append(_broken(name, number, torn=number == len(lines)))
    return objects, findings


def _write(handle: int, line: bytes) -> None:
    # One call, so that lines of two processes never mix; what a full disk took of the line is taken back.
    before = os.fstat(handle).st_size
    if os.write(handle, line) != len(line):
        os.ftruncate(handle, before)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _ends_a_line(handle: int) -> bool:
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) == b"\n"


def _broken(name: str, line: int, *, torn: bool) -> Finding:
    if torn:
        message = "the last line was not written to its end and is set aside"
        return Finding("warning", "torn-line", message, name, line, hint="complete the line or remove it")
    message = "this line is not one JSON object and is set aside"
    return Finding("warning", "bad-line", message, name, line, hint="mend the line or remove it")


PEOPLE_FORMAT = 1
"""Newest format of these files that this version reads and writes."""
_OWN_FIELD = re.compile(r"^read_whole\s*:.*\n?(?:^(?:[ \t\-\]].*)?\n?)*", re.MULTILINE)
"""The field `read_whole` with the lines that go on with it."""
_Natural = Annotated[int, msgspec.Meta(ge=0)]


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


def _coder_record(coder: str) -> SettingsRecord[Coder]:
    shapes: dict[str, Readable[Any]] = {
        "format": Number(),
        "coder": _FolderName(coder),
        "kind": ChoiceShape(("person", "rules", "model"), blank=True),
        "method": TEXT,
        "approach": ChoiceShape(("inductive", "deductive"), blank=True),
        "read_whole": _Whole(),
    }
    return SettingsRecord(partial(Coder, coder), "a coder", shapes, checked=("format", "coder"), remarks=True)


class _Line(msgspec.Struct, omit_defaults=True):
    # Mirrors `PersonCoding`; the path already says coder and transcript.
    turn: Annotated[int, msgspec.Meta(ge=1)]
    code: Annotated[str, msgspec.Meta(min_length=1)]
    start: _Natural
    end: _Natural
    quote: str
    prefix: str = ""
    suffix: str = ""
    turn_sha256: str = ""
    assertion: str = "affirmed"
    time: str = ""
    memo: str = ""


_KNOWN = frozenset(field.name for field in fields(PersonCoding))


def read_coder(layout: StudyLayout, corpus: str, coder: str) -> tuple[Coder | None, tuple[Finding, ...]]:
    """Who a coder is; without a `coder.yaml` a person, of whom nothing more is known. None when it has errors."""
    file = layout.coder_file(corpus, coder)
    if not file.exists():
        return Coder(coder), ()
    report = YamlReport(layout.relative(file))
    return read_settings(read_bytes(file), _coder_record(coder), report, PEOPLE_FORMAT), report.findings()


def read_codings(layout: StudyLayout, corpus: str, coder: str) -> tuple[list[PersonCoding], list[Finding]]:
    """All codings of a coder, by transcript and then in the order of the files, and the lines that are none.

    Equal ones (a merge of two branches may leave a line twice) are one coding, whose memo holds what each of them says.
    """
    codings: dict[object, PersonCoding] = {}
    findings: list[Finding] = []
    for name, transcript, data in _files_of(layout, corpus, coder):
        some, wrong = parse_codings(name, data, coder, transcript)
        for coding in some:
            first = codings.setdefault(coding.key, coding)
            if coding.memo not in first.memo:
                codings[coding.key] = replace(first, memo=f"{first.memo}\n{coding.memo}".strip())
        findings += wrong
    return list(codings.values()), findings


def repeated_codings(layout: StudyLayout, corpus: str, coder: str) -> list[Finding]:
    """A warning for each line that says once more what an earlier line of the same file says."""
    findings = []
    for name, transcript, data in _files_of(layout, corpus, coder):
        first: dict[object, int] = {}
        for number, coding, _ in _numbered(name, data, coder, transcript):
            if coding is None or first.setdefault(coding.key, number) == number:
                continue
            message = f"this coding `{coding.code}` stands in line {first[coding.key]}, too, and counts once"
            hint = "remove this line; both stay until then, and no number changes"
            findings.append(Finding("warning", "repeated-coding", message, name, number, hint=hint))
    return findings


def _files_of(layout: StudyLayout, corpus: str, coder: str) -> Iterator[tuple[str, str, bytes]]:
    """The files of a coder as findings call them, each with its transcript and its bytes."""
    for transcript in layout.coded_ids(corpus, coder):
        file = layout.coding_file(corpus, coder, transcript)
        yield layout.relative(file), transcript, read_bytes(file)


def parse_codings(name: str, data: bytes, coder: str, transcript: str) -> tuple[list[PersonCoding], list[Finding]]:
    """Codings in a file's bytes, and the lines that are none; `name` is the file as findings call it."""
    lines = list(_numbered(name, data, coder, transcript))
    findings = [finding for _, _, wrong in lines for finding in wrong]
    return [coding for _, coding, _ in lines if coding], sorted(findings, key=lambda finding: finding.line or 0)


def _numbered(
    name: str, data: bytes, coder: str, transcript: str
) -> Iterator[tuple[int, PersonCoding | None, list[Finding]]]:
    """Number of each line, its coding where it is one, and what is wrong with it; nothing of a newer format."""
    lines, broken = parse_lines(name, data)
    if lines and "format" in lines[0][1]:
        number, header = lines.pop(0)
        if wrong := _wrong_format(header["format"], name, number):
            yield number, None, [wrong]
            return
    yield 0, None, broken
    for number, line in lines:
        yield number, *_coding(line, coder, transcript, (name, number))


def write_coder(layout: StudyLayout, corpus: str, coder: Coder) -> bool:
    """Write `coder.yaml`; True when it changed."""
    stated = {"method": coder.method, "approach": coder.approach}
    said: dict[str, Any] = {"format": PEOPLE_FORMAT, "kind": coder.kind}
    said |= {name: text for name, text in stated.items() if text}
    if coder.read_whole:
        said["read_whole"] = coder.read_whole if isinstance(coder.read_whole, bool) else list(coder.read_whole)
    plain = coder.method.isprintable()  # line separators and the like come back only when they are escaped
    text = yaml.safe_dump(said, allow_unicode=plain, sort_keys=False, width=10**6)
    return write_bytes(layout.coder_file(corpus, coder.coder), text.encode())


def declare_read(layout: StudyLayout, corpus: str, coder: str, transcripts: Iterable[str]) -> bool:
    """Write into an existing `coder.yaml` which transcripts were read whole; all else in it stays as it is.

    Raises:
        StoreError: the file is laid out so that this one field cannot be changed.
    """
    file = layout.coder_file(corpus, coder)
    listed = yaml.safe_dump(sorted(transcripts), allow_unicode=True, default_flow_style=True, width=10**6).strip()
    before = read_bytes(file).decode()
    kept, line = _OWN_FIELD.subn("", before), f"read_whole: {listed}\n"
    text = kept[0] + ("" if kept[0].endswith("\n") or not kept[0] else "\n") + line
    as_before, again = (
        read_settings(data.encode(), _coder_record(coder), YamlReport(file.name)) for data in (before, text)
    )
    whole = tuple(sorted(transcripts))
    if not as_before or not again or again != replace(as_before, read_whole=whole):
        raise StoreError(file, f"is laid out otherwise than expected; write `{line.strip()}` into it yourself")
    return write_bytes(file, text.encode())


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

    Codings that are there already are a person's work: other ones take their place only with `replace`.
    """
    file = layout.coding_file(corpus, coder, transcript)
    data = format_codings(codings)
    if file.exists() and not replace and read_bytes(file) != data:
        raise StoreError(file, "holds other codings, which would be lost")
    return write_bytes(file, data)


def take_back(layout: StudyLayout, corpus: str, codings: Iterable[PersonCoding], why: str, time: str) -> None:
    """Keep codings that are about to be taken out of their coder's files: nothing that a person wrote is lost."""
    for coding in codings:
        about = {"taken_back": time, "why": why, "transcript": coding.transcript}
        line = msgspec.to_builtins(msgspec.convert(asdict(coding), _Line))
        append(layout.taken_back(corpus, coding.coder), {**about, **line})


def format_codings(codings: Iterable[PersonCoding]) -> bytes:
    """Bytes of a file of codings, in the order of the text."""
    ordered = sorted(codings, key=lambda coding: (coding.turn, coding.start, coding.end, coding.code))
    lines: list[Any] = [{"format": PEOPLE_FORMAT}]
    lines.extend(msgspec.convert(asdict(coding), _Line) for coding in ordered)
    return _ENCODER.encode_lines(lines)


def _wrong_format(stated: Any, name: str, line: int) -> Finding | None:
    if not isinstance(stated, int) or isinstance(stated, bool) or stated < 1:
        return Finding("error", "bad-format", "the format must be a whole number from 1", name, line)
    if stated > PEOPLE_FORMAT:
        message = f"these codings have format {stated}; this qualcode reads formats up to {PEOPLE_FORMAT}"
        return Finding("error", "newer-format", message, name, line, hint="update qualcode")
    return None


def _coding(
    line: dict[str, Any], coder: str, transcript: str, place: tuple[str, int]
) -> tuple[PersonCoding | None, list[Finding]]:
    """The coding of one line, if it is one, and what is wrong with it."""
    findings = [_unknown(field, place) for field in sorted(line.keys() - _KNOWN)]
    try:
        read = msgspec.convert(line, _Line)
    except msgspec.ValidationError as error:
        return None, [*findings, Finding("error", "bad-coding", f"this is not a coding: {error}", *place)]
    if wrong := _wrong(line, read, coder, transcript, place):
        return None, [*findings, wrong]
    return PersonCoding(coder=coder, transcript=transcript, **msgspec.structs.asdict(read)), findings


def _unknown(field: str, place: tuple[str, int]) -> Finding:
    message = f"the field `{field}` is not known here"
    return Finding("warning", "unknown-field", message, *place, hint=suggest_choice(field, _KNOWN))


def _wrong(line: dict[str, Any], read: _Line, coder: str, transcript: str, place: tuple[str, int]) -> Finding | None:
    for field, expected in (("coder", coder), ("transcript", transcript)):
        if line.get(field, expected) != expected:
            return Finding("error", "wrong-name", f"the {field} is not `{expected}`, as the file's path says", *place)
    if read.end <= read.start:
        return Finding("error", "bad-coding", "this is not a coding: `end` must be greater than `start`", *place)
    if read.assertion not in ASSERTIONS:
        hint = suggest_choice(read.assertion, ASSERTIONS)
        return Finding("error", "wrong-value", "the assertion is not known", *place, hint=hint)
    return None


def recode(path: Path, data: bytes, old: str, new: str) -> tuple[bytes, int]:
    """Bytes of a file of codings or decisions in which a code has another name, and how many lines that changed.

    `path` is the file as errors call it.

    Raises:
        StoreError: a line cannot be read: it may hold the code, so that changing the others would tear them apart.
    """
    _, broken = parse_lines("", data)
    if broken:
        raise StoreError(path, f"line {broken[0].line} cannot be read: mend it before codes are changed")
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
