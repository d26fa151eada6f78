"""What people do in the reading room, from beginning to end: each story of a researcher is a test."""

import json
import math
import struct
import subprocess
import wave

import pytest

from browser.room import room
from propose.taught import code_whole, sentences, write_study
from study import TXT, coded

pytestmark = pytest.mark.slow
SECOND = "Pewawancara: Lalu?\nInforman: Perawat jarang. Koneksi kurang, Sehati mati.\n"
SENTENCES = ("Perawat jarang datang", "jaringan kurang di sini", "Sehati sering mati")


@pytest.fixture
def folder(tmp_path):
    return coded(tmp_path, {"a.txt": TXT, "b.txt": SECOND})


def states(here, selector):
    return here.page.locator(selector).count()


def memos(folder, coder="ani"):
    path = folder.path / f"corpora/default/memos/{coder}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]] if path.exists() else []


def test_one_code_is_looked_at_across_transcripts_and_undo_goes_back_to_where_it_was_decided(folder):
    with room(folder) as here:
        here.press("q")
        here.page.keyboard.type("only too few")
        here.press("Enter")
        here.count("0 of 2")
        assert here.page.inner_text("#queue b") == "only Too few nurses"
        assert here.painted("now") == ["Perawat"]
        here.press("x")
        here.until("() => document.querySelector('#where b').textContent === 'b'")
        here.count("1 of 2")
        here.press("a")
        here.count("2 of 2")
        here.saved()
        here.press("u")
        here.count("1 of 2")
        here.press("u")
        here.count("0 of 2")
        here.until("() => document.querySelector('#where b').textContent === 'a'")
        here.press("Shift+U")
        here.count("1 of 2")
        here.saved()
    assert [line["do"] for line in here.lines()] == ["reject", "undo", "undo"]
    assert [line["do"] for line in here.lines(transcript="b")] == ["accept", "undo"]


def test_the_worst_rule_comes_first_once_something_was_rejected(folder):
    with room(folder) as here:
        here.press("x", "x")  # both of the rule about networks
        here.count("2 of 4")
        here.saved()
        here.press("q")
        here.page.keyboard.type("worst")
        here.press("Enter")
        here.count("2 of 7")
        assert here.page.inner_text("#item h2") == "Poor network"


def test_memos_are_written_found_edited_and_taken_back(folder):
    with room(folder) as here:
        here.press("o")
        here.page.keyboard.type("speaks of his boss")
        here.press("Control+Enter")
        here.said("Memo kept")
        here.page.select_option("#about", "study")
        here.page.fill("#note", "begin with nurses")
        here.page.click("#keep-memo")
        here.until("() => document.querySelectorAll('#memos p').length === 2")
        here.page.fill("#find-memo", "boss")
        here.until("() => document.querySelectorAll('#memos p').length === 1")
        here.page.click("#memos button:has-text('Edit')")
        here.page.fill("#note", "speaks of her boss")
        here.press("Control+Enter")
        here.until("() => document.querySelector('#memos p').textContent === 'speaks of her boss'")
        here.page.click("#memos button:has-text('Remove')")
        here.said("taken back")
        assert not [url for url in here.asked if "boss" in url]
    first, study, edit, gone = memos(folder)
    assert (first["kind"], first["on"]["turn"], study["kind"]) == ("turn", 2, "study")
    assert (edit["of"], edit["text"], gone["of"], gone["text"]) == (first["id"], "speaks of her boss", first["id"], "")
    assert here.wrong == []


def test_a_memo_where_no_coding_stands_is_of_the_turn(folder):
    with room(folder) as here:
        here.press("m")
        here.page.keyboard.type("a quiet day")
        here.press("Control+Enter")
        here.said("Memo kept")
        assert here.lines() == []
    (memo,) = memos(folder)
    assert (memo["kind"], memo["on"]["turn"], memo["text"]) == ("turn", 2, "a quiet day")


