"""Studies made by chance: groups, voices, codes under codes, backchannels, and signs that a page must not obey."""

import random
from pathlib import Path

from study import CODEBOOK, Folder

SAID = (
    "Jaringannya kurang sekali di sini.",
    "Sinyal belum ada <b>di</b> desa & sekitarnya.",
    "Perawat datang hari Senin.",
    "Kalau jaringan kurang, Sehati tidak jalan.",
    "Dulu jaringan kurang, sekarang sudah teratasi.",
    "No nurse comes, \U0001f600 and there is not enough connection.",
    "Tidak ada masalah jaringan yang kurang.",
    "Perawat \u202eitu\u202c baik. \x07",
    "Kami menunggu lama, lalu pulang.",
    '"Sehati" itu aplikasi; perawat memakainya </script><script>alert(1)</script>.',
)
ASKED = ("Apa kendala di sini?", "Bagaimana dengan perawat?", "Ada sinyal?", "Lalu jaringannya kurang?")
CITIES, AGES = ("Adiwangsa", "Batang <Ampalu>"), ("muda", "tua")


def made_study(path: Path, seed: int) -> Folder:
    """A coded study of six to nine conversations."""
    chance, folder = random.Random(seed), Folder(path)
    about = "format: 1\nsynthetic: true\ninterviewers: [Pewawancara]\ntranscripts:\n"
    for number in range(chance.randint(6, 9)):
        name = f"t{number}"
        people = [f"Informan {at}" for at in range(1, chance.choice((1, 1, 1, 3)) + 1)]
        folder.write(f"interviews/{name}.txt", "\n".join(_talk(chance, people)) + "\n")
        about += f"  {name}: {{attributes: {{city: {chance.choice(CITIES)!r}, age: {chance.choice(AGES)}}}}}\n"
    folder.write("corpora/default/corpus.yaml", about)
    folder.write("clinic.yaml", CODEBOOK)
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "clinic.yaml")
    return folder


def _talk(chance: random.Random, people: list[str]):
    for _ in range(chance.randint(4, 9)):
        yield f"Pewawancara: {chance.choice(ASKED)}"
        for person in chance.sample(people, chance.randint(1, len(people))):
            yield f"{person}: {' '.join(chance.sample(SAID, chance.randint(1, 4)))}"
            if chance.random() < 0.2:
                yield "Pewawancara: Hmm."
                yield f"{person}: {chance.choice(SAID)}"
