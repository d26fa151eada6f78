"""Podcasts: the same two voices in nearly every file beside guests who change."""

import random

from .talked import ASKER, TELLER, Layout, Said, clock, podcast

HOSTS = ["Marlow", "Jess"]
GUESTS = [["Ron Akin"], ["Dorota"], ["Pat Obi", "Lena Obi"], ["Hugh"], [], ["Ines"], ["Fatima Zahra"], ["Old Tom"]]


def _talks(hosts: list[str] = HOSTS, guests: list[list[str]] | None = None, seed: int = 1) -> dict[str, list[Said]]:
    rng = random.Random(seed)
    talks = {}
    for number, invited in enumerate(guests if guests is not None else GUESTS, 1):
        present = hosts if not invited or rng.random() < 0.8 else rng.sample(hosts, 1)
        talks[f"ep{number:02d}"] = podcast(seed * 100 + number, present, invited)
    return talks


def _layout(name: str, ending: str, talks: dict[str, list[Said]], write) -> Layout:
    files = {f"{episode}.{ending}": write(said).encode() for episode, said in talks.items()}
    return Layout(name, files, {f"{episode}.{ending}": said for episode, said in talks.items()})


def bold_names() -> Layout:
    return _layout(
        "podcast, names in bold",
        "md",
        _talks(),
        lambda said: "# Salt and Paper\n\n" + "\n\n".join(f"**{one.who}:** {one.text}" for one in said) + "\n",
    )


def full_name_then_initials() -> Layout:
    """`**Marlow Finch (MF):**` the first time, `MF:` from then on."""
    full = {"Marlow": "Marlow Finch", "Jess": "Jess Okafor"}

    def initials(name: str) -> str:
        return "".join(part[0] for part in full.get(name, name).split())

    def write(said: list[Said]) -> str:
        seen, lines = set(), []
        for one in said:
            short = initials(one.who)
            label = f"**{short}:**" if one.who in seen else f"**{full.get(one.who, one.who)} ({short}):**"
            seen.add(one.who)
            lines.append(f"{label} {one.text}")
        return "\n\n".join(lines) + "\n"

    guests = [["Ron Akin"], ["Dorota Wilk"], ["Pat Obi"], ["Hugh Dale"], ["Ines Prado"], ["Fatima Zahra"]]
    talks = _talks(guests=guests, seed=2)
    layout = _layout("podcast, full name first, then initials", "md", talks, write)
    named = {
        file: [Said(full.get(one.who, one.who), one.role, one.text) for one in said]
        for file, said in layout.expected.items()
    }
    return Layout(layout.name, layout.files, named)


def stamped_lines() -> Layout:
    def write(said: list[Said]) -> str:
        lines = ["SALT AND PAPER", "Recorded in Hull", ""]
        lines += [f"[{clock(number)}] {one.who}: {one.text}" for number, one in enumerate(said)]
        return "\n".join(lines) + "\n"

    return _layout("podcast, [time] name: text", "txt", _talks(seed=3), write)


def name_and_time_above() -> Layout:
    """`Marlow Finch (00:12):` on its own line, the talk under it."""

    def write(said: list[Said]) -> str:
        return "\n\n".join(f"{one.who} ({clock(n)[3:]}):\n{one.text}" for n, one in enumerate(said)) + "\n"

    return _layout("podcast, name (time): above", "txt", _talks(["Marlow Finch", "Jess Okafor"], seed=4), write)


def capitals_above() -> Layout:
    def write(said: list[Said]) -> str:
        return "\n\n".join(f"{one.who.upper()}\n{one.text}" for one in said) + "\n"

    talks = _talks(seed=5)
    layout = _layout("podcast, NAME above", "txt", talks, write)
    upper = {
        file: [Said(one.who.upper(), one.role, one.text) for one in said] for file, said in layout.expected.items()
    }
    return Layout(layout.name, layout.files, upper)


def one_stray_label() -> Layout:
    """A regular is hailed once by a caller who never speaks again."""
    talks = _talks(seed=6)
    talks["ep03"].insert(9, Said("Caller", TELLER, "Hello, love the show, I worked at that mill too."))
    return _layout(
        "podcast, a caller with one turn",
        "txt",
        talks,
        lambda said: "\n".join(f"{one.who}: {one.text}" for one in said) + "\n",
    )


def guests_who_ask_back() -> Layout:
    """One episode in which the guest asks more than the hosts do."""
    talks = _talks(seed=7)
    turned = []
    for one in talks["ep02"]:
        listened = "I see. That is how it was, and that is how it stayed."
        text = listened if one.role == ASKER else one.text + " Why is that?"
        turned.append(Said(one.who, one.role, text))
    talks["ep02"] = turned
    return _layout(
        "podcast, a guest asks back",
        "txt",
        talks,
        lambda said: "\n\n".join(f"{one.who.upper()}: {one.text}" for one in said) + "\n",
    )


def _upper(layout: Layout) -> Layout:
    files = {
        name: [Said(one.who.upper(), one.role, one.text) for one in said] for name, said in layout.expected.items()
    }
    return Layout(layout.name, layout.files, files)


LAYOUTS = [
    bold_names,
    full_name_then_initials,
    stamped_lines,
    name_and_time_above,
    capitals_above,
    one_stray_label,
    lambda: _upper(guests_who_ask_back()),
]
