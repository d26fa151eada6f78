"""Withdrawal: a participant goes from every byte of the study, and all others stay as they are."""

import io
import json
import shlex
import subprocess
import zipfile
import zlib
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qualcode.identifiers.traces import search_folder
from study import CODEBOOK, Folder, configured, docx, keep_coding, png, small

CANARY = "burung kenari kuning bernyanyi merdu sekali"
"""Six words that only the canary says."""
HER_NAME = "Kartika Wijayanti"
GROUP = """\
Pewawancara: Apa kendala di sini?
Bu Ani: Jaringannya kurang sekali di desa kami, sungguh kurang.
{her}Pak Budi: Sinyal belum ada. Perawat juga kurang, kata orang.
Pewawancara: Lalu bagaimana dengan perawat di sini?
{her2}Bu Ani: Perawat datang hari Senin saja, selain itu tidak.
Pak Budi: Betul, perawat jarang datang ke desa.
"""
HERS = f"{HER_NAME}: Perawat kurang, {CANARY} setiap pagi di sini.\n"
HERS_2 = f"{HER_NAME}: Koneksi kurang, {CANARY} setiap sore di sana.\n"
SOLO = f"""\
Pewawancara: Bagaimana {CANARY}?
{HER_NAME}: Sinyal kurang, dan {CANARY} lagi di kebun belakang.
"""
OTHER = """\
Pewawancara: Apa kendala di sini?
Informan: Jaringannya kurang sekali. [tertawa] Sinyal belum ada di desa.
"""
WITH_HER = {"group.txt": GROUP.format(her=HERS, her2=HERS_2), "kartika wijayanti.txt": SOLO, "other.txt": OTHER}
WITHOUT_HER = {"group.txt": GROUP.format(her="", her2=""), "other.txt": OTHER}
CORPUS = f"""\
format: 1
consent: quotes
# who is who
speakers:
  {HER_NAME}: {{role: participant, respondent: R07}}  # joined
  Pewawancara: interviewer
transcripts:
  kartika wijayanti:
    attributes: {{city: Kota}}
  other:
    attributes: {{city: Desa}}
  group: {{session: S1, speakers: {{{HER_NAME}: {{respondent: R07}}, Pak Budi: {{respondent: R02}}}}}}
"""


def study_of(path, sources, corpus=CORPUS) -> Folder:
    folder = configured(path, sources)
    folder.write("corpora/interviews/corpus.yaml", corpus)
    folder.write("corpora/interviews/respondents.csv", "respondent,age\nR02,30\nR07,51\n")
    folder.done("ingest")
    folder.done("code")
    return folder


def left(folder: Folder) -> list:
    found = search_folder(folder.path, [CANARY, HER_NAME, "kartika", "wijayanti", "R07"], [".git"])
    return [*found.traces, *found.unopened]


def test_nothing_is_written_before_somebody_says_yes(tmp_path):
    folder = study_of(tmp_path, WITH_HER)
    before = folder.tree("corpora")
    for arguments in (["-n"], [], ["-n", "--yes"]):
        ended = folder.done("withdraw", "R07", *arguments)
        assert "Nothing was removed" in ended.err
        assert folder.tree("corpora") == before
    report = folder.done("withdraw", "R07", "-n", "--json").json
    assert report["turns"] == {"group": 2, "kartika wijayanti": 1}
    assert report["whole"] == ["kartika wijayanti"]
    assert not report["written"]
    assert folder.done("withdraw", "kartika wijayanti", "-n", "--json").json == report  # her interview alone
    assert folder.run("withdraw", "group").code == 2  # several people
    assert folder.run("withdraw", "R08").code == 2


