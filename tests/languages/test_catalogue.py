"""The catalogues hold every sentence of tables and pages, and nothing that no table or page says any more."""

from string import Formatter

import pytest
from tools.messages import SOURCE, collect, po_file

from qualcode.languages.catalogue import Messages, catalogue, has_catalogue, read_catalogue, written_languages

OTHERS = [language for language in written_languages() if language != "en"]


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_indonesian_has_a_catalogue():
    assert OTHERS == ["id"]
    assert has_catalogue("en")
    assert not has_catalogue("xx")


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated_and_none_is_left_over(language):
    messages = collect()
    assert len(messages) > 400
    assert [message for message in messages if message not in catalogue(language)] == []
    assert [message for message in catalogue(language) if message not in messages] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_asks_for_no_value_that_its_message_lacks(language):
    # "{Kind} codes" hands on `kind` too, which Indonesian writes without a capital letter
    asked = {
        message: fields(there) - fields(message) - {"kind"}
        for message, there in catalogue(language).items()
        if fields(message)
    }
    assert {message: names for message, names in asked.items() if names} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_the_file_is_as_the_tool_writes_it(language):
    text = (SOURCE / "languages" / language / "messages.po").read_text("utf-8")
    assert text == po_file(collect(), read_catalogue(text))


def test_what_is_not_translated_stays_english():
    assert Messages("id")("No such {thing}.", thing="word") == "No such word."
    assert Messages("")("Turns") == Messages("en")("Turns") == Messages("xx")("Turns") == "Turns"
    assert Messages("id")("Turns") == "Giliran bicara"


def test_numbers_nouns_and_lists_are_those_of_the_language():
    english, indonesian = Messages("en"), Messages("id")
    assert [english.number(12345), english.number(0.5, 2)] == ["12,345", "0.50"]
    assert [indonesian.number(12345), indonesian.number(0.5, 2)] == ["12.345", "0,50"]
    assert [english.noun(number, "turn") for number in (0, 1, 2)] == ["turns", "turn", "turns"]
    assert [indonesian.noun(number, "turn") for number in (0, 1, 2)] == ["giliran bicara"] * 3
    assert [english.listed(["a", "b", "c"][:size]) for size in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
    assert [indonesian.listed(["a", "b", "c"][:size]) for size in (1, 2, 3)] == ["a", "a dan b", "a, b, dan c"]


def test_a_long_text_with_quotation_marks_survives_the_file():
    message = 'Say "yes"\nor \\ ' + "word " * 60
    assert read_catalogue(po_file({message: "here"}, {message: message.upper()})) == {message: message.upper()}


def test_a_line_that_is_no_message_is_refused():
    with pytest.raises(ValueError, match="Expecting value"):
        read_catalogue('msgid "a"\nmsgstr b')


def test_indonesian_says_what_its_methodologists_say():
    said = "\n".join(catalogue("id").values())
    for word in ("disangkal", "penyangkal", "ditegaskan", "terpancing", "dibobot", "} %"):
        assert word not in said
    for word in (
        "dinegasikan",
        "afirmatif",
        "dipancing oleh pertanyaan",
        "selang (interval) kepercayaan",
        "diberi bobot",
    ):
        assert word in said
    assert Messages("id")("{share} % {language}", share=Messages("id").number(70.8, 1), language="id") == "id 70,8%"
