"""Withdraw: take a participant out of the study, and search every byte for what is left of them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.corpus.shards import read_headers
from qualcode.corpus.source import source_path
from qualcode.identifiers.traces import Trace, search_folder
from qualcode.languages.catalogue import Messages
from qualcode.model.finding import Finding, study_error
from qualcode.privacy.history import History, search_history
from qualcode.privacy.leaving import Leaving, find_leaving
from qualcode.privacy.removal import Change, changes_without, forget, keep_blobs, take_out, unfinished
from qualcode.store.study import OpenStudy, in_own_languages

_GIT = ".git"
_MOST = 20
"""Places of one kind that are listed."""


@dataclass(frozen=True)
class Removed:
    """What goes of one kind of file, or has gone."""

    kind: str
    """What the files hold."""
    files: int
    """Files that go whole."""
    edited: int
    """Files that stay without what is about the person."""
    lines: int
    """Lines that go out of the edited ones."""
    names: tuple[str, ...]
    """The files, from the study."""


@dataclass(frozen=True)
class WithdrawalSearch:
    """What the search of every byte found."""

    runs: int
    """Runs of five words that were searched for."""
    runs_left: int
    """Those that stand somewhere still."""
    names_left: int
    """Places where a name stands, what others said not counted."""
    files: int
    """Files that were searched."""
    traces: tuple[Trace, ...]
    """Where what is left stands."""
    said_by_others: tuple[Trace, ...]
    """Where others name the person, in what they said or in what was noted about that: a person decides."""
    unopened: tuple[tuple[str, str], ...]
    """Files that could not be looked into, and why."""
    history: History | None
    """What git holds; None where there is no repository."""

    @property
    def clean(self) -> bool:
        """Whether nothing is left in the study and in the history of this computer."""
        return not (self.traces or self.unopened or (self.history and (self.history.holding or self.history.unopened)))


@dataclass(frozen=True)
class WithdrawReport:
    """What a withdrawal takes out, and what is left."""

    respondent: str
    """Who withdraws."""
    turns: Mapping[str, int]
    """Transcript -> turns of theirs."""
    whole: tuple[str, ...]
    """Transcripts that go whole, with the words of those who asked."""
    words: int
    """Words that they said."""
    removed: tuple[Removed, ...]
    """What goes, kind by kind."""
    names: tuple[str, ...]
    """Names that are searched for."""
    runs: int
    """Runs of words that are searched for."""
    shared: int
    """Runs that others say too, and which therefore stay."""
    outside: tuple[str, ...]
    """Sources outside of the study."""
    search: WithdrawalSearch
    """What is left; before the removal, what will be: files that nothing removes."""
    written: bool
    """False: nothing was written."""
    finished: bool
    """False: words are left, and `qualcode withdraw` searches again."""
    findings: tuple[Finding, ...]
    """What to look at."""


@in_own_languages
def withdraw(
    study: OpenStudy,
    respondent: str = "",
    names: Sequence[str] = (),
    *,
    write: bool = False,
    close: bool = False,
    lang: str = "",
) -> WithdrawReport:
    """List what there is of a respondent, or take it out and search for what is left.

    Args:
        study: the study.
        respondent: as tables name them; empty: the withdrawal that was begun.
        names: what else they are called.
        write: take out; else only list.
        close: end a withdrawal although words are left.
        lang: language of findings; empty: English.

    Raises:
        StudyError: there is no such respondent, or another withdrawal is not finished.
    """
    begun = unfinished(study)
    if begun and begun.corpus != study.name:
        raise study_error(
            "other-corpus", "a withdrawal from another corpus is not finished", f"--corpus {begun.corpus}"
        )
    if begun and respondent not in ("", begun.respondent):
        raise study_error("withdrawal-unfinished", "another withdrawal is not finished", "run `qualcode withdraw`")
    if not begun and not respondent:
        raise study_error("no-respondent", "nobody is named", "write `qualcode withdraw RESPONDENT`")
    with study.writing():
        leaving = begun or find_leaving(study, respondent, names)
        planned = list(changes_without(study, leaving))
        if write:
            take_out(study, leaving)
        going = {study.layout.relative(each.path): each for each in planned}
        search = _search(study, leaving, {} if write else going)
        finished = write and (search.clean or close)
        if finished:
            forget(study)
        elif write and search.history and search.history.blobs:
            keep_blobs(study, search.history.blobs)
    return _report(leaving, study, planned, search, write=write, finished=finished, say=Messages(lang))


def _search(study: OpenStudy, leaving: Leaving, going: Mapping[str, Change]) -> WithdrawalSearch:
    """Search the study, except for what is removed anyway, and the history of git."""
    strings = (*leaving.runs, *leaving.names)
    found = search_folder(study.layout.root, strings, [_GIT])
    passed = {study.layout.relative(study.layout.withdrawal), *going}
    traces = [trace for trace in found.traces if trace.file not in passed]
    runs, corpora = set(leaving.runs), study.layout.relative(study.layout.corpora) + "/"
    kept = _sources_of_others(study, leaving)
    names = [trace for trace in traces if trace.string not in runs]
    others = [trace for trace in names if trace.file in kept or _is_of_others(trace, corpora)]
    left = [trace for trace in traces if trace not in others]
    return WithdrawalSearch(
        runs=len(leaving.runs),
        runs_left=len({trace.string for trace in left} & runs),
        names_left=sum(trace.string not in runs for trace in left),
        files=found.files,
        traces=tuple(left),
        said_by_others=tuple(others),
        unopened=tuple(each for each in found.unopened if each[0] not in passed),
        history=search_history(study.layout.root, strings),
    )


def _sources_of_others(study: OpenStudy, leaving: Leaving) -> frozenset[str]:
    """Sources of transcripts in which the person does not speak: a common name there may be anybody's."""
    headers, _ = read_headers(study)
    others = (header for name, header in headers.items() if name not in leaving.labels and header.source)
    return frozenset(study.layout.relative(source_path(study, header)) for header in others)


