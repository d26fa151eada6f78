"""Method: how the study was made, as `qualcode export methods` says it, and how this page is made again."""

from qualcode.export.prose import page_to_html
from qualcode.report.markup import text
from qualcode.report.passages import Passages
from qualcode.report.source import ReportSource
from qualcode.text.visible import shown


def how_it_was_made(passages: Passages) -> str:
    """The text of the method with headings one step lower, then how to make the page again."""
    of = passages.of
    _, _, page = of.method.partition("\n\n")  # its own title
    lang = of.options.lang or "en"
    written = page_to_html(shown(page), lang).decode()
    return f"{written.replace('<h2>', '<h3>').replace('</h2>', '</h3>')}{_again(of)}"


def _again(of: ReportSource) -> str:
    say, source = of.say, of.codings.source
    named = " ".join(each for each in (source.codebook, source.version) if each)
    book = say("codebook {codebook}, sha256 {hash}", codebook=named, hash=source.sha256[:12])
    licence = say("interviews: {licence}", licence=of.licence) if of.licence else ""
    same = say("Same study, same version of qualcode: the same bytes.")
    facts = "; ".join(each for each in (book, licence) if each)
    return (
        f"<h3>{text(say('How to make this page again'))}</h3><p><code>{text(of.command)}</code></p>"
        f"<p>{text(same)} {text(facts[:1].upper() + facts[1:])}.</p>"
    )
