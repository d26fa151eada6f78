"""Lines that look as if they began with a speaker label: a name and a colon, or one of other styles.

A style is tried on the whole document where no names with a colon carry it, and believed when several labels return in
it; so a dash or a bracket in somebody's speech makes no speaker.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from qualcode.readers import names, reading
from qualcode.readers.continues import is_backchannel
from qualcode.readers.numbers import BEFORE_BLANK, TURN, numbered_turns, turns_before_blank
from qualcode.readers.reading import SourceLine

LabelKind = Literal["colon", "timed", "alone", "bold", "styled"]
_LONGEST = 40
_MOST_WORDS = 5
_LONGEST_RETURNING = 80
_MOST_WORDS_RETURNING = 12
# A label begins with a letter; what it cannot hold is mostly the punctuation of sentences.
LABEL_PATTERN = r"[^\W\d_][^:：\n\t?!;…<>{}\[\]=|\\*~^%$@\"“”]{0,39}?"
"""Pattern of a label."""
_LONG = LABEL_PATTERN.replace("{0,39}", f"{{0,{_LONGEST_RETURNING - 1}}}")
_INVISIBLE = "\u00a0\u2007\u202f\u3000\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_BEFORE = rf"[ \t{_INVISIBLE}]*(?:[-–—•*]+[ \t]+)?(?:(?P<before>{reading.STAMP})[ \t\u00a0]*(?:[-–—][ \t]*)?)?"
# Marks of emphasis that were never closed, or closed behind a space, are no part of a label: `**G: `, `**G: **`.
_COLON = re.compile(
    rf"{_BEFORE}(?:[*_]{{1,3}}[ \t]*)?(?P<label>{LABEL_PATTERN})[ \t]*(?P<after>{reading.STAMP})?(?P<gap>[ \t]*)"
    r"(?:[*_]{1,3}(?=[:：]))?[:：](?:[ \t]?[*_]{1,3}(?=\s|\Z))?"
)
_NUMBER = re.compile(r"[ \t]*\(?\d{1,3}[.)][ \t]*")
_LONG_COLON = re.compile(rf"{_BEFORE}(?P<label>{_LONG})[ \t]*[:：](?=\s|\Z)")
_TIMED = re.compile(rf"[ \t]*(?P<label>{LABEL_PATTERN})[ \t,|–—-]*[ \t](?P<after>{reading.STAMP})[ \t]*")
_TIME_FIRST = re.compile(rf"[ \t]*(?P<before>{reading.STAMP})[ \t]+(?P<label>{LABEL_PATTERN})[ \t]*")
_WHOLE = re.compile(rf"[ \t]*(?P<label>{LABEL_PATTERN})[ \t]*")
_TIME = re.compile(rf"[ \t]*{reading.BRACKETED}[ \t]*")
_BOLD_END = re.compile(r"[ \t]*(?:[–—-][ \t]+)?")
BLANKS_AROUND_LABEL = (
    " \t\u00a0\u2007\u202f\u3000"
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff\u202a\u202b\u202c\u202d\u202e"
)
_DIVIDING = f"{BLANKS_AROUND_LABEL}-–—=>/|»~"
LONGEST_LINE = 120
"""Characters of a line in which a label with its times must end."""


class Candidate(NamedTuple):
    """A line that may begin a turn."""

    line: int
    """Place of the line among the lines."""
    label: str
    """The label without colon, times and emphasis."""
    kind: LabelKind
    """`colon` Name: text; `timed` a name and a time alone on the line; `alone` a name alone; `bold` without colon;
    `styled` as one of the `styles`."""
    end: int
    """Where the text begins in the line."""
    start_s: float | None = None
    end_s: float | None = None
    lines: int = 1
    """How many lines the label with its time takes."""


def candidates(lines: Sequence[SourceLine]) -> list[Candidate]:
    """List the lines that begin with something of the shape of a label, at most 40 characters and 5 words long.

    Longer ones are listed when they are names and return, or their surname does: titles of an office can be long.
    """
    found: list[Candidate] = []
    for index, line in enumerate(lines):
        if not line.may_label or line.speaker is not None or not line.text:
            continue
        head = line.text if len(line.text) <= LONGEST_LINE else line.text[:LONGEST_LINE]
        short = len(line.text) <= _LONGEST
        # Most lines of a long transcript are wrapped text: they leave here. Of short ones without a sign only a role
        # can begin a turn.
        plain = not line.lead and ":" not in head and "：" not in head
        if plain and not (short and (line.heading or names.begins_with_role(head))):
            continue
        candidate = _candidate(index, line, head, lines)
        if candidate:
            found.append(candidate)
    found = _with_speech(_bold_before_colon(found, lines))
    long = Counter(names.label_key(it.label) for it in found if not fits(it.label))
    surnames = {word for it in found if fits(it.label) for word in names.words_of_name(it.label)[-1:]}
    kept = {label for it in found if fits(label := it.label) or long[names.label_key(label)] > 1}
    bare = {it.label: names.without_aside(names.without_office(it.label)) for it in found}
    whole = {label: name for label, name in bare.items() if name != label and fits(name)}
    kept |= {label for label, name in whole.items() if not surnames.isdisjoint(names.words_of_name(name)[-1:])}
    return [it for it in found if it.label in kept and (fits(it.label) or names.is_name(it.label))]


def _bold_before_colon(found: Sequence[Candidate], lines: Sequence[SourceLine]) -> list[Candidate]:
    """Where a bold name that returns stands before a word with a colon (**P07** Well: ...), the name is the label."""
    count = Counter(names.label_key(it.label) for it in found)

    def rather(it: Candidate) -> Candidate:
        line = lines[it.line]
        if it.kind != "colon" or not 0 < line.lead < it.end:
            return it
        bold = _bold(it.line, line, line.text[:LONGEST_LINE])
        return bold if bold and count[names.label_key(bold.label)] > max(count[names.label_key(it.label)], 1) else it

    return [rather(it) for it in found]


def _with_speech(found: Sequence[Candidate]) -> list[Candidate]:
    """The labels without words beside a time that always stand right above a label that returns.

    Such words (*00:04 Oh.*) are short speech: whoever they named would never say anything.
    """
    if not any(it.kind == "timed" for it in found):
        return list(found)
    count = Counter(names.label_key(it.label) for it in found if it.kind == "colon")
    begun = {it.line for it in found if it.kind == "colon" and count[names.label_key(it.label)] > 1}
    speaking = {names.label_key(it.label) for it in found if it.line + 1 not in begun}
    return [it for it in found if it.kind != "timed" or names.label_key(it.label) in speaking]


def _candidate(index: int, line: SourceLine, head: str, lines: Sequence[SourceLine]) -> Candidate | None:
    match = _COLON.match(head) or _numbered_role(head)
    if match and _ends_label(match, head):
        return _from_match(index, match, "colon")
    if len(line.text) <= LONGEST_LINE and not line.heading:
        match = _TIMED.fullmatch(head)
        if match and fits(match["label"]):
            return _from_match(index, match, "timed")
        match = _TIME_FIRST.fullmatch(head)
        if match and fits(match["label"]) and _has_text_below(lines, index):
            return _from_match(index, match, "timed")
    return _without_colon(index, line, head, lines) or _long(index, head)


def _numbered_role(head: str) -> re.Match[str] | None:
    """A role behind the number of a question: `1. Pewawancara:`; behind a number, other words begin items of a list."""
    number = _NUMBER.match(head)
    match = _COLON.match(head, number.end()) if number else None
    return match if match and names.is_role(match["label"].strip(BLANKS_AROUND_LABEL)) else None


def _long(index: int, head: str) -> Candidate | None:
    """A label of many words; it must return to be one."""
    match = _LONG_COLON.match(head) if ":" in head or "：" in head else None
    return (
        _from_match(index, match, "colon") if match and len(match["label"].split()) <= _MOST_WORDS_RETURNING else None
    )


def _ends_label(match: re.Match[str], head: str) -> bool:
    """Tell whether a colon ends a label: not in *10:30*, in addresses of the web, in a smiley."""
    label, following = match["label"], head[match.end() : match.end() + 1]
    if not fits(label):
        return False
    if not following or following.isspace():
        return True
    inside_number = label[-1].isdigit() and following.isdigit()
    return not match["gap"] and not inside_number and following not in "/\\)(-:"


def _without_colon(index: int, line: SourceLine, head: str, lines: Sequence[SourceLine]) -> Candidate | None:
    """Names in bold, and words such as *Narasumber* alone on a line."""
    if bold := _bold(index, line, head):
        return bold
    match = _WHOLE.fullmatch(head)
    if (
        match
        and fits(match["label"])
        and (line.heading or (names.is_role(match["label"]) and not _ends_sentence(head, index, lines)))
    ):
        return Candidate(index, match["label"].strip(), "alone", len(line.text))
    return None


def _bold(index: int, line: SourceLine, head: str) -> Candidate | None:
    time = _TIME.match(head)
    begin = time.end() if time and time.end() < line.lead else 0
    label = _without_sign(head[begin : line.lead])
    begins = 0 < line.lead <= len(head) and not (line.heading and line.text[line.lead :].strip())
    rest = _BOLD_END.match(line.text, line.lead) if begins else None  # *Judith Orme started transcription* is no turn
    if rest and _WHOLE.fullmatch(label) and fits(label) and names.is_name_or_role(label):
        start, end = reading.span(time.group()) if time and begin else (None, None)
        return Candidate(index, label, "bold", rest.end(), start, end)
    return None


def _ends_sentence(head: str, index: int, lines: Sequence[SourceLine]) -> bool:
    """Tell whether a role alone on a line is the last word of a wrapped sentence, such as *warga.* below *kepada*."""
    word, above = head.strip(), lines[index - 1].text.rstrip() if index else ""
    if word.endswith((".", ",", "!", ")")):
        return True
    return word == word.lower() and above != "" and above[-1] not in '.?!…:;"”’)]'


@lru_cache(maxsize=65_536)
def fits(label: str) -> bool:
    """Tell whether a label is no longer than most labels are, brackets (*P1 (41, sells fish)*) left out."""
    label = label.strip()
    return bool(label) and len(label) <= _LONGEST and len(names.without_aside(label).split()) <= _MOST_WORDS


def _has_text_below(lines: Sequence[SourceLine], index: int) -> bool:
    """Tell whether text without a time stands below: then this is a time and a name, and no short timed speech."""
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return bool(below) and re.match(reading.STAMP, below) is None


def _without_sign(label: str) -> str:
    """A label without the sign behind it: *Rina –*, *Rina ->*."""
    label = label.strip(BLANKS_AROUND_LABEL).rstrip(_DIVIDING)
    return label if "(" in label else label.rstrip(")" + _DIVIDING)


def _from_match(index: int, match: re.Match[str], kind: LabelKind) -> Candidate:
    groups = match.groupdict()
    stamp = groups.get("before") or groups.get("after") or groups.get("stamp")
    start, end = reading.span(stamp) if stamp else (None, None)
    label = _without_sign(match["label"])
    label = label[:-1] if label.endswith(".") and names.is_initial(label[:-1]) else label
    return Candidate(index, label, kind, match.end(), start, end)


_SAID_AT = rf"(?:menit|pukul|jam|minute|min)\.?[ \t]+{reading.STAMP}(?:[ \t]*WI(?:B|TA|T))?[ \t]*[,|–—-]?[ \t]*"
_PREFIX = (
    rf"(?:[\(#]?\d{{1,4}}[.)]?[ \t]+|[>@]{{1,3}}[ \t]*|[-–—•][ \t]*|[\[(][ \t]*\d[^()\[\]\n]{{0,20}}[\])][ \t]*"
    rf"|{_SAID_AT})"
)
_STOP = re.compile(rf"[ \t]*(?P<label>(?:(?:Dr|Mrs?|Ms|Prof)\. )?{LABEL_PATTERN.replace(':', ':.')})\.[ \t]+(?=\S)")
_LOOSE_LINE = re.compile(rf"[ \t]*[\[(]?{reading.LOOSE}(?:[ \t]*(?:-->|[-–—])[ \t]*{reading.LOOSE})?[\])]?[ \t]*")


class LabelStyle(NamedTuple):
    """One way to write labels."""

    name: str
    """How the style is described to the researcher."""
    find: Callable[[Sequence[SourceLine], int], Candidate | None]
    """Gives the label with which the line at a place begins, or None."""
    whole: Callable[[Sequence[str]], Collection[int]] | None = None
    """Gives the places where such labels can stand, from all lines; None: everywhere."""
    sign: str = ""
    """Pattern of what every such line holds, which spares a longer look at the others; empty: nothing."""
    share: float = 0.0
    """Share of the lines with text on which its labels must stand to be believed."""


def places_without_speaker(lines: Sequence[SourceLine]) -> list[int]:
    """List the places of the lines with text of which the format does not say who speaks, or that nobody does."""
    return [at for at, line in enumerate(lines) if line.may_label and line.speaker is None and line.text.strip()]


def _begins(pattern: str) -> Callable[[Sequence[SourceLine], int], Candidate | None]:
    """Make the search for a label at the beginning of a line."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(lines: Sequence[SourceLine], index: int) -> Candidate | None:
        match = compiled.match(lines[index].text[:LONGEST_LINE])
        return _from_match(index, match, "styled") if match else None

    return find


