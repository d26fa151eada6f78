"""English words under Indonesian affixes, written together (*diupgrade*, *ngesave*, *kehack*), and English compounds.

Affixes that a hyphen sets apart (*di-upgrade*) are read with the others, in `affixes`.
"""

from qualcode.text import lexicon

_SPOKEN = "ke"  # for ter-
_PREFIXES = ("menge", "meng", "nge", "mem", "men", "ter", "kau", "di", "ng", "me", _SPOKEN)
"""Longest first."""
_FREQUENT = 1e-5
"""Least frequency of an English word that a hyphen may join to another one."""


def base(word: str) -> str:
    """English base under Indonesian verb affixes: *diupgrade*, *ngesave*, *mendownload*; or nothing."""
    if not word.startswith(_PREFIXES):
        return ""
    if lexicon.english().get(word, 0.0) >= 1e-7 or lexicon.indonesian().get(word, 0.0) >= 1e-5:
        return ""
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest == word or (prefix == _SPOKEN and word in lexicon.indonesian()):
            continue
        for suffix in ("", "kan", "in"):
            found = rest.removesuffix(suffix)
            if (not suffix or found != rest) and _is_loan(found, prefix):
                return found
    return ""


def _is_loan(word: str, prefix: str) -> bool:
    if len(word) < (3 if prefix == "nge" else 4):
        return False
    return lexicon.is_shared(word) or (prefix != _SPOKEN and lexicon.is_english_base(word))  # ketara is no tara


def compound(word: str) -> str:
    """The word itself where hyphens join English words in it: *follow-up*; or nothing."""
    parts = word.split("-")
    return word if len(parts) > 1 and all(lexicon.english().get(part, 0.0) >= _FREQUENT for part in parts) else ""
