"""QC203: a corpus that does not say what the participants agreed to."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, attributes_of, of_corpus
from qualcode.checks.context import CheckedCorpus


def find(material: CheckedCorpus) -> Iterator[Remark]:
    """Real corpora without `consent:`, unless each transcript states it as an attribute."""
    if material.corpus.synthetic or material.corpus.consent:
        return
    without = [name for name in material.headers if not attributes_of(material, name).get("consent")]
    if without:
        which = f"{len(without)} of {len(material.headers)} transcripts"
        message = f"corpus `{material.corpus.corpus}` does not say what the participants of {which} agreed to"
        hint = "write `consent: ...` in corpus.yaml (`sharing` where transcripts may be passed on)"
        yield Remark(message, material.file, hint=hint)


CHECK = Check(
    code="QC203",
    name="missing-consent",
    level="warning",
    reason="Whoever shares or quotes a transcript must know what its participant agreed to",
    bad="title: Interviews in three cities",
    good="title: Interviews in three cities\nconsent: quotes without names; no sharing of transcripts",
    find=of_corpus(find),
)
