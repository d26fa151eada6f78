"""Change a code: in the codebook and in people's codings together, after a look at what would change."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from qualcode.codebook import edit, load
from qualcode.codings.coders import codebook_path, open_codebook
from qualcode.model.codebook import Code, Codebook, Rule
from qualcode.model.finding import Finding, StudyError, study_error, unknown_name
from qualcode.store.atomic import change_in_transaction, read_bytes, take_back_unfinished
from qualcode.store.people import parse_codings, read_codings, recode
from qualcode.store.study import OpenStudy, in_own_languages

_BOM = b"\xef\xbb\xbf"
CodebookTexts = Mapping[Path, str]
"""Files of a codebook and their text."""
FileEdit = Callable[[str], str | Finding]
"""One file's text -> its new text."""


@dataclass(frozen=True)
class ChangeReport:
    """What changing a code changes."""

    diff: str
    """Lines of the codebook before and after, as a unified diff."""
    recoded: Mapping[str, int]
    """File of codings -> codings that carry another code now."""
    written: bool
    """False: nothing was written."""
    kept: str
    """Folder in which the old files lie; empty when nothing was written."""
    findings: tuple[Finding, ...]
    """What to look at afterwards."""


@dataclass(frozen=True)
class Plan:
    """A change of a code."""

    title: str
    """`add`, `rename`, `merge`, `retire`."""
    gone: str
    """The code whose codings move."""
    into: str
    """The code that they carry then; empty: they stay."""
    how: FileEdit
    """What it does to each file of the codebook."""
    wanted: list[Code]
    """The codes of the codebook afterwards."""


def _change(study: OpenStudy, codebook_file: str, planned: Callable[[Codebook], Plan], *, write: bool) -> ChangeReport:
    """Work everything out first; then write all files, or none.

    `planned` is given the codebook and says what is to be done.
    """
    with study.writing():
        findings = _take_back(study) if write else []
        plan = planned(open_codebook(study, codebook_file)[0])
        before = _texts(study, codebook_file)
        after = _edited(study, before, plan.how)
        _check(study, codebook_file, after, plan.wanted)
        recoded = _recode(study, plan.gone, plan.into) if plan.into else {}
        changed = {path: _bytes(path, text) for path, text in after.items() if text != before[path]}
        files = changed | {path: data for path, (data, _) in recoded.items()}
        title, old_files = f"{plan.title}-{plan.gone}", study.layout.hidden / "before"
        kept = change_in_transaction(study.layout.root, old_files, title, files) if write and files else None
    findings += [] if plan.title in ("add", "retire") else _still_named(study, after, plan)
    findings += [found for path, (data, _) in recoded.items() for found in _overlaps(study, path, data, plan.into)]
    return ChangeReport(
        diff=_diff(study, before, after),
        recoded={study.layout.relative(path): count for path, (_, count) in recoded.items()},
        written=kept is not None,
        kept=study.layout.relative(kept) if kept else "",
        findings=tuple(findings),
    )


def _take_back(study: OpenStudy) -> list[Finding]:
    """Finish what a killed process left open."""
    said = "an earlier change was stopped half way and was taken back"
    folders = take_back_unfinished(study.layout.root, study.layout.hidden / "before")
    return [Finding("warning", "taken-back", said, study.layout.relative(folder)) for folder in folders]


def _texts(study: OpenStudy, codebook_file: str) -> dict[Path, str]:
    """The codebook's files, those that it includes too."""
    codebook, _ = open_codebook(study, codebook_file)
    main = codebook_path(study, codebook_file).resolve()
    beside = [(study.layout.root / file).resolve() for file in codebook.files]
    paths = dict.fromkeys([main, *beside])
    outside = [path for path in paths if not path.is_relative_to(study.layout.root)]
    if outside:
        hint = "copy it into codebooks/"
        raise study_error("outside-study", "this codebook does not lie in the study", hint, str(outside[0]))
    return {path: read_bytes(path).removeprefix(_BOM).decode("utf-8") for path in paths}


