"""What a coder notes beside the text, and how the codebook is changed from there."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from qualcode.api import codes
from qualcode.api.memos import memos
from qualcode.codings.coders import open_codebook
from qualcode.model.codebook import Code
from qualcode.model.finding import StudyError, unknown_name
from qualcode.model.memo import Memo, MemoPlace
from qualcode.review.desk import Json, Refused
from qualcode.store.decisions import new_id, time_after
from qualcode.store.memos import add_memos, fold_memos, read_memos
from qualcode.store.study import OpenStudy, in_own_languages

_NEEDS: Mapping[str, tuple[str, ...]] = {
    "study": (),
    "transcript": ("transcript",),
    "respondent": ("respondent",),
    "code": ("code",),
    "turn": ("transcript", "turn"),
}
"""Kind of a memo that can be written beside the text -> what it must name."""
_LONGEST = 20_000


@in_own_languages
def memos_in_force(study: OpenStudy, coder: str, *, blind: bool) -> list[Json]:
    """Every memo that holds, with `own` where the coder may edit it here; none of other coders to one who is blind."""
    own = {memo.id for memo in fold_memos(read_memos(study.layout, study.name)[0]).memos if memo.coder == coder}
    shown = [memo for memo in memos(study).memos if not blind or memo.coder in (coder, "codebook")]
    return [{**asdict(memo), "own": memo.id in own} for memo in shown]


@in_own_languages
def keep_memo(study: OpenStudy, coder: str, sent: Mapping[str, Any], known: Mapping[str, Collection[Any]]) -> None:
    """Add a memo to the coder's file, or an edit of one of the coder's own; an edit without a text takes it back.

    Args:
        study: the study.
        coder: who writes.
        sent: `id`, `text`, and `of` for an edit, or `kind` with what the memo is `on`.
        known: `transcript`, `turn` (of that transcript), `respondent`, `code` -> what there is.
    """
    lines = [memo for memo in read_memos(study.layout, study.name)[0] if memo.coder == coder]
    text, of, named = str(sent.get("text", "")).strip(), str(sent.get("of", "")), str(sent.get("id") or new_id())
    if len(text) > _LONGEST or len(named) > 64:
        raise Refused(422, "this memo is too long")
    if of and of not in {memo.id for memo in lines}:
        raise Refused(422, "there is no such memo of yours")
    if not of and not text:
        raise Refused(422, "this memo is empty")
    kind, place = ("", MemoPlace()) if of else (str(sent.get("kind", "")), _place(sent, known))
    add_memos(study.layout, study.name, [Memo(coder, named, text, kind, place, time_after(lines), of=of)])


def _place(sent: Mapping[str, Any], known: Mapping[str, Collection[Any]]) -> MemoPlace:
    if sent.get("kind") not in _NEEDS:
        raise Refused(422, f"a memo is about one of {', '.join(_NEEDS)}")
    on = sent.get("on")
    stated: dict[str, Any] = {name: on.get(name) if isinstance(on, dict) else None for name in _NEEDS[sent["kind"]]}
    for name, value in stated.items():
        if not isinstance(value, int if name == "turn" else str) or value not in known[name]:
            raise Refused(422, f"the memo names no {name} that is there")
    return MemoPlace(**stated)


@in_own_languages
def change_code(study: OpenStudy, sent: Mapping[str, Any], codebook: str) -> Json:
    """Add, rename or merge a code; with `write` it is done, without it one learns what it would change.

    Args:
        study: the study.
        sent: `do`, `code`, `to` for rename and merge; `kind`, `label`, `definition` for add; `write`.
        codebook: its file.
    """
    do, code, to, write = sent.get("do"), str(sent.get("code", "")), str(sent.get("to", "")), bool(sent.get("write"))
    try:
        if do == "add":
            languages = open_codebook(study, codebook)[0].languages
            label, definition = (_texts(sent, name, languages) for name in ("label", "definition"))
            code = code or re.sub(r"^\d+", "", "_".join(re.findall("[a-z0-9]+", " ".join(label.values()).lower())))
            new = Code(code, str(sent.get("kind", "")), label=label, definition=definition)
            report = codes.add_code(study, new, codebook, write=write)
        elif do in ("rename", "merge"):
            change = codes.rename_code if do == "rename" else codes.merge_codes
            report = change(study, code, to, codebook, write=write)
        else:
            raise unknown_name("change", str(do), ("add", "rename", "merge"))
    except StudyError as error:
        raise Refused(422, str(error.findings[0])) from error
    codings = sum(report.recoded.values())
    return {"diff": report.diff, "codings": codings, "written": report.written, "kept": report.kept,
            "findings": [str(finding) for finding in report.findings]}  # fmt: skip


def _texts(sent: Mapping[str, Any], name: str, languages: Sequence[str]) -> dict[str, str]:
    """Texts by language; one in a language that the codebook does not speak counts as its first one."""
    texts = sent.get(name)
    if not isinstance(texts, dict):
        return {}
    said = {str(language): " ".join(str(text).split()) for language, text in texts.items()}
    spoken = {language if language in languages or not languages else languages[0]: said[language] for language in said}
    return {language: text for language, text in spoken.items() if text}
