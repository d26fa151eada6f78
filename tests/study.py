"""A small invented study on disk, and the command line to work on it, in the process of the test."""

import atexit
import contextlib
import hashlib
import io
import json
import os
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qualcode.api.verify import READABLE
from qualcode.cli.main import run_command_line

CODEBOOK = """\
format: 1
codebook: clinic
version: 1.0.0
languages: [id, en]
lexicons:
  net: {id: [jaringan, sinyal, koneksi], en: [connection]}
  lack: {id: [kurang, belum ada], en: [not enough]}
codes:
  - code: access
    kind: barrier
    label: {id: Akses kurang, en: Poor access}
  - code: network
    parent: access
    label: {id: Jaringan kurang, en: Poor network}
    rules:
      - rule: net-missing
        near: ["@net", "@lack"]
  - code: staff
    kind: barrier
    label: {id: Perawat kurang, en: Too few nurses}
    terms: [perawat, nurse]
  - code: health_app
    kind: actor
    label: {id: Aplikasi Sehati, en: The Sehati app}
    terms: [Sehati]
"""

TXT = """\
Pewawancara: Apa kendala di sini, Bu?
Informan: Jaringannya kurang sekali. [tertawa] Sinyal belum ada di desa.
Pewawancara: Lalu perawat?
Informan: Perawat datang hari Senin. Kalau jaringan kurang, Sehati tidak jalan.
"""
MD = """\
---
city: Kota Contoh
---
**Interviewer:** What is hard?

**Participant:** There is not enough connection, and no nurse comes.
"""
VTT = """\
WEBVTT

00:00:01.000 --> 00:00:02.000
<v Interviewer>What about the nurses?</v>

00:00:02.000 --> 00:00:04.500
<v Participant>One nurse for all of us, jaringan juga kurang.</v>
"""
SRT = """\
1
00:00:01,000 --> 00:00:02,000
Pewawancara: Bagaimana koneksi?

2
00:00:02,000 --> 00:00:04,000
Narasumber: Koneksi kurang, Pak.
"""
CSV = """\
timestamp,speaker,words
00:01,Interviewer,Any nurse today?
00:04,Participant,"No, the nurse is away."
"""
TSV = "speaker\ttext\nPewawancara\tSinyal?\nInforman\tSinyal belum ada.\n"
PLAIN = "Kami menunggu lama, koneksi kurang, lalu pulang.\n"

SOURCES: Mapping[str, str] = {
    "a.txt": TXT,
    "b.md": MD,
    "c/d.vtt": VTT,
    "e.srt": SRT,
    "f.csv": CSV,
    "g.tsv": TSV,
    "h plain.txt": PLAIN,
}
"""One source of each format that can be written as text; `docx` makes the other one."""

Rows = list[dict[str, str]]
"""One mapping a row; a missing value is an empty text."""


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of one grey point, with chunks of facts."""
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), *chunks, (b"IDAT", zlib.compress(b"\0\x80"))]
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in (*parts, (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def docx(*said: tuple[str, str]) -> bytes:
    """A Word file with bold names."""
    from docx import Document

    document = Document()
    for speaker, text in said:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{speaker}:").bold = True
        paragraph.add_run(f" {text}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, stdout, stderr."""

    code: int
    out: str
    err: str
    data: bytes

    @property
    def json(self) -> Any:
        """What it put on stdout, read as JSON."""
        return json.loads(self.out)

    def codes(self) -> list[str]:
        """Kebab-case names of the findings in its JSON, each once, in order."""
        return list(dict.fromkeys(finding["code"] for finding in self.json["findings"]))


