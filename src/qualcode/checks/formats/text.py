"""Text: a line for each finding, by file, for a terminal."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from qualcode.checks.check import Found
from qualcode.checks.report import Report, Shown
from qualcode.checks.run import fails

Line = tuple[str, str]
"""Level of a line (empty: none), and its text."""


def to_text(report: Report, shown: Shown) -> str:
    """The lines as plain text."""
    return "".join(f"{text}\n" for _, text in text_lines(report, shown))


def text_lines(report: Report, shown: Shown) -> Iterator[Line]:
    """Lines of a report: findings grouped by file, a blank line between files; nothing where nothing was found."""
    kept = [each for each in report.found if fails(each.finding.level, shown.least)]
    for number, (_, own) in enumerate(groupby(kept, key=lambda each: each.finding.file)):
        if number:
            yield "", ""
        yield from _file(list(own), shown)


def _file(own: list[Found], shown: Shown) -> Iterator[Line]:
    """Lines of one file; what one check finds again and again is counted after a while."""
    counts: Counter[str] = Counter()
    for each in own:
        counts[each.check.code] += 1
        if not shown.most or counts[each.check.code] <= shown.most:
            yield each.finding.level, _line(each, shown)
    for code, count in sorted(counts.items()):
        if shown.most and count > shown.most:
            yield "", f"{own[0].finding.file or code}: {count - shown.most} more of {code}"


def _line(each: Found, shown: Shown) -> str:
    """`file:line:column: QC104 what is wrong; what to do [error unknown-reference]`."""
    finding = each.finding
    place = f"{finding.place}: " if finding.place else ""
    quote = f' "{" ".join(each.quote.split())}"' if shown.quotes and each.quote else ""
    hint = f"; {finding.hint}" if finding.hint else ""
    return f"{place}{each.check.code} {finding.message}{quote}{hint} [{finding.level} {each.check.name}]"
