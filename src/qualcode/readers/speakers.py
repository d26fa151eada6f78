"""Which labels of a transcript are speakers, by the evidence of the whole document."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from qualcode.model.finding import Finding
from qualcode.readers import heads, names
from qualcode.readers.candidates import Candidate
from qualcode.readers.edges import is_title_above
from qualcode.readers.names import Aliases
from qualcode.readers.reading import SourceLine, first_numbers
from qualcode.text.tokens import resembled

_RARE_SHARE = 20
"""A label on less than one in twenty of the lines with labels needs more evidence."""
_SMALL_SHARE = 10
"""A label in small letters that names no role must begin one in ten of the lines with labels."""
_FEW_LINES = 10
"""Lines up to which a file is so short that no label of it needs to return."""
_PREFACE = 300
"""Characters before the only label of a document from which it is no label."""
_MOST_SLIPS = 200
_FEWEST_LETTERS = 5
_FEWEST_ANSWERS = 3
"""Lines on which the only label stands right below a question, and so is that of who answers."""


@dataclass
class Label:
    """All lines on which one label stands."""

    speaker: str
    """How the label is written in the transcript."""
    found: list[Candidate] = field(default_factory=list)
    """Lines that begin with it."""
    stated: int = 0
    """How often the format itself states it (`<v Name>`, a column)."""

    @property
    def count(self) -> int:
        """Lines on which it stands."""
        return len(self.found) + self.stated


@dataclass
class SpeakerEvidence:
    """The labels of a document and what else bears on them; counted when first needed."""

    lines: Sequence[SourceLine]
    """Lines of the document."""
    labels: Mapping[str, Label]
    """Key of a name, the same for all its spellings -> its lines."""

    @cached_property
    def total(self) -> int:
        """Lines that look as if they began with a label."""
        return sum(label.count for label in self.labels.values())

    @cached_property
    def initials(self) -> int:
        """Labels that are initials."""
        return sum(names.is_initial(label.speaker) for label in self.labels.values())

    @cached_property
    def _words(self) -> set[str]:
        return {word for line in self.lines for word in line.text.split()}

    def is_common_word(self, label: str) -> bool:
        """Tell whether a word of a label also stands in small letters in the text: names do not, an office may."""
        spellings = (word + mark for word in names.words_of_name(names.without_aside(label)) for mark in ("", ",", "."))
        return any(word in self._words for word in spellings)

    @cached_property
    def _capitals(self) -> bool:
        """True when nearly all that is said behind labels begins with a capital."""
        carried = [label for label in self.labels.values() if names.is_party(label.speaker) or label.count > 2]
        first = [letter for label in carried for it in label.found if (letter := self._first_letter(it))]
        return len(first) > 2 and sum(letter != letter.lower() for letter in first) * 10 >= len(first) * 9

    def _first_letter(self, candidate: Candidate) -> str:
        said = self.lines[candidate.line].text[candidate.end :]
        return next((letter for letter in said[:20] if letter.isalpha()), "")

    def begins_small(self, label: Label) -> bool:
        """Tell whether a label is followed by small letters where speech begins with a capital: *Biaya: mahal*."""
        letters = [letter for it in label.found if (letter := self._first_letter(it))]
        return self._capitals and bool(letters) and all(letter != letter.upper() for letter in letters)

    def is_named_elsewhere(self, label: str) -> bool:
        """Tell whether a word of a label also stands with its capital within a sentence of the text: *kata Rina*."""
        return not self._within.isdisjoint(word.strip(".,()") for word in label.split() if word != word.lower())

    @cached_property
    def _within(self) -> set[str]:
        found: set[str] = set()
        for line in self.lines:
            words = line.text.split()
            found |= {word.strip(".,?!") for before, word in pairwise(words) if before[-1] not in '.?!:"”'}
        return found

    def answers(self, place: int) -> bool:
        """Tell whether a line stands right below a question, or below one with an empty line between."""
        above = (line for line in reversed(self.lines[max(place - 3, 0) : place]) if line.text.strip())
        return heads.is_question(next(above, SourceLine("", 0)))

    def begins_block(self, place: int) -> bool:
        """Tell whether a line follows an empty line or begins the document."""
        return bool(self.lines[place].text.strip()) and (place == 0 or not self.lines[place - 1].text.strip())


def accepted(evidence: SpeakerEvidence) -> dict[str, Label]:
    """Choose the labels that are speakers.

    A label that returns is one when it looks like a role, an initial or a name; a label that stands once only beside
    such labels. A document without speakers gives none.
    """
    if _is_short_talk(evidence):
        return dict(evidence.labels)
    sure = {key: label for key, label in evidence.labels.items() if _is_sure(label, evidence)}
    if not _carries(sure, evidence):
        return {}
    slips = _slips(sure, evidence)
    rest = {key: label for key, label in evidence.labels.items() if key not in sure}
    spaced = _stand_apart(sure, evidence)
    return sure | slips | {key: label for key, label in rest.items() if _once(label, sure, spaced, evidence)}


def _is_short_talk(evidence: SpeakerEvidence) -> bool:
    """Tell whether no label of a few lines returns, each begins with one, and one line asks, or one is a person's."""
    told = [place for place, line in enumerate(evidence.lines) if line.text.strip()]
    labelled = {it.line for label in evidence.labels.values() for it in label.found if it.kind == "colon"}
    if not 0 < len(told) <= _FEW_LINES or not labelled.issuperset(told):
        return False
    written = [label.speaker for label in evidence.labels.values()]
    if any(label.count > 1 for label in evidence.labels.values()) or not all(map(names.is_name_or_role, written)):
        return False
    if any(evidence.is_common_word(label) or (label[-1].isdigit() and not names.is_role(label)) for label in written):
        return False
    somebody = any(names.has_title(label) or evidence.is_named_elsewhere(label) for label in written)
    asks = len(written) > 1 and any("?" in evidence.lines[place].text for place in told)
    return somebody or asks


