"""The page about a codebook's quality: scores on transcripts set aside, examples from the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualcode.agreement.disagreements import FALSE_ALARM, MISS, Disagreement
from qualcode.agreement.evaluation import UNDEFINED, Estimate, ScoreBlock, ScoreLine
from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import Coder

_LONGEST = 240
"""Characters of a quote on the page."""
_EXAMPLES = 4
"""Examples of each kind."""


@dataclass(frozen=True)
class QualityFacts:
    """All that the page tells."""

    codebook: Codebook
    """The codebook."""
    corpus: str
    """Name of the corpus."""
    synthetic: bool
    """True when the interviews are invented."""
    split: str
    """Split that was measured; empty: all transcripts."""
    reference: Coder
    """Whose codings the rules are compared with."""
    unit: str
    """`turn` or `segment`."""
    whole: ScoreBlock
    """Scores of all units."""
    languages: Sequence[ScoreBlock]
    """Scores by language of the turn."""
    weighted: str
    """That scores are weighted by a sample, and counts not; empty: they are not."""
    about_intervals: str
    """How intervals were made."""
    test_uses: int
    """How often the test transcripts have been used."""
    examples_from: str
    """Split from which the examples are; empty: there are none."""
    examples: Sequence[Disagreement]
    """Disagreements there."""
    quotes: bool
    """False: participants' words must not be shown, only their places."""


