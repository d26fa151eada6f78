"""A study: what `qualcode.yaml` says."""

from dataclasses import dataclass, field

from qualcode.model.finding import Level


@dataclass(frozen=True)
class CheckSettings:
    """How `qualcode check` judges this study; what is said on the command line wins."""

    ignore: tuple[str, ...] = ()
    """Checks that are left out: codes or their beginnings, such as `QC107` or `QC2`."""
    fail_level: Level = "error"
    """A finding of this level or a worse one makes the command fail."""
    max_share: float = 25.0
    """Percentage of the participants' segments above which a rule fires too often."""


@dataclass(frozen=True)
class TopicSettings:
    """What topics leave out in this study, beside the lists that come with qualcode."""

    stop_words: tuple[str, ...] = ()
    """Words that say nothing about the matter; their inflected forms are meant, too."""
    names: tuple[str, ...] = ()
    """Names of people and places that must not become terms."""


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
    check: CheckSettings = field(default_factory=CheckSettings)
    """How the study is checked."""
    topics: TopicSettings = field(default_factory=TopicSettings)
    """What topics leave out."""
    configured: bool = False
    """True when there is a `qualcode.yaml`."""
