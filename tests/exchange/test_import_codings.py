"""Import codings: a person's sheet comes back as codings that hold their words."""

import csv
import io
import json
import re
from time import process_time

import pytest

from readers import hostile
from study import Folder, mixed

CLOCK = '"time":"'


@pytest.fixture
def study(tmp_path) -> Folder:
    folder = mixed(tmp_path)
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "clinic.yaml")
    return folder


def kept(folder: Folder, transcript: str = "a", coder: str = "ani") -> list[dict]:
    lines = folder.read(f"corpora/default/coding/{coder}/{transcript}.jsonl").splitlines()
    return [json.loads(line) for line in lines[1:]]


def give(folder: Folder, *rows: str, header: str = "transcript,turn,quote,codes", options: tuple[str, ...] = ()):
    folder.write("codes.csv", "\n".join([header, *rows]) + "\n")
    return folder.run("import", "codings", "codes.csv", "--coder", "ani", "--json", *options)


def fill(folder: Folder, sheet: str, *codes: str) -> None:
    """Write codes into the rows of a sheet, one after the other, the last one again and again."""
    rows = folder.rows(sheet)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    for number, row in enumerate(rows):
        writer.writerow({**row, "codes": codes[min(number, len(codes) - 1)]})
    folder.write(sheet, out.getvalue())


class TestAnySheet:
    def test_a_quote_is_anchored_by_its_words_and_what_stands_around(self, study):
        assert give(study, "a,2,Sinyal  belum ada,network").code == 0
        (coding,) = kept(study)
        text = study.turns("a")[1][1]
        start = text.index("Sinyal belum ada")
        assert (coding["start"], coding["quote"]) == (start, "Sinyal belum ada")
        assert text[:start].endswith(coding["prefix"])
        assert coding["suffix"] == " di desa."
        assert study.done("verify", "--json")

    def test_a_turn_alone_is_the_whole_turn_and_a_segment_a_part_of_it(self, study):
        assert give(study, "a,2,,network", "a,2,2,staff", header="transcript,turn,segment,codes").code == 0
        assert [(each["code"], each["quote"]) for each in kept(study)] == [
            ("network", study.turns("a")[1][1]),
            ("staff", "Sinyal belum ada di desa."),
        ]

    def test_a_quote_is_a_part_of_the_segment_that_is_named(self, study):
        header = "transcript,turn,segment,quote,codes"
        assert give(study, "a,2,1,Jaringannya,network", "a,2,1,kurang,staff", header=header).code == 0
        assert [(each["start"], each["quote"]) for each in kept(study)] == [(0, "Jaringannya"), (12, "kurang")]

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ("a,2,1,Sinyal,network", "quote-missing"),  # it stands in the other segment
            ("a,2,1,an,network", "quote-ambiguous"),
        ],
    )
    def test_a_quote_that_does_not_stand_there_once_is_refused(self, study, row, code):
        ended = give(study, row, header="transcript,turn,segment,quote,codes")
        assert (ended.code, ended.codes()[0]) == (2, code)

    def test_a_column_of_whole_turns_does_not_widen_a_segment(self, study):
        text = study.turns("a")[1][1]
        assert give(study, f'a,2,2,"{text}",network', header="transcript,turn,segment,text,codes").code == 0
        assert kept(study)[0]["quote"] == "Sinyal belum ada di desa."

    def test_a_quote_needs_no_turn_when_it_stands_once(self, study):
        assert give(study, "a,Perawat datang,staff", header="transcript,quote,codes").code == 0
        assert kept(study)[0]["turn"] == 4

    def test_a_source_file_names_its_transcript_and_a_label_its_code(self, study):
        assert give(study, "a.txt,Perawat datang,Too few nurses", header="File,Kutipan,Kode").code == 0
        assert kept(study)[0]["code"] == "staff"

    def test_several_codes_of_a_row_are_several_codings(self, study):
        assert give(study, 'a,4,Perawat datang,"staff, network;staff"').json["added"] == 2

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ("a,,kurang,network", "quote-ambiguous"),
            ("a,2,nobody,network", "quote-missing"),
            ("a,99,,network", "unknown-turn"),
            ("aa,2,,network", "unknown-transcript"),
            ("a,2,,netwrok", "unknown-code"),
            ("a,,,network", "no-place"),
        ],
    )
    def test_a_row_that_is_wrong_stops_everything(self, study, row, code):
        before = study.tree("corpora")
        ended = give(study, "a,4,Perawat datang,staff", row)
        assert (ended.code, ended.codes()[0]) == (2, code)
        assert ended.json["findings"][0]["line"] == 3
        assert study.tree("corpora") == before

    def test_or_is_left_out_when_asked(self, study):
        ended = give(study, "a,4,Perawat datang,staff", "a,2,,netwrok", options=("--skip-bad",))
        assert (ended.code, ended.json["added"], ended.json["bad"]) == (1, 1, 1)
        assert [each["code"] for each in kept(study)] == ["staff"]

    def test_an_unknown_code_gets_a_suggestion(self, study):
        assert "did you mean `network`?" in give(study, "a,2,,netwrok").err

    def test_findings_hold_nobodys_words(self, study):
        ended = give(study, "a,2,rahasia sekali,network", "a,2,,rahasia sekali ini bukan kode", "rahasia,2,,staff")
        assert "rahasia" not in ended.err + ended.out

    def test_columns_can_be_named(self, study):
        options = ("--columns", "transcript=doc,turn=no,codes=what")
        assert give(study, "a,2,network", header="doc,no,what", options=options).code == 0
        assert give(study, "a,2,network", header="doc,no,what", options=("--columns", "who=doc")).code == 2