def test_tables_are_those_of_a_study_in_which_she_never_was(tmp_path):
    tables = []
    for name, sources in (("with", WITH_HER), ("without", WITHOUT_HER)):
        (tmp_path / name).mkdir()
        corpus = CORPUS if name == "with" else CORPUS.replace(f"{HER_NAME}: {{respondent: R07}}, ", "")
        folder = study_of(tmp_path / name, sources, corpus)
        if name == "with":
            folder.done("withdraw", "R07", "--yes")
            folder.done("code")
        for table in ("barriers", "codes", "codes --by city", "matrix", "cooccurrence", "languages"):
            folder.done("export", *table.split(), "-o", f"out/{table.replace(' ', '')}.csv")
        made = {file: rows for file, rows in folder.tree("out").items() if file.endswith(".csv")}
        for table in ("segments", "turns"):
            rows = folder.done("export", table, "-o", "-").out.splitlines()
            kept = [row.split(",") for row in rows if ",other," not in row]
            made[table] = [[*row[:4], *row[5:]] for row in kept]  # numbers of turns stay as they were
        tables.append(made)
    assert tables[0] == tables[1]
    assert len(tables[0]["segments"]) > 4


def everywhere(folder: Folder) -> None:
    """Plant the canary's words in everything that qualcode writes, or that people put where it writes."""
    corpus = "corpora/interviews"
    keep_coding(folder, "group", 3, "Perawat kurang", "interviews", coder="ani")
    keep_coding(folder, "kartika wijayanti", 2, "Sinyal kurang", "interviews", coder="budi")
    others = keep_coding(folder, "group", 4, "Perawat juga kurang", "interviews", coder="budi")
    decisions = [
        {"format": 2},
        {"do": "code", "id": "a1", "turn": 3, "code": "staff", "start": 0, "end": 7, "quote": "Perawat"},
        {"do": "memo", "id": "a2", "of": "a1", "memo": f"she says {CANARY}"},
        {"do": "code", "id": "a3", "turn": 4, "code": "staff", "start": 18, "end": 25, "quote": "Perawat"},
        {"do": "looked", "id": "a4", "turn": 3},
        {"do": "looked", "id": "a5", "turn": 4},
    ]
    folder.write(f"{corpus}/coding/budi/group.jsonl", others.read_bytes() + lines(decisions))
    memos = [
        {"format": 1},
        {"id": "m1", "text": f"about her: {CANARY}", "kind": "transcript", "on": {"transcript": "kartika wijayanti"}},
        {"id": "m2", "text": "edited", "of": "m1"},
        {"id": "m3", "text": "she is tired", "kind": "turn", "on": {"transcript": "group", "turn": 3}},
        {"id": "m4", "text": "he is not", "kind": "turn", "on": {"transcript": "group", "turn": 4}},
        {"id": "m5", "text": "born here", "kind": "respondent", "on": {"respondent": "R07"}},
        {"id": "m6", "text": f"In all: {CANARY}.", "kind": "study"},
    ]
    folder.write(f"{corpus}/memos/ani.jsonl", lines(memos))
    took = {"taken_back": "2024", "why": "", "transcript": "group", "turn": 3, "code": "staff", "quote": CANARY}
    folder.write(f"{corpus}/taken-back/ani.jsonl", lines([took, {**took, "turn": 4, "quote": "Perawat"}]))
    gloss = {"language": "en", "transcript": "group", "turn": 3, "start": 0, "end": 14, "quote": "Perawat kurang"}
    other = {**gloss, "turn": 4, "end": 17, "quote": "Sinyal belum ada.", "text": "No signal yet."}
    folder.write(f"{corpus}/translations/en.jsonl", lines([{**gloss, "text": "a yellow bird"}, other]))
    folder.done("sample", "-o", "out/first.xlsx", "--per-code", "5", "--uncoded", "5")
    ids = [row["id"] for row in folder.rows("out/first.xlsx")]
    folder.write(f"{corpus}/samples/first.looked-at.jsonl", lines([{"coder": "ani", "time": "", "units": ids}]))
    folder.write(f"{corpus}/sources/kartika wijayanti.mp3", b"ID3" + CANARY.encode("utf-16-le"))
    folder.write(f"{corpus}/foreign/atlas/parts/x.txt", CANARY)
    folder.write(f"{corpus}/foreign/nvivo/parts/x.txt", "nothing of hers")
    folder.done("lock")
    folder.done("report", "-o", "out/report.html")
    for ending in ("csv", "xlsx", "docx", "md", "html", "json", "parquet"):
        folder.done("export", "segments", "--to", ending)
    folder.write("out/zipped.zip", zipped(docx((HER_NAME, CANARY))))
    array = io.BytesIO()
    np.save(array, np.array([CANARY]))
    folder.write(".qualcode/vectors/of.npy", array.getvalue())
    kept = io.BytesIO()
    pq.write_table(pa.table({"text": [CANARY]}), kept)
    folder.write(".qualcode/codings/kept.parquet", kept.getvalue())
    folder.write(".qualcode/before/0001-rename-staff/x.jsonl", CANARY)
    folder.write(".qualcode/tracebacks/1.txt", CANARY)


