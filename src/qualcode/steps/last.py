"""The codebook that coded a corpus last: what is taken where none is named."""

import json

from qualcode.model import Codebook
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes, write_bytes


def note_last(opened: Opened, codebook: Codebook) -> None:
    """Note that this codebook was used last: exports take it unless another is named."""
    last = json.dumps({"codebook": codebook.codebook, "file": codebook.file})
    write_bytes(opened.layout.codings(opened.name, codebook.codebook).parent / "last.json", last.encode())


def last_codebook(opened: Opened) -> tuple[str, str]:
    """Name and file of the codebook that coded the corpus last; two empty strings where none did."""
    path = opened.layout.codings(opened.name, "x").parent / "last.json"
    if not path.is_file():
        return "", ""
    try:
        last = json.loads(read_bytes(path))
        return str(last["codebook"]), str(last["file"])
    except (ValueError, KeyError, TypeError):
        return "", ""  # rebuildable: as if nothing had been coded
