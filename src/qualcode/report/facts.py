"""The head of a report: what it is about, how much there is, and what may be claimed."""

import re

from qualcode.codings.schema import Codings
from qualcode.languages.catalogue import N_
from qualcode.report.markup import QuoteDoor, count, text
from qualcode.report.passages import Passages
from qualcode.report.source import ReportSource
from qualcode.tables.notes import about_layer

_CLAIM = {
    "rules": N_("Made by rules alone: rules suggest, people find."),
    "model": N_("Coded by {coder}, a model and not a person."),
    "person": N_("Coded by {coder}, a person."),
}
"""Kind of coder -> what stands first about it."""
_COMMAND = re.compile(r"; `[^`]*`[^()]*")
"""A command that a note names: a page for supervisors does without."""
_MOST = N_("Named by the most respondents: {codes}; N = {n}.")
_MOST_BY_RULES = N_("Found by rules in the words of the most respondents: {codes}; N = {n}.")
_NONE = N_("No respondent names any of the codes.")
_NONE_BY_RULES = N_("The rules find none of the codes.")
_OPENS = N_("Every number in blue opens its quotes.")
_OPENS_FIRST = N_("Every number in blue opens those of its quotes that this file keeps.")
NAMED_FIRST = 3
"""Codes that the sentence under the title names."""


def head(passages: Passages) -> str:
    """Title, the finding in one sentence, facts, and what may be claimed."""
    of = passages.of
    return (
        f'<header><h1>{text(of.title)}</h1><p class="lead">{_finding(of)}</p>{_facts(passages)}{_claims(of)}</header>'
    )


def _finding(of: ReportSource) -> str:
    """Which codes most respondents name, as a sentence."""
    data, total = of.ranked.data, of.say.number(of.ranked.meta["n"])
    named = [
        (text(label), of.say.number(number))
        for label, number in zip(data["label"], data["respondents"], strict=True)
        if number
    ]
    if not named:
        return text(of.say(_NONE_BY_RULES if _is_by_rules_alone(of) else _NONE))
    first = of.say.listed([f"<b>{label}</b> ({number})" for label, number in named[:NAMED_FIRST]])
    most = of.say(_MOST_BY_RULES if _is_by_rules_alone(of) else _MOST, codes=first, n=total)
    together = most.replace("N = ", "N\u00a0=\u00a0")
    opens = of.say(_OPENS_FIRST if of.left_out else _OPENS) if of.quoted else ""
    return f'{together} <span class="screen">{opens}</span>'


def _is_by_rules_alone(of: ReportSource) -> bool:
    """Whether nobody judged the codings: what rules do not find, respondents may still have named."""
    return of.ranked.meta["coder_kind"] == "rules" and not about_layer(_codings(of).source.layer, of.say)


def _codings(of: ReportSource) -> Codings:
    return of.redacted.codings if of.options.redact else of.codings


def _facts(passages: Passages) -> str:
    of = passages.of
    say, meta = of.say, of.ranked.meta
    barriers = of.main == "barriers"
    facts = [
        (say("Respondents"), say.number(meta["n"])),
        *([] if of.survey else [(say("Interviews"), say.number(len(set(of.frame.sessions))))]),
        (say("Words of respondents"), say.number(meta["words"])),
    ]
    if not of.options.redact:
        mentions = sum(
            number
            for code, number in zip(of.ranked.data["code"], of.ranked.data["mentions"], strict=True)
            if code in of.top
        )
        first = of.top[0] if of.top else ""
        door = QuoteDoor(".b", f"c{of.number[first]}") if first and of.quoted else None
        facts.append((say("Mentions of barriers") if barriers else say("Mentions"), count(mentions, say, door)))
    if meta["codebook_version"]:
        facts.append((say("Codebook"), text(meta["codebook_version"])))
    return (
        f'<dl class="facts">{"".join(f"<div><dt>{text(name)}</dt><dd>{fact}</dd></div>" for name, fact in facts)}</dl>'
    )


def _claims(of: ReportSource) -> str:
    """Who coded, how far that can be trusted, and what the numbers do not say."""
    meta, say = of.ranked.meta, of.say
    layer = text(about_layer(_codings(of).source.layer, say))
    claim = layer or say(_CLAIM[meta["coder_kind"]], coder=f"<b>{text(meta['coder'])}</b>")
    measured = text(_COMMAND.sub("", meta["validation"] or ""))
    if meta["coder_kind"] == "rules" and not measured and not of.options.redact:
        measured = text(say("How many passages they miss, and how many they find wrongly, has not been measured."))
    others = [text(each) for each in (*_of_the_material(of), say("Frequency is not importance."))]
    return f'<div class="caution"><p><strong>{claim}</strong> {measured}</p><p>{" ".join(others)}</p></div>'


def _of_the_material(of: ReportSource) -> list[str]:
    """What a reader must know of the interviews and of what was read."""
    said = [of.say("Invented interviews (synthetic).")] if of.frame.synthetic else []
    if of.options.redact:
        said.append(of.say("Redacted: without quotes, names and places, and nothing of fewer than three respondents."))
    return said if of.options.redact else [*said, *of.reading]
