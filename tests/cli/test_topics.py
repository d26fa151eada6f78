"""`qualcode topics` and what is exported after it, on interviews about three matters."""

import json
import re
import shutil
from itertools import permutations

import pytest

from qualcode.api import topics
from qualcode.export import TABLE_FORMATS
from qualcode.topics.fit import METHODS
from study import Folder
from topics.talk import ABOUT, interview, talked

TABLES = ("topics", "topic_terms", "topic_segments", "topic_by", "crosswalk")
NEEDS = {"topic_by": ("--by", "city")}


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    folder = talked(tmp_path_factory.mktemp("topics"))
    folder.done("topics", "--k", "3")
    return folder


def rows(folder: Folder, *arguments: str):
    return folder.done("topics", "--json", *arguments).json["topics"]["rows"]


def matter(row) -> str:
    """What a topic is about, when all its terms belong to one matter."""
    terms = row["terms"].split(";")[:5]
    about = [name for name, words in ABOUT.items() if all(any(term in word for word in words) for term in terms)]
    return about[0] if len(about) == 1 else ""


class TestAgain:
    @pytest.fixture
    def fits(self, monkeypatch):
        """How often topics were fitted."""
        found, fitting = [], topics.fit_topics
        monkeypatch.setattr(topics, "fit_topics", lambda *given: found.append(1) or fitting(*given))
        return found

    def test_the_same_question_is_answered_from_what_was_kept(self, study, fits):
        first, again = (study.done("topics", "--k", "3", "--seed", "2", "--json") for _ in range(2))
        assert len(fits) == 1
        assert first.json == again.json
        assert again.err == first.err

    def test_another_question_is_not(self, study, fits):
        study.done("topics", "--k", "3")
        before = len(fits)
        study.done("topics", "--k", "2", "-n")
        study.write("qualcode.yaml", "format: 1\ntopics: {stop_words: [surat]}\n")
        study.done("topics", "--k", "3", "-n")
        (study.path / "qualcode.yaml").unlink()
        assert len(fits) == before + 2


class TestFinding:
    @pytest.mark.parametrize("unit", ["segment"])
    @pytest.mark.parametrize("method", ["nmf", "minibatch"])
    def test_the_three_matters_are_found_with_who_speaks_of_them(self, study, method, unit):
        found = rows(study, "--k", "3", "--method", method, "--unit", unit, "-n")
        assert sorted(map(matter, found)) == sorted(ABOUT)
        assert all(row["respondents"] == row["respondents_total"] == 8 for row in found)
        assert all(row["stable"] for row in found)

    def test_shares_are_of_units_with_a_topic(self, study):
        found = rows(study, "--k", "3", "-n")
        assert sum(row["segments"] for row in found) == 8 * 16 * 3
        assert abs(sum(row["share_pct"] for row in found) - 100) < 0.3

    def test_the_matter_without_a_code_is_the_widest_gap(self, study):
        first = min(rows(study, "--k", "3", "-n"), key=lambda row: row["gap_rank"])
        assert matter(first) == "letter"
        assert first["uncoded_pct"] == 100.0

    def test_a_range_shows_its_curve_and_takes_the_number_of_matters(self, study):
        product = study.done("topics", "--k", "2..5", "-n", "--json").json
        assert [each["k"] for each in product["tried"]] == [2, 3, 4, 5]
        assert [each["k"] for each in product["tried"] if each["chosen"]] == [len(product["topics"]["rows"])] == [3]

    def test_without_a_number_the_best_of_the_usual_ones_is_taken_and_said(self, study):
        ended = study.done("topics", "-n", "--json")
        tried = {each["k"]: each["chosen"] for each in ended.json["tried"]}
        assert list(tried) == [4, 6, 9]
        assert [k for k, chosen in tried.items() if chosen] == [len(ended.json["topics"]["rows"])]
        assert "Numbers of topics tried: 4, 6, 9. The number is taken that" in ended.err
        assert "Numbers of topics\n" not in study.done("topics", "-n").out

    def test_a_core_is_a_part_of_the_terms_that_comes_back(self, study):
        for row in rows(study, "--k", "3", "-n"):
            core = row["core"].split(";")
            assert len(core) >= 5
            assert core == [term for term in row["terms"].split(";") if term in core]
            assert set(row["label"].split(", ")) <= set(core)
            assert row["core_stable"] is (row["core_kept"] >= 0.6) is True

    @pytest.mark.slow
    @pytest.mark.parametrize("method", METHODS)
    def test_other_seeds_find_the_same_stable_topics(self, study, method):
        one, other = (rows(study, "--k", "3", "--seed", seed, "--method", method, "-n") for seed in ("1", "2"))
        tops = [set(row["terms"].split(";")) for row in other]
        for row in one:
            if row["stable"]:
                own = set(row["terms"].split(";"))
                assert max(len(own & top) for top in tops) >= 0.8 * len(own)

    def test_the_same_words_give_the_same_bytes(self, study):
        assert study.done("topics", "--json", "-n").data == study.done("topics", "--json", "-n").data

    def test_the_terminal_shows_stability_respondents_and_a_quote(self, study):
        shown = study.done("topics", "--k", "3", "-n")
        assert "8 of 8" in shown.out
        assert "uncoded" in shown.out
        assert "Purposive" not in shown.err
        assert "Stability: mean share" in shown.err
        assert "quote" not in study.done("topics", "--k", "3", "-n", "--no-quotes").out

    def test_a_dry_run_keeps_nothing(self, tmp_path):
        folder = talked(tmp_path)
        folder.done("topics", "--k", "3", "-n")
        assert not (folder.path / ".qualcode/topics").exists()


