"""Reads a codebook file: bytes in, codebook and findings out."""

from collections.abc import Callable

from qualcode.codebook.build import build
from qualcode.codebook.decode import START, decode
from qualcode.codebook.fields import CODEBOOK, FORMAT, CodebookDraft
from qualcode.codebook.includes import Files
from qualcode.codebook.nodes import ListNode, MapNode, Node, ScalarNode, is_null
from qualcode.codebook.records import Record
from qualcode.codebook.report import Report
from qualcode.codebook.shapes import whole
from qualcode.model import Codebook, Finding

Read = Callable[[str], bytes | None]
"""Path of an included file, as messages show it -> its bytes; None where there is no such file."""


def load(name: str, data: bytes, read: Read | None = None) -> tuple[Codebook | None, tuple[Finding, ...]]:
    """The codebook in a YAML file, and everything that is wrong with it, in the order of the file.

    `name` is the file as messages show it, `data` its bytes; `read` gives the bytes of files that it includes, whose
    paths stand beside `name`. The codebook is None when any finding is an error.
    """
    report = Report(name)
    files = Files(name, read, report, _draft)
    draft = _draft(data, CODEBOOK, report)
    codebook = None
    if draft:
        included = files.collect(draft)
        codebook = build(draft, included, report, files.sha256(data), files.names)
    return None if report.failed else codebook, report.findings()


def _draft(data: bytes, record: Record[CodebookDraft], report: Report) -> CodebookDraft | None:
    """What one file says."""
    from qualcode.codebook.parse import parse  # brings PyYAML, which no command needs before it reads a codebook

    text = decode(data, report)
    if text is None:
        return None
    errors = report.errors
    root = parse(text, report)
    if not isinstance(root, MapNode):
        if report.errors == errors:
            found = "nothing" if root is None or is_null(root) else "a list" if isinstance(root, ListNode) else "a text"
            hint = "begin with `format: 1` and `codebook: NAME`"
            report.error("not-a-codebook", f"the file holds {found}, not a codebook", root or START, hint)
        return None
    return None if _is_newer(root, report) else record.read(root, "the file", report)


def _is_newer(root: MapNode, report: Report) -> bool:
    """True for a file of a later program: the rest of it may mean something else, so nothing more is said."""
    stated: Node | None = next((value for key, value in root.entries if key.text == "format"), None)
    if not isinstance(stated, ScalarNode) or whole(stated.text) <= FORMAT:
        return False
    message = f"the file has format {stated.text}, this program reads format {FORMAT}"
    report.error("newer-format", message, stated, "install a newer qualcode")
    return True
