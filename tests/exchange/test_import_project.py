"""Import a project: other people's codings come in on their words, or are refused by name."""

import json

import pytest

from exchange.made import (
    MARKS,
    TALK,
    Marked,
    Way,
    coding,
    described,
    guid,
    manifest,
    packed,
    position,
    qdpx,
    selection,
    source,
    written,
)
from qualcode.store.config import load_corpus
from qualcode.store.layout import StudyLayout
from study import CODEBOOK, TXT, Folder, coded, keep_coding

NVIVO = Way(utf16=True, crlf=True, mark=True)


@pytest.fixture
def folder(tmp_path) -> Folder:
    return Folder(tmp_path)


def kept(folder: Folder, coder: str, transcript: str = "talk", corpus: str = "default") -> list[tuple[str, str]]:
    """Code and quote of each coding."""
    lines = folder.read(f"corpora/{corpus}/coding/{coder}/{transcript}.jsonl").splitlines()[1:]
    return [(line["code"], line["quote"]) for line in map(json.loads, lines)]


def table(folder: Folder, name: str, coder: str) -> list[dict]:
    options = ("--coder", coder, "-b", "codebooks/talk.yaml", "--to", "json", "-o", "-")
    return folder.done("export", name, *options).json["rows"]


def codes(folder: Folder, *arguments: str) -> list[str]:
    return [finding["code"] for finding in folder.run("import", "project", *arguments, "--json").json["findings"]]


@pytest.mark.parametrize("way", [Way(), NVIVO, Way(crlf=True), Way(utf16=True)], ids=str)
def test_texts_codes_and_every_coders_codings_come_in(folder, way):
    folder.write("x.qdpx", qdpx({"talk": (TALK, MARKS)}, way))
    ended = folder.done("import", "project", "x.qdpx")
    assert kept(folder, "sari") == [("fear", "afraid 😅 of pressing"), ("cost", "café is far 🏠")]
    assert kept(folder, "budi") == [("cost", "The fee is high"), ("cost", "pay it twice")]
    assert [speaker for speaker, _ in folder.turns("talk")] == ["Interviewer", "Ana"] * 2
    assert (folder.path / "corpora/default/sources/talk.txt").read_bytes() == written(TALK, way)
    counted = "UTF-16 units" if way.utf16 else "code points"
    assert f"Positions counted in {counted} (decided by selections): talk." in ended.err
    assert folder.done("verify", "--json").code == 0
    rows = table(folder, "codes", "budi")
    assert {row["code"]: row["mentions"] for row in rows} == {"cost": 2, "fear": 0}


def test_a_second_import_changes_nothing(folder):
    folder.write("x.qdpx", qdpx({"talk": (TALK, MARKS)}, NVIVO))
    folder.done("import", "project", "x.qdpx")
    before = folder.tree("corpora") | folder.tree("codebooks")
    said = folder.done("import", "project", "x.qdpx", "--json").json
    assert (said["coders"], said["known"]) == ({"budi": 0, "sari": 0}, 4)
    assert folder.tree("corpora") | folder.tree("codebooks") == before


def test_a_dry_run_says_the_same_and_writes_nothing(folder):
    folder.write("x.qdpx", qdpx({"talk": (TALK, MARKS)}, NVIVO))
    planned = folder.done("import", "project", "x.qdpx", "-n", "--json").json
    assert not folder.tree("corpora")
    assert not folder.tree("codebooks")
    done = folder.done("import", "project", "x.qdpx", "--json").json
    for each in ("coders", "texts", "codes", "codebook", "refused"):
        assert planned[each] == done[each]


def test_what_could_stand_at_two_places_is_refused_unless_the_user_knows(folder):
    text = "Ana: 😅 ------ x\n"
    marks = (Marked("--", name="first"), Marked("x"))
    folder.write("x.qdpx", qdpx({"talk": (text, marks[:1])}))
    ended = folder.run("import", "project", "x.qdpx")
    assert ended.code == 1
    assert ended.err.count("it is not imported") == 1
    assert "--positions utf-16" in ended.err
    assert not list(folder.path.rglob("coding/*"))
    folder.done("import", "project", "x.qdpx", "--positions", "code-points")
    assert kept(folder, "sari") == [("fear", "--")]


