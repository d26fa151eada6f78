"""Coding again after an edit: only what changed is looked for, and the result is what coding anew would give."""

import shutil

import numpy as np
import pytest

from qualcode.api.code import code
from qualcode.codings import apply as room
from qualcode.store.study import open_study
from study import CODEBOOK, coded, small

STAFF = "    terms: [perawat, nurse]\n"
MORE = """\
  - code: days
    label: {id: Hari, en: Days}
    rules:
      - {rule: d1, any: [senin]}
      - {rule: d2, any: [hari]}
"""
HEAD, _, REST = CODEBOOK.partition("  - code: access")
EDITS = {
    "another term": CODEBOOK.replace("perawat, nurse", "perawat, bu"),
    "a code more": CODEBOOK + MORE,
    "a code less": CODEBOOK.replace(
        "  - code: staff\n    kind: barrier\n    label: {id: Perawat kurang, en: Too few nurses}\n" + STAFF, ""
    ),
    "a code first": HEAD + MORE + "  - code: access" + REST,
    "a word of a lexicon": CODEBOOK.replace("[connection]", "[connection, desa]"),
    "a rule's name": CODEBOOK.replace("net-missing", "no-net"),
    "another treatment": CODEBOOK.replace(
        'near: ["@net", "@lack"]', 'near: ["@net", "@lack"]\n        hypothetical: count'
    ),
    "a retired code": CODEBOOK.replace(STAFF, STAFF + "    retired: true\n"),
    "labels only": CODEBOOK.replace("Too few nurses", "No nurses"),
    "an expression": CODEBOOK.replace(STAFF, "    terms: [{regex: 'p\\w+t'}, nurse]\n"),
}


@pytest.fixture
def folder(tmp_path):
    return coded(tmp_path)


def columns(codings):
    kept = {name: value for name, value in vars(codings).items() if isinstance(value, np.ndarray)}
    return {name: (value.dtype, value.tolist()) for name, value in kept.items()} | {
        "rules": list(codings.source.rule_names)
    }


def recode(folder, text):
    folder.write("clinic.yaml", text)
    return code(open_study(folder.path), str(folder.path / "clinic.yaml")).codings


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_gives_what_coding_anew_gives(folder, tmp_path_factory, edit):
    fresh = coded(tmp_path_factory.mktemp("fresh"))
    shutil.rmtree(fresh.path / ".qualcode" / "codings")
    assert columns(recode(folder, EDITS[edit])) == columns(recode(fresh, EDITS[edit]))
    assert folder.tree(".qualcode/codings") == fresh.tree(".qualcode/codings")


@pytest.mark.parametrize(
    ("edit", "looked_for"),
    [
        ("another term", ["staff"]),
        ("a code first", ["days"]),
        ("labels only", []),
        ("a word of a lexicon", ["network"]),
        ("another treatment", ["network"]),
    ],
)
def test_only_codes_whose_rules_changed_are_looked_for(folder, monkeypatch, edit, looked_for):
    seen = []
    compiled = room.compile_codebook
    monkeypatch.setattr(
        room,
        "compile_codebook",
        lambda book: seen.extend(code.code for code in book.codes if code.rules) or compiled(book),
    )
    recode(folder, EDITS[edit])
    assert seen == looked_for


@pytest.mark.parametrize(
    "edit", ["another term", "a code first", "a word of a lexicon", "labels only", "an expression"]
)
def test_only_the_files_of_codes_whose_rules_changed_are_written(folder, edit):
    recode(folder, CODEBOOK)
    before = files(folder)
    recode(folder, EDITS[edit])
    after = files(folder)
    written = {name for name, number in after.items() if before.get(name) != number}
    assert len(written) == (edit != "labels only")
    assert len(after) == len(before) + (edit == "a code first")  # what no code needs any more is gone


def files(folder):
    """Files of codings, and the number that the disk gave to each."""
    kept = folder.path / ".qualcode/codings/default/clinic"
    return {file.name: file.stat().st_ino for file in kept.iterdir() if file.name != "manifest.json"}


def test_an_edit_taken_back_gives_the_same_files(folder):
    recode(folder, CODEBOOK)
    before = folder.tree(".qualcode/codings")
    recode(folder, EDITS["another term"])
    assert folder.tree(".qualcode/codings") != before
    recode(folder, CODEBOOK)
    assert folder.tree(".qualcode/codings") == before


def test_a_damaged_file_of_a_code_that_stays_is_made_anew(folder, tmp_path_factory):
    fresh = columns(recode(coded(tmp_path_factory.mktemp("fresh")), EDITS["another term"]))
    recode(folder, CODEBOOK)
    for file in (folder.path / ".qualcode/codings/default/clinic").iterdir():
        if file.name != "manifest.json":
            file.write_bytes(file.read_bytes()[:-1])
    assert columns(recode(folder, EDITS["another term"])) == fresh


def test_other_roles_make_all_codings_anew(folder):
    before = columns(recode(folder, CODEBOOK))
    folder.write("corpora/default/corpus.yaml", "format: 1\nspeakers:\n  Informan: {role: interviewer}\n")
    assert columns(recode(folder, EDITS["labels only"])) != before


@pytest.mark.parametrize("damage", ["none", "cut off", "gone"])
def test_word_families_that_are_kept_change_nothing(folder, damage):
    fresh = columns(recode(folder, EDITS["another term"]))
    kept = sorted(folder.path.glob(".qualcode/index/*/*/families-light"))
    assert kept
    for each in kept:
        if damage == "cut off":
            (each / "types.npy").write_bytes((each / "types.npy").read_bytes()[:-4])
        elif damage == "gone":
            shutil.rmtree(each)
    recode(folder, CODEBOOK)
    assert columns(recode(folder, EDITS["another term"])) == fresh


def test_a_codebook_that_finds_nothing_has_coded(tmp_path):
    """No codings at all are codings, too: they are kept, exported and checked as such."""
    folder = small(tmp_path, {"a.txt": "Pewawancara: Apa kabar?\nInforman 1: Baik saja.\n"})
    folder.done("ingest", "interviews", "--interviewer", "Pewawancara")
    folder.done("code", "-b", "clinic.yaml")
    assert folder.done("export", "segments", "-o", "-").out.count("\n") == 1
