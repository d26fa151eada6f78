"""QC104: a lexicon, parent or file that is named and is not there."""

from qualcode.checks.check import Check
from qualcode.checks.each import from_loader

LOADER = ("unknown-lexicon", "unknown-parent", "unknown-replacement", "include-missing", "include-path")
CHECK = Check(
    code="QC104",
    name="unknown-reference",
    level="error",
    reason="A name that leads nowhere is a slip, and what it should bring is missing",
    bad='terms: ["@conectivity"]',
    good='terms: ["@connectivity"]',
    find=from_loader(*LOADER),
    loader=LOADER,
)
