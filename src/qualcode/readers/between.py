"""What stands between and below the turns and nobody says: titles, remarks in brackets or in italics, notes."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise, takewhile

from qualcode.languages import current, per_languages
from qualcode.model.finding import Finding
from qualcode.readers import names
from qualcode.readers.candidates import Candidate, candidates
from qualcode.readers.continues import is_backchannel
from qualcode.readers.edges import FOOTER, LONGEST_SIGNED, SENTENCE_ENDS
from qualcode.readers.reading import BRACKETED, SourceLine, first_numbers
from qualcode.text.marks import without_mark_text
from qualcode.text.roles import UNRECOGNISED

_FEWEST_TURNS = 6
"""Turns that show how a talk is laid out."""
_SENTENCE_SIGNS = ".?!…,:;\"”'’)]-–—"
_FORM_HEAD = re.compile(r"(?P<head>[^\W\d_][^:?!.]{0,30}):\s")
_NUMBERED_TITLE = re.compile(r"(?:[IVX]{1,4}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)]\s+[^\W\d_]")
_AT_TIME = re.compile(rf"\s*{BRACKETED}\s*")
_ENCLOSED = re.compile(
    r"\[.*\]|\((?=.*\s)[^()]*\)\.?|\{[^{}]*\}|<+[^<>]*>+|([-=~*_/#—])\1*[^-=~*_/#—].*[^\W_].*\1\W?", re.DOTALL
)
_REMARK = re.compile(
    rf"\W{{0,3}}(?:[^\W\d_]+(?:['’]s)? )?(?:{'|'.join(names.REMARKS)})\b[^:?!]{{0,30}}(?::|\Z)"
    r"|(?:#+|//+|%+)\s|(?:\*+\)|[¹²³⁴-⁹]+)\s*\S",
    re.IGNORECASE,
)
"""What begins a remark: its name and a colon, the sign of a comment, or of a footnote."""
_LONGEST_TITLE = 60
_FEWEST_WORDS = 4
_MOST_REMARK = 6
"""Lines of a remark in brackets."""
_MOST_TITLES = 2
"""Titles below each other; more of them are rather a list in somebody's speech."""
_OWN_NOTE = re.compile(r"\s*\([^\W\d_a-z][^()]*\s[^()]*\s[^()]*[.!?…]\)\s*")
_NOTE_ABOVE = (".", "?", "!", "…", '."', "]", ")", '?"', '!"', "”")
"""How a line ends above such a note."""


