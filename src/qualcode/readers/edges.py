"""What stands above and below a talk and nobody says: a form, who takes part, a signature, a line of a program."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualcode.model.corpus import Role
from qualcode.readers import names
from qualcode.readers.candidates import Candidate
from qualcode.readers.reading import FURTHEST, SourceLine
from qualcode.text.marks import is_mark
from qualcode.text.roles import named_role

_LEGEND = re.compile(r"\s*(?P<head>[^\W\d_][^:=]{0,39}?)\s*[:=]\s*(?P<said>\S.*)")
_ASKED_BY = re.compile(rf"\b(?:{'|'.join(names.ASKED_BY)})\b:?", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[,;()&/]|\s(?:and|dan|with|bersama)\s")
_LONGEST = 100
_NUMBER = re.compile(r"\d+")
_SHORT = re.compile(r"\((\w{1,6})\)\Z")
SENTENCE_ENDS = (".", "?", "!", "…", '."', "]")
_SPEECH_ENDS = (".", "?", "!", "…", '"', "”", "]", ")")


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
    named = _named_above(lines, at, first)
    for index, line in enumerate(lines[:FURTHEST]):
        candidate = at.get(index)
        if _is_item_of_list(lines, index):
            end, told = index + 1, told or candidate is not None
        elif (not candidate and index < first and _says_who_asked(line)) or (
            candidate
            and (
                index in named
                or names.is_form_heading(candidate.label)
                or _counts_people(line, candidate, count)
                or (index < first and _presents_somebody(line, candidate, count))
                or _is_legend(line, candidate)
                or (0 < index == end and _is_of_legend(lines, candidate))
                or _gives_short_label(line, candidate, count)
                or (index < first and _names_speakers(line, candidate, count))
                or (index == first and _says_own_name(lines, at, index))
            )
        ):
            end, told = index + 1, True
        elif index > last and _is_speech(line, candidate):
            break
        elif candidate and count[names.label_key(candidate.label)] == 1 and candidate.end < len(line.text):
            end, names_given = index + 1, names_given + 1
    returning = any(number > 1 for number in count.values())
    end, told = (other, True) if (other := _laid_out_otherwise(lines, at, count)) > end else (end, told)
    end, told = (presented, True) if (presented := _presented(lines, at, count)) > end else (end, told)
    return end if told or (names_given > 1 and returning) else 0


def _laid_out_otherwise(lines: Sequence[SourceLine], at: Mapping[int, Candidate], count: Mapping[str, int]) -> int:
    """Give the end of the lines with words behind a label that never returns, where all talk stands below labels.

    *Interviewer: Ana Prieto* stands so above a talk whose labels have a line each, however long the preface is.
    """
    says = {place for place, it in at.items() if it.end < len(lines[place].text.rstrip())}
    returning = {place for place, it in at.items() if count[names.label_key(it.label)] > 1}
    if len({names.label_key(at[place].label) for place in returning}) < 2 or says & returning:
        return 0
    return max((place + 1 for place in says if place < min(returning)), default=0)


def _named_above(lines: Sequence[SourceLine], at: Mapping[int, Candidate], first: int) -> set[int]:
    """The first lines with labels that return, where each role stands before a full name, and speech has full stops.

    *Informan: Datuak Rajo Malano* above the talk says who that is; nobody asked yet.
    """
    places = sorted(place for place in at if place >= first)
    named: dict[str, int] = {}
    for place in places:
        said, key = lines[place].text[at[place].end :].strip(), names.label_key(at[place].label)
        whole = len(said.split()) > 1 and names.is_name(said) and not said.endswith(SENTENCE_ENDS)
        if not whole or key in named or not names.is_role(at[place].label):
            break
        named[key] = place
    below = [lines[place - 1].text.rstrip() for place in places[len(named) + 1 :]]
    ends = [text for text in below if text]
    stopped = len(ends) > 2 and sum(text.endswith(SENTENCE_ENDS) for text in ends) * 5 >= len(ends) * 4
    return set(named.values()) if stopped else set()


def is_title_above(lines: Sequence[SourceLine], only: Candidate, sure: Sequence[Candidate]) -> bool:
    """Tell whether a line above the first label that returns is a title: *Sample: Hill Farming*, where speech stops."""
    first = min((it.line for it in sure), default=0)
    if only.line >= first or lines[only.line].text.rstrip().endswith(_SPEECH_ENDS[:4]) or names.is_role(only.label):
        return False
    above = [_line_above(lines, it.line) for it in sure if it.line > first]
    return len(above) > 2 and sum(text.endswith(_SPEECH_ENDS) for text in above) * 5 >= len(above) * 4


def _line_above(lines: Sequence[SourceLine], place: int) -> str:
    return next((text for at in range(place - 1, -1, -1) if (text := lines[at].text.rstrip())), "")


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
    # *Joyce Binns: nurse* presents the one who is *Joyce* below.
    known = sum(count[key] > 1 or any(count[word] > 1 for word in key.split()) for key in keys)
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
    """The last line that is a heading of a form, where no speech stands above it; else -1."""
    last = -1
    for index in range(min(len(lines), FURTHEST)):
        candidate = at.get(index)
        if candidate is None:
            if len(lines[index].text) > _LONGEST:
                break
        elif count[names.label_key(candidate.label)] > 1 and _is_speech(lines[index], candidate):
            if not _is_within_form(lines, at, index):
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


def _is_within_form(lines: Sequence[SourceLine], at: Mapping[int, Candidate], index: int) -> bool:
    """Tell whether a line that is no sentence stands right above a heading: *Informan: Bu Tin (samaran), pedagang*."""
    below = at.get(index + 1)
    sentence = lines[index].text.rstrip().endswith(SENTENCE_ENDS)
    return below is not None and names.is_form_heading(below.label) and not sentence


def _counts_people(line: SourceLine, candidate: Candidate, count: Mapping[str, int]) -> bool:
    """Tell whether a line says how many take part (*Peserta: 4 orang*): a role that never returns, and a number."""
    once = count[names.label_key(candidate.label)] == 1 and any(number > 1 for number in count.values())
    said = line.text[candidate.end :].strip()
    return once and names.is_role(candidate.label) and said[:1].isdigit() and not said.endswith(SENTENCE_ENDS)


def _presents_somebody(line: SourceLine, candidate: Candidate, count: Mapping[str, int]) -> bool:
    """Tell whether a line above a talk of others presents who answers: *Informan: Ibu Tin, pedagang*, *Peserta:*."""
    others = sum(number > 1 for number in count.values())
    once = others > 1 and count[names.label_key(candidate.label)] == 1
    answers = once and names.is_role(candidate.label) and named_role(candidate.label) == "participant"
    return answers and len(line.text) <= _LONGEST and not line.text.rstrip().endswith(SENTENCE_ENDS)


def _names_speakers(line: SourceLine, candidate: Candidate, count: Mapping[str, int]) -> bool:
    """Tell whether a role or letter that never returns stands before labels that do: *Host: Tara and Ben*."""
    if count[names.label_key(candidate.label)] > 1 or not names.is_party(candidate.label):
        return False
    said = line.text[candidate.end :]
    people = {*_people(said), *_people(said.partition(". ")[0])}
    return not said.rstrip().endswith("?") and any(count[names.label_key(name)] > 1 for name in people)


def _says_own_name(lines: Sequence[SourceLine], at: Mapping[int, Candidate], index: int) -> bool:
    """Tell whether a label stands before a name alone, and again before what is said first: *Peneliti: Dian*."""
    label = names.label_key(at[index].label)
    below = next((candidate for place, candidate in sorted(at.items()) if place > index), None)
    return below is not None and names.label_key(below.label) == label and _is_name_alone(lines, at[index])


def _is_name_alone(lines: Sequence[SourceLine], candidate: Candidate) -> bool:
    said = lines[candidate.line].text[candidate.end :].strip()
    return 0 < len(said.split()) < _MOST_OF_NAME and not said.endswith(SENTENCE_ENDS) and names.is_name(said)


def _says_who_asked(line: SourceLine) -> bool:
    """Tell whether a short line without a label says who asked: *Telephonist. Interviewed by Hannah Webb in 2007.*."""
    return len(line.text) <= _LONGEST and _ASKED_BY.search(line.text) is not None


def _is_legend(line: SourceLine, candidate: Candidate) -> bool:
    """Tell whether a line says what labels stand for: *P : Pewawancara*, *Iter: interviewer, Itee: subject.*."""
    said = line.text[candidate.end :].partition("(")[0].strip(" \t.,;=")
    parts = filter(None, map(_LEGEND.fullmatch, re.split(r"[,;|]|\.\s", line.text[:_LONGEST])))
    told = sum(names.is_role(part["said"].rstrip(".")) for part in parts)
    return told > 1 or (names.is_initial(candidate.label) and bool(said) and names.is_role(said))


def _is_of_legend(lines: Sequence[SourceLine], candidate: Candidate) -> bool:
    """Tell whether a line right below such a line goes on with another initial: *S : Pak Slamet*."""
    return names.is_initial(candidate.label) and _is_name_alone(lines, candidate)


def _gives_short_label(line: SourceLine, candidate: Candidate, count: Mapping[str, int]) -> bool:
    """Tell whether a role that never returns has in brackets a label that does: *Moderator (M): the research team*."""
    short = _SHORT.search(candidate.label)
    if short is None or count[names.label_key(candidate.label)] > 1 or count[names.label_key(short[1])] < 2:
        return False
    return names.is_role(candidate.label[: short.start()].strip()) and not line.text.rstrip().endswith(SENTENCE_ENDS)


def _is_speech(line: SourceLine, candidate: Candidate | None) -> bool:
    """Tell whether a line is more than a title or a heading with a name."""
    said = line.text[candidate.end :].strip() if candidate else line.text.strip()
    if line.heading:
        return False
    if len(said) > _LONGEST or said.endswith(SENTENCE_ENDS):
        return True
    return candidate is not None and bool(said) and not names.is_name(said)


_MONTH = r"[^\W\d_]{3,12}\.?"
_SIGNED = re.compile(
    rf"[^\W\d_][^\d.?!:]{{1,40}},\s*(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}},)\s+\d{{4}}\Z"
    rf"|(?:{'|'.join(names.SIGNED)})\b",
    re.IGNORECASE,
)
_MOST_SIGNED, LONGEST_SIGNED = 8, 60
FOOTER = re.compile(
    r"\W*(?:transcri|(?:di)?transkrip)\w* .{0,60}(?:https?://|www\.)\S+\W*"
    r"|\W*(?:this |these |our )?(?:\w+ )?transcripts? (?:is|are|was|were)(?: being)? "
    r"(?:created|generated|made|produced|provided|edited|machine|computer|automatic)\w*\b.*"
    r"|\W*(?:the )?(?:rapat|pertemuan|diskusi|wawancara|rekaman|meeting|discussion|session|interview|recording) "
    r"(?:was |is )?(?:ditutup|selesai|berakhir|closed|closes|ended|ends|adjourned)"
    r"(?: (?:pada )?(?:pukul|jam|at) \d[\d.:]*.{0,6})?\W*",
    re.IGNORECASE,
)
_MOST_FOOTER = 200
_BLANKS = re.compile(r"\W*(?:[^\W\d_][^:：_?!]{0,40}[:：]\s*(?:_{3,}|\.{4,}|…{2,})[\s/_.…]*)+(?:\d{0,4}\W*)")
"""Fields of a form that nobody filled in: *Enumerator: ____  Supervisor: ____*."""
_DATED_TITLE = re.compile(
    rf"\W*(?:{'|'.join(names.TALKS)})\s+(?:ke-?|no\.?|#)?\s*\d+\s*[:：](?!.*[.?!…]\s*\Z).{{0,60}}", re.IGNORECASE
)
"""The title of one of several interviews with its date or the like: *Interview 1: May 3*."""
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


def _is_of_form(text: str) -> bool:
    """Tell whether a line is a field that nobody filled in, or the title of one of several interviews."""
    if ":" not in text or len(text) > _MOST_FOOTER:
        return False
    return _BLANKS.fullmatch(text) is not None or _DATED_TITLE.fullmatch(text) is not None


def with_footer(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Take lines near the edges as headings, which nobody says, when a program or a service wrote them itself."""
    told = [place for place, line in enumerate(lines) if line.text.strip()]
    edges = [place for place in {*told[:_EDGE], *told[-_EDGE:]} if len(lines[place].text) <= _MOST_FOOTER]
    own = {place for place in edges if lines[place].speaker is None and _is_of_recorder(lines[place].text)}
    own |= {place for place in told[-1:] if place in edges and FOOTER.fullmatch(lines[place].text)}
    forms = {place for place in told if lines[place].speaker is None and _is_of_form(lines[place].text)}
    return [
        line._replace(heading=True, may_label=line.may_label and place not in forms)
        if place in own or place in forms
        else line
        for place, line in enumerate(lines)
    ]


