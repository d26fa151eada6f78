"""Pseudonymise: a copy of a study in which names are replaced, that appears whole or not at all, and is searched."""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.api.identifiers import study_candidates, warn_small_letters
from qualcode.checks.context import written_terms
from qualcode.checks.qc111_rule_use import segments_of_rules
from qualcode.codings.apply import find_codings
from qualcode.codings.coders import open_codebook
from qualcode.codings.schema import as_codings
from qualcode.corpus.build import frame
from qualcode.corpus.frame import Frame, participants
from qualcode.corpus.index import index
from qualcode.corpus.words import load_analyser
from qualcode.identifiers.traces import Needles, Trace, search_folder
from qualcode.languages.catalogue import Messages
from qualcode.model.codebook import Codebook
from qualcode.model.finding import Finding, StudyError, store_errors, study_error, unknown_name
from qualcode.pseudonyms.choose import is_usual, name_words, substitutes, with_pseudonyms
from qualcode.pseudonyms.copy import StudyCopy, copied_study, words_of_copy
from qualcode.pseudonyms.key import (
    KEY_FILE,
    REPLACE,
    PseudonymKey,
    days_moved,
    folded,
    key_folder,
    read_key,
    with_candidates,
    write_days,
    write_key,
)
from qualcode.pseudonyms.replace import WORD, Replacer, coarser_spans, with_clitics
from qualcode.pseudonyms.widen import NOTHING_WIDER, Person, Wider, read_groups, wider
from qualcode.store.atomic import LEFTOVER, read_bytes, sync_folder, write_bytes
from qualcode.store.layout import StudyLayout
from qualcode.store.study import OpenStudy, in_own_languages, open_study
from qualcode.text.tokens import fold


@dataclass(frozen=True)
class PseudonymiseOptions:
    """Where the copy goes, and how names and attributes are replaced."""

    to: str = ""
    """Folder of the copy, which must not hold anything."""
    key: str = ""
    """Folder of the key; empty: beside the study."""
    tags: bool = False
    """True: people become `[NAME-3]`, too."""
    k: int = 3
    """How many respondents must share each combination of attributes; 0: attributes stay, but for ages and dates."""
    quasi: tuple[str, ...] = ()
    """Attributes that others may know; empty: all of them."""
    ordered: tuple[str, ...] = ()
    """Attributes whose values in `corpus.yaml` stand in their order: neighbours are joined."""
    groups: str = ""
    """Sheet with the columns attribute, value, group: groups are tried before `other`; empty: none."""
    places: bool = False
    """True: places become other places, not `[PLACE-2]`."""
    regions: bool = False
    """True: a name whose region is known becomes one of the same region."""
    all_decided: bool = False
    """True: seldom candidates that nobody decided hold the copy up, too."""
    dry_run: bool = False
    """True: write nothing; say what would be left."""
    lang: str = ""
    """Language of findings; empty: English."""


@dataclass(frozen=True)
class PseudonymiseReport:
    """The copy, and what is left in it."""

    folder: str
    """Folder of the copy; it is not there where something is left."""
    files: int
    """Files of the copy, all of which were searched."""
    replaced: int
    """Distinct things that were replaced."""
    left: tuple[Trace, ...]
    """Names of the key and undecided candidates that the copy would still hold."""
    undecided: tuple[str, ...]
    """Candidates that nobody decided and that are still there, and hold the copy up."""
    widened: Mapping[str, tuple[int, int, int]]
    """Attribute -> distinct values before and after, and respondents whose value became wider."""
    alone: tuple[tuple[str, ...], ...]
    """Combinations of attributes that fewer than k respondents share all the same."""
    left_out: tuple[str, ...]
    """Files and folders of the study that are not in the copy."""
    findings: tuple[Finding, ...] = field(default=())
    """What a person must look at."""
    corpora: Mapping[str, str] = field(default_factory=dict)
    """Corpus -> its new name, where it has another one."""


