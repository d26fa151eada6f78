"""What counts or closes a page or a talk and nobody says: numbers, running heads, lines of a program, signatures."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.languages import current, per_languages
from qualcode.model.finding import Finding
from qualcode.readers import names
from qualcode.readers.reading import SourceLine
from qualcode.text.marks import is_mark

if TYPE_CHECKING:
    from qualcode.readers.candidates import Candidate

PAGE_LINES = "page numbers and running heads"
LINE_NUMBERS = "line numbers"
_COUNTED = re.compile(r"\s*(\d{1,5})(?:\s+|\Z)")
_FEWEST_STEPS = 3
"""Numbers that rise as the lines do, one by one or five by five, and so show what they count."""
_FEWEST_NUMBERS = 5
"""Numbers alone on a line that count turns when they rise one by one."""
_NUMBER = re.compile(
    r"\W*(?:(?:halaman|hal|hlm|page|pg)\.?\s*\d{1,4}(?:\s*(?:dari|of|/)\s*\d{1,4})?|\d{1,4}\s*(?:dari|of)\s*\d{1,4})\W*",
    re.IGNORECASE,
)


def without_page_lines(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], Mapping[str, int]]:
    """Leave out lines that number a page, and beside them the lines that return with them.

    Two numbers are needed: one alone may be what somebody says. Gives the lines and how many were left out.
    """
    lines, pages = _without_numbers_behind_breaks(lines)
    lines = without_turn_numbers(lines)
    behind = line_numbers([line.text for line in lines])
    lines = [_behind(line, behind[place]) if place in behind else line for place, line in enumerate(lines)]
    counted = ({LINE_NUMBERS: len(behind)} if behind else {}) | ({PAGE_LINES: pages} if pages else {})
    numbers = [place for place, line in enumerate(lines) if len(line.text) <= 40 and _NUMBER.fullmatch(line.text)]
    if len(numbers) < 2 or any(lines[place].speaker is not None for place in numbers):
        return list(lines), counted
    beside = {place: _beside(lines, place) for place in numbers}
    count = Counter(lines[near].text.strip() for places in beside.values() for near in places)
    heads = {near for places in beside.values() for near in places if count[lines[near].text.strip()] > 1}
    gone = heads | set(numbers)
    return [line for place, line in enumerate(lines) if place not in gone], {**counted, PAGE_LINES: len(gone) + pages}


def _without_numbers_behind_breaks(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], int]:
    """Empty the numbers alone on the first line of each page, where they rise by one; gives how many there were."""
    first = [at for at, line in enumerate(lines) if line.text.startswith("\f")]
    own = [at for at in (0, *first) if at < len(lines) and lines[at].text.strip().isdecimal()]
    numbers = [int(lines[at].text) for at in own]
    if len(own) < 2 or any(after - before != 1 for before, after in pairwise(numbers)):
        return list(lines), 0
    return [line._replace(text="") if at in own else line for at, line in enumerate(lines)], len(own)


def line_numbers(texts: Sequence[str]) -> dict[int, int]:
    """Give the places of lines that begin with their number, and where the text behind it begins; none for other texts.

    Nearly all lines have one, which rises by one, or every fifth line has. Empty lines do not count.
    """
    if numbered_turns(texts):
        return {}  # they show where labels stand
    filled = [place for place, text in enumerate(texts) if text.strip()]
    found = [(at, place, match) for at, place in enumerate(filled) if (match := _COUNTED.match(texts[place]))]
    for rise in (1, 5) if len(found) > _FEWEST_STEPS else ():
        steps = [(after[0] - before[0], int(after[2][1]) - int(before[2][1])) for before, after in pairwise(found)]
        nearly = len(found) * 10 >= len(filled) * 9  # then numbers may count the empty lines, too
        most = 2 if rise == 1 and nearly else rise
        counted = [lines == rise <= number <= most for lines, number in steps]
        rising = [rise <= number <= most for _, number in steps]
        run = [
            it for it, before, after in zip(found, [False, *rising], [*rising, False], strict=True) if before or after
        ]
        nearly_all = len(run) >= _FEWEST_NUMBERS and len(run) * rise * 5 >= len(filled) * 4
        if nearly_all and sum(counted) >= _FEWEST_STEPS and sum(counted) * 2 >= len(steps):
            return {place: match.end() for _, place, match in run}
    return {}


def _behind(line: SourceLine, cut: int) -> SourceLine:
    return line._replace(text=line.text[cut:], lead=max(line.lead - cut, 0))


def without_turn_numbers(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Empty the lines that number turns, one by one, each above what is said."""
    alone = [place for place, line in enumerate(lines) if len(line.text) <= 6 and line.text.strip().isdecimal()]
    counting = [int(lines[place].text) for place in alone]
    apart = all(after - before > 1 for before, after in pairwise(alone))
    if len(alone) < _FEWEST_NUMBERS or not apart or any(after - before != 1 for before, after in pairwise(counting)):
        return list(lines)
    own = set(alone)
    return [line._replace(text="") if place in own else line for place, line in enumerate(lines)]


