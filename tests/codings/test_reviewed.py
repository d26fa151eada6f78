"""Rules as a person corrected them: without what she rejected, with what she changed, and nothing else of hers."""

import zipfile

import pytest

from qualcode import Study, api
from qualcode.api.folder import open_study
from qualcode.api.review_desk import DeskOptions
from study import coded, keep_coding

A = "a"
LAYER = ("--coder", "rules", "--reviewed-by", "ani", "-b", "clinic.yaml")
PLAIN = ("--coder", "rules", "-b", "clinic.yaml")


@pytest.fixture
def folder(tmp_path):
    return coded(tmp_path)


@pytest.fixture
def desk(folder):
    return api.review.open_desk(open_study(folder.path), DeskOptions("ani", "clinic.yaml"))


def suggestions(desk):
    return desk.transcript(A)["suggestions"]


def answer(suggestion, do, **other):
    fields = ("turn", "code", "start", "end", "assertion", "rules")
    return {"do": do} | {name: suggestion[name] for name in fields} | other


def rows(folder, *options):
    table = folder.done("export", "segments", *options, "--to", "json", "-o", "-").json
    return table, [(row["turn"], row["code"], row["start"], row["end"], row["assertion"]) for row in table["rows"]]


def test_what_is_rejected_is_gone_and_what_is_not_answered_stays(folder, desk):
    _, before = rows(folder, *PLAIN)
    first, *_ = suggestions(desk)
    desk.append(A, [answer(first, "reject")])
    table, after = rows(folder, *LAYER)
    assert [row for row in before if row not in after] == [(2, "network", first["start"], first["end"], "affirmed")]
    assert [row for row in after if row not in before] == []
    assert table["title"].endswith("coder rules, reviewed by ani (1 of 4 suggestions)")
    assert table["notes"][3] == (
        "Reviewed by ani: 1 of 4 suggestions, 0 accepted (0 changed), 1 rejected (0 given another code). The others "
        "stand as rules made them: rules suggest, people find."
    )
    assert not any("Made by rules alone" in note for note in table["notes"])
    assert table["meta"]["layer"] == {
        "by": "ani", "suggestions": 4, "accepted": 0, "changed": 0, "rejected": 1, "replaced": 0
    }  # fmt: skip


def test_an_accepted_one_stands_as_she_changed_it(folder, desk):
    first, _, third, _ = suggestions(desk)
    shown = desk.append(A, [answer(first, "accept"), answer(third, "accept")])
    ids = {each["code"]: each["id"] for each in shown["codings"]}
    desk.append(A, [{"do": "change", "of": ids["network"], "start": first["start"], "end": first["end"] - 7}])
    desk.append(A, [{"do": "change", "of": ids["staff"], "assertion": "hypothetical"}])
    table, after = rows(folder, *LAYER)
    assert (2, "network", first["start"], first["end"] - 7, "affirmed") in after
    assert (4, "staff", third["start"], third["end"], "hypothetical") in after
    assert len(after) == len(rows(folder, *PLAIN)[1])
    changed = next(row for row in table["rows"] if row["end"] == first["end"] - 7)
    assert (changed["rules"], changed["coder"]) == ("net-missing", "rules reviewed by ani")
    assert (changed["quote"], changed["matched"]) == ("Jaringannya", None)  # as she marked it
    assert "2 of 4 suggestions, 2 accepted (2 changed), 0 rejected" in " ".join(table["notes"])


def test_another_code_in_its_place_is_hers(folder, desk):
    *_, third, _ = suggestions(desk)
    instead = answer(third, "code", code="network") | {"rules": []}
    desk.append(A, [instead, answer(third, "reject")])
    table, after = rows(folder, *LAYER)
    assert [row[1] for row in after if row[0] == 4 and row[4] == "affirmed"] == ["network", "health_app"]
    assert "1 rejected (1 given another code)" in " ".join(table["notes"])
    assert next(row for row in table["rows"] if row["code"] == "network" and row["turn"] == 4)["rules"] is None


