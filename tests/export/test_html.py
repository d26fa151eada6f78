from html.parser import HTMLParser

from lxml import html

from export.sample import table
from export.sample_wide import awkward, codes
from qualcode.export import FORMATS
from qualcode.export.cells import LINE, printed, visible


def fragment(made):
    return html.fragment_fromstring(FORMATS["html"](made).decode())


def shown(cell) -> str:
    for mark in cell.iter("br"):
        mark.tail = "\n" + (mark.tail or "")
    return cell.text_content()


def test_a_reader_sees_every_value():
    made = awkward()
    rows = [[shown(cell) for cell in row] for row in fragment(made).iter("tr")]
    columns = [printed(column, made.data[column.name]) for column in made.columns]
    assert rows[0] == [column.name for column in made.columns]
    expected = [[visible(LINE.sub("\n", text)) for text in row] for row in zip(*columns, strict=True)]
    assert rows[1:] == expected


def test_headings_say_what_they_head():
    made = fragment(codes(3))
    assert [cell.get("scope") for cell in made.find(".//thead/tr")] == ["col"] * 4
    assert [row[0].get("scope") for row in made.find(".//tbody")] == ["row"] * 3
    assert made.find(".//caption").text == "Codes: corpus mini, coder rules"


def test_no_row_is_headed_by_texts_that_return():
    assert not fragment(table(["ya", "ya"])).xpath("//th[@scope='row']")


def test_notes_and_definitions_stand_below():
    made = fragment(table())
    assert [each.text for each in made.findall(".//figcaption/p")] == [*table().notes]
    assert [each.text for each in made.findall(".//dd")] == [column.definition for column in table().columns]


def test_nothing_runs_and_no_colour_is_set():
    text = FORMATS["html"](awkward()).decode()
    assert not {"<script", "onerror", "javascript:", "http", "#fff", "background"} & set(text.lower().split())
    assert "<noise>" not in text
    assert "color" not in text.replace("currentColor", "")


def test_what_is_opened_is_closed():
    class Balance(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open = []

        def handle_starttag(self, tag, attributes):
            if tag != "br":
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    parser = Balance()
    parser.feed(FORMATS["html"](awkward()).decode())
    assert parser.open == []


def test_texts_find_their_direction():
    cells = fragment(awkward()).xpath("//tbody//*[contains(text(), 'שלום')]")
    assert [cell.get("dir") for cell in cells] == ["auto"]


def test_a_table_without_rows_says_so():
    assert fragment(codes(0)).find(".//tbody/tr/td").text == "No rows."
