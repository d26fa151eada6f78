"""Stories of the reading room, in a real browser: a person codes, judges, is interrupted and goes on."""

import json
import re
import signal
from importlib.resources import files

import pytest

from browser.room import room, start
from study import TXT, coded

pytestmark = pytest.mark.slow
AXE = files("axe_playwright_python") / "axe.min.js"


@pytest.fixture
def folder(tmp_path):
    return coded(tmp_path)


def test_suggestions_are_judged_by_keyboard_and_each_key_is_on_disk(folder):
    with room(folder) as here:
        assert here.painted("now") == ["Jaringannya kurang"]
        here.press("a", "x")
        here.count("2 of 4")
        here.saved()
        assert here.deeds() == ["accept", "reject"]
        assert here.painted("now") == ["Perawat"]
        assert here.page.inner_text("#item h2") == "Too few nurses"
        assert here.page.inner_text("#item .chips") == "Perawat"
        assert here.wrong == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_passage_that_is_judged_is_seen(folder, width):
    seen = """() => {
        const [range] = CSS.highlights.get("now"), { top, bottom } = range.getBoundingClientRect();
        const side = document.querySelector("aside").getBoundingClientRect();
        const below = side.left > 0 ? innerHeight : side.top;  // on narrow screens the suggestion stands below
        return document.querySelector("header").getBoundingClientRect().bottom <= top && bottom <= below;
    }"""
    with room(folder, width=width, height=560) as here:
        for key in ("j", "j", "j", "k", "k", "k"):
            here.press(key)
            here.until(seen)


def test_words_get_a_code_by_one_key_or_by_typing_its_name(folder):
    with room(folder) as here:
        here.select(4, "hari Senin")
        here.press("3")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        here.select(2, "di desa")
        here.press("c")
        here.page.keyboard.type("sehati")
        here.press("Enter")
        here.until("() => document.querySelectorAll('.stripe.own:not(.saving)').length === 2")
        assert [(line["code"], line["quote"]) for line in here.lines()] == [
            ("staff", "hari Senin"),
            ("health_app", "di desa"),
        ]


def test_what_no_table_counts_says_so_when_it_is_coded_and_when_one_comes_back(folder):
    with room(folder) as here:
        here.select(3, "perawat")
        here.press("3")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        assert "not counted" in here.page.inner_text("#said")
        assert "not counted" in here.page.inner_text("#item [data-f=state]")
        here.select(4, "hari Senin")
        here.press("3")
        here.until("() => document.querySelectorAll('.stripe.own:not(.saving)').length === 2")
        assert "not counted" not in here.page.inner_text("#said")
        assert "not counted" not in here.page.inner_text("#item [data-f=state]")


def test_the_digit_of_the_suggested_code_accepts_and_goes_on(folder):
    with room(folder) as here:
        suggested, codes = here.page.evaluate(
            "import('/static/room.js').then(({ room }) => [room.current.code, room.study.keys.codes])"
        )
        digit = str(codes.index(suggested) + 1)
        here.press(digit)
        here.count("1 of 4")
        here.press("k", "x")  # what was rejected meanwhile is accepted by its digit, too
        here.press("k", digit)
        here.saved()
        assert here.deeds() == ["accept", "reject", "accept"]


def test_words_are_selected_without_a_mouse(folder):
    with room(folder) as here:
        here.press("ArrowRight", "ArrowRight", "Shift+ArrowRight", "3")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        assert here.lines()[0]["quote"] == "kurang sekali."


def test_a_coding_is_moved_put_otherwise_remarked_removed_and_all_is_undone(folder):
    with room(folder) as here:
        here.select(4, "hari Senin")
        here.press("3")
        here.page.wait_for_selector(".stripe.own.now:not(.saving)")
        for key, quote in (("[", "datang hari Senin"), ("}", "datang hari Senin. Kalau"), ("{", "datang hari Senin.")):
            here.press(key)
            here.until("(quote) => [...CSS.highlights.get('now')].map(String)[0] === quote", quote)
        here.press("n")
        here.until("() => document.querySelector('#item .rule').textContent.includes('negated')")
        here.press("m")
        here.page.keyboard.type("each week")
        here.press("Escape")
        here.said("Memo kept")
        here.press("d")
        here.until("() => !document.querySelector('.stripe.own')")
        for _ in range(3):
            here.press("u")
            here.page.wait_for_timeout(150)
        here.press("Shift+U")
        here.page.wait_for_timeout(150)
        here.saved()
    state = folder.done("review", "--coder", "ani", "-b", "clinic.yaml", "--json").json
    (coding,) = state["transcripts"][0]["codings"]
    assert (coding["assertion"], coding["memo"], coding["end"] - coding["start"]) == ("negated", "", 18)


