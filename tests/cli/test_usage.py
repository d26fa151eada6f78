"""A mistake on the command line is one line as any other: what is wrong, and what to write instead."""

import pytest

from qualcode.cli.commands import COMMAND_NAMES
from study import Folder

MISTAKES = {
    "exprt barriers": "there is no command `exprt`; did you mean `export`?",
    "matrix": "there is no command `matrix`: it is a table or document; write `qualcode export matrix`",
    "methods": "there is no command `methods`: it is a table or document; write `qualcode export methods`",
    "--jsn status": "there is no option `--jsn`; did you mean `--json`?",
    "export barriers --outpt x": "there is no option `--outpt`; did you mean `--output`?",
    "export barriers --nonsense": "there is no option `--nonsense`; see `qualcode export --help`",
    "export barriers -x": "there is no option `-x`; see `qualcode export --help`",
    "export": "the argument TABLE is missing; see `qualcode export --help`",
    "sample": "the option `--output` is missing; see `qualcode sample --help`",
    "export barriers extra": "there is one argument too many: `extra`; see `qualcode export --help`",
    "export barriers --top many": "the value of `--top` should be a whole number; see `qualcode export --help`",
    "export barriers --window 0": "the value of `--window` should be at least 1; see `qualcode export --help`",
    "topics --max-df 3": "the value of `--max-df` should be at most 1; see `qualcode topics --help`",
    "topics --max-df half": "the value of `--max-df` should be a number; see `qualcode topics --help`",
    "code -b": "the option `-b` needs a value; see `qualcode code --help`",
    "code --dry-run=no": "the option `--dry-run` takes no value; see `qualcode code --help`",
    "-C nowhere status": "there is no folder nowhere; name an existing folder after -C",
}


@pytest.mark.parametrize("command", MISTAKES)
def test_each_is_one_line(tmp_path, command):
    ended = Folder(tmp_path).run(*command.split())
    assert (ended.code, ended.out, ended.err) == (2, "", f"error: {MISTAKES[command]}\n")


@pytest.mark.parametrize("name", COMMAND_NAMES)
def test_every_command_says_it_so(tmp_path, name):
    ended = Folder(tmp_path).run(name, "--no-such-thing")
    assert ended.err == f"error: there is no option `--no-such-thing`; see `qualcode {name} --help`\n"
    assert ended.code == 2


def test_it_is_the_product_of_json(tmp_path):
    ended = Folder(tmp_path).run("export", "barriers", "--json", "--outpt", "x")
    assert [(each["code"], each["hint"]) for each in ended.json["findings"]] == [("usage", "did you mean `--output`?")]


def test_nothing_asked_shows_the_commands(tmp_path):
    ended = Folder(tmp_path).run()
    assert (ended.code, ended.out, ended.err[:6]) == (2, "", "Usage:")


def test_a_long_list_of_names_is_cut(tmp_path):
    from qualcode.model.finding import unknown_name

    (finding,) = unknown_name("transcript", "x", [f"talk-{number}" for number in range(1200)]).findings
    assert finding.hint.endswith("talk-19 and 1,180 more")


@pytest.mark.parametrize(
    "command",
    [
        "sample -o x.csv --unit segmnt",
        "import codings x.csv --coder a --kind persn",
        "ingest x --segment sentnce",
        "ingest x --each rows",
    ],
)
def test_a_word_that_an_option_does_not_know_has_the_nearest_one(tmp_path, command):
    ended = Folder(tmp_path).run(*command.split())
    assert (ended.code, "does not know" in ended.err, "did you mean `" in ended.err) == (2, True, True)
