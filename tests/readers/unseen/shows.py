"""Radio, podcasts with two hosts and archives of oral history, several files each."""

import csv
import io

from ..sight.talked import Layout, Said, interview, podcast
from .spoken import stamp, talk, times, word

HOSTS = ["Bram Koster", "Yuli Hartati"]
GUESTS = [["Ron Akin"], ["Dorota Wilk"], ["Pat Obi"], ["Hugh Dale"], ["Ines Prado", "Old Tom"]]
NARRATORS = ["Mae Holloway", "Stan Pruitt", "Ida Bell"]


def _episodes(seed: int) -> dict[str, list[Said]]:
    return {f"ep{number}": podcast(seed * 50 + number, HOSTS, guests) for number, guests in enumerate(GUESTS, 1)}


def radio() -> Layout:
    """`BRAM KOSTER, HOST:` at first and `KOSTER:` from then on; sounds in brackets."""
    files, expected = {}, {}
    for name, said in _episodes(1).items():
        seen, parts = set(), []
        for number, each in enumerate(said):
            label = each.who.upper() if each.who not in seen else each.who.upper().split()[-1]
            first = each.who in HOSTS and each.who not in seen
            seen.add(each.who)
            parts.append(f"{label}{', HOST' if first else ''}: {each.text}")
            if number % 9 == 4:
                parts.append("(SOUNDBITE OF MUSIC)")
        files[f"{name}.txt"] = ("\n\n".join(parts) + "\n").encode()
        named = {who: f"{who.upper()}{', HOST' if who in HOSTS else ''}" for who in seen}
        expected[f"{name}.txt"] = [Said(named[each.who], each.role, each.text) for each in said]
    return Layout("radio, surname after the first time", files, expected)


def show_page() -> Layout:
    """The page of a show: the name in bold with a time, the talk in the next paragraph, links around it."""
    files, expected = {}, {}
    for name, said in _episodes(2).items():
        rows = "".join(
            f"<p><strong>{each.who}</strong> <em>({stamp(start, hours=False)})</em></p>\n<p>{each.text}</p>\n"
            for each, (start, _) in zip(said, times(said), strict=True)
        )
        page = (
            '<html><head><meta charset="utf-8"><title>Salt</title></head><body><nav><a href="/">Home</a> '
            f'<a href="/all">Episodes</a></nav><article><h2>{name}</h2>{rows}</article></body></html>'
        )
        files[f"{name}.html"], expected[f"{name}.html"] = page.encode(), said
    return Layout("show, web page with times", files, expected)


def show_captions() -> Layout:
    """First names as voices; cues of a few words."""
    files, expected = {}, {}
    for name, said in _episodes(3).items():
        short = [Said(each.who.split()[0], each.role, each.text) for each in said]
        cues = ["WEBVTT", "NOTE language:en"]
        for each, (start, end) in zip(short, times(short), strict=True):
            words = each.text.split()
            cues += [
                f"{stamp(start)}.000 --> {stamp(end)}.500\n<v {each.who}>{' '.join(words[at : at + 7])}"
                for at in range(0, len(words), 7)
            ]
        files[f"{name}.vtt"], expected[f"{name}.vtt"] = "\n\n".join(cues).encode(), short
    return Layout("show, captions with voices", files, expected)


def archive_word() -> Layout:
    """A cover page, surnames in capitals, the ends of tapes in brackets, the archive's note at the end."""
    files, expected = {}, {}
    for number, person in enumerate(NARRATORS):
        said = [
            Said(each.who.upper().split()[-1], each.role, each.text)
            for each in interview(500 + number, "Lena Thorn", person, 24)
        ]

        def fill(document, said=said, person=person) -> None:
            document.add_heading(f"Oral History Interview with {person}", 0)
            document.add_paragraph("Interviewed by Lena Thorn")
            document.add_paragraph("May 12, 1998, Hull")
            document.add_paragraph("Transcribed by: Jo Marsh")
            document.add_page_break()
            for at, each in enumerate(said):
                document.add_paragraph(f"{each.who}:\t{each.text}")
                if at == 11:
                    document.add_paragraph("[end of tape 1, side A; beginning of side B]")
            document.add_paragraph("[end of interview]")

        files[f"oh-{number}.docx"], expected[f"oh-{number}.docx"] = word(fill), said
    return Layout("archive, Word with tapes", files, expected)


def archive_sheet() -> Layout:
    """One sheet for three tapes: columns name both people, a letter says whose words they are."""
    rows, expected = [["Interview ID", "Interviewer", "Narrator", "Seq", "Voice", "Transcription", "Notes"]], []
    for number, person in enumerate(NARRATORS, 1):
        for seq, each in enumerate(talk(60 + number, "I", "N", 18, english=True), 1):
            note = "laughs" if seq % 7 == 0 else ""
            rows.append([f"OH-{number:02d}", "Lena Thorn", person, str(seq), each.who, each.text, note])
            expected.append(Said(f"{each.who} (OH-{number:02d})", each.role, each.text))
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return Layout("archive, one sheet with both names", {"tapes.csv": out.getvalue().encode()}, {"tapes.csv": expected})


LAYOUTS = [radio, show_page, show_captions, archive_word, archive_sheet]
