"""What the learner of evidence rules takes for a term, and what it makes of it."""

import pytest

pytest.importorskip("benchmarks.learner", reason="benchmarks are not part of this copy")

from benchmarks.learner import candidates, learn
from benchmarks.points import found, given, learnt_codes, shown, with_points
from benchmarks.practice import Answer

CODE = "infrastructure"
BOOK = {
    "format": 1, "codebook": "small", "version": "1.0.0", "languages": ["en"], "lexicons": {"own": ["pylon"]},
    "codes": [{
        "code": CODE, "label": {"en": "Infrastructure"}, "definition": {"en": "Missing networks."},
        "rules": [{"rule": "named", "any": "@own"}, {"rule": "evidence-infrastructure", "any": "old words"}],
    }],
}  # fmt: skip


def said(*texts, sets="ab", interviews=3, codes=()):
    """Every text once in each interview of each set."""
    return [
        Answer(letter, "narrative", f"{letter}{number}", text, frozenset(codes))
        for letter in sets
        for number in range(interviews)
        for text in texts
    ]


STORIES = [
    *said("we climbed the tower to send it", "he climbed up with the phone", interviews=9, codes=[CODE]),
    *said("the tower is green", "we sang to send him home", "green is what the phone is", interviews=9),
]


def test_terms_are_words_and_pairs_of_neighbours():
    terms = candidates(said("the tower fell"))
    assert list(terms) == ["fell", "the", "the tower", "tower", "tower fell"]


@pytest.mark.parametrize(("sets", "interviews"), [("ab", 2), ("a", 9)])
def test_what_few_interviews_or_one_set_use_is_no_term(sets, interviews):
    assert not candidates(said("the tower fell", sets=sets, interviews=interviews))


def test_forms_of_a_word_are_one_term():
    answers = said("jaringannya putus", "jaringannya hilang", "jaringan mati")
    words = {term: held for term, held in candidates(answers).items() if "jaringan" in term and " " not in term}
    assert words == {"jaringan": frozenset(range(len(answers)))}


def test_names_numbers_and_pairs_of_function_words_are_no_terms():
    assert {"rina", "12", "of the", "the rina"}.isdisjoint(candidates(said("we met Rina, one of the 12 clerks")))


def test_points_follow_the_codes():
    (learnt,) = learn(STORIES, [CODE])
    assert learnt.points["climbed"] > 0 > learnt.points["green"]
    turned = [Answer(a.set, a.style, a.interview, a.text, frozenset({CODE}) - a.codes) for a in STORIES]
    (other,) = learn(turned, [CODE])
    assert other.points.get("climbed", 0) <= 0 <= other.points.get("green", 0)


def test_learning_twice_gives_the_same_points():
    assert learn(STORIES, [CODE]) == learn(STORIES, [CODE])


def test_the_engine_adds_the_points_as_they_were_learnt():
    learnt = learn(STORIES, [CODE])
    sums = [sum(learnt[0].points.get(term, 0) for term in _terms(answer)) for answer in STORIES]
    made = found(with_points(BOOK, learnt), [CODE], STORIES)
    assert made[:, 0].tolist() == [total >= learnt[0].least for total in sums]
    assert made.any()
    assert not (made & ~given([CODE], STORIES)).any()


def _terms(answer):
    return {term for term, held in candidates(STORIES).items() if STORIES.index(answer) in held}


def test_points_replace_evidence_rules_and_nothing_else():
    assert learnt_codes(BOOK) == [CODE]
    assert [rule["rule"] for rule in with_points(BOOK, ())["codes"][0]["rules"]] == ["named"]
    rules = with_points(BOOK, learn(STORIES, [CODE]))["codes"][0]["rules"]
    assert [rule["rule"] for rule in rules] == ["named", "evidence-infrastructure"]
    assert "points" in rules[1]


def test_lexicons_say_what_their_words_are_worth():
    (learnt,) = learn(STORIES, [CODE])
    for name, terms in shown([learnt])["lexicons"].items():
        points = int(name.rpartition("_")[2]) * (-1 if "_against_" in name else 1)
        assert {learnt.points[term] for term in terms} == {points}
