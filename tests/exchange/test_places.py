"""Places: which words of a turn a stretch of its source is."""

from hypothesis import given
from hypothesis import strategies as st

from exchange.made import TALK
from qualcode import readers
from qualcode.exchange.project_out import render_turns
from qualcode.exchange.texts_in import find_turns_in_text, locate_turns, reaches_outside_turns, turn_spans
from qualcode.model.transcript import Turn

LABELLED = """\
Pewawancara: Ada kendala?

[00:00:03] Informan: Sinyal belum ada. [00:00:09] Lalu hilang 😅.
Besoknya begitu lagi.

Pewawancara: Hmm.

Informan: Ya.
"""
WORDS = st.lists(
    st.sampled_from(["sinyal", "ya", "😅🏠", "e\u0301tat", "belum ada.", "👩‍👩‍👧", "[00:01:02]", "Ya"]), min_size=1
)
SPEECH = st.lists(WORDS.map(" ".join), min_size=1, max_size=3).map("\n".join)


def found(text: str, quote: str) -> list[tuple[int, str]]:
    turns = readers.read("x.txt", text.encode()).turns
    start = text.index(quote)
    own = find_turns_in_text(text, turns)
    return [
        (each.turn, turns[each.turn].text[each.start : each.end]) for each in turn_spans(own, start, start + len(quote))
    ]


def test_words_keep_their_place_behind_labels_and_across_lines():
    assert found(TALK, "wrong button.\nAnd the café") == [(1, "wrong button.\nAnd the café")]


def test_a_time_within_speech_is_nobodys_words():
    assert found(LABELLED, "belum ada. [00:00:09] Lalu") == [(1, "belum ada. Lalu")]
    assert found(LABELLED, "[00:00:09] ") == []


def test_a_label_is_nobodys_words_and_is_told():
    turns = readers.read("x.txt", TALK.encode()).turns
    own = find_turns_in_text(TALK, turns)
    start, end = TALK.index("Ana: I"), TALK.index("afraid")
    assert [(each.turn, each.start, each.end) for each in turn_spans(own, start, end)] == [(1, 0, len("I am "))]
    assert reaches_outside_turns(TALK, own, start, end)
    assert not reaches_outside_turns(TALK, own, start + len("Ana: "), end)


def test_a_selection_over_several_turns_has_a_part_in_each():
    assert found(TALK, "hard here?\n\nAna: I am") == [(0, "hard here?"), (1, "I am")]


def test_the_shorter_of_two_equal_turns_is_not_taken_for_the_other():
    start = LABELLED.rindex("Ya.")
    turns = readers.read("x.txt", LABELLED.encode()).turns
    (place,) = turn_spans(find_turns_in_text(LABELLED, turns), start, start + 2)
    assert (place.turn, turns[place.turn].text) == (3, "Ya.")


@given(st.lists(SPEECH, min_size=1, max_size=6))
def test_every_word_of_every_turn_is_found_where_it_stands(said):
    text = "\n\n".join(f"{('Pewawancara', 'Informan')[at % 2]}: {each}" for at, each in enumerate(said)) + "\n"
    turns = readers.read("x.txt", text.encode()).turns
    covered = 0
    for start, end, turn, at in find_turns_in_text(text, turns):
        assert text[start:end] == turns[turn].text[at : at + end - start]
        covered += len(text[start:end].replace("\n", "").replace(" ", ""))
    assert covered == sum(len(turn.text.replace("\n", "").replace(" ", "")) for turn in turns)


@given(st.lists(st.tuples(st.sampled_from(["", "Ana", "Pak Budi 🏠"]), SPEECH), min_size=1, max_size=6))
def test_what_we_render_is_placed_exactly(said):
    turns = [Turn(number, speaker, text) for number, (speaker, text) in enumerate(said, 1)]
    rendered = render_turns(turns)
    for turn, start in zip(turns, rendered.starts, strict=True):
        assert rendered.text[start : start + len(turn.text)] == turn.text
    for at, each in enumerate(locate_turns(rendered.starts, turns)):
        (place,) = turn_spans(locate_turns(rendered.starts, turns), each.start, each.end)
        assert (place.turn, place.start, place.end) == (at, 0, len(turns[at].text))
