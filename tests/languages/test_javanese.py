"""A third language from outside the package: the example pack codes a text."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qualcode.api.explain import explain
from qualcode.languages import Languages, language_packs, using
from qualcode.store.study import open_study
from qualcode.text.languages import (
    INDONESIAN,
    class_name,
    light_keys,
    segment_language_names,
    segment_languages,
    type_classes,
)

EXAMPLE = Path(__file__).parents[2] / "examples" / "qualcode-jv"
TEXT = "Saiki omahe adoh. Wong kono dereng nampa dhuwite."
"""Now the house is far. The people there have not received the money yet."""


@pytest.fixture
def javanese(monkeypatch: pytest.MonkeyPatch) -> Iterator[Languages]:
    monkeypatch.syspath_prepend(str(EXAMPLE))
    from qualcode_jv import JAVANESE  # type: ignore[import-not-found]

    languages = Languages((*language_packs(), JAVANESE))
    with using(languages):
        yield languages


def test_a_third_pack_has_the_next_bit_and_language(javanese: Languages) -> None:
    assert javanese.bit("jv") == 4
    assert segment_language_names() == ("id", "en", "mixed", "und", "jv")


def test_its_words_and_their_inflected_forms_are_its_own(javanese: Languages) -> None:
    assert [class_name(each) for each in type_classes(["omahe", "dijupuk", "dereng", "rumah", "house"])] == [
        *("jv", "jv", "jv"),
        *("id", "en"),
    ]


def test_without_the_pack_nothing_is_javanese() -> None:
    assert {*type_classes(["omahe", "dijupuk", "dereng"]).tolist()} <= {0, INDONESIAN}


@pytest.mark.parametrize(
    ("words", "language"),
    [(["saiki", "omahe", "adoh"], "jv"), (["rumah", "saya", "omahe", "adoh"], "mixed"), (["rumah", "saya"], "id")],
)
def test_a_segment_has_the_language_of_its_words(javanese: Languages, words: list[str], language: str) -> None:
    number = segment_languages(type_classes(words), np.array([0, len(words)]))[0]
    assert segment_language_names()[number] == language


def test_its_affixes_inflect(javanese: Languages) -> None:
    assert [keys[2] for keys in light_keys(["omahe", "dijupuk", "macul", "nulungi"])] == [
        *("jv:omah", "jv:jupuk", "jv:pacul"),
        "jv:nulungi",
    ]


CODEBOOK = """
format: 1
codebook: jawa
languages: [jv]
codes:
  - code: house
    label: {jv: Omah}
    terms: {jv: [omah]}
  - code: money
    label: {jv: Dhuwit}
    rules:
      - {rule: dhuwit, any: [dhuwit], languages: jv}
"""


def test_a_codebook_finds_inflected_forms_and_its_negator_negates(javanese: Languages, tmp_path: Path) -> None:
    (tmp_path / "jawa.yaml").write_text(CODEBOOK, "utf-8")
    study = replace(open_study(tmp_path), languages=javanese)
    codings = explain(study, TEXT, str(tmp_path / "jawa.yaml")).explanation.codings
    assert [(each.code, TEXT[each.start : each.end], each.assertion) for each in codings] == [
        ("house", "omahe", "affirmed"),
        ("money", "dhuwite", "negated"),
    ]


def test_without_the_pack_the_codebook_finds_no_inflected_form(tmp_path: Path) -> None:
    (tmp_path / "jawa.yaml").write_text(CODEBOOK.replace(", languages: jv", ""), "utf-8")
    assert not explain(open_study(tmp_path), TEXT, str(tmp_path / "jawa.yaml")).explanation.codings


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """Environment in which the example is installed: its folder, and the entry point that an installer writes."""
    metadata = tmp_path / "site" / "qualcode_jv-0.1.dist-info"
    metadata.mkdir(parents=True)
    metadata.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: qualcode-jv\nVersion: 0.1\n")
    metadata.joinpath("entry_points.txt").write_text("[qualcode.languages]\njv = qualcode_jv:JAVANESE\n")
    paths = [str(EXAMPLE), str(metadata.parent), *filter(None, sys.path)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _run(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "qualcode", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_an_installed_pack_codes_a_corpus_from_source_to_table(installed: dict[str, str], tmp_path: Path) -> None:
    study = tmp_path / "study"
    study.mkdir()
    study.joinpath("talk.txt").write_text(f"Pewawancara: Bagaimana?\nInforman: {TEXT}\n", "utf-8")
    study.joinpath("jawa.yaml").write_text(CODEBOOK, "utf-8")
    _run(study, installed, "ingest", "talk.txt")
    _run(study, installed, "code", "--codebook", "jawa.yaml")
    rows = _run(study, installed, "export", "segments", "-o", "-").splitlines()
    header = rows[0].split(",")
    columns = [header.index(name) for name in ("code", "language", "assertion", "quote")]
    assert [[row.split(",")[at] for at in columns] for row in rows[1:]] == [
        ["house", "jv", "affirmed", "Saiki omahe adoh."],
        ["money", "jv", "negated", "Wong kono dereng nampa dhuwite."],
    ]
    assert "Javanese" in _run(study, installed, "export", "methods", "-o", "-", "--lang", "en")
