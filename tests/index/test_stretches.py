"""A text indexed stretch by stretch has the columns of the text indexed at once."""

from dataclasses import fields

import numpy as np
import pytest

from qualcode.index import numbering, vocabulary
from qualcode.index.build import build

TURNS = ["Sinyal—kata, “lemah”. Ya!", "", "a a b [tertawa] Jum’at", "— ... —", "di-upload: café. Lagi?"] * 9


@pytest.mark.parametrize("stretch", [1, 7, 50])
@pytest.mark.parametrize("how", ["sentence", "turn", "line"])
def test_the_seams_of_stretches_do_not_show(monkeypatch, stretch, how):
    whole = build(TURNS, how)
    monkeypatch.setattr(vocabulary, "_STRETCH", stretch)
    again = build(TURNS, how)
    for name in (field.name for field in fields(whole) if field.name != "tell"):
        assert np.array_equal(getattr(whole, name), getattr(again, name)), name


def test_a_piece_seen_in_a_stretch_before_is_not_cut_again(monkeypatch):
    cut = []
    split = numbering.split
    monkeypatch.setattr(vocabulary, "_STRETCH", 1)
    monkeypatch.setattr(numbering, "split", lambda some: cut.extend(some.to_pylist()) or split(some))
    build(["satu dua tiga", "tiga dua satu", "satu dua tiga"])
    assert len(cut) == len(set(cut))