def lines(values) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def zipped(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.docx", data)
    return buffer.getvalue()


@pytest.mark.slow
def test_a_canary_is_in_no_byte_afterwards(tmp_path):
    folder = study_of(tmp_path, WITH_HER)
    everywhere(folder)
    held = {trace.file.split("/")[0 if trace.file[0] in ".oq" else 2] for trace in left(folder)[:-1]}
    assert held >= {".qualcode", "out", "coding", "memos", "sources", "transcripts", "foreign", "corpus.yaml"}
    ended = folder.done("withdraw", "R07", "--yes")
    assert left(folder) == []
    searched = ended.err.split(" runs of five words")[0].rsplit(" ", 1)[1]
    assert int(searched) > 10
    assert f"0 of {searched} left" in ended.err
    # what is about others is there, line by line
    assert len(folder.read("corpora/interviews/memos/ani.jsonl").splitlines()) == 2
    assert '"m4"' in folder.read("corpora/interviews/memos/ani.jsonl")
    kept = folder.read("corpora/interviews/coding/budi/group.jsonl").splitlines()
    assert len(kept) == 5
    assert '"a3"' in kept[3]
    assert len(folder.read("corpora/interviews/taken-back/ani.jsonl").splitlines()) == 1
    assert len(folder.read("corpora/interviews/translations/en.jsonl").splitlines()) == 1
    assert (folder.path / "corpora/interviews/foreign/nvivo/parts/x.txt").is_file()
    sample = folder.read("corpora/interviews/samples/first.jsonl").splitlines()
    looked = json.loads(folder.read("corpora/interviews/samples/first.looked-at.jsonl"))["units"]
    assert looked == [json.loads(unit)["id"] for unit in sample[1:]]
    assert "kartika" not in folder.read("qualcode.lock")
    assert "# who is who" in folder.read("corpora/interviews/corpus.yaml")
    stone = json.loads(folder.read("corpora/interviews/withdrawn.jsonl").splitlines()[1])
    assert {key: stone[key] for key in ("transcripts", "turns")} == {"transcripts": 2, "turns": 3}
    for arguments in (["code"], ["status"], ["verify"], ["lock"], ["lock", "--check"], ["check"], ["ingest"]):
        assert "Kartika" not in folder.done(*arguments).err


def test_turns_of_others_keep_their_numbers_and_respondents_their_names(tmp_path):
    folder = small(tmp_path, {"group.txt": WITH_HER["group.txt"]})
    folder.done("ingest", "interviews")
    before = folder.transcript("group")
    names = respondents(folder)
    assert names == ["group/1", "group/2", "group/3"]
    ended = folder.done("withdraw", "group/2", "--yes")
    after = folder.transcript("group")
    assert after[0]["withdrawn"] == 2
    assert after[0]["source"] == ""
    assert not (tmp_path / "interviews/group.txt").exists()
    for one, other in zip(before[1:], after[1:], strict=True):
        if one["speaker"] == HER_NAME:
            assert other == {"turn": one["turn"], "speaker": "[withdrawn 2]", "text": ""}
        else:
            assert one == other
    assert respondents(folder) == ["group/1", "group/3"]
    assert "0 of" in ended.err
    # a second person of the same group
    folder.done("withdraw", "group/1", "--yes")
    assert respondents(folder) == ["group/3"]
    assert folder.transcript("group")[0]["withdrawn"] == 4


def respondents(folder: Folder) -> list[str]:
    folder.done("code", "-b", "clinic.yaml")
    folder.done("export", "turns", "-o", "out/t.csv")
    return sorted({row["respondent"] for row in folder.rows("out/t.csv")} - {""})


def test_her_source_is_not_read_again(tmp_path):
    folder = small(tmp_path, {"group.txt": WITH_HER["group.txt"]})
    folder.done("ingest", "interviews")
    folder.done("withdraw", "group/2", "--yes")
    folder.write("interviews/group.txt", WITH_HER["group.txt"])
    ended = folder.run("ingest", "interviews")
    assert ended.code == 2  # there is no other source
    assert "withdrew from `group`" in ended.err
    assert HER_NAME not in folder.read("corpora/default/transcripts/group.jsonl")


def test_what_others_say_of_her_is_listed_and_stays(tmp_path):
    text = WITH_HER["group.txt"] + f"Bu Ani: Ya, {HER_NAME} sudah pulang.\n"
    folder = small(tmp_path, {"group.txt": text})
    folder.done("ingest", "interviews")
    ended = folder.done("withdraw", "group/2", "--yes")
    assert "somebody else names the person who withdrew (line 10)" in ended.err
    assert "1 in what others said" in ended.err
    assert HER_NAME in folder.read("corpora/default/transcripts/group.jsonl")


def test_a_name_in_the_source_of_somebody_else_is_to_be_looked_at_and_no_error(tmp_path):
    said = OTHER + f"Informan: Pak {HER_NAME} itu orang lain.\n"
    folder = small(tmp_path, {"group.txt": WITH_HER["group.txt"], "other.txt": said})
    folder.done("ingest", "interviews")
    ended = folder.done("withdraw", "group/2", "--yes")
    lines = [line for line in ended.err.splitlines() if "other.txt" in line]
    assert lines
    assert not [line for line in lines if "error" in line]
    assert HER_NAME in folder.read("interviews/other.txt")


def test_what_people_wrote_by_hand_is_named_and_searched_again_until_nothing_is_left(tmp_path):
    folder = small(tmp_path, {"group.txt": WITH_HER["group.txt"]})
    folder.done("ingest", "interviews")
    folder.write("clinic.yaml", CODEBOOK + f'    examples: [{{text: "{CANARY}.", expect: false}}]\n')
    folder.write("notes/paper.docx", docx(("Kutipan", CANARY)))
    folder.path.joinpath("notes/board.png").write_bytes(png((b"zTXt", b"Title\0\0" + zlib.compress(CANARY.encode()))))
    ended = folder.run("withdraw", "group/2", "--yes")
    assert ended.code == 1
    assert "error: clinic.yaml: words or a name of somebody who withdrew are left here (line " in ended.err
    assert "notes/paper.docx" in ended.err
    assert "notes/board.png" in ended.err
    assert "2 of " in ended.err
    assert "go on with `qualcode withdraw`" in folder.run("status").err
    folder.write("clinic.yaml", CODEBOOK)
    (folder.path / "notes/paper.docx").unlink()
    (folder.path / "notes/board.png").unlink()
    assert "0 of " in folder.done("withdraw", "--yes").err
    assert "withdraw" not in folder.run("status").err
    assert folder.run("withdraw", "--yes").code == 2  # there is none that is not finished


def test_a_withdrawal_can_be_closed_with_words_left(tmp_path):
    folder = small(tmp_path, {"group.txt": WITH_HER["group.txt"]})
    folder.done("ingest", "interviews")
    folder.write("notes.txt", CANARY)
    assert folder.run("withdraw", "group/2", "--yes").code == 1
    ended = folder.done("withdraw", "--yes", "--close")
    assert "notes.txt" in ended.err
    assert not (folder.path / ".qualcode/withdrawal.json").exists()


def git(folder: Folder, *command: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, *command], cwd=folder.path, check=True, capture_output=True)


