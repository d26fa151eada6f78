"""What export says beside the table: warnings for people and scripts, and that reading waits for nobody."""

import subprocess
import sys
import threading

import pytest

from qualcode.corpus.index import is_current
from qualcode.store.study import open_study
from study import MD, Folder, coded, mixed

HOLD = """
import sys, pathlib
from qualcode.store.guard import guard
with guard(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""
TALK = "---\ncity: {}\n---\nPewawancara: Apa kendalanya?\n\nInforman: Perawat kurang sekali di {}.\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    folder = mixed(tmp_path_factory.mktemp("study"))
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "clinic.yaml")
    return folder


@pytest.fixture(scope="module")
def towns(tmp_path_factory) -> Folder:
    sources = {f"{name}.md": TALK.format(city, name) for name, city in zip("abcd", ("A", "A", "A", "B"), strict=True)}
    return coded(tmp_path_factory.mktemp("towns"), sources)


def test_a_table_that_lacks_an_attribute_names_one_that_there_is(tmp_path):
    folder = coded(tmp_path, {"a.md": MD, "b.md": MD.replace("Contoh", "Lain")})
    assert "write --by city" in folder.run("export", "compare").err


@pytest.mark.parametrize("table", ["segments", "barriers", "codes"])
def test_lists_of_codings_are_narrowed_by_code(tmp_path, table):
    folder = coded(tmp_path)
    folder.done("export", table, "--code", "staff", "-o", "some.csv")
    assert {row["code"] for row in folder.rows("some.csv")} == {"staff"}
    assert "Only staff: 1 of" in folder.done("export", table, "--code", "staff", "--to", "md", "-o", "-").out
    assert "did you mean `staff`" in folder.run("export", table, "--code", "stafff").err


def test_a_code_above_others_brings_their_segments(tmp_path):
    folder = coded(tmp_path)
    folder.done("export", "segments", "--code", "access", "-o", "some.csv")
    assert {row["code"] for row in folder.rows("some.csv")} == {"network"}


@pytest.mark.parametrize("wanted", [("-o", "-"), ("-n",)])
def test_who_only_reads_does_not_wait_for_a_writer(study, wanted):
    study.done("export", "languages", "-o", "-")  # languages of segments are worked out once and kept
    command = [sys.executable, "-c", HOLD, str(study.path / ".qualcode/guard")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "held\n"
        ended = []
        reader = threading.Thread(target=lambda: ended.append(study.run("export", "barriers", *wanted)), daemon=True)
        reader.start()
        reader.join(60)
        waited = reader.is_alive()
        writer.kill()
        reader.join(60)
    assert not waited
    assert ended[0].code == 0


def test_an_index_older_than_the_transcripts_is_not_read_beside_a_writer(tmp_path):
    folder = coded(tmp_path)
    opened = open_study(tmp_path)
    assert is_current(opened)
    (file,) = (tmp_path / "corpora/default/transcripts").glob("a.*")
    file.write_text(file.read_text("utf-8").replace("desa", "kota"), "utf-8")
    assert not is_current(opened)
    folder.done("export", "kwic", "--term", "kota", "-o", "-")
    assert is_current(opened)


def test_small_groups_are_warned_of_on_stderr_and_in_json(towns):
    ended = towns.done("export", "compare", "--by", "city", "-o", "-")
    assert "warning: 1 group of `city` with fewer than 3 respondents: `B` (1)" in ended.err
    told = towns.done("--json", "export", "compare", "--by", "city").json
    assert [(each["level"], each["code"]) for each in told["findings"]] == [("warning", "small-group")]


def test_an_empty_table_is_a_warning_and_no_failure(study):
    ended = study.done("export", "cooccurrence", "--code", "health_app", "--kind", "actor", "-o", "-")
    assert (ended.code, ended.out.count("\n")) == (0, 1)
    assert "warning: table `cooccurrence` has no rows" in ended.err
    assert "There is no row" in ended.err


def test_nobody_counted_is_a_warning_in_export_and_run(tmp_path):
    folder = coded(tmp_path, {"a.txt": "Pewawancara: Apa kendalanya?\n"})
    assert "warning: N = 0: no participant who can be told apart" in folder.done("export", "barriers").err
    folder.write("qualcode.yaml", "format: 1\ncodebook: clinic.yaml\n")
    folder.write("corpora/default/sources/a.txt", "Pewawancara: Apa kendalanya?\n")
    assert folder.run("run").err.count("warning: N = 0") == 1


def test_notes_and_definitions_are_in_the_language_asked_for(study):
    made = study.done("export", "barriers", "--lang", "id", "--to", "json", "-o", "-").json
    assert made["title"] == "Hambatan: korpus default, pengode rules"
    assert made["notes"][0] == "N = 8 informan: peserta yang mengucapkan sedikitnya satu kata."
    kwic = study.done("export", "kwic", "--term", "sinyal", "--lang", "id", "--to", "md", "-o", "-")
    assert (kwic.out.splitlines()[0], kwic.err) == ("## Kata kunci dalam konteks: korpus default", "")


@pytest.mark.parametrize("table", ["segments", "turns", "matrix", "speakers", "cooccurrence", "languages"])
def test_what_joins_the_words_of_one_person_is_not_redacted(study, table):
    ended = study.run("export", table, "--redact")
    assert ended.code == 2
    assert "takes no --redact: it joins what one person says" in ended.err


def test_stale_codings_say_what_changed(tmp_path):
    folder = coded(tmp_path)
    folder.write("m.csv", "transcript,city\na,Bandung\n")
    folder.done("ingest", "interviews", "--meta", "m.csv")
    ended = folder.run("export", "barriers")
    assert "made before the transcripts or their attributes (`ingest --meta`) changed" in ended.err
    folder.done("code", "-b", "clinic.yaml")
    folder.replace("clinic.yaml", "terms: [Sehati]", "terms: [Sehati, app]")
    assert "made before its file changed" in folder.run("export", "barriers").err
