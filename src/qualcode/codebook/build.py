"""Builds the codebook that the engine uses from what was read in its files."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from qualcode.codebook.fields import CodebookDraft, CodeDraft, DefaultsDraft, RuleDraft, setting_owners
from qualcode.codebook.lexicons import Lexicon, Manner
from qualcode.codebook.terms import TermList, lists_as_written
from qualcode.model.codebook import Code, Codebook, Example, MatchLevel, Rule, SegmentLanguage, Term, Treatment
from qualcode.model.corpus import Role
from qualcode.rules.kind import RuleKind
from qualcode.rules.kinds import RULE_KINDS
from qualcode.rules.kinds.any_of import AnyKind
from qualcode.text.shapes import YamlReport, list_words, quote_word, where_first_stands
from qualcode.text.yaml import ScalarNode, YamlPlace


@dataclass(frozen=True)
class CodeSettings:
    """Settings that a code passes on to its rules and children."""

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


def settings(
    codes: Mapping[str, CodeDraft], tops: Mapping[str, CodeSettings], report: YamlReport
) -> dict[str, CodeSettings]:
    """Settings of each code, based on those of its file; circles are reported."""
    found: dict[str, CodeSettings] = {}
    for name in codes:
        for each in reversed(_unsettled(name, codes, found, report)):
            draft = codes[each]
            found[each] = inherit(draft, found.get(draft.parent or "", tops[draft.place.file]))
    return found


def check_parents(drafts: Collection[CodeDraft], report: YamlReport) -> None:
    """Report parents that are not codes; a code whose own name is invalid may still be a parent."""
    stated = (draft.nodes.get("code") for draft in drafts)
    names = {node.text for node in stated if isinstance(node, ScalarNode)}
    for draft in drafts:
        if draft.parent and draft.parent not in names:
            hint = report.suggest(draft.parent, names, otherwise="add it under `codes`")
            report.error("unknown-parent", f"there is no code {quote_word(draft.parent)}", draft.nodes["parent"], hint)


def inherit(draft: CodeDraft | RuleDraft | DefaultsDraft | None, above: CodeSettings) -> CodeSettings:
    """Settings of a code, rule or file: those that it states, else the inherited ones."""
    own = {each.name: getattr(draft, each.name, None) for each in fields(CodeSettings)}
    return replace(above, **{name: value for name, value in own.items() if value not in (None, ())})


def _unsettled(
    name: str, codes: Mapping[str, CodeDraft], found: Mapping[str, CodeSettings], report: YamlReport
) -> list[str]:
    """A code and its ancestors whose settings are still unknown, from the lowest up."""
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


CODEBOOK_LANGUAGES = ("id", "en")
"""Languages of a codebook that does not say."""
USUAL_KINDS = ("barrier", "enabler", "actor", "theme")
"""Kinds of codes that the manual names; tables and labels treat `barrier` specially."""


def build_codebook(
    draft: CodebookDraft, included: Sequence[CodebookDraft], report: YamlReport, sha256: str, files: Sequence[str]
) -> Codebook:
    """The codebook with the lexicons and codes of the files that it includes, which come first.

    Contradictions are reported.
    """
    builder = _Builder(draft, included, report)
    codes = tuple(builder.code(each) for each in builder.drafts)
    plain = Manner(builder.tops[""].level)
    lexicons = {name: builder.lexicon.terms(terms, plain) for name, terms in builder.lexicon.lists.items()}
    _check_codes(codes, builder.drafts, report)
    _check_lexicons(builder.lexicon, report)
    _check_languages(builder.languages, report)
    return Codebook(
        draft.codebook or "",
        codes,
        draft.version or "",
        builder.languages,
        lexicons,
        report.file,
        sha256,
        tuple(files),
        builder.by_language(draft.title),
        builder.by_language(draft.description),
        dict(draft.pipelines or {}),
    )


class _Builder:
    """Builds codes and rules, with what they need from the rest of the codebook."""

    def __init__(self, draft: CodebookDraft, included: Sequence[CodebookDraft], report: YamlReport) -> None:
        files = (*included, draft)
        self.report = report
        self.languages = tuple(dict.fromkeys(draft.languages or ())) or CODEBOOK_LANGUAGES
        self.drafts = tuple(code for file in files for code in file.codes or ())
        self.lexicon = Lexicon(_lists(files, report), draft.pipelines or {}, report)
        self.rule_names: dict[str, YamlPlace] = {}
        codes = _by_name(self.drafts, report)
        check_parents(self.drafts, report)
        self.tops = {file.place.file: inherit(file.defaults, CodeSettings()) for file in files}
        self.settings = settings(codes, self.tops, report)
        self.kinds = _exclusive_kinds(files, self.settings, report)
        self.parents = {draft.code for draft in self.drafts if draft.code and draft.exclusive}

    def code(self, draft: CodeDraft) -> Code:
        name = draft.code or ""
        settings = self.settings.get(name) or inherit(draft, self.tops[draft.place.file])
        return Code(
            code=name,
            kind=settings.kind,
            parent=draft.parent or "",
            label=self.by_language(draft.label),
            short=self.by_language(draft.short),
            definition=self.by_language(draft.definition),
            include=dict(draft.include or {}),
            exclude=dict(draft.exclude or {}),
            rules=self.rules(draft, settings),
            examples=tuple(
                Example(each.text or "", bool(each.expect), each.place.line, each.place.column, each.question or "")
                for each in draft.examples or ()
            ),
            line=draft.place.line,
            column=draft.place.column,
            retired=bool(draft.retired),
            replaced_by=draft.replaced_by or "",
            memo=draft.memo or "",
            file=draft.place.file or self.report.file,
            one_of=self.one_of(draft.parent or "", settings.kind),
        )

    def one_of(self, parent: str, kind: str) -> str:
        """The exclusive group of a code: that of its parent, else that of its kind if its parent is of another kind."""
        if parent in self.parents:
            return parent
        above = self.settings[parent].kind if parent in self.settings else ""
        return f"kind {kind}" if kind in self.kinds and kind != above else ""

    def by_language(self, texts: Mapping[str, str] | None) -> dict[str, str]:
        return {language or self.languages[0]: text for language, text in (texts or {}).items()}

    def rules(self, draft: CodeDraft, settings: CodeSettings) -> tuple[Rule, ...]:
        name = draft.code or ""
        rules = [self.rule(_short_rule(draft, draft.terms), name, settings)] if draft.terms else []
        rules += [self.rule(each, f"{name}-{number}", settings) for number, each in enumerate(draft.rules or (), 1)]
        return tuple(rules)

    def rule(self, draft: RuleDraft, default_name: str, settings: CodeSettings) -> Rule:
        """The rule with its settings; those that it does not state come from its code."""
        name = draft.rule or default_name
        self.check_name(name, draft.nodes.get("rule", draft.place))
        settings = inherit(draft, settings)
        manner = Manner(settings.level, settings.case)
        written = [terms for kind in RULE_KINDS for terms in lists_as_written(draft.own.get(kind))]
        lists = tuple(self.used_terms(each, manner) for each in written)
        unless = self.used_terms(draft.unless, manner) if draft.unless else ()
        _check_settings(draft, self.report)
        kind = _kind(draft, self.report)
        return Rule(
            rule=name,
            kind=kind.name,
            lists=lists,
            own=kind.read(draft.own, draft.keys, draft.place, self.report),
            unless=unless,
            negation=settings.negation,
            line=draft.place.line,
            column=draft.place.column,
            context=draft.context or "turn",
            hypothetical=settings.hypothetical,
            question=settings.question,
            languages=settings.languages,
            roles=settings.roles,
            says=self.by_language(draft.says),
        )

    def used_terms(self, written: TermList, manner: Manner) -> tuple[Term, ...]:
        self.lexicon.check_uses(written)
        return self.lexicon.terms(written, manner)

    def check_name(self, name: str, place: YamlPlace) -> None:
        if name in self.rule_names:
            message = f"the rule {quote_word(name)} already stands {where_first_stands(self.rule_names[name], place)}"
            self.report.error("duplicate-rule", message, place, "give each rule a name of its own")
        self.rule_names.setdefault(name, place)


def _short_rule(code: CodeDraft, terms: TermList) -> RuleDraft:
    """The list `terms` of a code, as the rule with `any` for which it is short."""
    return RuleDraft(terms.place, {AnyKind.name: code.keys["terms"]}, {}, own={AnyKind.name: terms})


def _by_name(codes: tuple[CodeDraft, ...], report: YamlReport) -> dict[str, CodeDraft]:
    first: dict[str, CodeDraft] = {}
    for draft in codes:
        if draft.code in first:
            there = where_first_stands(first[draft.code].place, draft.place)
            message = f"the code {quote_word(draft.code)} already stands {there}"
            report.error("duplicate-code", message, draft.nodes["code"], "give each code a name of its own")
        elif draft.code:
            first[draft.code] = draft
    return first


def _kind(draft: RuleDraft, report: YamlReport) -> RuleKind[Any]:
    """The kind of a rule; several kinds, or none, are reported as errors."""
    kinds = [kind for kind in RULE_KINDS if kind in draft.keys]
    if len(kinds) > 1:
        hint = "make a rule of each"
        report.error("several-kinds", f"a rule has {list_words(kinds, 'and')} at once", draft.keys[kinds[1]], hint)
    if not kinds:
        hint = "add `any: [...]` with its terms"
        report.error("no-kind", f"a rule needs {list_words(RULE_KINDS)}", draft.place, hint)
    return RULE_KINDS[kinds[0]] if kinds else AnyKind()


def _lists(files: Sequence[CodebookDraft], report: YamlReport) -> dict[str, TermList]:
    """The lexicons of all files by name."""
    lists: dict[str, TermList] = {}
    for file in files:
        for name, terms in (file.lexicons or {}).items():
            if name in lists:
                there = where_first_stands(lists[name].place, terms.place)
                message = f"the lexicon {quote_word(name)} already stands {there}"
                report.error("duplicate-lexicon", message, terms.place, "give each lexicon a name of its own")
            lists.setdefault(name, terms)
    return lists


def _check_settings(draft: RuleDraft, report: YamlReport) -> None:
    """Report settings that belong to another kind than the rule's."""
    for name, kinds in setting_owners().items():
        if name in draft.keys and draft.keys.keys().isdisjoint(kinds):
            message, hint = f"`{name}` belongs to {list_words(kinds)}", _other_kind(draft, name, kinds[0])
            report.error(f"{name}-without-{kinds[0]}", message, draft.keys[name], hint)


