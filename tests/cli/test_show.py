"""`qualcode show`: an interview with its codings, on a terminal, in a pipe and as JSON."""

import io
import re
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.api.show import ShownCoding, ShownTurn
from qualcode.cli.commands.show import drawn, wrapped
from qualcode.cli.output import width_of
from study import TXT, VTT, coded, keep_coding

SAID = "Perawat datang hari Senin. Kalau jaringan kurang, Sehati tidak jalan."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = coded(tmp_path_factory.mktemp("show"), {"a.txt": TXT, "c/d.vtt": VTT})
    folder.write("qualcode.yaml", "format: 1\ncorpus: default\ncodebook: clinic.yaml\nlanguages: [en, id]\n")
    keep_coding(folder, "a", 4, "Perawat datang", coder="ani")
    return folder


def test_a_pipe_gets_a_line_for_each_turn_and_coding(folder):
    lines = folder.done("show", "a").out.splitlines()
    assert lines[0] == "a:1\t\tPewawancara\tApa kendala di sini, Bu?"
    assert "a:4\t[staff]\t\tPerawat datang hari Senin." in lines
    assert "a:4\t[network]\thypothetical\tKalau jaringan kurang, Sehati tidak jalan." in lines
    assert len([line for line in lines if not line.split("\t")[1].startswith("[")]) == 4
    assert folder.done("show", "c/d").out.startswith("c/d:1\t0:00:01\tInterviewer\t")


def test_turns_codes_and_coder_can_be_chosen(folder):
    some = folder.done("show", "a", "--turn", "2..3").out.splitlines()
    assert {line.split("\t")[0] for line in some} == {"a:2", "a:3"}
    coded_lines = re.findall(r"\t(\[\w+\])\t", folder.done("show", "a", "--code", "staff").out)
    assert coded_lines == ["[staff]"]
    ended = folder.done("show", "a", "--turn", "4", "--coder", "ani")
    assert ended.out.splitlines()[1] == "a:4\t[staff]\t\tPerawat datang"
    assert ended.err.splitlines()[-1] == "a: 1 turn, 1 coding, coder ani"


def test_it_speaks_indonesian(folder):
    ended = folder.done("show", "a", "--lang", "id")
    assert ended.err.splitlines()[-1] == "a: 4 giliran bicara, 5 pengodean, pengode rules"
    assert "a:4\t[network]\tberupa pengandaian\tKalau jaringan kurang, Sehati tidak jalan." in ended.out


def test_json_holds_turns_with_their_codings(folder):
    shown = folder.done("show", "a", "--json", "--turn", "4").json
    (turn,) = shown["turns"]
    assert (turn["turn"], turn["role"], turn["text"]) == (4, "participant", SAID)
    assert [(each["code"], each["assertion"]) for each in turn["codings"]] == [
        ("staff", "affirmed"), ("network", "hypothetical"), ("health_app", "affirmed")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("aa",), "did you mean `a`?"),
        (("a", "--turn", "9"), "its turns are 1..4"),
        (("a", "--turn", "x"), "write --turn 12, or --turn 12..20"),
        (("a", "--code", "staf"), "did you mean `staff`?"),
        (("a", "--coder", "an"), "did you mean `ani`?"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(folder, options, says):
    ended = folder.run("show", *options)
    assert (ended.code, says in ended.err) == (2, True)


def test_an_interview_can_be_read_before_anything_is_coded(tmp_path):
    from study import small

    folder = small(tmp_path)
    folder.done("ingest", "interviews")
    ended = folder.done("show", "a")
    assert len(ended.out.splitlines()) == 4
    assert "warning: " in ended.err


TURN = ShownTurn(4, "participant", "Informan", 62.0, SAID, (
    ShownCoding("staff", 0, 26, 0, 26, "affirmed", "", (), ""),
    ShownCoding("network", 33, 48, 33, 48, "hypothetical", "hypothetical", (), "why not"),
    ShownCoding("health_app", 0, 69, 0, 69, "affirmed", "", (), ""),
))  # fmt: skip
STYLE = {"staff": "red", "network": "green", "health_app": "blue"}


def text_of(lines):
    return ["".join(text for text, _ in pieces).rstrip() for pieces in lines]


def test_stripes_stand_beside_the_lines_and_names_where_they_begin():
    assert text_of(drawn(TURN, 70, STYLE)) == [
        "  4  0:01:02  Informan",
        "    Perawat datang hari Senin. Kalau        ┃┃ staff health_app",
        "    jaringan kurang, Sehati tidak jalan.    ┊┃ network (hypothetical)",
        "    network: why not",
        "",
    ]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width):
    long = ShownTurn(1, "participant", "I", None, "x" * 300 + " 漢字" * 60, TURN.codings)
    assert max(map(width_of, text_of(drawn(long, width, STYLE))[1:])) <= width


def test_each_code_has_a_colour_and_its_name_beside_it():
    pieces = [piece for line in drawn(TURN, 70, STYLE) for piece in line]
    assert [style for text, style in pieces if "┃" in text or "┊" in text] == ["red", "blue", "green", "blue"]
    assert (" network (hypothetical)", "green") in pieces


@given(st.text(st.sampled_from("ab é漢\n\t\u202e"), max_size=60), st.integers(4, 20))
def test_all_words_stand_in_one_line_each(text, width):
    lines = list(wrapped(text, width))
    assert "".join("".join(text[start:end].split()) for start, end in lines) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(lines))
    assert all(width_of(text[start:end].strip()) <= width + 2 for start, end in lines if "\u202e" not in text)


class Terminal(io.TextIOWrapper):
    def isatty(self):
        return True


@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colours_unless_they_are_not_wanted(folder, monkeypatch, more, coloured):
    import contextlib

    from qualcode.cli.main import run_command_line

    for name, value in {"TERM": "xterm-256color", "COLUMNS": "80", **more}.items():
        monkeypatch.setenv(name, value)
    out = Terminal(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.chdir(folder.path), monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", out)
        assert run_command_line(["show", "a"]) == 0
    printed = out.buffer.getvalue().decode()
    assert "┃┊ staff" in re.sub("\x1b\\[[0-9;]*m", "", printed)
    assert bool(re.search("\x1b\\[[0-9;]*3[0-9]m", printed)) == coloured


def test_what_acts_on_a_screen_is_made_visible(tmp_path):
    folder = coded(tmp_path, {"a.txt": "Pewawancara: Apa?\nInforman: Perawat \x1b[31mmerah \u202eterbalik kurang.\n"})
    printed = folder.done("show", "a").out
    assert "\x1b" not in printed
    assert "␛[31mmerah <U+202E>terbalik" in printed
    turn = ShownTurn(1, "participant", "I", None, "Perawat \x1b[31mmerah", ())
    assert "␛" not in str(list(drawn(turn, 80, {})))  # `put_pieces` makes it visible, on its way to the screen


@pytest.mark.slow
def test_a_transcript_of_two_hundred_thousand_words_is_shown(tmp_path):
    said = "kami menunggu perawat lama sekali " * 40
    folder = coded(tmp_path, {"a.txt": f"Pewawancara: Lalu?\nInforman: {said}.\n" * 1000})
    lines = folder.done("show", "a").out.splitlines()
    assert sum(len(line.split("\t")[3].split()) for line in lines if not line.split("\t")[1]) > 200_000
    assert len(lines) == 42_000
