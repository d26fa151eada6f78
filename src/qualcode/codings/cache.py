"""Kept codings: what a codebook's rules found, on the disk, each code's in a file named for all it was made from."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from hashlib import sha256

from qualcode.codings.schema import Codings, CodingsByCode, StoredCodings, as_codings
from qualcode.corpus.speakers import OpenCorpus
from qualcode.languages import current
from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.model.finding import Finding, study_error
from qualcode.store import columnstore
from qualcode.store.hashing import fingerprint
from qualcode.store.study import OpenStudy

_PLACE = {"line", "column", "file"}
"""Where something stands in its file changes no coding."""
_TERM = tuple(each.name for each in fields(Term) if each.name not in _PLACE)
_RULE = tuple(each.name for each in fields(Rule) if each.name not in {*_PLACE, "lists", "unless"})


def code_keys(codebook: Codebook) -> list[str]:
    """What the codings of each code depend on, beside the text and who speaks; empty: they are always made anew.

    A regular expression or token pattern may be given up for want of time, which is told each time.
    """
    lists: dict[int, tuple[object, ...]] = {}  # a lexicon shared by many rules is read once
    return [_code_key(code, lists) for code in codebook.codes]


def _code_key(code: Code, lists: dict[int, tuple[object, ...]]) -> str:
    if any(not term.is_words for rule in code.rules for terms in (*rule.lists, rule.unless) for term in terms):
        return ""
    stated: list[object] = [code.code, code.retired]
    for rule in code.rules:
        stated += [getattr(rule, name) for name in _RULE]
        for terms in (*rule.lists, rule.unless):
            if id(terms) not in lists:
                lists[id(terms)] = tuple(tuple(getattr(term, name) for name in _TERM) for term in terms)
            stated.append(lists[id(terms)])
    return sha256(repr(stated).encode()).hexdigest()


@dataclass(frozen=True)
class Earlier:
    """What lies on the disk of a codebook's codings."""

    made_from: Sequence[str]
    """What its codings would be made from now."""
    kept: columnstore.StoredColumns
    """What earlier states of it left."""
    names: Sequence[str]
    """Name of the file of each code; empty for a code that is always made anew."""
    codes: Sequence[StoredCodings | None]
    """The codings of each code, where they are there and whole."""
    current: CodingsByCode | None = None
    """All its codings, where nothing of what they depend on changed."""


def earlier_rules(study: OpenStudy, corpus: OpenCorpus, codebook: Codebook) -> Earlier:
    """What earlier states of a codebook made of the same text and roles, as far as it can be used again."""
    kept, made = (
        columnstore.open_columnstore(study.layout.codings(study.name, codebook.codebook)),
        made_from(corpus, codebook),
    )
    current = _current(kept, made)
    if current:
        return Earlier(made, kept, kept.said["codes"], current.codes, current)
    names = [_name([*made[:-1], key]) if key else "" for key in code_keys(codebook)]
    return Earlier(made, kept, names, [kept.read(name) for name in names])


def _current(kept: columnstore.StoredColumns, made: Sequence[str]) -> CodingsByCode | None:
    """The codings of all codes, where they are there and whole and were made from just this."""
    if list(kept.said.get("made_from", ())) != list(made):
        return None
    codes = [code for code in map(kept.read, kept.said["codes"]) if code is not None]
    findings = tuple(Finding(**json.loads(each)) for each in kept.said["findings"])
    return CodingsByCode(codes, findings) if len(codes) == len(kept.said["codes"]) else None


def made_from(corpus: OpenCorpus, codebook: Codebook) -> list[str]:
    """What codings depend on: index, roles, qualcode, word lists and codebook; other values make them stale."""
    roles = sha256()
    for number in range(len(corpus.indexed.pieces)):
        roles.update(corpus.make.roles(number).tobytes())
    return [corpus.indexed.key, roles.hexdigest(), fingerprint(), current().key, codebook.sha256]


def save_rules(earlier: Earlier, found: CodingsByCode) -> None:
    """Write the codings of a codebook's rules; files that are there and whole are not written again."""
    if found is earlier.current:
        columnstore.clear(earlier.kept)
        return
    stay, fresh, names = {}, {}, []
    for name, before, code in zip(earlier.names, earlier.codes, found.codes, strict=True):
        names.append(name or _named_for(code))
        if before is not None:
            stay[name] = earlier.kept.bundles[name]
        else:
            fresh[names[-1]] = code
    findings = [json.dumps(asdict(each)) for each in found.findings]
    said = {"made_from": earlier.made_from, "codes": names, "findings": findings}
    columnstore.save_columnstore(earlier.kept.folder, said, fresh, stay)


def _named_for(code: StoredCodings) -> str:
    """Name of the file of codings that the rules alone do not decide: it is that of its content."""
    content = sha256()
    for name, values in sorted(code.items()):
        content.update(f"{name} {values.dtype.str} {len(values)}\n".encode())
        content.update(values)
    return _name([content.hexdigest()])


def _name(parts: Sequence[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def load_rules(study: OpenStudy, corpus: OpenCorpus, codebook: Codebook) -> CodingsByCode:
    """The codings of a codebook's rules.

    Raises:
        StudyError: it has not coded this corpus yet, or transcripts, roles or codebook changed since.
    """
    kept = columnstore.open_columnstore(study.layout.codings(study.name, codebook.codebook))
    found = _current(kept, made_from(corpus, codebook))
    if found is not None:  # no codings at all are codings, too
        return found
    hint = f"run `qualcode code --codebook {codebook.file}`"
    if (folder := study.layout.codings(study.name, codebook.codebook)).exists():
        why = _changed(columnstore.open_columnstore(folder).said.get("made_from", ()), made_from(corpus, codebook))
        raise study_error("stale-codings", f"the codings of codebook `{codebook.codebook}` {why}", hint)
    raise study_error("not-coded", f"codebook `{codebook.codebook}` has not coded corpus `{study.name}`", hint)


_PARTS = (
    "the transcripts or their attributes (`ingest --meta`)",
    "the roles of speakers",
    "qualcode itself",
    "the word lists of the study",
    "its file",
)
"""What the parts of `made_from` are called."""


def _changed(before: Sequence[str], now: Sequence[str]) -> str:
    """What codings depend on that is another than when they were made."""
    if len(before) != len(now):
        return "are damaged"
    changed = [name for name, old, new in zip(_PARTS, before, now, strict=True) if old != new]
    if _PARTS[3] in changed:
        changed.remove(_PARTS[0])  # word lists change the index, too
    return f"were made before {' and '.join(changed)} changed" if changed else "are damaged"


def current_rules(study: OpenStudy, corpus: OpenCorpus, codebook: Codebook) -> Codings | None:
    """The kept codings of a codebook's rules; None when there are none, or something that they depend on changed."""
    kept = columnstore.open_columnstore(study.layout.codings(study.name, codebook.codebook))
    current = _current(kept, made_from(corpus, codebook))
    return None if current is None else as_codings(current, corpus, codebook)
