"""The loop of sample, import and evaluate on a small study: what goes round comes back."""

import json

import pytest

from study import Folder, coded, keep_coding, small

CORPUS = """\
format: 1
transcripts:
  a: {attributes: {split: test}}
  b: {attributes: {split: development}}
"""
B = """\
Interviewer: Any nurse?
Participant: The nurse sleeps. The bus was late.
Interviewer: And?
Participant: Nobody came.
"""
OTHER = "Interviewer: Any nurse?\nParticipant: The nurse sleeps.\n"
STANCE = """\
  - code: stance
    kind: stance
    exclusive: true
  - code: for
    parent: stance
    label: {en: For}
  - code: against
    parent: stance
    label: {en: Against}
"""
A = "Pewawancara: Ada?\nInforman: Perawat tidak cukup.\nPewawancara: Lalu?\nInforman: Jaringan kurang.\n"


@pytest.fixture
def study(tmp_path) -> Folder:
    folder = coded(tmp_path, {"a.txt": A, "b.txt": B})
    folder.write("corpora/default/corpus.yaml", CORPUS)
    return folder


def kept(folder: Folder, transcript: str, coder: str = "reader-1") -> list[dict]:
    lines = folder.read(f"corpora/default/coding/{coder}/{transcript}.jsonl").splitlines()
    return [json.loads(line) for line in lines[1:]]


class TestEvaluate:
    def test_rules_against_a_person(self, study):
        keep_coding(study, "b", 4, "Nobody came")
        got = study.done("evaluate", "--against", "reader-1", "--json").json
        (line,) = got["whole"]["codes"]
        assert (line["code"], line["reference"], line["found"], line["both"]) == ("staff", 1, 1, 0)
        assert [each["kind"] for each in got["disagreements"]] == ["miss", "false alarm"]
        assert (got["whole"]["silent"], got["whole"]["alarms"], got["test_uses"]) == (1, 1, 0)

    def test_the_terminal_has_the_digits_of_the_table(self, study):
        keep_coding(study, "b", 4, "Nobody came")
        keep_coding(study, "a", 2, "Perawat tidak cukup")
        command = ("evaluate", "--against", "reader-1", "--unit", "segment")
        scores = {row["alpha"] for row in study.done(*command, "--json").json["evaluation"]["rows"]} - {None, 0, 1}
        shown = study.done(*command).out
        assert scores
        assert [score for score in scores if f" {score:.3f} " not in shown] == []

    def test_the_reference_is_no_codebook_and_somebody_else(self, study):
        keep_coding(study, "b", 4, "Nobody came")
        assert study.run("evaluate", "--against", "rules").code == 2
        assert study.run("evaluate", "--against", "reader-1", "--coder", "reader-1").code == 2
        assert "reader-1" in study.run("evaluate", "--against", "reader").err

    def test_an_edited_codebook_needs_no_new_coding(self, study):
        keep_coding(study, "b", 4, "Nobody came")
        study.replace("clinic.yaml", "terms: [perawat, nurse]", "terms: [nobody]")
        got = study.done("evaluate", "--against", "reader-1", "--json").json
        assert got["whole"]["micro"]["both"] == 1

    def test_blocks_by_language_and_by_attribute(self, study):
        keep_coding(study, "b", 4, "Nobody came")
        for by, groups in (("language", {"en"}), ("split", {"development"})):
            rows = study.done("evaluate", "--against", "reader-1", "--by", by, "--json").json["evaluation"]["rows"]
            assert {row["group"] for row in rows} == groups
        assert study.run("evaluate", "--against", "reader-1", "--by", "languages").code == 2

    def test_agreement_below_the_least_fails(self, study):
        keep_coding(study, "b", 4, "Nobody came")
        assert study.run("evaluate", "--against", "reader-1", "--min", "0.5").code == 1

    def test_files_have_every_row_and_no_words_when_asked(self, study):
        keep_coding(study, "b", 4, "Nobody came")
        study.done("evaluate", "--against", "reader-1", "--misses", "m.csv", "-o", "scores.csv")
        assert [row["quote"] for row in study.rows("m.csv")] == ["Nobody came", "The nurse sleeps."]
        assert [row["code"] for row in study.rows("scores.csv")] == ["staff", "(micro)", "(macro)"]
        study.done("evaluate", "--against", "reader-1", "--misses", "m.csv", "--no-quotes")
        assert "Nobody" not in study.read("m.csv")