def _beside(lines: Sequence[SourceLine], place: int) -> list[int]:
    """The nearest lines with text above and below a place."""
    above = next((near for near in range(place - 1, max(place - 4, -1), -1) if lines[near].text.strip()), None)
    below = next((near for near in range(place + 1, min(place + 4, len(lines))) if lines[near].text.strip()), None)
    return [near for near in (above, below) if near is not None]


_NUMBERED = re.compile(r"(?P<word>[^\W\d_](?:[^\d_(]{0,38}[^\W\d_])?\.?)[ .]{0,2}\(?(?P<number>\d{1,4})\)?")


def without_question_numbers(found: "list[Candidate]", name: str) -> "tuple[list[Candidate], list[Finding]]":
    """Take the numbers off labels when they rise through the text, and say so: those of questions, or of all turns.

    That needs two words with the same numbers, or words that return while no number does: `P1` and `P2` of a group
    return.
    """
    matches = [_NUMBERED.fullmatch(it.label) for it in found]
    numbered = [(names.label_key(match["word"]), int(match["number"])) for match in matches if match]
    if not (_are_pairs(numbered) or _are_running(numbered)) or any(
        not match and names.is_party(it.label) for match, it in zip(matches, found, strict=True)
    ):
        return found, []
    plain = [it._replace(label=match["word"]) if match else it for it, match in zip(found, matches, strict=True)]
    message = "the numbers of the labels rise with each question and answer; they were read as numbers of questions"
    if _are_running(numbered):
        message = "the numbers of the labels rise with each turn; they were read as numbers of turns"
    return plain, [Finding("note", "question-numbers", message, name)]


def _are_pairs(numbered: Sequence[tuple[str, int]]) -> bool:
    numbers = [number for _, number in numbered]
    by_word: dict[str, set[int]] = {}
    for word, number in numbered:
        by_word.setdefault(word, set()).add(number)
    if len(by_word) != 2 or numbers != sorted(numbers) or len(set(numbers)) < 2:
        return False
    one, other = by_word.values()
    return len(one & other) * 2 > len(one | other)


def _are_running(numbered: Sequence[tuple[str, int]]) -> bool:
    """Tell whether labels count the turns: each number comes once, one by one, and a few words return."""
    numbers = [number for _, number in numbered]
    steps = [after - before for before, after in pairwise(numbers)]
    words = Counter(word for word, _ in numbered)
    return (
        len(numbers) > 3
        and len(words) > 1
        and sum(step == 1 for step in steps) * 10 >= len(steps) * 9
        and all(step > 0 for step in steps)
        and len(words) * 2 <= len(numbers)
    )


TURN = r"[ \t]*[\[(]?(?P<number>\d{1,4})(?:[.)\]][ \t]*|[ \t]+)(?P<label>[^\W\d_][\w'’-]{0,19})[ \t]+(?=\S)"
"""Pattern of the number of a turn and the label behind it."""
_NUMBERED_TURN = re.compile(TURN)
_FEWEST_TURNS = 6
_LONGEST_HEAD = 120
"""Characters of a line in which its number and label are looked for."""


