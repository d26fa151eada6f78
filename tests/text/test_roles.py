"""Roles of speakers."""

from collections.abc import Sequence

import pytest

from qualcode.model.transcript import Turn
from qualcode.text import roles
from qualcode.text.roles import UNRECOGNISED, RoleGuess

EXCHANGE = (
    ("Apa kendala di kantor ini?", "Sinyal sering hilang kalau hujan."),
    ("Bagaimana warga menanggapinya", "Mereka pulang dan tidak datang lagi."),
    ("Ada yang lain?", "Tidak ada, itu saja."),
)


def infer(turns: Sequence[Turn], interviewers: Sequence[str] = ()) -> dict[str, RoleGuess]:
    return roles.infer(roles.measure((turn.speaker, turn.text) for turn in turns), interviewers)


def _turns(*said: tuple[str, str]) -> list[Turn]:
    return [Turn(number, speaker, text) for number, (speaker, text) in enumerate(said, 1)]


def _talk(asker: str, *answerers: str) -> list[Turn]:
    said = [(asker, ask) for ask, _ in EXCHANGE]
    answers = [[(each, answer) for each in answerers] for _, answer in EXCHANGE]
    return _turns(*(line for ask, own in zip(said, answers, strict=True) for line in (ask, *own)))


def _roles(guesses: dict[str, RoleGuess]) -> dict[str, str]:
    return {label: guess.role for label, guess in guesses.items()}


@pytest.mark.parametrize(
    ("asker", "answerer"),
    [
        ("Pewawancara", "Informan 1"),
        ("INTERVIEWER 2", "interviewee"),
        ("Peneliti", "Narasumber"),
        ("Moderator", "Respondent P07"),
        ("Budi (pewawancara)", "Sari (informan)"),
        ("Peneliti", "Ibu Sri"),
    ],
)
def test_words_of_labels_decide_without_a_guess(asker: str, answerer: str) -> None:
    guesses = infer(_talk(asker, answerer))
    assert _roles(guesses) == {asker: "interviewer", answerer: "participant"}
    assert not any(guess.guessed for guess in guesses.values())


@pytest.mark.parametrize(
    ("asker", "answerer"),
    [
        ("P", "I"),
        ("I", "P"),
        ("P", "N"),
        ("T", "J"),
        ("Q", "A"),
        ("A", "B"),
        ("B", "A"),
        ("I", "R1"),
        ("Kiki", "Galuh"),
    ],
)
def test_letters_and_names_are_decided_by_who_asks(asker: str, answerer: str) -> None:
    guesses = infer(_talk(asker, answerer))
    assert _roles(guesses) == {asker: "interviewer", answerer: "participant"}
    assert all(guess.guessed for guess in guesses.values())


@pytest.mark.parametrize("labels", [("S00", "S01"), ("Speaker 1", "Speaker 2"), ("SPEAKER_01", "SPEAKER_00")])
def test_recognisers_labels_are_decided_by_who_asks(labels: tuple[str, str]) -> None:
    assert _roles(infer(_talk(*labels))) == {labels[0]: "interviewer", labels[1]: "participant"}


def test_who_asks_and_answers_in_a_long_turn_tells() -> None:
    story = "And why did we stay? " + "Because the boats came back every evening with fish, " * 6 + "so we stayed."
    talk = [("Ron", "Where did you live then?"), ("Eva", story), ("Ron", "I see, and your aunts, were they there?")]
    talk += [("Eva", story), ("Ron", "That sounds like hard work."), ("Eva", story)]
    assert _roles(infer(_turns(*talk))) == {"Ron": "interviewer", "Eva": "participant"}
    long = "I would like to come back to the harbour, because you said " + "something about it, " * 15 + "or not?"
    assert roles.measure_turn(long).asked == 1


def test_names_beside_the_letters_that_ask_and_answer_do_neither() -> None:
    talk = [line for ask, answer in EXCHANGE for line in (("Q", ask), ("A", answer), ("Ketua Majelis", "Baik."))]
    named = infer(_turns(*talk, ("Pak Jaksa", "Lalu siapa?"), ("A", "Adik saya."), ("Pak Jaksa", "Sejak kapan?")))
    found = {"Q": "interviewer", "A": "participant", "Ketua Majelis": "unknown", "Pak Jaksa": "interviewer"}
    assert _roles(named) == found


def test_what_is_unclear_is_unknown() -> None:
    plain = _turns(("A", "Kami menunggu lama."), ("B", "Saya juga menunggu lama."))
    assert set(_roles(infer(plain)).values()) == {"unknown"}
    against_custom = infer(_talk("J", "T"))
    assert set(_roles(against_custom).values()) == {"unknown"}


