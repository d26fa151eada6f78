"""Run a study: ingest, code, export, with a record of the run."""

import json
import platform
from dataclasses import dataclass
from datetime import UTC, datetime

from qualcode import __version__
from qualcode.model import Finding, Table
from qualcode.steps.code import CodeReport, code
from qualcode.steps.coded import Layer
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.export import ExportReport, export_table
from qualcode.steps.export_options import PACKAGE, ExportOptions
from qualcode.steps.index import Progress
from qualcode.steps.ingest import IngestReport, ingest
from qualcode.steps.source import IngestOptions
from qualcode.steps.study import Opened
from qualcode.steps.validation import validate
from qualcode.store.atomic import write_bytes
from qualcode.store.fingerprint import fingerprint
from qualcode.tables import RUN

FORMAT = "csv"
"""Format of the tables that a run writes."""


RECORD = "run.json"
"""File in `out/` that records the last run."""


@dataclass(frozen=True)
class RunReport:
    """What a run made."""

    ingest: IngestReport
    """What became of the sources."""
    barriers: Table | None
    """The ranked table of barriers; None after a dry run."""
    files: tuple[str, ...]
    """The files written or found up to date."""
    findings: tuple[Finding, ...]
    """Everything that was guessed or wrong."""


def run(
    opened: Opened, options: IngestOptions | None = None, progress: Progress | None = None, *, jobs: int = 1
) -> RunReport:
    """Ingest the sources of the study, code them with its codebook, and write every table to `out/`.

    Raises:
        StepError: the study names no codebook, or a step could not be done.
    """
    if not opened.study.codebook:
        raise _no_codebook(opened)
    if options and options.dry_run:
        ingested = ingest(opened, [], options, progress)
        return RunReport(ingested, None, _planned(opened), ingested.findings)
    with opened.writing():
        ingested = ingest(opened, [], options, progress)
        coded = code(opened, progress=progress, jobs=jobs)
        tables = _tables(opened, coded, progress)
        _record(opened, {name: report.table for name, report in tables.items()}, ingested)
    found = [*ingested.findings, *coded.findings, *(each for report in tables.values() for each in report.findings)]
    findings = tuple(dict.fromkeys(found))
    return RunReport(ingested, tables["barriers"].table, _planned(opened), findings)


def _no_codebook(opened: Opened) -> StepError:
    """Why a folder without settings, or a study whose settings name no codebook, cannot be run."""
    if not opened.layout.study_file.is_file():
        hint = "`qualcode init` starts one; without, use `qualcode ingest PATH` and `qualcode code --codebook FILE`"
        return refuse("no-study", f"there is no {opened.layout.study_file.name} in this folder", hint)
    hint = "write `codebook: codebooks/NAME.yaml` in qualcode.yaml"
    return refuse("no-codebook", "this study names no codebook", hint)


def _planned(opened: Opened) -> tuple[str, ...]:
    """The files that a run writes."""
    names = [*(f"{name}.{FORMAT}" for name in RUN), PACKAGE, RECORD]
    return tuple(opened.layout.relative(opened.layout.out / name) for name in names)


def _tables(opened: Opened, coded: CodeReport, progress: Progress | None) -> dict[str, ExportReport]:
    """Write every table."""
    validation = validate(opened, coded.framed, coded.codebook, coded.codings)
    seen = (validation.compared, validation.findings, validation.unread)
    layer = Layer(coded.framed, coded.codebook, coded.codings, *seen)
    written = {}
    for done, name in enumerate(RUN):
        if progress:
            progress("export", done, len(RUN))
        written[name] = export_table(opened, layer, ExportOptions(table=name), FORMAT)
    return written


def _record(opened: Opened, tables: dict[str, Table], ingested: IngestReport) -> None:
    """Write `run.json`, the only derived file with a clock in it."""
    record = {
        "qualcode": __version__,
        "fingerprint": fingerprint(),
        "python": platform.python_version(),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "corpus": opened.name,
        "transcripts": {
            status: len(getattr(ingested, status)) for status in ("new", "changed", "unchanged", "failed", "missing")
        },
        "tables": {name: {"rows": table.rows, **table.meta} for name, table in tables.items()},
    }
    write_bytes(opened.layout.out / RECORD, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode())
