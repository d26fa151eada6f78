"""Lines of a coder are folded as `tests/spec/fold.md` says, in whatever order they stand."""

import re
from dataclasses import fields, replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracle.fold import fold
from qualcode.model.line import DEEDS, DecisionLine
from qualcode.store.fold import fold_lines

PAGE = Path(__file__).parents[1] / "spec" / "fold.md"
BLOCK = re.compile(r"^```lines\n(.*?)^```\n+```holds\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [match.groups() for match in BLOCK.finditer(PAGE.read_text("utf-8"))]


def line_of(written):
    return msgspec.convert(msgspec.json.decode(written), DecisionLine)


def shown(line):
    """A line as the page writes what holds: `code k1 health 0-4 memo`."""
    if line.do == "looked" and line.code:
        return f"again turn {line.turn} {line.code}"
    if line.do == "looked":
        return f"looked turn {line.turn}{' blind' if line.blind else ''}"
    memo = f" ({line.memo})" if line.memo else ""
    assertion = f" [{line.assertion}]" if line.assertion else ""
    return f"{line.do} {line.id}: {line.code} turn {line.turn}, {line.start}-{line.end}{assertion}{memo}"


def all_of(force):
    unknown = [f"not applied {line.id}" for line in force.unknown]
    against = [f"{one.id} holds against {other.id}" for one, other in force.contradicting]
    return [*map(shown, [*force.codings, *force.rejected, *force.looked, *force.again]), *against, *unknown]


@pytest.mark.parametrize(("lines", "holds"), EXAMPLES)
def test_an_example_of_the_page_holds(lines, holds):
    assert all_of(fold_lines(map(line_of, lines.splitlines()))) == holds.splitlines()


def test_the_page_has_an_example_of_every_deed():
    assert {line_of(each).do for lines, _ in EXAMPLES for each in lines.splitlines()} == set(DEEDS)


NAMES = st.sampled_from(["a", "b", "c", "d", "e", "f"])
SPANS = st.sampled_from([(0, 4), (1, 4), (2, 9), (5, 9), (0, 0)])


@st.composite
def decisions(draw, spans=SPANS):
    start, end = draw(spans)
    return DecisionLine(
        draw(st.sampled_from(DEEDS)),
        draw(NAMES),
        draw(st.sampled_from(["", "1", "2", "3", "4"])),
        draw(NAMES),
        draw(st.integers(0, 2)),
        draw(st.sampled_from(["", "health", "roads"])),
        start,
        end,
        turn_sha256=draw(st.sampled_from(["", "x"])),
        assertion=draw(st.sampled_from(["", "negated"])),
        blind=draw(st.booleans()),
        memo=draw(st.sampled_from(["", "why"])),
        between=draw(st.sampled_from([(), (), ("k",), ("k", "m")])),
    )


def sets(force):
    return tuple(set(each) for each in (force.codings, force.rejected, force.looked, force.unknown))


@given(st.lists(decisions(), max_size=12))
def test_the_fold_is_that_of_the_oracle(lines):
    assert sets(fold_lines(lines)) == fold(lines)


@given(st.lists(decisions(), max_size=12).flatmap(lambda lines: st.tuples(st.just(lines), st.permutations(lines * 2))))
def test_order_and_repeats_of_lines_mean_nothing(both):
    lines, mixed = both
    assert fold_lines(lines) == fold_lines(mixed)


@given(st.lists(decisions(), max_size=8, unique_by=lambda line: line.id))
def test_with_everything_undone_nothing_is_left(lines):
    lines = [line for line in lines if line.do != "undo"]
    undos = [DecisionLine("undo", f"u{line.id}", "9", line.id) for line in lines]
    assert (fold_lines([*lines, *undos]).codings, fold_lines([*lines, *undos]).looked) == ((), ())


@given(st.lists(decisions(), max_size=8, unique_by=lambda line: line.id), NAMES)
def test_an_undo_that_is_undone_changes_nothing(lines, name):
    lines = [line for line in lines if line.do != "undo" and line.id != line.of]
    twice = [DecisionLine("undo", "u1", "8", name), DecisionLine("undo", "u2", "9", "u1")]
    assert fold_lines([*lines, *twice]) == fold_lines(lines)


def test_what_a_line_holds_is_read_by_name():
    stated = DecisionLine(
        "code", "k", "t", "o", 1, "c", 0, 2, "ab", "p", "s", "h", "negated", ("r",), "b", True, "m", "y", ("k",)
    )
    assert all(getattr(stated, field.name) for field in fields(DecisionLine) if field.name != "start")
    assert msgspec.convert(msgspec.to_builtins(stated), DecisionLine) == stated == replace(stated)


def done(do, name, time, of="", **fields):
    return DecisionLine(do, name, str(time), of, turn=1, code="c", start=0, end=4, **fields)


def test_undo_and_redo_go_back_and_forth_through_all_that_was_done():
    lines = [done("code", "a", 1), done("code", "b", 2), done("looked", "v1", 3), done("looked", "v2", 3)]
    seen = []
    for time in range(4, 7):
        force = fold_lines(lines)
        seen.append((force.undoes, force.redoes))
        lines += [DecisionLine("undo", f"u{time}{of}", str(time), of) for of in force.undoes]
    assert seen == [(("v1", "v2"), ()), (("b",), ("u4v1", "u4v2")), (("a",), ("u5b",))]
    for time in range(7, 10):
        lines += [DecisionLine("undo", f"r{time}{of}", str(time), of) for of in fold_lines(lines).redoes]
    force = fold_lines(lines)
    assert ([line.id for line in force.codings], force.undoes, force.redoes) == (["a", "b"], ("v1", "v2"), ())


def test_after_something_new_nothing_is_redone():
    lines = [done("code", "a", 1), DecisionLine("undo", "u", "2", "a"), done("code", "b", 3)]
    assert fold_lines(lines).redoes == ()


def test_codings_of_format_1_are_not_undone():
    assert fold_lines([done("code", "1-abc", "2026")]).undoes == ()