def _of_two(lines: Sequence[SourceLine], index: int, label: int, stamp: int) -> Candidate | None:
    """A label and a time on two lines, so many lines below this one, with text below them."""
    if index + 2 >= len(lines) or not lines[index + 2].text.strip():
        return None
    clock = lines[index + stamp].text
    if ":" not in clock or len(clock) > LONGEST_LINE or not _LOOSE_LINE.fullmatch(clock):
        return None
    name = _whole_label(lines[index + label].text)
    if name is None:
        return None
    start, end = reading.loose_span(clock)
    return Candidate(index, name, "styled", len(lines[index].text), start, end, 2)


def _before_quotation(lines: Sequence[SourceLine], index: int) -> Candidate | None:
    """A label right before an opening quotation mark (*P “Since when?”*), or alone above a line with one."""
    text = lines[index].text
    if match := _QUOTED.match(text[:LONGEST_LINE]):
        return _from_match(index, match, "styled")
    below = next((it.text.lstrip() for it in lines[index + 1 : index + 3] if it.text.strip()), "")
    return _alone(lines, index) if below[:1] in ("“", "„") and len(text) <= _LONGEST else None


def _before_stop(lines: Sequence[SourceLine], index: int) -> Candidate | None:
    """*Q.* and *A.*, a role or a name of several words at the beginning of a line; one word alone may answer."""
    match = _STOP.match(lines[index].text[:LONGEST_LINE])
    label = match["label"] if match else ""
    told = names.is_initial(label) or names.is_role(label) or " " in label
    return _from_match(index, match, "styled") if match and told else None


