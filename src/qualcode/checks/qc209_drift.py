"""QC209: something that differs from `qualcode.lock` (with `--locked`)."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import CheckContext


def find(context: CheckContext) -> Iterator[Remark]:
    """What drifted, where it was asked for."""
    for what in context.drift:
        yield Remark(what, "qualcode.lock", hint="run `qualcode lock` if it is meant")
    if context.absent:
        hint = "`qualcode lock --check` compares them where they are"
        yield Remark(context.absent, "qualcode.lock", hint=hint, level="note")


CHECK = Check(
    code="QC209",
    name="drift",
    level="error",
    reason="Published numbers were made from what the lock lists, and something of that has changed",
    bad="a codebook edited after `qualcode lock`",
    good="`qualcode lock` run after the edit, and the new tables looked at",
    find=find,
)
