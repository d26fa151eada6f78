"""Samples in the study: which units were drawn with which chance, and who has looked at which of them.

A sample is precious: without the chances of its units, what a person coded says nothing about the corpus. So it lies
beside the transcripts, not among what can be rebuilt; it holds places only, no words.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from qualcode.model import Finding
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.study import Opened
from qualcode.store.append import append, read_lines
from qualcode.store.atomic import write_bytes

FORMAT = 1
"""Newest format of these files."""


@dataclass(frozen=True)
class SampleUnit:
    """One unit of a sample."""

    id: str
    """What the sheet calls it: `NAME-001`."""
    transcript: str
    """Transcript."""
    turn: int
    """Number of the turn."""
    segment: int | None
    """Number of the segment when the sample was drawn; None: the whole turn."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after the unit in the turn's text."""
    turn_sha256: str
    """Hash of the turn's text when the sample was drawn."""
    codes: tuple[str, ...]
    """Codes of the rules: its strata."""
    chance: float
    """Chance with which it was drawn."""


@dataclass(frozen=True)
class Sample:
    """A sample as it was drawn."""

    sample: str
    """Name."""
    unit: str
    """`turn` or `segment`."""
    seed: int
    """Seed of the draw."""
    split: str
    """Value of the attribute `split` whose transcripts were drawn from; empty: all transcripts."""
    codebook: str
    """Codebook whose rules made the strata."""
    codebook_sha256: str
    """Hash of its file."""
    strata: Mapping[str, tuple[int, int]]
    """Code (empty: units without any) -> units there, units drawn."""
    units: tuple[SampleUnit, ...]
    """In the order of the sheet."""


def keep_sample(opened: Opened, sample: Sample) -> None:
    """Write a sample; one of the same name must be the same sample.

    Raises:
        StepError: another sample has this name.
    """
    file = opened.layout.sample(opened.name, sample.sample)
    if file.exists() and file.read_bytes() != _bytes(sample):
        where = opened.layout.relative(file)
        raise refuse("sample-exists", f"another sample is named `{sample.sample}`", "choose a --name", where)
    write_sample(opened, sample)


def write_sample(opened: Opened, sample: Sample) -> None:
    """Write a sample whose units have new places, or a new one."""
    write_bytes(opened.layout.sample(opened.name, sample.sample), _bytes(sample))


def _bytes(sample: Sample) -> bytes:
    header = {"format": FORMAT, **{name: value for name, value in asdict(sample).items() if name != "units"}}
    lines = [header, *(asdict(unit) for unit in sample.units)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def read_sample(opened: Opened, name: str) -> Sample:
    """A sample of the corpus.

    Raises:
        StepError: its file is damaged or was written by a newer qualcode.
    """
    file = opened.layout.sample(opened.name, name)
    where = opened.layout.relative(file)
    lines, findings = read_lines(file, where)
    if findings or not lines:
        raise StepError(*findings, Finding("error", "bad-sample", "this sample is not whole", where))
    header = lines[0][1]
    if header.get("format") != FORMAT:
        hint = "update qualcode"
        raise refuse("newer-format", f"this sample has a format other than {FORMAT}", hint, where)
    try:
        return _sample(header, [line for _, line in lines[1:]])
    except (KeyError, TypeError, ValueError) as error:
        raise refuse("bad-sample", "this sample cannot be read", "put its file back", where) from error


def read_samples(opened: Opened) -> list[Sample]:
    """All samples of the corpus by name."""
    return [read_sample(opened, name) for name in opened.layout.sample_names(opened.name)]


def note_looked_at(opened: Opened, sample: str, coder: str, ids: Sequence[str], time: str) -> None:
    """Note which units a coder has looked at, with and without a code; those known already are not noted again."""
    new = sorted(set(ids) - looked_at(opened, sample, coder))
    if new:
        append(opened.layout.looked_at(opened.name, sample), {"coder": coder, "time": time, "units": new})


def looked_at(opened: Opened, sample: str, coder: str) -> set[str]:
    """Ids of the units that a coder has looked at."""
    lines, _ = read_lines(opened.layout.looked_at(opened.name, sample))
    return {str(unit) for _, line in lines if line.get("coder") == coder for unit in line.get("units", ())}


def looks(opened: Opened, sample: str) -> dict[str, set[str]]:
    """Id of each unit that was looked at -> who looked at it."""
    seen: dict[str, set[str]] = {}
    for _, line in read_lines(opened.layout.looked_at(opened.name, sample))[0]:
        for unit in line.get("units", ()):
            seen.setdefault(str(unit), set()).add(str(line.get("coder")))
    return seen


def torn_looks(opened: Opened, sample: str) -> list[Finding]:
    """Lines that say which units were looked at and are not whole: their units count as not looked at."""
    file = opened.layout.looked_at(opened.name, sample)
    return read_lines(file, opened.layout.relative(file))[1]


def _sample(header: Mapping[str, Any], units: Iterable[Mapping[str, Any]]) -> Sample:
    return Sample(
        sample=str(header["sample"]),
        unit=str(header["unit"]),
        seed=int(header["seed"]),
        split=str(header["split"]),
        codebook=str(header["codebook"]),
        codebook_sha256=str(header["codebook_sha256"]),
        strata={str(code): (int(there), int(drawn)) for code, (there, drawn) in header["strata"].items()},
        units=tuple(SampleUnit(**{**unit, "codes": tuple(unit["codes"])}) for unit in units),
    )
