"""No command opens a socket but `review`, which listens on this computer only: nothing is sent anywhere."""

import json
import shutil
import subprocess
import sys

import pytest

from qualcode.cli.commands import COMMAND_NAMES
from study import configured, environment, keep_coding

WATCHED = """
import json, sys
opened = []
def watch(event, args):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        opened.append(event)
sys.addaudithook(watch)
from qualcode.cli.main import run_command_line
code = run_command_line(json.loads(sys.argv[1]))
print("SEEN", json.dumps([code, opened]))
"""
COMMANDS = """
init new
ingest
run
code
check
status
diff codebooks/clinic.yaml codebooks/clinic.yaml
export segments
export barriers --to xlsx
export crate
export methods
export project
export codes --to parquet
report
topics
sample -o s.csv
import codings s.csv --coder budi
show a
explain network
words jaringan
suggest
codings
codings move ani ani
codes
memos
merge ../other
verify
lock
evaluate --against ani
agreement
propose next
identifiers
pseudonymise --to ../copy
withdraw a/1 -n
share -n
share -o ../study.zip
sql codes
help counting
completion bash
schema codebook
""".strip().splitlines()
LISTENS = {"review"}
"""Commands that open a socket: on this computer only, as tests/review watch."""


def seen(folder, *arguments: str) -> list:
    command = [sys.executable, "-c", WATCHED, json.dumps(list(arguments))]
    ran = subprocess.run(command, cwd=folder.path, env=environment(), capture_output=True, text=True, check=False)
    line = next((line for line in ran.stdout.splitlines() if line.startswith("SEEN ")), "")
    assert line, ran.stderr
    return json.loads(line.removeprefix("SEEN "))


def test_every_command_is_watched():
    assert {line.split()[0] for line in COMMANDS} == {*COMMAND_NAMES} - LISTENS


@pytest.mark.slow
def test_commands_open_no_socket(tmp_path):
    folder = configured(tmp_path / "study")
    folder.done("ingest")
    keep_coding(folder, "a", 4, "Perawat datang", "interviews", coder="ani")
    shutil.copytree(tmp_path / "study", tmp_path / "other")
    found = {line: seen(folder, *line.split())[1] for line in COMMANDS}
    assert {line: sockets for line, sockets in found.items() if sockets} == {}


def test_the_watch_sees_a_socket(tmp_path):
    watched = WATCHED.replace("code = run", "import socket; socket.socket().close(); code = run")
    command = [sys.executable, "-c", watched, '["help"]']
    ran = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True)
    assert "socket.__new__" in ran.stdout
