"""Change a code: in the codebook and in people's codings together, after a look at what would change."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path
from typing import Any

from qualcode import codebook as room
from qualcode.model import Code, Codebook, Finding, Rule
from qualcode.steps.codebook import codebook_path, open_codebook
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.study import Opened
from qualcode.store.atomic import read_bytes
from qualcode.store.people import parse_codings
from qualcode.store.recode import recode
from qualcode.store.together import change_together, take_back_unfinished

_BOM = b"\xef\xbb\xbf"

Texts = Mapping[Path, str]
"""Files of a codebook and their text."""
Edit = Callable[[str], str | Finding]
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
    """`rename`, `merge`, `retire`."""
    gone: str
    """The code whose codings move."""
    into: str
    """The code that they carry then; empty: they stay."""
    how: Edit
    """What it does to each file of the codebook."""
    wanted: list[Code]
    """The codes of the codebook afterwards."""


def change(opened: Opened, codebook_file: str, planned: Callable[[Codebook], Plan], *, write: bool) -> ChangeReport:
    """Work everything out first; then write all files, or none.

    `planned` is given the codebook and says what is to be done.
    """
    with opened.writing():
        findings = _take_back(opened) if write else []
        plan = planned(open_codebook(opened, codebook_file)[0])
        before = _texts(opened, codebook_file)
        after = _edited(opened, before, plan.how)
        _check(opened, codebook_file, after, plan.wanted)
        recoded = _recode(opened, plan.gone, plan.into) if plan.into else {}
        changed = {path: _bytes(path, text) for path, text in after.items() if text != before[path]}
        files = changed | {path: data for path, (data, _) in recoded.items()}
        title, old_files = f"{plan.title}-{plan.gone}", opened.layout.hidden / "before"
        kept = change_together(opened.layout.root, old_files, title, files) if write and files else None
    findings += [] if plan.title == "retire" else _still_named(opened, after, plan)
    findings += [found for path, (data, _) in recoded.items() for found in _overlaps(opened, path, data, plan.into)]
    return ChangeReport(
        diff=_diff(opened, before, after),
        recoded={opened.layout.relative(path): count for path, (_, count) in recoded.items()},
        written=kept is not None,
        kept=opened.layout.relative(kept) if kept else "",
        findings=tuple(findings),
    )


def _take_back(opened: Opened) -> list[Finding]:
    """Finish what a killed process left open."""
    said = "an earlier change was stopped half way and was taken back"
    folders = take_back_unfinished(opened.layout.root, opened.layout.hidden / "before")
    return [Finding("warning", "taken-back", said, opened.layout.relative(folder)) for folder in folders]


def _texts(opened: Opened, codebook_file: str) -> dict[Path, str]:
    """The codebook's files, those that it includes too."""
    codebook, _ = open_codebook(opened, codebook_file)
    main = codebook_path(opened, codebook_file).resolve()
    beside = [(opened.layout.root / file).resolve() for file in codebook.files]
    paths = dict.fromkeys([main, *beside])
    outside = [path for path in paths if not path.is_relative_to(opened.layout.root)]
    if outside:
        hint = "copy it into codebooks/"
        raise refuse("outside-study", "this codebook does not lie in the study", hint, str(outside[0]))
    return {path: read_bytes(path).removeprefix(_BOM).decode("utf-8") for path in paths}


def _edited(opened: Opened, texts: Texts, how: Edit) -> dict[Path, str]:
    edited = {}
    for path, text in texts.items():
        found = how(text)
        if isinstance(found, Finding):
            raise StepError(replace(found, file=opened.layout.relative(path)))
        edited[path] = found
    return edited


def _bytes(path: Path, text: str) -> bytes:
    return (_BOM if read_bytes(path).startswith(_BOM) else b"") + text.encode("utf-8")


