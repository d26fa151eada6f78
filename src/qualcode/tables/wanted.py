"""Wanted: the codes that `--kind` and `--code` ask for."""

from collections.abc import Sequence

from qualcode.tables.frame import Codings
from qualcode.tables.options import Options


def wanted(codings: Codings, options: Options) -> list[int]:
    """Indexes of the codes that a table is about, in the codebook's order."""
    return [
        index
        for index, code in enumerate(codings.codes)
        if options.kind in ("", code.kind) and (not options.codes or code.code in options.codes)
    ]


def narrowed(codings: Codings, options: Options) -> str:
    """Which codes a narrowed table leaves out, as a sentence; empty when it has them all."""
    if not options.kind and not options.codes:
        return ""
    kept = len(wanted(codings, options))
    asked = [f"kind {options.kind}"] if options.kind else []
    return f"Only {', '.join([*asked, *options.codes])}: {kept} of {_codes(codings.codes)}."


def _codes(codes: Sequence[object]) -> str:
    return f"{len(codes)} code" if len(codes) == 1 else f"{len(codes)} codes"
