"""Projects and codebooks of other programs (REFI-QDA): the zip around them, and what may be unpacked of it."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import NamedTuple

from qualcode.exchange.project import Project
from qualcode.exchange.refi_read import read_qde
from qualcode.model.finding import Finding
from qualcode.readers.archive import MOST_UNPACKED_BYTES, Unreadable, broken, encrypted

PROJECT_MANIFEST = "project.qde"
"""Name of the XML in the zip."""
_ZIP = b"PK\x03\x04"


class Received(NamedTuple):
    """A project, or None where the file cannot be read, and what was wrong with it or left out."""

    project: Project | None
    findings: tuple[Finding, ...] = ()


def read_project(name: str, data: bytes) -> Received:
    """Read a `.qdpx` or `.qdc` file; nothing is written, so that names inside the zip lead nowhere.

    `name` is the file as findings call it. Only the XML and the texts are unpacked, 200 MB of them at most.
    """
    try:
        if data.startswith(_ZIP):
            parts = _Parts(data)
            return Received(*read_qde(name, parts.read(parts.manifest()), parts.text))
        return Received(*read_qde(name, data, lambda path: None))
    except Unreadable as error:
        return Received(None, (Finding("error", f"project-{error.kind}", error.message, name, hint=error.hint),))


class _Parts:
    """The files in a zip, found by their names in any case and wherever their folder lies."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except Exception:  # zipfile raises more than BadZipFile for what is damaged
            raise broken("a project", ".qdpx") from None
        self._left = MOST_UNPACKED_BYTES
        self._found = self._named()

    def _named(self) -> Mapping[str, zipfile.ZipInfo]:
        """Name without folders, in small letters -> file."""
        files = [each for each in self._archive.infolist() if not each.is_dir()]
        return {PurePosixPath(each.filename.replace("\\", "/")).name.lower(): each for each in files}

    def manifest(self) -> str:
        """Name of the XML."""
        names = [name for name in self._found if name.endswith(".qde")]
        if PROJECT_MANIFEST in names or len(names) == 1:
            return PROJECT_MANIFEST if PROJECT_MANIFEST in names else names[0]
        raise Unreadable(
            "broken", f"this zip holds no {PROJECT_MANIFEST}", "export it again as a REFI-QDA project (.qdpx)"
        )

    def text(self, path: str) -> bytes | None:
        """Bytes of an internal source; None where the zip lacks it."""
        name = PurePosixPath(path.replace("\\", "/")).name.lower()
        return self.read(name) if name in self._found else None

    def read(self, name: str) -> bytes:
        """Unpack one file.

        Raises:
            Unreadable: it has a password, is damaged, or is larger than what may be unpacked.
        """
        info = self._found[name]
        if info.flag_bits & 1:
            raise encrypted(".qdpx")
        self._left -= info.file_size
        if self._left < 0:  # sizes that lie are caught when unpacking: zipfile reads no more than was stated
            raise Unreadable(
                "too-large", "the texts of this project unpack to more than 200 MB", "divide it into parts"
            )
        try:
            return self._archive.read(info)
        except Exception:  # zlib and zipfile raise many kinds
            raise broken("a project", ".qdpx") from None
