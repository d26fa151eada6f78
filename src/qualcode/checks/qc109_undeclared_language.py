"""QC109: a label or term in a language that the codebook does not declare."""

from qualcode.checks.check import Check
from qualcode.checks.each import from_loader

LOADER = ("undeclared-language",)
CHECK = Check(
    code="QC109",
    name="undeclared-language",
    level="warning",
    reason="A slip in a language's name takes its words out of tables and matching",
    bad="languages: [id]\ncodes:\n  - code: staff\n    label: {in: Perawat kurang}",
    good="languages: [id]\ncodes:\n  - code: staff\n    label: {id: Perawat kurang}",
    find=from_loader(*LOADER),
    loader=LOADER,
)
