"""Plain text as typists, students and researchers leave it."""

import textwrap

from ..sight.talked import ASKER, Said
from .talk import clock
from .tapes import sentences, tapes

IDENTITY = """TRANSKRIP WAWANCARA

Kode Transkrip   : TW/03/N
Nama Informan    : Rusdi (nama samaran)
Umur             : 54 tahun
Pekerjaan        : Nelayan
Hari, tanggal    : Kamis, 9 Maret 2023
Tempat           : Rumah informan
Waktu            : 16.10 - 16.55 WITA
Pewawancara      : Lina Marlina

Keterangan : P = Peneliti
             I = Informan

"""
SIGNED = """
                                            Desa Sukamaju, 9 Maret 2023
     Peneliti,                              Informan,



     (Lina Marlina)                         (Rusdi)
"""


def asks(one: Said) -> bool:
    return one.role == ASKER


def signed(said: list[Said]) -> str:
    """A form of the faculty above the talk, and two signatures below it."""
    return IDENTITY + "".join(f"{one.who:<8}: {one.text}\n" for one in said) + SIGNED


def cited(said: list[Said]) -> str:
    """Each answer ends with the reference that the thesis will quote it by."""
    out = "Hasil Wawancara dengan Kader Posyandu (N1)\nTanggal 12 Maret 2023\n\n"
    for one in said:
        out += f"{one.who}\t: {one.text}{'' if asks(one) else ' (W/N1/12-03-2023)'}\n"
    return out


def paired(said: list[Said]) -> str:
    """The number behind the letter counts the questions."""
    out = "WAWANCARA NELAYAN\nP = Pertanyaan, J = Jawaban (nomor = urutan pertanyaan)\n\n"
    for at, one in enumerate(said):
        out += f"{one.who}{at // 2 + 1}. {one.text}\n" + ("\n" if at % 2 else "")
    return out


def counted(said: list[Said]) -> str:
    """Questions with a number, their answers under them."""
    out = "Daftar Tanya Jawab\n\n"
    for at, one in enumerate(said):
        out += f"{at // 2 + 1:>2}. {one.who} : {one.text}\n" if asks(one) else f"    {one.who} : {one.text}\n\n"
    return out


def starred(said: list[Said]) -> str:
    """No names; a note says what the star is for."""
    note = "Catatan: baris bertanda * adalah pertanyaan peneliti, baris tanpa tanda adalah jawaban informan.\n\n"
    return "Wawancara 7 - kader\n" + note + "\n".join(("* " if asks(one) else "") + one.text for one in said) + "\n"


def dashed(said: list[Said]) -> str:
    """A dash where the voice changes; a note says who begins."""
    above = "Tape 4, side A. A dash marks a change of speaker; the interviewer speaks first.\n\n"
    return above + "\n\n".join(f"– {one.text}" for one in said) + "\n"


def introduced(names: dict[str, str]):
    """The full name where somebody first speaks, initials from there on."""

    def write(said: list[Said]) -> str:
        out, known = "Podcast Riset, episode 12\n\n", set()
        for one in said:
            label = one.who if one.who in known else f"{names[one.who]} ({one.who})"
            known.add(one.who)
            out += f"{label}: {one.text}\n\n"
        return out

    return write


def handed_over(said: list[Said]) -> str:
    """A second typist goes on with letters of her own."""
    note = "[Typed from here by C.D. Interviewer is now Q, Respondent is now A.]\n\n"
    out = "Interview with staff nurse, 4 June 2022\n\n"
    for at, one in enumerate(said):
        first_letter = at and one.who in "QA" and said[at - 1].who not in "QA"
        out += (note if first_letter else "") + f"{one.who}: {one.text}\n\n"
    return out


def two_in_one(first: list[Said], second: list[Said]) -> str:
    """Two talks of one morning in one file."""
    out = ""
    for at, (name, said) in enumerate((("Ibu Wati, kader", first), ("Pak Rusdi, nelayan", second)), 1):
        out += f"{'=' * 50}\nWAWANCARA {at}\nNarasumber: {name}\n{'=' * 50}\n\n"
        out += "".join(f"{one.who}: {one.text}\n" for one in said) + "\n"
    return out


