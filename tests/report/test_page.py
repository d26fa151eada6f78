"""The page as a file: nothing acts in it, nothing comes from elsewhere, and it tells no more than it may."""

import base64
import hashlib
import json
import re

import pytest

from qualcode.cli.commands.report import SECTION_NAMES
from qualcode.report.sections import REPORT_SECTIONS
from report.made import made_study
from report.opened import opened_report, rows
from study import CODEBOOK, TXT, coded, keep_coding

CANARY, SPOKEN = "zebrafinch", "kwabbelig"
"""A name of interviews, and a word that respondents and interviewers say."""
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made_study(tmp_path_factory.mktemp("made"), 4)


@pytest.fixture(scope="module")
def report(folder):
    return opened_report(folder, "--by", "city", "--lang", "en")


def test_the_same_study_gives_the_same_bytes(folder, report):
    assert opened_report(folder, "--by", "city", "--lang", "en").data == report.data


def test_speech_and_names_are_text_and_nothing_acts(report):
    assert "<b>di</b> desa" not in report.text
    assert report.text.count("<script>") == report.text.count("</script>") == 1
    assert not ACTS.search(report.text)
    assert "<U+202E>" in report.tree.text_content()
    assert "␇" in report.text


def test_the_policy_allows_the_own_script_and_style_and_nothing_else(report):
    (policy,) = report.tree.xpath("//meta[@http-equiv]/@content")
    for name in ("style", "script"):
        (code,) = re.findall(f"<{name}>(.*?)</{name}>", report.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not report.tree.xpath("//@style|//@src|//link|//@onclick")
    assert all(link.startswith("#") for link in report.tree.xpath("//@href"))


def test_codings_that_nobody_agreed_to_quote_are_refused(tmp_path):
    folder = coded(tmp_path)
    folder.write("corpora/default/corpus.yaml", "format: 1\nconsent: analysis\n")
    ended = folder.run("report")
    assert (ended.code, "does not cover quotes" in ended.err) == (2, True)
    assert not (tmp_path / "out").exists()
    assert folder.run("report", "--no-quotes").code == 0
    assert folder.run("report", "--redact").code == 0


def test_one_respondent_who_did_not_agree_is_enough(tmp_path):
    folder = coded(tmp_path, {"a.txt": TXT, "b.txt": TXT})
    consents = "transcripts:\n  a: {attributes: {consent: quotes}}\n  b: {attributes: {consent: analysis}}\n"
    folder.write("corpora/default/corpus.yaml", f"format: 1\nconsent: quotes\n{consents}")
    folder.run("code", "-b", "clinic.yaml")
    for how in ("html", "docx"):
        ended = folder.run("report", "--to", how)
        assert (ended.code, "does not cover quotes" in ended.err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_where_nobody_says_what_was_agreed_to_a_warning_does(tmp_path):
    ended = coded(tmp_path).run("report", "--json")
    assert (ended.code, ended.codes()) == (0, ["consent-unknown"])


@pytest.mark.parametrize("option", ["--redact", "--no-quotes"])
def test_no_word_of_speech_is_in_a_page_without_quotes(tmp_path, option):
    said = TXT.replace("kurang sekali", f"kurang {SPOKEN}").replace("perawat?", f"perawat {SPOKEN}?")
    folder = coded(tmp_path, {f"{CANARY}-{at}.txt": said for at in range(7)})
    for lang in ("en", "id"):
        report = opened_report(folder, option, "--lang", lang)
        assert SPOKEN in folder.read(f"interviews/{CANARY}-0.txt")
        assert SPOKEN not in report.text
        phrases = {row["quote"] for row in rows(folder, "segments") if " " in row["quote"]}
        assert phrases
        assert not [phrase for phrase in phrases if phrase in report.text]
        assert not report.tree.xpath("//figure|//dialog|//script|//a[@class='n']|//article[@class='turn']")
        assert (CANARY in report.text) == (option == "--no-quotes")  # names of interviews stay without --redact


def test_a_redacted_page_has_the_numbers_of_redacted_tables(tmp_path):
    folder = coded(tmp_path, {f"{at}.txt": TXT if at < 4 else "Informan: Perawat datang.\n" for at in range(9)})
    report = opened_report(folder, "--redact")
    shown = report.cells("barriers")
    told = rows(folder, "barriers", "--redact", "--interval")
    assert {(row["code"], str(row["respondents"])) for row in told} == {
        (code, value) for (code, column), value in shown.items() if column == "respondents"
    }
    assert "sessions" not in {column for _, column in shown}


def test_sections_are_chosen_and_counts_without_quotes_are_plain(folder):
    report = opened_report(folder, "--sections", "barriers,codebook")
    assert report.tree.xpath("//main/section/@id") == ["barriers", "codebook"]
    assert not report.tree.xpath("//a[@class='n']|//figure|//script")


def test_the_help_names_every_section():
    assert set(SECTION_NAMES) == set(REPORT_SECTIONS)
    assert tuple(REPORT_SECTIONS) == SECTION_NAMES


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--sections", "bariers"), "bariers"),
        (("--by", "citi"), "did you mean `city`?"),
        (("--lang", "fr"), "fr"),
        (("-o", "out/report.pdf"), "a page for the browser or a chapter for Word"),
        (("--coder", "nobody"), "nobody"),
    ],
)
def test_what_there_is_not_is_refused_in_one_line(folder, options, said):
    ended = folder.run("report", *options)
    assert ended.code == 2
    assert said in ended.err
    assert len(ended.err.strip().splitlines()) == 1


