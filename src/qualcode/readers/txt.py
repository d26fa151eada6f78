"""Plain text: labelled lines, or one respondent a line."""

from collections.abc import Callable, Iterable

from qualcode.model import Reading
from qualcode.readers.decode import decode
from qualcode.readers.failure import without_text
from qualcode.readers.front_matter import front_matter
from qualcode.readers.lines import Line, plain_lines
from qualcode.readers.options import Options


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read a plain text transcript; wrapped lines continue a turn and keep their line ends."""
    return read_as(plain_lines, name, data, options)


def read_as(lines: Callable[[str, int], Iterable[Line]], name: str, data: bytes, options: Options) -> Reading:
    """Read a text that front matter may stand above; `lines` makes its lines, given the number of the first."""
    if options.each == "line":
        from qualcode.readers import each_line

        return each_line.read(name, data, options)
    decoded = decode(name, data, options)
    if decoded.text is None or not decoded.text.strip():  # millions of empty lines need no look each
        return without_text(name, decoded)
    from qualcode.readers.talk import talk  # its patterns take a tenth of a second, and lines need none

    front = front_matter(name, decoded.text)
    return talk(
        name,
        lines(front.body, front.lines + 1),
        "line",
        findings=(*decoded.findings, *front.findings),
        attributes=front.attributes,
        encoding=decoded.encoding,
        skipped={"lines of front matter": front.lines},
    )
