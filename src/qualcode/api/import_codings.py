"""Import codings: a filled sheet becomes the codings of its coder, each anchored in its transcript."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from qualcode.agreement.coders import kind_of
from qualcode.anchoring.spans import anchor
from qualcode.codings.coders import check_coder_name, open_codebook
from qualcode.codings.schema import RULES
from qualcode.corpus.build import frame
from qualcode.corpus.frame import turns_by_place
from qualcode.corpus.index import index
from qualcode.corpus.speakers import OpenCorpus
from qualcode.exchange.sheet import SHEET_HEADERS, Filled, read_sheet
from qualcode.exchange.sheet_rows import (
    Contradicted,
    PlacedRows,
    ReadRow,
    earlier_codings,
    rows_by_turn,
    said_of_units,
    withdrawn_codings,
)
from qualcode.model.coding import Coder, PersonCoding
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.model.memo import Memo, MemoPlace
from qualcode.store.doors import read_through
from qualcode.store.hashing import sha256_bytes
from qualcode.store.memos import add_memos, read_memos
from qualcode.store.people import declare_read, read_coder, take_back, write_coder, write_codings
from qualcode.store.samples import note_looked_at, read_samples
from qualcode.store.study import OpenStudy, in_own_languages, last_codebook_path

CODING_COLUMN_USES = tuple(SHEET_HEADERS)
"""Uses of a column that `--columns` names."""


@dataclass(frozen=True)
class ImportOptions:
    """Whose codings are read, and how."""

    coder: str
    """Name of the coder."""
    kind: Literal["person", "rules", "model"] = "person"
    """What the coder is."""
    method: str = ""
    """How the coder worked, for `coder.yaml`."""
    codebook: str = ""
    """Codebook file; empty: the one that coded the corpus last."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Use -> title of its column, or its number from 1."""
    delimiter: str = ""
    """Character between the columns of a csv; empty: found out."""
    encoding: str = ""
    """Encoding of a csv that is not UTF-8."""
    read_whole: bool = False
    """True: the coder read each transcript of this sheet from its first turn to its last."""
    replace: bool = False
    """True: earlier codings on the rows' words that the rows do not name are taken back, and kept apart."""
    skip_bad: bool = False
    """True: rows that are wrong are left out; otherwise one of them stops everything."""
    dry_run: bool = False
    """True: write nothing."""


@dataclass(frozen=True)
class ImportReport:
    """What was imported from a sheet."""

    coder: str
    """Whose codings they are."""
    kind: str
    """What that coder is."""
    rows: int
    """Rows read."""
    columns: Mapping[str, str]
    """Use -> title of its column."""
    added: int
    """Codings that are new."""
    known: int
    """Codings that the coder had already."""
    noted: int
    """Those of them that got a further remark."""
    memos: int
    """New remarks on passages to which no code applies."""
    taken_back: int
    """Earlier codings that the sheet takes back."""
    without: int
    """Rows in which the coder says that no code applies."""
    empty: int
    """Rows that say nothing: not looked at."""
    bad: int
    """Rows that are wrong."""
    samples: tuple[str, ...]
    """Samples whose units are in the sheet."""
    measures: bool
    """True when it is known what the coder read, so that others can be compared with these codings."""
    files: tuple[str, ...]
    """Files that changed, or would change."""
    findings: tuple[Finding, ...]
    """What was guessed or wrong, with the row's number as the line."""


@in_own_languages
def import_codings(study: OpenStudy, file: Path, options: ImportOptions) -> ImportReport:
    """Read a sheet as the codings of one coder and add them to those that the coder has.

    Raises:
        StudyError: the coder's name cannot be, the file is no sheet, or a row is wrong (unless these are skipped).
    """
    check_coder_name(options.coder)
    name = study.layout.relative(file)
    codebook, _ = open_codebook(study, options.codebook or last_codebook_path(study))
    with study.writing():
        coder = _coder(study, options)
        filled = _open_sheet(study, file, options, name)
        corpus = frame(study, index(study))
        desk = PlacedRows(corpus, codebook, read_samples(study) if "id" in filled.columns else [], name, filled)
        read, findings = _read(desk, options, name)
        time = datetime.now(UTC).isoformat(timespec="seconds")
        changes = _changes(study, corpus, coder, read, options, time)
        if read and not options.dry_run:  # who said nothing is no coder yet
            if options.replace:
                gone = [each.coding for each in changes.gone]
                take_back(study.layout, study.name, gone, f"import of {name}", time)
            _write(study, changes.coder, changes.codings, read, time)
            add_memos(study.layout, study.name, changes.memos)
    return ImportReport(
        coder=coder.coder,
        kind=coder.kind,
        rows=len(filled.rows),
        columns=filled.columns,
        added=changes.added,
        known=sum(len(each.codes) for each in read) - changes.added,
        noted=changes.noted,
        memos=len(changes.memos),
        taken_back=len(changes.gone) if options.replace else 0,
        without=sum(not each.codes for each in read),
        empty=desk.empty,
        bad=desk.bad,
        samples=tuple(sorted({each.sample for each in read if each.sample})),
        measures=bool(changes.coder.read_whole) or any(each.sample for each in read),
        files=tuple(
            study.layout.relative(study.layout.coding_file(study.name, coder.coder, each)) for each in changes.codings
        ),
        findings=(*filled.findings, *findings, *changes.findings),
    )


