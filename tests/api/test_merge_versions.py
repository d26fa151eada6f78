"""Decisions of a copy on another version of the transcript: their places follow the words here, or are listed."""

import json

import pytest

from api.test_merge import CODER, LONG, QUOTE, decided, lines, pair  # noqa: F401
from qualcode.model.line import DecisionLine
from qualcode.store.decisions import parse_decisions
from qualcode.store.fold import fold_lines
from study import Folder

LATER = {"time": "2026-12-01T00:00:02.000Z"}


def place(folder: Folder, turn: int, words: str) -> dict:
    text = folder.turns("a")[turn - 1][1]
    start = text.index(words)
    return {"turn": turn, "start": start, "end": start + len(words), "quote": words}


def standing(folder: Folder) -> tuple[list[tuple[int, str]], list[tuple[int, str]], list[int]]:
    """Codings, rejections and read turns of budi that are in force, with the words at their places."""
    read, wrong = parse_decisions("", (folder.path / CODER.format("budi", "a")).read_bytes(), "budi", "a")
    force = fold_lines(read)
    assert (wrong, force.unknown) == ([], ())
    said = dict(enumerate((text for _, text in folder.turns("a")), 1))

    def shown(some):
        return [(line.turn, said[line.turn][line.start : line.end]) for line in some]

    return shown(force.codings), shown(force.rejected), [line.turn for line in force.looked]


def older(ours: Folder) -> None:
    """Here, the transcript begins with one more turn."""
    ours.write("interviews/a.txt", "Informan: Selamat pagi.\n" + LONG)
    ours.done("ingest", "interviews", "--move-codings")


def further(theirs: Folder) -> list[dict]:
    return [
        {"do": "change", "id": "c1", "of": "b1", **place(theirs, 4, "perawat kurang"), **LATER},
        {"do": "reject", "id": "r1", "code": "staff", **place(theirs, 8, QUOTE), **LATER},
        {"do": "looked", "id": "l1", "turn": 4, **LATER},
        {"do": "looked", "id": "l2", "turn": 8, **LATER},
    ]


def test_changes_rejections_and_reading_follow_the_words_as_they_are_here(pair):  # noqa: F811
    ours, theirs = pair
    decided(theirs, "a", *further(theirs))
    older(ours)
    for _ in range(2):
        ours.done("merge", "../theirs", "--yes")
        assert standing(ours) == ([(5, "perawat kurang")], [(9, QUOTE)], [5, 9])
    assert "all hold" in ours.done("verify").err
    assert "There is nothing to bring" in ours.done("merge", "../theirs").err


def test_a_move_of_theirs_leads_to_the_place_here(pair):  # noqa: F811
    """There the transcript was corrected and the coding moved; here it is the older one."""
    ours, theirs = pair
    decided(theirs, "a")
    older(theirs)
    assert [line["do"] for line in lines(theirs, "budi", "a")] == ["code", "move"]
    for _ in range(2):
        ours.done("merge", "../theirs", "--yes")
        assert standing(ours) == ([(4, QUOTE)], [], [])
    assert "all hold" in ours.done("verify").err


@pytest.mark.parametrize("do", ["change", "looked"])
def test_what_has_no_certain_place_here_is_listed_and_not_brought(pair, do):  # noqa: F811
    ours, theirs = pair
    theirs.write("interviews/a.txt", LONG + "Pewawancara: Tambahan yang panjang dan baru di sana.\n")
    theirs.done("ingest", "interviews", "--move-codings")
    line = {"do": do, "id": "x1", **LATER}
    line |= {"turn": 13} if do == "looked" else {"of": "b1", **place(theirs, 13, "Tambahan yang panjang")}
    decided(theirs, "a", line)
    ended = ours.done("merge", "../theirs", "--yes")
    assert standing(ours) == ([(4, QUOTE)], [], [])
    assert "no certain place in `a` as it is here" in ended.err
    assert [each["do"] for each in lines(ours, "budi", "a")] == ["code"]


AGAIN = {"time": "2026-12-01T00:00:03.000Z"}


def test_an_undo_of_theirs_takes_back_the_place_here_too(pair):  # noqa: F811
    """The change was merged first; the undo, and the undo of the undo, come later."""
    ours, theirs = pair
    decided(theirs, "a", {"do": "change", "id": "c1", "of": "b1", **place(theirs, 4, "perawat kurang"), **LATER})
    older(ours)
    ours.done("merge", "../theirs", "--yes")
    assert standing(ours)[0] == [(5, "perawat kurang")]
    undone = {"do": "undo", "id": "u1", "of": "c1", **AGAIN}
    redone = {**undone, "id": "u2", "of": "u1", "time": "2026-12-02T00:00:00.000Z"}
    for line, words in ((undone, QUOTE), (redone, "perawat kurang")):
        theirs.write(CODER.format("budi", "a"), theirs.read(CODER.format("budi", "a")) + json.dumps(line) + "\n")
        for _ in range(2):
            ours.done("merge", "../theirs", "--yes")
            assert standing(ours)[0] == [(5, words)]
    assert "There is nothing to bring" in ours.done("merge", "../theirs").err


def test_an_undo_here_of_a_merged_change_takes_back_its_place_too(pair):  # noqa: F811
    ours, theirs = pair
    decided(theirs, "a", {"do": "change", "id": "c1", "of": "b1", **place(theirs, 4, "perawat kurang"), **LATER})
    older(ours)
    ours.done("merge", "../theirs", "--yes")
    read, _ = parse_decisions("", (ours.path / CODER.format("budi", "a")).read_bytes(), "budi", "a")
    names = fold_lines(read).undoes
    undos = [DecisionLine("undo", f"u{at}", AGAIN["time"], of=name) for at, name in enumerate(names)]
    (coding,) = fold_lines([*read, *undos]).codings
    assert (coding.turn, coding.quote) == (5, QUOTE)
