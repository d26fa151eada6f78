"""Code a corpus: apply a codebook's rules to its index and keep the codings."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from time import perf_counter

from qualcode.api.open import CoderCodings
from qualcode.api.table_parts import count_parts, divided, finish_table
from qualcode.codings.apply import CodedPart, WorkPlan, code_parts, find_codings, plan_work, united_parts
from qualcode.codings.cache import Earlier, earlier_rules, save_rules
from qualcode.codings.coders import codebook_path, open_codebook
from qualcode.codings.schema import Codings, CodingsByCode, as_codings
from qualcode.corpus.build import frame
from qualcode.corpus.findings import unknown_roles
from qualcode.corpus.index import gone_findings, index
from qualcode.corpus.seen import unread_findings
from qualcode.corpus.speakers import OpenCorpus
from qualcode.corpus.words import load_analyser, save_analyser
from qualcode.executors import SERIAL, Executor
from qualcode.languages import using
from qualcode.model.codebook import Codebook
from qualcode.model.coding import ASSERTIONS
from qualcode.model.finding import Finding, StoreError, StudyError, study_error
from qualcode.model.table import Table
from qualcode.rules.lookup import Analyser
from qualcode.store.study import OpenStudy, in_own_languages, note_last, without_accepted
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions


@dataclass(frozen=True)
class CodeReport:
    """What coding found."""

    codebook: Codebook = field(repr=False)
    """The codebook used."""
    grouped: CodingsByCode = field(repr=False)
    """The codings of each code."""
    corpus: OpenCorpus = field(repr=False)
    """The corpus as columns."""
    findings: tuple[Finding, ...]
    """Warnings about codebook and roles."""
    study: OpenStudy | None = field(default=None, repr=False)
    """The study that keeps them; None after a dry run."""
    executor: Executor = field(default=SERIAL, repr=False)
    """Who counts the codes."""

    @cached_property
    def codings(self) -> Codings:
        """All codings, whatever their assertion, as the columns of tables; put together when somebody asks."""
        return as_codings(self.grouped, self.corpus, self.codebook)

    @cached_property
    def codes(self) -> Table:
        """Codes with how many respondents and mentions each has; counted when somebody asks."""
        return self.codes_in("")

    def codes_in(self, lang: str) -> Table:
        """The same with labels and title in a language; empty: labels in the first one of the codebook."""
        layer, kind = CoderCodings(self.corpus, self.codebook, self.grouped, (), ()), TABLES["codes"]
        options = TableOptions(lang=lang)
        plan = self.study and divided(layer, self.study, "codes", kind, options)
        if plan:
            return finish_table(plan, [count_parts(plan, self.executor)])
        return kind(self.corpus.frame, self.codings, options)

    def _repr_html_(self) -> str:
        """The counted codes, as a notebook shows them."""
        from qualcode.export.html import table_to_figure

        return table_to_figure(self.codes)


@in_own_languages
def code(
    study: OpenStudy,
    codebook_file: str = "",
    *,
    dry_run: bool = False,
    executor: Executor = SERIAL,
) -> CodeReport:
    """Code the corpus with a codebook (the study's default one unless named) and keep the result.

    A dry run keeps nothing; the index, which can always be rebuilt, may be brought up to date. The executor codes
    a corpus of several shards; the codings are the same, byte for byte, whoever makes them.

    Raises:
        StudyError: the codebook has errors, there are no transcripts, or a worker was lost.
    """
    codebook, findings = open_codebook(study, codebook_file)
    with study.writing():
        corpus = frame(study, index(study, executor=executor))
        earlier = earlier_rules(study, corpus, codebook)
        found = earlier.current or _code(study, corpus, codebook, earlier, executor)
        if not dry_run:
            save_rules(earlier, found)
            note_last(study, codebook)
    roles = unknown_roles(study, corpus.speakers.individuals)
    missed = unread_findings(study, {header.source for header in corpus.indexed.headers.values()})
    findings = (*findings, *found.findings, *gone_findings(corpus.indexed), *roles, *missed)
    kept = None if dry_run else study
    return CodeReport(codebook, found, corpus, without_accepted(study, findings), kept, executor)


def _code(
    study: OpenStudy,
    corpus: OpenCorpus,
    codebook: Codebook,
    earlier: Earlier,
    executor: Executor,
) -> CodingsByCode:
    """Run the engine where it is needed, with the words that earlier runs have worked out."""
    analyser = load_analyser(study)
    found = find_codings(corpus, codebook, analyser, earlier.codes, study, executor)
    save_analyser(study, analyser)
    return found


@in_own_languages
def work_plan(study: OpenStudy, codebook_file: str = "") -> WorkPlan:
    """What `code` would do: each of its shards can be coded by `code_part`, wherever that is done.

    Codes whose codings are kept need no work.

    Raises:
        StudyError: the codebook has errors, or there are no transcripts.
    """
    codebook, _ = open_codebook(study, codebook_file)
    with study.writing():
        corpus = frame(study, index(study))
        earlier = earlier_rules(study, corpus, codebook)
    plan = plan_work(corpus, codebook, earlier.codes, study)
    return replace(plan, codebook_file=codebook.file, made_from=earlier.made_from)


@in_own_languages
def keep_codings(study: OpenStudy, plan: WorkPlan, parts: Sequence[CodedPart]) -> CodingsByCode:
    """Keep the codings of all shards of a plan, given in their order; the only step that changes something.

    Raises:
        StudyError: text, roles or codebook changed since it was planned, or a pattern was given up in some shards only.
    """
    codebook, _ = open_codebook(study, plan.codebook_file)
    with study.writing():
        corpus = frame(study, index(study))
        earlier = earlier_rules(study, corpus, codebook)
        if list(earlier.made_from) != list(plan.made_from) or len(parts) != len(plan.shards):
            message = "the corpus or the codebook is not what it was when this coding was planned"
            raise study_error("corpus-changed", message, "plan it again")
        analyser = load_analyser(study)
        found = earlier.current or united_parts(plan, code_parts(plan, known=parts), earlier.codes, analyser)
        save_rules(earlier, found)
        save_analyser(study, analyser)
        note_last(study, codebook)
    return found


def _failing_examples(codebook: Codebook, analyser: Analyser) -> list[Finding]:
    """Examples that the codebook does not keep."""
    from qualcode.checks.check import run_checks  # all checks bring Arrow with them, and who codes once needs none
    from qualcode.checks.context import CheckContext, CodebookFile
    from qualcode.checks.qc110_failing_example import CHECK

    context = CheckContext(books=(CodebookFile(codebook.file, codebook),), analyser=analyser)
    return [failing.finding for failing in run_checks([CHECK], context)]


_AFFIRMED = ASSERTIONS.index("affirmed")
_Mentions = frozenset[tuple[int, int, int]]
"""Turn, start and end of the affirmed codings of one code."""
_Stamp = tuple[tuple[int, int], ...]
"""Time and size of each file of the codebook."""


@dataclass(frozen=True)
class CodeDelta:
    """What a save changed for one code."""

    code: str
    before: int
    """Affirmed codings before."""
    now: int
    """Affirmed codings now."""
    gained: int
    """Codings that were not there before."""
    lost: int
    """Codings that are no longer there."""


@dataclass(frozen=True)
class WatchReport:
    """What one save of the codebook makes of the corpus."""

    file: str
    """The codebook's file."""
    first: bool
    """True for the first look: there is nothing to compare with yet."""
    codes: Table | None
    """Codes with how many respondents and mentions each has; None when the codebook is broken."""
    changes: tuple[CodeDelta, ...]
    """Codes whose codings changed, in the order of the codebook; those that are gone at the end."""
    examples: int
    """Examples in the codebook."""
    findings: tuple[Finding, ...]
    """What is wrong with the codebook, and examples that it does not keep."""
    seconds: float
    """How long it took."""


class Watcher:
    """A codebook under work. `look` does nothing while its files stay as they are, and never sleeps."""

    def __init__(
        self,
        study: OpenStudy,
        codebook_file: str = "",
        *,
        dry_run: bool = False,
        executor: Executor = SERIAL,
        lang: str = "",
    ) -> None:
        """Open the corpus once; a dry run keeps no codings, the executor does each coding, labels are in `lang`.

        Raises:
            StudyError: no codebook is named or there is none, or there are no transcripts.
        """
        self._opened = study
        self._path = codebook_path(study, codebook_file)
        self._keeps = not dry_run
        self._executor = executor
        self._options = TableOptions(lang=lang)
        self._files: tuple[Path, ...] = (self._path,)
        self._stamp: _Stamp | None = None
        self._before: Mapping[str, _Mentions] | None = None
        with study.writing():
            self._framed: OpenCorpus = frame(study, index(study))
            self._analyser: Analyser = load_analyser(study)

    def look(self) -> WatchReport | None:
        """What the codebook makes of the corpus, when it was saved since the last look; else None."""
        stamp = tuple(map(_stamp, self._files))
        if stamp == self._stamp:
            return None
        self._stamp = stamp
        with using(self._opened.languages):
            return self._report()

    def _report(self) -> WatchReport:
        started = perf_counter()
        first = self._before is None
        file = self._opened.layout.relative(self._path)
        try:
            codebook, findings = open_codebook(self._opened, str(self._path))
        except (StudyError, StoreError) as error:  # being mended, or just now being replaced by the editor
            wrong = error.findings if isinstance(error, StudyError) else (Finding("error", "store", str(error)),)
            return WatchReport(file, first, None, (), 0, wrong, perf_counter() - started)
        # From now on the files that the codebook includes are looked at, too.
        beside = [self._opened.layout.root / file for file in codebook.files]
        self._files = tuple(dict.fromkeys([self._path, *beside]))
        self._stamp = tuple(map(_stamp, self._files))
        codings = self._code(codebook)
        changes = self._compare(codings)
        examples = sum(len(code.examples) for code in codebook.codes)
        findings = (*findings, *_failing_examples(codebook, self._analyser))
        table = TABLES["codes"](self._framed.frame, codings, self._options)
        return WatchReport(file, first, table, changes, examples, findings, perf_counter() - started)

    def _code(self, codebook: Codebook) -> Codings:
        with self._opened.writing() if self._keeps else nullcontext():
            earlier = earlier_rules(self._opened, self._framed, codebook)
            found = earlier.current or find_codings(
                self._framed, codebook, self._analyser, earlier.codes, self._opened, self._executor
            )
            if self._keeps:
                save_rules(earlier, found)
                note_last(self._opened, codebook)
                save_analyser(self._opened, self._analyser)
        return as_codings(found, self._framed, codebook)

    def _compare(self, codings: Codings) -> tuple[CodeDelta, ...]:
        now = _mentions(codings)
        before, self._before = self._before, now
        if before is None:
            return ()
        names = dict.fromkeys([*now, *before])
        pairs = {name: (before.get(name, frozenset()), now.get(name, frozenset())) for name in names}
        return tuple(
            CodeDelta(name, len(old), len(new), len(new - old), len(old - new))
            for name, (old, new) in pairs.items()
            if old != new
        )


def _mentions(codings: Codings) -> dict[str, _Mentions]:
    """Affirmed codings of each code."""
    found: dict[str, set[tuple[int, int, int]]] = {code.code: set() for code in codings.codes}
    columns = (codings.code, codings.turn, codings.start, codings.end)
    kept = (column[codings.assertion == _AFFIRMED].tolist() for column in columns)
    for code, turn, start, end in zip(*kept, strict=True):
        found[codings.codes[code].code].add((turn, start, end))
    return {name: frozenset(own) for name, own in found.items()}


def _stamp(path: Path) -> tuple[int, int]:
    """Time and size of a file; zeros while there is none, as some editors save."""
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size
