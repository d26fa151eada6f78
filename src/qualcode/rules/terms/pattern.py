"""`pattern`: token patterns in the syntax of spaCy's Matcher, searched in a process of their own.

The Matcher, and the expressions in its patterns, run in C: they heed no clock, no Ctrl-C and no SIGTERM. So this
process only waits and can be stopped at any moment, and the system ends the other one when its time or memory is up.
"""

import atexit
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Timer
from typing import Any

from qualcode.languages import current
from qualcode.model.codebook import Term
from qualcode.rules.kind import Search, SearchStopped, Spans, TermKind
from qualcode.text.shapes import FALSE, TRUE, Definitions, JsonSchema, YamlReport, list_words, quote_word, wrong
from qualcode.text.yaml import ListNode, MapNode, ScalarNode, YamlNode, YamlPlace

PLAIN = (
    *("ORTH", "TEXT", "NORM", "LOWER", "LENGTH", "SHAPE", "PREFIX", "SUFFIX", "LANG", "SPACY"),
    *("IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_STOP"),
    *("IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT", "IS_RIGHT_PUNCT", "IS_CURRENCY"),
    *("LIKE_NUM", "LIKE_URL", "LIKE_EMAIL"),
)
"""Attributes of a token that any text shows."""
TRAINED = ("POS", "TAG", "MORPH", "DEP", "LEMMA", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID", "IS_SENT_START")
"""Attributes that only a trained pipeline knows."""
OPERATOR = re.compile(r"[!?+*]|\{\d{1,2}(,\d{0,2})?\}|\{,\d{1,2}\}")
OPTIONAL = re.compile(r"[!?*]|\{0.*|\{,.*")
"""Operators that make a token optional."""
MAX_TOKENS = 50


def needs_pipeline(text: str) -> bool:
    """Whether a pattern, as JSON, needs a trained pipeline."""
    return any(attribute in TRAINED for token in json.loads(text) for attribute in token)


@dataclass(frozen=True)
class TokenPattern:
    """A token pattern."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> str | None:
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


def _token(node: YamlNode, report: YamlReport) -> Mapping[str, Any] | None:
    if not isinstance(node, MapNode):
        wrong(node, "each token of `pattern`", "a mapping such as {LOWER: tidak}", report)
        return None
    wrong_ones = list(_mistakes(node, report))
    return None if any(wrong_ones) else {key.text: _value(value) for key, value in node.entries}


def _mistakes(node: MapNode, report: YamlReport) -> Iterator[bool]:
    known = (*PLAIN, *TRAINED, "OP")
    for key, value in node.entries:
        if key.text not in known:
            hint = report.suggest(key.text.upper(), known, otherwise=f"known are {list_words(known, 'and')}")
            report.error("unknown-attribute", f"a token has no attribute {quote_word(key.text)}", key, hint)
            yield True
        elif key.text == "OP" and not (isinstance(value, ScalarNode) and OPERATOR.fullmatch(value.text)):
            wrong(value, "`OP`", '"!", "?", "+", "*", or "{2}", "{1,3}"', report)
            yield True


def _value(node: YamlNode) -> Any:
    """A value for spaCy: numbers and booleans as in YAML 1.2, and lists and mappings of such."""
    if isinstance(node, ListNode):
        return [_value(item) for item in node.items]
    if isinstance(node, MapNode):
        return {key.text: _value(value) for key, value in node.entries}
    if node.plain and node.text in TRUE | FALSE:
        return node.text in TRUE
    return int(node.text) if node.plain and re.fullmatch(r"\d{1,9}", node.text) else node.text


class Pattern:
    """A token pattern on spaCy's own tokens; its matches are in characters."""

    def __init__(self, term: Term, pipelines: Mapping[str, str]) -> None:
        """Remember the pattern and its pipeline."""
        self._pattern = term.text
        trained = pipelines.get(term.language) or next(iter(pipelines.values()), "")
        self._pipeline = trained if needs_pipeline(term.text) else f"{_EMPTY}{_pipeline(term.language)}"

    def spans(self, text: str) -> Spans:
        """All matches, also those inside others."""
        return guarded_spans(self._pattern, self._pipeline, text)


_EMPTY = "blank:"
"""Prefix of the language of an empty pipeline, as in spaCy's own settings."""


def found_in(pattern: str, pipeline: str, text: str, begin: Callable[[], None]) -> Spans:
    """Where a pattern matches, in order of text; `begin` is called once all preparations are done.

    Raises:
        SearchStopped: spaCy refuses the pattern, or does not have the pipeline.
    """
    matcher, language = _matcher(pattern, pipeline), _language(pipeline)
    begin()
    document = language(text)
    spans = {(document[start:end].start_char, document[start:end].end_char) for _, start, end in matcher(document)}
    return sorted(spans)


@cache
def _matcher(pattern: str, pipeline: str) -> Any:
    from spacy.errors import MatchPatternError
    from spacy.matcher import Matcher

    matcher = Matcher(_language(pipeline).vocab, validate=True)
    try:
        matcher.add("term", [json.loads(pattern)])
    except (MatchPatternError, re.error, ValueError, TypeError, KeyError) as error:
        said = " ".join(str(error).split())[:200]
        raise SearchStopped("bad-pattern", f"is refused by spaCy: {said}", "see its documentation of Matcher") from None
    return matcher


@cache
def _language(pipeline: str) -> Any:
    """The trained pipeline, or an empty one of a language."""
    import spacy

    if pipeline.startswith(_EMPTY):
        try:
            return spacy.blank(pipeline.removeprefix(_EMPTY))
        except ImportError:  # a language that spaCy does not have
            return spacy.blank("xx")
    try:
        return spacy.load(pipeline)
    except OSError:
        hint = f"install it: `python -m spacy download {pipeline}`"
        message = f"needs the pipeline `{pipeline}`, which is not installed"
        raise SearchStopped("missing-pipeline", message, hint) from None


def _pipeline(language: str) -> str:
    """Name of the empty pipeline of a language."""
    return current().pack(language).spacy if language in current().codes else language or "xx"


class PatternKind(TermKind):
    """Token patterns of spaCy."""

    name = field = "pattern"
    shape = TokenPattern()
    says = "Token pattern in the syntax of the Matcher of spaCy."
    noun = "the token pattern"
    unfit = ("level", "case")

    def check(self, term: Term, place: YamlPlace, pipelines: Mapping[str, str], report: YamlReport) -> None:
        """Report a pattern that needs a trained pipeline of which the codebook names none."""
        named = pipelines.get(term.language) if term.language else len(pipelines) == 1
        if named or not needs_pipeline(term.text):
            return
        hint = "give the term a `language`" if pipelines and not term.language else _PIPELINES
        message = "this pattern needs a trained pipeline, and the codebook does not say which"
        report.error("no-pipeline", message, place, hint)

    def search(self, term: Term, pipelines: Mapping[str, str]) -> Search:
        """A search in a process of its own, which loads spaCy when there is a text."""
        return Pattern(term, pipelines)


_PIPELINES = "add `pipelines: {en: en_core_web_sm}` to the codebook"


PATTERN_SECONDS = 1.0
"""Longest search in one segment, in CPU seconds, so that the load of the machine changes no result."""
PATTERN_BYTES = 4 << 30
"""Memory limit of the searching process, enough for a trained pipeline."""
_WAITED = 60 if os.name == "nt" else 600
"""Wall-clock limit as a multiple of that, after which the process is killed; Windows has no other limit."""
_SERVE = "from qualcode.rules.terms.pattern import answer_questions; answer_questions()"


def guarded_spans(pattern: str, pipeline: str, text: str) -> Spans:
    """Where a token pattern matches in a text, according to the searching process.

    Args:
        pattern: the tokens, as JSON.
        pipeline: name of a trained pipeline, or `blank:` and a language.
        text: a segment.

    Raises:
        SearchStopped: spaCy refuses it, or it takes too much time or memory.
    """
    return _server(os.getpid()).ask(pattern, pipeline, text)


@cache
def _server(own: int) -> "_Server":
    """The searching process of this process; a forked worker has its own."""
    return _Server()


class _Server:
    """Starts the searching process when it is needed, queries it, and ends it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self._end)

    def ask(self, pattern: str, pipeline: str, text: str) -> Spans:
        """The answer to one query; a process that has ended is started again."""
        process = self._process = self._process or _started()
        if process.stdin is None or process.stdout is None:
            raise AssertionError("the process was started with pipes")
        answer = b""
        timer = Timer(PATTERN_SECONDS * _WAITED, process.kill)
        timer.start()
        try:
            with suppress(BrokenPipeError):  # it ended: no answer says so
                process.stdin.write(
                    json.dumps([pattern, pipeline, text, PATTERN_SECONDS, PATTERN_BYTES]).encode() + b"\n"
                )
                process.stdin.flush()
                answer = process.stdout.readline()
        except BaseException:  # Ctrl-C, SIGTERM: half an answer is none
            self._end()
            raise
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            self._end()
            raise _too_much()
        said = json.loads(answer)
        if "stopped" in said:
            raise SearchStopped(*said["stopped"])
        return [(start, end) for start, end in said["spans"]]

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()


def _started() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(
        [sys.executable, "-c", _SERVE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,  # it may say what people said
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip


def _too_much() -> SearchStopped:
    message = f"took over {PATTERN_SECONDS:g} s or all memory on one segment and was given up: it finds nothing"
    return SearchStopped("slow-pattern", message, "use fewer open repeats (`*`, `+`)")


def answer_questions() -> None:
    """Answer queries until the input ends; anything else that this process prints is discarded."""
    from qualcode.rules.terms.pattern import found_in

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the one that asks decides
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin.buffer:
        pattern, pipeline, text, seconds, most = json.loads(line)
        answers.write(json.dumps(_answer(found_in, pattern, pipeline, text, (seconds, most))).encode() + b"\n")
        answers.flush()


def _answer(find: Any, pattern: str, pipeline: str, text: str, limits: tuple[float, int]) -> dict[str, Any]:
    try:
        return {"spans": find(pattern, pipeline, text, lambda: _begin(*limits))}
    except SearchStopped as reason:
        return {"stopped": [reason.code, reason.message, reason.hint]}
    except MemoryError:
        given_up = _too_much()
        return {"stopped": [given_up.code, given_up.message, given_up.hint]}
    finally:
        _rest()


def _begin(seconds: float, most: int) -> None:
    """Set the limits: once the time is up the system kills this process, whatever it is doing."""
    if sys.platform != "win32":
        import resource

        highest = resource.getrlimit(resource.RLIMIT_DATA)[1]
        allowed = most if highest == resource.RLIM_INFINITY else min(most, highest)
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, highest))
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _rest() -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, 0)
