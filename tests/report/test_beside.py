"""What stands beside a study: two coders with what was decided between them, and another state of it."""

import io
import shutil
import subprocess

import pytest
from docx import Document

from qualcode import api
from qualcode.api.folder import open_study
from qualcode.api.review_desk import DeskOptions
from report.opened import OpenedReport, opened_report
from study import CODEBOOK, TXT, Folder, coded, keep_coding

A = "a"


def code(turn, name, start, end):
    return {"do": "code", "turn": turn, "code": name, "start": start, "end": end}


def desk_of(folder, coder, *between):
    options = DeskOptions(coder, "clinic.yaml", blind=not between, between=between)
    return api.review.open_desk(open_study(folder.path), options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Folder:
    """Both coded *Perawat*; they differ on two passages, of which one is decided."""
    folder = coded(tmp_path_factory.mktemp("two"))
    looked = [{"do": "looked", "turn": turn} for turn in (2, 4)]
    desk_of(folder, "ani").append(
        A, [code(4, "staff", 0, 7), code(2, "network", 0, 18), code(4, "health_app", 8, 14), *looked]
    )
    desk_of(folder, "budi").append(A, [code(4, "staff", 0, 7), code(2, "access", 0, 18), *looked])
    desk = desk_of(folder, "cici", "ani", "budi")
    first = desk.transcript(A)["suggestions"][0]
    desk.append(A, [{**code(2, "network", 0, 18), "between": first["between"], "memo": "he names the network"}])
    return folder


def lines(report: OpenedReport, table: str) -> list[list[str]]:
    rows = report.tree.xpath("//table[@data-table=$name]/tbody/tr[not(@class='folded')]", name=table)
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_each_disagreement_stands_side_by_side_with_what_was_decided(folder):
    report = opened_report(folder, "--between", "ani,budi", "--lang", "en")
    section = report.tree.xpath("//section[@id='between']")[0]
    said = section.text_content()
    assert (
        "gave the same code to the same words 1 times and differ 2 times; 1 of these are decided, 1 are open." in said
    )
    first, second = lines(report, "between")
    assert first[1:3] == ["Poor network: Jaringannya kurang", "Poor access: Jaringannya kurang"]
    assert first[3] == "Poor network: Jaringannya kurang cici – he names the network"
    assert second[1:] == ["The Sehati app: datang", "–", "open"]
    turns = section.xpath(".//tr[@class='folded']//p[@class='speech']")
    assert [turn.text_content() for turn in turns] == [folder.turns("a")[at][1] for at in (1, 3)]
    assert section.xpath(".//tr[@class='folded']//p[@class='ask']")
    assert report.cells("agreement:ani")["staff", "both"] == "1"


def test_what_was_decided_between_others_is_not_taken_for_theirs(folder, tmp_path):
    shutil.copytree(folder.path, tmp_path / "s")
    other = Folder(tmp_path / "s")
    keep_coding(other, "a", 2, "Jaringannya", coder="dedi")
    report = opened_report(other, "--between", "ani,dedi", "--lang", "en")
    assert {row[3] for row in lines(report, "between")} == {"open"}


def test_what_nobody_read_alone_is_not_measured(folder, tmp_path):
    shutil.copytree(folder.path, tmp_path / "s")
    other = Folder(tmp_path / "s")
    keep_coding(other, "a", 2, "Jaringannya", coder="dedi", whole=False)
    report = opened_report(other, "--between", "ani,dedi", "--lang", "en")
    assert "How far they agree is not measured" in report.tree.xpath("//section[@id='between']")[0].text_content()


def test_no_word_stands_beside_coders_without_quotes_and_nothing_when_redacted(folder):
    report = opened_report(folder, "--between", "ani,budi", "--lang", "en", "--no-quotes")
    assert lines(report, "between")[0][1:] == ["Poor network", "Poor access", "Poor network cici"]
    assert "Jaringannya" not in report.text
    assert "he names" not in report.text
    assert not opened_report(folder, "--between", "ani,budi", "--redact").tree.xpath("//section[@id='between']")


def test_coders_stand_side_by_side_in_the_document_too(folder):
    options = ("--between", "ani,budi", "--lang", "id", "--sections", "between")
    made = Document(io.BytesIO(folder.done("report", "--to", "docx", "-o", "-", *options).data))
    cells = [cell.text for row in made.tables[-1].rows for cell in row.cells]
    assert "Jaringan kurang: Jaringannya kurang" in cells
    assert "terbuka" in cells


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--between", "ani"), "two coders"),
        (("--between", "ani,budy"), "budi"),
        (("--compare", "no-such-thing"), "neither a study nor a revision"),
        (("--compare", "--output=x"), "no such option"),
    ],
)
def test_what_is_not_there_is_refused_in_one_line(folder, options, said):
    ended = folder.run("report", "-o", "-", *options)
    assert ended.code == 2
    assert len(ended.err.strip().splitlines()) == 1
    assert said in ended.err or said == "no such option"


