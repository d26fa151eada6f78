"""What people configure: `qualcode.yaml`, `corpus.yaml`, `respondents.csv`, lists of words. All of it is optional."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar, get_args

from qualcode.languages import PAIRS, Languages, entries_of, is_entry, languages_with
from qualcode.model.corpus import (
    ATTRIBUTE_LEVELS,
    ROLES,
    AcceptedFinding,
    Attribute,
    CheckSettings,
    Corpus,
    NamedTopic,
    Speaker,
    StudySettings,
    TopicSettings,
)
from qualcode.model.finding import Finding, FindingLevel, did_you_mean
from qualcode.store.doors import read_through
from qualcode.store.layout import StudyLayout
from qualcode.store.respondents import keyed_lines, read_respondents
from qualcode.text.records import TEXT, TEXTS, MapOf, SettingsRecord, read_settings
from qualcode.text.shapes import ChoiceShape, Flag, ManyOf, Number, YamlReport, wrong
from qualcode.text.shapes_by_language import ByLanguage, TextsByLanguage
from qualcode.text.yaml import ListNode, MapNode, ScalarNode, YamlNode
from qualcode.text.yaml_parse import read_yaml

_Value = TypeVar("_Value")
_TEXTS_BY_NAME = MapOf(TEXT)
_ATTRIBUTE = SettingsRecord(
    Attribute,
    "an attribute",
    {
        "level": ChoiceShape(ATTRIBUTE_LEVELS, blank=True),
        "label": ByLanguage(),
        "values": MapOf(TextsByLanguage()),
    },
    short="level",
)
_SPEAKER = SettingsRecord(
    Speaker,
    "a speaker",
    {"role": ChoiceShape(ROLES, blank=True), "respondent": TEXT, "attributes": _TEXTS_BY_NAME},
    short="role",
)


@dataclass(frozen=True)
class _Transcript:
    """What `corpus.yaml` says about one transcript."""

    session: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, Speaker] = field(default_factory=dict)


@dataclass(frozen=True)
class _CorpusFile:
    """What `corpus.yaml` says, transcript by transcript."""

    title: str = ""
    synthetic: bool = False
    licence: str = ""
    consent: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    interviewers: tuple[str, ...] = ()
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    transcripts: Mapping[str, _Transcript] = field(default_factory=dict)
    accepted: tuple[AcceptedFinding, ...] = ()


_TRANSCRIPT = SettingsRecord(
    _Transcript, "a transcript", {"session": TEXT, "attributes": _TEXTS_BY_NAME, "speakers": MapOf(_SPEAKER)}
)
_ACCEPTED = SettingsRecord(
    AcceptedFinding,
    "an accepted finding",
    {"finding": TEXT, "of": TEXT, "because": TEXT},
    required={
        "finding": "finding: source-missing",
        "of": "of: interviews/a.docx",
        "because": "because: lost with the old laptop",
    },
)
_CORPUS = SettingsRecord(
    _CorpusFile,
    "a corpus",
    {
        "format": Number(),
        "title": TEXT,
        "synthetic": Flag(),
        "licence": TEXT,
        "consent": TEXT,
        "attributes": MapOf(_ATTRIBUTE),
        "interviewers": TEXTS,
        "speakers": MapOf(_SPEAKER),
        "transcripts": MapOf(_TRANSCRIPT),
        "accepted": ManyOf(_ACCEPTED),
    },
)


def read_corpus(corpus: str, name: str, data: bytes) -> tuple[Corpus | None, tuple[Finding, ...]]:
    """What `corpus.yaml` says; None when there are errors. `name` is the file as findings call it."""
    report = YamlReport(name)
    stated = read_settings(data, _CORPUS, report)
    if stated is None:
        return None, report.findings()
    transcripts = stated.transcripts
    read = Corpus(
        corpus,
        title=stated.title,
        synthetic=stated.synthetic,
        licence=stated.licence,
        consent=stated.consent,
        interviewers=stated.interviewers,
        speakers=stated.speakers,
        transcript_speakers=_filled({name: each.speakers for name, each in transcripts.items()}),
        sessions=_filled({name: each.session for name, each in transcripts.items()}),
        attributes=_filled({name: each.attributes for name, each in transcripts.items()}),
        declared=stated.attributes,
        accepted={(each.finding, each.of): each.because for each in stated.accepted},
    )
    return read, report.findings()


def _filled(values: dict[str, _Value]) -> dict[str, _Value]:
    return {key: value for key, value in values.items() if value}


class _Percentage:
    """A number from 0 to 100; `%` may stand behind it."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> float | None:
        """The number."""
        text = node.text.removesuffix("%").strip() if isinstance(node, ScalarNode) else ""
        with suppress(ValueError):
            if 0 <= float(text) <= 100:
                return float(text)
        wrong(node, what, "a percentage from 0 to 100", report, "write a number such as `25`")
        return None


