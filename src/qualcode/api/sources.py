"""Which files an ingest reads: those under the paths that are named, or those of the corpus, each with its id."""

from collections.abc import Sequence
from pathlib import Path

from qualcode.corpus.shards import read_headers
from qualcode.corpus.source import source_path
from qualcode.model.finding import Finding, study_error
from qualcode.readers import endings
from qualcode.store.discover import FoundSource, discover
from qualcode.store.study import OpenStudy, in_own_languages

_OTHER_SUBTITLES = frozenset((".ass", ".dfxp", ".lrc", ".sbv", ".ssa", ".sub", ".ttml"))
"""Endings of subtitles that programs turn into `.srt` without loss of words."""
_OTHER_TIERS = frozenset((".textgrid", ".trs", ".antx", ".tbt", ".flextext"))
"""Endings of transcripts in tiers that ELAN imports and saves as `.eaf`."""


@in_own_languages
def sources_of(study: OpenStudy, paths: Sequence[Path]) -> tuple[list[FoundSource], list[Finding]]:
    """Sources under the paths; files inside `sources/` have ids relative to it, however they are named.

    Without paths: what is in `sources/`, and those that were left in place at earlier calls; none in a copy of a study
    that holds transcripts only.
    """
    own = study.layout.sources(study.name)
    left = [] if paths else _left_in_place(study)
    if not paths and not own.is_dir() and not left and not read_headers(study)[0]:
        raise study_error("no-sources", "no file or folder is named", "write `qualcode ingest PATH`")
    if not paths and not own.is_dir():
        return left, []
    sources, findings = readable_sources(list(paths) or [own], _own_files(study), empty=bool(left))
    inside = [_inside(source, own) for source in sources]
    ids = {source.id for source in inside}
    return [*inside, *(source for source in left if source.id not in ids)], findings


def _left_in_place(study: OpenStudy) -> list[FoundSource]:
    """Sources of transcripts that lie outside `sources/` and are there."""
    own = study.layout.sources(study.name)
    found = [
        FoundSource(source_path(study, header), name)
        for name, header in read_headers(study)[0].items()
        if header.source
    ]
    return [each for each in found if not each.path.is_relative_to(own) and each.path.is_file()]


def readable_sources(
    paths: Sequence[Path], leave_out: Sequence[Path] = (), *, empty: bool = False
) -> tuple[list[FoundSource], list[Finding]]:
    """Files under the paths that some reader reads, and what was wrong with the paths themselves; `empty` ones may be.

    Raises:
        StudyError: there is nothing to read.
    """
    sources, findings = discover(list(paths), endings().keys(), list(leave_out))
    if not sources and not empty and not any(finding.level == "error" for finding in findings):
        hint = _subtitles_hint(paths) or _tiers_hint(paths) or f"readable are {', '.join(sorted(endings()))}"
        raise study_error("no-sources", f"there is nothing to read in {', '.join(map(str, paths))}", hint)
    return sources, findings


def _subtitles_hint(paths: Sequence[Path]) -> str:
    """What to do with subtitles that no reader knows, where there are any; else nothing."""
    kinds = ", ".join(sorted({each.suffix.lower() for each in _of_kinds(paths, _OTHER_SUBTITLES)}))
    return f"subtitles of the kind {kinds} are not read; save them as .srt or .vtt first" if kinds else ""


def _tiers_hint(paths: Sequence[Path]) -> str:
    """What to do with transcripts of a program of phonetics; else nothing."""
    named = ", ".join(each.name for each in _of_kinds(paths, _OTHER_TIERS)[:5])
    return f"{named} cannot be read; import it in ELAN and save it as .eaf, or export its text as .txt" if named else ""


def _of_kinds(paths: Sequence[Path], kinds: frozenset[str]) -> list[Path]:
    """The files with one of these endings, where no reader has learnt to read them."""
    inside = {each for path in paths for each in (path, *path.rglob("*")) if each.is_file()}
    return sorted(each for each in inside if each.suffix.lower() in kinds - endings().keys())


def _own_files(study: OpenStudy) -> list[Path]:
    """What lies in a study beside its sources and is never read as one."""
    layout = study.layout
    whole = [layout.study_file, layout.lock_file, layout.codebooks, layout.hidden, layout.out]
    made = (
        layout.corpus_file,
        *(layout.transcripts, layout.coding, layout.taken_back_folder, layout.memos),
        *(layout.samples, layout.translations, layout.foreign),
        *(layout.respondents_file, layout.sources_seen, layout.opaque_ids, layout.withdrawn),
    )
    return [*whole, *(which(name) for name in layout.corpus_names() for which in made)]


def _inside(source: FoundSource, own: Path) -> FoundSource:
    whole, folder = source.path.resolve(), own.resolve()
    if not whole.is_relative_to(folder):
        return source
    return FoundSource(source.path, whole.relative_to(folder).with_suffix("").as_posix())
