"""Validation: the sentence under a table of rules says how far they can be trusted."""

import pytest

from study import Folder, coded, keep_coding

OTHER = "Interviewer: Any nurse?\nParticipant: The nurse sleeps.\nInterviewer: And?\nParticipant: Nobody came.\n"


def said(folder: Folder) -> str:
    table = folder.done("export", "codes", "--to", "json", "-o", "-").json
    return next((note for note in table["notes"] if note.startswith("Against")), "")


def test_turns_are_compared_over_the_codes_that_the_coder_uses(tmp_path):
    study = coded(tmp_path)
    assert said(study) == ""
    keep_coding(study, "a", 2, "Jaringannya kurang")
    assert "turn by turn, on 1 code in 1 transcript:" in said(study)
    assert "precision 0.00 (0 of 1), recall 0.00 (0 of 1)" in said(study)


def test_transcripts_set_aside_stay_aside(tmp_path):
    study = coded(tmp_path, {"a.txt": OTHER, "b.txt": OTHER})
    for transcript, quote in (("a", "nurse"), ("b", "Nobody")):
        keep_coding(study, transcript, 2 if quote == "nurse" else 4, quote)
    assert "(1 of 2)" in said(study)
    study.write("corpora/default/corpus.yaml", "format: 1\ntranscripts:\n  a: {attributes: {split: test}}\n")
    assert "1 transcript open to tuning" in said(study)
    assert "precision 0.00 (0 of 1), recall 0.00 (0 of 1)" in said(study)


def test_a_coder_whose_codes_are_not_in_the_codebook_is_left_out(tmp_path):
    study = coded(tmp_path)
    file = keep_coding(study, "a", 2, "Jaringannya kurang")
    file.write_bytes(file.read_bytes().replace(b'"staff"', b'"other"'))
    assert said(study) == ""


class TestFiveQuotes:
    """Quotes taken out of transcripts are no reading of them: a turn without one may never have been looked at."""

    @pytest.fixture
    def study(self, tmp_path) -> Folder:
        study = coded(tmp_path)
        keep_coding(study, "a", 4, "Perawat datang", whole=False)
        return study

    def test_they_measure_nothing_and_tables_and_methods_say_so(self, study):
        table = study.done("export", "codes", "--to", "json", "-o", "-").json
        (note,) = [note for note in table["notes"] if "reader-1" in note]
        assert note.startswith("Coder reader-1 measures nothing here")
        assert "precision" not in " ".join(table["notes"])
        assert (
            "does not say which transcripts coder `reader-1` read whole"
            in study.done("export", "methods", "--lang", "en", "-o", "-").out
        )
        assert (
            "dibaca seluruhnya oleh pengode `reader-1`"
            in study.done("export", "methods", "--lang", "id", "-o", "-").out
        )

    def test_evaluate_says_how_to_declare_what_was_read(self, study):
        ended = study.run("evaluate", "--against", "reader-1")
        assert (ended.code, "write `read_whole: true` (or a list) in" in ended.err) == (2, True)

    @pytest.mark.parametrize(("declared", "units"), [("true", 2), ("[a]", 2), ("a", 2)])
    def test_declared_they_do(self, study, declared, units):
        study.write("corpora/default/coding/reader-1/coder.yaml", f"format: 1\nread_whole: {declared}\n")
        whole = study.done("evaluate", "--against", "reader-1", "--json").json["whole"]
        assert (whole["units"], whole["codes"][0]["both"]) == (units, 1)

    def test_a_transcript_read_without_a_code_counts_and_codings_elsewhere_do_not(self, tmp_path):
        study = coded(tmp_path, {"a.txt": OTHER, "b.txt": OTHER})
        keep_coding(study, "a", 2, "nurse", whole=False)
        study.write("corpora/default/coding/reader-1/coder.yaml", "format: 1\nread_whole: [b, c]\n")
        ended = study.run("evaluate", "--against", "reader-1", "--json")
        assert (ended.code, ended.codes()) == (2, ["nothing-coded"])
        study.write("corpora/default/coding/reader-1/coder.yaml", "format: 1\nread_whole: [a, b, c]\n")
        ended = study.done("evaluate", "--against", "reader-1", "--json")
        assert (ended.json["whole"]["units"], ended.codes()) == (4, ["unknown-transcript"])

    def test_two_coders_are_compared_only_where_both_read(self, study):
        study.write("corpora/default/coding/reader-1/coder.yaml", "format: 1\nread_whole: true\n")
        study.write("q.csv", "transcript,turn,quote,codes\na,4,Perawat datang,staff\n")
        study.done("import", "codings", "q.csv", "--coder", "saya")
        assert study.run("evaluate", "--against", "reader-1", "--coder", "saya").code == 2
        study.done("import", "codings", "q.csv", "--coder", "saya", "--read-whole")
        study.done("evaluate", "--against", "reader-1", "--coder", "saya")
