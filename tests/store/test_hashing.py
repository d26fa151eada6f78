"""A file and its bytes have the same hash."""

import pytest

from qualcode.model.finding import StoreError
from qualcode.store.hashing import sha256_bytes, sha256_file


def test_a_file_has_the_hash_of_its_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_file(tmp_path / "a") == sha256_bytes(b"abc")
    assert sha256_bytes(b"abc").startswith("ba7816bf")


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(StoreError, match="cannot be read"):
        sha256_file(tmp_path / "none")
