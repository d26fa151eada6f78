"""Two coders side by side: what both gave, on what they differ, and what was decided between them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codings.agreed import agreed_lines, compare_two
from qualcode.model.line import DecisionLine
from qualcode.store.decisions import append_decisions
from qualcode.store.fold import fold_lines
from qualcode.store.layout import StudyLayout
from study import coded

TEXT = "Perawat datang hari Senin. Kalau jaringan kurang, Sehati tidak jalan."


def coding(name, start, end, code="staff", turn=4, **more):
    return DecisionLine("code", name, "1", turn=turn, code=code, start=start, end=end, quote=TEXT[start:end], **more)


def decided(name, between, start=0, end=7, time="2", do="code", **more):
    line = coding(name, start, end, between=tuple(between), **more)
    return DecisionLine(**{**vars(line), "do": do, "time": time})


def side_by_side(one, other, decisions=()):
    """What is agreed and what is not, by the names of the lines."""
    made = compare_two(fold_lines(one), fold_lines(other), fold_lines(decisions))
    agreed = [tuple(line.id for line in pair) for pair in made.agreed]
    return agreed, [(each.kind, each.between, [line.id for line in each.decisions]) for each in made.differences]


def test_the_same_words_code_and_assertion_are_agreed():
    assert side_by_side([coding("a", 0, 7)], [coding("b", 0, 7, assertion="affirmed")]) == ([("a", "b")], [])


def test_a_full_stop_or_a_blank_more_is_no_other_border():
    assert side_by_side([coding("a", 0, 25)], [coding("b", 0, 27)]) == ([("a", "b")], [])


@pytest.mark.parametrize(
    ("theirs", "kind"),
    [
        (coding("b", 0, 14), "borders"),
        (coding("b", 0, 7, "network"), "code"),
        (coding("b", 0, 7, assertion="negated"), "assertion"),
    ],
)
def test_on_what_they_differ_is_said(theirs, kind):
    assert side_by_side([coding("a", 0, 7)], [theirs]) == ([], [(kind, ("a", "b"), [])])


def test_what_one_of_them_coded_stands_alone():
    other = [coding("b", 20, 25), coding("c", 0, 7, turn=2)]
    assert side_by_side([coding("a", 0, 7)], other) == (
        [],
        [("only", ("c",), []), ("only", ("a",), []), ("only", ("b",), [])],
    )


def test_what_is_most_alike_is_paired_first():
    mine = [coding("a1", 0, 14), coding("a2", 0, 14, "network")]
    theirs = [coding("b1", 0, 7, "network"), coding("b2", 0, 14, "health_app"), coding("b3", 8, 14)]
    assert side_by_side(mine, theirs) == (
        [],
        [("borders", ("a2", "b1"), []), ("only", ("b2",), []), ("borders", ("a1", "b3"), [])],
    )


def test_a_coding_that_stands_twice_counts_once():
    assert side_by_side([coding("a", 0, 7), coding("a2", 0, 7)], [coding("b", 0, 7)]) == ([("a", "b")], [])


def test_what_is_decided_is_decided_whatever_the_two_do_later():
    mine, theirs = [coding("a", 0, 7)], [coding("b", 0, 14)]
    choice = [decided("d", ["a", "b"])]
    assert side_by_side(mine, theirs, choice) == ([], [("borders", ("a", "b"), ["d"])])
    mine.append(DecisionLine("remove", "r", "3", "a"))
    assert side_by_side(mine, theirs, choice) == ([], [("only", ("b",), ["d"])])
    theirs.append(DecisionLine("change", "h", "3", "b", turn=4, start=0, end=7, quote="Perawat"))
    assert side_by_side([coding("a", 0, 7)], theirs, choice) == ([], [("only", ("a", "b"), ["d"])])


def test_both_or_neither_can_be_right():
    mine, theirs = [coding("a", 0, 7)], [coding("b", 0, 7, "network")]
    both = [decided("d1", ["a", "b"]), decided("d2", ["a", "b"], code="network")]
    assert side_by_side(mine, theirs, both)[1] == [("code", ("a", "b"), ["d2", "d1"])]
    assert side_by_side(mine, theirs, [decided("d", ["a", "b"], do="reject")])[1] == [("code", ("a", "b"), ["d"])]


def test_a_decision_that_is_undone_or_removed_opens_the_difference_again():
    for do in ("undo", "remove"):
        lines = [decided("d", ["a"]), DecisionLine(do, "u", "3", "d")]
        assert side_by_side([coding("a", 0, 7)], [], lines) == ([], [("only", ("a",), [])])


def test_of_two_decisions_that_share_a_line_the_later_one_holds_and_both_are_told():
    lines = [decided("d1", ["a", "b"], by="ani"), decided("d2", ["b"], 0, 14, time="3", by="budi")]
    force = fold_lines(lines)
    assert [line.id for line in force.codings] == ["d2"]
    assert [(one.id, other.id) for one, other in force.contradicting] == [("d2", "d1")]
    assert [line.id for line in fold_lines([lines[0], decided("d3", ["a", "b"], time="3", by="ani")]).codings] == ["d3"]
    assert fold_lines([lines[0], decided("d3", ["a", "b"], time="3", by="ani")]).contradicting == ()


def test_the_codings_of_the_agreement_are_what_both_gave_and_what_was_decided():
    mine, theirs = [coding("a", 0, 7, memo="nurse"), coding("x", 8, 14)], [coding("b", 0, 7, memo="once a week")]
    decision = fold_lines([decided("d", ["x"], 8, 19)])
    made = compare_two(fold_lines(mine), fold_lines(theirs), decision)
    assert [(line.id, line.memo) for line in agreed_lines(made, decision)] == [("a", "nurse\nonce a week"), ("d", "")]


CODINGS = st.lists(
    st.tuples(
        st.integers(0, 40), st.integers(1, 20), st.sampled_from(["staff", "network"]), st.integers(1, 2),
        st.sampled_from(["", "affirmed", "negated"]),
    ),
    max_size=6,
    unique_by=lambda each: (each[0], each[0] + each[1], each[2], each[3], each[4] or "affirmed"),
)  # fmt: skip


def lines_of(who, drawn):
    return [coding(f"{who}{n}", s, s + w, code, turn, assertion=put) for n, (s, w, code, turn, put) in enumerate(drawn)]


@given(CODINGS, CODINGS)
def test_every_coding_stands_in_one_place_and_who_is_named_first_means_nothing(one, other):
    mine, theirs = lines_of("a", one), lines_of("b", other)
    agreed, differences = side_by_side(mine, theirs)
    seen = [name for pair in agreed for name in pair] + [name for _, names, _ in differences for name in names]
    assert sorted(seen) == sorted(line.id for line in (*mine, *theirs))
    swapped = side_by_side(theirs, mine)
    assert sorted(tuple(sorted(pair)) for pair in agreed) == sorted(tuple(sorted(pair)) for pair in swapped[0])
    assert sorted((kind, sorted(names)) for kind, names, _ in differences) == sorted(
        (kind, sorted(names)) for kind, names, _ in swapped[1]
    )


@given(CODINGS)
def test_who_codes_as_the_other_one_differs_in_nothing(drawn):
    agreed, differences = side_by_side(lines_of("a", drawn), lines_of("b", drawn))
    assert (len(agreed), differences) == (len(drawn), [])


@given(CODINGS, CODINGS)
def test_with_all_decided_nothing_is_open_and_nothing_else_changes(one, other):
    mine, theirs = lines_of("a", one), lines_of("b", other)
    agreed, differences = side_by_side(mine, theirs)
    choices = [decided(f"d{n}", names, do="reject") for n, (_, names, _) in enumerate(differences)]
    after = side_by_side(mine, theirs, choices)
    assert after == (agreed, [(kind, names, [f"d{n}"]) for n, (kind, names, _) in enumerate(differences)])


@pytest.fixture
def folder(tmp_path):
    """Two coders who agree on one passage and differ on two."""
    folder = coded(tmp_path)
    put(folder, "ani", coding("a1", 0, 7), coding("a2", 33, 48, "network"))
    put(folder, "budi", coding("b1", 0, 7), coding("b2", 50, 56, "health_app"))
    folder.write("corpora/default/coding/agreed/coder.yaml", "format: 1\nbetween: [ani, budi]\n")
    return folder


def put(folder, coder, *lines):
    append_decisions(StudyLayout(folder.path), "default", coder, "a", lines)


def mentions(folder, *options):
    table = folder.done(
        "export", "codes", "--coder", "agreed", "-b", "clinic.yaml", "--to", "json", "-o", "-", *options
    )
    return {row["code"]: row["mentions"] for row in table.json["rows"] if row["mentions"]}, table.json


def test_tables_count_what_is_agreed_and_say_how_it_came_about(folder):
    counts, table = mentions(folder)
    assert counts == {"staff": 1}
    said = "Agreed between ani and budi: 1 coding at once, 0 differences decided, 2 open."
    assert said in table["notes"]
    put(folder, "agreed", decided("d1", ["a2"], 33, 48, code="network", by="ani", memo="the net is meant"))
    put(folder, "agreed", decided("d2", ["b2"], 50, 56, do="reject", code="health_app", by="citra", time="3"))
    counts, table = mentions(folder)
    assert counts == {"access": 1, "network": 1, "staff": 1}
    said = "Agreed between ani and budi: 1 coding at once, 2 differences decided (ani 1, citra 1), 0 open."
    assert said in table["notes"]
    assert table["meta"]["layer"] == {
        "between": ["ani", "budi"], "at_once": 1, "decided": {"ani": 1, "citra": 1}, "open": 0
    }  # fmt: skip


def test_the_note_is_indonesian_where_the_table_is(folder):
    _, table = mentions(folder, "--lang", "id")
    assert any(note.startswith("Kesepakatan ani dan budi: 1 pengodean") for note in table["notes"])


def test_only_what_both_have_read_is_compared(folder):
    for name, read in (("ani", "[a]"), ("budi", "[]")):
        folder.write(f"corpora/default/coding/{name}/coder.yaml", f"format: 1\nread_whole: {read}\n")
    put(folder, "budi", DecisionLine("looked", "v", "4", turn=2), DecisionLine("looked", "v2", "4", turn=4))
    assert "1 coding at once" in str(mentions(folder)[1]["notes"])
    put(folder, "budi", DecisionLine("undo", "u", "5", "v"))
    folder.write("corpora/default/coding/budi/coder.yaml", "format: 1\nread_whole: [b]\n")
    assert "0 codings at once, 0 differences decided, 0 open" in str(folder.run(
        "export", "segments", "--coder", "agreed", "-b", "clinic.yaml", "--to", "json", "-o", "-"
    ).out)  # fmt: skip


def test_a_project_holds_what_is_agreed(folder):
    put(folder, "agreed", decided("d1", ["a2"], 33, 48, code="network", by="ani", memo="the net is meant"))
    report = folder.done(
        "export", "project", "--coder", "agreed", "-b", "clinic.yaml", "-o", "out/p.qdpx", "--json"
    ).json
    assert report["codings"] == {"affirmed": 2}


def test_who_stands_for_two_is_no_third_person_in_the_methods(folder):
    put(folder, "agreed", decided("d1", ["a2"], 33, 48, code="network", by="ani"))
    page = folder.done("export", "methods", "-b", "clinic.yaml", "-o", "-").out
    assert "`ani`" in page
    assert "`agreed`" not in page


@pytest.mark.parametrize(
    ("between", "says"),
    [("[ani]", "must name two coders"), ("[ani, citra]", "citra"), ("[ani, agreed]", "agreed")],
)
def test_a_pair_that_cannot_be_is_refused(folder, between, says):
    folder.write("corpora/default/coding/agreed/coder.yaml", f"format: 1\nbetween: {between}\n")
    ended = folder.run("export", "codes", "--coder", "agreed", "-b", "clinic.yaml")
    assert (ended.code, says in ended.err) == (2, True)


def test_a_decision_is_written_with_its_lines_and_who_decided(folder):
    put(folder, "agreed", decided("d1", ["a2", "b2"], 33, 48, code="network", by="ani", memo="why"))
    line = json.loads(folder.read("corpora/default/coding/agreed/a.jsonl").splitlines()[1])
    assert (line["between"], line["by"], line["memo"]) == (["a2", "b2"], "ani", "why")
