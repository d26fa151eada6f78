"""Suggestions: what separates a code's turns from the rest, is not caught yet, and may be looked at."""

import json
import shutil

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
TEXTS = {
    name: "Pewawancara: Apa antrean?\n" + "".join(f"Informan: {said}\nPewawancara: Lalu?\n" for said in turns)
    for name, turns in (("a.txt", [*ABOUT[:2], *OTHER[:3]]), ("b.txt", [*ABOUT[2:], *OTHER[3:]]))
}
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
    folder = coded(tmp_path_factory.mktemp("suggest"), TEXTS)
    folder.write("queues.yaml", CODEBOOK)
    return folder


def keep(folder, transcript, texts, coder="siti"):
    """A person's codings of all turns that say one of the texts."""
    turns = [(at, text) for at, (_, text) in enumerate(folder.turns(transcript), 1) if text in texts]
    lines = [{"turn": at, "code": "queue", "start": 0, "end": len(text), "quote": text} for at, text in turns]
    name = f"corpora/default/coding/{coder}/{transcript}.jsonl"
    return folder.write(name, "".join(f"{json.dumps(line)}\n" for line in lines))


@pytest.fixture
def people(folder):
    """The same with a person who coded every turn about queues, and read all."""
    folder.write("corpora/default/coding/siti/coder.yaml", "format: 1\nread_whole: true\n")
    keep(folder, "a", ABOUT)
    keep(folder, "b", ABOUT)
    yield folder
    shutil.rmtree(folder.path / "corpora/default/coding/siti")


def suggested(folder, code, *arguments):
    return suggest(open_study(folder.path), code, *arguments, codebook_file=str(folder.path / "queues.yaml"))


def test_a_persons_codings_choose_the_turns(people):
    report = suggested(people, "queue")
    assert (report.source, report.inside, report.respondents, report.outside) == ("coder siti", 4, 2, 6)
    assert report.looked_at
    (found,) = report.suggestions
    assert (found.term, found.inside, found.respondents, found.outside) == ("antrean", 4, 2, 0)
    assert found.g2 > 3.84
    assert found.log_ratio > 2
    assert found.segments == ("a:2:1", "a:4:1", "b:2:1", "b:4:1")


def test_what_one_respondent_says_is_no_suggestion(people):
    (people.path / "corpora/default/coding/siti/b.jsonl").unlink()
    report = suggested(people, "queue")
    assert (report.inside, report.respondents, report.suggestions) == (2, 1, ())
    assert "No word that two respondents say stands out in the 2 turns of 1 respondent" in said(people)


def test_a_turn_counts_once_however_often_it_says_a_word(tmp_path):
    mine = {
        "a.txt": ["Antrean. Antrean! Antrean panjang.", "Cuaca cerah.", "Makan siang."],
        "b.txt": ["Ada antrean.", "Jalan ke pasar.", "Hujan turun di sawah."],
    }
    texts = {name: "".join(f"Pewawancara: Lalu?\nInforman: {each}\n" for each in own) for name, own in mine.items()}
    folder = coded(tmp_path, texts)
    folder.write("queues.yaml", CODEBOOK)
    folder.write("corpora/default/coding/siti/coder.yaml", "format: 1\nread_whole: true\n")
    keep(folder, "a", ["Antrean. Antrean! Antrean panjang."])
    keep(folder, "b", ["Ada antrean."])
    (found, *_) = suggested(folder, "queue").suggestions
    assert (found.term, found.inside, found.respondents) == ("antrean", 2, 2)


def test_where_it_is_not_known_what_was_read_the_others_may_have_the_code(people):
    (people.path / "corpora/default/coding/siti/coder.yaml").unlink()
    report = suggested(people, "queue")
    assert (report.outside, report.looked_at) == (6, False)
    assert "of which some may have it, too" in said(people)


def said(folder):
    ended = folder.done("suggest", "queue", "-b", "queues.yaml")
    return ended.out + ended.err


def test_what_rules_catch_already_is_not_suggested_in_any_form(people):
    assert not any("loket" in each.term for each in suggested(people, "queue").suggestions)


def test_without_people_rules_choose(folder):
    report = suggested(folder, "queue")
    assert (report.source, report.inside) == ("rules", 3)


def test_without_rules_the_examples_choose(folder):
    report = suggested(folder, "bare")
    assert (report.source, report.inside) == ("examples", 4)


def test_transcripts_set_aside_for_testing_are_not_looked_at(people):
    people.write(
        "corpora/default/corpus.yaml",
        "format: 1\ntranscripts:\n  a: {attributes: {split: test}}\n  b: {attributes: {split: test}}\n",
    )
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
