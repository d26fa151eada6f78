"""Codebooks as they were last understood: a file that did not change is not read as YAML again."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

import msgspec
import numpy as np

from qualcode.languages import current
from qualcode.model.codebook import Code, Codebook
from qualcode.model.finding import Finding, StoreError
from qualcode.store import arrays
from qualcode.store.doors import read_through
from qualcode.store.hashing import fingerprint, sha256_bytes
from qualcode.store.study import OpenStudy

ReadCodebook = tuple[Codebook | None, tuple[Finding, ...]]
"""A codebook, None where it has errors, and what is to be said about it."""


def understand_codebook(study: OpenStudy, name: str, data: bytes) -> ReadCodebook:
    """The codebook in a file of which `data` are the bytes, and everything that is wrong with it.

    What was understood is kept, with the hashes of all that it was made from; a codebook with errors is not.
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
    """Bytes of a file that a codebook includes, named as its findings name it; None where there is no such file."""
    path = study.layout.root / name
    return read_through("settings", path) if path.is_file() else None


def _hash(data: bytes | None) -> str:
    return "" if data is None else sha256_bytes(data)


def _are_as_before(study: OpenStudy, kept: Any) -> bool:
    """Whether the files that the codebook includes are as they were, and those that were missing still are."""
    included = zip(kept["included"], kept["hashes"], strict=True)
    return all(_hash(read_included(study, file)) == before for file, before in included)


def _keep(study: OpenStudy, name: str, columns: Mapping[str, Sequence[str]], read: ReadCodebook) -> None:
    """Write what was understood; not where a plug-in's rules have settings that would not come back the same."""
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
    """A code whose rules have the settings of their kinds as these define them."""
    return replace(code, rules=tuple(replace(rule, own=_settings(rule.kind, rule.own)) for rule in code.rules))


def _settings(kind: str, own: Any) -> Any:
    """The settings of a rule out of plain values."""
    if own is None:
        return None
    from qualcode.rules.kinds import RULE_KINDS

    return msgspec.convert(own, cast("type[Any]", RULE_KINDS[kind].own))
