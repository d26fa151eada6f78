"""The corpus of practice turns loads, says that it is invented, and its test set shares nothing with the rest."""

import pytest

pytest.importorskip("benchmarks.practice", reason="benchmarks are not part of this copy")

from benchmarks.practice import CORPUS, TEST, answers

from qualcode.store.config import load_corpus
from qualcode.store.hashing import sha256_bytes
from qualcode.store.jsonl import parse_transcript
from qualcode.store.layout import StudyLayout
from qualcode.store.people import read_coder, read_codings

if not CORPUS.is_dir():
    pytest.skip("the corpora are not part of this copy", allow_module_level=True)

LAYOUT = StudyLayout(CORPUS.parents[1])
TAUGHT, UNSEEN = answers(), answers(test=True)


def test_the_corpus_says_that_it_is_invented():
    corpus, findings = load_corpus(LAYOUT, "practice")
    assert corpus is not None
    assert (corpus.synthetic, corpus.licence, findings) == (True, "CC-BY-4.0", ())


def test_the_coder_is_a_model():
    coder, findings = read_coder(LAYOUT, "practice", "author")
    assert coder is not None
    assert (coder.kind, findings) == ("model", ())
    assert "No trained person" in coder.method


def test_splits_are_the_sets_that_the_learner_takes():
    corpus, _ = load_corpus(LAYOUT, "practice")
    assert corpus is not None
    assert set(corpus.attributes) == {path.stem for path in (CORPUS / "transcripts").iterdir()}
    for name, its in corpus.attributes.items():
        assert name == f"{its['style']}-{its['set']}"
        assert its["split"] == ("test" if its["set"] in TEST else "development")


def test_test_and_development_share_no_interview_and_no_words():
    assert (len(TAUGHT), len(UNSEEN)) == (16300, 1520)
    assert {answer.interview for answer in TAUGHT}.isdisjoint(answer.interview for answer in UNSEEN)
    assert {answer.text for answer in TAUGHT}.isdisjoint(answer.text for answer in UNSEEN)


def test_transcripts_are_made_from_the_sources_beside_them():
    for path in sorted((CORPUS / "transcripts").iterdir()):
        transcript = parse_transcript(path.read_bytes(), path.name)
        source = (CORPUS / "sources" / f"{path.stem}.csv").read_bytes()
        assert transcript.header.sha256 == sha256_bytes(source), path.name


def test_codings_stand_on_whole_turns():
    codings, findings = read_codings(LAYOUT, "practice", "author")
    texts = {}
    for path in (CORPUS / "transcripts").iterdir():
        texts |= {(path.stem, turn.turn): turn.text for turn in parse_transcript(path.read_bytes(), path.name).turns}
    assert not findings
    assert all(coding.quote == texts[coding.transcript, coding.turn] for coding in codings)
