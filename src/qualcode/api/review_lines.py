"""Decisions as a page sends them, made whole: with names, times, quotes and what stands around these."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qualcode.anchoring.spans import CONTEXT, around, trimmed
from qualcode.model.line import DecisionLine
from qualcode.review.desk import Refused
from qualcode.store.decisions import new_id, read_decision, time_after
from qualcode.store.hashing import sha256_bytes

_SENT = ("id", "do", "of", "turn", "code", "start", "end", "assertion", "rules", "memo", "between")
"""Fields of a decision that a page may send, beside `sha`; the desk fills in the others."""


@dataclass(frozen=True)
class Surroundings:
    """What is known of the transcript that decisions are about."""

    texts: Mapping[int, str]
    """Turn -> its text."""
    codes: Collection[str]
    """Codes of the codebook."""
    codebook_sha256: str
    """Hash of the codebook."""
    blind: bool
    """Whether suggestions are hidden now."""


def lines_to_keep(
    sent: Sequence[Mapping[str, Any]], before: Sequence[DecisionLine], about: Surroundings
) -> list[DecisionLine]:
    """The lines to append after those that are there.

    Raises:
        Refused: 409 a turn was corrected meanwhile, 422 a line is no decision.
    """
    named, time = {line.id: line for line in before}, time_after(before)
    lines = [(_read(each, time), str(each.get("sha", ""))) for each in sent]
    made: list[DecisionLine] = []
    for line, sha in lines:
        if line.id not in named:  # a page that got no answer sends a line again: it is kept already
            made.append(_whole(line, sha, named, about))
            named[line.id] = made[-1]
    return made


def _read(sent: Mapping[str, Any], time: str) -> DecisionLine:
    if unknown := sorted(set(sent) - {*_SENT, "sha"}):
        raise Refused(422, f"a decision has no field `{unknown[0]}`")
    fields = {name: sent[name] for name in _SENT if name in sent}
    line, findings = read_decision({"id": new_id(), **fields, "time": time}, ("", 1))
    if line is None:
        raise Refused(422, findings[-1].message)
    return line


def _whole(line: DecisionLine, sha: str, named: Mapping[str, DecisionLine], about: Surroundings) -> DecisionLine:
    """A line that was read, with all that is known of its place; wrong ones are refused."""
    if line.code and line.code not in about.codes:
        raise Refused(422, f"there is no code `{line.code}`")
    if line.of and line.of not in named:
        raise Refused(422, "there is no such line")
    if line.do in ("remove", "memo", "undo"):
        return line
    number = line.turn or named[line.of].turn
    if number not in about.texts:
        raise Refused(422, f"there is no turn {number}")
    text = about.texts[number]
    turn_sha256 = sha256_bytes(text.encode())
    if sha and not turn_sha256.startswith(sha):
        raise Refused(409, "this turn was corrected meanwhile")
    if line.do in ("code", "looked"):
        line = replace(line, blind=about.blind)
    return _placed(line, text, turn_sha256, about) if line.end else line


def _placed(line: DecisionLine, text: str, turn_sha256: str, about: Surroundings) -> DecisionLine:
    start, end = trimmed(text, line.start, line.end)
    if line.end > len(text) or start >= end:
        raise Refused(422, "the span holds no words of the turn")
    quote, prefix, suffix = around(text, start, end, CONTEXT)
    return replace(
        line,
        start=start,
        end=end,
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        turn_sha256=turn_sha256,
        assertion=line.assertion or ("affirmed" if line.do in ("code", "accept") else ""),
        codebook_sha256=about.codebook_sha256[:12] if line.do in ("accept", "reject") else "",
    )
