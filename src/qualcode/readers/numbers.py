"""Numbers that count pages, turns or questions: nobody says them, and they are no part of a label.

And labels that nothing but their return shows: words behind the number of a turn, roles and initials before a blank.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from qualcode.languages import current, per_languages
from qualcode.model.finding import Finding
from qualcode.readers import names
from qualcode.readers.reading import SourceLine

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
    printed = _page_edges(lines)
    lines = without_turn_numbers(_asked_below([line for at, line in enumerate(lines) if at not in printed]))
    pages += len(printed)
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


def _asked_below(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """Let the lines right below numbers look otherwise where nearly all ask: a table was pasted, each cell a line."""
    filled = [place for place, line in enumerate(lines) if line.text.strip()]
    below = {other for one, other in pairwise(filled) if lines[one].text.strip(" \t.").isdecimal()}
    asked = sum(lines[at].text.rstrip().endswith("?") for at in below)
    if asked < _FEWEST_STEPS or asked * 5 < len(below) * 4:
        return lines
    return [line._replace(look=f"{line.look}below") if at in below else line for at, line in enumerate(lines)]


_PAGE = 10
"""Lines that a page has at least."""
_WRAPPED = 40
"""Characters from which a line that does not end a sentence was broken at the edge of a page."""
_STOPS = '.?!…:;"”)]'


def _page_edges(lines: Sequence[SourceLine]) -> set[int]:
    """Numbers alone on their lines that count the pages of a text copied from print, and running heads beside them.

    They rise by one at the distance of pages; one alone must stand within a sentence that goes on below it.
    """
    alone = [at for at, it in enumerate(lines) if len(it.text) <= 6 and it.text.strip().isdecimal() and not it.speaker]
    if not alone:
        return set()
    within = [_within_sentence(lines, at) for at in alone]
    found = {place for block in within for place in block}
    run = _pages(lines, alone)
    beside = [(at, near) for at in run for near in _beside(lines, at) if _may_be_running_head(lines[near].text)]
    every = Counter(line.text.strip() for line in lines) if beside else Counter()
    count = Counter(lines[near].text.strip() for _, near in beside)
    heads = {near for _, near in beside if 1 < count[lines[near].text.strip()] == every[lines[near].text.strip()]}
    gaps = [after - before for before, after in pairwise(run)]
    regular = bool(gaps) and max(gaps) - min(gaps) <= 3 + min(gaps) // 4
    sure = (len(run) > 2 or heads) and (regular or not found.isdisjoint(run))
    return found | heads | set(run) if sure else found


def _pages(lines: Sequence[SourceLine], alone: Sequence[int]) -> list[int]:
    """The longest of the runs of numbers that rise by one with a page's lines between them."""
    runs: list[list[int]] = [[]]
    for at in alone:
        last = runs[-1][-1] if runs[-1] else -_PAGE
        follows = not runs[-1] or int(lines[at].text) - int(lines[last].text) == 1
        if follows and at - last >= _PAGE:
            runs[-1].append(at)
        else:
            runs.append([at])
    return max(runs, key=len)


def _within_sentence(lines: Sequence[SourceLine], at: int) -> list[int]:
    """A page's number, perhaps with a running head beside it, where a sentence goes on around them; else nothing."""
    own = [near for near in range(max(at - 5, 0), min(at + 6, len(lines))) if lines[near].text.strip()]
    place = own.index(at)
    for before, after in ((0, 0), (0, 1), (1, 0)):
        block = own[max(place - before, 0) : place + after + 1]
        above, below = own[: max(place - before, 0)], own[place + after + 1 :]
        heads = [lines[near].text for near in block if near != at]
        if above and below and all(map(_may_be_running_head, heads)):
            ends, begins = lines[above[-1]].text.rstrip(), lines[below[0]].text.lstrip()
            if len(ends) >= _WRAPPED and ends[-1] not in _STOPS and begins[:1].islower():
                return block
    return []


def _may_be_running_head(text: str) -> bool:
    """Tell whether a line is short, begins with a capital and is no sentence and nobody's label."""
    text = text.strip()
    first = next((letter for letter in text if letter.isalpha()), "")
    return len(text) <= 80 and first != first.lower() and text[-1] not in ".?!…:;," and not names.begins_with_role(text)


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
    matches = _led(found) or [_NUMBERED.fullmatch(it.label) for it in found]
    numbered = [(names.label_key(match["word"]), int(match["number"])) for match in matches if match]
    led = any(match and match.re is _LED for match in matches)
    if not led and (
        not (_are_pairs(numbered) or _are_running(numbered))
        or any(not match and names.is_party(it.label) for match, it in zip(matches, found, strict=True))
    ):
        return found, []
    plain = [it._replace(label=match["word"]) if match else it for it, match in zip(found, matches, strict=True)]
    message = "the numbers of the labels rise with each question and answer; they were read as numbers of questions"
    if not led and _are_running(numbered):
        message = "the numbers of the labels rise with each turn; they were read as numbers of turns"
    return plain, [Finding("note", "question-numbers", message, name)]


_LED = re.compile(r"(?P<mark>[^\W\d_])[ .]?(?P<number>\d{1,4})[.:)]?[ \t]+(?P<word>[^\W\d_].{0,60})")
_FEWEST_LED = 4


