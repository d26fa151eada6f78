"""What tables share: choosing columns, ordering rows by group, filling values."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from qualcode.codings.mentions import code_label, code_tree
from qualcode.codings.schema import RULES, Codings
from qualcode.corpus.frame import Bools, Floats, Frame, Int32s, Int64s
from qualcode.model.corpus import Attribute, in_language
from qualcode.model.table import Column, PageWords
from qualcode.model.translation import TRANSLATION_COLUMN
from qualcode.tables.kind import TableOptions
from qualcode.text.languages import segment_language_names
from qualcode.text.sentences import segment_boundaries, sentence_around
from qualcode.text.visible import natural


def labels(codings: Codings, options: TableOptions) -> list[str]:
    """The label of every code: in the language asked for where it has one, else in those of its codebook in order."""
    wanted = (options.lang, *codings.source.languages) if options.lang else codings.source.languages
    return [code_label(code, wanted) for code in codings.codes]


def page_words(frame: Frame, codings: Codings, options: TableOptions) -> PageWords:
    """What people call attributes, their values, codes and respondents, in the language asked for."""
    lang, named = options.lang, labels(codings, options)
    stated = {name: each for name, each in frame.declared.items() if each.label or each.values}
    return PageWords(
        attributes={name: label for name, each in stated.items() if (label := each.called(lang))},
        groups={name: _called(each, lang, group=True) for name, each in stated.items()},
        one={name: _called(each, lang, group=False) for name, each in stated.items()},
        short={
            code.code: in_language(code.short, lang) or label for code, label in zip(codings.codes, named, strict=True)
        },
        definitions={code.code: text for code in codings.codes if (text := in_language(code.definition, lang))},
        aliases=frame.aliases,
    )


def _called(attribute: Attribute, language: str, *, group: bool) -> dict[str, str]:
    return {value: attribute.value_called(value, language, group=group) for value in attribute.values}


def code_columns(codings: Codings, options: TableOptions) -> list[dict[str, Any]]:
    """What a row says of its code, for every code: `code`, `kind` and `label`."""
    return [
        {"code": code.code, "kind": code.kind or None, "label": called}
        for code, called in zip(codings.codes, labels(codings, options), strict=True)
    ]


BY = (
    Column("by", "string", "Attribute that makes the blocks.", "open"),
    Column("group", "string", "Value of the attribute in this block; empty where it is missing.", "count"),
)
BY_TURN = (
    BY[0],
    Column("group", "string", "Value of the attribute for this turn; empty where it is missing.", "count"),
)
CODE_COLUMN = Column("code", "string", "Code of the codebook.", "open")
KIND_COLUMN = Column("kind", "string", "Kind of the code.", "open")
LABEL_COLUMN = Column("label", "string", "Name of the code for people.", "open")
ABOUT_CODE = (CODE_COLUMN, KIND_COLUMN, LABEL_COLUMN)
CORPUS_COLUMN = Column("corpus", "string", "Corpus.", "open")
TRANSCRIPT_COLUMN = Column("transcript", "string", "Transcript in which the words stand.", "person")
SESSION_COLUMN = Column("session", "string", "Conversation to which the transcript belongs.", "person")
RESPONDENT_COLUMN = Column(
    "respondent", "string", "Who said it; empty for a voice that cannot be told apart.", "person"
)
SPEAKER_COLUMN = Column("speaker", "string", "Label of the speaker in the transcript.", "person")
TURN_COLUMN = Column("turn", "integer", "Number of the turn in its transcript, from 1.", "place")
PASSAGE = (TRANSCRIPT_COLUMN, SESSION_COLUMN, RESPONDENT_COLUMN, SPEAKER_COLUMN, TURN_COLUMN)
"""Where a passage stands and who said it."""
LANGUAGE_COLUMN = Column(
    "language", "string", "Language of that segment: id, en, mixed, or und when undetermined.", "open"
)
WORD_COUNT = Column("words", "integer", "Words outside transcriber marks.", "quasi")
START_S = Column("start_s", "number", "Seconds from the start of the recording to the turn.", "place")
RESPONDENTS_SHARE = (
    Column(
        "respondents_pct",
        "number",
        "respondents in per cent of respondents_total, rounded half up to 1 decimal.",
        "count",
    ),
    Column("respondents_pct_low", "number", "Lower end of the 95 % Wilson score interval of respondents_pct.", "count"),
    Column(
        "respondents_pct_high", "number", "Upper end of the 95 % Wilson score interval of respondents_pct.", "count"
    ),
)


def chosen_columns(columns: Sequence[Column], options: TableOptions) -> tuple[Column, ...]:
    """The columns that the options leave, in their order."""
    dropped = set() if options.by else {"by", "group"}
    if not options.speakers:
        dropped.add("speaker")
    return tuple(column for column in columns if column.name not in dropped)


def with_translations(columns: Sequence[Column], frame: Frame, options: TableOptions) -> tuple[Column, ...]:
    """Columns with those of translations behind the quote: of the language asked for, else of all that there are."""
    languages = [options.gloss] if options.gloss else list(frame.translations)
    about = options.message("Translation of the quote, as people wrote it; empty where there is none.")
    named = [f"{options.message('Translation')} ({language})" for language in languages]
    more = [
        Column(f"{TRANSLATION_COLUMN}{language}", "string", about, "words", name)
        for language, name in zip(languages, named, strict=True)
    ]
    return tuple(each for column in columns for each in (column, *(more if column.name == "quote" else ())))


def to_fill_in(options: TableOptions) -> dict[str, str]:
    """What a table's facts say of a column for translations that was asked for."""
    return {"gloss": options.gloss} if options.gloss else {}


