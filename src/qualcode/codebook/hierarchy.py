"""Parents and children: who stands above whom, and what a child inherits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from qualcode.codebook.fields import CodeDraft, DefaultsDraft
from qualcode.codebook.nodes import ScalarNode
from qualcode.codebook.report import Report, quoted
from qualcode.model.codebook import MatchLevel, SegmentLanguage, Treatment
from qualcode.model.corpus import Role


@dataclass(frozen=True)
class Settings:
    """What a code passes on to its rules and to its children."""

    kind: str = ""
    """Kind of the code; empty: none."""
    level: MatchLevel = "light"
    """How inflected forms of terms are found."""
    negation: Treatment = "flag"
    """What becomes of negated hits."""
    hypothetical: Treatment = "flag"
    """What becomes of hypothetical ones."""
    question: Treatment = "flag"
    """What becomes of those in questions."""
    case: bool = False
    """True: upper and lower case must be as written."""
    languages: tuple[SegmentLanguage, ...] = ()
    """Languages of the segments that rules look at; empty: all."""
    roles: tuple[Role, ...] = ("participant",)
    """Whose turns they look at."""


def settings(codes: Mapping[str, CodeDraft], tops: Mapping[str, Settings], report: Report) -> dict[str, Settings]:
    """Settings of each code, below those of its file; circles are told to the report."""
    found: dict[str, Settings] = {}
    for name in codes:
        for each in reversed(_unsettled(name, codes, found, report)):
            draft = codes[each]
            found[each] = inherit(draft, found.get(draft.parent or "", tops[draft.place.file]))
    return found


def top(defaults: DefaultsDraft | None) -> Settings:
    """Settings of a file's codes that say nothing themselves."""
    plain = Settings()
    if defaults is None:
        return plain
    return replace(
        plain,
        level=defaults.level or plain.level,
        negation=defaults.negation or plain.negation,
        hypothetical=defaults.hypothetical or plain.hypothetical,
        question=defaults.question or plain.question,
    )


def check_parents(drafts: Collection[CodeDraft], report: Report) -> None:
    """Tell parents that are not codes; a code whose own name is refused is still there to be named."""
    stated = (draft.nodes.get("code") for draft in drafts)
    names = {node.text for node in stated if isinstance(node, ScalarNode)}
    for draft in drafts:
        if draft.parent and draft.parent not in names:
            hint = report.suggest(draft.parent, names, otherwise="add it under `codes`")
            report.error("unknown-parent", f"there is no code {quoted(draft.parent)}", draft.nodes["parent"], hint)


def inherit(draft: CodeDraft, above: Settings) -> Settings:
    """Settings of a code below these: its own where it states them."""
    return Settings(
        kind=draft.kind or above.kind,
        level=draft.level or above.level,
        negation=draft.negation or above.negation,
        hypothetical=draft.hypothetical or above.hypothetical,
        question=draft.question or above.question,
        case=above.case if draft.case is None else draft.case,
        languages=draft.languages or above.languages,
        roles=draft.roles or above.roles,
    )


def _unsettled(name: str, codes: Mapping[str, CodeDraft], found: Mapping[str, Settings], report: Report) -> list[str]:
    """The code and those above it whose settings are still unknown, from the lowest up."""
    path: dict[str, None] = {}
    while name not in found:
        path[name] = None
        parent = codes[name].parent
        if not parent or parent not in codes:
            break
        if parent in path:
            place = codes[name].nodes["parent"]
            circle = list(path)[list(path).index(parent) :]
            message = f"a code stands above itself: {' -> '.join([*circle, parent])}"
            report.error("parent-cycle", message, place, "take one `parent` of these away")
            break
        name = parent
    return list(path)
