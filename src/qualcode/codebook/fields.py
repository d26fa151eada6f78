"""The fields of the codebook language: the one place that says what can be written where.

Each field has a shape (how it is written), a sentence for people, and says whether it must be there.
"""

# ruff: noqa: RUF009  (`given` declares a field, as `dataclasses.field` does)

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from qualcode.codebook.terms import Lexicons, TermList, TermLists, TermsShape, WeightLists
from qualcode.model.codebook import MatchLevel, RuleContext, RuleKind, SegmentLanguage, Treatment, Within
from qualcode.model.corpus import ROLES, Role
from qualcode.text.records import YamlMapping, YamlRecord, declare_field
from qualcode.text.shapes import (
    ByLanguage,
    ChoiceShape,
    Definitions,
    Flag,
    JsonSchema,
    Language,
    ListOf,
    Name,
    Number,
    Pipelines,
    TextShape,
)

CODEBOOK_FORMAT = 1
"""Newest version of the language that this program reads."""
_LEVEL = ChoiceShape[MatchLevel](get_args(MatchLevel))
_TREATMENT = ChoiceShape[Treatment](get_args(Treatment))
_LANGUAGES = ListOf(ChoiceShape[SegmentLanguage](get_args(SegmentLanguage)), single=True, least=1)
_ROLES = ListOf(ChoiceShape[Role](ROLES), single=True, least=1)
_CODE = Name("[a-z][a-z0-9_]*", "a name in snake_case such as `citizen_trust`")
_RULE = Name(r"\w[\w.-]*", "a name of letters, digits, `-`, `_` or `.`", joint="-")
_TEXTS = ListOf(TextShape(), single=True)


@dataclass(frozen=True)
class RuleDraft(YamlMapping):
    """A rule as written."""

    @classmethod
    def constraints(cls) -> JsonSchema:
        """Exactly one kind; some settings belong to one of them."""
        kinds = [{"required": [name]} for name in get_args(RuleKind)]
        windows = {"anyOf": [{"required": ["near"]}, {"required": ["points"]}]}
        together = {"ordered": ["near"], "least": ["points"], "points": ["least"], "support": ["points"]}
        return {"oneOf": kinds, "dependentRequired": together, "dependentSchemas": {"within": windows}}

    rule: str | None = declare_field(_RULE, "Name, unique in the codebook; `CODE-N` when missing.")
    any: TermList | None = declare_field(TermsShape(), "Terms each of which is a hit.")
    all: tuple[TermList, ...] | None = declare_field(
        TermLists(), "Lists of which one term each must stand in a segment."
    )
    near: tuple[TermList, ...] | None = declare_field(
        TermLists(), "Lists of which one term each must stand close together."
    )
    points: Mapping[int, TermList] | None = declare_field(
        WeightLists(), "Lists of terms by what each is worth; enough points in a segment are a hit."
    )
    least: int | None = declare_field(Number(), "With `points`: fewest points that are enough.")
    support: int | None = declare_field(
        Number(), "With `points`: fewest points that hits of the code's other rules need around them."
    )
    within: Within | None = declare_field(
        Number(("segment", "turn")),
        "With `near` and `points`: most tokens from first to last, `segment`, or `turn`.",
    )
    ordered: bool | None = declare_field(Flag(), "With `near`: the matches stand in the order of the lists.")
    unless: TermList | None = declare_field(TermsShape(), "Terms that cancel a hit in the same segment.")
    context: RuleContext | None = declare_field(
        ChoiceShape[RuleContext](get_args(RuleContext)),
        "`question`: look in the question before; the hit is the answer's yes or no.",
    )
    level: MatchLevel | None = declare_field(
        _LEVEL, "How inflected forms are found, where a term does not say so itself."
    )
    negation: Treatment | None = declare_field(_TREATMENT, "What becomes of a negated hit.")
    hypothetical: Treatment | None = declare_field(_TREATMENT, "What becomes of a hypothetical hit.")
    question: Treatment | None = declare_field(_TREATMENT, "What becomes of a hit in a question.")
    case: bool | None = declare_field(Flag(), "True: upper and lower case must be as written.")
    languages: tuple[SegmentLanguage, ...] | None = declare_field(
        _LANGUAGES, "Only segments in these languages; mixed ones count for both `id` and `en`."
    )
    roles: tuple[Role, ...] | None = declare_field(_ROLES, "Whose turns are looked at; participants' when missing.")


@dataclass(frozen=True)
class ExampleDraft(YamlMapping):
    """An example as written."""

    question: str | None = declare_field(TextShape(), "What the interviewer asked before it.")
    text: str | None = declare_field(TextShape(), "What a participant said.", required="text: ...")
    expect: bool | None = declare_field(
        Flag(), "True: the code must be found in it; false: it must not.", required="expect: true"
    )


