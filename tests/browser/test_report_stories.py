"""The three readers of a report: a supervisor with one file, an author with a figure, a steward who gives it away."""

import io
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from browser.test_report import browser, page_of, shipped
from report.opened import OpenedReport, opened_report, quote_of
from study import Folder

pytestmark = pytest.mark.slow
__all__ = ["shipped"]  # pytest finds the fixture here
SIZES = [(1280, 800), (1920, 1080)]
ON_SCREEN = """selector => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return box.width > 0 && box.left >= 0 && box.right <= innerWidth && box.top < innerHeight && box.bottom > 0;
}"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("scheme", "lang"), [("light", "id"), ("dark", "en")])
def test_p1_a_supervisor_opens_one_file_clicks_reads_and_prints(shipped, size, scheme, lang):
    report = opened_report(shipped, "--lang", lang)
    count = next(each for each in report.counts if each.xpath("ancestor::table"))
    with page_of(report, width=size[0], scheme=scheme) as page:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert page.evaluate(ON_SCREEN, "h1")
        page.locator("table a.n").first.click()
        assert page.evaluate(ON_SCREEN, "#drawer")
        assert page.evaluate(ON_SCREEN, "#drawer .q mark")
        assert page.locator("#found .q").count() == len(report.opened(count))
        page.locator("#found a.whole").first.click()
        turn = page.locator("#found .turn").first
        assert turn.locator("mark").text_content() == quote_of(report.opened(count)[0])
        assert turn.locator(".ask").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#drawer").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    first = printed[0].render(scale=1).to_pil().convert("L")
    assert first.getpixel((3, 3)) > 250  # paper is white, also for who reads on a dark screen
    words = " ".join(printed[0].get_textpage().get_text_range().split())
    assert report.tree.xpath("//h1")[0].text_content().split()[0] in words


@pytest.mark.parametrize("lang", ["en", "id"])
def test_p2_an_author_gets_the_figure_for_the_paper(shipped, lang):
    asked = ("export", "barriers", "--width", "85mm", "--lang", lang, "-q")
    made = {}
    for ending in ("svg", "pdf", "png"):
        for name in ("one", "two"):
            shipped.done(*asked, "-o", f"{name}/{lang}/figure.{ending}")
        one, two = (shipped.path / name / lang / f"figure.{ending}" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
        made[ending] = one
    beside = {each.suffix for each in made["svg"].parent.iterdir()} - {".svg", ".pdf", ".png"}
    assert ".csv" in beside
    assert any("N = " in each.read_text("utf-8") for each in made["svg"].parent.glob("*.txt"))
    pdf = made["pdf"].read_bytes()
    assert re.search(rb"/FontFile2 \d+ 0 R", pdf)
    assert b"/Type3" not in pdf
    assert pypdfium2.PdfDocument(pdf)[0].get_size()[0] == pytest.approx(85 / 25.4 * 72, abs=0.01)
    _looks_alike_on_a_copier(made["svg"])


def _looks_alike_on_a_copier(svg: Path) -> None:
    """The browser draws it 85 mm wide, asks nobody for a font, and its marks stay dark without colour."""
    from PIL import Image

    with browser() as running:
        page = running.new_context(viewport={"width": 1280, "height": 800}, offline=True).new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(svg.as_uri())
        assert asked == [svg.as_uri()]
        box = page.locator("svg").first.bounding_box()
        assert box["width"] == pytest.approx(85 / 25.4 * 96, abs=1)
        assert page.locator("svg > title").text_content()
        assert page.locator("svg > desc").text_content()
        cdp = page.context.new_cdp_session(page)
        cdp.send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
        seen = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("RGB")
    colours = seen.getcolors(1 << 24)
    assert all(max(colour) - min(colour) <= 12 for _, colour in colours)  # no colour is left
    assert sum(number for number, colour in colours if max(colour) < 150) > 200  # and letters and dots are


def test_p3_a_steward_is_refused_and_gives_the_redacted_report_away(shipped, tmp_path):
    folder = Folder(tmp_path / "study")
    shutil.copytree(shipped.path, folder.path)
    about = folder.path / "corpora" / "smart-city" / "corpus.yaml"
    stated = about.read_text("utf-8")  # as if real people had spoken, who agreed to be counted
    about.write_text(stated.replace("synthetic: true\n", "").replace("consent: sharing", "consent: analysis"), "utf-8")
    folder.done("code", "-q")
    refused = folder.run("report", "-o", "out/given.html")
    assert (refused.code, "does not cover quotes" in refused.err, "--redact" in refused.err) == (2, True, True)
    assert not (folder.path / "out" / "given.html").exists()
    report: OpenedReport = opened_report(folder, "--redact", "--lang", "en")
    quotes = [said for _, figure in opened_report(shipped, "--lang", "en").quotes if " " in (said := quote_of(figure))]
    assert len(quotes) > 100
    with page_of(report) as page:
        words = page.locator("body").inner_text()
        assert page.locator("a.n, dialog, figure, .turn, script").count() == 0
        assert "N = " in words.replace("\xa0", " ")
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    paper = " ".join(sheet.get_textpage().get_text_range() for sheet in printed)
    for said in (report.text, words, " ".join(paper.split())):
        assert not [quote for quote in quotes if quote in said]
    names = [file.stem for file in (folder.path / "corpora" / "smart-city" / "transcripts").glob("*.jsonl")]
    assert names
    assert not [name for name in names if "-" in name and name in report.text]
