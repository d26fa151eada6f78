"""Arrays that are one number again and again, count up, or are there already come back without a file of their own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.store import arrays
from qualcode.store.arrays import load_arrays, save_arrays

TYPES = st.sampled_from([np.int8, np.int32, np.int64, np.uint8, np.float32, np.float64])
N = arrays.LEAST_ITEMS


def shape(name):
    return {
        "constant": np.full(N, 7, np.int32),
        "unknown": np.full(N, np.nan),
        "counting": np.arange(-5, N - 5),
        "wide": np.arange(2**40, 2**40 + N),
    }[name]


@pytest.mark.parametrize("name", ["constant", "unknown", "counting", "wide"])
def test_a_regular_array_has_no_file_and_comes_back_as_it_was(tmp_path, name):
    values = shape(name)
    save_arrays(tmp_path / "folder", {"values": values})
    assert not (tmp_path / "folder" / "values.npy").exists()
    found = load_arrays(tmp_path / "folder")["values"]
    assert found.dtype == values.dtype
    np.testing.assert_array_equal(found, values)
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1


@given(TYPES, st.integers(0, 2), st.integers(0, 100), st.integers(1, 40), st.data())
def test_one_odd_item_is_kept(tmp_path_factory, dtype, step, first, length, data):
    values = (first + step * np.arange(N + length)).astype(dtype)
    values[data.draw(st.integers(0, len(values) - 1))] = data.draw(st.integers(0, 127))
    folder = tmp_path_factory.mktemp("arrays") / "folder"
    save_arrays(folder, {"values": values})
    found = load_arrays(folder)["values"]
    assert found.dtype == values.dtype
    np.testing.assert_array_equal(found, values)


def test_the_same_array_again_has_no_file(tmp_path):
    values = np.arange(0, 3 * N, 3)
    almost = values.copy()
    almost[-1] += 1
    save_arrays(tmp_path / "folder", {"one": values, "other": values.copy(), "almost": almost, "short": values[:9]})
    files = {path.stem for path in (tmp_path / "folder").glob("*.npy")}
    assert files == {"one", "almost", "short"}
    found = load_arrays(tmp_path / "folder")
    np.testing.assert_array_equal(found["other"], values)
    np.testing.assert_array_equal(found["almost"], almost)


def test_a_changed_manifest_makes_the_folder_void(tmp_path):
    save_arrays(tmp_path / "folder", {"values": shape("constant")})
    manifest = tmp_path / "folder" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"first":7', '"first":8'))
    assert load_arrays(tmp_path / "folder") is None


def test_columns_that_count_up_share_one_array(tmp_path):
    for name, length in (("one", N), ("other", N - 7 + 1)):
        save_arrays(tmp_path / name, {"values": np.arange(1, length + 7, dtype=np.int32)})
    one, other = (load_arrays(tmp_path / name)["values"] for name in ("one", "other"))
    assert np.shares_memory(one, other)
    assert (one[0], one[-1], len(one)) == (1, N + 6, N + 6)
