"""Codes change in the codebook and in people's codings together, or not at all."""

import difflib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.api import codes
from qualcode.api.codes import find_code, merge_codes, rename_code, retire_code
from qualcode.model.codebook import Code
from qualcode.model.finding import StoreError, StudyError
from qualcode.store.study import open_study
from study import CODEBOOK, coded, keep_coding

CODINGS = "corpora/default/coding/reader-1/a.jsonl"
FILE = "clinic.yaml"


@pytest.fixture
def folder(tmp_path):
    folder = coded(tmp_path)
    keep_coding(folder, "a", 4, "Perawat datang")
    return folder


def people(folder):
    return [json.loads(line)["code"] for line in folder.read(CODINGS).split("\n")[1:] if line]


def precious(folder):
    return {name: data for name, data in folder.tree().items() if not name.startswith(".qualcode")}


def test_codes_are_listed_with_how_often_people_gave_them(folder):
    folder.write("clinic.yaml", CODEBOOK.replace("code: staff", "code: nurses"))
    report = codes.codes(open_study(folder.path), str(folder.path / FILE))
    assert [code.code for code in report.codebook.codes] == ["access", "network", "nurses", "health_app"]
    assert report.given == {"staff": {"default/reader-1": 1}}
    assert [finding.code for finding in report.findings if finding.level == "warning"] == ["unknown-code"]


def test_a_misspelt_code_is_refused_with_the_nearest_one(folder):
    report = codes.codes(open_study(folder.path), str(folder.path / FILE))
    with pytest.raises(StudyError, match="did you mean `staff`"):
        find_code(report.codebook, "staf")


