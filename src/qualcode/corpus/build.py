"""Put a corpus together: roles, respondents and attributes beside the columns of all shards; and unread dates."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from qualcode.corpus.frame import Frame, RunningWords
from qualcode.corpus.index import CorpusShard, Indexed, release_shard
from qualcode.corpus.speakers import OpenCorpus, Speakers, find_speakers, people
from qualcode.corpus.words import distinct_words, finder, light_keys_of_words, load_analyser, near
from qualcode.index.arrays import Ints
from qualcode.languages import current, using
from qualcode.model.corpus import ROLES, StudySettings
from qualcode.model.finding import Finding
from qualcode.model.transcript import Header
from qualcode.model.translation import Translations
from qualcode.readers.continues import LONGEST_BACKCHANNEL, is_backchannel
from qualcode.store.arrays import load_or_make
from qualcode.store.atomic import read_bytes
from qualcode.store.config import FilePlace, sheet_places, yaml_places
from qualcode.store.doors import read_through
from qualcode.store.respondents import META_KEY_COLUMNS
from qualcode.store.study import OpenStudy
from qualcode.store.translations import read_translations, translations_in_force
from qualcode.text.dates import DATE, is_day_first, iso, readings
from qualcode.text.order import natural

_NOWHERE = (None, None)
_OF_FILES = frozenset(
    ("slug", "type", "layout", "template", "permalink", "url", "draft", "published", "image", "cssclass", "aliases")
)
"""Fields of front matter that say how a page is published, and nothing of who speaks there.

