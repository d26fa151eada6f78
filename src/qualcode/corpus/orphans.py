"""Names in the files of people that nothing in the corpus has: what they say would be lost in silence."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path, PurePosixPath

from qualcode.corpus.speakers import Speakers, Survey
from qualcode.model.finding import Finding
from qualcode.store.atomic import read_bytes
from qualcode.store.config import FilePlace, sheet_places, yaml_places
from qualcode.store.config import Path as Fields
from qualcode.store.doors import read_through
from qualcode.store.respondents import META_KEY_COLUMNS
from qualcode.store.study import OpenStudy
from qualcode.text.tokens import fold

_MOST = 5
"""Names of one kind that are listed; more of them are rather not ingested yet."""
NamePlaces = Callable[[], Mapping[Fields, FilePlace]]
"""Gives the places of the names in a file when the first of them is needed."""


def report_orphans_in_meta(file: str, transcripts: Collection[str]) -> list[Finding]:
    """A warning for each row of `--meta` whose transcript is not there."""
    if not file:
        return []
    places = sheet_places(read_through("attributes", Path(file)), META_KEY_COLUMNS)
    known = {
        *transcripts,
        *(name for (name,) in places if PurePosixPath(name).with_suffix("").as_posix() in transcripts),
    }
    return _told("transcript", _missing((name for (name,) in places), known), transcripts, file, lambda: places, ())


def report_orphans(study: OpenStudy, transcripts: Collection[str], speakers: Speakers) -> list[Finding]:
    """A warning for each transcript, speaker and respondent that people name and that the corpus does not have.

    Args:
        study: the study; its `corpus.yaml` and `respondents.csv` are looked at.
        transcripts: ids of all transcripts.
        speakers: all speakers of the corpus.
    """
    return [*_in_corpus_file(study, transcripts, speakers), *_in_respondents(study, speakers)]


def _in_corpus_file(study: OpenStudy, transcripts: Collection[str], speakers: Speakers) -> Iterator[Finding]:
    corpus, path = study.corpus, study.layout.corpus_file(study.name)
    if not path.is_file():
        return
    file = study.layout.relative(path)
    places = cache(lambda: yaml_places(read_bytes(path)))
    labels: dict[str, set[str]] = {}
    for each in speakers.individuals:
        labels.setdefault(each.transcript, set()).add(each.speaker)
    everyone = set().union(*labels.values())
    named = {*corpus.sessions, *corpus.attributes, *corpus.transcript_speakers}
    yield from _told("transcript", _missing(named, transcripts), transcripts, file, places, ("transcripts",))
    yield from _told("speaker", _missing(corpus.speakers, everyone), everyone, file, places, ("speakers",))
    asking = [name for name in corpus.interviewers if not any(_is_part(name, label) for label in everyone)]
    yield from _told("speaker", asking, everyone, file, places, ("interviewers",))
    for transcript, own in corpus.transcript_speakers.items():
        if transcript in labels:
            path_to = ("transcripts", transcript, "speakers")
            here = labels[transcript]
            yield from _told(f"speaker of `{transcript}`", _missing(own, here), here, file, places, path_to)


def _in_respondents(study: OpenStudy, speakers: Speakers) -> list[Finding]:
    """Rows of `respondents.csv`; a survey's people are numbered, so that no list of them is needed."""
    path = study.layout.respondents_file(study.name)
    if not study.corpus.respondents or not path.is_file():
        return []
    known = {each.respondent for each in speakers.individuals if each.respondent}
    surveys = {own.transcript: own for own in speakers.transcripts if isinstance(own, Survey)}
    missing = [name for name in study.corpus.respondents if name not in known and not _is_of(surveys, name)]
    places = cache(lambda: sheet_places(read_bytes(path), ("respondent",)))
    return _told("respondent", missing, known, study.layout.relative(path), places, ())


def _is_of(surveys: Mapping[str, Survey], name: str) -> bool:
    """Whether a name is the numbered respondent of a survey who says something."""
    transcript, _, number = name.rpartition("/")
    if transcript not in surveys or not (number.isascii() and number.isdigit()):
        return False
    return 1 <= int(number) <= len(surveys[transcript]) and surveys[transcript].words[int(number) - 1] > 0


def _missing(named: Iterable[str], known: Collection[str]) -> list[str]:
    return [name for name in named if name not in known]


def _is_part(name: str, label: str) -> bool:
    """Whether a label is that of a named interviewer: as written, a part of it, or its initial."""
    written, spoken = fold(name).strip(), fold(label)
    return bool(written) and (written in spoken or (spoken[:1] == written[:1] and len(spoken) <= len(written)))


def _told(
    what: str, missing: Iterable[str], known: Collection[str], file: str, places: NamePlaces, above: Fields
) -> list[Finding]:
    """A warning for each of the first few names at its place, and one for the others together."""
    names = list(missing)
    # The places of a long list are looked up only when there is something to say.
    found = [_finding(what, name, known, file, places().get((*above, name), (None, None))) for name in names[:_MOST]]
    if len(names) > _MOST:
        message = f"{len(names) - _MOST} more of such names are not in this corpus"
        found.append(Finding("warning", f"no-such-{what.split()[0]}", message, file))
    return found


def _finding(what: str, name: str, known: Collection[str], file: str, place: tuple[int | None, int | None]) -> Finding:
    message = f"there is no {what} `{name}`, and what is said here of it counts for nothing"
    hint = f"did you mean `{near}`?" if (near := _nearest(name, known)) else "`qualcode status` lists those there are"
    return Finding("warning", f"no-such-{what.split()[0]}", message, file, *place, hint=hint)


def _nearest(name: str, known: Collection[str]) -> str:
    """The known name most like another one, whatever the case and the folder."""
    folded = {fold(each): each for each in sorted(known)}
    below = [each for each in folded if each.rpartition("/")[2] == fold(name).rpartition("/")[2]]
    near = below or get_close_matches(fold(name), list(folded), n=1)
    return folded[near[0]] if near else ""
