"""Names that people write and nothing in the corpus has: a warning with its place and the nearest name."""

from study import MD, TXT, small

CORPUS = "corpora/default/corpus.yaml"
RESPONDENTS = "corpora/default/respondents.csv"


def warned(ended, *codes):
    """Place, message and hint of the warnings with these codes."""
    found = [each for each in ended.json["findings"] if each["code"] in codes]
    return [(each["file"], each.get("line"), each["message"].split("`")[1], each["hint"]) for each in found]


def test_a_row_of_meta_for_no_transcript(tmp_path):
    folder = small(tmp_path, {"fgd/a.txt": TXT, "b.md": MD})
    folder.write("meta.csv", "transcript,city\nfgd/a,X\nb.md,Y\nxyz,Z\na,Z\n")
    ended = folder.run("ingest", "interviews", "--meta", "meta.csv", "--json")
    assert ended.code == 0
    assert warned(ended, "no-such-transcript") == [
        ("meta.csv", 4, "xyz", "`qualcode status` lists those there are"),
        ("meta.csv", 5, "a", "did you mean `fgd/a`?"),
    ]
    assert folder.run("ingest", "interviews", "--meta", "meta.csv", "--strict").code == 1


def test_many_rows_are_told_together(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT})
    folder.write("meta.csv", "transcript,city\na,X\n" + "".join(f"later{n},Y\n" for n in range(9)))
    ended = folder.run("ingest", "interviews", "--meta", "meta.csv", "--json")
    found = [each for each in ended.json["findings"] if each["code"] == "no-such-transcript"]
    assert len(found) == 6
    assert found[-1]["message"].startswith("4 more")


def test_a_row_of_respondents_for_nobody(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT})
    folder.write(RESPONDENTS, "respondent,age\na/1,30\na/7,31\n")
    ended = folder.run("ingest", "interviews", "--json")
    assert warned(ended, "no-such-respondent") == [(RESPONDENTS, 3, "a/7", "did you mean `a/1`?")]


def test_respondents_of_a_survey_are_known_by_their_number(tmp_path):
    folder = small(tmp_path, {"s.csv": "id,answer\nx,The nurse left.\ny,No nurse comes.\n"})
    folder.write(RESPONDENTS, "respondent,age\ns/1,30\ns/2,31\ns/3,32\ns/x,33\n")
    ended = folder.run("ingest", "interviews", "--each", "row", "--json")
    assert [place[:3] for place in warned(ended, "no-such-respondent")] == [
        (RESPONDENTS, 4, "s/3"),
        (RESPONDENTS, 5, "s/x"),
    ]


def test_names_in_the_corpus_file_at_their_places_and_in_check(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT})
    folder.write(
        CORPUS,
        "format: 1\ninterviewers: [Pewawancara, Dan]\nspeakers:\n  Informn: participant\n"
        "transcripts:\n  A:\n    session: S1\n  a:\n    speakers:\n      Bu Ani: other\n      Informan: participant\n",
    )
    ended = folder.run("ingest", "interviews", "--json")
    assert warned(ended, "no-such-transcript", "no-such-speaker") == [
        (CORPUS, 6, "A", "did you mean `a`?"),
        (CORPUS, 4, "Informn", "did you mean `Informan`?"),
        (CORPUS, 2, "Dan", "`qualcode status` lists those there are"),
        (CORPUS, 10, "a", "`qualcode status` lists those there are"),
    ]
    checked = folder.run("check", "--select", "QC200", "--format", "json").json["findings"]
    assert [each["line"] for each in checked] == [2, 4, 6, 10]


def test_what_fits_is_not_spoken_of(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT})
    folder.write(
        CORPUS, "format: 1\ninterviewers: [Pewawancara]\ntranscripts:\n  a: {speakers: {Informan: participant}}\n"
    )
    folder.write(RESPONDENTS, "respondent,age\na/1,30\n")
    assert folder.run("ingest", "interviews", "--json").codes() == []
