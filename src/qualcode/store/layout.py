"""Where everything of a study lies on disk."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from qualcode.text.visible import natural

_REFUSED = re.compile(r'[<>:"\\|?*%\x00-\x1f\x7f]')
_LAST = re.compile(r"[. ]+$")
_OUR_ENDING = re.compile(r"\.(?=jsonl$)", re.IGNORECASE)
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|CLOCK\$|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_EMPTY = "%"


def id_to_file(name: str) -> str:
    """Relative file name (with `/`, without extension) of an id; different ids have different file names."""
    return "/".join(_encode(part) for part in name.split("/"))


def file_to_id(file: str) -> str:
    """The id that a relative file name (with `/`, without extension) stands for."""
    return "/".join("" if part == _EMPTY else unquote(part) for part in file.split("/"))


def _encode(part: str) -> str:
    if not part:
        return _EMPTY  # never the result of anything else: every other `%` is followed by two digits
    safe = _REFUSED.sub(_percent, part)
    safe = _LAST.sub(_percent, safe)
    # A folder `a.jsonl` would stand where the transcript `a` has its file.
    safe = _OUR_ENDING.sub(_percent, safe)
    return _percent_first(safe) if _DEVICES.match(safe) else safe


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{ord(character):02X}" for character in found.group())


def _percent_first(part: str) -> str:
    return f"%{ord(part[0]):02X}{part[1:]}"


STUDY_FILE = "qualcode.yaml"
RUN_RECORD = "run.json"
"""File in `out/` that records the last run: the only derived one with a clock in it."""
HIDDEN_FOLDER = ".qualcode"


def find_root(start: Path) -> Path:
    """Folder of the study around `start`: the nearest one upward that holds `qualcode.yaml`, else `start` itself."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / STUDY_FILE).is_file()), here)


