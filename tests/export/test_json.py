import json

from export.sample import table
from qualcode.export import TABLE_FORMATS


def test_the_whole_table_is_read_back():
    made = table()
    read = json.loads(TABLE_FORMATS["json"](made))
    assert list(read) == ["name", "title", "notes", "meta", "columns", "rows"]
    assert read["notes"] == list(made.notes)
    assert read["meta"] == made.meta
    assert read["columns"][0] == {"name": "turn", "type": "integer", "definition": "Number of the turn."}
    assert {name: [row[name] for row in read["rows"]] for name in made.data} == made.data


def test_a_table_without_rows_has_an_empty_list():
    assert json.loads(TABLE_FORMATS["json"](table(texts=())))["rows"] == []