def _is_sure(label: Label, evidence: SpeakerEvidence) -> bool:
    if label.stated or names.is_role(label.speaker) or names.is_numbered_role(label.speaker):
        return True
    if names.begins_with_role(label.speaker) and label.count > 1:
        return True
    if names.is_initial(label.speaker):
        return label.count > 1 or evidence.initials > 1
    if label.count < 2:
        return False
    if not names.is_name(label.speaker):
        if "," in label.speaker and any(word.islower() for word in label.speaker.split()):
            return False  # *Well, I said to them: we wait.*
        # A cue is short: words that begin several of them are rather a name (`galaxy a12`).
        least = 2 if all(evidence.lines[it.line].start_s is not None for it in label.found) else 3
        return label.count >= least and label.count * _SMALL_SHARE >= evidence.total
    rare = label.count < max(3, evidence.total / _RARE_SHARE)
    if evidence.is_common_word(label.speaker):
        bold = all(candidate.kind == "bold" for candidate in label.found)
        return not (rare or bold or label.count * _SMALL_SHARE < evidence.total)
    return not (rare and evidence.begins_small(label))


def _carries(sure: Mapping[str, Label], evidence: SpeakerEvidence) -> bool:
    """Tell whether labels carry a document, and are not a few words with a colon in somebody's text."""
    found = [candidate for label in sure.values() for candidate in label.found]
    if any(label.stated for label in sure.values()) or not found:
        return bool(sure)
    first = min(candidate.line for candidate in found)
    if len(found) == 1:
        return not evidence.lines[first].heading and sum(len(line.text) for line in evidence.lines[:first]) < _PREFACE
    if len(sure) > 1 or any(names.is_role(it.speaker) or names.has_title(it.speaker) for it in sure.values()):
        return True
    below_questions = sum(evidence.answers(it.line) for it in found)
    if len(found) >= _FEWEST_ANSWERS and below_questions * 4 >= len(found) * 3:
        return True
    return len(found) * 3 >= sum(map(evidence.begins_block, range(len(evidence.lines))))


def _slips(sure: Mapping[str, Label], evidence: SpeakerEvidence) -> dict[str, Label]:
    """Labels on one line that look like a slip of a label that returns."""
    once = {key: label for key, label in evidence.labels.items() if label.count == 1 and key not in sure}
    if len(once) > _MOST_SLIPS:  # not a transcript: nobody slips that often
        return {}
    alike = resembled({key: label.count for key, label in (dict(sure) | once).items()})
    return {key: once[key] for key in alike if key in once and not evidence.is_common_word(once[key].speaker)}


