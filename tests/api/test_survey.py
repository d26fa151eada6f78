"""A survey of very many respondents: columns from the source to the table, the same figures as record by record."""

from qualcode.corpus import index, shards, speakers
from study import Folder, small

LINES = "".join(f"Answer {number}: No nurse {number}. A nurse left.\n" for number in range(50)) + "...\nNo nurse.\n"


def survey(tmp_path) -> Folder:
    folder = small(tmp_path, {"s.txt": LINES})
    folder.done("ingest", "interviews", "--each", "line", "--segment", "line")
    return folder


def exported(folder: Folder) -> tuple[bytes, bytes]:
    folder.done("code", "-b", "clinic.yaml", "-q")
    for table in ("barriers", "segments"):
        folder.done("export", table)
    return tuple((folder.path / "out" / f"{table}.csv").read_bytes() for table in ("barriers", "segments"))


def test_no_record_is_made_for_each_respondent(tmp_path, monkeypatch):
    folder = survey(tmp_path)
    monkeypatch.setattr(speakers.Survey, "__iter__", lambda _: (_ for _ in ()).throw(AssertionError("one by one")))
    exported(folder)


def test_a_survey_somebody_of_whom_is_decided_about_gives_the_same_tables(tmp_path):
    folder = survey(tmp_path)
    columns = exported(folder)
    folder.write("corpora/default/corpus.yaml", "format: 1\nspeakers: {nobody: {role: participant}}\n")
    assert exported(folder) == columns


def test_a_large_transcript_is_not_read_back(tmp_path, monkeypatch):
    small_shards = survey(tmp_path / "one")
    folder = small(tmp_path / "two", {"s.txt": LINES})
    monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 100)
    monkeypatch.setattr(index, "read_turns", lambda *_: (_ for _ in ()).throw(AssertionError("read back")))
    folder.done("ingest", "interviews", "--each", "line", "--segment", "line")
    assert exported(folder) == exported(small_shards)


def test_who_says_no_word_is_no_respondent(tmp_path):
    report = survey(tmp_path).run("ingest", "interviews", "--json").json
    people = {each["speaker"]: (each["respondent"], each["words"]) for each in report["speakers"]}
    assert len(people) == 52
    assert people["51"] == ("", 0)
    assert people["52"][0] == "s/52"


def test_languages_and_cues_are_kept_beside_the_index_and_found_again(tmp_path):
    folder = survey(tmp_path)
    first = exported(folder)
    kept = [path.parent.name for path in (folder.path / ".qualcode").rglob("manifest.json")]
    assert {"languages", "cues"} <= {*kept}
    assert exported(folder) == first
    for path in (folder.path / ".qualcode").rglob("cues/*.npy"):
        path.write_bytes(path.read_bytes()[:-1])
    (folder.path / ".qualcode" / "codings" / "default").rename(tmp_path / "away")
    assert exported(folder) == first