def _capitals_alone(lines: Sequence[SourceLine], index: int) -> Candidate | None:
    text = lines[index].text
    return _alone(lines, index) if text == text.upper() and text != text.lower() else None


def _alone_below_empty(lines: Sequence[SourceLine], index: int) -> Candidate | None:
    """A name that fills a line, with an empty line above it and speech right below it."""
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    if not below or lines[index].text.rstrip()[-1:] in ".," or (index and lines[index - 1].text.strip()):
        return None
    return _alone(lines, index)


def _name_alone(lines: Sequence[SourceLine], index: int) -> Candidate | None:
    """A name that fills a line above speech, with no sign behind it; listening sounds are no names."""
    text = lines[index].text.strip()
    if text[-1:] in ".,?!…;:" or not _has_text_below(lines, index):
        return None
    found = _alone(lines, index)
    return found if found and names.is_name_or_role(found.label) and not is_backchannel(text) else None


def _alone(lines: Sequence[SourceLine], index: int) -> Candidate | None:
    """A label that fills a line, unless it is the last one."""
    label = _whole_label(lines[index].text) if index + 1 < len(lines) else None
    return None if label is None else Candidate(index, label, "styled", len(lines[index].text))


def _whole_label(text: str) -> str | None:
    match = _WHOLE.fullmatch(text) if len(text) <= LONGEST_LINE else None
    return match["label"].strip(BLANKS_AROUND_LABEL) if match else None


