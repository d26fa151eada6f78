"""Edits of a codebook's text: a code is added, renamed, merged or retired, and all the rest stays as written.

Comments, order, blank lines and line ends survive, because only the spans to be edited are replaced. Each function
returns the new text, or a finding if the text is written in a way that cannot be edited safely. The caller loads the
new text and compares it with the intended codebook before anything is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from qualcode.model.finding import Finding

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


@dataclass(frozen=True)
class SourceSpan:
    """A value in the text."""

    start: int
    """Its first character."""
    end: int
    """The character after it; comments behind it are not part of it."""
    column: int
    """Characters before it in its line."""
    flow: bool
    """True if it is written in brackets, braces or quotes."""
    text: str | None = None
    """Its text, if it is a single value."""
    items: tuple[SourceSpan, ...] = ()
    """Items of a list."""
    fields: tuple[tuple[SourceSpan, SourceSpan], ...] = ()
    """Keys and values of a mapping."""

    def get(self, key: str) -> SourceSpan | None:
        """Value of a key of a mapping."""
        return next((value for name, value in self.fields if name.text == key), None)

    def key(self, key: str) -> SourceSpan | None:
        """The key itself."""
        return next((name for name, _ in self.fields if name.text == key), None)


def yaml_spans(text: str) -> SourceSpan | None:
    """The spans of a YAML text that loads as a codebook; None if it is empty."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root = yaml.compose(text, Loader=loader)
    starts = [0, *accumulate(len(line) for line in _LINE.findall(text))]
    return _span(root, starts, text) if root is not None else None


def code_spans(root: SourceSpan | None) -> tuple[SourceSpan, ...]:
    """The codes of a codebook, each a mapping."""
    listed = root.get("codes") if root else None
    return tuple(item for item in listed.items if item.fields) if listed else ()


def name_of(code: SourceSpan) -> str:
    """Name of a code."""
    stated = code.get("code")
    return stated.text or "" if stated else ""


