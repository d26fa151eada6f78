"""What is shared is what the participants agreed to, and opens again as a study."""

import zipfile

import pytest

from qualcode.identifiers.traces import search_folder
from study import TXT, Folder, configured, keep_coding

SAID = {
    "whole": "kerbau putih berjalan pelan",
    "quoted": "rusa coklat melompat tinggi",
    "counted": "bebek abu berenang jauh",
    "nothing": "kucing belang tidur siang",
    **dict.fromkeys(("more-1", "more-2", "more-3", "more-4"), "sungai keruh mengalir deras"),
}
CORPUS = """\
format: 1
consent: none
transcripts:
  whole: {attributes: {consent: share}}
  quoted: {attributes: {consent: quotes}}
  more-1: {attributes: {consent: analysis}}
  more-2: {attributes: {consent: analysis}}
  more-3: {attributes: {consent: analysis}}
  more-4: {attributes: {consent: analysis}}
  counted:
    attributes: {consent: analysis}
    speakers: {Informan: {role: participant, respondent: Kapten}}
"""


def study_of(path) -> Folder:
    sources = {f"{name}.txt": TXT + f"Informan: Perawat kurang, {said}.\n" for name, said in SAID.items()}
    for name in SAID:
        if name.startswith("more"):  # what everybody says is not shown in redacted tables
            sources[f"{name}.txt"] = sources[f"{name}.txt"].replace("Perawat", "Dokter")
    folder = configured(path, sources)
    folder.write("corpora/interviews/corpus.yaml", CORPUS)
    folder.write("corpora/interviews/respondents.csv", "respondent,age\nKapten,61\nwhole/1,30\n")
    folder.done("ingest")
    folder.done("code")
    for transcript in ("whole", "quoted", "counted", "nothing"):
        keep_coding(folder, transcript, 4, "Perawat kurang", "interviews", coder="ani")
    return folder


def unpacked(folder: Folder, name: str) -> Folder:
    with zipfile.ZipFile(folder.path / name) as archive:
        archive.extractall(folder.path / "unpacked")
    return Folder(folder.path / "unpacked")


def held(folder: Folder, *more: str) -> dict[str, set[str]]:
    traces = search_folder(folder.path, [*SAID.values(), *more]).traces
    return {string: {trace.file for trace in traces if trace.string == string} for string in [*SAID.values(), *more]}


@pytest.mark.slow
def test_each_transcript_goes_as_far_as_its_consent(tmp_path):
    folder = study_of(tmp_path)
    ended = folder.done("share", "-o", "given/study.zip")
    assert "1 of 8 transcripts whole, 2 quoted, 7 counted; opened again and verified" in ended.err
    there = unpacked(folder, "given/study.zip")
    found = held(there, "Kapten")
    assert found[SAID["nothing"]] == found[SAID["counted"]] == found["Kapten"] == set()
    assert found[SAID["quoted"]] == {"out/quotes.csv"}
    whole = {f"corpora/interviews/{folder}/whole.jsonl" for folder in ("transcripts", "coding/ani")}
    assert found[SAID["whole"]] == {"out/quotes.csv", *whole}
    tree = there.tree()
    wanted = ("README.md", "WHAT-WAS-REMOVED.md", "codebooks/barriers.yaml", "out/datapackage.json")
    assert {*wanted, "out/ro-crate-metadata.json", "corpora/interviews/coding/ani/whole.jsonl"} <= tree.keys()
    assert sum(name.endswith("-redact.csv") for name in tree) > 1
    assert "| none | 1 |" in there.read("WHAT-WAS-REMOVED.md")
    assert there.transcript("whole", "interviews")[0]["source"] == ""
    assert "0 errors" in there.done("verify").err or there.done("verify").code == 0
    assert not any(str(tmp_path).encode() in data for data in tree.values())
    there.done("code")
    assert "61" not in there.read("corpora/interviews/respondents.csv")
    before = (folder.path / "given/study.zip").read_bytes()
    folder.done("share", "-o", "given/study.zip")
    assert (folder.path / "given/study.zip").read_bytes() == before
    assert not list(folder.path.glob(".qualcode/.*"))[1:]  # only .gitignore


@pytest.mark.slow
def test_redacted_it_holds_counts_only(tmp_path):
    folder = study_of(tmp_path)
    assert "0 of 8 transcripts whole, 0 quoted, 7 counted" in folder.done("share", "-o", "c.zip", "--redact").err
    there = unpacked(folder, "c.zip")
    assert not any(held(there).values())
    assert not any(name.startswith("corpora") for name in there.tree())


@pytest.mark.slow
def test_what_is_shared_has_the_day_of_the_run(tmp_path):
    folder = study_of(tmp_path)
    assert "no run is recorded" in folder.done("share", "-o", "undated.zip").err
    folder.write("out/run.json", '{"time": "2024-05-06T07:08:09+00:00"}')
    assert "no run is recorded" not in folder.done("share", "-o", "dated.zip").err
    assert '"datePublished": "2024-05-06"' in unpacked(folder, "dated.zip").read("out/ro-crate-metadata.json")


def test_a_dry_run_and_refusals_write_nothing(tmp_path):
    folder = study_of(tmp_path)
    assert "Would write s.zip: 1 of 8" in folder.done("share", "-o", "s.zip", "-n").err
    assert folder.run("share", "-o", "s.tar").code == 2
    folder.write("corpora/interviews/corpus.yaml", "consent: we talked about it\n")
    ended = folder.run("share", "-o", "s.zip")
    assert ended.code == 2
    assert "no transcript says that its participants agreed" in ended.err
    assert not (tmp_path / "s.zip").exists()


@pytest.mark.slow
def test_a_memo_that_quotes_who_did_not_agree_is_found_before_anything_is_written(tmp_path):
    folder = study_of(tmp_path)
    memo = f'{{"id":"1","kind":"study","text":"Perawat kurang, {SAID["counted"]}"}}\n'
    folder.write("corpora/interviews/memos/ani.jsonl", memo)
    ended = folder.run("share", "-o", "s.zip")
    assert ended.code == 1
    assert "corpora/interviews/memos/ani.jsonl: this would hold words of a participant" in ended.err
    assert "was not written" in ended.err
    assert not (tmp_path / "s.zip").exists()


def test_a_person_who_agreed_to_less_than_the_group_decides_for_the_transcript(tmp_path):
    folder = study_of(tmp_path)
    folder.write("corpora/interviews/corpus.yaml", "consent: share\n")
    folder.write("corpora/interviews/respondents.csv", "respondent,consent\nwhole/1,quotes\nquoted/1,analysis\n")
    said = folder.done("share", "-n").err
    assert "6 of 8 transcripts whole, 7 quoted, 8 counted" in said
