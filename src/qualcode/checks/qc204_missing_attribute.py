"""QC204: a transcript without attributes, or without one that most others have."""

from collections import Counter
from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, attributes_of, of_corpus
from qualcode.checks.context import CheckedCorpus

USUAL_ATTRIBUTE_SHARE = 0.5
"""An attribute that more than this share of the transcripts have is one that the others should have too."""


def find(material: CheckedCorpus) -> Iterator[Remark]:
    """Transcripts that tables by attribute cannot place; one remark where no transcript has any."""
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


CHECK = Check(
    code="QC204",
    name="missing-attribute",
    level="note",
    reason="A transcript without an attribute is left out of every comparison by it",
    bad="transcripts:\n  a: {attributes: {city: Bandung}}\n  b: {}",
    good="transcripts:\n  a: {attributes: {city: Bandung}}\n  b: {attributes: {city: Medan}}",
    find=of_corpus(find),
)
