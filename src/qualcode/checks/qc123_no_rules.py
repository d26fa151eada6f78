"""QC123: a code without rules."""

from qualcode.checks.check import Check
from qualcode.checks.each import from_loader

LOADER = ("no-rules",)
CHECK = Check(
    code="QC123",
    name="no-rules",
    level="note",
    reason="Rules never suggest it: only people can give it, and its count from rules is 0",
    bad="- code: staff",
    good="- code: staff\n  terms: [perawat]",
    find=from_loader(*LOADER),
    loader=LOADER,
)
