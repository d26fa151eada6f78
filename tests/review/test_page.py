"""The files of the page: small, complete in both languages, and without a way to write markup."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import qualcode.review

PAGE = Path(qualcode.review.__file__).parent / "page"
SCRIPTS = sorted(PAGE.glob("*.js"))
LANGUAGES = {each.name.split(".")[1]: json.loads(each.read_text("utf-8")) for each in PAGE.glob("strings.*.json")}


def test_both_languages_have_the_same_sentences_about_the_same_things():
    english, indonesian = LANGUAGES["en"], LANGUAGES["id"]
    assert list(english) == list(indonesian)
    for name, sentence in english.items():
        assert set(re.findall(r"\{\w+\}", sentence)) == set(re.findall(r"\{\w+\}", indonesian[name])), name


def test_every_sentence_is_used_and_every_used_one_is_there():
    text = "".join(each.read_text("utf-8") for each in [*SCRIPTS, *PAGE.glob("*.html")])
    named = set(re.findall(r'say\("([\w-]+)"', text)) | set(
        re.findall(r'data-(?:s|label|placeholder)="([\w-]+)"', text)
    )
    assert named <= set(LANGUAGES["en"])
    made_up = re.compile(
        r"^(said|b|k|q|m|d|i|add|rename|merge)-|^(open|accept|reject|same|own|affirmed|negated|resolved|hypothetical|question)$|^(memo|reason)-hint$"
    )
    unused = [name for name in LANGUAGES["en"] if f'"{name}"' not in text and not made_up.match(name)]
    kinds = {
        "agreed",
        "settled",
        "barrier",
        "enabler",
        "actor",
        "theme",
        "interviewer",
        "participant",
        "unknown",
        "saving",
        "unsaved",
    }
    assert set(unused) <= kinds | {"other-writer"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_words_enter_the_page_as_text_only(script):
    text = script.read_text("utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
        assert way not in text


def test_nothing_is_loaded_from_elsewhere():
    text = "".join(each.read_text("utf-8") for each in PAGE.iterdir())
    assert not re.search(r"https?://", text)


def test_the_scripts_are_small():
    assert sum(each.stat().st_size for each in SCRIPTS) < 60_000


@pytest.mark.skipif(not shutil.which("tsc"), reason="tsc is not installed: `apt-get install node-typescript`")
def test_the_types_of_the_scripts_hold():
    version = subprocess.run(["tsc", "--version"], capture_output=True, text=True, check=True).stdout
    old = int(re.findall(r"\d+", version)[0]) < 5
    options = ["--allowJs", "--checkJs", "--noEmit", "--strict", "--target", "esnext", "--module", "esnext"]
    options += ["--moduleResolution", "node" if old else "bundler", "--lib", "dom,dom.iterable,esnext"]
    types = [*([Path(__file__).parent / "older.d.ts"] if old else []), PAGE / "types.d.ts"]
    done = subprocess.run(["tsc", *options, *types, *SCRIPTS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
