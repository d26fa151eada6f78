"""Ingest: sources become transcripts, each on its own, again only where something changed."""

import json
import subprocess

import pytest

from qualcode.corpus import source
from study import QUALCODE, SOURCES, TXT, Folder, coded, configured, environment, keep_coding, mixed, small

LINE = "Pewawancara: Apa?\nInforman: Perawat kurang.\n"


def test_every_format_is_read_in_a_folder_without_configuration(tmp_path):
    folder = mixed(tmp_path)
    before = folder.tree()
    report = folder.done("ingest", "interviews", "--json").json
    assert report["new"] == ["a", "b", "c/d", "e", "f", "g", "h plain", "i"]
    assert folder.turns("c/d")[1] == ("Participant", "One nurse for all of us, jaringan juga kurang.")
    assert folder.turns("i") == [("Pewawancara", "Ada sinyal?"), ("Informan", "Sinyal belum ada.")]
    assert before.items() <= folder.tree().items(), "sources stay as they are, where they are"
    made = {name.split("/")[0] for name in folder.tree().keys() - before.keys()}
    assert made == {"corpora", ".qualcode"}


def test_a_file_without_a_label_is_one_participants_text(tmp_path):
    folder = small(tmp_path, {"plain.txt": SOURCES["h plain.txt"]})
    (speaker,) = folder.done("ingest", "interviews", "--json").json["speakers"]
    assert (speaker["speaker"], speaker["role"], speaker["respondent"]) == ("", "participant", "plain/1")


@pytest.mark.parametrize("named", [["interviews/a.txt"], ["./interviews/../interviews/a.txt"]])
def test_an_id_is_relative_to_the_path_that_was_named(tmp_path, named):
    folder = small(tmp_path, {"a.txt": TXT})
    assert folder.done("ingest", *named, "--json").json["new"] == ["a"]
    assert folder.transcript("a")[0]["source"] == "interviews/a.txt"


def test_sources_inside_the_corpus_have_their_ids_from_its_folder_however_they_are_named(tmp_path):
    folder = configured(tmp_path, {"city/a.txt": TXT})
    own = "corpora/interviews/sources"
    assert folder.done("ingest", f"{own}/city/a.txt", "--json").json["new"] == ["city/a"]
    assert folder.done("ingest", f"{own}/city", "--json").json["unchanged"] == ["city/a"]
    assert folder.done("ingest", "--json").json["unchanged"] == ["city/a"]


def test_the_whole_folder_as_path_does_not_read_what_qualcode_wrote(tmp_path):
    folder = coded(tmp_path)
    folder.done("export", "segments")
    report = folder.run("ingest", ".", "--json").json
    assert not any(name.startswith(("out", "corpora", ".qualcode")) for name in report["new"])


def test_the_files_of_a_new_study_are_no_sources(tmp_path):
    folder = Folder(tmp_path)
    folder.done("init")
    folder.write("a.txt", TXT)
    report = folder.done("ingest", ".", "--json").json
    assert (report["new"], report["findings"]) == (["a"], [])
    folder.done("run")
    folder.done("sample", "-o", "out/sheet.csv")
    assert folder.done("ingest", ".", "--json").json["unchanged"] == ["a"]


