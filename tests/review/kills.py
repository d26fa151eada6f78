"""Kills a coder's session as `kill -9` does, again and again, and says which acknowledged lines are gone; a program.

python kills.py FOLDER DEATHS SEED

The session goes on after each death in the same files. Half of the deaths befall the server, at a random moment while
decisions are sent to it; the others befall `review --apply`, at a random call that changes the disk (a write at which
it dies is half done) or at a random moment. Every death is a fork of this process, so that none pays for the imports.
"""

import http.client
import json
import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from faults.killer import Calls
from qualcode.api.folder import open_study
from qualcode.api.review import apply_decisions, open_desk, serve_desk
from qualcode.api.review_desk import DeskOptions, StudyDesk
from qualcode.store.decisions import read_decisions

LINE = {"do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7}


class Session:
    """A coder who goes on whatever dies."""

    def __init__(self, folder: Path, seed: int) -> None:
        os.chdir(folder)
        self.study = open_study(Path())
        self.desk = open_desk(self.study, DeskOptions("ani", "clinic.yaml"))
        self.chance = random.Random(seed)
        self.acknowledged: list[str] = []
        self.sent = 0

    def next_line(self) -> dict[str, object]:
        """A decision that was not sent before."""
        self.sent += 1
        return {"id": f"{self.sent:016x}", **LINE}

    def apply(self) -> None:
        """`review --apply` dies; it acknowledges a line by going on to the next one."""
        lines = [self.next_line() for _ in range(20)]
        Path("lines.jsonl").write_text("".join(json.dumps({"transcript": "a", **line}) + "\n" for line in lines))
        at_call = self.chance.randrange(1, 120) if self.chance.random() < 0.5 else 0
        child, said = forked(lambda told: self._apply(told, at_call))
        timer = None if at_call else kill_later(child, self.chance.uniform(0, 0.08))
        self.acknowledged += said.read().split()
        ended(child, said, timer)

    def _apply(self, told: int, at_call: int) -> None:
        keep = self.desk.append

        def append(name, sent):  # type: ignore[no-untyped-def]
            kept = keep(name, sent)
            write(told, f"{sent[0]['id']}\n".encode())
            return kept

        write = os.write
        self.desk.append = append  # type: ignore[method-assign]
        if at_call:
            Calls(at_call).watch()
        apply_decisions(self.study, self.desk, Path("lines.jsonl"))

    def serve(self) -> None:
        """The server dies while decisions are sent to it."""
        child, said = forked(lambda told: serve_desk(self.desk, 0, "en", lambda address: tell(told, address)))
        server, _, token = said.readline().strip().partition("/#t=")
        connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=60)
        headers = {"authorization": f"Bearer {token}", "origin": server, "content-type": "application/json"}
        timer = None
        try:
            while True:
                line = self.next_line()
                connection.request("POST", "/api/transcripts/a/lines", json.dumps({"lines": [line]}), headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status == 201:
                    self.acknowledged.append(str(line["id"]))
                timer = timer or kill_later(child, self.chance.uniform(0, 0.08))
        except (OSError, http.client.HTTPException):
            ended(child, said, timer)

    def lost(self) -> list[str]:
        """Acknowledged lines that are not on the disk, and findings that are none of torn lines."""
        lines, findings = read_decisions(self.study.layout, self.study.name, "ani", "a")
        gone = sorted(set(self.acknowledged) - {line.id for line in lines})
        return [*gone, *(str(each) for each in findings if each.code not in ("torn-line", "bad-line"))]


def forked(work: Callable[[int], None]):  # type: ignore[no-untyped-def]
    """A child that works, and what it says."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        try:
            work(theirs)
        finally:
            os._exit(0)
    os.close(theirs)
    return child, os.fdopen(ours)


def tell(told: int, address: str) -> None:
    """Say where the server is."""
    os.write(told, f"{address}\n".encode())


def kill_later(child: int, seconds: float) -> threading.Timer:
    """Kill a child after a while."""
    timer = threading.Timer(seconds, os.kill, (child, signal.SIGKILL))
    timer.start()
    return timer


def ended(child: int, said: TextIO, timer: threading.Timer | None) -> None:
    """Wait for a child, once nobody will kill it any more: its number may then be another's."""
    if timer:
        timer.join()
    said.close()
    os.waitpid(child, 0)


def main(folder: str, deaths: str, seed: str) -> None:
    """Die so often, and print what is lost."""
    session = Session(Path(folder), int(seed))
    assert isinstance(session.desk, StudyDesk)
    for number in range(int(deaths)):
        (session.serve if number % 2 else session.apply)()
        if gone := session.lost():
            print(json.dumps({"died": number + 1, "acknowledged": len(session.acknowledged), "lost": gone}))
            return
    print(json.dumps({"died": int(deaths), "acknowledged": len(session.acknowledged), "lost": []}))


if __name__ == "__main__":
    main(*sys.argv[1:])
