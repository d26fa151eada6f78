"""No command opens a socket but `review`, which listens on this computer only: nothing is sent anywhere."""

import json
import subprocess
import sys

import pytest

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
ingest
run
code
check
status
export segments
export barriers --to xlsx
export crate
export methods
report
topics
sample -o s.csv
show a
explain network
words jaringan
suggest
codings
codes
memos
verify
lock
evaluate --against ani
agreement
propose next
withdraw a/1 -n
share -n
help counting
"""


def seen(folder, *arguments: str) -> list:
    command = [sys.executable, "-c", WATCHED, json.dumps(list(arguments))]
    ran = subprocess.run(command, cwd=folder.path, env=environment(), capture_output=True, text=True, check=False)
    line = next((line for line in ran.stdout.splitlines() if line.startswith("SEEN ")), "")
    assert line, ran.stderr
    return json.loads(line.removeprefix("SEEN "))


@pytest.mark.slow
def test_commands_open_no_socket(tmp_path):
    folder = configured(tmp_path)
    folder.done("ingest")
    keep_coding(folder, "a", 4, "Perawat datang", "interviews", coder="ani")
    found = {line: seen(folder, *line.split())[1] for line in COMMANDS.split("\n") if line}
    assert {line: sockets for line, sockets in found.items() if sockets} == {}


def test_the_watch_sees_a_socket(tmp_path):
    watched = WATCHED.replace("code = run", "import socket; socket.socket().close(); code = run")
    command = [sys.executable, "-c", watched, '["help"]']
    ran = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True)
    assert "socket.__new__" in ran.stdout
