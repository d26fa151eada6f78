"""Where names stand in the files that people write: looked up when something is to be said about one of them."""

from collections.abc import Iterator, Mapping, Sequence

from qualcode.store.respondents import keyed_lines
from qualcode.store.yamlnodes import Fields, Items, Node, Scalar, parse

Path = tuple[str, ...]
"""Names of the fields around a value, from the outside to the inside: `("transcripts", "a", "session")`."""
Place = tuple[int, int | None]
"""Line and column, from 1; a table has lines only."""


def yaml_places(name: str, data: bytes) -> Mapping[Path, Place]:
    """Path of each field of a YAML file -> where its name stands; of each text of a list, where it stands itself."""
    root, _ = parse(name, data)
    return dict(_below((), root)) if root else {}


def sheet_places(data: bytes, keys: Sequence[str]) -> Mapping[Path, Place]:
    """Respondent or transcript that a row of a table is about -> the line on which the row ends."""
    return {(key,): (line, None) for key, line in keyed_lines(data, keys).items()}


def _below(path: Path, node: Node) -> Iterator[tuple[Path, Place]]:
    if isinstance(node, Fields):
        for key, value in node.fields:
            yield (*path, key.text), (key.line, key.column)
            yield from _below((*path, key.text), value)
    elif isinstance(node, Items):
        yield from (((*path, item.text), (item.line, item.column)) for item in node.items if isinstance(item, Scalar))
    elif isinstance(node, Scalar) and node.text:
        yield (*path, node.text), (node.line, node.column)
