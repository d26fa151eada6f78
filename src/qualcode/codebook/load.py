"""Reads a codebook file into a codebook and findings, and writes a first one for people to go on with."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import yaml

from qualcode.codebook.build import build_codebook
from qualcode.codebook.fields import CODEBOOK_FORMAT, CODEBOOK_RECORD, INCLUDED, CodebookDraft
from qualcode.model.codebook import Code, Codebook
from qualcode.model.finding import Finding
from qualcode.text.records import YamlRecord
from qualcode.text.shapes import YamlReport, quote_word
from qualcode.text.yaml import ListNode, MapNode, YamlNode, YamlPlace
from qualcode.text.yaml_parse import START, UNWANTED, read_yaml

MAX_FILES = 200
"""Most files of one codebook."""


class Files:
    """The files of one codebook: its own and those that it includes."""

    def __init__(self, name: str, read: "ReadIncluded | None", report: YamlReport) -> None:
        self.name = name
        self.report = report
        self._read = read or (lambda _path: None)
        self._hashes: dict[str, str] = {name: ""}
        self._open: list[str] = []

    @property
    def names(self) -> tuple[str, ...]:
        """The files, the codebook's own first."""
        return tuple(self._hashes)

    def sha256(self, data: bytes) -> str:
        """Hash of the file, or of the names and hashes of all files if it includes others."""
        own = sha256(data).hexdigest()
        if len(self._hashes) == 1:
            return own
        folder = posixpath.dirname(self.name)
        beside = sorted(
            (posixpath.relpath(name, folder or "."), value) for name, value in self._hashes.items() if value
        )
        lines = [own, *(f"{value} {path}" for path, value in beside)]
        return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()

    def collect(self, draft: CodebookDraft, name: str = "") -> list[CodebookDraft]:
        """All files that a file includes, each after those that it includes itself."""
        found: list[CodebookDraft] = []
        self._open.append(posixpath.normpath(name or self.name))
        written = draft.nodes["include"] if draft.include else None
        nodes = written.items if isinstance(written, ListNode) else (written,) if written else ()
        for path, node in zip(draft.include or (), nodes, strict=False):
            found += self._file(path, node, name or self.name)
        self._open.pop()
        return found

    def _file(self, written: str, node: YamlNode, includer: str) -> list[CodebookDraft]:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(includer), written))
        if path in self._open:
            circle = " -> ".join([*self._open[self._open.index(path) :], path])
            self.report.error("include-cycle", f"a file includes itself: {circle}", node, "take this entry away")
            return []
        if path in self._hashes or not self._is_allowed(written, node):
            return []
        data = self._read(path)
        if data is None:
            hint = "write the path as seen from the folder of the file that includes it"
            self.report.error("include-missing", f"there is no file {quote_word(path)}", node, hint)
            self.report.incomplete = True
            return []
        self._hashes[path] = sha256(data).hexdigest()
        self.report.begin(path)
        draft = _draft(data, INCLUDED, self.report)
        self.report.begin("")
        return [*self.collect(draft, path), draft] if draft else []

    def _is_allowed(self, written: str, node: YamlPlace) -> bool:
        if posixpath.isabs(written) or "\\" in written or ":" in written:
            hint = "write it from the folder of this file, with `/`: `lexicons/network.yaml`"
            self.report.error("include-path", f"{quote_word(written)} is not a relative path", node, hint)
        elif len(self._hashes) > MAX_FILES:
            self.report.error("too-many-files", f"a codebook includes over {MAX_FILES} files", node, "join some")
        else:
            return True
        return False


ReadIncluded = Callable[[str], bytes | None]
"""Path of an included file, as messages show it -> its bytes; None if there is no such file."""


def load_codebook(
    name: str, data: bytes, read: ReadIncluded | None = None
) -> tuple[Codebook | None, tuple[Finding, ...]]:
    """The codebook in a YAML file, and everything that is wrong with it, in the order of the file.

    `name` is the file as messages show it, `data` its bytes; `read` gives the bytes of files that it includes, whose
    paths stand beside `name`. The codebook is None if any finding is an error.
    """
    report = YamlReport(name)
    files = Files(name, read, report)
    draft = _draft(data, CODEBOOK_RECORD, report)
    codebook = None
    if draft:
        included = files.collect(draft)
        codebook = build_codebook(draft, included, report, files.sha256(data), files.names)
    return None if report.failed else codebook, report.findings()


def _draft(data: bytes, record: YamlRecord[CodebookDraft], report: YamlReport) -> CodebookDraft | None:
    """What one file says."""
    errors = report.errors
    root = read_yaml(data, report, CODEBOOK_FORMAT)
    if isinstance(root, MapNode):
        return record.read(root, "the file", report)
    if report.errors == errors:
        found = "nothing" if root is None else "a list" if isinstance(root, ListNode) else "a text"
        hint = "begin with `format: 1` and `codebook: NAME`"
        report.error("not-a-codebook", f"the file holds {found}, not a codebook", root or START, hint)
    return None


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, and indents lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def write_plain(name: str, languages: Sequence[str], codes: Sequence[Code], remarks: Sequence[str]) -> str:
    """YAML of a codebook; `remarks` are the comments above it, a line each."""
    head = [f"# {_clean(line)}" for line in remarks]
    groups = dict.fromkeys(code.one_of for code in codes)
    kinds = {group.removeprefix("kind "): {"exclusive": True} for group in groups if group.startswith("kind ")}
    body = {"format": 1, "codebook": _clean(name), "languages": list(languages), **({"kinds": kinds} if kinds else {})}
    entries = (_listed(_fields(code, exclusive=code.code in groups)) for code in codes)
    parts = [dump_plain(body), "codes:\n", *("\n".join([entry, ""]) for entry in entries)]
    return "\n".join(head) + "\n" + "".join(parts)


def _listed(fields: Mapping[str, Any]) -> str:
    """One code as an entry of the list."""
    lines = dump_plain(fields).splitlines()
    return "\n".join([f"  - {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])]) + "\n"


def _fields(code: Code, *, exclusive: bool) -> dict[str, Any]:
    """The fields of a code, in the order of the manual; `exclusive`: codes right below it exclude each other."""
    stated = {
        "code": code.code,
        "kind": code.kind,
        "parent": code.parent,
        "exclusive": exclusive,
        "label": dict(_languages(code.label)),
        "short": dict(_languages(code.short)),
        "definition": dict(_languages(code.definition)),
        "include": _lists(code.include),
        "exclude": _lists(code.exclude),
        "memo": _clean(code.memo),
        "retired": code.retired,
        "replaced_by": code.replaced_by,
    }
    return {key: value for key, value in stated.items() if value}


def _languages(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((lang, _clean(text)) for lang, text in texts.items() if _clean(text))


def _lists(texts: Mapping[str, Sequence[str]]) -> dict[str, list[str]] | list[str]:
    """Lists of texts by language; one list if the language is not stated."""
    lists = {language: [_clean(text) for text in own] for language, own in texts.items() if own}
    return [text for own in lists.values() for text in own] if "" in lists else lists


def _clean(text: str) -> str:
    """A text without characters that codebooks refuse, and without trailing blanks, which make YAML quote it all."""
    return "\n".join(line.rstrip() for line in UNWANTED.sub("", text.replace("\t", " ")).splitlines()).strip()


def dump_plain(value: Mapping[str, Any]) -> str:
    """Plain values as YAML, texts of several lines as blocks."""
    return yaml.dump(dict(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
