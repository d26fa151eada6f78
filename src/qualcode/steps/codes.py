"""Codes: list and show them, and rename, merge or retire one, in the codebook and in people's codings together."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from qualcode.codebook import edit
from qualcode.model import Code, Codebook, Finding
from qualcode.steps.code_change import ChangeReport as ChangeReport
from qualcode.steps.code_change import Plan, change, coders
from qualcode.steps.codebook import open_codebook
from qualcode.steps.errors import refuse, unknown
from qualcode.steps.study import Opened
from qualcode.store.people import read_codings

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class CodesReport:
    """The codes of a codebook, and how often people gave them."""

    codebook: Codebook
    """The codebook."""
    given: Mapping[str, Mapping[str, int]]
    """Code -> coder (`corpus/coder`) -> number of codings."""
    findings: tuple[Finding, ...]
    """Warnings about the codebook, codings whose code it lacks, and lines that are no codings."""


def codes(opened: Opened, codebook_file: str = "") -> CodesReport:
    """The codes of a codebook with how often people gave them, in all corpora of the study."""
    codebook, findings = open_codebook(opened, codebook_file)
    given: dict[str, Counter[str]] = {}
    wrong: list[Finding] = []
    for corpus, coder in coders(opened):
        codings, more = read_codings(opened.layout, corpus, coder)
        wrong += more
        for coding in codings:
            given.setdefault(coding.code, Counter())[f"{corpus}/{coder}"] += 1
    known = {code.code for code in codebook.codes}
    lost = [_lacking(name, codebook, count) for name, count in sorted(given.items()) if name not in known]
    return CodesReport(codebook, given, (*findings, *wrong, *lost))


def find_code(codebook: Codebook, name: str) -> Code:
    """A code by its name.

    Raises:
        StepError: there is none, with the nearest one.
    """
    for code in codebook.codes:
        if code.code == name:
            return code
    raise unknown("code", name, [code.code for code in codebook.codes])


def rename(opened: Opened, old: str, new: str, codebook_file: str = "", *, write: bool = False) -> ChangeReport:
    """Give a code another name.

    Raises:
        StepError: there is no such code, the new name is taken or no name, or the text cannot be edited safely.
    """

    def plan(codebook: Codebook) -> Plan:
        find_code(codebook, old)
        if new in {code.code for code in codebook.codes}:
            hint = f"`qualcode codes merge {old} {new}` joins the two"
            raise refuse("code-exists", f"there is a code `{new}` already", hint)
        if not _NAME.fullmatch(new):
            hint = "write a name in snake_case such as `citizen_trust`"
            raise refuse("bad-name", f"`{new}` is no name for a code", hint)
        wanted = [_renamed(code, old, new) for code in codebook.codes]
        return Plan("rename", old, new, lambda text: edit.rename(text, old, new), wanted)

    return change(opened, codebook_file, plan, write=write)


def merge(opened: Opened, source: str, target: str, codebook_file: str = "", *, write: bool = False) -> ChangeReport:
    """Move a code's rules, examples and codings to another code; what else is said of it stays there as comments.

    Raises:
        StepError: there is no such code, they are the same or one stands above the other, or the moved rules would
            mean something else.
    """

    def plan(codebook: Codebook) -> Plan:
        own, into = find_code(codebook, source), find_code(codebook, target)
        if source == target:
            raise refuse("not-mergeable", "a code cannot be merged into itself", "name two codes")
        if into.parent == source:
            hint = f"give `{target}` another parent first"
            raise refuse("not-mergeable", f"`{target}` stands under `{source}`", hint)
        if own.file != into.file:
            hint = f"move one of them by hand first: they stand in {own.file} and {into.file}"
            raise refuse("not-mergeable", "the two codes stand in different files", hint)
        joined = replace(into, rules=(*into.rules, *own.rules), examples=(*into.examples, *own.examples))
        kept = [joined if code.code == target else code for code in codebook.codes if code.code != source]
        wanted = [_redirected(code, source, target) for code in kept]
        return Plan("merge", source, target, lambda text: _merged(text, source, target), wanted)

    return change(opened, codebook_file, plan, write=write)


def retire(
    opened: Opened, code: str, replaced_by: str = "", codebook_file: str = "", *, write: bool = False
) -> ChangeReport:
    """Take a code out of use: its rules find nothing any more. Its codings go to its successor, where it has one.

    Raises:
        StepError: there is no such code, or the text cannot be edited safely.
    """

    def plan(codebook: Codebook) -> Plan:
        find_code(codebook, code)
        if replaced_by and (find_code(codebook, replaced_by).retired or replaced_by == code):
            raise refuse("not-in-use", f"`{replaced_by}` is not in use itself", "name a code that is")
        wanted = [_retired(each, replaced_by) if each.code == code else each for each in codebook.codes]
        return Plan("retire", code, replaced_by, lambda text: edit.retire(text, code, replaced_by), wanted)

    return change(opened, codebook_file, plan, write=write)


def _merged(text: str, source: str, target: str) -> str | Finding:
    moved = edit.redirect(text, source, target)
    return moved if isinstance(moved, Finding) else edit.merge(moved, source, target)


def _renamed(code: Code, old: str, new: str) -> Code:
    named = _redirected(code, old, new)
    return replace(named, code=new) if code.code == old else named


def _redirected(code: Code, old: str, new: str) -> Code:
    parent = new if code.parent == old else code.parent
    return replace(code, parent=parent, replaced_by=new if code.replaced_by == old else code.replaced_by)


def _retired(code: Code, replaced_by: str) -> Code:
    return replace(code, retired=True, replaced_by=replaced_by or code.replaced_by)


def _lacking(name: str, codebook: Codebook, given: Counter[str]) -> Finding:
    coders = ", ".join(sorted(given))
    what = f"{given.total()} codings of {coders} carry" if given.total() > 1 else f"a coding of {coders} carries"
    message = f"{what} `{name}`, which codebook `{codebook.codebook}` lacks"
    return Finding("warning", "unknown-code", message)