@dataclass(frozen=True)
class CodeDraft(YamlMapping):
    """A code as written."""

    code: str | None = declare_field(_CODE, "Identifier in snake_case.", required="code: NAME")
    kind: str | None = declare_field(TextShape(), "What sort of code: barrier, enabler, actor, theme ...")
    parent: str | None = declare_field(TextShape(), "Code above this one, whose kind and settings are inherited.")
    label: Mapping[str, str] | None = declare_field(
        ByLanguage(), "Short name for tables; a barrier's label names the lack."
    )
    definition: Mapping[str, str] | None = declare_field(ByLanguage(), "What the code means.")
    include: tuple[str, ...] | None = declare_field(_TEXTS, "When to use it, for people.")
    exclude: tuple[str, ...] | None = declare_field(_TEXTS, "When not to use it, for people.")
    level: MatchLevel | None = declare_field(
        _LEVEL, "How inflected forms are found, where a rule or term does not say so."
    )
    negation: Treatment | None = declare_field(
        _TREATMENT, "What becomes of a negated hit, where a rule does not say so."
    )
    hypothetical: Treatment | None = declare_field(
        _TREATMENT, "What becomes of a hypothetical hit, where a rule does not say so."
    )
    question: Treatment | None = declare_field(
        _TREATMENT, "What becomes of a hit in a question, where a rule does not say so."
    )
    case: bool | None = declare_field(Flag(), "True: upper and lower case must be as written.")
    languages: tuple[SegmentLanguage, ...] | None = declare_field(
        _LANGUAGES, "Only segments in these languages, where a rule does not say so."
    )
    roles: tuple[Role, ...] | None = declare_field(_ROLES, "Whose turns are looked at, where a rule does not say so.")
    terms: TermList | None = declare_field(TermsShape(), "Terms each of which is a hit: short for a rule with `any`.")
    rules: tuple[RuleDraft, ...] | None = declare_field(
        ListOf(YamlRecord(RuleDraft, "a rule")), "What suggests the code."
    )
    examples: tuple[ExampleDraft, ...] | None = declare_field(
        ListOf(YamlRecord(ExampleDraft, "an example")), "Sentences that test the rules."
    )
    memo: str | None = declare_field(TextShape(), "A remark.")
    retired: bool | None = declare_field(
        Flag(), "True: no longer in use; the code still loads, its rules find nothing."
    )
    replaced_by: str | None = declare_field(TextShape(), "Code to use instead of a retired one.")
    colour: str | None = declare_field(TextShape(), "Colour in reports.")


@dataclass(frozen=True)
class DefaultsDraft(YamlMapping):
    """Settings of all codes that do not say otherwise."""

    level: MatchLevel | None = declare_field(_LEVEL, "How inflected forms are found; `light` when missing.")
    negation: Treatment | None = declare_field(_TREATMENT, "What becomes of a negated hit; `flag` when missing.")
    hypothetical: Treatment | None = declare_field(
        _TREATMENT, "What becomes of a hypothetical hit; `flag` when missing."
    )
    question: Treatment | None = declare_field(_TREATMENT, "What becomes of a hit in a question; `flag` when missing.")


@dataclass(frozen=True)
class CodebookDraft(YamlMapping):
    """A codebook as written."""

    format: int | None = declare_field(Number(), "Version of this language: 1.", required="format: 1")
    codebook: str | None = declare_field(TextShape(), "Name of the codebook.", required="codebook: NAME")
    version: str | None = declare_field(TextShape(), "Version of the codebook.")
    languages: tuple[str, ...] | None = declare_field(
        ListOf(Language(), least=1), "Languages of labels and terms; the first one is the default of tables."
    )
    title: Mapping[str, str] | None = declare_field(ByLanguage(), "Title for people.")
    description: Mapping[str, str] | None = declare_field(ByLanguage(), "What the codebook is for.")
    authors: tuple[str, ...] | None = declare_field(_TEXTS, "Who wrote it.")
    source: str | None = declare_field(TextShape(), "Study or paper it comes from.")
    defaults: DefaultsDraft | None = declare_field(YamlRecord(DefaultsDraft, "`defaults`"), "Settings of all codes.")
    include: tuple[str, ...] | None = declare_field(
        _TEXTS, "Other files whose lexicons and codes are read too, as paths from this file's folder."
    )
    pipelines: Mapping[str, str] | None = declare_field(
        Pipelines(), "Trained pipeline of spaCy by language, for token patterns that need one."
    )
    lexicons: Mapping[str, TermList] | None = declare_field(Lexicons(), "Word lists that rules name as `@name`.")
    codes: tuple[CodeDraft, ...] | None = declare_field(
        ListOf(YamlRecord(CodeDraft, "a code"), least=1), "The codes.", required="codes: [...]"
    )


CODEBOOK_RECORD = YamlRecord(CodebookDraft, "a codebook")
INCLUDED = YamlRecord(CodebookDraft, "an included file", optional=("codebook", "codes"))
"""A file that another one includes: it may hold word lists only."""
CODEBOOK_SCHEMA_FILE = "codebook.schema.json"
"""The schema as a file: it lies in this folder, and beside the codebooks of a study."""


def codebook_schema() -> JsonSchema:
    """The schema of a codebook file, draft 2020-12, also of one that others include and that holds word lists only.

    A file that is loaded without errors fits it. The reverse does not hold: names that are not there, circles,
    regular expressions and the like are seen by `load` only.
    """
    definitions: Definitions = {}
    whole = INCLUDED.object_schema(definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Codebook of qualcode",
        **whole,
        "anyOf": [{"required": ["codes"]}, {"required": ["lexicons"]}, {"required": ["include"]}],
        "$defs": dict(sorted(definitions.items())),
    }


def codebook_schema_text() -> str:
    """The schema as the file that is shipped."""
    return json.dumps(codebook_schema(), ensure_ascii=False, indent=2) + "\n"
