"""Export options: what is exported, in which format, where to, and under which name."""

import re
from dataclasses import dataclass, field

from qualcode.steps.layer import RULES
from qualcode.tables import Options

PACKAGE = "datapackage.json"
"""File that describes the csv files of its folder."""
NUMBERS = ("window", "top", "shuffles", "seed", "base", "run")
"""Options of tables that are numbers."""


@dataclass(frozen=True)
class ExportOptions:
    """What is exported, in which format, and where to."""

    table: str = "barriers"
    """Name of the table."""
    format: str = ""
    """Name of the format; empty: by the ending of `output`, else csv."""
    output: str = ""
    """File; empty: `out/TABLE.FORMAT`, the options in its name; `-`: nowhere, the bytes are in the report."""
    coder: str = RULES
    """Whose codings."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    options: Options = field(default_factory=Options)
    """Options of the table."""
    dry_run: bool = False
    """True: write nothing."""


def export_stem(wanted: ExportOptions) -> str:
    """Name of the file without its ending: each way to ask for a table has its own, so that none replaces another."""
    options, usual = wanted.options, Options()
    flags = [name for name in ("test", "interval", "speakers", "no_quotes", "redact") if getattr(options, name)]
    numbers = [f"{name} {getattr(options, name)}" for name in NUMBERS if getattr(options, name) != getattr(usual, name)]
    level = options.level if options.level != usual.level else ""
    words = [options.kind, *options.codes, *options.terms, level, options.unit, options.by and f"by {options.by}"]
    coder = "" if wanted.coder == RULES else wanted.coder
    said = [wanted.table, *words, *numbers, coder, options.lang, *flags]
    return re.sub(r"[^\w.]+|_", "-", "-".join(part for part in said if part))