class TestPeople:
    @pytest.fixture
    def people(self, study):
        study.write("corpora/default/corpus.yaml", "format: 1\n")
        for coder, code in (("ani", "staff"), ("budi", "network")):
            keep_coding(study, "b", 2, "The nurse", coder=coder)
            keep_coding(study, "a", 4, "Jaringan kurang", coder=coder, code=code)
        return study

    def evaluate(self, study, one, other):
        return study.done("evaluate", "--against", one, "--coder", other, "--json").json

    def test_who_is_the_reference_changes_nothing_but_precision_and_recall(self, people):
        ways = [self.evaluate(people, *names) for names in (("ani", "budi"), ("budi", "ani"))]
        one, other = (way["whole"] for way in ways)
        assert {line["code"] for line in one["codes"]} == {line["code"] for line in other["codes"]}
        assert {"network", "staff"} <= {line["code"] for line in one["codes"]}
        for row in ("micro", "macro"):
            assert [one[row][name] for name in ("f1", "agreement", "kappa", "alpha")] == [
                other[row][name] for name in ("f1", "agreement", "kappa", "alpha")
            ]
            assert one[row]["precision"]["value"] == other[row]["recall"]["value"] or row == "macro"
        assert one["micro"]["agreement"] < 1

    def test_what_one_alone_gives_is_no_error(self, people, monkeypatch):
        kinds = {(each["kind"], each["code"]) for each in self.evaluate(people, "ani", "budi")["disagreements"]}
        assert ("only by ani", "staff") in kinds
        assert ("only by budi", "network") in kinds
        ended = people.done("evaluate", "--against", "ani", "--coder", "budi")
        assert "Only by budi" in ended.out
        monkeypatch.setenv("QUALCODE_LANG", "id")
        told = people.done("evaluate", "--against", "ani", "--coder", "budi")
        assert "Hanya oleh budi" in told.out
        assert "Keduanya manusia" in told.err
        assert "false alarm" not in ended.out.lower()
        closing = ended.err[ended.err.index("Kappa by code") :]
        assert "codebook" not in closing
        assert "mean of the codes (macro)" in closing

    def test_two_of_two_are_no_certainty(self, people):
        keep_coding(people, "a", 4, "Jaringan kurang", coder="budi")
        staff = self.evaluate(people, "ani", "budi")["whole"]["codes"][0]
        assert (staff["both"], staff["f1"]["value"]) == (2, 1)
        assert staff["precision"] == {"value": 1.0, "low": pytest.approx(0.342, abs=0.001), "high": 1.0}
        assert staff["f1"]["low"] == pytest.approx(0.510, abs=0.001)


ANSWERS = "id,answer\n" + "".join(f"{at},The nurse is {'away' if at % 3 else 'here'}.\n" for at in range(1, 31))


class TestPeopleAreDrawn:
    """Intervals are over people: rows of a survey are a person each, and one person in four transcripts is one."""

    def note(self, study: Folder, *options: str) -> str:
        notes = study.done("evaluate", "--against", "ani", *options, "--json").json["evaluation"]["notes"]
        return next(note for note in notes if "ntervals" in note)

    def test_rows_of_a_survey_are_a_person_each(self, tmp_path):
        study = small(tmp_path, {"s.csv": ANSWERS})
        study.done("ingest", "interviews", "--each", "row", "--columns", "text=answer,id=id")
        study.done("code", "-b", "clinic.yaml")
        keep_coding(study, "s", 3, "The nurse", coder="ani")
        assert "over 30 respondents" in self.note(study)
        precision = study.done("evaluate", "--against", "ani", "--json").json["whole"]["codes"][0]["precision"]
        assert precision["value"] == pytest.approx(1 / 30)
        assert 0 == precision["low"] < precision["value"] < precision["high"] < 0.5

    def test_one_respondent_in_several_transcripts_is_drawn_as_one(self, tmp_path):
        study = coded(tmp_path, {f"{name}.txt": OTHER for name in "abcd"})
        for name, quote in zip("abcd", ("nurse", "nurse", "sleeps", "sleeps"), strict=True):
            keep_coding(study, name, 2, quote, coder="ani", code="staff" if quote == "nurse" else "network")
        assert "over 4 respondents" in self.note(study)
        joined = "".join(f"  {each}: {{speakers: {{Participant: {{respondent: Ana}}}}}}\n" for each in "ab")
        study.write("corpora/default/corpus.yaml", f"format: 1\ntranscripts:\n{joined}")
        assert "over 3 respondents" in self.note(study)
        study.write("corpora/default/corpus.yaml", "format: 1\nspeakers: {Participant: {respondent: Ana}}\n")
        assert self.note(study).startswith("No intervals: they need two respondents")

    def test_who_talked_together_is_drawn_together(self, tmp_path):
        study = coded(tmp_path, {f"{name}.txt": OTHER for name in "abcd"})
        for name in "abcd":
            keep_coding(study, name, 2, "nurse", coder="ani")
        together = "".join(f"  {name}: {{session: group}}\n" for name in "ab")
        study.write("corpora/default/corpus.yaml", f"format: 1\ntranscripts:\n{together}")
        assert "over 3 groups of people who talked together (4 respondents)" in self.note(study)