class TestTables:
    @pytest.mark.parametrize("table", TABLES)
    @pytest.mark.parametrize("how", [how for how in TABLE_FORMATS if how != "sav"])
    def test_every_table_has_every_format(self, study, table, how):
        assert study.done("export", table, *NEEDS.get(table, ()), "--to", how, "-o", "-").data

    @pytest.mark.parametrize("table", TABLES)
    def test_every_row_stands_beside_stability_and_respondents(self, study, table):
        made = study.done("export", table, *NEEDS.get(table, ()), "--json").json["table"]
        assert made["rows"]
        assert all(row["stability"] is not None for row in made["rows"])
        assert {"respondents", "topic_respondents"} & set(made["rows"][0])

    def test_quotes_are_slices_of_the_text_and_show_the_topics_terms(self, study):
        for row in study.done("export", "topic_segments", "--json").json["table"]["rows"]:
            _, text = study.turns(row["transcript"])[row["turn"] - 1]
            assert row["quote"] in text
            assert any(term in row["quote"].lower() for term in row["label"].split(", "))

    def test_passages_come_from_different_respondents(self, study):
        made = study.done("export", "topic_segments", "--json", "--top", "4").json["table"]["rows"]
        for topic in {row["topic"] for row in made}:
            who = [row["respondent"] for row in made if row["topic"] == topic]
            assert len(who) == len(set(who)) == 4

    def test_groups_add_up_and_intervals_hold_their_share(self, study):
        made = study.done("export", "topic_by", "--by", "city", "--json").json["table"]["rows"]
        whole = {row["topic"]: row["segments"] for row in rows(study, "--k", "3", "-n")}
        for topic, size in whole.items():
            assert sum(row["segments"] for row in made if row["topic"] == topic) == size
        for row in made:
            assert row["mean_share_low"] <= row["mean_share_pct"] <= row["mean_share_high"]
            assert row["respondents_low"] <= row["respondents_pct"] <= row["respondents_high"]

    def test_the_crosswalk_counts_segments_of_both(self, study):
        made = study.done("export", "crosswalk", "--json").json["table"]["rows"]
        queue = next(row for row in made if row["code"] == "queue")
        assert queue["overlap"] == queue["code_segments"]
        assert queue["code_pct"] == 100.0
        total = 8 * 16 * 3
        lift = queue["overlap"] * total / (queue["topic_segments"] * queue["code_segments"])
        assert queue["lift"] == pytest.approx(lift, abs=0.006)
        alone = [row for row in made if row["code"] is None]
        assert [row["uncoded_pct"] for row in alone] == [100.0]

    def test_words_stay_out_of_redacted_tables(self, study):
        assert "made of participants' words" in study.run("export", "topic_segments", "--redact").err
        study.done("export", "topics", "--redact", "-o", "-")

    def test_topics_come_first(self, tmp_path):
        folder = talked(tmp_path, codebook=False)
        assert "run `qualcode topics` first" in folder.run("export", "topic_terms").err
        folder.done("topics", "--k", "3")
        folder.done("export", "topic_terms")
        assert "no codebook is named" in folder.run("export", "crosswalk").err
        folder.write("interviews/new.txt", interview(99))
        folder.done("ingest", "interviews")
        assert "older than" in folder.run("export", "topic_terms").err


