"""`qualcode sample`."""

from dataclasses import dataclass

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import NEEDED, CliSettings, codebook_file, dry_run, number, option
from qualcode.cli.output import about_file, finish, open_here, plural, present, show


@dataclass(frozen=True)
class SampleArguments:
    """What is drawn, and where the sheet is written to."""

    output: str = option("--output -o", "FILE", "Sheet to write: xlsx, csv or tsv.", NEEDED)
    per_code: int = number("--per-code", "N", "Units drawn for each code.", 30)
    uncoded: int = number("--uncoded", "N", "Units drawn without any code.", 100)
    seed: int = number("--seed", "N", "Seed of the draw.", 1)
    unit: str = option("--unit", "UNIT", "turn or segment.", "turn", complete=choices("turn", "segment"))
    name: str = option("--name", "NAME", "Name of the sample; the file's unless given.")
    split: str = option("--split", "SPLIT", "Draw from this split only: test, development.")
    codebook: str = codebook_file("Codebook whose rules draw.")
    dry_run: bool = dry_run("Count; write nothing.")


@command(
    "sample",
    """
    qualcode sample -o out/sheet.xlsx
    qualcode sample --per-code 20 --uncoded 50 --unit segment -o out/sheet.csv
    """,
)
def sample(settings: CliSettings, asked: SampleArguments) -> int:
    """Draw a blind sheet for a person to code.

    The sheet has the words and an empty column for codes, never the rules' codes; the study keeps the chance of each
    row, so that scores against it can be weighted. Read the filled sheet with `qualcode import codings`.
    """
    options = api.sample.SampleOptions(
        **{**vars(asked), "unit": api.open.one_of("--unit", asked.unit, "turn", "segment")}
    )
    study = open_here(settings)
    report = api.sample.sample(study, options)
    findings = (*study.findings, *report.findings)
    rows = [[code or "(no code)", f"{there:,}", f"{drawn:,}"] for code, there, drawn in report.strata if there]
    headings = ["drawn for", "units", "drawn"]
    present(settings, report, lambda: show(settings, f"Sample {report.sample}", headings, rows, headings[1:]))
    wrote = about_file(report.file, plural(report.units, "row"), dry_run=asked.dry_run)
    following = f"Next: fill in codes, then `qualcode import codings {report.file} --coder NAME`."
    return finish(settings, findings, f"{wrote} {following}")
