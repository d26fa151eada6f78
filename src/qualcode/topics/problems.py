"""Problems: why topics cannot be found, in one line each, with what to do."""

import numpy as np

from qualcode.model import Finding
from qualcode.tables.options import unknown
from qualcode.topics.choose import most_topics
from qualcode.topics.methods import METHODS
from qualcode.topics.options import UNITS, TopicOptions
from qualcode.topics.terms import Terms
from qualcode.topics.units import Units


def bad_options(options: TopicOptions) -> tuple[Finding, ...]:
    """What is wrong with options before a corpus is looked at."""
    found = []
    if options.method not in METHODS:
        found.append(unknown("method", options.method, METHODS))
    if options.unit not in UNITS:
        found.append(unknown("unit", options.unit, UNITS))
    if options.by_language and options.method in METHODS and METHODS[options.method].vectors:
        hint = "leave --by-language out, or take another method"
        found.append(_error("two-ways", f"topics of --method {options.method} hold both languages already", hint))
    low, high = options.k
    if (low or high) and not 2 <= low <= high:
        found.append(
            _error("bad-k", f"--k {low}..{high} is no range of topics", "write `--k 10` or `--k 4..20`, from 2")
        )
    if options.fewest_respondents < 3:
        hint = "a topic of one or two people is a portrait of them"
        found.append(_error("too-few-respondents", "topics of fewer than 3 respondents are never reported", hint))
    return tuple(found)


def problems(made: Units, terms: Terms, spoken: int, options: TopicOptions) -> tuple[Finding, ...]:
    """Why this corpus has no topics, or not as many as asked for.

    Args:
        made: the units.
        terms: their terms.
        spoken: words that were left after stop words, names and fillers.
        options: options without errors.
    """
    people = made.people
    if people < options.fewest_respondents:
        message = f"topics need {options.fewest_respondents} respondents; participants here: {people}"
        return (
            _error("too-few-respondents", message, "ingest more interviews, or see `qualcode status` for the roles"),
        )
    if not spoken:
        message = "no word is left when stop words, names and fillers are out"
        return (_error("no-terms", message, "see `topics:` in qualcode.yaml: its stop_words may take too much"),)
    most = most_topics(terms, options)
    if most < 2:
        full = int(np.count_nonzero(np.diff(terms.counts.indptr)))
        message = f"too little text for topics: {full} {made.kind}s hold {len(terms.names)} terms that recur"
        hint = f"a term must stand in {options.min_df} {made.kind}s; ingest more interviews, or try --min-df 2"
        return (_error("too-little-text", message, hint),)
    if options.k[1] > most:
        message = f"{options.k[1]} topics are more than this text holds: at most {most}"
        return (_error("too-many-topics", message, f"write `--k {most}` or less"),)
    return ()


def _error(code: str, message: str, hint: str) -> Finding:
    return Finding("error", code, message, hint=hint)