def _open_sheet(study: OpenStudy, file: Path, options: ImportOptions, name: str) -> Filled:
    """The sheet with the rows of the coder.

    Raises:
        StudyError: it is no sheet, has no rows, or somebody else made them.
    """
    filled = read_sheet(name, read_through("sheet", file), options.columns, options.delimiter, options.encoding)
    if not filled.columns:
        raise StudyError(*filled.findings)
    if not filled.rows:
        hint = "nothing was imported; fill in a sheet of `qualcode sample`"
        raise study_error("empty-sheet", "this sheet has no row below its header", hint, name)
    _check_origin(study, options, filled, name)
    return _of_coder(filled, options.coder, name)


def _read(desk: PlacedRows, options: ImportOptions, name: str) -> tuple[list[ReadRow], list[Finding]]:
    """The rows with codes, and what is wrong with others; one that is wrong stops everything unless it is skipped."""
    read, findings = desk.read()
    if not options.skip_bad and any(finding.level == "error" for finding in findings):
        hint = "nothing was imported; mend these rows, or leave them out with --skip-bad"
        what = f"{desk.bad} rows are wrong" if desk.bad > 1 else "a row is wrong"
        raise StudyError(*findings, Finding("error", "bad-rows", what, name, hint=hint))
    return read, findings


@dataclass(frozen=True)
class _Changes:
    """What a sheet changes in the codings of its coder."""

    coder: Coder
    """The coder, with what is read whole from now on."""
    codings: Mapping[str, Sequence[PersonCoding]]
    """Transcript -> all its codings, where one of them is new, gets a remark or is taken back."""
    added: int
    """How many are new."""
    noted: int
    """How many get a remark."""
    memos: Sequence[Memo]
    """New remarks on passages to which no code applies."""
    gone: Sequence[Contradicted]
    """Earlier codings that the sheet contradicts."""
    findings: Sequence[Finding]
    """Warnings about these, and about what counts as read whole."""


def _changes(
    study: OpenStudy, corpus: OpenCorpus, coder: Coder, read: Sequence[ReadRow], options: ImportOptions, time: str
) -> _Changes:
    """Compare the rows with what the coder has; nothing is written yet."""
    merged, added, noted = _merge(study, corpus, coder, read, time)
    remarks = _remarks(study, corpus, coder, read, time)
    gone = withdrawn_codings(study, coder.coder, read)
    if options.replace:
        merged |= _without(study, coder.coder, merged, gone)
    after = replace(coder, read_whole=_read_whole(coder, options, merged))
    findings = [*(_told(study, each, options) for each in gone), *_newly_whole(study, coder, merged)]
    return _Changes(after, merged, added, noted, remarks, gone, findings)


def _check_origin(study: OpenStudy, options: ImportOptions, filled: Filled, name: str) -> None:
    """Refuse what rules or a model wrote as the codings of a person: rules would be validated with themselves."""
    if options.kind != "person":
        return
    others = {RULES: "rules"} | {coder: kind_of(study, coder).kind for coder in study.layout.coder_names(study.name)}
    for row in filled.rows:
        made_by = "rules" if row.cell("rules") else others.get(row.cell("coder"), "person")
        if made_by != "person":
            maker = "rules" if made_by == "rules" else "a model"
            message = f"{maker} made this row, as its columns say; it cannot be a person's coding"
            hint = f"write --kind {made_by}; a person codes a blind sheet (`qualcode sample`)"
            raise StudyError(Finding("error", "not-a-persons", message, name, row.number, hint=hint))


