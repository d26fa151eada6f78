"""Kept codings: what a codebook's rules found, on the disk, each code's in a file named for all it was made from."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

import numpy as np

from qualcode.model import Codebook, Finding
from qualcode.steps.errors import refuse
from qualcode.steps.frame import Framed
from qualcode.steps.grouped import Grouped, OfCode, as_codings
from qualcode.steps.reuse import code_keys
from qualcode.steps.study import Opened
from qualcode.store import bundles
from qualcode.store.fingerprint import fingerprint
from qualcode.tables import Codings


@dataclass(frozen=True)
class Earlier:
    """What lies on the disk of a codebook's codings."""

    made_from: Sequence[str]
    """What its codings would be made from now."""
    kept: bundles.Kept
    """What earlier states of it left."""
    names: Sequence[str]
    """Name of the file of each code; empty for a code that is always made anew."""
    codes: Sequence[OfCode | None]
    """The codings of each code, where they are there and whole."""
    current: Grouped | None = None
    """All its codings, where nothing of what they depend on changed."""


def earlier_rules(opened: Opened, framed: Framed, codebook: Codebook) -> Earlier:
    """What earlier states of a codebook made of the same text and roles, as far as it can be used again."""
    kept, made = bundles.load(opened.layout.codings(opened.name, codebook.codebook)), made_from(framed, codebook)
    current = _current(kept, made)
    if current:
        return Earlier(made, kept, kept.said["codes"], current.codes, current)
    names = [_name([*made[:-1], key]) if key else "" for key in code_keys(codebook)]
    return Earlier(made, kept, names, [kept.read(name) for name in names])


def _current(kept: bundles.Kept, made: Sequence[str]) -> Grouped | None:
    """The codings of all codes, where they are there and whole and were made from just this."""
    if list(kept.said.get("made_from", ())) != list(made):
        return None
    codes = [code for code in map(kept.read, kept.said["codes"]) if code is not None]
    findings = tuple(Finding(**json.loads(each)) for each in kept.said["findings"])
    return Grouped(codes, findings) if len(codes) == len(kept.said["codes"]) else None


def made_from(framed: Framed, codebook: Codebook) -> list[str]:
    """What codings depend on: index, roles, qualcode and codebook; other values make them stale."""
    roles = framed.frame.turn_role.astype(np.int8, copy=False).tobytes()
    return [framed.indexed.key, sha256(roles).hexdigest(), fingerprint(), codebook.sha256]


def save_rules(earlier: Earlier, found: Grouped) -> None:
    """Write the codings of a codebook's rules; files that are there and whole are not written again."""
    if found is earlier.current:
        bundles.clear(earlier.kept)
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
    bundles.save(earlier.kept.folder, said, fresh, stay)


def _named_for(code: OfCode) -> str:
    """Name of the file of codings that the rules alone do not decide: it is that of its content."""
    content = sha256()
    for name, values in sorted(code.items()):
        content.update(f"{name} {values.dtype.str} {len(values)}\n".encode())
        content.update(values)
    return _name([content.hexdigest()])


def _name(parts: Sequence[str]) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def load_rules(opened: Opened, framed: Framed, codebook: Codebook) -> Codings:
    """The codings of a codebook's rules.

    Raises:
        StepError: it has not coded this corpus yet, or transcripts, roles or codebook changed since.
    """
    found = current_rules(opened, framed, codebook)
    if found:
        return found
    hint = f"run `qualcode code --codebook {codebook.file}`"
    if (folder := opened.layout.codings(opened.name, codebook.codebook)).exists():
        why = _changed(bundles.load(folder).said.get("made_from", ()), made_from(framed, codebook))
        raise refuse("stale-codings", f"the codings of codebook `{codebook.codebook}` {why}", hint)
    raise refuse("not-coded", f"codebook `{codebook.codebook}` has not coded corpus `{opened.name}`", hint)


_PARTS = (
    "the transcripts or their attributes (`ingest --meta`)",
    "the roles of speakers",
    "qualcode itself",
    "its file",
)
"""What the parts of `made_from` are called."""


def _changed(before: Sequence[str], now: Sequence[str]) -> str:
    """What codings depend on that is another than when they were made."""
    if len(before) != len(now):
        return "are damaged"
    changed = [name for name, old, new in zip(_PARTS, before, now, strict=True) if old != new]
    return f"were made before {' and '.join(changed)} changed" if changed else "are damaged"


def current_rules(opened: Opened, framed: Framed, codebook: Codebook) -> Codings | None:
    """The kept codings of a codebook's rules; None when there are none, or something that they depend on changed."""
    kept = bundles.load(opened.layout.codings(opened.name, codebook.codebook))
    current = _current(kept, made_from(framed, codebook))
    return None if current is None else as_codings(current, framed, codebook)
