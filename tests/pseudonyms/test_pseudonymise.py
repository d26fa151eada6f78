"""Story A1: a copy of a study holds no name of the key in any byte, and its codings stand on their words."""

import csv
import json
import re
import stat
import zipfile
from datetime import datetime, timedelta

import pytest

from study import CODEBOOK, TXT, Folder, coded, configured, keep_coding

CANARY = """\
---
umur: 43
date: 2024-08-06
---
Peneliti: Apa kendalanya, Bu Wening?
Wening Kanaria: Saya Wening. Jaringannya kurang, kata Pak Udin. Udinnya pergi ke Tegalombo.
Peneliti: Lalu perawat?
Wening Kanaria: Perawat datang hari Senin, kata Wening Kanaria di rumah Udin. Nomor saya 0812-3456-7890.
Wening Kanaria: NIK saya 3501124512810003, rumah di Jalan Cempaka No. 19.
"""
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
NAMES = ("Wening", "Kanaria", "Udin", "Tegalombo", "0812-3456-7890", "0812", "3501124512810003", "Cempaka")


@pytest.fixture
def study(tmp_path) -> Folder:
    """A study with one respondent whose words and name are searched for everywhere."""
    folder = configured(tmp_path / "study", {"bu-wening.txt": CANARY, "b.txt": TXT})
    folder.replace(
        "corpora/interviews/corpus.yaml", "# speakers:", "speakers: {Wening Kanaria: participant}\n# speakers:"
    )
    folder.done("ingest")
    keep_coding(folder, "bu-wening", 4, "kata Wening Kanaria di rumah Udin", "interviews")
    keep_coding(folder, "b", 4, "Perawat datang", "interviews", coder="ani")
    folder.done("code")
    folder.done("sample", "-o", "sheet.csv", "--per-code", "2", "--uncoded", "2")
    return folder


