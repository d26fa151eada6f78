"""Translations: units of two languages that are each other's nearest."""

import numpy as np

from qualcode.topics import meaning as room
from qualcode.topics.meaning import translations
from qualcode.topics.vectors import unit_length

ID, EN, MIXED = 0, 1, 2


def _pairs(points, language):
    one, other = translations(np.asarray(points, np.float32), np.array(language, np.int8))
    return list(zip(one.tolist(), other.tolist(), strict=True))


def test_each_finds_the_other():
    chance = np.random.default_rng(1)
    here = unit_length(chance.normal(size=(40, 64)).astype(np.float32))
    there = unit_length(here + 0.05 * chance.normal(size=here.shape).astype(np.float32))
    assert _pairs(np.vstack([here, there]), [ID] * 40 + [EN] * 40) == [(at, at + 40) for at in range(40)]


def test_mixed_speech_stands_with_indonesian():
    assert _pairs(np.eye(2)[[0, 1, 0, 1]], [ID, MIXED, EN, EN]) == [(0, 2), (1, 3)]


def test_one_language_has_no_translations():
    assert _pairs(np.eye(3), [ID, ID, MIXED]) == []
    assert _pairs(np.eye(3), [EN, EN, EN]) == []


def test_what_has_nothing_in_common_is_no_translation():
    assert _pairs(np.eye(2), [ID, EN]) == []


def test_blocks_change_nothing(monkeypatch):
    chance = np.random.default_rng(2)
    points = unit_length(chance.normal(size=(60, 8)).astype(np.float32))
    language = [ID, EN] * 30
    whole = _pairs(points, language)
    monkeypatch.setattr(room, "ROWS_COMPARED_AT_ONCE", 7)
    assert whole
    assert _pairs(points, language) == whole
