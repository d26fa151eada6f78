"""Run a study: ingest, code, export, with a record of the run."""

import json
import platform
from dataclasses import dataclass
from datetime import UTC, datetime

from qualcode import __version__
from qualcode.model import Finding, Table
from qualcode.steps.code import code
from qualcode.steps.errors import refuse
from qualcode.steps.export import ExportOptions, Layer, export_table
from qualcode.steps.frame import frame
from qualcode.steps.index import Progress, index
from qualcode.steps.ingest import IngestOptions, IngestReport, ingest
from qualcode.steps.study import Opened
from qualcode.steps.validation import validate
from qualcode.store.atomic import write_bytes
from qualcode.store.guard import guard
from qualcode.tables import TABLES

FORMATS = ("csv",)
"""Formats of the tables that a run writes."""


@dataclass(frozen=True)
class RunReport:
    """What a run made."""

    ingest: IngestReport
    """What became of the sources."""
    barriers: Table
    """The ranked table of barriers."""
    files: tuple[str, ...]
    """The files written or found up to date."""
    findings: tuple[Finding, ...]
    """Everything that was guessed or wrong."""


def run(opened: Opened, options: IngestOptions | None = None, progress: Progress | None = None) -> RunReport:
    """Ingest the sources of the study, code them with its codebook, and write every table to `out/`.

    Raises:
        StepError: the study names no codebook, or a step could not be done.
    """
    if not opened.study.codebook:
        hint = "write `codebook: codebooks/NAME.yaml` in qualcode.yaml; `qualcode init` starts a study"
        raise refuse("no-codebook", "this study names no codebook", hint)
    with guard(opened.layout.guard):
        ingested = ingest(opened, [], options, progress)
        coded = code(opened, progress=progress)
        framed = frame(opened, index(opened))
        validation = validate(opened, framed, coded.codebook, coded.codings)
        layer = Layer(framed, coded.codebook, coded.codings, validation, ())
        files, tables = [], {}
        for done, name in enumerate(TABLES):
            if progress:
                progress("export", done, len(TABLES))
            for how in FORMATS:
                exported = export_table(opened, layer, ExportOptions(table=name), how)
                files.append(exported.file)
            tables[name] = exported.table
        files.append(_record(opened, tables, ingested))
    findings = tuple(dict.fromkeys((*ingested.findings, *coded.findings)))
    return RunReport(ingested, tables["barriers"], tuple(files), findings)


def _record(opened: Opened, tables: dict[str, Table], ingested: IngestReport) -> str:
    """Write `run.json`, the only derived file with a clock in it."""
    record = {
        "qualcode": __version__,
        "python": platform.python_version(),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "corpus": opened.name,
        "transcripts": {
            status: len(getattr(ingested, status)) for status in ("new", "changed", "unchanged", "failed", "missing")
        },
        "tables": {name: {"rows": table.rows, **table.meta} for name, table in tables.items()},
    }
    path = opened.layout.out / "run.json"
    write_bytes(path, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode())
    return opened.layout.relative(path)
