"""Material: what a model looks at."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qualcode.tables.frame import Bytes, Longs

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class Material:
    """Units that have terms, one entry a unit."""

    counts: "csr_array"
    """Shape (units, terms): how often each term stands in it."""
    language: Bytes
    """Its language, an index into `text.languages.LANGUAGES`."""
    vectors: npt.NDArray[np.float32] | None = None
    """Shape (units, 512): what it means; None: the method does not ask."""

    def take(self, rows: Longs) -> "Material":
        """Some of the units; one that is named twice stands twice."""
        vectors = None if self.vectors is None else self.vectors[rows]
        return replace(self, counts=self.counts[rows], language=self.language[rows], vectors=vectors)
