"""Init: commented files to begin with; what is there already stays."""

import subprocess

import pytest

from qualcode.export import TABLE_FORMATS
from qualcode.store.study import gitignored
from study import CODEBOOK, TXT, Folder, keep_coding

FILES = {
    "qualcode.yaml",
    "codebooks/barriers.yaml",
    "codebooks/codebook.schema.json",
    "corpora/interviews/corpus.yaml",
    "corpora/interviews/sources/.gitkeep",
    ".gitignore",
    ".gitattributes",
}


def test_a_study_is_begun_with_its_files(tmp_path):
    folder = Folder(tmp_path)
    folder.done("init", "--title", 'Barriers: "three" cities # 1')
    assert folder.tree().keys() == FILES
    folder.done("status", "--json")
    folder.done("-C", str(tmp_path), "status")


def test_remarks_are_in_the_language_of_the_reader_and_settings_are_not(tmp_path, monkeypatch):
    english, indonesian = (Folder(tmp_path / name) for name in ("en", "id"))
    for folder in (english, indonesian):
        folder.path.mkdir()
    english.done("init", "--title", "Antrean")
    monkeypatch.setenv("QUALCODE_LANG", "id")
    indonesian.done("init", "--title", "Antrean")
    for name in FILES - {"codebooks/codebook.schema.json", "corpora/interviews/sources/.gitkeep"}:
        one, other = english.read(name), indonesian.read(name)
        assert one != other
        lines = [[line.partition("#")[0].rstrip() for line in text.splitlines()] for text in (one, other)]
        changed = {left for left, right in zip(*lines, strict=True) if left != right}
        assert all(line.lstrip().startswith(("include:", "exclude:")) for line in changed)
        assert max(map(len, other.splitlines())) <= 120
    indonesian.done("check")
    indonesian.write("corpora/interviews/sources/a.txt", TXT)
    assert "contoh yang ditulis `init`" in indonesian.done("run").err


def test_in_a_folder_that_is_named_it_is_made(tmp_path):
    assert Folder(tmp_path).done("init", "new/study").code == 0
    assert {f"new/study/{name}" for name in FILES} == Folder(tmp_path).tree().keys()


def test_interviews_are_not_coded_with_the_example_before_somebody_says_so(tmp_path):
    folder = Folder(tmp_path)
    folder.done("init")
    folder.write("corpora/interviews/sources/a.txt", TXT)
    said = "Next: put your codes into codebooks/barriers.yaml, or name your codebook: `qualcode code --codebook FILE`."
    assert said in folder.done("ingest").err
    folder.write("codebooks/barriers.yaml", CODEBOOK)
    assert "Next: `qualcode code`." in folder.done("ingest").err


def test_nobody_is_looked_for_where_nothing_was_read(tmp_path):
    folder = Folder(tmp_path / "study")
    Folder(tmp_path).done("init", "study")
    ended = folder.run("identifiers")
    assert (ended.code, "run `qualcode ingest PATH` first" in ended.err) == (2, True)
    assert not (tmp_path / "study-key").exists()


def test_what_init_writes_names_nobody_who_could_withdraw(tmp_path):
    folder = Folder(tmp_path)
    folder.done("init")
    folder.write("corpora/interviews/sources/a.txt", "Moderator: Apa?\nAni: Perawat kurang.\nSari: Setuju saja.\n")
    folder.done("ingest")
    folder.done("withdraw", "a/1", "--name", "Ani", "--yes")


def test_a_second_one_is_refused_and_touches_nothing(tmp_path):
    folder = Folder(tmp_path)
    folder.done("init")
    before = folder.stamps()
    ended = folder.run("init")
    assert (ended.code, "qualcode status" in ended.err) == (2, True)
    assert folder.stamps() == before


@pytest.mark.parametrize("name", sorted(FILES - {"qualcode.yaml"}))
def test_a_file_that_is_there_stays(tmp_path, name):
    folder = Folder(tmp_path)
    folder.write(name, "# mine\n")
    assert f"kept {name}" in folder.done("init").err
    assert folder.read(name) == "# mine\n"


