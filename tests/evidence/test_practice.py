"""The practice turns as a study: it says that they are invented, and its test set shares nothing with the rest."""

import pytest

pytest.importorskip("benchmarks.practice", reason="benchmarks are not part of this copy")

from benchmarks.practice import TEST, USES, answers, write_study

from qualcode.store.config import load_corpus
from qualcode.store.jsonl import parse_transcript
from qualcode.store.layout import StudyLayout
from qualcode.store.people import read_coder, read_codings

TAUGHT, UNSEEN = answers(), answers(test=True)


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    """The turns as a study."""
    folder = tmp_path_factory.mktemp("practice") / "study"
    write_study(folder)
    return StudyLayout(folder)


@pytest.fixture(scope="module")
def transcripts(layout):
    """Name of each transcript and what is in it."""
    files = sorted(layout.transcripts("practice").iterdir())
    return {path.stem: parse_transcript(path.read_bytes(), path.name) for path in files}


def test_the_corpus_says_that_it_is_invented(layout):
    corpus, findings = load_corpus(layout, "practice")
    assert corpus is not None
    assert (corpus.synthetic, corpus.licence, corpus.consent, findings) == (True, "CC-BY-4.0", "sharing", ())


def test_the_coder_is_a_model(layout):
    coder, findings = read_coder(layout, "practice", "author")
    assert coder is not None
    assert (coder.kind, coder.read_whole, findings) == ("model", True, ())
    assert "No trained person" in coder.method


def test_splits_are_the_sets_that_the_learner_takes(layout, transcripts):
    corpus, _ = load_corpus(layout, "practice")
    assert corpus is not None
    assert set(corpus.attributes) == set(transcripts)
    for name, its in corpus.attributes.items():
        assert name == f"{its['style']}-{its['set']}"
        assert its["split"] == ("test" if its["set"] in TEST else "development")


def test_a_study_knows_that_its_test_sets_were_used(layout):
    assert (layout.corpus("practice") / "coding/test-uses.jsonl").read_bytes() == USES.read_bytes()


def test_test_and_development_share_no_interview_and_no_words():
    assert (len(TAUGHT), len(UNSEEN)) == (16300, 2120)
    assert {answer.interview for answer in TAUGHT}.isdisjoint(answer.interview for answer in UNSEEN)
    assert {answer.text for answer in TAUGHT}.isdisjoint(answer.text for answer in UNSEEN)


def test_transcripts_hold_every_answer_in_its_order(transcripts):
    for name, transcript in transcripts.items():
        own = [each for each in (*TAUGHT, *UNSEEN) if name == f"{each.style}-{each.set}"]
        said = [(turn.speaker, turn.text, turn.attributes["written_language"]) for turn in transcript.turns]
        assert said == [(each.interview, each.text, each.language) for each in own], name


def test_codings_stand_on_whole_turns(layout, transcripts):
    codings, findings = read_codings(layout, "practice", "author")
    texts = {(name, turn.turn): turn.text for name, its in transcripts.items() for turn in its.turns}
    assert not findings
    assert all(coding.quote == texts[coding.transcript, coding.turn] for coding in codings)
    assert len(codings) == sum(len(answer.codes) for answer in (*TAUGHT, *UNSEEN))