def test_the_other_one_beside_a_participant_is_the_interviewer() -> None:
    guesses = infer(_talk("Dan", "Participant"))
    assert _roles(guesses) == {"Dan": "interviewer", "Participant": "participant"}
    assert [guess.guessed for guess in guesses.values()] == [True, False]


@pytest.mark.parametrize("letters", [("Q", "A"), ("T", "J")])
def test_letters_that_begin_midway_ask_and_answer_beside_words(letters: tuple[str, str]) -> None:
    guesses = infer([*_talk("Interviewer", "Respondent"), *_talk(*letters)])
    assert _roles(guesses) == {
        "Interviewer": "interviewer",
        "Respondent": "participant",
        letters[0]: "interviewer",
        letters[1]: "participant",
    }
    assert [guess.guessed for guess in guesses.values()] == [False, False, True, True]


def test_who_asks_as_much_as_a_known_interviewer_is_looked_at_by_a_person() -> None:
    guesses = infer([*_talk("Interviewer", "Ibu Sri"), *_talk("Rahmat", "Ibu Sri")])
    assert _roles(guesses) == {"Interviewer": "interviewer", "Ibu Sri": "participant", "Rahmat": "participant"}
    assert [guess.guessed for guess in guesses.values()] == [False, False, True]
    named = infer([*_talk("Interviewer", "Ibu Sri"), *_talk("Rahmat", "Ibu Sri")], ["Interviewer"])
    assert not any(guess.guessed for guess in named.values())  # the researcher has said who asks


def test_letters_of_people_who_answer_a_moderator_make_nobody_ask() -> None:
    for letters in (("P", "N"), ("F", "P"), ("M", "P"), ("I", "R")):
        guesses = infer(_talk("Moderator", *letters))
        assert _roles(guesses) == {"Moderator": "interviewer", **dict.fromkeys(letters, "participant")}
        assert not any(guess.guessed for guess in guesses.values())


def test_beside_an_interviewer_who_asks_nothing_nobody_asks_as_much() -> None:
    told = [("Interviewer", "Baik, saya catat dulu."), ("Ibu Sri", "Sinyal sering hilang kalau hujan.")] * 4
    assert not any(guess.guessed for guess in infer(_turns(*told)).values())


def test_all_of_a_focus_group_take_part() -> None:
    guesses = infer([*_talk("Moderator", "Dina", "Dian", "P3"), Turn(99, "Notulen", "Dicatat.")])
    assert _roles(guesses) == {
        "Moderator": "interviewer",
        "Dina": "participant",
        "Dian": "participant",
        "P3": "participant",
        "Notulen": "other",
    }


def test_a_misspelt_label_is_unknown_and_names_what_it_resembles() -> None:
    turns = [*_talk("Dan", "Participant"), *_talk("Dan", "Participant"), Turn(99, "Particpant", "Oh.")]
    guess = infer(turns, ["dan"])["Particpant"]
    assert guess.role == "unknown"
    assert "`Participant`" in guess.reason


@pytest.mark.parametrize("named", ["K", "kiki (k)", "Kiki"])
def test_named_interviewers_decide(named: str) -> None:
    guesses = infer(_talk("Galuh", "Kiki (K)"), [named])
    assert _roles(guesses) == {"Galuh": "participant", "Kiki (K)": "interviewer"}
    assert not any(guess.guessed for guess in guesses.values())


def test_a_name_elsewhere_in_the_batch_changes_nothing() -> None:
    talk = _talk("Pewawancara", "Galih")
    assert infer(talk, ["K", "G"]) == infer(talk)


def test_text_without_labels_is_a_participants() -> None:
    assert _roles(infer(_turns(("", "Kami menunggu.")))) == {"": "participant"}
    assert _roles(infer(_turns(("", "Judul"), ("Sri", "Kami menunggu.")))) == {"": "other", "Sri": "participant"}
    assert infer([]) == {}


def test_a_label_that_stands_once_is_unknown_unless_it_is_one_of_a_numbered_kind() -> None:
    group = _talk("Moderator", "P1", "P2")
    guesses = infer([*group, Turn(98, "P3", "Setuju."), Turn(99, "Alamatnya", "Jauh.")])
    assert (guesses["P3"].role, guesses["Alamatnya"].role) == ("participant", "unknown")


def test_text_whose_labels_were_not_understood_is_unknown() -> None:
    assert _roles(infer(_turns((UNRECOGNISED, "P. Ada apa? N. Lambat.")))) == {UNRECOGNISED: "unknown"}