def without_slips(
    labels: Mapping[str, Label], lines: Sequence[SourceLine], name: str, unit: str
) -> tuple[Mapping[str, Label], list[Finding]]:
    """Give what stands behind a label that was mistyped once to the speaker that it resembles and whose turn it was."""
    alike = resembled({key: label.count for key, label in labels.items()}) if len(labels) <= _MOST_SLIPS else {}
    order = [key for _, key in sorted((it.line, key) for key, label in labels.items() for it in label.found)]
    pair = sum(label.count > 1 for label in labels.values()) == 2
    slips = {key: other for key, other in alike.items() if _is_turn_of(other, key, order)}
    slips = {key: other for key, other in slips.items() if pair or names.is_role(labels[other].speaker)}
    joined = {key: Label(label.speaker, [*label.found], label.stated) for key, label in labels.items()}
    for key, other in slips.items():
        joined[other].found += joined.pop(key).found
    told = [_slip(labels[key], labels[other].speaker, lines, name, unit, joined=True) for key, other in slips.items()]
    return joined, told


def _is_turn_of(other: str, slip: str, order: Sequence[str]) -> bool:
    """Tell whether a label of five letters or more stands once, and not beside a speech of the one it is for."""
    at = order.index(slip) if order.count(slip) == 1 else 0
    return at > 0 and min(len(slip), len(other)) >= _FEWEST_LETTERS and other not in order[at - 1 : at + 2]


def _stand_apart(sure: Mapping[str, Label], evidence: SpeakerEvidence) -> bool:
    """Tell whether nearly all labels that return stand below an empty line."""
    places = [candidate.line for label in sure.values() if label.count > 1 for candidate in label.found]
    return bool(places) and sum(map(evidence.begins_block, places)) * 10 >= len(places) * 9


def _once(label: Label, sure: Mapping[str, Label], spaced: bool, evidence: SpeakerEvidence) -> bool:
    """Accept a label on one line, beside labels that return or name a role, when it is a name where labels stand."""
    if label.count > 1 or not names.is_name(label.speaker) or evidence.is_common_word(label.speaker):
        return False
    only = label.found[0]
    sure_lines = [it for other in sure.values() if other.count > 1 for it in other.found]
    written = {it.kind for it in sure_lines}
    if not sure_lines and any(other.stated for other in sure.values()):
        return False  # a column says who speaks, and a title with a colon stands beside it
    if written == {"alone"} and only.kind != "alone":
        return False  # names are headings here, and a word with a colon is somebody's
    if evidence.lines[only.line].heading and not any(evidence.lines[it.line].heading for it in sure_lines):
        return False  # a title with a colon: *Ep 12: Night clinic*
    if is_title_above(evidence.lines, only, sure_lines):
        return False
    if only.kind in ("bold", "alone") or (spaced and not evidence.begins_block(only.line)):
        return False
    # A talk has two parties: beside one label that returns, the other one may well stand once.
    told = spaced or len(sure) < 2 or _is_evidently_somebody(label.speaker, evidence)
    if not names.is_group(label.speaker) and (evidence.begins_small(label) or not told):
        return False
    return any(other.count > 1 or names.is_role(other.speaker) for other in sure.values())


def _is_evidently_somebody(label: str, evidence: SpeakerEvidence) -> bool:
    """Tell whether a label without a role is a person, where no empty line shows that a turn begins."""
    return names.has_title(label) or len(label.split()) > 1 or evidence.is_named_elsewhere(label)


def carry_by_style(chosen: Mapping[str, Label], evidence: SpeakerEvidence) -> bool:
    """Tell whether labels of an unusual style carry a document: two or more that return, or that name roles.

    What stands above the first of them may be a form, of many lines.
    """
    told = [label for label in chosen.values() if label.count > 1 or names.is_party(label.speaker)]
    returning = any(label.count > 1 for label in told) or all(names.is_role(label.speaker) for label in told)
    if len(chosen) < 2 or not returning:
        return False
    first = min((it.line for label in told for it in label.found), default=0)
    blocks = sum(map(evidence.begins_block, range(first, len(evidence.lines))))
    return sum(label.count for label in told) * 3 >= blocks


def findings(
    labels: Mapping[str, Label], evidence: SpeakerEvidence, aliases: Aliases, name: str, unit: str
) -> list[Finding]:
    """Say what was guessed about labels: slips, labels on one line, initials that stand for names."""
    speakers = {label.speaker: label.count for label in labels.values()}
    alike = resembled(speakers) if len(speakers) <= _MOST_SLIPS else {}
    found = [
        _slip(label, alike[label.speaker], evidence.lines, name, unit)
        for label in labels.values()
        if label.speaker in alike and label.found
    ]
    once = [
        label
        for label in labels.values()
        if label.count == 1 and label.found and label.speaker not in alike and not names.is_role(label.speaker)
    ]
    if once and max(speakers.values()) > 1:
        found.append(_stands_once(once, evidence, name, unit))
    found += _kept_as_text(labels, evidence, name, unit)
    return [*found, *aliases.findings(set(speakers), name)]


