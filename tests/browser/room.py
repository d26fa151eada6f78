"""A reading room that really runs: the command in a process of its own, and the system's Chromium in front of it."""

import json
import os
import re
import shutil
import signal
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from study import QUALCODE, Folder, environment

CHROMIUM = os.environ.get("QUALCODE_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser"))), ""
)
MISSING = "no Chromium is installed: `apt-get install chromium`, or name one in QUALCODE_CHROMIUM"


PICTURES = os.environ.get("QUALCODE_PICTURES")
"""Folder in which each test leaves pictures of the page as it was at its end, for a person to look at."""
SIZES = ((1280, 800), (1920, 1080))


@dataclass
class Room:
    """One running server and the page that shows it."""

    folder: Folder
    process: subprocess.Popen
    address: str
    page: Any
    asked: list[str]
    """Addresses that the page asked for."""
    wrong: list[str]
    """What the page wrote to its console or could not do."""

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def saved(self) -> None:
        """Wait until the page says that all is on disk."""
        self.page.wait_for_selector("#saved:not(.saving, .unsaved, .other-writer, .not-kept)")

    def until(self, script: str, arg: Any = None, page: Any = None) -> None:
        """Wait until a function of the page is true; the page's own policy forbids Playwright's way to wait."""
        page = page or self.page
        for _ in range(1200):  # a slow machine is waited for
            if page.evaluate(script, arg):
                return
            page.wait_for_timeout(100)
        raise AssertionError(f"never true: {script}; the page shows {page.inner_text('body')[:300]}")

    def count(self, begins: str, page: Any = None) -> None:
        """Wait until so many suggestions are decided."""
        self.until("(begins) => document.querySelector('#count').textContent.startsWith(begins)", begins, page)

    def said(self, words: str) -> None:
        """Wait until the page has said something."""
        self.until("(words) => document.querySelector('#said').textContent.includes(words)", words)

    def lines(self, coder: str = "ani", transcript: str = "a") -> list[dict]:
        """The lines of a coder on the disk, without the header."""
        path = self.folder.path / f"corpora/default/coding/{coder}/{transcript}.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]] if path.exists() else []

    def deeds(self) -> list[str]:
        return [line["do"] for line in self.lines()]

    def select(self, turn: int, words: str) -> None:
        """Select words of a turn as a mouse would."""
        script = """([turn, words]) => {
            const node = document.querySelector(`[data-turn="${turn}"] p`).firstChild, at = node.data.indexOf(words);
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }"""
        self.page.evaluate(script, [turn, words])

    def painted(self, name: str) -> list[str]:
        """Texts that are highlighted under a name."""
        return self.page.evaluate("(name) => [...(CSS.highlights.get(name) ?? [])].map(String)", name)


def start(folder: Folder, *options: str, coder: str = "ani", lang: str = "en") -> tuple[subprocess.Popen, str]:
    """Start the server, and its address."""
    command = [*QUALCODE, "review", "--coder", coder, "-b", "clinic.yaml", "--no-browser", *options]
    spoken = environment(QUALCODE_LANG=lang)
    process = subprocess.Popen(
        command, cwd=folder.path, env=spoken, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return process, found[0]
    raise AssertionError(f"the server did not start: {process.wait()}")


@contextmanager
def room(folder: Folder, *options: str, width=1280, height=800, lang="en", scheme="light", coder="ani", shows=".t"):
    """Open the page on a study, with a command in one language and a browser in the other."""
    if not CHROMIUM:
        if os.environ.get("QUALCODE_NEEDS_BROWSER"):
            raise AssertionError(MISSING)
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    process, address = start(folder, *options, coder=coder, lang=lang)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            locale = {"en": "id-ID", "id": "en-GB"}[lang]
            context = browser.new_context(
                viewport={"width": width, "height": height}, locale=locale, color_scheme=scheme, bypass_csp=False
            )
            context.set_default_timeout(8_000)
            page = context.new_page()
            asked, wrong = [], []
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: wrong.append(message.text))
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.goto(address)
            page.wait_for_selector(shows)
            yield Room(folder, process, address, page, asked, wrong)
            if PICTURES and not page.is_closed():
                _take_pictures(page, Path(PICTURES))
            browser.close()
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def _take_pictures(page: Any, folder: Path) -> None:
    """The page in both sizes, light and dark, in files named after the test."""
    test = re.sub(r"\W+", "-", os.environ["PYTEST_CURRENT_TEST"].rpartition("::")[2].partition(" ")[0])
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(200)  # margins are drawn anew
            page.screenshot(path=folder / f"{test}-{width}x{height}-{scheme}.png")
