"""Random small studies for property tests."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from qualcode.codings.schema import Codings
from qualcode.model.codebook import Code
from qualcode.model.coding import ASSERTIONS
from qualcode.model.corpus import ROLES
from tables.study import TOKEN, Given, Said, codings, frame

CODES = (
    Code("top", "barrier", label={"id": "Puncak", "en": "Top"}),
    Code("middle", "barrier", "top"),
    Code("leaf", "barrier", "middle"),
    Code("twig", "barrier", "top", label={"en": "Twig"}),
    Code("alone", "theme"),
)
WORDS = ["a", "b", "ç", "😀", "[x]", "é", "‏ש"]


@st.composite
def studies(draw, kind="rules"):
    """(said, frame, codings): up to eight turns of every role, codings on any words of them."""
    said = [draw(turns(number)) for number in range(draw(st.integers(1, 8)))]
    said.sort(key=lambda turn: turn.transcript)
    texts = [(at, spans) for at, turn in enumerate(said) if (spans := [m.span() for m in TOKEN.finditer(turn.text)])]
    given = draw(st.lists(codes_on(texts), max_size=12)) if texts else []
    quotes = [said[turn].text[start:end] for turn, start, end, _ in given]
    hits = [(quote,) if kind == "rules" else () for quote in quotes]
    quoted = [
        replace(each, quote=quote, matched=hit) for (*_, each), quote, hit in zip(given, quotes, hits, strict=True)
    ]
    return said, frame(said), codings(said, CODES, quoted, kind=kind)


@st.composite
def turns(draw, number):
    pieces = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1, max_size=3))
    role = draw(st.sampled_from(["participant"] * 4 + list(ROLES)))
    respondent = draw(st.sampled_from(["R1", "R2", "R3", None])) if role == "participant" else None
    attributes = {"city": draw(st.sampled_from("ABC"))} if draw(st.booleans()) else {}
    transcript, session = draw(st.sampled_from([("t1", "s1"), ("t2", "s1"), ("t3", "s3")]))
    # every word is numbered, so that a quote stands only once in its turn
    count = iter(range(100))
    text = " ".join(
        " ".join(f"{word}{next(count)}" if word.isalpha() else word for word in piece) + "." for piece in pieces
    )
    return Said(text, transcript, f"S{number}", role, respondent, session, attributes=attributes)


@st.composite
def codes_on(draw, texts):
    turn, spans = draw(st.sampled_from(texts))
    first = draw(st.integers(0, len(spans) - 1))
    last = draw(st.integers(first, len(spans) - 1))
    code = draw(st.sampled_from(CODES)).code
    assertion = draw(st.sampled_from(["affirmed"] * 3 + list(ASSERTIONS)))
    return turn, spans[first][0], spans[last][1], Given(turn, code, "", assertion, draw(st.booleans()))


def shuffled(given: Codings, seed: int) -> Codings:
    """The same codings in another order."""
    order = np.random.default_rng(seed).permutation(len(given.code))
    return given.take(order)