@pytest.mark.parametrize(
    ("change", "names", "said"),
    [
        (rename_code, ("staf", "nurses"), "did you mean `staff`"),
        (rename_code, ("staff", "network"), "merge staff network"),
        (rename_code, ("staff", "Nurses now"), "snake_case"),
        (rename_code, ("staff", "null"), "not-a-code|needs `code`|errors then"),
        (merge_codes, ("staff", "staff"), "itself"),
        (merge_codes, ("access", "network"), "stands under"),
        (merge_codes, ("staff", "netwrk"), "did you mean `network`"),
        (retire_code, ("staff", "netwrk"), "did you mean `network`"),
        (retire_code, ("staff", "staff"), "not in use"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(folder, change, names, said):
    before = precious(folder)
    with pytest.raises(StudyError, match=said):
        change(open_study(folder.path), *names, str(folder.path / FILE), write=True)
    assert precious(folder) == before


@pytest.mark.parametrize(
    ("change", "names", "given"),
    [
        (rename_code, ("staff", "nurses"), ["nurses"]),
        (merge_codes, ("staff", "network"), ["network"]),
        (retire_code, ("staff", "network"), ["network"]),
        (retire_code, ("staff", ""), ["staff"]),
    ],
)
def test_a_change_is_shown_first_and_then_written(folder, change, names, given):
    before, opened, file = precious(folder), open_study(folder.path), str(folder.path / FILE)
    planned = change(opened, *names, file)
    assert not planned.written
    assert precious(folder) == before
    done = change(opened, *names, file, write=True)
    assert (done.written, done.diff, done.recoded) == (True, planned.diff, planned.recoded)
    assert people(folder) == given
    kept = {name.removeprefix(f"{done.kept}/"): data for name, data in folder.tree(done.kept).items()}
    assert kept.items() - before.items() == {item for item in kept.items() if item[0] in ("done", "changes.json")}
    assert kept[FILE] == before[FILE]


@pytest.mark.slow
@given(
    st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True).filter(lambda name: name not in ("null", "access", "network"))
)
def test_renamed_there_and_back_is_the_same_study(tmp_path_factory, name):
    folder = _cached(tmp_path_factory)
    before, opened, file = precious(folder), open_study(folder.path), str(folder.path / FILE)
    if name in ("staff", "health_app"):
        return
    rename_code(opened, "staff", name, file, write=True)
    assert people(folder) == [name]
    rename_code(opened, name, "staff", file, write=True)
    assert precious(folder) == before


_FOLDERS = []


def _cached(tmp_path_factory):
    """One study for all examples: each leaves it as it found it."""
    if not _FOLDERS:
        _FOLDERS.append(coded(tmp_path_factory.mktemp("codes")))
        keep_coding(_FOLDERS[0], "a", 4, "Perawat datang")
    return _FOLDERS[0]


def test_a_retired_code_finds_nothing_and_its_codings_stay(folder):
    retire_code(open_study(folder.path), "network", "", str(folder.path / FILE), write=True)
    folder.done("code", "-b", FILE)
    folder.done("export", "segments", "-b", FILE)
    assert {row["code"] for row in folder.rows("out/segments.csv")} == {"staff", "health_app"}


def test_rules_that_would_mean_something_else_are_not_moved(folder):
    folder.write(FILE, CODEBOOK.replace("terms: [perawat", "level: exact\n    terms: [perawat"))
    with pytest.raises(StudyError, match="not be the same"):
        merge_codes(open_study(folder.path), "staff", "network", str(folder.path / FILE))


def test_codings_that_overlap_after_a_merge_are_told(folder):
    line = folder.read(CODINGS).split("\n")[1]
    folder.write(CODINGS, f'{{"format":1}}\n{line}\n{line.replace("staff", "network")}\n')
    report = merge_codes(open_study(folder.path), "staff", "network", str(folder.path / FILE))
    assert [finding.code for finding in report.findings] == ["same-passage"]


def test_a_damaged_file_of_codings_stops_all(folder):
    folder.write(CODINGS, folder.read(CODINGS) + '{"turn":')
    before = precious(folder)
    with pytest.raises(StoreError, match="mend"):
        rename_code(open_study(folder.path), "staff", "nurses", str(folder.path / FILE), write=True)
    assert precious(folder) == before


def test_prose_and_other_codebooks_that_name_the_code_are_told(folder):
    folder.write(FILE, CODEBOOK.replace("    terms: [perawat", "    exclude: [see staff]\n    terms: [perawat"))
    folder.write("codebooks/other.yaml", CODEBOOK)
    report = rename_code(open_study(folder.path), "staff", "nurses", str(folder.path / FILE))
    assert [(finding.file, finding.code) for finding in report.findings] == [
        ("clinic.yaml", "still-named"),
        ("codebooks/other.yaml", "still-named"),
    ]


def test_a_change_that_was_killed_is_taken_back_by_the_next_one(folder):
    opened, file = open_study(folder.path), str(folder.path / FILE)
    done = rename_code(opened, "staff", "nurses", file, write=True)
    (folder.path / done.kept / "done").unlink()
    folder.write(CODINGS, (folder.path / done.kept / CODINGS).read_bytes())  # killed between the two files
    report = retire_code(opened, "network", "", file, write=True)
    assert [finding.code for finding in report.findings] == ["taken-back"]
    assert "code: staff" in folder.read(FILE)
    assert people(folder) == ["staff"]


@pytest.mark.parametrize(
    ("new", "stated"),
    [
        (
            Code("roads", "barrier", label={"": "Bad roads"}),
            '  - code: roads\n    kind: barrier\n    label: {id: "Bad roads"}\n',
        ),
        (Code("roads", parent="access"), "  - code: roads\n    parent: access\n"),
        (Code("roads", "theme", definition={"en": 'No way: "none"'}), 'definition: {en: "No way: \\"none\\""}\n'),
    ],
)
def test_a_code_is_added_and_all_the_rest_stays_as_written(folder, new, stated):
    before = folder.read(FILE)
    planned = codes.add_code(open_study(folder.path), new, str(folder.path / FILE))
    assert (planned.written, folder.read(FILE)) == (False, before)
    codes.add_code(open_study(folder.path), new, str(folder.path / FILE), write=True)
    after = folder.read(FILE)
    assert stated in after
    assert not [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line.startswith("-")]
    assert people(folder) == ["staff"]


def test_a_code_stands_behind_the_last_one_of_its_kind(folder):
    folder.write(FILE, CODEBOOK.replace("  - code: health_app", "  # what people use\n  - code: health_app"))
    codes.add_code(open_study(folder.path), Code("roads", "barrier"), str(folder.path / FILE), write=True)
    assert "    terms: [perawat, nurse]\n  - code: roads\n    kind: barrier\n  # what people use\n" in folder.read(FILE)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (Code("staff"), "there is a code `staff` already"),
        (Code("Bad roads"), "snake_case"),
        (Code("roads", parent="acces"), "did you mean `access`"),
    ],
)
def test_a_code_that_cannot_be_added_changes_nothing(folder, new, said):
    before = precious(folder)
    with pytest.raises(StudyError, match=said):
        codes.add_code(open_study(folder.path), new, str(folder.path / FILE), write=True)
    assert precious(folder) == before


def test_codes_written_in_one_line_are_not_added_to(folder):
    folder.write(FILE, "format: 1\ncodebook: clinic\ncodes: [{code: staff, terms: [perawat]}]\n")
    with pytest.raises(StudyError, match="cannot be edited as it is written"):
        codes.add_code(open_study(folder.path), Code("roads"), str(folder.path / FILE), write=True)


def test_the_command_adds_a_code_with_its_definition(folder):
    folder.done("codes", "add", "roads", "--kind", "barrier", "--label", "Jalan rusak", "-b", FILE, "--yes")
    assert "Jalan rusak" in folder.done("codes", "show", "roads", "-b", FILE).out
    ended = folder.run("codes", "show", "roads", "--label", "x", "-b", FILE)
    assert (ended.code, "--label does not go with `codes show`" in ended.err) == (2, True)
