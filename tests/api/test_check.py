"""Checks of a study: its corpus, people's codings, and what rules find in it."""

import json

import pytest

from study import CODEBOOK, MD, TXT, Folder, coded, keep_coding

OTHER = "format: 1\ncodebook: other\nlanguages: [id]\ncodes:\n  - {code: x, label: X, terms: [perawat]}\n"


@pytest.fixture
def study(tmp_path) -> Folder:
    return coded(tmp_path, {"a.txt": TXT})


def checks(folder: Folder, *arguments: str) -> dict[str, list[str]]:
    """Check -> its messages."""
    found: dict[str, list[str]] = {}
    for each in folder.run("check", "clinic.yaml", "--json", *arguments).json["findings"]:
        found.setdefault(each["check"], []).append(each["message"])
    return found


def test_a_fresh_study_has_no_error(study):
    ended = study.done("check")
    assert "1 transcript" in ended.err


class TestCorpus:
    def test_a_changed_source(self, study):
        study.write("interviews/a.txt", TXT + "Informan: Lagi.\n")
        assert "QC201" in checks(study)

    def test_a_source_that_is_gone(self, study):
        (study.path / "interviews/a.txt").unlink()
        assert "QC208" in checks(study)

    def test_a_speaker_without_role_is_not_named(self, study):
        study.write("corpora/default/corpus.yaml", "speakers: {Informan: unknown}\n")
        assert checks(study)["QC202"]
        assert "Informan" not in study.run("check", "clinic.yaml", "--json").out
        assert "Informan" in study.run("check", "clinic.yaml", "--json", "--quotes").out

    def test_consent_and_attributes(self, tmp_path):
        study = coded(tmp_path, {"a.txt": TXT, "b.md": MD, "c.md": MD.replace("nurse", "doctor")})
        assert checks(study)["QC204"] == ["transcript `a` lacks `city`"]
        assert "QC203" in checks(study)
        for agreed in ("analysis", "quotes", "share", "sharing"):
            study.write("corpora/default/corpus.yaml", f"consent: {agreed}\n")
            assert "QC203" not in checks(study)
        for misread, said in (("no sharing of transcripts", "which allows nothing"), ("none", "agreed to nothing")):
            study.write("corpora/default/corpus.yaml", f"consent: {misread}\n")
            assert said in checks(study)["QC203"][0]

    def test_a_language_that_the_codebook_leaves_out(self, study):
        study.replace("clinic.yaml", "[id, en]", "[en]")
        assert "Indonesian" in checks(study)["QC205"][0]

    def test_duplicates_and_versions_of_one_interview(self, tmp_path):
        long = "".join(
            f"Informan: Pada hari ke-{n} kami datang lagi ke kantor {n * 7} dan pulang.\n" for n in range(40)
        )
        sources = {
            "a.txt": long,
            "b.txt": long.upper().replace("INFORMAN:", "Informan:"),
            "c.txt": long + TXT,
            "d.txt": TXT,
        }
        found = checks(coded(tmp_path, sources))
        assert found["QC206"] == ["transcript `b` says the same as `a`"]
        assert len(found["QC207"]) == 2
        assert all("`c`" in message for message in found["QC207"])

    def test_a_torn_transcript_is_a_finding(self, study):
        study.write("corpora/default/transcripts/a.jsonl", "{")
        assert "QC200" in checks(study)


class TestCodings:
    def test_a_quote_that_is_no_longer_in_its_place(self, study):
        keep_coding(study, "a", 2, "Jaringannya")
        assert "QC301" not in checks(study)
        study.replace("corpora/default/coding/reader-1/a.jsonl", '"start": 0', '"start": 1')
        assert "QC301" in checks(study)
        assert "Jaringannya" not in study.run("check", "clinic.yaml", "--json").out

    def test_an_unknown_code_has_a_suggestion(self, study):
        keep_coding(study, "a", 2, "Jaringannya")
        study.replace("corpora/default/coding/reader-1/a.jsonl", '"staff"', '"staf"')
        (found,) = [each for each in study.run("check", "--json").json["findings"] if each["check"] == "QC302"]
        assert found["hint"] == "did you mean `staff`?"

    def test_codes_of_the_studys_own_codebook_are_known_when_another_is_named(self, study):
        keep_coding(study, "a", 2, "Jaringannya")
        study.write("qualcode.yaml", "codebook: clinic.yaml\n")
        study.write("other.yaml", "format: 1\ncodebook: other\ncodes:\n  - {code: x, terms: [perawat]}\n")
        study.done("check", "other.yaml", "--select", "QC3")

    def test_codes_of_another_codebook_of_the_study_are_no_mistake_and_its_file_is_named(self, study):
        keep_coding(study, "a", 2, "Jaringannya", code="x")
        study.write("qualcode.yaml", "codebook: clinic.yaml\n")
        study.write("codebooks/other.yaml", OTHER)
        assert checks(study, "--fail-level", "error")["QC302"] == [
            "a coding of reader-1 has the code `x`, which codebooks/other.yaml has and no codebook that was checked"
        ]
        study.done("check")
        assert "QC302" not in checks(study, "codebooks/other.yaml")

    def test_codings_of_a_codebook_of_the_same_name_are_not_stale_ones(self, study):
        study.write("second.yaml", CODEBOOK.replace("perawat", "bidan"))
        said = study.run("check", "second.yaml", "--json").json["findings"]
        assert "QC304" not in {each["check"] for each in said}

    def test_stale_codings(self, study):
        assert "QC304" not in checks(study)
        study.replace("clinic.yaml", "terms: [perawat, nurse]", "terms: [perawat, nurse, bidan]")
        assert "QC304" in checks(study)

    def test_a_decision_about_nothing_and_two_that_contradict(self, study):
        place = {"turn": 4, "code": "staff", "start": 0, "end": 7, "quote": "Perawat"}
        lines = [
            {"do": "accept", "id": "p1", "time": "1", **place},
            {"do": "reject", "id": "q2", "time": "2", **place},
            {"do": "remove", "id": "s3", "time": "3", "of": "k9"},
        ]
        text = "".join(json.dumps(line) + "\n" for line in lines)
        study.write("corpora/default/coding/reader-1/a.jsonl", '{"format":2}\n' + text)
        assert "`remove` is about a line that is not there" in checks(study)["QC303"][0]
        assert checks(study)["QC307"] == ["turn 4: this `accept` of `staff` gives way to a later `reject`"]

    def test_a_retired_code_that_people_used(self, study):
        keep_coding(study, "a", 2, "Jaringannya")
        study.replace("clinic.yaml", "terms: [perawat, nurse]", "retired: true")
        assert any("1 coding of reader-1" in message for message in checks(study)["QC124"])