`corpus.yaml` makes one an attribute again by declaring it.
"""


class _Written(NamedTuple):
    """A date and where it stands."""

    text: str
    whose: str
    file: str
    place: FilePlace | tuple[None, None]


def usual_order(study: StudySettings) -> bool | None:
    """Whether the day stands first where no date shows it: as in Indonesian; unclear where no language says so."""
    orders = [pack.day_first for pack in current().packs if pack.code in study.languages]
    return next((order for order in orders if order is not None), None)


def warn_unread_dates(study: OpenStudy, headers: Mapping[str, Header], meta: str) -> list[Finding]:
    """A warning for each date that cannot be read, and a note where the order of some was taken for granted.

    Args:
        study: the study with its `corpus.yaml` and `respondents.csv`.
        headers: its transcripts; of them the date in force is looked at.
        meta: the file of `--meta` in this call; empty where there is none.
    """
    written = list(_written(study, headers, meta))
    shown = is_day_first(each.text for each in written)
    order = usual_order(study.settings) if shown is None else shown
    unread = [_unread(each) for each in written if iso(each.text, order) is None]
    unclear = sum(len(readings(each.text)) > 1 for each in written)
    if not unclear or order is None:
        return unread
    return [*unread, _read_so(unclear, "day" if order else "month", study.settings if shown is None else None)]


def _read_so(number: int, first: str, study: StudySettings | None) -> Finding:
    """What unclear dates were taken for: a guess where only the languages of the study say so."""
    dates = "1 date such as 03/04/2024 was" if number == 1 else f"{number} dates such as 03/04/2024 were"
    why = f"as the study is in {', '.join(study.languages)}" if study else "as another date shows"
    hint = "write it year first if that is wrong" if number == 1 else "write them year first if that is wrong"
    return Finding("warning" if study else "note", "date-order", f"{dates} read {first} first, {why}", hint=hint)


def _unread(each: _Written) -> Finding:
    line, column = each.place
    trouble = "may mean two days" if readings(each.text) else "is no date that can be read"
    hint = "write it year first (2024-03-13), or with the name of its month (13 Maret 2024)"
    message = f"the `{DATE}` `{each.text}` of `{each.whose}` {trouble}"
    return Finding("warning", "unread-date", message, each.file, line, column, hint)


def _written(study: OpenStudy, headers: Mapping[str, Header], meta: str) -> Iterator[_Written]:
    """The date of each transcript, and those of respondents."""
    path = study.layout.corpus_file(study.name)
    file = study.layout.relative(path)
    fields = cache(lambda: yaml_places(read_bytes(path)))
    rows = sheet_places(read_through("attributes", Path(meta)), META_KEY_COLUMNS) if meta else {}
    for name, header in headers.items():
        if text := study.corpus.attributes.get(name, {}).get(DATE, ""):
            yield _Written(text, name, file, fields().get(("transcripts", name, "attributes", DATE), _NOWHERE))
        elif text := header.meta.get(DATE, ""):
            place = rows.get((name,)) or rows.get((f"{name}{Path(header.source).suffix}",))
            yield _Written(text, name, meta if place else header.source, place or _NOWHERE)
        elif text := header.attributes.get(DATE, ""):
            yield _Written(text, name, header.source, _NOWHERE)
    yield from _dates_of_respondents(study)


def _dates_of_respondents(study: OpenStudy) -> Iterator[_Written]:
    dated = {name: own[DATE] for name, own in study.corpus.respondents.items() if own.get(DATE)}
    if not dated:
        return
    path = study.layout.respondents_file(study.name)
    rows = sheet_places(read_bytes(path), ("respondent",))
    for name, text in dated.items():
        yield _Written(text, name, study.layout.relative(path), rows.get((name,), _NOWHERE))


def frame(study: OpenStudy, indexed: Indexed) -> OpenCorpus:
    """Put the columns of all shards together and add roles, respondents, sessions and attributes."""
    speakers = find_speakers(study, indexed)
    pieces = indexed.pieces
    turns = _bases([piece.shard.turns for piece in pieces])
    transcripts = list(indexed.headers)
    who = people(speakers)
    respondent = _of_turns(who.respondent, speakers.turn_speaker).astype(np.int32, copy=False)
    place = {transcript: number for number, transcript in enumerate(transcripts)}
    in_transcript = _shift([piece.turn_transcript for piece in pieces], [place[p.transcripts[0]] for p in pieces])
    attributes = _attributes(study, indexed, in_transcript, who.respondents, respondent, speakers)
    text = _text(pieces, turns)
    columns = Frame(
        corpus=study.name,
        synthetic=study.corpus.synthetic,
        transcripts=transcripts,
        sessions=[study.corpus.sessions.get(transcript, transcript) for transcript in transcripts],
        turn_transcript=in_transcript.astype(np.int32, copy=False),
        turn_number=_join([piece.turn_number for piece in pieces], np.int32),
        turn_counted=_shift([piece.turn_counted for piece in pieces], turns).astype(np.int32, copy=False),
        turn_role=_of_turns(who.role, speakers.turn_speaker).astype(np.int8, copy=False),
        turn_respondent=respondent,
        turn_words=_join([piece.turn_words for piece in pieces], np.int32),
        turn_speaker=speakers.turn_speaker.astype(np.int32, copy=False),
        turn_start=_join([piece.turn_start for piece in pieces], np.float64),
        turn_end=_join([piece.turn_end for piece in pieces], np.float64),
        respondents=who.respondents,
        speakers=who.labels,
        attribute_names=tuple(sorted(attributes)),
        attribute_values={name: values for name, (values, _) in attributes.items()},
        turn_attribute={name: turn.astype(np.int32) for name, (_, turn) in attributes.items()},
        text=text,
        find=finder(study, indexed),
        near=near(indexed),
        guessed=frozenset((each.transcript, each.speaker) for each in speakers.individuals if each.guessed),
        words=_words(study, pieces),
        light_keys=lambda words: load_analyser(study).keys("light", words),
        declared=study.corpus.declared,
        aliases=study.corpus.aliases,
        day_first=usual_order(study.settings),
        by_sentence=indexed.how == "sentence",
        translate=lambda: _translations(study, _turns_of(in_transcript, transcripts), text),
        surveys=frozenset(at for at, header in enumerate(indexed.headers.values()) if header.each),
        **_segments(pieces, turns),
    )
    if len(pieces) > 1:  # the columns are copies: those on disk need no memory
        for piece in pieces:
            release_shard(piece)
    segments = _bases([piece.shard.segments for piece in pieces])
    return OpenCorpus(indexed, speakers, columns, turns, segments, _bases([piece.shard.tokens for piece in pieces]))


def _turns_of(turn_transcript: Ints, transcripts: Sequence[str]) -> dict[str, range]:
    """Transcript -> its turns."""
    low, high = (np.searchsorted(turn_transcript, range(len(transcripts)), side).tolist() for side in ("left", "right"))
    return {name: range(*ends) for name, *ends in zip(transcripts, low, high, strict=True)}


def _translations(study: OpenStudy, turns: Mapping[str, range], text: Callable[[int], str]) -> Translations:
    """The translations in force whose words stand where they stood."""
    found: Translations = {}
    for line in translations_in_force(read_translations(study.layout, study.name)[0]).values():
        own = turns.get(line.transcript, range(0))
        if line.turn <= len(own) and text(own[line.turn - 1])[line.start : line.end] == line.quote:
            found.setdefault(line.language, {})[own[line.turn - 1], line.start, line.end] = line.text
    return dict(sorted(found.items()))


def question_turns(columns: Frame) -> Ints:
    """The turn of the question before each turn: the last interviewer's turn before it in its transcript, or -1.

    A listed backchannel (*hmm*) asks nothing, and speech resumed after one answers the question before its first part.
    """
    asking = columns.turn_role == ROLES.index("interviewer")
    if not asking.any():
        return np.broadcast_to(np.int32(-1), len(asking))
    turn = np.arange(len(asking), dtype=np.int32)
    for short in np.flatnonzero(asking & (columns.turn_words <= LONGEST_BACKCHANNEL)).tolist():
        asking[short] = not is_backchannel(columns.text(short))
    asks = np.where(asking, turn, np.int32(-1))
    last = np.maximum.accumulate(asks) if len(asks) else asks
    begin = np.searchsorted(columns.turn_transcript, columns.turn_transcript)
    question: Ints = np.where(last >= begin, last, np.int32(-1))[columns.turn_counted]
    return question


def _of_turns(values: Ints, speaker: Ints) -> Ints:
    """The value of each turn's speaker, who are numbered by first speech: where each speaks once, nothing is to do."""
    return values if len(values) == len(speaker) else values[speaker]


