"""QC121: a regular expression that matches nothing, which is everywhere."""

from qualcode.checks.check import Check
from qualcode.checks.each import from_loader

LOADER = ("empty-regex",)
CHECK = Check(
    code="QC121",
    name="empty-pattern",
    level="error",
    reason="A match without a word is found between all letters, and is no evidence for a code",
    bad="terms: [{regex: '(nggak)*'}]",
    good="terms: [{regex: '(nggak)+'}]",
    find=from_loader(*LOADER),
    loader=LOADER,
)
