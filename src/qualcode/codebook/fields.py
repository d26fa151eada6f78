"""The fields of the codebook language: the one place that defines what can be written where.

Each field has a shape (how it is written), a sentence for people, and states whether it is required.
"""

# ruff: noqa: RUF009  (`given` declares a field, as `dataclasses.field` does)

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from qualcode.codebook.terms import LIST_SHAPES, Lexicons, TermList, TermsShape
from qualcode.languages import current
from qualcode.model.codebook import MatchLevel, RuleContext, SegmentLanguage, Treatment
from qualcode.model.corpus import ROLES, Role
from qualcode.rules.kinds import RULE_KINDS
from qualcode.text.records import YamlMapping, YamlRecord, declare_field, declare_group
from qualcode.text.shapes import (
    ChoiceShape,
    Definitions,
    Flag,
    JsonSchema,
    ListOf,
    Name,
    Number,
    TextShape,
    YamlReport,
    list_words,
    wrong,
)
from qualcode.text.shapes_by_language import TEXTS_SHAPE, ByLanguage, Language, Pipelines, TextsByLanguage
from qualcode.text.yaml import MapNode, YamlNode


class _SegmentLanguages:
    """One of the languages of segments for which packs are installed."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> SegmentLanguage | None:
        """The language."""
        return self._choice.read(node, what, report)

    def schema(self, definitions: Definitions) -> JsonSchema:
        """The languages."""
        return self._choice.schema(definitions)

    @property
    def _choice(self) -> ChoiceShape[SegmentLanguage]:
        return ChoiceShape(current().segment_languages)


CODEBOOK_FORMAT = 1
"""Newest version of the language that this program reads."""
_LEVEL = ChoiceShape[MatchLevel](get_args(MatchLevel))
_TREATMENT = ChoiceShape[Treatment](get_args(Treatment))
_LANGUAGES = ListOf(_SegmentLanguages(), single=True, least=1)
_ROLES = ListOf(ChoiceShape[Role](ROLES), single=True, least=1)
_CODE = Name("[a-z][a-z0-9_]*", "a name in snake_case such as `citizen_trust`")
_RULE = Name(r"\w[\w.-]*", "a name of letters, digits, `-`, `_` or `.`", joint="-")


_YAML_VALUE = re.compile(r"[-+]?\.?\d\S*|[-+]?\.(inf|Inf|INF|nan|NaN|NAN)|true|True|TRUE|false|False|FALSE")


@dataclass(frozen=True)
class _Sentence(TextShape):
    """A sentence in words: a number or a lone `true` is a slip."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> str | None:
        """The text, if it has a letter and is no other value of YAML."""
        text = super().read(node, what, report)
        if text is None or (any(map(str.isalpha, text)) and not _YAML_VALUE.fullmatch(text)):
            return text
        wrong(node, what, "a sentence", report, "write in words what is found")
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """Any text."""
        return {"type": "string"}


def setting_owners() -> dict[str, list[str]]:
    """Each setting of the kinds of rules -> the kinds that have it."""
    owners: dict[str, list[str]] = {}
    for name, kind in RULE_KINDS.items():
        for setting in kind.settings():
            owners.setdefault(setting, []).append(name)
    return owners


def _names(name: str, formerly: str) -> list[str]:
    """Names of a field, now and in older files."""
    return [name, formerly] if formerly else [name]


def _any_of(names: Iterable[str]) -> JsonSchema:
    """At least one of some fields is required."""
    return {"anyOf": [{"required": [name]} for name in names]}


def rule_kind_fields() -> dict[str, Any]:
    """The field with each kind's lists, then the settings of the kinds, those of the last kind first."""
    owners = setting_owners()
    lists = {
        name: declare_field(LIST_SHAPES[kind.lists], kind.says, formerly=kind.formerly)
        for name, kind in RULE_KINDS.items()
    }
    settings: dict[str, Any] = {}
    for kind in reversed([*RULE_KINDS.values()]):
        for name, each in kind.settings().items():
            says = f"With {list_words(owners[name], 'and')}: {each.metadata['says']}"
            formerly = each.metadata["formerly"]
            settings.setdefault(name, declare_field(each.metadata["shape"], says, formerly=formerly))
    return lists | settings


