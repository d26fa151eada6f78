"""Ids and file names stand for each other, and the names are good on every system."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.store.layout import file_to_id, id_to_file

IDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TRICKY = st.text(st.sampled_from('aA./ %:*?"<>|\\\x00\x7fé😀'), max_size=12)
DEVICES = st.sampled_from(["CON", "nul", "Com1", "LPT9.txt", "aux .x", "COM¹", "CONSOLE", "a/PRN/b"])


@given(IDS | TRICKY | DEVICES)
@example("..")
@example("a//b")
@example("")
def test_every_id_comes_back(name):
    assert file_to_id(id_to_file(name)) == name


@given(IDS | TRICKY | DEVICES)
def test_every_part_is_a_name_that_windows_accepts(name):
    for part in id_to_file(name).split("/"):
        assert part
        assert not re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', part)
        assert not re.match(r"(?i)(con|prn|aux|nul|(com|lpt)[0-9¹²³]) *(\.|$)", part)


@given(TRICKY, TRICKY)
@example("a", "a.jsonl/b")
def test_no_file_stands_where_another_id_has_a_folder(one, other):
    folders = id_to_file(other).split("/")[:-1]
    assert f"{id_to_file(one)}.jsonl" != "/".join(folders)


def test_usual_ids_are_written_as_they_are():
    assert id_to_file("2024/Informan 1 (Bu Ani)") == "2024/Informan 1 (Bu Ani)"


def test_an_id_never_leaves_its_folder():
    assert ".." not in id_to_file("../../etc").split("/")
