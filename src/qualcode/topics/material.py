"""Material: what a model looks at."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.tables.frame import Bytes, Longs
from qualcode.topics.vectors import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class Meaning:
    """What units mean, one entry a unit."""

    language: Bytes
    """Its language, an index into `text.languages.LANGUAGES`."""
    vectors: Vectors | None = None
    """Shape (units, 512): rows of length 1, or zeros where a unit says nothing; None: only the language is asked."""

    def take(self, rows: Longs) -> "Meaning":
        """Some of the units."""
        return Meaning(self.language[rows], None if self.vectors is None else self.vectors[rows])


@dataclass(frozen=True, eq=False)
class Material:
    """Units that have terms, one entry a unit."""

    counts: "csr_array"
    """Shape (units, terms): how often each term stands in it."""
    meaning: Meaning | None = None
    """What each means; None: the method does not ask."""

    def take(self, rows: Longs) -> "Material":
        """Some of the units; one that is named twice stands twice."""
        return Material(self.counts[rows], self.meaning and self.meaning.take(rows))
