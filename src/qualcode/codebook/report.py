"""Collects what is wrong in a codebook file, so that all of it is told at once."""

from collections.abc import Collection
from difflib import get_close_matches
from typing import get_args

from qualcode.codebook.nodes import ListNode, Node, Place, ScalarNode
from qualcode.model import Finding, Level

LONGEST_QUOTE = 40
MOST = 1000
"""Most findings of one level: who mends a thousand will load the file again."""
COMPARISONS = 200_000
"""Most words compared for suggestions in one file: a file of nothing but mistakes must not take minutes."""


class Report:
    """Findings of one codebook file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.included = ""
        """The included file that is being read; empty while it is the codebook itself."""
        self.errors = 0
        """How many errors were told, repeated ones too."""
        self.incomplete = False
        """True once an included file could not be read: nobody knows which lexicons stand in it."""
        self.languages: list[ScalarNode] = []
        """Languages named in labels and terms; compared with `languages` when the whole file is read."""
        self._findings: dict[Finding, None] = {}
        self._files = {file: 0}
        self._room = dict.fromkeys(get_args(Level), MOST)
        self._comparisons = COMPARISONS

    @property
    def failed(self) -> bool:
        """True once there is an error."""
        return self.errors > 0

    def error(self, code: str, message: str, at: Place, hint: str = "") -> None:
        """Note something that stops the codebook from being used."""
        self.errors += 1
        self._add("error", code, message, at, hint)

    def warning(self, code: str, message: str, at: Place, hint: str = "") -> None:
        """Note something that is probably not meant."""
        self._add("warning", code, message, at, hint)

    def note(self, code: str, message: str, at: Place, hint: str = "") -> None:
        """Note something worth knowing."""
        self._add("note", code, message, at, hint)

    def begin(self, included: str) -> None:
        """From now on places are in this included file; with an empty name, in the codebook itself."""
        self.included = included
        self._files.setdefault(included or self.file, len(self._files))

    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the file, included files after it, each once."""
        return tuple(sorted(self._findings, key=self._order))

    def _order(self, found: Finding) -> tuple[int, int, int]:
        return self._files.get(found.file, 0), found.line or 0, found.column or 0

    def suggest(self, word: str, known: Collection[str], otherwise: str = "") -> str:
        """Say which known word was probably meant, or something else when none is near."""
        self._comparisons -= len(known)
        if self._comparisons < 0 or len(word) > LONGEST_QUOTE:
            return otherwise
        near = get_close_matches(word, known, n=1) or get_close_matches(word.lower(), known, n=1)
        return f"did you mean `{near[0]}`?" if near else otherwise

    def _add(self, level: Level, code: str, message: str, at: Place, hint: str) -> None:
        file = at.file or self.included or self.file
        found = Finding(level, code, message, file, at.line, at.column, hint)
        if found in self._findings or self._room[level] < 0:
            return
        if self._room[level] == 0:
            message, hint = f"there is more after {MOST:,} findings", "mend the others first"
            found = Finding(level, "more-findings", message, file, at.line, at.column, hint)
        self._room[level] -= 1
        self._findings[found] = None


def quoted(text: str) -> str:
    """A word of the file as a message shows it: short, on one line."""
    flat = " ".join(text.split())
    return f"`{flat}`" if len(flat) <= LONGEST_QUOTE else f"`{flat[: LONGEST_QUOTE - 1]}…`"


def where(first: Place, now: Place) -> str:
    """Where the first of two things stands, as a message about the second says it."""
    return f"in line {first.line}" + (f" of {first.file or 'the codebook'}" if first.file != now.file else "")


def described(node: Node) -> str:
    """What stands in the file, in words: a list, a mapping, nothing, or the short value itself."""
    if isinstance(node, ListNode):
        return "a list" if node.items else "an empty list"
    if not isinstance(node, ScalarNode):
        return "a mapping (`key: value`)"
    if not node.text.strip():
        return "nothing"
    return quoted(node.text) if len(node.text) <= LONGEST_QUOTE else "a longer text"


def listed(words: Collection[str], last: str = "or") -> str:
    """Words as a person lists them: `a`, `b` or `c`."""
    marked = [f"`{word}`" for word in words]
    return f"{', '.join(marked[:-1])} {last} {marked[-1]}" if len(marked) > 1 else "".join(marked)
