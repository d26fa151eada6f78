"""Plain text: labelled lines, or one respondent a line."""

from qualcode.model import Reading
from qualcode.readers import each_line
from qualcode.readers.decode import decode
from qualcode.readers.failure import empty
from qualcode.readers.front_matter import front_matter
from qualcode.readers.labels import spoken
from qualcode.readers.lines import plain_lines
from qualcode.readers.options import Options
from qualcode.readers.pieces import turns


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read a plain text transcript; wrapped lines continue a turn and keep their line ends."""
    decoded = decode(name, data, options)
    if decoded.text is None:
        return Reading((), findings=decoded.findings)
    if options.each == "line":
        return each_line.read(name, decoded.text, decoded.findings)
    front = front_matter(name, decoded.text)
    pieces, guesses = spoken(plain_lines(front.body, front.lines + 1), name, "line")
    found = turns(pieces)
    findings = (*decoded.findings, *front.findings, *guesses)
    return Reading(found, front.attributes, findings) if found else empty(name, findings)
