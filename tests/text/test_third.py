"""Third languages: what is told of a text, and what is left alone."""

import pytest

from qualcode.text import tokens
from qualcode.text.languages import third_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La route est cassée.", "French"),
        ("El camino está roto.", "Spanish"),
        ("Die Straße ist kaputt.", "German"),
        ("De weg is kapot.", "Dutch"),
        ("A estrada está quebrada.", "Portuguese"),
        ("La strada è rotta.", "Italian"),
    ],
)
def test_a_language_that_rules_do_not_know_is_named(text: str, language: str) -> None:
    assert third_language(tokens.keys(text)) == language


@pytest.mark.parametrize(
    "text",
    [
        "Jalannya rusak berat, Bu.",
        "The road is broken, no doubt.",
        "Honestly jalannya rusak, so we just wait.",
        "Dalane rusak banget.",
        "Sedaya guyu, mesine ugi mboten nesu.",
        "Prof.",
        "",
    ],
)
def test_indonesian_english_mixed_regional_and_short_texts_are_left_alone(text: str) -> None:
    assert third_language(tokens.keys(text)) == ""
