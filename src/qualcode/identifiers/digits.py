"""What a number is, by what stands around it: digits that are spelt out, the word that owns a number, and amounts.

*Nomor pesanan 0812 3456 7890* has the digits of a telephone and belongs to an order; *Rp 0812345678* is money.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_WORDS = {
    **dict.fromkeys(("nol", "kosong", "zero", "oh"), "0"),
    **dict(zip(("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"), "123456789", strict=True)),
    **dict(zip(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), "123456789", strict=True)),
}  # fmt: skip
_REPEATED = {"double": 2, "dobel": 2, "triple": 3, "tripel": 3}
_SPELT = "|".join((*_WORDS, *_REPEATED))
_LEAST_SPELT = 6
_SPELT_RUN = re.compile(rf"\b(?:{_SPELT})(?:[ ,-]+(?:{_SPELT})){{{_LEAST_SPELT - 1},}}\b", re.IGNORECASE)
_OF_A_NUMBER = re.compile(r"\s+(?:belas|puluh|ratus|ribu|juta|mili?ar|triliun|per|koma|hundred|thousand|million|point)\b")
"""What makes the last digit of a run a part of a number: *nol delapan dua belas*."""
_FRACTION = re.compile(r"\b(?:koma|point)\s+$", re.IGNORECASE)


class SpeltDigits(NamedTuple):
    """Digits that somebody spells out."""

    start: int
    """First code point."""
    end: int
    """Code point after the last one."""
    digits: str
    """As they would be written."""


def spelt_digits(text: str) -> Iterator[SpeltDigits]:
    """Runs of digits in words, as people dictate them; no counting, and no fractions."""
    for run in _SPELT_RUN.finditer(text):
        words = re.findall(r"\w+", run[0].lower())
        if _OF_A_NUMBER.match(text, run.end()) or _FRACTION.search(text, 0, run.start()) or _counts(words):
            continue
        times, digits = 1, ""
        for word in words:
            digits += _WORDS.get(word, "") * times
            times = _REPEATED.get(word, 1)
        yield SpeltDigits(run.start(), run.end(), digits)


_MOSTLY = 0.7


def _counts(words: Sequence[str]) -> bool:
    """Whether somebody counts, up or down, or says one of two digits only; a telephone's may rise from its zero on."""
    said = "".join(_WORDS.get(word, "") for word in words)
    steps = [int(after) - int(before) for before, after in pairwise(said)]
    dialled = said.startswith(("08", "62"))
    most = max(steps.count(1), steps.count(-1))
    return len(set(said)) < 3 or (most >= _MOSTLY * len(steps) and not dialled)


_OWNERS = {
    "nik": r"nik|n i k|e?-?ktp|nomor induk kependudukan|kartu keluarga|identity (?:card|number)|id card",
    "npwp": r"npwp|n p w p|wajib pajak|pajak(?:nya)? pribadi|tax (?:payer|number|id)",
    "phone": r"hp|hape|wa|whatsapp|telp|tlp|telepon|telpon|handphone|ponsel|seluler|kontak|hubungi|call|phone|mobile|cell|"
    r"cellphone|dial|ring|text|sms|fax|faks",
    "account": r"rek|rekening|norek|account|acct|acc|iban|transfer|kartu (?:kredit|debit|atm)|(?:credit|debit|bank) card",
    "other": r"perkara|regist\w*|tiket|ticket|resi|faktur|invoice|kuitansi|kwitansi|antre\w*|antri\w*|urut|order|"
    r"booking|pesanan|kode|code|otp|pin|password|passcode|meeting|zoom|serial|imei|token|meter\w*|polis|sk|agenda|"
    r"pelanggan|barcode|nip|nuptk|nisn|issn|isbn|doi|nib|nop|transaksi|transaction|tracking|versi|version|build|firmware|"
    r"koordinat|latitude|longitude|lintang|bujur|halaman|hal|pages?|pasal|ayat|satker|inventaris|bank (?:soal|data)|"
    r"(?:nomor|no|number|seri|id) (?:surat|laporan|kontrak|aduan|pengaduan|barang|paket|parcel|peserta|customer|policy)|"
    r"(?:surat|laporan|kontrak|aduan|pengaduan|barang|paket|parcel|contract|policy|letter) (?:nomor|no|number)|seri|"
    r"mata anggaran|(?:kode|akun) \w+|rekening (?:listrik|air|belanja|koran)",
}
_POSSESSED = r"(?:-?nya|ku|mu)?(?: (?:no|nomor|number)\b)?\.?"
_OWNER = re.compile(
    "|".join(rf"(?P<{kind}>\b(?:{words}){_POSSESSED}(?!\w))" for kind, words in reversed(_OWNERS.items())), re.IGNORECASE
)
_BEFORE = 60
_FARTHEST = 30
"""Characters that may stand between a word and the number that it owns."""
_BETWEEN = 1
"""Words that tell something and may stand between another thing and its number."""
_FILLING = re.compile(r"\b(?:nomor|no|number|nya|saya|dia|kami|itu|ini|yang|adalah|di|is|was|my|the|id|kode|code|bulan)\b|[^\w\s]")
_CUT = re.compile(r"\d{4}|[.!?;](?=\s)|\n|\b(?:bukan|tapi|terus|lalu|not|but|then)\b")
"""Where what was said before no longer tells what a number is."""


def owner(text: str, start: int) -> str:
    """Whose the number is that begins at a place: `phone`, `account`, `nik`, `npwp`, `other`, or empty: nobody says so."""
    before = text[max(0, start - _BEFORE) : start]
    said = [found for found in _OWNER.finditer(before) if len(before) - found.end() <= _FARTHEST]
    if not said:
        return ""
    last = said[-1]
    kind = last.lastgroup or ""
    if kind == "other":
        return kind if len(_FILLING.sub("", before[last.end() :]).split()) <= _BETWEEN else ""
    return "" if _CUT.search(before, last.end()) else kind


_MONEY = re.compile(
    r"(?:\bRp\.?|\b(?:IDR|USD|EUR|SGD|rupiah|dolar|dollars?|euro|sebesar|senilai|seharga|anggaran\w*|pagu\w*|harga\w*|"
    r"biaya\w*|total\w*|saldo\w*|gaji\w*|dana\b[\w ]{0,15}|DAU|DAK|APBD|PAD)|[$€£])\s*(?:nya|is|was|of|itu)?[\s:]*$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[\s-]?(?:%|(?:rupiah|ribu|rb|juta|jt|mili?ar|triliun|persen|per(?:cent| cent)|orang|kali|unit|buah|butir|jiwa|ekor|lembar|"
    r"hektar|ha|meter|m2|km|kg|ton|liter|baris|warga|pemilih|suara|pengguna|responden|nasabah|rumah|keluarga|kk|desa|halaman|"
    r"tahun|bulan|minggu|hari|jam|menit|detik|people|rows?|times|users|households|years?|months|days|hours|minutes|seconds|"
    r"dollars?|euros?|wib|wita|wit|cc|gram|watt|va|kwh)\b)",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?")
_YEARS = re.compile(r"(?:(?:19|20)\d\d[ -]*)+")


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether digits are money, a quantity or years: by what stands around them, or by how they are grouped."""
    said = text[start:end]
    grouped = _THOUSANDS.fullmatch(said) or _YEARS.fullmatch(said)
    return bool(grouped or _MONEY.search(text[max(0, start - 30) : start]) or _UNIT.match(text, end))