class TestWhichCodebook:
    def test_the_studys_own_wherever_one_stands(self, study):
        study.write("qualcode.yaml", "codebook: clinic.yaml\n")
        elsewhere = study.path / "elsewhere"
        study.write("elsewhere/clinic.yaml", OTHER)
        assert Folder(elsewhere).run("check", "--json").json["codebooks"] == ["clinic.yaml"]

    def test_the_one_used_last_wherever_one_stands(self, study):
        study.write("elsewhere/clinic.yaml", OTHER)
        study.write("qualcode.yaml", "title: A study that names no codebook\n")
        below = Folder(study.path / "elsewhere")
        assert below.run("check", "--json").json["codebooks"] == ["clinic.yaml"]
        assert "staff" in below.done("explain", "Perawat datang.").out
        assert below.done("status", "--json").json["codings"] == "current"
        below.done("export", "codes", "-o", "codes.csv")

    def test_one_file_named_in_two_ways_is_checked_once(self, study):
        named = ["clinic.yaml", "./clinic.yaml", str(study.path / "clinic.yaml")]
        assert study.run("check", *named, "--json").json["codebooks"] == ["clinic.yaml"]

    def test_it_may_be_named_as_other_commands_name_it(self, study):
        study.write("other.yaml", OTHER)
        assert study.run("check", "--codebook", "other.yaml", "--json").json["codebooks"] == ["other.yaml"]


class TestRules:
    def test_a_rule_that_never_fires(self, study):
        assert "QC111" not in checks(study)
        study.replace("clinic.yaml", "terms: [perawat, nurse]", "terms: [dokter]")
        assert checks(study)["QC111"] == ["the rule `staff` finds nothing in corpus `default`"]

    def test_a_rule_that_fires_nearly_everywhere(self, tmp_path):
        said = "".join(f"Informan: Perawat {n} pulang.\n\nInforman: Lalu hujan.\n\n" for n in range(40))
        study = coded(tmp_path, {"a.txt": said})
        assert "50 %" in checks(study)["QC112"][0]
        study.write("qualcode.yaml", "check: {max_share: 60}\n")
        assert "QC112" not in checks(study)

    def test_a_misspelt_word_of_the_corpus_is_shown_with_quotes_only(self, tmp_path):
        study = coded(tmp_path, {"a.txt": TXT + "Informan: Zanzibarku, Zanzibarku.\n"})
        study.replace("clinic.yaml", "[perawat, nurse]", "[perawat, nurse, zanzibakru]")
        assert "QC116" in checks(study)
        assert "zanzibarku" not in study.run("check", "clinic.yaml", "--json").out.lower()
        assert "zanzibarku" in study.run("check", "clinic.yaml", "--json", "--quotes").out


def test_checks_write_nothing_but_the_index(study):
    before = {name: data for name, data in study.tree().items() if not name.startswith(".qualcode/")}
    study.run("check", "clinic.yaml")
    assert {name: data for name, data in study.tree().items() if not name.startswith(".qualcode/")} == before


def test_without_transcripts_nothing_at_all_is_written(tmp_path):
    folder = Folder(tmp_path)
    folder.write("clinic.yaml", CODEBOOK)
    folder.done("check", "clinic.yaml")
    assert list(folder.tree()) == ["clinic.yaml"]


def test_the_same_study_gives_the_same_report(study):
    assert study.run("check", "--format", "sarif").out == study.run("check", "--format", "sarif").out
