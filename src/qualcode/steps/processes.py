"""Processes: the shards of a large corpus coded side by side, each process some of them.

This process takes the first share itself, so that `--jobs 2` starts one more. Children are forked: they have the frame,
the codebook and the open index without a copy, and hand their codings over in a file.
"""

import multiprocessing
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.rules.analyser import Analyser
from qualcode.rules.memo import Keys
from qualcode.steps.by_code import Pieces
from qualcode.steps.errors import StoreError, refuse
from qualcode.store import arrays
from qualcode.store.atomic import new_folder_beside
from qualcode.store.parts import Form, read_parts, write_parts

Learnt = Mapping[str, Mapping[str, Keys]]
"""Level -> words that were analysed, with their keys."""
Work = Callable[[int], Pieces]
"""Codes the shard with a number."""
_Said = tuple[list[Form], Learnt]
"""What lies in the file of each shard of a share, and which words were learnt."""


def can_fork() -> bool:
    """Whether processes can be forked safely here: on macOS, system libraries cannot be used after a fork."""
    return sys.platform not in ("darwin", "win32")


def shares(sizes: Sequence[int], jobs: int) -> list[list[int]]:
    """Numbers of shards in order, in at most so many shares of about the same size."""
    whole = max(sum(sizes), 1)
    middles = np.cumsum(sizes) * 2 - np.array(sizes)
    share = np.minimum(middles * jobs // (2 * whole), jobs - 1)
    return [np.flatnonzero(share == one).tolist() for one in sorted(set(share.tolist()))]


def side_by_side(work: Work, analyser: Analyser, divided: Sequence[Sequence[int]], beside: Path) -> list[Pieces]:
    """The codings of all shards in their order; the analyser learns what children had to learn.

    Raises:
        StepError: a child was killed.
        StoreError: a child could not write what it found.
    """
    folder = new_folder_beside(beside)
    children: list[_Child] = []
    try:
        for share in divided[1:]:
            children.append(_Child(work, analyser, share, folder))
        found = [work(number) for number in divided[0]]
        for child, share in zip(children, divided[1:], strict=True):
            forms, learnt = child.result()
            found += [read_parts(folder / str(number), form) for number, form in zip(share, forms, strict=True)]
            analyser.learn(learnt)
        return found
    finally:  # Ctrl-C too: nobody goes on for nothing
        for child in children:
            child.stop()
        arrays.remove(folder)


class _Child:
    """A process that codes a share of the shards."""

    def __init__(self, work: Work, analyser: Analyser, share: Sequence[int], folder: Path) -> None:
        context: Any = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_code, args=(work, analyser, share, folder, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def result(self) -> _Said:
        """What it left and learnt, when it is done."""
        try:
            said = self._pipe.recv()
        except EOFError:
            self._process.join()
            message = f"a process of `--jobs` ended before its work was done (exit code {self._process.exitcode})"
            raise refuse("process-died", message, "where memory is short, run it with fewer `--jobs`") from None
        if isinstance(said, Exception):
            raise said
        forms, learnt = said
        return forms, learnt

    def stop(self) -> None:
        """End the process, if it still works."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _code(work: Work, analyser: Analyser, share: Sequence[int], folder: Path, pipe: Connection) -> None:
    """What a child does: it prints nothing, and leaves Ctrl-C to its parent, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what the parent does then is not for a child to say
    try:
        forms = [write_parts(folder / str(number), work(number)) for number in share]
        said: _Said | Exception = (forms, analyser.learnt)
    except (StoreError, OSError, MemoryError) as error:  # told by the parent
        said = error
    except Exception as error:  # a bug of ours, whose message may quote a transcript
        said = RuntimeError(type(error).__name__)
    pipe.send(said)
