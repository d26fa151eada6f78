"""Seven real interviews as PDF give the turns of their text, which was taken out of them by another program."""

import re

import pytest

from qualcode.readers import read
from qualcode.text.roles import infer, measure

NO_SPEECH = re.compile(r"\s*(?:\d+|\d+/\d+|Interview)\s*")


def one_line(text):
    # The other program left a space behind a hyphen with which a line ended.
    return re.sub(r"(?<=\w-) (?=\w)", "", " ".join(text.split()))


@pytest.mark.parametrize("number", range(1, 8))
def test_the_turns_are_those_of_the_text(pdpilot, number):
    lines = (pdpilot / f"P{number}.derived.txt").read_text("utf-8").split("\n")
    text = "\n".join(line for line in lines if not NO_SPEECH.fullmatch(line))
    expected = read("a.txt", text.encode()).turns
    reading = read(f"P{number}.pdf", (pdpilot / f"P{number}.pdf").read_bytes())
    assert [(turn.speaker, one_line(turn.text)) for turn in reading.turns] == [
        (turn.speaker, one_line(turn.text)) for turn in expected
    ]
    kept = [line for turn in reading.turns for line in turn.text.split("\n")[:-1]]
    broken = [line for line in kept if line and not line.endswith((".", "?", "!"))]
    assert len(broken) <= 1, "only lines that end a paragraph are not joined"


@pytest.mark.parametrize("number", range(1, 8))
def test_one_participant_and_one_interviewer(pdpilot, number):
    reading = read(f"P{number}.pdf", (pdpilot / f"P{number}.pdf").read_bytes())
    asking = measure((turn.speaker, turn.text) for turn in reading.turns)
    roles = {label: guess.role for label, guess in infer(asking, ["Dan"]).items()}
    assert roles.pop("Dan") == "interviewer"
    assert [label for label, role in roles.items() if role == "participant"] == ["Participant"]
