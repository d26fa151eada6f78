"""QC206, QC207: two transcripts with the same text, or in which most of what is said is the same."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from zlib import crc32

import numpy as np

from qualcode.checks.check import Check, Remark, of_corpus
from qualcode.checks.context import CheckedCorpus
from qualcode.corpus.frame import participants
from qualcode.index.arrays import Ints


def duplicate_transcripts(material: CheckedCorpus) -> Iterator[Remark]:
    """Transcripts whose turns say the same, apart from blanks and capitals."""
    first: dict[str, str] = {}
    for name, text in _texts(material):
        other = first.setdefault(text, name)
        if other != name:
            message = f"transcript `{name}` says the same as `{other}`"
            yield Remark(message, *material.place(name), hint="take one of the two out of the sources")


def _texts(material: CheckedCorpus) -> Iterator[tuple[str, str]]:
    """Hash of the text of each transcript that is not empty."""
    turns = material.frame.turn_transcript
    for number, name in enumerate(material.frame.transcripts):
        low, high = np.searchsorted(turns, [number, number + 1]).tolist()
        words = " ".join(material.frame.text(turn) for turn in range(low, high)).casefold().split()
        if words:
            yield name, sha256(" ".join(words).encode()).hexdigest()


DUPLICATE_TRANSCRIPT = Check(
    code="QC206",
    name="duplicate-transcript",
    level="warning",
    reason="The same interview counted twice is two respondents too many",
    bad="sources: interview-4.docx and its copy interview-4-final.txt",
    good="sources: interview-4-final.txt",
    find=of_corpus(duplicate_transcripts),
)


WORDS_PER_RUN = 5
"""Length of the runs of words that are compared."""
SAMPLE = 1024
"""Size of the sample of a transcript's runs: those with the smallest hashes, so that equal texts have equal samples."""
MOST_TRANSCRIPTS_WITH_RUN = 20
"""Runs in more transcripts than this are formulas, and are not compared."""


def runs_of_words(material: CheckedCorpus) -> Mapping[str, Ints]:
    """Transcript -> hashes of its participants' runs of five words, sampled if there are many."""
    turns = material.frame.turn_transcript
    coded = participants(material.frame)
    found: dict[str, Ints] = {}
    first = 0
    for shard in material.shards:
        hashes = np.array([crc32(key.encode()) for key in shard.keys], np.uint64)[shard.types]
        own = shard.turns_of(np.arange(shard.tokens)) + first
        for number in np.unique(turns[first : first + shard.turns]).tolist():
            said = hashes[coded[own] & (turns[own] == number)]
            found[material.frame.transcripts[number]] = _runs(said)
        first += shard.turns
    return found


def similar_pairs(runs: Mapping[str, Ints], least: float) -> list[tuple[str, str, float]]:
    """Pairs of transcripts that share at least this part of their runs, with the part."""
    holders: dict[int, list[str]] = {}
    for name, own in runs.items():
        for run in own.tolist():
            holders.setdefault(run, []).append(name)
    shared: dict[tuple[str, str], int] = {}
    for names in holders.values():
        for at, one in enumerate(names) if len(names) <= MOST_TRANSCRIPTS_WITH_RUN else ():
            for other in names[:at]:
                shared[other, one] = shared.get((other, one), 0) + 1
    parts = ((*pair, count / (len(runs[pair[0]]) + len(runs[pair[1]]) - count)) for pair, count in shared.items())
    return sorted(each for each in parts if each[2] >= least)


def _runs(said: Ints) -> Ints:
    """A hash for each run of words, sampled if there are many; none for a text shorter than a run."""
    size = len(said) - WORDS_PER_RUN + 1
    if size <= 0:
        return np.empty(0, np.uint64)
    mixed: Ints = np.zeros(size, np.uint64)
    for offset in range(WORDS_PER_RUN):
        mixed = mixed * np.uint64(1_000_003) + said[offset : offset + size]  # wraps around, as hashes do
    return np.sort(np.unique(mixed) * np.uint64(0x9E3779B97F4A7C15))[:SAMPLE]


LEAST_SHARED_RUNS, SAME_SHARED_RUNS = 0.4, 0.995
"""Shares of common runs between which two transcripts are versions of one."""


def similar_transcripts(material: CheckedCorpus) -> Iterator[Remark]:
    """Pairs of transcripts that are probably two versions of one interview."""
    for one, other, part in similar_pairs(runs_of_words(material), LEAST_SHARED_RUNS):
        if part < SAME_SHARED_RUNS:
            message = f"transcript `{other}` shares {100 * part:.0f} % of its runs of words with `{one}`"
            yield Remark(message, *material.place(other), hint="keep the version that is meant, or merge the two")


SIMILAR_TRANSCRIPT = Check(
    code="QC207",
    name="similar-transcript",
    level="warning",
    reason="A draft beside its final version counts one respondent twice",
    bad="sources: interview-4-draft.docx and interview-4.docx",
    good="sources: interview-4.docx",
    find=of_corpus(similar_transcripts),
)

CHECKS = (DUPLICATE_TRANSCRIPT, SIMILAR_TRANSCRIPT)
