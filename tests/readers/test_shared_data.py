"""Seven real transcripts, where the folder with them is beside the project."""

from collections import Counter
from pathlib import Path

import pytest

from qualcode.readers import read

FOLDER = Path(__file__).parents[3] / "shared/data/pdpilot-interviews/transcripts"
LABELS = ("Dan", "Participant", "Particpant")
SOURCES = sorted(FOLDER.glob("*.derived.txt"))


@pytest.mark.skipif(not SOURCES, reason="the shared interviews are not here")
def test_real_interviews_lose_no_word_and_show_their_one_slip():
    slips = []
    for source in SOURCES:
        text = source.read_text("utf-8")
        reading = read(source.name, source.read_bytes())
        assert {turn.speaker for turn in reading.turns} == {"", "Dan", "Participant"}
        said = Counter(word for turn in reading.turns for word in turn.text.split())
        labelled = Counter(word for word in text.split() if word[-1] == ":" and word[:-1] in LABELS)
        assert said == Counter(text.split()) - labelled
        slips += [(it.file, it.line) for it in reading.findings if it.code != "reading-doubtful"]
        assert [it.code for it in reading.findings].count("reading-doubtful") == 1  # numbers of pages stand in the text
    assert slips == [("P5.derived.txt", 299)]