class TestOrigin:
    """What rules wrote is not a person's: nobody validates rules with themselves."""

    @pytest.mark.parametrize("without", [(), ("coder",), ("rules",)])
    def test_the_rules_own_table_is_no_persons_sheet(self, study, without):
        study.done("export", "segments", "-o", "exp/segments.csv")
        rows = study.rows("exp/segments.csv")
        columns = [name for name in rows[0] if name not in without]
        lines = [",".join(f'"{row[name]}"' for name in columns) for row in rows]
        study.write("copy.csv", "\n".join([",".join(columns), *lines]) + "\n")
        before = study.tree("corpora")
        ended = study.run("import", "codings", "copy.csv", "--coder", "back", "--json")
        assert (ended.code, ended.codes()) == (2, ["not-a-persons"])
        assert "--kind rules" in ended.json["findings"][0]["hint"]
        assert study.tree("corpora") == before

    def test_as_rules_it_comes_back_with_every_span_and_assertion(self, study):
        study.done("export", "segments", "-o", "exp/segments.csv")
        study.done("import", "codings", "exp/segments.csv", "--coder", "back", "--kind", "rules")
        study.done("export", "segments", "--coder", "back", "-o", "exp/back.csv")
        places = ("transcript", "turn", "start", "end", "code", "assertion", "quote")
        one, other = (
            [[row[name] for name in places] for row in study.rows(f"exp/{n}.csv")] for n in ("segments", "back")
        )
        assert one == other
        assert "hypothetical" in {row[5] for row in other}

    def test_they_are_no_reference(self, study):
        study.done("export", "segments", "-o", "exp/segments.csv")
        study.done("import", "codings", "exp/segments.csv", "--coder", "back", "--kind", "rules")
        assert "kind: rules" in study.run("evaluate", "--against", "back").err
        notes = study.done("export", "codes", "--to", "json", "-o", "-").json["notes"]
        assert not any(note.startswith("Against") for note in notes)

    def test_a_models_table_is_no_persons_sheet_either(self, study):
        give(study, "a,4,Perawat datang,staff", options=("--kind", "model"))
        study.done("export", "segments", "--coder", "ani", "-o", "exp/segments.csv")
        assert "--kind model" in study.run("import", "codings", "exp/segments.csv", "--coder", "back").err

    def test_a_persons_table_is(self, study):
        give(study, "a,4,Perawat datang,staff")
        study.done("export", "segments", "--coder", "ani", "-o", "exp/segments.csv")
        study.done("import", "codings", "exp/segments.csv", "--coder", "back")
        assert [each["quote"] for each in kept(study, coder="back")] == ["Perawat datang"]

    def test_an_assertion_is_kept_and_an_unknown_one_refused(self, study):
        header = "transcript,turn,quote,codes,assertion"
        assert give(study, "a,4,Perawat datang,staff,Negated", "a,2,,network,", header=header).code == 0
        assert [each.get("assertion", "affirmed") for each in kept(study)] == ["affirmed", "negated"]
        ended = give(study, "a,2,,staff,negatted", header=header)
        assert (ended.code, ended.codes()[0], ended.json["findings"][0]["hint"]) == (
            *(2, "wrong-value"),
            "did you mean `negated`?",
        )


