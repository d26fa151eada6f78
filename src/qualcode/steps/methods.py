"""The paragraphs on method of a study, in Indonesian or English."""

from pathlib import Path

from qualcode.export.methods import LANGUAGES, methods
from qualcode.export.prose import PROSE
from qualcode.model import Finding
from qualcode.steps.coded import open_layer
from qualcode.steps.errors import refuse, unknown
from qualcode.steps.export_options import ExportOptions
from qualcode.steps.facts import facts
from qualcode.steps.language import study_language
from qualcode.steps.study import Opened


def make_methods(opened: Opened, wanted: ExportOptions) -> tuple[bytes, tuple[Finding, ...]]:
    """The page about one coder's codings.

    Raises:
        StepError: the language is not one of the two, or nothing was coded.
    """
    lang, how = page_language(opened, wanted), page_format(wanted)
    layer = open_layer(opened, wanted.coder, wanted.codebook)
    return methods(facts(opened, layer), lang, how), layer.findings


def page_language(opened: Opened, wanted: ExportOptions) -> str:
    """The language asked for; else that of the study; English where it names none."""
    asked = wanted.options.lang
    if asked and asked not in LANGUAGES:
        raise unknown("language", asked, LANGUAGES)
    return asked or study_language(opened) or "en"


def page_format(wanted: ExportOptions) -> str:
    """The format asked for, or the one that the file's ending says; Markdown unless one of them does.

    Raises:
        StepError: it is none of a page, or the two differ.
    """
    ending = Path(wanted.output).suffix.lower().removeprefix(".") if wanted.output not in ("", "-") else ""
    how = wanted.format or ending or "md"
    if how not in PROSE:
        raise refuse("bad-option", f"`methods` is not written as {how}", f"write one of {', '.join(PROSE)}")
    if ending and ending != how:
        raise refuse("two-formats", f"the file is named as {ending}, and --to asks for {how}", "leave --to out")
    return how
