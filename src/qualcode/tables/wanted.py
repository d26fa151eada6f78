"""Wanted: the codes that `--kind` and `--code` ask for."""

from itertools import pairwise

import numpy as np

from qualcode.tables.codetree import code_tree
from qualcode.tables.frame import Bools, Codings
from qualcode.tables.options import Options


def wanted(codings: Codings, options: Options) -> list[int]:
    """Indexes of the codes that a table is about, in the codebook's order."""
    return [
        index
        for index, code in enumerate(codings.codes)
        if options.kind in ("", code.kind) and (not options.codes or code.code in options.codes)
    ]


def under(codings: Codings, options: Options) -> Bools:
    """Which codes are wanted, or stand under one that is: a flag for each."""
    tree = code_tree(codings.codes)
    asked = wanted(codings, options)
    lines = [tree.lineage[low:high] for low, high in pairwise(tree.offsets.tolist())]
    return np.array([bool(np.isin(line, asked).any()) for line in lines], np.bool_)


def narrowed(codings: Codings, options: Options) -> str:
    """Which codes a narrowed table leaves out, as a sentence; empty when it has them all."""
    if not options.kind and not options.codes:
        return ""
    kept = len(wanted(codings, options))
    asked, own = ([f"{word} {options.kind}"] if options.kind else [] for word in ("kind", "jenis"))
    every = len(codings.codes)
    return options.said(
        f"Only {', '.join([*asked, *options.codes])}: {kept} of {every} code{'' if every == 1 else 's'}.",
        f"Hanya {', '.join([*own, *options.codes])}: {kept} dari {every} kode.",
    )
