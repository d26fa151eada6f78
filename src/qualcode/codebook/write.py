"""A codebook as YAML: written for people who go on with it by hand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from qualcode.model.codebook import Code
from qualcode.text.yaml_parse import UNWANTED


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as blocks, lists are indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def write_plain(name: str, languages: Sequence[str], codes: Sequence[Code], remarks: Sequence[str]) -> str:
    """YAML of a codebook; `remarks` are the comments above it, a line each."""
    head = [f"# {_clean(line)}" for line in remarks]
    body = {"format": 1, "codebook": _clean(name), "languages": list(languages)}
    parts = [dump_plain(body), "codes:\n", *("\n".join([_listed(_fields(code)), ""]) for code in codes)]
    return "\n".join(head) + "\n" + "".join(parts)


def _listed(fields: Mapping[str, Any]) -> str:
    """One code as an entry of the list."""
    lines = dump_plain(fields).splitlines()
    return "\n".join([f"  - {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])]) + "\n"


def _fields(code: Code) -> dict[str, Any]:
    """What is known of a code, in the order of the manual."""
    stated = {
        "code": code.code,
        "kind": code.kind,
        "parent": code.parent,
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
    """Lists of texts by language; one list where a language is not stated."""
    lists = {language: [_clean(text) for text in own] for language, own in texts.items() if own}
    return [text for own in lists.values() for text in own] if "" in lists else lists


def _clean(text: str) -> str:
    """A text without what codebooks refuse, each line without white space at its end (YAML would quote it all)."""
    return "\n".join(line.rstrip() for line in UNWANTED.sub("", text.replace("\t", " ")).splitlines()).strip()


def dump_plain(value: Mapping[str, Any]) -> str:
    """Plain values as YAML, texts of several lines as blocks."""
    return yaml.dump(dict(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
