"""QualCoder takes what we write: ours as it is, other programs' projects where that is asked for."""

import re
import zipfile
from io import BytesIO

import pytest

from exchange.compare import compared, lines
from exchange.every import everything
from exchange.made import packed
from exchange.qualcoder import qualcoder
from exchange.schema import valid_project
from exchange.test_way_back import came, imported, out  # noqa: F401
from study import CODEBOOK, SOURCES, Folder, coded, keep_coding

GROUP = "Moderator: Apa?\n\nIbu Ani: Perawat 🏥 tidak ada.\n\nPak Budi: Perawat kurang.\n"
TWICE = "  - code: other\n    label: {id: Perawat kurang, en: Too few nurses}\n    memo: Twice the same name.\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    """A study of ours with memos everywhere, codings that are denied, and two codes of one name."""
    folder = coded(tmp_path_factory.mktemp("study"), {**SOURCES, "group.txt": GROUP})
    folder.write("clinic.yaml", CODEBOOK + TWICE)
    folder.done("code", "-b", "clinic.yaml")
    keep_coding(folder, "a", 4, "Perawat datang")
    keep_coding(folder, "a", 2, "Sinyal belum ada")
    lines = [
        '{"format":1}',
        '{"id":"1","text":"On Monday & after","kind":"study","name":"Diary","time":"2026-01-02T03:04:05+07:00"}',
        '{"id":"2","text":"Again","kind":"study","name":"Diary"}',
        '{"id":"3","text":"Her words","kind":"passage","on":{"transcript":"a","turn":4,"end":7,"quote":"Perawat"}}',
        '{"id":"4","text":"Whole turn","kind":"turn","on":{"transcript":"a","turn":2}}',
        '{"id":"5","text":"Short","kind":"transcript","on":{"transcript":"a"}}',
        '{"id":"6","text":"Wide","kind":"code","on":{"code":"staff"}}',
    ]
    folder.write("corpora/default/memos/dewi.jsonl", "\n".join(lines) + "\n")
    return folder


def test_our_own_project_is_taken_whole(study):
    data = out(study)
    valid_project(data)
    assert qualcoder(data) == ([], [])
    said = "\n".join(lines(data))
    assert all(memo in said for memo in ("On Monday & after", "Her words", "Whole turn", "Short", "Wide"))


def test_it_says_no_less_for_qualcoder(study):
    assert qualcoder(out(study, "--for", "qualcoder")) == ([], [])


def test_a_project_of_another_program_is_taken_whole_when_it_is_written_for_qualcoder(came):  # noqa: F811
    ended, lost = qualcoder(out(came))
    assert (ended, bool(lost)) == ([], True)  # it goes on, and passes over what is not in its form
    assert qualcoder(out(came, "--for", "qualcoder")) == ([], [])


@pytest.mark.parametrize(
    ("tag", "name", "time"),
    [
        ("Note", "aim", "2026-03-01T08:00:00Z"),  # on the project
        ("Note", "doubt", "2026-03-04T01:30:00Z"),  # on a coding
        ("Transcript", "by hand", "2026-03-01T01:30:00Z"),  # of a recording
    ],
)
def test_what_states_no_time_goes_out_with_that_of_what_it_is_on_and_nothing_else_changes(tmp_path, tag, name, time):
    bare = _without_time(name)
    assert f"{tag} {name} has no time" in qualcoder(bare)[0]
    data = out(imported(tmp_path, bare))
    assert qualcoder(data)[0] == []
    stated = f" creationDateTime={time.replace('Z', '+00:00')}"
    (lost,), (added,) = compared(bare, data)
    assert stated in added
    assert added.replace(stated, "") == lost


def _without_time(name: str) -> bytes:
    """The project of every kind, with one element that states no time."""
    with zipfile.ZipFile(BytesIO(everything())) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    head, tail = files["project.qde"].decode().split(f'name="{name}"')
    files["project.qde"] = f'{head}name="{name}"{re.sub(" creationDateTime=.[^ >]*", "", tail, count=1)}'
    return packed(files)


def test_another_program_is_refused(study):
    assert study.run("export", "project", "--for", "word", "-o", "-").code == 2


def test_the_project_of_our_study_goes_through_another_study_unchanged(study, tmp_path):
    sent = out(study)
    assert compared(sent, out(imported(tmp_path, sent))) == ([], [])
