"""Sentences about the people of a study: who coded and when, how far they agree, what the rules scored in the test."""

from collections.abc import Iterator

from qualcode.export.facts import CoderFacts, PeopleFacts, SetAsideFacts
from qualcode.languages.catalogue import N_, Messages
from qualcode.model.coding import PASS

KIND_OF_CODER = {"person": N_("a person"), "model": N_("a model"), "rules": N_("rules")}


def who_coded(coders: "list[CoderFacts]", say: Messages) -> str:
    """How many coders there are, how much each coded, and when."""
    if not coders:
        return ""
    each = [_coder(coder, say) for coder in coders]
    people = len({coder.coder.partition(PASS)[0] for coder in coders})  # a second pass is no second coder
    return say("The study keeps the codings of {coders}: {each}.", coders=say.some(people, "coder"),
               each=say.listed(each))  # fmt: skip


def _coder(of: CoderFacts, say: Messages) -> str:
    when = of.first if of.first == of.last else say("{first} to {last}", first=of.first, last=of.last)
    return say(
        "`{coder}` ({kind}, {codings}{when})",
        coder=of.coder,
        kind=say(KIND_OF_CODER[of.kind]),
        codings=say.some(of.codings, "coding"),
        when=f", {when}" if when else "",
    )


def how_people_agree(of: PeopleFacts | None, say: Messages) -> str:
    """Agreement of the people who looked at the same units, or that there are no two of them."""
    if of is None:
        return say("No two people coded the same units, so that no agreement between coders is reported.")
    return " ".join(_agreement(of, say))


def _agreement(of: PeopleFacts, say: Messages) -> Iterator[str]:
    yield say(
        "{names} were compared on {units} that two of them or more looked at, with {codes}.",
        names=say.listed([f"`{name}`" for name in of.coders]),
        units=say.some(of.units, of.unit),
        codes=say.some(of.codes, "code"),
    )
    yield say(
        "Each code being given or not, Krippendorff's alpha is {alpha}{between}, {which} kappa {kappa} and "
        "observed agreement {percent} (means of the codes).",
        alpha=score_said(of.alpha, say),
        between=""
        if of.low is None or of.high is None
        else say(" (95 % interval {low} to {high})", low=score_said(of.low, say), high=score_said(of.high, say)),
        which=say("Cohen's") if len(of.coders) == 2 else say("Fleiss'"),
        kappa=score_said(of.kappa, say),
        percent=score_said(of.percent, say),
    )
    if of.sampled:
        yield say(
            "The units were drawn by code; each is weighted by the inverse of its chance, so that the figures are "
            "estimates for all units."
        )


def how_the_test_went(of: SetAsideFacts | None, say: Messages) -> str:
    """What the rules scored on the transcripts set aside."""
    if of is None:
        return ""
    book = (
        say("with the codebook as it is now")
        if of.current
        else say("with an earlier codebook (version {version})", version=of.version or "?")
    )
    return say(
        "On the transcripts set aside for testing, {book}, F1 against `{against}` "
        "was {f1} (mean of the codes, {date}). "
        "These transcripts have been looked at {times} in all.",
        book=book,
        against=of.against,
        f1=score_said(of.macro_f1, say),
        date=of.date,
        times=say.some(of.uses, "time"),
    )


def score_said(value: float | None, say: Messages) -> str:
    """A score with two decimals, or that it is not defined."""
    return say("not defined") if value is None else say.number(value, 2)
