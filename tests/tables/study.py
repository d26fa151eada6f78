"""Small studies for tests: sentences and quotes in, a frame and codings out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from qualcode.codings.schema import Codings, Source
from qualcode.corpus.frame import Frame, RunningWords
from qualcode.model.codebook import Code
from qualcode.model.coding import ASSERTIONS
from qualcode.model.corpus import ROLES, Attribute
from qualcode.text.languages import segment_language_names

SENTENCE = re.compile(r".+?(?:[.?!]\s+|$)", re.DOTALL)
TOKEN = re.compile(r"\w+")
MARK = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Said:
    """A turn."""

    text: str
    transcript: str = "t1"
    speaker: str = "A"
    role: str = "participant"
    respondent: str | None = "A"
    session: str = ""
    continues: int | None = None
    start_s: float | None = None
    languages: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """A coding: a code on the words `quote` of the turn with this global index."""

    turn: int
    code: str
    quote: str
    assertion: str = "affirmed"
    prompted: bool = False
    rules: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()


def frame(said: Sequence[Said], synthetic: bool = False, declared: Mapping[str, Attribute] | None = None) -> Frame:
    transcripts = list(dict.fromkeys(turn.transcript for turn in said))
    sessions = {turn.transcript: turn.session or turn.transcript for turn in said}
    respondents = sorted({turn.respondent for turn in said if turn.respondent})
    speakers = sorted({turn.speaker for turn in said})
    names = sorted({name for turn in said for name in turn.attributes})
    values = {name: sorted({turn.attributes[name] for turn in said if name in turn.attributes}) for name in names}
    numbers = _numbers(said)
    pieces = [(at, *piece) for at, turn in enumerate(said) for piece in _segments(turn)]
    return Frame(
        corpus="mini",
        synthetic=synthetic,
        transcripts=transcripts,
        sessions=[sessions[transcript] for transcript in transcripts],
        turn_transcript=_ints(transcripts.index(turn.transcript) for turn in said),
        turn_number=_ints(numbers),
        turn_counted=np.array(_counted(said, numbers), dtype=np.int64),
        turn_role=np.array([ROLES.index(turn.role) for turn in said], dtype=np.int8),
        turn_respondent=_ints(respondents.index(turn.respondent) if turn.respondent else -1 for turn in said),
        turn_words=_ints(len(TOKEN.findall(MARK.sub("", turn.text))) for turn in said),
        turn_speaker=_ints(speakers.index(turn.speaker) for turn in said),
        turn_start=np.array([turn.start_s for turn in said], dtype=np.float64),
        turn_end=np.full(len(said), np.nan),
        segment_turn=_ints(piece[0] for piece in pieces),
        segment_number=_ints(piece[1] for piece in pieces),
        segment_start=_ints(piece[2] for piece in pieces),
        segment_end=_ints(piece[3] for piece in pieces),
        languages=lambda: np.array([segment_language_names().index(piece[4]) for piece in pieces], dtype=np.int8),
        respondents=respondents,
        speakers=speakers,
        attribute_names=tuple(names),
        attribute_values=values,
        turn_attribute={
            name: _ints(values[name].index(turn.attributes[name]) if name in turn.attributes else -1 for turn in said)
            for name in names
        },
        text=lambda turn: said[turn].text,
        words=lambda: words(said),
        declared=declared or {},
    )


def words(said: Sequence[Said]) -> RunningWords:
    """Words of the turns; the key of a form is the form without `nya`, which is enough for tests."""
    turns = [[word.lower() for word in TOKEN.findall(MARK.sub("", turn.text))] for turn in said]
    forms = sorted({word for turn in turns for word in turn})
    keys = [form.removesuffix("nya") for form in forms]
    form = _ints(forms.index(word) for turn in turns for word in turn)
    return RunningWords(forms, keys, form, _offsets(len(turn) for turn in turns))


def with_attribute(made: Frame, name: str, of: Mapping[str, str], level: str = "") -> Frame:
    """The same frame with an attribute that transcripts have: transcript -> value."""
    values = sorted(set(of.values()))
    stated = [values.index(of[transcript]) if transcript in of else -1 for transcript in made.transcripts]
    return replace(
        made,
        attribute_names=(*made.attribute_names, name),
        attribute_values={**made.attribute_values, name: values},
        turn_attribute={**made.turn_attribute, name: _ints(stated)[made.turn_transcript]},
        declared={**made.declared, name: Attribute(level)} if level else made.declared,
    )


def codings(
    said: Sequence[Said], codes: Sequence[Code], given: Sequence[Given], kind: str = "rules", coder: str = ""
) -> Codings:
    made = frame(said)
    spans = [_find(said[each.turn].text, each.quote) for each in given]
    tokens = [_tokens(said, each.turn, span) for each, span in zip(given, spans, strict=True)]
    names = sorted({rule for each in given for rule in each.rules})
    hits = [[_find(said[each.turn].text, words) for words in each.matched] for each in given]
    places = [code.code for code in codes]
    source = Source(
        coder=coder or kind,
        kind=kind,
        codebook="mini",
        version="1.0.0",
        sha256="0123456789abcdef" * 4,
        codes=tuple(codes),
        languages=("id", "en"),
        rule_names=names,
    )
    return Codings(
        source=source,
        code=_ints(places.index(each.code) for each in given),
        turn=_ints(each.turn for each in given),
        segment=_ints(_segment(made, each.turn, start) for each, (start, _) in zip(given, spans, strict=True)),
        start=_ints(start for start, _ in spans),
        end=_ints(end for _, end in spans),
        token_start=_ints(first for first, _ in tokens),
        token_end=_ints(last for _, last in tokens),
        assertion=np.array([ASSERTIONS.index(each.assertion) for each in given], dtype=np.int8),
        prompted=np.array([each.prompted for each in given], dtype=np.bool_),
        rule_offsets=_offsets(len(each.rules) for each in given),
        rule=_ints(names.index(rule) for each in given for rule in each.rules),
        matched_offsets=_offsets(len(each) for each in hits),
        matched_start=_ints(start for each in hits for start, _ in each),
        matched_end=_ints(end for each in hits for _, end in each),
    )


def rows(table) -> list[dict]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*(table.data[name] for name in names), strict=True)]


def row(table, code: str, group: str | None = None) -> dict:
    return next(each for each in rows(table) if each["code"] == code and each.get("group") == group)


def _ints(values) -> np.ndarray:
    return np.array(list(values), dtype=np.int32)


def _offsets(lengths) -> np.ndarray:
    return np.concatenate(([0], np.cumsum(list(lengths)))).astype(np.int64)


def _numbers(said: Sequence[Said]) -> list[int]:
    before: dict[str, int] = {}
    numbers = []
    for turn in said:
        before[turn.transcript] = before.get(turn.transcript, 0) + 1
        numbers.append(before[turn.transcript])
    return numbers


def _counted(said: Sequence[Said], numbers: Sequence[int]) -> list[int]:
    place = {(turn.transcript, number): at for at, (turn, number) in enumerate(zip(said, numbers, strict=True))}
    counted: list[int] = []
    for at, turn in enumerate(said):
        counted.append(counted[place[turn.transcript, turn.continues]] if turn.continues else at)
    return counted


def _segments(turn: Said):
    found = [piece.span() for piece in SENTENCE.finditer(turn.text)] or [(0, 0)]
    for number, (start, end) in enumerate(found, start=1):
        yield number, start, end, turn.languages[number - 1] if turn.languages else "id"


def _find(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _tokens(said: Sequence[Said], turn: int, span: tuple[int, int]) -> tuple[int, int]:
    before = sum(len(TOKEN.findall(each.text)) for each in said[:turn])
    ends = [match.end() for match in TOKEN.finditer(said[turn].text)]
    starts = [match.start() for match in TOKEN.finditer(said[turn].text)]
    first = sum(end <= span[0] for end in ends)
    return before + first, before + max(first, sum(start < span[1] for start in starts))


def _segment(made: Frame, turn: int, start: int) -> int:
    return max(
        at for at, where in enumerate(made.segment_turn.tolist()) if where == turn and made.segment_start[at] <= start
    )
