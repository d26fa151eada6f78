"""What stands above and below a talk and nobody says: a form, who takes part, a signature, a line of a program."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from qualcode.languages import current, per_languages
from qualcode.model.corpus import Role
from qualcode.model.finding import Finding
from qualcode.readers import names
from qualcode.readers.candidates import Candidate
from qualcode.readers.continues import is_backchannel
from qualcode.readers.numbers import NOTE_ABOVE
from qualcode.readers.reading import BRACKETED, FURTHEST, SourceLine, first_numbers
from qualcode.text.marks import without_mark_text
from qualcode.text.roles import named_role

_LEGEND = re.compile(r"\s*(?P<head>[^\W\d_][^:=]{0,39}?)\s*[:=]\s*(?P<said>\S.*)")
_ASKED_BY = re.compile(rf"\b(?:{'|'.join(names.ASKED_BY)})\b:?", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[,;()&/]|\s(?:and|dan|with|bersama)\s")
_LONGEST = 100
_NUMBER = re.compile(r"\d+")
_SHORT = re.compile(r"\((\w{1,6})\)\Z")
_LONGEST_TITLE = 60
_SENTENCE_ENDS = (".", "?", "!", "…", '."', "]")


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
_FEWEST_WORDS = 4
_MOST_REMARK = 6
"""Lines of a remark in brackets."""
_MOST_TITLES = 2
"""Titles below each other; more of them are rather a list in somebody's speech."""


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
        if not (_begins_block(lines, at, unit) or above.endswith(NOTE_ABOVE)):
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


def form_end(lines: Sequence[SourceLine], found: Iterable[Candidate]) -> int:
    """Give the number of lines at the top that are a form and not speech; 0 when there is none.

    *Pewawancara: Dina* there says who asked; it is no turn. A form is told by headings such as *Tanggal*, or by two or
    more labels that never return and stand before a name.
    """
    at = {candidate.line: candidate for candidate in found}
    count = Counter(names.label_key(candidate.label) for candidate in at.values())
    end = names_given = 0
    told = False
    last = _last_heading(lines, at, count)
    first = min((it.line for it in at.values() if count[names.label_key(it.label)] > 1), default=0)
    for index, line in enumerate(lines[:FURTHEST]):
        candidate = at.get(index)
        if _is_item_of_list(lines, index):
            end, told = index + 1, told or candidate is not None
        elif candidate and (
            names.is_form_heading(candidate.label)
            or _counts_people(line, candidate, count)
            or (index < first and _presents_somebody(line, candidate, count))
            or _is_legend(line, candidate)
            or _gives_short_label(line, candidate, count)
            or (index < first and _names_speakers(line, candidate, count))
        ):
            end, told = index + 1, True
        elif index > last and _is_speech(line, candidate):
            break
        elif candidate and count[names.label_key(candidate.label)] == 1 and candidate.end < len(line.text):
            end, names_given = index + 1, names_given + 1
    returning = any(number > 1 for number in count.values())
    end, told = (presented, True) if (presented := _presented(lines, at, count)) > end else (end, told)
    return end if told or (names_given > 1 and returning) else 0


def _presented(lines: Sequence[SourceLine], at: Mapping[int, Candidate], count: Mapping[str, int]) -> int:
    """Give the end of a block at the top in which each line presents somebody who speaks below it; 0: there is none.

    *Bu Lilis: teacher, two children*; it stands apart from a talk whose turns are laid out in another way.
    """
    first = min((place for place in at if at[place].end < len(lines[place].text)), default=FURTHEST)
    end = next((place for place in range(first, len(lines)) if not lines[place].text.strip()), len(lines))
    block = [at[place] for place in range(first, end) if place in at]
    keys = {names.label_key(it.label) for it in block}
    if end > FURTHEST or not end - first - 1 <= len(block) == len(keys) or len(block) < 2:
        return 0
    known = sum(count[key] > 1 for key in keys)
    if known < 2 or known * 2 < len(keys) or any(line.text.rstrip().endswith("?") for line in lines[first:end]):
        return 0
    below = [place for place in at if place > end]
    apart = sum(not lines[place - 1].text.strip() for place in below)
    alone = apart <= 1 and (len(block) > 2 or all(_begins_small(lines, it) for it in block))
    return end if len(below) > len(block) and (alone or apart * 10 >= len(below) * 9) else 0


def _begins_small(lines: Sequence[SourceLine], candidate: Candidate) -> bool:
    said = lines[candidate.line].text[candidate.end :].strip()
    return said[:1] != said[:1].upper()


_ITEM = re.compile(r"\s*(?:\(?\d{1,2}[.)]|[-–•*])\s+\S")


def _is_item_of_list(lines: Sequence[SourceLine], place: int) -> bool:
    """Tell whether a line is an item below a heading with a colon: *Present:*, *1. Bu Rahma: farmer, 47*."""
    if not _ITEM.match(lines[place].text) or lines[place].text.rstrip().endswith("?"):
        return False
    above = place - 1
    while above >= 0 and _ITEM.match(lines[above].text):
        above -= 1
    items = next((at for at in range(place, len(lines)) if not _ITEM.match(lines[at].text)), len(lines))
    ended = items < len(lines) and not lines[items].text.strip()
    return ended and above >= 0 and place - above < FURTHEST and lines[above].text.rstrip().endswith(":")