def test_undo_and_redo_show_the_passage_that_they_change(folder):
    with room(folder) as here:
        first, turn = here.painted("now"), here.page.inner_text(".t.now .when, .t.now")
        here.press("x")
        here.count("1 of 4")
        here.press("j", "j")
        assert here.painted("now") != first
        for key, count in (("u", "0 of 4"), ("Shift+U", "1 of 4")):
            here.press(key)
            here.count(count)
            here.until("(words) => [...CSS.highlights.get('now')].map(String)[0] === words", first[0])
            assert here.page.inner_text(".t.now .when, .t.now") == turn
            here.press("j")
        here.saved()
        assert here.deeds() == ["reject", "undo", "undo"]


def test_undo_works_after_the_server_was_killed(folder):
    with room(folder) as here:
        here.press("a")
        here.count("1 of 4")
        here.saved()
        here.process.send_signal(signal.SIGKILL)
        here.process.wait()
        here.press("x")
        here.page.wait_for_selector("#saved.unsaved")
        assert here.page.inner_text("#saved") == "Not saved (1); trying again"
    with room(folder) as here:
        assert here.page.inner_text("#count").startswith("1 of 4")
        here.press("u")
        here.count("0 of 4")
        here.saved()  # what is painted is not yet on the disk
        assert here.deeds() == ["accept", "undo"]


def test_what_could_not_be_saved_is_saved_when_the_server_is_back(folder):
    with room(folder) as here:
        port = re.search(r":(\d+)", here.address)[1]
        here.process.send_signal(signal.SIGSTOP)
        here.press("a")
        here.page.wait_for_selector("#saved.saving")
        here.process.send_signal(signal.SIGCONT)
        here.saved()
        assert (here.deeds(), port.isdigit()) == (["accept"], True)


def test_blind_shows_nothing_of_the_rules_until_reading_is_finished(folder):
    with room(folder, "--blind") as here:
        assert here.page.query_selector(".stripe") is None
        ask = """() => fetch('/api/transcripts/a', {headers: {Authorization: `Bearer ${sessionStorage.token}`}})
            .then((answer) => answer.json()).then((answer) => answer.suggestions)"""
        assert here.page.evaluate(ask) == []
        here.select(4, "Perawat")
        here.press("3")
        here.page.wait_for_selector(".stripe.own:not(.saving)")
        here.press("f")
        here.page.wait_for_selector(".stripe.open")
        assert [line["do"] for line in here.lines()] == ["code", "looked", "looked"]
        assert all(line["blind"] for line in here.lines())


def test_a_turn_corrected_meanwhile_is_loaded_again_and_the_key_is_not_lost_in_silence(folder):
    with room(folder) as here:
        folder.write("interviews/a.txt", TXT.replace("hari Senin", "hari Selasa"))
        folder.done("ingest", "interviews")
        here.select(4, "Perawat")
        here.press("3")
        here.said("corrected meanwhile")
        # the refusal is told at once, the text follows when it is loaded
        here.until("""() => document.querySelector('[data-turn="4"] p')?.innerText.includes("hari Selasa")""")
        assert here.lines() == []


def test_offsets_hold_behind_signs_that_take_two_units(folder):
    folder.write("interviews/a.txt", TXT.replace("Perawat datang", "\U0001f600\U0001f600 Perawat\u0301 datang"))
    folder.done("ingest", "interviews")
    with room(folder) as here:
        here.select(4, "datang hari")
        here.press("3")
        here.page.wait_for_selector(".stripe.own.now:not(.saving)")
        assert here.lines()[0]["quote"] == "datang hari"
        assert here.painted("now") == ["datang hari"]


def test_search_finds_in_all_transcripts_and_no_word_stands_in_an_address(folder):
    with room(folder) as here:
        here.press("s")
        here.page.keyboard.type("perawat datang")
        here.until("() => document.querySelector('#found b')?.textContent === 'Perawat datang'")
        here.press("Enter")
        assert here.painted("now") == ["Perawat datang"]
        assert not [url for url in here.asked if "erawat" in url or "t=" in url.partition("?")[2]]
        assert {url.split("/")[2] for url in here.asked} == {here.address.split("/")[2]}
        assert here.page.url == here.address.partition("#")[0]


