import io
import json

import pyarrow.parquet as pq

from export.sample import table
from export.sample_wide import awkward, codes
from qualcode.api.verify import READABLE
from qualcode.export import TABLE_FORMATS


def read(made):
    return pq.read_table(io.BytesIO(TABLE_FORMATS["parquet"](made)))


def test_every_value_is_read_back_with_its_type():
    made = awkward()
    assert read(made).to_pydict() == made.data
    assert [str(field.type) for field in read(made).schema] == ["int64", "double", "bool", "string"]


def test_definitions_and_notes_are_in_the_file():
    schema = read(table()).schema
    assert schema.field("quote").metadata == {b"definition": b"The coded words."}
    assert json.loads(schema.metadata[b"notes"]) == list(table().notes)
    assert json.loads(schema.metadata[b"meta"]) == table().meta


def test_types_stay_where_there_are_no_rows():
    assert read(codes(0)).schema.field("per_1000_words").type == "double"
    assert read(codes(0)).num_rows == 0


def test_rows_are_read_back_as_text():
    rows = list(READABLE[".parquet"](TABLE_FORMATS["parquet"](codes(2))))
    assert rows[1]["code"] == "code_1"
    assert rows[0]["per_1000_words"] == ""