class TestReadWhole:
    FILE = "corpora/default/coding/ani/coder.yaml"

    def test_what_was_read_whole_is_declared_by_an_option(self, study):
        assert "again with --read-whole" in give(study, "a,4,Perawat datang,staff").err
        assert "read_whole" not in study.read(self.FILE)
        ended = give(study, "a,4,Perawat datang,staff", options=("--read-whole",))
        assert (ended.json["measures"], study.read(self.FILE).splitlines()[-1]) == (True, "read_whole: [a]")
        study.done("evaluate", "--against", "ani")

    def test_the_list_grows_and_what_a_person_wrote_beside_it_stays(self, study):
        study.write(self.FILE, "# mine\nkind: person\nread_whole:\n  - a\n  - g\nmethod: Twice. # slowly\n")
        assert give(study, "b,2,nurse,staff", options=("--read-whole",)).code == 0
        assert study.read(self.FILE) == "# mine\nkind: person\nmethod: Twice. # slowly\nread_whole: [a, b, g]\n"
        give(study, "b,2,connection,network")
        assert "[a, b, g]" in study.read(self.FILE)

    def test_where_all_is_declared_new_transcripts_are_said(self, study):
        study.write(self.FILE, "kind: person\nread_whole: true\n")
        assert "newly-read-whole" in give(study, "b,2,nurse,staff").codes()
        assert "newly-read-whole" not in give(study, "b,2,connection,network").codes()


class TestNotes:
    """What a person writes beside a code, or instead of one, is kept."""

    HEADER = "transcript,turn,quote,codes,note"

    def memos(self, study) -> list[dict]:
        lines = map(json.loads, study.read("corpora/default/memos/ani.jsonl").splitlines())
        return [line for line in lines if "id" in line]

    def test_a_note_of_a_row_without_a_code_is_kept_once(self, study):
        for new in (1, 0):
            ended = give(study, "a,4,Perawat datang,-,bertanya lagi", header=self.HEADER)
            assert (ended.code, ended.json["memos"]) == (0, new)
        (memo,) = self.memos(study)
        assert (memo["kind"], memo["text"]) == ("passage", "bertanya lagi")
        assert (memo["on"]["transcript"], memo["on"]["turn"], memo["on"]["quote"]) == ("a", 4, "Perawat datang")

    def test_a_dry_run_keeps_none_and_says_how_many(self, study):
        before = study.tree("corpora")
        ended = give(study, "a,4,Perawat datang,-,ya", header=self.HEADER, options=("-n",))
        assert (ended.json["memos"], study.tree("corpora") == before) == (1, True)

    def test_a_torn_file_of_memos_stops_everything(self, study):
        study.write("corpora/default/memos/ani.jsonl", '{"id":')
        before = study.tree("corpora")
        assert give(study, "a,4,Perawat datang,-,ya", header=self.HEADER).code == 2
        assert study.tree("corpora") == before

    def test_a_note_of_a_known_coding_is_added_to_what_was_noted(self, study):
        for note, noted in (("", 0), ("satu", 1), ("dua", 1), ("dua", 0)):
            ended = give(study, f"a,4,Perawat datang,staff,{note}", header=self.HEADER)
            assert ended.json["noted"] == noted
        assert [each.get("memo") for each in kept(study)] == ["satu\ndua"]

    def test_notes_of_two_rows_about_one_coding_are_both_kept(self, study):
        give(study, "a,4,Perawat datang,staff,satu", "a,4,Perawat datang,staff,dua", header=self.HEADER)
        assert [each["memo"] for each in kept(study)] == ["satu\ndua"]

    def test_the_table_of_segments_shows_them_and_brings_them_back(self, study):
        give(study, "a,4,Perawat datang,staff,satu", header=self.HEADER)
        study.done("export", "segments", "--coder", "ani", "-o", "exp/mine.csv")
        assert [row["memo"] for row in study.rows("exp/mine.csv")] == ["satu"]
        study.done("import", "codings", "exp/mine.csv", "--coder", "budi")
        assert [each["memo"] for each in kept(study, coder="budi")] == ["satu"]
        bare = study.done("export", "segments", "--coder", "ani", "--no-quotes", "-o", "-")
        assert "satu" not in bare.out

    def test_a_note_on_a_row_without_any_mark_is_said_to_be_left_out(self, study):
        assert "notes of 1 of them are not kept" in give(study, "a,4,Perawat datang,,ya", header=self.HEADER).err


