"""The folder of a study as front ends meet it: opened for a verb, or asked quickly which names it holds.

Names are for shells that complete them while somebody types: read from the files that people write, without an index
and without importing what counts. No function here gives words or labels of participants.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from qualcode.languages.catalogue import has_catalogue
from qualcode.store.config import load_corpus, load_study
from qualcode.store.layout import StudyLayout, find_root
from qualcode.store.study import OpenStudy, in_own_languages, open_study, tracebacks

__all__ = ["OpenStudy", "open_study", "tracebacks"]  # handed on to front ends

_CODE = re.compile(r"""^[ \t]*(?:-[ \t]*)?\{?[ \t]*code:[ \t]*["']?([^\s"',}#]+)""", re.MULTILINE)
"""How a codebook names a code, also while the rest of the file is being written."""
_RULES = re.compile(r"""^[^#"'\n]*\b(?:rules|terms):""", re.MULTILINE)
"""How a codebook says which words suggest a code."""
_MOST_HEADERS = 200
"""Transcripts that are asked for their attributes: others have the same ones."""


@in_own_languages
def study_language(study: OpenStudy) -> str:
    """The first language named by `qualcode.yaml` that titles and notes are written in; empty without such a file."""
    named = study.settings.languages if study.layout.study_file.is_file() else ()
    return next((lang for lang in named if has_catalogue(lang)), "")


def code_names(folder: Path) -> list[str]:
    """Codes of the study's codebooks, each once, in their order; the default codebook comes first."""
    layout = StudyLayout(find_root(folder))
    settings, _ = load_study(layout)
    usual = [layout.root / settings.codebook] if settings and settings.codebook else []
    files = [file for file in [*usual, *sorted(layout.codebooks.glob("*.yaml"))] if file.is_file()]
    return list(dict.fromkeys(code for file in files for code in _CODE.findall(file.read_text("utf-8", "replace"))))


def has_rules(codebook: Path) -> bool:
    """Whether a codebook has words for any of its codes; True where it cannot be read, which coding will say."""
    try:
        return bool(_RULES.search(codebook.read_text("utf-8", "replace")))
    except OSError:
        return True


def coder_names(folder: Path, corpus: str = "") -> list[str]:
    """Whose codings a study keeps: the rules, and the people."""
    layout, name = _corpus(folder, corpus)
    return ["rules", *layout.coder_names(name)]


def transcript_names(folder: Path, corpus: str = "") -> list[str]:
    """Ids of the transcripts of a study."""
    layout, name = _corpus(folder, corpus)
    return layout.transcript_ids(name)


def attribute_names(folder: Path, corpus: str = "") -> list[str]:
    """Attributes by which tables can be cut into blocks, sorted."""
    layout, name = _corpus(folder, corpus)
    return sorted({*_attributes_of_corpus(layout, name), *_attributes_of_sources(layout.transcripts(name))})


def _corpus(folder: Path, corpus: str) -> tuple[StudyLayout, str]:
    layout = StudyLayout(find_root(folder))
    settings, _ = load_study(layout)
    return layout, corpus or (settings.corpus if settings else "default")


def _attributes_of_corpus(layout: StudyLayout, name: str) -> Iterator[str]:
    corpus, _ = load_corpus(layout, name)
    if corpus:
        yield from corpus.declared
        for attributes in (*corpus.attributes.values(), *corpus.respondents.values()):
            yield from attributes
        for speaker in corpus.speakers.values():
            yield from speaker.attributes


def _attributes_of_sources(folder: Path) -> Iterator[str]:
    """Attributes that sources brought along: of a transcript in its first line, of a survey's rows beside the turns."""
    for file in islice(sorted(folder.rglob("*.jsonl")), _MOST_HEADERS):
        with file.open("rb") as lines:
            for line in islice(lines, 2):
                read = json.loads(line)
                yield from (*read.get("attributes", ()), *read.get("meta", ()))
