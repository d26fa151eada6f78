"""Pages that were printed, copied, saved or mailed, as an eleventh writer has seen them on the disks of others."""

from ..sight.talked import ASKER, Said
from .pages import Write, pdf, wrapped


def appendix(said: list[Said]) -> bytes:
    """An appendix of an Indonesian thesis: a code, letters with colons, hanging lines, and the page below."""
    lines = ["LAMPIRAN 3", "TRANSKRIP WAWANCARA INFORMAN KUNCI", ""]
    lines += ["Kode          : W/IF-2/12-03-2025", "Informan      : Bapak Suhaimi", "Tempat        : Keramba", ""]
    for one in said:
        lines += wrapped(f"{one.who}  : {one.text}", 78, rest="      ")
    return pdf(lines, size=12, foot=lambda page: str(page + 141))


def appendix_en(said: list[Said]) -> bytes:
    """An appendix of a British thesis: page heads, an introduction, labels with colons, a line between."""
    head = "Margins of Subsidy: Hill Farming and the State"
    lines = ["Appendix C: Sample interview transcript (P3)", ""]
    lines += ["Interview with P3, hill farmer, conducted on 4 June 2024. R = researcher.", ""]
    for one in said:
        lines += [*wrapped(f"{one.who}: {one.text}", 82), ""]
    return pdf(lines, head=lambda _: head, foot=lambda page: str(287 + page))


def pasted(said: list[Said]) -> str:
    """Copied from a PDF into a text file: broken lines, page numbers and heads in between."""
    lines = ["Lampiran 2 Transkrip Wawancara", "Informan: Datuak Rajo Malano"]
    for one in said:
        lines += wrapped(f"{one.who}: {one.text}", 70)
    out = []
    for at, line in enumerate(lines):
        out.append(line)
        if at % 14 == 13:
            out += [str(96 + at // 14), "Universitas Andalas"]
    return "\n".join(out) + "\n"


def typed(*head: str, between: str = ": ", gap: str = "\n") -> Write:
    """A text file that somebody typed: a few lines above, then names with colons."""

    def write(said: list[Said]) -> str:
        top = "".join(f"{line}\n" for line in head)
        return top + "\n" * bool(head) + "".join(f"{one.who}{between}{one.text}\n{gap[1:]}" for one in said)

    return write


def letter(said: list[Said]) -> str:
    """An interview by mail: the questions quoted, each answered beneath."""
    out = "From: Dominic Hale <d.hale@wheelsclub.example>\nTo: Lucy Farrow <lucy.farrow@uni.example>\n"
    out += "Subject: Re: Interview questions\nDate: Tue, 4 Mar 2025 21:40:10 +0000\n\n"
    out += "On Mon, 3 Mar 2025 at 09:12, Lucy Farrow <lucy.farrow@uni.example> wrote:\n\n"
    for one in said:
        lines = wrapped(one.text, 72, first="> ", rest="> ") if one.role == ASKER else wrapped(one.text, 72)
        out += "\n".join(lines) + "\n\n"
    return out


def web_page(said: list[Said]) -> str:
    """A magazine's page as a browser saves it: menus, a headline, questions in bold, a box to subscribe."""
    shown = "".join(
        f"<p><strong>{one.text}</strong></p>\n" if one.role == ASKER else f"<p>{one.text}</p>\n" for one in said
    )
    return f"""<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Mantir Dehen: "Kanal itu yang bikin arang" - Lembar Sungai</title>
<script>window.dataLayer = [];</script></head>
<body><nav><ul><li><a href="/">Beranda</a></li><li><a href="/liputan">Liputan</a></li></ul></nav>
<article><h1>Mantir Dehen: "Kanal itu yang bikin arang"</h1>
<p class="byline">Oleh Sari Nugrahaeni, 7 Juli 2025</p>
<p>Kami menemui Mantir Dehen di balai desa, dua jam naik kelotok dari Pulang Pisau.</p>
{shown}</article>
<footer><p>Langganan nawala kami</p><p>Hak cipta 2025 Lembar Sungai</p></footer></body></html>
"""


def numbered_lines(said: list[Said]) -> str:
    """A student of talk: each line has its number, pauses in seconds, and the label only where the voice changes."""
    lines = []
    for one in said:
        for at, line in enumerate(wrapped(one.text, 46)):
            label = f"{one.who}:" if at == 0 else ""
            lines.append(f"{len(lines) + 1:>3}  {label:<6}{line}")
    return "\n".join(lines) + "\n"