@in_own_languages
def pseudonymise(study: OpenStudy, options: PseudonymiseOptions) -> PseudonymiseReport:
    """Write a copy of the study in which everything that was decided is replaced.

    Raises:
        StudyError: the folder holds something, or lies in the study; nothing was decided yet.
    """
    folder = _free_folder(study, options.to)
    place = key_folder(study.layout.root, options.key)
    with study.writing():
        found = study_candidates(study)
        key: PseudonymKey = with_candidates(read_key(place), found.candidates)
        if not any(line.decision for line in key.values()):
            raise study_error("no-key", "nothing is decided yet", "see `qualcode identifiers`", str(place))
        _refuse_names_as_pseudonyms(key, place)
        books, unread = _codebooks(study, say := Messages(options.lang))
        key = with_pseudonyms(
            key, _words(study), tags=options.tags, places=options.places, regions=options.regions,
            in_rules=_in_rules(key, books),
        )  # fmt: skip
        groups = read_groups(options.groups) if options.groups else {}
        widths = {name: _wider(study, name, options, groups) for name in study.layout.corpus_names()}
        days = days_moved(place)
        replacer = Replacer(substitutes(key), coarser_spans)
        copy = copied_study(study.layout, replacer, widths, days)
        if not options.dry_run:
            write_key(place, key)  # before the copy: what stands in it can always be looked up
            write_days(place, days)
        files = {book.file: replacer.text(book.file, bare=True) for book in books}
        search, changed = _written(
            copy, folder, key, options, lambda fresh: list(_changed(study, fresh, copy, files, say))
        )
    return _report(
        folder, copy, key, widths, search, (*warn_small_letters(found, say.language), *unread, *changed), say
    )


def _free_folder(study: OpenStudy, to: str) -> Path:
    """The folder of the copy, which holds nothing yet."""
    if not to:
        raise study_error("bad-option", "the option `--to` is missing", "see `qualcode pseudonymise --help`")
    folder, root = Path(to).resolve(), study.layout.root
    if folder == root or folder.is_relative_to(root):
        raise study_error("copy-in-study", "the copy would lie inside the study", "name a folder outside it", to)
    with store_errors(folder, "read"):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise study_error("folder-not-empty", "this folder holds something already", "name a new folder", to)
    return folder


def _refuse_names_as_pseudonyms(key: PseudonymKey, place: Path) -> None:
    """Refuse a pseudonym that is itself to be replaced: it would name another person of the study."""
    for line in key.values():
        other = key.get(folded(line.pseudonym))
        if line.decision == REPLACE and other and other.decision == REPLACE:
            message = f"the pseudonym of `{line.name}` is `{other.name}`, a name that is replaced itself"
            hint = "choose another in the column `pseudonym`, or leave it empty"
            raise study_error("pseudonym-is-name", message, hint, str(place / KEY_FILE))


def _words(study: OpenStudy) -> frozenset[str]:
    return frozenset(fold(word) for text in words_of_copy(study.layout) for word in WORD.findall(text))


def _codebooks(study: OpenStudy, say: Messages) -> tuple[list[Codebook], list[Finding]]:
    """The codebooks that the copy holds, too, and a warning for each that cannot be read."""
    books: list[Codebook] = []
    unread: list[Finding] = []
    for path in sorted(study.layout.codebooks.glob("*.yaml")):
        try:
            books.append(open_codebook(study, str(path))[0])
        except StudyError:
            message = say("this codebook cannot be read, and its rules were not tried on the copy")
            hint = say("`qualcode check` says what is wrong in it")
            unread.append(Finding("warning", "rules-not-compared", message, study.layout.relative(path), hint=hint))
    return books, unread


def _in_rules(key: PseudonymKey, books: Iterable[Codebook]) -> set[str]:
    """Names of the key that rules look for, alone or among other words."""
    texts = {f" {' '.join(name_words(term.text))} " for book in books for term in written_terms(book)}
    return {name for name in key if any(f" {' '.join(name_words(name))} " in text for text in texts)}


