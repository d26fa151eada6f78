"""A plug-in adds a kind of rule or term by one file and one entry point, and everything that names kinds knows it."""

import json
import subprocess

import pytest
from jsonschema import Draft202012Validator

from study import QUALCODE, environment

KINDS = '''
import re
from dataclasses import dataclass, replace

import numpy as np

from qualcode.rules.hits import MatchedParts, RuleHits
from qualcode.rules.kind import RuleKind, TermKind, setting
from qualcode.text.shapes import Number, TextShape


@dataclass(frozen=True)
class Count:
    times: int = setting(Number(), "fewest matches in a turn that are a hit.", needed="add `times: 3`")


class CountKind(RuleKind[Count]):
    """Words that a speaker comes back to."""

    name = "count"
    lists = "one"
    says = "Terms of which a turn must hold several."
    sentence = "several matches of one list in a turn"
    own = Count

    def area(self, own):
        return "turn"

    def find(self, shard, compiled, lists):
        by_place = np.argsort(lists[0][0], kind="stable")
        first, last = (column[by_place] for column in lists[0])
        turns, starts, sizes = np.unique(shard.turns_of(first), return_index=True, return_counts=True)
        edges = np.append(starts, len(first))
        ends = edges[1:] - 1
        parts = MatchedParts(edges, first, last)
        hits = RuleHits(first[starts], last[ends], np.zeros(len(turns), np.int8), parts)
        return hits.keep(sizes >= compiled.own.times)

    def relaxed(self, own):
        yield "times", replace(own, times=own.times - 1), "one match is missing"


KIND = CountKind()


class Ending:
    def __init__(self, text):
        self.expression = re.compile(rf"\\b\\w+{re.escape(text)}\\b")

    def spans(self, text):
        return [match.span() for match in self.expression.finditer(text)]


class EndingKind(TermKind):
    """Words with an ending."""

    name = field = "ending"
    shape = TextShape()
    says = "Last letters of a word."
    noun = "the ending"

    def search(self, term, pipelines):
        return Ending(term.text)


ENDING = EndingKind()
'''
CODEBOOK = """\
format: 1
codebook: clinic
languages: [en]
codes:
  - code: queue
    kind: barrier
    label: {en: Queues}
    rules:
      - {rule: comes-back, count: [wait, queue], times: 3}
    examples:
      - {text: "I wait, I wait, I wait.", expect: true}
      - {text: "I wait, I wait.", expect: false}
  - code: closing
    rules: [{any: [{ending: osed}]}]
"""
TALK = """\
Interviewer: How was it?
Participant: We wait. The queue grows, so we wait and it is closed.
Interviewer: And then?
Participant: We wait and wait.
"""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """A study whose codebook uses the kinds of an installed plug-in, and a way to run commands on it."""
    folder, plugin = tmp_path_factory.mktemp("study"), tmp_path_factory.mktemp("plugin")
    install(plugin, "clinic-kinds", "count", KINDS)
    (folder / "clinic.yaml").write_text(CODEBOOK)
    (folder / "talk.txt").write_text(TALK)
    for words in (["ingest", "talk.txt"], ["code", "-b", "clinic.yaml"]):
        assert run(folder, plugin, *words).returncode == 0
    return lambda *words: run(folder, plugin, *words)


def install(folder, package, name, text):
    """Put a package where Python finds it, with entry points as its wheel would have them."""
    module = package.replace("-", "_")
    (folder / f"{module}.py").write_text(text)
    about = folder / f"{module}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    terms = f"[qualcode.term_kinds]\nending = {module}:ENDING\n" if "ENDING" in text else ""
    (about / "entry_points.txt").write_text(f"[qualcode.rule_kinds]\n{name} = {module}:KIND\n{terms}")


def run(folder, plugin, *words):
    env = environment()
    env["PYTHONPATH"] = f"{env['PYTHONPATH']}:{plugin}"
    return subprocess.run([*QUALCODE, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_it_codes(clinic):
    rows = json.loads(clinic("export", "segments", "--to", "json", "-o", "-").stdout)["rows"]
    assert [(row["code"], row["turn"], row["quote"]) for row in rows] == [
        ("queue", 2, "We wait. The queue grows, so we wait and it is closed."),
        ("closing", 2, "The queue grows, so we wait and it is closed."),
    ]


def test_examples_are_checked_with_it(clinic):
    codes = [found["code"] for found in json.loads(clinic("check", "--format", "json").stdout)["findings"]]
    assert "failing-example" not in codes


def test_it_explains_what_it_found_and_what_it_lacked(clinic):
    fired = json.loads(clinic("explain", "talk:2", "-b", "clinic.yaml", "--json").stdout)["explanation"]
    lacked = json.loads(clinic("explain", "talk:4", "-b", "clinic.yaml", "--json").stdout)["explanation"]
    assert [(each["code"], each["rule"]) for each in fired["fired"]] == [
        ("queue", "comes-back"),
        ("closing", "closing-1"),
    ]
    assert [(each["rule"], each["missing"], each["said"]) for each in lacked["almost"]] == [
        ("comes-back", "times", "one match is missing")
    ]


def test_editors_know_its_fields(clinic):
    schema = json.loads(clinic("schema", "codebook").stdout)
    fields = schema["$defs"]["rule"]["properties"]
    assert fields["count"]["description"] == "Terms of which a turn must hold several."
    assert fields["times"]["description"] == "With `count`: fewest matches in a turn that are a hit."
    assert schema["$defs"]["term"]["properties"]["ending"]["description"] == "Last letters of a word."
    rules = Draft202012Validator({**schema["$defs"]["rule"], "$defs": schema["$defs"]})
    assert rules.is_valid({"count": ["wait"], "times": 2})
    assert not rules.is_valid({"count": ["wait"]})
    assert not rules.is_valid({"any": ["wait"], "times": 2})


def test_it_stands_on_the_page_of_method(clinic):
    page = clinic("export", "methods", "--lang", "en", "-o", "-").stdout
    assert "1 requires several matches of one list in a turn" in page


REFUSED = {
    "{count: [a]}": "a rule with `count` needs `times`",
    "{any: [a], times: 2}": "`times` belongs to `count`",
    "{count: [a], times: 2, within: turn}": "`within` belongs to `near`, `score` or `requires`",
    "{rule: x}": "a rule needs `any`, `all`, `near`, `score`, `requires` or `count`",
}
"""Rule -> what is wrong with it."""


def test_its_settings_are_asked_for_and_refused_elsewhere(clinic, tmp_path):
    codes = "".join(f"  - {{code: a{number}, rules: [{rule}]}}\n" for number, rule in enumerate(REFUSED))
    (tmp_path / "b.yaml").write_text(f"format: 1\ncodebook: b\ncodes:\n{codes}")
    found = json.loads(clinic("check", str(tmp_path / "b.yaml"), "--format", "json").stdout)["findings"]
    said = {each["line"]: each["message"] for each in found if each["message"] in REFUSED.values()}
    assert said == dict(enumerate(REFUSED.values(), 4))


def test_a_name_of_ours_is_not_given_away(tmp_path):
    (tmp_path / "b.yaml").write_text(CODEBOOK)
    install(tmp_path, "other-near", "near", "KIND = None")
    ended = run(tmp_path, tmp_path, "check", "b.yaml")
    assert ended.returncode == 1
    assert "`near` in `qualcode.rule_kinds` is taken by two packages: qualcode and other-near" in ended.stdout
