"""Commands again: what one said last holds while nothing changed that it depends on."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from qualcode.store.answers import answer_name, keep_answer, kept_answer, look_around
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.doors import noting_paths
from qualcode.store.guard import guard
from qualcode.store.layout import StudyLayout, find_root


class StudyQuestion:
    """What is asked of the study around a folder, as both stand now."""

    def __init__(self, folder: Path, asked: str, *, is_run: bool = False) -> None:
        """Look around; `asked` is everything beside the study that the answer depends on, `is_run` a run."""
        self._layout = StudyLayout(find_root(folder))
        self._but = self._layout.run_record if is_run else None
        self._world = look_around(self._layout, self._but)
        self._name = answer_name(self._world, asked) if self._world else ""

    def answer(self) -> bytes | None:
        """What was answered last, where that still holds."""
        found = kept_answer(self._layout, self._name) if self._name else None
        return found if found is None or self._but is None or self._renewed(self._but) else None

    def _renewed(self, record: Path) -> bool:
        """Write the time into the record of a run that changes nothing else; False where something changed meanwhile.

        What lies there is what that run wrote.
        """
        with guard(self._layout.guard):
            if look_around(self._layout, self._but) != self._world:
                return False
            time = datetime.now(UTC).isoformat(timespec="seconds")
            said = json.dumps({**json.loads(read_bytes(record)), "time": time}, ensure_ascii=False, indent=2)
            write_bytes(record, f"{said}\n".encode())
        return True

    @contextmanager
    def keeping(self) -> Iterator[list[bytes]]:
        """In the block the answer is made; what is put into the list is kept, if it will hold.

        It does where making it changed no file, and where no file outside of the study was looked at.
        """
        given: list[bytes] = []
        with noting_paths() as paths:
            yield given
        after = look_around(self._layout, self._but) if self._name and given else None
        if after and after == self._world and after.is_settled and all(map(self._is_inside, paths)):
            keep_answer(self._layout, self._name, given[0])

    def _is_inside(self, path: Path) -> bool:
        return (Path.cwd() / path).resolve().is_relative_to(self._layout.root)
