"""The codebook language in a study: answers, roles, included files, and searches that are given up."""

import pytest

from qualcode.rules.terms import regex
from study import Folder

TXT = """\
Pewawancara: Ada kendala jaringan?
Informan: Sering, Bu.
Pewawancara: Hmm.
Informan: Ya, begitulah jaringan.
Pewawancara: Jaringan bermasalah?
Informan: Nggak ada.
"""
BOOK = """\
format: 1
codebook: book
include: words.yaml
codes:
- code: network
  kind: barrier
  label: {id: Jaringan, en: Network}
  rules:
"""
ASKED = BOOK + "  - any: ['@net']\n    context: question\n"
WORDS = "format: 1\nlexicons: {net: [jaringan]}\n"


@pytest.fixture
def study(tmp_path):
    folder = Folder(tmp_path)
    folder.write("interviews/a.txt", TXT)
    folder.write("words.yaml", WORDS)
    folder.write("book.yaml", ASKED)
    folder.done("ingest", "interviews")
    return folder


def found(study):
    study.done("code", "--codebook", "book.yaml")
    study.done("export", "segments", "-o", "segments.csv")
    return [(row["quote"], row["assertion"]) for row in study.rows("segments.csv")]


def test_an_answer_is_coded_and_speech_that_resumes_answers_nothing(study):
    assert found(study) == [("Sering, Bu.", "affirmed"), ("Nggak ada.", "negated")]


def test_a_change_in_an_included_file_codes_again(study):
    found(study)
    study.write("words.yaml", WORDS.replace("jaringan", "sinyal"))
    assert found(study) == []


def test_a_missing_file_is_told_at_its_place(study):
    (study.path / "words.yaml").unlink()
    ended = study.run("code", "--codebook", "book.yaml")
    assert (ended.code, "book.yaml:3:10" in ended.err) == (2, True)


def test_interviewers_are_looked_at_when_a_rule_says_so_and_never_counted(study):
    study.write("book.yaml", BOOK + "  - {any: ['@net'], roles: [interviewer], question: count}\n")
    assert "Found 2 codings" in study.done("code", "--codebook", "book.yaml").err
    study.done("export", "barriers", "-o", "barriers.csv")
    assert study.rows("barriers.csv")[0]["mentions"] == "0"


def test_a_search_that_is_given_up_is_told_again_while_its_codings_are_kept(study, monkeypatch):
    monkeypatch.setattr(regex, "REGEX_SECONDS", 0.05)
    study.write("interviews/a.txt", "Informan: " + "kata " * 40 + "\n")
    study.write("book.yaml", BOOK.replace("include: words.yaml\n", "") + "  - any: [{regex: '(\\w|\\s|kata)+\\d'}]\n")
    study.done("ingest", "interviews")
    said = [study.done("code", "--codebook", "book.yaml", "--json").codes() for _ in range(2)]
    assert said == [["slow-regex"], ["slow-regex"]]
    assert study.run("code", "--codebook", "book.yaml", "--strict").code == 1
