"""Columns that one process hands to another come back as they were."""

import numpy as np
import pytest

from qualcode.codings.apply import read_parts, write_parts
from qualcode.model.finding import StoreError


def test_columns_come_back_in_their_pieces(tmp_path):
    parts = {
        "first": [np.arange(5, dtype=np.int32), np.empty(0, np.int32), np.arange(9, dtype=np.int32)[::2]],
        "small": [np.array([1, 2], np.uint8)],
    }
    found = read_parts(tmp_path / "0", write_parts(tmp_path / "0", parts))
    assert {name: [(piece.dtype, piece.tolist()) for piece in pieces] for name, pieces in found.items()} == {
        name: [(piece.dtype, piece.tolist()) for piece in pieces] for name, pieces in parts.items()
    }


def test_no_values_at_all(tmp_path):
    assert read_parts(tmp_path / "0", write_parts(tmp_path / "0", {"a": [np.empty(0, np.int8)]}))["a"][0].size == 0


def test_a_file_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(StoreError, match="cannot be written"):
        write_parts(tmp_path / "gone" / "0", {"a": [np.arange(3)]})