def test_a_letter_that_seems_to_be_missing_at_the_ends_is_told(folder):
    folder.write("x.qdpx", qdpx({"talk": (TALK, (Marked("What is har"), Marked("button")))}))
    assert "ends-short" in codes(folder, "x.qdpx", "-n")
    folder.write("x.qdpx", qdpx({"talk": (TALK, MARKS)}))
    assert "ends-short" not in codes(folder, "x.qdpx", "-n")


def test_a_selection_outside_the_text_costs_itself_only(folder):
    ends = f'guid="{guid("bad")}" startPosition="5" endPosition="9999"'
    bad = f"<PlainTextSelection {ends}>{coding('c', 'fear')}</PlainTextSelection>"
    folder.write("x.qdpx", packed({"project.qde": manifest(source("talk", TALK, MARKS, more=bad)),
                                   f"sources/{guid('talk')}.txt": written(TALK)}))  # fmt: skip
    ended = folder.run("import", "project", "x.qdpx", "--json")
    assert (ended.code, ended.json["refused"]) == (1, 1)
    assert sum(ended.json["coders"].values()) == len(MARKS)
    assert guid("bad") in next(f["message"] for f in ended.json["findings"] if f["code"] == "selection-refused")


def test_labels_are_left_out_and_turns_divided_and_an_empty_selection_costs_nothing(folder):
    bare = f'<PlainTextSelection guid="{guid("bare")}" startPosition="5" endPosition="9"/>'
    marks = (Marked("Ana: I am afraid"), Marked("walk.\n\nInterviewer: And the cost", "cost"), *MARKS[2:])
    folder.write("x.qdpx", packed({"project.qde": manifest(source("talk", TALK, marks, more=bare)),
                                   f"sources/{guid('talk')}.txt": written(TALK)}))  # fmt: skip
    found = codes(folder, "x.qdpx")
    assert {"selection-trimmed", "selection-divided"} <= set(found)
    assert kept(folder, "sari") == [("fear", "I am afraid"), ("cost", "walk."), ("cost", "And the cost")]


def test_the_same_coding_twice_is_one(folder):
    twice = source("talk", TALK, (*MARKS, MARKS[0]))
    folder.write("x.qdpx", packed({"project.qde": manifest(twice), f"sources/{guid('talk')}.txt": written(TALK)}))
    said = folder.done("import", "project", "x.qdpx", "--json").json
    assert (said["repeated"], said["coders"]["sari"]) == (1, 2)


def test_remarks_times_and_notes_stay_with_a_coding(folder):
    note = f'<Notes><Note guid="{guid("n")}"><PlainTextContent>ask again</PlainTextContent></Note></Notes>'
    start = position(TALK, TALK.index("button"), Way())
    own = (
        f'<PlainTextSelection guid="{guid("s")}" startPosition="{start}" endPosition="{start + 6}" '
        f'creationDateTime="2026-02-03T04:05:06Z">{described("a remark")}'
        f'<Coding guid="{guid("c")}" creatingUser="{guid("sari")}"><CodeRef targetGUID="{guid("fear")}"/>'
        f'<NoteRef targetGUID="{guid("n")}"/></Coding></PlainTextSelection>'
    )
    folder.write("x.qdpx", packed({"project.qde": manifest(source("talk", TALK, (), more=own), more=note),
                                   f"sources/{guid('talk')}.txt": written(TALK)}))  # fmt: skip
    folder.done("import", "project", "x.qdpx")
    line = json.loads(folder.read("corpora/default/coding/sari/talk.jsonl").splitlines()[1])
    assert (line["quote"], line["memo"], line["time"]) == ("button", "ask again\na remark", "2026-02-03T04:05:06Z")


def test_one_coder_may_be_wanted(folder):
    folder.write("x.qdpx", qdpx({"talk": (TALK, MARKS)}))
    folder.done("import", "project", "x.qdpx", "--coder", "budi")
    assert [path.name for path in (folder.path / "corpora/default/coding").iterdir()] == ["budi"]
    assert folder.run("import", "project", "x.qdpx", "--coder", "nobody").code == 2


def test_names_of_users_become_names_of_coders(folder):
    marks = (Marked("button", user="Rules"), Marked("twice", user="A/B, C"))
    folder.write("x.qdpx", qdpx({"talk": (TALK, marks)}, users=("Rules", "A/B, C")))
    assert codes(folder, "x.qdpx").count("coder-renamed") == 2
    assert kept(folder, "Rules (imported)") == [("fear", "button")]
    assert kept(folder, "A-B- C") == [("fear", "twice")]


