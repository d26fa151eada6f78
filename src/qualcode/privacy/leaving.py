"""Who withdraws: where this person speaks, and by which words and names any byte of theirs is known again."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from qualcode.corpus.index import Indexed, index
from qualcode.corpus.shards import read_transcript
from qualcode.corpus.source import source_path
from qualcode.corpus.speakers import Speakers, SpeakerSummary, Survey, find_speakers
from qualcode.identifiers.tellers import looks_like_person
from qualcode.identifiers.traces import Needles, search_folder
from qualcode.model.finding import StudyError, study_error, unknown_name
from qualcode.model.transcript import WITHDRAWN, Turn, is_withdrawn
from qualcode.store.append import read_lines
from qualcode.store.jsonl import parse_transcript
from qualcode.store.study import OpenStudy
from qualcode.text.tokens import fold

WORDS_IN_RUN = 5
"""Words in a row by which speech is known again."""
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True)
class Leaving:
    """Somebody who withdraws."""

    corpus: str
    """Corpus in which they speak."""
    respondent: str
    """As tables name them."""
    turns: Mapping[str, tuple[int, ...]]
    """Transcript -> their turns."""
    labels: Mapping[str, tuple[str, ...]]
    """Transcript -> their labels in it."""
    sole: tuple[str, ...]
    """Labels that nobody else has."""
    whole: tuple[str, ...]
    """Transcripts that hold no other participant, and go whole."""
    numbered: tuple[str, ...]
    """Transcripts in which they were respondent `TRANSCRIPT/N`: the others keep their numbers."""
    foreign: tuple[str, ...]
    """Folders of projects of other programs that hold their words or name: they go whole."""
    sources: tuple[str, ...]
    """Files of the study that hold their words or voice as received."""
    outside: tuple[str, ...]
    """Sources that lie outside of the study; nothing there is touched."""
    names: tuple[str, ...]
    """What they are called and nobody else is."""
    alike: tuple[str, ...]
    """Names that others have too: these cannot be searched for."""
    runs: tuple[str, ...]
    """Runs of five words of theirs, and of those who only asked them, that nobody else says."""
    shared: int
    """Such runs that others say too: these stay."""
    words: int
    """Words that they said."""
    date: str
    """Day of the withdrawal."""
    stone: int
    """Number of the line that stays; it says nothing of the person."""

    def is_of(self, transcript: str, turn: int) -> bool:
        """Whether something on a turn (0: on the transcript as such) is theirs."""
        return transcript in self.whole or turn in self.turns.get(transcript, ())


def find_leaving(study: OpenStudy, respondent: str, names: Sequence[str] = ()) -> Leaving:
    """Look for a respondent in the corpus.

    Args:
        study: the study.
        respondent: as tables name them, or a transcript with one respondent.
        names: what else they are called: all of it is searched for.

    Raises:
        StudyError: there is no such respondent.
    """
    indexed = index(study)
    speakers = find_speakers(study, indexed)
    respondent = _only_one_of(speakers, respondent)
    labels = dict(_labels(study, speakers, respondent))
    if not labels:
        raise _unknown(speakers, respondent)
    turns = {name: read_transcript(study, name).turns for name in labels}
    own = {name: tuple(turn.turn for turn in each if turn.speaker in labels[name]) for name, each in turns.items()}
    whole = tuple(name for name in labels if not _has_others(speakers, name, respondent))
    said = [turn.text for name, each in turns.items() for turn in each if turn.turn in own[name]]
    gone = said + [turn.text for name in whole for turn in turns[name] if turn.turn not in own[name]]
    only, shared = runs_said_only(study, gone, own, whole)
    others = {fold(label) for label in _labels_of_others(speakers, labels, respondent)}
    inside, outside = _files(study, indexed, labels)
    files = [Path(file).stem for name in whole for file in (name, indexed.headers[name].source)]
    called = _called([*(each for own in labels.values() for each in own), respondent, *files], names)
    alike = tuple(name for name in called if fold(name) in others and name not in names)
    unique = tuple(name for name in called if name not in alike)
    return Leaving(
        corpus=study.name,
        respondent=respondent,
        turns=own,
        labels=labels,
        sole=tuple(sorted({label for each in labels.values() for label in each if fold(label) not in others})),
        whole=whole,
        numbered=tuple(name for name in labels if respondent.rpartition("/")[0] == name),
        foreign=_foreign(study, (*only, *unique)),
        sources=inside,
        outside=outside,
        names=unique,
        alike=alike,
        runs=only,
        shared=shared,
        words=sum(len(_WORD.findall(text)) for text in said),
        date=datetime.now(UTC).date().isoformat(),
        stone=1 + sum("withdrawn" in line for _, line in read_lines(study.layout.withdrawn(study.name))[0]),
    )


def _only_one_of(speakers: Speakers, name: str) -> str:
    """The one respondent of a transcript of this name; else the name itself."""
    people = [each for each in speakers.individuals if each.respondent]
    own = {each.respondent for each in people if each.transcript == name}
    known = name in {each.respondent for each in people}
    return name if known or len(own) != 1 else own.pop()


def _unknown(speakers: Speakers, name: str) -> StudyError:
    """No respondent is called so; where a label reads so, the respondents whom it stands for are named, never taken."""
    people = [each for each in speakers.individuals if each.respondent]
    meant = sorted({each.respondent for each in people if fold(each.speaker) == fold(name)})
    if not meant:
        return unknown_name("respondent", name, sorted({each.respondent for each in people}))
    hint = f"the speaker with that label is respondent {', '.join(f'`{each}`' for each in meant[:5])}"
    return study_error("unknown-respondent", f"there is no respondent `{name}`", hint)


def emptied(leaving: Leaving, transcript: str, turns: Iterable[Turn]) -> Iterator[Turn]:
    """The turns of a transcript with this person's words taken out; every turn keeps its number."""
    number = leaving.respondent.rpartition("/")[2] if transcript in leaving.numbered else ""
    label = f"{WITHDRAWN[:-1]} {number}]" if number else WITHDRAWN
    for turn in turns:
        theirs = turn.turn in leaving.turns[transcript]
        yield replace(turn, speaker=label, text="", attributes=None, place="") if theirs else turn


