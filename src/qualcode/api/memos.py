"""Memos: what researchers noted down, from their own files, the codebook and the codings, to read and to hand on."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePath

from qualcode.api.documents import DocumentReport, document_language
from qualcode.api.open import ExportOptions, one_of
from qualcode.codings.coders import open_codebook
from qualcode.export.memos import MEMO_FORMATS, memo_blocks, memo_subject
from qualcode.languages.catalogue import Messages
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.model.memo import MEMO_KINDS, Memo, MemoPlace
from qualcode.store.atomic import write_bytes
from qualcode.store.memos import fold_memos, read_memos
from qualcode.store.people import read_codings
from qualcode.store.study import OpenStudy, in_own_languages, last_codebook_path, output_path, warn_unignored_file
from qualcode.tables.kind import TableOptions

MEMOS = "memos"
"""What is exported, as users name it."""


@dataclass(frozen=True)
class MemosReport:
    """Memos in force."""

    memos: tuple[Memo, ...]
    """By what they are about: the study first, single words last."""
    findings: tuple[Finding, ...]
    """Lines that are no memos, and edits of memos that are not there."""


@in_own_languages
def memos(study: OpenStudy, kind: str = "", wanted: str = "") -> MemosReport:
    """The memos of a corpus: of one kind, or about one thing (a code, transcript, respondent), where these are named.

    Raises:
        StudyError: there is no such kind.
    """
    if kind:
        one_of("--kind", kind, *MEMO_KINDS)
    lines, findings = read_memos(study.layout, study.name)
    folded = fold_memos(lines)
    for lost in folded.unknown:
        file = study.layout.relative(study.layout.memo_file(study.name, lost.coder))
        message = f"line `{lost.id}` edits memo `{lost.of}`, which is not there; it is kept, and not applied"
        findings.append(Finding("warning", "unknown-memo", message, file))
    every = [*folded.memos, *_beside(study, folded.memos)]
    every.sort(key=lambda memo: MEMO_KINDS.index(memo.kind))
    kept = (memo for memo in every if kind in ("", memo.kind) and wanted in ("", *_things(memo)))
    return MemosReport(tuple(kept), tuple(findings))


def _things(memo: Memo) -> tuple[str, ...]:
    on = memo.on
    return (on.transcript, on.code, on.respondent, on.set, memo_subject(memo))


def _beside(study: OpenStudy, known: Sequence[Memo]) -> Iterator[Memo]:
    """Memos that stand in the codebook and with codings, where no memo of the files says the same."""
    said = {(memo.on.code, line) for memo in known for line in memo.text.splitlines()}
    with suppress(StudyError):  # without a codebook, codes have no memos
        for code in open_codebook(study, last_codebook_path(study))[0].codes:
            if any((code.code, line) not in said for line in code.memo.splitlines()):
                yield Memo("codebook", f"code {code.code}", code.memo, "code", MemoPlace(code=code.code))
    for coder in study.layout.coder_names(study.name):
        for each in read_codings(study.layout, study.name, coder)[0]:
            if any((each.code, line) not in said for line in each.memo.splitlines()):
                place = MemoPlace(each.transcript, each.turn, each.start, each.end, each.quote, each.code)
                yield Memo(coder, "", each.memo, "coding", place, each.time)


@in_own_languages
def export_memos(study: OpenStudy, wanted: ExportOptions) -> DocumentReport:
    """Write all memos as a document: Markdown, or Word.

    Raises:
        StudyError: an option is one of tables, or there is no such format.
    """
    ending = wanted.format or PurePath(wanted.output).suffix.lower().removeprefix(".") or "md"
    one_of("--to", ending, *MEMO_FORMATS)
    if replace(wanted.options, lang="", no_quotes=False) != TableOptions():
        hint = "leave out all but -o, --to, --no-quotes and --dry-run"
        raise study_error("bad-option", "`memos` is not a table and takes no options of tables", hint)
    with study.writing(reading=wanted.output == "-"):
        report = memos(study)
        say = Messages(document_language(study, wanted))
        title = say("Memos: {study}", study=study.settings.title or study.corpus.title or study.name)
        blocks = list(memo_blocks(report.memos, title, say, quotes=not wanted.options.no_quotes))
        data = MEMO_FORMATS[ending](blocks)
        if wanted.output == "-":
            return DocumentReport(data, "", False, report.findings)
        path = output_path(study, wanted.output) if wanted.output else study.layout.out / f"memos.{ending}"
        written = not wanted.dry_run and write_bytes(path, data)
    warned = warn_unignored_file(study, path) if wanted.output else ()
    return DocumentReport(data, study.layout.relative(path), written, (*report.findings, *warned))
