"""Caches: codings that rules made, one file for each code, and codebooks as they were last understood.

Each is kept with the hashes of everything that it was made from, and made anew when any of that changes.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from typing import Any, cast

import msgspec
import numpy as np

from qualcode.codings.schema import Codings, CodingsByCode, StoredCodings, as_codings
from qualcode.corpus.speakers import OpenCorpus
from qualcode.languages import current
from qualcode.languages.catalogue import N_
from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.model.finding import Finding, StoreError, study_error
from qualcode.store import arrays, columnstore
from qualcode.store.doors import read_through
from qualcode.store.hashing import fingerprint, sha256_bytes
from qualcode.store.study import OpenStudy

_PLACE = {"line", "column", "file"}
"""Fields for places in the file, which change no coding."""
_TERM = tuple(each.name for each in fields(Term) if each.name not in _PLACE)
_RULE = tuple(each.name for each in fields(Rule) if each.name not in {*_PLACE, "lists", "unless"})


def code_keys(codebook: Codebook) -> list[str]:
    """A hash of what the codings of each code depend on, besides texts and roles; empty: they are always made anew.

    A search for a regular expression or token pattern may be given up, which must be reported each time.
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
    """What is cached of a codebook's codings."""

    made_from: Sequence[str]
    """Hashes of what its codings depend on now."""
    kept: columnstore.StoredColumns
    """The columns that earlier runs stored."""
    names: Sequence[str]
    """Name of the file of each code; empty for a code that is always made anew."""
    codes: Sequence[StoredCodings | None]
    """The codings of each code, if they are stored and intact."""
    current: CodingsByCode | None = None
    """All its codings, if nothing that they depend on has changed."""


def earlier_rules(study: OpenStudy, corpus: OpenCorpus, codebook: Codebook) -> Earlier:
    """Codings that earlier states of a codebook made of the same texts and roles and that are still valid."""
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
    """The codings of all codes, if they are stored, intact, and made from exactly this."""
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
    """Store the codings of a codebook's rules; intact files are not written again."""
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
    """Name, by content, of a file with codings that do not depend on the rules alone."""
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
    N_("qualcode itself"),
    "the word lists of the study",
    "its file",
)
"""The parts of `made_from` in words."""


def _changed(before: Sequence[str], now: Sequence[str]) -> str:
    """What has changed since codings were made."""
    if len(before) != len(now):
        return "are damaged"
    changed = [name for name, old, new in zip(_PARTS, before, now, strict=True) if old != new]
    if _PARTS[3] in changed:
        changed.remove(_PARTS[0])  # word lists change the index, too
    return f"were made before {' and '.join(changed)} changed" if changed else "are damaged"


def current_rules(study: OpenStudy, corpus: OpenCorpus, codebook: Codebook) -> Codings | None:
    """The cached codings of a codebook's rules; None if there are none, or if anything that they depend on changed."""
    kept = columnstore.open_columnstore(study.layout.codings(study.name, codebook.codebook))
    current = _current(kept, made_from(corpus, codebook))
    return None if current is None else as_codings(current, corpus, codebook)


ReadCodebook = tuple[Codebook | None, tuple[Finding, ...]]
"""A codebook, or None if it has errors, and findings about it."""


def understand_codebook(study: OpenStudy, name: str, data: bytes) -> ReadCodebook:
    """The codebook in a file with the bytes `data`, and everything that is wrong with it.

    The result is cached with hashes of everything that it was made from, unless it has errors.
    """
    made_from = [fingerprint(), current().key, name, sha256_bytes(data)]
    folder = study.layout.understood(name)
    kept = arrays.load_arrays(folder)
    if kept and list(kept["made_from"]) == made_from and _are_as_before(study, kept):
        return _understood(kept["understood"])
    from qualcode.codebook.load import load_codebook  # what reads YAML takes longer to import than this to decode

    included: dict[str, str] = {}

    def read(file: str) -> bytes | None:
        found = read_included(study, file)
        included[file] = _hash(found)
        return found

    codebook, findings = load_codebook(name, data, read)
    if codebook and study.layout.corpus(study.name).is_dir():  # a folder that is no study stays as it is
        columns = {"made_from": made_from, "included": list(included), "hashes": list(included.values())}
        _keep(study, name, columns, (codebook, findings))
    return codebook, findings


def read_included(study: OpenStudy, name: str) -> bytes | None:
    """Bytes of a file that a codebook includes, named as its findings name it; None if there is no such file."""
    path = study.layout.root / name
    return read_through("settings", path) if path.is_file() else None


def _hash(data: bytes | None) -> str:
    return "" if data is None else sha256_bytes(data)


def _are_as_before(study: OpenStudy, kept: Any) -> bool:
    """Whether the files that the codebook includes are unchanged, and missing files still missing."""
    included = zip(kept["included"], kept["hashes"], strict=True)
    return all(_hash(read_included(study, file)) == before for file, before in included)


def _keep(study: OpenStudy, name: str, columns: Mapping[str, Sequence[str]], read: ReadCodebook) -> None:
    """Cache a codebook, unless settings of a plug-in's rules would not be restored exactly."""
    codebook, _ = read
    with suppress(TypeError, msgspec.MsgspecError):
        settings = [(rule.kind, rule.own) for code in codebook.codes for rule in code.rules] if codebook else []
        if all(_settings(kind, msgspec.to_builtins(own)) == own for kind, own in settings):
            understood = np.frombuffer(msgspec.msgpack.encode(read), np.uint8)
            with suppress(StoreError):  # without write access it is simply not kept
                arrays.save_arrays(study.layout.understood(name), {**columns, "understood": understood})


def _understood(data: Any) -> ReadCodebook:
    codebook, findings = msgspec.msgpack.decode(data.data, type=tuple[Codebook, tuple[Finding, ...]])
    return replace(codebook, codes=tuple(map(_with_settings, codebook.codes))), findings


def _with_settings(code: Code) -> Code:
    """A code with the settings of its rules as instances of their classes."""
    return replace(code, rules=tuple(replace(rule, own=_settings(rule.kind, rule.own)) for rule in code.rules))


def _settings(kind: str, own: Any) -> Any:
    """The settings of a rule, made from plain values."""
    if own is None:
        return None
    from qualcode.rules.kinds import RULE_KINDS

    return msgspec.convert(own, cast("type[Any]", RULE_KINDS[kind].own))
