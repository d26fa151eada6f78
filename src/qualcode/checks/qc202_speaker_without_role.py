"""QC202: a speaker whose role is unknown."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, of_corpus
from qualcode.checks.context import CheckedCorpus


def find(material: CheckedCorpus) -> Iterator[Remark]:
    """Speakers who could not be told apart; the label may be a name, so it is shown like a quote."""
    for speaker in material.speakers:
        if speaker.role == "unknown":
            message = (
                f"a speaker of `{speaker.transcript}` has no role: {speaker.words} words are neither coded nor counted"
            )
            hint = "say who it is under `speakers:` in corpus.yaml, or with `ingest --interviewer`"
            yield Remark(message, *material.place(speaker.transcript, speaker.turn), hint=hint, quote=speaker.speaker)


CHECK = Check(
    code="QC202",
    name="speaker-without-role",
    level="warning",
    reason="Only participants are coded and counted, and nobody knows whether this speaker is one",
    bad="speakers A and B, who both ask and answer",
    good="speakers: {A: interviewer, B: participant}",
    find=of_corpus(find),
)