class TestBadSources:
    def test_each_costs_one_line_and_the_rest_goes_on(self, tmp_path):
        folder = small(tmp_path)
        bad = {
            "binary.txt": b"\x00\x01\x02\xff" * 99,
            "blank.md": b" \n\n",
            "broken.docx": b"PK\x03\x04",
            "no.vtt": b"hi",
        }
        for name, data in bad.items():
            folder.write(f"interviews/{name}", data)
        ended = folder.run("ingest", "interviews", "-q")
        assert ended.code == 1
        lines = ended.err.splitlines()
        assert len(lines) == len(bad)
        assert all(line.startswith(f"error: interviews/{name}:") for line, name in zip(lines, bad, strict=True))
        assert folder.turns("a")

    def test_a_file_without_the_right_to_read_is_one_of_them(self, tmp_path, monkeypatch):
        folder = small(tmp_path, {"a.txt": TXT, "b.txt": TXT})
        monkeypatch.setattr("os.access", lambda path, mode: "b.txt" not in str(path))
        ended = folder.run("ingest", "interviews", "--json")
        assert (ended.code, ended.json["new"], ended.codes()) == (1, ["a"], ["unreadable"])

    def test_a_source_that_is_too_large_is_not_read_and_the_rest_goes_on(self, tmp_path, monkeypatch):
        folder = small(tmp_path, {"a.txt": TXT, "b.txt": TXT + "Informan: " + "kata " * 100 + "\n"})
        monkeypatch.setattr(source, "LARGEST", 500)
        monkeypatch.setattr(source, "read_bytes", lambda path: path.read_bytes() if path.stem == "a" else 1 / 0)
        ended = folder.run("ingest", "interviews", "--json")
        assert (ended.code, ended.json["new"], ended.codes()) == (1, ["a"], ["too-large"])

    def test_two_sources_with_one_id_are_both_left_out(self, tmp_path):
        folder = small(tmp_path, {"a.txt": TXT, "b.txt": TXT, "b.md": TXT})
        ended = folder.run("ingest", "interviews", "--json")
        assert (ended.code, ended.json["new"], ended.codes()) == (1, ["a"], ["id-collision"])

    def test_an_id_that_another_source_has_already_is_not_taken(self, tmp_path):
        folder = small(tmp_path)
        folder.done("ingest", "interviews")
        before = folder.stamps("corpora/default/transcripts")
        folder.write("more/a.txt", LINE)
        folder.write("more/b.txt", LINE)
        ended = folder.run("ingest", "more", "--json")
        assert (ended.code, ended.json["new"], ended.json["failed"]) == (1, ["b"], ["a"])
        assert before.items() <= folder.stamps("corpora/default/transcripts").items()

    @pytest.mark.parametrize("named", ["interviews", "interviews/bad.txt", "no-such-file"])
    def test_nothing_that_could_be_read_is_no_success(self, tmp_path, named):
        folder = small(tmp_path, {"bad.txt": b""})
        ended = folder.run("ingest", named)
        assert ended.code == 2
        assert "Next:" not in ended.err
        assert "corpora" not in {name.split("/")[0] for name in folder.tree()}

    def test_a_folder_without_readable_files_says_which_are(self, tmp_path):
        folder = small(tmp_path, {"photo.png": b"1"})
        ended = folder.run("ingest", "interviews")
        assert (ended.code, ".docx" in ended.err) == (2, True)


def test_warnings_fail_only_when_strict(tmp_path):
    folder = small(tmp_path, {"a.txt": "Informan: kafé kurang".encode("cp1252")})
    assert folder.run("ingest", "interviews", "--strict").code == 1
    (tmp_path / "corpora/default/transcripts/a.jsonl").unlink()
    assert folder.run("ingest", "interviews").code == 0


def test_a_source_is_never_two_transcripts(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT})
    folder.done("ingest", "interviews")
    ended = folder.run("ingest", ".", "--json")
    assert (ended.code, ended.json["failed"], "source-twice" in ended.codes()) == (2, ["interviews/a"], True)


def test_a_copy_of_a_source_is_a_warning(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT, "copy.txt": TXT})
    (finding,) = folder.done("ingest", "interviews", "--json").json["findings"]
    assert (finding["code"], finding["file"]) == ("same-source", "copy")


class TestDryRun:
    def test_it_says_what_would_happen_and_writes_nothing(self, tmp_path):
        folder = mixed(tmp_path)
        before = folder.stamps()
        ended = folder.done("ingest", "interviews", "-n")
        assert "8 new" in ended.err
        assert folder.stamps() == before
        assert not (tmp_path / ".qualcode").exists()

    def test_also_in_a_study_that_has_transcripts(self, tmp_path):
        folder = coded(tmp_path)
        folder.replace("interviews/a.txt", "desa", "kota")
        before = folder.stamps()
        assert folder.done("ingest", "interviews", "--dry-run", "--json").json["changed"] == ["a"]
        assert folder.stamps() == before