def without_sign_off(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Take what stands below a talk as headings, which nobody says: place and date, who transcribed it, a signature.

    Only short lines that are no sentences, at the very end and below an empty line; and the key of the labels.
    """
    lines = _without_key(lines)
    begin, told = len(lines), 0
    for place in range(len(lines) - 1, 0, -1):
        text = lines[place].text.strip()
        if not text:
            continue
        told += 1
        if told > _MOST_SIGNED or len(text) > LONGEST_SIGNED or text.endswith(SENTENCE_ENDS) or lines[place].speaker:
            break
        if not lines[place - 1].text.strip() and _SIGNED.match(text):
            begin = place
    return [*lines[:begin], *(line._replace(heading=True) for line in lines[begin:])]


_EXPLAINED = re.compile(r"\s*[^\W\d_][^=:?!.]{0,39}=\s*(?P<said>[^\W\d_][^=?!.]{0,59})")


def _without_key(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Take what explains labels at the very end as headings, and what heads it: *Ket:*, *P = pewawancara*."""
    told = [place for place, line in enumerate(lines) if line.text.strip()]
    key = [lines[place].speaker is None and _EXPLAINED.fullmatch(lines[place].text) for place in told[-_EDGE:]]
    size = next((size for size, own in enumerate(reversed(key)) if not own), 0)
    last = len(told) - size * any(own and names.begins_with_role(own["said"]) for own in key[len(key) - size :])
    above = lines[told[last - 1]].text.strip() if last else ""
    first = last - (above.endswith(":") and len(above) <= LONGEST_SIGNED)
    own = set(told[first:]) if last < len(told) else set()
    return [line._replace(heading=True, may_label=False) if at in own else line for at, line in enumerate(lines)]
