"""Changes: what differs between two codebooks, as an author would say it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from qualcode.codings.schema import Codings
from qualcode.model.codebook import Code, Codebook, Rule, Term

_PLACES = frozenset({"line", "column", "file", "files", "sha256", "codes", "lexicons"})
"""Fields that say where something stands, and those that are compared one by one."""


@dataclass(frozen=True)
class RuleChange:
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


def changes(old: Codebook, new: Codebook) -> tuple[RuleChange, ...]:
    """Everything that differs: codebook, lexicons, codes, rules; names are compared, not places in the file."""
    about = _details(old, new)
    found = [RuleChange("codebook", "changed", new.codebook, details=about)] if about else []
    found += _changes_by_name("lexicon", dict(old.lexicons), dict(new.lexicons))
    found += _changes_by_name("code", _codes(old), _codes(new), skip=("rules",))
    shared = _lexicon_terms(old, new)
    rules_old, rules_new = _rules(old), _rules(new)
    for change in _changes_by_name(
        "rule", {n: r for n, (_, r) in rules_old.items()}, {n: r for n, (_, r) in rules_new.items()}
    ):
        code = (rules_new.get(change.name) or rules_old[change.name])[0]
        own = change.how != "changed" or not _only_lexicons(
            rules_old[change.name][1], rules_new[change.name][1], shared
        )
        moved = change.name in rules_old and change.name in rules_new and rules_old[change.name][0] != code
        if own or moved:
            found.append(RuleChange("rule", change.how, change.name, code, change.details))
    return tuple(found)


def rule_as_written(rule: Rule) -> tuple[tuple[str, str], ...]:
    """What a rule says, apart from its name and its place: equal for two rules that say the same."""
    return tuple((name, _said(part)) for name, part in _parts(rule) if name != "rule")


def _codes(codebook: Codebook) -> dict[str, Code]:
    return {code.code: code for code in codebook.codes}


def _rules(codebook: Codebook) -> dict[str, tuple[str, Rule]]:
    return {rule.rule: (code.code, rule) for code in codebook.codes for rule in code.rules}


def _changes_by_name(
    what: str, old: Mapping[str, Any], new: Mapping[str, Any], skip: Iterable[str] = ()
) -> list[RuleChange]:
    """Added, removed and changed things by name: those of the new codebook in its order, then those that are gone."""
    found = []
    for name, value in new.items():
        if name not in old:
            found.append(RuleChange(what, "added", name, details=_whole(value)))
        else:
            details = _details(old[name], value, skip)
            if details:
                found.append(RuleChange(what, "changed", name, details=details))
    return found + [RuleChange(what, "removed", name) for name in old if name not in new]


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
    """Fields of a record by name; each list of a rule, and each setting of its kind, is a part of its own."""
    for each in fields(value):
        content = getattr(value, each.name)
        if isinstance(value, Rule) and each.name == "lists":
            single = len(content) == 1
            yield from ((("terms" if single else f"list {at}"), terms) for at, terms in enumerate(content, start=1))
        elif isinstance(value, Rule) and each.name == "own" and is_dataclass(content):
            yield from _parts(content)
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


@dataclass(frozen=True)
class Renamed:
    """A code that has another name."""

    old: str
    """Its name in the old codebook."""
    new: str
    """Its name in the new codebook."""
    because: tuple[str, ...]
    """What stayed the same: `3 of 3 rules`, `label`, `definition`."""


def renames(old: Codebook, new: Codebook) -> tuple[Renamed, ...]:
    """Codes that are gone, each with the one new code that says the same; ambiguous matches are left out.

    Most rules must be the same, or the definition; a label is enough where neither code has rules.
    """
    before, after = ({code.code: code for code in book.codes} for book in (old, new))
    gone = [code for name, code in before.items() if name not in after]
    come = [code for name, code in after.items() if name not in before]
    alike = {(one.code, other.code): _alike(one, other) for one in gone for other in come}
    found = {pair: said for pair, said in alike.items() if said}
    best = [(one, other) for one, other in found if _alone(found, one, other)]
    return tuple(Renamed(one, other, found[one, other]) for one, other in best)


def under_new_names(book: Codebook, renamed: Sequence[Renamed]) -> Codebook:
    """The old codebook as if its codes always had their new names."""
    names = {each.old: each.new for each in renamed}
    return replace(book, codes=tuple(_renamed_code(code, names) for code in book.codes)) if names else book


def codings_under_new_names(codings: Codings, book: Codebook, renamed: Sequence[Renamed]) -> Codings:
    """What the old `book` finds, under the new names."""
    if not renamed:
        return codings
    codes = dict(zip((code.code for code in book.codes), under_new_names(book, renamed).codes, strict=True))
    pairs = [
        (rule.rule, then.rule)
        for code in book.codes
        for rule, then in zip(code.rules, codes[code.code].rules, strict=True)
    ]
    rules = dict(pairs)
    source = replace(
        codings.source,
        codes=tuple(codes[code.code] for code in codings.codes),
        rule_names=[rules.get(name, name) for name in codings.source.rule_names],
    )
    return replace(codings, source=source)


def _alike(one: Code, other: Code) -> tuple[str, ...]:
    """What two codes have in common, where that is enough to take them for one."""
    rules = [Counter(map(rule_as_written, code.rules)) for code in (one, other)]
    shared, most = (rules[0] & rules[1]).total(), max(rules[0].total(), rules[1].total())
    same = [
        name for name in ("label", "definition") if getattr(one, name) and getattr(one, name) == getattr(other, name)
    ]
    enough = 2 * shared > most or "definition" in same or ("label" in same and not most)
    return (*([f"{shared} of {most} rules"] if shared else []), *same) if enough else ()


def _alone(found: dict[tuple[str, str], tuple[str, ...]], one: str, other: str) -> bool:
    """Whether no other code is as much like either of two; what stayed the same is compared by its number."""
    rivals = [said for pair, said in found.items() if pair != (one, other) and (pair[0] == one or pair[1] == other)]
    return all(len(said) < len(found[one, other]) for said in rivals)


def _renamed_code(code: Code, names: dict[str, str]) -> Code:
    """A code under the new names, with its own rules and those above it and after it."""
    name = names.get(code.code, code.code)
    return replace(
        code,
        code=name,
        parent=names.get(code.parent, code.parent),
        replaced_by=names.get(code.replaced_by, code.replaced_by),
        rules=tuple(_rule(rule, code.code, name) for rule in code.rules),
    )


def _rule(rule: Rule, old: str, new: str) -> Rule:
    """A rule without a name of its own is called after its code: `network`, `network-2`."""
    return replace(rule, rule=re.sub(rf"^{re.escape(old)}(?=(-\d+)?$)", new, rule.rule))
