"""A study that is open, with the corpus that the work is about; and whether git would take up participants' words."""

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from qualcode.languages import Languages, languages_with, using
from qualcode.model.codebook import Codebook
from qualcode.model.corpus import Consent, Corpus, StudySettings
from qualcode.model.finding import Finding, StudyError, study_error, unknown_name
from qualcode.model.progress import Progress, watched
from qualcode.model.table import Table
from qualcode.store.append import read_lines
from qualcode.store.atomic import read_bytes, remove_leftovers, write_bytes
from qualcode.store.config import load_corpus, load_study, read_own_words
from qualcode.store.guard import guard
from qualcode.store.layout import StudyLayout, find_root
from qualcode.store.modes import made_private


def gitignored(root: Path, files: Iterable[str]) -> set[str]:
    """Files below a folder that git leaves out; none where there is no git, or no repository around the folder."""
    found = _git(root, "check-ignore", "--stdin", "-z", given="\0".join(files))
    return set(found.split("\0")) - {""} if found else set()


def in_git(folder: Path) -> bool:
    """Whether a folder lies in the work tree of a git repository."""
    above = (folder.resolve(), *folder.resolve().parents)
    return any((each / ".git").exists() for each in above) and _git(folder, "rev-parse", "--git-dir") is not None


def _git(folder: Path, *command: str, given: str = "") -> str | None:
    """What git says; None where it cannot be run or refuses."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *command], input=given.encode(), capture_output=True, check=False
        )
    except OSError:
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace")


def tracebacks(folder: Path) -> Path:
    """Folder of the tracebacks of our own bugs, in the study around a folder."""
    return StudyLayout(find_root(folder)).tracebacks


@dataclass(frozen=True)
class OpenStudy:
    """A study ready to work on, with the corpus that the work is about."""

    layout: StudyLayout
    """Where everything lies."""
    settings: StudySettings
    """What `qualcode.yaml` says."""
    corpus: Corpus
    """What `corpus.yaml` says."""
    findings: tuple[Finding, ...] = ()
    """Warnings and notes about both files."""
    waiting: Callable[[], None] | None = None
    """Told once when another process works on the study and this one waits."""
    told: Callable[[str], None] | None = None
    """Told, in one line, what was not as it should be and is made again."""
    progress: Progress | None = None
    """Told how far long work is."""
    languages: Languages = field(default_factory=languages_with)
    """The installed language packs, with the words that the study adds to their lists."""

    @contextmanager
    def writing(self, *, reading: bool = False) -> Iterator[None]:
        """Hold the study: one process at a time, the others wait; what killed processes left is swept away.

        Who is only `reading` goes on where nothing can be written.
        """
        layout = self.layout
        private = made_private(layout.root, private=self.settings.private)
        with using(self.languages), private, guard(layout.guard, self.waiting, reading=reading):
            if not reading:
                for folder in (layout.hidden, layout.out, layout.corpus(self.name)):
                    remove_leftovers(folder)
                for folder in (layout.root, layout.codebooks):
                    remove_leftovers(folder, below=False)
                write_bytes(layout.hidden / ".gitignore", b"*\n")  # the index holds participants' words
            yield

    @property
    def name(self) -> str:
        """Name of the corpus."""
        return self.corpus.corpus

    @property
    def for_workers(self) -> "OpenStudy":
        """The study as other processes get it: they tell nobody anything."""
        return replace(self, findings=(), waiting=None, told=None, progress=None)


def open_study(
    folder: Path,
    corpus: str = "",
    waiting: Callable[[], None] | None = None,
    told: Callable[[str], None] | None = None,
) -> OpenStudy:
    """Open the study around a folder; without a `qualcode.yaml` the folder itself is one.

    Raises:
        StudyError: a configuration file or word list has errors, or there is no such corpus in a study that has others.
    """
    if not folder.is_dir():
        raise study_error("no-such-folder", f"there is no folder {folder}", "name an existing folder after -C")
    layout = StudyLayout(find_root(folder))
    settings, findings = load_study(layout)
    if settings is None:
        raise StudyError(*findings)
    name = corpus or settings.corpus
    if corpus and layout.corpus_names() and corpus not in layout.corpus_names():
        raise unknown_name("corpus", corpus, layout.corpus_names())
    loaded, more = load_corpus(layout, name)
    if loaded is None:
        raise StudyError(*findings, *more)
    findings += _unfinished(layout)
    own_words, wrong = read_own_words(layout)
    if any(finding.level == "error" for finding in wrong):
        raise StudyError(*findings, *more, *wrong)
    found = (*findings, *more, *wrong)
    return OpenStudy(layout, settings, loaded, found, waiting, told, languages=languages_with(own_words))


def _unfinished(layout: StudyLayout) -> tuple[Finding, ...]:
    if not layout.withdrawal.exists():
        return ()
    message, hint = "words of somebody who withdrew may be left in this study", "go on with `qualcode withdraw`"
    return (Finding("warning", "withdrawal-unfinished", message, hint=hint),)


def without_accepted(study: OpenStudy, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as they are said: what `corpus.yaml` accepts is a note with its reason, and no longer a warning.

    An error is one still; only a source that cannot be read may be accepted, too.
    """
    return tuple(_as_accepted(each, study.corpus.accepted) for each in findings)


