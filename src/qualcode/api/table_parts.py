"""Tables made shard by shard: a plan, what is counted of each shard, and the table of all that was counted."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.api.open import CoderCodings, open_codings
from qualcode.codings.apply import WORTH_TOKENS, PackedColumn, pack_column
from qualcode.codings.schema import RULES, Codings, Source, StoredCodings, put_together, stored_within
from qualcode.corpus.build import FrameMaker, columns_on_disk
from qualcode.corpus.frame import CONSENT, Frame, Int64s, consents, stated_consents
from qualcode.corpus.index import CorpusShard, open_shard, release_shard
from qualcode.corpus.speakers import OpenCorpus, SomeNames
from qualcode.executors import Executor, worthwhile
from qualcode.languages import current, using
from qualcode.model.finding import study_error
from qualcode.model.table import Table
from qualcode.store.columnstore import open_columnstore
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.tables import TABLES
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.parts import Divided, TablePart, merge_parts


@dataclass(frozen=True)
class TableShard:
    """One shard of a corpus, with what no shard holds: who speaks there, and who has which values."""

    folder: Path
    """Where it lies."""
    tokens: tuple[int, int]
    """Its first token and the one after its last, counted through the corpus."""
    segment: int
    """Its first segment."""
    maker: FrameMaker
    """What puts its columns together, in the process that opened the corpus."""
    number: int
    """Number of the shard."""
    lists: bool
    """Whether the table needs names of people, or only their numbers."""

    def frame(self, plan: "TablePlan") -> Frame:
        """Its columns."""
        return replace(self.maker.of_shard(self.number), elsewhere=self.maker.elsewhere(self.number))

    def release(self) -> None:
        """Give back the memory of its columns."""
        release_shard(self.maker.indexed.pieces[self.number])

    def __reduce__(self) -> tuple[Any, ...]:
        made = self.maker.of_shard(self.number)
        beside = {name: pack_column(getattr(made, name)) for name in _BESIDE}
        attributes = {name: pack_column(values) for name, values in made.turn_attribute.items()}
        people = {
            name: SomeNames.of(names, used if self.lists else used[:0])
            for name, names, used in (
                ("respondents", made.respondents, made.turn_respondent),
                ("speakers", made.speakers, made.turn_speaker),
            )
        }
        others = self.maker.elsewhere(self.number)
        return _SentShard, (self.folder, self.tokens, self.segment, beside, attributes, people, others)


_BESIDE = ("turn_transcript", "turn_role", "turn_respondent", "turn_speaker")
"""Columns of a shard that say how it stands in the corpus."""


@dataclass(frozen=True)
class _SentShard:
    """A shard as another process gets it."""

    folder: Path
    tokens: tuple[int, int]
    segment: int
    beside: dict[str, PackedColumn]
    attributes: dict[str, PackedColumn]
    people: dict[str, SomeNames]
    elsewhere: Int64s

    def frame(self, plan: "TablePlan") -> Frame:
        """Its columns, opened here."""
        own = {name: np.broadcast_to(*values) for name, values in self.beside.items()}
        attributes = {name: np.broadcast_to(*values) for name, values in self.attributes.items()}
        disk = columns_on_disk([self._piece], own["turn_transcript"])
        return Frame(
            **{**plan.names, **self.people, **disk, **own}, turn_attribute=attributes, elsewhere=self.elsewhere
        )

    def release(self) -> None:
        """Give back the memory of its columns."""
        release_shard(self._piece)

    @cached_property
    def _piece(self) -> CorpusShard:
        return open_shard(self.folder, current())


_STAY = ("respondents", "speakers", "light_keys")
"""Names that come with each shard, and what tables that are made so need not ask."""


@dataclass(frozen=True)
class TablePlan:
    """A table, and the shards that it is made of; these are counted in any order, by any worker."""

    table: str
    """Name of the table."""
    options: TableOptions
    """How it is asked for."""
    study: OpenStudy
    """The study."""
    source: Source
    """Who coded."""
    kept: Path
    """Where the codings lie."""
    files: Sequence[str]
    """The file of each code there."""
    names: dict[str, Any]
    """What a frame says of the whole corpus; people belong to shards."""
    shards: Sequence[TableShard]
    """In order of text; who counts one needs no other."""

    def __reduce__(self) -> tuple[Any, ...]:
        # What workers get once; each shard comes to the one that counts it.
        names = {name: each for name, each in self.names.items() if name not in _STAY}
        sent = (self.table, self.options, self.study.for_workers, self.source, self.kept, self.files, names, ())
        return TablePlan, sent

    @property
    def without_turns(self) -> Frame:
        """The names of the corpus, as tables are finished with them."""
        return self.shards[0].maker.without_turns()

    @cached_property
    def stored(self) -> list[StoredCodings]:
        """The codings of each code, mapped; opened once in each process.

        Raises:
            StudyError: they are no longer there.
        """
        folder = open_columnstore(self.kept)
        found = [codings for file in self.files if (codings := folder.read(file)) is not None]
        if len(found) < len(self.files):
            raise study_error("corpus-changed", "the codings are not what they were when this table was planned")
        return found


@in_own_languages
def table_plan(study: OpenStudy, table: str, options: TableOptions | None = None, codebook_file: str = "") -> TablePlan:
    """What `export` would do for a table of the codings of rules that can be counted shard by shard.

    Raises:
        StudyError: there is no such table, it needs the whole corpus at once, or nothing was coded.
    """
    kind, layer = TABLES.get(table), open_codings(study, RULES, codebook_file)
    plan = kind and divided(layer, study, table, kind, options or TableOptions(), least=1)
    if not plan:
        hint = f"these can: {', '.join(name for name, each in TABLES.items() if isinstance(each.make, Divided))}"
        raise study_error("not-divided", f"`{table}` cannot be made shard by shard of this study", hint)
    return plan


def divided(
    layer: CoderCodings, study: OpenStudy, table: str, kind: TableKind, options: TableOptions, least: int = 2
) -> TablePlan | None:
    """The plan of a table; None where it needs the whole corpus at once, as people's codings do, or has few shards."""
    corpus, made = layer.corpus, kind.make
    if len(corpus.indexed.pieces) < least:
        return None
    folder = study.layout.codings(study.name, layer.codebook.codebook)
    kept = open_columnstore(folder)
    files = list(kept.said.get("codes", ()))
    if not isinstance(made, Divided) or TABLES.get(table) is not kind or options.redact:
        return None
    if isinstance(layer.made, Codings) or len(files) != len(layer.codebook.codes):
        return None
    if made.lists and study.layout.translations(study.name).exists():
        return None
    source = replace(Source.of(layer.codebook), findings=layer.made.findings)
    shards = _shards(corpus, lists=made.lists)
    return TablePlan(table, options, study, source, folder, files, corpus.make.names, shards)


