"""Imports the cases of a project: respondents and attributes, as a first `corpus.yaml` or at the end of one."""

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
from qualcode.store.atomic import read_bytes
from qualcode.store.config import read_corpus
from qualcode.store.study import OpenStudy

_HEAD = """\
# What the cases of {file} say about these interviews. qualcode never edits this file again: go on with it by hand.
format: 1
"""
_ADDED = """
# What the cases of {file} say about the interviews that came with it.
"""
_ABOUT = re.compile(r"^(synthetic|licence|consent): (.+)$", re.MULTILINE)
"""What our own projects state about the interviews."""


@dataclass(frozen=True)
class CorpusDraft:
    """What `corpus.yaml` could say."""

    data: bytes | None
    """Its bytes; None if there is nothing to say, or no place to say it."""
    cases: int
    """Cases that it holds, or that are added to it."""
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
    *,
    begun: bool = False,
) -> CorpusDraft:
    """Derive `corpus.yaml` from what cases say about transcripts and speakers.

    Where there is one, nothing in it changes: what cases say of new texts is added at its end, unless it speaks of
    transcripts itself. One that is only `begun`, as it was made for a new study, holds nobody's work and gives way.

    A case that refers to whole texts gives them its attributes, if no other case refers to them, and its name to the
    one who answers in them. A case that refers to passages is the speaker of their turns. `ways` says how positions are
    counted in each text; `voices` are the labels of speakers who are the only one to answer in a transcript.
    """
    there = study.layout.corpus_file(study.name).exists() and not begun
    cases = _Cases(project, [text for text in texts if text.new] if there else texts)
    cases.of_sources(voices)
    cases.of_selections(ways)
    lost = len([case for case in _stated(project) if case.guid not in cases.taken])
    if there:
        return _continued(study, project, cases, file, lost if any(text.new for text in texts) else 0)
    if not cases.known and not _ABOUT.search(project.description):
        return CorpusDraft(None, 0, tuple(_lost(cases, lost, file)))
    title = study.corpus.title or project.name or file
    return CorpusDraft(_bytes(project, title, file, cases.known), len(cases.taken), tuple(_lost(cases, lost, file)))


def _stated(project: Project) -> list[ProjectCase]:
    return [case for case in project.cases if case.values or case.selections]


def _continued(study: OpenStudy, project: Project, cases: "_Cases", file: str, lost: int) -> CorpusDraft:
    """What stands in a `corpus.yaml`, and below it what cases say of new texts; for others it has it all already."""
    path = study.layout.corpus_file(study.name)
    written = study.layout.relative(path)
    if not cases.known:
        return CorpusDraft(None, 0, (*_unchanged(project, written, lost), *_lost(cases, lost, file)))
    before = read_bytes(path)
    more = _ADDED.format(file=file) + dump_plain({"transcripts": _known(cases.known)})
    data = before + (b"" if before.endswith(b"\n") else b"\n") + more.encode()
    corpus, _ = read_corpus(study.name, written, data)
    if corpus is None:
        message = f"what cases say of respondents and attributes is left out: {written} speaks of transcripts itself"
        hint = "move that file away and import again to have it written from the cases, then add your own lines"
        return CorpusDraft(None, 0, (Finding("warning", "cases-left-out", message, file, hint=hint),))
    return CorpusDraft(data, len(cases.taken), (*_lost(cases, lost, file), *_unstated(study, project, written)))


def _unchanged(project: Project, written: str, lost: int) -> Iterator[Finding]:
    """That texts came back to their study, and what cases say of them changes nothing there."""
    if _stated(project) and not lost:
        message = f"cases of texts that are here already change nothing in {written}"
        yield Finding("note", "cases-left-out", message)


def _unstated(study: OpenStudy, project: Project, written: str) -> Iterator[Finding]:
    """What a project says of the consent and licence of its interviews, and `corpus.yaml` does not."""
    own = {"synthetic": str(study.corpus.synthetic).lower(), "licence": study.corpus.licence}
    for name, value in _ABOUT.findall(project.description):
        if own.get(name, study.corpus.consent) != value:
            message = f"the project says `{name}: {value}`, and {written} does not"
            yield Finding("warning", "corpus-differs", message, written, hint="write it there if it holds for all")


def _lost(cases: "_Cases", lost: int, file: str) -> Iterator[Finding]:
    """What cases say and `corpus.yaml` does not."""
    if cases.shared:
        message = (
            f"{cases.shared} cases have the name of another case: the speakers of each are respondents of their own"
        )
        hint = "where they are one person, write `respondent: NAME` beside these speakers in corpus.yaml"
        yield Finding("warning", "same-case-name", message, file, hint=hint)
    if lost:
        message = f"{lost} cases belong to no speaker and to no text of their own, and are only kept for the way back"
        yield Finding("warning", "cases-left-out", message, file, hint="write them into corpus.yaml or respondents.csv")


class _Cases:
    """Collects what cases say about transcripts and speakers."""

    def __init__(self, project: Project, texts: Sequence[ProjectText]) -> None:
        self._project, self._texts = project, texts
        self._names = _told_apart({variable.guid: variable.name.strip() for variable in project.variables})
        named = Counter(case.name.strip() for case in project.cases)
        self._alone = {name for name, often in named.items() if name and often == 1}
        self.shared = sum(often for name, often in named.items() if name and often > 1)
        """Cases whose name another case has, so that it names no respondent."""
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
                if name in self._alone and transcript in voices and not case.name.startswith(f"{transcript}/"):
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
                # Names that begin with the transcript's are made again from it.
                if case.name.strip() in self._alone and not case.name.startswith(f"{transcript}/"):
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


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names of variables, of which no two are one attribute: the second of a name has a number behind it."""
    found: dict[str, str] = {}
    for guid, name in names.items():
        others = (name, *(f"{name} {number}" for number in range(2, len(names) + 2)))
        found[guid] = next(other for other in others if not name or other not in found.values())
    return found


def _known(known: Mapping[str, _Known]) -> dict[str, Any]:
    """What is known of each transcript, as `corpus.yaml` says it."""
    return {
        name: {key: value for key, value in (("attributes", each.attributes), ("speakers", each.speakers)) if value}
        for name, each in sorted(known.items())
    }


def _bytes(project: Project, title: str, file: str, known: Mapping[str, _Known]) -> bytes:
    """The file; one that we could not read ourselves would be a bug of ours."""
    about: dict[str, Any] = dict(_ABOUT.findall(project.description))
    stated = {"title": title} | about | ({"synthetic": True} if about.get("synthetic") == "true" else {})
    data = (_HEAD.format(file=file) + dump_plain({**stated, "transcripts": _known(known)})).encode()
    corpus, findings = read_corpus("new", file, data)
    if corpus is None:
        raise AssertionError([finding.code for finding in findings])
    return data
