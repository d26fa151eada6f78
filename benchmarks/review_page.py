"""The reading room in the system's Chromium: from a key to the painted page, and to the line on the disk.

    python -m benchmarks.review_page [KEYS]

An interview of 400 turns with 200 suggestions is judged by keyboard; then some words get a code and it is removed.
`handled` is how long the page computes at a key. `painted` ends after the frame in which the decision is seen: the
stripe of the passage or the count of what is decided is another one, however many frames that takes. It begins with
the key itself and holds the wait for the screen, which draws 60 times a second: 8 ms on average. `saved` ends when the
server has answered that the line is on the disk.
"""

import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

QUALCODE = (sys.executable, "-m", "qualcode.cli.main")
CHROMIUM = os.environ.get("QUALCODE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
TURNS, SUGGESTIONS = 400, 200
CODEBOOK = """\
format: 1
codebook: made
codes:
  - {code: network, kind: barrier, label: {en: Poor network}, terms: [jaringan]}
  - {code: staff, kind: barrier, label: {en: Too few nurses}, terms: [perawat]}
"""
WORDS = ("kami", "datang", "pagi", "lalu", "menunggu", "di", "ruang", "tengah", "sambil", "membaca", "surat", "desa")
WATCH = """() => {
    window.times = [];
    const unsent = [];
    const seen = () => [...document.querySelectorAll(".stripe")].map((each) => each.className + each.dataset.key).join()
        + document.querySelector("#count").textContent;
    const channel = new MessageChannel();
    let now = null;
    channel.port1.onmessage = () => { now.painted = performance.now() - now.begun; };
    const look = (key) => requestAnimationFrame(() => {
        if (key !== now) return;
        if (seen() === key.before) look(key);
        else channel.port2.postMessage(0); // a frame is painted before the message comes
    });
    addEventListener("keydown", (event) => {
        now = { key: event.key, begun: event.timeStamp, before: seen() };
        times.push(now);
        unsent.push(now);
        look(now);
        now.began = performance.now();
    }, true);
    addEventListener("keydown", () => { now.handled = performance.now() - now.began; }); // after the page's own
    const send = window.fetch;
    window.fetch = async (...asked) => {
        const key = String(asked[0]).endsWith("/lines") ? unsent.shift() : {}; // a later key may be painted already
        const answer = await send(...asked);
        key.saved = performance.now() - key.begun;
        return answer;
    };
}"""
SELECT = """() => {
    const node = document.querySelector(".t.now p").firstChild;
    getSelection().setBaseAndExtent(node, 5, node, 30);
}"""


def main(keys: int = 200) -> None:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        write_study(Path(folder))
        process, address = serve(folder)
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(address)
            page.wait_for_selector(".stripe")
            page.evaluate(WATCH)
            for number in range(keys):
                press(page, "ax"[number % 2])
            for number in range(keys // 4):
                if number % 2 == 0:
                    page.evaluate(SELECT)
                press(page, "1d"[number % 2])
            page.wait_for_selector("#saved.saved:not(.saving)", timeout=120_000)
            print_figures(page)
            browser.close()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


def press(page: Any, key: str) -> None:
    page.keyboard.press(key)
    page.wait_for_timeout(random.uniform(60, 90))  # at no fixed moment between two frames


def write_study(folder: Path) -> None:
    """An interview of many turns, in every second of which something is suggested."""
    chance, lines = random.Random(1), []
    for turn in range(TURNS // 2):
        said = [*chance.choices(WORDS, k=40), "jaringan" if turn % 3 else "perawat", *chance.choices(WORDS, k=20)]
        lines += ["Pewawancara: Lalu bagaimana?", f"Informan: {' '.join(said)}."]
    (folder / "interviews").mkdir()
    (folder / "interviews" / "a.txt").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "made.yaml").write_text(CODEBOOK, "utf-8")
    for command in (["ingest", "interviews"], ["code", "-b", "made.yaml"]):
        subprocess.run([*QUALCODE, *command, "-q"], cwd=folder, check=True)


def serve(folder: str) -> tuple[subprocess.Popen[str], str]:
    command = [*QUALCODE, "review", "--coder", "ani", "-b", "made.yaml", "--no-browser"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    return process, next(found[0] for line in process.stdout or () if (found := re.search(r"http://\S+", line)))


def print_figures(page: Any) -> None:
    """Medians and 95th percentiles in milliseconds, and the load under which they came about."""
    times = page.evaluate("times")
    turns, stripes = page.evaluate("[document.querySelectorAll('.t').length, document.querySelector('#track').max]")
    print(f"{turns} turns, {stripes} suggestions, {len(times)} keys, load {os.getloadavg()[0]:.1f}")
    for keys, what in (("ax", "judged"), ("1", "coded"), ("d", "removed")):
        asked = [each for each in times if each["key"] in keys]
        for name in ("handled", "painted", "saved"):
            values = sorted(each[name] for each in asked if name in each)
            high = values[len(values) * 95 // 100]
            missing = f", {len(asked) - len(values)} never" if len(values) < len(asked) else ""
            print(f"{what:>8} {name}: median {statistics.median(values):5.1f} ms, p95 {high:5.1f} ms{missing}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
