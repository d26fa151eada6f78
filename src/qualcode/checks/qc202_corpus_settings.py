"""QC202, QC203, QC204: what `corpus.yaml` should say of speakers, consent and attributes."""

from collections import Counter
from collections.abc import Iterator, Mapping

from qualcode.checks.check import Check, Remark, of_corpus
from qualcode.checks.context import CheckedCorpus
from qualcode.model.corpus import consent_of


def speakers_without_role(material: CheckedCorpus) -> Iterator[Remark]:
    """Speakers without a role; the label may be a name, so it is shown like a quote."""
    for speaker in material.speakers:
        if speaker.role == "unknown":
            message = (
                f"a speaker of `{speaker.transcript}` has no role: {speaker.words} words are neither coded nor counted"
            )
            hint = "say who it is under `speakers:` in corpus.yaml, or with `ingest --interviewer`"
            yield Remark(message, *material.place(speaker.transcript, speaker.turn), hint=hint, quote=speaker.speaker)


SPEAKER_WITHOUT_ROLE = Check(
    code="QC202",
    name="speaker-without-role",
    level="warning",
    reason="Only participants are coded and counted, and nobody knows whether this speaker is one",
    bad="speakers A and B, who both ask and answer",
    good="speakers: {A: interviewer, B: participant}",
    find=of_corpus(speakers_without_role),
)


def attributes_of(material: CheckedCorpus, transcript: str) -> Mapping[str, str]:
    """The attributes of a transcript: `corpus.yaml` takes precedence over `--meta`, and that over the source."""
    header = material.headers[transcript]
    stated = {**header.attributes, **header.meta, **material.corpus.attributes.get(transcript, {})}
    return {name: value for name, value in stated.items() if value}


def unstated_consent(material: CheckedCorpus) -> Iterator[Remark]:
    """Real corpora with transcripts that do not state consent in one of the four terms."""
    if material.corpus.synthetic:
        return
    stated = [attributes_of(material, name).get("consent") or material.corpus.consent for name in material.headers]
    said = {
        "does not say what the participants of {which} agreed to": [not each for each in stated],
        "says in words of its own what the participants of {which} agreed to, which allows nothing": [
            bool(each) and not consent_of(each) for each in stated
        ],
        "has {which} whose participants agreed to nothing (`none`)": [consent_of(each) == "none" for each in stated],
    }
    for message, which in said.items():
        if any(which):
            named = message.format(which=f"{sum(which)} of {len(which)} transcripts")
            nothing = "take them out of the sources" if "`none`" in message else ""
            hint = nothing or "write `consent: analysis`, `quotes` or `share` in corpus.yaml, or `none`"
            yield Remark(f"corpus `{material.corpus.corpus}` {named}", material.file, hint=hint)


MISSING_CONSENT = Check(
    code="QC203",
    name="missing-consent",
    level="warning",
    reason="Whoever shares or quotes a transcript must know what its participant agreed to",
    bad="title: Interviews in three cities\nconsent: quotes without names; no sharing of transcripts",
    good="title: Interviews in three cities\nconsent: quotes",
    find=of_corpus(unstated_consent),
)


USUAL_ATTRIBUTE_SHARE = 0.5
"""Share of the transcripts with an attribute from which all others should have it too."""


def missing_attributes(material: CheckedCorpus) -> Iterator[Remark]:
    """Transcripts that lack attributes for tables by group; one remark if no transcript has any."""
    known = {name: attributes_of(material, name).keys() for name in material.headers}
    counts = Counter(attribute for own in known.values() for attribute in own)
    hint = "write them under `transcripts:` in corpus.yaml, or give `ingest --meta FILE.csv`"
    if not counts:
        yield Remark("no transcript has attributes: tables cannot be split with `--by`", material.file, hint=hint)
        return
    usual = sorted(attribute for attribute, count in counts.items() if count > USUAL_ATTRIBUTE_SHARE * len(known))
    for name, own in known.items():
        missing = [f"`{attribute}`" for attribute in usual if attribute not in own]
        if missing or not own:
            what = f"lacks {', '.join(missing)}" if missing else "has no attributes"
            yield Remark(f"transcript `{name}` {what}", *material.place(name), hint=hint)


MISSING_ATTRIBUTE = Check(
    code="QC204",
    name="missing-attribute",
    level="note",
    reason="A transcript without an attribute is left out of every comparison by it",
    bad="transcripts:\n  a: {attributes: {city: Bandung}}\n  b: {}",
    good="transcripts:\n  a: {attributes: {city: Bandung}}\n  b: {attributes: {city: Medan}}",
    find=of_corpus(missing_attributes),
)

CHECKS = (SPEAKER_WITHOUT_ROLE, MISSING_CONSENT, MISSING_ATTRIBUTE)
