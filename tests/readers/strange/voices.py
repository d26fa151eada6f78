"""Talk for the third set of layouts: interviewers who nod and tell, people who ask back, times and colons in speech."""

import random

from ..sight.talked import ASKER, TELLER, Layout, Said

ASKS = """Let's begin with the ferry. How did you come to run it?
I had no idea it was that early in the year.
And your brothers, were they on the boat as well?
Go on.
That must have been around the time of the strike.
Who kept the books?
You mentioned a letter earlier. What was in it?
My own uncle used to say the same about Grimsby.
Take your time.
What changed after the bridge opened?
So that was the end of it?
Tell me about the last crossing.""".splitlines()
TELLS = """It was 1958, I think, or 59; the old man had a stroke and somebody had to take the wheel.
Two boats, four men and a boy, and the boy was me.
We left at 5:40 every morning, fog or no fog, because the bakers were waiting.
Do you know what a cork line is? No? Well, you'd need one.
The company said: take it or leave it. We took it.
My wife did the tickets, and the sums, and most of the shouting.
Not a single drowning in thirty-one years. I am prouder of that than of anything.
When the bridge came we carried coffins, pianos and tourists, in that order.
I never learned to swim, would you believe it?
There was talk of a pension, and there still is.
The harbour master, Ellis his name was, he closed one eye. Both eyes, at Christmas.
You could hear the ice before you saw it.
Then she sold her share to the cannery, and I had a partner that smelled of fish.""".splitlines()
TANYA = """Selamat siang, Bu. Saya mau tanya soal pendaftaran yang lewat aplikasi itu.
Oh, baru tahu saya.
Terus yang mengurus di kelurahan siapa?
Iya, Bu, betul.
Biasanya berapa hari baru jadi?
Di tempat saya juga begitu, tiap awal bulan pasti penuh.
Boleh diceritakan waktu pertama kali coba?
Kalau yang tidak punya HP bagaimana, Pak?
Hmm, menarik.
Ada yang mau ditambahkan lagi?""".splitlines()
JAWAB = """Ya waktu itu saya datang jam 08:15, nomor antreannya sudah empat puluh.
Anak saya yang pasangkan, saya tinggal foto KTP sama KK.
Ditolak sistem: katanya NIK tidak sesuai, padahal itu-itu juga.
Mbaknya dari kampus mana ya?
Petugasnya baik, cuma orangnya satu, yang dilayani satu kecamatan.
Tetangga saya bolak-balik tiga kali, akhirnya titip sama Pak RT.
Kalau hujan sinyalnya hilang, ya sudah, pulang.
Saya bilang ke suami, sudahlah, pakai cara lama saja.
Sebetulnya enak, tidak perlu izin kerja, tapi ya itu, kodenya lama masuknya.
Bayar? Tidak, tidak bayar. Paling fotokopi dua ribu.
Yang tua-tua begini mana hafal kata sandi, Mas.""".splitlines()


def talk(seed: int, askers: str | list[str], tellers: str | list[str], turns: int = 26, *, english: bool = True):
    """Askers and tellers in turn; one in four of the asker's turns asks nothing, and tellers ask back now and then."""
    rng = random.Random(seed)
    askers, tellers = ([each] if isinstance(each, str) else each for each in (askers, tellers))
    asks, tells = (ASKS, TELLS) if english else (TANYA, JAWAB)
    said = [Said(askers[0], ASKER, asks[0])]
    while len(said) < turns:
        who = rng.choice([each for each in tellers if each != said[-1].who] or tellers)
        said.append(Said(who, TELLER, " ".join(rng.sample(tells, rng.choice((1, 2, 2, 3))))))
        if len(tellers) == 1 or rng.random() < 0.7:
            said.append(Said(rng.choice(askers), ASKER, rng.choice(asks[1:])))
    return said


def chatter(seed: int, hosts: list[str], guests: list[str], turns: int = 30) -> list[Said]:
    """Hosts who tell as much as they ask, beside guests."""
    rng = random.Random(seed)
    said = [Said(hosts[0], ASKER, "You are listening to Low Tide, with the two of us and a kettle.")]
    while len(said) < turns:
        host = rng.choice(hosts)
        if host != said[-1].who:
            said.append(
                Said(host, ASKER, rng.choice([*ASKS, "Ha, that is so you.", "I burnt the scones again, by the way."]))
            )
        if rng.random() < 0.75:
            guest = rng.choice(guests)
            if guest != said[-1].who:
                said.append(Said(guest, TELLER, " ".join(rng.sample(TELLS, rng.choice((1, 2, 3))))))
    return said


def called(said: list[Said], labels: dict[str, str]) -> list[Said]:
    """The same talk under other labels."""
    return [Said(labels.get(each.who, each.who), each.role, each.text) for each in said]


def single(name: str, file: str, data: str | bytes, said: list[Said]) -> Layout:
    """A layout of one file."""
    return Layout(name, {file: data.encode() if isinstance(data, str) else data}, {file: said})
