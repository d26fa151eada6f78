"""A study: what `qualcode.yaml` says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Study:
    """A folder with corpora and codebooks, and its settings (all optional)."""

    title: str = ""
    """Title for people."""
    languages: tuple[str, ...] = ("id", "en")
    """Languages of the study; the first one is the default of tables."""
    corpus: str = "default"
    """Corpus used when none is named."""
    codebook: str = ""
    """Codebook file used when none is named, relative to the study."""
    segment: str = "sentence"
    """How turns are cut into segments: `sentence`, `turn`, `paragraph` or `line`."""
    configured: bool = False
    """True when there is a `qualcode.yaml`."""