def _of_coder(filled: Filled, coder: str, name: str) -> Filled:
    """The rows of one coder, where a column names that coder among others; else all, and a warning says whose."""
    named = list(dict.fromkeys(row.cell("coder") for row in filled.rows if row.cell("coder")))
    if coder in named and len(named) > 1:
        return replace(filled, rows=tuple(row for row in filled.rows if row.cell("coder") == coder))
    if len(named) < 2:
        return filled
    message = f"this sheet holds codings of {', '.join(named)}; all of them are imported as those of `{coder}`"
    hint = f"import it once for each: --coder {named[0]}"
    return replace(filled, findings=(*filled.findings, Finding("warning", "several-coders", message, name, hint=hint)))


def _coder(study: OpenStudy, options: ImportOptions) -> Coder:
    """The coder as the study knows it, or as it will."""
    known = options.coder in study.layout.coder_names(study.name)
    if not known:
        return Coder(options.coder, options.kind, options.method)
    coder, findings = read_coder(study.layout, study.name, options.coder)
    if coder is None:
        raise StudyError(*findings)
    if coder.kind != options.kind:
        hint = f"write --kind {coder.kind}, or choose another name"
        raise study_error("other-kind", f"coder `{coder.coder}` is `kind: {coder.kind}` in this study", hint)
    return coder


def _read_whole(coder: Coder, options: ImportOptions, transcripts: Iterable[str]) -> bool | tuple[str, ...]:
    """What the coder has read whole, this sheet included where it is said of it."""
    if isinstance(coder.read_whole, bool) or not options.read_whole:
        return coder.read_whole
    return tuple(sorted({*coder.read_whole, *transcripts}))


def _newly_whole(study: OpenStudy, coder: Coder, transcripts: Iterable[str]) -> list[Finding]:
    """A warning where `read_whole: true` takes in transcripts that it did not when it was written."""
    new = sorted(set(transcripts) - set(study.layout.coded_ids(study.name, coder.coder)))
    if coder.read_whole is not True or not new:
        return []
    file = study.layout.relative(study.layout.coder_file(study.name, coder.coder))
    message = f"it says `read_whole: true`, so {', '.join(f'`{each}`' for each in new)} count as read whole from now on"
    return [Finding("warning", "newly-read-whole", message, file, hint="where they were not, write a list instead")]


def _merge(
    study: OpenStudy, corpus: OpenCorpus, coder: Coder, read: Sequence[ReadRow], time: str
) -> tuple[dict[str, list[PersonCoding]], int, int]:
    """Codings of each transcript that gets new ones or remarks, how many are new, and how many got a remark.

    A unit of a sample whose words have its code already gets no second coding: it would count twice.

    Raises:
        StudyError: a file of the coder has lines that writing it anew would lose.
    """
    merged, added, noted = {}, 0, 0
    turn_of, by_turn = turns_by_place(corpus.frame), rows_by_turn(read)
    of_transcript: dict[str, list[ReadRow]] = {}
    for row in read:
        of_transcript.setdefault(row.transcript, []).append(row)
    for transcript, rows in sorted(of_transcript.items()):
        kept = earlier_codings(study, coder.coder, transcript)
        known = {coding.key for coding in kept}
        same = said_of_units(by_turn, kept)
        new: dict[tuple[object, ...], PersonCoding] = {}
        notes: dict[tuple[object, ...], list[str]] = {}
        for coding in _made(corpus, turn_of, coder.coder, rows, time):
            key = same.get(_place(coding), coding.key)
            notes.setdefault(key, []).append(coding.memo)
            if key not in known:
                new.setdefault(key, replace(coding, memo=""))
        remarked = [_with_notes(coding, notes) for coding in kept]
        more = sum(one.memo != other.memo for one, other in zip(kept, remarked, strict=True))
        added, noted = added + len(new), noted + more
        if new or more or any(not each.sample for each in rows):
            merged[transcript] = [*remarked, *(_with_notes(coding, notes) for coding in new.values())]
    return merged, added, noted


def _place(coding: PersonCoding) -> tuple[object, ...]:
    return coding.turn, coding.start, coding.end, coding.code


