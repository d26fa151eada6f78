"""Export a project: what other programs open is what the study says, and nothing that it does not."""

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from exchange.schema import valid, valid_project
from qualcode.exchange.refi_read import read_project
from study import CODEBOOK, SOURCES, Folder, coded, keep_coding

SPACE = {"q": "urn:QDA-XML:project:1.0"}
GROUP = """\
Moderator: Siapa yang sering tunggu?

Ibu Ani: Saya tunggu perawat 🏥, tidak ada perawat.

Pak Budi: Saya juga, perawat kurang.

Ibu Ani: Jaringannya kurang.
"""
CORPUS = """\
format: 1
title: Klinik
attributes: {age: respondent}
transcripts:
  group:
    attributes: {city: Kota Contoh, visited: "2026-05-01"}
    speakers:
      Moderator: interviewer
      Ibu Ani: {respondent: Ani, attributes: {age: "47", share: "0.5"}}
      Pak Budi: {respondent: Budi, attributes: {age: "51", share: "1"}}
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = coded(tmp_path_factory.mktemp("project"), {**SOURCES, "group.txt": GROUP})
    folder.write("corpora/default/corpus.yaml", CORPUS)
    folder.done("code", "-b", "clinic.yaml")
    keep_coding(folder, "a", 4, "Perawat datang")
    return folder


def exported(study: Folder, *options: str) -> bytes:
    return study.run("export", "project", "-o", "-", *options).data


def project(study: Folder, *options: str):
    read = read_project("x", exported(study, *options)).project
    assert read is not None
    return read


def test_the_file_fits_the_schema_and_holds_one_utf8_text_a_transcript(study):
    data = exported(study, "--coder", "rules+reader-1")
    root = valid_project(data)
    paths = [each.get("plainTextPath") for each in root.iterfind(".//q:TextSource", SPACE)]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        texts = {name: archive.read(name) for name in archive.namelist() if name != "project.qde"}
        assert archive.namelist()[0] == "project.qde"
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert sorted(texts) == sorted(f"sources/{path.removeprefix('internal://')}" for path in paths)
    for text in texts.values():
        assert not text.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in text
        assert text.decode()


def test_the_same_study_gives_the_same_bytes(study):
    assert exported(study) == exported(study)
    study.done("export", "project")
    assert "Unchanged" in study.done("export", "project").err


def coded_words(row):
    """What is coded, without the rest of its sentence."""
    return row["quote"][row["start"] - row["quote_start"] : row["end"] - row["quote_start"]]


def test_selections_are_the_coded_words_in_code_points(study):
    with zipfile.ZipFile(BytesIO(exported(study, "--coder", "rules+reader-1"))) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        said = []
        for source in root.iterfind(".//q:TextSource", SPACE):
            text = archive.read(f"sources/{source.get('plainTextPath').removeprefix('internal://')}").decode()
            for each in source.iterfind("q:PlainTextSelection[q:Coding]", SPACE):
                start, end = int(each.get("startPosition")), int(each.get("endPosition"))
                said.append((source.get("name"), text[start:end]))
    rows = study.run("export", "segments", "--to", "json", "-o", "-").json["rows"]
    wanted = {(row["transcript"], coded_words(row)) for row in rows} | {("a", "Perawat datang")}
    assert set(said) == wanted
    assert ("group", "Jaringannya kurang") in said


def test_what_is_denied_is_no_coding_of_the_code_itself(study):
    made = project(study, "--coder", "rules")
    names = {code.guid: code.name for code in made.every_code()}
    on = {
        (source.text[each.start : each.end], names[coding.code])
        for source in made.sources
        for each in source.selections
        for coding in each.codings
    }
    assert ("nurse", "Perawat kurang: negated") in on
    plain = [quote for quote, name in on if name == "Perawat kurang"]
    rows = study.run("export", "segments", "--to", "json", "-o", "-").json["rows"]
    affirmed = {coded_words(row) for row in rows if row["code"] == "staff" and row["assertion"] == "affirmed"}
    assert set(plain) == affirmed


def test_coders_are_users_and_the_rules_say_which_made_a_coding(study):
    made = project(study, "--coder", "rules+reader-1")
    assert [(user.name, user.id) for user in made.users] == [("rules of clinic", "rules"), ("reader-1", "person")]
    assert {note.text for note in made.notes} >= {"rules: net-missing"}
    by = {user.guid: user.name for user in made.users}
    (quote,) = [
        source.text[each.start : each.end]
        for source in made.sources
        for each in source.selections
        if each.codings and by[each.codings[0].user] == "reader-1"
    ]
    assert quote == "Perawat datang"


def test_respondents_are_cases_with_typed_attributes_and_the_turns_that_are_theirs(study):
    made = project(study)
    types = {variable.name: variable.type for variable in made.variables}
    assert types == {"age": "Integer", "share": "Float", "city": "Text", "visited": "Date"}
    names = {variable.guid: variable.name for variable in made.variables}
    cases = {case.name: case for case in made.cases}
    assert {names[key]: value for key, value in cases["Ani"].values.items()} == {
        "age": "47", "share": "0.5", "city": "Kota Contoh", "visited": "2026-05-01",
    }  # fmt: skip
    (group,) = [source for source in made.sources if source.name == "group"]
    turns = {each.guid: group.text[each.start : each.end] for each in group.selections}
    assert [turns[each] for each in cases["Ani"].selections] == [
        "Saya tunggu perawat 🏥, tidak ada perawat.", "Jaringannya kurang.",
    ]  # fmt: skip
    assert (cases["a/1"].selections, len(cases["a/1"].sources)) == ((), 1)


def test_kinds_are_sets(study):
    made = project(study)
    names = {code.guid: code.name for code in made.every_code()}
    assert {each.name: [names[code] for code in each.codes] for each in made.sets} == {
        "barrier": ["Akses kurang", "Jaringan kurang", "Perawat kurang"], "actor": ["Aplikasi Sehati"],
    }  # fmt: skip


def test_names_of_codes_come_in_the_language_asked_for(study):
    assert project(study, "--lang", "en").codes[0].name == "Poor access"


def test_a_codebook_alone_fits_its_schema_and_holds_nobodys_words(study):
    study.done("export", "project", "-o", "out/codes.qdc", "--redact")
    root = valid((study.path / "out/codes.qdc").read_bytes(), "Codebook.xsd")
    assert len(root.findall(".//{*}Code")) == 4
    assert "perawat." not in study.read("out/codes.qdc")
    alone = {code.get("guid") for code in root.iterfind(".//{*}Code")}
    assert alone < {code.guid for code in project(study).every_code()}
    assert study.done("export", "project", "--to", "qdc", "-o", "-").data == (study.path / "out/codes.qdc").read_bytes()


def test_words_leave_the_study_only_with_a_warning_unless_sharing_was_agreed(study):
    for less in ("", "consent: no sharing of transcripts\n", "consent: sharing without names\n", "consent: quotes\n"):
        study.write("corpora/default/corpus.yaml", CORPUS + less)
        assert "does not include `share`" in study.done("export", "project").err
    for agreed in ("share", "sharing"):
        study.write("corpora/default/corpus.yaml", CORPUS + f"consent: {agreed}\n")
        assert "does not include" not in study.done("export", "project").err
    study.write("corpora/default/corpus.yaml", CORPUS)


@pytest.mark.parametrize("options", [
    ("--redact",), ("--no-quotes",), ("--by", "city"), ("--to", "csv"), ("-o", "out/x.docx"),
    ("-o", "out/x.qdc", "--to", "qdpx"), ("--coder", "nobody"), ("--coder", "rules+"), ("--speakers",),
])  # fmt: skip
def test_what_it_cannot_do_is_refused(study, options):
    ended = study.run("export", "project", *options)
    assert ended.code == 2
    assert len(ended.err.strip().splitlines()) == 1


def test_a_dry_run_writes_nothing_and_json_says_what_is_in_it(study):
    before = study.stamps("out")
    said = study.done("export", "project", "-n", "--json", "--coder", "rules+reader-1").json
    assert study.stamps("out") == before
    assert said["coders"] == ["rules of clinic", "reader-1"]
    assert said["codings"]["negated"] >= 1
    assert (said["transcripts"], said["codes"], said["written"]) == (8, 4, False)


def test_a_survey_goes_out_with_a_warning_that_its_rows_come_back_as_one_text(tmp_path):
    folder = Folder(tmp_path)
    folder.write("answers.txt", "Perawat kurang.\nTidak ada perawat.\n")
    folder.write("clinic.yaml", CODEBOOK)
    folder.done("ingest", "--each", "line", "answers.txt")
    folder.done("code", "-b", "clinic.yaml")
    said = folder.done("export", "project").err
    assert "warning: answers: a survey goes out as one text" in said
