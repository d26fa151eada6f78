"""Review: code by hand and judge what rules suggest, on a page in the browser or line by line from a script."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode import api
from qualcode.api.review_desk import DeskOptions, StudyDesk
from qualcode.codings.coders import check_coder_name
from qualcode.model.finding import Finding, StudyError
from qualcode.review.desk import Json, Refused
from qualcode.store.atomic import read_bytes
from qualcode.store.study import OpenStudy, in_own_languages


@dataclass(frozen=True)
class ReviewReport:
    """What a coder has decided in all transcripts."""

    corpus: str
    """Name of the corpus."""
    coder: str
    """Name of the coder."""
    transcripts: int
    """Transcripts of the corpus."""
    finished: int
    """Transcripts that the coder has read to their end."""
    codings: int
    """Codings in force, accepted ones among them."""
    accepted: int
    """Suggestions that were accepted and are in force."""
    rejected: int
    """Suggestions that were rejected."""
    open: int
    """Suggestions on which nothing is decided; none of transcripts that are read blind."""
    table: str
    """Table that shows what is coded: barriers, or all codes where none is one."""


@in_own_languages
def open_desk(study: OpenStudy, options: DeskOptions) -> StudyDesk:
    """Put a study in front of a coder.

    Raises:
        StudyError: the coder's name cannot be, the codebook has errors, or there is no transcript.
    """
    check_coder_name(options.coder)
    return api.review_between.BetweenDesk(study, options) if options.between else StudyDesk(study, options)


@in_own_languages
def review_report(study: OpenStudy, desk: StudyDesk) -> ReviewReport:
    """What the coder has decided."""
    forces, summaries = [desk.force(name) for name in desk.names], [desk.summary(name) for name in desk.names]
    return ReviewReport(
        corpus=study.name,
        coder=desk.coder,
        transcripts=len(forces),
        finished=sum(each["finished"] for each in summaries),
        codings=sum(len(force.codings) for force in forces),
        accepted=sum(line.do == "accept" for force in forces for line in force.codings),
        rejected=sum(len(force.rejected) for force in forces),
        open=sum(each["open"] for each in summaries),
        table="barriers" if "barrier" in desk.kinds() else "codes",
    )


@in_own_languages
def review_state(study: OpenStudy, desk: StudyDesk) -> Json:
    """All that the page would show, for scripts: the study, and every transcript with codings and suggestions."""
    return {**desk.study(), "transcripts": [desk.transcript(name) for name in desk.names]}


@in_own_languages
def apply_decisions(study: OpenStudy, desk: StudyDesk, file: Path) -> int:
    """Keep the decisions of a file of JSON lines, each with the `transcript` that it is about; returns their number.

    Raises:
        StudyError: a line is no decision; those before it are kept, and the message says how many.
    """
    kept = 0
    for number, line in enumerate(read_bytes(file).decode("utf-8", "replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            sent = _object(line)
            desk.append(str(sent.pop("transcript", "")), [sent])
        except Refused as error:
            hint = f"the {kept} decisions before this line are kept; mend it, and apply the rest"
            raise StudyError(Finding("error", "bad-decision", error.why, str(file), number, hint=hint)) from error
        kept += 1
    return kept


def serve_desk(desk: StudyDesk, port: int, language: str, ready: Callable[[str], None]) -> None:
    """Show the desk in a language on 127.0.0.1 until Ctrl-C; `ready` is told the address."""
    from qualcode.review.app import reading_room, serve  # a web server, which no other command needs

    serve(lambda *door: reading_room(desk, language, *door), port, ready)


def _object(line: str) -> dict[str, Any]:
    try:
        sent = json.loads(line)
    except ValueError as error:
        raise Refused(422, "this is no JSON") from error
    if not isinstance(sent, dict):
        raise Refused(422, "this is no JSON object")
    return sent
