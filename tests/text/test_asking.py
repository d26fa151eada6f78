"""Who asks."""

import pytest

from qualcode.text import tokens
from qualcode.text.roles import asks, measure


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Sering?", True),
        ("bagaimana tanggapan warga", True),
        ("so how did it go", True),
        ("bisa diceritakan sedikit", True),
        ("Sinyalnya hilang.", False),
        ("kami menunggu lama " * 20 + "apa adanya", False),
    ],
)
def test_questions_are_told_from_answers(text: str, asked: bool) -> None:
    assert asks(text, tokens.keys(text)) is asked


def test_backchannels_say_nothing() -> None:
    found = measure([("P", "Ada kendala?"), ("I", "Iya iya."), ("P", "Hmm")])
    assert (found["P"].turns, found["P"].share, found["P"].first) == (1, 1.0, True)
    assert found["I"].turns == 0
