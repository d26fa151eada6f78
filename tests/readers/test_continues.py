import pytest

from qualcode.model.transcript import Turn
from qualcode.readers.continues import mark_resumed_turns


def chain(*said):
    turns = [Turn(number, speaker, text) for number, (speaker, text) in enumerate(said, 1)]
    return [turn.continues for turn in mark_resumed_turns(turns)]


@pytest.mark.parametrize("sound", ["hmm", "Iya.", "Mm-hm.", "mhm", "Okay", "Iya, iya.", "[tertawa] iya"])
def test_speech_after_a_listening_sound_continues(sound):
    assert chain(("I", "Saya dulu."), ("P", sound), ("I", "Lalu pindah.")) == [None, None, 1]


def test_a_chain_names_its_first_turn():
    assert chain(("I", "a."), ("P", "hmm"), ("I", "b."), ("P", "iya"), ("I", "c.")) == [None, None, 1, None, 1]


def test_two_listeners_interrupt_no_more_than_one():
    assert chain(("I", "a."), ("P", "hmm"), ("K", "iya"), ("I", "b.")) == [None, None, None, 1]


@pytest.mark.parametrize("question", ["Ada kendala?", "Ada kendala? [tertawa]", 'Katanya, "ada?"', "Apa？"])
def test_an_answer_to_a_question_is_no_backchannel(question):
    assert chain(("P", question), ("I", "Iya."), ("P", "Apa.")) == [None, None, None]


@pytest.mark.parametrize("speech", ["Iya, sinyalnya kurang.", "hmm?", "[tertawa]", "Tidak."])
def test_other_short_turns_are_speech(speech):
    assert chain(("P", "Saya dulu."), ("I", speech), ("P", "Lalu.")) == [None, None, None]


def test_a_listening_sound_is_not_resumed():
    assert chain(("I", "a."), ("P", "hmm"), ("I", "iya"), ("P", "Lalu apa.")) == [None, None, 1, None]
