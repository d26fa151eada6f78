"""`qualcode check` on the command line."""

import json
from xml.etree import ElementTree

import pytest

from study import CODEBOOK, Folder, coded

SECRET = "Xylofonia"
TALK = f"Pewawancara: Apa?\nInforman: {SECRET} kurang. {SECRET} lagi, {SECRET}.\nInforman: Perawat datang.\n"
BROKEN = CODEBOOK.replace("    terms: [perawat, nurse]", "    term: [perawat, nurse]")
PLACE = 21, 5
"""Line and column of the slip."""
NOTED = "format: 1\ncodebook: x\nlanguages: [en]\ncodes:\n  - {code: a, label: A, definition: A, terms: [nurse]}\n"


@pytest.fixture
def folder(tmp_path) -> Folder:
    folder = Folder(tmp_path)
    folder.write("clinic.yaml", CODEBOOK)
    return folder


@pytest.fixture
def broken(folder) -> Folder:
    folder.write("clinic.yaml", BROKEN)
    return folder


def test_text_has_a_place_a_code_and_a_summary(broken):
    ended = broken.run("check", "clinic.yaml")
    assert ended.code == 1
    assert ended.out.startswith("clinic.yaml:{}:{}: QC102 ".format(*PLACE))
    assert "1 codebook" in ended.err


class TestExitCodes:
    def test_levels_decide(self, folder):
        assert folder.run("check", "clinic.yaml").code == 0
        assert folder.run("check", "clinic.yaml", "--fail-level", "warning").code == 1
        assert folder.run("check", "clinic.yaml", "--fail-level", "warning", "--exit-zero").code == 0
        assert folder.run("check", "clinic.yaml", "--fail-level", "warning", "--select", "QC105").code == 0

    def test_the_study_decides_unless_the_command_line_does(self, folder):
        folder.write("qualcode.yaml", "codebook: clinic.yaml\ncheck: {fail_level: warning}\n")
        assert folder.run("check").code == 1
        assert folder.run("check", "--fail-level", "error").code == 0
        folder.write("qualcode.yaml", "codebook: clinic.yaml\ncheck: {fail_level: warning, ignore: [QC1]}\n")
        assert folder.run("check").code == 0
        assert "QC106" in folder.run("check", "--select", "QC106").out

    @pytest.mark.parametrize(
        "arguments",
        [
            ["nothing.yaml"], ["--select", "QC9"], ["--ignore", "nothing"], ["--format", "xml"], ["--explain", "QC9"],
            ["--fail-level", "bad"], ["--format", "sarif", "--quotes"], ["--format", "junit", "--quotes"],
        ],
    )  # fmt: skip
    def test_what_cannot_be_done_as_asked_ends_with_2(self, folder, arguments):
        assert folder.run("check", *arguments).code == 2

    def test_nothing_to_check_ends_with_2(self, tmp_path):
        assert Folder(tmp_path).run("check").code == 2

    def test_bad_settings_are_said_with_their_place(self, folder):
        folder.write("qualcode.yaml", "check: {max_share: lots, fail_lvel: note}\n")
        ended = folder.run("check", "clinic.yaml")
        assert ended.code == 2
        assert "qualcode.yaml:1:20" in ended.err
        assert "did you mean `fail_level`?" in ended.err


class TestLock:
    def test_drift_fails_only_when_asked_for(self, tmp_path):
        study = coded(tmp_path)
        study.done("lock")
        study.done("check", "--locked")
        study.write("clinic.yaml", CODEBOOK + "# more\n")
        assert study.run("check").code == 0
        ended = study.run("check", "--locked")
        assert ended.code == 1
        assert "QC209 codebook clinic.yaml has changed" in ended.out

    def test_without_a_lock_it_fails(self, folder):
        assert "there is no qualcode.lock" in folder.run("check", "clinic.yaml", "--locked").out


def test_notes_are_counted_and_shown_when_asked_for(folder):
    folder.write("clinic.yaml", NOTED)
    assert folder.run("check", "clinic.yaml").out == ""
    assert "(`-v` shows them)" in folder.run("check", "clinic.yaml").err
    assert "QC107" in folder.run("check", "clinic.yaml", "-v").out
    assert "QC107" in folder.run("check", "clinic.yaml", "--select", "QC107").out


def test_a_folder_of_codebooks(folder):
    folder.write("codebooks/a.yaml", CODEBOOK)
    folder.write("codebooks/b.yml", BROKEN)
    assert folder.run("check", "codebooks", "--json").json["codebooks"] == ["codebooks/a.yaml", "codebooks/b.yml"]
    assert folder.run("check", "--json").json["codebooks"] == ["codebooks/a.yaml", "codebooks/b.yml"]


def test_machine_formats_are_whole_on_stdout(broken):
    assert json.loads(broken.run("check", "clinic.yaml", "--format", "sarif").out)["version"] == "2.1.0"
    assert ElementTree.fromstring(broken.run("check", "clinic.yaml", "--format", "junit").out).tag == "testsuites"
    command = "::error file=clinic.yaml,line={},col={},title=QC102".format(*PLACE)
    assert command in broken.run("check", "clinic.yaml", "--format", "github").out


def test_annotations_have_paths_from_the_repository(broken, monkeypatch):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(broken.path.parent))
    out = broken.run("check", "clinic.yaml", "--format", "github").out
    assert f"file={broken.path.name}/clinic.yaml" in out


def test_list_and_explain(folder):
    assert "silent-rule" in folder.done("check", "--list").out
    assert "Wrong:" in folder.done("check", "--explain", "qc104").out
    assert folder.done("check", "--explain", "silent-rule", "--json").json["check"] == "QC111"


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_participants_words_leave_only_when_asked_for(tmp_path, form):
    study = coded(tmp_path, {"a.txt": TALK, "b.txt": TALK})
    quote = f"{SECRET} kurang"
    lost = {"turn": 2, "code": "stff", "start": 3, "end": 3 + len(quote), "quote": quote}
    study.write("corpora/default/coding/reader-1/a.jsonl", f'{{"format":1}}\n{json.dumps(lost)}\n')
    study.replace("clinic.yaml", "[perawat, nurse]", "[perawat, nurse, Xylofnoia]")
    ended = study.run("check", "clinic.yaml", "--format", form, "-v")
    assert ended.code == 1
    assert SECRET.lower() not in (ended.out + ended.err).lower()
    if form in ("text", "json"):
        assert SECRET in study.run("check", "clinic.yaml", "--format", form, "--quotes").out