def test_an_accepted_one_that_got_another_code_is_hers(folder, desk):
    *_, third, _ = suggestions(desk)
    (own,) = desk.append(A, [answer(third, "accept")])["codings"]
    desk.append(A, [{"do": "change", "of": own["id"], "code": "network"}])
    table, after = rows(folder, *LAYER)
    assert (4, "network", third["start"], third["end"], "affirmed") in after
    assert "1 accepted (1 changed)" in " ".join(table["notes"])


def test_nothing_of_hers_that_answers_no_suggestion(folder, desk):
    _, before = rows(folder, *PLAIN)
    desk.append(A, [{"do": "code", "turn": 4, "code": "network", "start": 20, "end": 26}])
    assert rows(folder, *LAYER)[1] == before


def test_words_that_got_the_code_without_the_suggestion_are_an_answer(folder, desk):
    *_, third, _ = suggestions(desk)
    desk.append(A, [{"do": "code", "turn": 4, "code": "staff", "start": 0, "end": 14, "assertion": "negated"}])
    assert third["start"] == 0
    table, after = rows(folder, *LAYER)
    said = (4, "staff", 0, 14, "negated") in after, "1 accepted (1 changed)" in " ".join(table["notes"])
    assert said == ((third["end"] - third["start"]) * 2 >= 14,) * 2


def test_what_is_undone_is_not_answered(folder, desk):
    first, *_ = suggestions(desk)
    undoes = desk.append(A, [answer(first, "reject")])["undoes"]
    desk.append(A, [{"do": "undo", "of": of} for of in undoes])
    table, after = rows(folder, *LAYER)
    assert after == rows(folder, *PLAIN)[1]
    assert "0 of 4 suggestions" in table["title"]


def test_a_coding_of_hers_that_lost_its_place_gives_way_to_the_suggestion(folder, desk):
    *_, third, _ = suggestions(desk)
    (own,) = desk.append(A, [answer(third, "accept")])["codings"]
    desk.append(A, [{"do": "change", "of": own["id"], "start": 0, "end": 14}])
    folder.replace("corpora/default/coding/ani/a.jsonl", '"quote":"Perawat datang"', '"quote":"Perawat pulang"')
    ended = folder.done("export", "segments", *LAYER, "--to", "json", "-o", "-")
    assert "has lost its place" in ended.err
    assert (4, "staff", 0, 7) in {tuple(row[n] for n in ("turn", "code", "start", "end")) for row in ended.json["rows"]}


@pytest.mark.parametrize("table", ["barriers", "turns", "quotes", "matrix", "code_coverage"])
def test_every_table_takes_it(folder, desk, table):
    *_, third, _ = suggestions(desk)
    desk.append(A, [answer(third, "reject")])
    made = folder.done("export", table, *LAYER, "--to", "json", "-o", "-").json
    assert "reviewed by ani (1 of 4 suggestions)" in made["title"]
    plain = folder.done("export", table, *PLAIN, "--to", "json", "-o", "-").json
    assert made["rows"] != plain["rows"]


def test_it_has_a_file_of_its_own_and_an_indonesian_title(folder, desk):
    desk.append(A, [answer(suggestions(desk)[0], "reject")])
    folder.done("export", "codes", *LAYER, "--lang", "id")
    table = folder.done("export", "codes", *LAYER, "--lang", "id", "--to", "json", "-o", "-").json
    assert "pengode rules, ditinjau oleh ani (1 dari 4 saran)" in table["title"]
    assert any(note.startswith("Ditinjau oleh ani: 1 dari 4 saran, 0 diterima") for note in table["notes"])
    assert (folder.path / "out/codes-reviewed-by-ani-id.csv").exists()


