"""`qualcode agreement`: any table of ratings or passages gives every coefficient, or the reason why there is none."""

import csv
import io
import json

import pytest

from qualcode.agreement import Continuum, RatingQuestion, measure_ratings, measure_spans
from qualcode.api.agreement import AgreementOptions, agreement
from qualcode.cli.commands.agreement import AgreementArguments
from qualcode.exchange.rating_values import MISSING_MARKS
from qualcode.model.finding import StudyError
from study import Folder

FOUR = """\
unit,A,B,C,D
1,1,1,,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,,5,5,5
11,,,1,1
12,,,3,
"""
"""Krippendorff (2011), section C, one column an observer."""
SPANS = """\
coder,start,end,code,length
alex,0,7,1,60
alex,7,13,2,60
alex,30,32,5,60
alex,32,37,6,60
alex,37,44,6,60
alex,44,60,7,60
paul,0,7,1,60
paul,7,13,3,60
paul,13,21,5,60
paul,32,44,6,60
suzan,0,7,1,60
suzan,7,13,4,60
suzan,13,21,5,60
suzan,32,37,6,60
suzan,37,41,6,60
suzan,41,44,6,60
"""
"""Krippendorff (2019), figure 12.11."""


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path)
    made.write("four.csv", FOUR)
    made.write("spans.csv", SPANS)
    return made


def values(folder, *arguments):
    """Coefficient and weights -> value, without intervals, which take time."""
    rows = folder.done("agreement", *arguments, "--resamples", "0", "--json").json["agreement"]["rows"]
    return {(row["coefficient"], row["weights"]): row["value"] for row in rows}


