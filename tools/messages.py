"""The messages of tables, pages and the terminal, collected from the source into the catalogues of the languages.

    python -m tools.messages        bring every messages.po up to date: new messages stand in it without a translation

A message is the first text given to `options.message`, `say`, `Messages(...)` or `N_`, a noun given to `options.some`,
`say.some` or `say.noun`, the definition of a table's column, the sentence of a rule kind, one of the words that tables
show and say, or what the command line and findings say (`tools/sentences.py`).
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from tools.sentences import OTHERS, said_in

from qualcode.agreement.evaluation import UNDEFINED
from qualcode.checks import CHECKS
from qualcode.languages import catalogue
from qualcode.model.corpus import AttributeLevel
from qualcode.rules.kinds import RULE_KINDS
from qualcode.tables import TABLES
from qualcode.tables.pairs import COUNTED_UNITS
from qualcode.topics.tables import TOPIC_TABLES

SOURCE = Path(catalogue.__file__).parents[1]
SENTENCES, NOUNS = {"message", "say", "N_", "self"}, {"some", "noun", "plural"}
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"'
WORDS = ("rules", "person", "model", *get_args(AttributeLevel), *COUNTED_UNITS, "window", "day", "month", UNDEFINED)
"""Messages that stand in no call: kinds of coders, units, and what stands first in a date."""


def collect() -> dict[str, str]:
    """English message -> the first place that says it."""
    found: dict[str, str] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        for message in _in_file(file):
            found.setdefault(message, file.relative_to(SOURCE).as_posix())
    for name, table in [*TABLES.items(), *TOPIC_TABLES.items()]:
        found.setdefault(getattr(table, "about", "") or table.of(None).about, f"table {name}")
        for column in table.columns:
            found.setdefault(column.definition, f"table {name}")
    for file in sorted(SOURCE.rglob("*.py")):
        place = file.relative_to(SOURCE).as_posix()
        for message in said_in(SOURCE, place):
            found.setdefault(message, place)
    for check in CHECKS:
        found.setdefault(check.reason, f"check {check.code}")
    for kind in RULE_KINDS.values():
        found.setdefault(kind.sentence, f"rule kind {kind.name}")
    return found | {word: "words" for word in (*WORDS, *OTHERS) if word not in found}


def _in_file(file: Path) -> Iterator[str]:
    calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = _name(call.func)
        if name in SENTENCES:
            yield from _texts(call.args[:1])
        elif name in NOUNS:
            yield from _texts(call.args[1:3])


def _name(function: ast.expr) -> str:
    """What is called; `say` for messages of a language that are made and asked at once."""
    if isinstance(function, ast.Call):
        return "say" if _name(function.func) == "Messages" else ""
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts(given: list[ast.expr]) -> Iterator[str]:
    for node in given:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def po_file(messages: dict[str, str], translated: dict[str, str]) -> str:
    """A catalogue as a PO file; references name files only, so that it changes with the messages and not with lines."""
    entries = [HEADER]
    for message, place in messages.items():
        entries.append(f"#: {place}\n{_field('msgid', message)}\n{_field('msgstr', translated.get(message, ''))}")
    return "\n\n".join(entries) + "\n"


def _field(keyword: str, text: str) -> str:
    """A keyword with its text, which goes on in lines of their own where it is long."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + len(word) > 110:
            lines, line = [*lines, line], ""
        line += word + " "
    lines = [*lines, line[:-1]]
    return f"{keyword} " + "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


def main() -> None:
    messages = collect()
    for file in sorted(SOURCE.glob("languages/*/messages.po")):
        translated = catalogue.read_catalogue(file.read_text("utf-8"))
        file.write_text(po_file(messages, translated), "utf-8")
        missing = [message for message in messages if message not in translated]
        print(f"{file.parent.name}: {len(messages)} messages, {len(missing)} without a translation")
        print("".join(f"  {messages[message]}: {message}\n" for message in missing), end="")


if __name__ == "__main__":
    main()