def fine(said: list[Said]) -> str:
    """Conversation analysis: every line has its number, the voice stands at its first line only."""
    out, number = "Extract 3 (IR interviewer, IE interviewee)\n\n", 0
    for one in said:
        for at, line in enumerate(textwrap.wrap(one.text, 46, break_on_hyphens=False)):
            number += 1
            out += f"{number:02d}  {one.who + ':' if at == 0 else '':<5}{line}\n"
    return out


def five_minutes(said: list[Said]) -> str:
    """The time on a line of its own now and then."""
    out = "WALTER PUGH, allotment holder\nRecorded 14 May 2019\n\n"
    for at, one in enumerate(said):
        out += (f"--- {clock(at // 4, 300)[:6]}00 ---\n\n" if at % 4 == 0 else "") + f"{one.who}: {one.text}\n\n"
    return out


def aligned(said: list[Said]) -> str:
    """What a program that tells voices apart prints."""
    return "".join(
        f"{one.who} [{clock(at, 11)}.120 --> {clock(at + 1, 11)}.040]\n{one.text}\n\n" for at, one in enumerate(said)
    )


def ages_first(ages: dict[str, str]):
    """Sex, age and work of each voice where it is first heard."""

    def write(said: list[Said]) -> str:
        out, known = "FGD PENGELOLAAN SAMPAH\nRW 04, 18 Juni 2023, 5 peserta\n\n", set()
        for one in said:
            shown = f" ({ages[one.who]})" if one.who in ages and one.who not in known else ""
            known.add(one.who)
            out += f"{one.who}{shown}: {one.text}\n"
        return out + "\n-- selesai --\n"

    return write


def every_fifth(said: list[Said]) -> str:
    """Lines of one width, every fifth numbered at its left."""
    lines: list[str] = []
    for one in said:
        lines += textwrap.wrap(f"{one.who}: {one.text}", 62, subsequent_indent="    ", break_on_hyphens=False)
    return "".join(f"{at if at % 5 == 0 else '':>4}  {line}\n" for at, line in enumerate(lines, 1))


def glossed(said: list[Said]) -> str:
    """Every turn in Sundanese, the translator's English under it."""
    english = [line[2:] for line in tapes()["sunda in english"]]
    out = "Interview 5, tea pickers. Spoken in Sundanese; the English in square brackets is the translator's.\n\n"
    for one, translated in zip(said, english, strict=True):
        out += f"{one.who}: {one.text}\n[{translated}]\n\n"
    return out


def honoured(said: list[Said]) -> str:
    """People as they are addressed, and who asked in the head."""
    head = "Narasumber: Mbah Sarto, pembatik, 81 tahun\nPewawancara: Dewi\nBahasa: Indonesia, Jawa\n\n"
    return head + "\n\n".join(f"{one.who} : {one.text}" for one in said) + "\n"


def remarked(said: list[Said]) -> str:
    """What happens in the room on lines of its own, between the turns."""
    happens = {3: "[laughter]", 7: "[Dog barks. Mr B gets up to close the door.]", 12: "[phone rings, 00:14:20]"}
    out = "Interview 9: the landlords of the Plough\nInt = interviewer\n\n"
    for at, one in enumerate(said):
        out += (f"{happens[at]}\n\n" if at in happens else "") + f"{one.who}:\t{one.text}\n\n"
    return out


def quoted_back(said: list[Said]) -> str:
    """Answers by mail, under the questions that are quoted."""
    out = "From: Walter Pugh <walter@example.org>\nTo: Jane Holt <j.holt@example.ac.uk>\n"
    out += "Date: Fri, 5 May 2023 10:14:02 +0100\nSubject: Re: Your allotment - some questions\n\n"
    out += "On 3 May 2023, Jane Holt wrote:\n\n"
    for one in said:
        lines = textwrap.wrap(one.text, 70, break_on_hyphens=False)
        out += "".join(f"{'> ' if asks(one) else ''}{line}\n" for line in lines) + "\n"
    return out


