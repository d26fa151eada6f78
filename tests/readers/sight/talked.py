"""Invented talk for layouts that the readers have not seen: who says what, in which role, in which file."""

import random
from dataclasses import dataclass

ASKER, TELLER, NOBODY = "interviewer", "participant", "unknown"


@dataclass(frozen=True)
class Said:
    who: str
    role: str
    text: str


@dataclass(frozen=True)
class Layout:
    """Files as somebody might hand them in, and what a reader of them would write down."""

    name: str
    files: dict[str, bytes]
    expected: dict[str, list[Said]]  # by file


ASKED = """So how did you end up in that line of work?
Could you take me back to the day it closed?
And what did your mother say to that?
Was that before or after the flood?
Right. Who else was there at the time?
What would you tell somebody who starts today?
Mm-hm, and where did you go from there?
How long did that last, roughly?
Okay, let's talk about the union. When did you join?
Did anybody warn you?
I was reading your piece on the harbour last night. What made you write it?
Tell me more about the second shop.
Why not?""".splitlines()

CHATTED = """I have to say, I love that story, and I have heard it twice now.
We got so many letters after the last one, it was a bit mad.
Welcome back, everybody. It's raining here, and the dog is in the studio.
Yeah, I was the same, I could never sit still in a classroom.
That's the thing, isn't it. Nobody tells you.
Ha, okay. We should put that on a mug.
There's a study on this, from Leeds I think, that said about the opposite.
Right, right. And we did a whole episode on that in spring.
Brilliant. Let's leave it there for a second and hear from our sponsors.
I mean, for me it was always the smell of the place.""".splitlines()

TOLD = """Well, I started at the mill in sixty-two, straight out of school, and I stayed until they sold it.
My father had the boat, and we all learned to mend nets before we learned to read.
It was cold, it was always cold, and the foreman kept the key to the stove in his pocket.
I didn't think of it as brave. There was no bread, so you went.
They gave us two weeks' notice and a handshake, and that was that.
You know what they said? They said, "Come back on Monday." So I did.
I moved to Hull with my sister, and we had one room with a window onto the yard.
No, never. Not once in thirty years.
I think the first shop lost money for about four years before anybody noticed.
Eighty of us, maybe ninety, and one tap.
People ask me that a lot. Honestly, I got lucky: the landlord liked my bread.
The union came later. By then half of the women had left for the cannery.
I still have the card somewhere, with the stamp and all.
Then the river came up, and we carried the machines upstairs by hand, all night long.""".splitlines()

DITANYA = """Bisa diceritakan awalnya bagaimana Ibu mulai berjualan?
Terus, siapa yang bantu waktu itu?
Kenapa tidak lapor ke puskesmas?
Berapa lama biasanya antre?
Kalau anak-anak, mereka sekolah di mana?
Oh begitu. Lalu bagaimana dengan suami Ibu?
Apa yang paling berat menurut Bapak?
Kira-kira kapan mulai pakai BPJS?""".splitlines()

DIJAWAB = """Ya awalnya cuma jualan gorengan di depan rumah, modalnya pinjam dari adik.
Waktu itu sepi sekali, sehari paling dapat dua puluh ribu.
Saya berangkat subuh, pulangnya sudah magrib, begitu terus tiap hari.
Antrenya dari jam lima, dapat nomornya jam delapan.
Kata petugasnya berkasnya kurang, jadi saya pulang lagi ambil fotokopi.
Alhamdulillah sekarang sudah ada yang bantu, keponakan dari kampung.
Mahal, Mbak. Obatnya saja sudah seratus ribu lebih.
Anak yang pertama sudah kerja di pabrik, yang kecil masih SMP.
Tidak, tidak pernah. Malu saya kalau harus minta-minta.
Pokoknya kalau hujan ya banjir, sudah biasa di sini.""".splitlines()


def interview(seed: int, asker: str, teller: str, turns: int = 14, *, indonesian: bool = False) -> list[Said]:
    """One asks, one tells."""
    rng = random.Random(seed)
    asked, told = (DITANYA, DIJAWAB) if indonesian else (ASKED, TOLD)
    said = []
    for number in range(turns):
        if number % 2 == 0:
            said.append(Said(asker, ASKER, rng.choice(asked)))
        else:
            said.append(Said(teller, TELLER, " ".join(rng.sample(told, rng.choice((1, 1, 2, 3))))))
    return said


def podcast(seed: int, hosts: list[str], guests: list[str], turns: int = 24) -> list[Said]:
    """Hosts chat more than they ask; now and then a guest asks back."""
    rng = random.Random(seed)
    said = [Said(hosts[0], ASKER, "Hello and welcome to Salt and Paper, the show about work that hands remember.")]
    while len(said) < turns:
        host = rng.choice(hosts)
        if host != said[-1].who:
            said.append(Said(host, ASKER, rng.choice(CHATTED + ASKED)))
        if guests and rng.random() < 0.8:
            guest = rng.choice(guests)
            text = " ".join(rng.sample(TOLD, rng.choice((1, 2, 2))))
            if rng.random() < 0.2:
                text += " Does that make sense? Have you been there?"
            if guest != said[-1].who:
                said.append(Said(guest, TELLER, text))
    return said


def group(seed: int, asker: str, tellers: list[str], turns: int = 20, *, indonesian: bool = True) -> list[Said]:
    """One asks, several answer in turn."""
    rng = random.Random(seed)
    asked, told = (DITANYA, DIJAWAB) if indonesian else (ASKED, TOLD)
    said: list[Said] = []
    while len(said) < turns:
        said.append(Said(asker, ASKER, rng.choice(asked)))
        for teller in rng.sample(tellers, rng.randint(1, len(tellers))):
            said.append(Said(teller, TELLER, rng.choice(told)))
    return said


def relabelled(said: list[Said], labels: dict[str, str]) -> list[Said]:
    """The same talk with other names on it."""
    return [Said(labels.get(one.who, one.who), one.role, one.text) for one in said]


def clock(number: int, step: int = 17) -> str:
    minutes, seconds = divmod(number * step + 3, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
