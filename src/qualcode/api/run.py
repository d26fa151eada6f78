"""Run a study: ingest, code, export, with a record of the run."""

import json
import platform
from dataclasses import dataclass
from datetime import UTC, datetime

from qualcode import __version__
from qualcode.agreement.coders import validate
from qualcode.api.code import CodeReport, code
from qualcode.api.export import ExportReport, export_table
from qualcode.api.ingest import IngestReport, ingest
from qualcode.api.open import PACKAGE, RUN_RECORD, CoderCodings, ExportOptions
from qualcode.corpus.index import Progress
from qualcode.corpus.source import IngestOptions
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.model.registry import plugins
from qualcode.model.table import Table
from qualcode.store.atomic import write_bytes
from qualcode.store.hashing import fingerprint
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.tables import RUN

RUN_TABLE_FORMAT = "csv"
"""Format of the tables that a run writes."""


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


@in_own_languages
def run(
    study: OpenStudy, options: IngestOptions | None = None, progress: Progress | None = None, *, jobs: int = 1
) -> RunReport:
    """Ingest the sources of the study, code them with its codebook, and write every table to `out/`.

    Raises:
        StudyError: the study names no codebook, or a step could not be done.
    """
    if not study.settings.codebook:
        raise _no_codebook(study)
    if options and options.dry_run:
        ingested = ingest(study, [], options, progress)
        return RunReport(ingested, None, _planned(study), ingested.findings)
    with study.writing():
        ingested = ingest(study, [], options, progress)
        coded = code(study, progress=progress, jobs=jobs)
        tables = _tables(study, coded, progress)
        _record(study, {name: report.table for name, report in tables.items()}, ingested)
    found = [*ingested.findings, *coded.findings, *(each for report in tables.values() for each in report.findings)]
    findings = tuple(dict.fromkeys(found))
    return RunReport(ingested, tables["barriers"].table, _planned(study), findings)


def _no_codebook(study: OpenStudy) -> StudyError:
    """Why a folder without settings, or a study whose settings name no codebook, cannot be run."""
    if not study.layout.study_file.is_file():
        hint = "`qualcode init` starts one; without, use `qualcode ingest PATH` and `qualcode code --codebook FILE`"
        return study_error("no-study", f"there is no {study.layout.study_file.name} in this folder", hint)
    hint = "write `codebook: codebooks/NAME.yaml` in qualcode.yaml"
    return study_error("no-codebook", "this study names no codebook", hint)


def _planned(study: OpenStudy) -> tuple[str, ...]:
    """The files that a run writes."""
    names = [*(f"{name}.{RUN_TABLE_FORMAT}" for name in RUN), PACKAGE, RUN_RECORD]
    return tuple(study.layout.relative(study.layout.out / name) for name in names)


def _tables(study: OpenStudy, coded: CodeReport, progress: Progress | None) -> dict[str, ExportReport]:
    """Write every table."""
    validation = validate(study, coded.corpus, coded.codebook, coded.codings)
    seen = (validation.compared, validation.findings, validation.unread)
    layer = CoderCodings(coded.corpus, coded.codebook, coded.codings, *seen)
    written = {}
    for done, name in enumerate(RUN):
        if progress:
            progress("export", done, len(RUN))
        written[name] = export_table(study, layer, ExportOptions(table=name), RUN_TABLE_FORMAT)
    return written


def _record(study: OpenStudy, tables: dict[str, Table], ingested: IngestReport) -> None:
    """Write `run.json`."""
    record = {
        "qualcode": __version__,
        "fingerprint": fingerprint(),
        **({"plugins": dict(plugins())} if plugins() else {}),
        "python": platform.python_version(),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "corpus": study.name,
        "transcripts": {
            status: len(getattr(ingested, status)) for status in ("new", "changed", "unchanged", "failed", "missing")
        },
        "tables": {name: {"rows": table.rows, **table.meta} for name, table in tables.items()},
    }
    write_bytes(study.layout.out / RUN_RECORD, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode())
