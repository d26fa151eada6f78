"""Real files changed at random: no reader raises, hangs or gives text that cannot be kept.

FUZZ=10000 python -m pytest tests/readers/test_mutated.py -n 0        as many files as one likes
"""

import io
import os
import random
import time
import zipfile
from pathlib import Path

import pytest

from qualcode.readers import read
from readers.written import FORMATS

SAID = [("Pewawancara", "Apa kendalanya, Bu?"), ("Informan 1", "Sinyal belum ada & lambat.")] * 6
SEEDS = {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "fixtures").iterdir())}
SEEDS |= {name: write(SAID) for name, write in FORMATS.items()}
BATCHES = 10
FILES = int(os.environ.get("FUZZ", "400")) // BATCHES
LONGEST = 5.0
"""Seconds of processor time for one file."""


def mutated(draw: random.Random, data: bytes) -> bytes:
    """Set, cut out, repeat or turn some bytes."""
    changed = bytearray(data)
    for _ in range(draw.choice([1, 1, 2, 4, 8, 30])):
        if not changed:
            break
        place = draw.randrange(len(changed))
        other = draw.randrange(len(changed))
        change = draw.randrange(5)
        if change == 0:
            changed[place] ^= 1 << draw.randrange(8)
        elif change == 1:
            del changed[place : place + draw.choice([1, 4, 50, 1000])]
        elif change == 2:
            changed[place:place] = draw.randbytes(draw.choice([1, 4, 50]))
        elif change == 3:
            changed[place:place] = changed[other : other + draw.choice([5, 100, 2000])]
        else:
            changed[place : place + 4] = draw.choice(
                [b"\xff\xff\xff\xff", bytes(4), b"<<<<", b"{{{{", b"\\\\", b"9999"]
            )
    return bytes(changed)


def mutated_inside(draw: random.Random, data: bytes) -> bytes:
    """Change one part of an archive, which the compression would otherwise hide."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w") as made:
        chosen = draw.choice(archive.namelist())
        for name in archive.namelist():
            part = archive.read(name)
            made.writestr(name, mutated(draw, part) if name == chosen else part)
    return buffer.getvalue()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_changed_file_is_read_or_costs_one_line(batch):
    draw = random.Random(batch)
    for _ in range(FILES):
        name = draw.choice(sorted(SEEDS))
        inside = SEEDS[name].startswith(b"PK") and draw.random() < 0.7
        data = (mutated_inside if inside else mutated)(draw, SEEDS[name])
        started = time.process_time()
        reading = read(name, data)
        assert time.process_time() - started < LONGEST
        errors = [finding for finding in reading.findings if finding.level == "error"]
        assert bool(errors) != bool(reading.turns), name
        assert all(finding.file == name and "\n" not in str(finding) for finding in errors)
        for turn in reading.turns:
            f"{turn.speaker}{turn.text}".encode()  # half a character could not be written