def _edited(study: OpenStudy, texts: CodebookTexts, how: FileEdit) -> dict[Path, str]:
    edited = {}
    for path, text in texts.items():
        new = how(text)
        if isinstance(new, Finding):
            raise StudyError(replace(new, file=study.layout.relative(path)))
        edited[path] = new
    return edited


def _bytes(path: Path, text: str) -> bytes:
    return (_BOM if read_bytes(path).startswith(_BOM) else b"") + text.encode("utf-8")


def _check(study: OpenStudy, codebook_file: str, after: CodebookTexts, wanted: list[Code]) -> None:
    """Load the edited codebook and compare: nothing is written that does not say what was meant."""
    main = codebook_path(study, codebook_file).resolve()
    texts = {study.layout.relative(path): text.encode("utf-8") for path, text in after.items()}
    name = study.layout.relative(main)
    codebook, findings = load.load_codebook(name, texts[name], texts.get)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors:
        raise StudyError(study_error("not-editable", "the codebook would have errors then").findings[0], *errors)
    assert codebook is not None
    pairs = [(new.code, _plain(new), _plain(old)) for new, old in zip(codebook.codes, wanted, strict=False)]
    differs = [f"`{name}` of `{code}`" for code, new, old in pairs for name in new if new[name] != old[name]]
    if differs or len(codebook.codes) != len(wanted):
        what = f" ({', '.join(dict.fromkeys(differs))})" if differs else ""
        hint = "give its rules the `level`, `negation` and `case` that they have now, or edit the file by hand"
        raise study_error("not-editable", f"the codes would not be the same ones then{what}", hint)


def _plain(code: Code) -> dict[str, Any]:
    """The fields of a code, apart from places and names of rules."""
    plain = {name: getattr(code, name) for name in Code.__dataclass_fields__ if name not in ("line", "column", "file")}
    rules = [_plain_rule(rule) for rule in code.rules]
    return plain | {"rules": rules, "examples": [(example.text, example.expect) for example in code.examples]}


def _plain_rule(rule: Rule) -> Rule:
    lists = tuple(tuple(replace(term, line=0, column=0, file="") for term in terms) for terms in rule.lists)
    unless = tuple(replace(term, line=0, column=0, file="") for term in rule.unless)
    return replace(rule, rule="", lists=lists, unless=unless, line=0, column=0)


def coders(study: OpenStudy) -> Iterator[tuple[str, str]]:
    """Every corpus and coder of the study."""
    layout = study.layout
    return ((corpus, coder) for corpus in layout.corpus_names() for coder in layout.coder_names(corpus))


def _recode(study: OpenStudy, old: str, new: str) -> dict[Path, tuple[bytes, int]]:
    """Files of codings that a changed code changes, with their new bytes and the number of codings."""
    layout, recoded = study.layout, {}
    for corpus, coder in coders(study):
        for transcript in layout.coded_ids(corpus, coder):
            path = layout.coding_file(corpus, coder, transcript)
            data, count = recode(path, read_bytes(path), old, new)
            if count:
                recoded[path] = data, count
    return recoded


def _overlaps(study: OpenStudy, path: Path, data: bytes, code: str) -> list[Finding]:
    """Passages that one coder gave both codes: now they are two codings of one code, and count twice."""
    codings, _ = parse_codings("", data, "", "")
    own = sorted((coding.turn, coding.start, coding.end) for coding in codings if coding.code == code)
    turns = [two[0] for one, two in pairwise(own) if one[0] == two[0] and two[1] < one[2]]
    hint = "keep one of each two, or they count twice"
    name = study.layout.relative(path)
    return [
        Finding("warning", "same-passage", f"two codings `{code}` overlap in turn {turn}", name, hint=hint)
        for turn in dict.fromkeys(turns)
    ]