def numbered_turns(texts: Sequence[str]) -> frozenset[int]:
    """Give the places of lines that begin with the number of a turn and a label: *001 I So how ...*; none elsewhere.

    The numbers rise one by one, and behind them a few words return that take turns; those of questions do not.
    """
    found = [
        (place, match) for place, text in enumerate(texts) if (match := _NUMBERED_TURN.match(text[:_LONGEST_HEAD]))
    ]
    numbers = [int(match["number"]) for _, match in found]
    labels = [names.label_key(match["label"]) for _, match in found]
    steps = [after - before == 1 for before, after in pairwise(numbers)]
    turns = [one != other for one, other in pairwise(labels)]
    few = len(found) < _FEWEST_TURNS or len(set(labels)) * 3 > len(labels) or not _asking_words().isdisjoint(labels)
    if few or sum(steps) * 10 < len(steps) * 9 or sum(turns) * 5 < len(turns) * 4:
        return frozenset()
    return frozenset(place for place, _ in found)


@per_languages
def _asking_words() -> frozenset[str]:
    return frozenset(word for name in ("question_openers", "question_words") for word in current().words(name))


_MONTH = r"[^\W\d_]{3,12}\.?"
_SIGNED = re.compile(
    rf"[^\W\d_][^\d.?!:]{{1,40}},\s*(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}},)\s+\d{{4}}\Z"
    rf"|(?:{'|'.join(names.SIGNED)})\b",
    re.IGNORECASE,
)
_MOST_SIGNED, _LONGEST_SIGNED = 8, 60
_SENTENCE_ENDS = (".", "?", "!", "…", '."', "]")
_FOOTER = re.compile(
    r"\W*(?:transcri|(?:di)?transkrip)\w* .{0,60}(?:https?://|www\.)\S+\W*"
    r"|\W*(?:this |these |our )?(?:\w+ )?transcripts? (?:is|are|was|were)(?: being)? "
    r"(?:created|generated|made|produced|provided|edited|machine|computer|automatic)\w*\b.*"
    r"|\W*(?:the )?(?:rapat|pertemuan|diskusi|wawancara|rekaman|meeting|discussion|session|interview|recording) "
    r"(?:was |is )?(?:ditutup|selesai|berakhir|closed|closes|ended|ends|adjourned)"
    r"(?: (?:pada )?(?:pukul|jam|at) \d[\d.:]*.{0,6})?\W*",
    re.IGNORECASE,
)
_MOST_FOOTER = 200
_MOST_OF_NAME = 6
_EDGE = 12
"""Lines with text at the beginning and at the end of a source among which a program writes lines of its own."""


def _is_of_recorder(text: str) -> bool:
    """Tell whether a program that records wrote a line; *we started recording* is somebody's words.

    Where the line names a person, nothing but a full name stands before the listed words.
    """
    if not is_mark(text, "recording"):
        return False
    if not is_mark(f"- {text}", "recording"):  # the entry has no place for a name
        return True
    words = text.split()
    name = next((place for place, word in enumerate(words) if word.islower()), len(words))
    listed, shorter = " ".join(words[name:]), " ".join(words[name + 1 :])
    named = 2 <= name <= _MOST_OF_NAME and ":" not in " ".join(words[:name])
    return named and is_mark(listed, "recording") and not is_mark(shorter, "recording")