def _check(opened: Opened, codebook_file: str, after: Texts, wanted: list[Code]) -> None:
    """Load the edited codebook and compare: nothing is written that does not say what was meant."""
    main = codebook_path(opened, codebook_file).resolve()
    texts = {opened.layout.relative(path): text.encode("utf-8") for path, text in after.items()}
    codebook, findings = _load(opened.layout.relative(main), texts)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors:
        raise StepError(refuse("not-editable", "the codebook would have errors then").findings[0], *errors)
    assert codebook is not None
    differs = [name for new, old in zip(codebook.codes, wanted, strict=False) for name in _differs(new, old)]
    if differs or len(codebook.codes) != len(wanted):
        what = f" ({', '.join(dict.fromkeys(differs))})" if differs else ""
        hint = "give its rules the `level`, `negation` and `case` that they have now, or edit the file by hand"
        raise refuse("not-editable", f"the codes would not be the same ones then{what}", hint)


def _load(name: str, texts: Mapping[str, bytes]) -> tuple[Codebook | None, tuple[Finding, ...]]:
    return room.load(name, texts[name], texts.get)


def _differs(new: Code, old: Code) -> Iterator[str]:
    """Fields in which two codes differ, apart from places and names of rules."""
    for name, value in _plain(new).items():
        if value != _plain(old)[name]:
            yield f"`{name}` of `{new.code}`"


def _plain(code: Code) -> dict[str, Any]:
    said = {name: getattr(code, name) for name in Code.__dataclass_fields__ if name not in ("line", "column", "file")}
    said["rules"] = [_plain_rule(rule) for rule in code.rules]
    said["examples"] = [(example.text, example.expect) for example in code.examples]
    return said


def _plain_rule(rule: Rule) -> Rule:
    lists = tuple(tuple(replace(term, line=0, column=0, file="") for term in terms) for terms in rule.lists)
    unless = tuple(replace(term, line=0, column=0, file="") for term in rule.unless)
    return replace(rule, rule="", lists=lists, unless=unless, line=0, column=0)


def coders(opened: Opened) -> Iterator[tuple[str, str]]:
    """Every corpus and coder of the study."""
    layout = opened.layout
    return ((corpus, coder) for corpus in layout.corpus_names() for coder in layout.coder_names(corpus))


def _recode(opened: Opened, old: str, new: str) -> dict[Path, tuple[bytes, int]]:
    """Files of codings that a changed code changes, with their new bytes and the number of codings."""
    layout, found = opened.layout, {}
    for corpus, coder in coders(opened):
        for transcript in layout.coded_ids(corpus, coder):
            path = layout.coding_file(corpus, coder, transcript)
            data, count = recode(path, read_bytes(path), old, new)
            if count:
                found[path] = data, count
    return found


def _overlaps(opened: Opened, path: Path, data: bytes, code: str) -> list[Finding]:
    """Passages that one coder gave both codes: now they are two codings of one code, and count twice."""
    codings, _ = parse_codings("", data, "", "")
    own = sorted((coding.turn, coding.start, coding.end) for coding in codings if coding.code == code)
    turns = [two[0] for one, two in pairwise(own) if one[0] == two[0] and two[1] < one[2]]
    hint = "keep one of each two, or they count twice"
    name = opened.layout.relative(path)
    return [
        Finding("warning", "same-passage", f"two codings `{code}` overlap in turn {turn}", name, hint=hint)
        for turn in dict.fromkeys(turns)
    ]


def _still_named(opened: Opened, after: Texts, plan: Plan) -> list[Finding]:
    """Where the old name still stands: in what is said of codes for people, and in other codebooks."""
    word, findings = re.compile(rf"(?<![\w-]){re.escape(plan.gone)}(?![\w-])"), []
    for code in plan.wanted:
        if any(map(word.search, (*code.definition.values(), *code.include, *code.exclude, code.memo))):
            said = f"what is said of `{code.code}` still names `{plan.gone}`"
            findings.append(Finding("warning", "still-named", said, code.file, code.line))
    for path in sorted(opened.layout.codebooks.glob("*.y*ml")):
        if path.resolve() not in after and word.search(read_bytes(path).decode("utf-8", "replace")):
            said = f"this codebook names `{plan.gone}` too, and codings are shared by all codebooks"
            findings.append(Finding("warning", "still-named", said, opened.layout.relative(path)))
    return findings


def _diff(opened: Opened, before: Texts, after: Texts) -> str:
    lines: list[str] = []
    for path, text in before.items():
        name = opened.layout.relative(path)
        old, new = text.splitlines(), after[path].splitlines()
        lines += unified_diff(old, new, name, name, n=1, lineterm="")
    return "\n".join(lines)