def _still_named(study: OpenStudy, after: CodebookTexts, plan: Plan) -> list[Finding]:
    """Where the old name still stands: in what is said of codes for people, and in other codebooks."""
    word, findings = re.compile(rf"(?<![\w-]){re.escape(plan.gone)}(?![\w-])"), []
    for code in plan.wanted:
        use = chain.from_iterable((*code.include.values(), *code.exclude.values()))
        if any(map(word.search, (*code.definition.values(), *use, code.memo))):
            said = f"what is said of `{code.code}` still names `{plan.gone}`"
            findings.append(Finding("warning", "still-named", said, code.file, code.line))
    for path in sorted(study.layout.codebooks.glob("*.y*ml")):
        if path.resolve() not in after and word.search(read_bytes(path).decode("utf-8", "replace")):
            said = f"this codebook names `{plan.gone}` too, and codings are shared by all codebooks"
            findings.append(Finding("warning", "still-named", said, study.layout.relative(path)))
    return findings


def _diff(study: OpenStudy, before: CodebookTexts, after: CodebookTexts) -> str:
    lines: list[str] = []
    for path, text in before.items():
        name = study.layout.relative(path)
        old, new = text.splitlines(), after[path].splitlines()
        lines += unified_diff(old, new, name, name, n=1, lineterm="")
    return "\n".join(lines)


_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class CodesReport:
    """The codes of a codebook, and how often people gave them."""

    codebook: Codebook = field(repr=False)
    given: Mapping[str, Mapping[str, int]]
    """Code -> coder (`corpus/coder`) -> number of codings."""
    findings: tuple[Finding, ...]
    """Warnings about the codebook, codings whose code it lacks, and lines that are no codings."""


@in_own_languages
def codes(study: OpenStudy, codebook_file: str = "") -> CodesReport:
    """The codes of a codebook with how often people gave them, in all corpora of the study."""
    codebook, findings = open_codebook(study, codebook_file)
    given: dict[str, Counter[str]] = {}
    wrong: list[Finding] = []
    for corpus, coder in coders(study):
        codings, more = read_codings(study.layout, corpus, coder)
        wrong += more
        for coding in codings:
            given.setdefault(coding.code, Counter())[f"{corpus}/{coder}"] += 1
    known = {code.code for code in codebook.codes}
    lost = [_lacking(name, codebook, count) for name, count in sorted(given.items()) if name not in known]
    return CodesReport(codebook, given, (*findings, *wrong, *lost))


def find_code(codebook: Codebook, name: str) -> Code:
    """A code by its name.

    Raises:
        StudyError: there is none, with the nearest one.
    """
    for code in codebook.codes:
        if code.code == name:
            return code
    raise unknown_name("code", name, [code.code for code in codebook.codes])


def _check_new(codebook: Codebook, name: str, joined: str) -> None:
    if name in {code.code for code in codebook.codes}:
        raise study_error("code-exists", f"there is a code `{name}` already", joined)
    if not _NAME.fullmatch(name):
        hint = "write a name in snake_case such as `citizen_trust`"
        raise study_error("bad-name", f"`{name}` is not a name for a code", hint)


@in_own_languages
def add_code(study: OpenStudy, code: Code, codebook_file: str = "", *, write: bool = False) -> ChangeReport:
    """Add a code: its name, kind, parent, labels and definitions. It stands behind the last code of its kind.

    Raises:
        StudyError: the name is taken or no name, there is no such parent, or the text cannot be edited safely.
    """

    def plan(codebook: Codebook) -> Plan:
        _check_new(codebook, code.code, "choose another name")
        kind = find_code(codebook, code.parent).kind if code.parent and not code.kind else code.kind
        in_order = list(codebook.codes)
        alike = [at for at, each in enumerate(in_order) if each.kind == kind] or [len(in_order) - 1]
        after = in_order[alike[-1]]
        label, definition = (
            {language or codebook.languages[0]: text for language, text in texts.items()}
            for texts in (code.label, code.definition)
        )
        in_order.insert(alike[-1] + 1, replace(code, kind=kind, label=label, definition=definition))
        said = {"code": code.code, "kind": code.kind, "parent": code.parent, "label": label, "definition": definition}
        fields = {name: value for name, value in said.items() if value}
        return Plan("add", code.code, "", lambda text: edit.add_code_in_text(text, after.code, fields), in_order)

    return _change(study, codebook_file, plan, write=write)


