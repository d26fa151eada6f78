"""docs/counting.md is right: its study, put through the tables, gives its numbers cell by cell."""

from pathlib import Path

import pytest

from qualcode.model.codebook import Code, Rule, Term
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.study import Given, Said, codings, frame, rows

PAGE = Path(__file__).parents[2] / "docs" / "counting.md"
RULES = (Rule("any", "any", ((Term("kata"),),)),)
CODES = (
    Code("infrastructure", "barrier", label={"en": "Weak infrastructure"}),
    Code("network", "barrier", "infrastructure", label={"en": "Weak network"}, rules=RULES),
    Code("electricity", "barrier", "infrastructure", label={"en": "Power cuts"}, rules=RULES),
    Code("citizen_trust", "barrier", label={"en": "Low trust"}, rules=RULES),
    Code("work_culture", "barrier", label={"en": "Old habits"}, rules=RULES),
)


def page_table(first: str, second: str) -> list[dict[str, str]]:
    """The table of the page whose first two columns have these names."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {first} | {second} |"))
    names, table = cells(lines[start]), []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        table.append(dict(zip(names, cells(line), strict=True)))
    return table


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


SEGMENTS = page_table("no", "transcript")
CODED = page_table("no", "code")
EXPECTED = page_table("rank", "code")


def study(segments=SEGMENTS, coded=CODED):
    turns = list(dict.fromkeys((segment["transcript"], segment["turn"]) for segment in segments))
    said, place = [], {}
    for at, turn in enumerate(turns):
        parts = [segment for segment in segments if (segment["transcript"], segment["turn"]) == turn]
        place |= {part["no"]: at for part in parts}
        text = " ".join(part["text"] for part in parts)
        languages = tuple(part.get("language", "id") for part in parts)
        one = parts[0]
        who = (one["transcript"], one["speaker"], one["role"], one["respondent"] or None)
        said.append(Said(text, *who, languages=languages))
    given = [
        Given(place[each["no"]], each["code"], each["quote"], each["assertion"], each["prompted"] == "true")
        for each in coded
    ]
    return frame(said), codings(said, CODES, given, kind="rules")


@pytest.fixture
def barriers():
    return TABLES["barriers"](*study(), TableOptions())


@pytest.mark.parametrize("at", range(len(EXPECTED)), ids=[line["code"] for line in EXPECTED])
def test_each_cell_of_the_page_is_the_tables(barriers, at):
    shown = {name: "" if value is None else str(value) for name, value in rows(barriers)[at].items()}
    assert shown == EXPECTED[at]


def test_the_page_shows_every_barrier(barriers):
    assert barriers.data["code"] == [line["code"] for line in EXPECTED]


def test_the_page_counts_words_and_segments_as_the_frame_does():
    made, _ = study()
    assert len(made.segment_turn) == len(SEGMENTS) == 10
    assert made.turn_words.sum() == sum(int(segment["words"]) for segment in SEGMENTS)


def test_the_notes_say_what_the_page_says(barriers):
    assert barriers.meta["n"] == 3
    assert barriers.meta["words"] == 32
    assert "N = 3 respondents: participants with at least one word." in barriers.notes
    lost = "1 of 9 codings stand on turns that are not counted: role unknown 1 ("
    assert any(note.startswith(lost) for note in barriers.notes)
    assert "Voices that cannot be told apart (1 turn) count in mentions and words, never in N." in barriers.notes