def with_notes(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Take sentences in round brackets on a line of their own as headings: a transcriber says what happened.

    *(The phone rings. She goes out and comes back with tea.)*; the line above must not be a sentence that goes on.
    """
    own = {at for at, line in enumerate(lines) if not line.speaker and _OWN_NOTE.fullmatch(line.text)}
    own = {at for at in own if not at or not (above := lines[at - 1].text.rstrip()) or above.endswith(_NOTE_ABOVE)}
    return [line._replace(heading=True) if at in own else line for at, line in enumerate(lines)]


_NUMBERED = rf"(?:{'|'.join(names.TOLD_BY)})\s+(?:ke-?|no\.?|nomor|#)?\s*"
_PERSON = re.compile(rf"\W*{_NUMBERED}(?P<number>\d{{1,3}})\s*(?P<who>[:(–—-].*)?", re.IGNORECASE)
"""What heads the interview with one of several people: *Informan 2*, *Informan 2: Bu Sari*."""
_MOST_ABOUT = 12
"""Lines that may stand about a person between such a heading and the talk."""


def with_people_headed(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """Take *Informan 2*, and what stands about her below it, as headings where each heads a talk of other labels.

    Their numbers rise, each stands once, and below each of them two labels or more take turns.
    """
    headed = {at: match for at, line in enumerate(lines) if line.speaker is None and (match := _heads_person(line))}
    numbers = [int(match["number"]) for match in headed.values()]
    if len(headed) < 2 or any(after <= before for before, after in pairwise(numbers)):
        return lines
    labels = {it.line: names.label_key(it.label) for it in candidates(lines) if it.line not in headed}
    count = Counter(labels.values())
    turns = [at for at in sorted(labels) if count[labels[at]] > 1]
    talks = [[at for at in turns if begin < at < end] for begin, end in pairwise([*headed, len(lines)])]
    if any(len({labels[at] for at in own}) < 2 for own in talks):
        return lines
    about = {at for begin, own in zip(headed, talks, strict=True) for at in range(begin, own[0])}
    if sum(bool(lines[at].text.strip()) for at in about) > _MOST_ABOUT * len(headed):
        return lines
    return [it._replace(heading=True, may_label=False) if at in about else it for at, it in enumerate(lines)]


def _heads_person(line: SourceLine) -> re.Match[str] | None:
    """The number of a person, and perhaps her name, where a line holds no more than that."""
    text = line.text.strip()
    match = _PERSON.fullmatch(text) if 0 < len(text) <= _LONGEST_TITLE else None
    who = match["who"].strip(" :()–—-") if match and match["who"] else ""
    return match if not who or (names.is_name(who) and not text.endswith(tuple(".?!…"))) else None


def between_turns(
    lines: Sequence[SourceLine], found: Sequence[Candidate], labels: Sequence[str], name: str, unit: str
) -> tuple[Sequence[SourceLine], list[Finding]]:
    """Take titles, remarks in brackets or in italics, and notes between the turns as headings, which nobody says.

    A paragraph that may be such a note, by what stands in it and around it, is told.
    """
    starts = sorted((it.line, it.end, it.lines) for it in found)
    if len(starts) < _FEWEST_TURNS or unit not in ("line", "paragraph", "page"):
        return lines, []
    edges = [line for line, _, _ in starts[1:]] + [len(lines)]
    bodies = [_body(lines, *start, edge) for start, edge in zip(starts, edges, strict=True)]
    apart = _apart_lines(lines, bodies, starts, unit)
    kept = [line._replace(heading=True) if at in apart else line for at, line in enumerate(lines)]
    own = [[at for at in body if at not in apart and _begins_block(lines, at, unit)] for body in bodies[:-1]]
    more = [[at for at in body if without_mark_text(lines[at].text).strip(" .")] for body in own]
    doubtful = _may_be_notes(lines, more, labels)
    return kept, [_told_between([lines[at] for at in doubtful], name, unit)] if doubtful else []


def _body(lines: Sequence[SourceLine], begin: int, end: int, size: int, edge: int) -> list[int]:
    """The lines of a turn behind its first one that its label does not begin."""
    own = [at for at in range(begin + size, edge) if lines[at].text.strip() and not lines[at].heading]
    own = [at for at in own if not lines[at].speaker]
    alone = size > 1 or not lines[begin + size - 1].text[end:].strip()
    return own[1:] if alone else own


def _apart_lines(
    lines: Sequence[SourceLine], bodies: Sequence[list[int]], starts: Sequence[tuple[int, int, int]], unit: str
) -> set[int]:
    """The lines between turns that nobody says."""
    slanted = sum(_speaks_slanted(lines, *start) for start in starts)
    remarks = _returning(lines, bodies, unit)
    for body in bodies:
        remarks |= _remarks(lines, body, unit, slanted=slanted > 1)
    ends = [body[-1] if body else line for body, (line, _, _) in zip(bodies, starts, strict=True)]
    stopped = sum(lines[at].text.rstrip()[-1:] in _SENTENCE_SIGNS for at in ends) * 5 >= len(ends) * 4
    if not stopped:  # whoever writes no full stops writes no titles that can be told
        return remarks
    single = sum(bool(body) for body in bodies) * 5 <= len(bodies)
    titles = {at for body in bodies for at in _titles(lines, body, remarks, unit, single=single)}
    return remarks | titles


def _speaks_slanted(lines: Sequence[SourceLine], begin: int, end: int, size: int) -> bool:
    """Tell whether the speech of a turn is in italics itself."""
    here = lines[begin + size - 1]
    if size == 1 and here.text[end:].strip():
        return here.slanted is not None and here.slanted <= end + 1
    below = next((line for line in lines[begin + size :] if line.text.strip()), here)
    return below.slanted == 0


def _begins_block(lines: Sequence[SourceLine], at: int, unit: str) -> bool:
    """Tell whether a line is the first one of a paragraph."""
    return (
        at == 0 or not lines[at - 1].text.strip() or (unit == "paragraph" and lines[at - 1].number != lines[at].number)
    )


def _remarks(lines: Sequence[SourceLine], body: Sequence[int], unit: str, *, slanted: bool) -> set[int]:
    """Lines of a turn that are a remark from their first to their last: in brackets, in italics, behind *Note:*."""
    found: set[int] = set()
    for place, at in enumerate(body):
        if at in found:
            continue
        above = lines[at - 1].text.rstrip()
        if not (_begins_block(lines, at, unit) or above.endswith(_NOTE_ABOVE)):
            continue
        rest = body[place:]
        text = lines[at].text.strip()
        italic = lines[at].slanted == 0 and not slanted
        if (italic and len(rest) == 1 and not text.endswith("?")) or _REMARK.match(text):
            whole = _REMARK.fullmatch(text) and not text.endswith(":")
            found.update(rest if whole else _paragraph(lines, rest, unit))
            continue
        for size in range(1, min(_MOST_REMARK, len(rest)) + 1):
            joined = "\n".join(lines[it].text.strip() for it in rest[:size])
            if _ENCLOSED.fullmatch(joined) and (size == len(rest) or _begins_block(lines, rest[size], unit)):
                found.update(rest[:size])
                break
    return found


def _returning(lines: Sequence[SourceLine], bodies: Sequence[list[int]], unit: str) -> set[int]:
    """Paragraphs that return word by word in the turns and say neither *I* nor *you*: what is printed on each page."""
    places = [at for body in bodies for at in body if _begins_block(lines, at, unit)]
    count = Counter(lines[at].text.strip() for at in places)
    return {at for at in places if count[text := lines[at].text.strip()] > 1 and _is_impersonal(text)}


def _paragraph(lines: Sequence[SourceLine], rest: Sequence[int], unit: str) -> list[int]:
    """The first of some lines and those that stand in one paragraph with it."""
    return [rest[0], *takewhile(lambda at: not _begins_block(lines, at, unit), rest[1:])]


def _titles(
    lines: Sequence[SourceLine], body: Sequence[int], remarks: set[int], unit: str, *, single: bool
) -> list[int]:
    """The last lines of a turn that are titles of what follows: short, without a full stop, apart."""
    found: list[int] = []
    for at in reversed([at for at in body if at not in remarks]):
        text = _AT_TIME.sub("", lines[at].text).strip()
        below = "".join(it.text for it in lines[at + 1 : at + 2]).strip()
        apart = _begins_block(lines, at, unit) and (unit == "paragraph" or not below)
        if not text or not _may_be_title(text) or not (apart or single or _is_evidently_title(text)):
            break
        found.append(at)
    above = [at for at in body if at not in found and at not in remarks]
    lists = above and lines[above[-1]].text.rstrip().endswith((":", ";", ","))
    first = found[-1] if found else 0
    goes_on = not _begins_block(lines, first, unit) and lines[first - 1].text.rstrip()[-1] not in _SENTENCE_SIGNS
    return [] if lists or goes_on or len(found) > _MOST_TITLES else found


def _may_be_title(text: str) -> bool:
    first = next((letter for letter in text if letter.isalnum()), "")
    stopped = text[-1] in _SENTENCE_SIGNS.replace(")", "") or not without_mark_text(text).strip()
    if len(text) > _LONGEST_TITLE or stopped or not first or text[0] in "-–—•*\"“'…":
        return False
    return (first.isdecimal() or first == first.upper()) and not is_backchannel(text)


def _is_evidently_title(text: str) -> bool:
    """Tell whether a line is a title even right below speech: in capitals, numbered, a heading of a form."""
    head = _FORM_HEAD.match(text)
    if head and names.is_form_heading(head["head"]):
        return True
    capitals = sum(letter.isalpha() for letter in text) > 3 and text == text.upper()
    return capitals or _NUMBERED_TITLE.match(text) is not None


_RARE = 20
"""Where at most one turn, or one in so many, goes on in a paragraph of its own, such a paragraph may be a note."""
_MOST_SUBJECT = 6
_WORD = re.compile(r"[^\W\d_]+")


def _may_be_notes(lines: Sequence[SourceLine], more: Sequence[list[int]], labels: Sequence[str]) -> list[int]:
    """Find the paragraphs without a label that tell of a speaker, or are rare and say neither *I* nor *you*."""
    every = [at for own in more for at in own]
    rare = sum(map(bool, more)) <= max(1, len(more) / _RARE)
    tells = _tells_of(labels)
    return [at for at in every if tells(text := lines[at].text.strip()) or (rare and _is_impersonal(text))]


def _tells_of(labels: Sequence[str]) -> Callable[[str], bool]:
    """Make the question whether a sentence begins with a speaker as its subject: *Joyce shows the old rota*."""
    subjects = {name for label in labels for name in (label.lower(), *names.words_of_name(label)) if len(name) > 2}
    subjects -= {"the"}

    def tells(text: str) -> bool:
        words = text.split()[:_MOST_SUBJECT]
        begins = [" ".join(words[:count]).lower().removeprefix("the ") for count in range(1, len(words))]
        return any(begin in subjects and words[count].islower() for count, begin in enumerate(begins, 1))

    return tells


def _is_impersonal(text: str) -> bool:
    """Tell whether a sentence names neither who speaks nor who is spoken to."""
    words = [word.lower() for word in _WORD.findall(text)]
    return len(words) >= _FEWEST_WORDS and text.endswith(".") and _persons().isdisjoint(words)


@per_languages
def _persons() -> frozenset[str]:
    return frozenset(current().words("persons"))


def _told_between(lines: Sequence[SourceLine], name: str, unit: str) -> Finding:
    shown = first_numbers([line.number for line in lines])
    message = f"paragraphs without a label were read as words of the speaker above, and may be notes ({unit} {shown})"
    hint = "put what nobody says into square brackets; if all of it is speech, all is well"
    return Finding("warning", "text-between-turns", message, name, lines[0].at, hint=hint)


_HEAD_OF_INTERVIEW = re.compile(
    rf"\W*(?:(?:{'|'.join(names.TALKS)})\b(?!.*\b(?:{'|'.join(names.GOES_ON)})\b)|{_NUMBERED}\d+\b)",
    re.IGNORECASE,
)


def divide_interviews(
    lines: Sequence[SourceLine], taken: Collection[int], name: str, unit: str
) -> tuple[Sequence[SourceLine], list[Finding]]:
    """Say where one file holds several interviews, and take the lines that head them as nobody's speech."""
    starts = sorted(taken)
    headed = [place for place, line in enumerate(lines) if place not in taken and _heads_interview(lines, place)]
    edges = [*headed, len(lines)]
    talks = [place for place, end in pairwise(edges) if bisect(starts, end) - bisect(starts, place) > 1]
    if len({lines[place].text for place in talks}) < 2:
        return lines, []
    shown = first_numbers([lines[place].number for place in talks])
    message = f"this file seems to hold {len(talks)} interviews ({unit} {shown}); labels that return are one person"
    hint = "put each interview into a file of its own"
    nobody: set[int] = set()
    for place in talks:
        below = takewhile(lambda at: at not in taken and lines[at].text.strip(), range(place, len(lines)))
        nobody.update(below)
    kept = [line._replace(heading=True) if place in nobody else line for place, line in enumerate(lines)]
    return kept, [Finding("warning", "several-interviews", message, name, lines[talks[0]].at, hint=hint)]


def _heads_interview(lines: Sequence[SourceLine], place: int) -> bool:
    """Tell whether a line is the title of an interview: *WAWANCARA 2*, *Interview with Pat*, *Informan 3*."""
    text = lines[place].text.strip()
    if not 0 < len(text) <= _LONGEST_TITLE or text.endswith(SENTENCE_ENDS):
        return False
    return (place == 0 or not lines[place - 1].text.strip() or lines[place].heading) and bool(
        _HEAD_OF_INTERVIEW.match(text)
    )


_FEWEST_LABELLED = 8
"""Turns that show how a talk is laid out."""
_NOTE_SIGNS = ("[", "(", "*", "-", "_", "=", "#")
"""Signs before what a transcriber adds below a talk."""


def set_apart(
    lines: Sequence[SourceLine], found: Iterable[Candidate], name: str, unit: str
) -> tuple[Sequence[SourceLine], list[Finding]]:
    """Take what stands below the last speech as nobody's, where no other speech goes on in a paragraph of its own.

    Whoever ended a talk with a label for each paragraph wrote the lines below it without one. What might be speech
    all the same is told.
    """
    starts = sorted((it.line, it.end, it.lines) for it in found)
    if len(starts) < _FEWEST_LABELLED or unit not in ("line", "paragraph", "page"):
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
    return (
        whole and not text.startswith(_NOTE_SIGNS) and not FOOTER.fullmatch(text) and ":" not in text[:LONGEST_SIGNED]
    )


def _told_apart(line: SourceLine, name: str, unit: str) -> Finding:
    at = "" if line.at else f" ({unit} {line.number})"
    message = f"what stands below the last speech has no label, and was read as nobody's words{at}"
    hint = "if somebody says it, write a label before it"
    return Finding("warning", "text-below-talk", message, name, line.at, hint=hint)


_VOICE = re.compile(r"(?:\A|(?<=\s))[ \t]*>>+[ \t]*")
_CUE_VOICE = re.compile(rf"{_VOICE.pattern}|\A[ \t]*[-–—][ \t]+")
"""Marks of captions where another voice begins."""


def divide_at_voices(lines: Sequence[SourceLine], unit: str) -> tuple[list[SourceLine], list[Candidate]]:
    """Lines cut where captions mark that the voice changes (`>>`, a dash at the beginning of a cue's line), and where.

    No places where fewer than two lines have such a mark.
    """
    mark = _CUE_VOICE if unit == "cue" else _VOICE
    cut: list[SourceLine] = []
    for line in lines:
        edges = [match.start() for match in mark.finditer(line.text) if match.start()]
        cut += [line._replace(text=line.text[one:other]) for one, other in pairwise([0, *edges, len(line.text)])]
    marks = [(place, mark.match(line.text)) for place, line in enumerate(cut)]
    found = [Candidate(place, UNRECOGNISED, "styled", match.end()) for place, match in marks if match]
    return (cut, found) if len(found) > 1 else (list(lines), [])
