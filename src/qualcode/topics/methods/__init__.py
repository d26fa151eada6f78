"""Models that find topics, one file each; `METHODS` is what a user can name."""

from collections.abc import Mapping

from qualcode.topics.methods import lda, meaning, minibatch, nmf
from qualcode.topics.methods.method import Method

METHODS: Mapping[str, Method] = {
    "nmf": nmf.METHOD,
    "minibatch": minibatch.METHOD,
    "lda": lda.METHOD,
    "meaning": meaning.METHOD,
}
"""Name -> the model."""

__all__ = ["METHODS", "Method"]