class TestAgain:
    def test_unchanged_sources_leave_every_byte_and_time_alone(self, tmp_path):
        folder = mixed(tmp_path)
        folder.done("ingest", "interviews")
        before = folder.stamps("corpora")
        assert len(folder.done("ingest", "interviews", "--json").json["unchanged"]) == 8
        assert folder.stamps("corpora") == before

    def test_a_changed_source_replaces_its_own_transcript_only(self, tmp_path):
        folder = mixed(tmp_path)
        folder.done("ingest", "interviews")
        before = folder.stamps("corpora")
        folder.replace("interviews/a.txt", "Senin", "Rabu")
        assert folder.done("ingest", "interviews", "--json").json["changed"] == ["a"]
        after = folder.stamps("corpora")
        assert [name for name in before if before[name] != after[name]] == ["corpora/default/transcripts/a.jsonl"]
        assert "Rabu" in folder.turns("a")[3][1]

    def test_a_removed_source_is_reported_and_its_transcript_kept(self, tmp_path):
        folder = small(tmp_path, {"a.txt": TXT, "b.txt": TXT.replace("Senin", "Rabu")})
        folder.done("ingest", "interviews")
        (tmp_path / "interviews/b.txt").unlink()
        ended = folder.run("ingest", "interviews", "--json")
        assert (ended.code, ended.json["missing"], ended.codes()) == (0, ["b"], ["source-missing"])
        assert folder.turns("b")

    def test_a_source_that_turned_bad_leaves_its_transcript(self, tmp_path):
        folder = small(tmp_path, {"a.txt": TXT, "b.txt": TXT})
        folder.done("ingest", "interviews")
        before = folder.tree("corpora")
        folder.write("interviews/b.txt", b"")
        assert folder.run("ingest", "interviews").code == 1
        assert folder.tree("corpora") == before

    def test_what_was_said_with_options_stays_until_something_else_is_said(self, tmp_path):
        folder = small(tmp_path)
        folder.write("meta.csv", "file,city\na.txt,Kota A\n")
        folder.done("ingest", "interviews", "--meta", "meta.csv", "--interviewer", "Informan")
        before = folder.stamps("corpora")
        folder.done("ingest", "interviews")
        assert folder.stamps("corpora") == before
        header = folder.transcript("a")[0]
        assert (header["meta"], header["interviewers"]) == ({"city": "Kota A"}, ["Informan"])

    def test_options_of_reading_stay_too(self, tmp_path):
        folder = small(tmp_path, {"s.csv": "who,answer,more\n1,Perawat kurang,ya\n2,Sinyal,tidak\n"})
        folder.done("ingest", "interviews", "--each", "row", "--columns", "text=answer+more,id=who")
        before = folder.stamps("corpora")
        assert folder.done("ingest", "interviews", "--json").json["unchanged"] == ["s"]
        folder.replace("interviews/s.csv", "Sinyal", "Jaringan")
        folder.done("ingest", "interviews")
        assert folder.turns("s")[1] == ("2", "Jaringan\ntidak")
        assert folder.stamps("corpora") != before

    def test_an_option_of_reading_leaves_the_others_as_they_were(self, tmp_path):
        folder = small(tmp_path, {"s.csv": "who,answer\n1,Perawat kurang\n2,Sinyal\n", "a.txt": TXT.encode("latin-1")})
        folder.done("ingest", "interviews/s.csv", "--each", "row", "--columns", "text=answer,id=who")
        header, *turns = folder.transcript("s")
        folder.done("ingest", "interviews", "--encoding", "latin-1")
        options = {"columns": "id=who,text=answer", "each": "row", "encoding": "iso8859-1"}
        assert folder.transcript("s") == [header | {"options": options}, *turns]
        folder.done("ingest", "interviews/s.csv", "--columns", "text=answer")
        assert folder.transcript("s")[0]["options"] == options | {"columns": "text=answer"}
        folder.done("ingest", "interviews/s.csv", "--reset", "--each", "row")
        assert folder.transcript("s")[0]["options"] == {"each": "row"}

    def test_another_interviewer_rewrites_the_header_only(self, tmp_path):
        folder = small(tmp_path)
        folder.done("ingest", "interviews", "--interviewer", "Informan")
        header, *turns = folder.transcript("a")
        folder.done("ingest", "interviews", "--interviewer", "Pewawancara")
        assert folder.transcript("a") == [header | {"interviewers": ["Pewawancara"]}, *turns]


