"""The fields of the codebook language: the one place that says what can be written where.

Each field has a shape (how it is written), a sentence for people, and says whether it must be there.
"""

# ruff: noqa: RUF009  (`given` declares a field, as `dataclasses.field` does)

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from qualcode.codebook.records import Draft, Record, given
from qualcode.codebook.shapes import (
    ByLanguage,
    Choice,
    Flag,
    JsonSchema,
    Language,
    ListOf,
    Name,
    Number,
    Pipelines,
    Text,
)
from qualcode.codebook.term_lists import Lexicons, PointLists, TermLists
from qualcode.codebook.terms import TermList, Terms
from qualcode.model import ROLES
from qualcode.model.codebook import Context, MatchLevel, RuleKind, SegmentLanguage, Treatment, Within
from qualcode.model.corpus import Role

FORMAT = 1
"""Newest version of the language that this program reads."""

_LEVEL = Choice[MatchLevel](get_args(MatchLevel))
_TREATMENT = Choice[Treatment](get_args(Treatment))
_LANGUAGES = ListOf(Choice[SegmentLanguage](get_args(SegmentLanguage)), single=True, least=1)
_ROLES = ListOf(Choice[Role](ROLES), single=True, least=1)
_CODE = Name("[a-z][a-z0-9_]*", "a name in snake_case such as `citizen_trust`")
_RULE = Name(r"\w[\w.-]*", "a name of letters, digits, `-`, `_` or `.`", joint="-")
_TEXTS = ListOf(Text(), single=True)


@dataclass(frozen=True)
class RuleDraft(Draft):
    """A rule as written."""

    @classmethod
    def constraints(cls) -> JsonSchema:
        """Exactly one kind; some settings belong to one of them."""
        kinds = [{"required": [name]} for name in get_args(RuleKind)]
        windows = {"anyOf": [{"required": ["near"]}, {"required": ["points"]}]}
        together = {"ordered": ["near"], "least": ["points"], "points": ["least"], "support": ["points"]}
        return {"oneOf": kinds, "dependentRequired": together, "dependentSchemas": {"within": windows}}

    rule: str | None = given(_RULE, "Name, unique in the codebook; `CODE-N` when missing.")
    any: TermList | None = given(Terms(), "Terms each of which is a hit.")
    all: tuple[TermList, ...] | None = given(TermLists(), "Lists of which one term each must stand in a segment.")
    near: tuple[TermList, ...] | None = given(TermLists(), "Lists of which one term each must stand close together.")
    points: Mapping[int, TermList] | None = given(
        PointLists(), "Lists of terms by what each is worth; enough points in a segment are a hit."
    )
    least: int | None = given(Number(), "With `points`: fewest points that are enough.")
    support: int | None = given(
        Number(), "With `points`: fewest points that hits of the code's other rules need around them."
    )
    within: Within | None = given(
        Number(("segment", "turn")),
        "With `near` and `points`: most tokens from first to last, `segment`, or `turn`.",
    )
    ordered: bool | None = given(Flag(), "With `near`: the matches stand in the order of the lists.")
    unless: TermList | None = given(Terms(), "Terms that cancel a hit in the same segment.")
    context: Context | None = given(
        Choice[Context](get_args(Context)),
        "`question`: look in the question before; the hit is the answer's yes or no.",
    )
    level: MatchLevel | None = given(_LEVEL, "How inflected forms are found, where a term does not say so itself.")
    negation: Treatment | None = given(_TREATMENT, "What becomes of a negated hit.")
    hypothetical: Treatment | None = given(_TREATMENT, "What becomes of a hypothetical hit.")
    question: Treatment | None = given(_TREATMENT, "What becomes of a hit in a question.")
    case: bool | None = given(Flag(), "True: upper and lower case must be as written.")
    languages: tuple[SegmentLanguage, ...] | None = given(
        _LANGUAGES, "Only segments in these languages; mixed ones count for both `id` and `en`."
    )
    roles: tuple[Role, ...] | None = given(_ROLES, "Whose turns are looked at; participants' when missing.")


@dataclass(frozen=True)
class ExampleDraft(Draft):
    """An example as written."""

    question: str | None = given(Text(), "What the interviewer asked before it.")
    text: str | None = given(Text(), "What a participant said.", required="text: ...")
    expect: bool | None = given(
        Flag(), "True: the code must be found in it; false: it must not.", required="expect: true"
    )