def test_a_history_that_holds_her_words_is_told_with_the_commands_for_it(tmp_path):
    folder = small(tmp_path, {"group.txt": WITH_HER["group.txt"]})
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    git(folder, "remote", "add", "origin", "https://me:secret@example.org/x.git")
    folder.done("ingest", "interviews")
    ended = folder.run("withdraw", "group/2", "--yes")
    assert ended.code == 1
    assert "git filter-repo --strip-blobs-with-ids .qualcode/withdrawal-blobs.txt --force" in ended.err
    assert "git push --force --all https://example.org/x.git" in ended.err
    assert "secret" not in ended.err
    assert "0 of" in ended.err
    git(folder, "checkout", "-q", "--orphan", "fresh")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "again")
    git(folder, "branch", "-D", "-q", "master") if b"master" in branches(folder) else git(
        folder, "branch", "-D", "main"
    )
    assert folder.run("withdraw", "--yes").code == 1  # no branch reaches it, and it is there
    git(folder, "reflog", "expire", "--expire=now", "--all")
    git(folder, "gc", "-q", "--prune=now")
    assert "none of" in folder.done("withdraw", "--yes").err
    assert not (folder.path / ".qualcode/withdrawal-blobs.txt").exists()


def test_git_forgets_her_words_only_and_no_file_of_others(tmp_path):
    folder = study_of(tmp_path, WITH_HER)
    keep_coding(folder, "group", 2, "Jaringannya kurang", "interviews", coder="ani")
    git(folder, "init", "-q")
    git(folder, "add", "-f", "corpora")
    git(folder, "commit", "-qm", f"first\n\n{HER_NAME} came")
    ended = folder.run("withdraw", "R07", "--yes")
    (command,) = (line for line in ended.err.splitlines() if "filter-repo --strip" in line)
    listed = folder.read(".qualcode/withdrawal-blobs.txt").split()
    assert all(
        CANARY in held or HER_NAME.lower() in held.lower() or "R07" in held for held in contents(folder, *listed)
    )
    paths = [word for before, word in pairwise(shlex.split(command)) if before == "--path"]
    assert "corpora/interviews/transcripts/kartika wijayanti.jsonl" in paths
    assert not any((folder.path / path).exists() for path in paths)
    others = [name for name in folder.tree() if name.startswith("corpora/") and "other" in name]
    assert {*hashed(folder, *others)}.isdisjoint(listed)
    assert "Messages of 1 commits" in ended.err


