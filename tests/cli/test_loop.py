"""The loop of a codebook author on the command line: explain, words, suggest, code --watch, codes."""

import json
import signal
import subprocess
import time

import pytest

from study import CODEBOOK, QUALCODE, Folder, coded, environment, keep_coding

B = ("-b", "clinic.yaml")


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    folder = coded(tmp_path_factory.mktemp("loop"))
    keep_coding(folder, "a", 4, "Perawat datang")
    return folder


class TestExplain:
    @pytest.mark.slow
    def test_marks_survive_and_every_part_is_shown(self, study):
        out = study.done("explain", "Kalau jaringannya kurang [tertawa], perawat :smile: pulang. Sinyal lemah.").out
        assert "[tertawa], perawat :smile: pulang." in out
        assert 'hypothetical "Kalau" at 0' in out
        assert "list 2 is missing: @lack" in out
        assert "id:jaringan  en:jaringannya" in out or "jaringan " in out

    @pytest.mark.slow
    def test_json_holds_places_that_slice_the_text(self, study):
        said = study.done("explain", "a:2", "--json").json["explanation"]
        assert [said["text"][each["start"] : each["end"]] for each in said["fired"]] == [
            each["quote"] for each in said["fired"]
        ]

    @pytest.mark.slow
    def test_a_turn_of_the_interviewer_is_said_not_to_be_coded(self, study):
        assert "not coded" in study.done("explain", "a:1").err


class TestWords:
    @pytest.mark.slow
    def test_each_level_lists_what_it_adds(self, study):
        out = study.done("words", "jaringan").out
        light = next(line.split() for line in out.splitlines() if line.split()[:1] == ["light"])
        assert light[1] == "jaringan"
        assert "+ Jaringannya 1" in out

    @pytest.mark.slow
    def test_without_a_corpus_it_says_so(self, tmp_path):
        ended = Folder(tmp_path).done("words", "jaringan")
        assert ("no transcripts" in ended.err, "jaringan" in ended.out) == (True, True)


class TestSuggest:
    @pytest.mark.slow
    def test_the_snippet_is_a_rule_that_loads(self, study):
        other = "Pewawancara: Lalu?\nInforman: Hujan turun.\n" * 9
        said = {f"{name}.txt": f"Pewawancara: Apa?\nInforman: Antrean perawat {name}.\n{other}" for name in "ab"}
        folder = coded(study.path / "queue", said)
        ended = folder.done("suggest", "staff", *B)
        folder.write(
            "clinic.yaml",
            CODEBOOK.replace("    terms: [perawat, nurse]\n", f"    terms: [perawat]\n    rules:\n{ended.out}"),
        )
        assert [
            term["text"]
            for term in folder.done("codes", "show", "staff", "--json", *B).json["codes"][0]["rules"][1]["lists"][0]
        ] == ["antrean"]

    @pytest.mark.slow
    def test_nobodys_sentence_is_in_it(self, study):
        ended = study.done("suggest", "staff", *B)
        assert "Perawat datang" not in ended.out + ended.err


class TestCodes:
    @pytest.mark.slow
    def test_a_change_needs_yes(self, study):
        before = study.tree("corpora")
        ended = study.done("codes", "rename", "staff", "nurses", *B)
        assert ("+  - code: nurses" in ended.out, "add --yes" in ended.err) == (True, True)
        assert study.done("codes", "rename", "staff", "nurses", "--yes", "-n", *B).err.count("add --yes") == 1
        assert study.tree("corpora") == before

    @pytest.mark.slow
    def test_with_yes_codebook_and_codings_change_and_the_old_ones_are_named(self, study):
        before = study.tree("corpora"), study.read("clinic.yaml")
        assert "old files are in .qualcode/before/" in study.done("codes", "rename", "staff", "nurses", "--yes", *B).err
        assert "nurses" in study.done("codes", "show", "nurses", *B).out
        study.done("codes", "rename", "nurses", "staff", "-y", *B)
        assert (study.tree("corpora"), study.read("clinic.yaml")) == before

    @pytest.mark.slow
    def test_json_says_what_would_change(self, study):
        report = study.done("codes", "merge", "staff", "network", "--json", *B).json
        assert (report["written"], report["recoded"]) == (False, {"corpora/default/coding/reader-1/a.jsonl": 1})

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("arguments", "hint"),
        [
            ("lst", "list"), ("show", "CODE"), ("rename staff", "OLD NEW"), ("merge staff", "FROM INTO"),
            ("list staff", "no code"),
            ("show staf", "staff"), ("rename staf x", "staff"), ("list --replaced-by staff", "retire"),
        ],
    )  # fmt: skip
    def test_mistakes_are_refused_with_what_to_write(self, study, arguments, hint):
        ended = study.run("codes", *arguments.split(), *B)
        assert (ended.code, hint in ended.err) == (2, True)


@pytest.mark.slow
def test_watching_shows_each_save_and_ends_well_with_ctrl_c(tmp_path):
    folder = coded(tmp_path)
    watching = subprocess.Popen(
        [*QUALCODE, "code", "--watch", "--json", *B], cwd=tmp_path, env=environment(), stdout=-1, stderr=-1, text=True
    )
    assert watching.stdout
    first = _next(watching.stdout)
    folder.write("clinic.yaml", CODEBOOK.replace("perawat, nurse", "hari"))
    second = _next(watching.stdout)
    watching.send_signal(signal.SIGINT)
    _, err = watching.communicate(timeout=20)
    assert (watching.returncode, "Traceback" in err) == (0, False)
    assert (first["first"], second["first"]) == (True, False)
    assert [(each["code"], each["gained"]) for each in second["changes"]] == [("staff", 1)]


def _next(stream):
    """The next JSON value of a stream that goes on."""
    text, limit = "", time.monotonic() + 60
    while time.monotonic() < limit:
        text += stream.readline()
        try:
            return json.loads(text)
        except ValueError:
            continue
    raise AssertionError(text)
