"""QC301, QC302, QC303, QC304, QC305, QC306, QC307: codings that people keep, and codings that are stale."""

from collections import Counter
from collections.abc import Callable, Iterator

from qualcode.checks.check import Check, Remark, of_corpus
from qualcode.checks.context import CheckContext, CheckedCorpus
from qualcode.model.finding import did_you_mean


def lost_quotes(material: CheckedCorpus) -> Iterator[Remark]:
    """People's codings whose quote is no longer at its place."""
    for coding in material.codings:
        said = material.slice(coding.transcript, coding.turn, coding.start, coding.end)
        if said != coding.quote:
            why = "stands in a turn that does not exist" if said is None else "is no longer its quote"
            what = f"a coding `{coding.code}` of {coding.coder} in turn {coding.turn} of `{coding.transcript}`"
            message = f"{what}, {coding.start}-{coding.end}, {why}"
            hint = "put the transcript back, or code the passage again"
            yield Remark(message, *material.place(coding.transcript, coding.turn), hint=hint, quote=coding.quote)


LOST_QUOTE = Check(
    code="QC301",
    name="lost-quote",
    level="error",
    reason="A coding that has moved silently is evidence for something that nobody said",
    bad="a transcript edited by hand after it was coded",
    good="the transcript as it was when it was coded",
    find=of_corpus(lost_quotes),
)


def unknown_codes(context: CheckContext) -> Iterator[Remark]:
    """Codes of people's codings that are not in the codebooks, one remark for each code and coder."""
    if context.material is None or not all(book.codebook for book in context.books) or not context.codes:
        return  # without the codes nothing is known about any
    counts = Counter((coding.coder, coding.code) for coding in context.material.codings)
    for (coder, code), count in sorted(counts.items()):
        if code in context.codes:
            continue
        what = f"{count} codings of {coder} have" if count > 1 else f"a coding of {coder} has"
        if other := context.other_file(code):
            hint = f"make tables of it with --codebook {other}, or check both codebooks at once"
            yield Remark(
                f"{what} the code `{code}`, which {other} has and no codebook that was checked",
                hint=hint,
                level="warning",
            )
        else:
            hint = did_you_mean(code, sorted(context.codes), "add it to the codebook, or recode")
            yield Remark(f"{what} the code `{code}`, which no codebook has", hint=hint)


UNKNOWN_CODE = Check(
    code="QC302",
    name="unknown-code",
    level="error",
    reason="Codings with a misspelt or removed code are in no table",
    bad='{"turn": 4, "code": "infrastucture", ...}',
    good='{"turn": 4, "code": "infrastructure", ...}',
    find=unknown_codes,
)


def doubtful_of(name: str) -> Callable[[CheckedCorpus], Iterator[Remark]]:
    """Lines of people's codings with a certain finding of the store."""

    def find(material: CheckedCorpus) -> Iterator[Remark]:
        for found in material.doubtful:
            if found.code == name:
                yield Remark(found.message, found.file, found.line, hint=found.hint)

    return find


STRAY_DECISION = Check(
    code="QC303",
    name="stray-decision",
    level="warning",
    reason="A decision about a line that is not there changes no number, and whoever decided believes that it does",
    bad="a line that removes a coding, in a file from which the coding's own line was cut",
    good="both lines as review wrote them",
    find=of_corpus(doubtful_of("stray-decision")),
)
CONTRADICTING_DECISIONS = Check(
    code="QC307",
    name="contradicting-decisions",
    level="warning",
    reason="Of two decisions on one suggestion the later one holds, and whoever took the other believes that it does",
    bad="a suggestion accepted on one computer and rejected on another, merged by git",
    good="the suggestion looked at once more in review",
    find=of_corpus(doubtful_of("contradicting-decisions")),
)


def stale_codings(context: CheckContext) -> Iterator[Remark]:
    """Codebooks whose stored codings are out of date."""
    for book in context.books:
        if book.kept == "stale":
            message = "the codings that the study keeps are older than this codebook, the transcripts or the roles"
            yield Remark(message, book.file, hint=f"run `qualcode code --codebook {book.file}`")


STALE_CODINGS = Check(
    code="QC304",
    name="stale-codings",
    level="warning",
    reason="Tables and the codebook beside them would disagree",
    bad="a rule edited after `qualcode code`",
    good="`qualcode code` run after the edit",
    find=stale_codings,
)


REPEATED_CODING = Check(
    code="QC305",
    name="repeated-coding",
    level="warning",
    reason="Equal lines are one coding and count once; two of them are often the trace of a merge that went wrong",
    bad="two branches merged with `merge=union`, each of which holds the same line",
    good="the line once",
    find=of_corpus(doubtful_of("repeated-coding")),
)


def contradicting_codings(context: CheckContext) -> Iterator[Remark]:
    """Turns to which one coder gives several codes that exclude each other; only affirmed codings count."""
    material = context.material
    if material is None:
        return
    sets = {code.code: code.one_of for book in context.books if book.codebook for code in book.codebook.codes}
    given: dict[tuple[str, str, int, str], dict[str, None]] = {}
    for coding in material.codings:
        if (name := sets.get(coding.code)) and coding.assertion == "affirmed":
            given.setdefault((coding.coder, coding.transcript, coding.turn, name), {})[coding.code] = None
    for (coder, transcript, turn, name), codes in given.items():
        if len(codes) > 1:
            several = ", ".join(f"`{code}`" for code in codes)
            message = f"{coder} gives {several} in turn {turn} of `{transcript}`, which exclude each other ({name})"
            hint = "keep the one that holds, or take `exclusive` out of the codebook"
            yield Remark(message, *material.place(transcript, turn), hint=hint)


CONTRADICTING_CODINGS = Check(
    code="QC306",
    name="contradicting-codings",
    level="warning",
    reason="Codes that exclude each other are compared as one value a turn: where a coder gives two, there is none",
    bad="`for` and `against`, both below the code `stance` with `exclusive: true`, in one turn",
    good="`mixed` as a third code below `stance`",
    find=contradicting_codings,
)

CHECKS = (
    *(LOST_QUOTE, UNKNOWN_CODE, STRAY_DECISION, STALE_CODINGS),
    *(REPEATED_CODING, CONTRADICTING_CODINGS, CONTRADICTING_DECISIONS),
)
