"""NPMI: gensim's values, and what must always hold."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from qualcode.topics.judge import topic_npmi
from topics.gensim_npmi import TOPICS, UNITS

WORDS = sorted({word for unit in UNITS for word in unit.split()})
GENSIM_4_4 = (0.441301, 0.302469, -0.616467)
"""What `gensim_npmi.py` printed with gensim 4.4.0."""


def counts(units):
    return csr_array(np.array([[unit.split().count(word) for word in WORDS] for unit in units], np.float32))


def places(topics):
    return np.array([[WORDS.index(word) for word in topic] for topic in topics])


def test_it_is_what_gensim_computes():
    assert topic_npmi(counts(UNITS), places(TOPICS)) == pytest.approx(GENSIM_4_4, abs=2e-6)


def test_the_order_of_terms_and_how_often_a_unit_says_them_do_not_matter():
    usual = topic_npmi(counts(UNITS), places(TOPICS))
    assert topic_npmi(counts([f"{unit} {unit}" for unit in UNITS]), places(TOPICS)) == pytest.approx(usual)
    assert topic_npmi(counts(UNITS), places([topic[::-1] for topic in TOPICS])) == pytest.approx(usual)


def test_words_that_always_stand_together_reach_one():
    together = counts(["surat izin", "surat izin", "internet"])
    assert topic_npmi(together, places([["surat", "izin"]])) == pytest.approx([1.0])