def _changed(
    study: OpenStudy, fresh: Path, copy: StudyCopy, files: Mapping[str, str], say: Messages
) -> Iterator[Finding]:
    """Rules that find something in fewer or more sentences of the copy than of the study."""
    for corpus in study.layout.corpus_names():
        here = study if corpus == study.name else open_study(study.layout.root, corpus)
        if not here.layout.transcript_ids(corpus):
            continue
        there = open_study(fresh, copy.corpora.get(corpus, corpus))
        for file, new in files.items():
            one, two = _sentences_of_rules(here, file), _sentences_of_rules(there, new)
            rules = [f"`{name}` {one.get(name, 0)} -> {two.get(name, 0)}" for name in sorted({*one, *two})
                     if one.get(name) != two.get(name)]  # fmt: skip
            if rules:
                shown = ", ".join(rules[:_MOST_RULES]) + (
                    f", +{len(rules) - _MOST_RULES}" if rules[_MOST_RULES:] else ""
                )
                message = say("rules find something in another number of sentences of the copy: {rules}", rules=shown)
                hint = say("keep the names that they look for, or write pseudonyms without brackets into the key")
                yield Finding("warning", "rules-changed", message, file, hint=hint)


_MOST_RULES = 5


def _sentences_of_rules(study: OpenStudy, file: str) -> dict[str, int]:
    """Rule of a codebook -> number of sentences in which it finds something."""
    codebook, _ = open_codebook(study, str(study.layout.root / file))
    corpus = frame(study, index(study))
    return segments_of_rules(as_codings(find_codings(corpus, codebook, load_analyser(study)), corpus, codebook))


def _wider(
    study: OpenStudy, corpus: str, options: PseudonymiseOptions, groups: Mapping[str, Mapping[str, str]]
) -> Wider:
    """What the attributes of a corpus become."""
    if not study.layout.transcript_ids(corpus):
        return NOTHING_WIDER
    opened = study if corpus == study.name else open_study(study.layout.root, corpus)
    people = list(_people(frame(opened, index(opened)).frame))
    declared = opened.corpus.declared
    unknown = [name for name in options.quasi if not any(name in attributes for _, attributes in people)]
    if unknown:
        raise unknown_name("attribute", unknown[0], sorted({name for _, attributes in people for name in attributes}))
    orders = {name: tuple(declared[name].values) for name in options.ordered if name in declared}
    return wider(people, options.k, options.quasi, orders, groups) if people else NOTHING_WIDER


def _people(columns: Frame) -> Iterable[Person]:
    """Each respondent with the attributes that hold for them, once for each set of these."""
    seen = set()
    known = participants(columns) & (columns.turn_respondent >= 0)
    for turn in known.nonzero()[0].tolist():
        values = {
            name: columns.attribute_values[name][at]
            for name in columns.attribute_names
            if (at := int(columns.attribute(name)[turn])) >= 0
        }
        person = (columns.respondents[columns.turn_respondent[turn]], tuple(values.items()))
        if person not in seen:
            seen.add(person)
            yield person[0], values


@dataclass(frozen=True)
class NameSearch:
    """What is left in a copy."""

    left: tuple[Trace, ...]
    undecided: tuple[str, ...]
    unopened: tuple[tuple[str, str], ...]
    files: int


