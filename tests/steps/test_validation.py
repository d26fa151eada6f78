"""Validation: the sentence under a table of rules says how far they can be trusted."""

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
