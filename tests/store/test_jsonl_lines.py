"""Lines put together in columns are, byte by byte, what they are turn by turn."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.transcript import Header
from qualcode.readers import read
from qualcode.readers.reading import ReadOptions
from qualcode.store import jsonl
from qualcode.store.columns import columns
from qualcode.store.jsonl import read_columns, write

HEADER = Header("a", "a.txt", "0" * 64, "txt", 1)
ODD = st.text(st.sampled_from('ab "\\\t\x01\x7fé\u2028😀<'), max_size=12)


def survey(lines):
    return read("a.txt", "\n".join(["x", *lines]).encode(), ReadOptions(each="line")).turns


@given(st.lists(ODD, max_size=8))
def test_a_survey_is_written_as_its_turns_are(lines):
    turns = survey(lines)
    assert write(HEADER, turns) == write(HEADER, tuple(turns))


def test_the_seams_between_stretches_do_not_show(monkeypatch):
    turns = survey([f'answer "{number}"' if number % 3 else "" for number in range(60)])
    whole = write(HEADER, turns)
    monkeypatch.setattr(jsonl, "_READ_BYTES", 40)
    assert write(HEADER, turns) == whole


@given(st.lists(ODD, max_size=8))
def test_columns_at_hand_are_those_read_back(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("a") / "a.jsonl"
    turns = survey(lines)
    path.write_bytes(write(HEADER, turns))
    at_hand, again = columns(turns), read_columns(path, "a.jsonl")
    assert (at_hand.text, list(at_hand.labels)) == (again.text, list(again.labels))
    assert at_hand.starts.tolist() == again.starts.tolist()
    assert at_hand.label.tolist() == again.label.tolist()
