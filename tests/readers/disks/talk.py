"""Invented talk of a fourth writer: pairs of question and answer from the text files here, with places and numbers."""

import random
import re
from functools import cache
from pathlib import Path

from ..sight.talked import ASKER, TELLER, Said

PLACES = {
    "id": "Pasar Lama,Kampung Melati,Desa Sukamaju,Kota Contoh,Kecamatan Jati,Pulau Rengas,Kelurahan Teratai",
    "en": "Millbrook,Harrow Creek,East Denby,Larkin,Port Ellis,Stone Bay,Quarry Road",
}
MONTHS = {"id": "Januari,Februari,April,Juli,Agustus,Oktober", "en": "January,March,May,June,September,November"}
NODS = {
    "id": ["Iya.", "Ya, betul.", "Hmm.", "Oh, ya?"],
    "en": ["Yeah.", "Right.", "Mm.", "Oh, really?"],
    "mixed": ["Iya, right.", "Oke.", "Hmm."],
}
_SENTENCE = re.compile(r"(?<=[.?!]) ")


@cache
def pairs(language: str) -> tuple[str, ...]:
    return tuple((Path(__file__).parent / f"{language}.txt").read_text(encoding="utf-8").splitlines())


def filled(text: str, rng: random.Random, language: str) -> str:
    """Put a place, a number, a year, a month or a time of the day into each slot."""
    own = "en" if language == "en" else "id"
    point = ":" if own == "en" else "."
    made = {
        "{p}": lambda: rng.choice(PLACES[own].split(",")),
        "{e}": lambda: rng.choice(PLACES[own].split(",")),
        "{n}": lambda: str(rng.randint(2, 19)),
        "{y}": lambda: str(rng.randint(1958, 2019)),
        "{m}": lambda: rng.choice(MONTHS[own].split(",")),
        "{t}": lambda: f"{rng.randint(5, 11)}{point}{rng.choice(('15', '30', '45'))}",
    }
    return re.sub(r"\{\w\}", lambda slot: made[slot.group()](), text)


def exchange(language: str, seed: int, count: int = 14) -> list[tuple[bool, str]]:
    """Questions and answers in turn (True: asks), some answers cut by a listening sound."""
    rng = random.Random(seed)
    said: list[tuple[bool, str]] = []
    for pair in rng.sample(pairs(language), min(count, len(pairs(language)))):
        question, answer = (filled(part, rng, language) for part in pair.split("|"))
        said.append((True, question))
        parts = _SENTENCE.split(answer)
        if len(parts) > 2 and rng.random() < 0.3:
            cut = rng.randint(1, len(parts) - 1)
            said += [(False, " ".join(parts[:cut])), (True, rng.choice(NODS[language]))]
            answer = " ".join(parts[cut:])
        said.append((False, answer))
    return said


def two(language: str, seed: int, asker: str, teller: str, count: int = 14) -> list[Said]:
    """An interview of two."""
    return [
        Said(asker, ASKER, text) if asks else Said(teller, TELLER, text)
        for asks, text in exchange(language, seed, count)
    ]


def many(language: str, seed: int, askers: list[str], tellers: list[str], count: int = 14) -> list[Said]:
    """A talk of several: nobody who answers speaks twice in a row."""
    rng = random.Random(seed * 7 + 1)
    said: list[Said] = []
    last = ""
    for asks, text in exchange(language, seed, count):
        if asks:
            said.append(Said(rng.choice(askers), ASKER, text))
            continue
        begin, *rest = _SENTENCE.split(text, maxsplit=1)
        for part in [begin, *rest] if rest and len(tellers) > 1 and rng.random() < 0.6 else [text]:
            last = rng.choice([teller for teller in tellers if teller != last] or tellers)
            said.append(Said(last, TELLER, part))
    return said


def clock(place: int, step: int = 7, *, hours: bool = True) -> str:
    """The time of the recording at which a turn begins."""
    second = 3 + place * step
    minutes = f"{second // 60 % 60}:{second % 60:02d}"
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}" if hours else minutes
