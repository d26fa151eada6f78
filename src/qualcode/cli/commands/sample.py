"""`qualcode sample`."""

from typing import Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.output import exit_code, open_here, plural, put_json, say, say_findings, show
from qualcode.cli.settings import CliSettings


@command(
    "sample",
    """
    qualcode sample -o out/sheet.xlsx
    qualcode sample --per-code 20 --uncoded 50 --unit segment -o out/sheet.csv
    """,
)
def sample(
    settings: CliSettings,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Sheet to write: xlsx, csv or tsv.")],
    per_code: Annotated[int, typer.Option("--per-code", metavar="N", help="Units drawn for each code.")] = 30,
    uncoded: Annotated[int, typer.Option("--uncoded", metavar="N", help="Units drawn without any code.")] = 100,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the draw.")] = 1,
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help="turn or segment.")] = "turn",
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Name of the sample; the file's unless given.")
    ] = "",
    split: Annotated[
        str, typer.Option("--split", metavar="SPLIT", help="Draw from this split only: test, development.")
    ] = "",
    codebook: Annotated[str, typer.Option("--codebook", "-b", metavar="FILE", help="Codebook whose rules draw.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Count; write nothing.")] = False,
) -> int:
    """Draw a blind sheet for a person to code.

    The sheet has the words and an empty column for codes, never the rules' codes; the study keeps the chance of each
    row, so that scores against it can be weighted. Read the filled sheet with `qualcode import codings`.
    """
    from qualcode.api.open import one_of
    from qualcode.api.sample import SampleOptions, sample

    options = SampleOptions(
        output, per_code, uncoded, seed, one_of("--unit", unit, "turn", "segment"), name, split, codebook, dry_run
    )
    study = open_here(settings)
    report = sample(study, options)
    findings = (*study.findings, *report.findings)
    if settings.json:
        put_json(report)
    elif not settings.quiet:
        rows = [[code or "(no code)", f"{there:,}", f"{drawn:,}"] for code, there, drawn in report.strata if there]
        show(settings, f"Sample {report.sample}", ["drawn for", "units", "drawn"], rows, ("units", "drawn"))
    say_findings(settings, findings)
    how = "Would write" if dry_run else "Wrote"
    following = f"Next: fill in codes, then `qualcode import codings {report.file} --coder NAME`."
    say(settings, f"{how} {report.file} ({plural(report.units, 'row')}). {following}")
    return exit_code(findings)