@dataclass(frozen=True)
class Folder:
    """A folder in which commands are run."""

    path: Path

    def run(self, *arguments: str) -> Ended:
        """Run a command with this folder as the working directory."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with contextlib.chdir(self.path), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run_command_line([*arguments])
        data = out.buffer.getvalue()  # type: ignore[attr-defined]
        return Ended(code, data.decode(errors="replace"), err.buffer.getvalue().decode(), data)  # type: ignore[attr-defined]

    def done(self, *arguments: str) -> Ended:
        """Run a command that must succeed."""
        ended = self.run(*arguments)
        assert ended.code == 0, f"{arguments}: {ended}"
        return ended

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file, as it is (no translation of line ends)."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace one text in a file that holds it."""
        before = self.read(name)
        assert old in before
        self.write(name, before.replace(old, new, 1))

    def read(self, name: str) -> str:
        return (self.path / name).read_bytes().decode()

    def rows(self, name: str) -> Rows:
        """Rows of an exported table."""
        return list(READABLE[Path(name).suffix]((self.path / name).read_bytes()))

    def transcript(self, name: str, corpus: str = "default") -> list[dict[str, Any]]:
        """Header and turns of a transcript."""
        text = self.read(f"corpora/{corpus}/transcripts/{name}.jsonl")
        return [json.loads(line) for line in text.split("\n") if line]

    def turns(self, name: str, corpus: str = "default") -> list[tuple[str, str]]:
        """Speaker and text of each turn of a transcript."""
        return [(turn["speaker"], turn["text"]) for turn in self.transcript(name, corpus)[1:]]

    def tree(self, under: str = "") -> dict[str, bytes]:
        """Every file and its bytes."""
        files = (path for path in (self.path / under).rglob("*") if path.is_file())
        return {path.relative_to(self.path).as_posix(): path.read_bytes() for path in files}

    def stamps(self, under: str = "") -> dict[str, tuple[int, bytes]]:
        """Every file, its time and its bytes."""
        return {name: ((self.path / name).stat().st_mtime_ns, data) for name, data in self.tree(under).items()}


def mixed(path: Path) -> Folder:
    """A folder without any configuration: interviews in all formats and a codebook."""
    folder = Folder(path)
    path.mkdir(parents=True, exist_ok=True)
    for name, text in SOURCES.items():
        folder.write(f"interviews/{name}", text)
    said = docx(("Pewawancara", "Ada sinyal?"), ("Informan", "Sinyal belum ada."))
    folder.write("interviews/i.docx", said)
    folder.write("clinic.yaml", CODEBOOK)
    return folder


def small(path: Path, sources: Mapping[str, str | bytes] | None = None) -> Folder:
    """A folder with one interview, or those given, and a codebook."""
    folder = Folder(path)
    for name, content in (sources or {"a.txt": TXT}).items():
        folder.write(f"interviews/{name}", content)
    folder.write("clinic.yaml", CODEBOOK)
    return folder


def coded(path: Path, sources: Mapping[str, str | bytes] | None = None) -> Folder:
    """The same, ingested and coded; made once for the same sources, and copied with the times of its files."""
    if path.exists() and any(path.iterdir()):
        return _code(small(path, sources))
    shutil.copytree(_coded(tuple((sources or {"a.txt": TXT}).items())), path, dirs_exist_ok=True)
    return Folder(path)


@cache
def _coded(sources: tuple[tuple[str, str | bytes], ...]) -> Path:
    path = Path(tempfile.mkdtemp(prefix="qualcode-coded-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return _code(small(path, dict(sources))).path


def _code(folder: Folder) -> Folder:
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "clinic.yaml")
    return folder


def configured(path: Path, sources: Mapping[str, str | bytes] | None = None) -> Folder:
    """A study with `qualcode.yaml`, as `init` begins it, and interviews in its `sources/`."""
    folder = Folder(path)
    path.mkdir(parents=True, exist_ok=True)
    folder.done("init", "--title", "Clinics")
    folder.write("codebooks/barriers.yaml", CODEBOOK)
    for name, content in (sources or SOURCES).items():
        folder.write(f"corpora/interviews/sources/{name}", content)
    return folder


def keep_coding(
    folder: Folder, transcript: str, turn: int, quote: str, corpus: str = "default", *,
    coder: str = "reader-1", code: str = "staff", whole: bool = True,
) -> Path:  # fmt: skip
    """Keep a coding of a person on the first place of a quote in a turn, the only one in the transcript.

    `whole`: the person says that each transcript with codings was read to its end.
    """
    text = folder.turns(transcript, corpus)[turn - 1][1]
    start = text.index(quote)
    end = start + len(quote)
    line = {
        "turn": turn,
        "code": code,
        "start": start,
        "end": end,
        "quote": quote,
        "prefix": text[max(0, start - 32) : start],
        "suffix": text[end : end + 32],
        "turn_sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    about = f"corpora/{corpus}/coding/{coder}/coder.yaml"
    if whole and not (folder.path / about).exists():
        folder.write(about, "format: 1\nkind: person\nread_whole: true\n")
    name = f"corpora/{corpus}/coding/{coder}/{transcript}.jsonl"
    return folder.write(name, f'{{"format":1}}\n{json.dumps(line)}\n')


def environment(**others: str) -> dict[str, str]:
    """Environment of a process that imports the qualcode under test."""
    import qualcode

    source = str(Path(qualcode.__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": source, "PYTHONIOENCODING": "utf-8", **others}


QUALCODE = (sys.executable, "-m", "qualcode.cli.main")
"""The command line as a process."""
