"""Odd clocks, zones, languages of the system, folders and names change nothing in what is made."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from study import CODEBOOK, SOURCES, TXT, Folder, configured, environment, keep_coding, mixed

ODD_FOLDER = "Studi hambatan – “kota pintar” (José & Łucja) [1] #2 100% 研究"
ZONES = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
ENOUGH = (("ingest", "interviews"), ("code", "-b", "clinic.yaml"), ("export", "barriers"), ("export", "segments"))
UNSAFE = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)


def made(study: Folder) -> dict[str, bytes]:
    """What is derived, without the list of the index, which keeps times of files."""
    lists = ".qualcode/index/default/manifest.json"
    return {name: data for name, data in study.tree().items() if name != lists}


@pytest.fixture(scope="module")
def sources(tmp_path_factory) -> Path:
    """The invented interviews; the Word file among them is another one at each making."""
    return mixed(tmp_path_factory.mktemp("sources")).path


@pytest.fixture
def usual(sources, tmp_path) -> dict[str, bytes]:
    """What all the commands make where nothing is odd."""
    study = Folder(shutil.copytree(sources, tmp_path / "usual"))
    for command in ENOUGH:
        study.done(*command)
    return made(study)


ALL = (
    "import json, sys; from qualcode.cli.main import run_command_line; "
    "sys.exit(max(map(run_command_line, json.loads(sys.argv[1]))))"
)


@pytest.mark.slow
def test_an_odd_folder_in_another_zone_and_without_a_language(sources, tmp_path, usual):
    study = Folder(shutil.copytree(sources, tmp_path / ODD_FOLDER / "data saya"))
    command = [sys.executable, "-c", ALL, json.dumps(ENOUGH)]
    ran = subprocess.run(command, cwd=study.path, env=environment(**ZONES), capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert made(study) == usual


@pytest.mark.slow
def test_a_study_is_named_with_C_wherever_one_stands(sources, tmp_path, usual):
    study = Folder(shutil.copytree(sources, tmp_path / ODD_FOLDER))
    for command in ENOUGH:
        Folder(tmp_path).done("-C", str(study.path), *command)
    assert made(study) == usual


@pytest.mark.slow
@pytest.mark.parametrize("clock", [0.0, -86_400.0 * 365, 4_102_444_800.0, 253_402_300_000.0])
def test_a_clock_that_is_wrong(sources, tmp_path, usual, clock, monkeypatch):
    study = Folder(shutil.copytree(sources, tmp_path / "study"))
    for path in (study.path / "interviews").rglob("*.*"):
        os.utime(path, (clock, clock))
    monkeypatch.setattr(time, "time", lambda: clock)
    for command in ENOUGH:
        study.done(*command)
    assert made(study) == usual
    for ending in ("xlsx", "docx"):
        study.done("export", "barriers", "--to", ending)


@pytest.mark.slow
def test_a_clock_that_was_set_back_hides_no_change(sources, tmp_path):
    study = Folder(shutil.copytree(sources, tmp_path / "study"))
    study.done(*ENOUGH[0])
    ahead = time.time() + 10 * 365 * 86_400
    for path in study.path.rglob("*"):
        os.utime(path, (ahead, ahead))
    study.done(*ENOUGH[1])
    study.replace("interviews/a.txt", "Perawat datang", "Perawat datanG")
    assert study.done("ingest", "interviews", "--json").json["changed"] == ["a"]
    study.done(*ENOUGH[1])
    assert "datanG" in study.done("export", "turns", "-o", "-").out


def mounted_read_only(folder: Path) -> bool:
    """Make a folder one that even an administrator cannot write to."""
    if os.name == "nt" or os.geteuid():
        return False
    over = ["mount", "--bind", str(folder), str(folder)], ["mount", "-o", "remount,ro,bind", str(folder)]
    return all(subprocess.run(each, capture_output=True, check=False).returncode == 0 for each in over)


@pytest.fixture
def read_only():
    """Take the right to write in a folder, until the test ends."""
    taken: list[Path] = []

    def take(folder: Path) -> None:
        if not mounted_read_only(folder):
            if os.name == "nt" or not os.geteuid():
                pytest.skip("the right to write cannot be taken here")
            for path in (folder, *folder.rglob("*")):
                path.chmod(0o555 if path.is_dir() else 0o444)
        taken.append(folder)

    yield take
    for folder in taken:
        if os.geteuid():
            for path in (folder, *folder.rglob("*")):
                path.chmod(0o755 if path.is_dir() else 0o644)
        else:
            subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
def test_a_source_folder_that_cannot_be_written(sources, tmp_path, usual, read_only):
    study = Folder(shutil.copytree(sources, tmp_path / "study"))
    read_only(study.path / "interviews")
    for command in ENOUGH:
        study.done(*command)
    assert made(study) == usual


@pytest.mark.slow
def test_a_study_that_cannot_be_written_is_read_and_says_what_it_cannot(sources, tmp_path, usual, read_only):
    study = Folder(shutil.copytree(sources, tmp_path / "study"))
    for command in ENOUGH:
        study.done(*command)
    read_only(study.path)
    before = study.tree()
    assert study.done("export", "barriers", "-o", "-").data == usual["out/barriers.csv"]
    study.done("status")
    ended = study.run("ingest", "interviews")
    (said,) = ended.err.splitlines()
    assert (ended.code, "read-only" in said or "permission denied" in said) == (2, True)
    assert study.tree() == before


ODD_NAMES = [
    "CON.txt", "aux.txt", "com1.txt", "nul.notes.txt", "a:b.txt", 'a "quoted" <one>|*.txt', "back\\slash.txt",
    "trailing dot..txt", "trailing space .txt", " leading.txt", "-rf.txt", "%41.txt", "new\nline.txt", "tab\t.txt",
    "ü.txt", "漢字.txt", "👩‍👧.txt", "ا.txt", "#1.txt", "x" * 200 + ".txt", "é" * 120 + ".txt",
    "{x}.txt", "$(x).txt", "a.b.c.txt", "[tertawa].txt", "what?.txt",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made here")
def test_names_that_windows_forbids_become_names_that_it_takes(tmp_path):
    study = Folder(tmp_path)
    study.write("clinic.yaml", CODEBOOK)
    for number, name in enumerate(ODD_NAMES):
        study.write(f"interviews/{name}", TXT.replace("hari Senin", f"hari {number}"))
    ended = study.run("ingest", "interviews", "--json")
    assert (ended.code, len(ended.json["new"])) == (0, len(ODD_NAMES)), ended.err
    study.done("code", "-b", "clinic.yaml")
    study.done("export", "segments")
    study.done("verify")
    assert {row["transcript"] for row in study.rows("out/segments.csv")} == set(ended.json["new"])
    written = [path.name for folder in ("corpora", ".qualcode", "out") for path in (tmp_path / folder).rglob("*")]
    assert not [name for name in written if UNSAFE.search(name) or len(name.encode()) > 255]
    assert len({path.name.casefold() for path in (tmp_path / "corpora/default/transcripts").iterdir()}) == len(
        ODD_NAMES
    )


@pytest.mark.slow
def test_names_of_corpora_coders_and_codebooks_may_be_odd_too(tmp_path):
    study = configured(tmp_path / ODD_FOLDER, {"a.txt": SOURCES["a.txt"]})
    study.replace("codebooks/barriers.yaml", "codebook: clinic", 'codebook: "nul"')
    study.done("run")
    file = keep_coding(study, "a", 4, "Perawat datang", "interviews")
    file.parent.rename(file.parent.with_name("Bu Sri – é"))
    assert study.done("export", "barriers", "--coder", "Bu Sri – é", "-o", "-").out.count("\n") > 1
    study.done("verify")