def _led(found: "list[Candidate]") -> list[re.Match[str] | None]:
    """Labels behind a letter and the number of a question, as hearings are printed: *Q12 Chair*; none elsewhere.

    The letter is one, its numbers rise one by one, each once, and somebody returns: *P2 Ani* of a group keeps hers.
    """
    matches = [_LED.fullmatch(it.label) for it in found]
    own = [match for match in matches if match]
    numbers = [int(match["number"]) for match in own]
    rising = all(after - before == 1 for before, after in pairwise(numbers))
    alike = len({match["mark"] for match in own}) == 1 and len({match["word"] for match in own}) < len(own)
    return matches if len(own) >= _FEWEST_LED and rising and alike else []


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


BEFORE_BLANK = r"[ \t]*(?P<label>[^\W\d_][\w-]{0,14}(?: \d{1,2})?)[ \t](?=[^\W_]|[\"“'‘(…])"
"""Pattern of a role or an initial with nothing but a blank behind it."""
_BEFORE_BLANK = re.compile(BEFORE_BLANK)
_FEWEST_BEFORE_BLANK = 4
_OF_ALL, _OF_BLOCKS, _OF_LINES = 0.95, 0.8, 0.2
"""Shares of what begins something that such labels head: without a question; of blocks and of lines, with questions."""


def returning_before_blank(texts: Sequence[str]) -> dict[int, str]:
    """Give the places of lines that begin with a role or an initial before a blank and take turns: *P Since when?*.

    Two or more must return, on a fifth of the lines that begin something; *I* and *A* alone are words of English.
    """
    found: dict[int, str] = {}
    for place, text in enumerate(texts):
        match = _BEFORE_BLANK.match(text[:_LONGEST_HEAD])
        if match and (
            names.is_initial(match["label"]) or (names.is_role(match["label"]) and text.lstrip()[0].isupper())
        ):
            found[place] = match["label"]
    count = Counter(found.values())
    found = {place: label for place, label in found.items() if count[label] > 1}
    turns = [one != other for one, other in pairwise(found.values())]
    few = len(found) < _FEWEST_BEFORE_BLANK or len({*found.values()} - {"I", "A"}) < 1 or len({*found.values()}) < 2
    if few or sum(turns) * 5 < len(turns) * 4 or len(found) * 5 < len(_begins(texts, min(found))):
        return {}
    return found


def turns_before_blank(texts: Sequence[str]) -> frozenset[int]:
    """Give the places of such lines where they surely are turns: nothing begins otherwise, or one of them asks.

    Behind a role in words, speech must begin with a capital: *Informan menjawab* is told about somebody.
    """
    found = returning_before_blank(texts)
    if not found:
        return frozenset()
    begins = _begins(texts, min(found))
    share = len(begins.intersection(found)) / len(begins)
    spaced = len(begins) * 3 < sum(bool(text.strip()) for text in texts[min(found) :]) * 2
    words = {place: label for place, label in found.items() if not names.is_initial(label)}
    whole = share >= _OF_ALL or (_asks_by_turns(texts, found) and share >= (_OF_BLOCKS if spaced else _OF_LINES))
    return frozenset(found) if whole and begin_with_capitals(texts, words) else frozenset()


def begin_with_capitals(texts: Sequence[str], found: Mapping[int, str]) -> bool:
    """Tell whether what stands behind labels hardly ever begins with a small letter."""
    behind = (texts[place].lstrip()[len(label) :].lstrip() for place, label in found.items())
    return sum(said[:1].islower() for said in behind) * 10 <= len(found)


def _begins(texts: Sequence[str], first: int) -> set[int]:
    """The places from the first one on that stand below an empty line; all with text where no line is empty."""
    filled = {place for place in range(first, len(texts)) if texts[place].strip()}
    apart = {place for place in filled if place == first or not texts[place - 1].strip()}
    return apart if len(apart) > 1 else filled


def _asks_by_turns(texts: Sequence[str], found: Mapping[int, str]) -> bool:
    """Tell whether one label mostly heads questions, and another one hardly ever."""
    asked: dict[str, list[bool]] = {}
    for (begin, label), end in zip(found.items(), [*list(found)[1:], len(texts)], strict=True):
        said = " ".join(texts[begin:end]).rstrip(" \"”'’")
        asked.setdefault(label, []).append(said.endswith("?"))
    shares = [sum(each) / len(each) for each in asked.values()]
    return max(shares) >= 0.5 and min(shares) <= 0.25


@per_languages
def _asking_words() -> frozenset[str]:
    return frozenset(word for name in ("question_openers", "question_words") for word in current().words(name))


_DIGITS = re.compile(r"\d+")
_REFERENCE = re.compile(r"[ \t]*\((?=[^()]*\d)(?=[^()]*[^\W\d_])[^()\n]{2,40}\)[ \t]*\Z")
_FEWEST_CITED, _SHARE_CITED = 3, 4


def without_references(lines: Sequence[SourceLine], turns: int) -> tuple[Sequence[SourceLine], dict[str, int]]:
    """Take off what says behind speeches where they are quoted from: *(W/N1/12-03-2023)*, *(Ning, 12 Mei 2023)*.

    The same must stand, but for its digits, behind a fourth of the turns: nobody says that.
    """
    found = {at: match for at, line in enumerate(lines) if ")" in line.text and (match := _REFERENCE.search(line.text))}
    count = Counter(_DIGITS.sub("0", match[0].strip()) for match in found.values())
    least = max(_FEWEST_CITED, turns / _SHARE_CITED)
    cited = {at: match for at, match in found.items() if count[_DIGITS.sub("0", match[0].strip())] >= least}
    if not cited:
        return lines, {}
    kept = [
        line._replace(text=line.text[: cited[at].start()]) if at in cited else line for at, line in enumerate(lines)
    ]
    return kept, {"references behind speeches": len(cited)}