def contents(folder: Folder, *names: str) -> list[str]:
    show = [subprocess.run(["git", "show", name], cwd=folder.path, check=True, capture_output=True) for name in names]
    return [each.stdout.decode() for each in show]


def hashed(folder: Folder, *files: str) -> list[str]:
    done = subprocess.run(["git", "hash-object", *files], cwd=folder.path, check=True, capture_output=True)
    return done.stdout.decode().split()


def branches(folder: Folder) -> bytes:
    return subprocess.run(["git", "branch"], cwd=folder.path, check=True, capture_output=True).stdout


def test_a_label_in_place_of_a_respondent_is_answered_with_who_is_meant(tmp_path):
    study = study_of(tmp_path, WITH_HER)
    ended = study.run("withdraw", "pak budi", "-n")
    assert ended.code == 2
    assert "the speaker with that label is respondent `R02`" in ended.err


def test_it_speaks_indonesian_where_asked_to_or_where_the_terminal_does(tmp_path, monkeypatch):
    folder = study_of(tmp_path, WITH_HER)
    listing = folder.done("withdraw", "R07", "-n", "--lang", "id")
    assert "berkas dihapus" in listing.out
    assert "Tidak ada yang dihapus: tambahkan --yes." in listing.err
    monkeypatch.delenv("QUALCODE_LANG")
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    done = folder.run("withdraw", "R07", "--name", HER_NAME, "--yes").err
    assert "Setiap bita dari " in done
    assert " tersisa." in done
    assert "Nothing" not in done
