"""Notes: the title, the sentences under a table, and the same facts for machines."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, participants
from qualcode.index.arrays import Ints
from qualcode.model.corpus import ROLES
from qualcode.tables.groups import Groups
from qualcode.tables.kind import SMALLEST_CELL, TableOptions

CODER = {"rules": "aturan", "person": "manusia", "model": "model"}
"""Kind of coder -> its name in Indonesian."""


def title(what: str, frame: Frame, codings: Codings, options: TableOptions) -> str:
    """Title of a table: what it lists, the corpus and the coder layer."""
    coder = options.said(f"coder {codings.coder}", f"pengode {codings.coder}")
    return f"{corpus_title(what, frame, options)}, {coder}"


def corpus_title(what: str, frame: Frame, options: TableOptions) -> str:
    """Title of a table that is made without codings."""
    by = options.said(f" by {options.by}", f" menurut {options.by}") if options.by else ""
    return what + by + options.said(f": corpus {frame.corpus}", f": korpus {frame.corpus}")


def corpus_notes(frame: Frame, blocks: Groups, options: TableOptions) -> tuple[str, ...]:
    """The sentences under a table that is made without codings."""
    return nonempty_sentences((_n(blocks, options), invented(frame, options), _voices(frame, options)))


def notes(frame: Frame, codings: Codings, blocks: Groups, options: TableOptions) -> tuple[str, ...]:
    """The sentences that every table carries, in one order: N, coder, codebook, cautions."""
    kind = options.said(codings.kind, CODER[codings.kind])
    rules = options.said(
        "Made by rules alone: rules suggest, people find.",
        "Dibuat oleh aturan saja: aturan menyarankan, manusia yang menemukan.",
    )
    said = (
        _n(blocks, options),
        options.said(f"Coder: {codings.coder} ({kind}).", f"Pengode: {codings.coder} ({kind})."),
        _codebook(codings, options),
        invented(frame, options),
        rules if codings.kind == "rules" else "",
        options.validation or "",
        _voices(frame, options),
        _left_out(frame, codings, options),
    )
    return nonempty_sentences(said)


def nonempty_sentences(said: Iterable[str]) -> tuple[str, ...]:
    """The sentences that say something."""
    return tuple(sentence for sentence in said if sentence)


def frequency(options: TableOptions) -> str:
    """What a count does not say."""
    return options.said("Frequency is not importance.", "Frekuensi tidak sama dengan tingkat kepentingan.")


def nobody_mentions(options: TableOptions) -> str:
    """Why a table of what is mentioned has no row."""
    return options.said(
        "There is no row: no participant mentions any of the codes.",
        "Tidak ada baris: tidak seorang pun peserta menyebut kode-kode itu.",
    )


def redaction(options: TableOptions, english: str = "", indonesian: str = "") -> str:
    """What `--redact` took out of a table, with what is special to it; empty when nothing."""
    if not options.redact:
        return ""
    usual = options.said(
        f"Redacted: without quotes, names, paths and places; empty is what fewer than {SMALLEST_CELL} respondents say, "
        "and what would let it be worked out.",
        f"Disunting untuk kerahasiaan: tanpa kutipan, nama, alamat berkas, dan letak; yang dikatakan oleh kurang dari "
        f"{SMALLEST_CELL} informan dikosongkan, begitu pula yang memungkinkan penghitungannya kembali.",
    )
    return " ".join(nonempty_sentences((usual, options.said(english, indonesian))))


def shared_rows(options: TableOptions) -> str:
    """What `--redact` took out of a list, as a sentence; empty when nothing."""
    if not options.redact:
        return ""
    return options.said(
        "Redacted: without quotes, names, paths and places; only rows that at least "
        f"{SMALLEST_CELL} respondents have in common, in order of what they show.",
        "Disunting untuk kerahasiaan: tanpa kutipan, nama, alamat berkas, dan letak; hanya baris yang sama pada "
        f"sedikitnya {SMALLEST_CELL} informan, diurutkan menurut isinya.",
    )


def meta(frame: Frame, codings: Codings, blocks: Groups, options: TableOptions) -> dict[str, Any]:
    """The facts of the notes for machines."""
    return {
        "n": blocks.total,
        "words": int(blocks.words.sum()),
        "corpus": frame.corpus,
        "synthetic": frame.synthetic,
        "coder": codings.coder,
        "coder_kind": codings.kind,
        "codebook": codings.source.codebook,
        "codebook_version": codings.source.version,
        "codebook_sha256": codings.source.sha256,
        "by": options.by,
        "redacted": options.redact,
        "validation": options.validation,
    }


def _n(blocks: Groups, options: TableOptions) -> str:
    n = blocks.total
    if not options.by:
        return options.said(
            f"N = {n} respondents: participants with at least one word.",
            f"N = {n} informan: peserta yang mengucapkan sedikitnya satu kata.",
        )
    said = options.said(
        f"N = {n} respondents; N of a block = its participants with at least one word.",
        f"N = {n} informan; N suatu blok = pesertanya yang mengucapkan sedikitnya satu kata.",
    )
    if int(blocks.sizes.sum()) > n:
        said += options.said(
            f" Some respondents stand in several blocks and count in each of them ({options.by}).",
            f" Sebagian informan termasuk dalam beberapa blok dan dihitung dalam masing-masing ({options.by}).",
        )
    return said


def _codebook(codings: Codings, options: TableOptions) -> str:
    named = " ".join(part for part in (codings.source.codebook, codings.source.version) if part)
    hashed = f"sha256 {codings.source.sha256[:12]}" if codings.source.sha256 else ""
    said = ", ".join(part for part in (named, hashed) if part)
    return options.said(f"Codebook: {said}.", f"Buku kode: {said}.") if said else ""


def invented(frame: Frame, options: TableOptions) -> str:
    """That nobody said this, where nobody did."""
    return options.said("Invented interviews (synthetic).", "Wawancara rekaan (sintetis).") if frame.synthetic else ""


def _voices(frame: Frame, options: TableOptions) -> str:
    voices = participants(frame) & (frame.turn_respondent < 0) & (frame.turn_words > 0)
    turns = int(np.count_nonzero(voices))
    if not turns:
        return ""
    return options.said(
        f"Voices that cannot be told apart ({some(turns, 'turn')}) count in mentions and words, never in N.",
        f"Suara yang tidak dapat dibedakan ({turns} giliran bicara) dihitung dalam penyebutan dan kata, tidak dalam N.",
    )


def _left_out(frame: Frame, codings: Codings, options: TableOptions) -> str:
    others = codings.turn[~participants(frame)[codings.turn]]
    if not len(others):
        return ""
    whose = whose_turns(frame, others, options)
    return options.said(
        f"Not counted: {some(len(others), 'coding')} ({whose}).",
        f"Tidak dihitung: {len(others)} pengodean ({whose}).",
    )


_WHOSE = {
    "interviewer": ("in turns of interviewers", "dalam giliran bicara pewawancara"),
    "other": ("in turns of other roles", "dalam giliran bicara peran lain"),
    "unknown": ("in turns of speakers of unknown role", "dalam giliran bicara penutur yang perannya tidak diketahui"),
}


def whose_turns(frame: Frame, turns: Ints, options: TableOptions) -> str:
    """In whose turns things stand that are not a participant's, such as *2 in turns of interviewers*."""
    numbers = np.bincount(frame.turn_role[turns], minlength=len(ROLES)).tolist()
    found = {role: number for role, number in zip(ROLES, numbers, strict=True) if number and role in _WHOSE}
    return ", ".join(f"{number} {options.said(*_WHOSE[role])}" for role, number in found.items())


def some(number: int, unit: str) -> str:
    """A number with its unit: *1 turn*, *2 turns*."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
