"""Codings and a corrected transcript: which would move, and which may follow their words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode.agreement.place import around
from qualcode.model import Finding, PersonCoding, Turn
from qualcode.steps.anchors import CONTEXT, stands
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes
from qualcode.store.hashing import sha256_bytes
from qualcode.store.people import parse_codings, write_codings

_FEWEST_WORDS = 3
"""Words of a quote from which it is known again by itself; a shorter one only by what stood before or after it."""


@dataclass(frozen=True)
class Moves:
    """What a corrected transcript does to the codings that stand on it."""

    held: tuple[Finding, ...] = ()
    """An error for each coding that would move and whose new place is not certain, or that may not move."""
    followed: tuple[Finding, ...] = ()
    """What was moved: a warning for each coder, and a note for each coding."""
    written: tuple[tuple[str, tuple[PersonCoding, ...]], ...] = ()
    """Coders whose codings move, with all that they have in the transcript."""


def moves(opened: Opened, transcript: str, turns: Sequence[Turn], *, allowed: bool) -> Moves:
    """What happens to the codings kept in the study when these turns take the place of a transcript's.

    Codings are people's work: as long as one of them would move, the transcript stays as it is. Where moving is
    `allowed`, a coding follows its words if they stand in one place only: with all that was kept of what stood before
    or after them, or else by themselves, when they are three words or more.
    """
    text = {turn.turn: turn.text for turn in turns}
    held: list[Finding] = []
    followed: list[Finding] = []
    written = []
    for coder, file, codings, wrong in _codings(opened, transcript):
        held += [finding for finding in wrong if finding.level == "error"]  # codings that nobody here can place
        places = [
            coding if stands(coding, text.get(coding.turn, "")) else _followed(coding, text) for coding in codings
        ]
        astray = [(old, new) for old, new in zip(codings, places, strict=True) if new is not old]
        sure = allowed and not wrong  # fields that are not known would be lost
        held += [_held(old, file, new, allowed=allowed) for old, new in astray if new is None or not sure]
        if astray and sure:
            followed += _told(coder, transcript, [(old, new) for old, new in astray if new])
            written.append((coder, tuple(new for new in places if new)))
    return Moves(tuple(held)) if held else Moves((), tuple(followed), tuple(written))


def write_moves(opened: Opened, transcript: str, made: Moves) -> None:
    """Write the codings that followed their words; before the transcript, so that a stop in between loses nothing."""
    for coder, codings in made.written:
        write_codings(opened.layout, opened.name, coder, transcript, codings, replace=True)


def _codings(opened: Opened, transcript: str) -> Iterator[tuple[str, str, list[PersonCoding], list[Finding]]]:
    """Each coder with the name and the codings of the file, and the lines that are none."""
    for coder in opened.layout.coder_names(opened.name):
        path = opened.layout.coding_file(opened.name, coder, transcript)
        if path.is_file():
            name = opened.layout.relative(path)
            yield coder, name, *parse_codings(name, read_bytes(path), coder, transcript)


def _followed(coding: PersonCoding, text: dict[int, str]) -> PersonCoding | None:
    """The coding where its words stand now; None where that is not certain."""
    places = [(turn, start) for turn, said in text.items() for start in _places(coding.quote, said)]
    known = [place for place in places if _is_beside(coding, text[place[0]], place[1])]
    if not known and len(coding.quote.split()) >= _FEWEST_WORDS:
        known = places
    if len(known) != 1:
        return None
    turn, start = known[0]
    end = start + len(coding.quote)
    _, prefix, suffix = around(text[turn], start, end, CONTEXT)
    sha256 = sha256_bytes(text[turn].encode())
    return replace(coding, turn=turn, start=start, end=end, prefix=prefix, suffix=suffix, turn_sha256=sha256)


def _places(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _is_beside(coding: PersonCoding, text: str, start: int) -> bool:
    """Whether all that was kept of one side of the quote stands there still."""
    end = start + len(coding.quote)
    before = bool(coding.prefix) and text[:start].endswith(coding.prefix)
    return before or (bool(coding.suffix) and text[end:].startswith(coding.suffix))


def _held(coding: PersonCoding, file: str, new: PersonCoding | None, *, allowed: bool) -> Finding:
    message = f"the source changed, and coding `{coding.code}` of `{coding.coder}` at {_place(coding)} would move"
    hint = "the transcript is kept as it was; "
    if new is None:
        hint += f"its words are gone, or in several places: undo the change, or remove its line in {file}"
    elif allowed:
        hint += f"mend what is wrong in {file} first"
    else:
        hint += f"`qualcode ingest --move-codings` lets it follow its words to {_place(new)}"
    return Finding("error", "coding-would-move", message, file=coding.transcript, hint=hint)


def _told(coder: str, transcript: str, pairs: Sequence[tuple[PersonCoding, PersonCoding]]) -> list[Finding]:
    number = "1 coding" if len(pairs) == 1 else f"{len(pairs)} codings"
    hint = "`-v` names each; look at them"
    message = f"{number} of `{coder}` followed the words on which they stand"
    if len(pairs) == 1:
        message = f"{number} of `{coder}` followed the words on which it stands"
    each = [
        Finding("note", "coding-moved", f"`{old.code}` of `{coder}`: {_place(old)} is {_place(new)} now", transcript)
        for old, new in pairs
    ]
    return [Finding("warning", "codings-moved", message, transcript, hint=hint), *each]


def _place(coding: PersonCoding) -> str:
    return f"turn {coding.turn}, {coding.start}-{coding.end}"