_CHECK = SettingsRecord(
    CheckSettings,
    "`check`",
    {
        "ignore": TEXTS,
        "fail_level": ChoiceShape[FindingLevel](get_args(FindingLevel), blank=True),
        "max_share": _Percentage(),
    },
)
_STUDY = SettingsRecord(
    partial(StudySettings, configured=True),
    "a study",
    {
        "format": Number(),
        "title": TEXT,
        "languages": TEXTS,
        "corpus": TEXT,
        "codebook": TEXT,
        "private": Flag(),
        "segment": ChoiceShape(("sentence", "turn", "paragraph", "line"), blank=True),
        "check": _CHECK,
        "topics": SettingsRecord(TopicSettings, "`topics`", {"stop_words": TEXTS, "names": TEXTS}),
    },
)


def read_study(name: str, data: bytes) -> tuple[StudySettings | None, tuple[Finding, ...]]:
    """The settings of a study; None when there are errors. `name` is the file as findings call it."""
    report = YamlReport(name)
    study = read_settings(data, _STUDY, report)
    if study and not study.languages:  # an empty list
        study = replace(study, languages=StudySettings.languages)
    return study, report.findings()


def load_study(layout: StudyLayout) -> tuple[StudySettings | None, tuple[Finding, ...]]:
    """The study's settings, the usual ones where there is no `qualcode.yaml`; None when it has errors."""
    file = layout.study_file
    if not file.exists():
        return StudySettings(), ()
    return read_study(layout.relative(file), read_through("settings", file))


def load_corpus(layout: StudyLayout, name: str) -> tuple[Corpus | None, tuple[Finding, ...]]:
    """What is known about a corpus, with the attributes of its respondents; None when a file has errors."""
    corpus, findings = _load_corpus_file(layout, name)
    file = layout.respondents_file(name)
    if not file.exists():
        return corpus, findings
    respondents, more = read_respondents(layout.relative(file), read_through("attributes", file))
    findings += more
    if corpus is None or respondents is None:
        return None, findings
    aliases = {respondent: row[ALIAS] for respondent, row in respondents.items() if ALIAS in row}
    if twice := _shared_alias(aliases):
        hint = "give each respondent one of their own"
        return None, (
            *findings,
            Finding("error", "alias-twice", f"the alias `{twice}` stands twice", layout.relative(file), hint=hint),
        )
    own = {name: {key: value for key, value in row.items() if key != ALIAS} for name, row in respondents.items()}
    return replace(corpus, respondents=own, aliases=aliases), findings


ALIAS = "alias"
"""Column of `respondents.csv` that is no attribute: what stands for a name where people read."""


def _shared_alias(aliases: Mapping[str, str]) -> str:
    """An alias of two respondents; empty: there is none."""
    often = Counter(aliases.values())
    return next((alias for alias, number in often.items() if number > 1), "")


def _load_corpus_file(layout: StudyLayout, name: str) -> tuple[Corpus | None, tuple[Finding, ...]]:
    file = layout.corpus_file(name)
    if not file.exists():
        return Corpus(name), ()
    return read_corpus(name, layout.relative(file), read_through("settings", file))


Path = tuple[str, ...]
"""Names of the fields around a value, from the outside to the inside: `("transcripts", "a", "session")`."""
FilePlace = tuple[int, int | None]
"""Line and column, from 1; a table has lines only."""


def yaml_places(data: bytes) -> Mapping[Path, FilePlace]:
    """Path of each field of a YAML file -> where its name stands; of each text of a list, where it stands itself."""
    root = read_yaml(data, YamlReport(""), newest=1)
    return dict(_below((), root)) if root else {}


def sheet_places(data: bytes, keys: Sequence[str]) -> Mapping[Path, FilePlace]:
    """Respondent or transcript that a row of a table is about -> the line on which the row ends."""
    return {(key,): (line, None) for key, line in keyed_lines(data, keys).items()}


