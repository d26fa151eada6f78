"""Lines on disk mirror the records of the model, so that a new field cannot be lost on the way to the disk."""

from dataclasses import fields

import msgspec
import pytest

from qualcode.model.coding import PersonCoding
from qualcode.model.line import DecisionLine
from qualcode.model.transcript import Header, Turn
from qualcode.store import columns, decisions, jsonl


@pytest.mark.parametrize(
    ("line", "record", "in_the_path"),
    [
        (jsonl._HeaderLine, Header, set()),
        (columns.TurnLine, Turn, set()),
        (decisions.CodingOfFormat1, PersonCoding, {"coder", "transcript"}),
        (decisions._Written, DecisionLine, set()),
    ],
)
def test_a_line_has_every_field_of_its_record(line, record, in_the_path):
    written = {field.name for field in msgspec.structs.fields(line)}
    assert written == {field.name for field in fields(record)} - in_the_path
