"""Numbers that belong to one person: NIK, NPWP, phone, account, plate. Each must pass the test of its kind.

A number of sixteen digits is a NIK only with a province, a date of birth and a serial number that exist; a plate needs
a region that has plates; an account is known by the words around it, or by its check digits.
"""

import re
from collections.abc import Iterator
from datetime import date

Found = Iterator[tuple[int, int]]
"""First code point and the one after the last of each place in a text."""

_PROVINCES = frozenset(
    map(str, (*range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)))
)
_SIXTEEN = re.compile(r"(?<![\d.,-])\d(?:[ .-]?\d){15}(?![\d]|[.,]\d)")
_WOMAN = 40
"""What is added to the day of birth of a woman."""


def find_nik(text: str) -> Found:
    """Numbers of identity cards."""
    return (found.span() for found in _SIXTEEN.finditer(text) if is_nik(_digits(found[0])))


def is_nik(digits: str) -> bool:
    """Whether sixteen digits have a province, a district, a date of birth and a serial number that may exist."""
    day, month, year = (int(digits[at : at + 2]) for at in (6, 8, 10))
    if len(set(digits)) == 1:
        return False
    placed = digits[:2] in _PROVINCES and digits[2:4] != "00" and digits[4:6] != "00"
    return placed and digits[12:] != "0000" and _is_date(day - _WOMAN if day > _WOMAN else day, month, year)


def _is_date(day: int, month: int, year: int) -> bool:
    """Whether such a day may stand in a NIK: the century is not told, so that 29 February needs one leap year."""
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


_NPWP = re.compile(r"(?<!\d)\d{2}[. ]\d{3}[. ]\d{3}[. ]\d[-. ]\d{3}[. ]\d{3}(?!\d)")
_NPWP_SAID = re.compile(r"\bnpwp\b[^\d\n]{0,30}(\d(?:[ .-]?\d){14,15})(?!\d)", re.IGNORECASE)


def find_npwp(text: str) -> Found:
    """Numbers of tax payers: as they are printed, or fifteen or sixteen digits behind the word."""
    spans = {found.span() for found in _NPWP.finditer(text)} | {found.span(1) for found in _NPWP_SAID.finditer(text)}
    yield from sorted(spans)


_PHONE = re.compile(
    r"(?<![\w.,/-])(?:"
    r"(?:\+62|\(\+62\)|\b0062|\b62)[ .-]?\(?(?:0\)?)?8\d{1,2}(?:[ .-]?\d{2,4}){2,3}"  # mobile, with the country
    r"|08\d{1,2}(?:[ .-]?\d{2,4}){2,3}"  # mobile
    r"|\+62[ .-]?\(?\d{2,3}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}"  # line, with the country
    r"|\(0\d{1,3}\)[ .-]?\d{3,4}[ .-]?\d{2,4}"  # line
    r"|0(?:21|22|24|31|[2-9]\d{2})(?:[ -]\d{3,4}[ -]?\d{3,4}|\d{6,8})"
    r"|\+(?!62)[1-9]\d{0,2}(?:[ .-]?\(?\d{1,4}\)?){2,5}"  # elsewhere
    r"|\(\d{3}\) ?\d{3}[-. ]\d{4}|\d{3}[-.]\d{3}[-.]\d{4}"  # North America
    r"|0\d{2,4}(?:[ -]\d{3,4}){2}|0\d{3,4}[ -]\d{6}"
    r")(?![\d]|[.,/-]\d| \d{4}\b)"
)
_LEAST, _MOST = 8, 15
_MOBILE = 10
_DISTINCT = 3
"""Digits of which a number has at least so many: 0000 0000 0000 calls nobody."""
_DIGITS = (
    "nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|"
    "zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple"
)
_OF_THINGS = (
    r"rek\w*|account|npwp|nik|ktp|surat|perkara|regist\w*|tiket|resi|faktur|invoice|antre\w*|antri\w*|order|booking|"
    r"pesanan|kode|id|meeting|seri|token|kontrak|polis|sk|agenda|pengaduan|aduan|pelanggan|meter|barang|nip|issn|isbn"
)
"""What has numbers and no telephone."""
_PHONE_SAID = re.compile(rf"\b(?:{_DIGITS})(?:[ ,-]+(?:{_DIGITS})){{7,}}\b", re.IGNORECASE)
_PHONE_NEAR = re.compile(
    r"\b(?:(?:hp|wa|whatsapp|telp|telepon|telpon|call|phone|mobile|cell)(?:nya|ku)?\b[^\d\n]{0,25}(?<![a-z])"
    r"|nomor(?:nya|ku)?\b[^\d\n]{0,25}(?<![a-z])(?=\+|0|62|8[1-35-9]))"
    r"(\+?\d(?:[ .-]?\d){7,14})(?![\d]|[.,]\d)", re.IGNORECASE,
)  # fmt: skip


