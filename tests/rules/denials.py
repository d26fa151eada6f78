"""Invented sentences whose terms a person has put: `Term+` is affirmed, `term-` is negated, term by term."""

from collections.abc import Iterable, Iterator

MENDED = """
Warga tidak takut- dan tidak khawatir-.
Aplikasinya nggak susah- dan nggak lambat-.
Petugas belum datang- atau belum siap- waktu itu.
Antreannya tidak panjang- serta tidak lama-.
Pendaftarannya tidak rumit- maupun tidak mahal-.
Prosesnya bukan mahal- dan bukan rumit-.
Gak ada sinyal- gak ada listrik- di sana.
Nggak ribet- nggak lama-, selesai.
Warga tidak suka- formulir yang tidak jelas-.
Kami tidak tahu- petugasnya tidak datang-.
Bukan tidak percaya+, kami hanya hati-hati.
Bukannya kami nggak percaya+ sama sistem itu.
Bukan berarti warga tidak peduli+.
Warga desa tidak mungkin tidak antre+ di loket.
Tidak ada warga yang tidak tahu+ soal itu.
Kami tidak bisa tidak antre+ di sana.
Saya tidak bilang petugasnya tidak ramah+.
Jangan tidak datang+ ya, Bu.
Tidak mahal- dan loketnya tidak jauh-.
Tidak takut- dan belum ada sinyal- juga.
Tidak tidak, saya tidak takut-.
Tidak sedikit warga yang tidak paham-.
It is not hard- and not confusing-.
It is not hard- and it is not confusing-.
The form was neither slow- nor confusing-.
The new counter was anything but slow-.
We were not afraid- or not worried- at that time.
The counter is not far- and it isn't expensive-.
No signal- no electricity-, that was the village.
I do not like- apps that do not load-.
We did not know- the officer did not come-.
It is not that they do not trust+ the app.
It is not that the old people do not care+.
Nobody does not know+ that counter.
There is no farmer who does not complain+ about it.
You can't not notice+ the queue.
I never said they were not ready+.
We do not have no internet- here.
Aplikasinya tidak slow- dan not confusing-.
Interface-nya not confusing- dan tidak lambat-.
It's not complicated- tapi nggak cepat- juga.
Lantainya tidak dipel- dan banyak semut+.
Airnya tidak mengalir- dan harus ditimba+.
Kolamnya tidak dikuras- jadi ada lumut+.
Jangan parkir- di sini krna truk+ lewat.
Ramah- sih enggak, loketnya cepat+.
Tempatnya bersih+, luas- juga nggak.
"""
"""Written before the rules of double negation, which were mended until these came out right."""

FRESH = """
Ibu-ibu tidak malu- dan tidak ragu- bertanya.
Loketnya nggak jauh- kok, nggak ramai- juga.
Kami belum pernah ikut- dan belum pernah diundang-.
Jalannya tidak rusak- atau tidak sempit-.
Kuotanya gak mahal- dan gak cepat habis-.
Bukan hoaks- dan bukan penipuan-, Pak.
Dia tidak marah- juga tidak kecewa-.
Tidak ada air- tidak ada listrik- tiga hari.
Tanpa biaya- tanpa antre-.
Petani tidak mau alat yang tidak awet-.
Saya tidak sadar kartunya belum aktif-.
Bukan karena kami tidak mampu-, tapi malas.
Bukan warga yang tidak disiplin+, aturannya yang berubah.
Nggak mungkin mereka nggak paham+.
Tidak berarti pegawainya tidak jujur+.
Belum tentu semua orang tidak setuju+.
Tidak ada satu pun anak yang tidak sekolah+.
Tidak pernah kami tidak dilayani+.
Saya tidak merasa tidak aman+ di sini.
Masyarakat bukannya tidak peduli+, Mas.
Tidak bisa jalan tanpa listrik+.
Nggak nggak, saya nggak takut-.
Tidak percaya- serta tidak peduli- sama sekali.
Formnya tidak panjang- dan petugasnya nggak galak-.
The staff were not rude- and not slow-.
They did not call- or did not visit- us.
Not cheap- nor quick-, honestly.
There was no queue- and no fee-.
I have never paid- and never complained-.
She does not read- and cannot write-.
We could not log in- because the server was not stable-.
I don't think the app isn't useful+.
It isn't that farmers don't want+ it.
There is nothing that does not break+ here.
No one did not sign+ the letter.
We never go without a card+.
I did not realise it was not free-.
Sistemnya not stable- dan nggak user-friendly-.
Bukan berarti kita nggak support+ program itu.
It's not expensive- tapi nggak gratis- juga.
"""
"""Written once the rules were done, not looked at while they were mended: 38 of 40 were right at first sight."""
AMISS = {"Tidak pernah kami tidak dilayani."}
"""What still comes out wrong; *no one* was mended."""


def sentences(listed: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each sentence without its signs, and its terms with how they are put."""
    for line in listed.strip().split("\n"):
        yield " ".join(_plain(word) for word in line.split()), list(_put(line.split()))


def _plain(word: str) -> str:
    sign = _sign(word)
    return word if sign is None else "".join(word.rsplit(sign, 1))


def _put(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    for word in words:
        if (sign := _sign(word)) is not None:
            yield word.strip(".,?!").removesuffix(sign), "affirmed" if sign == "+" else "negated"


def _sign(word: str) -> str | None:
    bare = word.strip(".,?!")
    return bare[-1] if bare[-1:] in {"+", "-"} else None
