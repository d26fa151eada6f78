"""What a report sets beside a study: two coders of it, and another state of it."""

import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from qualcode.agreement.coders import Wish, compare_coders
from qualcode.agreement.evaluation import evaluate_pair, evaluation_table
from qualcode.agreement.state_changes import StateChanges, StudyState, state_changes
from qualcode.api.code import code
from qualcode.api.open import CoderCodings, open_codings
from qualcode.api.review_between import AGREED, refuse_others_than_two
from qualcode.codings.agreed import compare_two, forces_of
from qualcode.codings.coders import load_person
from qualcode.codings.looked import turns_looked_at
from qualcode.codings.schema import RULES
from qualcode.model.coding import Coder
from qualcode.model.finding import StudyError, study_error
from qualcode.model.table import Table
from qualcode.report.source import TwoCoders
from qualcode.store.people import read_coder
from qualcode.store.study import OpenStudy, in_own_languages, last_codebook_path, open_study
from qualcode.tables.kind import TableOptions

MOST_OF_A_REVISION = 2_000_000_000
"""Bytes of a revision from which it is refused."""


@in_own_languages
def two_beside(study: OpenStudy, layer: CoderCodings, names: tuple[str, ...]) -> TwoCoders:
    """Two coders of a study side by side, with what was decided between them.

    Raises:
        StudyError: they are not two, or one of them is not there.
    """
    refuse_others_than_two(study, names)
    one, other = names
    coder, frame = _coder_between(study, (one, other)), layer.corpus.frame
    looked = turns_looked_at(study, frame, coder).turns
    alike, differences = 0, []
    for at, transcript in enumerate(frame.transcripts):
        own = frame.turn_transcript == at
        turns = None if looked is None else frame.turn_number[own & looked].tolist()
        made = compare_two(*forces_of(study, coder, transcript, turns)[0])
        alike += len(made.agreed)
        differences += [(transcript, each) for each in made.differences]
    return TwoCoders((one, other), _scores(study, layer, one, other), alike, differences)


def _coder_between(study: OpenStudy, names: tuple[str, str]) -> Coder:
    """The coder who stands for the two; one without decisions where nobody has decided between them."""
    kept, _ = read_coder(study.layout, study.name, AGREED)
    decided = kept is not None and set(kept.between) == set(names)
    return replace(kept, between=names) if kept and decided else Coder(f"{names[0]}+{names[1]}", between=names)


def _scores(study: OpenStudy, layer: CoderCodings, one: str, other: str) -> Table | None:
    """How far they agree on transcripts that are not set aside for testing; None where they have nothing in common."""
    corpus, book = layer.corpus, layer.codebook
    first, second = (load_person(study, corpus, book, name)[0] for name in (one, other))
    try:
        compared = compare_coders(study, corpus, first, second, Wish())
    except StudyError:  # nothing that both have looked at: the disagreements say the same
        return None
    table = evaluation_table([evaluate_pair(compared.pair, 1)], "", "", (), compared.pair.made.unit)
    return replace(table, meta={**table.meta, "tuned": False})


@in_own_languages
def changes_since(study: OpenStudy, layer: CoderCodings, state: str, coder: tuple[str, str], lang: str) -> StateChanges:
    """What changed since another state: a folder with a study, or a git revision of this one.

    Args:
        study: the study as it is.
        layer: its codings.
        state: the folder, or the revision.
        coder: whose codings are compared, and who reviewed them.
        lang: language of labels.

    Raises:
        StudyError: there is no such folder or revision, or it has no codings of this coder.
    """
    now = StudyState(study.name, layer.frame, layer.codings, layer.codebook)
    options = TableOptions(lang=lang)
    if Path(state).is_dir():
        return state_changes(_state(open_study(Path(state), study.name), Path(state).name, coder), now, options)
    with _revision(study, state) as folder:
        before = open_study(folder, study.name)
        if coder[0] == RULES:  # git does not keep what rules find
            code(before, str(folder / layer.codebook.file))
        return state_changes(_state(before, state, coder), now, options)


def _state(study: OpenStudy, name: str, coder: tuple[str, str]) -> StudyState:
    layer = open_codings(study, coder[0], last_codebook_path(study), coder[1])
    return StudyState(name, layer.frame, layer.codings, layer.codebook)


@contextmanager
def _revision(study: OpenStudy, revision: str) -> Iterator[Path]:
    """The folder of the study as git kept it, for as long as it is needed, where nothing is shared.

    Raises:
        StudyError: git is not installed, or knows no such revision here.
    """
    hint = "name the folder of a study, or a revision: see `git log --oneline`"
    if revision.startswith("-") or ":" in revision:
        raise study_error("bad-option", f"--compare: `{revision}` is neither a study nor a revision", hint)
    study.layout.hidden.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=study.layout.hidden, prefix="revision-") as made:
        archive, folder = Path(made) / "study.tar", Path(made) / "study"
        command = ["git", "-C", str(study.layout.root), "archive", f"--output={archive}", revision, "--", "."]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except OSError as error:
            raise study_error("no-git", "--compare needs git for a revision, and git cannot be run", hint) from error
        if done.returncode:
            raise study_error("no-revision", f"--compare: there is neither a study nor a revision `{revision}`", hint)
        _unpack(archive, folder)
        yield folder


def _unpack(archive: Path, folder: Path) -> None:
    """Write the files of an archive of git; links and names that lead elsewhere are left out."""
    folder.mkdir()
    size = 0
    with tarfile.open(archive) as files:
        for each in files:
            size += each.size
            if size > MOST_OF_A_REVISION:
                raise study_error("too-large", "the revision is larger than 2 GB", "name the folder of a study instead")
            parts = PurePosixPath(each.name).parts
            source = (
                files.extractfile(each)
                if each.isfile() and ".." not in parts and not each.name.startswith("/")
                else None
            )
            if source is not None:
                path = folder.joinpath(*parts)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(source.read())