def decide(study: Folder, *replaced: str, organisations: tuple[str, ...] = ()) -> None:
    """Decide about every candidate: replace those named, some as organisations, and keep the others."""
    study.done("identifiers", "-q")
    path = study.path.parent / "study-key/pseudonyms.csv"
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    for row in rows:
        row["decision"] = "replace" if set(row["name"].split()) & set(replaced) else "keep"
        row["decision"] = "organisation" if row["name"] in organisations else row["decision"]
    with (study.path.parent / "decided.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    study.done("identifiers", "--decide", "../decided.csv", "-q")


def test_a_pseudonym_that_is_a_name_of_the_study_is_refused_by_its_line(study):
    decide(study, *NAMES)
    key = study.path.parent / "study-key/pseudonyms.csv"
    rows = list(csv.DictReader(key.read_text("utf-8-sig").splitlines()))
    for row in rows:
        row["pseudonym"] = "udin" if row["name"] == "Tegalombo" else ""
    with (study.path.parent / "decided.csv").open("w", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(rows[0])).writeheader()
        csv.DictWriter(file, list(rows[0])).writerows(rows)
    study.done("identifiers", "--decide", "../decided.csv", "-q")
    ended = study.run("pseudonymise", "--to", "../copy")
    assert (ended.code, "the pseudonym of `Tegalombo` is `Udin`" in ended.err) == (2, True)
    assert not (study.path.parent / "copy").exists()


def copied(study: Folder, *options: str) -> Folder:
    decide(study, *NAMES)
    study.done("pseudonymise", "--to", "../copy", *options)
    return Folder(study.path.parent / "copy")


def names_in(data: bytes) -> list[str]:
    """Names of the key in bytes; four digits within a checksum are no telephone number."""
    said = re.sub(rb"\b[0-9a-f]{64}\b", b"", data.lower())
    return [name for name in NAMES if name.lower().encode() in said]


def test_no_byte_of_the_copy_holds_a_name(study):
    copy = copied(study)
    for name, data in copy.tree().items():
        assert names_in(name.encode() + data) == [], name


def test_codings_stand_on_their_words(study):
    copy = copied(study)
    assert copy.done("verify").code == 0
    assert copy.done("code").code == 0
    (file,) = (copy.path / "corpora/interviews/coding/reader-1").glob("*.jsonl")
    line = json.loads(file.read_text("utf-8").splitlines()[1])
    text = copy.turns(file.stem, "interviews")[3][1]
    assert line["quote"] == text[line["start"] : line["end"]]
    assert line["quote"].startswith("kata ")
    assert " di rumah " in line["quote"]


def test_tables_count_the_same(study):
    copy = copied(study, "--k", "0")
    for folder in (study, copy):
        folder.done("code", "-q")
        folder.done("export", "codes", "--coder", "reader-1", "-o", "codes.csv", "-q")
    names = ("code", "respondents", "mentions", "turns")
    one, other = ([[row[name] for name in names] for row in folder.rows("codes.csv")] for folder in (study, copy))
    assert one == other


def test_a_name_is_the_same_everywhere_and_of_the_same_gender(study):
    copy = copied(study)
    (name,) = {path.stem for path in (copy.path / "corpora/interviews/transcripts").glob("*.jsonl")} - {"b"}
    turns = copy.turns(name, "interviews")
    asked, (label, said) = turns[0][1], turns[1]
    first, last = label.split()
    assert name == f"bu-{first.lower()}"
    assert asked == f"Apa kendalanya, Bu {first}?"
    assert said.startswith(f"Saya {first}. Jaringannya kurang, kata Pak ")
    assert turns[3][1].startswith(f"Perawat datang hari Senin, kata {first} {last} di rumah ")
    assert f"{label}: participant" in copy.read("corpora/interviews/corpus.yaml")
    pak = said.split("kata Pak ")[1].split(".")[0]
    assert f"{pak}nya pergi" in said


def test_the_key_stays_with_the_researcher(study):
    copied(study)
    key = study.path.parent / "study-key/pseudonyms.csv"
    assert b"Wening" in key.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_twice_gives_the_same_bytes(study):
    copy = copied(study)
    study.done("pseudonymise", "--to", "../again")
    assert Folder(study.path.parent / "again").tree() == copy.tree()


def test_the_study_itself_is_as_it_was(study):
    before = {name: data for name, data in study.tree().items() if not name.startswith(".qualcode")}
    copied(study)
    assert {name: data for name, data in study.tree().items() if not name.startswith(".qualcode")} == before


@pytest.mark.parametrize("where", ["", "corpora/interviews/"])
def test_what_a_picture_shows_cannot_be_searched_so_a_copy_holds_none(study, where):
    study.write(f"{where}map.png", PNG)
    copy = copied(study)
    assert [name for name, data in copy.tree().items() if b"PNG" in data] == []


@pytest.mark.parametrize("where", ["corpora/interviews/memos", "codebooks"])
def test_a_picture_among_what_people_wrote_is_refused_by_name(study, where):
    decide(study, *NAMES)
    study.write(f"{where}/map.png", PNG)
    ended = study.run("pseudonymise", "--to", "../copy")
    assert ended.code != 0
    assert "map.png" in ended.err
    assert not (study.path.parent / "copy").exists()


def test_sources_lock_and_what_is_rebuilt_are_left_out(study):
    study.done("lock")
    copy = copied(study)
    assert {path.name for path in copy.path.iterdir()} == {
        "qualcode.yaml", "codebooks", "corpora", ".gitignore", ".gitattributes"
    }  # fmt: skip
    assert not (copy.path / "corpora/interviews/sources").exists()
    assert copy.done("status").code == 0


def test_ages_and_dates_become_ranges(study):
    header = copied(study).transcript("b", "interviews")[0]
    assert "attributes" not in header
    copy = Folder(study.path.parent / "copy")
    (file,) = (path for path in (copy.path / "corpora/interviews/transcripts").glob("bu-*.jsonl"))
    assert json.loads(file.read_text("utf-8").split("\n")[0])["attributes"] == {"umur": "40-49", "date": "2024"}


@pytest.mark.parametrize("undecided", ["Udin", "Tegalombo", "0812-3456-7890"])
def test_while_something_is_undecided_there_is_no_copy(study, undecided):
    decide(study, *NAMES)
    key = study.path.parent / "study-key/pseudonyms.csv"
    lines = key.read_text("utf-8").split("\n")
    cut = [line.replace(",replace,", ",,") if line.startswith(f"{undecided},") else line for line in lines]
    assert cut != lines
    key.write_text("\n".join(cut), "utf-8")
    ended = study.run("pseudonymise", "--to", "../copy", "--json")
    assert ended.code == 1
    assert ended.json["undecided"] == [undecided]
    assert {trace["string"] for trace in ended.json["left"]} == {undecided}
    assert not (study.path.parent / "copy").exists()
    assert [path.name for path in study.path.parent.iterdir() if path.name.startswith(".")] == []


def test_a_name_that_only_a_list_shows_counts_as_undecided_too(study):
    decide(study, *NAMES)
    study.write("names.txt", "Senin  # a surname\n")
    study.done("identifiers", "--names", "names.txt", "-q")
    ended = study.run("pseudonymise", "--to", "../copy", "--json")
    assert (ended.code, ended.json["undecided"]) == (1, ["Senin"])


def test_a_name_that_a_rule_names_is_left_and_told(study):
    study.write("codebooks/barriers.yaml", CODEBOOK.replace("net-missing", "udin-says"))
    decide(study, *NAMES)
    ended = study.run("pseudonymise", "--to", "../copy", "--json")
    assert (ended.code, {trace["file"] for trace in ended.json["left"]}) == (1, {"codebooks/barriers.yaml"})


@pytest.fixture
def named_in_rules(study) -> Folder:
    """A study whose rules look for an organisation, alone, with what hangs on it, and as a part of a longer name."""
    said = "Informan: Sehati lambat. Sehatinya mati. Kata Badan Wanamukti, bagus. Sehati mahal. Badan kami kecil.\n"
    study.write("corpora/interviews/sources/b.txt", TXT + said)
    study.replace("codebooks/barriers.yaml", "terms: [Sehati]", "terms: [Sehati, badan]")
    study.done("ingest")
    study.done("code")
    study.write("names.txt", "Sehati\nBadan Wanamukti\n")
    study.done("identifiers", "-q", "--names", "names.txt")
    decide(study, *NAMES, organisations=("Sehati", "Badan Wanamukti"))
    return study


def mentions(folder: Folder) -> dict[str, str]:
    folder.done("code", "-q")
    folder.done("export", "codes", "-o", "codes.csv", "-q")
    return {row["code"]: row["mentions"] for row in folder.rows("codes.csv")}


def test_rules_find_an_organisation_that_is_replaced_in_them_too(named_in_rules):
    study = named_in_rules
    study.replace("codebooks/barriers.yaml", "[Sehati, badan]", "[Sehati]")
    ended = study.done("pseudonymise", "--to", "../copy", "--k", "0")
    copy = Folder(study.path.parent / "copy")
    assert "Sehati" not in copy.read("codebooks/barriers.yaml")
    assert mentions(copy) == mentions(study)
    assert int(mentions(copy)["health_app"]) > 3
    assert "another number of sentences" not in ended.err


def test_a_rule_that_finds_less_in_the_copy_is_told_with_both_numbers(named_in_rules):
    ended = named_in_rules.done("pseudonymise", "--to", "../copy", "--k", "0")
    assert re.search(r"barriers.yaml: .*`health_app` 6 -> 5", ended.err.replace("\n", " "))
    assert not (named_in_rules.path.parent / "copy/.qualcode").exists()


def test_a_decided_name_that_is_left_in_the_name_of_a_rule_is_not_to_be_decided_again(study):
    study.write("codebooks/barriers.yaml", CODEBOOK.replace("net-missing", "udin-says"))
    decide(study, *NAMES)
    said = study.run("pseudonymise", "--to", "../copy").err
    assert "give it another name" in said
    assert "decide about each" not in said


def test_with_tags_nobody_gets_a_name(study):
    copy = copied(study, "--tags")
    said = [text for path in (copy.path / "corpora/interviews/transcripts").glob("*.jsonl")
            for _, text in copy.turns(path.stem, "interviews")]  # fmt: skip
    assert any("kata Pak [NAME-" in text for text in said)
    assert copy.done("verify").code == 0


def test_a_folder_that_holds_something_is_refused(study):
    decide(study, *NAMES)
    study.write("../full/x.txt", "x")
    ended = study.run("pseudonymise", "--to", "../full")
    assert (ended.code, "holds something already" in ended.err) == (2, True)
    study.path.parent.joinpath("empty").mkdir()
    study.done("pseudonymise", "--to", "../empty")


@pytest.mark.parametrize("to", [".", "copy", "out/copy"])
def test_a_copy_inside_the_study_is_refused(study, to):
    decide(study, *NAMES)
    assert study.run("pseudonymise", "--to", to).code == 2


def test_nothing_decided_is_refused(study):
    ended = study.run("pseudonymise", "--to", "../copy")
    assert (ended.code, "nothing is decided yet" in ended.err) == (2, True)


def test_a_dry_run_writes_nothing(study):
    decide(study, *NAMES)
    before = {path.name for path in study.path.parent.iterdir()}
    ended = study.done("pseudonymise", "--to", "../copy", "-n")
    assert "Would write" in ended.err
    assert {path.name for path in study.path.parent.iterdir()} == before


def test_a_trained_pipeline_finds_names_beside_the_rules(tmp_path):
    import spacy

    pipeline = spacy.blank("xx")
    rules = [{"label": "PER", "pattern": "si manis"}, {"label": "DATE", "pattern": "besok"}]
    pipeline.add_pipe("entity_ruler").add_patterns(rules)  # type: ignore[attr-defined]
    pipeline.to_disk(tmp_path / "model")
    folder = coded(tmp_path / "study", {"a.txt": "A: Apa kabar?\nB: Baik, kata si manis besok.\n"})
    names = [[each["name"] for each in folder.done("identifiers", "-n", "--json", *more).json["candidates"]]
             for more in ((), ("--pipeline", "../model"))]  # fmt: skip
    assert [name for name in names[1] if name not in names[0]] == ["si manis"]
    assert folder.run("identifiers", "--pipeline", "../nowhere").code == 2


def test_a_copy_that_holds_no_sources_runs(study):
    copy = copied(study)
    ended = copy.done("run")
    assert "nothing read" in ended.err
    assert (copy.path / "out/barriers.csv").is_file()


def test_when_all_is_decided_the_copy_is_what_follows(study):
    assert "fill in its column" in study.done("identifiers").err
    decide(study, *NAMES)
    ended = study.done("identifiers")
    assert (ended.out, "Next: `qualcode pseudonymise --to DIR`" in ended.err) == ("", True)


def test_the_list_is_shown_and_announced(tmp_path):
    folder = coded(tmp_path / "study", {"a.txt": "A: apa kabar pak udin\nB: baik saya kenal rina dari tegal\n" * 20})
    ended = folder.done("identifiers", "--top", "3")
    assert "no capitals" in ended.err
    assert "udin" in ended.out
    assert folder.done("identifiers", "--json", "-n").json["undecided"] > 0


def test_times_of_codings_are_moved_by_the_same_days_in_every_copy(study):
    memo = {
        "id": "1",
        "kind": "turn",
        "on": {"transcript": "b", "turn": 2},
        "text": "x",
        "time": "2024-05-01T10:00:00.000Z",
    }
    study.write("corpora/interviews/memos/ani.jsonl", json.dumps(memo) + "\n")
    copy = copied(study)

    def times(folder: Folder) -> list[str]:
        files = sorted((folder.path / "corpora/interviews/memos").glob("*.jsonl"))
        lines = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
        return sorted(line["time"] for line in lines if "time" in line)

    days = int((study.path.parent / "study-key/days.txt").read_text())
    moved = [datetime.fromisoformat(one) - datetime.fromisoformat(two) for one, two in zip(
        times(study), times(copy), strict=True)]  # fmt: skip
    assert set(moved) == {timedelta(days=days)}
    assert stat.S_IMODE((study.path.parent / "study-key/days.txt").stat().st_mode) == 0o600


def test_places_become_other_places(study):
    decide(study, *NAMES)
    study.done("pseudonymise", "--to", "../copy", "--places")
    copy = Folder(study.path.parent / "copy")
    (name,) = {path.stem for path in (copy.path / "corpora/interviews/transcripts").glob("*.jsonl")} - {"b"}
    place = copy.turns(name, "interviews")[1][1].split("pergi ke ")[1].removesuffix(".")
    assert place.istitle()
    assert place != "Tegalombo"


def test_an_attribute_that_nobody_has_is_refused(study):
    decide(study, *NAMES)
    ended = study.run("pseudonymise", "--to", "../copy", "--quasi", "umr")
    assert (ended.code, "umr" in ended.err, (study.path.parent / "copy").exists()) == (2, True, False)


def test_groups_come_before_other(study):
    decide(study, *NAMES)
    study.write("groups.csv", "attribute;value;group\numur;43;tua\n")
    study.write("wrong.csv", "a,b\n1,2\n")
    assert study.run("pseudonymise", "--to", "../copy", "--groups", "wrong.csv").code == 2
    study.done("pseudonymise", "--to", "../copy", "--groups", "groups.csv")


def test_share_replaces_names_in_one_step(study):
    about = study.read("corpora/interviews/corpus.yaml")
    study.write("corpora/interviews/corpus.yaml", re.sub("(?m)^consent:.*$", "consent: share", about))
    undecided = study.run("share", "-o", "../study.zip", "--pseudonymised")
    assert (undecided.code, (study.path.parent / "study.zip").exists()) == (2, False)
    decide(study, *NAMES)
    study.done("share", "-o", "../study.zip", "--pseudonymised")
    assert {path.name for path in study.path.parent.iterdir()} == {
        "study", "study-key", "study.zip", "decided.csv"
    }  # fmt: skip
    with zipfile.ZipFile(study.path.parent / "study.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert any(name.endswith(".jsonl") for name in held)
    for name, data in held.items():
        assert names_in(name.encode() + data) == [], name
    assert b"Names that were found were replaced" in held["WHAT-WAS-REMOVED.md"]


def test_a_seldom_candidate_that_nobody_decided_is_told_and_holds_no_copy_up(tmp_path, monkeypatch):
    monkeypatch.setattr("qualcode.identifiers.small_letters._AT_ONE_SITTING", 1)
    said = "Informan: kata pak udin itu frobaniku sama wexanodi belum datang\n"
    study = configured(tmp_path / "study", {"a.txt": said.lower().replace("informan", "Informan")})
    study.done("ingest")
    listed = study.done("identifiers", "--json").json
    assert {each["name"]: each["seldom"] for each in listed["candidates"]} == {
        "udin": False, "frobaniku": True, "wexanodi": True,
    }  # fmt: skip
    assert (listed["undecided"], listed["seldom"]) == (1, 2)
    assert "2 more are seldom names" in study.done("identifiers").err
    (tmp_path / "sheet.csv").write_text("name,decision\nudin,person\nwexanodi,keep\n", "utf-8")
    study.done("identifiers", "--decide", "../sheet.csv")
    refused = study.run("pseudonymise", "--to", "../copy", "--all-decided")
    assert (refused.code, "1 names are left" in refused.err) == (1, True)
    assert "1 seldom candidates are undecided" in study.done("pseudonymise", "--to", "../copy").err
    assert "frobaniku" in Folder(tmp_path / "copy").read("corpora/interviews/transcripts/a.jsonl")


def test_a_name_as_speech_stretches_and_spells_it_is_in_no_byte_of_the_copy(tmp_path):
    said = "Informan: Itu Wening, Weniiing, W.E.N.I.N.G., dan Weeningnya.\n"
    study = configured(tmp_path / "study", {"a.txt": said})
    study.done("ingest")
    decide(study, "Wening", "Weniiing")
    study.done("pseudonymise", "--to", "../copy")
    turn = Folder(tmp_path / "copy").read("corpora/interviews/transcripts/a.jsonl").lower()
    assert not [each for each in ("wening", "weniiing", "w.e.n", "weening") if each in turn]


def test_a_codebook_that_cannot_be_read_is_told_and_not_passed_over(study):
    decide(study, *NAMES)
    study.write("codebooks/draft.yaml", "format: 1\ncodebook: draft\ncodes: none yet\n")
    said = study.done("pseudonymise", "--to", "../copy").err
    assert "codebooks/draft.yaml: this codebook cannot be read, and its rules were not tried on the copy" in said
