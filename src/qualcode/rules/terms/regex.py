"""Regular expressions as terms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model.codebook import Term
from qualcode.rules.kind import Search, SearchStopped, Spans, TermKind
from qualcode.text.shapes import Definitions, JsonSchema, YamlReport, wrong
from qualcode.text.yaml import ScalarNode, YamlNode

_QUANTIFIER = re.compile(r"\{(\d*)(,?)(\d*)\}")
_SET = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
LONGEST_EXPRESSION = 1000
"""Most characters of an expression: a longer one is a word list in disguise."""


@dataclass(frozen=True)
class ExpressionShape:
    """A regular expression in the syntax of the `regex` package."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> str | None:
        """The expression, if it is valid and cannot match an empty text."""
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
        """A text; whether it is a valid expression is checked when loading."""
        return {"type": "string", "minLength": 1, "maxLength": LONGEST_EXPRESSION}


def problem(text: str) -> tuple[str, str, str] | None:
    """Why a text is no usable expression: code, message and hint; None if it is one."""
    import regex  # only a codebook with expressions needs it

    if len(text) > LONGEST_EXPRESSION:
        return (
            "regex-too-long",
            f"the regular expression has over {LONGEST_EXPRESSION:,} characters",
            "use a list of terms",
        )
    if expanded_size(text) > _LARGEST_EXPRESSION:
        message = f"the repeats of the regular expression write out to over {_LARGEST_EXPRESSION:,} signs"
        return "regex-too-large", message, "let repeats stand side by side, with smaller numbers: `{1000}`"
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


_LARGEST_EXPRESSION = 100_000
"""Most characters of an expression with its counted repeats written out, as they are in memory."""


def expanded_size(text: str) -> int:
    """Number of characters with every `{n}` written out: `((a{1000}){1000}){1000}` has 10⁹."""
    open_groups, last, at = [0], 0, 0
    while at < len(text):
        counted, found = _QUANTIFIER.match(text, at), _SET.match(text, at)
        if counted:
            open_groups[-1] += last * (max(int(counted[3] or 0), int(counted[1] or 0), 1) - 1)
            last *= max(int(counted[3] or 0), int(counted[1] or 0), 1)
            at = counted.end()
        elif text[at] == "(":
            open_groups.append(0)
            at += 1
        elif text[at] == ")" and len(open_groups) > 1:
            last = open_groups.pop()
            open_groups[-1] += last
            at += 1
        else:
            last = 1
            open_groups[-1] += 1
            at = found.end() if found else at + 1 + (text[at] == "\\")
    return sum(open_groups)


REGEX_SECONDS = 1.0
"""Longest search in one segment, in seconds; a harmless expression needs some microseconds."""


class RegexTerm:
    """A compiled regular expression, case-sensitive if the term says so."""

    def __init__(self, term: Term) -> None:
        """Compile it; loading the codebook made sure that this works."""
        import regex  # only a codebook with expressions needs it

        self._compiled = regex.compile(term.text, 0 if term.case else regex.IGNORECASE)

    def spans(self, text: str) -> Spans:
        """Matches from left to right that do not overlap."""
        try:
            return [match.span() for match in self._compiled.finditer(text, timeout=REGEX_SECONDS)]
        except TimeoutError:
            message = f"took over {REGEX_SECONDS:g} s on one segment and was given up: it finds nothing"
            hint = "repeats inside repeats, such as `(a+)+`, take time without end: write one of them"
            raise SearchStopped("slow-regex", message, hint) from None
        except MemoryError:
            raise SearchStopped(
                "slow-regex", "took all memory on one segment and was given up", "simplify it"
            ) from None


class RegexKind(TermKind):
    """Regular expressions."""

    name = field = "regex"
    shape = ExpressionShape()
    says = "Regular expression, looked for in the text of a segment."
    noun = "the regular expression"

    def search(self, term: Term, pipelines: Mapping[str, str]) -> Search:
        """The compiled expression."""
        return RegexTerm(term)
