"""`qualcode propose`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.completion import choices, complete_codes_and
from qualcode.cli.options import CliSettings, argument, codebook_file, coder_option, dry_run, flag, number, option
from qualcode.cli.output import about_file, finish, in_words, one_line, open_here, plural, present, progress, show
from qualcode.model.finding import study_error

_TEXT = 60
"""Characters of a turn that are shown; `--json` and a sheet have all."""


@dataclass(frozen=True)
class ProposeArguments:
    """What is asked, from whom is learnt, and what becomes of the answer."""

    what: str = argument("WHAT", "`next`: turns to code now; or a code: turns that may have it.", "",
                         complete=complete_codes_and("next"))  # fmt: skip
    turn: str = option("--turn", "TURN", "The three likeliest codes of TRANSCRIPT:TURN.")
    check: bool = flag("--check", "Answers that surprise: codes given and doubted, or expected.")
    coder: str = coder_option("Who teaches; else the coder who coded most transcripts.", "")
    top: int = number("--top", "N", "Most rows; 0: all.", 10, least=0)
    codebook: str = codebook_file()
    split: str = option("--split", "SPLIT", "test, development, or all; all but test unless named.",
                        complete=choices("test", "development", "all"))  # fmt: skip
    model: str = option("--model", "FILE", "Begin with a model learnt elsewhere.")
    output: str = option("--output -o", "FILE", "Write a sheet: xlsx, csv, tsv ...")
    export_model: str = option("--export-model", "FILE", "Write what was learnt, for another study.")
    dry_run: bool = dry_run()


@command(
    "propose",
    """
    qualcode propose
    qualcode propose next
    qualcode propose infrastructure --top 30
    qualcode propose --turn resident:12
    qualcode propose --check
    qualcode propose infrastructure --top 0 -o out/infrastructure.xlsx
    qualcode propose --export-model out/barriers.model.json
    """,
)
def propose(settings: CliSettings, asked: ProposeArguments) -> int:
    """Propose turns for codes, learnt from your codings.

    Without WHAT, says how far each code is. A proposal is never a coding and is counted nowhere: code the turns in
    `qualcode review`, or on a sheet of `qualcode sample --proposed`.
    """
    options = api.proposals.ProposeOptions(asked.coder, asked.codebook, asked.split, asked.model)
    if asked.export_model:
        return _export(settings, asked, options)
    question, about = _question(asked)
    study = open_here(settings)
    with progress(settings):
        top = asked.top if question != "turn" or asked.top != ProposeArguments.top else 3
        report = api.propose.propose(study, question, about, top, options)
    closing = [*_closing(report)]
    if asked.output:
        wrote = api.propose.write_sheet(study, report, asked.output, dry_run=asked.dry_run)
        closing.insert(0, about_file(wrote.file, plural(len(report.proposals), "row"), dry_run=asked.dry_run))
        return finish(settings, (*study.findings, *report.findings, *wrote.findings), *closing)
    present(settings, report, lambda: _show(settings, report))
    return finish(settings, (*study.findings, *report.findings), *closing)


def _question(asked: ProposeArguments) -> tuple["api.propose.Question", str]:
    """Which question was asked, and about what."""
    ways = [name for name in ("what", "turn", "check") if getattr(asked, name)]
    if len(ways) > 1:
        raise study_error("bad-option", "one thing can be asked at a time", "see `qualcode propose --help`")
    if asked.turn:
        return "turn", asked.turn
    if asked.check:
        return "check", ""
    return ("next" if asked.what == "next" else "code" if asked.what else "codes"), asked.what


def _export(settings: CliSettings, asked: ProposeArguments, options: "api.proposals.ProposeOptions") -> int:
    """Write a model, and show its card."""
    study = open_here(settings)
    with progress(settings):
        report = api.propose.export_model(study, asked.export_model, options, dry_run=asked.dry_run)
    rows = [[code, str(turns), _early(early)] for code, (turns, *early) in report.codes.items()]
    present(settings, report, lambda: show(settings, "Learnt", ["code", "turns", "found in a fifth"], rows, ["turns"]))
    wrote = about_file(report.file, plural(report.terms, "word"), dry_run=asked.dry_run)
    said = "It holds single words that three respondents share, and no sentence; its card says what it is from."
    return finish(settings, (*study.findings, *report.findings), f"{wrote} {said}")


def _show(settings: CliSettings, report: "api.propose.ProposeReport") -> None:
    if report.question == "codes":
        rows = [_outlook(each) for each in report.codes]
        headings = ["code", "found", "can be learnt", "found in a fifth", "left, about"]
        show(settings, "Codes", headings, rows, ["found"], headings[2:])
        return
    if report.question == "check":
        rows = [
            [_place(each), each.code, "given" if each.given else "not given", _sure(each), _why(each), _said(each)]
            for each in report.proposals
        ]
        show(settings, "Look again", ["turn", "code", "you", "sure", "why", "text"], rows, ["sure"], ["you", "why"])
        return
    titles = {"next": "Code now", "code": "Turns that may have it", "turn": "Codes that it may have"}
    rows = [
        [_place(each), each.code or in_words("(drawn at random)"), _sure(each), _why(each), _said(each)]
        for each in report.proposals
    ]
    if rows:
        show(settings, titles[report.question], ["turn", "code", "sure", "why", "text"], rows, ["sure"], ["why"])


def _place(each: "api.proposals.Proposal") -> str:
    return f"{each.transcript}:{each.turn}"


def _sure(each: "api.proposals.Proposal") -> str:
    return "" if each.chance is None else f"{each.chance:.0%}"


def _why(each: "api.proposals.Proposal") -> str:
    """Reasons, the shortest first."""
    reasons = [*(["a rule"] if each.ruled else []), *([", ".join(each.words)] if each.words else [])]
    return "; ".join([*reasons, *([f"like {each.nearest}"] if each.nearest else [])])


def _said(each: "api.proposals.Proposal") -> str:
    return one_line(each.text, _TEXT)


def _outlook(each: "api.proposals.CodeOutlook") -> list[str]:
    left = each.remaining
    about = f"{left.left} of {left.found + left.left} ({left.low}-{left.high})" if left else ""
    return [each.code, str(each.found), _LEARNT.get(each.learnt_from) or each.learnable, _early(each.early), about]


_LEARNT = {
    "few turns": "too few turns to say",
    "definition": "from its definition only",
    "model": "from the model only",
    "nothing": "nothing to learn from",
}


def _early(early: Sequence[int]) -> str:
    return f"{early[0]} of {early[1]}" if early[1] >= 3 else ""  # fewer say nothing


def _closing(report: "api.propose.ProposeReport") -> Iterator[str]:
    """From whom it was learnt, how much is left, and what comes next."""
    if report.coder:
        yield f"Learnt from {plural(report.looked, 'turn')} of {report.turns:,} that {report.coder} looked at."
    else:
        yield "Nobody has coded here yet: this is learnt from what the codebook says of its codes."
    if report.model:
        yield f"The model {report.model} is used as well."
    if report.set_aside:
        yield f"{plural(report.set_aside, 'transcript')} set aside for testing left out."
    if report.question in ("code", "codes"):
        yield from _left(report)
    if report.question == "check" and not report.proposals:
        yield "No answer is surprising, or too little was coded to tell."
    if report.question == "next" and not report.proposals:
        yield "Every turn was looked at. Next: `qualcode propose --check` for answers that surprise."
        return
    if report.question == "codes":
        yield "Found in a fifth: turns with the code in the first fifth of a list of people who did not teach it."
    yield _NEXT[report.question]


def _left(report: "api.propose.ProposeReport") -> Iterator[str]:
    """What is left of a code, or why nobody knows."""
    if any(each.remaining is None for each in report.codes):
        need = "10 are needed to estimate what is left; `propose next` adds some"
        yield f"{plural(report.at_random, 'turn')} read in random order: {need}."
    elif report.question == "code":
        for each in report.codes:
            if (left := each.remaining) is not None:
                said = f"about {left.left} of {left.left + left.found} are left ({left.low}-{left.high})"
                yield f"`{each.code}`: {said}, by {plural(report.at_random, 'turn')} read in random order."
    if report.question == "code" and (each := report.codes[0]).learnt_from != "turns":
        yield f"`{each.code}` was found in {plural(each.found, 'turn')}: too few to say how well it can be learnt."


_NEXT = {
    "codes": "Next: `qualcode propose next`, or a sheet: `qualcode sample --proposed -o out/sheet.xlsx`.",
    "next": "Next: code them in `qualcode review`, or on a sheet: `qualcode sample --proposed -o out/sheet.xlsx`.",
    "code": "Next: code them in `qualcode review`; a proposal is never a coding.",
    "turn": "Next: code it in `qualcode review`; a proposal is never a coding.",
    "check": "Next: look at them again in `qualcode review`; nothing was changed.",
}
"""What comes next after each question."""
