"""Settings of the whole test suite."""

import os
import signal

from hypothesis import HealthCheck, settings

# The same examples on every run, so a red test is red for everybody: few of them for `pytest`, a hundred in the gate's
# long run (`.ci/run`); `HYPOTHESIS_PROFILE=explore pytest` looks further.
_SAME = settings(derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("short", _SAME, max_examples=30)
settings.register_profile("long", _SAME, max_examples=100)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))

# No study of a test has to outlive a power cut, and a disk is slow to say that all is on it. Tests of what is kept
# through one (`tests/store/test_power.py`, `tests/faults`) put their own in its place, or run in other processes.
os.fsync = os.fstat  # type: ignore[assignment]  # a closed file is still an error

# Tests look for English sentences, whatever the languages of their studies; those of Indonesian say so.
os.environ["QUALCODE_LANG"] = "en"

# A shell that starts the suite in the background has Ctrl-C ignored, by every process that a test starts, too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
