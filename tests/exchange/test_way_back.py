"""In and out again: nothing of a project of another program is lost, changed or added but what was done here."""

import json
import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from exchange.compare import compared, lines
from exchange.every import TALK, everything
from exchange.made import guid, packed
from exchange.schema import valid_project
from study import Folder

SHARED = Path(os.environ.get("QUALCODE_BESIDE", Path(__file__).resolve().parents[3] / "shared")) / "refi-qda"
BOOK = "codebooks/post-office.yaml"
LINES = "corpora/default/coding/Ana/group talk.jsonl"


def imported(path: Path, data: bytes | None = None) -> Folder:
    folder = Folder(path)
    folder.write("post.qdpx", data or everything())
    folder.done("import", "project", "post.qdpx")
    return folder


def out(folder: Folder, *options: str) -> bytes:
    return folder.run("export", "project", "-o", "-", *options).data


@pytest.fixture(scope="module")
def came(tmp_path_factory) -> Folder:
    """The project of every kind, imported; not to be changed."""
    return imported(tmp_path_factory.mktemp("came"))


@pytest.fixture
def folder(came, tmp_path) -> Folder:
    """A copy of it that a test may change."""
    own = Folder(tmp_path)
    for name, data in came.tree().items():
        own.write(name, data)
    return own


def test_a_project_with_every_kind_of_element_goes_back_as_it_came(came):
    data = out(came)
    assert compared(everything(), data) == ([], [])
    assert out(came) == data


def test_its_texts_go_back_as_every_program_reads_them(came):
    sources = [
        data for name, data in parts(out(came)).items() if name.endswith(".txt") and guid("n.journal") not in name
    ]
    assert TALK.replace("\r\n", "\n").encode() in sources
    assert not any(b"\r" in text or text.startswith(b"\xef\xbb\xbf") for text in sources)


def test_the_project_of_a_study_comes_into_another_study_and_goes_back_the_same(came, tmp_path):
    sent = out(came)
    assert compared(sent, out(imported(tmp_path, sent))) == ([], [])


def test_one_line_says_what_is_kept_and_its_folder_holds_it(tmp_path):
    folder = Folder(tmp_path)
    folder.write("post.qdpx", everything())
    said = folder.done("import", "project", "post.qdpx").err.splitlines()
    (line,) = [line for line in said if line.startswith("Kept for the way back:")]
    assert "2 links, 1 graph, 1 picture, 1 PDF, 2 recordings" in line
    assert "2 codes on whole sources" in line
    assert ":extra" in folder.read("corpora/default/foreign/post/project.qde")


def test_a_new_coding_goes_out_on_its_words_in_the_text_that_came(folder):
    line = {"turn": 4, "code": "form", "start": 30, "end": 38, "quote": "nobody c", "time": "2026-04-01T10:00:00+07:00"}
    folder.write(LINES, folder.read(LINES) + json.dumps(line) + "\n")
    lost, added = compared(everything(), out(folder))
    assert lost == []
    selection, coding = sorted(each for each in added if "/Coding" in each or "TextSelection" in each.split(" ")[0])[:2]
    assert any("words='nobody c'" in each for each in added)
    assert any("creationDateTime=2026-04-01T03:00:00+00:00" in each for each in added)
    assert len(added) == 3  # the selection, its coding, and the code that it refers to
    assert all(guid("s.talk") in each for each in (selection, coding))


def test_a_coding_taken_back_here_is_gone_there_with_what_stood_for_it_alone(folder):
    kept = [line for line in folder.read(LINES).splitlines() if '"hours_days"' not in line]
    folder.write(LINES, "\n".join(kept) + "\n")
    lost, added = compared(everything(), out(folder))
    assert added == []
    assert all(guid("g.4") in each or guid("x.over") in each for each in lost)
    assert len(lost) == 3  # the selection, its coding, the code


def test_a_part_of_a_divided_coding_taken_back_leaves_the_rest(folder):
    kept = [line for line in folder.read(LINES).splitlines() if "And the form?" not in line]
    folder.write(LINES, "\n".join(kept) + "\n")
    lost, added = compared(everything(), out(folder))
    assert all(guid("g.4") in each or guid("x.over") in each for each in lost)
    assert {"closed at noon.", "The form"} == {each.split("words='")[1][:-1] for each in added if "words=" in each}


def test_what_is_edited_in_the_codebook_goes_out_and_the_rest_of_the_code_stays(folder):
    folder.write(BOOK, folder.read(BOOK).replace("Hours & days", "Opening hours"))
    lost, added = compared(everything(), out(folder))
    assert (len(lost), len(added)) == (1, 1)
    assert added[0] == lost[0].replace("Hours & days", "Opening hours")


def test_a_code_taken_out_here_is_gone_there_with_all_that_needs_it(folder):
    text = folder.read(BOOK)
    start = text.index("- code: form")
    end = text.find("- code:", start + 1)
    folder.write(BOOK, text[: start - 2] + (text[end - 2 :] if end > 0 else ""))
    data = out(folder)
    lost, added = compared(everything(), data)
    assert added == []
    assert any("name=Form" in each for each in lost)
    assert guid("c.form") not in "".join(lines(data))


