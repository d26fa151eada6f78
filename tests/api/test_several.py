"""Several coders of a study: pairs and one overall figure, on units or on passages; two passes of one coder."""

import json

import numpy as np
import pytest

from agreement.small import made
from qualcode.agreement import krippendorff_alpha
from qualcode.agreement.several import SeveralCoders, measure_coders
from study import Folder, coded, keep_coding

A = "Pewawancara: Ada?\nInforman: Perawat tidak cukup.\nPewawancara: Lalu?\nInforman: Jaringan kurang.\n"
B = "Interviewer: Any nurse?\nParticipant: The nurse sleeps.\nInterviewer: And?\nParticipant: Nobody came.\n"
MANY = {f"{name}.txt": text for at in range(4) for name, text in ((f"a{at}", A), (f"b{at}", B))}


@pytest.fixture
def study(tmp_path) -> Folder:
    """Three coders who read eight transcripts: staff where nurses are, network once or wrongly."""
    folder = coded(tmp_path, MANY)
    for coder, places in (("ani", "0123"), ("budi", "012"), ("citra", "013")):
        for at in "0123":
            turn, quote, code = (2, "Perawat", "staff") if at in places else (4, "Jaringan kurang", "network")
            keep_coding(folder, f"a{at}", turn, quote, coder=coder, code=code)
            keep_coding(folder, f"b{at}", 2, "The nurse", coder=coder)
    return folder


def rows(folder, *arguments):
    return folder.done("evaluate", "--against", "ani", *arguments, "--json").json["agreement"]["rows"]


def test_an_overall_figure_stands_first_and_every_pair_below(study):
    found = rows(study, "--coder", "budi,citra")
    first = found[0]
    assert (first["coefficient"], first["code"], first["coders"], first["n"]) == (
        "alpha", "(mean)", "ani, budi, citra", 16,
    )  # fmt: skip
    assert first["low"] < first["value"] < first["high"]
    pairs = {row["coders"] for row in found}
    assert pairs == {"ani, budi, citra", "ani, budi", "ani, citra", "budi, citra"}
    kinds = {(row["code"], row["coefficient"]) for row in found if row["coders"] == "ani, budi"}
    assert {("(mean)", "cohen"), ("(mean)", "alpha"), ("(all)", "alpha_masi")} <= kinds


def test_every_figure_has_an_error_and_an_interval_or_says_why_not(study):
    keep_coding(study, "a0", 2, "Perawat tidak cukup", coder="budi")
    for way in (["budi"], ["budi", "--spans"], ["budi,citra"], ["budi,citra", "--spans"]):
        found = rows(study, "--coder", way[0] + ("" if len(way) > 1 or "," in way[0] else ","), *way[1:])
        assert {row["code"] for row in found} >= {"(mean)", "staff"}
        for row in found:
            intervals = row["se"] is not None and row["low"] <= row["value"] <= row["high"]
            assert intervals or "No interval" in row["note"] or "Not defined" in row["note"], row
        means = [row for row in found if row["code"] == "(mean)"]
        assert means
        assert all(row["se"] for row in means)


