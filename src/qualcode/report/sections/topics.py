"""Topics: what people talk about beyond the codes, where topics were looked for."""

from collections.abc import Mapping
from typing import Any

from qualcode.languages.catalogue import Messages
from qualcode.report.markup import Head, decimals, note, records, simple_table, text, whole_percent
from qualcode.report.passages import Passages


def found_topics(passages: Passages) -> str:
    """The topics that were found last; nothing where none were, or where their terms are people's words."""
    of, say = passages.of, passages.of.say
    if not of.topics or of.options.redact or of.options.no_quotes:
        return ""
    table = of.topics["topics"](of.frame, of.codings, of.options, of.redacted)
    body = [(f' data-code="{row["topic"]}"', _cells(row, say)) for row in records(table.data)]
    if not body:
        return ""
    caption = text(say("Found by counting which words stand together; nobody has named or checked them."))
    unstable = any(not stable for stable in table.data["stable"])
    said = say("* Not stable: with half of the respondents it is another topic.") if unstable else ""
    return simple_table(text(say("Topics")), caption, _heads(say), body, "topics") + note(text(said))


def _heads(say: Messages) -> list[Head]:
    return [
        Head(text(say("Topic")), "label", number=False),
        Head(text(say("Terms")), "terms", number=False, wide="words"),
        Head(text(say("Share (%)")), "share_pct"),
        Head(text(say("Respondents")), "respondents"),
        Head("%", "respondents_pct"),
        Head(text(say("Stability")), "stability"),
        Head(text(say("Without a code (%)")), "uncoded_pct"),
    ]


def _cells(row: Mapping[str, Any], say: Messages) -> list[str]:
    return [
        f'<span lang="">{text(str(row["label"]))}</span>{"" if row["stable"] else " *"}',
        f'<span lang="">{text(str(row["core"] or row["terms"]).replace(";", ", "))}</span>',
        decimals(row["share_pct"], say, 1),
        say.number(row["respondents"]),
        whole_percent(row["respondents"], row["respondents_total"], say),
        decimals(row["stability"], say, 2),
        decimals(row["uncoded_pct"], say, 0),
    ]
