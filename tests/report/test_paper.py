"""The report as a Word document: what the page says, with headings, captions and lists that Word counts."""

import csv
import io
import re
import zipfile

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm

from report.made import made_study
from report.opened import OpenedReport, opened_report, quote_of
from study import TXT, coded
from topics.talk import talked


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made_study(tmp_path_factory.mktemp("made"), 4)


@pytest.fixture(scope="module")
def page(folder) -> OpenedReport:
    return opened_report(folder, "--by", "city", "--lang", "en")


@pytest.fixture(scope="module")
def data(folder) -> bytes:
    return written(folder, "--by", "city", "--lang", "en")


@pytest.fixture(scope="module")
def document(data):
    return Document(io.BytesIO(data))


def written(folder, *options: str) -> bytes:
    return folder.done("report", "--to", "docx", "-o", "-", *options).data


def styled(document, style: str) -> list[str]:
    return ["".join(each._p.xpath(".//w:t/text()")) for each in document.paragraphs if each.style.name == style]


def fields(document) -> list[str]:
    return document.element.xpath("//w:fldSimple/@w:instr") + document.element.xpath("//w:instrText/text()")


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_same_study_gives_the_same_bytes(folder, data):
    assert written(folder, "--by", "city", "--lang", "en") == data


def test_sections_of_the_page_are_headings(document, page):
    for level, element in enumerate(("h1", "h2", "h3", "h4"), start=1):
        on_page = [plain(each.text_content()) for each in page.tree.xpath(f"//main//{element}")]
        assert styled(document, f"Heading {level}") == on_page


def test_every_cell_of_the_page_is_in_the_document(document, page):
    tables = page.tree.xpath("//table")
    assert len(tables) == len(document.tables) > 5
    for on_page, on_paper in zip(tables, document.tables, strict=True):
        rows = on_page.xpath("./tbody/tr")
        made = on_paper.rows[-len(rows) :]
        for row, cells in zip(rows, made, strict=True):
            kept = [each for each in row if not each.xpath("./*[name()='svg']")]
            expected = [re.sub(r"\W", "", each.text_content()) for each in kept]
            assert [re.sub(r"\W", "", cell.text) for cell in cells.cells] == expected


def test_what_stands_open_on_the_page_is_quoted_and_what_it_folds_away_is_not(document, page):
    opened = page.tree.xpath("//section[@id='quotes']//figure[not(ancestor::details)]")
    assert [plain(each) for each in styled(document, "Quote")] == [
        plain(figure.xpath("./blockquote")[0].text_content()) for figure in opened
    ]
    assert all(
        plain(quote_of(figure)) in quote for figure, quote in zip(opened, styled(document, "Quote"), strict=True)
    )
    assert all(re.fullmatch(r"\(.*turn \d+.*\)", each) for each in styled(document, "Quote Source"))


def test_captions_are_counted_by_word_and_listed_at_the_beginning(document):
    captions, listed = styled(document, "Caption"), styled(document, "table of figures")
    assert [each.removesuffix("–") for each in listed] == sorted(captions, key=lambda each: each.startswith("Figure"))
    tables = [each for each in captions if each.startswith("Table")]
    assert [each.split(".")[0] for each in tables] == [f"Table {at}" for at in range(1, len(document.tables) + 1)]
    asked = fields(document)
    assert sum(" SEQ Table " in each for each in asked) == len(tables)
    for field in ('TOC \\o "1-3" \\h \\z \\u', 'TOC \\h \\z \\c "Table"', 'TOC \\h \\z \\c "Figure"'):
        assert f" {field} " in asked


def test_contents_lead_to_bookmarks_that_are_there(document):
    targets = document.element.xpath("//w:hyperlink/@w:anchor")
    assert targets
    assert set(targets) <= set(document.element.xpath("//w:bookmarkStart/@w:name"))
    numbers = document.element.xpath("//w:bookmarkStart/@w:id")
    assert len(set(numbers)) == len(numbers)
    begun, ended = (document.element.xpath(f"//w:fldChar[@w:fldCharType='{kind}']") for kind in ("begin", "end"))
    assert len(begun) == len(ended)


def test_figures_stand_with_a_description_between_the_margins(document):
    pictures = document.element.xpath("//wp:inline")
    assert len(pictures) == sum(each.startswith("Figure") for each in styled(document, "Caption")) > 2
    for picture in pictures:
        assert len(picture.docPr.get("descr")) > 30
        assert picture.extent.cx <= Mm(140.1)
    drawn = [each for each in document.paragraphs if each._p.xpath(".//w:drawing")]
    assert {each.style.name for each in drawn} == {"Figure"}  # whose space parts it from a table without a note


