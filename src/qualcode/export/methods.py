"""Methods: the paragraphs on method of a thesis or paper, in Indonesian or English, from the facts of the study.

Each sentence states one fact and nothing is said that is not known. The same facts give the same bytes.
"""

from collections.abc import Callable, Mapping

from qualcode.export import methods_en, methods_id
from qualcode.export.facts import Facts
from qualcode.export.prose import PROSE

LANGUAGES: Mapping[str, Callable[[Facts], str]] = {"id": methods_id.page, "en": methods_en.page}
"""Language -> what writes the page."""


def methods(facts: Facts, lang: str, how: str = "md") -> bytes:
    """The page in a format of `PROSE`."""
    return PROSE[how](LANGUAGES[lang](facts), lang)
