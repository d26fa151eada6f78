"""Long work shows itself: how far it is, how fast, what is left, and at the end how long it took."""

import io

import pytest
from rich.console import Console

from qualcode.cli import progress
from qualcode.cli.progress import InLines, OnTerminal, ShownProgress
from qualcode.languages.catalogue import Messages
from qualcode.model.progress import steps, watched
from study import Folder, coded, small


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def made(kind: type[ShownProgress], language: str = "", *, terminal: bool = False) -> tuple[ShownProgress, Clock]:
    clock = Clock()
    out = Console(file=io.StringIO(), force_terminal=terminal, width=100, highlight=False)
    return kind(Messages(language), out, clock), clock


def text(shown: ShownProgress) -> str:
    return shown.out.file.getvalue()


def test_a_line_says_name_count_rate_and_time_left():
    shown, clock = made(InLines)
    shown.tell("read", 0, 2000)
    clock.now = 10
    shown.tell("read", 500, 2000)
    shown.show()
    assert text(shown) == "Reading sources: 500 of 2,000, 50 a second, 30 s left\n"


def test_it_is_said_in_the_language_of_who_reads():
    shown, clock = made(InLines, "id")
    shown.tell("read", 0, 2000)
    clock.now = 20
    shown.tell("read", 90, 2000)
    shown.show()
    assert text(shown) == "Membaca sumber: 90 dari 2.000, 4,5 per detik, sisa 7 menit 4 dtk\n"


def test_rows_that_nobody_counted_have_no_time_left():
    shown, clock = made(InLines)
    shown.tell("quotes", 0, -1)
    clock.now = 10
    shown.tell("quotes", 70_000, -1)
    shown.show()
    assert text(shown) == "Comparing quotes with transcripts: 70,000, 7,000 a second\n"


def test_work_in_one_go_says_how_long_it_takes():
    shown, clock = made(InLines)
    shown.tell("evaluate", 0, 1)
    clock.now = 75
    shown.show()
    assert text(shown) == "Comparing coders: 1 min 15 s\n"


def test_the_last_line_says_the_time_of_each_part_that_took_some():
    shown, clock = made(InLines)
    clock.now = 100  # what came before is no part of it
    shown.tell("read", 0, 3)
    clock.now = 112
    shown.tell("read", 3, 3)
    shown.tell("index", 0, 1)
    clock.now = 112.1
    shown.tell("index", 1, 1)
    shown.tell("code", 0, 1)
    clock.now = 121
    shown.tell("code", 1, 1)
    shown.was_shown = True
    assert shown.last_line() == "Took 21 s: Reading sources 3 (12 s), Coding (9 s)."


def test_parts_that_come_again_are_added_up():
    shown, clock = made(InLines)
    for begin in (0, 10):
        clock.now = begin
        shown.tell("index", 0, 2)
        clock.now = begin + 4
        shown.tell("index", 2, 2)
    shown.was_shown = True
    assert shown.last_line() == "Took 14 s: Indexing 4 parts (8 s)."


def test_what_nobody_saw_and_what_was_short_has_no_last_line():
    shown, clock = made(OnTerminal)
    shown.tell("read", 0, 3)
    clock.now = 12
    shown.tell("read", 3, 3)
    assert shown.last_line() == ""
    shown, clock = made(OnTerminal)
    shown.was_shown = True
    shown.tell("read", 0, 3)
    clock.now = 0.4
    shown.tell("read", 3, 3)
    assert shown.last_line() == ""


def test_many_short_parts_have_a_time_and_no_names():
    shown, clock = made(OnTerminal)
    shown.was_shown = True
    for doing in ("read", "index", "code"):
        shown.tell(doing, 0, 3)
        clock.now += 0.4
        shown.tell(doing, 3, 3)
    assert shown.last_line() == "Took 1 s."


def test_a_terminal_has_a_bar_that_goes_away():
    shown, clock = made(OnTerminal, terminal=True)
    shown.tell("code", 0, 4)
    clock.now = 2
    shown.tell("code", 1, 4)
    shown.show()
    shown.close()
    assert "Coding" in text(shown)
    assert "1 of 4 parts, 0.5 a second, 6 s left" in text(shown)
    assert text(shown).endswith("\x1b[?25h\r\x1b[1A\x1b[2K")  # the cursor is back, the line of the bar is empty


def test_telling_looks_at_no_clock_while_the_work_stays_the_same():
    shown, _ = made(InLines)
    looks = 0

    def count() -> float:
        nonlocal looks
        looks += 1
        return 0.0

    shown._clock = count
    with watched(shown.tell):
        for _ in steps("read", range(10_000)):
            pass
    assert looks == 2


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    return coded(tmp_path_factory.mktemp("study"))


class TestCommands:
    @pytest.fixture
    def soon(self, monkeypatch):
        """Every step is looked at, and everything is long."""

        def tell(shown: InLines, *how_far: object) -> None:
            ShownProgress.tell(shown, *how_far)
            if shown.doing:
                shown.show()
                shown.was_shown = True

        monkeypatch.setattr(InLines, "tell", tell)
        monkeypatch.setattr(progress, "FIRST_S", 0.0)

    @pytest.mark.parametrize(
        ("command", "says"),
        [
            ("ingest", "Reading sources"), ("check", "Checking"), ("verify", "Comparing"),
            ("report --no-quotes", "Making the report"), ("export barriers", "Writing tables"),
        ],
    )  # fmt: skip
    def test_what_takes_long_says_so(self, study, soon, command, says):
        ended = study.run(*command.split())
        assert ended.code == 0
        assert says in ended.err

    def test_quiet_json_and_quick_commands_do_not(self, study, soon, monkeypatch):
        assert "Took" not in study.run("verify", "-q").err + study.run("verify", "--json").err
        assert "Took" in study.run("verify").err
        monkeypatch.undo()
        assert "Took" not in study.run("verify").err

    def test_a_failure_is_said_without_a_time(self, tmp_path, soon):
        ended = small(tmp_path).run("ingest", "sources/none.txt")
        assert ended.code
        assert "Took" not in ended.err
