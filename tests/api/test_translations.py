"""Translations stay beside the codings: filled in a sheet, brought back, shown under the quote, moved along."""

import csv
import io
import json
import shutil
import zipfile

import pytest

from study import Folder, coded

SHEET = "out/quotes-gloss-en.csv"
LINES = "corpora/default/translations/en.jsonl"
QUOTE = "Jaringannya kurang sekali. [tertawa]"
ENGLISH = "The network is much too weak, “he” says; it's = bad."


@pytest.fixture
def study(tmp_path) -> Folder:
    return coded(tmp_path)


def fill(folder: Folder, texts: dict[str, str], file: str = SHEET) -> None:
    """Write translations beside the quotes of a sheet, as a person does."""
    rows = list(csv.DictReader(io.StringIO(folder.read(file))))
    for row in rows:
        row["translation_en"] = texts.get(row["quote"], row["translation_en"])
    out = io.StringIO()
    made = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    made.writeheader()
    made.writerows(rows)
    folder.write(file, out.getvalue())


def lines(folder: Folder) -> list[dict[str, object]]:
    return [json.loads(line) for line in folder.read(LINES).splitlines()]


@pytest.fixture
def translated(study) -> Folder:
    study.done("export", "quotes", "--gloss", "en")
    fill(study, {QUOTE: ENGLISH})
    study.done("import", "translations", SHEET)
    return study


def column(folder: Folder, *command: str) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(folder.done("export", *command, "-o", "-").out))
    return {row["quote"]: row["translation_en"] for row in rows}


class TestSheet:
    def test_a_study_without_translations_has_no_column(self, study):
        for table in ("quotes", "segments"):
            assert "translation" not in study.done("export", table, "-o", "-").out

    def test_a_column_to_fill_in_stands_behind_the_quote(self, study):
        study.done("export", "quotes", "--gloss", "en")
        row = next(csv.DictReader(io.StringIO(study.read(SHEET))))
        names = list(row)
        assert names[names.index("quote") - 2 : names.index("quote") + 2] == [
            "quote_start", "quote_end", "quote", "translation_en",
        ]  # fmt: skip
        assert row["translation_en"] == ""

    def test_what_was_filled_in_comes_back_exactly(self, translated):
        assert column(translated, "quotes", "--gloss", "en")[QUOTE] == ENGLISH
        assert column(translated, "quotes")[QUOTE] == ENGLISH
        assert column(translated, "segments")[QUOTE] == ENGLISH
        (only,) = lines(translated)[1:]
        assert (only["transcript"], only["turn"], only["quote"], only["text"]) == ("a", 2, QUOTE, ENGLISH)
        assert (only["start"], only["end"], only["suffix"][:4]) == (0, len(QUOTE), " Sin")
        assert len(only["turn_sha256"]) == 64

    def test_a_workbook_has_one_sheet_to_fill_in(self, translated):
        import xlsxwriter

        translated.done("export", "quotes", "--gloss", "en", "--to", "xlsx")
        (rows,) = [translated.rows("out/quotes-gloss-en.xlsx")]
        with zipfile.ZipFile(translated.path / "out/quotes-gloss-en.xlsx") as book:
            assert [name for name in book.namelist() if "sheet" in name and "rels" not in name] == [
                "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
            ]  # fmt: skip
        with xlsxwriter.Workbook(translated.path / "filled.xlsx") as book:
            sheet = book.add_worksheet()
            for at, row in enumerate([{name: name for name in rows[0]}, *rows]):
                row = {**row, "translation_en": "Better."} if row["quote"] == QUOTE else row
                sheet.write_row(at, 0, list(row.values()))
        said = translated.done("import", "translations", "filled.xlsx").err
        assert "0 new translations (en), 1 changed" in said
        assert column(translated, "quotes")[QUOTE] == "Better."

    def test_lines_are_only_added_and_equal_ones_are_not(self, translated):
        before = translated.read(LINES)
        assert "1 known already" in translated.done("import", "translations", SHEET).err
        assert translated.read(LINES) == before
        fill(translated, {QUOTE: "Other."})
        assert "1 changed" in translated.done("import", "translations", SHEET).err
        assert translated.read(LINES).startswith(before)
        assert column(translated, "quotes")[QUOTE] == "Other."

    def test_an_empty_cell_says_nothing_and_a_dash_takes_back(self, translated):
        fill(translated, {QUOTE: ""})
        translated.done("import", "translations", SHEET)
        assert column(translated, "quotes")[QUOTE] == ENGLISH
        fill(translated, {QUOTE: "-"})
        translated.done("import", "translations", SHEET)
        assert "translation" not in translated.done("export", "quotes", "-o", "-").out

    def test_a_dry_run_writes_nothing(self, study):
        study.done("export", "quotes", "--gloss", "en")
        fill(study, {QUOTE: ENGLISH})
        assert "1 new translation" in study.done("import", "translations", SHEET, "-n").err
        assert not (study.path / LINES).exists()

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (lambda row: row | {"quote": "Something else."}, f"{SHEET}:2: the quote is not what turn 2 of `a` has at"),
            (lambda row: row | {"turn": "x"}, f"{SHEET}:2: the quote is not what turn x of `a` has"),
            (lambda row: row | {"transcript": "aa"}, f"{SHEET}:2: there is no transcript `aa`"),
            (lambda row: row | {"quote_end": ""}, f"{SHEET}:2: the quote is not"),
        ],
    )  # fmt: skip
    def test_a_row_that_is_wrong_is_refused_and_nothing_is_written(self, study, change, says):
        study.done("export", "quotes", "--gloss", "en")
        rows = list(csv.DictReader(io.StringIO(study.read(SHEET))))
        wrong = change(rows[0] | {"translation_en": ENGLISH})
        out = io.StringIO()
        made = csv.DictWriter(out, wrong.keys())
        made.writeheader()
        made.writerow(wrong)
        study.write(SHEET, out.getvalue())
        ended = study.run("import", "translations", SHEET)
        assert ended.code == 2
        assert says in ended.err
        assert not (study.path / LINES).exists()
        assert study.run("import", "translations", SHEET, "--skip-bad").code == 1

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "no rows"),
            (b"quote,text\na,b\n", "there is no column `transcript`"),
            (b"transcript,turn,quote_start,quote_end,quote\na,1,0,2,xx\n", "no column of translations"),
            (b"transcript,turn,quote_start,quote_end,quote,translation_../x\na,1,0,2,xx,y\n", "is not a language code"),
            (b"\x00\xff\x00\xfe" * 50, "error"),
        ],
    )  # fmt: skip
    def test_a_file_that_is_no_such_sheet_is_refused(self, study, content, says):
        study.write("sheet.csv", content)
        ended = study.run("import", "translations", "sheet.csv")
        assert ended.code == 2
        assert says in ended.err
        assert "Traceback" not in ended.err

    def test_options_of_codings_are_refused(self, study):
        ended = study.run("import", "translations", SHEET, "--replace")
        assert ended.code == 2
        assert "--replace" in ended.err


