"""Tables that are counted shard by shard are those of the whole corpus, whoever counts."""

import json
import os
from contextlib import closing
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from executors.test_parts import Elsewhere, many_small_shards  # noqa: F401
from qualcode.api import export as exporting
from qualcode.api import parts, table_parts
from qualcode.api.export import export
from qualcode.api.open import ExportOptions
from qualcode.executors import SERIAL, processes
from qualcode.executors.processes import Processes
from qualcode.model.finding import StudyError
from qualcode.store.study import open_study
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.tables.parts import Divided, Tally, merge
from study import SOURCES, TXT, small

DIVIDED = [name for name, kind in TABLES.items() if isinstance(kind.make, Divided)]
"""Tables that can be counted so."""
CORPUS = """\
format: 1
transcripts:
  x0: {session: visit, attributes: {city: Kota Baru}, speakers: {Informan: {respondent: Sari}}}
  x1: {session: visit, attributes: {city: Kota 10}, speakers: {Informan: {respondent: Sari}}}
  x3: {attributes: {city: Kota 9}, speakers: {Informan: {respondent: Sari}}}
  x4: {attributes: {consent: quotes}, speakers: {Informan: {role: participant, respondent: none}}}
"""
ROWS = "who,city,answer\n" + "".join(
    f"r{number % 7},Kota {number % 3},Sinyal kurang dan perawat {'belum ada' if number % 4 else 'datang'}.\n"
    for number in range(30)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qualcode.corpus.shards.SHARD_FILE_BYTES", 600)
        patch.setattr("qualcode.corpus.shards.SURVEY_PART_BYTES", 500)
        path = tmp_path_factory.mktemp("tables")
        study = small(path, {**SOURCES, **{f"x{number}.txt": TXT * (number % 3 + 1) for number in range(6)}})
        study.write("corpora/default/corpus.yaml", CORPUS)
        study.write("rows.csv", ROWS)
        study.done("ingest", "interviews")
        study.done("ingest", "rows.csv", "--each", "row", "--columns", "text=answer,id=who")
        study.done("code", "-b", "clinic.yaml")
        return study


def wanted(table, **options):
    taken = TABLES[table].takes | {"no_quotes"}
    return ExportOptions(table, "json", "-", options=TableOptions(**{n: v for n, v in options.items() if n in taken}))


WAYS = [
    {},
    {"by": "city", "codes": ("staff",), "interval": True},
    {"by": "city", "unit": "respondent", "speakers": True},
    {"unit": "turn", "kind": "barrier", "no_quotes": True},
]


@pytest.mark.parametrize("way", WAYS, ids=str)
@pytest.mark.parametrize("table", DIVIDED)
def test_a_table_in_parts_is_the_table_of_the_whole(folder, monkeypatch, table, way):
    study, asked = open_study(folder.path), wanted(table, **way)
    counted = export(study, asked, Elsewhere(3))
    alone = export(study, asked, SERIAL)
    monkeypatch.setattr(exporting, "divided", lambda *_: None)
    whole = export(study, asked)
    assert json.loads(whole.data)["rows"]
    assert (counted.data, counted.findings, counted.stated) == (whole.data, whole.findings, whole.stated)
    assert (alone.data, alone.findings, alone.stated) == (whole.data, whole.findings, whole.stated)


def test_these_tables_can_be_counted_in_parts():
    assert {"barriers", "codes", "cooccurrence", "matrix", "segments", "turns"} <= {*DIVIDED}


def test_the_functions_alone_make_the_same_table(folder):
    study = open_study(folder.path)
    plan = parts.table_plan(study, "codes", TableOptions(by="city"))
    assert len(plan.shards) > 8
    counted = Elsewhere(3).map(partial(parts.table_part, plan), plan.shards)
    table = parts.finish_table(plan, counted)
    assert table == replace(export(study, wanted("codes", by="city")).table, page=table.page)
    assert table == parts.finish_table(plan, counted_again(plan))


def counted_again(plan):
    """Two by two and then all of these: sums of parts are parts."""
    each = [parts.table_part(plan, shard) for shard in plan.shards]
    return [merge(each[at : at + 2]) for at in range(0, len(each), 2)]


def test_what_needs_the_whole_corpus_is_refused(folder):
    with pytest.raises(StudyError, match="shard by shard"):
        parts.table_plan(open_study(folder.path), "saturation")


def test_without_jobs_no_frame_of_the_whole_is_made(folder, monkeypatch):
    monkeypatch.setattr("qualcode.corpus.build.FrameMaker.whole", None)
    assert export(open_study(folder.path), wanted("barriers")).table.rows


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_several_processes_count(folder, monkeypatch, method):
    monkeypatch.setattr(processes, "START_METHOD", method)
    plan = parts.table_plan(open_study(folder.path), "segments")
    with closing(Processes(2).map(partial(counted_by, plan), plan.shards)) as found:
        pids, counted = zip(*found, strict=True)
    assert len(set(pids)) == 2
    assert os.getpid() not in pids
    assert parts.finish_table(plan, counted) == parts.finish_table(plan, counted_again(plan))


def counted_by(plan, shard):
    import time

    time.sleep(0.01)  # nobody is done with all before the other begins
    return os.getpid(), table_parts.table_part(plan, shard)


def test_jobs_of_export_are_processes(folder, monkeypatch):
    asked = []
    working = table_parts.count_parts
    monkeypatch.setattr(exporting, "count_parts", lambda plan, by: asked.append(by.workers) or working(plan, by))
    folder.done("export", "barriers", "--jobs", "2", "-o", "two.csv")
    folder.done("export", "barriers", "--jobs", "1", "-o", "one.csv")
    assert asked == [2, 1]
    assert folder.read("two.csv") == folder.read("one.csv")


@given(st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=20), min_size=1, max_size=20))
def test_sums_are_those_of_all_keys_however_they_are_cut(stretches):
    def part(pairs):
        keys, numbers = np.array(pairs, np.int64).reshape(-1, 2).T
        return {"sums": Tally.of(keys, numbers), "often": Tally.of(keys)}

    every = [pair for own in stretches for pair in own]
    cut, whole = merge(map(part, stretches)), part(every)
    for name in ("sums", "often"):
        assert cut[name].keys.tolist() == whole[name].keys.tolist() == sorted({key for key, _ in every})
        assert cut[name].sums.tolist() == whole[name].sums.tolist()