def with_footer(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Take lines near the edges as headings, which nobody says, when a program or a service wrote them itself."""
    told = [place for place, line in enumerate(lines) if line.text.strip()]
    edges = [place for place in {*told[:_EDGE], *told[-_EDGE:]} if len(lines[place].text) <= _MOST_FOOTER]
    own = {place for place in edges if lines[place].speaker is None and _is_of_recorder(lines[place].text)}
    own |= {place for place in told[-1:] if place in edges and _FOOTER.fullmatch(lines[place].text)}
    return [line._replace(heading=True) if place in own else line for place, line in enumerate(lines)]


def without_sign_off(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Take what stands below a talk as headings, which nobody says: place and date, who transcribed it, a signature.

    Only short lines that are no sentences, at the very end and below an empty line.
    """
    begin, told = len(lines), 0
    for place in range(len(lines) - 1, 0, -1):
        text = lines[place].text.strip()
        if not text:
            continue
        told += 1
        if told > _MOST_SIGNED or len(text) > _LONGEST_SIGNED or text.endswith(_SENTENCE_ENDS) or lines[place].speaker:
            break
        if not lines[place - 1].text.strip() and _SIGNED.match(text):
            begin = place
    return [*lines[:begin], *(line._replace(heading=True) for line in lines[begin:])]


_OWN_NOTE = re.compile(r"\s*\([^\W\d_a-z][^()]*\s[^()]*\s[^()]*[.!?…]\)\s*")
NOTE_ABOVE = (*_SENTENCE_ENDS, ")", '?"', '!"', "”")
"""How a line ends above such a note."""


def with_notes(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Take sentences in round brackets on a line of their own as headings: a transcriber says what happened.

    *(The phone rings. She goes out and comes back with tea.)*; the line above must not be a sentence that goes on.
    """
    own = {at for at, line in enumerate(lines) if not line.speaker and _OWN_NOTE.fullmatch(line.text)}
    own = {at for at in own if not at or not (above := lines[at - 1].text.rstrip()) or above.endswith(NOTE_ABOVE)}
    return [line._replace(heading=True) if at in own else line for at, line in enumerate(lines)]


_FEWEST_TURNS = 8
"""Turns that show how a talk is laid out."""
_FEWEST_WORDS = 4
_NOTE = ("[", "(", "*", "-", "_", "=", "#")
"""Signs before what a transcriber adds below a talk."""


def set_apart(
    lines: Sequence[SourceLine], found: Iterable["Candidate"], name: str, unit: str
) -> tuple[Sequence[SourceLine], list[Finding]]:
    """Take what stands below the last speech as nobody's, where no other speech goes on in a paragraph of its own.

    Whoever ended a talk with a label for each paragraph wrote the lines below it without one. What might be speech
    all the same is told.
    """
    starts = sorted((it.line, it.end, it.lines) for it in found)
    if len(starts) < _FEWEST_TURNS or unit not in ("line", "paragraph", "page"):
        return lines, []
    edges = [line for line, _, _ in starts[1:]] + [len(lines)]
    more = [_goes_on(lines, *start, edge) for start, edge in zip(starts, edges, strict=True)]
    begin = _apart(more, unit)
    below = [at for at in range(begin, len(lines)) if lines[at].text.strip()] if begin else []
    if not below or any(lines[at].speaker for at in below):
        return lines, []
    kept = [line._replace(heading=True) if begin <= at else line for at, line in enumerate(lines)]
    speech = [at for at in below if not lines[at].heading and _may_be_speech(lines[at].text)]
    return kept, [_told_apart(lines[speech[0]], name, unit)] if speech else []


def _goes_on(lines: Sequence[SourceLine], begin: int, end: int, size: int, edge: int) -> tuple[int, int]:
    """Where a speech has its second line, and where it goes on below an empty line; 0: nowhere."""
    own = [at for at in range(begin + size, edge) if lines[at].text.strip() and not lines[at].heading]
    if not lines[begin + size - 1].text[end:].strip() or size > 1:
        own = own[1:]  # the first one stands below a label alone on its line
    return next(iter(own), 0), next((at for at in own if not lines[at - 1].text.strip()), 0)


def _apart(more: Sequence[tuple[int, int]], unit: str) -> int:
    """The first line that stands apart below the last speech; 0 where other speeches go on like it."""
    *others, last = more
    if not any(line for line, _ in others):
        return last[0]
    return 0 if unit == "paragraph" or any(below for _, below in others) else last[1]


def _may_be_speech(text: str) -> bool:
    """Tell whether a line may be what somebody says: a sentence, and no remark of the transcriber."""
    text = text.strip()
    whole = text.endswith((".", "?", "!", "…")) and len(text.split()) >= _FEWEST_WORDS
    return whole and not text.startswith(_NOTE) and not _FOOTER.fullmatch(text) and ":" not in text[:_LONGEST_SIGNED]


def _told_apart(line: SourceLine, name: str, unit: str) -> Finding:
    at = "" if line.at else f" ({unit} {line.number})"
    message = f"what stands below the last speech has no label, and was read as nobody's words{at}"
    hint = "if somebody says it, write a label before it"
    return Finding("warning", "text-below-talk", message, name, line.at, hint=hint)
