"""Names that tell who somebody is, where a number would do: labels, and ids of transcripts made from file names."""

import re

from qualcode.languages import current, per_languages
from qualcode.text.roles import is_numbered_voice, named_role
from qualcode.text.tokens import fold

_WORD = re.compile(r"[^\W\d_]+")
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")


def looks_like_person(name: str) -> bool:
    """Whether a label or a file's name is rather that of a person: a given name, or a title before another word."""
    if is_numbered_voice(name):
        return False
    words = _WORD.findall(fold(_SEAM.sub(" ", name.replace("_", " "))))
    names, titles = _given_names(), _titles()
    if any(word in names for word in words):
        return True
    return named_role(name) is None and any(word in titles for word in words[:-1])


@per_languages
def _given_names() -> frozenset[str]:
    headings = ("male", "female", "either")
    return frozenset(word for heading in headings for word in current().words("given_names", heading))


@per_languages
def _titles() -> frozenset[str]:
    return frozenset(word for heading in ("male", "female", "either") for word in current().words("titles", heading))
