"""The page on the API names everything public, and the notebook shows what its cells show."""

import json
import re
from pathlib import Path

import pytest
from tools.docs import copy_of
from tools.notebook import NOTEBOOK, executed

import qualcode
from qualcode import Study, TableResult
from qualcode.api.open import ShortOptions

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text("utf-8")
NAMES = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]*)`", PAGE))))


def test_every_public_name_and_method_is_on_the_page():
    public = {name for cls in (Study, TableResult) for name in vars(cls) if not name.startswith("_")}
    assert (public | set(qualcode.__all__)) - {"__version__", "study"} <= NAMES
    assert ShortOptions.__annotations__.keys() <= NAMES


@pytest.mark.slow
def test_the_notebook_runs_from_ingest_to_barriers_and_its_outputs_are_stored(tmp_path):
    stored = NOTEBOOK.read_text("utf-8")
    assert executed(stored, copy_of(None, tmp_path / "study")) == stored
    outputs = [output for cell in json.loads(stored)["cells"] for output in cell.get("outputs", ())]
    pages = ["".join(output.get("data", {}).get("text/html", ())) for output in outputs]
    assert any("<caption>Barriers" in page for page in pages)
