"""The way back: which element of a project became what here, and how the project goes out again with our changes."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from types import MappingProxyType

from qualcode.exchange.codes_in import Meant
from qualcode.exchange.codes_out import AFFIRMED_CODING
from qualcode.exchange.foreign import Foreign, Link
from qualcode.exchange.merge import KnownGuids, Merged, Place, Told, known_guids, merge_foreign
from qualcode.exchange.positions import Convention
from qualcode.exchange.project import Names, Project
from qualcode.exchange.project_out import ProjectHeader, project, render_turns, span_names
from qualcode.exchange.qualcoder import for_qualcoder, give_times
from qualcode.exchange.refi_tree import Tree, guid_of
from qualcode.exchange.refi_write import PROJECT_NAMESPACE, packed, project_root
from qualcode.exchange.texts_in import ProjectText, TurnInText, find_turns_in_text, locate_turns
from qualcode.model.coding import PersonCoding
from qualcode.model.finding import Finding
from qualcode.model.transcript import Turn

NOTHING = KnownGuids(MappingProxyType({}))


def tell(header: ProjectHeader, known: KnownGuids = NOTHING) -> tuple[Project, Told]:
    """Our view of the study, as records and as a tree, with the meaning of its identifiers."""
    names: dict[str, Names] = {}
    made = project(header, known.guids, names)
    texts = {each.guid: each.text for each in made.sources}
    return made, Told(Tree(project_root(made)), names, texts, known.further)


@dataclass(frozen=True)
class Outgoing:
    """A project that is ready to go out."""

    project: Project
    """What the study says."""
    tree: Tree
    """That, and what other programs wrote."""
    data: bytes
    """Bytes of the file."""
    findings: tuple[Finding, ...] = ()
    """What has no place in it."""


def outgoing(header: ProjectHeader, foreign: Sequence[Foreign], program: str = "") -> Outgoing:
    """Merge a study with what other programs wrote, if anything; `program` is the one that will read the file."""
    made, told = tell(header)
    if foreign:
        made, told = tell(header, known_guids(foreign, told.names.values()))
        merged = merge_foreign(foreign, told, header.codebook.codebook, _places(header.transcripts))
    else:
        merged = Merged(told.tree, dict(told.texts))
    theirs = {link.guid for each in foreign for link in each.links}
    _journals(merged, [guid for guid, names in told.names.items() if guid not in theirs and names in _of_study(header)])
    timed = give_times(merged.tree)
    if program:
        for_qualcoder(merged)
    root = merged.tree.root
    said = {**root.attrib, "origin": header.origin}
    root.attrib.clear()
    root.attrib.update({"xmlns": PROJECT_NAMESPACE, **said})
    data = packed(merged.tree.root, merged.texts, merged.parts)
    return Outgoing(made, merged.tree, data, (*_unplaced(merged), *_timed(timed)))


def _of_study(header: ProjectHeader) -> set[Names]:
    return {("memo", memo.id) for memo in header.memos if memo.kind == "study"}


def _journals(merged: Merged, guids: Sequence[str]) -> None:
    """Write memos about the study to files, under distinct names: other programs then show them as journals."""
    taken = Counter(each.get("name", "") for each in merged.tree.root.iterfind("Notes/Note"))
    for guid in guids:
        note = merged.tree.found.get(guid)
        inline = None if note is None else note.find("PlainTextContent")
        if note is None or inline is None:
            continue
        merged.texts[guid] = inline.text or ""
        merged.tree.take(inline)
        note.set("plainTextPath", f"internal://{guid}.txt")
        name = note.get("name", "")
        if taken[name] > 1:
            note.set("name", next(each for at in count(2) if not taken[each := f"{name} ({at})"]))
            taken.update([note.get("name", "")])


def _places(transcripts: Mapping[str, Sequence[Turn]]) -> Place:
    """Locate words of a transcript in the other program's text from which it was read."""

    @cache
    def numbers(transcript: str) -> dict[str, int]:
        return {str(turn.turn): at for at, turn in enumerate(transcripts[transcript])}

    @cache
    def stretches(transcript: str, text: str) -> dict[int, list[TurnInText]]:
        turns = transcripts[transcript]
        rendered = render_turns(turns)
        same = rendered.text.rstrip() == text.rstrip()
        found: dict[int, list[TurnInText]] = {}
        for each in locate_turns(rendered.starts, turns) if same else find_turns_in_text(text, turns):
            found.setdefault(each.turn, []).append(each)
        return found

    def place(names: Names, text: str) -> tuple[int, int] | None:
        _, transcript, number, *span = names
        at = numbers(transcript)[number]
        start, end = map(int, span[:2]) if span else (0, len(transcripts[transcript][at].text))
        own = stretches(transcript, text).get(at, [])
        first = [each for each in own if each.at <= start < each.at + each.end - each.start]
        last = [each for each in own if each.at < end <= each.at + each.end - each.start]
        if not first or not last:
            return None
        return first[0].start + start - first[0].at, last[0].start + end - last[0].at

    return place


