"""Who returns beside changing people asks; the corpus shows it where a file alone misleads."""

from qualcode.text.regulars import regular_interviewers
from qualcode.text.roles import Asking, infer


def voice(asked, turns=10, words=20, first=False):
    return Asking(turns, turns, asked, turns * words, first)


def test_two_hosts_are_found_though_one_hardly_asks():
    names = ["Ani", "Budi", "Cahya", "Dewi", "Eko", "Fitri"]
    talks = [{"Kiki": voice(4, first=True), "Galuh": voice(1), name: voice(2)} for name in names]
    assert regular_interviewers(talks) == {"Galuh": 6, "Kiki": 6}


def test_a_person_who_returns_to_tell_is_no_interviewer():
    students = ["Amir", "Beth", "Carlos", "Dina"]
    talks = [{name: voice(8, first=True), "Mrs Holloway": voice(0)} for name in students]
    assert regular_interviewers(talks) == {}


def test_pairs_that_meet_again_say_nothing_of_the_one_who_tells():
    talks = [{"Tania": voice(8, first=True), name: voice(0)} for name in ("Dewi", "Arif", "Made") for _wave in range(3)]
    assert regular_interviewers(talks) == {"Tania": 9}


def test_numbers_of_voices_and_labels_with_a_role_are_other_people_in_each_file():
    talks = [{"Speaker 1": voice(8), "Informan": voice(0)} for _ in range(5)]
    assert regular_interviewers(talks) == {}
    named = [{"Dan": voice(3), "Informan": voice(3)} for _ in range(5)]
    assert regular_interviewers(named) == {}, "nothing shows who asks"
    assert regular_interviewers([{"Dan": voice(5), "Informan": voice(3)} for _ in range(5)]) == {"Dan": 5}


def test_spellings_of_one_label_count_together():
    talks = [{label: voice(6, first=True), name: voice(0)} for label, name in [("DB", "A"), ("DB:", "E"), ("db", "F")]]
    assert regular_interviewers(talks) == {"DB": 3, "DB:": 3, "db": 3}


def test_fewer_than_three_talks_show_nothing():
    assert regular_interviewers([{"Kiki": voice(8), name: voice(0)} for name in ("Ani", "Budi")]) == {}


def test_a_label_that_stands_once_makes_no_regular_a_participant():
    asking = {"Host": voice(0, turns=1), "Kiki": voice(5), "Budi": voice(0)}
    roles = {label: guess.role for label, guess in infer(asking).items()}
    assert roles == {"Host": "interviewer", "Kiki": "interviewer", "Budi": "participant"}
    guess = infer({"Host": voice(0, turns=1), "Kiki": voice(1), "Budi": voice(1)}, (), {"Kiki": 12})["Kiki"]
    assert (guess.role, guess.guessed) == ("interviewer", True)
    assert "12 transcripts" in guess.reason


def test_voices_that_nobody_could_tell_apart_have_no_role():
    asking = {"Priya": voice(6), "Hannah": voice(0), "Unknown Speaker": voice(2)}
    roles = {label: guess.role for label, guess in infer(asking).items()}
    assert roles == {"Priya": "interviewer", "Hannah": "participant", "Unknown Speaker": "unknown"}