@dataclass(frozen=True)
class StudyLayout:
    """The paths of one study; it looks at names only and creates nothing."""

    root: Path
    """Folder of the study."""

    # What people write.

    @property
    def study_file(self) -> Path:
        """Settings of the study: `qualcode.yaml`."""
        return self.root / STUDY_FILE

    @property
    def lock_file(self) -> Path:
        """What `qualcode lock` wrote: `qualcode.lock`."""
        return self.root / "qualcode.lock"

    @property
    def codebooks(self) -> Path:
        """Folder of the codebooks."""
        return self.root / "codebooks"

    @property
    def corpora(self) -> Path:
        """Folder of all corpora."""
        return self.root / "corpora"

    def corpus(self, name: str) -> Path:
        """Folder of one corpus."""
        return _corpus(self.root, name)

    def corpus_file(self, name: str) -> Path:
        """What is known about a corpus: `corpus.yaml`."""
        return self.corpus(name) / "corpus.yaml"

    def respondents_file(self, name: str) -> Path:
        """Attributes of many respondents at once: `respondents.csv`."""
        return self.corpus(name) / "respondents.csv"

    def sources_seen(self, name: str) -> Path:
        """Which sources an ingest found, also those of which no transcript came."""
        return self.corpus(name) / "sources-seen.jsonl"

    def sources(self, name: str) -> Path:
        """Folder of the files as received."""
        return self.corpus(name) / "sources"

    def transcripts(self, name: str) -> Path:
        """Folder of a corpus's transcripts."""
        return self.corpus(name) / "transcripts"

    def transcript(self, name: str, transcript: str) -> Path:
        """File of one transcript."""
        return self.transcripts(name) / f"{id_to_file(transcript)}.jsonl"

    def coding(self, name: str) -> Path:
        """Folder of the codings that people keep in a corpus."""
        return self.corpus(name) / "coding"

    def coder(self, name: str, coder: str) -> Path:
        """Folder of one coder's codings."""
        return self.coding(name) / id_to_file(coder)

    def coder_file(self, name: str, coder: str) -> Path:
        """Who a coder is: `coder.yaml`."""
        return self.coder(name, coder) / "coder.yaml"

    def coding_file(self, name: str, coder: str, transcript: str) -> Path:
        """File of one coder's codings in one transcript."""
        return self.coder(name, coder) / f"{id_to_file(transcript)}.jsonl"

    def samples(self, name: str) -> Path:
        """Folder of the samples drawn from a corpus."""
        return self.corpus(name) / "samples"

    def sample(self, name: str, sample: str) -> Path:
        """Units drawn for people to code, with the chance of each."""
        return self.samples(name) / f"{id_to_file(sample)}.jsonl"

    def looked_at(self, name: str, sample: str) -> Path:
        """Which units of a sample each coder has looked at; append-only."""
        return self.samples(name) / f"{id_to_file(sample)}.looked-at.jsonl"

    def taken_back(self, name: str, coder: str) -> Path:
        """Codings that a coder took back, or that lost their words; append-only."""
        return self.taken_back_folder(name) / f"{id_to_file(coder)}.jsonl"

    def taken_back_folder(self, name: str) -> Path:
        """Folder of the codings that were taken back."""
        return self.corpus(name) / "taken-back"

    def memos(self, name: str) -> Path:
        """Folder of the memos, one append-only file a coder."""
        return self.corpus(name) / "memos"

    def memo_file(self, name: str, coder: str) -> Path:
        """Memos of one coder; append-only."""
        return self.memos(name) / f"{id_to_file(coder)}.jsonl"

    def translations(self, name: str) -> Path:
        """Folder of the translations of passages, one append-only file a language."""
        return self.corpus(name) / "translations"

    def translation_file(self, name: str, language: str) -> Path:
        """Translations into one language; append-only."""
        return self.translations(name) / f"{id_to_file(language)}.jsonl"

    def foreign(self, name: str) -> Path:
        """Folder of what other programs wrote and only they understand."""
        return self.corpus(name) / "foreign"

    def test_uses(self, name: str) -> Path:
        """Every use of the transcripts set aside for testing; append-only."""
        return self.coding(name) / "test-uses.jsonl"

    def opaque_ids(self, name: str) -> Path:
        """Which source became which opaque id; append-only, and never in git."""
        return self.corpus(name) / "opaque-ids.jsonl"

    def withdrawn(self, name: str) -> Path:
        """When somebody withdrew from a corpus, and how much that took out; append-only, and without names."""
        return self.corpus(name) / "withdrawn.jsonl"

    # What can be rebuilt.

    @property
    def hidden(self) -> Path:
        """Folder of what can be rebuilt: `.qualcode`."""
        return self.root / HIDDEN_FOLDER

    @property
    def guard(self) -> Path:
        """File that one writing process at a time holds."""
        return self.hidden / "guard"

    @property
    def withdrawal(self) -> Path:
        """What a withdrawal that is not finished goes on with; it holds the person's words until none is left."""
        return self.hidden / "withdrawal.json"

    @property
    def withdrawal_blobs(self) -> Path:
        """What git shall forget of them: names of contents, one a line, as `git filter-repo` reads them."""
        return self.hidden / "withdrawal-blobs.txt"

    @property
    def runs(self) -> Path:
        """Folder of the records of executions."""
        return self.hidden / "runs"

    @property
    def tracebacks(self) -> Path:
        """Folder of the traces of our own bugs."""
        return self.hidden / "tracebacks"

    @property
    def stems(self) -> Path:
        """Folder of the memo of types and their stems."""
        return self.hidden / "stems"

    @property
    def vectors(self) -> Path:
        """Folder of the memo of sentences (their hashes) and what they mean."""
        return self.hidden / "vectors"

    def index(self, name: str) -> Path:
        """Folder of a corpus's index."""
        return self.hidden / "index" / id_to_file(name)

    def codings(self, name: str, codebook: str) -> Path:
        """Folder of the codings that a codebook made in a corpus."""
        return self.hidden / "codings" / id_to_file(name) / id_to_file(codebook)

    def understood(self, codebook: str) -> Path:
        """Folder of what was last understood of a codebook, which is named by its file."""
        return self.hidden / "codebooks" / sha256(codebook.encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def topics(self, name: str) -> Path:
        """Folder of the topics that were found in a corpus last."""
        return self.hidden / "topics" / id_to_file(name)

    @property
    def answers(self) -> Path:
        """Folder of what commands said last."""
        return self.hidden / "answers"

    @property
    def run_record(self) -> Path:
        """The record of the last run."""
        return self.out / RUN_RECORD

    @property
    def out(self) -> Path:
        """Folder of the tables and the report."""
        return self.root / "out"

    # What is there.

    def corpus_names(self) -> list[str]:
        """Names of the corpora on disk, in order of their numbers."""
        return _folder_names(self.corpora)

    def transcript_ids(self, name: str) -> list[str]:
        """Ids of the transcripts on disk, 2 before 10: the order of transcripts and respondents everywhere."""
        return _ids(self.transcripts(name))

    def sample_names(self, name: str) -> list[str]:
        """Names of the samples drawn from a corpus, sorted."""
        files = self.samples(name).glob("*.jsonl")
        return sorted(file_to_id(file.stem) for file in files if not file.name.endswith(".looked-at.jsonl"))

    def coder_names(self, name: str) -> list[str]:
        """Names of the coders whose codings a corpus keeps, in order of their numbers."""
        return _folder_names(self.coding(name))

    def coded_ids(self, name: str, coder: str) -> list[str]:
        """Ids of the transcripts in which a coder has codings, in order of their numbers."""
        return _ids(self.coder(name, coder))

    def relative(self, path: Path) -> str:
        """A path as people write it: from the study where it lies inside, else whole; always with `/`."""
        whole = path if path.is_absolute() else Path.cwd() / path
        if ".." not in whole.parts and whole.is_relative_to(self.root):
            return whole.relative_to(self.root).as_posix()  # also where `sources` is a link to a safer disk
        whole, root = whole.resolve(), self.root.resolve()
        return (whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix()


@lru_cache(maxsize=64)
def _corpus(root: Path, name: str) -> Path:
    """Folder of a corpus: every file of one asks for it."""
    return StudyLayout(root).corpora / id_to_file(name)


def _folder_names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    folders = (each.name for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    return sorted(map(file_to_id, folders), key=natural)


def _ids(folder: Path) -> list[str]:
    files = _lines_below(str(folder)) if folder.is_dir() else ()
    return sorted((file_to_id(file.removesuffix(".jsonl")) for file in files), key=natural)


def _lines_below(folder: str, before: str = "") -> Iterator[str]:
    """Files of lines as named from a folder on; `rglob` makes a path of each, which takes five times as long."""
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except PermissionError:  # as if it were empty
        return
    for each in entries:
        if each.is_dir(follow_symlinks=False):
            yield from _lines_below(each.path, f"{before}{each.name}/")
        elif each.name.endswith(".jsonl") and each.is_file():
            yield before + each.name
