"""Loanwords: whether an Indonesian and an English word are one word in two spellings (*aplikasi*, *application*)."""

import re

FEWEST = 5
"""Letters from which one letter may differ: *transparansi*, *transparency*."""
_SPELLINGS = (
    (r"ph", "f"),
    (r"(?:tion|ssion|sion|cy)s?$", "si"),
    (r"ti(?:es|y)$|ties$", "tas"),
    (r"ty$", "tas"),
    (r"(?:th|t)(?=[aeiouhr])", "t"),
    (r"x", "ks"),
    (r"sch|sk(?=e)", "sk"),
    (r"ch|ck|qu?(?=[aeiou])|cc(?=[aou])", "k"),
    (r"c(?=[aoulrtk]|$)", "k"),
    (r"c", "s"),
    (r"y", "i"),
    (r"(.)\1+", r"\1"),
    (r"(?<=[^aeiou])e$", ""),
)
"""How the spelling of loans is settled in Indonesian (*Pedoman umum pembentukan istilah*), the first rule first."""


def settled(word: str) -> str:
    """A word as a loan would be spelt in Indonesian; Indonesian words stay nearly what they are.

    >>> settled("application"), settled("system"), settled("quality"), settled("aplikasi")
    ('aplikasi', 'sistem', 'kualitas', 'aplikasi')
    """
    word = re.sub(r"qu(?=[aeiou])", "ku", word.lower())
    for pattern, spelt in _SPELLINGS:
        word = re.sub(pattern, spelt, word)
    return word


def same_word(one: str, other: str) -> bool:
    """Whether two words are spelt alike once both are settled; in long words one letter may differ."""
    here, there = settled(one), settled(other)
    if here == there:
        return True
    return min(len(here), len(there)) >= FEWEST and here[:2] == there[:2] and _one_apart(here, there)


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter was changed, put in or left out."""
    short, long = sorted((one, other), key=len)
    same = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return short[same:] == long[same + 1 :] or short[same + 1 :] == long[same + 1 :]
