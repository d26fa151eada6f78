"""Suggestions: what separates a code's segments from the rest, is not caught yet, and may be looked at."""

import json

import pytest

from qualcode.api.suggest import suggest
from qualcode.model.finding import StudyError
from qualcode.store.study import open_study
from study import Folder, coded

ABOUT = [
    "Antrean panjang di loket.",
    "Loketnya ramai, antrean lagi.",
    "Antrean di loket sampai sore.",
    "Kami tunggu antrean.",
]
OTHER = [
    "Cuaca cerah sekali.",
    "Makan siang di kantor.",
    "Bu Sinta pulang.",
    "Jalan ke pasar.",
    "Sawah hijau.",
    "Hujan turun.",
]
TEXT = "Pewawancara: Apa antrean?\n" + "".join(f"Informan: {said}\nPewawancara: Lalu?\n" for said in [*ABOUT, *OTHER])
CODEBOOK = """\
format: 1
codebook: queues
codes:
  - code: queue
    rules:
      - {rule: counter, any: [loket]}
    examples: [{text: Antrean panjang., expect: true}]
  - code: bare
    examples: [{text: "Antrean di loket, tunggu.", expect: true}]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Folder:
    folder = coded(tmp_path_factory.mktemp("suggest"), {"a.txt": TEXT})
    folder.write("queues.yaml", CODEBOOK)
    return folder


@pytest.fixture
def people(folder):
    """The same with a person who coded every segment about queues."""
    turns = [(at, text) for at, (_, text) in enumerate(folder.turns("a"), 1) if text in ABOUT]
    lines = [{"turn": at, "code": "queue", "start": 0, "end": len(text), "quote": text} for at, text in turns]
    path = folder.write("corpora/default/coding/siti/a.jsonl", "".join(f"{json.dumps(line)}\n" for line in lines))
    yield folder
    path.unlink()
    path.parent.rmdir()


def suggested(folder, code, *arguments):
    return suggest(open_study(folder.path), code, *arguments, codebook_file=str(folder.path / "queues.yaml"))


def test_a_persons_codings_choose_the_segments(people):
    report = suggested(people, "queue")
    assert (report.source, report.inside, report.outside) == ("coder siti", 4, 6)
    (found,) = report.suggestions
    assert (found.term, found.inside, found.outside) == ("antrean", 4, 0)
    assert found.g2 > 3.84
    assert found.log_ratio > 2
    assert found.segments == ("a:2:1", "a:4:1", "a:6:1", "a:8:1")


def test_what_rules_catch_already_is_not_suggested_in_any_form(people):
    assert not any("loket" in each.term for each in suggested(people, "queue").suggestions)


def test_without_people_rules_choose(folder):
    report = suggested(folder, "queue")
    assert (report.source, report.inside) == ("rules", 3)


def test_without_rules_the_examples_choose(folder):
    report = suggested(folder, "bare")
    assert (report.source, report.inside) == ("examples", 4)


def test_transcripts_set_aside_for_testing_are_not_looked_at(people):
    people.write("corpora/default/corpus.yaml", "format: 1\ntranscripts:\n  a:\n    attributes: {split: test}\n")
    try:
        with pytest.raises(StudyError, match="no coding"):
            suggested(people, "queue")
    finally:
        (people.path / "corpora/default/corpus.yaml").unlink()


@pytest.mark.parametrize(("arguments", "said"), [(("queu",), "`queue`"), (("queue", "sitti"), "siti|rules")])
def test_a_misspelt_name_is_refused(people, arguments, said):
    with pytest.raises(StudyError, match=said):
        suggested(people, *arguments)


def test_names_numbers_and_words_of_grammar_are_no_suggestions(folder):
    said = ["Menurut Sinta, yang dua belas itu loket juga.", "Kata Sinta dua belas loket yang itu."]
    other = "".join(f"Informan: {text}\n" for text in OTHER)
    mine = coded(folder.path / "names", {"b.txt": other + "".join(f"Informan: {text}\n" for text in said)})
    mine.write("queues.yaml", CODEBOOK)
    assert suggested(mine, "queue").suggestions == ()
