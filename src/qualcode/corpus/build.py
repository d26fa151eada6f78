"""Put a corpus together: roles, respondents and attributes beside the columns of one shard, or of all."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from typing import Any

import numpy as np

from qualcode.corpus.findings import usual_order
from qualcode.corpus.frame import Frame, Int64s, RunningWords
from qualcode.corpus.index import CorpusShard, Indexed, release_shard
from qualcode.corpus.speakers import OpenCorpus, People, Speakers, find_speakers, people
from qualcode.corpus.words import distinct_words, finder, light_keys_of_words, load_analyser, near
from qualcode.index.arrays import Ints
from qualcode.languages import using
from qualcode.model.corpus import ROLES
from qualcode.model.transcript import Header
from qualcode.model.translation import Translations
from qualcode.readers.continues import LONGEST_BACKCHANNEL, is_backchannel
from qualcode.store.arrays import load_or_make
from qualcode.store.study import OpenStudy
from qualcode.store.translations import read_translations, translations_in_force
from qualcode.text.visible import natural

_OF_FILES = frozenset(
    ("slug", "type", "layout", "template", "permalink", "url", "draft", "published", "image", "cssclass", "aliases")
)
"""Fields of front matter that say how a page is published, and nothing of who speaks there.

`corpus.yaml` makes one an attribute again by declaring it.
"""


def frame(study: OpenStudy, indexed: Indexed) -> OpenCorpus:
    """Find out who speaks; the columns of all shards are put together, or those of one, when somebody asks."""
    speakers = find_speakers(study, indexed)
    make = FrameMaker(study, indexed, speakers, people(speakers), usual_order(study.settings))
    sizes = [(piece.shard.turns, piece.shard.segments, piece.shard.tokens) for piece in indexed.pieces]
    return OpenCorpus(indexed, speakers, make, *(_bases(own) for own in zip(*sizes, strict=True)))


@dataclass(frozen=True)
class FrameMaker:
    """Puts a frame together: what lies in shards, and roles, respondents, sessions and attributes beside it."""

    study: OpenStudy
    indexed: Indexed
    speakers: Speakers
    who: People
    day_first: bool | None

    def whole(self) -> Frame:
        """The frame of the corpus."""
        pieces = self.indexed.pieces
        made = self._frame(self.indexed, self.speakers.turn_speaker)
        if len(pieces) > 1:  # the columns are copies: those on disk need no memory
            for piece in pieces:
                release_shard(piece)
        in_transcript = made.turn_transcript
        return replace(
            made,
            find=finder(self.study, self.indexed),
            near=near(self.indexed),
            words=_words(self.study, pieces),
            translate=lambda: _translations(self.study, _turns_of(in_transcript, made.transcripts), made.text),
        )

    def of_shard(self, number: int) -> Frame:
        """The frame of one shard: its turns and segments are counted from 0, people and transcripts as in the whole."""
        only = replace(self.indexed, pieces=[self.indexed.pieces[number]])
        return self._frame(only, self.speakers.of_shard(number))

    def elsewhere(self, number: int) -> Int64s:
        """Respondents of a shard who speak in other shards, too."""
        return self._in_several[np.isin(self._in_several, self._respondents(number))]

    @cached_property
    def _in_several(self) -> Int64s:
        often = np.zeros(len(self.who.respondents), np.uint8)
        for number in range(len(self.indexed.pieces)):
            who = self._respondents(number)
            low = int(who[who >= 0].min(initial=len(often)))
            there = np.bincount(who[who >= 0] - low) > 0  # a survey's are numbered one after the other
            own = often[low : low + len(there)]
            np.minimum(own + there, 2, out=own)
        return np.flatnonzero(often > 1)

    def _respondents(self, number: int) -> Ints:
        return _of_turns(self.who.respondent, self.speakers.of_shard(number))

    def roles(self, number: int) -> Ints:
        """The role of each turn of a shard, as an index into `model.ROLES`."""
        return _of_turns(self.who.role, self.speakers.of_shard(number)).astype(np.int8, copy=False)

    def without_turns(self) -> Frame:
        """The frame with the names of the corpus and nothing that anybody said."""
        none = np.empty(0, np.int32)
        columns = (each.name for each in fields(Frame) if each.name.startswith(("turn_", "segment_")))
        empty: dict[str, Any] = dict.fromkeys(columns, none)
        empty |= {"turn_attribute": dict.fromkeys(self._attributes, none), "languages": lambda: none, "text": str}
        return Frame(**self.names, **empty)

    def _frame(self, indexed: Indexed, speaker: Ints) -> Frame:
        respondent = _of_turns(self.who.respondent, speaker).astype(np.int32, copy=False)
        beside: dict[str, Any] = {
            "turn_role": _of_turns(self.who.role, speaker).astype(np.int8, copy=False),
            "turn_respondent": respondent,
            "turn_speaker": speaker.astype(np.int32, copy=False),
        }
        first = [self._place[piece.transcripts[0]] for piece in indexed.pieces]
        transcript = _shift([piece.turn_transcript for piece in indexed.pieces], first).astype(np.int32, copy=False)
        beside["turn_attribute"] = {
            name: each.of_turns(indexed.pieces, transcript, respondent) for name, each in self._attributes.items()
        }
        return Frame(**self.names, **beside, **columns_on_disk(indexed.pieces, transcript))

    @cached_property
    def _place(self) -> dict[str, int]:
        return {transcript: number for number, transcript in enumerate(self.indexed.headers)}

    @cached_property
    def _attributes(self) -> "dict[str, _Attribute]":
        return _attributes(self.study, self.indexed, self.who.respondents, self.speakers)

    @cached_property
    def names(self) -> dict[str, Any]:
        """What a frame says of the whole corpus."""
        study, transcripts = self.study, list(self.indexed.headers)
        return {
            "corpus": study.name,
            "synthetic": study.corpus.synthetic,
            "transcripts": transcripts,
            "sessions": [study.corpus.sessions.get(transcript, transcript) for transcript in transcripts],
            "respondents": self.who.respondents,
            "speakers": self.who.labels,
            "attribute_names": tuple(self._attributes),
            "attribute_values": {name: each.values for name, each in self._attributes.items()},
            "guessed": frozenset((each.transcript, each.speaker) for each in self.speakers.individuals if each.guessed),
            "light_keys": lambda words: load_analyser(study).keys("light", words),
            "declared": study.corpus.declared,
            "aliases": study.corpus.aliases,
            "day_first": self.day_first,
            "by_sentence": self.indexed.how == "sentence",
            "surveys": frozenset(at for at, header in enumerate(self.indexed.headers.values()) if header.each),
        }


def columns_on_disk(pieces: Sequence[CorpusShard], transcript: Ints) -> dict[str, Any]:
    """The columns of a frame that shards hold, and their texts; of a single one nothing is copied."""
    turns = _bases([piece.shard.turns for piece in pieces])
    return {
        "turn_transcript": transcript,
        "turn_number": _join([piece.turn_number for piece in pieces], np.int32),
        "turn_counted": _shift([piece.turn_counted for piece in pieces], turns).astype(np.int32, copy=False),
        "turn_words": _join([piece.turn_words for piece in pieces], np.int32),
        "turn_start": _join([piece.turn_start for piece in pieces], np.float64),
        "turn_end": _join([piece.turn_end for piece in pieces], np.float64),
        "text": _text(pieces, turns),
        **_segments(pieces, turns),
    }


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
    if len(parts) == 1 and not bases[0]:
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


@dataclass(frozen=True)
class _Attribute:
    """One attribute: its values, and who or what has which."""

    name: str
    values: list[str]
    """In order."""
    place: Mapping[str, int]
    """Value -> its number; the empty one: -1."""
    of_transcript: Ints
    """Value of each transcript; -1: missing."""
    of_respondent: Mapping[int, int]
    """Respondent -> value; -1: missing."""

    def of_turns(self, pieces: Sequence[CorpusShard], transcript: Ints, respondent: Ints) -> Ints:
        """The value that holds for each turn of some shards; -1: missing."""
        turn = self.of_transcript[transcript]
        survey = np.concatenate([_survey(piece, self.name, self.place) for piece in pieces])
        turn = np.where(survey >= 0, survey, turn)
        personal = np.full(int(respondent.max(initial=-1)) + 2, -1, np.int32)  # the last one answers for nobody, -1
        for who, value in self.of_respondent.items():
            if who < len(personal) - 1:
                personal[who] = value
        own = personal[respondent]
        return np.where(own >= 0, own, turn).astype(np.int32)


def _attributes(
    study: OpenStudy, indexed: Indexed, respondents: Sequence[str], speakers: Speakers
) -> dict[str, _Attribute]:
    """The attributes by name, in order.

    What is said of a respondent wins over a survey's column, and that over what is said of the transcript.
    """
    of_transcript = [_stated(study, header) for header in indexed.headers.values()]
    of_respondent = _attributes_of_respondents(study, respondents, speakers)
    surveys = {name for piece in indexed.pieces for name in piece.attributes}
    names = surveys.union(*of_transcript, *of_respondent.values())
    return {name: _one_attribute(name, of_transcript, of_respondent, indexed.pieces) for name in sorted(names)}


def _one_attribute(
    name: str,
    of_transcript: Sequence[Mapping[str, str]],
    of_respondent: Mapping[int, Mapping[str, str]],
    pieces: Sequence[CorpusShard],
) -> _Attribute:
    surveys = [piece.attributes[name][0] for piece in pieces if name in piece.attributes]
    stated_values = (each.get(name, "") for each in [*of_transcript, *of_respondent.values()])
    values = sorted({value for value in stated_values if value}.union(*surveys), key=natural)
    place = {"": -1} | {value: number for number, value in enumerate(values)}
    transcripts = np.array([place[each.get(name, "")] for each in of_transcript], np.int32)
    people = {who: place[stated.get(name, "")] for who, stated in of_respondent.items()}
    return _Attribute(name, values, place, transcripts, people)


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


def _survey(piece: CorpusShard, name: str, place: Mapping[str, int]) -> Ints:
    """Value of a survey's column for each turn of a shard; -1: missing."""
    if name not in piece.attributes:
        return np.full(piece.shard.turns, -1)
    values, turn = piece.attributes[name]
    return np.array([*(place[value] for value in values), -1])[turn]
