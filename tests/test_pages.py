"""Codebooks shown on pages are whole: they load, and their examples hold."""

import re
from pathlib import Path

import pytest

from qualcode.cli.main import run_command_line

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CODEBOOKS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in PAGES
    for number, block in enumerate(
        re.findall(r"^```yaml\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    )
    if block.startswith("format: 1") and "\ncodes:" in block
]


def test_pages_show_codebooks():
    assert CODEBOOKS


@pytest.mark.parametrize("codebook", CODEBOOKS)
def test_a_codebook_on_a_page_keeps_its_promises(codebook, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("shown.yaml").write_text(codebook, "utf-8")
    code = run_command_line(["check", "shown.yaml", "--select", "QC100,QC101,QC102,QC103,QC104,QC105,QC110"])
    assert (code, capsys.readouterr().out.strip()) == (0, "")