def _is_of_others(trace: Trace, corpora: str) -> bool:
    """Whether a name stands in lines of a corpus, from which all that is about the person was taken out."""
    return trace.file.startswith(corpora) and trace.file.endswith(".jsonl") and trace.place != "its name"


def _report(
    leaving: Leaving,
    study: OpenStudy,
    planned: Sequence[Change],
    search: WithdrawalSearch,
    *,
    write: bool,
    finished: bool,
    say: Messages,
) -> WithdrawReport:
    return WithdrawReport(
        respondent=leaving.respondent,
        turns={transcript: len(turns) for transcript, turns in leaving.turns.items()},
        whole=leaving.whole,
        words=leaving.words,
        removed=tuple(_by_kind(study, planned)),
        names=leaving.names,
        runs=len(leaving.runs),
        shared=leaving.shared,
        outside=leaving.outside,
        search=search,
        written=write,
        finished=finished,
        findings=tuple(_findings(leaving, search, say)),
    )


def _by_kind(study: OpenStudy, planned: Sequence[Change]) -> Iterator[Removed]:
    for kind in dict.fromkeys(change.kind for change in planned if change.kind != "stone"):
        own = [change for change in planned if change.kind == kind]
        gone = Counter(change.data is None for change in own)
        lines = sum(change.lines for change in own if change.data is not None)
        yield Removed(kind, gone[True], gone[False], lines, tuple(study.layout.relative(each.path) for each in own))


def _findings(leaving: Leaving, search: WithdrawalSearch, say: Messages) -> Iterator[Finding]:
    hand = say("this file is yours: take it out by hand")
    for file in list(dict.fromkeys(trace.file for trace in search.traces))[:_MOST]:
        places = [trace.place for trace in search.traces if trace.file == file]
        where = "; ".join(dict.fromkeys(places))[:200]
        message = say("words or a name of somebody who withdrew are left here ({where})", where=where)
        yield Finding("error", "withdrawn-left", message, file, hint=hand)
    for file, why in search.unopened[:_MOST]:
        message = say("nobody can say what this file holds: {why}", why=why)
        yield Finding("error", "not-searched", message, file, hint=hand)
    for trace in search.said_by_others[:_MOST]:
        message = say("somebody else names the person who withdrew ({where})", where=trace.place)
        yield Finding("warning", "named-by-others", message, trace.file, hint=say("decide whether the name stays"))
    for name in leaving.alike:
        message = say("`{name}` is a label of others too and was not searched for", name=name)
        yield Finding("warning", "same-name", message, hint=say("name what tells them apart with --name"))
    if search.history and search.history.holding:
        message = say("{number} objects of git hold words or a name of who withdrew",
                      number=say.number(search.history.holding))  # fmt: skip
        yield Finding("error", "withdrawn-in-git", message, hint=say("rewrite the history as said below"))