def _with_notes(coding: PersonCoding, notes: Mapping[tuple[object, ...], Sequence[str]]) -> PersonCoding:
    """The coding with what the sheet notes on it, below what was noted before; nothing is said twice."""
    memo = coding.memo
    for note in notes.get(coding.key, ()):
        if note and f"\n{note}\n" not in f"\n{memo}\n":
            memo = f"{memo}\n{note}" if memo else note
    return replace(coding, memo=memo)


def _remarks(study: OpenStudy, corpus: OpenCorpus, coder: Coder, read: Sequence[ReadRow], time: str) -> list[Memo]:
    """What the coder newly remarks on rows to which no code applies, as memos on these passages."""
    rows = [replace(each, codes=("",)) for each in read if not each.codes and each.row.cell("note")]
    memos, wrong = read_memos(study.layout, study.name)
    own = study.layout.relative(study.layout.memo_file(study.name, coder.coder))
    if broken := [finding for finding in wrong if finding.file == own]:
        raise StudyError(*broken)
    there = {memo.id for memo in memos}
    remarks = map(_memo, _made(corpus, turns_by_place(corpus.frame), coder.coder, rows, time))
    return list({memo.id: memo for memo in remarks if memo.id not in there}.values())


def _memo(remark: PersonCoding) -> Memo:
    """A remark on a passage; the same remark has the same name, so that a sheet can be imported again."""
    said = (remark.coder, remark.transcript, remark.turn, remark.start, remark.end, remark.memo)
    on = MemoPlace(remark.transcript, remark.turn, remark.start, remark.end, remark.quote)
    return Memo(remark.coder, sha256_bytes(repr(said).encode())[:16], remark.memo, "passage", on, remark.time)


def _without(
    study: OpenStudy, coder: str, merged: Mapping[str, Sequence[PersonCoding]], gone: Sequence[Contradicted]
) -> dict[str, list[PersonCoding]]:
    """The transcripts in which codings are taken back, without these."""
    out = {each.coding.key for each in gone}
    touched = sorted({each.coding.transcript for each in gone})
    before = {each: merged.get(each) or earlier_codings(study, coder, each) for each in touched}
    return {each: [coding for coding in codings if coding.key not in out] for each, codings in before.items()}


def _told(study: OpenStudy, gone: Contradicted, options: ImportOptions) -> Finding:
    """A warning for each earlier coding that the sheet contradicts: it is taken back only when that is asked for."""
    coding, number = gone.coding, gone.row
    what = f"`{coding.code}` ({coding.assertion}) in turn {coding.turn}, {coding.start}-{coding.end}"
    if options.replace:
        where = study.layout.relative(study.layout.taken_back(study.name, coding.coder))
        taken = "would be taken back" if options.dry_run else "taken back"
        message = f"row {number} does not have {what}: {taken}, and kept in {where}"
        return Finding("warning", "coding-taken-back", message, coding.transcript)
    message = f"row {number} does not have {what}, which `{coding.coder}` gave before; it stays"
    hint = "--replace takes back what the sheet does not name"
    return Finding("warning", "coding-kept", message, coding.transcript, hint=hint)


def _made(
    corpus: OpenCorpus, turn_of: Mapping[tuple[str, int], int], coder: str, rows: Iterable[ReadRow], time: str
) -> Iterator[PersonCoding]:
    """A coding for each code of each row, anchored by its words, what stands around them, and the turn's hash."""
    for each in rows:
        text = corpus.frame.text(turn_of[each.transcript, each.turn])
        for code in each.codes:
            yield PersonCoding(
                coder=coder,
                transcript=each.transcript,
                turn=each.turn,
                code=code,
                assertion=each.assertion,
                time=time,
                memo=each.row.cell("note"),
                **anchor(text, each.start, each.end),
            )


def _write(
    study: OpenStudy, coder: Coder, merged: Mapping[str, Sequence[PersonCoding]], read: Sequence[ReadRow], time: str
) -> None:
    """Write who coded, the codings, and which units of samples were looked at."""
    if not study.layout.coder_file(study.name, coder.coder).exists():
        write_coder(study.layout, study.name, coder)
    elif not isinstance(coder.read_whole, bool) and coder != read_coder(study.layout, study.name, coder.coder)[0]:
        declare_read(study.layout, study.name, coder.coder, coder.read_whole)
    for transcript, codings in merged.items():
        write_codings(study.layout, study.name, coder.coder, transcript, codings, replace=True)
    for sample in sorted({each.sample for each in read if each.sample}):
        ids = [each.unit for each in read if each.sample == sample]
        note_looked_at(study, sample, coder.coder, ids, time)