def test_names_of_texts_stay_in_the_folder_and_a_collision_is_told(folder):
    texts = {"../../etc/passwd": (TALK, MARKS[:1]), "Talk 1.docx": (TALK, ()), "talk 1": ("Ana: other\n", ())}
    folder.write("x.qdpx", qdpx(texts))
    ended = folder.run("import", "project", "x.qdpx", "--json")
    assert ended.code == 1
    assert "id-collision" in ended.codes()
    files = {path for path in folder.tree() if path.endswith(".txt") and "/foreign/" not in path}
    assert files == {"corpora/default/sources/etc/passwd.txt", "corpora/default/sources/Talk 1.txt"}


def test_a_transcript_with_other_words_stays_as_it_is(folder):
    folder.write("x.qdpx", qdpx({"talk": (TALK, MARKS)}))
    folder.done("import", "project", "x.qdpx")
    before = folder.tree("corpora")
    folder.write("y.qdpx", qdpx({"talk": (TALK.replace("walk", "run"), MARKS)}))
    ended = folder.run("import", "project", "y.qdpx", "--json")
    assert (ended.code, "other-text" in ended.codes()) == (1, True)
    assert folder.tree("corpora") == before


def test_codings_go_to_the_codebook_that_is_named(folder):
    folder.write("own.yaml", CODEBOOK)
    named = {"Perawat kurang": "", "poor network": ""}
    marks = (Marked("button", "Perawat kurang"), Marked("twice", "poor network"))
    folder.write("x.qdpx", qdpx({"talk": (TALK, marks)}, codes=named))
    folder.done("import", "project", "x.qdpx", "-b", "own.yaml")
    assert kept(folder, "sari") == [("staff", "button"), ("network", "twice")]
    assert not folder.tree("codebooks")
    folder.write("y.qdpx", qdpx({"talk": (TALK, (Marked("button", "unheard"),))}, codes={"unheard": ""}))
    ended = folder.run("import", "project", "y.qdpx", "-b", "own.yaml")
    assert (ended.code, "`unheard`" in ended.err) == (2, True)


def test_a_codebook_of_this_name_with_other_codes_is_never_replaced(folder):
    folder.write("codebooks/talk.yaml", CODEBOOK)
    folder.write("x.qdpx", qdpx({"talk": (TALK, MARKS)}))
    assert folder.run("import", "project", "x.qdpx").code == 2
    assert folder.read("codebooks/talk.yaml") == CODEBOOK
    assert not folder.tree("corpora")


def test_a_codebook_on_which_somebody_worked_since_is_used(folder):
    folder.write("x.qdpx", qdpx({"talk": (TALK, MARKS)}))
    folder.done("import", "project", "x.qdpx")
    folder.replace("codebooks/talk.yaml", "- code: cost\n", "- code: cost\n    terms: [fee]\n")
    edited = folder.read("codebooks/talk.yaml")
    folder.done("import", "project", "x.qdpx")
    assert folder.read("codebooks/talk.yaml") == edited


def test_a_codebook_alone_comes_in(folder):
    xml = (
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        f'<Code guid="{guid("a")}" name="Takut salah" isCodable="true">{described("Takut menekan")}'
        f'<Code guid="{guid("b")}" name="Biaya" isCodable="true"/></Code></Codes></CodeBook>'
    )
    folder.write("codes.qdc", xml)
    folder.done("import", "project", "codes.qdc", "--lang", "id")
    assert folder.done("check", "codebooks/codes.yaml", "--select", "QC100,QC101,QC102,QC103").code == 0
    text = folder.read("codebooks/codes.yaml")
    assert all(part in text for part in ("takut_salah", "id: Takut menekan", "parent: takut_salah"))
    assert not folder.tree("corpora")