def test_units_that_were_drawn_are_weighted():
    """A unit of weight 3 counts as three units of the same people; alpha takes off one value of them all, not of n."""
    given = np.random.default_rng(0).random((3, 12, 2)) < 0.5
    weight = [1, 1, 3, 1, 2, 1, 1, 3, 1, 1, 1, 2]
    copied, people = np.repeat(given, weight, axis=1), np.repeat(np.arange(12) // 2, weight)

    def means(given, units):
        read = np.ones(given.shape[:2], bool)
        of = SeveralCoders(("a", "b", "c"), units, ("x", "y"), read, given, (), np.zeros(len(units), bool), ())
        return measure_coders(of, units.people.tolist(), 1)

    drawn = means(given, made(np.arange(12) // 2, weight))
    whole = means(copied, made(people))
    for one, other in zip(drawn, whole, strict=True):
        assert (one.coefficient, one.code, one.coders) == (other.coefficient, other.code, other.coders)
        near = {"rel": 1e-9} if "alpha" not in one.coefficient else {"abs": 0.05}
        assert one.agreement.value == pytest.approx(other.agreement.value, **near)
        assert one.agreement.se == pytest.approx(other.agreement.se, **near)


def test_alpha_of_a_code_is_that_of_the_table_of_who_gave_it(study):
    found = rows(study, "--coder", "budi,citra")
    given = {"ani": "0123", "budi": "012", "citra": "013"}
    table = [[int(at in own and turn == 2) for at in "0123" for turn in (2, 4)] + [1, 0] * 4 for own in given.values()]
    (staff,) = (row for row in found if (row["code"], row["coefficient"]) == ("staff", "alpha"))
    assert staff["value"] == pytest.approx(krippendorff_alpha(table, resamples=0).value)
    codes = [row["value"] for row in found if row["coefficient"] == "alpha" and row["code"][0] != "("]
    assert len(codes) == 3  # with the code above both
    assert found[0]["value"] == pytest.approx(sum(codes) / 3)


def test_a_code_above_another_is_no_second_value_of_a_set(study):
    found = {row["coefficient"]: row for row in rows(study, "--coder", "budi,citra") if row["code"] == "(all)"
             and row["raters"] == 3}  # fmt: skip
    codes = {"ani": "ssss", "budi": "sssn", "citra": "ssns"}
    table = [["s" if turn == 2 else "-" for _ in own for turn in (2, 4)] for own in codes.values()]
    for row, own in zip(table, codes.values(), strict=True):
        for at, code in enumerate(own):
            row[2 * at], row[2 * at + 1] = ("s", "-") if code == "s" else ("-", "n")
    table = [[*row, *["s", "-"] * 4] for row in table]
    nominal = krippendorff_alpha(table, resamples=0).value  # sets of one code at most: a distance is 0 or 1
    assert found["alpha_masi"]["value"] == found["alpha_jaccard"]["value"] == pytest.approx(nominal)


def test_units_that_one_did_not_read_are_missing(study):
    about = "corpora/default/coding/citra/coder.yaml"
    study.write(about, "format: 1\nkind: person\nread_whole: [a0, a1, a2]\n")
    found = rows(study, "--coder", "budi,citra")
    assert found[0]["n"] == 16
    assert {row["n"] for row in found if row["coders"] == "ani, citra"} == {6}


@pytest.mark.parametrize("spans", [(), ("--spans",)])
def test_a_coder_who_shares_no_unit_is_left_out_and_said(study, spans):
    for coder, read in (("ani", "[a0, a1, a2, b0]"), ("budi", "[a0, a1, b0]"), ("citra", "[a3, b3]")):
        study.write(f"corpora/default/coding/{coder}/coder.yaml", f"format: 1\nkind: person\nread_whole: {read}\n")
    both = rows(study, "--coder", "budi,citra", *spans)
    assert {row["coders"] for row in both} == {"ani, budi"}
    said = study.done("evaluate", "--against", "ani", "--coder", "budi,citra", *spans).err
    assert "`citra` shares no turn with any of the others; left out here" in said
    assert study.run("evaluate", "--against", "citra", "--coder", "ani,budi", *spans).code == 2


@pytest.mark.parametrize(
    ("least", "code"), [("alpha=.1", 0), ("alpha=.99", 1), ("masi=.1", 0), ("fleiss=.99", 1), (".99", 1)]
)
def test_the_least_of_any_coefficient(study, least, code):
    ended = study.run("evaluate", "--against", "ani", "--coder", "budi,citra", "--min", least)
    assert (ended.code, "must be at least" in ended.err) == (code, code == 1)
    assert "Overall: Krippendorff's alpha, mean of 3 codes" in ended.err


@pytest.mark.parametrize(
    ("least", "code"), [("kappa=.1", 0), ("gwet=.99", 1), ("f1=.1", 0), ("recall=1", 1), (".1", 0)]
)
def test_the_least_of_two_coders(study, least, code):
    assert study.run("evaluate", "--against", "ani", "--coder", "budi", "--min", least).code == code


@pytest.mark.parametrize("coders", ["budi", "budi,citra"])
def test_a_wrong_name_is_one_line(study, coders):
    ended = study.run("evaluate", "--against", "ani", "--coder", coders, "--min", "alhpa=.6")
    assert (ended.code, "there is no coefficient `alhpa`; did you mean `alpha`?" in ended.err) == (2, True)
    assert len(ended.err.strip().splitlines()) == 1


def test_a_coder_is_named_once_and_known(study):
    assert study.run("evaluate", "--against", "ani", "--coder", "budi,ani").code == 2
    assert "budi" in study.run("evaluate", "--against", "ani", "--coder", "citra,budy").err
    assert study.run("evaluate", "--against", "ani", "--coder", "budi,citra", "--by", "language").code == 2


def test_passages_are_compared_by_their_characters(study):
    keep_coding(study, "a0", 2, "Perawat tidak cukup", coder="budi")
    found = rows(study, "--coder", "budi", "--spans")
    assert [row["coefficient"] for row in found if row["code"] == "(all)"] == ["u_alpha", "binary_u_alpha", "cu_alpha"]
    staff = {row["coefficient"]: row for row in found if row["code"] == "staff"}
    assert staff["character_percent"]["n"] == 4 * (len("Perawat tidak cukup.") + len("Jaringan kurang.")
        + len("The nurse sleeps.") + len("Nobody came."))  # fmt: skip
    differ = len(" tidak cukup") + len("Perawat")
    assert staff["character_percent"]["value"] == pytest.approx(1 - differ / staff["character_percent"]["n"])
    assert 0 < staff["character_kappa"]["value"] < 1
    ended = study.run("evaluate", "--against", "ani", "--coder", "budi", "--spans", "--min", "u=.99")
    assert (ended.code, "must be at least" in ended.err) == (1, True)


def test_passages_of_three_are_compared_too(study):
    found = rows(study, "--coder", "budi,citra", "--spans")
    assert found[0]["raters"] == 3
    assert {row["coders"] for row in found if row["coefficient"] == "character_kappa"} == {
        "ani, budi", "ani, citra", "budi, citra",
    }  # fmt: skip


def test_the_terminal_has_a_row_a_code_and_a_row_a_pair(study):
    out = study.done("evaluate", "--against", "ani", "--coder", "budi,citra").out
    by_code, pairs = out.split("Pairs of coders")
    first = {line.split()[0] for line in by_code.splitlines() if line.strip()}
    assert {"(mean)", "(all)", "staff", "network"} <= first
    assert [line.split("  ")[1] for line in pairs.splitlines() if ", " in line] == [
        "ani, budi", "ani, citra", "budi, citra",
    ]  # fmt: skip


def test_rules_are_compared_on_the_codes_that_readers_give(study):
    for at in "0123":
        keep_coding(study, f"a{at}", 2, "Perawat", coder="ani")
    study.replace("clinic.yaml", "terms: [perawat, nurse]", "terms: [perawat, nurse, nobody]")
    for way in (["rules"], ["rules", "--spans"]):
        codes = {row["code"] for row in rows(study, "--coder", f"{way[0]}{',' if len(way) < 2 else ''}", *way[1:])}
        assert "staff" in codes
        assert "network" not in codes


def test_two_passes_of_one_coder_are_said_to_be_that(study):
    for at in "01":
        keep_coding(study, f"a{at}", 2, "Perawat", coder="ani@2")
    for way in (["ani@2"], ["ani@2", "--spans"]):
        ended = study.done("evaluate", "--against", "ani", "--coder", *way)
        assert "passes of one coder" in ended.out + ended.err
    assert "passes of one coder" not in study.done("evaluate", "--against", "ani", "--coder", "budi,citra").err


class TestSplits:
    @pytest.fixture
    def split(self, study):
        test = "".join(f"  {name}: {{attributes: {{split: test}}}}\n" for name in ("a0", "b0"))
        study.write("corpora/default/corpus.yaml", f"format: 1\ntranscripts:\n{test}")
        return study

    @pytest.mark.parametrize("coders", ["budi", "budi,citra"])
    def test_plain_evaluate_leaves_the_test_half_alone(self, split, coders):
        ended = split.done("evaluate", "--against", "ani", "--coder", coders)
        assert "2 transcripts set aside for testing were left out" in ended.out + ended.err
        assert not (split.path / "corpora/default/coding/test-uses.jsonl").exists()

    @pytest.mark.parametrize(("named", "units"), [("test", 4), ("all", 16)])
    def test_asked_for_it_is_looked_at_and_kept(self, split, named, units):
        assert rows(split, "--coder", "budi,citra", "--split", named)[0]["n"] == units
        (line,) = split.read("corpora/default/coding/test-uses.jsonl").splitlines()
        assert json.loads(line)["split"] == named

    def test_a_respondent_in_both_halves_is_no_test(self, split):
        both = "speakers:\n  Informan: {role: participant, respondent: Rina}\n"
        split.write("corpora/default/corpus.yaml", split.read("corpora/default/corpus.yaml") + both)
        for coders in ("budi", "budi,citra"):
            ended = split.run("evaluate", "--against", "ani", "--coder", coders)
            assert (ended.code, "in the test half and outside of it" in ended.err) == (2, True)