def quality_page(facts: QualityFacts) -> str:
    """The page as Markdown; the same facts give the same text."""
    parts = [_head(facts), _codes(facts), _languages(facts), _alarms(facts), _ends(facts), _how(facts)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(facts: QualityFacts) -> str:
    book, whole = facts.codebook, facts.whole
    about = "about " if facts.weighted else ""
    split = f"the {facts.split} half of " if facts.split else ""
    invented = " Its interviews are invented." if facts.synthetic else ""
    method = f" How it worked: {facts.reference.method}" if facts.reference.method else ""
    return "\n\n".join(
        (
            f"# Quality of the codebook {book.codebook}",
            f"Written by `qualcode evaluate --report`; do not edit. Codebook {book.codebook} {book.version} "
            f"(sha256 `{book.sha256[:12]}`), measured on {split}corpus `{facts.corpus}`: {whole.units} {facts.unit}s "
            f"of participants in {whole.transcripts} transcripts, at {facts.unit} level.{invented}",
            f"**What it is measured against.** {_caution(facts.reference)}{method}",
            f"**In short.** Macro-F1 {about}{_estimate(whole.macro.f1)}, precision {_estimate(whole.macro.precision)}, "
            f"recall {_estimate(whole.macro.recall)} (means of {len(whole.codes)} codes); of {whole.silent} "
            f"{facts.unit}s without any code, {whole.alarms} were given one: false alarms {about}"
            f"{_estimate(whole.false_alarms)}.",
        )
    )


def _caution(reference: Coder) -> str:
    if reference.kind == "model":
        return (
            f"The codings kept in this corpus, of coder `{reference.coder}`, were made by a language model, not by a "
            "trained person. The figures say how far the rules agree with that model, not how far they are right."
        )
    return f"The codings of `{reference.coder}`, a {reference.kind}."


def _codes(facts: QualityFacts) -> str:
    head = (
        "| code | name | reference | found | both | precision | recall | F1 | kappa | alpha |\n"
        "| --- | --- | ---: | ---: | ---: | --- | --- | --- | ---: | ---: |"
    )
    names = {code.code: _label(code, facts.codebook) for code in facts.codebook.codes}
    whole = facts.whole
    rows = [_row(line, names.get(line.code, "")) for line in whole.lines]
    return "\n".join(("## By code", "", head, *rows))


def _row(line: ScoreLine, name: str) -> str:
    return (
        f"| {line.code} | {name} | {line.reference} | {line.found} | {line.both} | {_estimate(line.precision)} | "
        f"{_estimate(line.recall)} | {_estimate(line.f1)} | {_number(line.kappa)} | {_number(line.alpha)} |"
    )


def _label(code: Code, codebook: Codebook) -> str:
    english = code.label.get("en")
    return english or next((code.label[each] for each in codebook.languages if code.label.get(each)), "")


def _languages(facts: QualityFacts) -> str:
    head = (
        f"| language of the turn | {facts.unit}s | macro precision | macro recall | macro-F1 | micro-F1 | "
        "without code | false alarms |\n| --- | ---: | --- | --- | --- | --- | ---: | --- |"
    )
    rows = [
        f"| {block.group} | {block.units} | {_estimate(block.macro.precision)} | {_estimate(block.macro.recall)} | "
        f"{_estimate(block.macro.f1)} | {_estimate(block.micro.f1)} | {block.silent} | "
        f"{_estimate(block.false_alarms)} |"
        for block in facts.languages
    ]
    codes = [line.code for line in facts.whole.codes]
    head_codes = "| F1 of | " + " | ".join(block.group for block in facts.languages) + " |\n"
    head_codes += "| --- |" + " --- |" * len(facts.languages)
    by_code = [
        f"| {code} | " + " | ".join(_estimate(block.codes[at].f1) for block in facts.languages) + " |"
        for at, code in enumerate(codes)
    ]
    return "\n".join(("## By language", "", head, *rows, "", head_codes, *by_code))


def _alarms(facts: QualityFacts) -> str:
    whole = facts.whole
    return (
        "## False alarms\n\n"
        f"{whole.silent} of the {whole.units} {facts.unit}s have no code of the reference; the rules gave a code to "
        f"{whole.alarms} of them. Share: {_estimate(whole.false_alarms)}."
    )


_Kind = tuple[str, Callable[[Disagreement], bool]]
_MISSES: tuple[_Kind, ...] = (
    ("nothing was found there at all", lambda each: not each.others and not each.assertion),
    ("another code was found there", lambda each: bool(each.others) and not each.assertion),
    ("the code was found, but as negated, resolved, hypothetical or a question", lambda each: bool(each.assertion)),
)


def _ends(facts: QualityFacts) -> str:
    """Where rules end: kinds of misses with their shares, and examples."""
    if not facts.examples:
        return ""
    misses = [each for each in facts.examples if each.kind == MISS]
    alarms = [each for each in facts.examples if each.kind == FALSE_ALARM]
    from_where = f"the {facts.examples_from} half" if facts.examples_from else "the same transcripts"
    said = [
        "## Where rules end",
        "Rules find what speakers name. Speakers also tell what happened, hint, joke and leave the concept unsaid; "
        "then no list of words finds it, and a person must. Counts and examples here are from "
        f"{from_where} of the corpus, which may be read and tuned on; those of the test half are never shown.",
        f"**Missed: {len(misses)} pairs of {facts.unit} and code.**",
    ]
    for name, belongs in _MISSES:
        own = [each for each in misses if belongs(each)]
        if own:
            said.append(f"In {len(own)} ({len(own) / len(misses):.0%}) {name}:")
            said.append("\n".join(_example(each, facts.quotes) for each in _typical(own)))
    if alarms:
        said.append(f"**False alarms: {len(alarms)} pairs.** The rules that are wrong most often:")
        said.append("\n".join(_example(each, facts.quotes) for each in _distinct(alarms)))
    return "\n\n".join(said)


def _typical(misses: Sequence[Disagreement]) -> list[Disagreement]:
    """Misses that no recurring word explains, readable ones first, each of another code as long as there are any."""
    ordered = sorted(misses, key=lambda each: (each.worth, abs(len(each.quote) - 100), each.transcript, each.turn))
    return _distinct(ordered)


def _distinct(ordered: Sequence[Disagreement]) -> list[Disagreement]:
    first = list({each.code: each for each in reversed(ordered)}.values())[::-1]
    others = [each for each in ordered if each not in first]
    return [*sorted(first, key=ordered.index), *others][:_EXAMPLES]


def _example(each: Disagreement, quotes: bool) -> str:
    place = f"{each.transcript}, turn {each.turn}, {each.language}"
    rules = f", rule {each.rules}" if each.rules else ""
    if not quotes:
        return f"- `{each.code}` ({place}{rules})"
    words = " ".join(each.quote.split())
    words = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return f"- `{each.code}`: {_escaped(words)} ({place}{rules})"


def _escaped(words: str) -> str:
    """Words as they are, whatever they mean in Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in words)


def _how(facts: QualityFacts) -> str:
    uses = (
        f" The transcripts set aside for testing have been used {facts.test_uses} times so far; every use is kept in "
        f"`corpora/{facts.corpus}/coding/test-uses.jsonl`."
        if facts.test_uses
        else ""
    )
    said = facts.weighted, facts.about_intervals
    return (
        "## How it was measured\n\n"
        f"A {facts.unit} has a code when one of its segments has it; only affirmed codings count. The reference's "
        f"codes are compared, no others. {UNDEFINED} {' '.join(filter(None, said))}{uses}"
    )


def _estimate(estimate: Estimate) -> str:
    if estimate.value is None:
        return "not defined"
    if estimate.low is None or estimate.high is None:
        return _number(estimate.value)
    return f"{estimate.value:.2f} ({estimate.low:.2f}–{estimate.high:.2f})"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
