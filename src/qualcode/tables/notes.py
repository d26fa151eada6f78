"""Notes: the title, the sentences under a table, and the same facts for machines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int32s, participants
from qualcode.index.arrays import Ints
from qualcode.languages.catalogue import N_, Messages
from qualcode.model.coding import Agreed, Reviewed
from qualcode.model.corpus import ROLES
from qualcode.model.table import Column, Table
from qualcode.tables.groups import Groups, groups_by, groups_of, said_in_slots
from qualcode.tables.kind import TableOptions
from qualcode.tables.parts import KeySums, TablePart, sums_of
from qualcode.tables.reading import NOT_COUNTED, looked_facts, looked_note, uncounted, uncounted_note


@dataclass(frozen=True, eq=False)
class TableBasis:
    """What a table is made from, with the title, sentences, facts and cells that come of it alone."""

    frame: Frame
    """Who said what where."""
    codings: Codings
    """One coder's codings in force."""
    options: TableOptions
    """How the table is asked for."""
    coded: bool = True
    """False: it is made without codings, and says nothing of them."""
    part: TablePart | None = None
    """What was counted for it where frame and codings hold names only."""

    @cached_property
    def groups(self) -> Groups:
        """The groups whose rows stand apart; one of everybody where no attribute is named."""
        if self.part:
            return groups_of(self.frame, self.options.by, self.part)
        return groups_by(self.frame, self.options.by)

    @cached_property
    def _facts(self) -> dict[str, int]:
        found = sums_of(self.part, "facts") if self.part else _facts(self.frame, self.codings)
        return dict(zip(_FACTS, found.sums[:, 0].tolist(), strict=True))

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences that stand under every such table."""
        if self.coded:
            return _notes(self.frame, self.codings, self.groups, self.options, self._facts)
        return _corpus_notes(self.frame, self.groups, self.options, self._facts)

    def table(
        self, name: str, what: str, columns: Sequence[Column], data: Mapping[str, Sequence[Any]], **facts: object
    ) -> Table:
        """The table without its notes; `facts` are more of them for machines."""
        if self.coded:
            named = title(what, self.frame, self.codings, self.options)
        else:
            named = corpus_title(what, self.frame, self.options)
        known = _meta(self.frame, self.codings, self.groups, self.options)
        return Table(name, named, tuple(columns), data, meta={**known, **facts})


def title(what: str, frame: Frame, codings: Codings, options: TableOptions) -> str:
    """Title of a table: what it lists, the corpus and the coder layer."""
    coder = named_coder(codings, Messages(options.lang))
    return f"{corpus_title(what, frame, options)}, {coder}"


def corpus_title(what: str, frame: Frame, options: TableOptions) -> str:
    """Title of a table that is made without codings."""
    declared = frame.declared.get(options.by)
    named = (declared.called(options.lang) if declared else "") or options.by
    by = options.message(" by {by}", by=named) if options.by else ""
    return what + by + options.message(": corpus {corpus}", corpus=frame.corpus)


def _corpus_notes(frame: Frame, blocks: Groups, options: TableOptions, facts: Mapping[str, int]) -> tuple[str, ...]:
    """The sentences under a table that is made without codings."""
    return nonempty_sentences((_n(blocks, options), invented(frame, options), _voices(facts, options)))


def _notes(
    frame: Frame, codings: Codings, blocks: Groups, options: TableOptions, facts: Mapping[str, int]
) -> tuple[str, ...]:
    """The sentences that every table carries, in one order: N, coder, codebook, cautions."""
    kind = options.message(codings.kind)
    rules = options.message("Made by rules alone: rules suggest, people find.")
    layer = codings.source.layer
    said = (
        _n(blocks, options),
        options.message("Coder: {coder} ({kind}).", coder=codings.coder, kind=kind),
        _codebook(codings, options),
        invented(frame, options),
        rules if codings.kind == "rules" and not layer else "",
        about_layer(layer, Messages(options.lang)),
        options.validation or "",
        looked_note(frame, codings, options),
        _voices(facts, options),
        uncounted_note({name: facts[name] for name in NOT_COUNTED if facts[name]}, facts["codings"], options),
        _resumed(facts, options),
    )
    return nonempty_sentences(said)


def nonempty_sentences(said: Iterable[str]) -> tuple[str, ...]:
    """The sentences that say something."""
    return tuple(sentence for sentence in said if sentence)


def frequency(options: TableOptions) -> str:
    """What a count does not say."""
    return options.message("Frequency is not importance.")


def nobody_mentions(options: TableOptions) -> str:
    """Why a table of what is mentioned has no row."""
    return options.message("There is no row: no participant mentions any of the codes.")


def _meta(frame: Frame, codings: Codings, blocks: Groups, options: TableOptions) -> dict[str, Any]:
    """The facts of the notes for machines."""
    return {
        "n": blocks.total,
        "words": int(blocks.words.sum()),
        "corpus": frame.corpus,
        "synthetic": frame.synthetic,
        "coder": codings.coder,
        "coder_kind": codings.kind,
        "codebook": codings.source.codebook,
        "codebook_version": codings.source.version,
        "codebook_sha256": codings.source.sha256,
        "by": options.by,
        "redacted": False,  # until it is
        "validation": options.validation,
        **layer_facts(codings),
        **_of_reading(frame, codings),
    }


def _of_reading(frame: Frame, codings: Codings) -> dict[str, Any]:
    """What a person or model has looked at, and how many of their codings are not counted, by reason."""
    if codings.kind == "rules":
        return {}
    return {"looked": looked_facts(frame), "codings": len(codings.code), "not_counted": uncounted(frame, codings)}


def _n(blocks: Groups, options: TableOptions) -> str:
    n = blocks.total
    if not options.by:
        return options.message("N = {n} respondents: participants with at least one word.", n=n)
    said = options.message("N = {n} respondents; N of a block = its participants with at least one word.", n=n)
    if int(blocks.sizes.sum()) > n:
        said += options.message(
            " Some respondents stand in several blocks and count in each of them ({by}).", by=options.by
        )
    return said


def _codebook(codings: Codings, options: TableOptions) -> str:
    named = " ".join(part for part in (codings.source.codebook, codings.source.version) if part)
    hashed = f"sha256 {codings.source.sha256[:12]}" if codings.source.sha256 else ""
    said = ", ".join(part for part in (named, hashed) if part)
    return options.message("Codebook: {said}.", said=said) if said else ""


def invented(frame: Frame, options: TableOptions) -> str:
    """A note that the corpus is invented, where it is."""
    return options.message("Invented interviews (synthetic).") if frame.synthetic else ""


def ground(frame: Frame, codings: Codings, slot: Int32s) -> TablePart:
    """What every table says of who is counted, as far as it can be counted of a shard."""
    return {**said_in_slots(frame, slot), "facts": _facts(frame, codings)}


_FACTS = ("codings", "voices", "resumed", *NOT_COUNTED)
"""Numbers that notes tell."""


def _facts(frame: Frame, codings: Codings) -> KeySums:
    mine = participants(frame)
    why = {
        "codings": len(codings),
        "voices": np.count_nonzero(mine & (frame.turn_respondent < 0) & (frame.turn_words > 0)),
        "resumed": np.count_nonzero(mine & (frame.turn_counted != np.arange(len(frame.turn_counted)))),
        **uncounted(frame, codings),
    }
    return KeySums(np.arange(len(_FACTS)), np.array([[why.get(name, 0)] for name in _FACTS], np.int64))


def _voices(facts: Mapping[str, int], options: TableOptions) -> str:
    turns = facts["voices"]
    if not turns:
        return ""
    return options.message(
        "Voices that cannot be told apart ({turns}) count in mentions and words, never in N.",
        turns=options.some(turns, "turn"),
    )


def _resumed(facts: Mapping[str, int], options: TableOptions) -> str:
    """That speech after a backchannel is no turn of its own, where there is some."""
    later = facts["resumed"]
    if not later:
        return ""
    return options.message(
        "Speech that goes on after a backchannel (hmm, iya) counts as one turn with what stood before it ({turns}; "
        "column `continues` of the table turns).",
        turns=options.some(later, "turn"),
    )


_WHOSE = {
    "interviewer": N_("in turns of interviewers"),
    "other": N_("in turns of other roles"),
    "unknown": N_("in turns of speakers of unknown role"),
}


def whose_turns(frame: Frame, turns: Ints, options: TableOptions) -> str:
    """In whose turns things stand that are not a participant's, such as *2 in turns of interviewers*."""
    numbers = np.bincount(frame.turn_role[turns], minlength=len(ROLES)).tolist()
    found = {role: number for role, number in zip(ROLES, numbers, strict=True) if number and role in _WHOSE}
    return ", ".join(f"{number} {options.message(_WHOSE[role])}" for role, number in found.items())


