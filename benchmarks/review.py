"""How long the reading room takes: to open a large study, to show a first transcript, and from a key to a saved line.

    python -m benchmarks.review [FOLDER]

The study is invented: 1.2 million words in 200 interviews, in which rules suggest 13,000 codings, half of them decided.
It is made in FOLDER where it is not there yet, else in a folder that goes. Seconds are of the clock, so the load of the
machine is printed beside them, and the CPU seconds of the server.
"""

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.commands import QUALCODE

INTERVIEWS, TURNS, WORDS = 200, 200, 60
"""Turns of each interview are half questions of five words, half answers of so many and more."""
CODES = 40
KEYS = 200
_SYLLABLES = ("ba", "di", "ka", "lo", "me", "nu", "pe", "ri", "sa", "tu", "wang", "kin", "mar", "ngat", "pul")


def make(folder: Path) -> None:
    """Write the study, ingest and code it, and answer half of its suggestions."""
    chance = random.Random(1)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))) for _ in range(5_000)]
    terms = [f"zx{number:02}kata" for number in range(CODES)]
    for number in range(INTERVIEWS):
        lines = []
        for _ in range(TURNS // 2):
            lines.append(f"Pewawancara: Apa {' '.join(chance.choices(words, k=4))}?")
            said = chance.choices(words, k=2 * WORDS - 5)
            for place in range(9, len(said), 10):
                said[place] += "."
            if chance.random() < 0.65:
                said[chance.randrange(len(said))] = chance.choice(terms)
            lines.append(f"Informan: {' '.join(said).capitalize()}.")
        _write(folder / "interviews" / f"i{number:03}.txt", "\n".join(lines) + "\n")
    codes = "".join(f"- code: code_{at}\n  terms: [{term}]\n" for at, term in enumerate(terms))
    _write(folder / "book.yaml", f"format: 1\ncodebook: book\nlanguages: [id]\ncodes:\n{codes}")
    for step in (("ingest", "interviews", "--interviewer", "Pewawancara"), ("code", "-b", "book.yaml")):
        subprocess.run([*QUALCODE, *step, "--quiet"], cwd=folder, check=True)
    _decide(folder)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _decide(folder: Path) -> None:
    """Every second suggestion is accepted or rejected."""
    asked = [*QUALCODE, "review", "--coder", "ani", "-b", "book.yaml"]
    state = json.loads(subprocess.run([*asked, "--json"], cwd=folder, check=True, capture_output=True).stdout)
    lines = []
    for transcript in state["transcripts"]:
        for at, each in enumerate(transcript["suggestions"][::2]):
            fields = {name: each[name] for name in ("turn", "code", "start", "end", "assertion", "rules")}
            lines.append({"transcript": transcript["transcript"], "do": ("accept", "reject")[at % 3 == 2], **fields})
    _write(folder / "lines.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    subprocess.run([*asked, "--apply", "lines.jsonl", "--quiet"], cwd=folder, check=True)


class _Server:
    """A running reading room, asked as the page asks."""

    def __init__(self, folder: Path) -> None:
        self.began = time.perf_counter()
        command = [*QUALCODE, "review", "--coder", "ani", "-b", "book.yaml", "--no-browser", "--quiet"]
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        address, _, self._token = self.process.stdout.readline().split()[0].partition("/#t=")
        self._host = address.removeprefix("http://")
        self.connection = http.client.HTTPConnection(self._host)

    def ask(self, path: str, sent: object = None) -> Any:
        headers = {"authorization": f"Bearer {self._token}", "origin": f"http://{self._host}"}
        body = json.dumps(sent) if sent is not None else None
        headers |= {"content-type": "application/json"} if body else {}
        self.connection.request("POST" if body else "GET", path, body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        assert answer.status in (200, 201), data
        return json.loads(data) if path.startswith("/api") else data

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self.began

    def cpu_s(self) -> float:
        """CPU seconds of the server so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(folder: Path) -> None:
    """Make the study where it is not there, and print the figures."""
    if not (folder / "lines.jsonl").exists():
        make(folder)
    server = _Server(folder)
    try:
        _row("address printed", server)
        server.ask("/")
        _row("page", server)
        study = server.ask("/api/study")
        _row("list of transcripts", server)
        first = study["transcripts"][0]["transcript"]
        shown = server.ask(f"/api/transcripts/{first}")
        _row("first transcript", server)
        total = sum(each["open"] + each["decided"] for each in study["transcripts"])
        print(f"suggestions {total}, decided {sum(each['decided'] for each in study['transcripts'])}")
        _keys(server, first, shown)
    finally:
        server.process.terminate()
        server.process.wait()


def _row(what: str, server: _Server) -> None:
    load = os.getloadavg()[0]
    print(f"{what:<20} {server.seconds:6.2f} s   {server.cpu_s():6.2f} cpu-s   load {load:.1f}", flush=True)


def _keys(server: _Server, name: str, shown: Any) -> None:
    """So many decisions, one after the other."""
    turn = next(each for each in shown["turns"] if each["role"] == "participant")
    before, taken = server.cpu_s(), []
    for at in range(KEYS):
        line = {"do": "code", "turn": turn["turn"], "code": "code_1", "start": at, "end": at + 5, "sha": turn["sha"]}
        began = time.perf_counter()
        server.ask(f"/api/transcripts/{name}/lines", {"lines": [line]})
        taken.append((time.perf_counter() - began) * 1000)
    median, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    each = (server.cpu_s() - before) / KEYS * 1000
    print(f"key to saved: median {median:.1f} ms, p95 {p95:.1f} ms, {each:.1f} cpu-ms; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else scratch))
