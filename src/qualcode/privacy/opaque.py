"""Names that tell who somebody is, where a number would do: labels, and ids of transcripts made from file names."""

import re
from collections.abc import Iterator

from qualcode.languages import current, per_languages
from qualcode.store.atomic import read_bytes
from qualcode.store.study import OpenStudy, gitignored, in_git
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


def names_in_git(study: OpenStudy) -> Iterator[tuple[str, int, int]]:
    """Files that git takes up and that name transcripts by persons: file, first such line, number of transcripts."""
    layout, name = study.layout, study.name
    telling = [each for each in layout.transcript_ids(name) if looks_like_person(each.rpartition("/")[2])]
    files = [layout.lock_file, *(layout.sample(name, sample) for sample in layout.sample_names(name))]
    there = [layout.relative(path) for path in files if path.is_file()]
    if not telling or not there or not in_git(layout.root):
        return
    kept_out = gitignored(layout.root, there)
    for file in there:
        if file in kept_out:
            continue
        text = read_bytes(layout.root / file).decode("utf-8", "replace")
        found = {each: text.find(each) for each in telling if each in text}
        if found:
            yield file, text.count("\n", 0, min(found.values())) + 1, len(found)