def _timed(count: int) -> Iterator[Finding]:
    if count:
        message = f"{count} memos of other programs state no time; they go out with that of what they are on"
        yield Finding("note", "memo-without-time", message, hint="without one, the import of QualCoder ends there")


def _unplaced(merged: Merged) -> Iterator[Finding]:
    for transcript, passages in Counter(names[1] for names in merged.unplaced).items():
        message = f"{passages} passages of `{transcript}` are not in the text that another program has, and stay here"
        yield Finding(
            "warning", "passage-stays", message, hint="`qualcode verify` says whether they stand in their places"
        )


@dataclass
class Became:
    """What the elements of a project became."""

    users: Mapping[str, str] = field(default_factory=dict)
    """User -> coder."""
    codes: Mapping[str, Meant] = field(default_factory=dict)
    """Code -> code of the codebook."""
    texts: Sequence[ProjectText] = ()
    """Texts with their transcripts."""
    codings: Sequence[tuple[str, str, PersonCoding]] = ()
    """Coding and its selection, and a coding of the study; one over several turns stands here several times."""
    ways: Mapping[str, Convention] = field(default_factory=dict)
    """Text -> how its positions are counted."""
    memos: Mapping[str, str] = field(default_factory=dict)
    """Note, or what has a description -> memo."""


def links(sent: Project, ours: Project, told: Told, became: Became, before: Container[Names]) -> list[Link]:
    """Record for each thing of the study which element it came from, and what we would say of it now.

    `sent` is the imported project, `ours` and `told` the study afterwards, `before` what it had already.
    """
    of: dict[Names, list[str]] = {}
    for guid, names in _pairs(sent, ours, became):
        if guid and guid not in of.setdefault(names, []):
            of[names].append(guid)
    made: dict[Names, list[Link]] = {}
    for each in told.tree.root.iter():
        if guid_of(each) not in told.names or (names := told.names[guid_of(each)]) in made:
            continue
        if names not in before:
            fields = told.fields(each)
            made[names] = [Link(names, guid, fields) for guid in of.get(names, [""])]
        elif names in of:
            made[names] = [Link(names, guid) for guid in of[names]]
    return [link for some in made.values() for link in some]


def _pairs(sent: Project, ours: Project, became: Became) -> Iterator[tuple[str, Names]]:
    """Element and thing."""
    for user, coder in became.users.items():
        yield user, ("coder", coder)
    for code, meant in became.codes.items():
        yield code, ("code", meant.code, *([] if meant.assertion == AFFIRMED_CODING else [meant.assertion]))
    for text in became.texts:
        yield text.source.guid, ("transcript", text.transcript)
    for variable in sent.variables:
        yield variable.guid, ("variable", variable.name.strip())
    for each in sent.sets:
        if each.codes and not each.others:
            yield each.guid, ("kind", each.name.strip())
    for coding, selection, made in became.codings:
        yield coding, ("coding", *span_names(made))
        yield selection, ("selection", *span_names(made))
    for guid, memo in became.memos.items():
        yield guid, ("memo", memo)
    yield from _cases(sent, ours, became)


def _cases(sent: Project, ours: Project, became: Became) -> Iterator[tuple[str, Names]]:
    """Cases by their name, else by the texts or turns that are theirs alone."""
    transcripts = {text.source.guid: text.transcript for text in became.texts}
    transcripts |= {text.source.media: text.transcript for text in became.texts if text.source.media}
    named = {each.name: each for each in ours.cases}
    pointed = Counter(source for case in sent.cases for source in case.sources)
    of_text = {tuple(sorted(each.sources)): each.name for each in ours.cases if each.sources}
    own = {source.name: source.guid for source in ours.sources}
    taken: set[str] = set()
    for case in sent.cases:
        texts = [transcripts[one] for one in case.sources if pointed[one] == 1 and one in transcripts]
        alone = tuple(sorted(own[each] for each in texts if each in own))
        name = case.name if case.name in named else of_text.get(alone, "")
        if name and name not in taken:
            taken.add(name)
            yield case.guid, ("respondent", name)
