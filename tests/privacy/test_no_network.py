"""No command opens a socket but `review`, which listens on this computer only: nothing is sent anywhere."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from qualcode.cli.commands import COMMAND_NAMES
from study import configured, environment, keep_coding

WATCHED = """
import json, shlex, sys
opened = []
def watch(event, args):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        opened.append(event)
sys.addaudithook(watch)
from qualcode.cli.main import run_command_line
found = {}
for line in json.loads(sys.argv[1]):
    code = run_command_line(shlex.split(line))
    found[line], opened[:] = [code, *opened], []
print("SEEN", json.dumps(found))
"""
COMMANDS = """
init new
ingest
run
code
check
status
diff codebooks/barriers.yaml other.yaml
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
suggest network
codings move ani ani
codes
memos
merge ../other
verify
lock
evaluate --against ani
agreement labels.csv
propose next
identifiers
pseudonymise --to ../copy
withdraw a/1 -n
share -n
share -o ../study.zip
sql "select * from codes"
help counting
completion bash
schema codebook
""".strip().splitlines()
LISTENS = {"review"}
"""Commands that open a socket: on this computer only, as tests/review watch."""


def seen(path, lines: list[str], watched: str = WATCHED) -> dict[str, list]:
    """Each command -> its exit code, and what it did with sockets; all run in one process."""
    command = [sys.executable, "-c", watched, json.dumps(lines)]
    ran = subprocess.run(command, cwd=path, env=environment(), capture_output=True, text=True, check=False)
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
    folder.write("other.yaml", folder.read("codebooks/barriers.yaml").replace("nurse]", "nurse, bidan]"))
    folder.write("labels.csv", "unit,one,two\n1,a,a\n2,b,a\n")
    about = folder.read("corpora/interviews/corpus.yaml")
    folder.write("corpora/interviews/corpus.yaml", re.sub("(?m)^consent:.*$", "consent: share", about))
    folder.done("identifiers")
    key = tmp_path / "study-key/pseudonyms.csv"
    key.write_text(re.sub(r"(?m)^([^,]+,\w+),,", r"\1,keep,", key.read_text("utf-8")), "utf-8")
    shutil.copytree(tmp_path / "study", tmp_path / "other")
    found = seen(folder.path, COMMANDS)
    assert {line for line, (code, *_) in found.items() if code == 2} <= {
        "codings move ani ani",
        "topics",
    }  # the others did work
    assert {line: sockets for line, (_, *sockets) in found.items() if sockets} == {}


def test_the_watch_sees_a_socket(tmp_path):
    watched = WATCHED.replace("    code =", "    import socket; socket.socket().close(); code =")
    assert "socket.__new__" in seen(tmp_path, ["help"], watched)["help"]