def _as_accepted(finding: Finding, accepted: Mapping[tuple[str, str], str]) -> Finding:
    if finding.level != "warning" and finding.code != "source-unread":
        return finding
    reasons = (
        reason
        for (code, of), reason in accepted.items()
        if code == finding.code and (of == finding.file or f"`{of}`" in finding.message)
    )
    reason = next(reasons, None)
    return finding if reason is None else replace(finding, level="note", hint=f"accepted: {reason}")


P = ParamSpec("P")
R = TypeVar("R")


def in_own_languages(verb: Callable[Concatenate[OpenStudy, P], R]) -> Callable[Concatenate[OpenStudy, P], R]:
    """Let a verb work with the language packs and words of the study that it is given, and keep its files private."""

    @wraps(verb)
    def work(study: OpenStudy, /, *args: P.args, **kwargs: P.kwargs) -> R:
        private = made_private(study.layout.root, private=study.settings.private)
        with using(study.languages), private, watched(study.progress):
            return verb(study, *args, **kwargs)

    return work


def note_last(study: OpenStudy, codebook: Codebook) -> None:
    """Note that this codebook was used last: exports take it unless another is named."""
    last = json.dumps({"codebook": codebook.codebook, "file": codebook.file})
    write_bytes(study.layout.codings(study.name, codebook.codebook).parent / "last.json", last.encode())


def last_codebook(study: OpenStudy) -> tuple[str, str]:
    """Name and file of the codebook that coded the corpus last; two empty strings where none did."""
    path = study.layout.codings(study.name, "x").parent / "last.json"
    if not path.is_file():
        return "", ""
    try:
        last = json.loads(read_bytes(path))
        return str(last["codebook"]), str(last["file"])
    except (ValueError, KeyError, TypeError):
        return "", ""  # rebuildable: as if nothing had been coded


def last_codebook_path(study: OpenStudy) -> str:
    """The codebook that coded the corpus last, as a whole path; empty where none did.

    A path from the study would be taken for a file of that name where the user stands, perhaps in another study.
    """
    file = last_codebook(study)[1]
    return str(study.layout.root / file) if file else ""


WORD_COLUMNS = frozenset({"quote", "text", "question", "matched", "pre", "keyword", "post", "memo"})
"""Columns that hold what people said."""


def has_words(table: Table) -> bool:
    """Whether a table has a column of what people said."""
    return any(column.name in WORD_COLUMNS for column in table.columns)


def warn_unagreed(
    study: OpenStudy, use: Consent, stated: Sequence[str] = (), what: str = "this file holds"
) -> tuple[Finding, ...]:
    """A warning where words go to people to whose use of them the participants did not agree.

    Where nothing at all is said of consent, `check` asks for it (QC203), and not each table again. `stated` is what
    transcripts and respondents say of their own.
    """
    said = any((study.corpus.consent, *stated))
    if study.corpus.allows(use, stated) or not said:
        return ()
    message = f"{what} words of participants whose consent does not include `{use}`"
    hint = "leave the words out (--no-quotes), or give it only to those who may read them; see QC203"
    return (Finding("warning", "no-consent", message, hint=hint),)


_OWN = frozenset({"corpora", "codebooks", "words", "qualcode.yaml", "qualcode.lock", ".qualcode", ".git"})
"""Files and folders of a study that hold what people wrote, or what qualcode keeps."""


@in_own_languages
def output_path(study: OpenStudy, file: str | Path) -> Path:
    """The path of a file that somebody named for output, as it was named.

    Raises:
        StudyError: it is a file of the study or a source of a transcript, which would be lost.
    """
    path, layout = Path(file), study.layout
    for place in (layout.relative(path), layout.relative(Path(os.path.realpath(path)))):  # a link is written through
        if place.partition("/")[0] in _OWN or (path.exists() and place in _sources(layout)):
            message = "this file belongs to the study, and would be replaced"
            raise study_error("own-file", message, "write to another file, such as one in out/", place)
    return path


def _sources(layout: StudyLayout) -> set[str]:
    """Files that were read, from the folder of the study."""
    seen = (read_lines(layout.sources_seen(name))[0] for name in layout.corpus_names())
    return {str(line.get("source", "")) for lines in seen for _, line in lines}


def warn_unignored_file(study: OpenStudy, path: Path, stated: Sequence[str] = ()) -> tuple[Finding, ...]:
    """A warning about a file with participants' words that `git add` would take up; none where they may be shared."""
    may = study.corpus.allows("share", stated)
    folder = path.resolve().parent
    existing = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    name = path.resolve().relative_to(existing).as_posix()
    if may or not in_git(existing) or gitignored(existing, [name]):
        return ()
    message = "this file holds participants' words, and `git add` would take it up"
    hint = "write it into out/, or name it in .gitignore"
    return (Finding("warning", "words-in-git", message, study.layout.relative(path), hint=hint),)