@pytest.fixture
def changed(tmp_path) -> tuple[Folder, Folder]:
    """A study, and what became of it: an interview more, one turn corrected, a code renamed, one gone, one new."""
    before = coded(tmp_path / "before", {"a.txt": TXT, "b.txt": TXT.replace("Sinyal belum ada", "Koneksi kurang")})
    shutil.copytree(before.path, tmp_path / "now")
    now = Folder(tmp_path / "now")
    now.write("interviews/c.txt", TXT)
    now.replace("interviews/b.txt", "Koneksi kurang di desa", "Semua baik di desa")
    book = CODEBOOK.replace("code: staff", "code: nurses").replace("version: 1.0.0", "version: 1.1.0")
    book = book.replace("    terms: [Sehati]", "    terms: [Sehati, aplikasi]").replace("code: health_app", "code: app")
    now.write(
        "clinic.yaml", f"{book}  - code: monday\n    kind: theme\n    label: {{en: Mondays}}\n    terms: [Senin]\n"
    )
    now.done("ingest", "interviews")
    now.done("code", "-b", "clinic.yaml")
    return before, now


def check_changes(report: OpenedReport, state: str) -> None:
    section = report.tree.xpath("//section[@id='changes']")[0]
    said = " ".join(section.text_content().split())
    assert f"Compared with {state}." in said
    assert [row[1:] for row in lines(report, "changes:facts")][:2] == [["2", "3"], ["2", "3"]]
    assert "Codebook: 1.0.0 before, 1.1.0 now. New codes: The Sehati app, Mondays." in said
    assert "Codes that are gone: The Sehati app (health_app). Codes that have another name: staff → nurses." in said
    counts = {row[0]: row[1:] for row in lines(report, "changes:counts")}
    assert counts["Too few nurses"] == ["2", "3", "2", "3", "1", "0"]
    assert counts["Mondays"] == ["–", "3", "–", "3", "3", "0"]
    assert counts["Poor network"][-2:] == ["3", "2"]
    moved = lines(report, "changes:moved")
    assert all(row[1] and row[2] for row in moved)
    assert ["Mondays", "Perawat datang hari Senin.", "a, turn 4"] in moved
    assert counts["The Sehati app (health_app)"] == ["2", "–", "2", "–", "0", "2"]
    assert "2 more passages stood in turns that are not in the study any more" in said
    assert "Koneksi kurang" not in report.text


def test_what_changed_since_another_folder(changed):
    before, now = changed
    check_changes(opened_report(now, "--compare", str(before.path), "--lang", "en"), "before")


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_what_changed_since_a_revision_and_nothing_of_it_stays(changed):
    before, now = changed
    git = ["git", "-C", str(before.path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    for each in ("interviews", "corpora", "clinic.yaml"):
        (shutil.rmtree if (before.path / each).is_dir() else lambda path: path.unlink())(before.path / each)
        copy = shutil.copytree if (now.path / each).is_dir() else shutil.copy
        copy(now.path / each, before.path / each)
    before.done("code", "-b", "clinic.yaml")
    files = {name for name in before.tree() if not name.startswith(".git/")}
    check_changes(opened_report(before, "--compare", "HEAD", "--lang", "en"), "HEAD")
    assert {name for name in before.tree() if not name.startswith(".git/")} - files <= {
        name for name in before.tree(".qualcode") if "revision" not in name
    }
    assert not list((before.path / ".qualcode").glob("revision-*"))


def test_nothing_changed_is_said(folder):
    report = opened_report(folder, "--compare", str(folder.path), "--lang", "en")
    said = report.tree.xpath("//section[@id='changes']")[0].text_content()
    assert "The codes are the same." in said
    assert "No count of a code has changed." in said
    assert not lines(report, "changes:moved")


def test_changes_are_without_words_and_not_told_at_all_when_redacted(changed):
    before, now = changed
    options = ("--compare", str(before.path), "--lang", "en")
    assert not lines(opened_report(now, *options, "--no-quotes"), "changes:moved")
    assert not opened_report(now, *options, "--redact").tree.xpath("//section[@id='changes']")
