"""`kill -9` at any moment: whole files only, nothing that a person wrote is lost, and the next run puts all right."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from faults import killer
from study import environment

DEATHS = {"ingest": (60, 8), "code": (34, 5), "export": (28, 5), "people": (50, 7), "rename": (30, 0),
          "pseudonymise": (200, 5), "withdraw": (200, 5)}  # fmt: skip
"""How often each command dies: at one of its calls that change the disk, and at any moment."""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
@pytest.mark.parametrize("task", DEATHS)
def test_a_killed_command_leaves_whole_files_and_the_next_run_the_same_bytes(task):
    calls, times = DEATHS[task]
    paths = [environment()["PYTHONPATH"], str(Path(killer.__file__).parents[1])]
    command = [sys.executable, killer.__file__, task, "1", str(calls), str(times)]
    ran = subprocess.run(
        command, env=environment(PYTHONPATH=os.pathsep.join(paths)), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    said = json.loads(ran.stdout)
    assert said["wrong"] == []
    assert said["died"] >= calls  # who is killed by the clock may have ended before


def test_they_die_two_hundred_times():
    assert sum(calls for calls, _ in DEATHS.values()) >= 200  # and each dies as often as is asked, as said above
