"""Values are read as YAML 1.2 means them, and only where a field asks for them."""

import pytest

from codebook.samples import HEAD, codebook, errors, rule

NEAR = "  - near: [a, b]\n    within: "


@pytest.mark.parametrize(("text", "number"), [("8", 8), ("+8", 8), ("0o7", 7), ("0x10", 16), ("08", 8)])
def test_whole_numbers(text, number):
    assert rule(NEAR + text + "\n").own.within == number


@pytest.mark.parametrize("text", ["-1", "1_000", "8.0", "1e3", "'8'", "9" * 5000, "[8]", "true", "٣"])
def test_what_is_no_whole_number(text):
    (found,) = errors(HEAD + "  rules:\n" + NEAR + text + "\n")
    assert found.code == "wrong-value"


@pytest.mark.parametrize("text", ["true", "True", "TRUE"])
def test_true(text):
    assert rule(f"  - any: [a]\n    case: {text}\n").lists[0][0].case


@pytest.mark.parametrize("text", ["yes", "on", "ya", "y", "'true'", "1", "tRUE", "[true]"])
def test_what_is_neither_true_nor_false(text):
    (found,) = errors(HEAD + f"  case: {text}\n")
    assert found.message.startswith("`case` takes true or false")


def test_numbers_and_booleans_are_texts_where_a_text_is_asked_for():
    book = codebook(HEAD.replace("clinics", "no") + "  memo: 12:30\nversion: 1.10\n")
    assert (book.codebook, book.version) == ("no", "1.10")


def test_a_text_without_a_language_is_in_the_first_one():
    book = codebook(HEAD.replace("[id, en]", "[en, id]") + "  label: Queue\n  definition: {id: Antrean}\n")
    assert (book.codes[0].label, book.codes[0].definition) == ({"en": "Queue"}, {"id": "Antrean"})


def test_white_space_around_a_text_is_dropped():
    assert codebook(HEAD + "  definition: |\n    One.\n    Two.\n\n").codes[0].definition == {"id": "One.\nTwo."}


def test_a_text_that_a_comma_broke_is_to_be_quoted():
    (found,) = errors(HEAD + "  definition: {en: Women are judged, treated, as lesser}\n")[:1]
    assert (found.code, "quote texts that hold a comma" in found.hint) == ("stray-text", True)
    quoted = codebook(HEAD + '  definition: {en: "Women are judged, treated"}\n')
    assert quoted.codes[0].definition == {"en": "Women are judged, treated"}