def test_cases_become_a_first_corpus_yaml_and_never_change_one(folder):
    ana = selection(TALK, Marked("I am afraid")).replace(coding(guid("I am afraid-fear-sari"), "fear"), "")
    own = guid("I am afraid-fear-sari")
    more = (
        f'<Variables><Variable guid="{guid("age")}" name="age" typeOfVariable="Integer"/></Variables>'
        f'<Cases><Case guid="{guid("c")}" name="Rini"><VariableValue><VariableRef targetGUID="{guid("age")}"/>'
        f'<IntegerValue>47</IntegerValue></VariableValue><SelectionRef targetGUID="{own}"/></Case></Cases>'
    )
    xml = manifest(source("talk", TALK, MARKS, more=ana)).replace("<Sources>", f"{more}<Sources>")
    folder.write("x.qdpx", packed({"project.qde": xml, f"sources/{guid('talk')}.txt": written(TALK)}))
    assert "no-code" not in codes(folder, "x.qdpx")
    corpus = folder.read("corpora/default/corpus.yaml")
    assert "respondent: Rini" in corpus
    rows = table(folder, "turns", "sari")
    assert {row["respondent"] for row in rows if row["role"] == "participant"} == {"Rini"}
    folder.write("corpora/default/corpus.yaml", "format: 1\n")
    assert "cases-left-out" in codes(folder, "x.qdpx")
    assert folder.read("corpora/default/corpus.yaml") == "format: 1\n"


def test_cases_of_one_name_stay_two_people_and_variables_of_one_name_two_attributes(folder):
    def value(variable: str, said: int) -> str:
        reference = f'<VariableRef targetGUID="{guid(variable)}"/>'
        return f"<VariableValue>{reference}<IntegerValue>{said}</IntegerValue></VariableValue>"

    names, variables = ("one", "two"), ("age", "age again")
    declared = (f'<Variable guid="{guid(each)}" name="age" typeOfVariable="Integer"/>' for each in variables)
    cases = (
        f'<Case guid="{guid(f"case {name}")}" name="Rini">{value("age", 47)}{value("age again", 4)}'
        f'<SourceRef targetGUID="{guid(name)}"/></Case>'
        for name in names
    )
    more = f"<Variables>{''.join(declared)}</Variables><Cases>{''.join(cases)}</Cases>"
    xml = manifest("".join(source(name, TALK, ()) for name in names)).replace("<Sources>", f"{more}<Sources>")
    texts = {f"sources/{guid(name)}.txt": written(TALK) for name in names}
    folder.write("x.qdpx", packed({"project.qde": xml, **texts}))
    assert "same-case-name" in codes(folder, "x.qdpx")
    known, _ = load_corpus(StudyLayout(folder.path), "default")
    assert [dict(known.attributes[name]) for name in names] == [{"age": "47", "age 2": "4"}] * 2
    assert "Rini" not in folder.read("corpora/default/corpus.yaml")


SURVEYED = """\
format: 1
title: Clinics of the hills
synthetic: false
consent: quotes
transcripts:
  a: {attributes: {city: Kota Contoh}, speakers: {Informan: {role: participant, respondent: Rini}}}
  group:
    speakers:
      Ana: {role: participant, respondent: Ana, attributes: {age: "31"}}
      Budi: participant
"""
GROUP = "**Ana:** Satu 😅.\n\n**Budi:** Dua perawat.\n\n**Ana:** Tiga.\n"


def people(folder: Folder) -> list[tuple[str, ...]]:
    """Who said which turn."""
    folder.done("export", "turns", "-b", "clinic.yaml", "--coder", "reader-1", "-o", "turns.csv")
    named = ("transcript", "turn", "respondent", "role")
    return [tuple(row[name] for name in named) for row in folder.rows("turns.csv")]


@pytest.fixture
def exported(tmp_path):
    """A project that a study with respondents and attributes made."""
    folder = coded(tmp_path / "one", {"a.txt": TXT, "group.md": GROUP})
    folder.write("corpora/default/corpus.yaml", SURVEYED)
    keep_coding(folder, "a", 4, "Perawat datang")
    folder.done("code", "-b", "clinic.yaml")
    folder.done("export", "project", "-o", "x.qdpx", "--coder", "reader-1")
    return folder


def begun(exported: Folder) -> Folder:
    """A new study beside it, as `init` begins it, with the project."""
    there = Folder(exported.path.parent / "two")
    there.path.mkdir()
    there.done("init", "--title", "My own title")
    there.write("x.qdpx", (exported.path / "x.qdpx").read_bytes())
    there.write("clinic.yaml", CODEBOOK)
    return there


