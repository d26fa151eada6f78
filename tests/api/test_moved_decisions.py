"""A transcript moves or is corrected: rejections, turns that were read and memos follow their words, all or none."""

import json

import pytest

from study import Folder, coded, keep_coding

LONG = "".join(
    f"Pewawancara: Pertanyaan nomor {n} tentang desa?\nInforman: Jawaban nomor {n}, perawat kurang di sini.\n"
    for n in range(1, 7)
)
QUOTE = "perawat kurang di sini"
CODING = "corpora/default/coding/{}/{}.jsonl"
MEMOS = "corpora/default/memos/dewi.jsonl"


def passage(folder: Folder, turn: int, code: str, **more) -> dict:
    file = keep_coding(folder, "a", turn, QUOTE, coder="ani", code=code, whole=False)
    return {**json.loads(file.read_bytes().splitlines()[1]), **more}


@pytest.fixture
def folder(tmp_path) -> Folder:
    """A study in which ani accepted, edited and rejected, has read four turns, and dewi wrote memos."""
    made = coded(tmp_path, {"a.txt": LONG, "b.txt": LONG.replace("desa", "kota").replace("Jawaban", "Balasan")})
    lines = [
        {"format": 2},
        passage(
            made, 4, "staff", do="accept", id="a1", rules=["staff/1"], memo="sure", time="2026-11-01T08:00:00.000Z"
        ),
        passage(made, 10, "staff", do="reject", id="r1", rules=["staff/1"], time="2026-11-01T08:00:01.000Z"),
        *({"do": "looked", "id": f"l{n}", "turn": n, "time": "2026-11-01T08:00:02.000Z"} for n in (4, 6, 8, 10)),
        {"do": "memo", "id": "m1", "of": "a1", "memo": "very sure", "time": "2026-11-01T08:00:03.000Z"},
    ]
    made.write(CODING.format("ani", "a"), "".join(json.dumps(line) + "\n" for line in lines))
    start = made.turns("a")[3][1].index("perawat")
    words = {"transcript": "a", "turn": 4, "start": start, "end": start + 7, "quote": "perawat"}
    memos = [
        {"format": 1},
        {"id": "1", "text": "Her word", "kind": "passage", "on": words, "time": "2026-11-01T08:00:00Z"},
        {"id": "2", "text": "All of it", "kind": "turn", "on": {"transcript": "a", "turn": 10}},
        {"id": "3", "text": "Short talk", "kind": "transcript", "on": {"transcript": "a"}},
        {"id": "4", "text": "Elsewhere", "kind": "turn", "on": {"transcript": "b", "turn": 2}},
    ]
    made.write(MEMOS, "".join(json.dumps(memo) + "\n" for memo in memos))
    return made


def in_force(folder: Folder, transcript: str) -> dict[str, object]:
    """What ani's lines come to."""
    from qualcode.store.decisions import parse_decisions
    from qualcode.store.fold import fold_lines

    file = folder.path / CODING.format("ani", transcript)
    lines, wrong = parse_decisions("", file.read_bytes() if file.exists() else b"", "ani", transcript)
    force = fold_lines(lines)
    assert (wrong, force.unknown) == ([], ())
    text = {turn: said for turn, (_, said) in enumerate(folder.turns(transcript), 1)}
    shown = [(line.do, line.turn, text[line.turn][line.start : line.end]) for line in (*force.codings, *force.rejected)]
    return {"passages": shown, "memos": [line.memo for line in force.codings], "read": [it.turn for it in force.looked]}


def memos(folder: Folder) -> dict[str, tuple]:
    said = json.loads(folder.run("memos", "--json").out)["memos"]
    return {
        memo["text"]: (memo["on"].get("transcript"), memo["on"].get("turn", 0))
        for memo in said
        if memo["coder"] == "dewi"
    }


def state(passages: dict[int, str], read: list[int]) -> dict[str, object]:
    shown = [(do, turn, QUOTE) for turn, do in passages.items()]
    return {"passages": shown, "memos": ["very sure"] if "accept" in passages.values() else [], "read": read}


def test_a_renamed_source_takes_rejections_reading_and_memos_along(folder):
    (folder.path / "interviews/a.txt").rename(folder.path / "interviews/r1.txt")
    ended = folder.done("ingest", "interviews", "--move-codings", "-v")
    assert in_force(folder, "r1") == state({4: "accept", 10: "reject"}, [4, 6, 8, 10])
    (accepted,) = [
        json.loads(line) for line in folder.read(CODING.format("ani", "r1")).splitlines() if "accept" in line
    ]
    assert (accepted["rules"], accepted["id"]) == (["staff/1"], "a1")
    assert memos(folder) == {
        "Her word": ("r1", 4), "All of it": ("r1", 10), "Short talk": ("r1", 0), "Elsewhere": ("b", 2)
    }  # fmt: skip
    assert "a memo of `dewi` on turn 10 goes to turn 10 of `r1`" in ended.err
    assert "all hold" in folder.done("verify").err
    assert (folder.path / "corpora/default/taken-back/moved/ani/a.jsonl").is_file()


def test_a_source_with_memos_only_waits_until_they_may_follow(folder):
    (folder.path / CODING.format("ani", "a")).unlink()
    (folder.path / "interviews/a.txt").rename(folder.path / "interviews/r1.txt")
    ended = folder.run("ingest", "interviews")
    assert (ended.code, "`dewi` worked on that" in ended.err) == (1, True)
    folder.done("ingest", "interviews", "--move-codings")
    assert memos(folder)["Her word"] == ("r1", 4)


