"""The starter codebook can be used as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebook.samples import findings
from qualcode.api.init import template
from qualcode.codebook.load import load_codebook


def test_the_starter_codebook_loads_without_error_or_warning():
    assert [found for found in findings(template("Clinics")) if found.level != "note"] == []


def test_it_shows_what_a_codebook_can_hold():
    book, _ = load_codebook("codebook.yaml", template("Clinics").encode())
    parent, child = book.codes
    assert (child.parent, child.kind, sorted(child.label)) == (parent.code, "barrier", ["en", "id"])
    assert {example.expect for example in child.examples} == {True, False}
    assert "shortage" in book.lexicons


@pytest.mark.parametrize("title", ["Klinik", 'a "quoted": one', "@x # 😀", "no", "C:\\data", "{title}"])
def test_a_title_is_kept_as_it_is(title):
    book, _ = load_codebook("codebook.yaml", template(title).encode())
    assert book.codebook == title


@given(st.text())
def test_any_title_can_be_given(title):
    book, found = load_codebook("codebook.yaml", template(title).encode())
    assert book is not None, found
