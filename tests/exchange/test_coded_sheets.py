"""Coded segments as other programs export them: recognised by two signals, taken as codings on their words."""

import csv
import io
import json

import docx
import pytest

from qualcode.exchange.coded_sheets import nvivo_blocks, segments_in
from study import SOURCES, Folder, coded

LACK, NURSE = "Sinyal belum ada", "Perawat datang"
SHEETS = {
    "Taguette": [
        ["id", "document", "tag", "content"],
        ["7", "a.txt", "Poor network", LACK],
        ["7", "a.txt", "Too few nurses", LACK],
        ["8", "a.txt", "Too few nurses", NURSE],
    ],
    "MAXQDA": [
        ["Color", "Document group", "Document name", "Code", "Beginning", "End", "Segment", "Comment"],
        ["●", "All", "a", "Poor access > Poor network", "2", "2", LACK, "ask again"],
        ["●", "All", "a", "Poor access\\Too few nurses", "4", "4", NURSE, ""],
    ],
    "MAXQDA in German": [
        ["Farbe", "Dokumentgruppe", "Dokumentname", "Code", "Anfang", "Ende", "Segment", "Kommentar"],
        ["●", "Alle", "a", "Poor network", "2", "2", LACK, "ask again"],
    ],
    "ATLAS.ti": [
        ["ID", "Document", "Quotation Name", "Quotation Content", "Comment", "Codes", "Reference"],
        ["1:1", "a", "Sinyal", LACK, "ask again", "Poor network\nToo few nurses", "2 - 2"],
        ["1:2", "a", "Perawat", NURSE, "", "Too few nurses; Poor network", "4 - 4"],
    ],
    "QualCoder": [
        ["File", "Coder", "Coded", "Id", "Codename", "Coded_Memo", "Category"],
        ["a.txt", "ani", LACK, "ctid:12", "Poor network", "ask again", ""],
        ["a.txt", "budi", NURSE, "ctid:13", "Too few nurses", "", ""],
    ],
    "requal": [
        ["doc_name", "doc_id", "segment_start", "segment_end", "code_name", "code_id", "segment_text", "user_name"],
        ["a", "1", "40", str(40 + len(LACK)), "Poor network", "3", LACK, "ani"],
    ],
    "Dedoose": [
        ["Media Title", "Excerpt Range", "Excerpt Creator", "Excerpt Copy", "Codes Applied Combined",
         "Code: Poor access\\Poor network Applied", "Code: Too few nurses Applied"],
        ["a.txt", "0-18", "ani", LACK, "Poor network", "True", "False"],
        ["a.txt", "20-38", "ani", NURSE, "Poor network, Too few nurses", "True", "True"],
    ],
}  # fmt: skip
NODE = f"""\
<Files\\\\Interviews\\\\a> - § 2 references coded  [ 6.78% Coverage]

Reference 1 - 5.80% Coverage

{LACK}

Reference 2 - 0.98% Coverage

{NURSE}
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    return coded(tmp_path_factory.mktemp("sheets"), {"a.txt": SOURCES["a.txt"]})


def as_csv(rows) -> str:
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue()


def kept(folder: Folder, coder: str) -> set[tuple[str, str, str]]:
    lines = folder.read(f"corpora/default/coding/{coder}/a.jsonl").splitlines()[1:]
    return {(line["code"], line["quote"], line.get("memo", "")) for line in map(json.loads, lines)}


def given(study: Folder, coder: str, name: str, data: str | bytes):
    study.write(name, data)
    ended = study.run("import", "codings", name, "--coder", coder, "-b", "clinic.yaml", "--json")
    assert ended.code == 0, ended
    return ended


@pytest.mark.parametrize("program", SHEETS)
def test_segments_of_a_known_program_are_codings_on_their_words(study, program):
    coder = f"of {program}"
    ended = given(study, coder, "sheet.csv", as_csv(SHEETS[program]))
    assert any(
        program.split(" in ")[0] in each["message"] for each in ended.json["findings"] if each["code"] == "layout-known"
    )
    found = kept(study, coder)
    assert ("network", LACK) in {each[:2] for each in found}
    assert {"network", "staff"} >= {code for code, _, _ in found}
    if any("ask again" in row for row in SHEETS[program]):
        assert ("network", LACK, "ask again") in found
    if len(SHEETS[program]) > 2:
        assert ("staff", NURSE) in {each[:2] for each in found}


def test_rows_of_one_coder_are_taken_where_the_sheet_names_several(study):
    given(study, "budi", "sheet.csv", as_csv(SHEETS["QualCoder"]))
    assert kept(study, "budi") == {("staff", NURSE, "")}
    assert "several-coders" in given(study, "cici", "sheet.csv", as_csv(SHEETS["QualCoder"])).codes()


def test_the_passages_of_a_node_of_nvivo(study):
    given(study, "node", "Poor network.txt", NODE)
    assert kept(study, "node") == {("network", LACK, ""), ("network", NURSE, "")}
    made = docx.Document()
    for line in NODE.splitlines():
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    given(study, "word", "Poor network.docx", out.getvalue())
    assert kept(study, "word") == kept(study, "node")


@pytest.mark.parametrize("program", SHEETS)
def test_one_signal_alone_is_not_believed(program):
    header, *rows = SHEETS[program]
    wrong = {
        "Taguette": [["seven", *row[1:]] for row in rows],
        "QualCoder": [[*row[:3], "12", *row[4:]] for row in rows],
        "requal": [[*row[:3], "999", *row[4:]] for row in rows],
        "ATLAS.ti": [["one", *row[1:]] for row in rows],
    }
    if program in wrong:
        assert segments_in(header, wrong[program]) is None
    assert segments_in(header, []) is None
    if program.startswith("MAXQDA"):
        assert segments_in(["Document name", "Code", "Segment"], [["a", "Poor network", LACK]]) is None
    if program == "Dedoose":
        assert segments_in(header[:5], [row[:5] for row in rows]) is None
    assert segments_in(header, rows) is not None


def test_blocks_that_do_not_count_what_follows_are_no_node():
    assert nvivo_blocks("x.txt", NODE) is not None
    assert nvivo_blocks("x.txt", NODE.replace("§ 2", "§ 3")) is None
    assert nvivo_blocks("x.txt", "Talk\n" + NODE) is None
    assert nvivo_blocks("x.txt", "Reference 1 - 5.80% Coverage\nhello\n") is None
