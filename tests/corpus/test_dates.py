"""Dates that people write: in order where they can be read, and told at their place where they cannot."""

from study import TXT, small

CORPUS = "corpora/default/corpus.yaml"


def dates(folder):
    """Session and date, in the order of the interviews."""
    folder.done("code", "-b", "clinic.yaml", "-q")
    folder.run("export", "code_coverage")
    return [(row["session"], row["date"]) for row in folder.rows("out/code-coverage.csv")]


def warned(ended):
    found = [each for each in ended.json["findings"] if each["code"] in ("unread-date", "date-order")]
    return [(each["level"], each["file"], each.get("line")) for each in found]


def test_dates_in_the_ways_of_both_languages_order_the_interviews(tmp_path):
    folder = small(tmp_path, {f"{name}.txt": TXT for name in "abc"})
    folder.write("meta.csv", "transcript,date\na,13/03/2024\nb,12 Maret 2024\nc,03/04/2024\n")
    ended = folder.run("ingest", "interviews", "--meta", "meta.csv", "--json")
    assert warned(ended) == [("note", "", None)]
    assert dates(folder) == [("b", "2024-03-12"), ("a", "2024-03-13"), ("c", "2024-04-03")]


def test_an_unread_date_is_told_at_its_place(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT, "b.txt": TXT, "c.md": "---\ndate: besok\n---\n" + TXT})
    folder.write("meta.csv", "transcript,date\na,13//2024\nb,2024-01-02\n")
    folder.write(CORPUS, "format: 1\ntranscripts:\n  b:\n    attributes:\n      date: 32/01/2024\n")
    ended = folder.run("ingest", "interviews", "--meta", "meta.csv", "--json")
    assert warned(ended) == [
        ("warning", "meta.csv", 2),
        ("warning", CORPUS, 5),
        ("warning", "interviews/c.md", None),
    ]


def test_an_order_that_only_the_language_says_is_a_guess(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT})
    folder.write("meta.csv", "transcript,date\na,03/04/2024\n")
    ended = folder.run("ingest", "interviews", "--meta", "meta.csv", "--json")
    assert warned(ended) == [("warning", "", None)]
    assert dates(folder) == [("a", "2024-04-03")]


def test_without_indonesian_an_unclear_date_is_refused(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT})
    folder.write("qualcode.yaml", "format: 1\nlanguages: [en]\n")
    folder.write("meta.csv", "transcript,date\na,03/04/2024\n")
    ended = folder.run("ingest", "interviews", "--meta", "meta.csv", "--json")
    assert warned(ended) == [("warning", "meta.csv", 2)]
