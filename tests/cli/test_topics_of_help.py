"""`qualcode help TOPIC`: pages that fit a screen, name what there is, and are found under other words too."""

import re
from importlib.resources import files

import pytest

from qualcode.api.documents import DOCUMENTS
from qualcode.api.export import table_kind
from qualcode.api.export_project import PROJECT_EXPORT
from qualcode.api.memos import MEMOS
from qualcode.cli import ExitCode
from qualcode.cli.app import TOPICS
from qualcode.cli.commands import COMMAND_NAMES
from qualcode.cli.commands.export import EXPORT_GROUPS, FORMATS
from qualcode.cli.completion import DOCUMENT_TITLES, table_titles
from qualcode.export import TABLE_FORMATS
from qualcode.figures import figures_of
from qualcode.readers import READERS
from qualcode.tables import TABLES
from qualcode.topics.tables import TOPIC_TABLES
from study import TXT, Folder, small

ALWAYS = (
    "--jobs",
    "--executor",
    "--scheduler",
    "--to",
    "--output",
    "--coder",
    "--reviewed-by",
    "--codebook",
    "--spreadsheet-safe",
    "--dry-run",
    "--columns",
    "--style",
)
DRAWN = ("--figure", "--width", "--font", "--grey")
"""Options of tables of which there is a figure."""
PAGES = sorted(page for language in files("qualcode.cli").joinpath("topics").iterdir() for page in language.iterdir())


@pytest.fixture(scope="module")
def options(tmp_path_factory) -> set[str]:
    """Every option that some command has."""
    folder = Folder(tmp_path_factory.mktemp("helps"))
    return {word for name in COMMAND_NAMES for word in re.findall(r"--[a-z-]+", folder.done(name, "--help").out)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_a_page_fits_a_screen(page):
    lines = page.read_text("utf-8").splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 32
    assert lines[0]
    assert not lines[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_commands_and_options_on_a_page_exist(page, options):
    text = page.read_text("utf-8")
    assert set(re.findall(r"(?:^ *|`|: )qualcode ([a-z]+)\b", text, re.MULTILINE)) <= {*COMMAND_NAMES}
    assert set(re.findall(r"--[a-z][a-z-]+", text)) <= options


def test_every_topic_has_an_english_page_and_a_line_in_the_list(tmp_path):
    out = Folder(tmp_path).done("help").out
    assert {page.stem for page in PAGES if page.parent.name == "en"} == {*TOPICS}
    assert {page.stem for page in PAGES} == {*TOPICS}
    assert all(f"  {name} " in out and about in out for name, about in TOPICS.items())


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_printed_as_its_page_and_writes_nothing(tmp_path, topic):
    page = files("qualcode.cli").joinpath("topics", "en", f"{topic}.txt").read_text("utf-8")
    assert Folder(tmp_path).done("help", topic).out == page
    assert not list(tmp_path.iterdir())


def test_the_study_chooses_the_language_and_lang_wins(tmp_path, monkeypatch):
    monkeypatch.delenv("QUALCODE_LANG")
    monkeypatch.setenv("LC_ALL", "C")
    folder = small(tmp_path, {"a.txt": TXT})
    folder.write("qualcode.yaml", "format: 1\ncorpus: default\nlanguages: [id, en]\n")
    assert "Apa yang dihitung" in folder.done("help", "counting").out
    assert "What counts" in folder.done("help", "counting", "--lang", "en").out
    folder.write("qualcode.yaml", "format: [")
    assert "What counts" in folder.done("help", "counting").out


@pytest.mark.parametrize(
    ("asked", "same"), [(["export"], ["export"]), (["barriers"], ["export", "barriers"]), (["crate"], ["export"])]
)
def test_commands_and_tables_show_their_help(tmp_path, asked, same):
    folder = Folder(tmp_path)
    assert folder.done("help", *asked).out == folder.done(*same, "--help").out


@pytest.mark.parametrize(("word", "hint"), [("tabels", "tables"), ("ingst", "ingest"), ("barrier", "barriers")])
def test_another_word_has_the_nearest_one(tmp_path, word, hint):
    ended = Folder(tmp_path).run("help", word)
    assert (ended.code, ended.out) == (2, "")
    assert f"did you mean `{hint}`?" in ended.err


def test_the_page_of_exit_codes_has_them_all():
    page = files("qualcode.cli").joinpath("topics", "en", "exit-codes.txt").read_text("utf-8")
    codes = [int(number) for number in re.findall(r"^ +(\d+)  ", page, re.MULTILINE)]
    assert codes == [code.value for code in ExitCode]


def test_the_page_about_reading_has_all_formats():
    page = files("qualcode.cli").joinpath("topics", "en", "reading.txt").read_text("utf-8")
    assert {ending.removeprefix(".") for each in READERS.values() for ending in each.endings[:1]} <= {
        *re.findall(r"\w+", page)
    }


class TestTables:
    def test_titles_read_from_the_sources_are_those_of_the_tables(self):
        kinds = {**TABLES, **{name: table.of(None) for name, table in TOPIC_TABLES.items()}}
        assert table_titles() == {name: kind.about for name, kind in kinds.items()}
        assert {*DOCUMENT_TITLES} == {*DOCUMENTS, MEMOS, PROJECT_EXPORT}

    def test_groups_hold_each_table_once(self):
        grouped = [name for names in EXPORT_GROUPS.values() for name in names]
        assert sorted(grouped) == sorted([*TABLES, *TOPIC_TABLES])
        assert {*FORMATS} == {*TABLE_FORMATS}

    def test_the_help_lists_each_with_its_sentence(self, tmp_path):
        out = " ".join(Folder(tmp_path).done("export", "--help").out.split())
        assert all(f"{name} {title}" in out for name, title in {**table_titles(), **DOCUMENT_TITLES}.items())

    @pytest.mark.parametrize("table", [*TABLES, *TOPIC_TABLES])
    def test_the_help_of_a_table_has_its_options_and_no_others(self, tmp_path, table):
        kind, options = table_kind(table)
        out = Folder(tmp_path).done("export", table, "--help").out
        names = {"terms": "--term", "codes": "--code"}
        flags = {names.get(option, f"--{option.replace('_', '-')}") for option in options}
        head = out.split("Options for every command")[0].split("Options:")[1]
        shown = {*re.findall(r"^  (?:-\w, )?(--[a-z-]+)", head, re.MULTILINE)}
        drawn = DRAWN if figures_of(table) else ()
        assert shown == {*flags, *ALWAYS, *drawn}
        assert all(column.name in out for column in kind.columns[:3])
        assert max(map(len, out.splitlines())) <= 80

    def test_where_it_is_named_does_not_matter(self, tmp_path):
        folder = Folder(tmp_path)
        assert folder.done("export", "--help", "kwic").out == folder.done("export", "kwic", "--help").out
