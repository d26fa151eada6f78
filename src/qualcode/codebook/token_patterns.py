"""Token patterns as terms: lists of mappings, one a token, as the Matcher of spaCy reads them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.codebook.nodes import ListNode, MapNode, Node, ScalarNode
from qualcode.codebook.report import Report, listed, quoted
from qualcode.codebook.shapes import FALSE, TRUE, Definitions, JsonSchema, wrong

PLAIN = (
    *("ORTH", "TEXT", "NORM", "LOWER", "LENGTH", "SHAPE", "PREFIX", "SUFFIX", "LANG", "SPACY"),
    *("IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_STOP"),
    *("IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_CURRENCY"),
    *("LIKE_NUM", "LIKE_URL", "LIKE_EMAIL"),
)
"""What any text tells about a token."""
TRAINED = ("POS", "TAG", "MORPH", "DEP", "LEMMA", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID", "IS_SENT_START")
"""What only a trained pipeline knows."""
OPERATOR = re.compile(r"[!?+*]|\{\d{1,2}(,\d{0,2})?\}|\{,\d{1,2}\}")
OPTIONAL = re.compile(r"[!?*]|\{0.*|\{,.*")
"""Operators with which a token may be missing."""
MAX_TOKENS = 50


def needs_pipeline(text: str) -> bool:
    """Whether a pattern, as JSON, asks for something that only a trained pipeline knows."""
    return any(attribute in TRAINED for token in json.loads(text) for attribute in token)


@dataclass(frozen=True)
class TokenPattern:
    """A token pattern."""

    def read(self, node: Node, what: str, report: Report) -> str | None:
        """The pattern as JSON."""
        if not isinstance(node, ListNode) or not node.items:
            wrong(node, what, "a list of tokens", report, "write [{LOWER: tidak}, {LOWER: jalan}]")
            return None
        if len(node.items) > MAX_TOKENS:
            report.error("long-pattern", f"a pattern has over {MAX_TOKENS} tokens", node, "use several")
            return None
        tokens = [_token(item, report) for item in node.items]
        if any(token is None for token in tokens):
            return None
        if all(OPTIONAL.fullmatch(str((token or {}).get("OP", "1"))) for token in tokens):
            report.error("empty-pattern", "the pattern matches no token at all", node, "make one token necessary")
            return None
        return json.dumps(tokens, ensure_ascii=False, sort_keys=True)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """A list of tokens with the attributes that spaCy knows."""
        value = {"type": ["string", "number", "boolean", "object"]}
        known: JsonSchema = dict.fromkeys((*PLAIN, *TRAINED), value)
        known["OP"] = {
            "description": "How often the token may stand.",
            "type": "string",
            "pattern": f"^({OPERATOR.pattern})$",
        }
        definitions["token"] = {
            "description": "A token of a pattern, in the syntax of the Matcher of spaCy.",
            "type": "object",
            "properties": known,
            "additionalProperties": False,
        }
        return {"type": "array", "items": {"$ref": "#/$defs/token"}, "minItems": 1, "maxItems": MAX_TOKENS}


def _token(node: Node, report: Report) -> Mapping[str, Any] | None:
    if not isinstance(node, MapNode):
        wrong(node, "each token of `pattern`", "a mapping such as {LOWER: tidak}", report)
        return None
    wrong_ones = list(_mistakes(node, report))
    return None if any(wrong_ones) else {key.text: _value(value) for key, value in node.entries}


def _mistakes(node: MapNode, report: Report) -> Iterator[bool]:
    known = (*PLAIN, *TRAINED, "OP")
    for key, value in node.entries:
        if key.text not in known:
            hint = report.suggest(key.text.upper(), known, otherwise=f"known are {listed(known, 'and')}")
            report.error("unknown-attribute", f"a token has no attribute {quoted(key.text)}", key, hint)
            yield True
        elif key.text == "OP" and not (isinstance(value, ScalarNode) and OPERATOR.fullmatch(value.text)):
            wrong(value, "`OP`", '"!", "?", "+", "*", or "{2}", "{1,3}"', report)
            yield True


def _value(node: Node) -> Any:
    """A value as spaCy takes it: numbers and true or false where YAML 1.2 has them, lists and mappings of such."""
    if isinstance(node, ListNode):
        return [_value(item) for item in node.items]
    if isinstance(node, MapNode):
        return {key.text: _value(value) for key, value in node.entries}
    if node.plain and node.text in TRUE | FALSE:
        return node.text in TRUE
    return int(node.text) if node.plain and re.fullmatch(r"\d{1,9}", node.text) else node.text
