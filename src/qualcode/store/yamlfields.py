"""What the fields of a configuration file may hold, and a finding with its place where they hold something else."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from qualcode.model import Finding, Level
from qualcode.store.yamlnodes import Fields, Items, Node, Scalar, parse

_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING: Mapping[str, Node] = {}


class Sheet:
    """One configuration file while it is read: its top fields, and what is wrong with them."""

    def __init__(self, name: str, data: bytes, known: Collection[str], newest: int = 1, *, strict: bool = True) -> None:
        """Read the file's bytes; `strict`: an unknown field is an error, else a warning."""
        root, self.findings = parse(name, data)
        self.name = name
        self._unknown_level: Level = "error" if strict else "warning"
        self.top = self.fields(root, known) if root else _NOTHING
        self._check_format(newest)

    @property
    def broken(self) -> bool:
        """Whether something is wrong that must be mended before the file can be used."""
        return any(finding.level == "error" for finding in self.findings)

    def fields(self, node: Node | None, known: Collection[str]) -> Mapping[str, Node]:
        """Fields of a node, without those that hold nothing; a name that is not `known` is a finding."""
        self._check_names(node, known)
        return {name: value for name, value in self.named(node) if name in known}

    def named(self, node: Node | None) -> Iterator[tuple[str, Node]]:
        """Fields whose names people choose (transcripts, speakers, attributes), without those that hold nothing."""
        if node is None or _is_missing(node):
            return
        if not isinstance(node, Fields):
            self.error("wrong-value", "names with values belong here", node, "write `name: value`")
            return
        for key, value in node.fields:
            if not _is_missing(value):
                yield key.text, value

    def text(self, node: Node | None) -> str:
        """Text as it is written, also where it looks like a number or a boolean; empty when nothing is given."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.error("wrong-value", "a single value belongs here", node)
            return ""
        return "" if node.missing else node.text

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A list of texts; a single one may stand without a list."""
        if not isinstance(node, Items):
            text = self.text(node)
            return (text,) if text else ()
        return tuple(text for item in node.items if (text := self.text(item)))

    def text_map(self, node: Node | None) -> dict[str, str]:
        """Names with texts; empty ones are missing values and left out."""
        return {key: text for key, value in self.named(node) if (text := self.text(value))}

    def word(self, node: Node | None, choices: Collection[str], default: str = "") -> str:
        """One of a few words."""
        text = self.text(node)
        if node is None or not text:
            return default
        if text in choices:
            return text
        self.error("wrong-value", f"`{text}` is not known here", node, suggest(text, choices))
        return default

    def boolean(self, node: Node | None, default: bool = False) -> bool:
        """`true` or `false`, and nothing else (`no` is a word)."""
        if node is None:
            return default
        if isinstance(node, Scalar) and node.plain and node.text in _BOOLEANS:
            return _BOOLEANS[node.text]
        self.error("wrong-value", "this must be true or false", node)
        return default

    def error(self, code: str, message: str, node: Node, hint: str = "") -> None:
        """Note something that must be mended, at the place of a node."""
        self.findings.append(Finding("error", code, message, self.name, node.line, node.column, hint))

    def result(self) -> tuple[Finding, ...]:
        """What is wrong, in the order of the file."""
        return tuple(sorted(self.findings, key=lambda finding: (finding.line or 0, finding.column or 0)))

    def _check_names(self, node: Node | None, known: Collection[str]) -> None:
        for key, _ in node.fields if isinstance(node, Fields) else ():
            if key.text not in known:
                message, hint = f"the field `{key.text}` is not known here", suggest(key.text, known)
                place = (self.name, key.line, key.column)
                self.findings.append(Finding(self._unknown_level, "unknown-field", message, *place, hint))

    def _check_format(self, newest: int) -> None:
        node = self.top.get("format")
        text = self.text(node)
        if node is None or text == str(newest):
            return
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            self.error("bad-format", "the format must be a whole number from 1", node, f"write `format: {newest}`")
        elif int(text) > newest:
            # What a newer format means is not ours to judge: only this is said.
            self.findings.clear()
            self.top = _NOTHING
            message = f"this file has format {text}; this qualcode reads formats up to {newest}"
            self.error("newer-format", message, node, "update qualcode")


def _is_missing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.missing


def suggest(word: str, choices: Collection[str]) -> str:
    """A hint that names the choice nearest to a misspelt word, or all choices where none is near."""
    near = get_close_matches(word.casefold(), sorted(choices), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else "known are " + ", ".join(sorted(choices))
