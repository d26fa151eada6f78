"""Documents are exported as tables are."""

import pytest

from qualcode.api.documents import DOCUMENTS
from study import coded, keep_coding


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return coded(tmp_path_factory.mktemp("documents"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_dry_run_writes_nothing(study, name):
    before = study.stamps("out")
    assert "Would write" in study.done("export", name, "-n").err
    assert study.stamps("out") == before


@pytest.mark.parametrize("name", DOCUMENTS)
def test_json_holds_the_bytes_of_the_file(study, name):
    made = study.done("--json", "export", name, "-n").json
    assert made["document"].encode() == study.done("export", name, "-o", "-").data
    assert made["written"] is False


@pytest.mark.parametrize("options", [("--to", "csv"), ("--by", "city"), ("--speakers",)])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_options_of_tables_are_refused(study, name, options):
    assert study.run("export", name, *options).code == 2


def test_a_redacted_page_on_method_counts_no_codings(study):
    page = study.done("export", "methods", "--redact", "--lang", "en", "-o", "-").out
    for said in ("In all there are", "prompted", "The other codings", "Precision"):
        assert said not in page
    assert "In all there are" in study.done("export", "methods", "--lang", "en", "-o", "-").out
    assert study.run("export", "crate", "--redact").code == 2


def test_each_page_has_a_file_of_its_own(study):
    keep_coding(study, "a", 4, "Perawat datang")
    for options in ((), ("--lang", "en"), ("--coder", "reader-1")):
        study.done("export", "methods", *options)
    assert {"out/methods.md", "out/methods-en.md", "out/methods-reader-1.md"} <= set(study.tree("out"))


def test_a_misspelt_name_is_suggested(study):
    ended = study.run("export", "method")
    assert (ended.code, "did you mean `methods`?" in ended.err) == (2, True)


def test_before_anything_was_coded_nothing_is_made(tmp_path):
    from study import small

    folder = small(tmp_path)
    folder.done("ingest", "interviews")
    assert folder.run("export", "methods").code == 2
    assert not folder.tree("out")
