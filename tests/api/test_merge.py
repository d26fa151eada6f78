"""Two people, two computers: a merge is a union of lines; nothing is lost, nothing here changes, and a second one adds
nothing."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from study import Folder, coded, configured, keep_coding

LONG = "".join(
    f"Pewawancara: Pertanyaan nomor {n} tentang desa?\nInforman: Jawaban nomor {n}, perawat kurang di sini.\n"
    for n in range(1, 7)
)
QUOTE = "perawat kurang di sini"
CODER = "corpora/default/coding/{}/{}.jsonl"


@pytest.fixture
def pair(tmp_path) -> tuple[Folder, Folder]:
    """A study and a colleague's copy of it, both with codings of their own."""
    ours = coded(tmp_path / "ours", {"a.txt": LONG, "b.txt": LONG.replace("desa", "kota")})
    keep_coding(ours, "a", 2, QUOTE, coder="ani")
    theirs = Folder(Path(shutil.copytree(ours.path, tmp_path / "theirs")))
    return ours, theirs


def lines(folder: Folder, coder: str, transcript: str) -> list[dict]:
    text = folder.read(CODER.format(coder, transcript))
    return [line for line in map(json.loads, text.splitlines()) if "turn" in line]


def add(folder: Folder, coder: str, transcript: str, turn: int, **more) -> dict:
    """Add a line as a person's program does."""
    file = folder.path / CODER.format(coder, transcript)
    before = file.read_bytes() if file.exists() else b'{"format":1}\n'
    keep_coding(folder, transcript, turn, QUOTE, coder=coder)
    line = {**json.loads(file.read_bytes().splitlines()[1]), **more}
    file.write_bytes(before + json.dumps(line).encode() + b"\n")
    return line


def precious(folder: Folder) -> dict[str, bytes]:
    return {name: data for name, data in folder.tree().items() if not name.startswith((".qualcode", "out"))}


def test_a_merge_says_what_is_new_and_writes_only_when_asked(pair):
    ours, theirs = pair
    add(theirs, "ani", "a", 4)
    add(theirs, "budi", "b", 6)
    before = precious(ours)
    shown = ours.done("merge", "../theirs")
    assert "0 new transcripts, 2 new lines, 1 line in both, 0 contradictions. Nothing was written" in shown.err
    assert precious(ours) == before
    ours.done("merge", "../theirs", "--yes")
    assert [line["turn"] for line in lines(ours, "ani", "a")] == [2, 4]
    assert [line["turn"] for line in lines(ours, "budi", "b")] == [6]
    assert precious(ours)[CODER.format("ani", "a")].startswith(before[CODER.format("ani", "a")])
    assert "all hold" in ours.done("verify").err
    after = precious(ours)
    assert "nothing to bring" in ours.done("merge", "../theirs", "--yes").err
    assert precious(ours) == after


def test_merging_both_ways_gives_the_same_lines(pair):
    ours, theirs = pair
    for turn in (4, 8):
        add(ours, "ani", "a", turn, time=f"2026-12-01T00:00:0{turn}Z")
    for turn in (8, 10):  # both coded turn 8, at another time
        add(theirs, "ani", "a", turn, time=f"2026-12-02T00:00:0{turn}Z")
    ours.done("merge", "../theirs", "--yes")
    theirs.done("merge", "../ours", "--yes")
    assert sorted(line["turn"] for line in lines(ours, "ani", "a")) == [2, 4, 8, 10]
    assert sorted(line["turn"] for line in lines(theirs, "ani", "a")) == [2, 4, 8, 10]


def test_codings_on_another_version_of_the_transcript_follow_their_words(pair):
    ours, theirs = pair
    add(theirs, "budi", "a", 4)
    ours.write("interviews/a.txt", "Informan: Selamat pagi.\n" + LONG)
    ours.done("ingest", "interviews", "--move-codings")
    ended = ours.done("merge", "../theirs", "--yes", "-v")
    assert "turn 4, 17-39 there is turn 5, 17-39 of `a`" in ended.err
    assert [line["turn"] for line in lines(ours, "budi", "a")] == [5]
    assert [line["turn"] for line in lines(ours, "ani", "a")] == [3]  # hers followed here already
    assert "all hold" in ours.done("verify").err


