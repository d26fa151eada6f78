"""Coding again after an edit: only what changed is looked for, and the result is what coding anew would give."""

import shutil

import numpy as np
import pytest

from qualcode.steps import apply as room
from qualcode.steps.code import code
from qualcode.steps.study import open_study
from study import CODEBOOK, coded

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
    return {name: (value.dtype, value.tolist()) for name, value in kept.items()} | {"rules": list(codings.rule_names)}


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
