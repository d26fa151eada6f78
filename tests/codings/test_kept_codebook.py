"""What was understood of a codebook is kept: read again only when something that it was made from is another."""

from pathlib import Path

import pytest

from qualcode.codebook import load
from qualcode.codings import cache
from qualcode.codings.cache import understand_codebook
from qualcode.codings.coders import open_codebook
from qualcode.languages import languages_with, using
from qualcode.store.study import open_study

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = "codebooks/smart-city-barriers.yaml"
BOOK = """\
format: 1
codebook: b
version: '1'
include: [words.yaml]
codes:
  - code: net
    terms: ['@net', a b, a b]
    rules:
      - {rule: story, score: {"2": [tower], "-1": [fine]}, threshold: 2}
"""
WORDS = "format: 1\nlexicons:\n  net: [sinyal]\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "corpora" / "default").mkdir(parents=True)
    (tmp_path / "b.yaml").write_text(BOOK)
    (tmp_path / "words.yaml").write_text(WORDS)
    return tmp_path


@pytest.fixture
def reads(monkeypatch):
    """How often a codebook was read as YAML."""
    found = []
    reading = load.load_codebook
    monkeypatch.setattr(load, "load_codebook", lambda name, *rest: found.append(name) or reading(name, *rest))
    return found


def read(folder, name="b.yaml"):
    return understand_codebook(open_study(folder), name, (folder / name).read_bytes())


def test_it_comes_back_the_same_with_its_warnings_and_is_not_read_again(folder, reads):
    first = read(folder)
    assert [each.code for each in first[1]] == ["repeated-term"]
    assert read(folder) == first
    assert reads == ["b.yaml"]


def test_the_shipped_one_comes_back_with_the_settings_of_its_rules(tmp_path, reads):
    (tmp_path / "corpora" / "default").mkdir(parents=True)
    (tmp_path / "codebooks").symlink_to(ROOT / "codebooks")
    first, again = (read(tmp_path, SHIPPED) for _ in range(2))
    assert again == first
    assert {type(rule.own).__name__ for code in again[0].codes for rule in code.rules} >= {"Near"}
    assert len(reads) == 1


@pytest.mark.parametrize(
    ("file", "text"),
    [("b.yaml", BOOK.replace("a b", "a c")), ("words.yaml", WORDS.replace("sinyal", "koneksi")), ("words.yaml", None)],
)
def test_another_file_is_read(folder, reads, file, text):
    before = read(folder)
    (folder / file).write_text(text) if text else (folder / file).unlink()
    assert read(folder) != before
    assert len(reads) == 2


def test_other_words_of_the_study_or_another_qualcode_read_it_again(folder, reads, monkeypatch):
    read(folder)
    with using(languages_with({"id": {"negators": "belom"}})):
        read(folder)
    monkeypatch.setattr(cache, "fingerprint", lambda: "another")
    read(folder)
    assert len(reads) == 3


def test_what_was_kept_and_is_damaged_is_read_again(folder, reads):
    first = read(folder)
    for file in (folder / ".qualcode/codebooks").rglob("understood.npy"):
        file.write_bytes(file.read_bytes()[:-7] + b"damaged")
    assert read(folder) == first
    assert len(reads) == 2


def test_one_with_errors_is_not_kept(folder, reads):
    (folder / "words.yaml").unlink()
    assert read(folder)[0] is None
    (folder / "words.yaml").write_text(WORDS)
    assert read(folder)[0] is not None


def test_nothing_is_kept_where_there_is_no_study(folder, reads):
    (folder / "corpora" / "default").rmdir()
    assert open_codebook(open_study(folder), str(folder / "b.yaml"))[0].codebook == "b"
    assert not (folder / ".qualcode").exists()
