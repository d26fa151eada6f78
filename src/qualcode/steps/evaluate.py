"""Evaluate: how far the rules, or any coder, agree with another coder, and where they do not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from qualcode import __version__
from qualcode.agreement.disagreements import Disagreement, Sides, are_people, disagreement_table, disagreements
from qualcode.agreement.evaluation import Block, Pair, blocks, by_language, evaluate, evaluation_table
from qualcode.agreement.scores import DRAWS
from qualcode.export import FORMATS
from qualcode.model import Codebook, Finding, Table
from qualcode.steps.code import code
from qualcode.steps.codebook import open_codebook
from qualcode.steps.compare import Compared, Wish, compare, kind_of
from qualcode.steps.errors import refuse, unknown
from qualcode.steps.export import as_bytes
from qualcode.steps.frame import Framed, frame
from qualcode.steps.index import index
from qualcode.steps.last import last_codebook
from qualcode.steps.layer import RULES, load_person
from qualcode.steps.outside import outside
from qualcode.steps.splits import TEST, note_test_use
from qualcode.steps.study import Opened
from qualcode.store.atomic import write_bytes
from qualcode.tables import Codings

PEOPLE = (
    "Both are people, so neither is the measure of the other: precision and recall change places with the coders; F1, "
    "agreement, kappa and alpha stay."
)
"""Note on two people."""
LANGUAGE = "language"
"""What `--by` takes besides attributes: the language of the turn."""


@dataclass(frozen=True)
class EvaluateOptions:
    """Who is compared with whom, on what."""

    against: str
    """The reference: a coder of the study."""
    coder: str = RULES
    """The coder under test."""
    wish: Wish = field(default_factory=Wish)
    """Unit, split and sample."""
    by: str = ""
    """Attribute, or `language`: a block of rows for each value."""
    seed: int = 1
    """Seed of the intervals."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    misses: str = ""
    """File for the disagreements; its ending says the format."""
    output: str = ""
    """File for the table; its ending says the format."""
    dry_run: bool = False
    """True: write nothing; the test transcripts are then refused, since every use of them is kept."""
    no_quotes: bool = False
    """True: the file of disagreements has none of the participants' words."""


@dataclass(frozen=True, eq=False)
class EvaluateReport:
    """Agreement of two coders."""

    table: Table
    """Scores by code, in blocks."""
    whole: Block
    """Scores of all units together."""
    disagreements: tuple[Disagreement, ...]
    """Misses, then false alarms, most instructive first; of two people, what one and what the other alone gives."""
    kinds: tuple[str, str]
    """What both sorts of disagreement are called."""
    people: bool
    """True when both are people, of whom neither is the measure of the other."""
    uses_test: bool
    """True when transcripts set aside for testing were looked at."""
    test_uses: int
    """How often they were, this time included; 0 when they were not looked at."""
    files: tuple[str, ...]
    """Files that were written, or would be."""
    codebook: Codebook
    """The codebook."""
    compared: Compared
    """Both coders' codes."""
    framed: Framed
    """The corpus."""
    findings: tuple[Finding, ...]
    """What was left out."""


def evaluate_coder(opened: Opened, options: EvaluateOptions) -> EvaluateReport:
    """Compare a coder with a reference; the rules are applied anew when they changed.

    Raises:
        StepError: there is no such coder, unit, split, sample or attribute, or nothing that both looked at.
    """
    formats = {file: _format(file) for file in (options.misses, options.output) if file}
    with opened.writing():
        framed, codebook, tested, findings = _open(opened, options)
        reference, more = load_person(opened, framed, codebook, options.against)
        compared = compare(opened, framed, reference, tested, options.wish)
        uses_test = bool(compared.test.any())
        if uses_test and options.dry_run:
            raise refuse("test-use", "every use of the test transcripts is kept, so there is no dry run on them")
        whole = evaluate(compared.pair, options.seed)
        made = _blocks(framed, compared.pair, options) if options.by else (whole,)
        uses = _note_use(opened, options, codebook, compared, whole) if uses_test else 0
        notes = _notes(opened, options, codebook, compared, whole, uses)
        table = evaluation_table(made, _title(opened, options, compared), options.by, notes, compared.pair.made.unit)
        sides = Sides(framed.frame, reference, tested)
        found = disagreements(sides, compared.pair)
        listed = disagreement_table(found, f"Disagreements. {table.title}", words=not options.no_quotes)
        tables = {options.misses: listed, options.output: table}
        if not options.dry_run:
            for file, how in formats.items():
                write_bytes(Path(file), as_bytes(tables[file], how)[0])
    words = options.misses and not options.no_quotes
    seen = outside(opened, Path(options.misses)) if words else ()
    return EvaluateReport(
        table, whole, tuple(found), sides.kinds, are_people(reference, tested), uses_test, uses,
        tuple(opened.layout.relative(Path(file)) for file in formats), codebook,
        compared, framed, tuple(dict.fromkeys((*findings, *more, *compared.findings, *seen))),
    )  # fmt: skip