def test_a_memo_edited_here_says_so_there(folder):
    memos = "corpora/default/memos/Budi.jsonl"
    first = next(json.loads(line) for line in folder.read(memos).splitlines() if "Count people" in line)
    edit = {"id": "e1", "of": first["id"], "text": "Count hours.", "time": "2026-05-01T00:00:00Z"}
    folder.write(memos, folder.read(memos) + json.dumps(edit) + "\n")
    lost, added = compared(everything(), out(folder))
    assert [each for each in lost if "Note(" not in each and "/Note " not in each] == []
    assert any("Count hours." in each for each in added)
    assert len(lost) == len(added) == 1


def test_the_description_of_a_set_is_a_memo_here_and_its_edit_goes_out(folder):
    file = next(name for name, data in folder.tree("corpora/default/memos").items() if b"All of it." in data)
    first = next(json.loads(line) for line in folder.read(file).splitlines() if "All of it." in line)
    edit = {"id": "e1", "of": first["id"], "text": "Half of it.", "time": "2026-05-01T00:00:00Z"}
    folder.write(file, folder.read(file) + json.dumps(edit) + "\n")
    lost, added = compared(everything(), out(folder))
    assert [each.replace("Half", "All") for each in added] == lost
    assert len(lost) == 1


def test_one_coder_alone_goes_out_when_that_is_asked(folder):
    data = out(folder, "--coder", "Budi")
    assert guid("g.1") not in "".join(lines(data))
    assert guid("g.3") in "".join(lines(data))


def test_a_corrected_text_goes_out_with_its_passages_on_their_words(folder):
    file = "corpora/default/transcripts/group talk.jsonl"
    folder.write(file, folder.read(file).replace("The form is in small", "The new form is in small"))
    data = out(folder)
    talk = next(data for name, data in parts(data).items() if b"The new form is in small" in data)
    assert b"Ana: The queue" in talk
    said = "\n".join(lines(data))
    assert "words='The queue 😅 is long'" in said
    assert "words='nobody can read it'" in said


def test_what_is_damaged_in_the_folder_is_told_by_verify(folder):
    file = "corpora/default/foreign/post/project.qde"
    folder.write(file, folder.read(file).replace("leads to", "leads away"))
    assert "foreign-changed" in folder.run("verify", "--json").codes()


def test_a_second_import_keeps_no_second_copy(folder):
    before = folder.tree("corpora")
    folder.done("import", "project", "post.qdpx")
    assert folder.tree("corpora") == before


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


SAMPLES = ("golden/golden_codepoint_lf", "samples/nvivo12win_small", "samples/nvivo12mac_lf_emoji",
           "samples/nvivo12win_bom_crlf_emoji")  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.skipif(not (SHARED / "samples").is_dir(), reason="no samples beside the checkout")
def test_files_of_other_programs_go_back_as_they_came(name, tmp_path):
    data = (SHARED / f"{name}.qdpx").read_bytes()
    folder = imported(tmp_path, data)
    folder.done("export", "project", "-o", "back.qdpx")
    run = [sys.executable, str(SHARED / "refi_diff.py"), "post.qdpx", "back.qdpx", "--json"]
    ended = subprocess.run(run, cwd=tmp_path, capture_output=True, check=False)
    counts = json.loads(ended.stdout)["counts"]
    assert sum(each["in"] for each in counts.values()) > 30
    for kind, each in counts.items():
        assert not {key: each[key] for key in ("lost", "changed", "added", "new guid") if each.get(key)}, kind
    valid_project((folder.path / "back.qdpx").read_bytes())


def anew(data: bytes, more: str) -> bytes:
    """The project as a program gives it back that makes all identifiers anew, with a coding more in the first text."""
    files = parts(data)
    text = files.pop("project.qde").decode()
    codes = re.findall(r'<Code guid="([^"]+)"', text)
    users = re.findall(r'<User guid="([^"]+)"', text)
    quote = "queue"
    source = re.search(r'<TextSource guid="([^"]+)" name="short"', text)[1]
    start = files[f"sources/{source}.txt"].decode().index(more)
    own = (
        f'<PlainTextSelection guid="{guid(quote)}" startPosition="{start}" endPosition="{start + len(more)}" '
        f'creatingUser="{users[0]}"><Coding guid="{guid("new")}" creatingUser="{users[0]}">'
        f'<CodeRef targetGUID="{codes[1]}"/></Coding></PlainTextSelection>'
    )
    at = text.index("</TextSource>", text.index(f'<TextSource guid="{source}"'))
    at = text.rindex("</PlainTextSelection>", 0, at) + len("</PlainTextSelection>")
    made = text[:at] + own + text[at:]
    fresh = re.sub(
        r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", lambda found: guid(f"2{found[0]}"), made
    )
    names = {name: re.sub(r"[0-9a-f-]{36}", lambda found: guid(f"2{found[0]}"), name) for name in files}
    return packed({"project.qde": fresh, **{names[name]: data for name, data in files.items()}})


def test_what_comes_back_with_new_identifiers_is_known_and_only_the_new_coding_is_added(folder):
    before = out(folder)
    folder.write("back.qdpx", anew(before, "next day"))
    said = folder.done("import", "project", "back.qdpx", "--codebook", BOOK, "--json").json
    assert (sum(said["coders"].values()), said["memos"]) == (1, 0)
    lost, added = compared(before, out(folder))
    assert lost == []
    assert len([each for each in added if "words='next day'" in each]) == 1
    assert len(added) == 3  # the selection, its coding, the code
