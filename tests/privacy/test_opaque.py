"""Names that tell who somebody is, where a number would do."""

import subprocess

import pytest

from qualcode.identifiers.tellers import looks_like_person
from study import TXT, Folder, configured, keep_coding

PERSONS = [
    "Bu Sri",
    "Wawancara Pak Budi",
    "SitiAminah_2024",
    "siti-aminah",
    "John Smith (tape 2)",
    "Ratna",
    "Ibu Camat",
]
OTHERS = ["Informan 1", "P2", "R01", "interview-01", "kelurahan-01", "FGD Bandung", "Narasumber", "speaker 1", "a", ""]


@pytest.mark.parametrize("name", PERSONS)
def test_a_given_name_or_a_title_looks_like_a_person(name):
    assert looks_like_person(name)


@pytest.mark.parametrize("name", OTHERS)
def test_roles_places_and_numbers_do_not(name):
    assert not looks_like_person(name)


def test_a_lock_that_names_people_is_warned_of_where_git_takes_it_up(tmp_path):
    folder = configured(tmp_path, {"Siti Aminah.txt": TXT, "kelurahan-01.txt": TXT.replace("desa", "kota")})
    folder.done("ingest")
    folder.done("lock")
    assert not warned(folder)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (found,) = warned(folder)
    assert found["file"] == "qualcode.lock"
    assert "it names 1 transcript by what looks like a person" in found["message"]
    assert "Siti" in folder.read("qualcode.lock").splitlines()[found["line"] - 1]
    folder.write(".gitignore", folder.read(".gitignore") + "qualcode.lock\n")
    assert not warned(folder)


def warned(folder: Folder) -> list[dict]:
    return [each for each in folder.run("check", "--json").json["findings"] if each["check"] == "QC211"]


def ids(folder: Folder) -> list[str]:
    return sorted(path.stem for path in (folder.path / "corpora/interviews/transcripts").glob("*.jsonl"))


def test_ingest_offers_numbers_for_names_and_gives_them(tmp_path):
    folder = configured(tmp_path, {"Siti Aminah.txt": TXT, "Pak Budi.txt": TXT.replace("desa", "kota")})
    ended = folder.done("ingest")
    assert "2 transcripts named like persons: `--opaque-ids`" in ended.err
    assert "--opaque-ids" not in folder.done("ingest", "--opaque-ids").err
    assert ids(folder) == ["R01", "R02"]
    folder.write("corpora/interviews/sources/Ratna.txt", TXT.replace("desa", "dusun"))
    ended = folder.done("ingest")
    assert "1 new, 2 unchanged" in ended.err
    assert ids(folder) == ["R01", "R02", "R03"]
    kept = folder.read("corpora/interviews/opaque-ids.jsonl").splitlines()
    assert kept[2] == '{"transcript":"R03","file":"Ratna"}'
    folder.write("corpora/interviews/sources/Ratna.txt", TXT.replace("desa", "dukuh"))
    assert "1 changed, 2 unchanged" in folder.done("ingest").err
    assert ids(folder) == ["R01", "R02", "R03"]
    folder.done("lock")
    assert not warned(folder)
    for name in ("Siti", "Ratna"):
        assert name not in folder.read("qualcode.lock")


def test_a_transcript_on_which_somebody_worked_keeps_its_name(tmp_path):
    folder = configured(tmp_path, {"Siti Aminah.txt": TXT})
    folder.done("ingest")
    keep_coding(folder, "Siti Aminah", 4, "Perawat", "interviews")
    ended = folder.done("ingest", "--opaque-ids")
    assert "`Siti Aminah` keeps its name" in ended.err
    assert ids(folder) == ["Siti Aminah"]


def test_attributes_of_a_file_reach_its_number(tmp_path):
    folder = configured(tmp_path, {"Siti Aminah.txt": TXT})
    folder.write("meta.csv", "file,city\nSiti Aminah.txt,Kota\n")
    assert "warning" not in folder.done("ingest", "--opaque-ids", "--meta", "meta.csv").err
    assert folder.transcript("R01", "interviews")[0]["meta"] == {"city": "Kota"}


def test_who_withdraws_leaves_the_list_of_numbers_too(tmp_path):
    folder = configured(tmp_path, {"Siti Aminah.txt": TXT, "Pak Budi.txt": TXT.replace("desa", "kota")})
    folder.done("ingest", "--opaque-ids")
    ended = folder.done("withdraw", "R02/1", "--yes")
    assert "Siti Aminah" in ended.err
    assert folder.read("corpora/interviews/opaque-ids.jsonl") == '{"transcript":"R01","file":"Pak Budi"}\n'
    assert ids(folder) == ["R01"]


def test_init_offers_them_where_files_are_there(tmp_path):
    folder = Folder(tmp_path)
    folder.write("raw/Siti Aminah.txt", TXT)
    assert "Files here are named like persons" in folder.done("init").err
    assert folder.read(".gitignore").count("corpora/*/opaque-ids.jsonl") == 1


def test_a_dry_run_names_nothing(tmp_path):
    folder = configured(tmp_path, {"Siti Aminah.txt": TXT})
    before = folder.tree()
    folder.done("ingest", "--opaque-ids", "-n")
    assert folder.tree() == before