def _other_kind(draft: RuleDraft, setting: str, owner: str) -> str:
    """What to do with a setting of another kind: a list of terms can become several lists, but has no weights."""
    given = next((kind for kind in RULE_KINDS.values() if kind.name in draft.keys), None)
    if given is None or given.lists == "weighted" or RULE_KINDS[owner].lists != "several":
        return f"take `{setting}` away"
    lists = " with two lists or more" if given.lists == "one" else ""
    return f"write `{owner}`{lists} instead of `{given.name}`, or take `{setting}` away"


def _exclusive_kinds(
    files: Sequence[CodebookDraft], known: Mapping[str, CodeSettings], report: YamlReport
) -> frozenset[str]:
    """Kinds whose codes exclude each other; a kind that no code has is reported."""
    stated = {name: draft for file in files for name, draft in (file.kinds or {}).items()}
    kinds = {settings.kind for settings in known.values()}
    for name, draft in stated.items():
        if name not in kinds:
            hint = report.suggest(name, kinds, otherwise="write `kind:` at its codes, or take it away")
            report.error("unknown-kind", f"no code is of the kind {quote_word(name)}", draft.place, hint)
    return frozenset(name for name, draft in stated.items() if draft.exclusive)


def _check_codes(codes: tuple[Code, ...], drafts: tuple[CodeDraft, ...], report: YamlReport) -> None:
    parents = {code.parent for code in codes}
    _check_retired(drafts, report)
    _check_kinds(drafts, report)
    _check_exclusive(drafts, parents, report)
    for code, draft in zip(codes, drafts, strict=True):
        if draft.retired or not code.code:
            continue
        _check_short(code, draft, report)
        if not code.rules and code.code not in parents:
            report.note(
                "no-rules", f"the code {quote_word(code.code)} has no rules", draft.place, "only people can give it"
            )


