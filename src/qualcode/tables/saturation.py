"""The table of saturation: how much new information the last interviews brought, for codes made while reading.

After Guest, Namey and Chen (2020, "A simple method to assess and report thematic saturation in qualitative research",
PLoS ONE 15(5): e0232076): the different codes of a base of interviews are the yardstick; the codes that a run of
consecutive interviews after it adds are divided by them; runs follow each other interview by interview.
"""

from typing import Any

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame
from qualcode.model.finding import Finding
from qualcode.model.table import Column
from qualcode.tables.code_coverage import INTERVIEWS, of_interviews
from qualcode.tables.interviews import codes_by_interview, interviews, order_note, unread_interview_dates
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.listing import narrowed
from qualcode.tables.notes import TableBasis
from qualcode.tables.reading import incomplete_reading
from qualcode.tables.redaction import Made
from qualcode.tables.statistics import percent

THRESHOLD = 5
"""Most new information, in per cent of the base, at which saturation is reached."""
COLUMNS = (
    *INTERVIEWS,
    Column(
        "base_codes", "integer", "Different codes of the base: the first interviews, as many as --base says.", "open"
    ),
    Column(
        "run_from",
        "integer",
        "First interview of the run that ends with this interview; empty while no run is full.",
        "open",
    ),
    Column("run_new_codes", "integer", "Codes that the run adds to all interviews before it.", "open"),
    Column(
        "new_information_pct",
        "number",
        "run_new_codes in per cent of base_codes, rounded half up to 1 decimal.",
        "open",
    ),
    Column("saturated", "boolean", "True when the run's new information is at most 5 % (not rounded).", "open"),
)


def assess_saturation(frame: Frame, codings: Codings, options: TableOptions) -> Made:
    """Divide the new codes of each run of interviews by the codes of the base."""
    made = interviews(frame)
    data = of_interviews(made, *codes_by_interview(frame, codings, made, options))
    base = data["codes"][options.base - 1]
    rows = [_run(data["new_codes"], base, last, options) for last in range(1, len(made.sessions) + 1)]
    data |= {name: [row[name] for row in rows] for name in rows[0]}
    reached = _reached(data, options, THRESHOLD), _reached(data, options, 0)
    basis = TableBasis(frame, codings, options)
    said = (
        *basis.notes,
        narrowed(codings, options),
        order_note(made, options),
        *_said(codings, options, reached),
    )
    asked = {"base": options.base, "run": options.run, "threshold_pct": THRESHOLD}
    found = {"saturation": reached[0], "saturation_without_new_codes": reached[1]}
    table = basis.table("saturation", options.message("Saturation"), COLUMNS, data, **asked, **found)
    return Made(table, said)


def _run(new_codes: list[int], base: int, last: int, options: TableOptions) -> dict[str, Any]:
    """The run that ends with an interview, numbered from 1; empty while it would reach into the base."""
    first = last - options.run + 1
    if first <= options.base:
        return {"base_codes": base} | dict.fromkeys(("run_from", "run_new_codes", "new_information_pct", "saturated"))
    new = sum(new_codes[first - 1 : last])
    return {
        "base_codes": base,
        "run_from": first,
        "run_new_codes": new,
        "new_information_pct": percent(new, base),
        "saturated": 100 * new <= THRESHOLD * base,
    }


def _reached(data: dict[str, list[Any]], options: TableOptions, threshold: int) -> str | None:
    """Where saturation is reached, as the paper writes it: `6+2` is interview 6, seen after a run of 2 more."""
    for first, new, base in zip(data["run_from"], data["run_new_codes"], data["base_codes"], strict=True):
        if first is not None and 100 * new <= threshold * base:
            return f"{first - 1}+{options.run}"
    return None


def _said(codings: Codings, options: TableOptions, reached: tuple[str | None, str | None]) -> tuple[str, ...]:
    """Where saturation is reached, how the codes came about, and what saturation does not say."""
    at, without = (
        options.message("reached at {interview}", interview=where) if where else options.message("not reached")
        for where in reached
    )
    result = options.message(
        "Saturation at {threshold} % new information or less: {at}; without any: {without} (base of {base} interviews, "
        "run of {run}; Guest, Namey and Chen 2020, PLoS ONE 15(5): e0232076).",
        threshold=THRESHOLD,
        at=at,
        without=without,
        base=options.base,
        run=options.run,
    )
    unstated = options.message(
        "Nobody has stated that the codes of {coder} were made while reading.", coder=codings.coder
    )
    meaning = options.message(
        "This is saturation of codes: that no new ones appear. It does not show that their meaning is "
        "understood, and reflexive thematic analysis rejects it as a criterion."
    )
    return result, "" if codings.source.approach == "inductive" else unstated, meaning


def cannot_saturate(frame: Frame, codings: Codings, options: TableOptions) -> tuple[Finding, ...]:
    """Why saturation cannot be assessed: the codes were there before the interviews, or the interviews are too few."""
    if codings.kind != "person" or codings.source.approach == "deductive":
        return (_fixed(codings),)
    incomplete = "a code that is new to nobody may stand where nobody looked, so nothing is saturated"
    if unread := incomplete_reading(frame, codings, incomplete):
        return unread
    made = interviews(frame)
    size, least = len(made.sessions), options.base + options.run
    if size < least:
        message = f"saturation needs {least} interviews (base {options.base} and run {options.run}), there are {size}"
        return (Finding("error", "too-few-interviews", message, hint="see `code_coverage`, or make --base smaller"),)
    _, interview = codes_by_interview(frame, codings, made, options)
    if not (interview < options.base).any():
        message = (
            f"`{codings.coder}` has no coding in the first {options.base} interviews: there is no base to divide by"
        )
        return (Finding("error", "empty-base", message, hint="code them, or name another --coder"),)
    if not codings.source.approach:
        message = (
            f"nobody has stated how `{codings.coder}` came to the codes; saturation is for codes made while reading"
        )
        hint = f"write `approach: inductive` (or deductive) in coding/{codings.coder}/coder.yaml"
        return (Finding("warning", "approach-not-stated", message, hint=hint), *unread_interview_dates(made))
    return tuple(unread_interview_dates(made))


def _fixed(codings: Codings) -> Finding:
    who = f"`{codings.coder}` ({codings.kind})" if codings.kind != "person" else f"`{codings.coder}` (deductive)"
    message = f"{who} applied codes that were there before: they show when the codebook is used up, not saturation"
    hint = "name a person who made codes while reading (--coder NAME), or export `code_coverage`"
    return Finding("error", "not-inductive", message, hint=hint)


KIND = TableKind(
    "New information in each run of interviews, in per cent of a base; for people's inductive codes only.",
    assess_saturation,
    COLUMNS,
    frozenset({"kind", "codes", "base", "run"}),
    wrong=cannot_saturate,
)
