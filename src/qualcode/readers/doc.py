"""Word documents of the years before 2007 (.doc): LibreOffice turns them into .docx, where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from qualcode.model.transcript import Reading
from qualcode.readers.archive import OLE, ZIP
from qualcode.readers.decode import empty, failure
from qualcode.readers.reading import ReadOptions

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_SECONDS = 120


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read an old Word document; what only calls itself one (RTF, .docx, a web page) is read as what it is."""
    from qualcode.readers import docx, html, rtf

    begin = data[:1024].lstrip().lower()
    if not data.strip():
        return empty(name)
    if begin.startswith(b"{\\rtf"):
        return rtf.read(name, data, options)
    if data.startswith(ZIP):
        return docx.read(name, data, options)
    if begin.startswith((b"<html", b"<!doctype html", b"<?xml")):
        return html.read(name, data, options)
    if not data.startswith(OLE):
        return failure(name, "doc-broken", "this is not a Word document that can be opened", "save it as .docx")
    return _converted(name, data, options)


def _converted(name: str, data: bytes, options: ReadOptions) -> Reading:
    from qualcode.readers import docx

    program = next((found for each in (*_PROGRAMS, *_USUAL_PLACES) if (found := shutil.which(each))), None)
    if program is None:
        message = "a .doc needs LibreOffice to be read, and it is not installed"
        return failure(name, "doc-needs-libreoffice", message, "install LibreOffice, or save the document as .docx")
    with tempfile.TemporaryDirectory() as folder:
        made = _convert(program, Path(folder), data)
        if made is None:
            message = "LibreOffice could not open this document"
            return failure(name, "doc-broken", message, "open it in the program that made it and save it as .docx")
        return docx.read(name, made, options)


def _convert(program: str, folder: Path, data: bytes) -> bytes | None:
    """The document as .docx; a profile of its own keeps a LibreOffice that is open out of it."""
    source = folder / "source.doc"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(source)]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return None
    made = folder / "source.docx"
    return made.read_bytes() if made.is_file() else None