def _check_retired(drafts: Collection[CodeDraft], report: YamlReport) -> None:
    names = {draft.code for draft in drafts if draft.code}
    for draft in drafts:
        if draft.replaced_by is None:
            continue
        at = draft.nodes["replaced_by"]
        if draft.replaced_by not in names:
            hint = report.suggest(draft.replaced_by, names)
            report.error("unknown-replacement", f"there is no code {quote_word(draft.replaced_by)}", at, hint)
        elif not draft.retired:
            report.warning("not-retired", "only a retired code is replaced by another", at, "add `retired: true`")


def _check_kinds(drafts: Collection[CodeDraft], report: YamlReport) -> None:
    """Report a kind of a single code that nearly equals another kind, whose tables would lack the code."""
    often = Counter(draft.kind for draft in drafts if draft.kind)
    known = {kind for kind, count in often.items() if count > 1}.union(USUAL_KINDS)
    for draft in drafts:
        if draft.kind and draft.kind not in known and (hint := report.suggest(draft.kind, known)):
            message = f"the kind {quote_word(draft.kind)} stands at no other code and is nearly another one"
            report.warning("kind-misspelt", message, draft.nodes["kind"], hint)


def _check_exclusive(drafts: Collection[CodeDraft], parents: Collection[str], report: YamlReport) -> None:
    """Report a code that is marked exclusive and has no codes below it."""
    for draft in drafts:
        if draft.exclusive and draft.code not in parents:
            message = f"no code stands below {quote_word(draft.code or '')}, so that none exclude each other"
            hint = f"write `parent: {draft.code}` at codes, or take it away"
            report.warning("exclusive-without-codes", message, draft.nodes["exclusive"], hint)


LONGEST_SHORT = 24
"""Characters of a short label: the head of a column is no wider."""


def _check_short(code: Code, draft: CodeDraft, report: YamlReport) -> None:
    for text in code.short.values():
        if len(text) > LONGEST_SHORT:
            message = f"the short label of {quote_word(code.code)} has {len(text)} characters"
            hint = f"write at most {LONGEST_SHORT}; `label` may be longer"
            report.warning("short-label-long", message, draft.nodes.get("short", draft.place), hint)


def _check_lexicons(lexicon: Lexicon, report: YamlReport) -> None:
    for name, terms in lexicon.lists.items():
        if name not in lexicon.used:
            hint = f'name it in a rule ("@{name}"), or take it away'
            report.note("unused-lexicon", f"no rule uses the lexicon {quote_word(name)}", terms.place, hint)


def _check_languages(languages: tuple[str, ...], report: YamlReport) -> None:
    for node in report.languages:
        if node.text not in languages:
            hint = report.suggest(node.text, languages, otherwise=f"add `{node.text}` to `languages`")
            report.warning("undeclared-language", f"`languages` does not list {quote_word(node.text)}", node, hint)
