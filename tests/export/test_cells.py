from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualcode.export.cells import cut_bytes
from qualcode.text.visible import visible


def test_control_characters_are_seen():
    assert visible("a\x00\x1b\x7f\x9f\ufffe\n\t") == "a␀␛␡\ufffd\ufffd\n\t"


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_fits_into_xml(text):
    etree.Element("text").text = visible(text)


@given(st.text(), st.integers(0, 20))
def test_a_cut_text_is_a_beginning_that_fits(text, size):
    text = text.encode("utf-8", "replace").decode()
    cut = cut_bytes(text, size)
    assert text.startswith(cut)
    assert len(cut.encode()) <= size
