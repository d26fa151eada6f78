"""Tables of groups and interviews from a study on disk: levels, dates, approaches, and what is refused in one line."""

import pytest

from study import Folder, coded, keep_coding

CITIES = {"a": "Kota A", "b": "Kota A", "c": "Kota B", "d": "Kota B"}
DATES = {"a": "2024-03-01", "b": "2024-01-15", "c": "2024-02-10", "d": "2024-04-02"}
SAID = {
    "a": "Perawat kurang sekali, antre lama.",
    "b": "Perawatnya kurang dan antre.",
    "c": "Sinyal belum ada, kami menunggu.",
    "d": "Sinyalnya belum ada. Menunggu lagi.",
}


def source(name: str) -> str:
    front = f"---\ncity: {CITIES[name]}\ndate: {DATES[name]}\n---\n"
    return f"{front}Pewawancara: Apa kendalanya?\n\nInforman: {SAID[name]}\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    return coded(tmp_path_factory.mktemp("study"), {f"{name}.md": source(name) for name in SAID})


def table(folder: Folder, *arguments: str):
    return folder.done("export", *arguments, "--to", "json", "-o", "-").json


def refused(folder: Folder, *arguments: str) -> str:
    ended = folder.run("export", *arguments)
    assert (ended.code, ended.out) == (2, "")
    return ended.err


def test_dates_in_front_matter_order_the_interviews(study):
    made = table(study, "code_coverage", "--shuffles", "50")
    assert [row["session"] for row in made["rows"]] == ["b", "c", "a", "d"]
    assert [row["codes"] for row in made["rows"]] == [1, 2, 2, 2]
    assert made["meta"]["shuffles"] == 50


def test_groups_are_compared_and_tested(study):
    rows = {row["code"]: row for row in table(study, "compare", "--by", "city", "--test", "--interval")["rows"]}
    staff = rows["staff"]
    assert (staff["group"], staff["other"], staff["respondents"], staff["other_respondents"]) == (
        "Kota A",
        "Kota B",
        2,
        0,
    )
    assert (staff["difference_pp"], staff["p"], staff["p_holm"]) == (100.0, 0.3333, 1.0)
    assert (staff["respondents_pct_low"], staff["other_pct_high"]) == (34.2, 65.8)


def test_key_words_join_inflected_forms(study):
    made = table(study, "keyness", "--by", "city")
    words = {(row["group"], row["forms"], row["sign"]): row for row in made["rows"]}
    assert words["Kota A", "perawat;perawatnya", "positive"]["respondents"] == 2
    assert words["Kota A", "sinyal;sinyalnya", "negative"]["other_respondents"] == 2
    assert words["Kota B", "menunggu", "positive"]["frequency"] == 2


def test_key_words_need_no_coding(tmp_path):
    folder = Folder(tmp_path)
    for name in SAID:
        folder.write(f"interviews/{name}.md", source(name))
    folder.done("ingest", "interviews")
    assert table(folder, "keyness", "--by", "city")["rows"]


def test_intervals_stand_beside_the_shares_when_asked_for(study):
    folder, shares = study, ("respondents_pct_low", "respondents_pct_high")
    asked = table(folder, "barriers", "--interval")
    assert all(row[shares[0]] <= row["respondents_pct"] <= row[shares[1]] for row in asked["rows"])
    assert any("purposive samples are not random" in note for note in asked["notes"])
    assert not set(shares) & set(table(folder, "barriers")["rows"][0])


def test_levels_that_the_corpus_file_declares_are_kept(tmp_path):
    folder = coded(tmp_path, {f"{name}.md": source(name) for name in SAID})
    folder.write(
        "corpora/default/corpus.yaml", "attributes: {city: {level: session, label: Kota wawancara}, date: turn}\n"
    )
    notes = table(folder, "compare", "--by", "city")["notes"]
    assert "`city` (Kota wawancara) is an attribute of sessions (corpus.yaml)." in notes
    assert "belongs to turns" in refused(folder, "compare", "--by", "date")


def test_a_person_in_two_groups_is_named_and_not_compared(tmp_path):
    folder = coded(tmp_path, {f"{name}.md": source(name) for name in SAID})
    joined = "".join(f"  {name}: {{speakers: {{Informan: {{respondent: Ana}}}}}}\n" for name in "ac")
    folder.write("corpora/default/corpus.yaml", f"transcripts:\n{joined}")
    assert "1 respondent (Ana) would stand in several groups of `city`" in refused(folder, "compare", "--by", "city")


def test_what_cannot_be_made_is_said_in_one_line(study):
    assert "did you mean `city`?" in refused(study, "compare", "--by", "ciyt")
    assert "needs --by" in refused(study, "keyness")
    assert "it is made of participants' words" in refused(study, "keyness", "--by", "city", "--redact")
    assert "every group of `date` is one respondent" in refused(study, "keyness", "--by", "date")
    assert "not saturation" in refused(study, "saturation")


def test_saturation_is_for_people_who_made_their_codes_while_reading(tmp_path):
    folder = coded(tmp_path, {f"{name}.md": source(name) for name in SAID})
    for name in SAID:
        keep_coding(folder, name, 2, SAID[name].split()[0])
    options = ("saturation", "--coder", "reader-1", "--base", "2", "--run", "2")
    ended = folder.done("export", *options, "--to", "json", "-o", "-")
    assert "approach: inductive" in ended.err
    assert ended.json["meta"]["saturation"] == "2+2"
    coder = "corpora/default/coding/reader-1/coder.yaml"
    folder.write(coder, "kind: person\napproach: inductive\nread_whole: true\n")
    assert folder.done("export", *options).err == "Wrote out/saturation-base-2-reader-1.csv (4 rows).\n"
    folder.write(coder, "kind: person\napproach: deductive\n")
    assert "(deductive) applied codes that were there before" in refused(folder, *options)