def test_a_coding_whose_words_are_gone_here_is_kept_apart_once(pair):
    ours, theirs = pair
    add(theirs, "budi", "a", 4)
    ours.write("interviews/a.txt", LONG.replace("Jawaban nomor 2, perawat kurang di sini", "Saya lupa sama sekali"))
    ours.done("ingest", "interviews")
    for _ in range(2):
        ended = ours.done("merge", "../theirs", "--yes")
        assert "no certain place in `a`" in ended.err
    kept = ours.read("corpora/default/taken-back/budi.jsonl").splitlines()
    assert [(json.loads(line)["quote"], json.loads(line)["turn"]) for line in kept] == [(QUOTE, 4)]


def test_what_was_taken_back_here_does_not_come_back(pair):
    ours, _ = pair
    line = lines(ours, "ani", "a")[0]
    ours.write(CODER.format("ani", "a"), '{"format":1}\n')
    gone = {"taken_back": "2026-12-01", "why": "import", "transcript": "a", **line}
    ours.write("corpora/default/taken-back/ani.jsonl", json.dumps(gone) + "\n")
    ended = ours.done("merge", "../theirs", "--yes")
    assert ("took back `staff` in turn 2 here" in ended.err, "1 contradiction" in ended.err) == (True, True)
    assert lines(ours, "ani", "a") == []


def test_two_ways_to_put_the_same_words_are_both_kept_and_told(pair):
    ours, theirs = pair
    file = CODER.format("ani", "a")
    theirs.write(file, theirs.read(file).replace('"turn": 2', '"assertion": "negated", "turn": 2'))
    ended = ours.done("merge", "../theirs", "--yes")
    assert "is negated there and affirmed here: both are kept" in ended.err
    assert len(lines(ours, "ani", "a")) == 2


def test_what_was_undone_and_changed_in_both_contradicts_nothing(pair):
    ours, theirs = pair
    when = '"time":"2026-12-01T00:00:0{}.000Z"'
    said = [
        '{"do":"undo","id":"u1","of":"p1",' + when.format(1) + "}",
        '{"do":"change","id":"u2","of":"p1","assertion":"negated",' + when.format(2) + "}",
    ]
    for folder in (ours, theirs):
        file = CODER.format("ani", "a")
        folder.write(file, folder.read(file) + "\n".join(said) + "\n")
    ended = ours.done("merge", "../theirs")
    assert "0 contradictions" in ended.err
    assert "None" not in ended.err


def test_new_transcripts_memos_and_unknown_kinds_of_lines_come_along(pair):
    ours, theirs = pair
    theirs.write("interviews/c.txt", LONG.replace("desa", "kampung"))
    theirs.done("ingest", "interviews")
    add(theirs, "budi", "c", 4)
    later = '{"do":"memo","id":"u4","of":"p07d","memo":"lihat lagi","time":"2026-12-01T00:00:00.000Z"}\n'
    theirs.write(CODER.format("budi", "b"), '{"format":1}\n' + later)
    for folder, text in ((ours, "x"), (theirs, "y")):
        folder.write("corpora/default/memos/ani.jsonl", f'{{"id":"same"}}\n{{"id":"{text}"}}\n')
    assert "1 new transcript" in ours.done("merge", "../theirs", "--yes").err
    assert ours.turns("c") == theirs.turns("c")
    assert [line["turn"] for line in lines(ours, "budi", "c")] == [4]
    assert json.loads(ours.read(CODER.format("budi", "b")).splitlines()[1])["memo"] == "lihat lagi"
    memos = [json.loads(line)["id"] for line in ours.read("corpora/default/memos/ani.jsonl").splitlines()]
    assert memos == ["same", "x", "y"]


def test_somebody_who_withdrew_does_not_come_back_unseen(pair):
    ours, _ = pair
    told = "somebody withdrew from this study and may come back so"
    assert told not in ours.done("merge", "../theirs").err
    ours.done("withdraw", "b/1", "--yes")
    ended = ours.done("merge", "../theirs")
    assert ("new here: b; " in ended.err, told in ended.err) == (True, True)


