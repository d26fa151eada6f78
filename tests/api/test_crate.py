"""The research object describes every file of `out/`, and nothing that somebody said."""

import hashlib
import json

import pytest

from study import coded, configured


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = configured(tmp_path_factory.mktemp("crate"))
    folder.done("run")
    folder.done("lock")
    folder.done("export", "methods")
    folder.done("export", "crate")
    return folder


def described(folder):
    return {entity["@id"]: entity for entity in json.loads(folder.read("out/ro-crate-metadata.json"))["@graph"]}


def test_every_file_is_described_by_its_bytes(study):
    files = {name.removeprefix("out/"): data for name, data in study.tree("out").items()}
    files.pop("ro-crate-metadata.json")
    made = described(study)
    assert {each["@id"] for each in made["./"]["hasPart"]} == set(files)
    assert {name: made[name]["sha256"] for name in files} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }


def test_codebook_lock_and_time_are_those_of_the_study(study):
    made = described(study)
    lock = hashlib.sha256(study.tree()["qualcode.lock"]).hexdigest()
    assert made["#lock"]["identifier"] == f"sha256:{lock}"
    assert made["#codebook"]["alternateName"] == "clinic"
    assert made["#run"]["endTime"] == json.loads(study.read("out/run.json"))["time"]


def test_no_words_of_participants_stand_in_it(study):
    assert "Sinyal" not in study.read("out/ro-crate-metadata.json")


def test_again_gives_the_same_bytes(study):
    assert "Unchanged" in study.done("export", "crate").err


def test_what_the_standard_asks_for_and_is_not_there_is_said(tmp_path):
    ended = coded(tmp_path).done("export", "crate")
    assert all(what in ended.err for what in ("no files in out/", "no run is recorded", "no licence"))


def test_it_lies_in_the_folder_that_it_describes(study):
    ended = study.run("export", "crate", "-o", "elsewhere.json")
    assert (ended.code, "describes the folder it lies in" in ended.err) == (2, True)
    assert study.done("export", "crate", "-o", "-").out.startswith("{")
