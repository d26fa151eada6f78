"""Invented interviews about three matters that share no word: what topics should find again."""

import random

from study import Folder

_QUEUE = "antrean loket menunggu kursi karcis satpam pintu ramai berdiri bosan petugas panggilan"
_SIGNAL = "sinyal internet kuota jaringan lemot menara ponsel unduh wifi kabel modem listrik"
_LETTER = "surat materai fotokopi berkas stempel formulir map kertas domisili akta legalisir pengantar"
ABOUT = {"queue": _QUEUE.split(), "signal": _SIGNAL.split(), "letter": _LETTER.split()}
GLUE = ["Waktu itu {}, lalu {} dan {}.", "Kalau {} ya {}, juga {}.", "Saya lihat {} dengan {} dan {}."]
CODEBOOK = """\
format: 1
codebook: queues
version: 1.0.0
languages: [id]
codes:
  - code: queue
    kind: barrier
    label: {id: Antrean panjang}
    definition: {id: Orang menunggu lama.}
    rules: [{rule: waiting, any: [antrean, loket, menunggu]}]
    examples: [{text: Antrean panjang., expect: true}]
  - code: signal
    kind: barrier
    label: {id: Sinyal lemah}
    definition: {id: Internet tidak jalan.}
    rules: [{rule: weak, any: [sinyal]}]
    examples: [{text: Sinyal hilang., expect: true}]
"""


def interview(seed: int, turns: int = 16) -> str:
    """One interview: a question, then answers of three sentences, one about each matter."""
    chance = random.Random(seed)
    lines = []
    for _ in range(turns):
        said = [chance.choice(GLUE).format(*chance.sample(words, 3)) for words in ABOUT.values()]
        lines += ["Pewawancara: Lalu bagaimana?", f"Informan: {' '.join(said)}"]
    return "\n".join(lines) + "\n"


def talked(path, people: int = 8, codebook: bool = True, **more: str) -> Folder:
    """A study with so many interviews, ingested and, with a codebook, coded."""
    folder = Folder(path)
    for number in range(people):
        folder.write(f"interviews/p{number}.txt", f"---\ncity: {'AB'[number % 2]}\n---\n{interview(number)}")
    for name, text in more.items():
        folder.write(name.replace("__", "."), text)
    folder.done("ingest", "interviews")
    if codebook:
        folder.write("queues.yaml", CODEBOOK)
        folder.done("code", "-b", "queues.yaml")
    return folder
