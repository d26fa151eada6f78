"""What tells who somebody is: its kinds, and what finds those in texts that have a form of their own.

Names are found by all texts together (`candidates`); `traces` searches files for what must not be left in them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from qualcode.identifiers.births import find_birth
from qualcode.identifiers.internet import find_email, find_url
from qualcode.identifiers.numbers import Found, find_account, find_nik, find_npwp, find_phone
from qualcode.identifiers.plates import find_plate
from qualcode.identifiers.positions import find_position
from qualcode.identifiers.streets import find_address
from qualcode.identifiers.tellers import Spot
from qualcode.languages.catalogue import N_


@dataclass(frozen=True)
class IdentifierKind:
    """One kind."""

    name: str
    """Its name in sheets."""
    about: str
    """What it is, for people."""
    tag: str
    """What stands for it where no name can: `[PHONE-2]`."""
    find: Callable[[str], Found] | None = None
    """Finds its places in a text; None: names, which are told by all texts together."""


PERSON, ORGANISATION, PLACE = "person", "organisation", "place"
IDENTIFIER_KINDS: Mapping[str, IdentifierKind] = {
    each.name: each
    for each in (
        IdentifierKind(PERSON, N_("the name of a person"), "NAME"),
        IdentifierKind(ORGANISATION, N_("an office, a company, a school"), "ORGANISATION"),
        IdentifierKind(PLACE, N_("a place"), "PLACE"),
        IdentifierKind("npwp", N_("number of a tax payer"), "NPWP", find_npwp),
        IdentifierKind("nik", N_("number of an identity card"), "NIK", find_nik),
        IdentifierKind("account", N_("number of an account or card"), "ACCOUNT", find_account),
        IdentifierKind("phone", N_("number of a telephone"), "PHONE", find_phone),
        IdentifierKind("email", N_("e-mail address"), "EMAIL", find_email),
        IdentifierKind("url", N_("address of a page, or handle"), "URL", find_url),
        IdentifierKind("position", N_("an office and the place that tells who holds it"), "POSITION", find_position),
        IdentifierKind("plate", N_("number plate"), "PLATE", find_plate),
        IdentifierKind("address", N_("street address"), "ADDRESS", find_address),
        IdentifierKind("birth", N_("date of birth"), "BIRTH", find_birth),
    )
}
"""Name of a kind -> the kind; of two that find the same digits the first one has them."""
NAMES = (PERSON, ORGANISATION, PLACE)
"""Kinds that are names."""


def structured(number: int, text: str) -> Iterator[Spot]:
    """Spots with a form of their own in one text; none inside another one of an earlier kind."""
    taken: list[tuple[int, int]] = []
    for kind in IDENTIFIER_KINDS.values():
        for start, end in kind.find(text) if kind.find else ():
            if not any(start < other_end and other_start < end for other_start, other_end in taken):
                taken.append((start, end))
                yield Spot(number, start, end, text[start:end], kind.name)
