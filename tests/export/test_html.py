from dataclasses import replace
from html.parser import HTMLParser

import pytest
from lxml import html

from export.sample import table
from export.sample_wide import awkward, codes
from qualcode.export import TABLE_FORMATS
from qualcode.export.cells import LINE_END, printed
from qualcode.text import visible


def page(made):
    return html.document_fromstring(TABLE_FORMATS["html"](made))


def shown(cell) -> str:
    for mark in cell.iter("br"):
        mark.tail = "\n" + (mark.tail or "")
    return cell.text_content()


def test_a_reader_sees_every_value():
    made = awkward()
    rows = [[shown(cell) for cell in row] for row in page(made).iter("tr")]
    columns = [printed(column, made.data[column.name]) for column in made.columns]
    assert rows[0] == [column.name for column in made.columns]
    expected = [[visible.shown(LINE_END.sub("\n", text)) for text in row] for row in zip(*columns, strict=True)]
    assert rows[1:] == expected


def test_headings_say_what_they_head():
    made = page(codes(3))
    assert [cell.get("scope") for cell in made.find(".//thead/tr")] == ["col"] * 4
    assert [row[0].get("scope") for row in made.find(".//tbody")] == ["row"] * 3
    assert made.find(".//caption").text == "Codes: corpus mini, coder rules"


def test_no_row_is_headed_by_texts_that_return():
    assert not page(table(["ya", "ya"])).xpath("//th[@scope='row']")


def test_notes_and_definitions_stand_below():
    made = page(table())
    assert [each.text for each in made.findall(".//figcaption/p")] == [*table().notes]
    assert [each.text for each in made.findall(".//dd")] == [column.definition for column in table().columns]


def test_nothing_runs_and_no_colour_is_set():
    text = TABLE_FORMATS["html"](awkward()).decode()
    assert not {"<script", "onerror", "javascript:", "http", "#fff", "background"} & set(text.lower().split())
    assert "<noise>" not in text
    assert "color:" not in text.replace(" ", "")


def test_what_is_opened_is_closed():
    class Balance(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open = []

        def handle_starttag(self, tag, attributes):
            if tag not in ("br", "meta", "wbr"):
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    parser = Balance()
    parser.feed(TABLE_FORMATS["html"](awkward()).decode())
    assert parser.open == []


def test_texts_find_their_direction():
    cells = page(awkward()).xpath("//tbody//*[contains(text(), 'שלום')]")
    assert [cell.get("dir") for cell in cells] == ["auto"]


def test_a_table_without_rows_says_so():
    assert page(codes(0)).find(".//tbody/tr/td").text == "No rows."


@pytest.mark.parametrize(("language", "columns"), [("en", "Columns"), ("id", "Kolom")])
def test_a_page_says_what_it_is(language, columns):
    data = TABLE_FORMATS["html"](replace(table(), language=language, title="Hambatan & <ijin>\n“kota”"))
    made = html.document_fromstring(data)
    assert data.startswith(b"<!DOCTYPE html>\n")
    assert b'<meta charset="utf-8">' in data[:1024]  # where browsers look for it
    assert [each.get("lang") for each in (made, made.find(".//figure"), made.find(".//tbody"))] == [language] * 2 + [""]
    assert made.find(".//title").text == "Hambatan & <ijin> “kota”"
    assert made.find(".//summary").text == columns


def test_a_browser_told_nothing_reads_the_words_as_they_are():
    shown_there = html.document_fromstring(
        TABLE_FORMATS["html"](table(["“kurang” – é 😀"]))
    )  # lxml guesses as a browser does
    assert shown_there.find(".//tbody//th").text == "“kurang” – é 😀"


def test_only_long_texts_take_room_and_long_names_may_break():
    assert not page(table(["kata", "kata lain"])).xpath("//*[@class='long']")
    assert page(table(["kata " * 9])).xpath("//tbody//*[@class='long']")
    data = TABLE_FORMATS["html"](codes(3)).decode()
    assert data.count("_<wbr>") == sum(column.name.count("_") for column in codes(3).columns)


def test_dates_are_dates():
    made = page(table(["2024-05-17", "2024-05", "2024-13", "17-05-2024", "on 2024-05-17"]))
    assert [each.text for each in made.iter("time")] == ["2024-05-17", "2024-05"]


def test_the_same_table_is_the_same_page():
    assert TABLE_FORMATS["html"](awkward()) == TABLE_FORMATS["html"](awkward())
