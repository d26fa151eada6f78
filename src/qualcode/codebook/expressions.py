"""Regular expressions as terms."""

from dataclasses import dataclass

from qualcode.codebook.nodes import Node, ScalarNode
from qualcode.codebook.report import Report
from qualcode.codebook.shapes import Definitions, JsonSchema, wrong

LONGEST = 1000
"""Most characters of an expression: a longer one is a word list in disguise."""


@dataclass(frozen=True)
class Expression:
    """A regular expression in the syntax of the `regex` package."""

    def read(self, node: Node, what: str, report: Report) -> str | None:
        """The expression, when it is one and cannot match nothing at all."""
        if not isinstance(node, ScalarNode) or not node.text:
            wrong(node, what, "a regular expression", report, "write it in single quotes: \"regex: '...'\"")
            return None
        found = problem(node.text)
        if found is None:
            return node.text
        code, message, hint = found
        report.error(code, message, node, hint)
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """A text; whether it is an expression, only this program says."""
        return {"type": "string", "minLength": 1, "maxLength": LONGEST}


def problem(text: str) -> tuple[str, str, str] | None:
    """What keeps a text from being an expression that can be looked for: code, message and hint; or nothing."""
    import regex  # only a codebook with expressions needs it

    if len(text) > LONGEST:
        return "regex-too-long", f"the regular expression has over {LONGEST:,} characters", "use a list of terms"
    try:
        compiled = regex.compile(text)
        nothing = compiled.fullmatch("", timeout=1) is not None
    except (regex.error, ValueError, OverflowError, RecursionError) as error:
        said = " ".join(str(error).split()) or "it cannot be read"
        return (
            "bad-regex",
            f"this is not a regular expression: {said}",
            "write it in single quotes, with \\b, \\w, | ...",
        )
    except TimeoutError:
        return "slow-regex", "the regular expression takes too long even on an empty text", "take nested repeats away"
    if nothing:
        hint = "make a part of it necessary, such as `+` instead of `*`"
        return "empty-regex", "the regular expression matches an empty text, and so everywhere", hint
    return None
