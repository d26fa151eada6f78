"""Talk for the second set of layouts: probes that do not ask, people who ask back, colons and times in speech."""

import io
import random

from docx import Document as new_document
from docx.document import Document

from ..sight.talked import ASKER, TELLER, Layout, Said

PROBES = """Baik, Bu, terima kasih sudah meluangkan waktu. Boleh diceritakan dulu kegiatan sehari-hari?
Hmm.
Oh, jadi harus bolak-balik ya.
Terus kalau jaringannya putus, biasanya bagaimana?
Menarik sekali, soalnya di desa sebelah saya dengar hal yang sama.
So the app was down the whole week?
Kalau boleh tahu, sejak kapan pakai aplikasi itu?
Iya, iya.
And who told you about the new procedure?
Sebentar saya catat dulu.
Apa harapan Ibu ke depan?
Okay, kita pindah ke pelatihan. Siapa saja yang ikut waktu itu?""".splitlines()

REPLIES = """Sehari-hari saya di loket, mulai jam 07:30 sampai jam dua.
Ya itu, kadang sinyalnya hilang, terus upload-nya gagal, padahal deadline-nya hari itu juga.
Saya bilang ke kepala seksi: ini tidak bisa begini terus, Pak.
Kalau Mbak sendiri dari mana?
Honestly, nobody trained us. We just got the password and that was it.
Dulu pakai buku besar. Sekarang, katanya sih, semua digital: tapi tetap harus print dua rangkap.
Waktu itu yang datang cuma tiga orang, yang lain di lapangan.
Nah, itu dia. Sudah dilaporkan, dijawab "ditunggu saja", ya kami tunggu.
Setahu saya sejak 2021, waktu pandemi.
We still keep the paper forms, just in case, you know.
Anak saya yang ngajarin, saya mana paham.
Alhamdulillah lancar, cuma ya itu, servernya sering maintenance kalau akhir bulan.
Tidak ada.
Pernah sekali, listriknya mati dua hari, semua antre di luar.""".splitlines()

PROBES_EN = """Thanks for making the time. Could you say a little about what you do?
Right.
And that was the first system you had?
I see, so it went back to the office every time.
What happened when the line went down?
Okay. I want to come back to the training for a moment.
Who decided that?
Mm-hm.
It's the same story we heard upriver, actually.
How did the others take it?""".splitlines()

REPLIES_EN = """I run the front desk, mostly. Two of us, since Carol left.
Well: first you print it, then you scan what you printed, then you e-mail it to yourself.
My manager said to me, "Just wait until Monday," and I did.
Are you from the ministry, or is this for school?
It was down from about 9:15 until lunch, and the queue went out of the door.
No, not really.
They gave us a manual, a hundred and ten pages, and no one to ask.
I liked the old one. You could see who had signed and who hadn't.
That's three forms for one tap, and one of them is in the wrong language.
Since the flood everything is in the cloud, which is a funny way of putting it.
I wrote to them in March, and in May, and then I stopped writing.""".splitlines()


def talk(seed: int, asker: str, tellers: str | list[str], turns: int = 22, *, english: bool = False) -> list[Said]:
    """One asks or nods, one or more tell; now and then two tellers follow one another."""
    rng = random.Random(seed)
    names = [tellers] if isinstance(tellers, str) else tellers
    probes, replies = (PROBES_EN, REPLIES_EN) if english else (PROBES, REPLIES)
    said = [Said(asker, ASKER, probes[0])]
    while len(said) < turns:
        name = rng.choice([each for each in names if each != said[-1].who] or names)
        said.append(Said(name, TELLER, " ".join(rng.sample(replies, rng.choice((1, 1, 2, 3, 4))))))
        if len(names) == 1 or rng.random() < 0.6:
            said.append(Said(asker, ASKER, rng.choice(probes[1:])))
    return said


def one(name: str, file: str, data: str | bytes, said: list[Said]) -> Layout:
    """A layout of a single file."""
    return Layout(name, {file: data.encode() if isinstance(data, str) else data}, {file: said})


def word(fill) -> bytes:
    """A Word file that `fill` writes into."""
    document: Document = new_document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def stamp(seconds: float, *, hours: bool = True) -> str:
    whole = int(seconds)
    minutes = f"{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{whole // 3600:02d}:{minutes}" if hours else minutes


def times(said: list[Said]) -> list[tuple[float, float]]:
    """When each turn begins and ends, at three words a second."""
    spans, now = [], 3.12
    for each in said:
        end = now + max(len(each.text.split()) / 3, 0.8)
        spans.append((round(now, 2), round(end, 2)))
        now = end + 0.4
    return spans