class TestNothingToImport:
    def test_a_sheet_without_rows_is_refused(self, study):
        ended = give(study)
        assert (ended.code, ended.codes()) == (2, ["empty-sheet"])

    @pytest.mark.parametrize("row", ["a,4,Perawat datang,", "a,99,,staff"])
    def test_who_said_nothing_becomes_no_coder(self, study, row):
        before = study.tree("corpora")
        give(study, row, options=("--skip-bad",))
        assert study.tree("corpora") == before


class TestWhatWasThere:
    def test_codings_are_added_and_none_is_written_twice(self, study):
        give(study, "a,4,Perawat datang,staff")
        before = study.tree("corpora")
        ended = give(study, "a,4,Perawat datang,staff")
        assert (ended.json["added"], ended.json["known"]) == (0, 1)
        assert study.tree("corpora") == before
        assert give(study, "a,2,,network").json["added"] == 1
        assert [each["code"] for each in kept(study)] == ["network", "staff"]

    def test_in_two_copies_of_a_study_only_the_time_differs(self, study):
        said = []
        for _ in range(2):
            give(study, "a,4,Perawat datang,staff,yes", "a,2,,-,nothing", header="transcript,turn,quote,codes,note")
            said.append({name: data for name, data in study.tree("corpora").items() if "/ani" in name})
            for name in said[-1]:
                (study.path / name).unlink()
        assert said[0].keys() == said[1].keys()
        times = [{name: re.sub(rb'"time":"[^"]*"', b"", data) for name, data in each.items()} for each in said]
        assert times[0] == times[1]

    def test_a_file_that_cannot_be_read_whole_is_left_alone(self, study):
        give(study, "a,4,Perawat datang,staff")
        file = "corpora/default/coding/ani/a.jsonl"
        study.write(file, study.read(file) + '{"turn":')
        before = study.tree("corpora")
        assert give(study, "a,2,,network").code == 2
        assert study.tree("corpora") == before

    def test_an_earlier_coding_that_the_sheet_does_not_name_stays_and_is_said(self, study):
        give(study, "a,4,Perawat datang,staff")
        ended = give(study, "a,4,Perawat datang,network")
        assert ("coding-kept" in ended.codes(), "--replace" in ended.err) == (True, True)
        assert len(kept(study)) == 2

    def test_a_unit_whose_words_have_the_code_already_gets_no_second_coding(self, study):
        give(study, "a,4,Perawat datang,staff")
        study.done("sample", "--per-code", "9", "--uncoded", "9", "-o", "sheet.csv")
        fill(study, "sheet.csv", "staff")
        ended = study.run("import", "codings", "sheet.csv", "--coder", "ani", "--json")
        assert ("coding-kept" in ended.codes(), ended.code) == (False, 0)
        assert [each["quote"] for each in kept(study) if each["turn"] == 4] == ["Perawat datang"]
        fill(study, "sheet.csv", "network")
        ended = study.run("import", "codings", "sheet.csv", "--coder", "ani", "--json")
        assert "does not have `staff` (affirmed) in turn 4, 0-14, which `ani` gave before" in ended.err

    @pytest.mark.parametrize("row", ["a,4,Perawat datang,-", "a,4,,-"])
    def test_with_replace_it_is_taken_back_and_kept_apart(self, study, row):
        give(study, "a,4,Perawat datang,staff", "a,2,,network")
        before = study.tree("corpora")
        tried = give(study, row, options=("--replace", "-n"))
        assert ("coding-taken-back" in tried.codes(), "1 would be taken back" in tried.err) == (True, True)
        assert ("0-14: would be taken back, and kept in" in tried.err, ": taken back" in tried.err) == (True, False)
        assert study.tree("corpora") == before
        ended = give(study, row, options=("--replace",))
        assert (ended.json["taken_back"], ended.json["added"], "1 taken back" in ended.err) == (1, 0, True)
        assert "row 2 does not have `staff` (affirmed) in turn 4, 0-14: taken back" in ended.err
        assert [each["code"] for each in kept(study)] == ["network"]
        (line,) = map(json.loads, study.read("corpora/default/taken-back/ani.jsonl").splitlines())
        assert (line["code"], line["quote"], line["why"]) == ("staff", "Perawat datang", "import of codes.csv")
        assert give(study, row, options=("--replace",)).json["taken_back"] == 0
        study.done("verify")

    def test_what_another_row_names_is_not_taken_back(self, study):
        rows = ("a,4,Perawat datang,staff", "a,4,Perawat datang,network")
        give(study, *rows)
        before = study.tree("corpora")
        assert give(study, *rows, options=("--replace",)).json["taken_back"] == 0
        assert study.tree("corpora") == before

    def test_codings_beside_a_rows_words_stay(self, study):
        give(study, "a,4,Perawat datang,staff")
        assert give(study, "a,4,,network", options=("--replace",)).json["taken_back"] == 0
        assert [each["code"] for each in kept(study)] == ["staff", "network"]

    def test_a_coder_stays_what_it_is(self, study):
        give(study, "a,4,Perawat datang,staff", options=("--kind", "model", "--method", "It read."))
        assert "kind: model" in study.read("corpora/default/coding/ani/coder.yaml")
        assert give(study, "a,2,,network").code == 2

    @pytest.mark.parametrize("name", ["rules", "", "a/b", ".hidden", "a+b"])
    def test_some_names_are_no_names(self, study, name):
        study.write("codes.csv", "transcript,turn,codes\na,2,network\n")
        assert study.run("import", "codings", "codes.csv", "--coder", name).code == 2

    def test_a_dry_run_writes_nothing(self, study):
        before = study.tree("corpora")
        assert give(study, "a,4,Perawat datang,staff", options=("-n",)).json["added"] == 1
        assert study.tree("corpora") == before