def test_codes_are_added_renamed_and_merged_beside_the_text(folder):
    folder.replace("clinic.yaml", "    terms: [perawat, nurse]", "    # as they call them\n    terms: [perawat, nurse]")
    with room(folder) as here:
        here.press("b")
        here.page.click("#add-code")
        here.page.keyboard.type("Bad roads")
        here.page.fill("#change-kind", "barrier")
        here.page.fill("#change-definition", "There is no way to get there.")
        here.page.click("#change-look")
        here.until("() => document.querySelector('#diff').textContent.includes('bad_roads')")
        assert "bad_roads" not in folder.read("clinic.yaml")
        here.page.click("#change-do")
        here.page.wait_for_selector("#codes [data-code=bad_roads]")
        here.select(4, "hari Senin")
        here.page.click("#codes [data-code=bad_roads]")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        here.press("b")
        here.page.click("details:has-text('Bad roads') >> text=Merge")
        here.page.select_option("#change-into", "staff")
        here.page.click("#change-look")
        here.until("() => document.querySelector('#change-said').textContent.startsWith('1 codings')")
        here.page.click("#change-do")
        here.until("() => !document.querySelector('#codes [data-code=bad_roads]')")
    text = folder.read("clinic.yaml")
    assert "# as they call them" in text
    assert "# Merged from bad_roads" in text
    state = folder.done("review", "--coder", "ani", "-b", "clinic.yaml", "--json").json
    assert [coding["code"] for coding in state["transcripts"][0]["codings"]] == ["staff"]


def test_a_coders_own_keys_are_shown_and_the_usual_ones_do_nothing(folder):
    folder.write(
        "corpora/default/coding/ani/coder.yaml", "format: 1\nkeys: {accept: y, modified: true, 1: health_app}\n"
    )
    with room(folder) as here:
        assert here.page.inner_text("#act [data-action=accept] kbd") == "Alt Y"
        here.press("a", "y", "Alt+a")
        here.press("Alt+y")
        here.count("1 of 4")
        here.saved()
        here.select(4, "hari Senin")
        here.press("Alt+1")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        assert [(line["do"], line["code"]) for line in here.lines()] == [("accept", "network"), ("code", "health_app")]


def test_units_of_a_sample_are_read_one_after_the_other(folder):
    folder.done("sample", "-b", "clinic.yaml", "-o", "pilot.csv", "--per-code", "2", "--uncoded", "0")
    with room(folder, "--sample", "pilot") as here:
        here.until("() => document.querySelector('#item h2')?.textContent.startsWith('Unit pilot-')")
        total = int(here.page.inner_text("#count").split()[2])
        assert states(here, ".stripe") == 0
        here.press("3")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        for done in range(total):
            here.press("a")
            here.count(f"{done + 1} of {total}")
        here.saved()
    noted = [json.loads(line) for line in folder.read("corpora/default/samples/pilot.looked-at.jsonl").splitlines()]
    assert len({unit for line in noted for unit in line["units"]}) == total


def test_two_coders_are_decided_between_and_agreed_is_counted(folder):
    for coder, code in (("ani", "network"), ("budi", "access")):
        with room(folder, "--blind", coder=coder) as here:
            here.select(2, "Sinyal belum ada di desa")
            here.press("c")
            here.page.keyboard.type(code)
            here.press("Enter")
            here.page.wait_for_selector(".stripe.own:not(.saving)")
            here.select(4, "Perawat datang")
            here.press("3")
            here.until("() => document.querySelectorAll('.stripe.own:not(.saving)').length === 2")
            here.press("f")
            here.page.wait_for_selector(".stripe.open")
    with room(folder, "--between", "ani,budi") as here:
        here.count("0 of 1")
        assert here.page.locator("#item .side b").all_inner_texts() == ["ani", "budi"]
        here.press("m")
        here.page.keyboard.type("no signal is no network")
        here.press("Escape")
        here.press("l")
        here.count("1 of 1")
        here.saved()
        here.press("u")
        here.count("0 of 1")
        here.press("h")
        here.count("1 of 1")
        here.until("() => document.querySelector('#item').innerText.includes('Decided by ani')")
        assert here.page.inner_text(".stripe.settled") == "Poor network"
        assert here.page.inner_text("#codes [data-code=network] .n") == "1"
        here.saved()
    decided = here.lines("agreed")
    assert [(line["do"], line.get("code"), line.get("by")) for line in decided if line["do"] == "code"] == [
        ("code", "access", "ani"),
        ("code", "network", "ani"),
    ]
    folder.done("export", "codes", "--coder", "agreed", "-b", "clinic.yaml", "-o", "codes.csv")
    assert {row["code"]: row["mentions"] for row in folder.rows("codes.csv")}["network"] == "1"


