"""Stories of the report, in a real browser and from a file: somebody opens it, clicks a number, reads, prints."""

import io
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from browser.room import CHROMIUM, MISSING
from browser.test_review import AXE
from qualcode.text.visible import shown
from report.made import made_study
from report.opened import OpenedReport, mark, opened_report, quote_of
from study import CODEBOOK, Folder, keep_coding, small

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent.parent
AXE_FINDS = "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]))"
DRAWER = """() => ({
    quotes: [...document.querySelectorAll('#found .q')].map(q => [q.className, q.querySelector('mark').textContent]),
    parts: document.querySelectorAll('#found h3').length, about: document.querySelector('#about').textContent,
})"""


@contextmanager
def browser():
    if not CHROMIUM:
        if os.environ.get("QUALCODE_NEEDS_BROWSER"):
            raise AssertionError(MISSING)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@contextmanager
def page_of(report: OpenedReport, *, width=1280, scheme="light", script=True):
    """The page as it opens from a file, and what it asked for or complained of."""
    path = report.folder.path / "opened.html"
    path.write_bytes(report.data)
    with browser() as running:
        context = running.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=script, offline=True
        )
        page, wrong = context.new_page(), []
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: wrong.append(asked.url) if asked.url != path.as_uri() else None)
        page.goto(path.as_uri())
        yield page
        assert wrong == []


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> Folder:
    """The study of the project, coded."""
    path = tmp_path_factory.mktemp("shipped")
    for name in ("qualcode.yaml", "codebooks", "corpora"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, path / name)
    folder = Folder(path)
    folder.done("code", "-q")
    return folder


@pytest.fixture(scope="module")
def earlier(shipped, tmp_path_factory) -> Folder:
    """The same study with a rule less."""
    path = tmp_path_factory.mktemp("earlier") / "study"
    shutil.copytree(shipped.path, path)
    folder = Folder(path)
    folder.replace("codebooks/smart-city-barriers.yaml", "{id: [listrik, pln, genset", "{id: [genset")
    folder.done("code", "-q")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> OpenedReport:
    return opened_report(made_study(tmp_path_factory.mktemp("made"), 5), "--by", "city", "--lang", "en")


def check_every_count(report: OpenedReport) -> int:
    """Click every count: its drawer holds so many quotes, the same that the page has, each a slice of its turn."""
    slices = {(" ".join(sorted(marks)), shown(quote_of(figure))) for marks, figure in report.quotes}
    with page_of(report) as page:
        links = page.locator("a.n")
        for at, count in enumerate(report.counts):
            links.nth(at).evaluate("link => link.click()")
            drawer = page.evaluate(DRAWER)
            expected = [(figure.get("class"), quote_of(figure)) for figure in report.opened(count)]
            assert sorted(map(tuple, drawer["quotes"])) == sorted(expected)
            number = int(count.text.replace(",", "").replace(".", ""))
            assert (drawer["parts"] if count.get("data-by") else len(drawer["quotes"])) == number
            assert drawer["about"]
            assert all((" ".join(sorted(marks.split())), quote) in slices for marks, quote in drawer["quotes"])
            page.keyboard.press("Escape")
    return len(report.counts)


def test_every_count_of_the_shipped_study_opens_its_quotes(shipped):
    assert check_every_count(opened_report(shipped)) > 50
    assert check_every_count(opened_report(shipped, "--coder", "reader-1", "--lang", "id")) > 60


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_every_count_of_studies_made_by_chance_opens_its_quotes(tmp_path, seed):
    assert check_every_count(opened_report(made_study(tmp_path, seed), "--by", "city", "--by", "age")) > 40


def test_a_quote_opens_its_turn_with_the_words_marked_and_what_was_asked(made):
    with page_of(made) as page:
        for at, (_, figure) in enumerate(made.quotes):
            link = page.locator("#quotes .q a.whole").nth(at)
            link.evaluate("link => link.click()")
            turn = page.locator(f"#{figure.get('id')} .turn")
            assert turn.locator("mark").text_content() == quote_of(figure)
            assert turn.locator(".speech").text_content() == made.turn(figure)
            assert turn.locator(".ask").text_content().startswith("Asked before: ")
            link.evaluate("link => link.click()")
            assert page.locator(f"#{figure.get('id')} .turn").count() == 0


def test_messages_that_follow_each_other_stand_on_lines_of_their_own(tmp_path):
    chat = [("Dina", "Apa kabar di klinik?"), ("Budi", "Perawat kurang"), ("Budi", "Antrean lama"), ("Dina", "Lalu?")]
    lines = [f"01/02/24 09:0{at} - {who}: {words}\n" for at, (who, words) in enumerate(chat)]
    folder = small(tmp_path, {"chat.txt": "".join(lines)})
    folder.done("ingest", "interviews", "--interviewer", "Dina")
    keep_coding(folder, "chat", 2, "Perawat kurang\n\nAntrean lama")
    report = opened_report(folder, "-b", "clinic.yaml", "--coder", "reader-1")
    with page_of(report, script=False) as page:
        assert "Perawat kurang\n\nAntrean lama" in page.locator("#quotes blockquote").first.inner_text()
        page.locator("#quotes a.whole").first.click()
        assert "Perawat kurang\n\nAntrean lama" in page.locator("#turns .speech:visible").inner_text()


