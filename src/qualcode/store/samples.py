"""Samples in the study: which units were drawn with which chance, and who has looked at which of them.

A sample is precious: without the chances of its units, what a person coded says nothing about the corpus. So it lies
beside the transcripts, not among what can be rebuilt; it holds places only, no words.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import msgspec

from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.store.append import append, read_lines
from qualcode.store.atomic import write_bytes
from qualcode.store.study import OpenStudy

SAMPLE_FORMAT = 2
"""Newest format of these files; 1: the units were drawn, 2: they were proposed."""


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
    """Chance with which it was drawn; 0: it was proposed."""


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
    how: Literal["drawn", "proposed"] = "drawn"
    """`proposed`: a model chose the units, so that they say nothing about the whole, and no chance is known."""


def keep_sample(study: OpenStudy, sample: Sample) -> None:
    """Write a sample; one of the same name must be the same sample.

    Raises:
        StudyError: another sample has this name.
    """
    file = study.layout.sample(study.name, sample.sample)
    if file.exists() and file.read_bytes() != _bytes(sample):
        where = study.layout.relative(file)
        raise study_error("sample-exists", f"another sample is named `{sample.sample}`", "choose a --name", where)
    write_sample(study, sample)


def write_sample(study: OpenStudy, sample: Sample) -> None:
    """Write a sample whose units have new places, or a new one."""
    write_bytes(study.layout.sample(study.name, sample.sample), _bytes(sample))


def _bytes(sample: Sample) -> bytes:
    proposed = sample.how == "proposed"
    header = {"format": 2 if proposed else 1, **asdict(sample)}
    header = {name: value for name, value in header.items() if name != "units" and (proposed or name != "how")}
    lines = [header, *(asdict(unit) for unit in sample.units)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def read_sample(study: OpenStudy, name: str) -> Sample:
    """A sample of the corpus.

    Raises:
        StudyError: its file is damaged or was written by a newer qualcode.
    """
    file = study.layout.sample(study.name, name)
    where = study.layout.relative(file)
    lines, findings = read_lines(file, where)
    if findings or not lines:
        raise StudyError(*findings, Finding("error", "bad-sample", "this sample is not whole", where))
    header = lines[0][1]
    if header.get("format") not in range(1, SAMPLE_FORMAT + 1):
        hint = "update qualcode"
        raise study_error("newer-format", f"this sample has a format other than 1 to {SAMPLE_FORMAT}", hint, where)
    try:
        return msgspec.convert({**header, "units": [line for _, line in lines[1:]]}, Sample)
    except msgspec.ValidationError as error:
        raise study_error("bad-sample", "this sample cannot be read", "put its file back", where) from error


def read_samples(study: OpenStudy) -> list[Sample]:
    """All samples of the corpus by name."""
    return [read_sample(study, name) for name in study.layout.sample_names(study.name)]


def note_looked_at(study: OpenStudy, sample: str, coder: str, ids: Sequence[str], time: str) -> None:
    """Note which units a coder has looked at, with and without a code; those known already are not noted again."""
    new = sorted(set(ids) - looked_at(study, sample, coder))
    if new:
        append(study.layout.looked_at(study.name, sample), {"coder": coder, "time": time, "units": new})


def looked_at(study: OpenStudy, sample: str, coder: str) -> set[str]:
    """Ids of the units that a coder has looked at."""
    lines, _ = read_lines(study.layout.looked_at(study.name, sample))
    return {str(unit) for _, line in lines if line.get("coder") == coder for unit in line.get("units", ())}


def looks(study: OpenStudy, sample: str) -> dict[str, set[str]]:
    """Id of each unit that was looked at -> who looked at it."""
    seen: dict[str, set[str]] = {}
    for _, line in read_lines(study.layout.looked_at(study.name, sample))[0]:
        for unit in line.get("units", ()):
            seen.setdefault(str(unit), set()).add(str(line.get("coder")))
    return seen


def torn_looks(study: OpenStudy, sample: str) -> list[Finding]:
    """Lines that say which units were looked at and are not whole: their units count as not looked at."""
    file = study.layout.looked_at(study.name, sample)
    return read_lines(file, study.layout.relative(file))[1]
