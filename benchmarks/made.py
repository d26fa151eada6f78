"""Words made by rule from frequent roots: does level root lead back to the root? A measure no treebank was read for.

Each root takes each affix as grammar books say, with the sounds that nasals swallow. Words that a dictionary or a
frequency list knows are left out, so what counts is the rules and not the lists. Some of what is left can be read in
two ways (*memamankan*: *aman* or *paman*) and some roots take no such affix at all, so the whole is out of reach.
"""

from collections.abc import Callable, Iterator

from qualcode.languages.id import indonesian
from qualcode.text import languages

_FREQUENT = 2e-6
"""Least frequency of a root."""
_SOUNDS = {"p": "m", "t": "n", "s": "ny", "k": "ng"}
"""First sounds that a nasal swallows, and the nasal."""
_KEPT = dict.fromkeys("bfv", "m") | dict.fromkeys("dcjz", "n") | dict.fromkeys("lrmnwy", "")
"""First sounds that stay, and the nasal before them; before all others it is ng."""


def _nasal(prefix: str, root: str) -> str:
    if sum(letter in "aeiou" for letter in root) == 1:
        return f"{prefix}nge{root}"
    if root[0] in _SOUNDS:
        return f"{prefix}{_SOUNDS[root[0]]}{root[1:]}"
    return f"{prefix}{_KEPT.get(root[0], 'ng')}{root}"


def _r(prefix: str, root: str) -> str:
    """ber- and ter- have no r of their own before r; ber- has none before *kerja* either."""
    short = root[0] == "r" or (prefix == "ber" and root[1:3] == "er" and root[3:4] not in tuple("aeiou"))
    return (prefix[:-1] if short else prefix) + root


AFFIXES: dict[str, Callable[[str], str]] = {
    "meN-": lambda root: _nasal("me", root),
    "meN-kan": lambda root: f"{_nasal('me', root)}kan",
    "meN-i": lambda root: f"{_nasal('me', root)}i",
    "di-": lambda root: f"di{root}",
    "di-kan-nya": lambda root: f"di{root}kannya",
    "memper-": lambda root: f"memper{root}",
    "ter-": lambda root: _r("ter", root),
    "ber-": lambda root: _r("ber", root),
    "peN-": lambda root: _nasal("pe", root),
    "peN-an": lambda root: f"{_nasal('pe', root)}an",
    "ke-an": lambda root: f"ke{root}an",
    "ketidak-an": lambda root: f"ketidak{root}an",
    "-an": lambda root: f"{root}an",
    "-nya": lambda root: f"{root}nya",
}


def roots() -> list[str]:
    """List the frequent roots of more than three letters that stand for themselves."""
    frequency = indonesian().words.known
    return sorted(
        root
        for root in indonesian().words.roots
        if frequency.get(root, 0.0) >= _FREQUENT and len(root) > 3 and root.isalpha() and _root(root) == root
    )


def found(chosen: list[str]) -> Iterator[tuple[str, int, float]]:
    """Give for each affix the number of words made, and the share of them that leads back to its root."""
    known = indonesian().words.known.keys() | indonesian().words.roots
    for name, make in AFFIXES.items():
        made = [(root, make(root)) for root in chosen]
        new = [(root, word) for root, word in made if word not in known]
        hits = sum(_root(word).removeprefix("tidak+") == root for root, word in new)
        yield name, len(new), hits / max(1, len(new))


def _root(word: str) -> str:
    return languages.root_keys([word])[0][0].removeprefix("id:")