def test_by_keyboard_a_number_is_opened_and_closed_and_the_reader_is_back(made):
    with page_of(made) as page:
        page.locator("table a.n").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("#drawer").evaluate("drawer => drawer.open")
        page.keyboard.press("Escape")
        assert not page.locator("#drawer").evaluate("drawer => drawer.open")
        assert page.evaluate("document.activeElement.className") == "n"


def test_a_mark_in_a_lane_opens_its_quote(made):
    with page_of(made) as page:
        tick = page.locator("rect[data-quote]").first
        number = tick.get_attribute("data-quote")
        tick.dispatch_event("click")
        found = [quote_of(figure) for _, figure in made.quotes if figure.get("id") == f"q{number}"]
        assert [quote for _, quote in page.evaluate(DRAWER)["quotes"]] == found


def test_without_a_script_a_number_leads_to_its_quotes_and_a_quote_to_its_turn(made):
    with page_of(made, script=False) as page:
        count = page.locator("table.groups a.n").first
        target = count.get_attribute("href")
        count.click()
        page.wait_for_timeout(100)
        assert page.locator(target).is_visible()
        page.locator(f"{target} a.whole").first.click()
        assert page.locator("#turns .turn:visible").count() == 1
        assert page.locator("#turns .turn:visible .ask").count() == 1


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize(
    ("scheme", "width", "media"),
    [(scheme, width, "screen") for scheme in ("light", "dark") for width in (1280, 320)] + [("light", 794, "print")],
)
def test_axe_finds_nothing(shipped, earlier, lang, scheme, width, media):
    script = AXE.read_text("utf-8")
    report = opened_report(shipped, "--lang", lang, "--between", "reader-1,reader-2", "--compare", str(earlier.path))
    assert report.tree.xpath("//section[@id='between']//details")
    assert report.tree.xpath("//section[@id='changes']//table[@data-table='changes:moved']")
    with page_of(report, width=width, scheme=scheme) as page:
        page.emulate_media(media=media, color_scheme=scheme)
        page.evaluate(script)
        assert page.evaluate(AXE_FINDS) == []
        if media == "screen":
            page.locator("#between summary").first.click()
            page.locator("table a.n").first.click()
            page.locator("#found a.whole").first.click()
            assert page.evaluate(AXE_FINDS) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("lang", ["en", "id"])
def test_on_a_telephone_no_cell_of_a_table_runs_into_the_next(shipped, lang):
    report = opened_report(shipped, "--coder", "reader-1", "--lang", lang, "--between", "reader-1,reader-2")
    with page_of(report, width=320) as page:
        over = """() => [...document.querySelectorAll('td, th')]
            .filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent)"""
        assert page.evaluate(over) == []


def test_print_has_every_column_and_no_folded_away_page(shipped):
    import pypdfium2

    report = opened_report(shipped, "--lang", "en")
    with page_of(report) as page:
        data = page.pdf(prefer_css_page_size=True)
    made = pypdfium2.PdfDocument(io.BytesIO(data))
    sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in made}
    assert sizes == {(595, 842)} or sizes == {(595, 841)}
    pages = [sheet.get_textpage() for sheet in made]
    first = " ".join(pages[0].get_text_range().split())
    for head in ("Interviews", "Mentions", "Per 1,000 words", "Prompted (%)", "95% CI"):
        assert head in first
    text = " ".join(" ".join(each.get_text_range().split()) for each in pages)
    for part in ("Who names them", "Where in the interviews", "Quotes", "Codebook", "How to make this page again"):
        assert part in text
    typical = next(quote_of(figure) for _, figure in report.quotes)
    assert typical.split(".")[0].split()[0] in text
    right = max(each.get_charbox(at)[2] for each in pages for at in range(each.count_chars()))
    assert right < 595 - 45  # nothing runs over the margin


def test_the_marks_by_which_counts_find_quotes_are_of_one_kind(made):
    assert all(mark(figure, "k") and mark(figure, "s") and mark(figure, "u") for _, figure in made.quotes)


def test_a_ranking_of_codes_that_are_no_barriers_gives_its_room_to_their_names(tmp_path):
    folder = made_study(tmp_path, 3)
    folder.write("clinic.yaml", CODEBOOK.replace("kind: barrier", "kind: theme"))
    folder.done("code", "-b", "clinic.yaml")
    with page_of(opened_report(folder)) as page:
        row = page.locator(".ranking tbody tr").first
        rank, name = (row.locator(of).first.bounding_box()["width"] for of in ("td", "th"))
    assert rank < name / 3
