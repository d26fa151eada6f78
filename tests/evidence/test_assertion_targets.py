"""Targets for how things are put: marked once, no speaker in both halves, only places of real speech."""

import csv
from collections import Counter, defaultdict

import pytest

pytest.importorskip("benchmarks.assertion", reason="benchmarks are not part of this copy")

from benchmarks.assertion import (
    ASIDE,
    ASSERTIONS,
    FILES,
    MISSED,
    TARGETS,
    Target,
    _texts,
    counts,
    in_parts,
    invented,
    main,
    measure_aside,
    put,
    real,
    report,
)

ROWS = {
    name: list(csv.DictReader((TARGETS / name).open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    for name in (f"{part}{kind}.tsv" for part in FILES for kind in ("invented", "real"))
    if (TARGETS / name).is_file()
}
INVENTED = [row for name, rows in ROWS.items() if "invented" in name for row in rows]
REAL = [row for name, rows in ROWS.items() if "real" in name for row in rows]
PLACED = {"id", "split", "language", "source", "unit", "start", "end", "sha256", "assertion"}
SPEECH = Target("invented-dev-000", "dev", "en", "The roof is not wet. The door is wet.", 16, 19, "negated")


def test_each_half_has_thirty_of_each_assertion_and_the_fresh_set_forty():
    marked = Counter((row["split"], row["assertion"]) for row in (*INVENTED, *REAL))
    assert min(marked[split, how] for split in ("dev", "test") for how in ASSERTIONS) >= 30
    assert min(marked["fresh", how] for how in ASSERTIONS) >= 40


def test_the_third_fresh_set_is_drawn_at_random_and_has_enough_of_the_rare_assertions():
    third = [row for row in (*INVENTED, *REAL) if row["split"].startswith("fresh3")]
    marked = Counter(row["assertion"] for row in third)
    assert sum(row["split"] == "fresh3" for row in third) >= 290
    assert marked["negated"] >= 120
    assert min(marked[how] for how in ("hypothetical", "resolved", "question")) >= 60


def test_the_set_aside_has_twenty_of_each_assertion_in_real_speech():
    if not (aside := [row for row in REAL if row["split"].startswith(ASIDE)]):
        pytest.skip("no targets are set aside")
    marked = Counter(row["assertion"] for row in aside)
    assert min(marked[how] for how in ASSERTIONS) >= 20
    assert marked["resolved"] == 29  # half of all that were found; English is nearly used up in the data


def test_the_fresh_set_is_large_and_of_two_languages():
    fresh = [*ROWS["fresh-invented.tsv"], *ROWS["fresh-real.tsv"]]
    english = sum(row["language"] == "en" for row in fresh)
    assert len(fresh) >= 460
    assert 0.4 <= english / len(fresh) <= 0.6
    assert len({row["speaker"] for row in ROWS["fresh-invented.tsv"]}) >= 5


def test_no_text_and_no_speaker_stands_in_two_sets():
    sets = [
        {row["sha256"] for row in ROWS.get(f"{part}real.tsv", [])}
        | {row["speaker"] for row in ROWS.get(f"{part}invented.tsv", [])}
        for part in FILES
    ]
    assert len(set().union(*sets)) == sum(map(len, sets))


def test_no_speaker_stands_in_both_halves():
    halves = defaultdict(set)
    for row in ROWS["invented.tsv"]:
        halves[row["speaker"]].add(row["split"])
    for row in ROWS["real.tsv"]:
        block = "" if row["source"].endswith(".txt") else str(int(row["unit"]) // 50)
        halves[row["source"] + block].add(row["split"])
    assert {len(found) for found in halves.values()} == {1}


def test_no_place_is_marked_twice():
    places = [(row["source"], row["unit"], row["start"]) for row in REAL]
    places += [(target.text, target.start, target.end) for target in invented()]
    assert len(places) == len(set(places))


def test_real_speech_is_not_copied():
    assert all(set(row) == PLACED for row in REAL)


def test_marks_are_cut_out_of_invented_speech():
    targets = list(invented())
    assert len(targets) == len(INVENTED)
    assert all(f"[[{target.term}]]" in row["text"] for target, row in zip(targets, INVENTED, strict=True))
    assert not any("[[" in target.text or "]]" in target.text for target in targets)


def test_another_text_is_refused(tmp_path):
    source = tmp_path / "anes2008-dev" / "dataset1.csv"
    source.parent.mkdir()
    source.write_text("ID,verbatim\n" + "4,another\n" * 400, "utf-8")
    with pytest.raises(ValueError, match="another text"):
        list(real(tmp_path))


def test_paragraphs_of_a_treebank_are_numbered(tmp_path):
    treebank = tmp_path / "speech.conllu"
    treebank.write_text(
        "# newdoc id = d\n# newpar id = p1\n# text = One.\n1\tOne\n\n# text = Two.\n\n# newpar id = p2\n"
    )
    assert _texts(treebank) == ["One. Two.", ""]


ASIDE_SPEECH = [
    Target("invented-fresh3-001", ASIDE, "en", SPEECH.text, 16, 19, "negated"),
    Target("invented-fresh3-002", f"{ASIDE}-rare", "en", SPEECH.text, 33, 36, "affirmed"),
]


def test_counting_measures_nothing_and_shows_no_text(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("benchmarks.assertion.put", lambda targets: pytest.fail("something was measured"))
    monkeypatch.setattr("sys.argv", ["assertion", "--fresh1", "--count", "--data", str(tmp_path)])
    main()
    assert capsys.readouterr().out.splitlines() == list(counts([t for t in invented() if t.split == "fresh"]))
    measure_aside(ASIDE_SPEECH, count=True)
    assert capsys.readouterr().out.splitlines() == list(counts(ASIDE_SPEECH))


def test_the_set_aside_is_measured_by_its_random_part_and_whole_without_its_text(monkeypatch, capsys):
    monkeypatch.setattr("benchmarks.assertion.put", lambda targets: [MISSED] * len(targets))
    measure_aside([SPEECH, *ASIDE_SPEECH], count=False)
    printed = capsys.readouterr().out
    assert "drawn at random: 1 targets in 1 texts" in printed
    assert "with those added for the rare assertions: 2 targets in 1 texts" in printed
    assert "roof" not in printed


def test_what_was_drawn_at_random_is_told_apart_in_a_set_that_was_set_aside_once():
    lines = "\n".join(in_parts("fresh2", ASIDE_SPEECH, ["negated", MISSED]))
    assert "fresh2: 1 targets in 1 texts" in lines
    assert "| all | 1 | 1.000 | 1.000 | 0 | 0 |" in lines
    assert "| all | 2 | 0.500 | 0.500 | 0 | 1 |" in lines
    assert "added" not in "\n".join(in_parts("dev", [SPEECH], [MISSED]))


def test_without_a_set_aside_nothing_is_measured():
    with pytest.raises(SystemExit, match="No targets are set aside"):
        measure_aside([SPEECH], count=False)


def test_the_coding_that_covers_a_target_says_how_it_is_put():
    later = Target("invented-dev-001", "dev", "en", SPEECH.text, 33, 36, "affirmed")
    assert put([SPEECH, later]) == ["negated", "affirmed"]


def test_a_target_without_a_coding_is_wrong():
    lines = "\n".join(report("dev", [SPEECH], [MISSED]))
    assert "| negated | 0.000 |  | 0 | 0 | 0 | 0 | 0 | 1 |" in lines
    assert "| all | 1 | 0.000 | 1.000 | 0 | 0 |" in lines
