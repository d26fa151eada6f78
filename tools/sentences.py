"""Sentences that the source says at the terminal, as templates: what stands in f-strings, with names for the values.

Taken are the help of commands, all sentences of the command line and of the reader of YAML, and those of functions in
files where findings are made.
What they say is English, and is told in another language where it is printed (`languages/retold.py`).
"""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

MAKERS = {
    "Finding", "Doubt", "Remark", "Check", "StudyError", "StoreError", "study_error", "unknown_name", "store_error",
    "error", "warning", "note", "too_crowded",
}  # fmt: skip
"""What a file calls in which findings are made."""
WHOLE = re.compile(
    "text/|rules/near_misses|rules/terms/guarded|codings/cache"
    "|readers/(__init__|archive|candidates|decode|docx|eaf|exb|labels|odt|rtf|workbook)[.]"
    "|agreement/(alpha|chance|ratings|unitised)"
)
"""Files beside those of `cli` in which every sentence is said to a person."""
TABLES = {"show", "show_columns", "_show_any"}
"""Calls whose texts are headings."""
SILENT = {"ValueError", "TypeError", "KeyError", "RuntimeError", "compile", "command", "parts", "cast"}
"""Calls whose texts nobody reads."""
FORMS = {"wrong": 2, "Name": 1}
"""Calls that say in words what a field takes, and which of their arguments does."""
CONSTANTS = {
    "CHAT_PROGRAM_LINES", "JOINS_PEOPLE", "LATER_TIMES", "NOT_REACHED", "OF_WORDS", "ONLY_THERE", "SURVEY_ROLE_REASON",
    "TWO_PEOPLE_NOTE", "WEIGHTED_NOTE", "_ADVICE", "_AGAIN", "_HOW", "_NONE_YET", "_NO_SPEECH", "_OWN_LINE",
    "_PIPELINES", "_TOPICS",
}  # fmt: skip
"""Names under which sentences stand outside functions."""
OTHERS = (
    "{rows} without a code", "{rows} not looked at", "{rows} wrong and left out", "asks more than the others",
    "N = {respondents}.", "corpus {corpus}", "coder {coder}", "speakers", "nothing", "file", "Wrong:", "Right:",
    "turn the sheet, so that each person has a row, and then write `--each row`",
    "{kind} {path} is new", "{kind} {path} is gone", "{kind} {path} has changed", "{kind} {path} has changed: {how}",
    "{kind} {path} was {then} and is {now}", "settings", "topics", "translation", "version",
    "{before} coding was locked and {now} are there", "{before} coding was locked and {now} is there",
    "{before} codings were locked and {now} are there", "{before} codings were locked and {now} is there",
    "there are {number} codings as before", "there is 1 coding as before",
    "only by {coder}", "mixed", "ingest more interviews", "(proposed)", "link",
    "graph", "picture", "recording", "reference", "well", "partly", "hardly", "a rule",
    "answers", "core", "given", "prompted", "(withheld)", "Text", "is", "Begin", "Privacy", "Documents", "Plug-ins",
    "none", "stale", "current", "drift", "unread", "error", "warning", "note", "gained", "lost", "changed",
    "interviewer",
    "participant", "unknown", "other", "its", "their", "read", "written", "opened", "removed", "replaced", "made",
    "locked", "action", "argument", "attribute", "checklist", "code", "coder", "coefficient", "column", "command",
    "corpus", "executor", "figure", "font", "format", "kind", "language", "level", "option", "respondent", "sample",
    "schema", "section", "speaker", "split", "style", "table", "topic", "transcript", "turn", "unit", "weights",
    "sentence", "paragraph", "line", "row", "segment", "month", "day", "Usage:", "Options", "Arguments", "Example",
    "Examples:", "required", "default: {value}", "Show this message and exit.", "should be a {kind}",
    "should be a valid {kind}", "should be at least {least}", "should be at most {most}", "whole number", "number",
    "permission denied", "no such file or directory", "no space left on device", "is a directory", "not a directory",
    "file name too long", "too many open files", "read-only file system", "input/output error", "disk quota exceeded",
    "file exists", "directory not empty", "operation not permitted", "a code", "a term", "an example", "a kind",
    "a codebook", "an included file", "an attribute", "a speaker", "an accepted finding", "a corpus", "a study",
    "a topic", "page {number}", "paragraph {number}", "cue {number}", "footnotes", "comments", "deletions",
    "insertions", "footers", "headers", "scripts, styles and form fields", "line numbers", "page numbers",
    "running heads", "titles", "entries without text", "tiers", "dependent tiers", "annotations in them",
    "lines of front matter", "repeated lines of rolling captions", "references behind speeches",
    "page numbers and running heads",
)  # fmt: skip
"""Words that a translation asks for (`{what:word}`), records of files, and what Typer, Pydantic and the system say."""
UNSAID = {
    "quoted scalar", "end of stream", "flow sequence", "flow mapping", "flow node", "block scalar", "block mapping",
    "block collection", "simple key", "mapping values", "sequence entries", "nesting depth", "table of figures",
    "Speaker {found}", "Heading {level}", "toc {level}", "not take", "should be", "greater than or equal to",
    "less than or equal to", "at least", "at most", "light", "true", "false",
}  # fmt: skip
"""Texts that look like sentences: what is compared, names that libraries have for things, and styles of documents."""
_IN_FILES = (
    "--each row|Speech after a backchannel|There are no rules yet|^a code has some|^pak bu|rule: {own}|# Merged"
    "|^fonttbl|^from qualcode|utterances are a list"
)
"""What is written into files, in the language of the file."""
_WORDS = re.compile(r"[a-z]{2,}[,;:]? [(`]?[a-z]|[`}\d)],? [a-z]{2,}|[a-z]{2,}:? [`{]|[A-Z][a-z]+ [a-z`{]", re.DOTALL)
"""What tells a sentence from a name: two words beside each other, or one beside a value."""
_NO_SENTENCE = re.compile(
    _IN_FILES
    + r"|[<>]/|<\w+|^(--\S+( \S+)?|(qualcode|git|rm|pip|italic|bold|missing from font)\b.*)$|\\[sdw]|^\^|\w\[\w",
    re.DOTALL,
)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?]) (?=[A-Z`])")


def said_in(source: Path, place: str) -> Iterator[str]:
    """The sentences of a file, in their order, as often as they stand there."""
    tree = ast.parse((source / place).read_text("utf-8"))
    yield from _forms(tree)
    yield from _constants(tree)
    if place.startswith("cli/"):
        yield from _of_commands(tree)
        yield from _texts(tree)
    elif WHOLE.match(place):
        yield from _sentences([tree])
    elif MAKERS & {*_called(tree)}:
        yield from _sentences(each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def _forms(tree: ast.AST) -> Iterator[str]:
    """What fields take, in words: `a list`, `a sentence`."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and (given := call.args[FORMS.get(_name(call.func), len(call.args)) :]):
            message = template(given[0]) if isinstance(given[0], ast.Constant) else ""
            yield from [message] if re.match("[a-z]+ [a-z]", message) else []


def _constants(tree: ast.Module) -> Iterator[str]:
    """The sentences that stand under a name of their own."""
    named = [node for node in tree.body if isinstance(node, ast.Assign) and {*_targets(node)} & CONSTANTS]
    yield from _sentences([ast.Module([node], []) for node in named])


def _targets(node: ast.Assign) -> Iterator[str]:
    return (target.id for target in node.targets if isinstance(target, ast.Name))


def _sentences(trees: Iterable[ast.AST]) -> Iterator[str]:
    """Sentences without headings, which stand in `cli` only."""
    return (text for tree in trees for text in _texts(tree) if " " in text)


def _called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield _name(node.func)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _of_commands(tree: ast.AST) -> Iterator[str]:
    """The sentences of the docstring of each command: its help."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and {*_called(ast.List(function.decorator_list))} & {"command"}:
            for paragraph in inspect.cleandoc(ast.get_docstring(function) or "").split("\n\n"):
                yield from _SENTENCE_ENDS.split(" ".join(paragraph.split()))


def _texts(tree: ast.AST) -> Iterator[str]:
    """Texts that are sentences, those inside the values of others too; not docstrings."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Call):
            if _name(node.func) in SILENT:
                continue
            if _name(node.func) in TABLES:
                yield from _titles(node)
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_headings(node):
            yield from _titles(node)
        if isinstance(node, ast.JoinedStr | ast.Constant):
            message = template(node)
            if _WORDS.search(message) and not (message in UNSAID or _NO_SENTENCE.search(message)):
                yield message
            for value in getattr(node, "values", ()):
                yield from _texts(value) if isinstance(value, ast.FormattedValue) else ()
        else:
            yield from _texts(node)


def _is_headings(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(re.search("heading|column|title|LABEL|WORDS|LESSER", getattr(target, "id", "")) for target in targets)


def _titles(node: ast.AST) -> Iterator[str]:
    """Headings, which may be single words."""
    for each in ast.walk(node):
        if (
            isinstance(each, ast.Constant)
            and isinstance(each.value, str)
            and re.fullmatch(r"[A-Za-z][a-z ,0-9]+", each.value)
        ):
            yield each.value


def template(node: ast.expr) -> str:
    """The text of a string; of an f-string, its values are `{names}`, each another one."""
    if isinstance(node, ast.Constant):
        return node.value.strip().strip(";, ") if isinstance(node.value, str) else ""
    names: list[str] = []
    text = ""
    for part in node.values:  # type: ignore[attr-defined]  # only f-strings come here
        if isinstance(part, ast.Constant):
            text += part.value.replace("{", "{{").replace("}", "}}")
        else:
            name = _value_name(part.value)
            names.append(name)
            text += f"{{{name}{names.count(name) if names.count(name) > 1 else ''}}}"
    return text.strip().strip(";, ")


def _value_name(value: ast.expr) -> str:
    """A name for a value: its own, or that of what it is made from."""
    match value:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_").lower() or "value"
        case ast.Subscript(value=inner) | ast.Await(value=inner) | ast.Starred(value=inner):
            return _value_name(inner)
        case ast.Call(args=[first, *_]) if not isinstance(first, ast.Constant):
            return _value_name(first)
        case ast.Call(func=ast.Attribute(value=inner)) if not isinstance(inner, ast.Constant):
            return _value_name(inner)
        case ast.Call(func=function):
            return _name(function).strip("_").lower() or "value"
    return next((_value_name(each) for each in ast.walk(value) if isinstance(each, ast.Name)), "value")