def test_without_matplotlib_a_line_says_so_and_the_rest_is_there(folder, monkeypatch):
    from qualcode.figures.save import find_spec

    monkeypatch.setattr(
        "qualcode.figures.save.find_spec", lambda name: None if name == "matplotlib" else find_spec(name)
    )
    ended = folder.done("report", "--to", "docx", "-o", "-")
    assert ended.err.count("figures") == 1
    assert "qualcode[plots]" in ended.err
    made = Document(io.BytesIO(ended.data))
    assert made.tables
    assert not made.element.xpath("//wp:inline")


def test_an_indonesian_document_is_indonesian(folder):
    made = Document(io.BytesIO(written(folder, "--lang", "id")))
    assert "Daftar isi" in styled(made, "Contents Heading")
    assert {each.split()[0] for each in styled(made, "Caption")} == {"Tabel", "Gambar"}
    assert any(' TOC \\h \\z \\c "Tabel" ' in each for each in fields(made))
    assert made.styles.element.xpath("./w:docDefaults//w:lang/@w:val") == ["id-ID"]


@pytest.mark.parametrize("option", ["--redact", "--no-quotes"])
def test_no_word_of_speech_is_in_a_document_without_quotes(tmp_path, option):
    said = TXT.replace("kurang sekali", "kurang kwabbelig").replace("perawat?", "perawat kwabbelig?")
    folder = coded(tmp_path, {f"zebrafinch-{at}.txt": said for at in range(7)})
    with zipfile.ZipFile(io.BytesIO(written(folder, option, "--lang", "en"))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Codebook" in everything
    assert b"kwabbelig" not in everything
    assert (b"zebrafinch" in everything) == (option == "--no-quotes")


def test_sections_are_chosen_and_the_ending_of_the_file_says_the_format(folder):
    folder.done("report", "--sections", "barriers,codebook", "-o", "out/chapter.docx")
    made = Document(folder.path / "out/chapter.docx")
    assert styled(made, "Heading 2") == ["Barriers", "Codebook"]


def template(path, change=lambda _: None):
    made = Document()
    made.styles["Heading 1"].font.name = "Faculty Sans"
    made.add_paragraph("An old thesis, kwabbelig.")
    made.sections[0].left_margin = made.sections[0].right_margin = Mm(55)
    made.sections[0].header.paragraphs[0].text = "Faculty of Letters"
    change(made)
    made.save(path)
    return path


def test_a_template_gives_its_styles_and_page_and_nothing_of_its_text(folder, tmp_path):
    faculty = template(tmp_path / "faculty.docx")
    made = Document(io.BytesIO(written(folder, "--template", str(faculty))))
    assert made.styles["Heading 1"].font.name == "Faculty Sans"
    assert made.sections[-1].header.paragraphs[0].text == "Faculty of Letters"
    assert "kwabbelig" not in made.element.xml
    assert made.element.xpath("//w:tbl")
    wide = made.sections[-1].page_width - Mm(110)
    widths = [sum(map(int, each.xpath("./w:tblGrid/w:gridCol/@w:w"))) * 635 for each in made.element.xpath("//w:tbl")]
    assert max(widths) <= wide + Mm(1)
    assert all(each.extent.cx <= wide for each in made.element.xpath("//wp:inline"))


def test_styles_are_found_by_their_names_where_a_word_of_another_language_named_them(folder, tmp_path):
    def translated(made):
        made.styles["Heading 1"].element.set(made.styles.element.xpath("./w:style/@w:styleId")[0].attrname, "Judul1")

    made = Document(io.BytesIO(written(folder, "--template", str(template(tmp_path / "id.docx", translated)))))
    assert made.element.xpath("//w:pStyle[@w:val='Judul1']")
    assert styled(made, "Heading 1")


def test_a_dotx_is_taken_and_what_is_made_is_a_document(folder, tmp_path):
    plain_file, faculty = template(tmp_path / "a.docx"), tmp_path / "a.dotx"
    with zipfile.ZipFile(plain_file) as old, zipfile.ZipFile(faculty, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"document.main+xml", b"template.main+xml"))
    made = written(folder, "--template", str(faculty))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"template.main+xml" not in archive.read("[Content_Types].xml")


def test_pictures_comments_and_notes_of_the_old_text_do_not_come_along(folder, tmp_path, page):
    def illustrated(made):
        picture = io.BytesIO(PNG)
        made.add_picture(picture)

    faculty = template(tmp_path / "a.docx", illustrated)
    made = written(folder, "--template", str(faculty), "--sections", "barriers,codebook")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert all(archive.read(name) != PNG for name in archive.namelist())


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc330000"
    "000049454e44ae426082"
)


