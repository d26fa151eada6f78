"""QC103: two codes, rules or lexicons with one name."""

from qualcode.checks.check import Check
from qualcode.checks.each import from_loader

LOADER = ("duplicate-code", "duplicate-rule", "duplicate-lexicon")
CHECK = Check(
    code="QC103",
    name="duplicate-name",
    level="error",
    reason="A coding names its code and its rule, and must mean one of each",
    bad="codes:\n  - code: trust\n  - code: trust",
    good="codes:\n  - code: citizen_trust\n  - code: vendor_trust",
    find=from_loader(*LOADER),
    loader=LOADER,
)
