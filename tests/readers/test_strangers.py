"""Layouts of a third writer, and podcasts whose labels are spelt in many ways: read right with no option given."""

import random

import pytest

from qualcode.text.regulars import regular_interviewers
from qualcode.text.roles import Asking
from readers.sight.scored import read_layout
from readers.sight.talked import Layout, podcast
from readers.strange.layouts import LAYOUTS
from readers.strange.voices import called, chatter

QUICK = {"text, roles in the preamble only", "archive, csv with a column of roles", "deposition, numbered lines"}
HOSTS = ["Kiki Amalia", "Galuh Sari"]
NAMES = ("Ron", "Dewi", "Pat", "Hugh", "Ines", "Tom", "Ida", "Stan", "Mae", "Oskar", "Petra", "Nadia", "Umar", "Wati")
GUESTS = [f"{first} {last}" for first in NAMES for last in ("Akin", "Reed")]
WAYS = ("{0}", "{0} {1}", "{0} (host)", "{2} {3}", "{2}", "{4}{5}", "{0} {5}.", "Mbak {0}", "{0}, host")


@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(layout, id=layout.name, marks=[] if layout.name in QUICK else pytest.mark.slow)
        for layout in [make() for make in LAYOUTS]
    ],
)
def test_a_layout_is_read_right(layout, tmp_path):
    score, _ = read_layout(layout, tmp_path)
    assert score.right, score


def spelt(rng: random.Random, name: str, ways) -> str:
    first, last = name.split()
    return rng.choice(ways).format(first, last, first.upper(), last.upper(), first[0], last[0])


def season(seed: int, write, episodes: int = 40) -> Layout:
    """Episodes with one or two hosts and changing guests, everybody's name spelt in another way each time."""
    rng = random.Random(seed)
    files, expected = {}, {}
    for number in range(episodes):
        hosts = HOSTS if rng.random() < 0.75 else [rng.choice(HOSTS)]
        guests = list(dict.fromkeys([GUESTS[number % len(GUESTS)], *(GUESTS[:1] if number % 9 == 4 else ())]))
        labels = {host: spelt(rng, host, WAYS) for host in hosts}
        labels |= {guest: spelt(rng, guest, ("{0} {1}", "{0}", "{2} {3}")) for guest in guests}
        said = called(write(seed * 1000 + number, hosts, guests), labels)
        mark = rng.choice(("{}: {}", "{} : {}"))
        files[f"{number:02d}.txt"] = "\n\n".join(mark.format(each.who, each.text) for each in said).encode()
        expected[f"{number:02d}.txt"] = said
    return Layout(f"season {seed}", files, expected)


@pytest.mark.slow
@pytest.mark.parametrize("write", [chatter, podcast])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_forty_episodes_in_which_every_name_is_spelt_in_many_ways(seed, write, tmp_path):
    score, _ = read_layout(season(seed, write), tmp_path)
    assert score.right, score


def test_many_people_of_one_first_name_are_not_joined():
    """A first name that can stand for several longer ones stands for none of them."""
    voice = Asking(10, 10, 5, 100)
    people = [f"Budi {chr(97 + at % 26)}{chr(97 + at // 26)}x" for at in range(600)]
    talks = [{name: voice, other: voice} for name, other in zip(people, reversed(people), strict=True)]
    assert regular_interviewers([*talks, *({"Budi": voice, f"Tamu {at}": voice} for at in range(2))]) == {}
