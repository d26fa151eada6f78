"""QC122: a lexicon that no rule uses."""

from qualcode.checks.check import Check
from qualcode.checks.each import from_loader

LOADER = ("unused-lexicon",)
CHECK = Check(
    code="QC122",
    name="unused-lexicon",
    level="warning",
    reason="Its words are looked for nowhere, although a reader believes that they are",
    bad="lexicons: {net: [jaringan]}\ncodes:\n  - {code: network, terms: [sinyal]}",
    good='lexicons: {net: [jaringan]}\ncodes:\n  - {code: network, terms: [sinyal, "@net"]}',
    find=from_loader(*LOADER),
    loader=LOADER,
)