class TestRatings:
    @pytest.mark.parametrize(
        ("scale", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
    )
    def test_alpha_of_each_scale_is_krippendorffs(self, folder, scale, alpha):
        assert values(folder, "four.csv", "--scale", scale)["alpha", scale] == pytest.approx(alpha, abs=5e-4)

    def test_every_row_has_n_an_error_and_an_interval(self, folder):
        rows = folder.done("agreement", "four.csv", "--resamples", "100", "--json").json["agreement"]["rows"]
        assert [row["coefficient"] for row in rows] == [
            "percent", "fleiss", "conger", "brennan_prediger", "gwet", "alpha"
        ]  # fmt: skip
        assert {(row["n"], row["raters"], row["coders"]) for row in rows} == {(11, 4, "A, B, C, D")}
        assert all(row["low"] < row["value"] < row["high"] and row["se"] > 0 for row in rows)

    def test_two_coders_have_kappa_with_each_weight_asked_for(self, folder):
        found = values(folder, "four.csv", "--coders", "B,D", "--coefficient", "kappa", "--weights", "none,quadratic")
        assert set(found) == {("cohen", "none"), ("cohen", "quadratic")}

    def test_kappa_of_more_than_two_is_that_of_each_pair(self, folder):
        rows = folder.done("agreement", "four.csv", "--coefficient", "kappa,alpha", "--json").json["agreement"]["rows"]
        pairs = [row["coders"] for row in rows if row["coefficient"] == "cohen"]
        assert pairs == ["A, B", "A, C", "A, D", "B, C", "B, D", "C, D"]
        assert [row["coders"] for row in rows if row["coefficient"] == "alpha"] == ["A, B, C, D"]

    def test_the_note_says_that_alphas_are_of_disagreement(self, folder):
        def said(coefficients: str) -> str:
            ended = folder.done("agreement", "four.csv", "--coefficient", coefficients, "--json")
            return " ".join(ended.json["agreement"]["notes"])

        assert "of the alphas, disagreement" in said("fleiss,alpha")
        assert "Observed and expected are disagreement." in said("alpha")
        assert "Observed" not in said("fleiss")

    def test_a_scale_has_its_weights_beside_none(self, folder):
        found = values(folder, "four.csv", "--scale", "ordinal")
        assert {weights for name, weights in found if name == "gwet"} == {"none", "ordinal"}
        ended = [
            folder.run("agreement", "four.csv", "--scale", "ordinal", "--min", f"gwet={least}").code
            for least in (found["gwet", "ordinal"] - 0.01, found["gwet", "ordinal"] + 0.01)
        ]
        assert ended == [0, 1]
        assert set(values(folder, "four.csv", "--scale", "ordinal", "--coefficient", "ac2")) == {("gwet", "ordinal")}

    def test_ac1_has_no_weights_on_any_scale(self, folder):
        found = values(folder, "four.csv", "--scale", "ordinal", "--coefficient", "ac1")
        assert set(found) == {("gwet", "none")}

    def test_words_in_a_named_order_are_ranks(self, folder):
        folder.write("words.csv", "ani,budi\nlow,low\nmiddle,high\nhigh,high\nlow,middle\n")
        folder.write("ranks.csv", "ani,budi\n1,1\n2,3\n3,3\n1,2\n")
        named = values(folder, "words.csv", "--scale", "ordinal", "--categories", "low,middle,high")
        assert named == values(folder, "ranks.csv", "--scale", "ordinal")
        ended = folder.run("agreement", "words.csv", "--scale", "ordinal")
        assert (ended.code, "words.csv:2:1: `low` is not a number; name the values" in ended.err) == (2, True)
        ended = folder.run("agreement", "words.csv", "--categories", "low,high")
        assert (ended.code, "words.csv:3:1: `middle` is none of the categories" in ended.err) == (2, True)

    def test_the_same_table_lying_on_its_side(self, folder):
        rows = list(csv.reader(io.StringIO(FOUR)))
        folder.write("side.csv", "\n".join(",".join(row) for row in zip(*rows, strict=True)))
        assert values(folder, "side.csv", "--transposed") == values(folder, "four.csv")

    def test_sets_of_codes(self, folder):
        folder.write("sets.tsv", "ani\tbudi\na;b\tb\n-\t-\na\ta\nb\ta;b\n")
        found = values(folder, "sets.tsv", "--scale", "sets")
        assert set(found) == {("percent", "none"), ("alpha_jaccard", "jaccard"), ("alpha_masi", "masi")}
        assert found["percent", "none"] == 0.5

    def test_decimal_commas_and_marks_of_missing_ratings(self, folder):
        folder.write("comma.csv", "ani;budi\n1,5;1,5\n2,5;3,5\nNA;2,0\n4,0;4,0\n")
        folder.write("point.csv", "ani,budi\n1.5,1.5\n2.5,3.5\n,2\n4,4\n")
        ended = folder.done("agreement", "comma.csv", "--scale", "interval", "--json")
        assert "taken for missing ratings: `NA` (1)" in ended.err
        both = [values(folder, name, "--scale", "interval") for name in ("comma.csv", "point.csv")]
        assert both[0] == both[1]

    def test_groups_that_were_drawn_widen_the_interval(self, folder):
        lines = "\n".join(f"r{at // 5},{at % 2},{at // 5 % 2}" for at in range(40))
        folder.write("groups.csv", f"respondent,ani,budi\n{lines}\n")
        ways = [("--group", "respondent"), ("--coders", "ani,budi")]
        rows = [
            folder.done("agreement", "groups.csv", *way, "--coefficient", "percent", "--json").json["agreement"]["rows"]
            for way in ways
        ]
        assert rows[0][0]["value"] == rows[1][0]["value"]
        assert rows[0][0]["se"] != rows[1][0]["se"]

    @pytest.mark.parametrize(
        ("table", "wrong"),
        [
            ("ani\n1\n2\n", "agreement needs two coders"),
            ("", "this table has no rows"),
            ("ani,ani\n1,2\n", "two columns are named `ani`"),
            ("unit,ani,budi\n", "this table has a header and no ratings"),
        ],
    )
    def test_a_table_that_is_none_is_refused_in_a_line(self, folder, table, wrong):
        folder.write("t.csv", table)
        ended = folder.run("agreement", "t.csv")
        assert (ended.code, wrong in ended.err, len(ended.err.strip().splitlines())) == (2, True, 1)

    def test_what_looks_like_names_is_said(self, folder):
        folder.write("ids.csv", "nama,ani,budi\n" + "\n".join(f"p{at},{at % 2},{at % 2}" for at in range(8)))
        ended = folder.done("agreement", "ids.csv")
        assert "column `nama` was read as the names of the units; write --coders 'nama'" in ended.err
        assert "2 coders (ani, budi)" in ended.err
        folder.write("bare.csv", "1,2\n1,1\n2,2\n")
        assert "--no-header" in folder.done("agreement", "bare.csv").err
        rows = folder.done("agreement", "bare.csv", "--no-header", "--json").json["agreement"]["rows"]
        assert {row["n"] for row in rows} == {3}

    def test_no_study_is_needed_and_none_is_made(self, folder):
        folder.done("agreement", "four.csv", "-o", "out.csv")
        assert sorted(folder.tree()) == ["four.csv", "out.csv", "spans.csv"]
        rows = folder.rows("out.csv")
        assert rows[-1]["value"].startswith("0.7434")


class TestLeast:
    @pytest.mark.parametrize(("least", "code"), [("alpha=.74", 0), ("alpha=.75", 1), (".75", 1), ("fleiss=.7", 0)])
    def test_a_coefficient_below_the_least_fails(self, folder, least, code):
        ended = folder.run("agreement", "four.csv", "--min", least)
        assert (ended.code, "must be at least" in ended.err) == (code, code == 1)

    @pytest.mark.parametrize(
        ("least", "wrong"), [("alfa=.7", "there is no coefficient `alfa`; did you mean `alpha`?"), ("alpha=x", "`x`")]
    )
    def test_a_wrong_name_or_number_is_one_line(self, folder, least, wrong):
        ended = folder.run("agreement", "four.csv", "--min", least)
        assert (ended.code, wrong in ended.err, len(ended.err.strip().splitlines())) == (2, True, 1)

    def test_a_figure_that_is_not_defined_is_below(self, folder):
        folder.write("one.csv", "ani,budi\n1,1\n1,1\n")
        ended = folder.run("agreement", "one.csv", "--min", "alpha=.1")
        assert (ended.code, "is not defined" in ended.err) == (1, True)


class TestSpans:
    def test_three_observers_of_krippendorff(self, folder):
        rows = folder.done("agreement", "spans.csv", "--spans", "--resamples", "0", "--json").json["agreement"]["rows"]
        whole = {row["coefficient"]: row["value"] for row in rows if row["code"] == "(all)"}
        assert whole == {
            "u_alpha": pytest.approx(0.510, abs=5e-4),
            "binary_u_alpha": pytest.approx(0.413, abs=1e-3),
            "cu_alpha": pytest.approx(0.724, abs=5e-4),
        }
        six = {(row["coefficient"], row["coders"]): row["value"] for row in rows if row["code"] == "6"}
        assert six["character_kappa", "alex, paul"] == 1

    def test_who_marked_nothing_has_read_the_text_unless_said(self, folder):
        folder.write(
            "two.csv", "coder,text,start,end,code,length\na,t,0,5,x,10\nb,t,0,5,x,10\na,s,0,5,x,10\nb,s,,,,10\n"
        )
        folder.write("one.csv", "coder,text,start,end,code,length\na,t,0,5,x,10\nb,t,0,5,x,10\na,s,0,5,x,10\n")
        n = [
            folder.done("agreement", *way, "--spans", "--json").json["agreement"]["rows"][0]["n"]
            for way in (["two.csv"], ["one.csv"], ["one.csv", "--only-listed"])
        ]
        assert n == [20, 20, 10]

    def test_a_length_that_is_not_stated_is_said(self, folder):
        folder.write("t.csv", "coder,start,end,code\na,0,5,x\nb,0,4,x\n")
        assert "--length" in folder.done("agreement", "t.csv", "--spans").err
        assert "--length" not in folder.done("agreement", "t.csv", "--spans", "--length", "10").err

    @pytest.mark.parametrize(
        ("row", "wrong"),
        [
            ("a,5,3,x,10", "t.csv:3:2: a passage from 5 to 3 is none"),
            ("a,x,3,x,10", "t.csv:3:2: `x` is not a number"),
            ("a,0,11,x,10", "t.csv:3: this passage ends at 11, and the text is 10 long"),
            ("a,0,3,x,12", "has two lengths"),
            (",0,3,x,10", "names no coder"),
            ("a,0,3,,10", "has no code"),
        ],
    )
    def test_a_row_that_fits_nothing_is_named(self, folder, row, wrong):
        folder.write("t.csv", f"coder,start,end,code,length\nb,0,3,x,10\n{row}\n")
        ended = folder.run("agreement", "t.csv", "--spans")
        assert (ended.code, wrong in ended.err) == (2, True)

    def test_ratings_read_as_spans_name_the_columns(self, folder):
        ended = folder.run("agreement", "four.csv", "--spans")
        assert (ended.code, "coder,text,start,end,code,length" in ended.err) == (2, True)
        ended = folder.run("agreement", "spans.csv")
        assert (ended.code, "--spans" in ended.err) == (2, True)


def test_python_has_the_same_figures(folder):
    table = [[1, 2, None, 3], [1, 2, 3, 1], [2, 2, 3, 3]]
    measured = measure_ratings(table, RatingQuestion("ordinal", ("alpha",), resamples=0), ("ani", "budi", "citra"))
    assert [(each.coefficient, each.weights, each.coders) for each in measured] == [
        ("alpha", "ordinal", ("ani", "budi", "citra"))
    ]
    text = Continuum(60, [[(0, 10, "a")], [(0, 10, "a"), (20, 30, "b")]])
    assert {each.coefficient for each in measure_spans([text], ("ani", "budi"))} == {
        "u_alpha", "binary_u_alpha", "cu_alpha", "character_percent", "character_kappa",
    }  # fmt: skip


def test_json_has_no_number_that_json_does_not_have(folder):
    folder.write("one.csv", "ani,budi\n1,1\n1,1\n")
    out = folder.done("agreement", "one.csv", "--json").out
    json.loads(out, parse_constant=lambda name: pytest.fail(name))


LONG = "Item,Rater,Rating\nu1,ani,1\nu1,budi,1\nu2,ani,2\nu3,budi,2\nu2,budi,1\nu3,ani,2\n"


def test_a_row_a_rating_is_the_same_table(tmp_path):
    (tmp_path / "long.csv").write_text(LONG)
    (tmp_path / "wide.csv").write_text("Item,ani,budi\nu1,1,1\nu2,2,1\nu3,2,2\n")
    long, wide = (agreement(tmp_path / name, AgreementOptions(resamples=0)) for name in ("long.csv", "wide.csv"))
    assert [each.agreement for each in long.measured] == [each.agreement for each in wide.measured]
    assert long.measured[0].coders == ("ani", "budi")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("u1,ani,2", "long.csv:8: `ani` rated `u1` twice, first on line 2"),
        ("u4,,2", "long.csv:8:2: `Rater` is empty"),
        ("u4,ani,3", "long.csv:8:3: `3` is none of the categories"),
    ],
)
def test_a_wrong_row_of_a_rating_is_said_with_its_place(tmp_path, row, said):
    (tmp_path / "long.csv").write_text(f"{LONG}{row}\n")
    with pytest.raises(StudyError) as raised:
        agreement(tmp_path / "long.csv", AgreementOptions(categories="1,2"))
    assert said in str(raised.value) or said in str(raised.value.findings[0])


