"""QC101: text that is not the plain YAML of codebooks."""

from qualcode.checks.check import Check
from qualcode.checks.each import from_loader

LOADER = (
    "yaml-syntax", "unquoted-colon", "unquoted-sign", "tab", "too-deep", "anchor", "alias", "tag", "key-not-text",
    "duplicate-key", "strange-space", "dash-without-space", "indentation",
)  # fmt: skip
CHECK = Check(
    code="QC101",
    name="yaml-syntax",
    level="error",
    reason="A quote, bracket or indentation that is wrong changes what the lines after it mean",
    bad="terms: [@connectivity, jaringan]",
    good='terms: ["@connectivity", jaringan]',
    find=from_loader(*LOADER),
    loader=LOADER,
)
