"""Lines about somebody who withdraws go; all others stay, byte by byte."""

import json
from dataclasses import replace

from privacy.test_settings import HER
from qualcode.privacy.without import lines_without, looks_without, sample_without

HERS = replace(HER, sources=("sources/a.txt",), runs=("one two three four five",))


def without(*lines, transcript="") -> list[int]:
    """Places of the lines that stay."""
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    left = lines_without(b"\n".join([*written, b""]), HERS, transcript)
    assert left.taken == len(written) + 1 - len(left.data.split(b"\n"))
    kept = left.data.split(b"\n")
    return [at for at, line in enumerate(written) if line in kept]


def test_what_is_on_her_turns_and_transcripts_goes():
    about = [("a", 7), ("b", 2), ("b", 3), ("c", 1), ("a", 0)]
    lines = [{"transcript": transcript, "turn": turn, "n": turn} for transcript, turn in about]
    assert without({"format": 1}, *lines) == [0, 3, 4]
    assert without({"turn": 2}, {"turn": 3}, transcript="b") == [1]
    assert without({"on": {"respondent": "R07"}, "id": "1"}, {"on": {"respondent": "R08"}, "id": "2"}) == [1]
    assert without({"source": "sources/a.txt"}, {"source": "sources/b.txt"}) == [1]


def test_a_chain_goes_by_its_last_place():
    code = {"do": "code", "id": "1", "turn": 2, "time": "1"}
    assert without(code, {"do": "memo", "id": "2", "of": "1", "memo": "x"}, transcript="b") == []
    moved = {"do": "move", "id": "2", "of": "1", "turn": 3, "time": "2"}
    assert without(code, moved, {"do": "undo", "id": "3", "of": "2"}, transcript="b") == [0, 1, 2]
    assert without({**code, "turn": 3}, {**moved, "turn": 2}, transcript="b") == []


def test_what_quotes_her_goes_wherever_it_stands():
    quoting = {"on": {"transcript": "c", "turn": 1}, "id": "1", "text": "One, two; three four FIVE."}
    assert without(quoting, {"id": "2", "of": "1", "text": "x"}, {"id": "3", "text": "one two three four"}) == [2]


def test_lines_that_nobody_can_read_stay_as_they_are():
    assert without(b'{"turn": 2, "te', b"", {"turn": 2}, transcript="b") == [0, 1]


def test_a_sample_counts_fewer_units_where_hers_were():
    head = {"format": 1, "sample": "s", "strata": {"staff": [9, 2], "": [5, 1]}}
    units = [
        {"id": "s-1", "transcript": "b", "turn": 2, "codes": ["staff"]},
        {"id": "s-2", "transcript": "b", "turn": 3, "codes": ["staff"]},
        {"id": "s-3", "transcript": "a", "turn": 1, "codes": []},
    ]
    data = b"".join(json.dumps(line).encode() + b"\n" for line in (head, *units))
    left, gone = sample_without(data, HERS)
    kept = [json.loads(line) for line in left.data.splitlines()]
    assert [unit["id"] for unit in kept[1:]] == ["s-2"]
    assert kept[0]["strata"] == {"staff": [8, 1], "": [4, 0]}
    assert gone == {"s-1", "s-3"}
    assert sample_without(left.data, HERS) == (replace(left, taken=0), frozenset())
    looked = b'{"coder":"x","units":["s-1","s-2"]}\n{"coder":"y","units":["s-3"]}\n'
    assert looks_without(looked, gone, HERS).data == b'{"coder":"x","units":["s-2"]}\n'
