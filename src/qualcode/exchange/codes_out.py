"""Describes a code in text, as other programs show it beside the name, and reads such text back.

Each line begins with what it states (`definition (en): ...`), so that people can read it and `read_description` can
recover it. A description that was written in another program is all definition.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.codings.mentions import code_label
from qualcode.exchange.project import Guids, ProjectCode, ProjectSet
from qualcode.model.codebook import Code, Codebook
from qualcode.model.coding import ASSERTIONS

_KEY = re.compile(
    r"^(?:(definition|label|short|include|exclude) \(([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)"
    r"|(include|exclude|kind|one_of|retired|replaced_by|assertion|code)): ",
    re.MULTILINE,
)
_CODE = re.compile("[a-z][a-z0-9_]*")
AFFIRMED_CODING = ASSERTIONS[0]


@dataclass(frozen=True)
class Described:
    """A description that was read."""

    code: str = ""
    """Code that it is about; empty: it does not say."""
    label: Mapping[str, str] = field(default_factory=dict)
    """Language -> label."""
    short: Mapping[str, str] = field(default_factory=dict)
    """Language -> shorter label."""
    definition: Mapping[str, str] = field(default_factory=dict)
    """Language -> what the code means; the language "" is not stated."""
    include: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Language -> when to use it; the language "" is not stated."""
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Language -> when not to use it."""
    kind: str = ""
    """Kind of the code."""
    one_of: str = ""
    """Code above it, or `kind NAME`, whose codes exclude each other."""
    retired: bool = False
    """True: no longer in use."""
    replaced_by: str = ""
    """Code to use instead."""
    assertion: str = AFFIRMED_CODING
    """Assertion status of the mentions that carry this code."""

    @property
    def affirmed(self) -> bool:
        """Whether it describes affirmed mentions, which count."""
        return self.assertion == AFFIRMED_CODING


def describe(code: Code) -> str:
    """The description of a code: what a codebook says of it for people, and its identifier."""
    stated = [
        *((f"definition ({lang})", text) for lang, text in code.definition.items()),
        *_listed("include", code.include),
        *_listed("exclude", code.exclude),
        *((f"label ({lang})", text) for lang, text in code.label.items()),
        *((f"short ({lang})", text) for lang, text in code.short.items()),
        ("kind", code.kind),
        ("one_of", code.one_of),
        ("retired", "true" if code.retired else ""),
        ("replaced_by", code.replaced_by),
        ("code", code.code),
    ]
    return "\n".join(f"{key}: {_indented(text)}" for key, text in stated if text)


def _listed(key: str, texts: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Texts by language as lines that state them."""
    for lang, own in texts.items():
        yield from ((f"{key} ({lang})" if lang else key, text) for text in own)


def read_description(text: str) -> Described:
    """Read a description; without the name of a code it is all definition."""
    stated = list(_stated(text))
    said = {key: value for key, _, value in stated}
    if not _CODE.fullmatch(said.get("code", "")):
        return Described(definition={"": text.strip()} if text.strip() else {})
    assertion = said.get("assertion", AFFIRMED_CODING)
    return Described(
        code=said["code"],
        label={lang: value for key, lang, value in stated if key == "label"},
        short={lang: value for key, lang, value in stated if key == "short"},
        definition={lang: value for key, lang, value in stated if key == "definition"},
        include=_by_language(stated, "include"),
        exclude=_by_language(stated, "exclude"),
        kind=said.get("kind", ""),
        one_of=said.get("one_of", ""),
        retired=said.get("retired") == "true",
        replaced_by=said.get("replaced_by", ""),
        assertion=assertion if assertion in ASSERTIONS else AFFIRMED_CODING,
    )


def merged_description(theirs: str, ours: str) -> str:
    """Our description for a code of another program: prose if theirs was prose, without what only we need."""
    said = read_description(ours)
    if read_description(theirs).code or not said.code:
        return ours
    rest = [f"{key}: {text}" for key, text in (*_listed("include", said.include), *_listed("exclude", said.exclude))]
    rest += ["retired: true"] if said.retired else []
    return "\n\n".join([*said.definition.values(), *(["\n".join(rest)] if rest else [])])


