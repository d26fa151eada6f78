"""A decision is on the page before it is on the disk, looks as it will then, and is taken back where it is refused."""

import random
from contextlib import contextmanager

import pytest

from browser.room import room
from study import TXT, coded

pytestmark = pytest.mark.slow
STATE = """() => import("/static/room.js").then(({ itemsOf }) => itemsOf()
    .filter(({ state }) => state !== "open")
    .map((each) => [each.turn, each.start, each.end, each.state, each.code, each.assertion, each.memo ?? ""].join())
    .sort())"""


@pytest.fixture
def folder(tmp_path):
    return coded(tmp_path, {"a.txt": TXT, "b.txt": "Pewawancara: Lalu?\nInforman: Perawat jarang.\n"})


@contextmanager
def held(here):
    """Decisions that the page sends wait here, each until it is let go."""
    waiting = []
    here.page.wait_for_timeout(300)  # turns come into sight a moment after the page
    here.page.route("**/lines", lambda route: waiting.append(route))
    yield waiting
    here.page.unroute("**/lines")


def sent(here, waiting):
    """The request that a key made; None where it made none."""
    for _ in range(20):
        if waiting:
            return waiting.pop()
        here.page.wait_for_timeout(20)
    return None


def test_a_decision_is_painted_before_it_is_kept_and_nothing_says_that_it_is_saved(folder):
    with room(folder) as here, held(here) as waiting:
        here.press("a")
        assert here.page.locator(".stripe.accept.saving").count() == 1
        assert here.page.inner_text("#count").startswith("1 of 4")
        assert here.page.inner_text("#saved") == "Saving …"
        here.press("k")
        assert here.page.inner_text("#item .what span >> nth=0") == "You accepted; not saved yet"
        request = sent(here, waiting)
        assert (here.lines(), here.page.inner_text("#said")) == ([], "")
        request.continue_()
        here.page.wait_for_selector(".stripe.accept:not(.saving)")
        here.saved()
        assert here.page.inner_text("#item .what span >> nth=0") == "You accepted"
        assert here.deeds() == ["accept"]


@pytest.mark.parametrize(
    ("status", "error", "why"),
    [
        (507, "no room left", "it could not be written: no room left"),
        (422, "there is no code `x`", "there is no code `x`"),
    ],
)
def test_what_is_refused_is_taken_back_with_the_reason(folder, status, error, why):
    with room(folder) as here, held(here) as waiting:
        here.press("a", "x")  # the second one waits for the first
        assert here.page.inner_text("#count").startswith("2 of 4")
        sent(here, waiting).fulfill(status=status, json={"error": error})
        here.said("Taken back: Accepted (a).")
        here.said(why)
        here.until("() => !document.querySelector('.stripe.accept')")
        sent(here, waiting).continue_()
        here.saved()
        here.count("1 of 4")
        assert here.deeds() == ["reject"]
        here.press("x")
        sent(here, waiting).fulfill(status=status, json={"error": error})
        here.page.wait_for_selector("#saved.not-kept")
        here.count("1 of 4")
        here.page.wait_for_selector(".stripe.now.open")  # what was taken back is chosen


def test_words_of_a_turn_that_was_corrected_meanwhile_lose_the_code_that_was_painted(folder):
    with room(folder) as here:
        folder.write("interviews/a.txt", TXT.replace("hari Senin", "hari Selasa"))
        folder.done("ingest", "interviews")
        here.select(4, "Perawat")
        here.press("3")
        here.said("Taken back: Coded: Too few nurses (a)")
        here.until("""() => document.querySelector('[data-turn="4"] p')?.innerText.includes("hari Selasa")""")
        assert (here.page.locator(".stripe.own").count(), here.lines()) == (0, [])


def test_what_a_server_that_is_gone_did_not_keep_is_not_called_saved(folder):
    with room(folder) as here:
        here.page.wait_for_selector(".stripe")
        here.process.kill()
        here.process.wait()
        here.press("a", "x")
        here.until("() => document.querySelector('#saved').textContent === 'Not saved (2); trying again'")
        assert here.page.locator(".stripe.saving").count() == 2
        assert here.page.inner_text("#said") == ""


def test_a_unit_that_was_looked_at_in_vain_is_to_be_looked_at_again(folder):
    folder.done("sample", "-b", "clinic.yaml", "-o", "pilot.csv", "--per-code", "2", "--uncoded", "0")
    with room(folder, "--sample", "pilot") as here, held(here) as waiting:
        here.count("0 of ")
        here.press("a")
        here.count("1 of ")
        sent(here, waiting).fulfill(status=507, json={"error": "no room left"})
        here.said("it could not be written")
        here.count("0 of ")


@pytest.mark.parametrize("seed", range(3))
def test_what_is_painted_first_is_what_is_kept(folder, seed):
    """Keys in any order: what the page foresees is what the server says then."""
    chance = random.Random(seed)
    with room(folder) as here, held(here) as waiting:
        deeds = []
        for _ in range(25):
            key = chance.choice("aaxxjkkdn[}123")  # an undo may bring back what only the server knows
            if key in "123" and chance.random() < 0.5:
                here.select(4, chance.choice(["hari Senin", "Perawat datang", "Kalau"]))
            here.press(key)
            request = sent(here, waiting)
            if request is None:
                continue
            deeds += [line["do"] for line in request.request.post_data_json["lines"]]
            foreseen = here.page.evaluate(STATE)
            request.continue_()
            here.saved()
            here.until("() => !document.querySelector('.stripe.saving')")
            assert here.page.evaluate(STATE) == foreseen, (seed, deeds)
        assert len(here.lines()) > 8
