"""Kept topics: what `qualcode topics` found last, for the tables that are exported afterwards."""

import json
from dataclasses import asdict
from hashlib import sha256
from typing import Any, cast

from qualcode.steps.errors import refuse
from qualcode.steps.frame import Framed
from qualcode.steps.study import Opened
from qualcode.store import arrays
from qualcode.store.fingerprint import fingerprint
from qualcode.topics.fitted import Fitted, Tried
from qualcode.topics.options import TopicOptions
from qualcode.topics.units import Units

_UNITS = ("segment", "turn", "respondent", "of_segment")
_ARRAYS = (
    *("unit_topic", "unit_strength", "unit_closeness", "unit_quotable", "top", "weight", "top_units"),
    *("top_respondents", "top_kept", "top_core", "number", "coherence", "stability", "core_kept"),
    *("segments", "respondents"),
)
_AGAIN = "run `qualcode topics`"


def save_topics(opened: Opened, framed: Framed, fitted: Fitted, match: str) -> None:
    """Keep topics; `match` is the file that named them."""
    saved: dict[str, Any] = {f"units_{name}": getattr(fitted.units, name) for name in _UNITS}
    saved |= {f"units_inside_{at}": column for at, column in enumerate(fitted.units.inside)}
    saved |= {name: getattr(fitted, name) for name in _ARRAYS}
    about = {
        "options": asdict(fitted.options),
        "unit": fitted.units.kind,
        "people": fitted.people,
        "spoken": fitted.spoken,
        "tried": [asdict(each) for each in fitted.tried],
        "match": match,
    }
    saved |= {"terms": list(fitted.terms), "label": list(fitted.label)}
    saved |= {"about": [json.dumps(about, sort_keys=True)], "made_from": _made_from(framed)}
    arrays.save(opened.layout.topics(opened.name), saved)


def load_topics(opened: Opened, framed: Framed) -> Fitted:
    """The topics that were found last.

    Raises:
        StepError: none were found yet, or transcripts or roles changed since.
    """
    saved = _saved(opened)
    if saved is None:
        raise refuse("no-topics", f"no topics were found in corpus `{opened.name}` yet", f"{_AGAIN} first")
    if saved["made_from"] != _made_from(framed):
        raise refuse("stale-topics", "the topics are older than the transcripts, the roles or this qualcode", _AGAIN)
    about = json.loads(saved["about"][0])
    units = {name: saved[f"units_{name}"] for name in _UNITS}
    about["options"]["k"] = tuple(about["options"]["k"])
    return Fitted(
        options=TopicOptions(**about["options"]),
        units=Units(
            kind=about["unit"],
            people=about["people"],
            inside=(saved["units_inside_0"], saved["units_inside_1"]),
            **units,
        ),
        terms=saved["terms"],
        label=saved["label"],
        people=about["people"],
        spoken=about["spoken"],
        tried=tuple(Tried(**each) for each in about["tried"]),
        **{name: saved[name] for name in _ARRAYS},
    )


def matched_file(opened: Opened) -> str:
    """The file that named the topics that were found last; empty: none did."""
    saved = _saved(opened)
    return str(json.loads(saved["about"][0])["match"]) if saved else ""


def _saved(opened: Opened) -> dict[str, Any] | None:
    return cast("dict[str, Any] | None", arrays.load(opened.layout.topics(opened.name)))


def _made_from(framed: Framed) -> list[str]:
    """What topics depend on; other values make them stale."""
    roles = framed.frame.turn_role.tobytes() + framed.frame.turn_respondent.tobytes()
    return [framed.indexed.key, sha256(roles).hexdigest(), fingerprint()]
