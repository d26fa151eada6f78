"""`qualcode sample`."""

from dataclasses import dataclass

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices, complete_codes
from qualcode.cli.options import CliSettings, codebook_file, coder_option, dry_run, flag, number, option
from qualcode.cli.output import about_file, finish, in_words, open_here, plural, present, progress, show
from qualcode.model.finding import study_error


@dataclass(frozen=True)
class SampleArguments:
    """What is drawn, and where the sheet is written to."""

    output: str = option("--output -o", "FILE", "Sheet to write: xlsx, csv or tsv.")
    per_code: int = number("--per-code", "N", "Units drawn for each code.", 30)
    uncoded: int = number("--uncoded", "N", "Units drawn without any code.", 100)
    seed: int = number("--seed", "N", "Seed of the draw.", 1)
    unit: str = option("--unit", "UNIT", "turn or segment.", "turn", complete=choices("turn", "segment"))
    name: str = option("--name", "NAME", "Name of the sample; the file's unless given.")
    split: str = option("--split", "SPLIT", "From test, development or all; test=0.3 makes the split.")
    codebook: str = codebook_file("Codebook whose rules draw.")
    proposed: bool = flag("--proposed", "Turns that `propose` would have you code now.")
    size: int = number("--size", "N", "Turns that --proposed takes.", 20, least=1)
    code: str = option("--code", "CODE", "With --proposed: likeliest to have it.", complete=complete_codes)
    coder: str = coder_option("With --proposed: who teaches; else who coded most.", "")
    dry_run: bool = dry_run("Count; write nothing.")


@command(
    "sample",
    """
    qualcode sample -o out/sheet.xlsx
    qualcode sample --per-code 20 --uncoded 50 --unit segment -o out/sheet.csv
    qualcode sample --proposed --size 20 -o out/next.xlsx
    qualcode sample --split test=0.3 --seed 1
    """,
)
def sample(settings: CliSettings, asked: SampleArguments) -> int:
    """Draw a blind sheet to code, or a test half.

    The sheet has the words and an empty column for codes, never the rules' codes; the study keeps the chance of each
    row, so that scores against it can be weighted. Read the filled sheet with `qualcode import codings`.
    With `--proposed` turns are chosen that teach most; nothing can be measured on those, since they were not drawn.
    `--split test=0.3` draws whole respondents instead, those of one session together, and writes `split:` into the
    files of the corpus: what is set aside is looked at by no command that is not asked to.
    """
    half, equals, share = asked.split.partition("=")
    if equals:
        return _split(settings, asked, half.strip(), share.strip())
    if not asked.output:
        raise study_error("bad-option", "the option `--output` is missing", "see `qualcode sample --help`")
    options = api.sample.SampleOptions(
        **{**vars(asked), "unit": api.open.one_of("--unit", asked.unit, "turn", "segment")}
    )
    study = open_here(settings)
    with progress(settings):
        report = api.sample.sample(study, options)
    findings = (*study.findings, *report.findings)
    nothing = in_words("(proposed)" if asked.proposed else "(no code)")
    rows = [[code or nothing, f"{there:,}", f"{drawn:,}"] for code, there, drawn in report.strata if there]
    headings = ["drawn for", "units", "drawn"]
    present(settings, report, lambda: show(settings, f"Sample {report.sample}", headings, rows, headings[1:]))
    wrote = about_file(report.file, plural(report.units, "row"), dry_run=asked.dry_run)
    following = (
        f"Next: fill in codes (- where none applies), then `qualcode import codings {report.file} --coder NAME`."
    )
    return finish(settings, findings, f"{wrote} {following}")


def _split(settings: CliSettings, asked: SampleArguments, half: str, share: str) -> int:
    """Set respondents aside."""
    api.open.one_of("--split", half, "test")
    try:
        wanted = float(share)
    except ValueError:
        raise study_error("bad-option", f"--split: `{share}` is not a number", "write --split test=0.3") from None
    if asked.output:
        raise study_error("bad-option", "a split is written into the corpus, not into a sheet", "leave -o out")
    study = open_here(settings)
    report = api.split.split_respondents(study, wanted, asked.seed, dry_run=asked.dry_run)
    present(
        settings, report, lambda: show(settings, "Set aside", ["transcript"], [[name] for name in report.transcripts])
    )
    files = [about_file(file, dry_run=asked.dry_run) for file in report.files]
    said = f"{report.test} of {plural(report.respondents, 'respondent')} are set aside for testing, drawn from "
    return finish(settings, study.findings, f"{said}{plural(report.groups, 'group')} that share no session.", *files)