def _last_heading(lines: Sequence[SourceLine], at: Mapping[int, Candidate], count: Mapping[str, int]) -> int:
    """The last line that is a heading of a form, where only labels that never return stand above it; else -1."""
    last = -1
    for index in range(min(len(lines), FURTHEST)):
        candidate = at.get(index)
        if candidate is None:
            if len(lines[index].text) > _LONGEST:
                break
        elif count[names.label_key(candidate.label)] > 1 and _is_speech(lines[index], candidate):
            break
        elif names.is_form_heading(candidate.label):
            last = index
    return last


def who_asks(above: Sequence[SourceLine], labels: Sequence[str]) -> tuple[str, ...]:
    """Labels of those who ask, as the lines above a talk say: *Interviewed by Lena Thorn*, *IV = interviewer*.

    Where these lines name everybody else as a participant, the label that is left asks.
    """
    told: dict[str, set[Role]] = {}
    for line in above[-FURTHEST:]:
        for role, name in _roles_told(line.text[:_LONGEST]):
            own = [label for label in labels if names.label_key(label) == names.label_key(name)]
            own = own or [label for label in labels if names.is_name_of(label, name)]
            if len(own) == 1:
                told.setdefault(own[0], set()).add(role)
    asking = [label for label in labels if told.get(label) == {"interviewer"}]
    left = [label for label in labels if label not in told]
    kinds = {_NUMBER.sub("", label) for label in told}  # `P08` beside the participant `P07` is one more
    if not asking and len(left) == 1 and all(roles == {"participant"} for roles in told.values()):
        asking = [label for label in left if _NUMBER.sub("", label) not in kinds]
    return tuple(asking) if len(asking) < len(labels) else ()


def _roles_told(text: str) -> Iterator[tuple[Role, str]]:
    """Each role that a line gives to a name: *Interviewer: Ana Prieto (AP)*, *IV = interviewer, TN = tenant*."""
    if match := _ASKED_BY.search(text):
        yield from (("interviewer", name) for name in _people(text[match.end() :]))
    for part in re.split(r"[,;|]", text):
        legend = _LEGEND.fullmatch(part)
        if legend and (role := named_role(legend["said"])) and names.is_initial(legend["head"]):
            yield role, legend["head"]
    whole = _LEGEND.fullmatch(text)
    if whole and names.begins_with_role(whole["head"]) and (role := named_role(whole["head"])):
        yield from ((role, name) for name in _people(whole["said"]))


def _people(text: str) -> list[str]:
    """The names in a list of people, those in brackets too: *Ana Prieto (AP) and Jo Marsh*."""
    return [name for part in _BETWEEN_NAMES.split(text) if (name := part.strip(" .:"))]


def _counts_people(line: SourceLine, candidate: Candidate, count: Mapping[str, int]) -> bool:
    """Tell whether a line says how many take part (*Peserta: 4 orang*): a role that never returns, and a number."""
    once = count[names.label_key(candidate.label)] == 1 and any(number > 1 for number in count.values())
    said = line.text[candidate.end :].strip()
    return once and names.is_role(candidate.label) and said[:1].isdigit() and not said.endswith(_SENTENCE_ENDS)


def _presents_somebody(line: SourceLine, candidate: Candidate, count: Mapping[str, int]) -> bool:
    """Tell whether a line above a talk of others presents who answers: *Informan: Ibu Tin, pedagang*, *Peserta:*."""
    others = sum(number > 1 for number in count.values())
    once = others > 1 and count[names.label_key(candidate.label)] == 1
    answers = once and names.is_role(candidate.label) and named_role(candidate.label) == "participant"
    return answers and len(line.text) <= _LONGEST and not line.text.rstrip().endswith(_SENTENCE_ENDS)


def _names_speakers(line: SourceLine, candidate: Candidate, count: Mapping[str, int]) -> bool:
    """Tell whether a role that never returns stands before labels that do: *Host: Tara and Ben*."""
    if count[names.label_key(candidate.label)] > 1 or not names.is_role(candidate.label):
        return False
    said = line.text[candidate.end :]
    return not said.rstrip().endswith("?") and any(count[names.label_key(name)] > 1 for name in _people(said))


def _is_legend(line: SourceLine, candidate: Candidate) -> bool:
    """Tell whether a line says what an initial stands for: *P : Pewawancara*, *N: Narasumber (Bu Sari)*."""
    said = line.text[candidate.end :].partition("(")[0].strip(" \t.,;=")
    return names.is_initial(candidate.label) and bool(said) and names.is_role(said)


def _gives_short_label(line: SourceLine, candidate: Candidate, count: Mapping[str, int]) -> bool:
    """Tell whether a role that never returns has in brackets a label that does: *Moderator (M): the research team*."""
    short = _SHORT.search(candidate.label)
    if short is None or count[names.label_key(candidate.label)] > 1 or count[names.label_key(short[1])] < 2:
        return False
    return names.is_role(candidate.label[: short.start()].strip()) and not line.text.rstrip().endswith(_SENTENCE_ENDS)


def _is_speech(line: SourceLine, candidate: Candidate | None) -> bool:
    """Tell whether a line is more than a title or a heading with a name."""
    said = line.text[candidate.end :].strip() if candidate else line.text.strip()
    if line.heading:
        return False
    if len(said) > _LONGEST or said.endswith(_SENTENCE_ENDS):
        return True
    return candidate is not None and bool(said) and not names.is_name(said)
