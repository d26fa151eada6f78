"""The report as one file: sections in their order, the style sheet and the script inside, and nothing from elsewhere."""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from qualcode.report.facts import head
from qualcode.report.markup import text
from qualcode.report.passages import Passages
from qualcode.report.sections import SECTIONS
from qualcode.report.source import ReportSource

PAGE = files("qualcode.report") / "page"


def report_page(of: ReportSource) -> bytes:
    """The page of a study: the same study gives the same bytes."""
    passages = Passages(of)
    parts = {name: SECTIONS[name].make(passages) for name in of.sections}
    shown = [(name, part) for name, part in parts.items() if part]
    missing = _missing(of, [name for name, part in parts.items() if not part])
    sections = "\n".join(
        f'<section id="{name}" class="part"><h2>{_title(of, name)}</h2>{part}{missing if name == "method" else ""}</section>'
        for name, part in shown
    )
    contents = "".join(f'<li><a href="#{name}">{_title(of, name)}</a></li>' for name, _ in shown)
    say = of.say
    lang = of.options.lang or "en"
    style, script = _asset("report.css"), _asset("report.js") if of.quoted else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="generator" content="qualcode">\n'
        f"<title>{text(of.title)} · {text(say('report'))}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">{text(say("Skip to the report"))}</a>\n'
        f'<nav aria-label="{text(say("Contents"))}"><ol>{contents}</ol></nav>\n<main id="main">\n{head(passages)}\n{sections}\n'
        f"</main>\n{_drawer(of) if of.quoted else ''}{f'<script>{script}</script>' if script else ''}\n</body>\n</html>\n"
    ).encode()


def _title(of: ReportSource, name: str) -> str:
    return text(of.say("Codes") if name == "barriers" and of.main == "codes" else of.say(SECTIONS[name].title))


def _missing(of: ReportSource, names: Sequence[str]) -> str:
    """Which sections are not there, and why."""
    say = of.say
    why = [f"{say(SECTIONS[name].title)} ({say(SECTIONS[name].missing)})" for name in names if SECTIONS[name].missing]
    return f'<p class="small">{text(say("Not in this report: {sections}.", sections="; ".join(why)))}</p>' if why else ""


def _asset(name: str) -> str:
    return (PAGE / name).read_text("utf-8").strip()


def _policy(style: str, script: str) -> str:
    """What the browser may do with the page: its own style and script, and nothing else."""
    allowed = [f"style-src {_hash(style)}", f"script-src {_hash(script)}"] if script else [f"style-src {_hash(style)}"]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _drawer(of: ReportSource) -> str:
    """The panel that shows the quotes of a count, with the sentences that the script fills in."""
    say = of.say
    words = {
        "quotes": say("{n} quotes"),
        "quote": say("1 quote"),
        "r": say("{n} respondents"),
        "s": say("{n} interviews"),
        "u": say("{n} turns"),
        "left": say("This file keeps the first quotes of each code only.") if of.quotes.left_out else "",
        "less": say("Hide the turn"),
    }
    data = "".join(f' data-{name}="{text(sentence)}"' for name, sentence in words.items())
    return (
        f'<dialog id="drawer" aria-labelledby="about"{data}><div class="top"><h2 id="about"></h2>'
        f'<button type="button">{text(say("Close"))}</button></div><p class="small" id="many"></p><div id="found"></div></dialog>\n'
    )
