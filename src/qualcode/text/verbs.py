"""What shows that an Indonesian root is used as a verb: it has a passive or an active form in running text."""

from qualcode.text import lexicon

_ENDINGS = ("", "kan", "i")
_NASAL = {"p": "m", "t": "n", "s": "ny", "k": "ng", "b": "m", "f": "m", "d": "n", "c": "n", "j": "n"}
_NASAL |= dict.fromkeys("aeiough", "ng")


def is_verb(base: str, suffixes: tuple[str, ...] = _ENDINGS) -> bool:
    """Tell whether a root is known to be used as a verb: it has a passive or an active form."""
    nasal = _NASAL.get(base[0], "")
    active = f"me{nasal}{base[1:]}" if base[0] in "ptsk" else f"me{nasal}{base}"
    forms = (f"di{base}", active, *([f"mem{base}"] if base[0] == "p" else []))  # mempunyai
    return any(form + suffix in lexicon.indonesian() for form in forms for suffix in suffixes)


def passive(stem: str) -> float:
    """How frequent a stem is in the passive, with any applicative: *diurus*, *diawasi*, *diserahkan*; 0 if never."""
    return max(lexicon.indonesian().get(f"di{stem}{ending}", 0.0) for ending in _ENDINGS)


def takes_spoken_affixes(stem: str) -> bool:
    """Tell whether speech may inflect a stem; one of three letters by its sound or as a verb: *cekin*, not *Marin*."""
    return len(stem) > 3 or stem[-1] in tuple("aeou") or f"di{stem}" in lexicon.indonesian()
