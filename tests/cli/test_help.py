"""Help: every command explains itself with an example, and none loads what it does not need."""

import re
import subprocess
import sys

import pytest
from typer.main import get_command

from qualcode.cli.app import TOPICS, app
from qualcode.cli.commands import COMMAND_GROUPS, COMMAND_NAMES, command_sentences, load_commands
from study import Folder, environment

HEAVY = (
    "docx", "numpy", "pandas", "pyarrow", "rich.table", "scipy", "simplemma", "sklearn", "spacy",
    "wordfreq", "xlsxwriter", "yaml",
)  # fmt: skip
load_commands()
_PROGRAM = f"""
import sys
from qualcode.cli.main import run_command_line
code = run_command_line(sys.argv[1:])
print([name for name in {HEAVY!r} if name in sys.modules], code, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "command", [[], *([name] for name in COMMAND_NAMES)], ids=lambda command: " ".join(command) or "all"
)
def test_help_loads_nothing_heavy_and_shows_an_example(command, tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *command, "--help"],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stderr.strip() == "[] 0"
    assert " ".join(["  qualcode", *command]) in ran.stdout or not command
    assert not list(tmp_path.iterdir())


_LOADED = """
import sys
from qualcode.cli.main import run_command_line
run_command_line(sys.argv[1:])
commands = sorted(each for each in sys.modules if each.startswith("qualcode.cli.commands."))
rooms = {each.split(".")[1] for each in sys.modules if each.startswith("qualcode.")} & {"rules", "tables", "index"}
packages = {"importlib.metadata", "importlib.resources", "email"} & set(sys.modules)
print(commands, rooms | packages, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("line", "loaded"),
    [("--help", []), ("--version", []), ("-h", []), ("diff --help", ["diff"]), ("-C . lock --help", ["lock"])],
)
def test_only_the_commands_of_the_line_are_loaded(line, loaded, tmp_path):
    ran = subprocess.run(
        [sys.executable, "-c", _LOADED, *line.split()],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stderr.strip() == f"{[f'qualcode.cli.commands.{each}' for each in loaded]} set()"


@pytest.mark.parametrize(("language", "read"), [("en", 0), ("id", 1)])
def test_a_catalogue_is_read_once_and_only_where_somebody_reads_its_language(language, read, tmp_path):
    program = """
import sys
from qualcode.cli.main import run_command_line
from qualcode.languages import catalogue
read, given = [], catalogue.read_catalogue
catalogue.read_catalogue = lambda text: read.append(1) or given(text)
run_command_line(["--help"])
print(len(read), file=sys.stderr)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={**environment(), "QUALCODE_LANG": language},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stderr.strip() == str(read)


def test_sentences_that_are_read_from_sources_are_those_of_the_commands():
    commands = get_command(app).commands
    assert command_sentences() == {name: commands[name].help.split("\n")[0] for name in COMMAND_NAMES}


def test_the_whole_help_lists_every_command_with_a_sentence(tmp_path):
    out = Folder(tmp_path).done("--help").out
    lines = {
        line.split()[0]: line for line in out.splitlines() if line.split()[:1] and line.split()[0] in COMMAND_NAMES
    }
    assert tuple(lines) == COMMAND_NAMES
    assert all(len(line.split()) > 3 and "..." not in line for line in lines.values())


def test_commands_stand_in_their_groups_and_fit_one_screen(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    out = Folder(tmp_path).done("--help").out
    places = [out.index(f"\n{title}:\n") for title in COMMAND_GROUPS]
    assert places == sorted(places)
    for title, names in COMMAND_GROUPS.items():
        block = out.split(f"\n{title}:\n")[1].split("\n\n")[0]
        assert tuple(line.split()[0] for line in block.splitlines()) == names
    assert len(out.splitlines()) <= 56  # the group of privacy came to a full screen
    assert all(option in out for option in ("-C DIR", "--json", "-q", "--version", *TOPICS))


def test_nothing_asked_is_help_and_the_version_is_said(tmp_path):
    folder = Folder(tmp_path)
    assert "ingest" in folder.run().out + folder.run().err
    assert folder.done("--version").out.startswith("qualcode ")


@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_help_fits_a_terminal_and_names_what_people_write(tmp_path, name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    lines = Folder(tmp_path).done(name, "--help").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if re.search(r"<(str|int|float|path|list)\b", line)]


@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_every_default_is_shown_or_said(name):
    for each in get_command(app).commands[name].params:  # type: ignore[attr-defined]
        if each.default not in (None, False, "", 0):
            assert each.show_default, each.name


def test_one_option_has_one_form_in_all_commands():
    forms: dict[str, set] = {}
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]
        for each in command.params:
            if each.opts[0].startswith("-"):
                forms.setdefault(each.opts[0], set()).add((*sorted(each.opts), each.metavar))
    # a copy goes to a folder, and people's names stand in a file;
    # to explain a check needs its name; kinds of codes and of coders are words both; `show` names the transcript apart;
    # columns of a sheet that is read have a use, those that are printed only names
    several = {name: len(found) for name, found in forms.items() if len(found) > 1}
    assert several == {"--explain": 2, "--turn": 2, "--columns": 2, "--to": 2, "--names": 2}


@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_every_command_takes_the_common_options(tmp_path, name):
    out = Folder(tmp_path).done(name, "-h").out
    assert all(option in out for option in ("--directory", "--corpus", "--json", "--quiet", "--verbose", "--no-color"))
