"""Attributes of transcripts."""

from collections.abc import Mapping

from qualcode.checks.context import Material


def attributes(material: Material, transcript: str) -> Mapping[str, str]:
    """What is known about a transcript: `corpus.yaml` wins over `--meta`, and that over the source."""
    header = material.headers[transcript]
    stated = {**header.attributes, **header.meta, **material.corpus.attributes.get(transcript, {})}
    return {name: value for name, value in stated.items() if value}
