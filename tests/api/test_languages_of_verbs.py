"""Every verb works with the languages of the study that it is given."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from qualcode import api


def _verbs() -> Iterator[Any]:
    for module in pkgutil.iter_modules(api.__path__):
        for name, function in vars(import_module(f"qualcode.api.{module.name}")).items():
            own = inspect.isfunction(function) and function.__module__ == f"qualcode.api.{module.name}"
            if own and not name.startswith("_") and _takes_a_study(inspect.signature(function)):
                yield pytest.param(function, id=f"{module.name}.{name}")


def _takes_a_study(signature: inspect.Signature) -> bool:
    """Whether a study comes first; what gives an iterator does its work later, and looks at files only."""
    is_lazy = str(signature.return_annotation).startswith("collections.abc.Iterator")
    return next(iter(signature.parameters), "") == "study" and not is_lazy


@pytest.mark.parametrize("verb", [*_verbs()])
def test_a_verb_makes_the_languages_of_its_study_the_current_ones(verb: Callable[..., Any]) -> None:
    assert inspect.unwrap(verb) is not verb