class TestShown:
    def test_under_the_quote_in_tables_for_people(self, translated):
        for ending in ("md", "html", "tex"):
            said = translated.done("export", "quotes", "--to", ending, "-o", "-").out
            assert said.index("Jaringannya kurang") < said.index("The network is much too weak")

    def test_under_the_quote_in_the_report(self, translated):
        page = translated.done("report", "-o", "-").out
        assert f'<p class="gloss" lang="en">{ENGLISH}</p>' in page

    @pytest.mark.parametrize("how", ["--no-quotes", "--redact"])
    def test_nowhere_where_words_are_left_out(self, translated, how):
        for command in (("export", "segments", "-o", "-"), ("report", "-o", "-")):
            assert "network is much" not in translated.run(*command, how).out


class TestPlaces:
    def correct(self, folder: Folder, old: str, new: str) -> None:
        folder.replace("interviews/a.txt", old, new)

    def test_a_corrected_transcript_holds_until_they_may_move(self, translated):
        self.correct(
            translated, "Pewawancara: Apa", "Pewawancara: Selamat pagi.\nInforman: Pagi, Pak.\nPewawancara: Apa"
        )
        ended = translated.run("ingest", "interviews")
        assert ended.code == 2
        assert "the translation into `en` of turn 2, 0-36 would move" in ended.err

    def test_they_follow_their_words(self, translated):
        before = translated.read(LINES)
        self.correct(
            translated, "Pewawancara: Apa", "Pewawancara: Selamat pagi.\nInforman: Pagi, Pak.\nPewawancara: Apa"
        )
        self.correct(translated, "kurang sekali", "kurang skali")
        translated.done("ingest", "interviews", "--move-codings")
        translated.done("code", "--codebook", "clinic.yaml")
        assert translated.read(LINES).startswith(before)
        assert column(translated, "quotes") == {
            "Jaringannya kurang skali. [tertawa]": ENGLISH,
            **{quote: "" for quote in column(translated, "quotes") if "skali" not in quote},
        }
        translated.done("verify")

    def test_words_that_are_gone_are_told(self, translated):
        translated.replace("corpora/default/transcripts/a.jsonl", "Jaringannya kurang sekali", "Jaringan baik sekali!")
        said = translated.run("verify").err
        assert "the translation into `en` of turn 2, 0-36 is no longer on its words" in said
        translated.done("code", "--codebook", "clinic.yaml")
        assert "translation" not in translated.done("export", "quotes", "-o", "-").out

    def test_a_damaged_line_is_told_and_the_others_count(self, translated):
        translated.write(LINES, translated.read(LINES) + '{"transcript": "a"}\n{"half')
        said = translated.run("verify")
        assert said.code == 1
        assert f"{LINES}:3: this is not a translation" in said.err
        assert f"{LINES}:4: the last line was not written to its end" in said.err
        assert column(translated, "quotes")[QUOTE] == ENGLISH


