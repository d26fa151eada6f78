"""The codes of a codebook as a tree: who stands above whom, and what they are called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcode.model import Code
from qualcode.tables.frame import Bools, Codings, Ints, Longs
from qualcode.tables.options import Options


@dataclass(frozen=True, eq=False)
class CodeTree:
    """For each code, itself and the codes above it, as one list cut into pieces."""

    offsets: Longs
    """The lineage of code i is `lineage[offsets[i]:offsets[i + 1]]`."""
    lineage: Ints
    """Indexes of codes: the code itself first, then its parent, and so on up."""
    has_children: Bools
    """True for each code that stands above another."""


def code_tree(codes: Sequence[Code]) -> CodeTree:
    """The tree that the codes' `parent` fields draw; a parent that is no code ends the line."""
    place = {code.code: index for index, code in enumerate(codes)}
    lines = [_line(code, codes, place) for code in codes]
    lengths = [len(line) for line in lines]
    above = [index for line in lines for index in line[1:]]
    return CodeTree(
        offsets=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        lineage=np.array([index for line in lines for index in line], dtype=np.int32),
        has_children=np.isin(np.arange(len(codes)), above),
    )


def _line(code: Code, codes: Sequence[Code], place: Mapping[str, int]) -> list[int]:
    line = [place[code.code]]
    while code.parent in place and place[code.parent] not in line:
        code = codes[place[code.parent]]
        line.append(place[code.code])
    return line


def label(code: Code, languages: Sequence[str]) -> str:
    """A code's label in the first of the languages that has one, then in any language; else the code itself."""
    for language in languages:
        if code.label.get(language):
            return code.label[language]
    return next((text for text in code.label.values() if text), code.code)


def labels(codings: Codings, options: Options) -> list[str]:
    """The label of every code: in the language asked for where it has one, else in those of its codebook in order."""
    wanted = (options.lang, *codings.languages) if options.lang else codings.languages
    return [label(code, wanted) for code in codings.codes]


def named(codings: Codings, options: Options) -> list[dict[str, Any]]:
    """What a row says of its code, for every code: `code`, `kind` and `label`."""
    return [
        {"code": code.code, "kind": code.kind or None, "label": called}
        for code, called in zip(codings.codes, labels(codings, options), strict=True)
    ]
