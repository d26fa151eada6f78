"""Imports the cases of a project: respondents and attributes, as a first `corpus.yaml`."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.codebook.load import dump_plain
from qualcode.exchange.positions import Convention
from qualcode.exchange.project import Project, ProjectCase
from qualcode.exchange.texts_in import ProjectText, turn_spans
from qualcode.model.finding import Finding
from qualcode.store.config import read_corpus
from qualcode.store.study import OpenStudy

_HEAD = """\
# What the cases of {file} say about these interviews. qualcode never edits this file again: go on with it by hand.
format: 1
"""
_ABOUT = re.compile(r"^(synthetic|licence|consent): (.+)$", re.MULTILINE)
"""What our own projects state about the interviews."""


@dataclass(frozen=True)
class CorpusDraft:
    """What `corpus.yaml` could say."""

    data: bytes | None
    """Its bytes; None if there is nothing to say, or a `corpus.yaml` is there already."""
    cases: int
    """Cases that it holds."""
    findings: tuple[Finding, ...]
    """Cases that it cannot hold."""


@dataclass
class _Known:
    """What is known of one transcript."""

    attributes: dict[str, str] = field(default_factory=dict)
    speakers: dict[str, dict[str, Any]] = field(default_factory=dict)


def corpus_of(
    study: OpenStudy,
    project: Project,
    texts: Sequence[ProjectText],
    ways: Mapping[str, Convention],
    voices: Mapping[str, str],
    file: str,
) -> CorpusDraft:
    """Derive a first `corpus.yaml` from what cases say about transcripts and speakers, unless there is one.

    A case that refers to whole texts gives them its attributes, if no other case refers to them, and its name to the
    one who answers in them. A case that refers to passages is the speaker of their turns. `ways` says how positions are
    counted in each text; `voices` are the labels of speakers who are the only one to answer in a transcript.
    """
    there = study.layout.corpus_file(study.name).exists()
    stated = [case for case in project.cases if case.values or case.selections]
    if there:
        return CorpusDraft(None, 0, tuple(_not_written(study, stated, new=any(text.new for text in texts))))
    cases = _Cases(project, texts)
    cases.of_sources(voices)
    cases.of_selections(ways)
    lost = len([case for case in stated if case.guid not in cases.taken])
    if not cases.known and not _ABOUT.search(project.description):
        return CorpusDraft(None, 0, tuple(_lost(lost, file)))
    return CorpusDraft(_bytes(project, file, cases.known), len(cases.taken), tuple(_lost(lost, file)))


def _not_written(study: OpenStudy, stated: Sequence[ProjectCase], *, new: bool) -> Iterator[Finding]:
    """A warning if texts are new; for texts that came back to their study, `corpus.yaml` already has it all."""
    if stated:
        written = study.layout.relative(study.layout.corpus_file(study.name))
        message = f"{len(stated)} cases with attributes or passages are left out: {written} is there, and yours to edit"
        hint = "what they say of speakers is lost; move that file away and import again to have it written from them"
        yield Finding("warning" if new else "note", "cases-left-out", message, hint=hint if new else "")


def _lost(lost: int, file: str) -> Iterator[Finding]:
    if lost:
        message = f"{lost} cases belong to no speaker and to no text of their own, and are only kept for the way back"
        yield Finding("warning", "cases-left-out", message, file, hint="write them into corpus.yaml or respondents.csv")


class _Cases:
    """Collects what cases say about transcripts and speakers."""

    def __init__(self, project: Project, texts: Sequence[ProjectText]) -> None:
        self._project, self._texts = project, texts
        self._names = {variable.guid: variable.name.strip() for variable in project.variables}
        self.known: dict[str, _Known] = {}
        """Transcript -> what is known of it."""
        self.taken: set[str] = set()
        """Cases of which something is known now."""

    def of_sources(self, voices: Mapping[str, str]) -> None:
        """Attributes of texts, and the attributes and name of the one case that refers to each."""
        transcripts = {text.source.media or text.source.guid: text.transcript for text in self._texts}
        pointed = Counter(source for case in self._project.cases for source in case.sources)
        for text in self._texts:
            if own := self._values(text.source.values):
                self._of(text.transcript).attributes.update(own)
        for case in self._project.cases:
            alone = [transcripts[each] for each in case.sources if pointed[each] == 1 and each in transcripts]
            own, name = self._values(case.values), case.name.strip()
            for transcript in alone:
                if own:
                    self._of(transcript).attributes.update(own)
                    self.taken.add(case.guid)
                if name and transcript in voices and not case.name.startswith(f"{transcript}/"):
                    said = {"role": "participant", "respondent": name}
                    self._of(transcript).speakers[voices[transcript]] = said
                    self.taken.add(case.guid)

    def of_selections(self, ways: Mapping[str, Convention]) -> None:
        """Speakers of the passages of a case, if no other case has the same speaker."""
        spoken = self._speakers(ways)
        voices: dict[tuple[str, str], set[str]] = {}
        for case in self._project.cases:
            for voice in {spoken[each] for each in case.selections if each in spoken}:
                voices.setdefault(voice, set()).add(case.guid)
        for case in self._project.cases:
            for transcript, label in sorted(voice for voice, cases in voices.items() if cases == {case.guid}):
                said: dict[str, Any] = {"role": "participant"}
                if not case.name.startswith(f"{transcript}/"):  # such names are made again from the transcript's
                    said["respondent"] = case.name
                own = self._values(case.values)
                self._of(transcript).speakers[label] = said | ({"attributes": own} if own else {})
                self.taken.add(case.guid)

    def _of(self, transcript: str) -> _Known:
        return self.known.setdefault(transcript, _Known())

    def _values(self, values: Mapping[str, str]) -> dict[str, str]:
        return {self._names[variable]: value for variable, value in values.items() if self._names.get(variable)}

    def _speakers(self, ways: Mapping[str, Convention]) -> dict[str, tuple[str, str]]:
        """Selection of a case -> transcript and label of its speaker, if it is one speaker."""
        wanted = {each for case in self._project.cases for each in case.selections}
        found = {}
        for text in self._texts:
            for selection in text.source.selections:
                if selection.guid in wanted:
                    span = text.scale.span(selection.start, selection.end, ways[text.source.guid])
                    places = turn_spans(text.stretches, *span) if span else ()
                    labels = {text.turns[each.turn].speaker for each in places}
                    if len(labels) == 1 and (label := labels.pop()):
                        found[selection.guid] = text.transcript, label
        return found


def _bytes(project: Project, file: str, known: Mapping[str, _Known]) -> bytes:
    """The file; one that we could not read ourselves would be a bug of ours."""
    transcripts = {
        name: {key: value for key, value in (("attributes", each.attributes), ("speakers", each.speakers)) if value}
        for name, each in sorted(known.items())
    }
    about: dict[str, Any] = dict(_ABOUT.findall(project.description))
    stated = {"title": project.name or file} | about | ({"synthetic": True} if about.get("synthetic") == "true" else {})
    data = (_HEAD.format(file=file) + dump_plain({**stated, "transcripts": transcripts})).encode()
    corpus, findings = read_corpus("new", file, data)
    if corpus is None:
        raise AssertionError([finding.code for finding in findings])
    return data
