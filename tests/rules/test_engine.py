"""The engine at its edges."""

from oracle.codings import code_turns
from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.rules.kinds.near import Near
from rules.engine_codings import codings

EXACT = (Term("guru", level="exact"),)
GURU = Codebook("one", (Code("teacher", rules=(Rule("guru", "any", (EXACT,)),)),))


def test_a_codebook_without_rules_finds_nothing():
    assert codings(Codebook("none", (Code("teacher"),)), ["Guru kurang."]) == []


def test_no_turns_have_no_codings():
    assert codings(GURU, []) == []


def test_turns_without_words_have_no_codings():
    assert codings(GURU, ["", "...", "[guru]", ""]) == []


def test_only_turns_in_scope_are_coded():
    assert [found.turn for found in codings(GURU, ["guru", "guru"], coded=[False, True])] == [1]


def test_offsets_are_code_points_of_the_turn():
    texts = ["𐐀 é", "😀 é guru"]
    assert [(one.turn, one.start, one.end) for one in codings(GURU, texts)] == [(1, 4, 8)]


def test_a_rule_finds_what_it_found_alone():
    other = Code("pupil", rules=(Rule("murid", "any", ((Term("murid", level="exact"),),)),))
    both = Codebook("two", (*GURU.codes, other))
    texts = ["Guru, murid. Murid guru?"]
    assert [one for one in codings(both, texts) if one.code == "teacher"] == codings(GURU, texts)


def test_a_long_turn_is_coded_as_the_oracle_does():
    rule = Rule("near", "near", (EXACT, (Term("kurang", level="exact"),)), own=Near(within=4))
    codebook = Codebook("long", (Code("teacher", rules=(rule,)),))
    text = " ".join(["guru ada kurang"[at % 9 :] + "," * (at % 3) for at in range(60)])
    assert codings(codebook, [text]) == code_turns(codebook, [text]) != []