class TestPrune:
    def folder(self, tmp_path) -> Folder:
        folder = coded(tmp_path, {"a.txt": TXT, "b.txt": TXT, "c.txt": TXT.replace("Senin", "Rabu")})
        (tmp_path / "interviews/b.txt").unlink()
        return folder

    def total(self, folder: Folder) -> int:
        folder.done("code", "-b", "clinic.yaml")
        return folder.done("export", "codes", "--to", "json", "-o", "-").json["meta"]["n"]

    def test_a_duplicate_whose_source_was_deleted_leaves_the_counts(self, tmp_path):
        folder = self.folder(tmp_path)
        folder.done("ingest", "interviews")
        assert self.total(folder) == 3
        assert "`qualcode ingest interviews --prune`" in folder.done("status").out
        before = folder.tree("corpora")
        assert folder.done("ingest", "interviews", "--prune", "-n", "--json").json["removed"] == ["b"]
        assert folder.tree("corpora") == before
        said = folder.done("ingest", "interviews", "--prune").err
        assert "1 removed, as their sources are gone" in said
        assert "no longer counted" not in said  # nobody warns of what was asked for
        assert self.total(folder) == 2
        assert "--prune" not in folder.done("status").out
        folder.done("verify", "--strict")

    @pytest.mark.parametrize("work", ["coding", "look"])
    def test_one_that_somebody_worked_on_stays_and_is_named(self, tmp_path, work):
        folder = self.folder(tmp_path)
        who = "reader-1"
        if work == "coding":
            keep_coding(folder, "b", 4, "Perawat datang")
        else:
            folder.done("sample", "-o", "s.csv")
            unit = next(row["id"] for row in folder.rows("s.csv") if row["transcript"] == "b")
            folder.write("filled.csv", f"id,codes\n{unit},-\n")
            folder.done("import", "codings", "filled.csv", "--coder", who)
        before = folder.tree("corpora")
        ended = folder.run("ingest", "interviews", "--prune")
        assert (ended.code, f"transcript `b` is not removed: `{who}` worked on it" in ended.err) == (1, True)
        assert folder.tree("corpora") == before

    def test_where_every_source_is_gone_none_is_removed(self, tmp_path):
        folder = self.folder(tmp_path)
        for name in ("a", "c"):
            (tmp_path / f"interviews/{name}.txt").rename(tmp_path / f"{name}.md")
        folder.write("more/d.txt", TXT)
        before = folder.tree("corpora/default/transcripts")
        ended = folder.run("ingest", "more", "--prune")
        assert (ended.code, "no source of this corpus is there" in ended.err) == (1, True)
        assert before.items() <= folder.tree("corpora/default/transcripts").items()


