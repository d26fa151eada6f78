"""Make the pictures that the docs show: the real page on the shipped study, in the system's Chromium.

    python tools/pictures.py        write docs/pictures/*.png

A picture differs by a few pixels from one machine to the next (fonts), so no check compares them.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("QUALCODE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
QUALCODE = (sys.executable, "-m", "qualcode.cli.main")

PAGES = ("Ranked by the respondents", "\nTypical")
"""What stands on the pages of the chapter that are shown."""
SELECT = """turn => {
    const node = document.querySelector(`[data-turn="${turn}"] p`).firstChild;
    getSelection().setBaseAndExtent(node, 0, node, 60);
}"""


def main() -> None:
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = str(Path(made) / "study")  # the key beside it is called after it
        Path(folder).mkdir()
        for name in ("qualcode.yaml", "codebooks", "corpora"):
            path = ROOT / name
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copy(path, Path(folder) / name)
        subprocess.run([*QUALCODE, "code", "-q"], cwd=folder, check=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        report(browser, Path(folder))
        shutil.rmtree(Path(folder) / "corpora/smart-city/coding/agreed")  # it stands for others than those pictured
        with page_of(browser, folder, "ani") as page:
            work(page)
            picture(page, "review")
            write_memos(page)
            picture(page, "review-memos")
        with page_of(browser, folder, "ani", lang="id", scheme="dark") as page:
            open_interview(page)
            picture(page, "review-id-dark")
        for coder, codes in (("ani", "12"), ("budi", "12"[::-1])):
            with page_of(browser, folder, coder, "--blind") as page:
                code_by_hand(page, codes)
        with page_of(browser, folder, "ani", "--between", "ani,budi") as page:
            open_interview(page)
            press(page, "j", "j")  # a passage to which the two gave different codes
            picture(page, "review-between")
        with page_of(browser, folder, "reader-1") as page:
            begin_second_look(page)
            picture(page, "review-again")
        with page_of(browser, folder, "ani", "--identifiers", shows="#candidate h2:not(:empty)") as page:
            press(page, "p", "ArrowDown")
            picture(page, "review-identifiers")
        browser.close()


@contextmanager
def page_of(
    browser: Browser,
    folder: str,
    coder: str,
    *options: str,
    lang: str = "en",
    scheme: Literal["light", "dark"] = "light",
    shows: str = ".t",
) -> Iterator[Page]:
    """The page as a coder sees it, in a browser of its own."""
    command = [*QUALCODE, "review", "--coder", coder, "--no-browser", *options]
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, "QUALCODE_LANG": lang}, stdout=subprocess.PIPE, text=True
    )
    address = next(found[0] for line in process.stdout or () if (found := re.search(r"http://\S+", line)))
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    try:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(shows)
        yield page
    finally:
        context.close()
        process.send_signal(signal.SIGINT)
        process.wait()


def picture(page: Page, name: str) -> None:
    page.wait_for_timeout(3000)  # until what was said has faded
    page.screenshot(path=ROOT / "docs" / "pictures" / f"{name}.png")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(500)


def open_interview(page: Page) -> None:
    press(page, "g")
    page.keyboard.type("data-analyst")
    press(page, "Enter")


def work(page: Page) -> None:
    """Open an interview, decide on the first suggestions, and stay on one."""
    open_interview(page)
    press(page, "a", "x", "a", "j")


def write_memos(page: Page) -> None:
    for kind, text in (
        ("study", "Nobody asks who maintains an app once the project is over."),
        ("turn", "Pride and tiredness in one sentence; read again with turn 22."),
    ):
        press(page, "o")
        page.select_option("#about", kind)
        page.fill("#note", text)
        press(page, "Control+Enter")
        page.wait_for_selector(f"#memos p:has-text('{text[:20]}')")
        press(page, "Escape")


def code_by_hand(page: Page, codes: str) -> None:
    """Read an interview to its end, with a code for two passages."""
    open_interview(page)
    for turn, code in zip((4, 22), codes, strict=True):
        page.evaluate(SELECT, turn)
        press(page, code)
    press(page, "f")


def begin_second_look(page: Page) -> None:
    """Ask for the queue until it is learnt."""
    while not page.inner_text("#queue b").startswith("second look"):
        press(page, "q")
        page.keyboard.type("second look")
        press(page, "Enter")
        page.wait_for_timeout(3000)


def report(browser: Browser, folder: Path) -> None:
    """The head of the report, and the quotes behind one of its numbers."""
    subprocess.run([*QUALCODE, "report", "-q", "--coder", "reader-1", "--lang", "en"], cwd=folder, check=True)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((folder / "out" / "report.html").as_uri())
    page.screenshot(path=ROOT / "docs" / "pictures" / "report.png")
    page.click("[data-table=barriers] tr[data-code=infrastructure] a.n")
    page.click("#found a.whole >> nth=0")
    page.mouse.move(0, 0)
    page.screenshot(path=ROOT / "docs" / "pictures" / "report-quotes.png")
    page.close()
    two_coders(browser, folder)
    chapter(folder)


def two_coders(browser: Browser, folder: Path) -> None:
    """Disagreements side by side, with what was decided."""
    options = ["--coder", "reader-1", "--lang", "en", "--between", "reader-1,reader-2", "-o", "two.html"]
    subprocess.run([*QUALCODE, "report", "-q", *options], cwd=folder, check=True)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((folder / "two.html").as_uri())
    page.evaluate("document.querySelector('[data-table=between]').scrollIntoView()")
    page.click("[data-table=between] summary >> nth=0")
    page.mouse.move(0, 0)
    page.screenshot(path=ROOT / "docs" / "pictures" / "report-between.png")
    page.close()


def chapter(folder: Path) -> None:
    """Two pages of the chapter as LibreOffice shows it: the ranking, and the first quotes."""
    options = ["--coder", "reader-1", "--lang", "en", "--to", "docx", "-o", "chapter.docx"]
    subprocess.run([*QUALCODE, "report", "-q", *options], cwd=folder, check=True)
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "chapter.docx"], cwd=folder, check=True)
    pages = pypdfium2.PdfDocument(folder / "chapter.pdf")
    texts = [each.get_textpage().get_text_range() for each in pages]
    ranking, quotes = (next(at for at, text in enumerate(texts) if words in text) for words in PAGES)
    shown = [pages[at].render(scale=1.4).to_pil() for at in (ranking, quotes)]
    picture = Image.new("RGB", (sum(each.width for each in shown) + 20, shown[0].height), "#888888")
    for at, each in enumerate(shown):
        picture.paste(each, (at * (each.width + 20), 0))
    picture.save(ROOT / "docs" / "pictures" / "report-docx.png")


if __name__ == "__main__":
    main()
