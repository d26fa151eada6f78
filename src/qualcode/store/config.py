"""What people configure: `qualcode.yaml`, `corpus.yaml` and `respondents.csv`. All of it is optional."""

from dataclasses import replace

from qualcode.model import Corpus, Finding, Study
from qualcode.store.atomic import read_bytes
from qualcode.store.corpusfile import read_corpus
from qualcode.store.layout import Layout
from qualcode.store.respondents import read_respondents
from qualcode.store.studyfile import read_study


def load_study(layout: Layout) -> tuple[Study | None, tuple[Finding, ...]]:
    """The study's settings, the usual ones where there is no `qualcode.yaml`; None when it has errors."""
    file = layout.study_file
    if not file.exists():
        return Study(), ()
    return read_study(layout.relative(file), read_bytes(file))


def load_corpus(layout: Layout, name: str) -> tuple[Corpus | None, tuple[Finding, ...]]:
    """What is known about a corpus, with the attributes of its respondents; None when a file has errors."""
    corpus, findings = _load_corpus_file(layout, name)
    file = layout.respondents_file(name)
    if not file.exists():
        return corpus, findings
    respondents, more = read_respondents(layout.relative(file), read_bytes(file))
    findings += more
    if corpus is None or respondents is None:
        return None, findings
    return replace(corpus, respondents=respondents), findings


def _load_corpus_file(layout: Layout, name: str) -> tuple[Corpus | None, tuple[Finding, ...]]:
    file = layout.corpus_file(name)
    if not file.exists():
        return Corpus(name), ()
    return read_corpus(name, layout.relative(file), read_bytes(file))
