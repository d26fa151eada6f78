"""Terms that are looked for in running text: given up in time, told once, and looked for only where they matter."""

import json
import time
from dataclasses import replace

import numpy as np
import pytest

from qualcode.index.build import build_shard
from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.rules.engine import code_shard
from qualcode.rules.kinds.near import Near
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import Searches, compile_codebook, whole_scope
from qualcode.rules.terms import pattern, regex

BOMB = Term(r"(\w|\s|kata)+\d", "exact", line=7, column=3, kind="regex", file="book.yaml")
GURU = Term("guru", "exact")


def found(rule, texts, **settings):
    program = compile_codebook(Codebook("one", (Code("a", rules=(rule,)),), **settings))
    shard = build_shard(texts)
    coded = code_shard(program, shard, Lookup(shard.keys), whole_scope(shard))
    return program.searches, list(zip(coded.turn.tolist(), coded.start.tolist(), coded.end.tolist(), strict=True))


def test_an_expression_that_takes_too_long_is_given_up_and_told_with_its_rule(monkeypatch):
    monkeypatch.setattr(regex, "REGEX_SECONDS", 0.05)
    began = time.monotonic()
    searches, codings = found(Rule("bomb", "any", ((BOMB, GURU),)), ["guru " + "kata " * 40 + "!"] * 50)
    assert time.monotonic() - began < 30  # without a limit it would not end in our lives
    (finding,) = searches.findings.values()
    assert (finding.code, finding.level, finding.place) == ("slow-regex", "warning", "book.yaml:7:3")
    assert "`bomb`" in finding.message
    assert "kata" not in str(finding)
    assert codings == [(turn, 0, 4) for turn in range(50)]


def test_what_was_given_up_finds_nothing_later(monkeypatch):
    searches, _ = found(Rule("x", "any", ((replace(BOMB, text="a"),),)), [])
    searches.findings[0] = "given up"
    shard = build_shard(["a"])
    assert len(searches.find(shard, 0, np.array([0]))[0]) == 0


def test_a_rule_looks_only_where_its_other_lists_match(monkeypatch):
    looked = []
    plain = Searches.find
    monkeypatch.setattr(
        Searches, "find", lambda own, shard, number, at: looked.append(at.tolist()) or plain(own, shard, number, at)
    )
    rule = Rule("near", "near", ((GURU,), (Term("kur.ng", "exact", kind="regex"),)), own=Near())
    assert found(rule, ["Murid kurang.", "Guru kurang.", "Bidan."])[1] == [(1, 0, 11)]
    assert looked == [[1]]


def test_a_missing_pipeline_is_told_with_what_to_install():
    noun = Term(json.dumps([{"POS": "NOUN"}]), "exact", "en", kind="pattern")
    searches, codings = found(Rule("noun", "any", ((noun,),)), ["A house."], pipelines={"en": "no_such_pipeline"})
    (finding,) = searches.findings.values()
    assert (finding.code, codings) == ("missing-pipeline", [])
    assert "spacy download no_such_pipeline" in finding.hint


def test_a_pattern_uses_the_pipeline_that_is_named(tmp_path):
    import spacy

    made = spacy.blank("en")
    ruler = made.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "house"}]], {"POS": "NOUN"})
    made.to_disk(tmp_path)
    noun = Term(json.dumps([{"POS": "NOUN"}]), "exact", "en", kind="pattern")
    assert found(Rule("noun", "any", ((noun,),)), ["A house."], pipelines={"en": str(tmp_path)})[1] == [(0, 2, 7)]


@pytest.mark.parametrize("text", ['[{"LENGTH": {">=": "x"}}]', '[{"LOWER": {"REGEX": "("}}]'])
def test_a_pattern_that_spacy_refuses_is_told(text):
    searches, codings = found(Rule("bad", "any", ((Term(text, "exact", kind="pattern"),),)), ["A house."])
    assert ([finding.code for finding in searches.findings.values()], codings) == (["bad-pattern"], [])


BOMBS = {
    "repeats": [*[{"OP": "*"}] * 4, {"LOWER": "never"}],
    "expression": [{"TEXT": {"REGEX": "^(a+)+$"}}],
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_token_pattern_that_takes_too_long_is_given_up_and_the_next_one_works(monkeypatch, bomb):
    monkeypatch.setattr(pattern, "PATTERN_SECONDS", 0.5)
    slow = Term(json.dumps(BOMBS[bomb]), "exact", line=7, column=3, kind="pattern", file="book.yaml")
    quick = Term(json.dumps([{"LOWER": "guru"}]), "exact", kind="pattern")
    text = "guru " + "a" * 40 + "b " + "kata " * 600
    searches, codings = found(Rule("bomb", "any", ((slow, quick),)), [text])
    assert [finding.code for finding in searches.findings.values()] == ["slow-pattern"]
    assert "kata" not in str(searches.findings)
    assert codings == [(0, 0, 4)]


@pytest.mark.slow
def test_a_token_pattern_that_takes_all_memory_is_given_up(monkeypatch):
    monkeypatch.setattr(pattern, "PATTERN_SECONDS", 60.0)
    monkeypatch.setattr(pattern, "PATTERN_BYTES", 300 << 20)
    slow = Term(json.dumps([{"OP": "+"}]), "exact", kind="pattern")
    searches, _ = found(Rule("bomb", "any", ((slow,),)), ["kata " * 4000])
    assert [finding.code for finding in searches.findings.values()] == ["slow-pattern"]
