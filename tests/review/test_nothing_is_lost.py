"""What was acknowledged is there: after kills at any moment, and after two people's work was merged by git."""

import json
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2 as httpx
import pytest

from browser.room import start
from qualcode.model.line import DecisionLine
from qualcode.store.decisions import append_decisions, read_decisions, stamp
from qualcode.store.fold import fold_lines
from qualcode.store.layout import StudyLayout
from study import coded, environment

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(8))
def test_every_acknowledged_line_is_there_after_a_kill(tmp_path, seed):
    folder = coded(tmp_path)
    process, address = start(folder)
    server, token = address.split("/#t=")
    acknowledged = []

    def work():
        headers = {"authorization": f"Bearer {token}", "origin": server}
        with httpx.Client(base_url=server, headers=headers) as client:
            for number in range(10_000):
                line = {"id": f"{number:016x}", "do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7}
                try:
                    answer = client.post("/api/transcripts/a/lines", json={"lines": [line]})
                except httpx.HTTPError:
                    return
                assert answer.status_code == 201
                acknowledged.append(line["id"])

    writer = threading.Thread(target=work)
    writer.start()
    while not acknowledged:
        time.sleep(0.01)
    time.sleep(random.Random(seed).uniform(0, 0.8))
    process.kill()
    process.wait()
    writer.join()
    lines, findings = read_decisions(StudyLayout(tmp_path), "default", "ani", "a")
    assert {line.id for line in lines} >= set(acknowledged) != set()
    assert all(finding.code == "torn-line" for finding in findings)


def test_every_acknowledged_line_is_there_after_two_hundred_kills_of_one_session(tmp_path):
    folder = coded(tmp_path)
    command = [sys.executable, str(Path(__file__).with_name("kills.py")), str(folder.path), "200", "1"]
    path = f"{environment()['PYTHONPATH']}:{Path(__file__).parents[1]}"
    done = subprocess.run(command, env=environment(PYTHONPATH=path), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["died"], said["lost"]) == (200, [])
    assert said["acknowledged"] > 200


def git(folder, *command):
    done = subprocess.run(["git", "-C", str(folder), *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def work_on(folder, seed, most=200):
    """Random decisions in one clone, as review appends them."""
    chance, layout, names = random.Random(seed), StudyLayout(folder), ["k0"]
    for number in range(most):
        time_ = f"2026-12-01T08:{number // 60:02}:{number % 60:02}.{seed:03}Z"
        do = chance.choice(["code", "accept", "reject", "change", "memo", "remove", "undo", "looked"])
        about = {"of": chance.choice(names)} if do in ("change", "memo", "remove", "undo") else {}
        start = chance.randrange(20)
        place = {"turn": 1 + number % 4, "code": "staff", "start": start, "end": start + 5} if not about else {}
        line = DecisionLine(do, f"{seed}-{number}", time_, **about, **place)
        append_decisions(layout, "c", "ani", "t", [line])
        names.append(line.id)


def test_decisions_in_two_clones_are_merged_without_a_conflict_and_without_a_loss(tmp_path):
    first = tmp_path / "first"
    first.mkdir()
    git(first, "init", "-q", "-b", "main")
    git(first, "config", "user.email", "a@example.org")
    git(first, "config", "user.name", "a")
    (first / ".gitattributes").write_text("corpora/*/coding/*/*.jsonl merge=union\n")
    append_decisions(
        StudyLayout(first), "c", "ani", "t", [DecisionLine("code", "k0", "1", turn=1, code="staff", end=4)]
    )
    git(first, "add", ".")
    git(first, "commit", "-qm", "begin")
    second = tmp_path / "second"
    git(tmp_path, "clone", "-q", str(first), str(second))
    states = []
    for seed, clone in enumerate((first, second)):
        work_on(clone, seed)
        git(clone, "-c", "user.email=a@example.org", "-c", "user.name=a", "commit", "-qam", "work")
        states.append(read_decisions(StudyLayout(clone), "c", "ani", "t")[0])
    together = fold_lines([*states[0], *states[1]])
    for clone, other in ((second, first), (first, second)):
        git(
            clone,
            "-c",
            "user.email=a@example.org",
            "-c",
            "user.name=a",
            "pull",
            "-q",
            "--no-rebase",
            str(other),
            "main",
        )
        lines, findings = read_decisions(StudyLayout(clone), "c", "ani", "t")
        assert findings == []
        assert len({line.id for line in lines}) == 401
        assert fold_lines(lines) == together
    written = (first / "corpora/c/coding/ani/t.jsonl").read_text("utf-8")
    assert all(json.loads(line) for line in written.splitlines())


def test_a_stamp_is_utc_to_the_millisecond():
    from datetime import UTC, datetime

    assert stamp(datetime(2026, 12, 1, 8, 0, 0, 1500, UTC)) == "2026-12-01T08:00:00.001Z"