def test_a_split_source_divides_them(folder):
    lines = LONG.splitlines(keepends=True)
    (folder.path / "interviews/a.txt").unlink()
    folder.write("interviews/first.txt", "".join(lines[:6]))
    folder.write("interviews/second.txt", "".join(lines[6:]))
    folder.done("ingest", "interviews", "--move-codings")
    assert in_force(folder, "first") == state({4: "accept"}, [4, 6])
    assert in_force(folder, "second") == state({4: "reject"}, [2, 4])
    assert (memos(folder)["Her word"], memos(folder)["All of it"]) == (("first", 4), ("second", 4))


@pytest.mark.parametrize("kept", ["rejection", "read turn", "memo"])
def test_one_of_them_without_a_place_keeps_all_where_they_are(folder, kept):
    """Turns 1 to 6 alone come back; what stands on turn 10 has no place there."""
    drop = {"rejection": ("looked", "memos"), "read turn": ("reject", "memos"), "memo": ("looked", "reject")}[kept]
    file = folder.path / CODING.format("ani", "a")
    later = [line for line in file.read_text().splitlines() if not any(f'"do": "{one}"' in line for one in drop)]
    file.write_text("\n".join(later) + "\n")
    if "memos" in drop:
        (folder.path / MEMOS).unlink()
    folder.write("interviews/c.txt", "".join(LONG.splitlines(keepends=True)[:6]))
    folder.run("ingest", "interviews")
    before = folder.tree("corpora/default/coding") | folder.tree("corpora/default/memos")
    ended = folder.run("codings", "move", "a", "c", "--yes")
    assert (ended.code, "has no certain place now" in ended.err) == (2, True)
    assert folder.tree("corpora/default/coding") | folder.tree("corpora/default/memos") == before


def test_in_a_corrected_source_they_follow_where_that_is_allowed(folder):
    folder.write("interviews/a.txt", "Informan: Selamat pagi, Bapak.\n" + LONG)
    before = folder.tree("corpora/default/coding") | folder.tree("corpora/default/memos")
    ended = folder.run("ingest", "interviews")
    assert (ended.code, "rejected at turn 10" in ended.err, "a memo of `dewi` on turn 4" in ended.err) == (
        1,
        True,
        True,
    )
    assert folder.tree("corpora/default/coding") | folder.tree("corpora/default/memos") == before
    folder.done("ingest", "interviews", "--move-codings")
    assert in_force(folder, "a") == state({5: "accept", 11: "reject"}, [5, 7, 9, 11])
    assert memos(folder) == {
        "Her word": ("a", 5), "All of it": ("a", 11), "Short talk": ("a", 0), "Elsewhere": ("b", 2)
    }  # fmt: skip
    assert "all hold" in folder.done("verify").err


def test_a_read_turn_that_was_written_anew_is_no_longer_read(folder):
    folder.write("interviews/a.txt", LONG.replace("Jawaban nomor 3, perawat kurang di sini.", "Entahlah, lupa."))
    folder.done("ingest", "interviews", "--move-codings")
    assert in_force(folder, "a") == state({4: "accept", 10: "reject"}, [4, 8, 10])


@pytest.fixture
def about_informan(folder) -> Folder:
    """A study in which dewi wrote about a person of `a`, too."""
    line = {"id": "5", "text": "Shy", "kind": "respondent", "on": {"respondent": "a/1"}}
    folder.write(MEMOS, folder.read(MEMOS) + json.dumps(line) + "\n")
    return folder


def person(folder: Folder) -> str:
    said = json.loads(folder.run("memos", "--json").out)["memos"]
    return next(memo["on"]["respondent"] for memo in said if memo["text"] == "Shy")


def test_a_memo_on_a_person_follows_the_transcript(about_informan):
    (about_informan.path / "interviews/a.txt").rename(about_informan.path / "interviews/r1.txt")
    ended = about_informan.done("ingest", "interviews", "--move-codings", "-v")
    assert person(about_informan) == "r1/1"
    assert "a memo of `dewi` on `a/1` goes to `r1/1`" in ended.err
    assert "all hold" in about_informan.done("verify").err


def test_a_memo_on_a_person_goes_to_who_has_the_label_there(about_informan):
    (about_informan.path / "interviews/a.txt").unlink()
    asked = ("Siapa lagi di sini?", "Saya tetangga."), ("Sudah lama?", "Sejak kecil."), ("Dekat?", "Di sebelah itu.")
    before = "".join(f"Pewawancara: {one}\nTetangga: {other}\n" for one, other in asked)
    about_informan.write("interviews/r1.txt", before + LONG)
    about_informan.done("ingest", "interviews", "--move-codings")
    assert person(about_informan) == "r1/2"


def test_a_memo_on_a_person_who_is_not_there_keeps_all_where_it_is(about_informan):
    (about_informan.path / "interviews/a.txt").unlink()
    about_informan.write("interviews/r1.txt", LONG.replace("Informan", "Bu Sari"))
    ended = about_informan.run("ingest", "interviews", "--move-codings")
    assert (ended.code, person(about_informan)) == (1, "a/1")
    assert "a memo of `dewi` on `a/1` has no certain place now" in ended.err


def test_a_corrected_transcript_leaves_memos_on_its_people(about_informan):
    about_informan.replace("interviews/a.txt", "Jawaban nomor 1,", "Jawaban nomor satu,")
    about_informan.done("ingest", "interviews", "--move-codings")
    assert person(about_informan) == "a/1"
