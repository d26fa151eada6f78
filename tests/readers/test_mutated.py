"""Real files changed at random: no reader raises, hangs or gives text that cannot be kept.

python -m benchmarks.fuzz --files 10000        the long run, whose figures are in docs/reliability.md
"""

import time

import pytest

from qualcode.readers import read
from readers.mutated import fuzzed

BATCHES = 6
FILES = 50
"""Files of a batch."""
LONGEST = 5.0
"""Seconds of processor time for one file."""


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_changed_file_is_read_or_costs_one_line(batch):
    for number in range(FILES):
        name, data = fuzzed(batch, number)
        started = time.process_time()
        reading = read(name, data)
        assert time.process_time() - started < LONGEST
        errors = [finding for finding in reading.findings if finding.level == "error"]
        assert bool(errors) != bool(reading.turns), name
        assert all(finding.file == name and "\n" not in str(finding) for finding in errors)
        for turn in reading.turns:
            f"{turn.speaker}{turn.text}".encode()  # half a character could not be written
