"""The codebook: what each code means, when it is given, and when not."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from qualcode.model.codebook import Code
from qualcode.report.markup import text
from qualcode.report.passages import Passages
from qualcode.report.source import ReportSource


def definitions(passages: Passages) -> str:
    """The codes in use by kind, in the order of the codebook; on a redacted page those that may be told."""
    of = passages.of
    told = set(of.every_code.data["code"])
    used = [code for code in of.codebook.codes if not code.retired and (code.code in told or not of.options.redact)]
    kinds = list(dict.fromkeys(code.kind for code in used))
    used.sort(key=lambda code: kinds.index(code.kind))
    return "".join(_kind(of, kind, list(codes)) for kind, codes in groupby(used, key=lambda code: code.kind))


def _kind(of: ReportSource, kind: str, codes: Sequence[Code]) -> str:
    heading = of.say("Codes of kind {kind}", kind=of.kind_name(kind)) if kind else of.say("Codes")
    return f'<h3>{text(heading)}</h3><dl class="codebook">{"".join(_code(of, code) for code in codes)}</dl>'


def _code(of: ReportSource, code: Code) -> str:
    parent = f" · {text(of.say('under {parent}', parent=of.labels[code.parent]))}" if code.parent in of.labels else ""
    named = (
        f"<dt>{text(of.labels.get(code.code, code.code))} <small><code>{text(code.code)}</code>{parent}</small></dt>"
    )
    lists = _list(of, of.say("When to give it"), code.include) + _list(of, of.say("When not"), code.exclude)
    return f"{named}<dd>{definition_line(of, code)}{lists}</dd>"


def definition_line(of: ReportSource, code: Code) -> str:
    """What a code means, as a paragraph."""
    words, lang = of.in_language(code.definition)
    return f'<p class="def"{of.lang(lang)}>{text(str(words))}</p>' if words else ""


def _list(of: ReportSource, name: str, written: Mapping[str, Sequence[str]]) -> str:
    sentences, lang = of.in_language(written)
    if not sentences:
        return ""
    listed = "".join(f"<li>{text(each)}</li>" for each in sentences)
    return f'<p class="when">{text(name)}</p><ul{of.lang(lang)}>{listed}</ul>'
