"""Files that NVivo made, and a golden one: every quote, by its hash. Skipped where they are not at hand."""

import csv
import hashlib
import json
import os
from pathlib import Path

import pytest

from qualcode.exchange.positions import Passage, Scale, decide, weigh_offset_units
from qualcode.exchange.refi_read import read_project
from study import Folder

SHARED = Path(os.environ.get("QUALCODE_BESIDE", Path(__file__).resolve().parents[3] / "shared")) / "refi-qda"
SAMPLES = ("nvivo12mac_lf_emoji", "nvivo12win_bom_crlf_emoji", "nvivo12win_small")

pytestmark = pytest.mark.skipif(not (SHARED / "samples").is_dir(), reason="no ../shared/refi-qda")


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def kept(folder: Folder) -> list[tuple[str, str, str, str]]:
    """Coder, transcript, code and quote of everything imported."""
    found = []
    for file in sorted((folder.path / "corpora/default/coding").rglob("*.jsonl")):
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()[1:]]
        found += [(file.parent.name, file.stem, line["code"], line["quote"]) for line in lines]
    return found


@pytest.mark.parametrize("origin", ["as it is", "unknown"])
@pytest.mark.parametrize("name", SAMPLES)
def test_positions_of_nvivo_are_found_out_also_without_knowing_the_program(name, origin):
    file = SHARED / "samples" / f"{name}.qdpx"
    project = read_project(name, file.read_bytes()).project
    assert project is not None
    wanted = {row["selection_guid"]: row for row in rows(file.with_suffix(".csv"))}
    seen = 0
    for source in project.sources:
        scale = Scale(source.text)
        passages = [Passage(each.start, each.end, each.name) for each in source.selections]
        decided = decide(
            weigh_offset_units(scale, passages, marked=source.marked), [], project.origin if origin != "unknown" else ""
        )
        assert not decided.doubtful
        for each, span in zip(source.selections, decided.spans, strict=True):
            row = wanted[each.guid]
            assert span is not None
            raw = source.text[int(row["start_codepoint"]) : int(row["end_codepoint"])]
            assert hashlib.sha256(raw.encode()).hexdigest()[:16] == row["sha256_16_of_quote_utf8"]
            assert scale.text[slice(*span)] == raw.replace("\r\n", "\n")
            seen += 1
    assert seen == len(wanted)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_every_quote_of_nvivo_is_imported(name, tmp_path):
    file = SHARED / "samples" / f"{name}.qdpx"
    ended = Folder(tmp_path).run("import", "project", str(file), "--lang", "hu", "--json")
    assert ended.code == 0
    assert ended.json["refused"] == 0
    wanted = rows(file.with_suffix(".csv"))
    found = kept(Folder(tmp_path))
    assert len(found) == len(wanted)
    assert sorted((coder, source) for coder, source, _, _ in found) == sorted((r["coder"], r["source"]) for r in wanted)
    begins = sorted(" ".join(quote[:40].split()) for *_, quote in found)
    shown = (row["quote_first_40"].replace("\\r", " ").replace("\\n", " ") for row in wanted)
    assert begins == sorted(" ".join(each.split()) for each in shown)


def test_every_quote_of_the_golden_file_is_imported(tmp_path):
    folder = Folder(tmp_path)
    folder.done("import", "project", str(SHARED / "golden/golden_codepoint_lf.qdpx"))
    wanted = [row["quote"] for row in rows(SHARED / "golden/golden.expect.csv")]
    assert sorted({quote for *_, quote in kept(folder)}) == sorted(wanted)
    assert len(kept(folder)) == 7
