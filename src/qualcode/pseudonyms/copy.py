"""The files of a pseudonymised copy: what of a study goes into it, under which names, with which bytes.

Only files that a study is made of go in, and each is rewritten. Left out are sources (recordings, documents as they
were received), what other programs wrote, everything that can be rebuilt, the lock, and files that are not the study's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.model.transcript import Transcript, Turn
from qualcode.pseudonyms.lines import LineCopier, Turns, copied_lines
from qualcode.pseudonyms.replace import Replacer
from qualcode.pseudonyms.widen import Wider, range_of, widened_corpus_file, widened_respondents
from qualcode.store.atomic import read_bytes
from qualcode.store.decisions import parse_decisions
from qualcode.store.hashing import sha256_bytes
from qualcode.store.jsonl import parse_transcript, write
from qualcode.store.layout import StudyLayout, file_to_id, id_to_file

_TEXTS = ("qualcode.yaml", ".gitignore", ".gitattributes", "codebooks/**/*", "words/**/*")
"""Files of a study, outside its corpora, that are copied as texts."""
_NAMED = re.compile(r"\b(?:code|parent|rule|replaced_by): *([\w-]+)")
"""Names of codes and rules in a codebook, which stand in codings, too; a name of the key in one of them is left."""
_LINES = ("coding", "memos", "samples", "taken-back", "translations")
"""Folders of a corpus whose files hold lines of JSON."""


@dataclass(frozen=True)
class StudyCopy:
    """A copy that is still in memory."""

    files: Mapping[str, bytes]
    """Path in the new study -> its bytes."""
    left_out: tuple[str, ...]
    """Files and folders of the study that are not in it."""
    uncertain: int
    """Passages that had no certain place before, and have none now."""
    transcripts: Mapping[str, str]
    """Transcript -> its new id, where it has another one."""
    corpora: Mapping[str, str]
    """Corpus -> its new name, where it has another one."""


def copied_study(layout: StudyLayout, replacer: Replacer, wider: Mapping[str, Wider], days: int = 0) -> StudyCopy:
    """The copy of a study.

    Args:
        layout: the study.
        replacer: replaces names.
        wider: for each corpus the values of attributes that stand for narrower ones.
        days: by how many days all times of codings and notes are moved.

    Raises:
        StudyError: a file cannot be read as what it is, or two transcripts would have one name.
    """
    files = dict(_texts(layout, replacer))
    hashes = _hashes(layout, files)
    renamed: dict[str, str] = {}
    corpora = {name: new for name in layout.corpus_names() if (new := replacer.text(name, bare=True)) != name}
    uncertain = 0
    for corpus in layout.corpus_names():
        turns = Turns(hashes=hashes)
        copier = LineCopier(turns, replacer, wider[corpus].values if corpus in wider else {}, days)
        files.update(_CorpusCopy(layout, corpus, copier).files())
        renamed |= {old: new for old, new in turns.ids.items() if new != old}
        uncertain += turns.uncertain
    return StudyCopy(dict(sorted(files.items())), tuple(_left_out(layout)), uncertain, renamed, corpora)


def _texts(layout: StudyLayout, replacer: Replacer) -> Iterator[tuple[str, bytes]]:
    """Settings, codebooks and word lists."""
    for path in sorted({path for pattern in _TEXTS for path in layout.root.glob(pattern) if path.is_file()}):
        name = path.relative_to(layout.root).as_posix()
        text = _text(path, name)
        kept = _NAMED.finditer(text) if path.is_relative_to(layout.codebooks) else ()
        yield replacer.text(name, bare=True), _around(text, [each.span(1) for each in kept], replacer).encode()


def _around(text: str, kept: Sequence[tuple[int, int]], replacer: Replacer) -> str:
    """A text with its names replaced, but for some spans."""
    pieces, before = list[str](), 0
    for start, end in kept:
        pieces += [replacer.text(text[before:start], bare=True), text[start:end]]
        before = end
    return "".join([*pieces, replacer.text(text[before:], bare=True)])


def _text(path: Path, name: str) -> str:
    try:
        return read_bytes(path).decode()
    except UnicodeDecodeError:
        raise study_error(
            "not-utf8", "this file is not a text that can be searched for names", "remove it", name
        ) from None


def _hashes(layout: StudyLayout, files: Mapping[str, bytes]) -> dict[str, str]:
    """Hash of each codebook -> that of its copy."""
    paths = [path for path in layout.codebooks.rglob("*") if path.is_file()]
    return {
        sha256_bytes(read_bytes(path)): sha256_bytes(files[name])
        for path in paths
        if (name := path.relative_to(layout.root).as_posix()) in files
    }


@dataclass
class _CorpusCopy:
    """The files of one corpus, in the order in which one needs the other."""

    layout: StudyLayout
    corpus: str
    copier: LineCopier
    _transcripts: list[Transcript] = field(default_factory=list)

    def files(self) -> dict[str, bytes]:
        """Path in the new study -> its bytes."""
        self._read_transcripts()
        self._rename_lines()
        made = dict(self._made())
        return {f"corpora/{self._named(self.corpus)}/{name}": data for name, data in made.items()}

    def _named(self, name: str) -> str:
        """The name of a corpus, coder or sample, which stands in other files, too."""
        return id_to_file(self.copier.replacer.text(name, bare=True))

    def _id(self, transcript: str) -> str:
        new = self.copier.turns.ids.get(transcript)
        return id_to_file(new or self.copier.replacer.text(transcript, any_case=True, bare=True))

    def _read_transcripts(self) -> None:
        for name in self.layout.transcript_ids(self.corpus):
            path = self.layout.transcript(self.corpus, name)
            read = parse_transcript(read_bytes(path), self.layout.relative(path))
            if isinstance(read, Finding):
                raise StudyError(read)
            new = self.copier.replacer.text(name, any_case=True, bare=True)
            if new in self.copier.turns.ids.values():
                message = f"two transcripts would be named `{new}`"
                raise study_error("same-name", message, "give them other pseudonyms in the key")
            self.copier.turns.add(read, self.copier.replacer, new)
            self._transcripts.append(read)

    def _rename_lines(self) -> None:
        """Lines of the older format are named by what they say, and so get another name with other words."""
        for coder in self.layout.coder_names(self.corpus):
            for name in self.layout.coded_ids(self.corpus, coder):
                data = read_bytes(self.layout.coding_file(self.corpus, coder, name))
                old, _ = parse_decisions("", data, coder, name)
                new, _ = parse_decisions("", self._lines(data, name, name), coder, name)
                pairs = zip(old, new, strict=True)
                self.copier.turns.renamed.update({one.id: two.id for one, two in pairs if one.id != two.id})
        self.copier.turns.uncertain = 0

    def _made(self) -> Iterator[tuple[str, bytes]]:
        for transcript in self._transcripts:
            new_id = self.copier.turns.ids[transcript.header.transcript]
            yield f"transcripts/{id_to_file(new_id)}.jsonl", self._transcript(transcript)
        yield from self._about()
        folder = self.layout.corpus(self.corpus)
        for path in sorted(path for each in _LINES for path in (folder / each).rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            yield self._copied(path, name)

    def _transcript(self, transcript: Transcript) -> bytes:
        header, copier = transcript.header, self.copier
        turns = [self._turn(header.transcript, turn) for turn in transcript.turns]
        attributes, meta = (
            {name: copier.attribute(name, range_of(name, value)) for name, value in each.items()}
            for each in (header.attributes, header.meta)
        )
        text = "\n".join(turn.text for turn in turns)
        labels = tuple(copier.replacer.text(label, bare=True) for label in header.interviewers)
        made = replace(
            header, transcript=copier.turns.ids[header.transcript], source="", sha256=sha256_bytes(text.encode()),
            attributes=attributes, meta=meta, interviewers=labels, options={},
        )  # fmt: skip
        return write(made, turns)

    def _turn(self, transcript: str, turn: Turn) -> Turn:
        copier = self.copier
        attributes = turn.attributes and {name: copier.attribute(name, each) for name, each in turn.attributes.items()}
        text = copier.turns.new[transcript, turn.turn].text
        return replace(turn, speaker=copier.replacer.text(turn.speaker, bare=True), text=text, attributes=attributes)

    def _about(self) -> Iterator[tuple[str, bytes]]:
        """What is known of the corpus and its people."""
        layout, copier = self.layout, self.copier
        path = layout.corpus_file(self.corpus)
        if path.is_file():
            text = widened_corpus_file(_text(path, layout.relative(path)), copier.attributes)
            yield "corpus.yaml", copier.replacer.text(self._with_ids(text), bare=True).encode()
        path = layout.respondents_file(self.corpus)
        if path.is_file():
            text = widened_respondents(_text(path, layout.relative(path)).removeprefix("\ufeff"), copier.attributes)
            yield "respondents.csv", copier.replacer.text(self._with_ids(text), bare=True).encode()

    def _with_ids(self, text: str) -> str:
        """A text in which transcripts have their new ids."""
        changed = {old: new for old, new in self.copier.turns.ids.items() if old != new}
        if not changed:
            return text
        names = "|".join(re.escape(name) for name in sorted(changed, key=len, reverse=True))
        return re.sub(rf"(?<![\w/-])(?:{names})(?![\w/-])", lambda found: changed[found[0]], text)

    def _copied(self, path: Path, name: str) -> tuple[str, bytes]:
        """One file of people's work: lines of JSON, or a text."""
        folder, _, rest = name.partition("/")
        if path.suffix != ".jsonl":
            new = self.copier.replacer.text(name, bare=True)
            return new, self.copier.replacer.text(self._with_ids(_text(path, name)), bare=True).encode()
        parts = rest.removesuffix(".jsonl").split("/", 1)
        nested = folder in ("coding", "translations") and len(parts) > 1
        transcript = file_to_id(parts[1]) if nested else ""
        owner = self._named(file_to_id(parts[0]))
        new = f"{owner}/{self._id(transcript)}" if nested else owner
        return f"{folder}/{new}.jsonl", self._lines(read_bytes(path), transcript, name)

    def _lines(self, data: bytes, transcript: str, name: str) -> bytes:
        try:
            return copied_lines(data, self.copier, transcript)
        except ValueError as error:
            raise study_error("bad-line", f"{error}", "mend the file, or remove the line", name) from None


def _left_out(layout: StudyLayout) -> Iterator[str]:
    """What of the study's folder is not in the copy."""
    kept = {"qualcode.yaml", ".gitignore", ".gitattributes", "codebooks", "words", "corpora"}
    yield from sorted(each.name for each in layout.root.iterdir() if each.name not in kept)
    inside = {"corpus.yaml", "respondents.csv", "transcripts", *_LINES}
    for corpus in layout.corpus_names():
        folder = layout.corpus(corpus)
        yield from sorted(layout.relative(each) for each in folder.iterdir() if each.name not in inside)


def words_of_copy(layout: StudyLayout) -> Iterator[str]:
    """Every text of the study whose words no pseudonym may be."""
    yield from (_text(path, path.name) for each in _TEXTS for path in layout.root.glob(each) if path.is_file())
    for corpus in layout.corpus_names():
        folder = layout.corpus(corpus)
        yield corpus
        for path in folder.rglob("*"):
            inside = path.relative_to(folder).parts[0] in {"corpus.yaml", "respondents.csv", "transcripts", *_LINES}
            if inside and path.is_file():
                yield path.stem
                yield _text(path, path.name)