def paragraphs(said: list[Said]) -> str:
    """Long answers in paragraphs, the name before the first of them."""
    out = "ORAL HISTORY PROJECT\nTape 11\n\n"
    for one in said:
        first, *rest = sentences(one.text)
        out += f"{one.who.upper()}: {first}\n" + "".join(f"    {part}\n" for part in rest) + "\n"
    return out


def tagged(said: list[Said]) -> str:
    """Names in angles, as a corpus wants them."""
    return "<Judul> Wawancara petambak\n\n" + "".join(f"<{one.who}> {one.text}\n" for one in said)


def frankfurt(said: list[Said]) -> str:
    """A time with tenths at the end of each turn, as f4 sets it."""
    return "".join(f"{one.who}: {one.text} #{clock(at + 1, 9)}-{at * 3 % 10}#\n\n" for at, one in enumerate(said))


def coded(said: list[Said]) -> str:
    """A student's codes under the answers."""
    codes = ("lama melaut", "infrastruktur; es", "birokrasi", "harga", "harapan")
    out = "Wawancara nelayan - sudah dikoding\n\n"
    for at, one in enumerate(said):
        out += f"{one.who}: {one.text}\n"
        if not asks(one):
            out += f"    >> KODE: {codes[at // 2 % 5]}\n\n"
    return out


def minutes_inside(said: list[Said]) -> str:
    """The minute of the recording in brackets, between the name and the words."""
    head = "Rekaman: REC_0042.m4a (durasi 24 menit)\nPewawancara: Nisa\n\n"
    return head + "".join(
        f"{one.who}: [{clock(at, 41)[3:].replace(':', '.')}] {one.text}\n" for at, one in enumerate(said)
    )


def press(said: list[Said]) -> str:
    """A press conference: papers ask, one man answers."""
    above = "TRANSKRIP JUMPA PERS\nPerumda Air Minum, Rabu 14 Februari 2024\n\n"
    return above + "\n\n".join(f"{one.who}: {one.text}" for one in said) + "\n\n(Jumpa pers berakhir pukul 11.20 WIB)\n"


def headings(said: list[Said]) -> str:
    """The questions are the headings of the page."""
    out = "---\ntitle: Three days a week\ninterviewee: Carol Finch, librarian\ndate: 2023-02-11\n---\n"
    out += "\n# Three days a week\n"
    for at, one in enumerate(said):
        out += f"\n## {at // 2 + 1}. {one.text}\n" if asks(one) else f"\n{one.text}\n"
    return out


def vault(said: list[Said]) -> str:
    """Notes in a vault: properties, tags, the talk in bold names and quotes, and tasks below."""
    out = "---\ntype: interview\nparticipant: P04\ninterviewer: Rani\ntags: [ojek, jakarta]\n---\n\n"
    out += "## Context\n\n- Warung kopi, very noisy\n- 35 minutes\n\n## Transcript\n\n"
    out += "\n\n".join(f"**{one.who}:** {one.text}" if asks(one) else f"> **{one.who}:** {one.text}" for one in said)
    return out + "\n\n## Follow-up\n\n- [ ] Send consent form\n- [ ] Compare with [[P02]]\n"


def field_diary(said: list[Said]) -> str:
    """A day in the field: what was seen in italics, what was said with names."""
    seen = {
        0: "*Jalan ke dusun masih basah. Kami sampai pukul sembilan, Mang Udin sedang mengasah arit.*",
        4: "*Ia berdiri sebentar, mengambil keranjang, lalu duduk lagi.*",
        8: "*Hujan turun. Kami pindah ke bawah atap.*",
    }
    out = "# Catatan lapangan, 3 Agustus 2023\n\n"
    for at, one in enumerate(said):
        out += (f"{seen[at]}\n\n" if at in seen else "") + f"**{one.who}**: {one.text}\n\n"
    return out + "*Pulang pukul sebelas. Perlu kembali dengan penerjemah.*\n"


def relabelled_after(said: list[Said], place: int, labels: dict[str, str]) -> list[Said]:
    """The same talk, other labels from one turn on."""
    later = [Said(labels[one.who], one.role, one.text) for one in said[place:]]
    return said[:place] + later