def line_start(text: str, at: int) -> int:
    """First character of the line that contains a character."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """The character after the line that contains a character, and after its line end."""
    found = _LINE.match(text, at)
    return found.end() if found else at


def _span(node: Any, starts: list[int], text: str) -> SourceSpan:
    import yaml

    start = starts[node.start_mark.line] + node.start_mark.column
    stop = starts[node.end_mark.line] + node.end_mark.column
    place = {"start": start, "column": node.start_mark.column}
    if isinstance(node, yaml.ScalarNode):
        end = start + len(text[start:stop].rstrip())
        return SourceSpan(end=end, flow=node.style in ("'", '"'), text=node.value, **place)
    flow = bool(node.flow_style)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_span(item, starts, text) for item in node.value)
        return SourceSpan(end=stop if flow else _last(items, start), flow=flow, items=items, **place)
    fields = tuple((_span(key, starts, text), _span(value, starts, text)) for key, value in node.value)
    inner = [each for field in fields for each in field]
    return SourceSpan(end=stop if flow else _last(inner, start), flow=flow, fields=fields, **place)


def _last(inner: Any, start: int) -> int:
    return max((each.end for each in inner), default=start)


def values_of_keys(code: SourceSpan, keys: tuple[str, ...]) -> Iterator[SourceSpan]:
    """The values of some keys of a code."""
    yield from (value for key, value in code.fields if key.text in keys)


TextEdit = tuple[int, int, str]
"""First character, the one after the last, and the replacement."""
_REFERENCES = ("parent", "replaced_by")
"""Fields of a code that name another one."""
_MOVED = ("terms", "rules", "examples")
"""Fields of a code that move when it is merged into another one."""


def rename_code_in_text(text: str, old: str, new: str) -> str | Finding:
    """Rename a code, also where other codes refer to it."""
    named = [value for code in code_spans(yaml_spans(text)) for value in values_of_keys(code, ("code", *_REFERENCES))]
    return _rename(text, [value for value in named if value.text == old], old, new)


def redirect(text: str, old: str, new: str) -> str | Finding:
    """Redirect references to a code (as parent or successor) to another one."""
    named = [value for code in code_spans(yaml_spans(text)) for value in values_of_keys(code, _REFERENCES)]
    return _rename(text, [value for value in named if value.text == old], old, new)


def retire_code_in_text(text: str, code: str, replaced_by: str = "") -> str | Finding:
    """Mark a code as retired, and name its replacement if there is one."""
    own = _find(text, code)
    if own is None:
        return text
    stated = {"retired": "true"} | ({"replaced_by": replaced_by} if replaced_by else {})
    edits = [(value.start, value.end, stated.pop(key)) for key, value in _stated(own, tuple(stated))]
    if stated:
        edits.append(_new_fields(text, own, stated))
    return _apply(text, edits)


def merge_codes_in_text(text: str, source: str, target: str) -> str | Finding:
    """Move the rules and examples of a code to another one, where its other fields are kept as comments."""
    own, into = _find(text, source), _find(text, target)
    if own is None or into is None:
        return text
    if into.flow:
        return _cannot(text, into, "write the code that stays as a list item with `- `, a line for each of its fields")
    lists = sorted(("rules", "examples"), key=lambda key: into.get(key) is None)  # new lists come after what is there
    added = [added for key in lists for added in _moved_section(text, own, into, key)]
    added.append(_lines_at(text, line_end(text, into.end), _remains(text, own, into, source)))
    return _apply(text, [*added, _removal(text, own)])


def add_code_in_text(text: str, after: str, fields: Mapping[str, Any]) -> str | Finding:
    """Add a code after another one; texts by language are written in braces."""
    own = _find(text, after)
    if own is None:
        return text
    if own.flow or text[line_start(text, own.start) : own.start].strip() != "-":
        return _cannot(text, own, "write the codes as a list with `- `, a line for each field")
    margin, newline = text[line_start(text, own.start) : own.start], _newline(text)
    heads = [margin, *[" " * own.column] * (len(fields) - 1)]
    stated = zip(heads, fields.items(), strict=True)
    lines = [f"{head}{name}: {_written(value)}{newline}" for head, (name, value) in stated]
    return _apply(text, [_lines_at(text, line_end(text, own.end), "".join(lines))])


def _written(value: Any) -> str:
    """A value in YAML: names plain, texts quoted as in JSON."""
    if isinstance(value, str):
        return value if re.fullmatch(r"[a-z][a-z0-9_]*", value) else json.dumps(value, ensure_ascii=False)
    return f"{{{', '.join(f'{name}: {json.dumps(text, ensure_ascii=False)}' for name, text in value.items())}}}"


def _rename(text: str, named: list[SourceSpan], old: str, new: str) -> str | Finding:
    edits = []
    for value in named:
        written = text[value.start : value.end]
        if written.strip("'\"") != old:
            return _cannot(text, value, f"write it as `{old}`, without escapes")
        edits.append((value.start, value.end, written.replace(old, new)))
    return _apply(text, edits)


def _find(text: str, code: str) -> SourceSpan | None:
    return next((each for each in code_spans(yaml_spans(text)) if name_of(each) == code), None)


def _stated(code: SourceSpan, keys: tuple[str, ...]) -> Iterator[tuple[str, SourceSpan]]:
    """Those of some fields that the code has."""
    for key in keys:
        if (value := code.get(key)) is not None:
            yield key, value


def _new_fields(text: str, code: SourceSpan, stated: dict[str, str]) -> TextEdit:
    """New fields after the code's name, in its braces or on lines of their own."""
    key, value = next((key, value) for key, value in code.fields if key.text == "code")
    if code.flow:
        return value.end, value.end, "".join(f", {name}: {text}" for name, text in stated.items())
    at = line_end(text, value.end)
    lines = "".join(f"{' ' * key.column}{name}: {value}{_newline(text)}" for name, value in stated.items())
    return _lines_at(text, at, lines)


def _moved_section(text: str, own: SourceSpan, into: SourceSpan, key: str) -> Iterator[TextEdit]:
    """The items of a list, appended to that of the other code, which is created if missing."""
    section, name = into.get(key), into.key(key)
    column = section.column if section and not section.flow else into.column + 2
    lines = _items(text, own, key, column)
    if not lines:
        return
    if section and name and section.flow:  # a list in brackets becomes one with a line each
        kept = "".join(_listed(text, section, column))
        yield name.end, section.end, f":{_newline(text)}{kept}{lines}".rstrip("\r\n")
        return
    if section:
        at = line_end(text, section.end)
    else:
        at, lines = line_end(text, into.end), f"{' ' * into.column}{key}:{_newline(text)}{lines}"
    yield _lines_at(text, at, lines)


