"""A corpus is judged together: one line says who asks, and the work grows with the corpus and no faster."""

import sys

import pytest

from study import Folder

GUESTS = ["Ani", "Budi", "Cahya", "Dewi", "Eko"]


def episodes(folder: Folder, guests=GUESTS) -> None:
    for number, guest in enumerate(guests):
        told = f"{guest}: Saya mulai di pasar.\n"
        asked = f"{guest}: Begitu. Betul? Iya kan?\n"
        talk = f"Kiki: Halo semuanya.\nGaluh: Hari ini hujan.\n{asked}Kiki: Kenapa?\n{told}Galuh: Seru sekali.\n{told}"
        folder.write(f"interviews/ep{number}.txt", talk)


def roles(ended) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in ended.json["speakers"]:
        found.setdefault(each["speaker"], set()).add(each["role"])
    return found


def test_hosts_are_interviewers_in_all_files_and_one_line_says_so(tmp_path):
    folder = Folder(tmp_path)
    episodes(folder)
    ended = folder.run("ingest", "interviews", "--json")
    assert roles(ended) == {"Kiki": {"interviewer"}, "Galuh": {"interviewer"}} | {g: {"participant"} for g in GUESTS}
    (finding,) = [each for each in ended.json["findings"] if each["code"] == "role-guessed"]
    assert "in 5 transcripts" in finding["message"]
    assert "`Kiki` (5), `Galuh` (5)" in finding["message"]


def test_the_corpus_file_corrects_the_guess(tmp_path):
    folder = Folder(tmp_path)
    episodes(folder)
    folder.write("corpora/default/corpus.yaml", "format: 1\nspeakers: {Galuh: participant}\n")
    found = roles(folder.run("ingest", "interviews", "--json"))
    assert (found["Kiki"], found["Galuh"]) == ({"interviewer"}, {"participant"})


def test_a_look_at_a_folder_shows_the_same_guess_and_why(tmp_path):
    folder = Folder(tmp_path)
    episodes(folder)
    looks = folder.run("ingest", "interviews", "--explain", "--json").json["files"]
    found = {(voice["speaker"], voice["role"], voice["reason"]) for look in looks for voice in look["voices"]}
    assert ("Galuh", "interviewer", "speaks with changing people in 5 transcripts") in found
    assert not (tmp_path / "corpora").exists()


def test_many_unknown_roles_are_one_line(tmp_path):
    folder = Folder(tmp_path)
    for number in range(5):
        folder.write(f"interviews/t{number}.txt", "A: Kami menunggu lama.\nB: Saya juga menunggu.\n" * 3)
    found = folder.run("ingest", "interviews", "--json").json["findings"]
    unknown = [each["message"] for each in found if each["code"] == "role-unknown"]
    assert len(unknown) == 1
    assert "in 5 transcripts" in unknown[0]


def calls_of_status(folder: Folder) -> int:
    """Python functions that opening the speakers of a corpus calls: no clock, so the same on any machine."""
    from qualcode.corpus.index import index
    from qualcode.corpus.speakers import find_speakers
    from qualcode.store.study import open_study

    study = open_study(folder.path)
    indexed = index(study)
    find_speakers(study, indexed)
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        find_speakers(study, indexed)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow
def test_work_grows_with_the_number_of_transcripts(tmp_path):
    counts = []
    for size in (40, 160):
        folder = Folder(tmp_path / str(size))
        episodes(folder, [f"{name} {number}" for number in range(size // 5) for name in GUESTS])
        folder.done("ingest", "interviews")
        counts.append(calls_of_status(folder))
    assert counts[1] < counts[0] * 4 * 1.2


def test_questions_are_counted_once_and_kept_beside_the_index(tmp_path, monkeypatch):
    from qualcode.corpus import speakers

    folder = Folder(tmp_path)
    episodes(folder)
    folder.done("ingest", "interviews")

    def fail(_text):
        raise AssertionError("the corpus is read again")

    monkeypatch.setattr(speakers, "measure_turn", fail)
    folder.done("status")