def _shards(corpus: OpenCorpus, *, lists: bool) -> list[TableShard]:
    bases = zip(corpus.indexed.pieces, corpus.token_base, corpus.segment_base, strict=True)
    return [
        TableShard(piece.folder, (token, token + piece.shard.tokens), segment, corpus.make, number, lists)
        for number, (piece, token, segment) in enumerate(bases)
    ]


def table_part(plan: TablePlan, shard: TableShard | _SentShard) -> TablePart:
    """What a table counts of one shard."""
    with using(plan.study.languages):
        frame, kind = shard.frame(plan), TABLES[plan.table]
        own = [stored_within(code, shard.tokens, shard.segment) for code in plan.stored]
        counted = kind.count(frame, put_together(own, plan.source, lambda: frame.segment_turn), plan.options)
        shard.release()
    return counted


def count_parts(plan: TablePlan, executor: Executor) -> TablePart:
    """What a table counts of all shards, whoever counts them."""
    worth = plan.shards[-1].tokens[1] >= WORTH_TOKENS
    chosen = worthwhile(executor, len(plan.shards), worth=worth)
    with closing(chosen.map(partial(table_part, plan), plan.shards)) as counted:
        return merge_parts(counted)


def finish_table(plan: TablePlan, parts: Iterable[TablePart]) -> Table:
    """The table of what was counted of all shards, given in their order."""
    with using(plan.study.languages):
        return TABLES[plan.table](plan.without_turns, Codings.none(plan.source), plan.options, part=merge_parts(parts))


def consents_of(corpus: OpenCorpus, plan: TablePlan | None) -> tuple[str, ...]:
    """What transcripts and respondents say of their own consent, shard by shard where a table is made so."""
    if plan is None or CONSENT not in corpus.make.names["attribute_names"]:
        return stated_consents(corpus.frame if plan is None else corpus.make.without_turns())
    return consents(shard.frame(plan) for shard in plan.shards)
