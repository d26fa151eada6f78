"""What was said in English, in another language: the templates of the catalogue are found again in finished sentences.

A sentence stands once, in plain English, where its values are known: `f"there is no folder {folder}"`. It is a string
like any other, that tests compare, that is kept in files and comes from other processes. Only who shows it to a person
asks here; so no room but the one that prints knows that there is another language (decision 048).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, zip_longest

from qualcode.languages.catalogue import SEPARATORS, Messages, catalogue

_FIELD = re.compile(r"\{([A-Za-z_]\w*|)(:word)?(?:[:!][^{} ]*)?\}")
"""A value in a template. A translation that writes `{name:word}` has a word for what stands there, such as a role."""
_OUTSIDE_CODE = r"(?=(?:[^`]*`[^`]*`)*[^`]*$)"
_OUTSIDE = r"(?![^()]*\))" + _OUTSIDE_CODE
_CUTS = tuple(re.compile(cut + _OUTSIDE) for cut in (r"(?<=[.!?]) (?=[A-Z`])", "; ", ": ", ", ", " and "))
"""Between which parts a line is cut that is no sentence of the catalogue, from the coarsest; never inside `code` or in
brackets."""
_AND = "{one} and {other}"
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+(?:-\d+\.\d+)?)(?: %)?")
_HEADING_END = re.compile(": " + _OUTSIDE_CODE)
_WITH_BRACKETS = re.compile(r"([^`]*[^` ]) \((.+)\)", re.DOTALL)
_COUNTING = re.compile(r"\{\w+\} (?!(?:is|has|needs|stands|names|goes|must)\b)[a-z ]+")
_NAME = re.compile(r"\S*|`[^`]*`|\d+ (?:kB|MB|GB|s|%)")
"""What stays as it is in any language: one word, `code`, a measure."""
_QUOTED = re.compile(r"`\{(\w+)\}`")
"""A value between marks of code: a name, however many words it has."""
_COUNTED = re.compile(r"(\d[\d,]*) ([a-z][a-z -]*)")
_ENOUGH_LETTERS = 5
"""A template with fewer letters, such as `{one} and {other}`, holds only between names and what is known."""
_LONGEST = 4_000
"""Longer lines are no sentences of ours."""


def retold(language: str, text: str) -> str:
    """A line in another language, as far as the catalogue has its sentences; names and what people wrote stay."""
    if not catalogue(language) or len(text) > _LONGEST:
        return text
    body = text.strip()
    return text.replace(body, _read(language, body).text, 1) if body else text


@dataclass(frozen=True)
class _Reading:
    """One way in which a text can be read."""

    text: str
    """The text in the other language."""
    known: int = 0
    """Characters of the English text that the catalogue has."""
    whole: bool = False
    """True where nothing else is left in it than names and numbers."""


@cache
def _read(language: str, text: str) -> _Reading:
    """The reading of a text that leaves least of it unknown."""
    messages = catalogue(language)
    for ending in ("", "."):  # a sentence may stand without its final stop, as in a list of commands
        if text + ending in messages:
            said = messages[text + ending]
            return _Reading(said.removesuffix(ending) if ending else said, len(text), True)
    if _NUMBER.fullmatch(text):
        separators = Messages(language)(SEPARATORS)
        return _Reading(text.translate(str.maketrans(",.", separators[1] + separators[-2])), len(text), True)
    # Where two read as much, the first counts.
    ways = (_counted, _and_more, _headed, _in_parts, _bracketed, _by_template, _without_stop)
    readings = [reading for way in ways for reading in way(language, text)]
    return max(readings, key=lambda each: (each.known, each.whole), default=_Reading(text))


def _counted(language: str, text: str) -> Iterator[_Reading]:
    """So many things: *3 turns*."""
    if found := _COUNTED.fullmatch(text):
        number, noun = _read(language, found[1]).text, found[2]
        for one in (noun, noun.removesuffix("s")):
            if one in catalogue(language):
                yield _Reading(f"{number} {catalogue(language)[one]}", len(text), True)
                return


def _and_more(language: str, text: str) -> Iterator[_Reading]:
    """What people wrote, some of it, and how much more there is: *network, sinyal and 23 more*."""
    some, found, more = text.rpartition(" and ")
    if found and (read := _read(language, f"and {more}")).whole and more[:1].isdigit():
        yield _joined(" ", [_value(language, some), read])


def _headed(language: str, text: str) -> Iterator[_Reading]:
    """A heading that holds a sentence, and what follows it."""
    for end in _HEADING_END.finditer(text):
        heads = [each for each in _by_template(language, text[: end.start() + 1]) if each.whole]
        if heads:
            heading = max(heads, key=lambda each: each.known)
            yield _joined(" ", [heading, _read(language, text[end.end() :])])


def _by_template(language: str, text: str) -> Iterator[_Reading]:
    for longest, message in _templates(language):
        if longest in text and (found := _pattern(language, message).fullmatch(text)):
            names = [field[1] for field in _FIELD.finditer(message)]
            values = dict(zip(names, found.groups(), strict=True))
            if _COUNTING.fullmatch(message) and not found[1][:1].isdigit():
                continue  # `{number} interviews` says nothing of `corpus interviews`
            parts = {name: _value(language, value) for name, value in values.items()}
            parts |= {
                name: _Reading(values[name], whole=True) for name in _QUOTED.findall(message) if "`" not in values[name]
            }
            whole = all(part.whole for part in parts.values())
            if whole or _letters(message) >= _ENOUGH_LETTERS:
                known = len(text) - sum(map(len, found.groups())) + sum(part.known for part in parts.values())
                yield _Reading(_filled(language, message, values, parts), known, whole)


def _value(language: str, text: str) -> _Reading:
    """A value in a sentence: a single word is a name, and what people wrote in several words stays as it is."""
    body = text.strip()
    if _NAME.fullmatch(body) and not _NUMBER.fullmatch(body):
        return _Reading(text, whole=True)
    read = _read(language, body)
    return replace(read, text=text.replace(body, read.text, 1)) if read.whole else _Reading(text)


def _filled(language: str, message: str, values: Mapping[str, str], parts: Mapping[str, _Reading]) -> str:
    """The translation of a message with its values, in the order of the other language."""
    words = catalogue(language)

    def value(field: re.Match[str]) -> str:
        name = field[1] if field[1] in values else field[1].capitalize()  # `{Kind}` of a message is `{kind}` there
        return words.get(values[name], parts[name].text) if field[2] else parts[name].text

    return _FIELD.sub(value, words[message]).replace("{{", "{").replace("}}", "}")


def _in_parts(language: str, text: str) -> Iterator[_Reading]:
    """Several sentences, each for itself; or parts of one, of which some are known."""
    for cut in _CUTS:
        if found := cut.search(text):
            first, *others = cut.split(text)
            sentences, heading = cut is _CUTS[0], found[0] == ": "
            between = Messages(language)(_AND, one="", other="") if found[0] == " and " else found[0]
            parts = [(_read if sentences or heading else _value)(language, first)]
            yield _joined(between, [*parts, *((_read if sentences else _value)(language, part) for part in others)])
            return


def _joined(between: str, parts: Sequence[_Reading]) -> _Reading:
    known, whole = sum(part.known for part in parts), all(part.whole for part in parts)
    return _Reading(between.join(part.text for part in parts), known, whole)


def _bracketed(language: str, text: str) -> Iterator[_Reading]:
    """Something, and more about it in brackets."""
    if found := _WITH_BRACKETS.fullmatch(text):
        before, inside = (_value(language, part) for part in found.groups())
        yield _joined(" (", [before, replace(inside, text=f"{inside.text})")])


def _without_stop(language: str, text: str) -> Iterator[_Reading]:
    """A sentence whose parts stand in the catalogue without its final stop."""
    if text.endswith(".") and text[-2:-1].isalnum():
        read = _read(language, text[:-1])
        yield replace(read, text=f"{read.text}.")


@cache
def _templates(language: str) -> tuple[tuple[str, str], ...]:
    """Messages with values, each behind its longest piece of text: what a line has not is no reading of it."""
    found = ((max(_pieces(message), key=len), message) for message in catalogue(language) if _FIELD.search(message))
    return tuple((longest, message) for longest, message in found if re.search("[A-Za-z]", longest))


@cache
def _pattern(language: str, message: str) -> re.Pattern[str]:
    """What a message matches; a value that the translation leaves out is an ending (*s*) or a word (*are*)."""
    used = {field[1].lower() for field in _FIELD.finditer(catalogue(language)[message])}
    values = ["(.*?)" if field[1].lower() in used else r"(\S*)" for field in _FIELD.finditer(message)]
    pieces = map(re.escape, _pieces(message))
    return re.compile("".join(chain.from_iterable(zip_longest(pieces, values, fillvalue=""))), re.DOTALL)


def _pieces(message: str) -> list[str]:
    """What stands around the values of a message."""
    return [piece.replace("{{", "{").replace("}}", "}") for piece in _FIELD.split(message)[::3]]


def _letters(message: str) -> int:
    return sum(sign.isalpha() for piece in _pieces(message) for sign in piece)