class TestOthers:
    def test_a_colleagues_copy_brings_theirs(self, translated, tmp_path_factory):
        copy = tmp_path_factory.mktemp("copy") / "copy"
        shutil.copytree(translated.path, copy)
        fill(Folder(copy), {QUOTE: "", "Sinyal belum ada di desa.": "No signal in the village yet."})
        Folder(copy).done("import", "translations", SHEET)
        translated.done("merge", str(copy), "--yes")
        shown = column(translated, "segments")
        assert (shown[QUOTE], shown["Sinyal belum ada di desa."]) == (ENGLISH, "No signal in the village yet.")

    def test_the_lock_knows_them(self, translated):
        translated.done("lock")
        assert f"translation  {LINES}  " in translated.read("qualcode.lock")
        fill(translated, {QUOTE: "Other."})
        translated.done("import", "translations", SHEET)
        assert LINES in translated.run("check", "--locked", "clinic.yaml").out

    def test_git_joins_what_two_people_add_and_keeps_words_out(self, tmp_path):
        folder = Folder(tmp_path)
        folder.done("init")
        assert "corpora/*/translations/*.jsonl merge=union\n" in folder.read(".gitattributes")
        assert "corpora/*/translations/\n" in folder.read(".gitignore")

    def test_the_newest_line_holds_wherever_it_stands(self, translated):
        first, line = translated.read(LINES).splitlines()
        newer = json.dumps({**json.loads(line), "text": "Newer.", "time": "2999-01-01T00:00:00.000Z"})
        translated.write(LINES, "\n".join([first, newer, line]) + "\n")
        assert column(translated, "quotes")[QUOTE] == "Newer."

    def test_who_withdraws_takes_theirs_along(self, translated):
        canary = "kenari bulu kuning"
        fill(translated, {QUOTE: canary})
        translated.done("import", "translations", SHEET)
        (translated.path / SHEET).unlink()
        translated.write("interviews/b.txt", "Pewawancara: Ya?\nNarasumber: Jaringan di sini kurang, Bu.\n")
        translated.done("ingest", "interviews")
        translated.done("withdraw", "a/1", "--yes")
        assert not any(canary.encode() in data or QUOTE.encode() in data for data in translated.tree().values())

    def test_a_pseudonymised_copy_has_them_with_names_replaced(self, tmp_path):
        folder = coded(tmp_path / "study", {"a.txt": "Pewawancara: Ya?\nInforman: Kata Kartika jaringannya kurang.\n"})
        folder.done("export", "quotes", "--gloss", "en")
        fill(folder, {"Kata Kartika jaringannya kurang.": "Kartika says the network is weak."})
        folder.done("import", "translations", SHEET)
        key = tmp_path / "key"
        folder.done("identifiers", "--key", str(key))
        sheet = next(key.glob("*.csv"))
        rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"))))
        for row in rows:
            row["decision"] = "replace" if "Kartika" in row["name"] else "keep"
        out = io.StringIO()
        made = csv.DictWriter(out, rows[0].keys())
        made.writeheader()
        made.writerows(rows)
        (tmp_path / "decided.csv").write_text(out.getvalue())
        folder.done("identifiers", "--key", str(key), "--decide", str(tmp_path / "decided.csv"))
        folder.done("pseudonymise", "--to", str(tmp_path / "copy"), "--key", str(key))
        copy = Folder(tmp_path / "copy")
        assert "Kartika" not in copy.read(LINES)
        assert "says the network is weak" in copy.read(LINES)
        copy.done("verify")