def _kept_as_text(labels: Mapping[str, Label], evidence: SpeakerEvidence, name: str, unit: str) -> list[Finding]:
    """Say where one line alone begins with a name and a colon and went into the speech above it.

    It names places and no labels, which might be a participant's words after all.
    """
    read = [it for label in labels.values() for it in label.found]
    lines = [
        evidence.lines[label.found[0].line]
        for key, label in evidence.labels.items()
        if key not in labels and label.count == 1 and _may_be_somebody(label, evidence) and label.found[0] not in read
    ]
    if not lines:
        return []
    shown = first_numbers([line.number for line in lines])
    message = f"a line that begins with a name and a colon was kept as the words of the speaker above ({unit} {shown})"
    if len(lines) > 1:
        message = f"lines that begin with a name and a colon were kept as words of the speakers above ({unit} {shown})"
    mend = "put an empty line before it, as before the others"
    if not _stand_apart(labels, evidence):
        mend = "write the name with a title or in full (`Pak Made:`, `Made Sutrisno:`)"
    hint = f"if somebody else speaks there, {mend}; if not, all is well"
    return [Finding("warning", "label-kept-as-text", message, name, lines[0].at, hint=hint)]


def _may_be_somebody(label: Label, evidence: SpeakerEvidence) -> bool:
    """Tell whether a label on one line only, with a colon, is a name that is no word of the text."""
    only = label.found[0] if label.found else None
    if only is None or only.kind != "colon" or not names.is_name(label.speaker):
        return False
    if evidence.lines[only.line].heading:
        return False
    return not (evidence.is_common_word(label.speaker) or evidence.begins_small(label))


def _slip(
    label: Label, other: str, lines: Sequence[SourceLine], name: str, unit: str, *, joined: bool = False
) -> Finding:
    line = lines[label.found[0].line]
    place = "" if line.at else f" ({unit} {line.number})"
    message = f"the speaker label `{label.speaker}` looks like `{other}`{place}; it was kept as a speaker of its own"
    hint = f"correct the source, or join the labels in corpus.yaml by giving `{label.speaker}` the same respondent"
    if joined:
        message = f"the speaker label `{label.speaker}` was read as a slip of `{other}`, whose turn it was{place}"
        hint = "correct the source; if somebody else speaks there, write another name"
    return Finding("warning", "speaker-label-typo", message, name, line.at, hint=hint)


def _stands_once(labels: Sequence[Label], evidence: SpeakerEvidence, name: str, unit: str) -> Finding:
    """One note for all of them; it names places and no labels, which might be a participant's words after all."""
    lines = sorted((evidence.lines[label.found[0].line] for label in labels), key=lambda it: it.number)
    number = "1 label stands" if len(lines) == 1 else f"{len(lines)} labels stand"
    shown = first_numbers([line.number for line in lines])
    message = f"{number} on one line only ({unit} {shown}) and became a speaker"
    hint = "if it is no speaker, change the colon in the source"
    return Finding("note", "speaker-label-once", message, name, lines[0].at, hint=hint)


def gather_speaker_evidence(
    lines: Sequence[SourceLine], found: Sequence[Candidate], aliases: Aliases
) -> SpeakerEvidence:
    """Put the lines of each label together, spellings and initials of one name included."""
    labels: dict[str, Label] = {}
    spellings: dict[str, Counter[str]] = {}
    known: dict[str, tuple[str, Label, Counter[str]]] = {}
    for label, candidate in [(line.speaker, None) for line in lines if line.speaker] + [(it.label, it) for it in found]:
        if label not in known:  # decided once per label, and not once per line
            speaker = aliases.name_of(label)
            key = names.label_key(speaker)
            known[label] = speaker, labels.setdefault(key, Label(speaker)), spellings.setdefault(key, Counter())
        speaker, entry, counts = known[label]
        counts[speaker] += 1
        if candidate is None:
            entry.stated += 1
        else:
            entry.found.append(candidate)
    for key, entry in labels.items():
        entry.speaker = spellings[key].most_common(1)[0][0]
    return SpeakerEvidence(lines, labels)