def test_cases_become_respondents_and_attributes_of_a_study_that_init_began(exported):
    there = begun(exported)
    said = there.done("import", "project", "x.qdpx", "-b", "clinic.yaml", "--json").json
    assert said["cases"] == 3
    assert "cases-left-out" not in {finding["code"] for finding in said["findings"]}
    corpus = there.read("corpora/interviews/corpus.yaml")
    assert "title: My own title" in corpus
    assert "consent: quotes" in corpus
    assert people(there) == people(exported)
    known, _ = load_corpus(StudyLayout(there.path), "interviews")
    assert known.attributes["a"]["city"] == "Kota Contoh"
    assert known.transcript_speakers["group"]["Ana"].attributes == {"age": "31"}


def test_after_init_one_is_told_that_the_study_names_another_codebook(exported):
    there = begun(exported)
    said = there.done("import", "project", "x.qdpx").err
    assert "write `codebook: codebooks/clinic.yaml` in qualcode.yaml in place of `codebooks/barriers.yaml`" in said
    there.replace("qualcode.yaml", "codebooks/barriers.yaml", "codebooks/clinic.yaml")
    assert "in place of" not in there.done("import", "project", "x.qdpx").err


def test_cases_are_added_below_what_somebody_wrote_into_corpus_yaml(exported):
    there = begun(exported)
    written = "format: 1 # mine\ninterviewers: [Pewawancara]\nconsent: analysis"
    there.write("corpora/interviews/corpus.yaml", written)
    said = there.done("import", "project", "x.qdpx", "-b", "clinic.yaml", "--json").json
    assert there.read("corpora/interviews/corpus.yaml").startswith(written + "\n")
    assert "Rini" in {row[2] for row in people(there)}
    (differs,) = [finding for finding in said["findings"] if finding["code"] == "corpus-differs"]
    assert "`consent: quotes`" in differs["message"]


def test_a_corpus_yaml_that_speaks_of_transcripts_stays_and_one_is_told(exported):
    there = begun(exported)
    written = "format: 1\ntranscripts: {a: {attributes: {city: Kota Lain}}}\n"
    there.write("corpora/interviews/corpus.yaml", written)
    ended = there.done("import", "project", "x.qdpx", "-b", "clinic.yaml")
    assert "respondents and attributes is left out" in ended.err
    assert there.read("corpora/interviews/corpus.yaml") == written


def test_a_colleagues_codings_of_our_own_export_come_back_to_the_study_itself(tmp_path):
    group = "**Ana:** Satu 😅.\n\n**Budi:** Dua perawat.\n\n**Ana:** Tiga.\n"
    folder = coded(tmp_path, {"a.txt": TXT, "group.md": group})
    keep_coding(folder, "a", 4, "Perawat datang")
    folder.done("export", "project", "-o", "out/x.qdpx", "--coder", "rules+reader-1")
    before = folder.tree("corpora/default/transcripts") | folder.tree("corpora/default/coding/reader-1")
    said = folder.done("import", "project", "out/x.qdpx", "-b", "clinic.yaml", "--coder", "reader-1", "--json").json
    assert (said["coders"], said["known"]) == ({"reader-1": 0}, 1)
    assert [text["new"] for text in said["texts"]] == [False, False]
    assert folder.tree("corpora/default/transcripts") | folder.tree("corpora/default/coding/reader-1") == before


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html/>", b"\xff\xfe" * 9])
def test_what_is_no_project_is_one_line(folder, data):
    folder.write("x.qdpx", data)
    ended = folder.run("import", "project", "x.qdpx")
    assert (ended.code, len(ended.err.strip().splitlines())) == (2, 1)
    assert not folder.tree("corpora")


@pytest.mark.parametrize("option", [
    ("--positions", "bytes"), ("--lang", "no language"), ("--columns", "quote=Q"), ("--kind", "model"), ("--skip-bad",),
])  # fmt: skip
def test_options_that_do_not_fit_are_refused(folder, option):
    folder.write("x.qdpx", qdpx({"talk": (TALK, MARKS)}))
    assert folder.run("import", "project", "x.qdpx", *option).code == 2
    assert not folder.tree("corpora")


def test_what_it_cannot_do_is_refused(folder):
    folder.write("x.qdpx", qdpx({"talk": (TALK, MARKS)}))
    assert folder.run("import", "project", "nowhere.qdpx").code == 2
    assert folder.run("import", "projects", "x.qdpx").code == 2
    assert folder.run("import", "codings", "x.qdpx").code == 2