def _items(text: str, own: SourceSpan, key: str, column: int) -> str:
    """The items of a list as lines, with their dashes in a given column."""
    lines = _short_rule(text, own, column) if key == "rules" else ""
    section = own.get(key)
    return lines + "".join(_listed(text, section, column)) if section else lines


def _listed(text: str, section: SourceSpan, column: int) -> Iterator[str]:
    """The items of a list, and the comments above each, as lines."""
    for number, item in enumerate(section.items):
        before = section.items[number - 1].end if number else None
        yield from (f"{' ' * column}{comment}{_newline(text)}" for comment in _comments_above(text, item, before))
        yield f"{' ' * column}- {_shifted(text, item, column + 2)}{_behind(text, item)}{_newline(text)}"


def _short_rule(text: str, own: SourceSpan, column: int) -> str:
    """The list `terms` as a rule, named as the code was."""
    terms = own.get("terms")
    if terms is None:
        return ""
    inside, newline = " " * (column + 2), _newline(text)
    block = bool(terms.items or terms.fields) and not terms.flow
    gap = f"{newline}{inside}  " if block else " "
    value = _shifted(text, terms, column + 4 if block else column + 2)
    return f"{' ' * column}- rule: {name_of(own)}{newline}{inside}any:{gap}{value}{newline}"


def _shifted(text: str, span: SourceSpan, column: int) -> str:
    """A span reindented for a first line that begins in another column."""
    first, *rest = text[span.start : span.end].splitlines(keepends=True)
    moved = []
    for line in rest:
        bare = line.lstrip(" ")
        indent = len(line) - len(bare) + column - span.column
        moved.append(line if not bare.strip() else " " * max(indent, column) + bare)
    return first + "".join(moved)


def _comments_above(text: str, item: SourceSpan, before: int | None) -> list[str]:
    """Comment lines between an item and the one before it."""
    if before is None:
        return []
    between = text[line_end(text, before) : max(line_start(text, item.start), line_end(text, before))]
    return [line.strip() for line in between.splitlines() if line.strip().startswith("#")]


def _behind(text: str, span: SourceSpan) -> str:
    """The comment after a span on its last line."""
    rest = text[span.end : line_end(text, span.end)].rstrip()
    return rest if rest.lstrip().startswith("#") else ""


def _remains(text: str, own: SourceSpan, into: SourceSpan, name: str) -> str:
    """The other fields of a merged code as comments: label, definition, notes."""
    cut = [] if own.flow else [_section(text, own, key) for key in _MOVED]
    rest = _apply(text[: own.end], [each for each in cut if each])[line_start(text, own.start) :]
    lines = [line.rstrip() for line in rest.splitlines() if line.strip()]
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines), default=0)
    indent, newline = " " * into.column, _newline(text)
    kept = "".join(f"{indent}#   {line[margin:]}{newline}" for line in lines)
    return f"{indent}# Merged from {name}, whose rules and examples are above:{newline}{kept}"


def _section(text: str, code: SourceSpan, key: str) -> TextEdit | None:
    """The removal of a field of a block mapping, with its lines."""
    name, value = code.key(key), code.get(key)
    if name is None or value is None:
        return None
    start = line_start(text, name.start)
    if text[start : name.start].strip():  # the line of the dash: it stays
        return name.start, max(value.end, name.end), ""
    return start, min(line_end(text, max(value.end, name.end)), code.end), ""


def _removal(text: str, code: SourceSpan) -> TextEdit:
    """The removal of all lines of a code; comments above it may be a heading and stay."""
    return line_start(text, code.start), line_end(text, code.end), ""


def _lines_at(text: str, at: int, lines: str) -> TextEdit:
    """The insertion of lines at the beginning of a line; the last line of a file may lack its line end."""
    unfinished = at == len(text) and at > 0 and text[at - 1] not in "\r\n"
    return at, at, (_newline(text) + lines.rstrip("\r\n") if unfinished else lines)


def _newline(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"


def _apply(text: str, edits: list[TextEdit]) -> str:
    """The text with its edits; edits at one place are applied in their order."""
    for start, end, instead in reversed(sorted(edits, key=lambda edit: edit[:2])):  # noqa: C413  (keeps their order)
        text = text[:start] + instead + text[end:]
    return text


def _cannot(text: str, span: SourceSpan, hint: str) -> Finding:
    line = len(text[: span.start].splitlines()) or 1
    message = "this span cannot be edited as it is written"
    return Finding("error", "not-editable", message, line=line, column=span.column + 1, hint=hint)