def _bases(sizes: Sequence[int]) -> list[int]:
    return [0, *np.cumsum(sizes).tolist()][:-1]


def _join(parts: Sequence[Ints], kind: Any) -> Any:
    """The values of all shards; those of a single one are not copied, and on disk not even read.

    Where all are the same (a survey names no times), they take no memory.
    """
    if len(parts) == 1:
        return parts[0].astype(kind, copy=False)
    if all(part.strides == (0,) and part[:1].tobytes() == parts[0][:1].tobytes() for part in parts):
        return np.broadcast_to(parts[0][:1].astype(kind), sum(map(len, parts)))
    return np.concatenate(parts, dtype=kind, casting="unsafe")


def _shift(parts: Sequence[Ints], bases: Sequence[int]) -> Ints:
    """Numbers within shards as numbers through the corpus."""
    if len(parts) == 1:
        return parts[0]
    return np.concatenate([(part + base).astype(np.int32, copy=False) for part, base in zip(parts, bases, strict=True)])


def _text(pieces: Sequence[CorpusShard], turns: Sequence[int]) -> Callable[[int], str]:
    """Text of a turn by its number through the corpus."""

    def text(turn: int) -> str:
        at = bisect_right(turns, turn) - 1
        return pieces[at].shard.turn_text(turn - turns[at])

    return text


def _words(study: OpenStudy, pieces: Sequence[CorpusShard]) -> Callable[[], RunningWords]:
    """The running words, put together when a table asks for them."""

    @cache
    def words() -> RunningWords:
        shards = [piece.shard for piece in pieces]
        forms, form = distinct_words(shards)
        per_turn = np.concatenate([np.diff(shard.turn_tokens) for shard in shards])
        with using(study.languages):  # a table may ask when its verb is done
            known = {form: key for piece in pieces for form, key in _keys_of_shard(study, piece)}
        keys = [known[form] for form in forms]
        return RunningWords(
            forms, keys, form.astype(np.int32), np.concatenate([[0], np.cumsum(per_turn)]).astype(np.int64)
        )

    return words


def _keys_of_shard(study: OpenStudy, piece: CorpusShard) -> Iterable[tuple[str, str]]:
    """The distinct words of a shard, each with its light key, which is worked out once and kept beside the shard."""
    forms = piece.shard.keys
    kept = load_or_make(piece.folder / "light_keys", lambda: {"keys": light_keys_of_words(forms, load_analyser(study))})
    return zip(forms, kept["keys"], strict=True)


