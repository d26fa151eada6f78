"""QC302: a coding with a code that no codebook has."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import CheckContext


def find(context: CheckContext) -> Iterator[Remark]:
    """Codes of people's codings that are not in the codebooks, one remark for each code and coder."""
    if context.material is None or not all(book.codebook for book in context.books) or not context.codes:
        return  # without the codes nothing is known about any
    counts = Counter((coding.coder, coding.code) for coding in context.material.codings)
    for (coder, code), count in sorted(counts.items()):
        if code not in context.codes:
            near = get_close_matches(code, sorted(context.codes), n=1)
            hint = f"did you mean `{near[0]}`?" if near else "add it to the codebook, or recode"
            what = f"{count} codings of {coder} have" if count > 1 else f"a coding of {coder} has"
            yield Remark(f"{what} the code `{code}`, which no codebook has", hint=hint)


CHECK = Check(
    code="QC302",
    name="unknown-code",
    level="error",
    reason="Codings with a misspelt or removed code are in no table",
    bad='{"turn": 4, "code": "infrastucture", ...}',
    good='{"turn": 4, "code": "infrastructure", ...}',
    find=find,
)
