"""Options of topics: what is looked at, by which model, in how many topics."""

from dataclasses import dataclass

UNITS = ("segment", "turn", "window")
"""What the words are counted in, the usual one first."""
MANY, FEW_SAMPLES, COARSE = 50_000, 4, 3e-3
"""Units from which less is spent on each topic: so many halves of the respondents, and this `tol`."""
LARGE = 200_000
"""Units from which the model is fitted in small batches."""


@dataclass(frozen=True)
class TopicOptions:
    """How topics are found. Names that scikit-learn has mean what they mean there."""

    method: str = "nmf"
    """Name of the model."""
    k: tuple[int, int] = (0, 0)
    """Fewest and most topics; where they differ, the number is chosen between them. 0: chosen among the usual ones."""
    unit: str = "segment"
    """`segment`, `turn`, or `window`: a segment together with its neighbours in the turn."""
    window: int = 1
    """Neighbours on each side, of unit `window`."""
    by_language: bool = False
    """True: as many topics for each language as `k` says, each found in what is said in that language."""
    seed: int = 1
    """Seed of everything random."""
    samples: int = 20
    """Halves of the respondents from which stability is told, at least 2."""
    min_df: int = 3
    """Fewest units in which a term must stand."""
    max_df: float = 0.5
    """Largest share of units in which a term may stand."""
    max_features: int = 10_000
    """Most terms; the most frequent ones are kept."""
    max_iter: int = 200
    """Most rounds of fitting."""
    tol: float = 1e-4
    """Fitting ends when a round changes less than this share of what the first one did."""
    fewest_segments: int = 5
    """Segments below which a topic is not reported."""
    fewest_respondents: int = 3
    """Respondents below which a topic is not reported; never under 3."""
    stable: float = 0.6
    """Stability from which a topic is marked stable; also the share of halves that makes a term one of its core."""