def test_how_a_rejected_suggestion_is_put_is_not_changed_as_its_button_says(folder):
    with room(folder) as here:
        here.press("x")
        here.count("1 of")
        here.press("k")
        here.until("() => document.querySelector('#act [data-action=how]').disabled")
        here.press("n", "f")
        here.said("Read to the end")
        here.saved()
        assert here.deeds()[0] == "reject"
        assert "change" not in here.deeds()


def test_the_page_speaks_as_the_command_does_until_another_language_is_chosen(folder):
    with room(folder, lang="id") as here:
        assert here.page.inner_text("#act [data-action=accept]").startswith("Terima")
        assert here.page.evaluate("document.documentElement.lang") == "id"
        assert here.page.inner_text("#item h2") == "Jaringan kurang"
        here.page.click("#language")
        here.until("() => document.querySelector('#act [data-action=accept]').innerText.startsWith('Accept')")
        here.page.reload()
        here.page.wait_for_selector(".t")
        assert here.page.inner_text("#act [data-action=accept]").startswith("Accept")


def test_keys_in_a_field_write_and_do_nothing_else(folder):
    with room(folder) as here:
        here.press("/")
        here.page.keyboard.type("ax1")
        assert here.page.input_value("#filter") == "ax1"
        assert here.page.locator("#codes button").count() == 0
        here.press("Escape")
        here.until("() => document.querySelectorAll('#codes button').length === 4")  # the emptied field hides no code
        assert here.lines() == []


def test_two_tabs_see_what_the_other_did_with_their_next_key(folder):
    with room(folder) as here:
        second = here.page.context.new_page()
        second.goto(here.address)
        second.wait_for_selector(".t")
        here.press("a")
        here.saved()
        second.keyboard.press("j")
        second.keyboard.press("x")
        here.count("2 of 4", second)
        assert sorted(here.deeds()) == ["accept", "reject"]


def test_the_server_ends_with_ctrl_c_and_says_what_was_done(folder):
    process, _ = start(folder)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    assert (process.returncode, "ani: 0 codings in force" in out) == (0, True)


LOOKS = [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320), ("dark", 1920)]


def violations(here):
    here.page.emulate_media(reduced_motion="reduce")  # no message fades in or out while it is looked at
    here.until("() => document.getAnimations().every((each) => each.playState === 'finished')")  # half-shown is pale
    here.page.evaluate(AXE.read_text("utf-8"))  # an evaluation of the test's own, which no policy of the page forbids
    return here.page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing(folder, lang, scheme, width):
    with room(folder, width=width, lang=lang, scheme=scheme) as here:
        for key in ("", "?", "c", "q", "g", "s", "o", "b"):
            if key:
                here.press(key)
                here.page.wait_for_timeout(100)
            assert (key, violations(here)) == (key, [])
            here.press("Escape")
        for form in (
            "#add-code",
            "#change-close",
            "summary",
            "details[open] .link >> nth=0",
            "#change-close",
            "summary",
        ):
            here.page.click(form)
            if form != "#change-close":
                assert (form, violations(here)) == (form, [])


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("width", [320, 768])
def test_on_a_narrow_screen_nothing_is_wider_than_it_and_no_label_is_cut_to_a_letter(folder, lang, width):
    with room(folder, width=width, lang=lang) as here:
        assert here.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert here.page.locator(".stripe").count()
        assert here.page.locator(".stripe span:visible").count() == 0


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize(("scheme", "width"), LOOKS[:4])
def test_axe_finds_nothing_between_two(folder, lang, scheme, width):
    for coder, code in (("ani", "network"), ("budi", "access")):
        line = {"transcript": "a", "do": "code", "turn": 2, "code": code, "start": 0, "end": 20, "memo": "heard"}
        read = [{"transcript": "a", "do": "looked", "turn": turn} for turn in (2, 4)]
        folder.write("lines.jsonl", "".join(json.dumps(each) + "\n" for each in (line, *read)))
        folder.done("review", "--coder", coder, "-b", "clinic.yaml", "--blind", "--apply", "lines.jsonl")
    with room(folder, "--between", "ani,budi", width=width, lang=lang, scheme=scheme) as here:
        here.page.wait_for_selector("#item .side")
        assert violations(here) == []
        here.press("l")
        here.count("1")
        here.page.wait_for_selector(".stripe.settled")
        assert violations(here) == []