def _by_language(stated: Iterable[tuple[str, str, str]], wanted: str) -> dict[str, tuple[str, ...]]:
    """Language -> the texts that lines of one key state."""
    found: dict[str, tuple[str, ...]] = {}
    for key, lang, value in stated:
        if key == wanted:
            found[lang] = (*found.get(lang, ()), value)
    return found


def _stated(text: str) -> Iterator[tuple[str, str, str]]:
    """Each statement: its key, its language, and its text up to the next statement."""
    found = list(_KEY.finditer(text))
    before = text[: found[0].start()].strip() if found else ""
    if before:
        yield "definition", "", before
    ends = [each.start() for each in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=False):  # without any, the end of the text stands alone
        value = text[match.end() : end].strip().replace("\n  ", "\n")
        if value:
            yield match[1] or match[3], match[2] or "", value


def _indented(text: str) -> str:
    """A text with its further lines indented, so that none of them looks like a statement."""
    return text.strip().replace("\n", "\n  ")


NOT_AFFIRMED = "not affirmed"
"""Name of the folder for mentions that are not affirmed, which count for no code."""
_COLOURS = (
    *("#3366AA", "#CC6633", "#339966", "#AA3377", "#887722"),
    *("#2299BB", "#BB3344", "#6655AA", "#557799", "#779933"),
)
_GREY = "#999999"


def project_codes(
    codebook: Codebook, lang: str, guids: Guids, used: Iterable[tuple[str, str]], notes: Mapping[str, Sequence[str]]
) -> tuple[ProjectCode, ...]:
    """The codes as a tree, with a folder for codings that are not affirmed, if there are any.

    `used` are pairs of code and assertion; `notes` are the notes about codes, by code.
    """
    used = frozenset(used)
    languages = (lang, *codebook.languages) if lang else codebook.languages
    names = _names(codebook.codes, [code_label(code, languages) for code in codebook.codes])
    below: dict[str, list[Code]] = {}
    for code in codebook.codes:
        below.setdefault(code.parent, []).append(code)

    def made(code: Code, colour: str) -> ProjectCode:
        return ProjectCode(
            guid=code_guid(guids, code.code),
            name=names[code.code],
            codable=not code.retired or (code.code, AFFIRMED_CODING) in used,
            colour=colour,
            description=describe(code),
            notes=tuple(notes.get(code.code, ())),
            codes=tuple(made(each, colour) for each in below.get(code.code, ())),
        )

    top = [made(code, _COLOURS[at % len(_COLOURS)]) for at, code in enumerate(below.get("", ()))]
    return (*top, *_aside(codebook, names, guids, used))


def code_guid(guids: Guids, code: str, assertion: str = AFFIRMED_CODING) -> str:
    """Identifier of a code, or of the one that stands for its mentions that are not affirmed."""
    return guids.of("code", code, *([] if assertion == AFFIRMED_CODING else [assertion]))


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
    """The folder for what is not affirmed; nothing if there is nothing."""
    found = tuple(
        ProjectCode(
            guid=code_guid(guids, code.code, assertion),
            name=f"{names[code.code]}: {assertion}",
            colour=_GREY,
            description=f"assertion: {assertion}\ncode: {code.code}",
        )
        for code in codebook.codes
        for assertion in ASSERTIONS
        if assertion != AFFIRMED_CODING and (code.code, assertion) in used
    )
    if found:
        yield ProjectCode(guids.of("aside"), NOT_AFFIRMED, codable=False, colour=_GREY, codes=found)


def _names(codes: Sequence[Code], said: Sequence[str]) -> dict[str, str]:
    """A distinct name for each code, since other programs identify codes by name: its label, with its id if shared."""
    shared = Counter(label.casefold() for label in said)
    named = zip(codes, said, strict=True)
    return {code.code: label if shared[label.casefold()] == 1 else f"{label} ({code.code})" for code, label in named}
