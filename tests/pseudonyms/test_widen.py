"""Ages and dates become ranges, rare values `other`, until each combination is shared by k respondents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.pseudonyms.widen import MERGED, range_of, widened_corpus_file, widened_respondents, wider


@pytest.mark.parametrize(
    ("name", "value", "wide"),
    [
        ("age", "43", "40-49"),
        ("umur", "29 tahun", "20-29"),
        ("usia", "muda", "muda"),
        ("date", "2024-08-06", "2024"),
        ("tanggal lahir", "12 Mei 1980", "1980"),
        ("year", "2024", "2024"),
        ("position", "camat", "camat"),
    ],
)
def test_exact_values_become_ranges(name, value, wide):
    assert range_of(name, value) == wide


PEOPLE = [
    ("a", {"city": "X", "job": "nurse"}),
    ("b", {"city": "X", "job": "nurse"}),
    ("c", {"city": "Y", "job": "nurse"}),
]


def test_rare_values_become_other():
    made = wider([*PEOPLE, ("d", {"city": "Z", "job": "nurse"})], 2)
    assert (made.values, made.alone) == ({"city": {"Y": MERGED, "Z": MERGED}}, ())


def test_what_stays_alone_is_listed():
    assert wider(PEOPLE, 2).alone == ((("other", "other"), 1),)


def test_one_person_in_several_transcripts_is_one():
    twice = [("a", {"city": "X"}), ("a", {"city": "X"}), ("b", {"city": "Y"}), ("c", {"city": "Y"})]
    assert wider(twice, 2).values == {"city": {"X": MERGED}}


def test_only_named_attributes_are_looked_at():
    assert wider(PEOPLE, 2, ["job"]).values == {}


def test_below_two_nothing_is_merged():
    assert wider([("a", {"age": "41", "city": "X"})], 0).values == {"age": {"41": "40-49"}}


VALUES = st.sampled_from(["", "p", "q", "r"])


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=12), st.integers(2, 4))
def test_every_combination_is_shared_by_k_or_listed(rows, k):
    people = [(str(at), {"one": one, "two": two}) for at, (one, two) in enumerate(rows)]
    made = wider(people, k)
    shown = [
        tuple(made.values.get(name, {}).get(each[name], each[name]) for name in ("one", "two")) for _, each in people
    ]
    rare = {each for each in shown if shown.count(each) < k}
    assert rare == {combination for combination, _ in made.alone}


def test_files_keep_everything_else():
    text = '# note\ntranscripts:\n  a:\n    attributes: {age: "43", city: X}  # one\n    speakers: {S: participant}\n'
    made = widened_corpus_file(text, {"age": {"43": "40-49"}})
    assert made == text.replace('"43"', '"40-49"')
    assert (
        widened_respondents("respondent;age\nA;43\nB;50\n", {"age": {"43": "40-49"}})
        == "respondent;age\nA;40-49\nB;50\n"
    )
