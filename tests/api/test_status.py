"""Status: what is new, changed or stale, and a next command that works, through the life of a study."""

import shlex

from study import CODEBOOK, TXT, Folder, configured, keep_coding, small


def following(folder: Folder) -> str:
    """The next command; it is run, and must succeed."""
    said = folder.done("status", "--json").json["next"]
    folder.done(*shlex.split(said)[1:])
    return said


def test_each_next_command_brings_a_study_forward(tmp_path):
    folder = configured(tmp_path, {"a.txt": TXT})
    state = folder.done("status", "--json").json
    assert (state["transcripts"], state["new"], state["codings"]) == (0, ["corpora/interviews/sources/a.txt"], "none")
    assert following(folder) == "qualcode ingest"
    assert following(folder) == "qualcode code"
    assert following(folder) == "qualcode export barriers"
    folder.write("codebooks/barriers.yaml", CODEBOOK.replace("nurse", "nurses"))
    assert folder.done("status", "--json").json["codings"] == "stale"
    assert following(folder) == "qualcode code"
    folder.replace("corpora/interviews/sources/a.txt", "desa", "kota")
    assert folder.done("status", "--json").json["changed"] == ["a"]
    assert following(folder) == "qualcode ingest"
    assert following(folder) == "qualcode code"
    state = folder.done("status", "--json").json
    assert (state["new"], state["changed"], state["codings"]) == ([], [], "current")


def test_sources_left_in_place_are_read_again_from_where_they_were(tmp_path):
    folder = small(tmp_path, {"city one/b/c.txt": TXT, "city one/a.txt": TXT})
    assert folder.done("status", "--json").json["next"] == "qualcode ingest PATH"
    folder.done("ingest", "interviews/city one")
    assert folder.done("status", "--json").json["next"] == "qualcode code --codebook FILE"
    folder.done("code", "-b", "clinic.yaml")
    assert following(folder) == "qualcode export barriers"
    for name in ("a", "b/c"):
        folder.replace(f"interviews/city one/{name}.txt", "desa", "kota")
    assert following(folder) == "qualcode ingest 'interviews/city one'"
    assert folder.done("status", "--json").json["changed"] == []
    assert following(folder) == "qualcode code --codebook clinic.yaml"


def test_a_source_that_is_gone_and_people_who_coded_are_named(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT, "b.txt": TXT})
    folder.done("ingest", "interviews")
    keep_coding(folder, "a", 4, "Perawat datang")
    (tmp_path / "interviews/b.txt").unlink()
    state = folder.done("status", "--json").json
    assert (state["missing"], state["coders"]) == (["b"], ["reader-1"])
    assert "source gone b" in folder.done("status").out


def test_a_damaged_transcript_fails_with_its_place(tmp_path):
    folder = small(tmp_path)
    folder.done("ingest", "interviews")
    folder.write("corpora/default/transcripts/a.jsonl", b"{\n")
    ended = folder.run("status")
    assert (ended.code, "transcripts/a.jsonl:1" in ended.err) == (1, True)


def test_an_empty_folder_has_a_state_too(tmp_path):
    folder = Folder(tmp_path)
    assert "next      qualcode ingest PATH" in folder.done("status").out
    assert folder.tree() == {}