class TestKeptCodings:
    def folder(self, tmp_path) -> Folder:
        folder = coded(tmp_path, {"a.txt": TXT, "b.txt": TXT})
        keep_coding(folder, "a", 4, "Perawat datang")
        return folder

    def kept(self, folder):
        return [json.loads(line) for line in folder.read("corpora/default/coding/reader-1/a.jsonl").splitlines()[1:]]

    def test_a_change_that_would_move_one_is_refused_with_its_place(self, tmp_path):
        folder = self.folder(tmp_path)
        before = folder.stamps("corpora")
        folder.replace("interviews/a.txt", "Informan: Perawat", "Informan: Ya. Perawat")
        ended = folder.run("ingest", "interviews")
        assert ended.code == 1
        assert "coding `staff` of `reader-1` at turn 4, 0-14 would move" in ended.err
        assert folder.stamps("corpora") == before

    def test_asked_to_it_follows_its_words_and_says_so(self, tmp_path):
        folder = self.folder(tmp_path)
        folder.replace("interviews/a.txt", "Informan: Perawat", "Informan: Ya. Perawat")
        held = folder.run("ingest", "interviews").err
        assert "`qualcode ingest --move-codings` lets it follow its words to turn 4, 4-18" in held
        before = folder.tree("corpora")
        folder.done("ingest", "interviews", "--move-codings", "-n")
        assert folder.tree("corpora") == before
        said = folder.done("ingest", "interviews", "--move-codings", "-v").err
        assert "1 coding of `reader-1` followed" in said
        assert "turn 4, 0-14 is turn 4, 4-18 now" in said
        folder.done("verify")
        (coding,) = self.kept(folder)
        assert (coding["quote"], coding["prefix"], coding["start"]) == ("Perawat datang", "Ya. ", 4)

    def test_a_turn_put_before_its_own_takes_it_along(self, tmp_path):
        folder = self.folder(tmp_path)
        folder.replace("interviews/a.txt", "Informan: Perawat", "Informan: Ya.\nPewawancara: Lalu?\nInforman: Perawat")
        folder.done("ingest", "interviews", "--move-codings")
        folder.done("verify")
        assert [coding["turn"] for coding in self.kept(folder)] == [6]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("Informan: Perawat datang", "Informan: Perawat tiba"),  # its words are gone
            ("Informan: Perawat datang", "Informan: Ya. Perawat datang! Perawat datang?"),  # two places, other words
        ],
    )
    def test_where_its_place_is_not_certain_it_holds_the_transcript(self, tmp_path, old, new):
        folder = self.folder(tmp_path)
        before = folder.stamps("corpora")
        folder.replace("interviews/a.txt", old, new)
        ended = folder.run("ingest", "interviews", "--move-codings")
        assert (ended.code, "take it out with --set-aside" in ended.err) == (1, True)
        assert folder.stamps("corpora") == before

    def test_words_that_were_corrected_a_little_are_followed_and_shown(self, tmp_path):
        folder = self.folder(tmp_path)
        folder.replace("interviews/a.txt", "Perawat datang hari", "Perwat  datang hari")
        held = folder.run("ingest", "interviews")
        assert "lets it follow its corrected words to turn 4, 0-14" in held.err
        assert "Next: `qualcode ingest interviews --move-codings -n`" in held.err
        before = folder.tree("corpora")
        shown = folder.done("ingest", "interviews", "--move-codings", "-n").out
        assert folder.tree("corpora") == before
        ended = folder.done("ingest", "interviews", "--move-codings")
        assert "1 coding of `reader-1` followed the words on which it stands, these corrected" in ended.err
        for said in (shown, ended.out):
            (line,) = [line for line in said.splitlines() if "reader-1" in line]
            assert line.split() == ["a", "4", "reader-1", "staff", "Perawat", "datang", "Perwat", "datang"]
        assert "Perwat" not in ended.err
        folder.done("verify")
        (coding,) = self.kept(folder)
        assert (coding["quote"], coding["start"], coding["end"]) == ("Perwat  datang", 0, 14)

    def test_a_coding_of_a_whole_turn_follows_the_whole_turn(self, tmp_path):
        folder = coded(tmp_path, {"a.txt": TXT})
        keep_coding(folder, "a", 4, folder.turns("a")[3][1])
        folder.replace("interviews/a.txt", "Informan: Perawat datang hari Senin.", "Informan: Perawat datang  Selasa.")
        assert folder.run("ingest", "interviews").code == 2
        folder.done("ingest", "interviews", "--move-codings")
        folder.done("verify")
        assert self.kept(folder)[0]["quote"] == folder.turns("a")[3][1]

    def test_where_its_turn_is_another_one_the_whole_turn_is_held(self, tmp_path):
        folder = coded(tmp_path, {"a.txt": TXT})
        keep_coding(folder, "a", 4, folder.turns("a")[3][1])
        last = folder.read("interviews/a.txt").splitlines()[-1]
        folder.replace("interviews/a.txt", last, "Informan: Saya tidak tahu apa-apa soal itu, Pak.")
        assert folder.run("ingest", "interviews", "--move-codings").code == 2

    def test_the_same_answer_twice_goes_with_its_own_question(self, tmp_path):
        talk = "P: Ada sinyal di sini?\nI: Iya.\nP: Ada perawat di sini?\nI: Iya.\n"
        folder = coded(tmp_path, {"a.txt": talk})
        keep_coding(folder, "a", 2, "Iya.")
        folder.write("interviews/a.txt", "P: Boleh saya mulai?\nI: Iya.\n" + talk)
        folder.done("ingest", "interviews", "--move-codings")
        assert [coding["turn"] for coding in self.kept(folder)] == [4]

    def test_what_cannot_follow_is_set_aside_only_when_asked_and_kept(self, tmp_path):
        folder = self.folder(tmp_path)
        folder.replace("interviews/a.txt", "Informan: Perawat datang", "Informan: Bidan pergi")
        held = folder.run("ingest", "interviews", "--move-codings")
        assert "Next: `qualcode ingest interviews --set-aside -n`" in held.err
        said = folder.done("ingest", "interviews", "--set-aside").err
        assert "`staff` of `reader-1` at turn 4, 0-14 is kept in corpora/default/taken-back/reader-1.jsonl now" in said
        assert self.kept(folder) == []
        (line,) = map(json.loads, folder.read("corpora/default/taken-back/reader-1.jsonl").splitlines())
        assert (line["quote"], line["transcript"], line["why"]) == (
            *("Perawat datang", "a"),
            "its words are gone from interviews/a.txt",
        )
        folder.done("verify")

    def test_verify_says_what_helps(self, tmp_path):
        folder = self.folder(tmp_path)
        for name in ("a", "b"):
            folder.replace(f"interviews/{name}.txt", "Informan: Perawat", "Informan: Ya. Perawat")
        said = folder.run("verify").err
        assert ("`qualcode ingest interviews --move-codings`" in said, "`qualcode ingest interviews`" in said) == (
            True,
            True,
        )
        folder.done("ingest", "interviews", "--move-codings")
        folder.done("verify")

    def test_a_line_that_would_be_lost_holds_it_too(self, tmp_path):
        folder = self.folder(tmp_path)
        folder.replace("corpora/default/coding/reader-1/a.jsonl", '"turn": 4', '"turn": 4, "mine": 1')
        folder.replace("interviews/a.txt", "Informan: Perawat", "Informan: Ya. Perawat")
        before = folder.stamps("corpora")
        assert folder.run("ingest", "interviews", "--move-codings").code == 1
        assert folder.stamps("corpora") == before

    def test_a_change_elsewhere_is_taken(self, tmp_path):
        folder = self.folder(tmp_path)
        folder.replace("interviews/a.txt", "tidak jalan", "belum jalan")
        assert folder.done("ingest", "interviews", "--json").json["changed"] == ["a"]
        folder.done("verify")

    def test_the_same_words_in_another_answer_are_not_the_same_place(self, tmp_path):
        answers = "P: Sinyal?\nI: Iya, jelek.\nP: Perawat?\nI: Iya, kurang.\n"
        folder = coded(tmp_path, {"a.txt": answers})
        keep_coding(folder, "a", 2, "Iya")
        folder.write("interviews/a.txt", "P: Perawat?\nI: Iya, kurang.\nP: Sinyal?\nI: Iya, jelek.\n")
        ended = folder.run("ingest", "interviews", "--json")
        assert (ended.code, ended.codes()[0]) == (2, "coding-would-move")

    def test_other_options_of_reading_are_a_change_too(self, tmp_path):
        folder = self.folder(tmp_path)
        ended = folder.run("ingest", "interviews", "--each", "line", "--json")
        assert (ended.code, ended.json["changed"], ended.json["failed"]) == (1, ["b"], ["a"])

    def test_codings_that_this_version_cannot_read_hold_the_transcript_too(self, tmp_path):
        folder = self.folder(tmp_path)
        folder.write("corpora/default/coding/reader-1/a.jsonl", '{"format":99}\n')
        folder.replace("interviews/a.txt", "tidak jalan", "belum jalan")
        before = folder.tree("corpora")
        assert folder.run("ingest", "interviews").code == 1
        assert folder.tree("corpora") == before


