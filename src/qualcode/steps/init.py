"""Init: start a study with commented files."""

from dataclasses import dataclass
from pathlib import Path

from qualcode.codebook import schema
from qualcode.codebook.write import template
from qualcode.steps.errors import refuse
from qualcode.steps.starter import CORPUS, GITATTRIBUTES, GITIGNORE, STUDY
from qualcode.store.atomic import write_bytes
from qualcode.store.layout import Layout


@dataclass(frozen=True)
class InitReport:
    """The files of a new study."""

    folder: Path
    """Its folder."""
    written: tuple[str, ...]
    """Files written."""
    kept: tuple[str, ...]
    """Files that were there already and stay as they are."""


def init(folder: Path, title: str = "", *, dry_run: bool = False) -> InitReport:
    """Write the files of a new study into a folder; whatever is there already stays.

    Raises:
        StepError: the folder is a study already.
    """
    layout = Layout(folder.resolve())
    if layout.study_file.exists():
        raise refuse("study-exists", "this folder is a study already", "see `qualcode status`", str(layout.study_file))
    title = " ".join(title.split()) or folder.resolve().name
    files = {
        layout.study_file: STUDY.format(title=_quoted(title)),
        layout.codebooks / "barriers.yaml": template(title),
        layout.codebooks / schema.FILE: schema.text(),
        layout.corpus_file("interviews"): CORPUS.format(title=_quoted(title)),
        layout.sources("interviews") / ".gitkeep": "",
        layout.root / ".gitignore": GITIGNORE,
        layout.root / ".gitattributes": GITATTRIBUTES,
    }
    kept = [path for path in files if path.exists()]
    written = [path for path in files if path not in kept]
    if not dry_run:
        for path in (*written[1:], *written[:1]):  # `qualcode.yaml` last: it says that a study is there
            write_bytes(path, files[path].encode("utf-8"))
    return InitReport(layout.root, *(tuple(layout.relative(path) for path in paths) for paths in (written, kept)))


def _quoted(text: str) -> str:
    """A text as a double-quoted YAML scalar."""
    import json

    return json.dumps(text, ensure_ascii=False)