def _below(path: Path, node: YamlNode) -> Iterator[tuple[Path, FilePlace]]:
    if isinstance(node, MapNode):
        for key, value in node.entries:
            yield (*path, key.text), (key.line, key.column)
            yield from _below((*path, key.text), value)
    elif isinstance(node, ListNode):
        yield from (
            ((*path, item.text), (item.line, item.column)) for item in node.items if isinstance(item, ScalarNode)
        )
    elif node.text:
        yield (*path, node.text), (node.line, node.column)


_TOPIC = SettingsRecord(
    NamedTopic,
    "a topic",
    {"topic": Number(), "name": TEXT, "terms": ManyOf(TEXT, single=True, least=1)},
    required={"topic": "topic: 1", "terms": "terms: [surat, keterangan]"},
)


class _Topics:
    """The topics of an earlier model, each with its own number."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> tuple[NamedTopic, ...] | None:
        """The topics that fit."""
        topics = ManyOf(_TOPIC).read(node, what, report)
        if topics and len({each.topic for each in topics}) < len(topics):
            report.error("repeated-topic", "two topics have the same number", node, "give each its own number")
        return topics


def _listed(topics: tuple[NamedTopic, ...] = ()) -> tuple[NamedTopic, ...]:
    return topics


_TOPICS = SettingsRecord(_listed, "a list of topics", {"format": Number(), "topics": _Topics()})


def read_topics(name: str, data: bytes) -> tuple[tuple[NamedTopic, ...] | None, tuple[Finding, ...]]:
    """The topics of a file; None when there are errors. `name` is the file as findings call it."""
    report = YamlReport(name)
    return read_settings(data, _TOPICS, report), report.findings()


def read_own_words(layout: StudyLayout) -> tuple[Mapping[str, Mapping[str, str]], tuple[Finding, ...]]:
    """What a study adds to word lists (`words/LANGUAGE/LIST.txt`), language -> list -> text, and what is wrong with it.

    Raises:
        StoreError: a file cannot be read.
    """
    own: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    for path in sorted((layout.root / "words").glob("*/*.txt")):
        file = layout.relative(path)
        try:
            text = read_through("words", path).decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            findings.append(Finding("error", "not-utf-8", "this word list is not UTF-8", file, hint="save it as UTF-8"))
            continue
        code, name = path.parent.name, path.stem
        wrong = [*_unknown_list(languages_with(), code, name, file)]
        findings += wrong or _wrong_entries(languages_with(), code, name, text, file)
        if not wrong:
            own.setdefault(code, {})[name] = text
    return own, tuple(findings)


def _unknown_list(languages: Languages, code: str, name: str, file: str) -> Iterator[Finding]:
    """An error where there is no such language or list."""
    if code not in languages.codes:
        message = f"no language pack `{code}` is installed"
        yield Finding("error", "unknown-language", message, file, hint=_known(code, languages.codes))
    elif name not in (known := {each for pack in languages.codes for each in languages.lists(pack).names}):
        yield Finding("error", "unknown-word-list", f"there is no word list `{name}`", file, hint=_known(name, known))


def _known(word: str, names: Iterable[str]) -> str:
    return did_you_mean(word, names, f"known: {', '.join(sorted(names))}")


def _wrong_entries(languages: Languages, code: str, name: str, text: str, file: str) -> Iterator[Finding]:
    """What is wrong with single lines: an unread heading, half a pair, a word to take away that is missing."""
    headings = {heading for pack in languages.codes for heading in languages.lists(pack).sections(name)}
    entries = languages.lists(code).sections(name)
    for line, heading, entry in entries_of(text):
        if heading not in headings:
            hint = f"write {' or '.join(f'[{each}]' for each in sorted(headings))} above it"
            message = f"nothing reads the heading [{heading}] here" if heading else "this entry needs a heading"
            yield Finding("error", "unknown-heading", message, file, line, hint=hint)
        elif entry.startswith("-"):
            if not any(is_entry(name, entry[1:].strip(), each) for each in entries.get(heading, ())):
                message = "this list does not have the word that is taken away here"
                yield Finding("warning", "no-such-entry", message, file, line)
        elif name in PAIRS and len(entry.split()) != 2:
            hint = "write the form and the word that it stands for, such as `nggak tidak`"
            yield Finding("error", "no-pair", "an entry of this list is two words", file, line, hint=hint)
