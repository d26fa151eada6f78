"""Reading: what a coder has looked at, and codings on turns that are not counted; said under every table of theirs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, participants, said_by_participants
from qualcode.languages.catalogue import N_
from qualcode.model.corpus import ROLES
from qualcode.model.finding import Finding
from qualcode.tables.kind import ShownWork, TableOptions

NOT_COUNTED = {
    "interviewer": N_("interviewer {number}"),
    "other": N_("other role {number}"),
    "unknown": N_("role unknown {number}"),
    "not looked at": N_("not looked at {number}"),
}
"""Why codings do not count -> how many, as a note says it."""


def uncounted(frame: Frame, codings: Codings) -> dict[str, int]:
    """Why codings are not counted -> how many: the role of whose turn they stand on, or `not looked at`."""
    said = said_by_participants(frame)[codings.turn]
    roles = np.bincount(frame.turn_role[codings.turn[~said]], minlength=len(ROLES)).tolist()
    unread = int(np.count_nonzero(said & ~participants(frame)[codings.turn]))
    why = {**dict(zip(ROLES, roles, strict=True)), "not looked at": unread}
    return {name: why[name] for name in NOT_COUNTED if why[name]}


def uncounted_note(why: Mapping[str, int], codings: int, options: TableOptions) -> str:
    """How many codings stand on turns that are not counted, and whose turns these are; empty where all count."""
    if not why:
        return ""
    whose = ", ".join(options.message(NOT_COUNTED[name], number=number) for name, number in why.items())
    return options.message(
        "{left} of {codings} stand on turns that are not counted: {whose} (corpus.yaml says who speaks, coder.yaml "
        "what was read).",
        left=sum(why.values()),
        codings=options.some(codings, "coding"),
        whose=whose,
    )


def looked_note(frame: Frame, codings: Codings, options: TableOptions) -> str:
    """What the coder has looked at, where that is not everything or not known."""
    looked, coder = frame.looked, codings.coder
    if not looked.known:
        return options.message(
            "It is not known what {coder} has read (`read_whole` in coding/{coder}/coder.yaml): N, words and shares "
            "are those of the whole corpus, as if all of it had been read.",
            coder=coder,
        )
    if looked.turns is None:
        return ""
    seen, every = looked_facts(frame), {"turns": _turns(frame, said_by_participants(frame))}
    said = options.message(
        "Looked at by {coder}: {turns} of {every} of participants, in {transcripts} of {all}.",
        coder=coder,
        turns=seen["turns"],
        every=options.some(every["turns"], "turn"),
        transcripts=seen["transcripts"],
        all=options.some(len(frame.transcripts), "transcript"),
    )
    if looked.sample:
        drawn = options.message(
            "They were drawn as sample {sample}, so that nothing here is a share of the whole.", sample=looked.sample
        )
        return f"{said} {drawn}"
    return f"{said} {options.message('N, words and shares are of these.')}"


def looked_facts(frame: Frame) -> dict[str, Any]:
    """The same for machines: turns and transcripts looked at, whether that is known, and the sample."""
    mine = participants(frame)
    transcripts = len(np.unique(frame.turn_transcript[mine]))
    looked = frame.looked
    return {"turns": _turns(frame, mine), "transcripts": transcripts, "known": looked.known, "sample": looked.sample}


def _turns(frame: Frame, which: Bools) -> int:
    """Turns with a word, those that resume one not counted."""
    return len(np.unique(frame.turn_counted[which & (frame.turn_words > 0)]))


def reading_problems(shown: ShownWork, frame: Frame, codings: Codings) -> tuple[Finding, ...]:
    """What stands against a table of a person's or model's codings, and what it leaves out.

    Errors: a sample would be counted as if it were the whole, or not one coding stands on a turn that is counted.
    """
    if codings.kind == "rules":
        return ()
    drawn = frame.looked.sample if shown == "counts" else ""
    lost = uncounted_codings(frame, codings)
    if sum(uncounted(frame, codings).values()) == len(codings.code) and shown != "turns":
        lost = [replace(each, level="error") for each in lost]
    return (*([_drawn(codings, drawn)] if drawn else []), *lost)


def _drawn(codings: Codings, sample: str) -> Finding:
    coder = codings.coder
    message = (
        f"`{coder}` has looked at units of sample `{sample}` only, which rules or proposals chose: counted "
        "as they are, they would say nothing of the whole"
    )
    hint = (
        f"`qualcode evaluate --against {coder}` weights drawn ones and says how far rules can be trusted; `qualcode "
        f"export segments --coder {coder}` lists them; to count them, code whole transcripts: `qualcode import codings "
        f"FILE --coder {coder} --read-whole`"
    )
    return Finding("error", "drawn-units", message, hint=hint)


def uncounted_codings(frame: Frame, codings: Codings) -> list[Finding]:
    """A warning about codings on turns that are not counted, with the mend; nothing where all count."""
    why, every = uncounted(frame, codings), len(codings.code)
    if not why:
        return []
    left, unread = sum(why.values()), "not looked at" in why
    whose = uncounted_note(why, every, TableOptions()).partition(": ")[2].partition(" (")[0]
    message = f"{left} of {every} codings of `{codings.coder}` stand on turns that are not counted: {whose}"
    roles = "say who is a participant under `speakers:` in corpus.yaml (`qualcode status` shows the roles)"
    read = (
        "where all of an interview is read, press F in `qualcode review`, or name it under `read_whole` in "
        f"coding/{codings.coder}/coder.yaml"
    )
    hint = "; ".join([*([roles] if len(why) > unread else []), *([read] if unread else [])])
    return [Finding("warning", "uncounted-codings", message, hint=hint)]


def incomplete_reading(frame: Frame, codings: Codings, what: str) -> tuple[Finding, ...]:
    """An error where something can only be said of a whole reading; `what` says it of the coder's."""
    looked, coder = frame.looked, codings.coder
    if looked.known and looked.turns is None:
        return ()
    seen = "it is not known what `{}` has read" if not looked.known else "`{}` has not looked at every turn"
    message = f"{seen.format(coder)}: {what}"
    hint = f"say what was read under `read_whole` in coding/{coder}/coder.yaml, once all of it is read"
    return (Finding("error", "incomplete-reading", message, hint=hint),)
