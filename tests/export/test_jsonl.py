import json

from export.sample import table
from qualcode.export import TABLE_FORMATS


def test_each_line_is_a_row_for_every_way_of_cutting_lines():
    made = table()
    lines = TABLE_FORMATS["jsonl"](made).decode().splitlines()  # also cuts at U+2028, U+2029 and U+0085
    assert [json.loads(line)["quote"] for line in lines] == made.data["quote"]
    assert json.loads(lines[0]) == {name: values[0] for name, values in made.data.items()}