def test_a_renamed_transcript_of_the_same_source_is_the_same(pair):
    ours, theirs = pair
    add(theirs, "budi", "a", 4)
    (ours.path / "interviews/a.txt").rename(ours.path / "interviews/r1.txt")
    ours.done("ingest", "interviews", "--move-codings")
    assert "0 new transcripts" in ours.done("merge", "../theirs", "--yes").err
    assert [line["turn"] for line in lines(ours, "budi", "r1")] == [4]
    assert not (ours.path / "corpora/default/transcripts/a.jsonl").exists()


def test_files_that_people_write_are_compared_and_never_replaced(pair):
    ours, theirs = pair
    ours.write("corpora/default/corpus.yaml", "format: 1\ntitle: ours\n")
    theirs.write("corpora/default/corpus.yaml", "format: 1\ntitle: theirs\n")
    theirs.write("codebooks/second.yaml", "format: 1\n")
    ended = ours.done("merge", "../theirs", "--yes")
    assert "corpus.yaml: this file is another one there" in ended.err
    assert "title: ours" in ours.read("corpora/default/corpus.yaml")
    assert ours.read("codebooks/second.yaml") == "format: 1\n"


def test_what_was_read_whole_there_is_known_here(pair):
    ours, theirs = pair
    for folder, names in ((ours, "[a]"), (theirs, "[a, b]")):
        folder.write("corpora/default/coding/ani/coder.yaml", f"format: 1\nkind: person\nread_whole: {names}\n")
    ours.done("merge", "../theirs", "--yes")
    assert "read_whole: [a, b]" in ours.read("corpora/default/coding/ani/coder.yaml")


BROKEN = {
    "torn": b'{"format":1}\n{"turn": 2, "code',
    "newer": b'{"format":99}\n{"turn": 2}\n',
    "odd numbers": b'{"format":1}\n{"turn":true,"code":"staff","start":-1,"end":1e9,"quote":5}\n',
    "no object": b'{"format":1}\n[1,2]\nnull\n"x"\n',
    "deep": b'{"format":1}\n' + b"[" * 100_000 + b"\n",
    "binary": bytes(range(256)) * 50,
}


@pytest.mark.parametrize("which", BROKEN)
def test_a_broken_copy_costs_nothing_here(pair, which):
    ours, theirs = pair
    (theirs.path / CODER.format("ani", "a")).write_bytes(BROKEN[which])
    add(theirs, "budi", "b", 4)
    before = precious(ours)
    ended = ours.done("merge", "../theirs", "--yes")
    assert "warning" in ended.err
    assert {name: precious(ours)[name] for name in before} == before
    assert [line["turn"] for line in lines(ours, "budi", "b")] == [4]


def test_links_of_a_copy_lead_nowhere(pair, tmp_path):
    ours, theirs = pair
    secret = tmp_path / "secret.txt"
    secret.write_text("rahasia")
    (theirs.path / "corpora/default/extra.txt").symlink_to(secret)
    (theirs.path / "corpora/default/memos").symlink_to(tmp_path)
    (theirs.path / "codebooks").mkdir(exist_ok=True)
    (theirs.path / "codebooks/zero.yaml").symlink_to("/dev/zero")
    ours.done("merge", "../theirs", "--yes")
    assert not any(b"rahasia" in data for data in ours.tree().values())


@pytest.mark.parametrize("copy", [".", "..", "../nosuch", "../empty", "interviews"])
def test_what_is_no_copy_is_refused(pair, tmp_path, copy):
    (tmp_path / "empty").mkdir()
    assert pair[0].run("merge", copy, "--yes").code == 2


def test_a_project_is_brought_by_the_same_command(pair, tmp_path):
    ours, theirs = pair
    theirs.done("export", "project", "--coder", "ani", "-o", "ani.qdpx")
    ended = ours.done("merge", "../theirs/ani.qdpx")
    assert "Nothing was written" in ended.err
    ours.done("merge", "../theirs/ani.qdpx", "--yes")


