"""A codebook as the codes of other programs: labels as names, kinds as sets, colours for the eye."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from qualcode.codebook.described import describe, describe_assertion
from qualcode.export.refi.guids import Guids
from qualcode.model import ASSERTIONS, Code, Codebook
from qualcode.model.project import ProjectCode, ProjectSet
from qualcode.tables.codetree import label

ASIDE = "not affirmed"
"""Name of the folder of mentions that are denied, solved, imagined or asked: they count for no code beside it."""
AFFIRMED = "affirmed"
_COLOURS = (
    "#3366AA",
    "#CC6633",
    "#339966",
    "#AA3377",
    "#887722",
    "#2299BB",
    "#BB3344",
    "#6655AA",
    "#557799",
    "#779933",
)
_GREY = "#999999"


def project_codes(
    codebook: Codebook, lang: str, guids: Guids, used: Iterable[tuple[str, str]], notes: Mapping[str, str]
) -> tuple[ProjectCode, ...]:
    """The codes as a tree, and a folder for codings that are not affirmed, where there are any.

    `used` are pairs of code and assertion; `notes` are the notes about codes, by code.
    """
    used = frozenset(used)
    languages = (lang, *codebook.languages) if lang else codebook.languages
    names = _names(codebook.codes, [label(code, languages) for code in codebook.codes])
    below: dict[str, list[Code]] = {}
    for code in codebook.codes:
        below.setdefault(code.parent, []).append(code)

    def made(code: Code, colour: str) -> ProjectCode:
        return ProjectCode(
            guid=code_guid(guids, code.code),
            name=names[code.code],
            codable=not code.retired or (code.code, AFFIRMED) in used,
            colour=colour,
            description=describe(code),
            notes=(notes[code.code],) if code.code in notes else (),
            codes=tuple(made(each, colour) for each in below.get(code.code, ())),
        )

    top = [made(code, _COLOURS[at % len(_COLOURS)]) for at, code in enumerate(below.get("", ()))]
    return (*top, *_aside(codebook, names, guids, used))


def code_guid(guids: Guids, code: str, assertion: str = AFFIRMED) -> str:
    """Identifier of a code, or of the one that stands for its mentions that are not affirmed."""
    return guids.of("code", code, *([] if assertion == AFFIRMED else [assertion]))


def kinds(codebook: Codebook, guids: Guids) -> tuple[ProjectSet, ...]:
    """Each kind of code as a set."""
    named = dict.fromkeys(code.kind for code in codebook.codes if code.kind)
    return tuple(
        ProjectSet(
            guids.of("kind", kind),
            kind,
            tuple(code_guid(guids, code.code) for code in codebook.codes if code.kind == kind),
        )
        for kind in named
    )


def _aside(
    codebook: Codebook, names: Mapping[str, str], guids: Guids, used: frozenset[tuple[str, str]]
) -> Iterable[ProjectCode]:
    """The folder for what is not affirmed; nothing where there is nothing."""
    found = tuple(
        ProjectCode(
            guid=code_guid(guids, code.code, assertion),
            name=f"{names[code.code]}: {assertion}",
            colour=_GREY,
            description=describe_assertion(code, assertion),
        )
        for code in codebook.codes
        for assertion in ASSERTIONS
        if assertion != AFFIRMED and (code.code, assertion) in used
    )
    if found:
        yield ProjectCode(guids.of("aside"), ASIDE, codable=False, colour=_GREY, codes=found)


def _names(codes: Sequence[Code], said: Sequence[str]) -> dict[str, str]:
    """A name for each code; where two beside each other share a label, both say their identifier too."""
    named = list(zip(codes, said, strict=True))
    beside = Counter((code.parent, label) for code, label in named)
    return {code.code: label if beside[code.parent, label] == 1 else f"{label} ({code.code})" for code, label in named}
