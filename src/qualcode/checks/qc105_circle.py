"""QC105: a lexicon that holds itself, a code above itself, a file that includes itself."""

from qualcode.checks.check import Check
from qualcode.checks.each import from_loader

LOADER = ("lexicon-cycle", "lexicons-too-deep", "parent-cycle", "include-cycle")
CHECK = Check(
    code="QC105",
    name="circle",
    level="error",
    reason="What holds itself has no end and no meaning",
    bad='lexicons:\n  net: [jaringan, "@signal"]\n  signal: [sinyal, "@net"]',
    good='lexicons:\n  net: [jaringan, "@signal"]\n  signal: [sinyal]',
    find=from_loader(*LOADER),
    loader=LOADER,
)
