"""A split: `split:` gets into the files of a corpus, where nothing else changes; shares are as near as they get."""

import csv
import io
from types import SimpleNamespace

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualcode.corpus.split import draw_groups, with_attribute, with_column
from qualcode.model.corpus import ROLES

FILES = {
    "block": "format: 1\ntranscripts:\n  a:\n    attributes:\n      city: X  # here\n    speakers: {S: participant}\n",
    "flow": "format: 1\ntranscripts:\n  a: {attributes: {city: X}}  # one line\nconsent: none\n",
    "flow of flow": "format: 1\ntranscripts: {a: {attributes: {city: X}}}\n",
    "no attributes": "format: 1\ntranscripts:\n  a:\n    session: s\n\n# a remark\ntitle: T\n",
    "flow without attributes": "format: 1\ntranscripts: {a: {session: s}}\n",
    "no transcripts": "format: 1\ntitle: T\n",
    "no line end": "format: 1\ntitle: T",
    "end of file": "format: 1\ntranscripts:\n  a:\n    attributes:\n      city: X",
    "comment behind": "format: 1\ntranscripts:\n  a:\n    attributes:\n      city: X\n# end\n",
}
VALUES = {"a": "test", "b/c d": "development", "no": "test"}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_every_transcript_gets_it_and_all_else_stays(text):
    made = with_attribute(text, "split", VALUES)
    before, after = yaml.safe_load(text), yaml.safe_load(made)
    assert {name: each["attributes"].pop("split") for name, each in after["transcripts"].items()} == VALUES
    kept = {name: {k: v for k, v in each.items() if v != {}} for name, each in after.pop("transcripts").items()}
    was = before.pop("transcripts", {})
    assert {name: each for name, each in kept.items() if each} == was
    assert before == after
    assert all(line in made for line in text.splitlines() if "{" not in line)


def test_respondents_of_a_survey_get_a_column():
    text = 'respondent;sex;note\n"Rina";f;"a;b"\nBudi;m;\n'
    rows = list(
        csv.reader(io.StringIO(with_column(text, "split", {"Budi": "test", "Ani": "development"})), delimiter=";")
    )
    assert rows == [
        ["respondent", "sex", "note", "split"],
        ["Rina", "f", "a;b", ""],
        ["Budi", "m", "", "test"],
        ["Ani", "", "", "development"],
    ]


@given(st.lists(st.integers(1, 4), min_size=2, max_size=12), st.floats(0.1, 0.9), st.integers(0, 9))
def test_the_share_is_within_half_a_group_and_groups_stay_whole(sizes, share, seed):
    group = np.repeat(np.arange(len(sizes)), sizes)
    people = len(group)
    frame = SimpleNamespace(
        turn_role=np.full(people, ROLES.index("participant")), turn_respondent=np.arange(people),
        turn_words=np.ones(people, int), looked=SimpleNamespace(turns=None),
    )  # fmt: skip
    test = draw_groups(frame, group, share, seed)
    assert (test == draw_groups(frame, group, share, seed)).all()
    assert all(len(set(test[group == one].tolist())) == 1 for one in range(len(sizes)))
    assert abs(test.sum() - share * people) <= max(sizes) / 2 + 0.5 or not test.any() or test.sum() <= share * people