def named_coder(codings: Codings, say: Messages) -> str:
    """The coder as titles name them: `coder rules, reviewed by ani (41 of 208 suggestions)`."""
    coder, layer = say("coder {coder}", coder=codings.coder), codings.source.layer
    if not isinstance(layer, Reviewed):
        return coder
    if not layer.numbers:
        return say("{coder}, reviewed by {by}", coder=coder, by=layer.by)
    return say(
        "{coder}, reviewed by {by} ({answered} of {suggestions})",
        coder=coder,
        by=layer.by,
        answered=layer.answered,
        suggestions=say.some(layer.suggestions, "suggestion"),
    )


def about_layer(layer: Agreed | Reviewed | None, say: Messages) -> str:
    """How the codings came about, in a sentence; empty where they are one coder's own."""
    if isinstance(layer, Reviewed):
        return _reviewed(layer, say)
    return _agreed(layer, say) if layer else ""


def layer_facts(codings: Codings) -> dict[str, Any]:
    """The same for machines; nothing where its numbers may not be told."""
    layer = codings.source.layer
    if layer is None or not layer.numbers:
        return {}
    return {"layer": {name: value for name, value in asdict(layer).items() if name != "numbers"}}


def _reviewed(layer: Reviewed, say: Messages) -> str:
    if not layer.numbers:
        return say("Reviewed by {by}: what this person rejected is left out.", by=layer.by)
    numbers = say(
        "Reviewed by {by}: {answered} of {suggestions}, {accepted} accepted ({changed} changed), {rejected} rejected "
        "({replaced} given another code).",
        by=layer.by,
        answered=layer.answered,
        suggestions=say.some(layer.suggestions, "suggestion"),
        accepted=layer.accepted,
        changed=layer.changed,
        rejected=layer.rejected,
        replaced=layer.replaced,
    )
    if layer.answered == layer.suggestions:
        return numbers
    return f"{numbers} {say('The others stand as rules made them: rules suggest, people find.')}"


def _agreed(layer: Agreed, say: Messages) -> str:
    between = say.listed(layer.between)
    if not layer.numbers:
        return say("Agreed between {between}: what both gave, and what was decided.", between=between)
    decided = sum(layer.decided.values())
    by = ", ".join(f"{name} {number}" for name, number in layer.decided.items())
    return say(
        "Agreed between {between}: {at_once} at once, {decided}{by}, {open} open.",
        between=between,
        at_once=say.some(layer.at_once, "coding"),
        decided=say("{differences} decided", differences=say.some(decided, "difference")),
        by=f" ({by})" if by else "",
        open=layer.open,
    )
