"""The index on disk: what is wrong with it is mended, and said."""

import json

import pytest

from study import coded


@pytest.fixture
def folder(tmp_path):
    return coded(tmp_path)


def shards(folder):
    return [each for each in (folder.path / ".qualcode" / "index" / "default").iterdir() if each.is_dir()]


def said(folder):
    return [each["code"] for each in folder.done("code", "--codebook", "clinic.yaml", "--json").json["findings"]]


def test_a_shard_that_is_cut_off_is_built_again_and_the_user_is_told(folder):
    text = shards(folder)[0] / "text.npy"
    text.write_bytes(text.read_bytes()[:-5])
    assert "index-rebuilt" in said(folder)
    assert "index-rebuilt" not in said(folder)


def test_an_index_of_another_qualcode_is_built_again_and_the_user_is_told(folder):
    manifest = folder.path / ".qualcode" / "index" / "default" / "manifest.json"
    saved = json.loads(manifest.read_bytes())
    manifest.write_text(json.dumps(saved | {"shards": ["0123456789abcdef"]}))
    shards(folder)[0].rename(manifest.parent / "0123456789abcdef")
    assert "index-rebuilt" in said(folder)


def test_a_whole_index_is_not_spoken_of(folder):
    assert "index-rebuilt" not in said(folder)
