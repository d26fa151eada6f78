"""What is said about roles that were guessed or could not be told: few lines, however large the corpus is."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from qualcode.corpus.speakers import SpeakerSummary
from qualcode.model.finding import Finding
from qualcode.store.study import OpenStudy

_MOST_LINES = 3
"""Transcripts or speakers that get a warning each; of more, one line tells."""
_MOST_NAMED = 8


def unknown_roles(study: OpenStudy, summaries: Iterable[SpeakerSummary]) -> list[Finding]:
    """A warning for speakers whose role could not be told; labels are named, words are not."""
    unknown = [summary for summary in summaries if summary.role == "unknown"]
    hint = f"say who it is under `speakers:` in {_corpus_file(study)}"
    if len(unknown) <= _MOST_LINES:
        return [Finding("warning", "role-unknown", _unknown(each), each.transcript, hint=hint) for each in unknown]
    files, words = len({each.transcript for each in unknown}), sum(each.words for each in unknown)
    who = _named(each.speaker for each in unknown)
    message = f"in {files} transcripts roles are unknown ({who}): {words:,} words neither coded nor counted"
    return [Finding("warning", "role-unknown", message, hint=hint.replace("it is", "they are"))]


def guessed_roles(study: OpenStudy, summaries: Iterable[SpeakerSummary]) -> list[Finding]:
    """A warning for transcripts in which roles were guessed; where they are many, one line for the whole corpus."""
    guessed = [summary for summary in summaries if summary.guessed and summary.role != "unknown"]
    hint = f"if that is wrong, say so with --interviewer, or under `speakers:` in {_corpus_file(study)}"
    own = {transcript: list(each) for transcript, each in groupby(guessed, key=lambda summary: summary.transcript)}
    if len(own) <= _MOST_LINES:
        return [
            Finding(
                "warning",
                "role-guessed",
                f"roles were guessed: {', '.join(map(_guessed, each))}",
                transcript,
                hint=hint,
            )
            for transcript, each in own.items()
        ]
    asking = _named(each.speaker for each in guessed if each.role == "interviewer")
    message = f"roles were guessed in {len(own)} transcripts; taken for interviewers are {asking or 'none'}"
    return [Finding("warning", "role-guessed", message, hint=hint)]


def _named(labels: Iterable[str]) -> str:
    """Labels with the number of transcripts of each, the most frequent first."""
    count = Counter(labels)
    shown = [f"`{label}`" + (f" ({number})" if number > 1 else "") for label, number in count.most_common(_MOST_NAMED)]
    return ", ".join(shown) + (" ..." if len(count) > _MOST_NAMED else "")


def _corpus_file(study: OpenStudy) -> str:
    return study.layout.relative(study.layout.corpus_file(study.name))


def _unknown(summary: SpeakerSummary) -> str:
    words = f"{summary.words} {'word' if summary.words == 1 else 'words'}"
    return f"speaker `{summary.speaker}` has role unknown: {words} neither coded nor counted ({summary.reason})"


def _guessed(summary: SpeakerSummary) -> str:
    return f"`{summary.speaker}` is {summary.role} ({summary.reason})"
