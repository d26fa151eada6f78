"""Options are fields of dataclasses: they mirror those of the verbs, and no command is handed more than a few."""

import inspect
import typing
from dataclasses import fields, is_dataclass

import pytest

from qualcode.api.open import ExportOptions
from qualcode.api.sample import SampleOptions
from qualcode.api.topics import TopicsRequest
from qualcode.cli.app import app
from qualcode.cli.commands import load_commands
from qualcode.cli.commands.export import ExportTarget, TableChoices
from qualcode.cli.commands.sample import SampleArguments
from qualcode.cli.commands.topics import FitOptions, TopicsArguments
from qualcode.cli.options import CliSettings, WorkChoices, filled, flag, merge_settings, option, parameters, repeated
from qualcode.tables.kind import TableOptions
from qualcode.topics.fitted import TopicOptions

load_commands()


def defaults(group: type) -> dict[str, object]:
    return {each.name: each.default for each in fields(group)}


def test_the_choices_of_tables_are_the_options_of_tables():
    own = defaults(TableOptions)
    assert defaults(TableChoices) == {name: own[name] for name in own if name != "validation"}


@pytest.mark.parametrize(
    ("shown", "verb", "others"),
    [
        (SampleArguments, SampleOptions, {"output"}),  # a split is not written into a sheet
        (FitOptions, TopicOptions, {"k"}),  # a range is written as text
        (TopicsArguments, TopicsRequest, {"no_quotes"}),
        # columns are written with commas; who works is handed on apart
        (ExportTarget, ExportOptions, {"to", "table", "all", "columns", *defaults(WorkChoices)}),
    ],
)
def test_other_groups_have_fields_and_defaults_of_their_verb(shown, verb, others):
    own, theirs = defaults(shown), defaults(verb)
    assert {name: own[name] for name in own if name not in others} == {
        name: theirs[name] for name in own if name not in others
    }


def _own(function):
    """The function that a command was made of: what Typer calls is a closure around it."""
    return inspect.getclosurevars(function).nonlocals["function"]


@pytest.mark.parametrize("made", app.registered_commands, ids=lambda made: made.name)
def test_a_command_is_handed_settings_and_at_most_three_groups(made):
    hints = typing.get_type_hints(_own(made.callback))
    hints.pop("return")
    settings, *groups = hints.values()
    assert settings is CliSettings
    assert len(groups) <= 3
    assert all(is_dataclass(group) for group in groups)


def test_what_may_be_repeated_is_a_tuple():
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Group:
        one: str = option("--one", "ONE", "One.", "x")
        many: tuple[str, ...] = repeated("--many", "MANY", "Many.")
        yes: bool = flag("--yes", "Yes.")

    assert Group() == Group("x", (), False)
    assert filled(Group, {"one": "x", "many": ["a", "b"], "yes": True}) == Group("x", ("a", "b"), True)
    assert filled(Group, {"one": "x", "many": None, "yes": False}) == Group()
    assert [each.name for each in parameters(Group)] == ["one", "many", "yes"]


def test_options_after_the_command_win_over_those_before_it():
    before, after = {"directory": "a", "quiet": True, "json": False}, {"directory": "b", "quiet": False, "json": False}
    assert merge_settings(before, after) == CliSettings(directory="b", quiet=True)