def test_a_dry_run_writes_nothing(tmp_path):
    folder = Folder(tmp_path)
    assert "would write qualcode.yaml" in folder.done("init", "-n").err
    assert folder.tree() == {}


def test_participants_words_stay_out_of_git(tmp_path):
    folder = Folder(tmp_path)
    folder.done("init")
    folder.write("corpora/interviews/sources/city/a.txt", TXT)
    folder.done("run")
    keep_coding(folder, "city/a", 2, "Jaringannya", corpus="interviews", whole=False)
    folder.done("sample", "-o", "sheet.xlsx")
    folder.done("export", "segments", "-o", "quotes.csv")
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    listed = ["git", "ls-files", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert set(found.splitlines()) == {*FILES, "corpora/interviews/samples/sheet.jsonl"}


WORDS = {f"{stem}.{how}" for stem in ("seg", "tables/deep/seg") for how in (*TABLE_FORMATS, "qdpx") if how != "md"}
OWN = {
    "README.md", "docs/guide.html", "codebooks/words.csv", "corpora/interviews/respondents.csv",
    "corpora/interviews/samples/s.jsonl", "corpora/interviews/coding/test-uses.jsonl", "qualcode.lock",
}  # fmt: skip


def test_every_format_is_ignored_in_every_folder_and_the_study_itself_is_not(tmp_path):
    Folder(tmp_path).done("init")
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    private = {*WORDS, *(word.upper() for word in WORDS), "quotes.md"}
    assert gitignored(tmp_path, {*private, *OWN, *FILES}) == private


@pytest.mark.parametrize(("consent", "told"), [("", True), ("no sharing of transcripts", True), ("share", False)])
def test_a_file_of_words_that_git_would_take_up_is_said(tmp_path, consent, told):
    folder = Folder(tmp_path)
    folder.done("init")
    folder.write("codebooks/barriers.yaml", CODEBOOK)
    folder.write("corpora/interviews/corpus.yaml", f"format: 1\nconsent: '{consent}'\n")
    folder.write("corpora/interviews/sources/a.txt", TXT)
    folder.done("run")
    keep_coding(folder, "a", 4, "Perawat", corpus="interviews")
    commands = (
        ("sample", "-o", "docs/sheet.csv"),
        ("export", "segments", "-o", "docs/new/segments.csv"),
        ("export", "kwic", "--term", "sinyal", "-o", "docs/kwic.csv"),
        ("evaluate", "--against", "reader-1", "--misses", "docs/misses.csv"),
        ("export", "segments", "-o", "words.md"),
        ("export", "project", "-o", "docs/study.qdpx"),
    )
    assert not any("git" in folder.done(*command, "-n").err for command in commands)  # no repository
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    assert ["`git add` would take it up" in folder.done(*command).err for command in commands] == [told] * len(commands)
    quiet = (
        ("export", "segments", "--no-quotes", "-o", "docs/segments.csv"),
        ("export", "codes", "-o", "docs/codes.csv"),
        ("export", "segments", "-o", "out/segments.csv"),
        ("export", "project", "-o", "out/study.qdpx"),
        ("export", "project", "-o", "docs/codes.qdc"),
        ("evaluate", "--against", "reader-1", "--misses", "docs/misses.csv", "--no-quotes"),
    )
    assert not any("git add" in folder.done(*command).err for command in quiet)


@pytest.mark.parametrize(
    ("named", "where", "command"),
    [
        ((), "corpora/interviews/sources", "`qualcode run`"),
        (("new study",), "new study/corpora/interviews/sources", "`qualcode -C 'new study' run`"),
    ],
)
def test_what_comes_next_can_be_typed_where_one_stands(tmp_path, monkeypatch, named, where, command):
    monkeypatch.chdir(tmp_path)
    said = Folder(tmp_path).done("init", *named).err.splitlines()[-1]
    assert said == f"Next: put interviews into {where} and run {command}."
