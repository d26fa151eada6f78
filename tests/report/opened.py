"""A report as a reader has it: its counts, and the quotes that each of them opens, read from the page alone."""

import json
from dataclasses import dataclass
from functools import cached_property

from lxml import html

from study import Folder


@dataclass(frozen=True)
class OpenedReport:
    """A page that was written."""

    folder: Folder
    data: bytes

    @cached_property
    def tree(self):
        return html.fromstring(self.data.decode())

    @property
    def text(self) -> str:
        return self.data.decode()

    @cached_property
    def quotes(self):
        return [(set(figure.get("class").split()), figure) for figure in self.tree.xpath("//figure")]

    def with_marks(self, selector: str):
        wanted = set(selector.strip(".").split("."))
        return [figure for marks, figure in self.quotes if wanted <= marks]

    def opened(self, count) -> list:
        """The quotes that a count opens, as its script finds them."""
        one = self.with_marks(count.get("data-q"))
        if not (other := count.get("data-other")):
            return one
        two = self.with_marks(other)
        both = {mark(each, "u") for each in one} & {mark(each, "u") for each in two}
        return [each for each in (*one, *two) if mark(each, "u") in both]

    def number(self, count) -> int:
        """How many a count opens: quotes, or the people, interviews or turns that they are of."""
        found, by = self.opened(count), count.get("data-by")
        return len({mark(each, by) for each in found}) if by else len(found)

    @cached_property
    def counts(self) -> list:
        return self.tree.xpath("//a[@class='n']")

    def cells(self, table: str):
        """(row, column) -> text of the cell, and its count, of one table of the page."""
        found = {}
        for each in self.tree.xpath("//table[@data-table=$name]", name=table):
            columns = [head.get("data-column") for head in each.xpath("./thead/tr[last()]/*")]
            for row in each.xpath("./tbody/tr"):
                for column, cell in zip(columns, row.xpath("./th|./td"), strict=True):
                    counts = cell.xpath(".//a[@class='n']|.//span[@class='none']")
                    key = row.get("data-code") or row.get("data-session") or row[0].text_content()
                    found[key, column] = (counts[0] if counts else cell).text_content()
        return found

    def turn(self, figure) -> str:
        """The turn of a quote, as the page keeps it."""
        (link,) = figure.xpath(".//a[@class='whole']")
        (turn,) = self.tree.xpath("//article[@id=$id]", id=link.get("href")[1:])
        return turn.xpath("./p[@class='speech']")[0].text_content()


def mark(figure, letter: str) -> str:
    """The mark of a quote that begins with a letter and goes on with digits."""
    return next((each for each in figure.get("class").split() if each[0] == letter and each[1:].isdigit()), "")


def quote_of(figure) -> str:
    return figure.xpath(".//mark")[0].text_content()


def opened_report(folder: Folder, *options: str) -> OpenedReport:
    """Write a report to stdout and open it."""
    return OpenedReport(folder, folder.done("report", "-o", "-", *options).data)


def rows(folder: Folder, table: str, *options: str) -> list[dict]:
    """A table as `export` writes it."""
    out = folder.done("export", table, "--to", "json", "-o", "-", *options).out
    made = json.loads(out)
    return made["rows"] if isinstance(made, dict) else made
