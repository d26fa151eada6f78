"""Identifiers: list what may identify somebody, and keep what a person decides about each, outside the study."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from qualcode.identifiers.candidates import Candidates, TrainedNames, find_candidates
from qualcode.languages.catalogue import Messages
from qualcode.languages.retold import retold
from qualcode.model.finding import Finding, study_error
from qualcode.pseudonyms.key import (
    KEY_FILE,
    KeyLine,
    decided,
    folded,
    key_folder,
    read_key,
    read_key_sheet,
    with_candidates,
    with_key_sheet,
    write_key,
)
from qualcode.pseudonyms.passages import texts_of_study
from qualcode.review.desk import Json, Refused
from qualcode.store.atomic import read_bytes
from qualcode.store.study import OpenStudy, in_own_languages


@dataclass(frozen=True)
class IdentifierOptions:
    """Where decisions come from and go to."""

    names: str = ""
    """File of names that are known, one a line: for texts without capitals."""
    decide: str = ""
    """Sheet that was filled in; empty: none."""
    key: str = ""
    """Folder of the key; empty: beside the study."""
    pipeline: str = ""
    """Trained pipeline of spaCy that is installed, by its name or folder; empty: none."""
    dry_run: bool = False
    """True: write nothing."""
    lang: str = ""
    """Language of findings; empty: English."""


@dataclass(frozen=True)
class IdentifiersReport:
    """What may identify somebody."""

    file: str
    """The key, which is the sheet to be filled in."""
    candidates: tuple[KeyLine, ...]
    """Each distinct one with its decision, the likeliest first."""
    undecided: int
    """Likely ones that nobody decided yet."""
    seldom: int
    """Seldom ones that nobody decided yet; nobody has to."""
    words: int
    """Running words that were looked at."""
    findings: tuple[Finding, ...] = ()
    """Transcripts without capitals."""


@in_own_languages
def identifiers(study: OpenStudy, options: IdentifierOptions | None = None) -> IdentifiersReport:
    """List every candidate once, with what was decided about it, and write the sheet.

    Raises:
        StudyError: the key would lie in the study or in git, or a sheet is wrong.
    """
    wanted = options or IdentifierOptions()
    folder = key_folder(study.layout.root, wanted.key)
    key = read_key(folder)
    if wanted.decide:
        key = with_key_sheet(key, read_key_sheet(Path(wanted.decide), wanted.decide))
    found = study_candidates(study, _names(wanted.names), _trained(wanted.pipeline) if wanted.pipeline else None)
    key = with_candidates(key, found.candidates)
    if not wanted.dry_run:
        write_key(folder, key)
    there = tuple(line for line in key.values() if line.count)
    undecided = [line for line in there if not line.decision]
    seldom = sum(line.seldom for line in undecided)
    return IdentifiersReport(
        str(folder / KEY_FILE),
        there,
        len(undecided) - seldom,
        seldom,
        found.words,
        tuple(warn_small_letters(found, wanted.lang)),
    )


class IdentifierDesk:
    """The candidates of a study in front of a person, who decides each of them once; the key keeps what was decided."""

    def __init__(self, study: OpenStudy, options: IdentifierOptions) -> None:
        """Look for candidates, and write the sheet as `qualcode identifiers` does."""
        self.report = identifiers(study, options)
        self._corpus, self._folder = study.name, Path(self.report.file).parent
        self._guessed = {folded(line.name): line for line in self.report.candidates}
        self._one_at_a_time, self._language = threading.Lock(), options.lang

    def candidates(self) -> Json:
        """All of them, the likeliest first, as they are decided now."""
        key = read_key(self._folder)
        shown = [_shown(key.get(name, line), self._language) for name, line in self._guessed.items()]
        return {"corpus": self._corpus, "key": self.report.file, "candidates": shown}

    def decide(self, sent: Mapping[str, object]) -> Json:
        """Keep one decision in the key, as a sheet would; an empty one leaves the candidate undecided again.

        Raises:
            Refused: 422, there is no such candidate, or this is no decision.
            StoreError: the key cannot be written.
        """
        name = folded(str(sent.get("name", "")))
        with self._one_at_a_time:
            key = read_key(self._folder)  # a sheet may have been taken in meanwhile
            if name not in self._guessed:
                raise Refused(422, "there is no such candidate")
            before = key.get(name, self._guessed[name])
            line = decided(replace(before, kind=self._guessed[name].kind), str(sent.get("decision", "")))
            if line is None:
                raise Refused(422, f"`{sent.get('decision')}` is no decision")
            write_key(self._folder, {**key, name: line})
        return _shown(line, self._language)


def _shown(line: KeyLine, language: str) -> Json:
    """A candidate as the page gets it: where it stands, in a language, apart from the words that stand there."""
    halves = (place.partition(": ")[::2] for place in line.places)
    places = [{"place": retold(language, place), "words": words} for place, words in halves]
    return {**asdict(line), "places": places}


def serve_identifiers(desk: IdentifierDesk, port: int, language: str, ready: Callable[[str], None]) -> None:
    """Show the candidates in a language on 127.0.0.1 until Ctrl-C; `ready` is told the address."""
    from qualcode.review.app import identifier_room, serve  # a web server, which no other command needs

    serve(lambda *door: identifier_room(desk, language, *door), port, ready)


@in_own_languages
def study_candidates(study: OpenStudy, names: Iterable[str] = (), trained: TrainedNames | None = None) -> Candidates:
    """Candidates of all corpora of a study.

    Raises:
        StudyError: there are no transcripts.
    """
    if not any(study.layout.transcript_ids(name) for name in study.layout.corpus_names()):
        raise study_error("no-transcripts", "this study has no transcripts", "run `qualcode ingest PATH` first")
    return find_candidates(list(texts_of_study(study.layout)), names, trained)


_NAMED = frozenset({"PER", "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
"""Labels by which pipelines call names of people, organisations and places."""


def _trained(pipeline: str) -> TrainedNames:
    """What finds names with a pipeline that the user installed.

    Raises:
        StudyError: there is no such pipeline.
    """
    import spacy

    try:
        loaded = spacy.load(pipeline)
    except (OSError, ValueError, ImportError):
        message = f"there is no pipeline `{pipeline}` that spaCy can load"
        raise study_error("unknown-pipeline", message, "install it with pip, or name its folder") from None
    return lambda texts: [
        [(each.start_char, each.end_char) for each in read.ents if each.label_ in _NAMED] for read in loaded.pipe(texts)
    ]


def _names(file: str) -> list[str]:
    """Names of a file, one a line; `#` begins a comment."""
    if not file:
        return []
    try:
        text = read_bytes(Path(file)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise study_error("not-utf8", "this is not UTF-8", "save the file as UTF-8", file) from None
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def warn_small_letters(found: Candidates, lang: str = "") -> Iterable[Finding]:
    """A warning for each transcript without capitals."""
    say = Messages(lang)
    for name in found.without_capitals:
        message = say("`{name}` has no capitals, and some names in it may not be listed", name=name)
        hint = say("give the names that you know with --names FILE, and read it once for others")
        yield Finding("warning", "no-capitals", message, name, hint=hint)