class TestBlindSheet:
    def test_what_the_rules_know_comes_back_as_perfect_agreement(self, study):
        study.done("sample", "-o", "sheet.csv", "--per-code", "99", "--uncoded", "99")
        units = [json.loads(line) for line in study.read("corpora/default/samples/sheet.jsonl").splitlines()[1:]]
        fill(study, "sheet.csv", *(";".join(unit["codes"]) or "-" for unit in units))
        study.done("import", "codings", "sheet.csv", "--coder", "ani")
        got = study.done("evaluate", "--against", "ani", "--json").json["whole"]
        assert (got["micro"]["f1"]["value"], got["alarms"], got["units"]) == (1, 0, len(units))
        assert study.done("verify").code == 0

    def test_a_column_quote_added_to_the_sheet_narrows_its_rows(self, study):
        study.done("sample", "-o", "sheet.csv", "--per-code", "99", "--uncoded", "99")
        rows = [row for row in study.rows("sheet.csv") if (row["transcript"], row["turn"]) == ("a", "4")]
        study.write("filled.csv", f"id,text,quote,codes\n{rows[0]['id']},{rows[0]['text'][:7]},Perawat datang,staff\n")
        study.done("import", "codings", "filled.csv", "--coder", "ani")
        assert [each["quote"] for each in kept(study)] == ["Perawat datang"]

    def test_segments_come_back_too(self, study):
        study.done("sample", "-o", "sheet.csv", "--per-code", "99", "--uncoded", "99", "--unit", "segment")
        units = [json.loads(line) for line in study.read("corpora/default/samples/sheet.jsonl").splitlines()[1:]]
        fill(study, "sheet.csv", *(";".join(unit["codes"]) or "-" for unit in units))
        study.done("import", "codings", "sheet.csv", "--coder", "ani")
        got = study.done("evaluate", "--against", "ani", "--json").json
        assert got["whole"]["micro"]["f1"]["value"] == 1
        assert got["evaluation"]["meta"]["unit"] == "segment"
        assert study.run("evaluate", "--against", "ani", "--unit", "turn").code == 2

    def test_empty_cells_are_not_looked_at_and_dashes_are(self, study):
        study.done("sample", "-o", "sheet.csv")
        fill(study, "sheet.csv", "staff", "-", "-", "")
        ended = study.done("import", "codings", "sheet.csv", "--coder", "ani", "--json")
        assert (ended.json["added"], ended.json["without"]) == (1, 2)
        assert "empty-rows" in ended.codes()
        assert study.done("evaluate", "--against", "ani", "--json").json["whole"]["units"] == 3

    def test_scores_are_weighted_by_the_chance_of_each_row(self, study):
        """One of the many turns without a code is drawn: it stands for all of them."""
        study.done("sample", "-o", "sheet.csv", "--per-code", "99", "--uncoded", "1")
        header, *units = map(json.loads, study.read("corpora/default/samples/sheet.jsonl").splitlines())
        fill(study, "sheet.csv", *("staff" if "staff" in unit["codes"] or not unit["codes"] else "-" for unit in units))
        study.done("import", "codings", "sheet.csv", "--coder", "ani")
        (line,) = [
            each
            for each in study.done("evaluate", "--against", "ani", "--json").json["whole"]["codes"]
            if each["code"] == "staff"
        ]
        staff, uncoded = header["strata"]["staff"][0], header["strata"][""][0]
        assert line["recall"]["value"] == pytest.approx(staff / (staff + uncoded))

    def test_a_row_corrected_to_no_code_takes_its_codes_back(self, study):
        study.done("sample", "-o", "sheet.csv")
        fill(study, "sheet.csv", "staff")
        study.done("import", "codings", "sheet.csv", "--coder", "ani")
        fill(study, "sheet.csv", "-", "staff")
        ended = study.done("import", "codings", "sheet.csv", "--coder", "ani", "--replace", "--json")
        assert ended.json["taken_back"] == 1
        rows = len(study.rows("sheet.csv"))
        whole = study.done("evaluate", "--against", "ani", "--json").json["whole"]
        (line,) = [each for each in whole["codes"] if each["code"] == "staff"]
        assert (whole["units"], line["reference"]) == (rows, rows - 1)

    def test_a_turn_that_changed_is_refused(self, study):
        study.done("sample", "-o", "sheet.csv")
        study.replace("interviews/a.txt", "Perawat datang", "Perawat pergi")
        study.done("ingest", "interviews")
        fill(study, "sheet.csv", "staff")
        ended = study.run("import", "codings", "sheet.csv", "--coder", "ani", "--json")
        assert (ended.code, ended.codes()[0]) == (2, "turn-changed")


def test_a_sheet_in_which_nobody_wrote_is_to_be_filled_first(study):
    study.done("sample", "-o", "sheet.csv")
    assert "Next: fill in the column codes" in study.done("import", "codings", "sheet.csv", "--coder", "ani").err


def test_a_name_of_two_words_comes_back_as_it_is_typed(study):
    study.write("codes.csv", "transcript,turn,codes\na,2,network\n")
    said = study.done("import", "codings", "codes.csv", "--coder", "Bu Ani", "--read-whole").err
    assert "`qualcode evaluate --against 'Bu Ani'`" in said
    assert study.done("evaluate", "--against", "Bu Ani", "--json")


def test_a_crafted_workbook_ends_at_once_with_one_line(study):
    def far(sheet: bytes) -> bytes:
        return sheet.replace(b'"C5"', b'"XFD1048576"')

    (study.path / "codes.xlsx").write_bytes(hostile.changed("xlsx", far))
    start = process_time()
    ended = study.run("import", "codings", "codes.xlsx", "--coder", "ani")
    assert process_time() - start < 2
    assert ended.code == 2
    (line,) = ended.err.splitlines()
    assert "the sheets of this workbook are too large" in line
