"""What suggestions are learnt from: turns, what a coder has said of them, and what the codebook says of its codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.corpus.frame import Bools, Floats, Int64s
from qualcode.model.codebook import Code

TurnVectors = npt.NDArray[np.float32]
"""Shape (texts, dimensions), rows of length 1."""


@dataclass(frozen=True, eq=False)
class CodeTexts:
    """Texts that say what a code means: its label and definition, when to use it, and sentences that must be found."""

    texts: tuple[str, ...]
    """One entry a text."""
    code: Int64s
    """Index of the code that each text belongs to."""
    vectors: TurnVectors
    """What each text means."""


@dataclass(frozen=True, eq=False)
class Material:
    """Participants' turns, one row each in the order of the corpus, with what is known of them."""

    texts: Sequence[str]
    """What was said, without the transcriber's marks."""
    vectors: TurnVectors
    """What each turn means."""
    people: Int64s
    """Number of the people that each turn belongs to: a respondent with all who talked with them."""
    codes: tuple[Code, ...]
    """Codes of the codebook that are in use."""
    has: Bools
    """Shape (turns, codes): the coder gave the code, or one under it."""
    known: Bools
    """Shape (turns, codes): the coder has looked at the turn and so said yes or no."""
    definitions: CodeTexts
    """What the codebook says of the codes."""
    rules: Bools
    """Shape (turns, codes): a rule of the code finds it affirmed."""
    elsewhere: Floats | None = None
    """Shape (turns, codes): what a model learnt elsewhere says; None: there is no such model."""

    @property
    def looked(self) -> Bools:
        """Turns that the coder has looked at."""
        return np.asarray(self.known.any(axis=1))

    @property
    def positives(self) -> Int64s:
        """Turns that have each code."""
        return np.asarray((self.has & self.known).sum(axis=0), np.int64)

    def forgetting(self, rows: Bools) -> "Material":
        """The same as if the coder had not looked at some turns."""
        kept = self.known & ~rows[:, None]
        return Material(
            self.texts, self.vectors, self.people, self.codes, self.has & kept, kept, self.definitions, self.rules,
            self.elsewhere,
        )  # fmt: skip


def code_texts(code: Code) -> Iterator[str]:
    """What a codebook says of a code in words, a text each; none where there is not even a label."""
    for language in dict.fromkeys([*code.label, *code.definition]):
        yield ". ".join(each for each in (code.label.get(language), code.definition.get(language)) if each)
    for lines in code.include.values():
        yield from lines
    yield from (example.text for example in code.examples if example.expect)
