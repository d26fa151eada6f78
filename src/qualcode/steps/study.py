"""Open a study: its folder, its settings, one of its corpora."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qualcode.model import Corpus, Finding, Study
from qualcode.steps.errors import StepError, refuse, unknown
from qualcode.store.atomic import sweep, write_bytes
from qualcode.store.config import load_corpus, load_study
from qualcode.store.guard import guard
from qualcode.store.layout import Layout, find_root


def tracebacks(folder: Path) -> Path:
    """Where the traces of our own bugs lie in the study around a folder."""
    return Layout(find_root(folder)).tracebacks


@dataclass(frozen=True)
class Opened:
    """A study ready to work on, with the corpus that the work is about."""

    layout: Layout
    """Where everything lies."""
    study: Study
    """What `qualcode.yaml` says."""
    corpus: Corpus
    """What `corpus.yaml` says."""
    findings: tuple[Finding, ...] = ()
    """Warnings and notes about both files."""
    waiting: Callable[[], None] | None = None
    """Told once when another process works on the study and this one waits."""
    told: Callable[[str], None] | None = None
    """Told, in one line, what was not as it should be and is made again."""

    @contextmanager
    def writing(self, *, reading: bool = False) -> Iterator[None]:
        """Hold the study: one process at a time, the others wait; what killed processes left is swept away.

        Who is only `reading` goes on where nothing can be written.
        """
        layout = self.layout
        with guard(layout.guard, self.waiting, reading=reading):
            if not reading:
                for folder in (layout.hidden, layout.out, layout.corpus(self.name)):
                    sweep(folder)
                for folder in (layout.root, layout.codebooks):
                    sweep(folder, below=False)
                write_bytes(layout.hidden / ".gitignore", b"*\n")  # the index holds participants' words
            yield

    @property
    def name(self) -> str:
        """Name of the corpus."""
        return self.corpus.corpus


def open_study(
    folder: Path,
    corpus: str = "",
    waiting: Callable[[], None] | None = None,
    told: Callable[[str], None] | None = None,
) -> Opened:
    """Open the study around a folder; without a `qualcode.yaml` the folder itself is one.

    Raises:
        StepError: a configuration file has errors, or there is no such corpus in a study that has others.
    """
    if not folder.is_dir():
        raise refuse("no-such-folder", f"there is no folder {folder}", "name an existing folder after -C")
    layout = Layout(find_root(folder))
    study, findings = load_study(layout)
    if study is None:
        raise StepError(*findings)
    name = corpus or study.corpus
    if corpus and layout.corpus_names() and corpus not in layout.corpus_names():
        raise unknown("corpus", corpus, layout.corpus_names())
    loaded, more = load_corpus(layout, name)
    if loaded is None:
        raise StepError(*findings, *more)
    return Opened(layout, study, loaded, (*findings, *more), waiting, told)