class TestSuggesting:
    def test_drafts_are_reading_lists_that_pass_the_check(self, study):
        drafts = study.done("topics", "--k", "3", "--suggest").out
        study.write("drafts.yaml", drafts)
        study.done("check", "drafts.yaml")
        said = {" ".join(text.split()) for number in range(8) for _, text in study.turns(f"p{number}")}
        for one in drafts.split("  # Topic ")[1:]:
            read = re.findall(r"^  #   (\w+):\d+:\d+: (.+)$", one, re.MULTILINE)
            assert len({who for who, _ in read}) == 3
            assert all(any(quote in text for text in said) and quote[-1] in ".?!" for _, quote in read)

    def test_without_quotes_drafts_name_places_only(self, study):
        drafts = study.done("topics", "--k", "3", "--suggest", "--no-quotes").out
        said = [text for number in range(8) for _, text in study.turns(f"p{number}")]
        assert not any(sentence.strip() in drafts for text in said for sentence in text.split(". ") if sentence)
        assert re.search(r"^  #   p\d:\d+:\d+$", drafts, re.MULTILINE)

    def test_a_draft_can_be_looked_for(self, study):
        drafts = study.done("topics", "--k", "3", "--suggest").out
        study.write("drafts.yaml", drafts)
        code = re.search(r"- code: (\w+)", drafts)[1]
        found = study.done("propose", code, "-b", "drafts.yaml", "--json").json
        word = code.split("_", 2)[2]
        assert any(word in each["text"].lower() for each in found["proposals"][:3])

    def test_terms_of_the_core_come_first_and_are_marked(self, study):
        drafts = study.done("topics", "--k", "3", "--suggest").out
        terms = [line for line in drafts.splitlines() if " respondents" in line and "- " in line and "#" in line]
        first = terms[: drafts[: drafts.index("examples:")].count(" respondents") - 1]
        marked = [line.endswith(", core") for line in first]
        assert marked[0]
        assert marked == sorted(marked, reverse=True)

    def test_what_is_set_aside_for_testing_is_not_looked_at(self, tmp_path):
        aside = "transcripts:\n" + "".join(f"  p{at}: {{attributes: {{split: test}}}}\n" for at in (0, 1))
        folder = talked(tmp_path)
        folder.write("corpora/default/corpus.yaml", f"format: 1\n{aside}")
        folder.done("code", "-b", "queues.yaml")
        ended = folder.done("topics", "--k", "3", "--suggest")
        assert "set aside for testing left out: 2" in ended.err
        assert " p0:" not in ended.out
        assert "6 respondents" in ended.out
        folder.done("topics", "--k", "3")
        made = folder.done("export", "topic_segments", "--top", "8", "--json").json["table"]["rows"]
        assert {"p0", "p1"}.isdisjoint(row["transcript"] for row in made)


class TestMatching:
    def test_numbers_and_names_persist(self, tmp_path):
        folder = talked(tmp_path)
        folder.done("topics", "--k", "3", "--save", "topics.yaml")
        renamed = folder.read("topics.yaml")
        numbers = {matter(row): row["topic"] for row in rows(folder, "--k", "3", "-n")}
        for old, new in ((f"topic: {number}\n", f"topic: {number + 10}\n") for number in (3, 2, 1)):
            renamed = renamed.replace(old, new)
        folder.write("topics.yaml", renamed.replace('name: "', 'name: "Our '))
        found = rows(folder, "--k", "3", "--seed", "5", "--match", "topics.yaml")
        assert {matter(row): row["topic"] for row in found} == {key: 10 + value for key, value in numbers.items()}
        assert all(row["label"].startswith("Our ") for row in found)
        more = rows(folder, "--k", "4", "--match", "topics.yaml", "-n")
        assert sorted(row["topic"] for row in more)[-1] == 14

    def test_the_file_is_locked(self, tmp_path):
        folder = talked(tmp_path)
        folder.done("topics", "--k", "3", "--save", "topics.yaml")
        folder.done("topics", "--k", "3", "--match", "topics.yaml")
        folder.done("lock")
        assert "topics  topics.yaml  " in folder.read("qualcode.lock")
        shutil.rmtree(tmp_path / ".qualcode")  # a clone has none, and compares the file all the same
        assert "topics.yaml" not in folder.run("status").out
        folder.replace("topics.yaml", "topic: 3", "topic: 7")
        assert "topics topics.yaml has changed" in folder.run("status").out

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("topics: [{topic: one, terms: [a]}]", "a whole number from 1"),
            ("topics: [{topic: 1, terms: [a]}, {topic: 1, terms: [b]}]", "the same number"),
            ("topics: [{topic: 1}]", "a topic needs `terms`"),
            ("topic: 1", "has no field `topic`"),
        ],
    )
    def test_a_wrong_file_is_refused_with_its_place(self, study, text, said):
        study.write("wrong.yaml", text)
        ended = study.run("topics", "--match", "wrong.yaml")
        assert ended.code == 2
        assert said in ended.err
        assert "wrong.yaml:1" in ended.err