def _written(
    copy: StudyCopy, folder: Path, key: PseudonymKey, options: PseudonymiseOptions,
    compare: Callable[[Path], list[Finding]],
) -> tuple[NameSearch, list[Finding]]:  # fmt: skip
    """Write a copy beside its place, search it, and move it there in one step where nothing is left."""
    fresh = folder.parent / f".{folder.name}{LEFTOVER}"
    try:
        shutil.rmtree(fresh, ignore_errors=True)  # what a killed run left
        with store_errors(fresh, "made"):
            fresh.mkdir(mode=0o700, parents=True)
        for name, data in copy.files.items():
            write_bytes(fresh / name, data)
        search = names_left(fresh, key, all_decided=options.all_decided)
        changed = [] if search.left or search.unopened else compare(fresh)
        shutil.rmtree(StudyLayout(fresh).hidden, ignore_errors=True)  # the index, which was made to compare
        if not (search.left or search.unopened or options.dry_run):
            with store_errors(folder, "written"):
                fresh.rename(folder)
                sync_folder(folder.parent)
        return search, changed
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def names_left(folder: Path, key: PseudonymKey, *, all_decided: bool = False) -> NameSearch:
    """What of the key, and of what nobody decided, stands in a folder; seldom candidates only where all are wanted."""
    replaced = {name for each in substitutes(key) for name in _forms(each.words)}
    usual = {name for each in substitutes(key) if each.capital for name in _forms(each.words)}
    open_names = {line.name for line in key.values() if not line.decision and (all_decided or not line.seldom)}
    usual |= {name for name in open_names if name[0].isupper() and is_usual(name_words(name))}
    search = search_folder(folder, replaced | open_names, capital=usual)
    left = tuple(trace for trace in search.traces if not _is_cut(folder, trace, trace.string in usual))
    undecided = tuple(sorted({trace.string for trace in left} & open_names))
    return NameSearch(left, undecided, search.unopened, search.files)


_AROUND = ("prefix", "suffix")


def _is_cut(folder: Path, trace: Trace, capital: bool) -> bool:
    """Whether a trace is only where the words around a passage were cut after so many letters: *Bu|di*."""
    number = re.fullmatch(r"line (\d+)", trace.place)
    if not trace.file.endswith(".jsonl") or not number:
        return False
    line = read_bytes(folder / trace.file).split(b"\n")[int(number[1]) - 1]
    if not any(f'"{field}"'.encode() in line for field in _AROUND):
        return False
    value = {name: each for name, each in json.loads(line).items() if name not in _AROUND}
    needles = Needles([trace.string], [trace.string] if capital else [])
    return not any(needles.find(json.dumps(value, ensure_ascii=False)))


def _forms(words: tuple[str, ...]) -> list[str]:
    """The forms of a name that must not be left."""
    if len(words) > 1 or words[0].isdecimal():
        return [" ".join(words)]
    return with_clitics(words[0])


def _report(
    folder: Path,
    copy: StudyCopy,
    key: PseudonymKey,
    widths: Mapping[str, Wider],
    search: NameSearch,
    told: Iterable[Finding],
    say: Messages,
) -> PseudonymiseReport:
    findings = [*told]
    for name, why in search.unopened:
        findings.append(Finding("error", "not-searched", say("it cannot be searched: {why}", why=why), name))
    if search.left:
        number = len({trace.string for trace in search.left})
        message = say("{number} names are left in the copy, which was not written", number=number)
        hint = say("decide about each with `qualcode identifiers`; --json names the places")
        if not search.undecided:
            hint = say("where a code or a rule is called so, give it another name: `qualcode codes rename`, or by hand")
        findings.append(Finding("error", "names-left", message, hint=hint))
    seldom = sum(line.seldom and not line.decision and line.count > 0 for line in key.values())
    if seldom and not search.left:
        message = say("{number} seldom candidates are undecided and stand in the copy as they are", number=seldom)
        hint = say("look through the end of the sheet; --all-decided refuses a copy with any")
        findings.append(Finding("warning", "seldom-undecided", message, hint=hint))
    if copy.uncertain:
        message = say("{number} passages had no certain place before, and have none in the copy", number=copy.uncertain)
        findings.append(Finding("warning", "uncertain-passages", message, hint=say("see `qualcode verify`")))
    values = {name: each for wide in widths.values() for name, each in wide.lost.items()}
    alone = tuple(combination for wide in widths.values() for combination, _ in wide.alone)
    replaced = sum(line.decision == "replace" for line in key.values())
    return PseudonymiseReport(
        str(folder), len(copy.files), replaced, search.left, search.undecided, values, alone, copy.left_out,
        tuple(findings), copy.corpora,
    )  # fmt: skip