@dataclass(frozen=True)
class CodeDraft(Draft):
    """A code as written."""

    code: str | None = given(_CODE, "Identifier in snake_case.", required="code: NAME")
    kind: str | None = given(Text(), "What sort of code: barrier, enabler, actor, theme ...")
    parent: str | None = given(Text(), "Code above this one, whose kind and settings are inherited.")
    label: Mapping[str, str] | None = given(ByLanguage(), "Short name for tables; a barrier's label names the lack.")
    definition: Mapping[str, str] | None = given(ByLanguage(), "What the code means.")
    include: tuple[str, ...] | None = given(_TEXTS, "When to use it, for people.")
    exclude: tuple[str, ...] | None = given(_TEXTS, "When not to use it, for people.")
    level: MatchLevel | None = given(_LEVEL, "How inflected forms are found, where a rule or term does not say so.")
    negation: Treatment | None = given(_TREATMENT, "What becomes of a negated hit, where a rule does not say so.")
    hypothetical: Treatment | None = given(
        _TREATMENT, "What becomes of a hypothetical hit, where a rule does not say so."
    )
    question: Treatment | None = given(_TREATMENT, "What becomes of a hit in a question, where a rule does not say so.")
    case: bool | None = given(Flag(), "True: upper and lower case must be as written.")
    languages: tuple[SegmentLanguage, ...] | None = given(
        _LANGUAGES, "Only segments in these languages, where a rule does not say so."
    )
    roles: tuple[Role, ...] | None = given(_ROLES, "Whose turns are looked at, where a rule does not say so.")
    terms: TermList | None = given(Terms(), "Terms each of which is a hit: short for a rule with `any`.")
    rules: tuple[RuleDraft, ...] | None = given(ListOf(Record(RuleDraft, "a rule")), "What suggests the code.")
    examples: tuple[ExampleDraft, ...] | None = given(
        ListOf(Record(ExampleDraft, "an example")), "Sentences that test the rules."
    )
    memo: str | None = given(Text(), "A remark.")
    retired: bool | None = given(Flag(), "True: no longer in use; the code still loads, its rules find nothing.")
    replaced_by: str | None = given(Text(), "Code to use instead of a retired one.")
    colour: str | None = given(Text(), "Colour in reports.")


@dataclass(frozen=True)
class DefaultsDraft(Draft):
    """Settings of all codes that do not say otherwise."""

    level: MatchLevel | None = given(_LEVEL, "How inflected forms are found; `light` when missing.")
    negation: Treatment | None = given(_TREATMENT, "What becomes of a negated hit; `flag` when missing.")
    hypothetical: Treatment | None = given(_TREATMENT, "What becomes of a hypothetical hit; `flag` when missing.")
    question: Treatment | None = given(_TREATMENT, "What becomes of a hit in a question; `flag` when missing.")


@dataclass(frozen=True)
class CodebookDraft(Draft):
    """A codebook as written."""

    format: int | None = given(Number(), "Version of this language: 1.", required="format: 1")
    codebook: str | None = given(Text(), "Name of the codebook.", required="codebook: NAME")
    version: str | None = given(Text(), "Version of the codebook.")
    languages: tuple[str, ...] | None = given(
        ListOf(Language(), least=1), "Languages of labels and terms; the first one is the default of tables."
    )
    title: Mapping[str, str] | None = given(ByLanguage(), "Title for people.")
    description: Mapping[str, str] | None = given(ByLanguage(), "What the codebook is for.")
    authors: tuple[str, ...] | None = given(_TEXTS, "Who wrote it.")
    source: str | None = given(Text(), "Study or paper it comes from.")
    defaults: DefaultsDraft | None = given(Record(DefaultsDraft, "`defaults`"), "Settings of all codes.")
    include: tuple[str, ...] | None = given(
        _TEXTS, "Other files whose lexicons and codes are read too, as paths from this file's folder."
    )
    pipelines: Mapping[str, str] | None = given(
        Pipelines(), "Trained pipeline of spaCy by language, for token patterns that need one."
    )
    lexicons: Mapping[str, TermList] | None = given(Lexicons(), "Word lists that rules name as `@name`.")
    codes: tuple[CodeDraft, ...] | None = given(
        ListOf(Record(CodeDraft, "a code"), least=1), "The codes.", required="codes: [...]"
    )


CODEBOOK = Record(CodebookDraft, "a codebook")
INCLUDED = Record(CodebookDraft, "an included file", optional=("codebook", "codes"))
"""A file that another one includes: it may hold word lists only."""
