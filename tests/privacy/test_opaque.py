"""Names that tell who somebody is, where a number would do."""

import subprocess

import pytest

from qualcode.privacy.opaque import looks_like_person
from study import TXT, Folder, configured

PERSONS = ["Bu Sri", "Wawancara Pak Budi", "SitiAminah_2024", "siti-aminah", "John Smith (tape 2)", "Ratna", "Ibu Camat"]
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
    assert "Siti" not in folder.run("check").out
    folder.write(".gitignore", folder.read(".gitignore") + "qualcode.lock\n")
    assert not warned(folder)


def warned(folder: Folder) -> list[dict]:
    return [each for each in folder.run("check", "--json").json["findings"] if each["code"] == "QC211"]
