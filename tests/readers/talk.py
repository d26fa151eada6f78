"""Reading a source in a test, in one word."""

from qualcode.readers import read
from qualcode.readers.reading import ReadOptions


def talk(name, source, **options):
    """Speakers and texts of a source."""
    data = source if isinstance(source, bytes) else source.encode()
    return [(turn.speaker, turn.text) for turn in read(name, data, ReadOptions(**options)).turns]


def codes(name, source, **options):
    """Codes of the findings of a source, with their lines."""
    data = source if isinstance(source, bytes) else source.encode()
    return [(finding.code, finding.line) for finding in read(name, data, ReadOptions(**options)).findings]
