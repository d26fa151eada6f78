"""Parts of a work give the same bytes however it was cut, in any order, and wherever they were done."""

import pickle
import random
from functools import partial

import pytest

from qualcode.api import parts
from qualcode.api.code import code
from qualcode.api.ingest import ingest
from qualcode.corpus import shards
from qualcode.corpus.index import index
from qualcode.corpus.source import IngestOptions
from qualcode.model.finding import StudyError
from qualcode.readers import ReadOptions
from qualcode.rules.kind import SearchStopped
from qualcode.rules.terms.regex import RegexTerm
from qualcode.store.study import open_study
from resident import SMAPS, resident
from study import SOURCES, TXT, small

LINES = IngestOptions(reading=ReadOptions(each="line"), segment="line")


class Elsewhere:
    """As on other computers: everything is pickled on its way, and comes in any order."""

    asked = True

    def __init__(self, workers):
        self.workers = workers

    def map(self, function, items):
        own = [pickle.loads(pickle.dumps(function)) for _ in range(self.workers)]
        order = random.Random(self.workers).sample(range(len(items)), len(items))
        found = {at: pickle.dumps(own[at % self.workers](pickle.loads(pickle.dumps(items[at])))) for at in order}
        return (pickle.loads(found[at]) for at in range(len(items)))


@pytest.fixture(autouse=True)
def many_small_shards(monkeypatch):
    monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 600)
    monkeypatch.setattr(shards, "SURVEY_PART_BYTES", 500)


def made(tmp_path, regex=False):
    folder = small(tmp_path, {**SOURCES, **{f"x{number}.txt": TXT * (number % 3 + 1) for number in range(3)}})
    folder.write("lines.txt", "".join(f"Sinyal nomor {number} kurang sekali.\n" for number in range(30)))
    if regex:
        folder.replace("clinic.yaml", "nurse]", "nurse, {regex: 'p\\w+t'}, {regex: 'k\\w+g'}]")
    return folder


def derived(folder):
    """All that is made but the manifest of the index, which has times of files, and what commands said."""
    tree = folder.tree().items()
    made = {name: data for name, data in tree if not name.endswith(("index/default/manifest.json", "guard"))}
    return {name: data for name, data in made.items() if not name.startswith(".qualcode/answers/")}


def everything(folder, executor):
    study = open_study(folder.path)
    ingest(study, [folder.path / "lines.txt"], LINES, executor=executor)
    ingest(study, [folder.path / "interviews"], executor=executor)
    report = code(study, "clinic.yaml", executor=executor)
    return derived(folder), report.grouped.total


@pytest.mark.parametrize(
    "workers", [pytest.param(1, marks=pytest.mark.slow), 3, pytest.param(7, marks=pytest.mark.slow)]
)
def test_any_order_anywhere_gives_the_same_bytes(tmp_path, workers):
    here, there = made(tmp_path / "here"), made(tmp_path / "there")
    assert everything(here, parts.Serial()) == everything(there, Elsewhere(workers))


@pytest.mark.slow
def test_an_expression_that_is_given_up_somewhere_finds_nothing_anywhere(tmp_path, monkeypatch):
    searching = RegexTerm.spans

    def spans(self, text):
        if "p\\w+t" in self._compiled.pattern and "Sinyal nomor 20" in text:
            raise SearchStopped("slow-regex", "took too long", "")
        return searching(self, text)

    found = []
    without = made(tmp_path / "without", regex=True)
    without.replace("clinic.yaml", "{regex: 'p\\w+t'}, ", "")
    _, alone = everything(without, parts.Serial())
    monkeypatch.setattr(RegexTerm, "spans", spans)
    for executor in (parts.Serial(), Elsewhere(3)):
        folder = made(tmp_path / f"{executor.workers}", regex=True)
        made_, total = everything(folder, executor)
        (finding,) = [
            each for each in code(open_study(folder.path), "clinic.yaml").findings if each.code == "slow-regex"
        ]
        found.append((made_, finding))
        assert total == alone
    assert found[0] == found[1]


def test_the_functions_alone_make_the_same_study(tmp_path):
    here, there = made(tmp_path / "here"), made(tmp_path / "there")
    expected = everything(here, parts.Serial())
    study = open_study(there.path)
    (there.path / ".qualcode").mkdir()
    for paths, options in (([there.path / "lines.txt"], LINES), ([there.path / "interviews"], IngestOptions())):
        into = there.path / ".qualcode" / "waiting"
        into.mkdir()
        plan = parts.plan_ingest(study, paths, options)
        read = Elsewhere(3).map(partial(parts.ingest_part, study, options=options, into=into), plan.tasks)
        parts.accept(study, plan, read, options)
        into.rmdir()
    work = parts.work_plan(study, "clinic.yaml")
    coded = Elsewhere(3).map(partial(parts.code_part, work), work.shards)
    total = parts.keep_codings(study, work, list(coded)).total
    assert (derived(there), total) == expected
    assert "all hold" in there.done("verify").err


def test_a_plan_that_is_out_of_date_is_refused(tmp_path):
    folder = made(tmp_path)
    study = open_study(folder.path)
    plan = parts.plan_ingest(study, [folder.path / "interviews"], IngestOptions())
    ingest(study, [folder.path / "interviews"])
    with pytest.raises(StudyError, match="not what it was"):
        parts.accept(study, plan, [])
    work = parts.work_plan(study, "clinic.yaml")
    coded = [parts.code_part(work, shard) for shard in work.shards]
    folder.replace("clinic.yaml", "nurse]", "nurse, bu]")
    with pytest.raises(StudyError, match="not what it was"):
        parts.keep_codings(study, work, coded)


def test_a_corpus_with_more_words_than_can_be_numbered_is_refused(tmp_path, monkeypatch):
    folder = made(tmp_path)
    folder.done("ingest", "interviews")
    monkeypatch.setattr("qualcode.codings.apply.WORDS_IN_A_CORPUS", 5)
    ended = folder.run("code", "-b", "clinic.yaml")
    assert (ended.code, "room for 5 words" in ended.err) == (2, True)


@pytest.mark.slow
@pytest.mark.skipif(not SMAPS.exists(), reason="only Linux tells what lies in memory")
def test_memory_grows_with_a_shard_and_not_with_the_corpus(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "SURVEY_PART_BYTES", 350_000)
    folder = small(tmp_path)
    folder.write("lines.txt", "".join(f"Sinyal nomor {at} kurang sekali.\n" for at in range(16_000)))
    study = open_study(tmp_path)
    ingest(study, [tmp_path / "lines.txt"], LINES)
    pieces = index(study).pieces
    largest = max(sum(file.stat().st_size for file in piece.folder.iterdir()) for piece in pieces)
    report = code(study, "clinic.yaml")
    assert len(pieces) >= 4
    assert report.codes.rows > 0
    assert resident(tmp_path / ".qualcode/index") < largest