def test_sections_without_data_are_named_with_their_reason(report):
    method = report.tree.xpath("//section[@id='method']")[0].text_content()
    assert "Not in this report: Topics (no topics have been looked for); Saturation (" in method


def test_the_page_says_who_coded_and_that_nothing_was_measured(report):
    caution = report.tree.xpath("//div[@class='caution']")[0].text_content()
    assert "Made by rules alone: rules suggest, people find." in caution
    assert "has not been measured" in caution
    assert "Invented interviews (synthetic)." in caution


def test_the_command_on_the_page_makes_the_page_again(folder):
    ended = folder.done("report", "--by", "city", "--lang", "id", "-o", "out/laporan.html")
    assert "out/laporan.html" in ended.err
    page = folder.read("out/laporan.html")
    (command,) = re.findall(r"<code>qualcode (report [^<]*)</code>", page)
    folder.done(*command.replace("-o laporan.html", "-o out/again.html").split())
    assert folder.read("out/again.html") == page.replace("-o laporan.html", "-o again.html")


def test_an_indonesian_page_is_indonesian(folder):
    report = opened_report(folder, "--lang", "id")
    assert report.tree.get("lang") == "id"
    titles = report.tree.xpath("//h2/text()")
    assert {"Hambatan", "Siapa yang menyebutnya", "Kutipan", "Metode"} <= set(titles)
    assert "Perawat kurang" in report.text
    headings = [each.text_content() for each in report.tree.xpath("//th")]
    assert "Terpan\u00adcing (%)" in headings
    assert not any("|" in heading for heading in headings)


def test_of_many_quotes_the_first_of_each_code_are_kept_and_a_line_says_so(folder, monkeypatch):
    monkeypatch.setattr("qualcode.report.quotes.MANY_QUOTES", 20)
    monkeypatch.setattr("qualcode.report.quotes.FIRST_QUOTES", 5)
    monkeypatch.setattr("qualcode.report.quotes.FIRST_CONTRARY", 2)
    few, every = opened_report(folder, "--lang", "en"), opened_report(folder, "--lang", "en", "--all-quotes")
    left = len(every.quotes) - len(few.quotes)
    assert left > 0
    for code in range(4):
        assert len(few.with_marks(f"k{code}.m")) == min(5, len(every.with_marks(f"k{code}.m")))
    assert f"{left} more are left out (--all-quotes keeps them)" in few.tree.xpath("//p[@class='cut']")[0].text
    assert not every.tree.xpath("//p[@class='cut']")
    assert "opens those of its quotes that this file keeps." in few.text
    assert "opens its quotes." in every.text


def test_lanes_show_every_mention_of_a_page_that_keeps_the_first_quotes(folder, monkeypatch):
    every = opened_report(folder, "--lang", "en", "--all-quotes")
    monkeypatch.setattr("qualcode.report.quotes.MANY_QUOTES", 20)
    monkeypatch.setattr("qualcode.report.quotes.FIRST_QUOTES", 5)
    few = opened_report(folder, "--lang", "en")
    lanes = "//tr[@data-session]"
    assert [row.text_content() for row in few.tree.xpath(lanes)] == [
        row.text_content() for row in every.tree.xpath(lanes)
    ]
    mark = f"{lanes}//rect"
    assert [(each.get("x"), each.get("y"), each.get("class")) for each in few.tree.xpath(mark)] == [
        (each.get("x"), each.get("y"), each.get("class")) for each in every.tree.xpath(mark)
    ]
    opened = [few.tree.xpath(f"//figure[@id='q{number}']") for number in few.tree.xpath(f"{mark}/@data-quote")]
    assert 0 < len(opened) < len(every.tree.xpath(f"{mark}[@data-quote]"))
    assert all(opened)


def test_people_of_the_quotes_that_are_kept_are_as_many_as_can_be(folder, monkeypatch):
    monkeypatch.setattr("qualcode.report.quotes.MANY_QUOTES", 20)
    monkeypatch.setattr("qualcode.report.quotes.FIRST_QUOTES", 5)
    few, every = opened_report(folder, "--lang", "en"), opened_report(folder, "--lang", "en", "--all-quotes")
    people = {mark for figure in few.with_marks("k2.m") for mark in figure.get("class").split() if mark[0] == "r"}
    assert len(people) == min(
        5, len({m for f in every.with_marks("k2.m") for m in f.get("class").split() if m[0] == "r"})
    )


