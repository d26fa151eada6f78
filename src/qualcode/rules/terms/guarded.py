"""Token patterns in a process of their own, which ends when its time or its memory is up.

The matcher of spaCy works in C, and so do the expressions in its patterns: they hear no clock, no Ctrl-C, no SIGTERM.
Here the process that everybody waits for only waits, and can be stopped at any moment; the system ends the other one.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from threading import Timer
from typing import Any

from qualcode.rules.kind import SearchStopped, Spans

PATTERN_SECONDS = 1.0
"""Longest search in one segment, in seconds of the processor: what else runs on the machine changes no result."""
PATTERN_BYTES = 4 << 30
"""Memory of the process that searches, in which a trained pipeline has room."""
_WAITED = 60 if os.name == "nt" else 600
"""Times the same in seconds of the clock, after which it is ended wherever it hangs; Windows has no other end."""
_SERVE = "from qualcode.rules.terms.guarded import answer_questions; answer_questions()"


def guarded_spans(pattern: str, pipeline: str, text: str) -> Spans:
    """Where a token pattern matches in a text, asked of the process that searches.

    Args:
        pattern: the tokens, as JSON.
        pipeline: what `rules.terms.pattern` names the pipeline.
        text: a segment.

    Raises:
        SearchStopped: spaCy refuses it, it takes too long or too much memory.
    """
    return _server(os.getpid()).ask(pattern, pipeline, text)


@cache
def _server(own: int) -> "_Server":
    """The process that searches for this one; a worker that is a copy of this one has another."""
    return _Server()


class _Server:
    """Starts the process when it is needed, asks it, and ends it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self._end)

    def ask(self, pattern: str, pipeline: str, text: str) -> Spans:
        """The answer to one question; the process is started again where the last one ended it."""
        process = self._process = self._process or _started()
        if process.stdin is None or process.stdout is None:
            raise AssertionError("the process was started with pipes")
        answer = b""
        timer = Timer(PATTERN_SECONDS * _WAITED, process.kill)
        timer.start()
        try:
            with suppress(BrokenPipeError):  # it ended: no answer says so
                process.stdin.write(
                    json.dumps([pattern, pipeline, text, PATTERN_SECONDS, PATTERN_BYTES]).encode() + b"\n"
                )
                process.stdin.flush()
                answer = process.stdout.readline()
        except BaseException:  # Ctrl-C, SIGTERM: half an answer is none
            self._end()
            raise
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            self._end()
            raise _too_much()
        said = json.loads(answer)
        if "stopped" in said:
            raise SearchStopped(*said["stopped"])
        return [(start, end) for start, end in said["spans"]]

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()


def _started() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(
        [sys.executable, "-c", _SERVE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,  # it may say what people said
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip


def _too_much() -> SearchStopped:
    message = f"took over {PATTERN_SECONDS:g} s or all memory on one segment and was given up: it finds nothing"
    return SearchStopped("slow-pattern", message, "use fewer open repeats (`*`, `+`)")


def answer_questions() -> None:
    """Answer questions until nobody asks any more; what this process prints otherwise goes nowhere."""
    from qualcode.rules.terms.pattern import found_in

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is said to all; who asks decides
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin.buffer:
        pattern, pipeline, text, seconds, most = json.loads(line)
        answers.write(json.dumps(_answer(found_in, pattern, pipeline, text, (seconds, most))).encode() + b"\n")
        answers.flush()


def _answer(find: Any, pattern: str, pipeline: str, text: str, limits: tuple[float, int]) -> dict[str, Any]:
    try:
        return {"spans": find(pattern, pipeline, text, lambda: _begin(*limits))}
    except SearchStopped as reason:
        return {"stopped": [reason.code, reason.message, reason.hint]}
    except MemoryError:
        given_up = _too_much()
        return {"stopped": [given_up.code, given_up.message, given_up.hint]}
    finally:
        _rest()


def _begin(seconds: float, most: int) -> None:
    """From now on the system counts: where the time is up it ends this process, in the middle of whatever it does."""
    if sys.platform != "win32":
        import resource

        highest = resource.getrlimit(resource.RLIMIT_DATA)[1]
        allowed = most if highest == resource.RLIM_INFINITY else min(most, highest)
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, highest))
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _rest() -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, 0)