def test_who_gave_no_code_is_agreed_with_too(folder):
    read = [{"transcript": "a", "do": "looked", "turn": turn} for turn in (2, 4)]
    coding = {"transcript": "a", "do": "code", "turn": 2, "code": "network", "start": 0, "end": 20}
    for coder, lines in (("ani", read), ("budi", [coding, *read])):
        folder.write("lines.jsonl", "".join(json.dumps(each) + "\n" for each in lines))
        folder.done("review", "--coder", coder, "-b", "clinic.yaml", "--blind", "--apply", "lines.jsonl")
    with room(folder, "--between", "ani,budi") as here:
        here.press("e")  # one of them gave none: there is no both
        here.press("h")
        here.count("1 of 1")
        here.saved()
        assert [line["do"] for line in here.lines("agreed")] == ["reject"]
        assert "\nNeither\n" in here.page.inner_text("#item")


def git(folder, *command):
    named = ("-c", "user.email=a@example.org", "-c", "user.name=a")
    subprocess.run(["git", "-C", str(folder), *named, *command], check=True, capture_output=True)


def test_two_computers_are_merged_by_git_without_a_conflict(folder, tmp_path_factory):
    folder.write(".gitattributes", "corpora/*/coding/*/*.jsonl merge=union\n")
    folder.write(".gitignore", ".qualcode/\n")
    git(folder.path, "init", "-q", "-b", "main")
    git(folder.path, "add", ".")
    git(folder.path, "commit", "-qm", "begin")
    other = type(folder)(tmp_path_factory.mktemp("other") / "study")
    git(folder.path, "clone", "-q", ".", str(other.path))
    for place, key in ((folder, "a"), (other, "j")):
        with room(place) as here:
            here.press(key, "x")
            here.until("() => Number(document.querySelector('#count').textContent[0]) >= 1")
            here.saved()
        git(place.path, "add", ".")
        git(place.path, "commit", "-qm", "work")
    git(folder.path, "pull", "-q", "--no-rebase", str(other.path), "main")
    with room(folder) as here:
        here.count("2 of 4")
        assert sorted(here.deeds()) == ["accept", "reject", "reject"]


def test_keys_that_come_faster_than_answers_are_decided_one_by_one(folder):
    with room(folder) as here:
        here.press("a", "x", "a", "x")
        here.count("4 of 4")
        here.saved()
        assert sorted(here.deeds()) == ["accept", "accept", "reject", "reject"]
        assert len({(line["turn"], line.get("start")) for line in here.lines()}) == 4
        here.press("u")
        here.count("3 of 4")


def interview(number):
    """As many sentences with something to find, each an answer of its own."""
    said = [f"Informan: {SENTENCES[at % 3]} pada bulan ke {at}." for at in range(number)]
    return "".join(f"Pewawancara: Lalu?\n{line}\n" for line in said)