@in_own_languages
def rename_code(study: OpenStudy, old: str, new: str, codebook_file: str = "", *, write: bool = False) -> ChangeReport:
    """Give a code another name.

    Raises:
        StudyError: there is no such code, the new name is taken or no name, or the text cannot be edited safely.
    """

    def plan(codebook: Codebook) -> Plan:
        find_code(codebook, old)
        _check_new(codebook, new, f"`qualcode codes merge {old} {new}` joins the two")
        redirected = [_redirected(code, old, new) for code in codebook.codes]
        wanted = [replace(code, code=new) if code.code == old else code for code in redirected]
        return Plan("rename", old, new, lambda text: edit.rename_code_in_text(text, old, new), wanted)

    return _change(study, codebook_file, plan, write=write)


@in_own_languages
def merge_codes(
    study: OpenStudy, source: str, target: str, codebook_file: str = "", *, write: bool = False
) -> ChangeReport:
    """Move a code's rules, examples and codings to another code; what else is said of it stays there as comments.

    Raises:
        StudyError: there is no such code, they are the same or one stands above the other, or the moved rules would
            mean something else.
    """

    def plan(codebook: Codebook) -> Plan:
        own, into = find_code(codebook, source), find_code(codebook, target)
        if source == target:
            raise study_error("not-mergeable", "a code cannot be merged into itself", "name two codes")
        if into.parent == source:
            hint = f"give `{target}` another parent first"
            raise study_error("not-mergeable", f"`{target}` stands under `{source}`", hint)
        if own.file != into.file:
            hint = f"move one of them by hand first: they stand in {own.file} and {into.file}"
            raise study_error("not-mergeable", "the two codes stand in different files", hint)
        joined = replace(into, rules=(*into.rules, *own.rules), examples=(*into.examples, *own.examples))
        kept = [joined if code.code == target else code for code in codebook.codes if code.code != source]
        wanted = [_redirected(code, source, target) for code in kept]
        return Plan("merge", source, target, lambda text: _merged(text, source, target), wanted)

    return _change(study, codebook_file, plan, write=write)


@in_own_languages
def retire_code(
    study: OpenStudy, code: str, replaced_by: str = "", codebook_file: str = "", *, write: bool = False
) -> ChangeReport:
    """Take a code out of use: its rules find nothing any more. Its codings go to its successor, where it has one.

    Raises:
        StudyError: there is no such code, or the text cannot be edited safely.
    """

    def plan(codebook: Codebook) -> Plan:
        own = find_code(codebook, code)
        if replaced_by and (find_code(codebook, replaced_by).retired or replaced_by == code):
            raise study_error("not-in-use", f"`{replaced_by}` is not in use itself", "name a code that is")
        retired = replace(own, retired=True, replaced_by=replaced_by or own.replaced_by)
        wanted = [retired if each.code == code else each for each in codebook.codes]
        return Plan("retire", code, replaced_by, lambda text: edit.retire_code_in_text(text, code, replaced_by), wanted)

    return _change(study, codebook_file, plan, write=write)


def _merged(text: str, source: str, target: str) -> str | Finding:
    moved = edit.redirect(text, source, target)
    return moved if isinstance(moved, Finding) else edit.merge_codes_in_text(moved, source, target)


def _redirected(code: Code, old: str, new: str) -> Code:
    parent = new if code.parent == old else code.parent
    replaced_by = new if code.replaced_by == old else code.replaced_by
    return replace(code, parent=parent, replaced_by=replaced_by, one_of=new if code.one_of == old else code.one_of)


def _lacking(name: str, codebook: Codebook, given: Counter[str]) -> Finding:
    coders = ", ".join(sorted(given))
    what = f"{given.total()} codings of {coders} carry" if given.total() > 1 else f"a coding of {coders} carries"
    message = f"{what} `{name}`, which codebook `{codebook.codebook}` lacks"
    return Finding("warning", "unknown-code", message)
