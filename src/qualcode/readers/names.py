"""What speaker labels look like: roles, names, initials."""

import re
from functools import cache, lru_cache

from qualcode.readers import words
from qualcode.text.normalise import fold
from qualcode.text.wordlists import load

_WORD = re.compile(r"[^\W_]")
_INITIAL = re.compile(r"[^\W\d_]{1,3}\d{0,3}")
_IN_PARENTHESES = re.compile(r"(.*?)\s*[(\[]\s*(.*?)\s*[)\]]")
_ASIDE = re.compile(r"\([^()]*\)")
_DEGREE = re.compile(r",[ ]?(?:[A-Z][A-Za-z]{0,4}\.[ ]?){1,4}(?=,|\s|\Z)")
"""An academic degree behind a name: *, S.Sos.*, *, M.Si*, *, Ph.D.*."""
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=65_536)
def key(label: str) -> str:
    """Give what labels are compared by: case, kinds of apostrophe and runs of spaces make no other speaker."""
    return _SPACES.sub(" ", fold(label)).strip()


def is_role(label: str) -> bool:
    """Tell whether a label names a role, in any case, with what distinguishes it: *Informan 1*, *interviewee*."""
    length = _words_of_role(label)
    return length > 0 and all(_is_name_word(word) for word in label.split()[length:])


@lru_cache(maxsize=65_536)
def begins_with_role(label: str) -> bool:
    """Tell whether a label begins with a role, whatever follows: *Peserta perempuan 1*."""
    return _words_of_role(label) > 0


def is_numbered_role(label: str) -> bool:
    """Tell whether a label begins with a role and ends with a number: *Peserta laki-laki 2*."""
    return begins_with_role(label) and label[-1].isdigit()


def _words_of_role(label: str) -> int:
    """Count the words at the beginning of a label that name a role."""
    parts = key(label).split()
    words_of = (length for length in (3, 2, 1) if " ".join(parts[:length]).rstrip("0123456789#_-.") in _role_words())
    return next(words_of, 0)


def is_group(label: str) -> bool:
    """Tell whether a label says that several people speak at once: *Semua*, *Everyone*."""
    return key(_ASIDE.sub(" ", label)) in words.GROUP


def has_title(label: str) -> bool:
    """Tell whether a label begins with a word before names: *Bu Ratna*, *Ibu-ibu*."""
    return key(label).split()[0].split("-")[0].strip(".") in words.TITLES


def is_initial(label: str) -> bool:
    """Tell whether a label is an initial in capitals, perhaps with a number: *P*, *R2*, *INT*."""
    return _INITIAL.fullmatch(label) is not None and label == label.upper()


def is_party(label: str) -> bool:
    """Tell whether a label names a party of a talk even when it stands only once: a role, or one letter."""
    return is_role(label) or (is_initial(label) and len(label.rstrip("0123456789")) == 1)


def is_name(label: str) -> bool:
    """Tell whether every word of a label could be part of a name: none in small letters, save titles and particles.

    Scripts without capitals pass.
    """
    parts = _DEGREE.sub("", _ASIDE.sub(" ", label)).split() or label.split()
    return not _is_small(parts[0]) and all(_is_name_word(word) for word in parts)


@lru_cache(maxsize=65_536)
def is_never_speaker(label: str) -> bool:
    """Tell whether a label is a heading word of forms or a way to begin a sentence: *Tanggal*, *Catatan*."""
    return is_form_heading(label) or key(label).split()[0] in words.OPENERS


def is_form_heading(label: str) -> bool:
    """Tell whether a label is a heading of the form above a transcript: *Tanggal*, *Lokasi wawancara*, *Date*."""
    whole = key(label)
    numbered = any(letter.isdigit() for letter in whole)  # `Name 1` hides somebody's name
    return whole in words.METADATA or (whole.split()[0] in words.METADATA and not numbered)


def name_and_initial(label: str) -> tuple[str, str] | None:
    """Divide *Kiki (K)*, or the slip *K (Kiki)*, into the name and its initial; None for other labels."""
    match = _IN_PARENTHESES.fullmatch(label)
    if not match:
        return None
    outside, inside = match.groups()
    if _abbreviates(inside, outside):
        return outside, inside
    return (inside, outside) if _abbreviates(outside, inside) else None


def words_of_name(label: str) -> list[str]:
    """List the words of a label that are written with a capital and are no titles and no initials, in small letters."""
    found = [word.strip(".,()") for word in label.split()]
    capitals = [word.lower() for word in found if len(word) > 1 and word != word.lower()]
    return [word for word in capitals if word.split("-")[0] not in words.TITLES]


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether one label is the initials of another: *K* of *Kiki*, *BS* of *Budi Santoso*."""
    letters = iter(long.lower())
    return (
        0 < len(short) < len(long)
        and len(short) <= 4
        and short == short.upper()
        and short[0].lower() == long[0].lower()
        and all(letter in letters for letter in short.lower())
    )


def _is_name_word(word: str) -> bool:
    bare = word.strip("()[].,&/+#-")
    if len(bare) > 4 and word[-1] in ".,":  # the end of a sentence or clause, not a title
        return False
    return not _is_small(bare) or bare in words.TITLES or bare in words.PARTICLES


def _is_small(word: str) -> bool:
    first = _WORD.search(word)
    # `iPhone` is written with a capital, too.
    return first is not None and first.group() != first.group().upper() and word == word.lower()


@cache
def _role_words() -> frozenset[str]:
    return frozenset({*map(key, load("role_labels")), *words.RECOGNISER})
