"""`qualcode memos` and `export memos`: everything that coders noted down, in one place."""

import io

import docx
import pytest

from study import CODEBOOK, SOURCES, Folder, coded, keep_coding

LINES = (
    '{"format":1}\n'
    '{"id":"1","text":"Why do people give up?\\n# aim","kind":"study","name":"Aim","time":"2026-01-02T03:04:05Z"}\n'
    '{"id":"2","text":"Her words","kind":"passage","on":{"transcript":"a","turn":4,"end":7,"quote":"Perawat"}}\n'
    '{"id":"3","of":"1","text":"Why do they stay?\\n# aim","time":"2026-01-03T00:00:00Z"}\n'
    '{"id":"4","of":"nowhere","text":"lost"}\n'
)


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    folder = coded(tmp_path_factory.mktemp("memos"), SOURCES)
    folder.write("clinic.yaml", CODEBOOK.replace("kind: actor", "kind: actor\n    memo: Since 2024."))
    keep_coding(folder, "a", 4, "Perawat datang")
    file = "corpora/default/coding/reader-1/a.jsonl"
    folder.write(file, folder.read(file).replace('"quote"', '"memo": "Only one?", "quote"', 1))
    folder.write("corpora/default/memos/dewi.jsonl", LINES)
    return folder


def test_memos_of_all_places_are_shown_as_they_were_edited_last(study):
    ended = study.done("memos")
    said = ended.out.splitlines()
    assert "  Why do they stay?" in said
    assert not any("give up" in line or line.strip() == "lost" for line in said)
    assert {"  Her words", "  “Perawat”", "  Since 2024.", "  Only one?"} <= set(said)
    assert "`nowhere`, which is not there" in ended.err


def test_memos_about_one_thing(study):
    assert [memo["text"] for memo in study.done("memos", "--about", "health_app", "--json").json["memos"]] == [
        "Since 2024."
    ]
    assert [memo["kind"] for memo in study.done("memos", "--kind", "study", "--json").json["memos"]] == ["study"]
    assert study.run("memos", "--kind", "thought").code == 2


def test_memos_go_out_as_a_document(study):
    page = study.done("export", "memos", "-o", "-").out
    assert page.startswith("# Memos: ")
    assert "\n\nWhy do they stay?\n\n\\# aim\n\n(dewi, 2026-01-03 00:00)\n" in page
    word = docx.Document(io.BytesIO(study.run("export", "memos", "--to", "docx", "-o", "-").data))
    texts = [each.text for each in word.paragraphs]
    assert "# aim" in texts
    assert "“Perawat”" in texts
    assert "Perawat" not in study.done("export", "memos", "--no-quotes", "-o", "-").out.replace("Perawat kurang", "")


def test_memos_are_in_the_language_asked_for(study, monkeypatch):
    page = study.done("export", "memos", "--lang", "id", "-o", "-").out
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## Studi", "## Kode", "## Bagian tanpa kode", "## Pengodean"
    ]  # fmt: skip
    assert "### a, giliran 4" in page
    monkeypatch.setenv("QUALCODE_LANG", "id")
    assert study.done("memos").out.startswith("studi “Aim” (dewi, 2026-01-03 00:00)")


def test_what_tables_take_is_refused(study):
    assert study.run("export", "memos", "--by", "city", "-o", "-").code == 2
    assert study.run("export", "memos", "--to", "csv", "-o", "-").code == 2


def test_two_coders_are_joined_where_that_is_asked(study):
    keep_coding(study, "a", 4, "Perawat datang", coder="reader-2")
    keep_coding(study, "a", 2, "Sinyal belum ada", coder="reader-2")
    rows = study.done("export", "segments", "--coder", "reader-1+reader-2", "--to", "json", "-o", "-").json["rows"]
    assert sorted(row["quote"] for row in rows) == ["Perawat datang", "Sinyal belum ada"]
    assert study.run("export", "segments", "--coder", "reader-1+nobody", "-o", "-").code == 2