def _open(opened: Opened, options: EvaluateOptions) -> tuple[Framed, Codebook, Codings, list[Finding]]:
    """The corpus, the codebook and the coder under test."""
    file = options.codebook or last_codebook(opened)[1]
    if options.against == RULES:
        hint = f"write --against {options.coder if options.coder != RULES else 'NAME'}; --coder rules is under test"
        raise refuse("bad-option", "the reference is a coder who read the transcripts, not the rules", hint)
    known = opened.layout.coder_names(opened.name)
    for name in (options.against, options.coder):
        if name not in (RULES, *known):
            raise unknown("coder", name, [RULES, *known])
    if kind_of(opened, options.against).kind == "rules":
        message = f"`{options.against}` is `kind: rules`: the reference is a coder who read the transcripts"
        raise refuse("bad-option", message, f"write --coder {options.against} to put it under test")
    if options.coder == options.against:
        raise refuse("bad-option", f"`{options.coder}` cannot be compared with itself")
    if options.coder == RULES:
        coded = code(opened, file, dry_run=True)
        return coded.framed, coded.codebook, coded.codings, list(coded.findings)
    codebook, _ = open_codebook(opened, file)
    framed = frame(opened, index(opened))
    codings, findings = load_person(opened, framed, codebook, options.coder)
    return framed, codebook, codings, findings


def _format(file: str) -> str:
    how = Path(file).suffix.lower().removeprefix(".")
    if how not in FORMATS:
        raise unknown("format", how or file, FORMATS)
    return how


def _blocks(framed: Framed, pair: Pair, options: EvaluateOptions) -> tuple[Block, ...]:
    return blocks(pair, _groups(framed, pair, options.by), options.seed)


def _groups(framed: Framed, pair: Pair, by: str) -> Sequence[str]:
    """The group of each unit."""
    if by == LANGUAGE:
        return by_language(pair.made)
    columns = framed.frame
    if by not in columns.attribute_names:
        raise unknown("attribute", by, [LANGUAGE, *columns.attribute_names])
    values = [*columns.attribute_values[by], ""]  # the last one answers for a missing value, -1
    return [values[at] for at in np.asarray(columns.attribute(by))[pair.made.turn].tolist()]


def _note_use(opened: Opened, options: EvaluateOptions, codebook: Codebook, compared: Compared, whole: Block) -> int:
    """Keep that the test transcripts were used, for what, and with which result."""
    return note_test_use(
        opened,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
        coder=options.coder,
        against=options.against,
        split=options.wish.split,
        unit=compared.pair.made.unit,
        sample=compared.sample,
        codebook=codebook.codebook,
        version=codebook.version,
        codebook_sha256=codebook.sha256,
        macro_f1=None if whole.macro.f1.value is None else round(whole.macro.f1.value, 4),
        qualcode=__version__,
    )


def _title(opened: Opened, options: EvaluateOptions, compared: Compared) -> str:
    split = f", split {options.wish.split}" if options.wish.split else ""
    unit = compared.pair.made.unit
    return f"Coder {options.coder} against {options.against}: corpus {opened.name}, {unit} level{split}"


def _notes(
    opened: Opened, options: EvaluateOptions, codebook: Codebook, compared: Compared, whole: Block, uses: int
) -> list[str]:
    """What must be known to read the scores."""
    reference, unit = kind_of(opened, options.against), compared.pair.made.unit
    said = [
        f"{whole.units} {unit}s of participants in {whole.transcripts} transcripts that both looked at.",
        f"Reference: {reference.coder} ({reference.kind}). {reference.method}".strip(),
        PEOPLE if are_people(compared.reference, compared.tested) else "",
        f"Codebook: {f'{codebook.codebook} {codebook.version}'.strip()}, sha256 {codebook.sha256[:12]}.",
        "Invented interviews (synthetic)." if opened.corpus.synthetic else "",
        f"Units come from sample {compared.sample}." if compared.sample else "",
        "Scores are weighted by the inverse of each unit's chance of being drawn; counts are not."
        if compared.pair.made.weighted
        else "",
        about_intervals(whole.transcripts, options.seed),
        f"Not compared, since the reference never gives them: {', '.join(compared.left_out)}."
        if compared.left_out
        else "",
        f"Use {uses} of the transcripts set aside for testing (kept in test-uses.jsonl)." if uses else "",
    ]
    return [sentence for sentence in said if sentence]


def about_intervals(transcripts: int, seed: int) -> str:
    """How the intervals were made, in a sentence."""
    if transcripts < 2:
        return "No intervals: they need two transcripts."
    few = "; with so few they are too narrow rather than too wide" if transcripts < 20 else ""
    return (
        f"Intervals: 95 %, percentile bootstrap of {DRAWS} draws over {transcripts} transcripts, seed {seed}{few}. "
        "Where no draw can move a score (2 of 2), Wilson's interval of its units."
    )


def quotes_of(report: EvaluateReport) -> Sequence[Disagreement]:
    """The disagreements that a terminal may show: none of the test transcripts, whose words are not to be tuned on."""
    frame = report.framed.frame
    values: Any = frame.attribute_values.get("split", ())
    if not report.uses_test or TEST not in values:
        return report.disagreements
    aside = {frame.transcripts[int(at)] for at in report.compared.pair.made.transcript[report.compared.test]}
    return [each for each in report.disagreements if each.transcript not in aside]