def test_a_study_without_barriers_ranks_its_codes(tmp_path):
    folder = coded(tmp_path)
    folder.write("clinic.yaml", CODEBOOK.replace("kind: barrier", "kind: need"))
    folder.done("code", "-b", "clinic.yaml")
    report = opened_report(folder, "--lang", "en")
    assert report.tree.xpath("//section[@id='barriers']/h2/text()") == ["Codes"]
    assert report.cells("codes")["staff", "mentions"] == "1"


def test_a_study_in_which_nobody_names_anything_has_a_page(tmp_path):
    folder = coded(tmp_path, {"a.txt": "Pewawancara: Apa kabar?\nInforman: Baik saja.\n"})
    report = opened_report(folder, "--lang", "en")
    assert "The rules find none of the codes." in report.tree.xpath("//p[@class='lead']")[0].text_content()
    assert not report.tree.xpath("//figure")


def test_the_report_is_shown_as_json_without_words(folder):
    made = json.loads(folder.done("report", "--json", "--by", "city").out)
    assert set(made) == {"file", "written", "sections", "attributes", "interviews", "quotes", "left_out", "findings"}
    assert made["attributes"] == ["city"]


def test_a_review_of_the_rules_is_said_first(tmp_path):
    folder = coded(tmp_path)
    folder.write("d.jsonl", "")
    folder.done("review", "--coder", "ani", "-b", "clinic.yaml", "--apply", "d.jsonl")
    folder.write("corpora/default/coding/ani/coder.yaml", "format: 1\nkind: person\n")
    report = opened_report(folder, "--reviewed-by", "ani", "--lang", "en")
    assert "Reviewed by ani: 0 of " in report.tree.xpath("//div[@class='caution']")[0].text_content()
    assert "--reviewed-by ani" in report.tree.xpath("//section[@id='method']")[0].text_content()


def test_when_a_code_is_given_stands_in_the_language_of_the_page(tmp_path):
    folder = coded(tmp_path)
    lists = "    include: {id: [tidak ada perawat], en: [there is no nurse]}\n    terms: [perawat, nurse]\n"
    folder.replace("clinic.yaml", "    terms: [perawat, nurse]\n", lists)
    folder.done("code", "-b", "clinic.yaml")
    for lang, said, other in (
        ("id", "tidak ada perawat", "there is no nurse"),
        ("en", "there is no nurse", "tidak ada perawat"),
    ):
        items = opened_report(folder, "--lang", lang).tree.xpath("//section[@id='codebook']//li/text()")
        assert (said in items, other in items) == (True, False)


def test_saturation_is_drawn_for_codes_that_a_person_made_while_reading(tmp_path):
    folder = coded(tmp_path, {f"{name}.txt": TXT for name in "abcdefg"})
    folder.write(
        "corpora/default/coding/ani/coder.yaml", "format: 1\nkind: person\nread_whole: true\napproach: inductive\n"
    )
    for name in "abcdefg":
        keep_coding(folder, name, 4, "Perawat", coder="ani", code="network" if name == "g" else "staff")
    report = opened_report(folder, "--coder", "ani", "--lang", "en")
    shown = report.cells("saturation")
    for row in rows(folder, "saturation", "--coder", "ani"):
        assert [shown[row["session"], each] for each in ("new_codes", "codes")] == [
            str(row["new_codes"]),
            str(row["codes"]),
        ]
    assert len(report.tree.xpath("//polyline/@points")[0].split()) == 7


def why_of(report):
    """Coded words -> what is said of the rules that found them."""
    return {
        figure.xpath(".//mark")[0].text_content(): [why.text_content() for why in figure.xpath(".//*[@class='why']")]
        for _, figure in report.quotes
    }


def test_a_rule_is_shown_by_what_it_says_and_one_without_a_sentence_by_its_name(tmp_path):
    folder = coded(tmp_path)
    says = '\n        says: {id: "Jaringannya <kurang>.", en: The network is lacking.}'
    folder.write("clinic.yaml", CODEBOOK.replace("- rule: net-missing", f"- rule: net-missing{says}"))
    folder.done("code", "-b", "clinic.yaml")
    english, indonesian = (why_of(opened_report(folder, "--lang", lang)) for lang in ("en", "id"))
    assert english["Jaringannya kurang"] == ["The network is lacking."]
    assert indonesian["Jaringannya kurang"] == ["Jaringannya <kurang>."]
    assert english["Perawat"] == ["staff"]


def test_a_person_needs_no_rule(tmp_path):
    folder = coded(tmp_path)
    keep_coding(folder, "a", 4, "Perawat datang")
    assert why_of(opened_report(folder, "--coder", "reader-1")) == {"Perawat datang": []}