def test_a_mornings_work_by_keyboard(tmp_path):
    folder = coded(tmp_path, {"a.txt": interview(5), "b.txt": interview(45)})
    with room(folder, "--blind") as here:  # one interview is coded blind, and finished
        assert states(here, ".stripe") == 0
        here.press("ArrowDown", "ArrowRight", "Shift+ArrowRight", "3")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        here.press("f")
        here.page.wait_for_selector(".stripe.open")
        assert all(line["blind"] for line in here.lines())
        here.press("g")
        here.page.keyboard.type("b")
        here.press("Enter")
        here.until("() => document.querySelector('#where b').textContent === 'b'")
        here.press("f")
        here.count("0 of 45")
        for number in range(45):  # suggestions of another one are judged, each by one key
            here.press("x" if number % 3 == 2 else "a")
        here.count("45 of 45")
        here.saved()
        here.press("k", "m")
        here.page.keyboard.type("as in the other interview")
        here.press("Escape")
        here.said("Memo kept")
        here.press("u")
        here.said("Undone")
        here.press("o")
        here.page.keyboard.type("nurses come by season")
        here.press("Control+Enter")
        here.said("Memo kept")
        here.saved()
    deeds = [line["do"] for line in here.lines(transcript="b")]
    assert (deeds.count("accept"), deeds.count("reject"), deeds[-2:]) == (30, 15, ["memo", "undo"])
    assert [memo["text"] for memo in memos(folder)] == ["nurses come by season"]
    with room(folder, "--blind", coder="budi", lang="id") as here:  # another coder, in Indonesian
        here.press("ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "3")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        here.press("f")
        here.page.wait_for_selector(".stripe.open")
    with room(folder, "--between", "ani,budi") as here:  # agreed coder: the longer passage is taken
        here.count("0 of 1")
        here.press("l")
        here.count("1 of 1")
        here.saved()
    folder.done("export", "codes", "--coder", "agreed", "-b", "clinic.yaml", "-o", "agreed.csv")
    folder.done("export", "codes", "--coder", "ani", "-b", "clinic.yaml", "-o", "ani.csv")
    assert {row["code"]: row["mentions"] for row in folder.rows("agreed.csv")}["staff"] == "1"
    assert sum(int(row["mentions"]) for row in folder.rows("ani.csv") if row["code"] != "access") == 31
    assert here.wrong == []


def tone(path, seconds=8):
    """A recording that a browser plays: a quiet tone."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"".join(struct.pack("<h", int(900 * math.sin(at / 3))) for at in range(8000 * seconds)))


def test_a_turn_is_heard_from_its_time(tmp_path):
    spoken = "[0:00] Pewawancara: Lalu?\n[0:04] Informan: Perawat jarang datang ke sini.\n"
    folder = coded(tmp_path, {"a.txt": f"---\naudio: rec/a.wav\n---\n{spoken}", "b.txt": SECOND})
    (folder.path / "rec").mkdir()
    tone(folder.path / "rec/a.wav")
    with room(folder) as here:
        assert here.page.inner_text('[data-turn="2"] .play') == "0:04"
        here.press("t")
        here.until("() => !player.paused && player.currentTime >= 4")
        here.press("t")
        here.until("() => player.paused")
        here.page.click('[data-turn="1"] .play')
        here.until("() => !player.paused && player.currentTime < 3")
        here.press("t", "g")
        here.page.keyboard.type("b")
        here.press("Enter")
        here.until("() => document.querySelector('#where b').textContent === 'b'")
        here.press("t")
        here.said("names no recording")
        assert here.wrong == []


def test_a_second_look_is_taken_at_what_is_surprising(tmp_path):
    folder = write_study(tmp_path)
    for person in "abcd":
        code_whole(folder, person, looked=range(len(sentences(person))))
    lines = folder.read("corpora/default/coding/ani/a.jsonl").splitlines()
    left = [line for line in lines if '"id": "c1"' not in line]
    assert len(left) == len(lines) - 1
    folder.write("corpora/default/coding/ani/a.jsonl", "\n".join(left) + "\n")
    with room(folder, "-b", "subjects.yaml") as here:
        for _ in range(60):  # it is learnt beside the page, and asked for again
            here.press("q")
            here.page.keyboard.type("second look")
            here.press("Enter")
            here.page.wait_for_timeout(1000)
            if here.page.inner_text("#queue b").startswith("second look"):
                break
        here.until("() => document.querySelector('#item').textContent.includes('You did not give this code')")
        assert (here.page.inner_text("#where b"), here.page.inner_text("#item h2")) == ("a", "Sekolah")
        assert here.page.inner_text("#act [data-action=accept]").startswith("It stays")
        total = int(here.page.inner_text("#count").split()[2])
        here.press("a")
        here.count(f"1 of {total}")
        here.saved()
        kept = here.lines(transcript="a")[-1]
        assert (kept["do"], kept["turn"], kept["code"]) == ("looked", 4, "school")
        here.press("u")
        here.count(f"0 of {total}")
        assert all("503" in message for message in here.wrong)  # how the page learns that it is not yet learnt


def test_what_somebody_else_coded_and_one_place_are_gone_through(folder):
    folder.write("corpora/default/corpus.yaml", "format: 1\ntranscripts: {b: {attributes: {village: Hilir}}}\n")
    with room(folder, coder="budi") as here:
        here.select(4, "hari Senin")
        here.press("3")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        here.saved()
    with room(folder) as here:
        here.press("q")
        here.page.keyboard.type("coded by budi")
        here.press("Enter")
        here.until("() => document.querySelector('#item').textContent.includes('Given by budi')")
        assert here.painted("now") == ["hari Senin"]
        here.press("3")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        here.press("q")
        here.page.keyboard.type("village hilir")
        here.press("Enter")
        here.until("() => document.querySelector('#where b').textContent === 'b'")
        here.count("0 of 3")
        assert [line["quote"] for line in here.lines()] == ["hari Senin"]


def test_the_codebook_is_edited_and_differences_are_decided_without_a_mouse(folder):
    with room(folder) as here:
        here.press("b", "Tab", "Enter")
        here.page.keyboard.type("Bad roads")
        here.press("Tab", "Tab")
        here.page.keyboard.type("barrier")
        here.press("Tab")
        here.page.keyboard.type("There is no way to get there.")
        here.press("Tab", "Enter")  # show the change
        here.until("() => document.querySelector('#diff').textContent.includes('bad_roads')")
        here.press("Tab", "Enter")
        here.page.wait_for_selector("#codes [data-code=bad_roads]")
    for coder, digit in (("ani", "1"), ("budi", "2")):
        with room(folder, "--blind", coder=coder) as here:
            here.press("ArrowDown", "ArrowRight", "Shift+ArrowRight", digit)
            here.page.wait_for_selector(".stripe.own:not(.saving)")
            here.press("m")
            here.page.keyboard.type(f"{coder} thinks so")
            here.press("Escape")
            here.said("Memo kept")
            here.press("f")
            here.page.wait_for_selector(".stripe.open")
    with room(folder, "--between", "ani,budi") as here:
        here.count("0 of 1")
        assert "ani thinks so" in here.page.inner_text("#item")
        here.press("m")
        here.page.keyboard.type("access is wider")
        here.press("Escape", "h")
        here.count("1 of 1")
        here.saved()
    (decided,) = here.lines("agreed")
    assert (decided["code"], decided["memo"]) == ("access", "access is wider")


def test_a_memo_that_is_being_written_outlives_a_late_answer(folder):
    with room(folder) as here:
        here.select(4, "hari Senin")
        here.press("3")
        here.page.wait_for_selector(".stripe.own.now:not(.saving)")
        here.saved()
        here.press("n", "m")  # the answer to the first key comes while the memo is written
        here.page.keyboard.type("each week")
        here.saved()
        here.page.wait_for_timeout(300)
        assert here.page.input_value("#memo") == "each week"
        here.press("Escape")
        here.said("Memo kept")


def test_a_translation_stands_under_its_turn_and_is_no_part_of_its_words(folder):
    text = TXT.splitlines()[1].partition(": ")[2]
    line = {"transcript": "a", "turn": 2, "start": 0, "end": len(text), "quote": text, "text": "No signal <b>here</b>."}
    folder.write("corpora/default/translations/en.jsonl", json.dumps(line) + "\n")
    with room(folder) as here:
        assert here.page.locator(".gloss").all_inner_texts() == ["No signal <b>here</b>."]
        assert here.page.get_attribute(".gloss", "lang") == "en"
        here.select(2, "di desa")
        here.press("3")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        assert here.lines()[0]["quote"] == "di desa"
