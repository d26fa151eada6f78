"""QC200, QC201, QC208, QC209, QC210, QC211: files that are unreadable, changed, gone, drifted, or open to others."""

from collections.abc import Iterator, Sequence

from qualcode.checks.check import Check, Remark, as_remark, of_corpus
from qualcode.checks.context import CheckContext, CheckedCorpus


def unreadable_files(context: CheckContext) -> Iterator[Remark]:
    """What was wrong with files when the corpus was opened."""
    return (as_remark(found, found.level) for found in context.unreadable)


UNREADABLE_CORPUS = Check(
    code="QC200",
    name="unreadable-corpus",
    level="error",
    reason="What cannot be read is neither coded nor counted",
    bad="a transcript whose last line is torn, an unknown field in corpus.yaml",
    good="the file as `qualcode ingest` wrote it, fields spelt as the manual spells them",
    find=unreadable_files,
)


def _of_sources(material: CheckedCorpus, transcripts: Sequence[str], what: str, hint: str) -> Iterator[Remark]:
    """A remark on the source of each of these transcripts."""
    for transcript in transcripts:
        message = f"the source of transcript `{transcript}` {what}"
        yield Remark(message, material.headers[transcript].source, hint=hint)


def stale_sources(material: CheckedCorpus) -> Iterator[Remark]:
    """Transcripts whose source has other bytes now."""
    hint = "run `qualcode ingest` again, or put the old source back"
    return _of_sources(material, material.changed, "changed since it was ingested", hint)


CHANGED_SOURCE = Check(
    code="QC201",
    name="changed-source",
    level="error",
    reason="Quotes are then taken from a text that is no longer the source",
    bad="interview.txt edited after `qualcode ingest`",
    good="`qualcode ingest` run after the edit",
    find=of_corpus(stale_sources),
)


def missing_sources(material: CheckedCorpus) -> Iterator[Remark]:
    """Transcripts that can no longer be compared with their source."""
    return _of_sources(material, material.gone, "is not there", "put it back, or keep the transcript as it is")


MISSING_SOURCE = Check(
    code="QC208",
    name="missing-source",
    level="note",
    reason="Nobody can check the transcript against what was received; in a shared repository that may be intended",
    bad="sources/interview.txt deleted after `qualcode ingest`",
    good="sources/interview.txt kept beside its transcript",
    find=of_corpus(missing_sources),
)


def drifted_files(context: CheckContext) -> Iterator[Remark]:
    """What differs from the lock, if that was asked for."""
    for what in context.drift:
        yield Remark(what, "qualcode.lock", hint="run `qualcode lock` if it is meant")
    if context.absent:
        hint = "`qualcode lock --check` compares them where they are"
        yield Remark(context.absent, "qualcode.lock", hint=hint, level="note")


DRIFT = Check(
    code="QC209",
    name="drift",
    level="error",
    reason="Published numbers were made from what the lock lists, and something of that has changed",
    bad="a codebook edited after `qualcode lock`",
    good="`qualcode lock` run after the edit, and the new tables looked at",
    find=drifted_files,
)


def open_folders(context: CheckContext) -> Iterator[Remark]:
    """One remark on all folders that other users of this computer may open."""
    if context.open_folders:
        message = f"other users of this computer may open {', '.join(context.open_folders)}"
        hint = "`chmod -R go-rwx` on them, or `private: false` in qualcode.yaml if that is meant"
        yield Remark(message, context.open_folders[0], hint=hint, level="note")


OPEN_FOLDER = Check(
    code="QC210",
    name="open-folder",
    level="note",
    reason="Participants' words stand in these folders, and modes that are there are never changed",
    bad="drwxr-xr-x corpora/interviews/transcripts",
    good="drwx------ corpora/interviews/transcripts",
    find=open_folders,
)


def named_in_git(context: CheckContext) -> Iterator[Remark]:
    """Files for git that name transcripts whose ids look like names of people."""
    for file, line, transcripts in context.names_in_git:
        which = "1 transcript" if transcripts == 1 else f"{transcripts} transcripts"
        message = f"git takes this file up, and it names {which} by what looks like a person"
        yield Remark(message, file, line, hint="`qualcode ingest --opaque-ids` names transcripts R01, R02 ...")


NAME_IN_GIT = Check(
    code="QC211",
    name="name-in-git",
    level="warning",
    reason="Names in qualcode.lock and in samples reach everybody who has the repository, and stay in its history",
    bad="transcript  corpora/interviews/transcripts/Siti Aminah.jsonl  3f2a...",
    good="transcript  corpora/interviews/transcripts/R01.jsonl  3f2a...",
    find=named_in_git,
)

CHECKS = (UNREADABLE_CORPUS, CHANGED_SOURCE, MISSING_SOURCE, DRIFT, OPEN_FOLDER, NAME_IN_GIT)
