"""The public API: a study and what can be done with it, for notebooks and scripts.

Every method does what the command of its name does, and prints nothing. Tables are written only with `to=`. What was
guessed or wrong is in the `findings` of the result; `StudyError` says that something could not be done as asked, and
why. Relative paths begin at the study's folder.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from qualcode import api
from qualcode.api.export import TableResult
from qualcode.api.open import ExportOptions, ShortOptions, merged_options, open_codings
from qualcode.codings.schema import RULES, Codings
from qualcode.executors import Executor, executor_named
from qualcode.model.finding import Finding
from qualcode.store.study import OpenStudy, open_study
from qualcode.tables.kind import TableOptions

if TYPE_CHECKING:
    from qualcode.api.proposals import ProposeOptions
    from qualcode.checks.check import CheckReport
    from qualcode.corpus.source import IngestOptions
    from qualcode.exchange.codings_in import ProjectOptions
    from qualcode.model.codebook import Codebook
    from qualcode.model.progress import Progress

T = TypeVar("T")


def read_codebook(file: str | Path) -> "tuple[Codebook | None, tuple[Finding, ...]]":
    """Read a codebook and the files that it includes, and say everything that is wrong with it.

    The codebook is None when any finding is an error.

    Raises:
        OSError: there is no such file, or it cannot be read.
    """
    from qualcode.codebook import load

    def included(name: str) -> bytes | None:
        return Path(name).read_bytes() if Path(name).is_file() else None

    return load.load_codebook(str(file), Path(file).read_bytes(), included)


class Study:
    """A study on disk: a folder with `qualcode.yaml`, or any folder.

    Settings are read again at each call, so that edits of the files count at once.
    """

    def __init__(
        self,
        path: str | Path = ".",
        *,
        corpus: str = "",
        jobs: int = 1,
        progress: "Progress | None" = None,
        executor: Executor | None = None,
    ) -> None:
        """Open the study around a folder.

        Args:
            path: the folder.
            corpus: the corpus to work on; the study's own unless named.
            jobs: processes that share the work on a large corpus; a script that starts some runs its own lines under
                `if __name__ == "__main__":`, since each begins by importing it.
            progress: called with what is done, how much of it, and of how much, while work is long.
            executor: who does the work, in the place of processes of this computer (`qualcode.executors`).

        Raises:
            StudyError: there is no such folder or corpus, or a settings file has errors.
        """
        self.folder = Path(path).absolute()
        self.corpus, self.jobs, self.progress = corpus, jobs, progress
        self._executor = executor
        self._open()

    def __repr__(self) -> str:
        return f"Study({str(self.folder)!r}{f', corpus={self.corpus!r}' if self.corpus else ''})"

    @classmethod
    def init(cls, path: str | Path, *, title: str = "") -> "Study":
        """Start a study with commented files; what is there already stays."""
        api.init.init(Path(path), title)
        return cls(path)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the settings of the study and its corpus."""
        return self._open().findings

    def ingest(self, *sources: str | Path, options: "IngestOptions | None" = None) -> "api.ingest.IngestReport":
        """Read interviews into transcripts and index them; without sources, those of the corpus's `sources/`."""
        placed = self._placed(options, "meta") if options else None
        with self._working() as executor:
            return api.ingest.ingest(self._open(), self._paths(sources), placed, executor)

    def code(self, codebook: str | Path = "", *, dry_run: bool = False) -> "api.code.CodeReport":
        """Apply a codebook's rules to the transcripts and keep the codings; the study's codebook unless named."""
        with self._working() as executor:
            return api.code.code(self._open(), self._file(codebook), dry_run=dry_run, executor=executor)

    def check(self, *codebooks: str | Path, options: "api.check.CheckOptions | None" = None) -> "CheckReport":
        """Check codebooks, the corpus and its codings; examples of a codebook run as tests."""
        with self._working() as executor:
            return api.check.check(self._open(), self._paths(codebooks), options, executor)

    def export(
        self,
        table: str,
        *,
        to: str | Path = "",
        coder: str = RULES,
        codebook: str | Path = "",
        options: TableOptions | None = None,
        reviewed_by: str = "",
        **short: Unpack[ShortOptions],
    ) -> TableResult:
        """Make a table of one coder's codings, and write it where `to` names a file.

        `reviewed_by` names the person by whose answers those of rules are corrected.
        Options of the table are given as keywords, such as `by="city"`, or together as `options`.
        """
        study = self._open()
        output = str(self._path(to)) if to else "-"
        wanted = ExportOptions(table, "", output, coder, self._file(codebook), merged_options(options, short))
        with self._working() as executor:
            report = api.export.export(study, replace(wanted, table_only=not to, reviewed_by=reviewed_by), executor)
        findings = (*study.findings, *report.findings)
        return TableResult(**vars(report.table), findings=findings, file=report.file, study=study, stated=report.stated)

    def figure(
        self,
        table: str,
        *,
        to: str | Path,
        figure: str = "",
        width: float = 85.0,
        font: str = "",
        grey: bool = False,
        coder: str = RULES,
        **short: Unpack[ShortOptions],
    ) -> "api.export_figure.FigureReport":
        """Draw a table as svg, pdf or png, `width` millimetres wide as it is printed; caption and data beside it."""
        wanted = ExportOptions(table, "", str(self._path(to)), coder, "", merged_options(None, short))
        look = api.export_figure.FigureOptions(width, font, grey)
        return api.export_figure.export_figure(self._open(), wanted, look, figure)

    def segments(
        self, *, code: str | Sequence[str] = (), coder: str = RULES, **short: Unpack[ShortOptions]
    ) -> TableResult:
        """The coded segments with their quotes: of all codes, or of those that are named."""
        asked: ShortOptions = {**short, "codes": code}
        return self.export("segments", coder=coder, **asked)

    def sql(
        self, query: str, *, coder: str = RULES, codebook: str | Path = "", **short: Unpack[ShortOptions]
    ) -> TableResult:
        """Ask one SELECT of all tables, which are views in DuckDB (the extra `sql`); nothing can be written or read.

        Options go to those tables of the query that take them.
        """
        study = self._open()
        return api.sql.sql(study, query, ExportOptions("", coder=coder, codebook=self._file(codebook)), short)

    def codings(self, coder: str = RULES, *, reviewed_by: str = "") -> Codings:
        """One coder's codings in force, as columns; those of rules also as a person corrected them."""
        return open_codings(self._open(), coder, reviewed_by=reviewed_by).codings

    def codes(self, codebook: str | Path = "") -> "api.codes.CodesReport":
        """The codes of the codebook, and how often people gave each."""
        return api.codes.codes(self._open(), self._file(codebook))

    def rename_code(self, old: str, new: str, *, write: bool = False) -> "api.codes.ChangeReport":
        """Give a code another name, in the codebook and in people's codings; only shown unless `write`."""
        return api.codes.rename_code(self._open(), old, new, write=write)

    def merge_codes(self, source: str, into: str, *, write: bool = False) -> "api.codes.ChangeReport":
        """Make one code of two, in the codebook and in people's codings; only shown unless `write`."""
        return api.codes.merge_codes(self._open(), source, into, write=write)

    def retire_code(self, code: str, replaced_by: str = "", *, write: bool = False) -> "api.codes.ChangeReport":
        """Take a code out of use and keep what was coded with it; only shown unless `write`."""
        return api.codes.retire_code(self._open(), code, replaced_by, write=write)

    def explain(self, what: str, codebook: str | Path = "", *, split: str = "") -> "api.explain.ExplainReport":
        """Why a sentence, or the turn `TRANSCRIPT:TURN`, was coded or was not."""
        return api.explain.explain(self._open(), what, self._file(codebook), split)

    def words(
        self, term: str, *, level: str = "", language: str = "", regex: bool = False, split: str = ""
    ) -> "api.words.WordsReport":
        """Every form in the corpus that a term catches."""
        return api.words.words(self._open(), term, level, language, regex=regex, split=split)

    def diff(self, old: str | Path, new: str | Path = "", *, revision: str = "") -> "api.diff.DiffReport":
        """What an edit of a codebook does to the codings: two files, or one at a git revision and now."""
        return api.diff.diff(self._open(), self._file(old), self._file(new), revision)

    def suggest(self, code: str, *, coder: str = "", top: int = 20) -> "api.suggest.SuggestReport":
        """Words and phrases that separate the segments of a code from the rest."""
        return api.suggest.suggest(self._open(), code, coder, top)

    def proposals(self, options: "ProposeOptions | None" = None) -> "api.proposals.Proposals":
        """What the codings of a person teach about turns: a review list, turns to code now, a second look."""
        return api.proposals.open_proposals(self._open(), options)

    def topics(self, request: "api.topics.TopicsRequest | None" = None) -> "api.topics.TopicsReport":
        """Find topics in what participants say, and keep them for the tables of topics."""
        wanted = self._placed(request or api.topics.TopicsRequest(), "match", "save")
        with self._working() as executor:
            return api.topics.topics(self._open(), wanted, executor)

    def sample(self, options: "api.sample.SampleOptions") -> "api.sample.SampleReport":
        """Draw units for people to code, and write them to a sheet."""
        return api.sample.sample(self._open(), self._placed(options, "output"))

    def import_codings(
        self, file: str | Path, options: "api.import_codings.ImportOptions"
    ) -> "api.import_codings.ImportReport":
        """Read a filled sheet as the codings of one coder."""
        return api.import_codings.import_codings(self._open(), self._path(file), options)

    def evaluate(self, options: "api.evaluate.EvaluateOptions") -> "api.evaluate.EvaluateReport":
        """Compare a coder with a reference: precision, recall and agreement by code."""
        return api.evaluate.evaluate_coder(self._open(), self._placed(options, "misses", "output"))

    def split(self, share: float, *, seed: int = 1, dry_run: bool = False) -> "api.split.SplitReport":
        """Set aside a share of the respondents for testing, and write `split:` into the files of the corpus."""
        return api.split.split_respondents(self._open(), share, seed, dry_run=dry_run)

    def evaluate_several(
        self, options: "api.evaluate.EvaluateOptions", *, spans: bool = False
    ) -> "api.several.SeveralReport":
        """Compare several coders, or marked passages: every coefficient, pair by pair and all together."""
        return api.several.evaluate_several(self._open(), self._placed(options, "output"), spans=spans)

    def import_translations(
        self, file: str | Path, options: "api.translations.TranslationOptions | None" = None
    ) -> "api.translations.TranslationsReport":
        """Add the translations of a filled sheet of `export quotes --gloss`."""
        return api.translations.import_translations(self._open(), self._path(file), options)

    def import_project(
        self, file: str | Path, options: "ProjectOptions | None" = None
    ) -> "api.import_project.ProjectImport":
        """Add what another program's project (REFI-QDA) holds to the study."""
        from qualcode.exchange.codings_in import ProjectOptions

        return api.import_project.import_project(self._open(), self._path(file), options or ProjectOptions())

    def export_project(self, file: str | Path, *, coder: str = RULES) -> "api.export_project.ProjectReport":
        """Write the study as a project (`.qdpx`), or its codebook alone (`.qdc`), for other programs."""
        return api.export_project.export_project(
            self._open(), ExportOptions(api.export_project.PROJECT_EXPORT, "", str(self._path(file)), coder)
        )

    def method(self, lang: str = "", *, coder: str = RULES) -> str:
        """The page on method, as Markdown: how the study was coded, in its own figures."""
        wanted = ExportOptions("methods", output="-", coder=coder, options=TableOptions(lang=lang))
        return api.documents.export_document(self._open(), wanted).data.decode()

    def report(self, options: "api.report.ReportOptions | None" = None) -> "api.report.ReportResult":
        """Write what was found as one page that opens offline, each count a door to its quotes."""
        wanted = options or api.report.ReportOptions()
        return api.report.report(self._open(), wanted if wanted.output == "-" else self._placed(wanted, "output"))

    def run(self) -> "api.run.RunReport":
        """Ingest the sources of the study, code them with its codebook, and write every table to `out/`."""
        with self._working() as executor:
            return api.run.run(self._open(), executor=executor)

    def status(self) -> "api.status.StatusReport":
        """What is new, changed or stale, and what to do next."""
        return api.status.status(self._open())

    def lock(self) -> "api.lock.LockReport":
        """Write `qualcode.lock`: what the results depend on."""
        return api.lock.lock(self._open())

    def verify(self, *files: str | Path) -> "api.verify.VerifyReport":
        """Check that every exported quote stands in its place; files in `out/` unless named."""
        with self._working() as executor:
            return api.verify.verify(self._open(), self._paths(files), executor)

    def _working(self) -> AbstractContextManager[Executor]:
        return nullcontext(self._executor) if self._executor else executor_named(jobs=self.jobs)

    def _open(self) -> OpenStudy:
        return replace(open_study(self.folder, self.corpus), progress=self.progress)

    def _path(self, file: str | Path) -> Path:
        """A file, from the study's folder."""
        return self.folder / file

    def _paths(self, files: Sequence[str | Path]) -> list[Path]:
        return [self._path(file) for file in files]

    def _file(self, codebook: str | Path) -> str:
        """A codebook in the study's folder, else as it is named."""
        inside = self._path(codebook)
        return str(inside if codebook and inside.is_file() else codebook)

    def _placed(self, options: T, *names: str) -> T:
        """Options whose files begin at the study's folder."""
        given: dict[str, Any] = vars(options)
        return replace(options, **{name: str(self._path(given[name])) for name in names if given[name]})  # type: ignore[type-var]
