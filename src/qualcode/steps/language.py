"""The language of what a study exports: the same for its tables and its pages."""

from qualcode.steps.study import Opened
from qualcode.tables.options import LANGUAGES


def study_language(opened: Opened) -> str:
    """The first language named by `qualcode.yaml` that titles and notes are written in; empty without such a file."""
    named = opened.study.languages if opened.layout.study_file.is_file() else ()
    return next((lang for lang in named if lang in LANGUAGES), "")
