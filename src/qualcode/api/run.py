"""Run a study: ingest, code, export, with a record of the run."""

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from qualcode import __version__
from qualcode.api.code import code
from qualcode.api.export import ExportReport, export_table
from qualcode.api.ingest import IngestReport, ingest
from qualcode.api.open import PACKAGE, CoderCodings, ExportOptions, beside_people, open_codings
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.corpus.source import IngestOptions
from qualcode.executors import SERIAL, Executor
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.model.progress import steps
from qualcode.model.registry import plugins
from qualcode.model.table import Table
from qualcode.store.atomic import write_bytes
from qualcode.store.hashing import fingerprint
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.tables import RUN, TABLES
from qualcode.tables.kind import TableOptions

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
    beside: "BesideReader | None" = None
    """The reader beside whom the rules are shown; None where nobody read everything that participants say."""


@dataclass(frozen=True)
class BesideReader:
    """Who names each barrier, as a reader and as the rules have it."""

    coder: str
    """The reader: the first by name who read everything."""
    kind: str
    """`person` or `model`."""
    respondents: int
    """Respondents: participants with at least one word."""
    rows: tuple["NamedBarrier", ...]
    """The barriers, in the order of the reader's counts."""
    marked: int
    """Pairs of turn and barrier that rules mark, in transcripts that are not set aside for testing."""
    given: int
    """Those that the reader gives there."""
    both: int
    """Those that both have."""


@dataclass(frozen=True)
class NamedBarrier:
    """How many respondents name one barrier."""

    code: str
    """Code."""
    label: str
    """Its label."""
    reader: int
    """Respondents by the reader's codings."""
    rules: int
    """Respondents by the rules'."""
    both: int
    """Respondents by both."""


@in_own_languages
def run(
    study: OpenStudy,
    options: IngestOptions | None = None,
    *,
    executor: Executor = SERIAL,
    lang: str = "",
) -> RunReport:
    """Ingest the sources of the study, code them with its codebook, and write every table to `out/`.

    The report has the barriers in `lang`, for who reads them in another language than that of the files.

    Raises:
        StudyError: the study names no codebook, or a step could not be done.
    """
    if not study.settings.codebook:
        raise _no_codebook(study)
    if options and options.dry_run:
        ingested = ingest(study, [], options)
        return RunReport(ingested, None, _planned(study), ingested.findings)
    with study.writing():
        ingested = ingest(study, [], options, executor)
        coded = code(study, executor=executor)
        layer = beside_people(CoderCodings(coded.corpus, coded.codebook, coded.grouped, (), ()), study)
        tables = _tables(study, layer, executor)
        barriers = _barriers_in(study, layer, lang, tables["barriers"].table, executor)
        beside = _beside(study, layer, barriers)
        _record(study, {name: report.table for name, report in tables.items()}, ingested)
    found = [*ingested.findings, *coded.findings, *(each for report in tables.values() for each in report.findings)]
    findings = tuple(dict.fromkeys(found))
    return RunReport(ingested, barriers, _planned(study), findings, beside)


def _no_codebook(study: OpenStudy) -> StudyError:
    """Why a folder without settings, or a study whose settings name no codebook, cannot be run."""
    if not study.layout.study_file.is_file():
        hint = "`qualcode init` starts one; without, use `qualcode ingest PATH` and `qualcode code --codebook FILE`"
        return study_error("no-study", f"there is no {study.layout.study_file.name} in this folder", hint)
    hint = "write `codebook: codebooks/NAME.yaml` in qualcode.yaml"
    return study_error("no-codebook", "this study names no codebook", hint)


def _planned(study: OpenStudy) -> tuple[str, ...]:
    """The files that a run writes."""
    names = [*(f"{name}.{RUN_TABLE_FORMAT}" for name in RUN), PACKAGE]
    files = [*(study.layout.out / name for name in names), study.layout.run_record]
    return tuple(map(study.layout.relative, files))


def _tables(study: OpenStudy, layer: CoderCodings, executor: Executor) -> dict[str, ExportReport]:
    """Write every table."""
    written = {}
    for name in steps("export", RUN):
        written[name] = export_table(study, layer, ExportOptions(table=name), RUN_TABLE_FORMAT, executor=executor)
    return written


def _barriers_in(study: OpenStudy, layer: CoderCodings, lang: str, written: Table, executor: Executor) -> Table:
    """The barriers in a language: those that were written, unless they are in another one."""
    if lang in ("", written.language or "en"):
        return written
    wanted = ExportOptions(output="-", table_only=True, options=TableOptions(lang=lang))
    return export_table(study, layer, wanted, RUN_TABLE_FORMAT, executor=executor).table


def _beside(study: OpenStudy, made: CoderCodings, barriers: Table) -> BesideReader | None:
    """The first reader who read all that participants say, beside the rules."""
    if not made.compared:
        return None
    rules = _who_names(made.frame, made.codings)
    for each in made.compared:
        layer = open_codings(study, each.reference.source.coder)
        own = _who_names(layer.frame, layer.codings)
        if each.sample or own.everybody != rules.everybody:
            continue
        codes = dict(zip(barriers.data["code"], barriers.data["label"], strict=True))
        rows = [
            NamedBarrier(code, label, len(own.of[code]), len(rules.of[code]), len(own.of[code] & rules.of[code]))
            for code, label in codes.items()
        ]
        pair = each.pair.among(~each.test)
        kept = [at for at, code in enumerate(pair.codes) if code in codes]
        there, found = pair.there[:, kept], pair.found[:, kept]
        counts = int(found.sum()), int(there.sum()), int((there & found).sum())
        source = each.reference.source
        ranked = tuple(sorted(rows, key=lambda row: -row.reader))
        return BesideReader(source.coder, source.kind, len(own.everybody), ranked, *counts)
    return None


@dataclass(frozen=True)
class _Named:
    everybody: frozenset[str]
    of: Mapping[str, frozenset[str]]
    """Code -> respondents who name it."""


def _who_names(frame: Frame, codings: Codings) -> _Named:
    """Who names each code, as the matrix has it."""
    data = TABLES["matrix"](frame, codings, TableOptions()).data
    who = data["respondent"]
    codes = [code.code for code in codings.source.codes if code.code in data]
    of = {code: frozenset(name for name, one in zip(who, data[code], strict=True) if one) for code in codes}
    return _Named(frozenset(who), of)


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
    write_bytes(study.layout.run_record, (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode())
