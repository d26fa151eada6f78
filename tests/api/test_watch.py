"""Watching a codebook: each save is one report, and nothing happens between."""

import os

import pytest

from qualcode.api.code import Watcher
from qualcode.model.finding import StudyError
from qualcode.store.study import open_study
from study import CODEBOOK, coded, small

EXAMPLES = "    terms: [perawat, nurse]\n    examples: [{text: Perawat ada., expect: true}]\n"


@pytest.fixture
def folder(tmp_path):
    return coded(tmp_path)


def watcher(folder, **options):
    return Watcher(open_study(folder.path), str(folder.path / "clinic.yaml"), **options)


def save(folder, text):
    """Save with a time of its own: tests are faster than some clocks."""
    path = folder.path / "clinic.yaml"
    after = path.stat().st_mtime_ns + 1_000_000 if path.exists() else 1
    folder.write("clinic.yaml", text)
    os.utime(path, ns=(after, after))


def seen(watch):
    """A look that has something to say."""
    report = watch.look()
    assert report is not None
    return report


def changed(report):
    return [(each.code, each.before, each.now, each.gained, each.lost) for each in report.changes]


def test_the_first_look_counts_and_the_next_one_has_nothing_to_say(folder):
    watch = watcher(folder)
    report = seen(watch)
    assert report.first
    assert report.codes
    assert dict(zip(report.codes.data["code"], report.codes.data["mentions"], strict=True))["network"] == 2
    assert watch.look() is None


def test_a_save_says_what_each_code_gained_and_lost(folder):
    watch = watcher(folder)
    watch.look()
    save(folder, CODEBOOK.replace("perawat, nurse", "hari").replace("sinyal, ", ""))
    report = seen(watch)
    assert not report.first
    assert changed(report) == [("network", 2, 1, 0, 1), ("staff", 1, 1, 1, 1)]
    assert watch.look() is None


def test_a_save_without_effect_says_so(folder):
    watch = watcher(folder)
    watch.look()
    save(folder, CODEBOOK + "# a remark\n")
    assert seen(watch).changes == ()


def test_a_code_that_is_gone_is_lost(folder):
    watch = watcher(folder)
    watch.look()
    save(folder, CODEBOOK.partition("  - code: staff")[0])
    assert changed(seen(watch)) == [("staff", 1, 0, 0, 1), ("health_app", 1, 0, 0, 1)]


def test_a_broken_codebook_shows_its_findings_and_what_follows_is_compared_with_what_was_before(folder):
    watch = watcher(folder)
    watch.look()
    for broken in (CODEBOOK.replace("near:", "naer:"), "codes: ["):
        save(folder, broken)
        report = seen(watch)
        assert report.codes is None
        assert report.findings
    save(folder, CODEBOOK.replace("perawat, nurse", "hari"))
    assert changed(seen(watch)) == [("staff", 1, 1, 1, 1)]


def test_a_file_that_an_editor_is_just_replacing_is_waited_for(folder):
    watch = watcher(folder)
    watch.look()
    (folder.path / "clinic.yaml").unlink()
    assert seen(watch).codes is None
    assert watch.look() is None
    save(folder, CODEBOOK)
    assert seen(watch).codes


def test_examples_are_run(folder):
    save(folder, CODEBOOK.replace("    terms: [perawat, nurse]\n", EXAMPLES))
    watch = watcher(folder)
    report = seen(watch)
    assert (report.examples, report.findings) == (1, ())
    save(folder, CODEBOOK.replace("    terms: [perawat, nurse]\n", EXAMPLES.replace("perawat, ", "")))
    report = seen(watch)
    assert [finding.code for finding in report.findings] == ["failing-example"]


def test_codings_are_kept_unless_asked_not_to(folder):
    watcher(folder).look()
    kept = folder.tree(".qualcode/codings")
    save(folder, CODEBOOK.replace("perawat, nurse", "hari"))
    watcher(folder, dry_run=True).look()
    assert folder.tree(".qualcode/codings") == kept
    watcher(folder).look()
    assert folder.tree(".qualcode/codings") != kept


def test_without_transcripts_there_is_nothing_to_watch(tmp_path):
    with pytest.raises(StudyError, match="no transcripts"):
        watcher(small(tmp_path))
