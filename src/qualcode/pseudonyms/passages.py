"""Every text of a study in which somebody may be named: turns, labels, names of files, attributes, memos."""

from collections.abc import Iterator, Mapping

from qualcode.identifiers.candidates import SearchedText
from qualcode.model.corpus import Corpus
from qualcode.model.finding import Finding, StudyError
from qualcode.model.transcript import Header, Transcript
from qualcode.pseudonyms.lines import objects
from qualcode.store.atomic import read_bytes
from qualcode.store.config import load_corpus
from qualcode.store.jsonl import parse_transcript
from qualcode.store.layout import StudyLayout

_NOTED = ("memos", "coding", "translations")
_TEXTS = frozenset({"text", "memo", "name"})
"""Fields of their lines that are people's own words."""


def texts_of_study(layout: StudyLayout) -> Iterator[SearchedText]:
    """All texts of all corpora."""
    for name in layout.corpus_names():
        many = len(layout.corpus_names()) > 1
        yield from _of_corpus(layout, name, f"{name}/" if many else "")


def _of_corpus(layout: StudyLayout, corpus: str, before: str) -> Iterator[SearchedText]:
    loaded, findings = load_corpus(layout, corpus)
    if loaded is None:
        raise StudyError(*findings)
    yield SearchedText(f"{before}name of the corpus", corpus, named="file")
    for name in layout.transcript_ids(corpus):
        path = layout.transcript(corpus, name)
        read = parse_transcript(read_bytes(path), layout.relative(path))
        if isinstance(read, Finding):
            raise StudyError(read)
        yield from _of_transcript(read, before)
    yield from _of_attributes(loaded, before)
    yield from _of_notes(layout, corpus, before)


def _of_transcript(transcript: Transcript, before: str) -> Iterator[SearchedText]:
    header = transcript.header
    name = f"{before}{header.transcript}"
    yield SearchedText(f"{name} (its name)", _spaced(header.transcript), named="file")
    for label in dict.fromkeys(turn.speaker for turn in transcript.turns):
        yield SearchedText(f"{name} (a speaker)", label, named="label")
    for turn in transcript.turns:
        yield SearchedText(f"{name}:{turn.turn}", turn.text, name)
    yield from _of_header(header, name)


def _of_header(header: Header, name: str) -> Iterator[SearchedText]:
    for attributes in (header.attributes, header.meta):
        yield from _values(attributes, name)


def _of_attributes(corpus: Corpus, before: str) -> Iterator[SearchedText]:
    """What `corpus.yaml` and `respondents.csv` say of transcripts, speakers and respondents."""
    for name, attributes in corpus.attributes.items():
        yield from _values(attributes, f"{before}{name}")
    speakers = [corpus.speakers, *corpus.transcript_speakers.values()]
    for label, speaker in ((label, each) for group in speakers for label, each in group.items()):
        yield SearchedText(f"{before}corpus.yaml (a speaker)", label, named="label")
        yield SearchedText(f"{before}corpus.yaml (a respondent)", speaker.respondent, named="label")
        yield from _values(speaker.attributes, f"{before}{label}")
    for name, attributes in corpus.respondents.items():
        yield SearchedText(f"{before}respondents.csv", name, named="label")
        yield from _values(attributes, f"{before}{name}")


def _values(attributes: Mapping[str, str], name: str) -> Iterator[SearchedText]:
    yield from (SearchedText(f"{name} ({attribute})", value) for attribute, value in attributes.items())


def _of_notes(layout: StudyLayout, corpus: str, before: str) -> Iterator[SearchedText]:
    """What coders noted down, and their names."""
    folder = layout.corpus(corpus)
    for path in sorted(path for each in _NOTED for path in (folder / each).rglob("*.jsonl")):
        place = f"{before}{path.relative_to(folder).as_posix()}"
        for number, value in objects(read_bytes(path)):
            yield from (
                SearchedText(f"{place}:{number}", text)
                for field, text in value.items()
                if field in _TEXTS and isinstance(text, str) and text
            )


def _spaced(name: str) -> str:
    """The name of a file with blanks between its words."""
    return " ".join(name.replace("_", " ").replace("-", " ").replace("/", " ").split())