def translated(
    frame: Frame, options: TableOptions, turn: "Int32s | Int64s", start: "Int32s | Int64s", end: "Int32s | Int64s"
) -> dict[str, list[Any]]:
    """The translations of quotes by their columns; None where a quote has none."""
    places = list(zip(turn.tolist(), start.tolist(), end.tolist(), strict=True))
    languages = [options.gloss] if options.gloss else list(frame.translations)
    known = {language: frame.translations.get(language, {}) for language in languages}
    return {f"{TRANSLATION_COLUMN}{name}": [texts.get(place) for place in places] for name, texts in known.items()}


def in_columns(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> dict[str, list[Any]]:
    """The rows of a table as its columns; what a row says beside them is left out."""
    return {column.name: [row[column.name] for row in rows] for column in columns}


def in_groups(columns: Mapping[str, Sequence[Any]]) -> Mapping[str, Sequence[Any]]:
    """Listed rows ordered by their group, those without one last; otherwise in the order given."""
    groups = columns.get("group", ())
    ordered = sorted({group for group in groups if group is not None}, key=natural)
    place: dict[str | None, int] = {value: index for index, value in enumerate([*ordered, None])}
    if not groups:
        return columns
    order = sorted(range(len(groups)), key=lambda row: place[groups[row]])
    return {name: [values[row] for row in order] for name, values in columns.items()}


def group_columns(frame: Frame, options: TableOptions, turn: "Int32s | Int64s") -> dict[str, list[Any]]:
    """The attribute of the groups, and the group of each row's turn; nothing where there are no groups."""
    if not options.by:
        return {}
    groups = pick(frame.attribute_values[options.by], frame.attribute(options.by)[turn])
    return {"by": [options.by] * len(turn), "group": groups}


def pick(values: Sequence[Any], index: "npt.NDArray[np.integer[Any]]") -> list[Any]:
    """`values[i]` for each index; None for an index below 0."""
    if len(values) > len(index):  # most are not looked at: names of a million are made when they are
        return [values[at] if at >= 0 else None for at in index.tolist()]
    choices = [*values, None]  # the extra entry answers for -1
    return [choices[at] for at in index.tolist()]


def passage_columns(frame: Frame, turn: "Int32s | Int64s", segment: "Int32s | Int64s") -> dict[str, list[Any]]:
    """Who said what, in which turn and segment, and in which language: columns that lists of passages share."""
    transcript = frame.turn_transcript[turn]
    return {
        "transcript": pick(frame.transcripts, transcript),
        "session": pick(frame.sessions, transcript),
        "respondent": pick(frame.respondents, frame.turn_respondent[turn]),
        "speaker": pick(frame.speakers, frame.turn_speaker[turn]),
        "turn": frame.turn_number[turn].tolist(),
        "segment": frame.segment_number[segment].tolist(),
        "language": pick(segment_language_names(), frame.segment_language[segment]),
        "start_s": seconds_column(frame.turn_start[turn]),
    }


def which(codings: Codings, options: TableOptions, code: "Int32s | Int64s") -> dict[str, list[Any]]:
    """The code of each row, with its kind and label."""
    return {
        "code": pick([each.code for each in codings.codes], code),
        "kind": pick([each.kind or None for each in codings.codes], code),
        "label": pick(labels(codings, options), code),
    }


def seconds_column(values: Floats) -> list[float | None]:
    """Seconds as plain numbers; None where the source does not say."""
    return [None if value != value else value for value in values.tolist()]


def selected_codes(codings: Codings, options: TableOptions) -> list[int]:
    """Indexes of the codes that a table is about, in the codebook's order."""
    return [
        index
        for index, code in enumerate(codings.codes)
        if options.kind in ("", code.kind) and (not options.codes or code.code in options.codes)
    ]


def under(codings: Codings, options: TableOptions) -> Bools:
    """Which codes are wanted, or stand under one that is: a flag for each."""
    tree = code_tree(codings.codes)
    asked = selected_codes(codings, options)
    lines = [tree.lineage[low:high] for low, high in pairwise(tree.offsets.tolist())]
    return np.array([bool(np.isin(line, asked).any()) for line in lines], np.bool_)


def narrowed(codings: Codings, options: TableOptions) -> str:
    """Which codes a narrowed table leaves out, as a sentence; empty when it has them all."""
    if not options.kind and not options.codes:
        return ""
    kind = [options.message("kind {kind}", kind=options.kind)] if options.kind else []
    return options.message(
        "Only {asked}: {left} of {every}.",
        asked=", ".join([*kind, *options.codes]),
        left=len(selected_codes(codings, options)),
        every=options.some(len(codings.codes), "code"),
    )


TurnText = Callable[[int], str]
JOIN = " | "


def _text_of_each(text: TurnText, turn: Int32s | Int64s) -> Iterator[str]:
    """The text of the turn of each row; it is fetched once where a turn's rows stand together."""
    now, words = -1, ""
    for where in turn.tolist():
        if where != now:
            now, words = where, text(where)
        yield words


def slices(text: TurnText, turn: Int32s | Int64s, start: Int32s | Int64s, end: Int32s | Int64s) -> list[str]:
    """The text of each turn from start to end."""
    texts = zip(_text_of_each(text, turn), start.tolist(), end.tolist(), strict=True)
    return [words[first:last] for words, first, last in texts]


def quote_spans(frame: Frame, codings: Codings, rows: Int64s) -> tuple[Int32s, Int32s]:
    """Where the quote of each coding begins and ends in its turn: with its sentence if rules found it.

    Rules match words, which tell a reader little alone. What a person or a model marked is quoted as marked, also where
    a person changed a suggestion: such a coding has no matched words.
    """
    turn, start, end = codings.turn[rows], codings.start[rows].copy(), codings.end[rows].copy()
    if codings.kind != RULES:
        return start, end
    by_rules = np.flatnonzero(codings.matched_offsets[rows + 1] > codings.matched_offsets[rows]).tolist()
    texts, sentences = _text_of_each(frame.text, turn[by_rules]), sentences_of_each(frame, turn[by_rules])
    for at, words, begins in zip(by_rules, texts, sentences, strict=True):
        start[at], end[at] = sentence_around(words, int(start[at]), int(end[at]), begins)
    return start, end


def sentences_of_each(frame: Frame, turn: Int32s | Int64s) -> Iterator[Sequence[int]]:
    """Where the sentences of the turn of each row begin; segments that are sentences say it without the text."""
    if frame.by_sentence:
        low, high = (np.searchsorted(frame.segment_turn, turn, side).tolist() for side in ("left", "right"))
        yield from (frame.segment_start[first:last].tolist() for first, last in zip(low, high, strict=True))
    else:
        yield from map(segment_boundaries, _text_of_each(frame.text, turn))


def matched(text: TurnText, codings: Codings, rows: Int64s) -> list[str | None]:
    """The matched words of each coding in the order of the text, overlapping hits as one; None where there are none."""
    offsets = codings.matched_offsets.tolist()
    starts, ends = codings.matched_start.tolist(), codings.matched_end.tolist()
    joined: list[str | None] = []
    for row, words in zip(rows.tolist(), _text_of_each(text, codings.turn[rows]), strict=True):
        hits = range(offsets[row], offsets[row + 1])
        spans = merge_spans((starts[hit], ends[hit]) for hit in hits)
        joined.append(JOIN.join([words[start:end] for start, end in spans]) or None)
    return joined


def merge_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans, those that overlap or follow without a gap put together."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made