def find_phone(text: str) -> Found:
    """Numbers of telephones, also those spelt out in words, digit by digit."""
    spans = [found.span() for found in _PHONE.finditer(text) if _is_phone(_digits(found[0]))]
    spans += [found.span() for found in _PHONE_SAID.finditer(text)]
    spans += [found.span(1) for found in _PHONE_NEAR.finditer(text) if not _looks_otherwise(text, found.start(1))]
    yield from widest(spans)


def _is_phone(digits: str) -> bool:
    least = _MOBILE if digits.startswith("08") else _LEAST
    return least <= len(digits) <= _MOST and len(set(digits)) >= _DISTINCT


def _looks_otherwise(text: str, start: int) -> bool:
    """Whether a number behind a word such as *nomor* is one of another kind."""
    found = _SIXTEEN.match(text, start)
    before = text[max(0, start - 60) : start]
    kind = re.search(rf"(?i)\b(?:{_OF_THINGS})\b[^\n]{{0,25}}$", before)
    return found is not None or kind is not None


_BANK = (
    r"(?:no(?:mor|\.)?\s*rek(?:ening)?|rek(?:ening)?|norek|account(?: number| no\.?)?|acct|iban|transfer ke|"
    r"virtual account|kartu kredit|credit card|bca|bri|bni|bsi|btn|mandiri|cimb|danamon|permata|bank \w+)"
)
_ACCOUNT = re.compile(rf"(?i)(?<!kode )\b{_BANK}\b[^\d\n]{{0,30}}(?<!\d)(\d(?:[ .-]?\d){{6,18}})(?![\d]|[.,]\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\d.,+-])\d(?:[ -]?\d){14,15}(?![\d]|[.,]\d)")


def find_account(text: str) -> Found:
    """Numbers of accounts and cards: behind words of a bank, or with check digits that fit."""
    spans = [found.span(1) for found in _ACCOUNT.finditer(text)]
    spans += [found.span() for found in _IBAN.finditer(text) if _is_iban(found[0])]
    spans += [found.span() for found in _CARD.finditer(text) if _is_card(_digits(found[0]))]
    yield from widest(spans)


def _is_iban(text: str) -> bool:
    turned = text.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in turned[4:] + turned[:4])) % 97 == 1


def _is_card(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (Luhn), and no NIK is meant."""
    if len(digits) == 16 and is_nik(digits):
        return False
    doubled = [int(sign) * (1 + at % 2) for at, sign in enumerate(reversed(digits))]
    return digits[0] in "3456" and sum(each - 9 * (each > 9) for each in doubled) % 10 == 0


_REGIONS = (
    "A|B|D|E|F|G|H|K|L|M|N|P|R|S|T|W|Z|AA|AB|AD|AE|AG|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|"
    "DP|DR|DT|DW|EA|EB|ED|KB|KH|KT|KU|PA|PB|PG|PS"
)
_PLATE = re.compile(rf"(?<![\w.-])(?:{_REGIONS}) (?:\d{{3,4}} [A-Z]{{2,3}}|\d{{4}} [A-Z])(?![\w-])")
_UNITS = frozenset(["KK", "KM", "KG", "CM", "MM", "GB", "MB", "RT", "RW", "KW", "KV", "VA", "ML", "HA"])
_PLATE_NEAR = re.compile(
    r"(?i:\b(?:plat|nopol|polisi|motor|mobil|kendaraan|vehicle|pelat|(?:number |licen[cs]e )?plate|registration)"
    r"(?:nya)?\b)"
    r"[^\d\n.]{0,25}?"
    r"(?<![\w-])([A-Z]{1,3}[ -]?\d{1,4}[ -]?[A-Z]{1,3}|[A-Z]{2}\d{2}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?\d{3,4}|\d[A-Z]{3}\d{3})"
    r"(?![\w-])"
)


_PLATE_SMALL = re.compile(
    rf"(?i)\b(?:plat|pelat|nopol)(?:nya| nomor(?:nya)?| polisi)?:? "
    rf"((?:{_REGIONS})[ -]?\d{{1,4}}[ -]?[A-Z]{{1,3}})(?![\w-])"
)


def find_plate(text: str) -> Found:
    """Number plates: of Indonesia with their blanks, or any behind a word such as *plat*, *nopol*."""
    spans = [found.span() for found in _PLATE.finditer(text) if not _is_counted(found[0])]
    spans += [found.span(1) for found in _PLATE_SMALL.finditer(text)]
    yield from widest(spans + [found.span(1) for found in _PLATE_NEAR.finditer(text)])


def _is_counted(plate: str) -> bool:
    """Whether its last letters are a unit: *desa A 120 KK* has so many households."""
    return plate.split()[-1] in _UNITS


def widest(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in their order, without those that lie inside another one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
