"""Tables that are counted shard by shard are those of the whole corpus, whoever counts."""

import json
import os
import shutil
import time
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from executors.test_parts import Elsewhere, many_small_shards  # noqa: F401
from qualcode.api import export as exporting
from qualcode.api import parts, table_parts
from qualcode.api.check import check
from qualcode.api.export import export
from qualcode.api.open import ExportOptions
from qualcode.api.topics import TopicsRequest, topics
from qualcode.api.verify import verify
from qualcode.executors import SERIAL, processes
from qualcode.executors.processes import Processes
from qualcode.model.finding import StudyError
from qualcode.store.study import open_study
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.tables.parts import Divided, KeySums, merge_parts
from qualcode.topics.fitted import TopicOptions
from study import CODEBOOK, SOURCES, TXT, small

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
    return [merge_parts(each[at : at + 2]) for at in range(0, len(each), 2)]


def test_what_needs_the_whole_corpus_is_refused(folder):
    with pytest.raises(StudyError, match="shard by shard"):
        parts.table_plan(open_study(folder.path), "saturation")


def test_without_jobs_no_frame_of_the_whole_is_made(folder, monkeypatch):
    monkeypatch.setattr("qualcode.corpus.build.FrameMaker.whole", None)
    assert export(open_study(folder.path), wanted("barriers")).table.rows


class Watched(Processes):
    """Two processes, of which it is noted that they worked."""

    def __init__(self):
        super().__init__(2)
        self.pids = set()

    def map(self, function, items):
        for pid, result in super().map(Told(function), items):
            self.pids.add(pid)
            yield result

    def worked(self):
        return len(self.pids) == 2 and os.getpid() not in self.pids


class Told:
    def __init__(self, function):
        self.function = function

    def __call__(self, item):
        time.sleep(0.01)  # nobody is done with all before the other begins
        return os.getpid(), self.function(item)


both_ways = pytest.mark.parametrize("method", ["fork", pytest.param("spawn", marks=pytest.mark.slow)])


@both_ways
@pytest.mark.parametrize("table", ["segments", "codes"])
def test_several_processes_count(folder, monkeypatch, method, table):
    monkeypatch.setattr(processes, "START_METHOD", method)
    study, two = open_study(folder.path), Watched()
    assert export(study, wanted(table, by="city"), two).data == export(study, wanted(table, by="city")).data
    assert two.worked()


@both_ways
def test_several_processes_verify(folder, tmp_path, monkeypatch, method):
    monkeypatch.setattr(processes, "START_METHOD", method)
    shutil.copytree(folder.path, tmp_path / "study")
    transcripts = sorted((tmp_path / "study/corpora/default/transcripts").iterdir())
    for transcript in transcripts[::3]:
        transcript.write_text(transcript.read_text("utf-8").replace("kurang", "cukup"), "utf-8")
    study, two = open_study(tmp_path / "study"), Watched()
    found = verify(study, executor=two)
    assert found == verify(study)
    assert sum(each.code == "transcript-changed" for each in found.findings) > 1
    assert two.worked()


def test_several_processes_check(folder, tmp_path):
    shutil.copytree(folder.path, tmp_path / "study")
    book = tmp_path / "study/other.yaml"
    book.write_text(CODEBOOK.replace("codebook: clinic", "codebook: other"), "utf-8")
    study, two = open_study(tmp_path / "study"), Watched()
    found = check(study, [book], executor=two)
    assert found.found == check(study, [book]).found
    assert any("other.yaml" in each.finding.file for each in found.found)
    assert two.worked()


@both_ways
def test_several_processes_tell_the_stability_of_topics(tmp_path, monkeypatch, method):
    monkeypatch.setattr(processes, "START_METHOD", method)
    words = ["sinyal jaringan kurang", "perawat dokter klinik", "jalan jembatan rusak", "biaya uang mahal"]
    said = "".join(f"{words[number % 4]} {words[(number * 7 + 1) % 4]} {number % 5}.\n" for number in range(120))
    study = small(tmp_path)
    study.write("lines.txt", said)
    study.done("ingest", "lines.txt", "--each", "line")
    opened, two = open_study(tmp_path), Watched()
    asked = TopicsRequest(TopicOptions(k=(2, 2), samples=6), dry_run=True)
    shared, alone = topics(opened, asked, two), topics(opened, asked)
    assert (shared.topics, shared.segments) == (alone.topics, alone.segments)
    assert two.worked()


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
        return {"sums": KeySums.of(keys, numbers), "often": KeySums.of(keys)}

    every = [pair for own in stretches for pair in own]
    cut, whole = merge_parts(map(part, stretches)), part(every)
    for name in ("sums", "often"):
        assert cut[name].keys.tolist() == whole[name].keys.tolist() == sorted({key for key, _ in every})
        assert cut[name].sums.tolist() == whole[name].sums.tolist()
