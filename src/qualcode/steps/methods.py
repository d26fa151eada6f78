"""The paragraphs on method of a study, in Indonesian or English."""

from qualcode.export.methods import LANGUAGES, methods
from qualcode.model import Finding
from qualcode.steps.coded import open_layer
from qualcode.steps.errors import unknown
from qualcode.steps.export_options import ExportOptions
from qualcode.steps.facts import facts
from qualcode.steps.study import Opened


def make_methods(opened: Opened, wanted: ExportOptions) -> tuple[bytes, tuple[Finding, ...]]:
    """The page about one coder's codings.

    Raises:
        StepError: the language is not one of the two, or nothing was coded.
    """
    lang = page_language(opened, wanted)
    layer = open_layer(opened, wanted.coder, wanted.codebook)
    return methods(facts(opened, layer), lang), layer.findings


def page_language(opened: Opened, wanted: ExportOptions) -> str:
    """The language asked for; else the first of the study's that a page can be written in."""
    asked = wanted.options.lang
    if asked and asked not in LANGUAGES:
        raise unknown("language", asked, LANGUAGES)
    return asked or next((lang for lang in opened.study.languages if lang in LANGUAGES), "en")
