"""QC100: a codebook file that cannot be read as text or was written for another program."""

from qualcode.checks.check import Check
from qualcode.checks.each import from_loader

LOADER = (
    "file-too-large", "not-utf8", "control-character", "not-a-codebook", "newer-format", "several-documents",
    "more-findings",
)  # fmt: skip
CHECK = Check(
    code="QC100",
    name="unreadable-file",
    level="error",
    reason="A file that cannot be read as a codebook codes nothing",
    bad="a codebook saved as UTF-16, or a file over 5 MB",
    good="format: 1\ncodebook: barriers\ncodes: [...]",
    find=from_loader(*LOADER),
    loader=LOADER,
)
