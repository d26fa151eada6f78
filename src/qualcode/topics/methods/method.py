"""What a model of topics is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.tables.frame import Floats
from qualcode.topics.options import TopicOptions

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from qualcode.topics.material import Material


@dataclass(frozen=True, eq=False)
class Model:
    """What a model found."""

    weights: Floats
    """Shape (units, topics): how much of each topic is in each unit; nothing is below 0."""
    components: Floats
    """Shape (topics, terms): how much each term belongs to each topic; nothing is below 0."""


@dataclass(frozen=True)
class Method:
    """One model that a user can name."""

    about: str
    """What it does, in one sentence."""
    fit: "Callable[[Material, int, int, TopicOptions], Model]"
    """Finds a number of topics in what is said, with a seed."""
    vectors: bool = False
    """True: it asks what sentences mean, not only which words they have."""


def tf_idf(counts: "csr_array") -> "csr_array":
    """Counts weighted by tf-idf (Salton and Buckley 1988), rows of length 1; a word said n times counts 1 + ln(n)."""
    from sklearn.feature_extraction.text import TfidfTransformer

    return TfidfTransformer(sublinear_tf=True).fit_transform(counts)