def refused(folder: Folder, *arguments: str) -> str:
    """The one line with which a command refuses."""
    ended = folder.run("topics", *arguments)
    assert ended.code == 2, ended
    lines = [line for line in ended.err.splitlines() if line.startswith("error")]
    assert len(lines) == 1
    return lines[0]


def of(path, *texts: str) -> Folder:
    folder = Folder(path)
    for at, text in enumerate(texts):
        folder.write(f"interviews/p{at}.txt", f"Pewawancara: Lalu?\nInforman: {text}\n")
    folder.done("ingest", "interviews")
    return folder


class TestBadInput:
    def test_three_segments(self, tmp_path):
        said = refused(of(tmp_path, "Surat izin.", "Surat izin.", "Surat izin."))
        assert "too little text for topics" in said
        assert "a term needs 3 respondents and 3 segments; ingest more interviews" in said
        assert "--min-df" not in said  # no lower one helps: each segment is one respondent's

    def test_one_respondent(self, tmp_path):
        assert "topics need 3 respondents; participants here: 1" in refused(of(tmp_path, "Surat izin. " * 40))

    def test_all_text_one_word(self, tmp_path):
        assert "too little text" in refused(of(tmp_path, *["Surat. " * 30] * 4))

    def test_so_few_terms_that_stability_says_little_are_said(self, tmp_path):
        matters = [("surat", "berkas", "loket", "materai"), ("sinyal", "server", "listrik", "kabel")]
        said = " ".join(f"Ya {one} {other}." for words in matters for one, other in permutations(words, 2))
        folder = of(tmp_path, *[said] * 4)
        assert "terms recur, and topics share most of them" in folder.done("topics", "--k", "2").err

    def test_enough_terms_are_not(self, study):
        assert "terms recur" not in study.done("topics", "--k", "3", "-n", "--samples", "2").err

    def test_more_topics_than_the_text_holds(self, study):
        said = refused(study, "--k", "500")
        assert "500 topics are more than this text holds: at most" in said
        most = said.rsplit("--k ", 1)[1].split("`")[0]
        study.done("topics", "--k", most, "-n", "--samples", "2")

    def test_stop_words_take_everything(self, tmp_path):
        folder = of(tmp_path, *["Surat izin sinyal. " * 10] * 4)
        folder.write("qualcode.yaml", "format: 1\ntopics:\n  stop_words: [surat, izin, sinyal]\n")
        assert "no word is left" in refused(folder)

    def test_names_and_stop_words_of_the_study_are_no_terms(self, tmp_path):
        folder = talked(tmp_path)
        folder.write("qualcode.yaml", "format: 1\ntopics:\n  stop_words: [antrean]\n  names: [Materai]\n")
        terms = {term for row in rows(folder, "--k", "3") for term in row["terms"].split(";")}
        assert "sinyal" in terms
        assert not any(word in term for term in terms for word in ("antrean", "materai"))

    @pytest.mark.parametrize(
        ("k", "said"), [("1", "not a range"), ("9..4", "not a range"), ("many", "is not a number")]
    )
    def test_a_number_that_is_none(self, study, k, said):
        ended = study.run("topics", "--k", k)
        assert ended.code == 2
        assert said in ended.err

    @pytest.mark.parametrize(
        ("option", "word", "near"), [("--method", "nfm", "`nmf`"), ("--unit", "segments", "`segment`")]
    )
    def test_a_misspelt_word_gets_the_nearest(self, study, option, word, near):
        assert f"did you mean {near}?" in refused(study, option, word)

    def test_a_missing_file_of_names(self, study):
        assert "write one with `qualcode topics --save FILE`" in refused(study, "--match", "nothing.yaml")


def test_a_speaker_is_no_topic(tmp_path):
    folder = Folder(tmp_path)
    for at in range(6):
        text = interview(at).replace("Informan:", "Sukarsih:").replace("Waktu itu", "Kata sukarsih waktu itu")
        folder.write(f"interviews/p{at}.txt", text)
    folder.done("ingest", "interviews", "--interviewer", "Pewawancara")
    assert "sukarsih" not in json.dumps(rows(folder, "--k", "3"))
