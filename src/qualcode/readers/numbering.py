"""Numbers of questions in labels: `Q1:`, `A1:`, `Q2:`, `A2:` are two speakers, not four."""

import re
from collections.abc import Sequence

from qualcode.model import Finding
from qualcode.readers import names
from qualcode.readers.candidates import Candidate

_NUMBERED = re.compile(r"(?P<word>[^\W\d_]{1,12})[ .]?(?P<number>\d{1,3})")


def without_question_numbers(found: list[Candidate], name: str) -> tuple[list[Candidate], list[Finding]]:
    """Take the numbers off labels when they rise with each pair of question and answer, and say so.

    That needs two words with the same numbers, each number in one place only: `P1` and `P2` of a group return.
    """
    matches = [_NUMBERED.fullmatch(it.label) for it in found]
    numbered = [(names.key(match["word"]), int(match["number"])) for match in matches if match]
    if not _are_pairs(numbered) or any(
        not match and names.is_party(it.label) for match, it in zip(matches, found, strict=True)
    ):
        return found, []
    plain = [it._replace(label=match["word"]) if match else it for it, match in zip(found, matches, strict=True)]
    message = "the numbers of the labels rise with each question and answer; they were read as numbers of questions"
    return plain, [Finding("note", "question-numbers", message, name)]


def _are_pairs(numbered: Sequence[tuple[str, int]]) -> bool:
    numbers = [number for _, number in numbered]
    by_word: dict[str, set[int]] = {}
    for word, number in numbered:
        by_word.setdefault(word, set()).add(number)
    if len(by_word) != 2 or numbers != sorted(numbers) or len(set(numbers)) < 2:
        return False
    one, other = by_word.values()
    return len(one & other) * 2 > len(one | other)
