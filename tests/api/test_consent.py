"""Consent: one of four words allows something, and nothing else does, wherever words leave the study."""

import pytest

from qualcode import Study
from qualcode.model.corpus import CONSENTS, Corpus, consent_of
from study import MD, TXT, Folder, coded, keep_coding


@pytest.mark.parametrize(
    "written", ["", "no sharing of transcripts", "sharing without names", "no quotes", "yes", "all"]
)
def test_free_text_names_no_consent(written):
    assert consent_of(written) == ""
    assert not any(Corpus("c", consent=written).allows(use) for use in CONSENTS)


@pytest.mark.parametrize(
    ("written", "uses"),
    [("none", 1), ("analysis", 2), ("quotes", 3), ("share", 4), ("sharing", 4), (" Share ", 4)],
)
def test_a_word_allows_itself_and_what_is_less(written, uses):
    assert tuple(use for use in CONSENTS if Corpus("c", consent=written).allows(use)) == CONSENTS[:uses]


def test_what_is_said_of_one_transcript_holds_there_and_the_least_decides():
    corpus = Corpus("c", consent="share")
    assert corpus.allows("share", ["", "share"])
    assert not corpus.allows("share", ["", "quotes"])
    assert Corpus("c").allows("quotes", ["quotes", "share"])
    assert not Corpus("c").allows("quotes", ["quotes", ""])
    assert Corpus("c", synthetic=True, consent="none").allows("share")


@pytest.fixture
def study(tmp_path) -> Folder:
    return coded(tmp_path, {"a.txt": TXT, "b.md": MD})


EVERYWHERE = (
    ("export", "segments"),
    ("export", "quotes"),
    ("export", "kwic", "--term", "sinyal"),
    ("export", "project"),
    ("sample", "-o", "out/sheet.csv"),
    ("evaluate", "--against", "reader-1", "--misses", "out/misses.csv"),
)


@pytest.mark.parametrize("consent", ["none", "no sharing of transcripts"])
def test_every_place_that_gives_words_away_asks(study, consent):
    keep_coding(study, "a", 4, "Perawat")
    study.write("corpora/default/corpus.yaml", f"consent: {consent}\n")
    for command in EVERYWHERE:
        if command == ("export", "project") and consent == "none":
            continue  # refused, as said below
        assert "consent does not include" in study.done(*command, "--json").err
    assert "consent does not include" not in study.done("export", "codes").err
    assert "consent does not include" not in study.done("export", "segments", "--no-quotes").err


def test_quotes_may_stand_in_tables_and_projects_may_not(study):
    study.write("corpora/default/corpus.yaml", "consent: quotes\n")
    assert "consent" not in study.done("export", "segments").err
    assert "does not include `share`" in study.done("export", "project").err


@pytest.mark.parametrize("where", ["front matter", "corpus.yaml", "respondents.csv"])
def test_one_transcript_or_person_may_have_agreed_to_less(study, where):
    about = "consent: share\n"
    if where == "front matter":
        study.replace("interviews/b.md", "city: Kota Contoh", "city: Kota Contoh\nconsent: analysis")
        study.done("ingest", "interviews")
    elif where == "corpus.yaml":
        about += "transcripts: {b: {attributes: {consent: analysis}}}\n"
    else:
        study.write("corpora/default/respondents.csv", "respondent,consent\nb/1,analysis\n")
    study.write("corpora/default/corpus.yaml", about)
    study.done("code", "-b", "clinic.yaml")
    assert "does not include `quotes`" in study.done("export", "segments").err
    found = Study(study.path).segments().save(study.path / "out/mine.csv")
    assert [finding.code for finding in found] == ["no-consent"]


def test_a_crate_that_quotes_says_so(study):
    study.write("corpora/default/corpus.yaml", "consent: analysis\n")
    study.done("export", "segments")
    assert "segments.csv" in study.done("export", "crate").err


def test_a_project_is_refused_where_somebody_allows_nothing(study):
    study.write("corpora/default/corpus.yaml", "consent: share\ntranscripts: {b: {attributes: {consent: none}}}\n")
    ended = study.run("export", "project")
    assert (ended.code, "`consent: none`): b" in ended.err) == (2, True)
    assert not list(study.path.glob("out/*.qdpx"))
    study.done("export", "project", "--to", "qdc")  # the codebook alone holds nobody's words


def test_a_project_names_each_transcript_whose_consent_is_less(study):
    study.write("corpora/default/corpus.yaml", "consent: share\ntranscripts: {b: {attributes: {consent: quotes}}}\n")
    assert "does not include `share`: b;" in study.done("export", "project").err


def test_a_crate_says_which_file_quotes_whom_and_refuses_who_allows_nothing(study):
    about = "consent: quotes\ntranscripts: {b: {attributes: {consent: %s}}}\n"
    study.write("corpora/default/corpus.yaml", about % "analysis")
    study.done("export", "segments", "-o", "out/said.xlsx")
    ended = study.done("export", "crate").err
    assert "said.xlsx" in ended
    assert "does not include `quotes` stand here: b" in ended
    study.write("corpora/default/corpus.yaml", about % "none")
    refused = study.run("export", "crate", "-o", "-")
    assert (refused.code, refused.out, "stand here: b" in refused.err) == (2, "", True)
    study.write("corpora/default/corpus.yaml", about % "quotes")
    assert "consent" not in study.done("export", "crate").err