class TestUnitsOfSamples:
    """A row of a sheet that somebody has looked at is work, with a code or without."""

    def folder(self, tmp_path, code: str) -> Folder:
        folder = coded(tmp_path, {"a.txt": TXT})
        folder.done("sample", "-o", "s.csv")
        rows = folder.rows("s.csv")
        lines = [f"{row['id']},{code}" for row in rows]
        folder.write("filled.csv", "\n".join(["id,codes", *lines]) + "\n")
        folder.done("import", "codings", "filled.csv", "--coder", "ani")
        return folder

    def units(self, folder: Folder) -> int:
        return folder.done("evaluate", "--against", "ani", "--json").json["whole"]["units"]

    @pytest.mark.parametrize("code", ["staff", "-"])
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("Pewawancara: Apa", "Pewawancara: Halo.\nInforman: Halo, Pak.\nPewawancara: Apa"),  # a greeting
            ("Perawat datang hari", "Perawat  dtang hari"),  # a slip of the fingers
        ],
    )
    def test_they_follow_as_codings_do(self, tmp_path, code, old, new):
        folder = self.folder(tmp_path, code)
        assert self.units(folder) == 2
        folder.replace("interviews/a.txt", old, new)
        folder.done("ingest", "interviews", "--move-codings")
        assert self.units(folder) == 2
        assert "units-changed" not in folder.done("evaluate", "--against", "ani", "--json").codes()
        assert folder.done("import", "codings", "filled.csv", "--coder", "ani", "--json").json["added"] == 0

    def test_one_looked_at_holds_the_transcript_and_one_not_looked_at_does_not(self, tmp_path):
        folder = self.folder(tmp_path, "-")
        folder.replace("interviews/a.txt", "Perawat datang", "Bidan pergi")
        ended = folder.run("ingest", "interviews")
        assert (ended.code, "1 unit of sample `s` that `ani` looked at would be lost" in ended.err) == (2, True)
        (tmp_path / "corpora/default/samples/s.looked-at.jsonl").unlink()
        assert "units-changed" in folder.done("ingest", "interviews", "--json").codes()

    def test_set_aside_they_are_left_out(self, tmp_path):
        folder = self.folder(tmp_path, "staff")
        last = folder.read("interviews/a.txt").splitlines()[-1]
        folder.replace("interviews/a.txt", last, "Informan: Saya tidak tahu apa-apa soal itu, Pak.")
        assert folder.run("ingest", "interviews", "--move-codings").code == 2
        folder.done("ingest", "interviews", "--set-aside")
        assert self.units(folder) == 1