@dataclass(frozen=True)
class RuleDraft(YamlMapping):
    """A rule as written."""

    @classmethod
    def constraints(cls) -> JsonSchema:
        """Exactly one kind; some settings belong to certain kinds, and a kind may require some."""
        kinds = {name: _names(name, kind.formerly) for name, kind in RULE_KINDS.items()}
        together: dict[str, list[JsonSchema]] = {}
        for name, owners in setting_owners().items():
            own = _names(name, RULE_KINDS[owners[0]].settings()[name].metadata["formerly"])
            for each in own:
                together[each] = [_any_of(kind for owner in owners for kind in kinds[owner])]
            for kind in (kind for owner in owners if name in RULE_KINDS[owner].needed() for kind in kinds[owner]):
                together.setdefault(kind, []).append(_any_of(own))
        one = [{"required": [name]} for names in kinds.values() for name in names]
        return {"oneOf": one, "dependentSchemas": {name: {"allOf": needs} for name, needs in together.items()}}

    rule: str | None = declare_field(_RULE, "Name, unique in the codebook; `CODE-N` when missing.")
    says: Mapping[str, str] | None = declare_field(
        ByLanguage(_Sentence()), "What the rule finds, in a sentence; shown in place of its name."
    )
    own: Mapping[str, Any] = declare_group(rule_kind_fields)
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
    exclusive: bool | None = declare_field(
        Flag(), "True: the codes right below this one exclude each other; a passage has one of them, or none."
    )
    label: Mapping[str, str] | None = declare_field(
        ByLanguage(), "Short name for tables; a barrier's label names the lack."
    )
    short: Mapping[str, str] | None = declare_field(
        ByLanguage(), "Shorter name for the heads of columns and for figures, at most 24 characters."
    )
    definition: Mapping[str, str] | None = declare_field(ByLanguage(), "What the code means.")
    include: Mapping[str, tuple[str, ...]] | None = declare_field(TextsByLanguage(), "When to use it, for people.")
    exclude: Mapping[str, tuple[str, ...]] | None = declare_field(TextsByLanguage(), "When not to use it, for people.")
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
class KindDraft(YamlMapping):
    """What is said of a kind of code."""

    exclusive: bool | None = declare_field(
        Flag(), "True: codes of this kind exclude each other; a passage has one of them, or none."
    )


class _Kinds:
    """Kinds of codes, each with what is said of it."""

    _record = YamlRecord(KindDraft, "a kind")

    def read(self, node: YamlNode, what: str, report: YamlReport) -> dict[str, KindDraft] | None:
        """Name of a kind -> what is said of it."""
        if not isinstance(node, MapNode):
            wrong(node, what, "kinds with what is said of them", report, "write `kinds: {stance: {exclusive: true}}`")
            return None
        drafts = ((key.text, self._record.read(value, f"`{key.text}`", report)) for key, value in node.entries)
        return {name: draft for name, draft in drafts if draft}

    def schema(self, definitions: Definitions) -> JsonSchema:
        """Any names."""
        return {"type": "object", "additionalProperties": self._record.schema(definitions)}


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
    authors: tuple[str, ...] | None = declare_field(TEXTS_SHAPE, "Who wrote it.")
    source: str | None = declare_field(TextShape(), "Study or paper it comes from.")
    defaults: DefaultsDraft | None = declare_field(YamlRecord(DefaultsDraft, "`defaults`"), "Settings of all codes.")
    include: tuple[str, ...] | None = declare_field(
        TEXTS_SHAPE, "Other files whose lexicons and codes are read too, as paths from this file's folder."
    )
    pipelines: Mapping[str, str] | None = declare_field(
        Pipelines(), "Trained pipeline of spaCy by language, for token patterns that need one."
    )
    kinds: Mapping[str, KindDraft] | None = declare_field(_Kinds(), "What is said of all codes of a kind.")
    lexicons: Mapping[str, TermList] | None = declare_field(Lexicons(), "Word lists that rules name as `@name`.")
    codes: tuple[CodeDraft, ...] | None = declare_field(
        ListOf(YamlRecord(CodeDraft, "a code"), least=1), "The codes.", required="codes: [...]"
    )


CODEBOOK_RECORD = YamlRecord(CodebookDraft, "a codebook")
INCLUDED = YamlRecord(CodebookDraft, "an included file", optional=("codebook", "codes"))
"""A file that another one includes: it may hold word lists only."""
CODEBOOK_SCHEMA_FILE = "codebook.schema.json"
"""Name of the schema's file, in this folder and beside the codebooks of a study."""


def codebook_schema() -> JsonSchema:
    """The schema of a codebook file (draft 2020-12), also of one that others include and that has only word lists.

    A file that loads without errors is valid. The reverse does not hold: unknown names, circles, regular expressions
    and the like are checked only when loading.
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