def test_the_command_takes_the_marks_of_missing_ratings_that_the_reader_knows():
    assert AgreementArguments.__dataclass_fields__["missing"].default == ",".join(MISSING_MARKS)


def test_passages_with_a_length_and_no_end_and_in_indonesian(folder):
    folder.write("length.csv", "observer,category,begin,length\na,x,0,5\nb,x,0,6\n")
    folder.write("awal.csv", "pengode;teks;awal;akhir;kode;panjang\na;t;0;5;x;10\nb;t;0;6;x;10\n")
    folder.write("plain.csv", "coder,start,end,code,length\na,0,5,x,10\nb,0,6,x,10\n")
    found = [values(folder, name, "--spans", "--length", "10") for name in ("length.csv", "awal.csv", "plain.csv")]
    assert found[0] == found[1] == found[2]


def test_figures_never_replace_the_ratings_they_are_made_of(tmp_path):
    folder = Folder(tmp_path)
    folder.write("four.csv", FOUR)
    ended = folder.run("agreement", "four.csv", "-o", "./four.csv")
    assert (ended.code, ended.out, folder.read("four.csv")) == (2, "", FOUR)
    assert folder.run("agreement", "four.csv", "-o", "four.nan").out == ""


@pytest.mark.parametrize("least", ["alpha=0,67", "alpha=inf", "alpha=nan"])
def test_a_least_that_is_no_number_with_a_point_is_refused(tmp_path, least):
    folder = Folder(tmp_path)
    folder.write("four.csv", FOUR)
    ended = folder.run("agreement", "four.csv", "--names", "unit", "--min", least)
    assert (ended.code, "write --min alpha=.67" in ended.err) == (2, True)
