"""Documents: what is exported about a study beside its tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.export.crate import FILE
from qualcode.model import Finding
from qualcode.steps.crate import make_crate
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.export_options import ExportOptions, export_stem
from qualcode.steps.methods import make_methods, page_format
from qualcode.steps.study import Opened
from qualcode.store.atomic import write_bytes
from qualcode.tables import Options

Make = Callable[[Opened, ExportOptions], tuple[bytes, tuple[Finding, ...]]]

DOCUMENTS: Mapping[str, Make] = {"crate": make_crate, "methods": make_methods}
"""Name -> what makes the document."""


@dataclass(frozen=True)
class DocumentReport:
    """A document and where it was written."""

    data: bytes
    """The file's bytes."""
    file: str
    """The file as users write it; empty when the output was `-`."""
    written: bool
    """False when the same bytes were there already, or nothing was to be written."""
    findings: tuple[Finding, ...]
    """Notes about the codings and about what the document lacks."""


def export_document(opened: Opened, wanted: ExportOptions) -> DocumentReport:
    """Make a document and write it.

    Raises:
        StepError: an option is one of tables, or nothing was coded.
    """
    _check(wanted)
    with opened.writing(reading=wanted.output == "-"):
        data, findings = DOCUMENTS[wanted.table](opened, wanted)
        if any(finding.level == "error" for finding in findings):
            raise StepError(*findings)
        if wanted.output == "-":
            return DocumentReport(data, "", False, findings)
        path = Path(wanted.output) if wanted.output else opened.layout.out / _file(wanted)
        written = not wanted.dry_run and write_bytes(path, data)
        return DocumentReport(data, opened.layout.relative(path), written, findings)


def _file(wanted: ExportOptions) -> str:
    """Name of the file; a page for another coder or language has its own."""
    return FILE if wanted.table == "crate" else f"{export_stem(wanted)}.{page_format(wanted)}"


def _check(wanted: ExportOptions) -> None:
    """Refuse what only tables can do; neither document holds participants' words, so leaving them out is no wish."""
    if wanted.format and wanted.table == "crate":
        raise refuse("bad-option", f"`{wanted.table}` has one format of its own", "leave --to out")
    if replace(wanted.options, lang="", no_quotes=False) != Options():
        hint = "leave out all but -o, --lang, --coder, --codebook and --dry-run"
        raise refuse("bad-option", f"`{wanted.table}` is no table and takes no options of tables", hint)
