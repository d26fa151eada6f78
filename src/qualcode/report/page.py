"""The report as one file: sections in their order, style sheet and script inside, and nothing from elsewhere."""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from qualcode.model.progress import steps
from qualcode.report.facts import head
from qualcode.report.markup import text
from qualcode.report.passages import Passages
from qualcode.report.sections import REPORT_SECTIONS
from qualcode.report.source import ReportSource

_ASSETS = files("qualcode.report") / "page"


def report_parts(of: ReportSource) -> dict[str, str]:
    """What a report says: its head under an empty name, then each section that has something to show, as HTML."""
    passages = Passages(of)
    parts = {name: REPORT_SECTIONS[name].make(passages) for name in steps("sections", of.sections)}
    shown = {name: _section(name, _title(of, name), part) for name, part in parts.items() if part}
    if "method" in shown:
        more = _missing(of, [name for name in parts if name not in shown])
        shown["method"] = _section("method", _title(of, "method"), parts["method"] + more)
    return {"": head(passages), **shown}


def report_page(of: ReportSource) -> bytes:
    """The page of a study: the same study gives the same bytes."""
    shown = report_parts(of)
    first = shown.pop("")
    titles = {name: _title(of, name) for name in shown}
    style, script = _asset("report.css"), _asset("report.js") if of.quoted else ""
    page = _asset("report.html").format(
        lang=of.options.lang or "en",
        policy=_policy(style, script),
        title=text(of.title),
        report=text(of.say("report")),
        style=style,
        skip=text(of.say("Skip to the report")),
        contents=text(of.say("Contents")),
        links="".join(f'<li><a href="#{name}">{title}</a></li>' for name, title in titles.items()),
        head=first,
        sections="\n".join(shown.values()),
        drawer=_drawer(of, script) if script else "",
    )
    return f"{page}\n".encode()


def _section(name: str, title: str, part: str) -> str:
    return f'<section id="{name}"><h2>{title}</h2>{part}</section>'


def _title(of: ReportSource, name: str) -> str:
    return text(of.say("Codes") if name == "barriers" and of.main == "codes" else of.say(REPORT_SECTIONS[name].title))


def _missing(of: ReportSource, names: Sequence[str]) -> str:
    """Which sections are not there, and why."""
    say = of.say
    kinds = [REPORT_SECTIONS[name] for name in names]
    why = [f"{say(kind.title)} ({say(reason)})" for kind in kinds if (reason := kind.why_missing(of))]
    return (
        f'<p class="small">{text(say("Not in this report: {sections}.", sections="; ".join(why)))}</p>' if why else ""
    )


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8").strip()


def _policy(style: str, script: str) -> str:
    """What the browser may do with the page: its own style and script, and nothing else."""
    allowed = [f"style-src {_hash(style)}", f"script-src {_hash(script)}"] if script else [f"style-src {_hash(style)}"]
    return "; ".join(["default-src 'none'", *allowed, "base-uri 'none'", "form-action 'none'"])


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _drawer(of: ReportSource, script: str) -> str:
    """The panel that shows the quotes of a count, with the sentences that the script fills in."""
    say = of.say
    sentences = {
        "quotes": say("{n} quotes"),
        "quote": say("1 quote"),
        "r": say("{n} respondents"),
        "s": say("{n} interviews"),
        "u": say("{n} turns"),
        "left": say("This file keeps the first quotes of each code only.") if of.left_out else "",
        "less": say("Hide the turn"),
    }
    words = "".join(f' data-{name}="{text(sentence)}"' for name, sentence in sentences.items())
    return f"{_asset('drawer.html').format(words=words, close=text(say('Close')), script=script)}\n"
