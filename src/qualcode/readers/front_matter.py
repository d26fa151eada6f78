"""Front matter: attributes of a transcript between `---` (YAML) or `+++` (TOML) at the top of its file."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from qualcode.model import Finding

_BLOCK = re.compile(r"\ufeff?(?P<fence>---|\+\+\+)[ \t]*\n(?P<block>.*?)(?:^|\n)(?P=fence)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST = 65_536
_DEEPEST = 4


class FrontMatter(NamedTuple):
    """The attributes at the top of a file, and the text below them."""

    attributes: Mapping[str, str]
    body: str
    lines: int = 0
    """How many lines of the file the front matter takes."""
    findings: tuple[Finding, ...] = ()


class _Broken(Exception):
    """Front matter that cannot be read, with the line of the block where that shows."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def front_matter(name: str, text: str) -> FrontMatter:
    """Take the front matter off a text. What only looks like it, or is broken, stays in the text.

    Values are kept as written (`no` is the word no); what is nested gets names such as `site.city`, lists are joined
    with commas.
    """
    match = _BLOCK.match(text)
    if not match:
        return FrontMatter({}, text)
    try:
        if len(match["block"]) > _LONGEST:
            raise _Broken("it is longer than 64 kB")
        attributes = _of_yaml(match["block"]) if match["fence"] == "---" else _of_toml(match["block"])
    except _Broken as broken:
        line = broken.line + 1 if broken.line else 1
        message = f"the front matter cannot be read: {broken}; it stays in the text"
        return FrontMatter({}, text, findings=(Finding("warning", "front-matter", message, name, line),))
    if attributes is None:
        return FrontMatter({}, text)
    return FrontMatter(attributes, text[match.end() :], text.count("\n", 0, match.end()))


def _of_yaml(block: str) -> dict[str, str] | None:
    import yaml

    try:
        # Nodes, not values: every scalar stays as it is written.
        node = yaml.compose(block, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        raise _Broken("it is not valid YAML", error.problem_mark.line + 1 if error.problem_mark else None) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise _Broken("it is not valid YAML") from None
    if not isinstance(node, yaml.MappingNode):
        return None
    return _unique((key, value, line) for key, value, line in _flat_yaml(node, "", 0, set()))


def _flat_yaml(node: Any, prefix: str, depth: int, seen: set[int]) -> Iterator[tuple[str, str, int]]:
    import yaml

    line = node.start_mark.line + 1
    if id(node) in seen:
        raise _Broken("anchors and aliases are not allowed", line)
    seen.add(id(node))
    if depth > _DEEPEST:
        raise _Broken("it is nested too deeply", line)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _Broken("a name is expected", key.start_mark.line + 1)
            yield from _flat_yaml(value, f"{prefix}.{key.value}" if prefix else key.value, depth + 1, seen)
    elif isinstance(node, yaml.SequenceNode):
        values = [value for item in node.value for _, value, _ in _flat_yaml(item, "", depth + 1, seen)]
        yield prefix, ", ".join(values), line
    else:
        yield prefix, "" if node.value in ("null", "~") and node.style is None else node.value, line


def _unique(entries: Iterator[tuple[str, str, int]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value, line in entries:
        if key in found:
            raise _Broken("a name stands twice", line)
        found[key] = value
    return found


def _of_toml(block: str) -> dict[str, str]:
    import tomllib

    try:
        return dict(_flat(tomllib.loads(block), ""))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise _Broken("it is not valid TOML", int(line[1]) if line else block.count("\n") + 1) from None
    except (RecursionError, ValueError):
        raise _Broken("it is not valid TOML") from None


def _flat(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        whole = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            yield from _flat(value, whole)
        elif isinstance(value, list):
            yield whole, ", ".join(str(item) for item in value)
        else:
            yield whole, str(value).lower() if isinstance(value, bool) else str(value)
