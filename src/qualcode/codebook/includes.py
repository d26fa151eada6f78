"""Files that a codebook includes: found from the folder of the file that names them, each read once."""

import posixpath
from collections.abc import Callable
from hashlib import sha256

from qualcode.codebook.fields import INCLUDED, CodebookDraft
from qualcode.codebook.nodes import ListNode, Node, Place
from qualcode.codebook.records import Record
from qualcode.codebook.report import Report, quoted

MAX_FILES = 200
"""Most files of one codebook."""


class Files:
    """The files of one codebook."""

    def __init__(
        self,
        name: str,
        read: Callable[[str], bytes | None] | None,
        report: Report,
        draft: Callable[[bytes, Record[CodebookDraft], Report], CodebookDraft | None],
    ) -> None:
        self.name = name
        self.report = report
        self._read = read or (lambda _path: None)
        self._draft = draft
        self._hashes: dict[str, str] = {name: ""}
        self._open: list[str] = []

    @property
    def names(self) -> tuple[str, ...]:
        """The files, the codebook's own first."""
        return tuple(self._hashes)

    def sha256(self, data: bytes) -> str:
        """Hash of the file, or of the names and hashes of all files where it includes others."""
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
        """Everything that a file includes, what is included by that coming before it."""
        found: list[CodebookDraft] = []
        self._open.append(posixpath.normpath(name or self.name))
        for path, node in zip(draft.include or (), _entries(draft), strict=False):
            found += self._file(path, node, name or self.name)
        self._open.pop()
        return found

    def _file(self, written: str, node: Node, includer: str) -> list[CodebookDraft]:
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
            self.report.error("include-missing", f"there is no file {quoted(path)}", node, hint)
            self.report.incomplete = True
            return []
        self._hashes[path] = sha256(data).hexdigest()
        self.report.begin(path)
        draft = self._draft(data, INCLUDED, self.report)
        self.report.begin("")
        return [*self.collect(draft, path), draft] if draft else []

    def _is_allowed(self, written: str, node: Place) -> bool:
        if posixpath.isabs(written) or "\\" in written or ":" in written:
            hint = "write it from the folder of this file, with `/`: `lexicons/network.yaml`"
            self.report.error("include-path", f"{quoted(written)} is no relative path", node, hint)
        elif len(self._hashes) > MAX_FILES:
            self.report.error("too-many-files", f"a codebook includes over {MAX_FILES} files", node, "join some")
        else:
            return True
        return False


def _entries(draft: CodebookDraft) -> tuple[Node, ...]:
    """Where the paths stand."""
    node = draft.nodes["include"] if draft.include else None
    return node.items if isinstance(node, ListNode) else (node,) if node else ()
