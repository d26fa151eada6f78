import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from export.sample import table
from export.sample_wide import codes
from qualcode.export import TABLE_FORMATS
from qualcode.export.metadata import Resource, datapackage, package_slug, table_schema


def package(**options):
    made = table()
    resources = [Resource("segments.csv", made, TABLE_FORMATS["csv"](made)), Resource("data/Barriers A.csv", made)]
    return json.loads(datapackage(resources, "Smart City", **options))


def test_each_file_is_described_with_types_and_definitions():
    first, second = package()["resources"]
    assert (first["path"], first["name"]) == ("data/Barriers A.csv", "data-barriers-a")
    assert second["schema"]["missingValues"] == [""]
    assert second["schema"]["fields"][0] == {"name": "turn", "type": "integer", "description": "Number of the turn."}
    assert second["notes"] == ["N = 3 respondents.", "Frequency is not importance."]
    assert second["meta"] == {"n": 3, "synthetic": True}


def test_size_and_hash_are_those_of_the_file():
    first, second = package()["resources"]
    assert "bytes" not in first
    assert second["bytes"] == len(TABLE_FORMATS["csv"](table()))
    assert second["hash"].startswith("sha256:")


def test_title_and_licence_stand_only_where_they_are_known():
    assert not {"title", "licenses"} & set(package())
    known = package(title="A study", licence="CC BY 4.0")
    assert (known["name"], known["title"]) == ("smart-city", "A study")
    assert known["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]


def test_names_are_those_that_data_packages_allow():
    assert package_slug("Kota Ambon/2") == "kota-ambon-2"
    assert package_slug("…") == "table"


def test_the_specification_is_met():
    demanded = json.loads((Path(__file__).parent / "datapackage.schema.json").read_text(encoding="utf-8"))
    for described in (package(), package(title="A study", licence="CC BY 4.0")):
        assert [error.message for error in Draft202012Validator(demanded).iter_errors(described)] == []


def test_frictionless_finds_no_fault(tmp_path):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    made = codes(20)
    data = TABLE_FORMATS["csv"](made)
    (tmp_path / "codes.csv").write_bytes(data)
    (tmp_path / "datapackage.json").write_bytes(datapackage([Resource("codes.csv", made, data)], "mini"))
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_a_key_stands_where_it_tells_the_rows_apart():
    assert table_schema(codes(3))["primaryKey"] == ["code"]
    twice = replace(codes(2), data=codes(2).data | {"code": ["code_0", "code_0"]})
    missing = replace(codes(2), data=codes(2).data | {"code": ["code_0", None]})
    assert not any("primaryKey" in table_schema(each) for each in (twice, missing, table()))
