"""An explanation says what the engine does, and why, on any codebook and any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.rules.explain import explain_turn
from qualcode.rules.kinds.near import Near
from qualcode.rules.kinds.requires import Requires
from qualcode.rules.kinds.score import Score
from rules.engine_codings import codings
from rules.speech import EXACT, studies


def rule(kind="any", *lists, within="segment", ordered=False, **settings):
    terms = tuple(tuple(Term(text, level="exact") for text in terms.split("|")) for terms in lists)
    return Rule("r", kind, terms, own=Near(within, ordered) if kind == "near" else None, **settings)


def of(text, *lists, kind="near", question=None, **settings):
    codebook = Codebook("c", (Code("matter", rules=(rule(kind, *lists, **settings),)),))
    return explain_turn(text, codebook, question)


def words(found, explained):
    return [explained.text[slice(*span)] for span in found.matched]


@pytest.mark.slow
@given(studies(EXACT), st.data())
def test_its_codings_are_the_engines(study, data):
    codebook, texts, how, _, asked, roles, _ = study
    turn = data.draw(st.integers(0, len(texts) - 1))
    question = texts[asked[turn]] if asked[turn] >= 0 else None
    explained = explain_turn(texts[turn], codebook, question, how, roles[turn] if roles else "participant")
    engine = [each for each in codings(codebook, texts, how, asked=asked, roles=roles) if each.turn == turn]
    assert [_record(each) for each in explained.codings] == [_record(each) for each in engine]


def _record(coding):
    rules = tuple(sorted(coding.rules))
    return coding.code, coding.start, coding.end, coding.assertion, rules, coding.matched, coding.prompted


@pytest.mark.slow
@given(studies(EXACT))
def test_what_rules_find_alone_makes_up_the_codings(study):
    codebook, texts, how, *_ = study
    explained = explain_turn(texts[0], codebook, how=how)
    for coding in explained.codings:
        parts = [
            each
            for each in explained.fired
            if (each.code, each.assertion, each.segment) == (coding.code, coding.assertion, coding.segment)
            and coding.start <= each.start
            and each.end <= coding.end
        ]
        assert {each.rule for each in parts} == set(coding.rules)
        assert (min(each.start for each in parts), max(each.end for each in parts)) == (coding.start, coding.end)
    assert {each.rule for each in explained.fired} == {name for coding in explained.codings for name in coding.rules}


@pytest.mark.slow
@given(studies(EXACT))
def test_a_fired_passage_is_its_slice_and_has_a_cause_unless_affirmed(study):
    codebook, texts, how, *_ = study
    for each in explain_turn(texts[0], codebook, how=how).fired:
        assert each.quote == texts[0][each.start : each.end]
        assert bool(each.causes) == (each.assertion != "affirmed")
        assert all(cause.text == texts[0][cause.start : cause.end] for cause in each.causes)


@pytest.mark.slow
@given(studies(EXACT))
def test_words_and_segments_lie_in_the_turn(study):
    codebook, texts, how, *_ = study
    explained = explain_turn(texts[0], codebook, how=how)
    assert "".join(texts[0][each.start : each.end] for each in explained.segments) == texts[0]
    for token in explained.tokens:
        segment = explained.segments[token.segment - 1]
        assert token.text == texts[0][token.start : token.end]
        assert segment.start <= token.start < token.end <= segment.end


@pytest.mark.parametrize(
    ("text", "assertion", "causes"),
    [
        ("Sinyal kurang.", "affirmed", []),
        ("Tidak kurang.", "negated", ["Tidak"]),
        ("Tidak kok, tidak kurang.", "negated", ["tidak"]),
        ("Kalau kurang, ya sudah.", "hypothetical", ["Kalau"]),
        ("Apa kurang, andai kurang?", "question", ["?"]),
        ("Kurang nggak sih ini.", "question", ["nggak sih"]),
        ("Kurang tidak ada.", "negated", ["tidak"]),
        ("It was kurang until they came.", "resolved", ["until"]),
        ("The kurang of which they spoke is gone.", "resolved", ["is gone"]),  # right before *gone* it would deny that
        ("If there was another. Kurang, we leave.", "hypothetical", ["If"]),
        ("Dulu kurang, sekarang sudah teratasi.", "resolved", ["Dulu", "sudah teratasi"]),
    ],
)
def test_the_cue_is_named(text, assertion, causes):
    fired = of(text, "kurang", kind="any").fired[0]
    assert (fired.assertion, [cause.text for cause in fired.causes]) == (assertion, causes)


def test_a_cue_is_named_though_the_passage_would_be_dropped_without_it():
    fired = of("Sinyal, kalau kurang tidak ya", "kurang", kind="any", hypothetical="drop").fired[0]
    assert (fired.assertion, [cause.text for cause in fired.causes]) == ("question", ["tidak ya"])


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Dulu macet di sana.", "Dulu"),
        ("We got the macet fixed.", "fixed"),
        ("Macet itu reda sendiri.", "reda sendiri"),
        ("Macet itu sudah kami atasi.", "atasi"),
        ("Kami keluar dari macet.", "keluar dari"),
        ("Di sana macet jaman dulu.", "jaman dulu"),
        ("Sering macet sampai akhirnya jalan itu dilebarkan.", "sampai akhirnya"),
        ("The macet was bad. It has been cancelled.", "cancelled"),
    ],
)
def test_what_tells_of_an_end_is_named(text, cause):
    (fired,) = of(text, "macet", kind="any").fired
    assert (fired.assertion, [each.text for each in fired.causes]) == ("resolved", [cause])


def test_two_cues_that_decide_only_together_are_both_named():
    fired = of("Kemarin kurang, sudah beres, sudah teratasi.", "kurang", kind="any").fired[0]
    assert [cause.text for cause in fired.causes] == ["sudah beres", "sudah teratasi"]


def test_a_missing_list_is_named_with_what_did_match():
    explained = of("Sinyalnya ada. Sinyal lemah.", "sinyal", "kurang|minim", within=3)
    (almost,) = explained.almost
    assert (almost.segment, almost.missing, words(almost, explained)) == (2, "list 2", ["Sinyal"])
    assert almost.said == "list 2 is missing: kurang, minim"


def test_a_lexicon_is_named_by_its_name():
    lack = (Term("kurang"), Term("minim"))
    codebook = Codebook(
        "c", (Code("m", rules=(Rule("r", "all", ((Term("sinyal"),), lack)),)),), lexicons={"lack": lack}
    )
    assert explain_turn("Sinyal lemah.", codebook).almost[0].said == "list 2 is missing: @lack"


@pytest.mark.parametrize(
    ("text", "settings", "missing"),
    [
        ("Sinyal di desa kami itu kurang.", {"within": 3}, "within"),
        ("Tidak ada sinyal kurang.", {"negation": "drop"}, "negation"),
    ],
)
def test_a_setting_that_stands_in_the_way_is_named(text, settings, missing):
    explained = of(text, "sinyal", "kurang", **settings)
    assert (explained.fired, [each.missing for each in explained.almost]) == ((), [missing])


def test_in_a_turn_lists_may_stand_in_several_segments():
    explained = of("Sinyal. Jauh. Kurang.", "sinyal", "kurang", "minim", within="turn")
    assert [words(each, explained) for each in explained.almost] == [["Sinyal", "Kurang"]]


def test_a_cancelled_passage_names_what_cancels_it():
    explained = of("Sinyal kurang, tapi sudah bagus.", "sinyal", "kurang", unless=(Term("sudah bagus"), Term("minim")))
    (cancelled,) = explained.cancelled
    assert explained.fired == ()
    assert [term for term, *_ in cancelled.by] == ["sudah bagus"]
    assert explained.text[slice(*cancelled.by[0][1:])] == "sudah bagus"


def test_without_a_codebook_words_are_explained():
    token = explain_turn("Jaringannya [tertawa] lemah.", None).tokens[0]
    assert (token.exact, token.language, "id:jaringan" in token.light) == ("jaringannya", "id", True)


def test_a_score_too_low_by_one_is_said():
    lists = (Term("sinyal", level="exact"),), (Term("putus", level="exact"),)
    scored = Rule("r", "score", lists, own=Score((2, 1), threshold=3))
    explained = explain_turn("Sinyal hilang.", Codebook("c", (Code("matter", rules=(scored,)),)))
    (almost,) = explained.almost
    assert (almost.missing, words(almost, explained)) == ("score", ["Sinyal"])
    assert "threshold is 3" in almost.said
    assert explained.fired == ()


def test_a_passage_without_support_is_said():
    judge = Rule("judge", "score", ((Term("mati"),),), own=Score((1,), threshold=2, context_score=1))
    topic = Rule("topic", "any", ((Term("sinyal kurang"),),))
    book = Codebook("c", (Code("matter", rules=(topic, judge)),))
    bare, borne_out = explain_turn("Sinyal kurang.", book), explain_turn("Sinyal kurang, menara mati.", book)
    (almost,) = (each for each in bare.almost if each.rule == "topic")
    assert (almost.missing, words(almost, bare)) == ("context_score", ["Sinyal kurang"])
    assert "less than 1 in judge" in almost.said
    assert bare.codings == ()
    assert [each.rules for each in borne_out.codings] == [("topic",)]
    assert "context_score" not in {each.missing for each in borne_out.almost}


def test_a_passage_without_a_word_of_the_subject_is_said():
    subject = Rule("subject", "requires", ((Term("kantor"), Term("warga")),), own=Requires(4))
    topic = Rule("topic", "any", ((Term("sinyal kurang"),),))
    book = Codebook("c", (Code("matter", rules=(subject, topic)),))
    bare, near = explain_turn("Sinyal kurang.", book), explain_turn("Warga bilang sinyal kurang.", book)
    (almost,) = (each for each in bare.almost if each.rule == "topic")
    assert (almost.missing, almost.said) == ("requires", "requires: none of its terms is near in subject")
    assert ([each.rules for each in near.codings], near.almost) == ([("topic",)], ())


def test_a_retired_code_explains_nothing():
    codebook = Codebook("c", (Code("matter", rules=(rule("any", "kurang"),), retired=True),))
    explained = explain_turn("Sinyal kurang.", codebook)
    assert (explained.codings, explained.fired, explained.almost) == ((), (), ())


def test_it_names_the_terms_that_fired():
    (fired,) = of("Sinyal hilang di desa kami.", "jaringan|sinyal|listrik", kind="any").fired
    assert fired.terms == ("sinyal",)
    (fired,) = of("Sinyal di desa sering hilang.", "jaringan|sinyal", "putus|hilang", kind="near", within=8).fired
    assert fired.terms == ("sinyal", "hilang")
    assert [cause.text for cause in of("Tidak ada sinyal.", "sinyal", kind="any").fired[0].causes] == ["Tidak"]
