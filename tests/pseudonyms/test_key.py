"""The key lies outside the study, readable by its owner only; what a person decided is kept."""

import os
import stat
import subprocess

import pytest

from qualcode.identifiers.candidates import IdentifierCandidate
from qualcode.model.finding import StudyError
from qualcode.pseudonyms.key import (
    KeyLine,
    key_folder,
    read_key,
    read_key_sheet,
    sheet_bytes,
    with_candidates,
    with_key_sheet,
    write_key,
)

SARI = IdentifierCandidate("Sari", "person", 2, (("a:1", "Bu [Sari]"),), 5.0, ("bu",))
PHONE = IdentifierCandidate("+62 812", "phone", 1, (("a:2", "[+62 812]"),), 10.0)


def test_the_key_lies_beside_the_study(tmp_path):
    study = tmp_path / "clinics"
    study.mkdir()
    assert key_folder(study, "") == tmp_path / "clinics-key"


@pytest.mark.parametrize("inside", [".", "key", "a/b"])
def test_a_key_inside_the_study_is_refused(tmp_path, inside):
    with pytest.raises(StudyError, match="inside the study"):
        key_folder(tmp_path, str(tmp_path / inside))


def test_a_key_inside_git_is_refused(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    study = tmp_path / "study"
    study.mkdir()
    with pytest.raises(StudyError, match="git"):
        key_folder(study, "")


@pytest.mark.skipif(os.name == "nt", reason="there are no modes")
def test_only_its_owner_can_read_it(tmp_path):
    path = write_key(tmp_path / "key", with_candidates({}, [SARI]))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_read_as_it_was_written(tmp_path):
    lines = with_candidates({}, [PHONE, SARI])
    write_key(tmp_path, lines)
    assert read_key(tmp_path) == lines
    assert b"\n'+62 812,phone" in (tmp_path / "pseudonyms.csv").read_bytes()  # no formula of a spreadsheet


def sheet(tmp_path, *rows: str):
    path = tmp_path / "decided.csv"
    path.write_text("\n".join(["name,kind,decision,pseudonym", *rows]) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("written", "kind", "decision"),
    [
        ("keep", "person", "keep"),
        ("replace", "person", "replace"),
        ("P", "person", "replace"),
        ("L", "place", "replace"),
        ("organisation", "organisation", "replace"),
        ("", "person", ""),
    ],
)
def test_decisions_are_words_letters_or_kinds(tmp_path, written, kind, decision):
    lines = read_key_sheet(sheet(tmp_path, f"Sari,person,{written},"), "decided.csv")
    assert (lines["sari"].kind, lines["sari"].decision) == (kind, decision)


def test_what_is_no_decision_is_refused_with_its_line(tmp_path):
    with pytest.raises(StudyError) as refused:
        read_key_sheet(sheet(tmp_path, "Sari,person,keep,", "Udin,person,maybe,"), "decided.csv")
    assert str(refused.value).startswith("decided.csv:3: `maybe` is no decision; write keep")


def test_a_sheet_without_its_columns_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(StudyError, match="no column `name`"):
        read_key_sheet(path, "x.csv")


def test_decisions_stay_when_candidates_are_looked_for_again():
    key = with_key_sheet(with_candidates({}, [SARI, PHONE]), {"sari": KeyLine("Sari", "person", "replace", "Dewi")})
    again = with_candidates(key, [PHONE])
    assert [(line.name, line.decision, line.pseudonym, line.count) for line in again.values()] == [
        ("+62 812", "", "", 1),
        ("Sari", "replace", "Dewi", 0),
    ]


def test_another_sheet_decides_only_what_it_says():
    key = with_key_sheet({"sari": KeyLine("Sari", "person", "keep")}, {"sari": KeyLine("Sari", "person", "", "Dewi")})
    assert (key["sari"].decision, key["sari"].pseudonym) == ("keep", "Dewi")
    assert sheet_bytes(key.values()).count(b"\n") == 2