def _labels(study: OpenStudy, speakers: Speakers, respondent: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Transcripts in which a respondent speaks, with the labels there."""
    transcript, _, number = respondent.rpartition("/")
    for own in speakers.transcripts:
        if isinstance(own, Survey):
            at = int(number) - 1 if own.transcript == transcript and number.isdecimal() else -1
            labels = [own[at].speaker] if 0 <= at < len(own) and own[at].respondent == respondent else []
        else:
            labels = [each.speaker for each in own if _is(study, each, respondent)]
        if labels:
            yield own[0].transcript, tuple(labels)


def _is(study: OpenStudy, speaker: SpeakerSummary, respondent: str) -> bool:
    """Whether a label is this person's, also where it says no word."""
    decided = study.corpus.transcript_speakers.get(speaker.transcript, {}).get(speaker.speaker)
    stated = decided or study.corpus.speakers.get(speaker.speaker)
    return respondent in (speaker.respondent, stated.respondent if stated else "")


def _has_others(speakers: Speakers, transcript: str, respondent: str) -> bool:
    """Whether anybody else takes part; whoever only asks, interprets or takes notes does not."""
    own = next(each for each in speakers.transcripts if each and each[0].transcript == transcript)
    return any(
        each.role in ("participant", "unknown") and each.words and each.respondent != respondent
        for each in own
        if not is_withdrawn(each.speaker)
    )


def runs_said_only(
    study: OpenStudy, texts: Iterable[str], own: Mapping[str, Collection[int]], whole: Collection[str]
) -> tuple[tuple[str, ...], int]:
    """Runs of five words of some texts that nobody says elsewhere in the study, and how many others there are.

    `own` are the turns of the texts by transcript, `whole` transcripts in which everything is theirs.
    """
    runs = list(dict.fromkeys(run for text in texts for run in five_words_of(text)))
    shared = _said_by(_texts_of_others(study, own, whole), runs)
    return tuple(run for run in runs if run not in shared), len(shared)


def five_words_of(text: str) -> Iterator[str]:
    """The runs of five words of a text."""
    words = _WORD.findall(text)
    return (" ".join(words[at : at + WORDS_IN_RUN]) for at in range(len(words) - WORDS_IN_RUN + 1))


def _texts_of_others(study: OpenStudy, own: Mapping[str, Collection[int]], whole: Collection[str]) -> Iterator[str]:
    """Everything that is said in the study and stays."""
    layout = study.layout
    for corpus in layout.corpus_names():
        for transcript in layout.transcript_ids(corpus):
            path = layout.transcript(corpus, transcript)
            read = parse_transcript(path.read_bytes(), path.name)
            here = corpus == study.name
            if not hasattr(read, "turns") or (here and transcript in whole):
                continue
            yield from (turn.text for turn in read.turns if not (here and turn.turn in own.get(transcript, ())))


def _said_by(texts: Iterable[str], runs: Iterable[str]) -> set[str]:
    needles = Needles(runs)
    return {run for text in texts for _, run in needles.find(text)}


def _files(study: OpenStudy, indexed: Indexed, transcripts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sources of transcripts with what lies beside them under the same name, inside the study and outside of it."""
    inside, outside = list[str](), list[str]()
    root = study.layout.root.resolve()
    for transcript in transcripts:
        header = indexed.headers[transcript]
        named = [source_path(study, header)] if header.source else []
        for path in (*named, *_recordings(study, transcript)):
            where = study.layout.relative(path)
            (inside if path.resolve().is_relative_to(root) else outside).append(where)
    return tuple(dict.fromkeys(inside)), tuple(dict.fromkeys(outside))


def _recordings(study: OpenStudy, transcript: str) -> list[Path]:
    """Files of the corpus with the name of a transcript: recordings, scans, drafts."""
    folder = study.layout.corpus(study.name)
    kept = (study.layout.transcripts(study.name), study.layout.coding(study.name))
    wanted = tuple(Path(transcript).parts)
    found = (path for path in folder.rglob(f"{_escaped(wanted[-1])}.*") if path.is_file())
    return sorted(
        path
        for path in found
        if path.suffix != ".jsonl"
        and path.with_suffix("").parts[-len(wanted) :] == wanted
        and not any(path.is_relative_to(each) for each in kept)
    )


def _escaped(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


def _called(given: Iterable[str], names: Iterable[str]) -> list[str]:
    """What a person is called by the study, as far as it is a name and not a number, and by the user."""
    return list(dict.fromkeys((*names, *(each for each in given if looks_like_person(each)))))


def _labels_of_others(speakers: Speakers, own: Mapping[str, Sequence[str]], respondent: str) -> set[str]:
    return {
        each.speaker
        for each in speakers.individuals
        if each.speaker not in own.get(each.transcript, ()) and each.respondent != respondent
    }


def _foreign(study: OpenStudy, strings: Sequence[str]) -> tuple[str, ...]:
    folder = study.layout.foreign(study.name)
    kept = sorted(each for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []
    found = ((each, search_folder(each, strings)) for each in kept)
    return tuple(study.layout.relative(each) for each, search in found if search.traces or search.unopened)