def test_the_methods_say_who_reviewed(folder, desk):
    desk.append(A, [answer(suggestions(desk)[0], "reject")])
    page = folder.done("export", "methods", *LAYER, "-o", "-").out
    assert "Reviewed by ani: 1 of 4 suggestions, 0 accepted (0 changed), 1 rejected" in page
    assert "without a person reading the passages" not in page
    indonesian = folder.done("export", "methods", *LAYER, "--lang", "id", "-o", "-").out
    assert "Ditinjau oleh ani: 1 dari 4 saran" in indonesian
    hidden = folder.done("export", "methods", *LAYER, "--redact", "-o", "-").out
    assert "1 of 4" not in hidden


def test_a_project_holds_it(folder, desk):
    *_, third, _ = suggestions(desk)
    instead = answer(third, "code", code="network") | {"rules": []}
    desk.append(A, [instead, answer(third, "reject")])
    folder.done("export", "project", *LAYER, "-o", "out/p.qdpx")
    project = zipfile.ZipFile(folder.path / "out/p.qdpx").read("project.qde").decode()
    assert 'name="rules of clinic, reviewed by ani"' in project
    assert "given by ani instead" in project


def test_the_reviewer_says_nothing_of_what_she_reviewed(folder, desk):
    keep_coding(folder, A, 4, "Perawat", coder="budi")
    desk.append(A, [answer(suggestions(desk)[0], "reject")])
    folder.write("corpora/default/coding/ani/coder.yaml", "format: 1\nread_whole: true\n")
    notes = " ".join(rows(folder, *LAYER)[0]["notes"])
    assert "Against coder budi" in notes
    assert "Against coder ani" not in notes


def test_it_can_be_measured_against_somebody_else(folder, desk):
    keep_coding(folder, A, 4, "Perawat", coder="budi")
    keep_coding(folder, A, 4, "Perawat", coder="citra")
    *_, third, _ = suggestions(desk)
    scores = folder.done("evaluate", "--against", "budi", *PLAIN, "--json").json["evaluation"]
    assert [row["found"] for row in scores["rows"] if row["code"] == "staff"] == [1]
    desk.append(A, [answer(third, "reject")])
    scores = folder.done("evaluate", "--against", "budi", *LAYER, "--json").json["evaluation"]
    assert [row["found"] for row in scores["rows"] if row["code"] == "staff"] == [0]
    assert scores["title"].startswith("Coder rules reviewed by ani against budi")
    assert any(note.startswith("Reviewed by ani: 1 of 4") for note in scores["notes"])
    several = folder.done(
        "evaluate", "--against", "budi", "--coder", "rules,citra", "--reviewed-by", "ani", "-b", "clinic.yaml", "--json"
    )
    assert "rules reviewed by ani" in several.out


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("export", "codes", "--coder", "ani", "--reviewed-by", "ani"), "goes with --coder rules"),
        (("export", "codes", "--reviewed-by", "an"), "did you mean `ani`?"),
        (("export", "project", "--coder", "ani", "--reviewed-by", "ani"), "goes with --coder rules"),
        (("evaluate", "--against", "ani", "--reviewed-by", "ani"), "compare with a coder who did not review them"),
        (("evaluate", "--against", "ani", "--coder", "budi", "--reviewed-by", "ani"), "goes with --coder rules"),
    ],
)
def test_what_makes_no_sense_is_refused(folder, desk, options, says):
    keep_coding(folder, A, 4, "Perawat", coder="budi")
    desk.append(A, [answer(suggestions(desk)[0], "reject")])
    ended = folder.run(*options, "-b", "clinic.yaml")
    assert (ended.code, says in ended.err) == (2, True), ended.err


def test_scripts_get_it_too(folder, desk):
    desk.append(A, [answer(suggestions(desk)[0], "reject")])
    study = Study(folder.path)
    plain, reviewed = study.codings(), study.codings(reviewed_by="ani")
    assert len(plain) - len(reviewed) == 1
    assert study.export("segments", reviewed_by="ani").rows == study.export("segments").rows - 1