def test_the_order_of_the_arguments_is_of_no_matter(tmp_path):
    names = [f"interviews/{name}" for name in SOURCES]
    one, other = mixed(tmp_path / "1"), mixed(tmp_path / "2")
    one.done("ingest", *names)
    other.done("ingest", *reversed(names))
    assert one.tree("corpora") == other.tree("corpora")


@pytest.mark.slow
def test_two_processes_at_once_both_succeed(tmp_path):
    folder = mixed(tmp_path)
    command = [*QUALCODE, "ingest", "interviews", "--json"]
    running = [
        subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    reports = [json.loads(process.communicate()[0]) for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert sorted(len(report["new"]) for report in reports) == [0, 8]
    folder.done("code", "-b", "clinic.yaml")
    folder.done("verify")


def test_each_row_is_for_sheets_and_interviews_beside_them_stay_conversations(tmp_path):
    folder = small(tmp_path, {"answers.csv": "id,answer\nr1,Sinyal hilang.\nr2,Perawat kurang.\n", "talk.txt": LINE})
    asked = ("interviews", "--each", "row", "--columns", "text=answer,id=id")
    (told,) = [
        each for each in folder.done("ingest", *asked, "--explain", "--json").json["findings"] if "--each" in str(each)
    ]
    report = folder.done("ingest", *asked, "--json").json
    assert report["new"] == ["answers", "talk"]
    assert told in report["findings"]
    assert "`talk.txt`" in told["message"]
    assert "answers" not in told["message"]
    assert folder.turns("talk") == [("Pewawancara", "Apa?"), ("Informan", "Perawat kurang.")]
    assert folder.turns("answers") == [("r1", "Sinyal hilang."), ("r2", "Perawat kurang.")]
    assert folder.done("ingest", *asked, "--json").json["unchanged"] == ["answers", "talk"]


def test_where_each_row_fits_no_source_it_is_refused(tmp_path):
    folder = small(tmp_path, {"talk.txt": LINE})
    report = folder.run("ingest", "interviews", "--each", "row", "--json").json
    assert report["failed"] == ["talk"]
