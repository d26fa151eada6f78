"""The verbs: each opens the rooms in order and returns a report. This is the Python API.

Every step takes an open study (`open_study`) and gives a frozen report; nothing here prints. User mistakes come back as
findings in the report; `StudyError` means that the step could not be done as asked. A verb is imported when it is first
named as `api.VERB`, so that nobody waits for the others.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.api import again as again
    from qualcode.api import agreement as agreement
    from qualcode.api import check as check
    from qualcode.api import code as code
    from qualcode.api import codes as codes
    from qualcode.api import diff as diff
    from qualcode.api import documents as documents
    from qualcode.api import evaluate as evaluate
    from qualcode.api import explain as explain
    from qualcode.api import export as export
    from qualcode.api import export_figure as export_figure
    from qualcode.api import export_project as export_project
    from qualcode.api import export_redacted as export_redacted
    from qualcode.api import folder as folder
    from qualcode.api import import_codings as import_codings
    from qualcode.api import import_project as import_project
    from qualcode.api import ingest as ingest
    from qualcode.api import init as init
    from qualcode.api import language as language
    from qualcode.api import lock as lock
    from qualcode.api import look as look
    from qualcode.api import memos as memos
    from qualcode.api import merge as merge
    from qualcode.api import move_codings as move_codings
    from qualcode.api import open as open
    from qualcode.api import proposals as proposals
    from qualcode.api import propose as propose
    from qualcode.api import report as report
    from qualcode.api import review as review
    from qualcode.api import review_between as review_between
    from qualcode.api import review_desk as review_desk
    from qualcode.api import review_memos as review_memos
    from qualcode.api import review_queues as review_queues
    from qualcode.api import run as run
    from qualcode.api import sample as sample
    from qualcode.api import several as several
    from qualcode.api import share as share
    from qualcode.api import show as show
    from qualcode.api import split as split
    from qualcode.api import sql as sql
    from qualcode.api import status as status
    from qualcode.api import suggest as suggest
    from qualcode.api import topics as topics
    from qualcode.api import translations as translations
    from qualcode.api import verify as verify
    from qualcode.api import withdraw as withdraw
    from qualcode.api import words as words


def __getattr__(verb: str) -> ModuleType:
    """Import a verb when it is first named."""
    try:
        return import_module(f"{__name__}.{verb}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{verb}":
            raise
        raise AttributeError(f"module {__name__!r} has no attribute {verb!r}") from None
