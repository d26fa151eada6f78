"""A split: whole respondents drawn for testing, and `split:` written where the other attributes stand.

Whoever sat in one session is drawn together, and a person with all sessions that they sat in; the rows of a survey are
people who never met. Lines of `corpus.yaml` that are there already stay as they are.
"""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence

import numpy as np

from qualcode.codebook.edit import SourceSpan, line_end, yaml_spans
from qualcode.corpus.frame import Bools, Frame, Int64s, participants

_PLAIN = re.compile(r"[A-Za-z_][\w.-]*(/[\w.-]+)*")
"""A name that YAML reads as the word that it is."""
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def draw_groups(frame: Frame, groups: Int64s, share: float, seed: int) -> Bools:
    """Draw groups of respondents until their share is as near to the one asked for as it gets; true for each turn.

    `groups` says for each turn which people it belongs to. Groups come in random order; one is taken as long as that
    brings the number of respondents nearer to the share, so that a large group does not run far over it.
    """
    number = int(groups.max(initial=-1)) + 1
    known = participants(frame) & (frame.turn_respondent >= 0) & (frame.turn_words > 0)
    pairs = np.unique(np.stack([groups[known], frame.turn_respondent[known].astype(np.int64)]), axis=1)
    people = np.bincount(pairs[0], minlength=number)
    wanted, have = share * int(people.sum()), 0
    chosen = np.zeros(number, np.bool_)
    for group in np.random.default_rng(seed).permutation(number).tolist():
        if people[group] and abs(have + people[group] - wanted) < abs(have - wanted):
            chosen[group] = True
            have += int(people[group])
    return np.asarray(chosen[groups])


def with_attribute(text: str, name: str, values: Mapping[str, str]) -> str:
    """The text of a `corpus.yaml` in which transcripts have one attribute more; everything else stays as it is.

    `values`: transcript -> value of the attribute `name`, which none of them has yet.
    """
    edits: list[tuple[int, str]] = []
    text += "" if not text or text.endswith("\n") else "\n"
    root = yaml_spans(text)
    listed = root.get("transcripts") if root else None
    fresh: list[str] = []
    for transcript, value in values.items():
        own = listed.get(transcript) if listed else None
        if own is None or not own.fields:
            fresh.append(f"{_key(transcript)}: {{attributes: {{{name}: {_key(value)}}}}}")
        else:
            edits.append(_addition(text, own, name, _key(value)))
    if fresh:
        edits.append(_new_transcripts(text, listed, fresh))
    newline = "\r\n" if "\r\n" in text else "\n"
    edits.reverse()  # of two at one place the last one goes in first
    for at, added in sorted(edits, key=lambda edit: -edit[0]):
        text = text[:at] + added.replace("\n", newline) + text[at:]
    return text


def _key(name: str) -> str:
    """A name as YAML reads it back."""
    plain = _PLAIN.fullmatch(name) and name.lower() not in _WORDS
    return name if plain else json.dumps(name, ensure_ascii=False)


def _addition(text: str, own: SourceSpan, name: str, value: str) -> tuple[int, str]:
    """Where and how one transcript gets the attribute."""
    stated = own.get("attributes")
    if stated is not None and stated.fields:
        return _inside(text, stated, f"{name}: {value}")
    return _inside(text, own, f"attributes: {{{name}: {value}}}")


def _inside(text: str, mapping: SourceSpan, field: str) -> tuple[int, str]:
    """A field behind the last one of a mapping, in its own way of writing."""
    if mapping.flow:
        return mapping.fields[-1][1].end, f", {field}"
    column = mapping.fields[0][0].column
    return line_end(text, mapping.end - 1), f"{' ' * column}{field}\n"


def _new_transcripts(text: str, listed: SourceSpan | None, fresh: Sequence[str]) -> tuple[int, str]:
    """Transcripts that the file does not name yet."""
    if listed is not None and listed.fields and listed.flow:
        return listed.fields[-1][1].end, "".join(f", {each}" for each in fresh)
    if listed is not None and listed.fields:
        lines = "".join(f"{' ' * listed.fields[0][0].column}{each}\n" for each in fresh)
        return line_end(text, listed.end - 1), lines
    return len(text), "transcripts:\n" + "".join(f"  {each}\n" for each in fresh)


def with_column(text: str, name: str, values: Mapping[str, str]) -> str:
    """The text of a `respondents.csv` in which respondents have one attribute more; its other cells stay.

    `values`: respondent -> value of the attribute `name`, which none of them has yet.
    """
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    header = [cell.strip() for cell in rows[0]] if rows else ["respondent"]
    place = header.index("respondent")
    own = header.index(name) if name in header else len(header)
    header = header if own < len(header) else [*header, name]
    body = [[*row, *[""] * (len(header) - len(row))] for row in rows[1:]]
    known = {row[place].strip(): row for row in body}
    for respondent, value in values.items():
        if respondent not in known:
            row = [respondent if at == place else "" for at in range(len(header))]
            known[respondent] = row
            body.append(row)
        known[respondent][own] = value
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([header, *body])
    return out.getvalue()
