import re
from dataclasses import replace

import pytest

from export.sample_facts import FACTS
from qualcode.export.checklists import BLANK, CHECKLISTS, checklist_page
from qualcode.export.facts import CoderFacts, PeopleFacts, SetAsideFacts
from qualcode.export.methods import methods
from qualcode.languages.catalogue import written_languages
from qualcode.model.coding import Agreed

LANGUAGES = written_languages()


def page(lang="en", facts=FACTS) -> str:
    return methods(facts, lang).decode()


def section(heading: str, lang="en", facts=FACTS) -> str:
    return page(lang, facts).split(f"## {heading}\n\n")[1].split("\n\n## ")[0]


@pytest.mark.parametrize(("kind", "said"), [("person", "Two people coded"), ("model", "Two models, no people, coded")])
def test_who_agreed_is_said(kind, said):
    layer = Agreed(("ani", "budi"), 3, {"cici": 2}, 0)
    assert section("Coding", facts=coded(coder="agreed", kind=kind, layer=layer)).startswith(said)


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


CODERS = [CoderFacts("ani", "person", 36, "2024-01-03", "2024-02-01"), CoderFacts("budi", "person", 1, "", "")]
PEOPLE = PeopleFacts(("ani", "budi"), "turn", 40, 3, 0.71, 0.6, 0.8, 0.7, 0.9, False)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["rules", "person", "model"])
def test_no_command_stands_in_a_paragraph_of_a_thesis(lang, kind):
    for facts in (FACTS, replace(FACTS, coders=CODERS, people=PEOPLE), replace(FACTS, checks=(), unread=("ani",))):
        text = page(lang, replace(facts, coding=replace(facts.coding, kind=kind)))
        assert re.findall(r"`(?:qualcode )?(?:evaluate|export|sample|check|code|--\w+)\b", text) == []


def test_who_coded_is_counted_with_their_dates():
    said = section("Coding", facts=replace(FACTS, coders=CODERS))
    each = "`ani` (a person, 36 codings, 2024-01-03 to 2024-02-01) and `budi` (a person, 1 coding)"
    assert f"The study keeps the codings of 2 coders: {each}." in said


def test_people_who_coded_the_same_are_compared():
    said = section("Validation", facts=replace(FACTS, people=PEOPLE))
    assert "`ani` and `budi` were compared on 40 turns that two of them or more looked at, with 3 codes." in said
    assert "Krippendorff's alpha is 0.71 (95\u00a0% interval 0.60 to 0.80), Cohen's kappa 0.70" in said
    assert "kappa Cohen 0,70" in section("Validasi", "id", facts=replace(FACTS, people=PEOPLE))
    alone = coded(kind="person", coder="ani")
    assert "No two people coded the same units" in section("Validation", facts=alone)
    assert "0.71" in section("Validation", facts=replace(alone, people=PEOPLE))


@pytest.mark.parametrize(("current", "said"), [(True, "as it is now"), (False, "an earlier codebook (version 0.9)")])
def test_the_test_stands_beside_the_development(current, said):
    test = SetAsideFacts("2024-03-01", "ani", 0.62, "0.9", current, 2)
    text = section("Validation", facts=replace(FACTS, test=test))
    assert "Precision is 0.80" in text
    assert f"{said}, F1 against `ani` was 0.62 (mean of the codes, 2024-03-01)" in text
    assert "looked at 2 times in all" in text


def test_codings_that_do_not_count_have_their_own_reason():
    assert "Not counted either are 2 codings in turns of interviewers and 1 coding in turns of speakers of unknown" in (
        section("Exclusions")
    )
    assert "pewawancara" in page("id").split("Juga tidak dihitung")[1]
    nothing = replace(FACTS, coding=replace(FACTS.coding, left_out={"interviewer": 0}))
    assert "either" not in section("Exclusions", facts=nothing)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("name", "items"), [("coreq", 32), ("srqr", 21)])
def test_a_checklist_has_every_item_with_a_blank_and_its_source(lang, name, items):
    text = checklist_page(name, replace(FACTS, coders=CODERS, people=PEOPLE), lang)
    assert text.count("\n## ") == text.count(BLANK) == items
    numbers = [number for number, _, _ in CHECKLISTS[name].items]
    assert [re.sub(r"\D", "", number) for number in numbers] == [str(at + 1) for at in range(items)]
    assert CHECKLISTS[name].source in text
    assert "N = 9" in text
    assert CHECKLISTS[name].known.keys() <= set(numbers)
