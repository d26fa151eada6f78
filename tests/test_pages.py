"""Pages are whole: links lead somewhere, codebooks load and keep their promises, both tutorials take the same steps."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from qualcode.cli.main import run_command_line

ROOT = Path(__file__).resolve().parents[1]
DOCS = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [*sorted(ROOT.glob("*.md")), *DOCS]
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
CODEBOOKS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in PAGES  # a block under a marker belongs to the commands of its page, which may show a mistake in it
    for number, block in enumerate(
        re.findall(r"(?<! -->\n)^```yaml\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    )
    if block.startswith("format: 1") and "\ncodes:" in block
]


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def links(page: Path) -> list[str]:
    """Where a page points to, but for other sites."""
    found = re.findall(r"\]\(([^)\s]+)\)", CODE.sub("", page.read_text("utf-8")))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    titles = (heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE))
    return {re.sub(r"[^\w-]", "", title) for title in titles}


def is_broken(page: Path, link: str) -> bool:
    path, _, anchor = unquote(link).partition("#")
    target = page.parent / path if path else page
    return not target.exists() or bool(anchor and anchor not in anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_of_a_page_lead_to_a_file_and_a_heading(page):
    assert [link for link in links(page) if is_broken(page, link)] == []


def test_a_link_to_a_missing_file_or_heading_is_broken(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# One heading: it's here\n[a](other.md) [b](#none) [c](#one-heading-its-here) `[d](code.md)`\n", "utf-8"
    )
    assert [link for link in links(page) if is_broken(page, link)] == ["other.md", "#none"]


def test_every_page_can_be_reached_from_the_index():
    seen, new = set(), {ROOT / "docs" / "index.md"}
    while new:
        seen |= new
        targets = {(page.parent / link.partition("#")[0]).resolve() for page in new for link in links(page)}
        new = {target for target in targets if target.suffix == ".md"} - seen
    assert set(DOCS) - seen == set()


def test_both_tutorials_take_the_same_steps():
    english, indonesian = (
        steps((ROOT / "docs" / name).read_text("utf-8")) for name in ("tutorial.md", "tutorial.id.md")
    )
    assert len(english) > 20
    assert english == indonesian


def steps(tutorial: str) -> list[str]:
    """The commands of a tutorial, without what is of its language: texts in quotes, and `--lang`."""
    return [re.sub(r'".*?"|--lang \w+', "", command) for command in re.findall(r"^\$ (.+)$", tutorial, re.MULTILINE)]


def test_pages_show_codebooks():
    assert CODEBOOKS


@pytest.mark.parametrize("codebook", CODEBOOKS)
def test_a_codebook_on_a_page_keeps_its_promises(codebook, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("shown.yaml").write_text(codebook, "utf-8")
    code = run_command_line(["check", "shown.yaml", "--select", "QC100,QC101,QC102,QC103,QC104,QC105,QC110"])
    assert (code, capsys.readouterr().out.strip()) == (0, "")