def _segments(pieces: Sequence[CorpusShard], turns: Sequence[int]) -> dict[str, Any]:
    """Columns with one value a segment."""
    return {
        "segment_turn": _shift([piece.segment_turn for piece in pieces], turns).astype(np.int32, copy=False),
        "segment_number": _join([piece.segment_number for piece in pieces], np.int32),
        "segment_start": _join([piece.segment_start for piece in pieces], np.int32),
        "segment_end": _join([piece.segment_end for piece in pieces], np.int32),
        "languages": lambda: _join([piece.shard.languages for piece in pieces], np.int8),
    }


def _attributes(
    study: OpenStudy,
    indexed: Indexed,
    turn_transcript: Ints,
    respondents: Sequence[str],
    turn_respondent: Ints,
    speakers: Speakers,
) -> dict[str, tuple[list[str], Ints]]:
    """Attribute -> its values, and for each turn an index into them.

    What is said of a respondent wins over a survey's column, and that over what is said of the transcript.
    """
    of_transcript = [_stated(study, header) for header in indexed.headers.values()]
    of_respondent = _attributes_of_respondents(study, respondents, speakers)
    surveys = {name for piece in indexed.pieces for name in piece.attributes}
    names = surveys.union(*of_transcript, *of_respondent.values())
    return {
        name: _one_attribute(name, of_transcript, turn_transcript, of_respondent, turn_respondent, indexed.pieces)
        for name in sorted(names)
    }


def _stated(study: OpenStudy, header: Header) -> Mapping[str, str]:
    """Attributes of a transcript: `corpus.yaml` wins over `--meta`, and that over the source."""
    declared = study.corpus.declared
    of_source = {name: text for name, text in header.attributes.items() if name in declared or name not in _OF_FILES}
    return {**of_source, **header.meta, **study.corpus.attributes.get(header.transcript, {})}


def _attributes_of_respondents(
    study: OpenStudy, respondents: Sequence[str], speakers: Speakers
) -> dict[int, Mapping[str, str]]:
    """Attributes of the respondents who have some: `respondents.csv` wins over `corpus.yaml`."""
    corpus = study.corpus
    stated: dict[str, dict[str, str]] = {}
    for each in speakers.individuals:
        decided = corpus.transcript_speakers.get(each.transcript, {}).get(each.speaker)
        speaker = decided or corpus.speakers.get(each.speaker)
        if speaker and each.respondent:
            stated.setdefault(each.respondent, {}).update(speaker.attributes)
    for respondent, own in corpus.respondents.items():
        stated.setdefault(respondent, {}).update(own)
    if not stated:
        return {}
    return {number: stated[name] for number, name in enumerate(respondents) if name in stated}


def _one_attribute(
    name: str,
    of_transcript: Sequence[Mapping[str, str]],
    turn_transcript: Ints,
    of_respondent: Mapping[int, Mapping[str, str]],
    turn_respondent: Ints,
    pieces: Sequence[CorpusShard],
) -> tuple[list[str], Ints]:
    """Values of one attribute in order, and their index for each turn; -1: missing."""
    surveys = [piece.attributes[name][0] for piece in pieces if name in piece.attributes]
    stated_values = (each.get(name, "") for each in [*of_transcript, *of_respondent.values()])
    values = sorted({value for value in stated_values if value}.union(*surveys), key=natural)
    place = {"": -1} | {value: number for number, value in enumerate(values)}
    turn = np.array([place[each.get(name, "")] for each in of_transcript], np.int32)[turn_transcript]
    survey = np.concatenate([_survey(piece, name, place) for piece in pieces])
    turn = np.where(survey >= 0, survey, turn)
    personal = np.full(int(turn_respondent.max(initial=-1)) + 2, -1, np.int32)  # the last one answers for nobody, -1
    for respondent, stated in of_respondent.items():
        personal[respondent] = place[stated.get(name, "")]
    personal = personal[turn_respondent]
    return values, np.where(personal >= 0, personal, turn).astype(np.int32)


def _survey(piece: CorpusShard, name: str, place: Mapping[str, int]) -> Ints:
    """Value of a survey's column for each turn of a shard; -1: missing."""
    if name not in piece.attributes:
        return np.full(piece.shard.turns, -1)
    values, turn = piece.attributes[name]
    return np.array([*(place[value] for value in values), -1])[turn]
