"""The page as a supervisor reads it: what it says of small, odd and redacted studies is true and worth its place."""

import re

import pytest

from report.made import made_study
from report.opened import opened_report
from study import CODEBOOK, Folder, coded, keep_coding

SURVEY = "id,town,answer\n" + "".join(f"p{at},{'ab'[at % 2]},The queue is long and 90 % wait.\n" for at in range(14))
SHOP = """\
format: 1
codebook: shop
languages: [en, id]
codes:
  - {code: queue, kind: barrier, label: {en: Queues, id: Antrean}, terms: [queue]}
  - {code: price, kind: barrier, label: {en: Prices, id: Harga}, terms: [price]}
"""
PARTED = re.compile(r"\d %|\d% CI\b|\bIK \d+%|\d \\%")
"""A number at whose end a line may end before its per cent."""


def titles(report) -> list[str]:
    return [each.text_content() for each in report.tree.xpath("//section/h2")]


@pytest.fixture(scope="module")
def survey(tmp_path_factory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("survey"))
    folder.write("answers.csv", SURVEY)
    folder.write("shop.yaml", SHOP)
    folder.done("ingest", "answers.csv", "--each", "row")
    folder.done("code", "-b", "shop.yaml")
    return folder


@pytest.fixture(scope="module")
def silent(tmp_path_factory) -> Folder:
    """A study in which nothing is coded."""
    folder = Folder(tmp_path_factory.mktemp("silent"))
    folder.write("interviews/a.txt", "Interviewer: Well?\nAni: Nothing to say of it.\n")
    folder.write("shop.yaml", SHOP)
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "shop.yaml")
    return folder


def test_a_page_without_a_quote_needs_nobody_to_agree_to_be_quoted(silent):
    ended = silent.done("report", "-o", "silent.html")
    assert "this page quotes them" not in ended.err
    assert "0 quotes" in ended.out + ended.err


def test_of_a_study_without_mentions_no_empty_lanes_are_drawn_and_the_reasons_are_true(silent):
    page = opened_report(silent, "--lang", "en")
    assert "Where in the interviews" not in titles(page)
    (left,) = page.tree.xpath("//section[@id='method']/p[last()]")
    assert "Where in the interviews (there is no mention)" in left.text_content()
    assert "Quotes (there is no mention)" in left.text_content()


def test_a_survey_is_answers_and_not_one_interview(survey):
    page = opened_report(survey, "--lang", "en")
    facts = page.tree.xpath("//dl[@class='facts']")[0].text_content()
    assert "Interviews" not in facts
    assert "Interviews" not in page.tree.xpath("//section[@id='barriers']//thead")[0].text_content()
    assert "Where in the interviews" not in titles(page)
    assert "Where in the interviews (the answers of a survey are not interviews)" in page.tree.text_content()
    paper = survey.done("report", "--lang", "en", "-o", "survey.docx")
    assert "lanes" not in paper.err


def test_the_first_sentence_does_not_say_that_most_do_what_few_do(survey, tmp_path):
    lead = opened_report(survey, "--lang", "en").tree.xpath("//p[@class='lead']")[0].text_content()
    assert lead.startswith("Found by rules in the words of the most respondents: Queues (14); N\u00a0=\u00a014.")
    several = opened_report(made_study(tmp_path, 4), "--lang", "en").tree.xpath("//p[@class='lead']")[0].text_content()
    assert (several.count(", then "), "Most respondents" in several) == (0, False)


def test_the_first_sentence_says_whether_rules_or_people_found_it(tmp_path):
    folder = coded(tmp_path)
    keep_coding(folder, "a", 4, "Perawat datang")
    leads = [
        opened_report(folder, "--lang", "en", "--coder", coder).tree.xpath("//p[@class='lead']")[0].text_content()
        for coder in ("rules", "reader-1")
    ]
    assert [lead.split(": ")[0] for lead in leads] == [
        "Found by rules in the words of the most respondents",
        "Named by the most respondents",
    ]


def test_a_redacted_page_says_why_sections_are_missing_and_has_no_heading_over_nothing(survey):
    page = opened_report(survey, "--redact", "--lang", "en")
    (left,) = page.tree.xpath("//section[@id='method']/p[last()]")
    assert "no two codes stand in one turn" not in left.text_content()
    assert "What stands together" in left.text_content()
    assert "(a redacted page does not show it)" in left.text_content()
    for heading in page.tree.xpath("//section[@id='groups']/h3"):
        assert heading.getnext().get("class") == "scroll"


def test_a_study_without_a_title_is_not_called_default(survey):
    heads = [opened_report(survey, "--lang", lang).tree.xpath("//h1")[0].text_content() for lang in ("en", "id")]
    assert heads == ["Coded answers", "Jawaban yang dikodekan"]


def test_rows_of_groups_stand_under_the_name_of_their_attribute(tmp_path):
    rows = "id,job,answer\n" + "".join(f"p{at},job {at % 9},The queue.\n" for at in range(27))
    folder = Folder(tmp_path)
    folder.write("answers.csv", rows)
    folder.write("shop.yaml", SHOP)
    folder.done("ingest", "answers.csv", "--each", "row")
    folder.done("code", "-b", "shop.yaml")
    page = opened_report(folder, "--lang", "en", "--by", "job")
    assert page.tree.xpath("//table[contains(@class, 'turned')]/thead//th")[0].text_content() == "job"


@pytest.mark.parametrize("lang", ["en", "id"])
def test_no_line_ends_between_a_number_and_its_per_cent(tmp_path, lang):
    folder = coded(tmp_path)
    folder.write("clinic.yaml", CODEBOOK)
    said = [opened_report(folder, "--lang", lang).tree.text_content()]
    said.append(folder.done("export", "methods", "--lang", lang, "-o", "-").out)
    for how in ("md", "html", "tex"):
        said.append(folder.done("export", "barriers", "--interval", "--lang", lang, "--to", how, "-o", "-").out)
    assert [found[0] for each in said for found in PARTED.finditer(each)] == []
    assert "\u00a0%" in said[1] or lang == "id"
