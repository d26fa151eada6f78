"""The research object: `out/` described as an RO-Crate, with what its files were made from and with."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from qualcode.export import methods_en, methods_id
from qualcode.export.crate import FILE, Crate, Part, crate
from qualcode.model import Finding
from qualcode.steps.coded import open_layer
from qualcode.steps.errors import refuse
from qualcode.steps.export_options import PACKAGE, ExportOptions
from qualcode.steps.facts import facts
from qualcode.steps.methods import page_language
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes
from qualcode.store.hashing import sha256_bytes, sha256_file

RECORD = "run.json"
"""File that records the last run: the only one with a clock in it."""
DESCRIBE = {"id": methods_id.material, "en": methods_en.material}


def make_crate(opened: Opened, wanted: ExportOptions) -> tuple[bytes, tuple[Finding, ...]]:
    """The description of every file in `out/`.

    Raises:
        StepError: nothing was coded, or the description would lie in another folder than what it describes.
    """
    out = opened.layout.out
    if wanted.output not in ("", "-") and Path(wanted.output).resolve() != (out / FILE).resolve():
        raise refuse("bad-option", f"a crate describes the folder it lies in, as {FILE}", "leave -o out, or write -o -")
    lang = page_language(opened, wanted)
    layer = open_layer(opened, wanted.coder, wanted.codebook)
    found = facts(opened, layer)
    lock = opened.layout.lock_file
    made = Crate(
        facts=found,
        description=DESCRIBE[lang](found.material).replace("`", ""),
        lang=lang,
        parts=list(_parts(out)),
        licence=opened.corpus.licence,
        time=_time(out / RECORD),
        lock_sha256=sha256_file(lock) if lock.is_file() else "",
    )
    return crate(made), (*layer.findings, *_wanting(made))


def _parts(out: Path) -> Iterator[Part]:
    """Every file of the folder but the description itself and what begins with a dot."""
    titles = _titles(out / PACKAGE)
    for path in sorted(out.rglob("*")) if out.is_dir() else ():
        name = path.relative_to(out).as_posix()
        if path.is_file() and name != FILE and not any(part.startswith(".") for part in name.split("/")):
            data = read_bytes(path)
            yield Part(name, len(data), sha256_bytes(data), titles.get(name, ""))


def _titles(package: Path) -> Mapping[str, str]:
    """Titles of the csv files, as their description says."""
    try:
        resources = json.loads(read_bytes(package))["resources"] if package.is_file() else []
        return {str(each["path"]): str(each.get("title", "")) for each in resources}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # somebody else's


def _time(record: Path) -> str:
    """When the results were made, as the record of the run says."""
    try:
        return str(json.loads(read_bytes(record))["time"]) if record.is_file() else ""
    except (ValueError, KeyError, TypeError):
        return ""


def _wanting(made: Crate) -> Iterator[Finding]:
    """What the standard asks for and the study does not say."""
    if not made.parts:
        yield Finding("warning", "empty-crate", "there are no files in out/", hint="run `qualcode run` first")
    if not made.time:
        message = "no run is recorded, so the crate has no date, which RO-Crate asks for"
        yield Finding("warning", "no-date", message, hint="run `qualcode run` first")
    if not made.licence:
        message = "the corpus states no licence, which RO-Crate asks for"
        yield Finding("warning", "no-licence", message, hint="write `licence: ...` in corpus.yaml")
