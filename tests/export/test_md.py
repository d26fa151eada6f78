import pytest
from markdown_it import MarkdownIt

from export.sample import table
from qualcode.export import TABLE_FORMATS
from qualcode.export.md import cell


def rendered(data: bytes) -> list[list[str]]:
    """Cells as a reader of the rendered page sees them."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(data.decode())
    lines: list[list[str]] = []
    end = [token.type for token in tokens].index("table_close")
    for token in tokens[:end]:
        if token.type == "tr_open":
            lines.append([])
        if token.type == "inline" and lines:
            lines[-1].append("".join(_shown(child) for child in token.children))
    return lines


def _shown(token) -> str:
    assert token.type in ("text", "text_special", "html_inline", "softbreak"), token.type
    return "\n" if token.content == "<br>" else token.content


def test_a_reader_sees_the_words_as_they_were_said():
    texts = ["[tertawa] <noise> *ya* | `a` _b_ c_d & &amp; \\ ~~x~~ [a](b)", "satu\ndua", "a\r\nb"]
    lines = rendered(TABLE_FORMATS["md"](table(texts)))
    assert [line[-1] for line in lines] == ["Quote", f"“{texts[0]}”", "“satu dua”", "“a b”"]


def test_title_and_notes_stand_around_the_table():
    lines = TABLE_FORMATS["md"](table(["a"])).decode().splitlines()
    assert lines[0] == "## Coded segments: corpus mini, coder rules"
    assert lines[2:5] == [
        "| Turn | Share | Prompted | Quote |",
        "| ---: | ---: | --- | --- |",
        "| 1 | – | yes | “a” |",
    ]
    assert lines[6:] == ["- N = 3 respondents.", "- Frequency is not importance."]


@pytest.mark.parametrize(("text", "written"), [("", ""), ("a_b", "a_b"), ("_a", r"\_a"), ("a\nb", "a<br>b")])
def test_texts_stay_in_their_cell(text, written):
    assert cell(text) == written
