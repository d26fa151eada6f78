"""Codebooks for tests of checks, from the lines under `codes:`."""

from qualcode.checks import CHECKS
from qualcode.checks.check import Check, CheckFinding, run_checks
from qualcode.checks.context import CheckContext, CodebookFile
from qualcode.codebook.load import load_codebook


def context(text: str) -> CheckContext:
    """A codebook without a corpus, as checks see it."""
    codebook, findings = load_codebook("book.yaml", text.encode())
    return CheckContext((CodebookFile("book.yaml", codebook, findings),))


def book(codes: str, head: str = "") -> str:
    """A codebook in two languages."""
    return f"format: 1\ncodebook: test\nlanguages: [id, en]\n{head}codes:\n{codes}"


def one(code: str) -> Check:
    """A check by its code."""
    return next(check for check in CHECKS if check.code == code)


def found(code: str, text: str) -> list[CheckFinding]:
    """What one check finds in a codebook."""
    return list(run_checks([one(code)], context(text)))


def messages(code: str, text: str) -> list[str]:
    """The same as sentences with their places."""
    return [str(each.finding) for each in found(code, text)]
