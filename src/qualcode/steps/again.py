"""Again: the command that reads new and changed sources."""

import shlex
from collections.abc import Sequence
from pathlib import PurePosixPath

from qualcode.model import Header
from qualcode.steps.study import Opened


def ingest_again(opened: Opened, new: Sequence[str], changed: Sequence[Header], *options: str) -> str:
    """The command that reads new and changed sources; empty when there are none.

    Sources that were left in place are read again from the folder that was named then: their ids are relative to it.
    """
    own = opened.layout.relative(opened.layout.sources(opened.name))
    named = {_named(header) for header in changed}
    if not new and not named:
        return ""
    folders = [] if named <= {own} else sorted(named | ({own} if new else set()))
    return shlex.join(["qualcode", "ingest", *folders, *options])


def _named(header: Header) -> str:
    """The folder from which a source has its id."""
    path = PurePosixPath(header.source)
    return str(path.parents[header.transcript.count("/")])


def is_coded(opened: Opened, transcript: str) -> bool:
    """Whether people keep codings in a transcript, which a corrected source may move."""
    layout, name = opened.layout, opened.name
    return any(layout.coding_file(name, coder, transcript).is_file() for coder in layout.coder_names(name))
