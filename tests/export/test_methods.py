import re
from dataclasses import replace

import pytest

from export.sample_facts import FACTS
from qualcode.export.methods import methods
from qualcode.languages.catalogue import written_languages

LANGUAGES = written_languages()


def page(lang="en", facts=FACTS) -> str:
    return methods(facts, lang).decode()


def section(heading: str, lang="en", facts=FACTS) -> str:
    return page(lang, facts).split(f"## {heading}\n\n")[1].split("\n\n## ")[0]


def coded(**others):
    return replace(FACTS, coding=replace(FACTS.coding, **others))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_is_said(lang):
    text = page(lang).replace("12.345", "12,345").replace("0,80", "0.80").replace("0,50", "0.50")
    for fact in ("N = 9", "12,345", "40", "1.0.0", "ab" * 32, "0.80", "0.50", "41", "reader-1", "0.1.0"):
        assert fact in text


def test_both_languages_say_the_same():
    # 75.0 and 12.345 are written 75,0 and 12,345 in the other language
    numbers = [sorted(re.sub("[.,]", "", each) for each in re.findall(r"\d[\d.,]*", page(lang))) for lang in LANGUAGES]
    assert numbers[0] == numbers[1]
    assert [page(lang).count("\n## ") for lang in LANGUAGES] == [7, 7]


@pytest.mark.parametrize(("questions", "said"), [(1, "1 rule codes yes-or-no"), (2, "2 rules code yes-or-no")])
def test_one_rule_codes_and_two_rules_code(questions, said):
    text = page(facts=replace(FACTS, book=replace(FACTS.book, questions=questions)))
    assert said in text
    assert "2 require one of several terms and 1 requires one term" in text


def test_indonesian_has_the_words_of_the_field():
    for word in ("informan", "Pengodean", "pengode ", "hambatan", "Buku kode"):
        assert word in page("id")


def test_invented_interviews_are_said_to_be_so():
    real = replace(FACTS, material=replace(FACTS.material, synthetic=False))
    assert "invented (synthetic)" in section("Material")
    assert "invented" not in section("Material", facts=real)
    assert "rekaan (sintetis)" in section("Data", "id")


def test_figures_are_said_to_be_optimistic_where_they_are():
    assert "optimistic; transcripts set aside for testing are not part of them" in section("Validation")
    (check,) = FACTS.checks
    unknown = replace(FACTS, checks=[replace(check, tuned=False)])
    assert "does not record whether" in section("Validation", facts=unknown)


def test_without_figures_it_says_so():
    assert section("Validation", facts=replace(FACTS, checks=())).startswith("The rules have not been validated")
    aside = replace(FACTS, checks=(), kept_aside=True)
    assert "set aside for testing" in section("Validation", facts=aside)
    undefined = replace(FACTS, checks=[replace(FACTS.checks[0], precision=None)])
    assert "Precision is not defined" in section("Validation", facts=undefined)


@pytest.mark.parametrize(("kind", "said"), [("person", "made by a person (`ani`)"), ("model", "not by a person")])
def test_who_coded_is_said_and_how(kind, said):
    assert said in section("Coding", facts=coded(coder="ani", kind=kind))
    assert "does not record how" in section("Coding", facts=coded(coder="ani", kind=kind))
    assert "“Read twice.”" in section("Coding", facts=coded(coder="ani", kind=kind, method="Read twice."))


def test_rules_are_described_only_where_they_coded():
    assert "3 rules" in section("Codebook")
    assert "rules" not in section("Codebook", facts=coded(coder="ani", kind="person"))


def test_what_is_not_counted_is_said():
    said = section("Exclusions")
    assert said.startswith("Not counted are 41 turns of interviewers, 1 turn of other roles and 2 turns of speakers")
    assert "3 turns of participants who cannot be told apart are counted" in said
    nobody = replace(FACTS.material, others={}, voices=0)
    assert section("Exclusions", facts=replace(FACTS, material=nobody)).startswith("Every turn is a participant's")


@pytest.mark.parametrize(("lang", "said"), [("en", "2 files that it includes"), ("id", "2 berkas yang disertakannya")])
def test_a_hash_of_several_files_says_so(lang, said):
    alone, together = (page(lang, replace(FACTS, book=replace(FACTS.book, included=n))) for n in (0, 2))
    assert said not in alone
    assert said in together
    assert FACTS.book.sha256 in together
