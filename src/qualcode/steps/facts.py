"""Facts: what is said of a study in its method and its research object, gathered from corpus, codebook and codings."""

import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from qualcode import __version__
from qualcode.agreement.scores import scores, tally
from qualcode.export.facts import Book, Check, Coding, Facts, Material
from qualcode.model import ASSERTIONS, ROLES, Codebook
from qualcode.steps.coded import Layer
from qualcode.steps.compare import Compared
from qualcode.steps.frame import Framed
from qualcode.steps.layer import RULES
from qualcode.steps.lock import drift
from qualcode.steps.study import Opened
from qualcode.store.people import read_coder
from qualcode.tables import Codings
from qualcode.tables.blocks import blocks, participants
from qualcode.text.languages import LANGUAGES

PACKAGES = ("numpy", "PySastrawi", "regex", "simplemma", "spacy", "wordfreq")
"""Packages whose version can change what is found."""


def facts(opened: Opened, layer: Layer) -> Facts:
    """The facts of a study whose codings are open."""
    made = [_check(opened, compared) for compared in layer.compared]
    return Facts(
        material=_material(opened, layer.framed),
        coding=_coding(opened, layer),
        book=_book(layer.codebook),
        checks=[check for check in made if check],
        kept_aside=None in made,
        unread=layer.unread,
        versions=_versions(),
        locked=opened.layout.lock_file.is_file() and not drift(opened),
    )


def _material(opened: Opened, framed: Framed) -> Material:
    frame = framed.frame
    counted, made = participants(frame), blocks(frame)
    spoken = frame.segment_language[counted[frame.segment_turn]]
    whole = frame.turn_counted == np.arange(len(frame.turn_counted))
    roles = np.bincount(frame.turn_role[whole], minlength=len(ROLES)).tolist()
    return Material(
        corpus=opened.name,
        title=opened.corpus.title or opened.study.title,
        synthetic=frame.synthetic,
        transcripts=len(frame.transcripts),
        sessions=len(set(frame.sessions)),
        respondents=made.total,
        turns=int((counted & whole).sum()),
        words=int(made.words.sum()),
        segments=len(spoken),
        unit=framed.indexed.how,
        languages=dict(zip(LANGUAGES, np.bincount(spoken, minlength=len(LANGUAGES)).tolist(), strict=True)),
        others={role: roles[place] for place, role in enumerate(ROLES) if role != "participant"},
        voices=int((counted & whole & (frame.turn_respondent < 0) & (frame.turn_words > 0)).sum()),
    )


def _coding(opened: Opened, layer: Layer) -> Coding:
    codings = layer.codings
    inside = participants(layer.framed.frame)[codings.turn]
    numbers = np.bincount(codings.assertion[inside], minlength=len(ASSERTIONS)).tolist()
    affirmed = inside & (codings.assertion == ASSERTIONS.index("affirmed"))
    return Coding(
        coder=codings.coder,
        kind=codings.kind,
        method=_method(opened, codings),
        assertions=dict(zip(ASSERTIONS, numbers, strict=True)),
        prompted=int((affirmed & codings.prompted).sum()),
        left_out=int((~inside).sum()),
    )


def _method(opened: Opened, codings: Codings) -> str:
    """How a coder worked, as `coder.yaml` says; a sentence that may be quoted."""
    if codings.coder == RULES:
        return ""
    coder, _ = read_coder(opened.layout, opened.name, codings.coder)
    return " ".join(coder.method.split()) if coder else ""


def _book(codebook: Codebook) -> Book:
    used = [code for code in codebook.codes if not code.retired]
    rules = [rule for code in used for rule in code.rules]
    every = (term for rule in rules for each in (*rule.lists, rule.unless) for term in each)
    terms = {(term.kind, term.text, term.level, term.language, term.case): term for term in every}.values()
    return Book(
        codebook=codebook.codebook,
        title=codebook.title,
        version=codebook.version,
        sha256=codebook.sha256,
        file=codebook.file,
        included=max(len(codebook.files) - 1, 0),
        codes=len(used),
        retired=len(codebook.codes) - len(used),
        kinds=_counted([code.kind for code in used]),
        rules=len(rules),
        shapes=_counted([rule.kind for rule in rules]),
        levels=_counted([term.level for term in terms if term.kind == "words"]),
        patterns=sum(term.kind != "words" for term in terms),
        unless=sum(bool(rule.unless) for rule in rules),
        supported=sum(any(rule.support for rule in code.rules) for code in used),
        questions=sum(rule.context == "question" for rule in rules),
        denied=_counted([rule.negation for rule in rules if rule.negation != "flag"]),
    )


def _counted(names: Sequence[str]) -> Mapping[str, int]:
    """How often each name stands there, in order of the names."""
    return dict(sorted(Counter(names).items()))


def _check(opened: Opened, compared: Compared) -> Check | None:
    """The rules beside one coder; None where only transcripts set aside for testing could be looked at.

    They stay aside for the reason that `validation_note` gives.
    """
    aside = bool(compared.test.any())
    pair = compared.pair.among(~compared.test) if aside else compared.pair
    if not len(pair.made):
        return None
    made = scores(tally(pair.made, pair.there, pair.found)).micro[0].tolist()
    precision, recall, f1 = (None if np.isnan(score) else float(score) for score in made)
    reference = compared.reference
    return Check(
        coder=reference.coder,
        kind=reference.kind,
        method=_method(opened, reference),
        unit=pair.made.unit,
        units=len(pair.made),
        transcripts=len(np.unique(pair.made.transcript)),
        codes=len(pair.codes),
        sample=compared.sample,
        tuned=aside,
        both=int((pair.there & pair.found).sum()),
        found=int(pair.found.sum()),
        there=int(pair.there.sum()),
        precision=precision,
        recall=recall,
        f1=f1,
    )


def _versions() -> Mapping[str, str]:
    """Versions of qualcode, Python and the packages that decide what is found."""
    found = {"qualcode": __version__, "Python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # part of an installation that was put together by hand
            continue
    return found
