from dataclasses import replace
from html.parser import HTMLParser

import pytest
from lxml import html

from export.sample import table
from export.sample_wide import awkward, codes
from qualcode.export import TABLE_FORMATS
from qualcode.export.cells import LINE_END
from qualcode.model.table import Column, PageChoices, Table
from qualcode.printed.present import printed_table
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
    columns = [column.texts for column in printed_table(made).columns]
    assert rows[0] == ["Turn", "Share", "Prompted", "Quote"]
    expected = [[visible.shown(LINE_END.sub("\n", text)) for text in row] for row in zip(*columns, strict=True)]
    assert rows[1:] == expected


def test_headings_say_what_they_head():
    made = page(replace(codes(3), page=PageChoices(("all",))))
    assert [cell.get("scope") for cell in made.find(".//thead/tr")] == ["col"] * 4
    assert [row[0].get("scope") for row in made.find(".//tbody")] == ["row"] * 3
    assert made.find(".//caption").text == "Codes: corpus mini, coder rules"


def test_no_row_is_headed_by_texts_that_return():
    assert not page(table(["ya", "ya"])).xpath("//th[@scope='row']")


def test_notes_stand_below_and_definitions_in_the_data():
    made = page(table())
    assert [each.text for each in made.findall(".//figcaption/p")] == [*table().notes]
    assert "The coded words." not in made.text_content()


def test_what_columns_share_stands_over_them():
    people = Column("respondents", "integer", "N."), Column("respondents_total", "integer", "N.")
    made = page(Table("barriers", "B", (Column("label", "string", "L."), *people), {
        "label": ["Jaringan"], "respondents": [3], "respondents_total": [19]}))  # fmt: skip
    over, heads = made.findall(".//thead/tr")
    assert [(cell.tag, cell.text, cell.get("colspan")) for cell in over] == [
        ("td", None, None),
        ("th", "Respondents (N\u00a0=\u00a019)", "1"),
    ]
    assert [cell.text for cell in heads] == ["Barrier", "n"]


def test_a_wide_table_scrolls_in_a_region_that_has_focus_and_a_name():
    (region,) = page(table()).xpath("//*[@role='region']")
    assert (region.get("tabindex"), region.get("aria-label")) == ("0", table().title)


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


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_page_says_what_it_is(language):
    data = TABLE_FORMATS["html"](replace(table(), language=language, title="Hambatan & <ijin>\n“kota”"))
    made = html.document_fromstring(data)
    assert data.startswith(b"<!DOCTYPE html>\n")
    assert b'<meta charset="utf-8">' in data[:1024]  # where browsers look for it
    assert [each.get("lang") for each in (made, made.find(".//figure"), made.find(".//tbody"))] == [language] * 2 + [""]
    assert made.find(".//title").text == "Hambatan & <ijin> “kota”"


def test_a_browser_told_nothing_reads_the_words_as_they_are():
    shown_there = html.document_fromstring(
        TABLE_FORMATS["html"](table(["“kurang” – é 😀"]))
    )  # lxml guesses as a browser does
    assert shown_there.find(".//tbody//th").text == "“‘kurang’ – é 😀”"


def test_only_long_texts_take_room():
    assert not page(table(["kata", "kata lain"])).xpath("//*[@class='long']")
    assert page(table(["kata " * 9])).xpath("//tbody//*[@class='long']")


def test_dates_are_dates():
    dates = ["2024-05-17", "2024-05", "2024-13", "17-05-2024", "on 2024-05-17"]
    made = page(Table("interviews", "I", (Column("date", "string", "D."),), {"date": dates}))
    assert [each.text for each in made.iter("time")] == ["2024-05-17", "2024-05"]


def test_the_same_table_is_the_same_page():
    assert TABLE_FORMATS["html"](awkward()) == TABLE_FORMATS["html"](awkward())
