"""Which element of a project became which thing of the study: known only while it is imported, and kept for later."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.exchange.codes_in import Meant
from qualcode.exchange.codes_out import AFFIRMED_CODING
from qualcode.exchange.foreign import Link
from qualcode.exchange.merge import Told
from qualcode.exchange.positions import Convention
from qualcode.exchange.project import Names, Project
from qualcode.exchange.project_out import span_names
from qualcode.exchange.refi_tree import guid_of
from qualcode.exchange.texts_in import ProjectText
from qualcode.model.coding import PersonCoding


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
    """Say for each thing of the study which element it came from, and what we would tell of it now.

    `sent` is the project that was imported, `ours` and `told` the study after that, `before` what it had already.
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
