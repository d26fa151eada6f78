"""The form that stands above many transcripts: date, place, who talked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from qualcode.readers import names
from qualcode.readers.candidates import Candidate
from qualcode.readers.lines import Line

_MOST_LINES = 40
_LONGEST = 100
_SENTENCE_ENDS = (".", "?", "!", "…", '."', "]")


def form_end(lines: Sequence[Line], found: Iterable[Candidate]) -> int:
    """Give the number of lines at the top that are a form and not speech; 0 when there is none.

    *Pewawancara: Dina* there says who asked; it is no turn. A form is told by headings such as *Tanggal*, or by two or
    more labels that never return and stand before a name.
    """
    at = {candidate.line: candidate for candidate in found}
    count = Counter(names.key(candidate.label) for candidate in at.values())
    end = names_given = 0
    told = False
    for index, line in enumerate(lines[:_MOST_LINES]):
        candidate = at.get(index)
        if candidate and (
            names.is_form_heading(candidate.label)
            or _counts_people(line, candidate, count)
            or _is_legend(line, candidate)
        ):
            end, told = index + 1, True
        elif _is_speech(line, candidate):
            break
        elif candidate and count[names.key(candidate.label)] == 1 and candidate.end < len(line.text):
            end, names_given = index + 1, names_given + 1
    returning = any(number > 1 for number in count.values())
    return end if told or (names_given > 1 and returning) else 0


def _counts_people(line: Line, candidate: Candidate, count: Mapping[str, int]) -> bool:
    """Tell whether a line says how many take part (*Peserta: 4 orang*): a role that never returns, and a number."""
    once = count[names.key(candidate.label)] == 1 and any(number > 1 for number in count.values())
    said = line.text[candidate.end :].strip()
    return once and names.is_role(candidate.label) and said[:1].isdigit() and not said.endswith(_SENTENCE_ENDS)


def _is_legend(line: Line, candidate: Candidate) -> bool:
    """Tell whether a line says what an initial stands for: *P : Pewawancara*, *N: Narasumber (Bu Sari)*."""
    said = line.text[candidate.end :].partition("(")[0].strip(" \t.,;=")
    return names.is_initial(candidate.label) and bool(said) and names.is_role(said)


def _is_speech(line: Line, candidate: Candidate | None) -> bool:
    """Tell whether a line is more than a title or a heading with a name."""
    said = line.text[candidate.end :].strip() if candidate else line.text.strip()
    if len(said) > _LONGEST or said.endswith(_SENTENCE_ENDS):
        return True
    return candidate is not None and bool(said) and not names.is_name(said)
