"""`pattern`: token patterns in the syntax of the Matcher of spaCy."""

import json
import re
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

from qualcode.codebook.token_patterns import needs_pipeline
from qualcode.model import Term
from qualcode.rules.terms.search import GivenUp, Spans

SECONDS = 1.0
"""Longest search in one segment; a pattern with several open repeats can take time without end."""


class Pattern:
    """A token pattern; spaCy's tokens are its own, what it finds is told in characters."""

    def __init__(self, term: Term, pipelines: Mapping[str, str]) -> None:
        """Remember the pattern; spaCy takes seconds to load and is asked when there is a text."""
        self._term = term
        self._pipelines = pipelines
        self._matcher: Any = None

    def spans(self, text: str) -> Spans:
        """All matches, also those inside others."""
        if self._matcher is None:
            self._matcher = self._make()
        began = time.monotonic()
        document = self._language(text)
        found = {
            (document[start:end].start_char, document[start:end].end_char) for _, start, end in self._matcher(document)
        }
        if time.monotonic() - began > SECONDS:
            message = f"took over {SECONDS:g} s on one segment and was given up: it finds nothing from there on"
            raise GivenUp("slow-pattern", message, "use fewer open repeats (`*`, `+`)")
        return sorted(found)

    def _make(self) -> Any:
        from spacy.errors import MatchPatternError
        from spacy.matcher import Matcher

        self._language = self._load()
        matcher = Matcher(self._language.vocab, validate=True)
        try:
            matcher.add("term", [json.loads(self._term.text)])
        except (MatchPatternError, re.error, ValueError, TypeError, KeyError) as error:
            said = " ".join(str(error).split())[:200]
            raise GivenUp("bad-pattern", f"is refused by spaCy: {said}", "see its documentation of Matcher") from None
        return matcher

    def _load(self) -> Any:
        """The trained pipeline where the pattern needs one, else an empty one of the term's language."""
        language = self._term.language
        if not needs_pipeline(self._term.text):
            return _blank(language or "xx")
        name = self._pipelines.get(language) or next(iter(self._pipelines.values()), "")
        try:
            return _trained(name)
        except OSError:
            hint = f"install it: `python -m spacy download {name}`"
            raise GivenUp("missing-pipeline", f"needs the pipeline `{name}`, which is not installed", hint) from None


@cache
def _trained(name: str) -> Any:
    import spacy

    return spacy.load(name)


@cache
def _blank(language: str) -> Any:
    import spacy

    try:
        return spacy.blank(language)
    except ImportError:  # a language that spaCy does not have
        return spacy.blank("xx")