class TestCodesThatExcludeEachOther:
    @pytest.fixture
    def exclusive(self, study):
        study.write("corpora/default/corpus.yaml", "format: 1\n")
        study.replace("clinic.yaml", "  - code: health_app", STANCE + "  - code: health_app")
        for coder, code in (("ani", "for"), ("budi", "against")):
            keep_coding(study, "a", 4, "Jaringan", coder=coder, code=code)
            keep_coding(study, "b", 4, "Nobody", coder=coder, code="against")
        return study

    def test_they_are_one_value_a_unit_and_the_closing_sentence_says_so(self, exclusive):
        ended = exclusive.done("evaluate", "--against", "ani", "--coder", "budi", "--json")
        (line,) = ended.json["whole"]["nominal"]
        assert (line["code"], line["reference"], line["both"]) == ("(one of stance)", 2, 1)
        assert "(one of stance): kappa" in ended.err
        assert any(
            note.startswith("(one of stance): which of these codes") for note in ended.json["evaluation"]["notes"]
        )
        assert ended.json["evaluation"]["rows"][-1]["code"] == "(one of stance)"

    def test_two_of_them_in_one_turn_are_a_finding(self, exclusive):
        file = exclusive.path / "corpora/default/coding/ani/a.jsonl"
        with file.open("a") as out:
            out.write(file.read_text().splitlines()[1].replace('"for"', '"against"') + "\n")
        (found,) = exclusive.run("check", "--select", "QC306", "clinic.yaml", "--json").json["findings"]
        assert "ani gives `for`, `against` in turn 4 of `a`, which exclude each other (stance)" in found["message"]


class TestSplits:
    def test_every_use_of_the_test_transcripts_is_kept_and_counted(self, study):
        keep_coding(study, "a", 2, "Perawat")
        for count in (1, 2):
            ended = study.done("evaluate", "--against", "reader-1", "--split", "test")
            assert f"Use {count} of" in ended.err
        lines = study.read("corpora/default/coding/test-uses.jsonl").splitlines()
        assert [json.loads(line)["macro_f1"] for line in lines] == [1, 1]

    def test_so_is_one_of_all_transcripts(self, study):
        keep_coding(study, "a", 2, "Perawat")
        assert study.done("evaluate", "--against", "reader-1", "--split", "all", "--json").json["test_uses"] == 1

    def test_where_no_split_is_named_they_are_left_alone(self, study):
        keep_coding(study, "a", 2, "Perawat")
        ended = study.run("evaluate", "--against", "reader-1")
        assert (ended.code, "--split test" in ended.err) == (2, True)
        keep_coding(study, "b", 4, "Nobody came")
        ended = study.done("evaluate", "--against", "reader-1", "--json")
        assert ended.json["test_uses"] == 0
        assert "1 transcript set aside for testing was left out" in " ".join(ended.json["evaluation"]["notes"])
        assert not (study.path / "corpora/default/coding/test-uses.jsonl").exists()

    def test_development_uses_none(self, study):
        keep_coding(study, "b", 4, "Nobody came")
        study.done("evaluate", "--against", "reader-1", "--split", "development")
        assert not (study.path / "corpora/default/coding/test-uses.jsonl").exists()

    def test_words_of_test_transcripts_are_not_shown(self, study):
        keep_coding(study, "a", 4, "Jaringan")
        ended = study.done("evaluate", "--against", "reader-1", "--split", "test", "--json")
        assert ended.json["whole"]["micro"]["both"] == 0
        assert ended.json["disagreements"] == []

    def test_a_dry_run_on_them_is_refused(self, study):
        keep_coding(study, "a", 2, "Perawat")
        assert study.run("evaluate", "--against", "reader-1", "-n").code == 2

    def test_a_split_that_nobody_has_is_refused(self, study):
        keep_coding(study, "a", 2, "Perawat")
        assert "development" in study.run("evaluate", "--against", "reader-1", "--split", "develop").err


class TestReport:
    def test_scores_are_of_the_test_half_and_examples_of_the_other(self, study):
        keep_coding(study, "a", 4, "Jaringan")
        keep_coding(study, "b", 4, "Nobody came")
        study.done("evaluate", "--against", "reader-1", "--split", "test", "--report", "docs/quality.md")
        page = study.read("docs/quality.md")
        assert "the test half of corpus `default`: 2 turns" in page
        assert "(b, turn 4, en)" in page
        assert "Jaringan" not in page

    def test_words_are_shown_only_where_consent_includes_it(self, study):
        keep_coding(study, "b", 4, "Nobody came")
        arguments = ("evaluate", "--against", "reader-1", "--split", "development", "--report", "q.md")
        study.done(*arguments)
        assert "Nobody came" not in study.read("q.md")
        for less in ("analysis", "no sharing of transcripts"):
            study.write("corpora/default/corpus.yaml", CORPUS + f"consent: {less}\n")
            study.done(*arguments)
            assert "Nobody came" not in study.read("q.md")
        study.write("corpora/default/corpus.yaml", CORPUS + "consent: quotes\n")
        study.done(*arguments)
        assert "Nobody came" in study.read("q.md")

    def test_it_says_that_a_model_coded(self, study):
        keep_coding(study, "b", 4, "Nobody came")
        study.write(
            "corpora/default/coding/reader-1/coder.yaml", "format: 1\nkind: model\nmethod: It read.\nread_whole: true\n"
        )
        study.done("evaluate", "--against", "reader-1", "--split", "development", "--report", "q.md")
        assert "language model" in study.read("q.md")
        assert "It read." in study.read("q.md")
