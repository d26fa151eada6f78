"""Changes: what differs between two codebooks, as an author would say it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from qualcode.model import Code, Codebook, Rule, Term

_PLACES = frozenset({"line", "column", "file", "files", "sha256", "codes", "lexicons"})
"""Fields that say where something stands, and those that are compared one by one."""


@dataclass(frozen=True)
class Change:
    """Something that was added to a codebook, removed from it, or changed in it."""

    what: str
    """`codebook`, `lexicon`, `code` or `rule`."""
    how: str
    """`added`, `removed` or `changed`."""
    name: str
    """Name of the lexicon, code or rule; of the codebook when it is the codebook itself."""
    code: str = ""
    """Code of the rule."""
    details: tuple[str, ...] = ()
    """What changed: `within: 8 -> 12`, `terms: + minim, - kurang`."""


def changes(old: Codebook, new: Codebook) -> tuple[Change, ...]:
    """Everything that differs: codebook, lexicons, codes, rules; names are compared, not places in the file."""
    about = _details(old, new)
    found = [Change("codebook", "changed", new.codebook, details=about)] if about else []
    found += _named("lexicon", dict(old.lexicons), dict(new.lexicons))
    found += _named("code", _codes(old), _codes(new), skip=("rules",))
    shared = _lexicon_terms(old, new)
    rules_old, rules_new = _rules(old), _rules(new)
    for change in _named("rule", {n: r for n, (_, r) in rules_old.items()}, {n: r for n, (_, r) in rules_new.items()}):
        code = (rules_new.get(change.name) or rules_old[change.name])[0]
        own = change.how != "changed" or not _only_lexicons(
            rules_old[change.name][1], rules_new[change.name][1], shared
        )
        moved = change.name in rules_old and change.name in rules_new and rules_old[change.name][0] != code
        if own or moved:
            found.append(Change("rule", change.how, change.name, code, change.details))
    return tuple(found)


def rule_as_written(rule: Rule) -> tuple[tuple[str, str], ...]:
    """What a rule says, apart from its name and its place: equal for two rules that say the same."""
    return tuple((name, _said(part)) for name, part in _parts(rule) if name != "rule")


def _codes(codebook: Codebook) -> dict[str, Code]:
    return {code.code: code for code in codebook.codes}


def _rules(codebook: Codebook) -> dict[str, tuple[str, Rule]]:
    return {rule.rule: (code.code, rule) for code in codebook.codes for rule in code.rules}


def _named(what: str, old: Mapping[str, Any], new: Mapping[str, Any], skip: Iterable[str] = ()) -> list[Change]:
    """Added, removed and changed things by name: those of the new codebook in its order, then those that are gone."""
    found = []
    for name, value in new.items():
        if name not in old:
            found.append(Change(what, "added", name, details=_whole(value)))
        else:
            details = _details(old[name], value, skip)
            if details:
                found.append(Change(what, "changed", name, details=details))
    return found + [Change(what, "removed", name) for name in old if name not in new]


def _whole(value: Any) -> tuple[str, ...]:
    """What a new rule or lexicon looks for."""
    if isinstance(value, Rule):
        return tuple(f"{name}: {_all(part)}" for name, part in _parts(value) if isinstance(part, tuple) and part)
    return (_all(value),) if isinstance(value, tuple) else ()


def _details(old: Any, new: Any, skip: Iterable[str] = ()) -> tuple[str, ...]:
    """Differences between two values of one kind, a line a field."""
    if not is_dataclass(old) or not is_dataclass(new) or type(old) is not type(new):
        said = _difference("", old, new)
        return (said,) if said else ()
    before, after = dict(_parts(old)), dict(_parts(new))
    names = [name for name in {**before, **after} if name not in {*skip}]
    said_all = (_difference(name, before.get(name, ()), after.get(name, ())) for name in names)
    return tuple(said for said in said_all if said)


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    """Fields of a record by name; each list of a rule is a part of its own."""
    for each in fields(value):
        content = getattr(value, each.name)
        if isinstance(value, Rule) and each.name == "lists":
            single = len(content) == 1
            yield from ((("terms" if single else f"list {at}"), terms) for at, terms in enumerate(content, start=1))
        elif each.name not in _PLACES:
            yield each.name, content


def _difference(name: str, old: Any, new: Any) -> str:
    """How one field changed; empty when it did not."""
    head = f"{name}: " if name else ""
    if isinstance(old, tuple) and isinstance(new, tuple):
        before, after = Counter(map(_said, old)), Counter(map(_said, new))
        signs = [f"+ {item}" for item in (after - before)] + [f"- {item}" for item in (before - after)]
        return head + ", ".join(signs) if signs else ""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        return (
            head + ", ".join(f"{key}: {_quoted(old.get(key))} -> {_quoted(new.get(key))}" for key in keys)
            if keys
            else ""
        )
    said = _said(old), _said(new)
    return "" if said[0] == said[1] else f"{head}{_quoted(said[0])} -> {_quoted(said[1])}"


def _quoted(value: Any) -> str:
    return "(nothing)" if value in (None, "", ()) else _said(value)


def _all(terms: Iterable[Any]) -> str:
    return ", ".join(map(_said, terms))


def _said(value: Any) -> str:
    """A value as an author writes it: fields that have their default are left out."""
    if isinstance(value, tuple):
        return f"[{_all(value)}]"
    if not is_dataclass(value):
        return str(value)
    first, *others = (each for each in fields(value) if each.name not in _PLACES)
    stated = [
        f"{each.name} {getattr(value, each.name)}" for each in others if getattr(value, each.name) != each.default
    ]
    return str(getattr(value, first.name)) + (f" ({', '.join(stated)})" if stated else "")


def _lexicon_terms(old: Codebook, new: Codebook) -> set[str]:
    """Terms that a lexicon gained or lost."""
    found: set[str] = set()
    for name in {*old.lexicons, *new.lexicons}:
        before, after = (set(map(_said, _terms(book.lexicons.get(name, ())))) for book in (old, new))
        found |= before ^ after
    return found


def _terms(value: Any) -> tuple[Term, ...]:
    return value if isinstance(value, tuple) else tuple(getattr(value, "terms", ()))


def _only_lexicons(old: Rule, new: Rule, shared: set[str]) -> bool:
    """True when a rule differs only by what its lexicons gained or lost: the lexicon's change says it already."""
    before, after = dict(_parts(old)), dict(_parts(new))
    if before.keys() != after.keys():
        return False
    for name in before:
        if _difference(name, before[name], after[name]):
            if not isinstance(before[name], tuple):
                return False
            if not set(map(_said, before[name])) ^ set(map(_said, after[name])) <= shared:
                return False
    return True