_LABEL = rf"[ \t]*(?P<label>{LABEL_PATTERN})"
_TIMES = rf"(?P<stamp>{reading.STAMP})"
_COUNT = r"[ \t]*(?:\(?\d{1,4}[.)]?[ \t]+)?"
_QUOTED = re.compile(rf"{_COUNT}(?P<label>{LABEL_PATTERN})[ \t]+(?=[“„])")
_SECONDS = r"\d+\.\d+[ \t]+\d+\.\d+"
STYLES: tuple[LabelStyle, ...] = (
    LabelStyle(
        "behind a number or a sign",
        _begins(
            rf"[ \t]*{_PREFIX}(?P<label>{LABEL_PATTERN})[*_]{{0,3}}[ \t]*(?:{_TIMES})?[ \t]*[:：][*_]{{0,3}}(?!//)"
        ),
        sign="[:：]",
    ),
    LabelStyle(
        "in brackets",
        _begins(
            rf"[ \t]*(?:(?P<before>{reading.BRACKETED})[ \t]*)?(?:(?P<square>\[)|(?P<round>\()|<)"
            rf"(?P<label>{LABEL_PATTERN})(?(square)\]|(?(round)\)|>))[ \t]*(?:{_TIMES})?[ \t]*[:：]?"
        ),
        sign=r"[\[(<]",
    ),
    LabelStyle("before a time", _begins(rf"{_LABEL}[ \t]+(?:{_TIMES}|{_SECONDS})(?:[ \t]+|\Z)"), sign="[:.]"),
    LabelStyle(
        "behind a time",
        _begins(rf"[ \t]*{_TIMES}[ \t]*[-–—|]?[ \t]*(?P<label>{LABEL_PATTERN})[ \t]*\Z"),
        sign=":",
    ),
    LabelStyle("above a time", partial(_of_two, label=0, stamp=1)),
    LabelStyle("below a time", partial(_of_two, label=1, stamp=0), sign=":"),
    LabelStyle("before a dash", _begins(rf"{_COUNT}(?P<label>{LABEL_PATTERN})[ \t]+[-–—]+[ \t]+(?=\S)"), sign="[-–—]"),
    LabelStyle("before a long dash", _begins(rf"{_LABEL}[ \t]*[–—][ \t]*(?=\S)"), sign="[–—]"),
    LabelStyle(
        "between a time and a tab",
        _begins(rf"[ \t]*{_TIMES}[ \t]*\t[ \t]*(?P<label>{LABEL_PATTERN}) *\t\s*(?=\S)"),
        sign="\t",
    ),
    LabelStyle(
        "before spaces",
        _begins(rf" *(?:\(?\d{{1,4}}[.)]? +)?(?P<label>{LABEL_PATTERN})(?<![.,]) {{2,}}(?=\S)"),
        sign="  ",
    ),
    LabelStyle(
        "before a tab",
        _begins(rf" *(?:\(?\d{{1,4}}[.)]? *\t *)?(?P<label>{LABEL_PATTERN}) *\t\s*(?=\S)"),
        sign="\t",
    ),
    LabelStyle(
        "before a sign", _begins(rf"{_COUNT}(?P<label>{LABEL_PATTERN})[ \t]*(?:[=>|]+|/)[ \t]*(?=\S)"), sign="[=>|/]"
    ),
    LabelStyle("before a quotation mark", _before_quotation),
    LabelStyle("behind the number of a turn", _begins(TURN), numbered_turns),
    LabelStyle("before a full stop", _before_stop, sign=r"\.[ \t]"),
    LabelStyle("before a semicolon", _begins(rf"{_LABEL}[ \t]*;[ \t]+"), sign=";"),
    LabelStyle("alone in capitals", _capitals_alone),
    LabelStyle("alone below an empty line", _alone_below_empty),
    LabelStyle("alone on their lines", _name_alone, share=0.2),
    LabelStyle("before a blank", _begins(BEFORE_BLANK), turns_before_blank),
)
"""Styles, the most telling ones first."""
