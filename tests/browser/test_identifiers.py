"""The queue of what may identify somebody, in a real browser: each candidate is decided by one key, kept outside."""

import csv
import io
import stat
import subprocess

import pytest

from browser.room import room
from browser.test_review import LOOKS, violations
from study import coded

pytestmark = pytest.mark.slow
TALK = """\
Pewawancara: Siapa yang memimpin?
Informan: Pak Udin Sunarya dari Dinas Kominfo di Wanasari, teleponnya 0812-3456-7890.
Informan: Bu Ratnasari datang kemudian. Pak Udin Sunarya diam saja.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "study").mkdir()
    return coded(tmp_path / "study", {"a.txt": TALK})


@pytest.fixture
def key(folder):
    return folder.path.parent / "study-key" / "pseudonyms.csv"


def decided(key):
    rows = csv.DictReader(io.StringIO(key.read_text("utf-8-sig")))
    return {row["name"]: (row["kind"], row["decision"]) for row in rows if row["decision"]}


def candidates(folder, **options):
    return room(folder, "--identifiers", shows="#candidate h2:not(:empty)", **options)


def test_each_candidate_is_decided_by_one_key_and_kept_in_the_key_outside_the_study(folder, key):
    with candidates(folder) as here:
        names = []
        for letter in "polkr":
            names.append(here.page.inner_text("#candidate h2"))
            assert here.page.locator("#places b").first.inner_text().casefold() == names[-1].casefold()
            here.press(letter)
            here.count(f"{len(names)} of")
        here.saved()
        found = decided(key)
        assert list(found.values())[:3] == [("person", "replace"), ("organisation", "replace"), ("place", "replace")]
        assert [found[name][1] for name in names] == ["replace"] * 3 + ["keep", "replace"]
        here.press("u")
        here.count("4 of")
        here.saved()
        assert names[-1] not in decided(key)
        assert here.page.inner_text("#candidate h2") == names[-1]
        assert here.wrong == []
        assert not [url for url in here.asked if "din" in url.partition("/api")[2]]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    again = folder.done("identifiers", "--json").json
    assert again["undecided"] == len(again["candidates"]) - 4


def test_candidates_are_skipped_and_come_back(folder, key):
    with candidates(folder) as here:
        first = here.page.inner_text("#candidate h2")
        here.press("ArrowDown")
        assert here.page.inner_text("#candidate h2") != first
        here.page.click("[data-do=keep]")
        here.press("ArrowUp", "ArrowUp", "ArrowUp")
        assert here.page.inner_text("#candidate h2") == first
        here.saved()
    assert first not in decided(key)
    assert len(decided(key)) == 1
    with candidates(folder, lang="id") as here:  # what is decided stays so
        assert here.page.inner_text("#count").startswith("1 dari")
        assert "Bukan nama" in here.page.inner_text("#act")


def test_a_key_that_cannot_be_written_takes_the_decision_back(folder, key):
    with candidates(folder) as here:
        key.unlink()
        key.mkdir()
        here.press("p")
        here.said("Taken back")
        here.count("0 of")


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing(folder, lang, scheme, width):
    with candidates(folder, width=width, lang=lang, scheme=scheme) as here:
        assert violations(here) == []
        here.press("p", "ArrowUp")
        here.saved()
        assert violations(here) == []


def test_a_key_within_git_is_refused_before_a_page_opens(folder):
    subprocess.run(["git", "init", "-q", str(folder.path.parent)], check=True)
    answer = folder.run("review", "--identifiers", "--no-browser")
    assert answer.code == 2
    assert "git" in answer.err
