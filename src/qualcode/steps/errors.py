"""What a step raises when it cannot be done as asked."""

from collections.abc import Iterable
from difflib import get_close_matches

from qualcode.model import Finding
from qualcode.store.errors import StoreError as StoreError  # the command line knows steps only

_MOST_NAMES = 20
"""Known names that are listed where none is near; a corpus may have thousands of transcripts."""


class StepError(Exception):
    """The step could not be done as asked; its findings say why and what to do instead."""

    def __init__(self, *findings: Finding) -> None:
        """Keep the findings, at least one of which is an error."""
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings


def unknown(what: str, word: str, known: Iterable[str]) -> StepError:
    """A step error about a name that is not known, with the nearest known one."""
    names = list(known)
    near = get_close_matches(word, names, n=1)
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(names[:_MOST_NAMES])}{more}"
    return refuse(f"unknown-{what}", f"there is no {what} `{word}`", hint)


def refuse(code: str, message: str, hint: str = "", file: str = "") -> StepError:
    """A step error with one finding."""
    return StepError(Finding("error", code, message, file=file, hint=hint))
