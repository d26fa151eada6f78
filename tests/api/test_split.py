"""`sample --split test=0.3`: whole respondents are set aside, and no command looks at them unasked."""

import pytest

from study import Folder, coded, keep_coding, small

TALK = "Interviewer: And?\nParticipant: The nurse number {at} sleeps.\n"
SOURCES = {f"t{at}.txt": TALK.format(at=at) for at in range(10)}


@pytest.fixture
def study(tmp_path) -> Folder:
    return coded(tmp_path, SOURCES)


def halves(folder) -> dict[str, set[str]]:
    rows = folder.done("export", "speakers", "--to", "json", "-o", "-").json["rows"]
    assert rows
    table = folder.done("export", "codes", "--by", "split", "--to", "json", "-o", "-").json["rows"]
    return {row["group"]: row["respondents_total"] for row in table}


def test_a_share_of_the_respondents_is_set_aside(study):
    ended = study.done("sample", "--split", "test=0.3", "--seed", "1", "--json")
    assert (ended.json["test"], ended.json["respondents"]) == (3, 10)
    assert halves(study) == {"test": 3, "development": 7}
    assert "split: test" in study.read("corpora/default/corpus.yaml")


def test_the_same_seed_draws_the_same_people(tmp_path):
    drawn = []
    for name, seed in (("one", 1), ("two", 1), ("three", 2)):
        folder = coded(tmp_path / name, SOURCES)
        drawn.append(folder.done("sample", "--split", "test=0.3", "--seed", str(seed), "--json").json["transcripts"])
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_second_split_would_move_people_and_is_refused(study):
    study.done("sample", "--split", "test=0.3")
    before = study.read("corpora/default/corpus.yaml")
    ended = study.run("sample", "--split", "test=0.5")
    assert (ended.code, "has a split already" in ended.err) == (2, True)
    assert study.read("corpora/default/corpus.yaml") == before


@pytest.mark.parametrize("wrong", ["test=30", "test=x", "tst=0.3", "test=0"])
def test_what_is_no_share_is_refused_in_a_line(study, wrong):
    ended = study.run("sample", "--split", wrong)
    assert (ended.code, len(ended.err.strip().splitlines())) == (2, 1)


def test_a_dry_run_writes_nothing(study):
    before = study.tree("corpora")
    assert "Would write corpora/default/corpus.yaml" in study.done("sample", "--split", "test=0.3", "-n").err
    assert study.tree("corpora") == before


def test_people_who_sat_together_stay_together(study):
    one = "speakers:\n  Participant: {role: participant}\n"
    joined = "".join(f"  t{at}: {{session: s{at // 2}}}\n" for at in range(10))
    study.write("corpora/default/corpus.yaml", f"format: 1\n# mine\n{one}transcripts:\n{joined}")
    ended = study.done("sample", "--split", "test=0.4", "--json").json
    assert (ended["groups"], ended["test"]) == (5, 4)
    aside = sorted(int(name[1:]) for name in ended["transcripts"])
    assert [a // 2 for a in aside[::2]] == [a // 2 for a in aside[1::2]]
    assert "# mine" in study.read("corpora/default/corpus.yaml")


def test_a_person_in_all_transcripts_cannot_be_divided(study):
    study.write(
        "corpora/default/corpus.yaml",
        "format: 1\nspeakers:\n  Participant: {role: participant, respondent: Rina}\n",
    )
    ended = study.run("sample", "--split", "test=0.3")
    assert (ended.code, "cannot be divided" in ended.err) == (2, True)


def test_rows_of_a_survey_are_people_who_never_met(tmp_path):
    folder = small(tmp_path, {"s.txt": "".join(f"Answer {at}: no nurse.\n" for at in range(20))})
    folder.done("ingest", "interviews", "--each", "line", "--segment", "line")
    folder.done("code", "-b", "clinic.yaml", "-q")
    ended = folder.done("sample", "--split", "test=0.25", "--json").json
    assert (ended["test"], ended["groups"], ended["transcripts"]) == (5, 20, [])
    assert folder.read("corpora/default/respondents.csv").count("test") == 5
    assert halves(folder) == {"test": 5, "development": 15}


class TestLeftAlone:
    @pytest.fixture
    def aside(self, study):
        study.write("corpora/default/corpus.yaml", "format: 1\ntranscripts:\n  t7: {attributes: {split: test}}\n")
        return study

    @pytest.mark.parametrize(("split", "count"), [((), 9), (("--split", "test"), 1), (("--split", "all"), 10)])
    def test_words_counts_none_of_it_unless_asked(self, aside, split, count):
        ended = aside.done("words", "nurse", *split, "--json")
        assert {level["level"]: sum(form["count"] for form in level["forms"]) for level in ended.json["levels"]} == {
            "exact": count, "light": count, "root": count,
        }  # fmt: skip
        assert ("set aside" in aside.done("words", "nurse", *split).err) == (not split)

    def test_a_word_of_the_test_half_alone_is_not_even_named_as_near(self, aside):
        aside.replace("interviews/t7.txt", "nurse", "ambulance")
        aside.done("ingest", "interviews")
        assert aside.done("words", "ambulances", "--level", "exact", "--json").json["near"] == []
        assert aside.done("words", "ambulances", "--level", "exact", "--split", "all", "--json").json["near"]

    def test_explain_does_not_show_its_turns(self, aside):
        ended = aside.run("explain", "t7:2")
        assert (ended.code, "nurse" in ended.out + ended.err) == (2, False)
        assert "set aside for testing" in ended.err
        assert "nurse" in aside.done("explain", "t7:2", "--split", "test").out
        aside.done("explain", "t6:2")

    def test_a_sheet_has_none_of_its_units(self, aside):
        aside.done("sample", "-o", "sheet.csv")
        assert "t7" not in {row["transcript"] for row in aside.rows("sheet.csv")}
        aside.done("sample", "-o", "other.csv", "--split", "all")
        assert "t7" in {row["transcript"] for row in aside.rows("other.csv")}

    def test_nor_does_suggest(self, aside):
        keep_coding(aside, "t7", 2, "The nurse")
        ended = aside.run("suggest", "staff", "--coder", "reader-1")
        assert ended.code == 2
