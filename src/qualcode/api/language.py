"""Which language a person reads at the terminal: told without opening the study, for help and errors, too."""

import os
import re
from pathlib import Path

from qualcode.languages.catalogue import has_catalogue
from qualcode.store.layout import StudyLayout, find_root

_LANGUAGES = re.compile(r"""^languages:\s*(?:\[\s*|-\s*)?(.*?)\s*(?:]|#|$(?!\s*-))""", re.MULTILINE | re.DOTALL)
"""How a study names its languages, in one line or several; also where the rest of the file cannot be read."""


def terminal_language(asked: str = "", folder: Path = Path()) -> str:
    """Language of what a person reads at the terminal: the first of these that sentences can be written in.

    What was `asked` for with `--lang`, QUALCODE_LANG, the languages of the study around a folder, and the locale
    (LC_ALL, else LC_MESSAGES, else LANG); else English.
    """
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "") or ""
    wished = (asked, os.environ.get("QUALCODE_LANG", ""), *_languages_of_study(folder), locale)
    return next((each[:2] for each in wished if has_catalogue(each[:2])), "en")


def _languages_of_study(folder: Path) -> list[str]:
    """What `languages:` of a study says: read as text, since help must wait for no YAML and for no mended slip."""
    try:
        said = StudyLayout(find_root(folder)).study_file.read_text("utf-8", "replace")
    except OSError:
        return []
    found = _LANGUAGES.search(said)
    return re.findall(r"\w+", found[1]) if found else []
