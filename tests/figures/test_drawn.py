"""What is drawn is what the tables say: values are read back from the marks."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Circle, Rectangle

from figures.made import SOURCES, drawn, lines, segments, share, table, texts
from qualcode.figures import FigureSource
from qualcode.figures.network import network_label
from qualcode.figures.panels import FEW
from qualcode.figures.sheet import FigureOptions, Sheet, rounded_percent
from qualcode.model.finding import StudyError
from qualcode.model.table import PageChoices, PageWords

pytestmark = pytest.mark.slow
few = settings(max_examples=6)
widths = st.sampled_from((85.0, 170.0))


def bars(field):
    """Bars of a field, from above: their lengths."""
    found = [each for each in field.patches if isinstance(each, Rectangle)]
    return [abs(float(each.get_width())) for each in sorted(found, key=lambda each: each.get_y())]


def cells(drawing):
    """Number in each shaded cell, and its colour."""
    field = [axes for axes in drawing.figure.axes if axes.patches]
    return [
        (
            text.get_text(),
            next(each for each in axes.patches if each.contains_point(axes.transData.transform(text.get_position()))),
        )
        for axes in field
        for text in axes.texts
    ]


@few
@given(SOURCES["dots"], widths)
def test_dots_and_intervals_stand_where_the_table_says(source, width):
    drawing = drawn("dots", source, width=width)
    rows = source.rows()
    points = lines(drawing)
    assert [x for x, _ in points] == [row["respondents_pct"] for row in rows]
    assert [y for _, y in points] == sorted({y for _, y in points})
    ends = [(segment[0][0], segment[1][0]) for segment in segments(drawing.figure.axes[0])]
    assert ends == [(row["respondents_pct_low"], row["respondents_pct_high"]) for row in rows]
    assert drawing.figure.axes[0].get_xlim() == (0, 100)
    said = texts(drawing)
    assert all(str(row["respondents"]) in said for row in rows)
    assert f"N = {rows[0]['respondents_total']}" in " ".join(said).replace("\n", " ")


@few
@given(SOURCES["groups"], widths)
def test_groups_are_circles_where_few_and_dots_where_many(source, width):
    drawing = drawn("groups", source, width=width)
    rows, counted = source.rows(), sum(row["respondents"] for row in source.rows())
    marks = [line for axes in drawing.figure.axes for line in axes.lines]
    if all(row["respondents_total"] < FEW for row in rows):
        filled = [len(line.get_xdata()) for line in marks if line.get_markerfacecolor() != "white"]
        empty = [len(line.get_xdata()) for line in marks if line.get_markerfacecolor() == "white"]
        assert sum(filled) == counted
        assert sum(empty) == sum(row["respondents_total"] for row in rows) - counted
    else:
        assert sorted(x for x, _ in lines(drawing)) == sorted(row["respondents_pct"] for row in rows)
    for group in {row["group"] for row in rows}:
        assert (group or "(not stated)") in [text.replace("\n", " ") for text in texts(drawing)]


@few
@given(SOURCES["topics-by-group"])
def test_topics_by_group_show_mean_shares(source):
    points = [x for x, _ in lines(drawn("topics-by-group", source))]
    assert sorted(points) == sorted(row["mean_share_pct"] for row in source.rows())


@few
@given(SOURCES["matrix"], widths)
def test_a_matrix_holds_every_count_and_the_darkest_cell_is_the_largest(source, width):
    drawing = drawn("matrix", source, width=width)
    rows = source.rows()
    codes = [name for name in rows[0] if name.endswith("__n")]
    shown = cells(drawing)
    assert sorted(int(text) for text, _ in shown) == sorted(row[code] for row in rows for code in codes if row[code])
    dark = [(int(text), sum(cell.get_facecolor()[:3])) for text, cell in shown]
    assert all(one[1] > other[1] for one in dark for other in dark if one[0] < other[0])
    totals = [sum(row[code.removesuffix("__n")] for row in rows) for code in codes]
    named = [str(total) for total in totals if total] or ["0"] * len(totals)
    assert texts(drawing)[-len(named) :] == named
    assert ("nobody names" in drawing.left_out) == (len(named) < len(totals))


@few
@given(SOURCES["heat-map"], widths)
def test_a_heat_map_has_a_cell_for_every_pair(source, width):
    drawing, rows = drawn("heat-map", source, width=width), source.rows()
    codes = {row[f"code_{side}"] for row in rows for side in "ab"}
    shown = sorted(int(text) for text, _ in cells(drawing))
    assert shown == sorted([row["n"] for row in rows] + [0] * (len(codes) * (len(codes) - 1) // 2 - len(rows)))


@few
@given(SOURCES["network"], widths)
def test_a_network_is_drawn_to_scale(source, width):
    drawing, rows = drawn("network", source, width=width), source.rows()
    field = drawing.figure.axes[0]
    thick = sorted(line.get_linewidth() for line in field.lines)
    most = max(row["n"] for row in rows)
    assert thick == pytest.approx(sorted(max(2.6 * row["n"] / most, 0.15) * 72 / 25.4 for row in rows))
    alone = {row[f"code_{side}"]: row[f"n_{side}"] for row in rows for side in "ab"}
    areas = sorted(each.radius**2 for each in field.patches if isinstance(each, Circle))
    assert areas == pytest.approx(sorted(4.2**2 * n / max(alone.values()) for n in alone.values()), rel=1e-6, abs=0.65)
    again = drawn("network", source, width=width).figure.axes[0]
    assert [each.center for each in field.patches] == [each.center for each in again.patches]


@few
@given(SOURCES["lanes"])
def test_lanes_have_a_bar_for_each_turn_with_a_code_as_long_as_its_words(source):
    drawing, rows = drawn("lanes", source), source.rows()
    field = drawing.figure.axes[0]
    grounds, *levels = field.containers
    assert len(grounds) == len({row["transcript"] for row in rows})
    for code, level in zip(("c0", "c1", "c2"), levels, strict=True):
        carrying = [row for row in rows if code in _above(row["codes"])]
        total = sum(row["words"] for row in rows if row["transcript"] == rows[0]["transcript"])
        assert [bar.get_width() for bar in level] == pytest.approx([100 * row["words"] / total for row in carrying])
        assert all(-1e-9 <= bar.get_x() <= bar.get_x() + bar.get_width() <= 100 + 1e-9 for bar in level)


def test_lanes_are_refused_for_answers_of_which_each_is_somebody_elses():
    rows = [
        {"transcript": "survey", "respondent": f"R{at}", "turn": at, "role": "participant", "words": 5, "codes": "c0"}
        for at in range(12)
    ]
    codes = {"codes": table("codes", [{"code": "c0", "kind": "barrier", "parent": None, "label": "Cost"}])}
    with pytest.raises(StudyError, match="each turn of `survey` is somebody else's answer"):
        drawn("lanes", FigureSource(table("turns", rows), codes))
    assert drawn("lanes", FigureSource(table("turns", rows[:5]), codes)).figure.axes  # five people of one talk


def _above(codes):
    return {"c2" if code == "child" else code for code in (codes or "").split(";")}


@few
@given(SOURCES["dispersion"])
def test_dispersion_has_a_stroke_for_each_place(source):
    drawing = drawn("dispersion", source)
    strokes = [
        segment[0][0] for axes in drawing.figure.axes for segment in segments(axes) if segment[0][0] == segment[1][0]
    ]
    assert sorted(strokes) == pytest.approx(sorted(100 * row["from"] / 90 for row in source.rows()))


@few
@given(SOURCES["frequencies"])
def test_bars_are_as_long_as_terms_are_frequent(source):
    rows = source.rows()
    frequent = sorted(
        (sum(row["pattern"] == term for row in rows) for term in {row["pattern"] for row in rows}), reverse=True
    )
    assert bars(drawn("frequencies", source).figure.axes[0]) == frequent


@few
@given(SOURCES["topics"])
def test_bars_of_topics_are_their_shares(source):
    shares = sorted((row["share_pct"] for row in source.rows()), reverse=True)
    assert bars(drawn("topics", source).figure.axes[0]) == pytest.approx(shares)


@few
@given(SOURCES["keyness"])
def test_keyness_has_less_on_the_left_and_more_on_the_right(source):
    drawing, rows = drawn("keyness", source), source.rows()
    groups = list(dict.fromkeys(row["group"] for row in rows))
    for at, group in enumerate(groups[:1] if len(groups) == 2 else groups):
        for side, sign in enumerate(("negative", "positive")):
            own = [abs(row["log_ratio"]) for row in rows if (row["group"], row["sign"]) == (group, sign)]
            field = drawing.figure.axes[2 * at + side]
            assert bars(field) == sorted(own, reverse=True)
            assert bool(field.xaxis_inverted()) is (sign == "negative")


@few
@given(SOURCES["coverage"])
def test_coverage_is_the_curve_of_the_table(source):
    field = drawn("coverage", source).figure.axes[-1]
    curve = next(line for line in field.lines if line.get_marker() == "o")
    assert list(curve.get_ydata()) == [row["codes"] for row in source.rows()]
    assert field.get_ylim()[0] == 0
    band = np.concatenate([path.vertices[:, 1] for each in field.collections for path in each.get_paths()])
    assert (band.min(), band.max()) == (source.rows()[0]["shuffled_low"], source.rows()[-1]["shuffled_high"])


@few
@given(SOURCES["saturation"])
def test_saturation_begins_where_there_is_a_run(source):
    field = drawn("saturation", source).figure.axes[-1]
    curve = next(line for line in field.lines if line.get_marker() == "o")
    known = [row for row in source.rows() if row["new_information_pct"] is not None]
    assert list(zip(curve.get_xdata(), curve.get_ydata(), strict=True)) == [
        (row["interview"], row["new_information_pct"]) for row in known
    ]


@few
@given(SOURCES["evaluation"])
def test_scores_that_are_not_defined_have_no_dot(source):
    drawing = drawn("evaluation", source)
    for at, name in enumerate(("f1", "alpha")):
        known = [row[name] for row in source.rows() if row[name] is not None]
        assert [x for x, _ in lines(drawing, axes=at)] == known
        assert drawing.figure.axes[at].get_xlim()[0] <= min([0.0, *known])


@given(st.integers(0, 500), st.integers(1, 500))
def test_per_cent_are_rounded_from_counts(part, whole):
    assert abs(rounded_percent(part, whole) - 100 * part / whole) <= 0.5
    assert all(
        rounded_percent(one, whole) <= rounded_percent(other, whole) for one, other in pairwise((part, part + 1))
    )


@few
@given(SOURCES["network"])
def test_a_heat_map_and_a_network_stand_side_by_side(source):
    both = drawn("heat-map-and-network", source, width=170)
    alone = [drawn(name, source, width=83) for name in ("heat-map", "network")]
    assert sorted(texts(both)) == sorted(text for each in alone for text in texts(each))
    assert both.figure.get_figwidth() * 25.4 == pytest.approx(170)
    assert both.figure.get_figheight() == pytest.approx(max(each.figure.get_figheight() for each in alone))
    left, right = both.figure.axes
    assert left.get_position().x1 < right.get_position().x0


def test_they_do_not_fit_into_a_column():
    rows = [{"code_a": "a", "label_a": "A", "code_b": "b", "label_b": "B", "unit": "turn", "n": 1, "n_a": 2, "n_b": 1,
             "units": 9}]  # fmt: skip
    with pytest.raises(StudyError, match="side by side"):
        drawn("heat-map-and-network", FigureSource(table("cooccurrence", rows)), width=85)


def called(name: str, rows: list[dict[str, object]]) -> FigureSource:
    words = PageWords(
        attributes={"kind_of_person": "Kelompok"}, groups={"kind_of_person": {"w": "Warga", "p": "Pejabat"}},
        one={"kind_of_person": {"w": "warga", "p": "pejabat"}}, aliases={"a/1": "R01, camat"},
    )  # fmt: skip
    return FigureSource(replace(table(name, rows), page=PageChoices(words=words)))


def test_people_groups_and_attributes_are_called_as_in_tables():
    rows = [
        {"respondent": who, "kind_of_person": kind, "words": 9, "code_1": True, "code_1__n": 3}
        for who, kind in (("a/1", "w"), ("b/1", "w"), ("c/1", "p"))
    ]
    said = texts(drawn("matrix", called("matrix", rows), width=170))
    assert {"R01, camat", "b/1", "Kelompok", "warga", "pejabat"} <= set(said)
    assert not {"a/1", "kind of person", "w"} & set(said)
    keys = {"by": "kind_of_person", "word": "x", "sign": "positive", "respondents": 2, "respondents_total": 3}
    others = {"other_respondents": 1, "other_total": 2, "log_ratio": 1.5, "g2": 9.0}
    said = texts(drawn("keyness", called("keyness", [{**keys, "group": "w", **others}])))
    assert any(text.startswith("Warga") for text in said)


def test_groups_stand_in_the_order_in_which_their_values_are_stated():
    rows = [
        {"by": "kind_of_person", "group": group, "code": "c", "label": "c", **share(4, 9)}
        for group in (None, "p", "w", "x")
    ]
    said = texts(drawn("groups", called("compare", rows), width=170))
    heads = [text for text in said if text in ("Warga", "Pejabat", "x", "(not stated)")]
    assert heads == ["Warga", "Pejabat", "x", "(not stated)"]


@pytest.mark.parametrize("people", [5, 19])
def test_of_two_groups_both_are_drawn(people):
    own, other = share(4, people), share(2, people)
    mirrored = {
        "other": "p", "other_respondents": 2, "other_total": people,
        **{f"other_pct{end}": other[f"respondents_pct{end}"] for end in ("", "_low", "_high")},
    }  # fmt: skip
    row = {"by": "kind_of_person", "group": "w", "code": "c", "label": "c", **own, **mirrored}
    drawing = drawn("groups", called("compare", [row]), width=170)
    said = texts(drawing)
    assert [text for text in said if text in ("Warga", "Pejabat")] == ["Warga", "Pejabat"]
    assert [text for text in said if text in ("4", "2")] == ["4", "2"]
    assert f"Pejabat (N = {people})" in drawing.alt


@pytest.mark.parametrize("number", [7, 190, 12_345])
def test_a_number_is_never_divided_however_narrow_its_place(number):
    sheet = Sheet(FigureOptions(width=85), "en")
    assert network_label(sheet, "Lack of reliable solutions", f"({number})", 12.0)[-1].endswith(f"({number})")


def test_rows_that_nobody_names_are_left_out_of_panels():
    rows = [
        {"by": "g", "group": group, "code": code, "label": code, **share(n, 9)}
        for group in "xy"
        for code, n in (("named", 4), ("silent", 0))
    ]
    drawing = drawn("groups", FigureSource(table("compare", rows)), width=170)
    assert "named" in texts(drawing)
    assert "silent" not in texts(drawing)
    assert "1 of 2" in drawing.left_out
