"""Codes that another program sent, as codes of a codebook."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.codebook.described import Described, read_description
from qualcode.model import Code, Codebook
from qualcode.model.project import Project, ProjectCode

AFFIRMED = "affirmed"
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})
"""Letters that have no base letter in Unicode."""


@dataclass(frozen=True)
class Meant:
    """What a code of another program stands for."""

    code: str
    """Code of the codebook."""
    assertion: str = AFFIRMED
    """How the speaker puts what carries it."""


@dataclass(frozen=True)
class ReceivedCodes:
    """The codes of a project."""

    codes: tuple[Code, ...]
    """As a codebook has them, each before those below it."""
    meant: Mapping[str, Meant]
    """Identifier in the project -> what it stands for."""
    names: Mapping[str, str]
    """Identifier in the project -> its name there."""


def receive(project: Project, lang: str) -> ReceivedCodes:
    """Make codes of a project's codes; names and definitions that state no language are taken as `lang`."""
    found = list(_walk(project.codes, ""))
    said = {code.guid: read_description(code.description) for code, _ in found}
    ids = _ids(found, said)
    meant = {guid: Meant(each.code, each.assertion) for guid, each in said.items() if each.assertion != AFFIRMED}
    meant |= {guid: Meant(code) for guid, code in ids.items()}
    kinds, memos = _kinds(project), {note.guid: note.text for note in project.notes}
    codes = tuple(
        _code(code, said[code.guid], ids, parent, lang, kinds, memos) for code, parent in found if code.guid in ids
    )
    return ReceivedCodes(codes, meant, {code.guid: code.name for code, _ in found})


def match(project: Project, codebook: Codebook) -> dict[str, Meant]:
    """What codes of a project stand for in a codebook that is there: by identifier, else by a name of one only."""
    named: dict[str, set[str]] = {}
    for code in codebook.codes:
        for name in {code.code, *code.label.values()}:
            named.setdefault(name.strip().casefold(), set()).add(code.code)
    known = {code.code for code in codebook.codes}
    found = {}
    for each in project.every_code():
        said, same = read_description(each.description), named.get(each.name.strip().casefold(), set())
        if said.code in known:
            found[each.guid] = Meant(said.code, said.assertion)
        elif len(same) == 1 and not said.code:
            found[each.guid] = Meant(next(iter(same)))
    return found


def _walk(codes: Sequence[ProjectCode], parent: str) -> Iterator[tuple[ProjectCode, str]]:
    """All codes with the one above each."""
    waiting = [(code, parent) for code in reversed(codes)]
    while waiting:
        code, above = waiting.pop()
        yield code, above
        waiting += [(below, code.guid) for below in reversed(code.codes)]


def _ids(found: Sequence[tuple[ProjectCode, str]], said: Mapping[str, Described]) -> dict[str, str]:
    """An identifier for each code: the one that it states, else one made of its name; each once."""
    taken: dict[str, str] = {}
    for code, _ in found:
        each = said[code.guid]
        if each.code and each.assertion == AFFIRMED:
            taken.setdefault(each.code, code.guid)
    ids = {guid: code for code, guid in taken.items()}
    for code, parent in found:
        aside = said[code.guid].assertion != AFFIRMED or _only_aside(code, said)
        if code.guid not in ids and not aside:
            ids[code.guid] = _free(slug(code.name) or "code", ids.get(parent, ""), ids.values())
    return ids


def _only_aside(code: ProjectCode, said: Mapping[str, Described]) -> bool:
    """Whether a code is the folder of what is not affirmed."""
    return bool(code.codes) and not code.codable and all(said[each.guid].assertion != AFFIRMED for each in code.codes)


def slug(name: str) -> str:
    """A name in snake_case, its letters without marks; empty where it has no Latin letters."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_").lstrip("0123456789_")


def _free(wanted: str, parent: str, taken: object) -> str:
    """The name itself, else with its parent's before it, else with a number."""
    used = set(taken)  # type: ignore[call-overload]
    tries = [wanted, *([f"{parent}_{wanted}"] if parent else [])]
    for each in tries:
        if each not in used:
            return str(each)
    number = 2
    while f"{tries[-1]}_{number}" in used:
        number += 1
    return f"{tries[-1]}_{number}"


def _kinds(project: Project) -> dict[str, str]:
    """Code -> the set that it is in, where it is in one only and sets hold nothing but codes."""
    sets = [each for each in project.sets if each.codes and not each.others]
    held: dict[str, list[str]] = {}
    for each in sets:
        for code in each.codes:
            held.setdefault(code, []).append(each.name)
    return {code: names[0].strip() for code, names in held.items() if len(names) == 1 and names[0].strip()}


def _code(
    code: ProjectCode,
    said: Described,
    ids: Mapping[str, str],
    parent: str,
    lang: str,
    kinds: Mapping[str, str],
    memos: Mapping[str, str],
) -> Code:
    definition = {key or lang: text for key, text in said.definition.items()}
    return Code(
        code=ids[code.guid],
        kind=said.kind or kinds.get(code.guid, ""),
        parent=ids.get(parent, ""),
        label=_label(code.name, said, lang),
        definition=definition,
        include=said.include,
        exclude=said.exclude,
        retired=said.retired,
        replaced_by=said.replaced_by if said.replaced_by in ids.values() else "",
        memo="\n".join(memos[note] for note in code.notes if memos.get(note, "").strip()),
    )


def _label(name: str, said: Described, lang: str) -> dict[str, str]:
    """The labels that went out with a code; its name wins where somebody gave it another one."""
    own = said.label.values()
    if not name.strip() or any(name in (label, f"{label} ({said.code})") for label in own) or name == said.code:
        return dict(said.label)
    return {**said.label, lang: name.strip()}
