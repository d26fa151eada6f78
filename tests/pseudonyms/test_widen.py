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
    assert wider(PEOPLE[:2], 3).alone == ((("X", "nurse"), 2),)


def test_who_is_alone_as_other_is_joined_by_the_next_rarest():
    assert wider(PEOPLE, 2).values == {"city": {"X": MERGED, "Y": MERGED}}


def test_one_person_in_several_transcripts_is_one():
    twice = [("a", {"city": "X"}), ("a", {"city": "X"}), ("b", {"city": "Y"}), ("c", {"city": "Y"})]
    assert wider(twice, 2).lost == {"city": (2, 1, 3)}


def test_only_named_attributes_are_looked_at():
    assert wider(PEOPLE, 2, ["job"]).values == {}


def test_below_two_nothing_is_merged():
    assert wider([("a", {"age": "41", "city": "X"})], 0).values == {"age": {"41": "40-49"}}


def test_numbers_are_joined_with_their_neighbours():
    people = [(str(at), {"age": str(age)}) for at, age in enumerate((21, 24, 35, 36, 52, 53, 67))]
    assert wider(people, 2).values["age"] == {
        "21": "20-29", "24": "20-29", "35": "30-39", "36": "30-39", "52": "50-69", "53": "50-69", "67": "50-69"
    }  # fmt: skip


def test_ordered_values_are_joined_in_their_order():
    people = [(str(at), {"rank": rank}) for at, rank in enumerate(("low", "low", "middle", "high", "high"))]
    assert wider(people, 2, orders={"rank": ["low", "middle", "high"]}).values == {
        "rank": {"low": "low - middle", "middle": "low - middle"}
    }


def test_a_group_is_tried_before_other():
    people = [(str(at), {"city": city}) for at, city in enumerate(("Solo", "Tegal", "Ambon", "Ambon"))]
    groups = {"city": {"Solo": "Java", "Tegal": "Java"}}
    assert wider(people, 2, groups=groups).values == {"city": {"Solo": "Java", "Tegal": "Java"}}


def test_with_many_attributes_those_that_divide_are_kept():
    jobs, cities = ("nurse", "clerk"), ("X", "Y", "Z")
    people = [
        (str(at), {"id": f"n{at}", "job": jobs[at % 2], "city": cities[at % 3], "age": str(20 + at)})
        for at in range(36)
    ]
    made = wider(people, 3)
    assert made.alone == ()
    assert set(made.values["id"].values()) == {MERGED}
    kept = [name for name in ("job", "city", "age") if made.lost.get(name, (2, 2, 0))[1] > 1]
    assert len(kept) >= 2


def test_what_was_lost_is_counted():
    assert wider([*PEOPLE, ("d", {"city": "Z", "job": "nurse"})], 2).lost == {"city": (3, 2, 2)}


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
