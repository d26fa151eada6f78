"""The key of a word: two spellings of one word get one key."""

import unicodedata

APOSTROPHES = "'’‘ʼ`"
"""Characters that people type as an apostrophe inside a word; all become the first one in a key."""
HYPHENS = "-‐‑"
"""Characters that join the parts of a word; all become the first one in a key."""
IGNORABLES = "\u00ad\u200c\u200d\u2060\ufeff"
"""Invisible characters without meaning for a word: soft hyphen, joiners and non-joiners."""

_FOLDS = str.maketrans(
    dict.fromkeys(APOSTROPHES[1:], APOSTROPHES[0])
    | dict.fromkeys(HYPHENS[1:], HYPHENS[0])
    | dict.fromkeys(IGNORABLES, "")
)


def fold(token: str) -> str:
    """Give the key under which a token is counted and found: *Jum’at* and *jum'at* share one.

    Lower case, composed characters (NFC), one kind of apostrophe and hyphen, no invisible characters.
    Accents stay: *café* is not *cafe*.
    """
    if token.isascii():
        return token.lower().replace("`", "'")
    # Lower-casing can decompose (İ) and composing can hide a capital, hence the second NFC.
    composed = unicodedata.normalize("NFC", token.translate(_FOLDS))
    return unicodedata.normalize("NFC", composed.lower())
