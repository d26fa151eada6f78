"""The material of the made studies: a codebook with every kind of rule, sentences, sheets and sources."""

import csv
import random
import re
from pathlib import Path

# `points` and `least` are the names of older codebooks: they must go on being read, with the same result.
CODEBOOK = r"""format: 1
codebook: clinic
version: 1.2.0
languages: [id, en]
title: {id: Hambatan puskesmas, en: Barriers in clinics}
defaults: {level: light, negation: flag}
lexicons:
  net: {id: [jaringan, sinyal, koneksi], en: [connection, network, signal]}
  lack: {id: [kurang, belum ada, hilang, putus], en: [not enough, lack of, drops]}
codes:
  - code: access
    kind: barrier
    label: {id: Akses kurang, en: Poor access}
    definition: {id: Orang tidak sampai ke layanan., en: People do not reach the service.}
  - code: network
    parent: access
    label: {id: Jaringan kurang, en: Poor network}
    rules:
      - {rule: net-missing, near: ["@net", "@lack"], within: 8, unless: [sudah lancar, no longer]}
      - {rule: net-asked, near: [[jaringan, sinyal], [kendala, masalah]], within: turn, context: question}
    examples:
      - {text: "Sinyalnya hilang, Bu.", expect: true}
      - {text: "Sinyalnya sudah lancar.", expect: false}
      - {text: "Koneksinya bagus sekali.", expect: true}
  - code: waiting
    parent: access
    label: {id: Antrean lama, en: Long waiting}
    rules:
      - {rule: queue-long, all: [[antre, menunggu, queue, wait], [lama, berjam-jam, long]]}
      - {rule: queue-hours, any: [{regex: '\b\d+ (jam|hours?)\b'}, {pattern: [{LOWER: sejak}, {LOWER: subuh}]}]}
  - code: staff
    kind: barrier
    label: {id: Perawat kurang, en: Too few nurses}
    rules:
      - {rule: nurse-story, points: {"2": [perawat, nurse], "1": ["@lack", sendirian, alone], "-2": [cukup]}, least: 3}
  - {code: trust, kind: enabler, label: {id: Percaya, en: Trust}, terms: [{term: percaya, level: root}, trust]}
  - {code: app, kind: actor, label: {en: The app}, terms: [{term: Sehati, case: true}, "aplikasi*"]}
  - {code: old_name, kind: theme, retired: true, replaced_by: app, definition: Old.}
"""
SETTINGS = "format: 1\ntitle: Clinics\nlanguages: [{0}]\ncorpus: {1}\ncodebook: codebooks/clinic.yaml\n"
SAID = [
    "Jaringannya kurang sekali di desa, Bu, [tertawa] jadi aplikasi tidak jalan.",
    "Sinyal hilang sejak subuh, kami antre lama sekali di loket.",
    "Kami tidak percaya pada aplikasi Sehati itu.",
    "Perawat belum ada, saya sendirian dari pagi, menunggu 3 jam.",
    "Kalau koneksi putus, data pasien ditulis di buku dulu.",
    "SINYALNYA TIDAK PERNAH HILANG DI KOTA, ALHAMDULILLAH.",
    "The connection drops and we wait long, honestly.",
    "There is not enough signal here, so the nurse works alone; we lack of everything.",
    "I trust the midwife more than the app, tapi jaringan kurang juga sih.",
    "Apakah perawat kurang? Nggak juga, cukup kok.",
    "Ya, sering, apalagi kalau hujan.",
    "Hmm… naïve – “nggak” 😀 =1+1; a,b|c\\d & <e> {f} $g_h% #i",
    "Obatnya datang terlambat, kepercayaan warga turun.",
    "Pendaftaran online bikin bingung orang tua, mereka pulang lagi.",
    "People bring paper forms because the screen freezes in the morning.",
    "Gedungnya bersih, parkir luas, petugas ramah.",
]
ASKED = ["Apa kendala jaringan di sini?", "How do people register?", "Lalu bagaimana dengan perawat?", "Any problem?"]


def write_sheet(path: Path, rows: list[list[str]]) -> None:
    """Write rows as csv, always with the same line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def fill_sheet(path: Path) -> None:
    """Code a blind sheet as a person would, by the words alone; every seventh row stays empty."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    codes, text = (
        rows[0].index("codes"),
        next(rows[0].index(each) for each in ("text", "words", "quote") if each in rows[0]),
    )
    cues = {"network": "in(g|al)", "waiting": "antre|wait", "trust": "percaya|trust", "app": "plikasi"}
    for number, row in enumerate(rows[1:]):
        row[codes] = ";".join(code for code, cue in cues.items() if re.search(cue, row[text])) or "-"
        row[codes] = "" if number % 7 == 6 else row[codes]
    write_sheet(path, rows)


def said(chance: random.Random) -> str:
    """What a participant says in one turn."""
    return " ".join(chance.sample(SAID, chance.choice((1, 2, 2, 3))))


def write_source(folder: Path, name: str, kind: int, turns: list[tuple[str, str]]) -> None:
    """Write a conversation as txt, md, vtt or csv."""
    if kind == 3:
        write_sheet(folder / f"{name}.csv", [["speaker", "text"], *([who, what] for who, what in turns)])
        return
    line = ("{1}: {2}\n", "**{1}:** {2}\n\n", "00:{0:02}:00.000 --> 00:{0:02}:50.000\n<v {1}>{2}\n\n")[kind]
    head, ending = (("", "txt"), ("", "md"), ("WEBVTT\n\n", "vtt"))[kind]
    text = head + "".join(line.format(at, who, what) for at, (who, what) in enumerate(turns))
    (folder / f"{name}.{ending}").write_text(text, "utf-8")
