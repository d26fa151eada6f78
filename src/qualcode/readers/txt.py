"""Plain text: labelled lines, or one respondent a line."""

from qualcode.model import Reading
from qualcode.readers.decode import decode
from qualcode.readers.failure import empty
from qualcode.readers.front_matter import front_matter
from qualcode.readers.lines import plain_lines
from qualcode.readers.options import Options


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read a plain text transcript; wrapped lines continue a turn and keep their line ends."""
    if options.each == "line":
        from qualcode.readers import each_line

        return each_line.read(name, data, options)
    decoded = decode(name, data, options)
    if decoded.text is None:
        return Reading((), findings=decoded.findings)
    if not decoded.text.strip():  # millions of empty lines need no look each
        return empty(name, decoded.findings)
    from qualcode.readers.talk import talk  # its patterns take a tenth of a second, and lines need none

    front = front_matter(name, decoded.text)
    return talk(
        name,
        plain_lines(front.body, front.lines + 1),
        "line",
        findings=(*decoded.findings, *front.findings),
        attributes=front.attributes,
        encoding=decoded.encoding,
        skipped={"lines of front matter": front.lines},
    )
