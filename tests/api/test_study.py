"""The class `Study`: the verbs as methods, which print nothing and write only what they are asked to."""

import inspect

import pytest

import qualcode
from qualcode import EvaluateOptions, IngestOptions, SampleOptions, Study, StudyError
from study import CODEBOOK, MD, TXT, configured, keep_coding, small

VERBS = {name for name, member in vars(Study).items() if callable(member) and not name.startswith("_")}


def written(folder):
    """The files of the study, without the index, which any command may bring up to date."""
    return {name for name in folder.tree() if not name.startswith(".qualcode/")}


@pytest.fixture
def folder(tmp_path):
    return configured(tmp_path / "study", {"a.txt": TXT, "b.md": MD})


@pytest.fixture
def coded(folder):
    study = Study(folder.path)
    study.ingest()
    study.code()
    return study


def test_from_interviews_to_a_table_by_place_as_the_readme_has_it(tmp_path, monkeypatch):
    small(tmp_path / "study", {"a.txt": TXT, "b.md": MD})
    monkeypatch.chdir(tmp_path)
    study = Study("study")
    report = study.ingest("interviews")
    assert report.new == ("a", "b")
    assert study.code("clinic.yaml").codes.rows == 4
    table = study.export("barriers", by="city")
    assert table.to_pandas()["group"].dropna().unique().tolist() == ["Kota Contoh"]
    assert study.segments(code="staff").data["code"] == ["staff"] * study.segments(code=["staff"]).rows
    assert study.segments().rows > study.segments(code="staff").rows > 0


def test_it_prints_nothing_and_writes_no_table_unless_a_file_is_named(coded, folder, capfd):
    before = written(folder)
    table = coded.export("barriers")
    coded.segments()
    coded.method("id")
    assert written(folder) == before
    assert table.file == ""
    assert coded.export("barriers", to="here/barriers.xlsx").file == "here/barriers.xlsx"
    assert written(folder) - before == {"here/barriers.xlsx"}
    assert capfd.readouterr() == ("", "")


def test_a_table_is_that_of_the_command_line(coded, folder):
    printed = folder.done("export", "segments", "--by", "city", "--to", "json", "-o", "-").json
    table = coded.export("segments", by="city")
    columns = [column.name for column in table.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*(table.data[name] for name in columns), strict=True)]
    assert (rows, list(table.notes)) == (printed["rows"], printed["notes"])


def test_paths_begin_at_the_folder_of_the_study_wherever_python_runs(coded, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder.write("other.yaml", CODEBOOK.replace("codebook: clinic", "codebook: other"))
    assert coded.code("other.yaml").codebook.codebook == "other"
    assert coded.sample(SampleOptions("draw/sheet.csv")).file == "draw/sheet.csv"
    folder.write("meta.csv", "transcript,village\na,Ciwaru\n")
    coded.ingest(options=IngestOptions(meta="meta.csv"))
    coded.code("other.yaml")
    assert "Ciwaru" in coded.export("barriers", by="village").data["group"]
    assert [path.name for path in tmp_path.iterdir()] == ["study"]


def test_settings_that_are_edited_between_two_calls_count(coded, folder):
    assert coded.export("barriers").meta["synthetic"] is False
    folder.write("corpora/interviews/corpus.yaml", "format: 1\nsynthetic: true\n")
    coded.code()
    assert coded.export("barriers").meta["synthetic"] is True


def test_what_is_wrong_is_a_finding_and_what_cannot_be_done_is_an_error(coded, folder):
    folder.write("corpora/interviews/sources/bad.pdf", b"no pdf")
    report = coded.ingest()
    assert [finding.level for finding in report.findings] == ["error"]
    assert report.failed
    for wrong in (lambda: coded.export("barrierz"), lambda: coded.export("barriers", bye="city"),
                  lambda: coded.export("barriers", terms="x"), lambda: coded.segments(code="stuff"),
                  lambda: coded.code("none.yaml"), lambda: Study(folder.path / "none"),
                  lambda: Study(folder.path, corpus="none")):  # fmt: skip
        with pytest.raises(StudyError) as refused:
            wrong()
        assert refused.value.findings[0].hint


def test_every_other_verb_answers(coded, folder):
    keep_coding(folder, "a", 4, "Perawat", "interviews")
    assert coded.evaluate(EvaluateOptions("reader-1")).table.rows
    assert coded.words("perawat").levels[0].count == 2
    assert coded.explain("Perawat datang.").explanation.codings[0].code == "staff"
    assert coded.codes().given == {"staff": {"interviews/reader-1": 1}}
    assert coded.codings("reader-1").code.size == 1
    assert not coded.check().failed
    folder.write("new.yaml", folder.read("codebooks/barriers.yaml").replace("[perawat, nurse]", "[nurse]"))
    assert [each.code for each in coded.diff("codebooks/barriers.yaml", "new.yaml").moved] == ["staff"]
    assert coded.suggest("staff").source == "coder reader-1"
    assert coded.method("en").startswith("# Method")
    assert coded.lock().lines > 3
    assert coded.status().transcripts == 2
    assert coded.run().barriers.rows
    assert coded.verify().quotes > 0
    assert coded.export_project("out/study.qdpx").transcripts == 2
    assert Study.init(folder.path.parent / "new", title="New").findings == ()


def test_a_code_is_renamed_only_when_it_is_to_be_written(coded, folder):
    before = folder.tree()
    coded.rename_code("staff", "nurses")
    coded.merge_codes("network", "staff")
    coded.retire_code("staff")
    assert folder.tree() == before
    coded.rename_code("staff", "nurses", write=True)
    assert "code: nurses" in folder.read("codebooks/barriers.yaml")


def test_a_report_is_no_wall_of_text(coded):
    for report in (coded.ingest(), coded.code(), coded.check(), coded.codes(), coded.export("segments"), coded.run()):
        assert len(repr(report)) < 6_000, type(report)


def test_a_codebook_is_read_with_all_that_is_wrong_in_it(folder):
    codebook, findings = qualcode.read_codebook(folder.path / "codebooks/barriers.yaml")
    assert codebook.codebook == "clinic"
    assert not any(finding.level == "error" for finding in findings)
    codebook, findings = qualcode.read_codebook(folder.write("bad.yaml", "format: 1\ncodebok: x\ncodes: []\n"))
    assert codebook is None
    assert any("did you mean `codebook`?" in finding.hint and finding.line == 2 for finding in findings)


def test_every_public_method_is_typed_and_has_a_sentence():
    for name in VERBS:
        method = inspect.unwrap(getattr(Study, name))
        assert method.__doc__, name
        signature = inspect.signature(method)
        assert signature.return_annotation is not signature.empty, name
        assert all(each.annotation is not each.empty for each in list(signature.parameters.values())[1:]), name


def test_every_public_name_is_there_and_the_package_stays_light():
    for name in qualcode.__all__:
        assert getattr(qualcode, name) is not None
        assert name == "__version__" or name in dir(qualcode)