def bad_archive(path, names):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)


def without_styles(path):
    template(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist() if name != "word/styles.xml"}
    relations = parts["word/_rels/document.xml.rels"]
    parts["word/_rels/document.xml.rels"] = re.sub(rb"<Relationship [^>]*styles.xml[^>]*/>", b"", relations)
    parts["[Content_Types].xml"] = re.sub(rb"<Override [^>]*/word/styles.xml[^>]*/>", b"", parts["[Content_Types].xml"])
    bad_archive(path, parts)


def with_macros(path):
    template(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"officedocument.wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    )
    bad_archive(path, parts)


HOSTILE = {
    "is no archive": lambda path: path.write_bytes(b"\x00\xff not a zip"),
    "is empty": lambda path: path.write_bytes(b""),
    "has another inside": lambda path: bad_archive(path, {"a.txt": "a"}),
    "has no styles": without_styles,
    "has macros": with_macros,
    "unpacks to too much": lambda path: bad_archive(path, {"[Content_Types].xml": bytes(210_000_000)}),
    "has XML without end": lambda path: bad_archive(path, {"[Content_Types].xml": "<a>" * 2_100_000}),
    "is a folder": lambda path: path.mkdir(),
    "is not there": lambda path: None,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_template_that_cannot_be_used_is_refused_in_one_line(folder, tmp_path, kind):
    path = tmp_path / "template.docx"
    HOSTILE[kind](path)
    ended = folder.run("report", "--to", "docx", "--template", str(path), "-o", str(tmp_path / "out.docx"))
    assert (ended.code, len(ended.err.strip().splitlines())) == (2, 1), ended.err
    assert "template.docx" in ended.err
    assert not (tmp_path / "out.docx").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--to", "pdf"), "pdf"),
        (("--to", "html", "-o", "a.docx"), "--to asks for html"),
        (("--to", "html", "--template", "a.docx"), "--template is for docx"),
    ],
)
def test_formats_that_do_not_go_together_are_refused(folder, options, said):
    ended = folder.run("report", *options)
    assert (ended.code, len(ended.err.strip().splitlines())) == (2, 1)
    assert said in ended.err


def test_every_style_that_is_used_is_there(document):
    known = {each.style_id for each in document.styles if each.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE)}
    assert set(document.element.xpath("//w:pStyle/@w:val|//w:tblStyle/@w:val")) <= known


def test_the_place_of_a_quote_is_its_interview_then_its_turn(document):
    places = [paragraph.text for paragraph in document.paragraphs if re.search(r"turn \d+", paragraph.text)]
    assert places
    assert not [place for place in places if re.search(r"[^ (]turn \d", place)]


@pytest.mark.slow
def test_words_of_groups_and_topics_are_drawn_too(tmp_path):
    folder = talked(tmp_path)
    folder.done("topics", "--k", "3", "--samples", "4")
    folder.write("corpora/default/corpus.yaml", "format: 1\nconsent: quotes\n")
    ended = folder.run("report", "--to", "docx", "-o", "r.docx", "--by", "city", "--lang", "en")
    made = Document(folder.path / "r.docx")
    described = made.element.xpath("//wp:docPr/@descr")
    assert any(alt.startswith("Bar chart of topics by their share") for alt in described)
    words = any(alt.startswith("Bar charts of words by log ratio") for alt in described)
    assert words != ("no figure `keyness`" in ended.err)
    redacted = Document(io.BytesIO(written(folder, "--redact")))
    assert not [alt for alt in redacted.element.xpath("//wp:docPr/@descr") if "opics" in alt or "words" in alt]


def test_a_translation_stands_under_its_quote(tmp_path):
    folder = coded(tmp_path)
    sheet = folder.done("export", "quotes", "--gloss", "en", "--to", "csv", "-o", "-").data.decode("utf-8-sig")
    heads, first, *others = list(csv.reader(io.StringIO(sheet)))
    first[heads.index("translation_en")] = "What it says."
    made = io.StringIO()
    csv.writer(made).writerows([heads, first, *others])
    folder.write("filled.csv", made.getvalue())
    folder.done("import", "translations", "filled.csv")
    folder.done("code", "-b", "clinic.yaml")
    quotes = styled(Document(io.BytesIO(written(folder, "--lang", "id"))), "Quote")
    assert quotes.count("What it says.") >= 1
    assert first[heads.index("quote")] in quotes[quotes.index("What it says.") - 1]