def git(folder: Path, *command: str) -> str:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(folder), *who, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_two_branches_of_git_keep_all_lines(tmp_path):
    ours = configured(tmp_path / "ours", {"a.txt": LONG})
    ours.done("run")
    from qualcode.api.init import GITATTRIBUTES

    ours.write(".gitattributes", GITATTRIBUTES)
    corpus = next((ours.path / "corpora").iterdir()).name
    keep_coding(ours, "a", 2, QUOTE, corpus, coder="ani")
    git(ours.path, "init", "-q", "-b", "main")
    git(ours.path, "add", "-f", f"corpora/{corpus}/coding", ".gitattributes")
    git(ours.path, "commit", "-qm", "start")
    git(tmp_path, "clone", "-q", "ours", "theirs")
    file = f"corpora/{corpus}/coding/ani/a.jsonl"
    for folder, turns in ((ours.path, (4, 6)), (tmp_path / "theirs", (8, 10))):
        for turn in turns:
            line = {**json.loads((folder / file).read_text().splitlines()[1]), "turn": turn}
            with (folder / file).open("a") as end:
                end.write(json.dumps(line) + "\n")
        git(folder, "commit", "-qam", "more")
    git(ours.path, "pull", "-q", "--no-rebase", "--no-edit", "../theirs", "main")
    turns = [json.loads(line).get("turn") for line in (ours.path / file).read_text().splitlines()]
    assert sorted(filter(None, turns)) == [2, 4, 6, 8, 10]


def test_the_same_sheet_on_two_computers_differs_in_its_time_only_and_is_one_coding(pair):
    ours, theirs = pair
    for folder in pair:
        folder.write("sheet.csv", "transcript,turn,codes\na,4,staff\n")
        folder.done("import", "codings", "sheet.csv", "--coder", "budi")
    before = ours.read(CODER.format("budi", "a"))
    ours.done("import", "codings", "sheet.csv", "--coder", "budi")
    assert ours.read(CODER.format("budi", "a")) == before
    one, other = (lines(folder, "budi", "a")[0] for folder in pair)
    assert {name for name in one if one[name] != other[name]} <= {"time"}
    theirs.write(CODER.format("budi", "a"), before.replace(one["time"], "2026-12-02T00:00:00+00:00"))
    ours.done("merge", "../theirs", "--yes")
    assert ours.read(CODER.format("budi", "a")) == before


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_who_works_with_git_is_told_that_codings_stay_out_of_it(pair):
    from qualcode.api.init import GITIGNORE

    ours, _ = pair
    assert ".gitignore" not in ours.done("status").out
    git(ours.path, "init", "-q")
    assert ".gitignore" not in ours.done("status").out
    ours.write(".gitignore", GITIGNORE)
    assert "people's codings stay out of it (.gitignore): `qualcode merge FOLDER`" in ours.done("status").out


DECIDED = {"do": "code", "id": "b1", "code": "staff", "time": "2026-12-01T00:00:00.000Z"}


def decided(folder: Folder, transcript: str, *more: dict) -> None:
    """A file of decisions of budi: one coding in turn 4, and further lines."""
    keep_coding(folder, transcript, 4, QUOTE, coder="budi")
    line = {**DECIDED, **lines(folder, "budi", transcript)[0]}
    said = [{"format": 2}, line, *more]
    folder.write(CODER.format("budi", transcript), "".join(json.dumps(each) + "\n" for each in said))


def test_decisions_are_brought_as_they_are_and_their_codings_follow_the_words_here(pair):
    ours, theirs = pair
    looked = {"do": "looked", "id": "l1", "turn": 4, "time": "2026-12-01T00:00:01.000Z"}
    decided(theirs, "a", looked)
    ours.write("interviews/a.txt", "Informan: Selamat pagi.\n" + LONG)
    ours.done("ingest", "interviews", "--move-codings")
    for _ in range(2):
        ours.done("merge", "../theirs", "--yes")
        kept = [json.loads(line) for line in ours.read(CODER.format("budi", "a")).splitlines()]
        assert [each.get("do") for each in kept] == [None, "code", "move", "looked"]
        assert (kept[2]["of"], kept[2]["turn"]) == ("b1", 5)
    assert "all hold" in ours.done("verify").err


def test_decisions_join_a_file_of_the_older_format(pair):
    ours, theirs = pair
    keep_coding(ours, "b", 2, QUOTE, coder="budi")
    decided(theirs, "b")
    ours.done("merge", "../theirs", "--yes")
    assert "2 kept codings" in ours.done("verify").err or "3 kept codings" in ours.done("verify").err
    assert '{"format":2}' in ours.read(CODER.format("budi", "b"))
