"""`qualcode ingest --explain` on the command line."""

from study import TXT, small


def test_it_shows_how_a_file_is_read_and_writes_nothing(tmp_path):
    folder = small(tmp_path)
    before = folder.tree()
    shown = folder.done("ingest", "interviews/a.txt", "--explain")
    for said in ("txt, utf-8", "a name and a colon (4)", "Pewawancara", "participant", "Apa kendala di sini, Bu?"):
        assert said in shown.out
    assert "Nothing was written" in shown.err
    assert folder.tree() == before


def test_json_has_all_of_it(tmp_path):
    (found,) = small(tmp_path).done("ingest", "interviews", "--explain", "--json").json["files"]
    assert (found["reader"], found["turns"], found["first"][0]["speaker"]) == ("txt", 4, "Pewawancara")


def test_exit_codes(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT, "b.pdf": b"no"})
    assert folder.run("ingest", "interviews", "--explain").code == 1
    assert folder.run("ingest", "interviews/b.pdf", "--explain").code == 2
    assert folder.run("ingest", "--explain").code == 2
