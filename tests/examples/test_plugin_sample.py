"""The sample plug-in, built and installed as a user would, works from the command line in all its parts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from study import QUALCODE, Folder, environment

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "qualcode-plugin-sample"
SBV = """\
0:00:01.000,0:00:03.500
Interviewer: What is hard here?

0:00:03.500,0:00:09.000
Participant: There is not enough connection,
and one nurse for us all.

0:00:09.250,0:00:11.000
Interviewer: Thank you.
"""
CODEBOOK = """\
format: 1
codebook: clinic
version: 1.0.0
languages: [en]
codes:
  - {code: staff, kind: barrier, label: {en: "Nurses | too few"}, terms: [nurse]}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder into which the sample is installed, from a copy: building leaves nothing in the checkout."""
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(SAMPLE, folder / "sample")
    install = ("pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target")
    subprocess.run([sys.executable, "-m", *install, folder / "site", folder / "sample"], check=True)
    return folder / "site"


@pytest.fixture
def run(site, tmp_path):
    """Runs commands in an empty study, in a process that sees the plug-in; `plain` in one that does not."""
    Folder(tmp_path).write("interviews/a.sbv", SBV)
    Folder(tmp_path).write("clinic.yaml", CODEBOOK)

    def command(*arguments, plain=False, site=site):
        seen = environment()
        if not plain:
            seen["PYTHONPATH"] = f"{site}{os.pathsep}{seen['PYTHONPATH']}"
        return subprocess.run([*QUALCODE, *arguments], cwd=tmp_path, env=seen, capture_output=True, encoding="utf-8")

    return command


@pytest.mark.slow
def test_the_reader_the_check_the_table_and_the_exporter_are_used(run, tmp_path):
    assert run("ingest", "interviews").returncode == 0
    turns = Folder(tmp_path).turns("a")
    assert turns[1] == ("Participant", "There is not enough connection,\nand one nurse for us all.")
    assert Folder(tmp_path).transcript("a")[2]["end_s"] == 9.0

    shares = json.loads(run("export", "talk_share", "--to", "json", "-o", "-").stdout)
    (row,) = shares["rows"]
    assert (row["turns"], row["words"], row["participant_words"], row["participant_pct"]) == (3, 17, 11, 64.7)

    assert run("code", "--codebook", "clinic.yaml").returncode == 0
    assert run("export", "barriers", "-o", "out/barriers.org").returncode == 0
    written = Folder(tmp_path).read("out/barriers.org").splitlines()
    assert written[0].startswith("#+CAPTION: Barriers")
    assert [line for line in written if line.startswith(r"| Nurses \vert{} too few | 1 |")], written

    checked = run("check", "clinic.yaml", "--select", "QC290")
    assert "participants of `a` say 11 words, fewer than 20" in checked.stdout
    assert "short-interview" in run("check", "--list").stdout


@pytest.mark.slow
def test_without_the_plug_in_nothing_of_it_is_there(run):
    assert "there is nothing to read" in run("ingest", "interviews/a.sbv", plain=True).stderr
    assert "there is no table `talk_share`" in run("export", "talk_share", plain=True).stderr
    assert "there is no format `org`" in run("export", "barriers", "--to", "org", plain=True).stderr
    assert "short-interview" not in run("check", "--list", plain=True).stdout


@pytest.mark.slow
def test_its_version_stands_in_the_lock_and_in_the_record_of_a_run(run, tmp_path):
    Folder(tmp_path).write("qualcode.yaml", "format: 1\ncodebook: clinic.yaml\n")
    Folder(tmp_path).write("corpora/default/sources/a.sbv", SBV)
    assert run("run").returncode == 0
    assert json.loads(Folder(tmp_path).read("out/run.json"))["plugins"] == {"qualcode-plugin-sample": "1.0.0"}
    assert run("lock").returncode == 0
    assert "version  qualcode-plugin-sample  1.0.0\n" in Folder(tmp_path).read("qualcode.lock")
    assert run("status").stdout.count("drift") == 0
    assert "qualcode-plugin-sample is gone" in run("status", plain=True).stdout


def test_a_table_that_a_plug_in_takes_from_ours_is_refused_by_name(run, site, tmp_path):
    other = tmp_path / "site"
    shutil.copytree(site, other)
    (entries,) = other.glob("*.dist-info/entry_points.txt")
    entries.write_text(entries.read_text().replace("talk_share =", "barriers ="))
    ended = run("export", "barriers", site=other)
    assert ended.returncode == 2
    assert "taken by two packages: qualcode and qualcode-plugin-sample" in ended.stderr
