"""QC210, QC211: folders of words that others may open, and names of people on their way into git."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import CheckContext


def open_folders(context: CheckContext) -> Iterator[Remark]:
    """Folders that other users of this computer may look into, all in one remark."""
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
    """Files that git takes up and that name transcripts whose ids look like persons."""
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
