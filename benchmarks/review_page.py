"""The reading room in the system's Chromium: from a key to the painted page, and to the line on the disk.

    python -m benchmarks.review_page [KEYS]

An interview of 400 turns with 200 suggestions is judged by keyboard. `worked` is what the page computes at a key,
layout included; `painted` ends with the frame that shows it, so that it holds the wait for the screen, too.
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
    const channel = new MessageChannel();
    let begun = 0, worked = 0;
    channel.port1.onmessage = () => window.times.push([worked - begun, performance.now() - begun]);
    addEventListener("keydown", (event) => {
        begun = event.timeStamp;
        queueMicrotask(() => { document.body.getBoundingClientRect(); worked = performance.now(); });
        requestAnimationFrame(() => channel.port2.postMessage(0));
    }, true);
    const send = window.fetch;
    window.fetch = async (...asked) => {
        const answer = await send(...asked);
        if (String(asked[0]).endsWith("/lines")) window.kept = [...(window.kept ?? []), performance.now() - begun];
        return answer;
    };
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
                page.keyboard.press("ax"[number % 2])
                page.wait_for_timeout(60)
            page.wait_for_selector("#saved.saved:not(.saving)", timeout=120_000)
            print_figures(page)
            browser.close()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


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
    times, saved = page.evaluate("times"), page.evaluate("kept")
    turns, stripes = page.evaluate("[document.querySelectorAll('.t').length, document.querySelector('#track').max]")
    print(f"{turns} turns, {stripes} suggestions, {len(times)} keys, load {os.getloadavg()[0]:.1f}")
    columns = {"worked": [each[0] for each in times], "painted": [each[1] for each in times], "saved": saved}
    for name, values in columns.items():
        high = sorted(values)[len(values) * 95 // 100]
        print(f"{name:>8}: median {statistics.median(values):6.1f} ms, p95 {high:6.1f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
