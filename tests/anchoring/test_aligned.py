"""Aligned: turns of a corrected transcript are known again, and none is taken for another."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.anchoring.spans import align_turns
from qualcode.model.transcript import Turn

TEXTS = st.lists(
    st.sampled_from(
        ["Iya.", "Sinyal belum ada di desa.", "Perawat datang hari Senin.", "Ada?", "Saya tidak tahu itu."]
    ),
    max_size=8,
)


def turns(*texts: str) -> list[Turn]:
    return [Turn(number, "IP"[number % 2], text) for number, text in enumerate(texts, start=1)]


def test_a_corrected_turn_is_itself_and_another_one_is_not():
    old = turns("Ada?", "Sinyal belum ada di desa.", "Lalu?", "Perawat datang hari Senin.")
    new = turns("Ada?", "Sinyal blum ada di desa.", "Lalu?", "Saya tidak tahu apa-apa.")
    assert align_turns(old, new) == {1: 1, 2: 2, 3: 3}


def test_turns_put_in_move_the_others():
    old = turns("Ada sinyal di sini?", "Iya.", "Ada perawat di sini?", "Iya.")
    new = turns("Boleh saya mulai?", "Iya.", *(turn.text for turn in old))
    assert align_turns(old, new) == {1: 3, 2: 4, 3: 5, 4: 6}


def test_where_two_could_be_meant_none_is():
    old = [Turn(1, "I", "Sinyal belum ada di desa kami.")]
    new = [Turn(1, "I", "Sinyal belum ada di desa sini."), Turn(2, "I", "Sinyal belum ada di desa sana.")]
    assert align_turns(old, new) == {}


@given(TEXTS, TEXTS)
def test_order_is_kept_and_no_turn_is_two(one, other):
    found = align_turns(turns(*one), turns(*other))
    assert list(found.values()) == sorted(set(found.values()))
    assert list(found) == sorted(found)


@given(TEXTS)
def test_what_did_not_change_is_itself(texts):
    assert align_turns(turns(*texts), turns(*texts)) == {number: number for number in range(1, len(texts) + 1)}
