"""Layers: what codings are that are not one coder's own, in the title, the notes and the facts of every table."""

from dataclasses import asdict
from typing import Any

from qualcode.codings.schema import Codings
from qualcode.languages.catalogue import Messages
from qualcode.model.coding import Agreed, Reviewed


def named_coder(codings: Codings, say: Messages, *, redact: bool = False) -> str:
    """The coder as titles name them: `coder rules, reviewed by ani (41 of 208 suggestions)`."""
    coder, layer = say("coder {coder}", coder=codings.coder), codings.source.layer
    if not isinstance(layer, Reviewed):
        return coder
    if redact:
        return say("{coder}, reviewed by {by}", coder=coder, by=layer.by)
    return say(
        "{coder}, reviewed by {by} ({answered} of {suggestions})",
        coder=coder,
        by=layer.by,
        answered=layer.answered,
        suggestions=_many(layer.suggestions, "suggestion", say),
    )


def about_layer(layer: Agreed | Reviewed | None, say: Messages, *, redact: bool = False) -> str:
    """How the codings came about, in a sentence; empty where they are one coder's own.

    Numbers of single codings are left out of what is redacted.
    """
    if isinstance(layer, Reviewed):
        return _reviewed(layer, say, redact=redact)
    return _agreed(layer, say, redact=redact) if layer else ""


def layer_facts(codings: Codings) -> dict[str, Any]:
    """The same for machines."""
    layer = codings.source.layer
    return {"layer": asdict(layer)} if layer else {}


def _reviewed(layer: Reviewed, say: Messages, *, redact: bool) -> str:
    if redact:
        return say("Reviewed by {by}: what this person rejected is left out.", by=layer.by)
    numbers = say(
        "Reviewed by {by}: {answered} of {suggestions}, {accepted} accepted ({changed} changed), {rejected} rejected "
        "({replaced} given another code).",
        by=layer.by,
        answered=layer.answered,
        suggestions=_many(layer.suggestions, "suggestion", say),
        accepted=layer.accepted,
        changed=layer.changed,
        rejected=layer.rejected,
        replaced=layer.replaced,
    )
    if layer.answered == layer.suggestions:
        return numbers
    return f"{numbers} {say('The others stand as rules made them: rules suggest, people find.')}"


def _agreed(layer: Agreed, say: Messages, *, redact: bool) -> str:
    between = say.listed(layer.between)
    if redact:
        return say("Agreed between {between}: what both gave, and what was decided.", between=between)
    decided = sum(layer.decided.values())
    by = ", ".join(f"{name} {number}" for name, number in layer.decided.items())
    return say(
        "Agreed between {between}: {at_once} at once, {decided}{by}, {open} open.",
        between=between,
        at_once=_many(layer.at_once, "coding", say),
        decided=say("{differences} decided", differences=_many(decided, "difference", say)),
        by=f" ({by})" if by else "",
        open=layer.open,
    )


def _many(number: int, noun: str, say: Messages) -> str:
    return f"{number} {say.noun(number, noun)}"
