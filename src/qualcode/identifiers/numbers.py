"""Numbers that belong to one person: NIK, NPWP, phone, account. Each must pass the test of its kind.

A number of sixteen digits is a NIK only with a province, a date of birth and a serial number that exist; a telephone
has the prefix of an operator or an area; an account is known by the words around it, or by its check digits. None is
one where the word before says that it is of something else (`digits`).
"""

import re
from collections.abc import Iterator
from datetime import date

from qualcode.identifiers.digits import (
    FARTHEST,
    GAP,
    OF_CARD,
    THOUSANDS,
    any_entry,
    cues,
    is_amount,
    is_counting,
    is_grouped_by_thousands,
    owner,
    owner_around,
    said_numbers,
    spelt_digits,
    widest,
    with_digits,
)
from qualcode.languages import current, per_languages

Found = Iterator[tuple[int, int]]
"""First code point and the one after the last of each place in a text."""

_PROVINCES = frozenset(
    map(str, (*range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66), *range(71, 77), 81, 82, *range(91, 98)))
)
_SIXTEEN = re.compile(rf"(?<![\d,-])(?<!\d\.)\d(?:{GAP}\d){{15}}(?![\d]|[.,]\d)")
_WOMAN = 40
"""What is added to the day of birth of a woman."""


def find_nik(text: str) -> Found:
    """Numbers of identity cards, also spelt out."""
    written = with_digits(_SIXTEEN, text)
    spans = [found.span() for found in written if _is_of_card(text, *found.span(), _digits(found[0]))]
    spans += [run[:2] for run in spelt_digits(text) if _is_read_out(text, *run)]
    yield from widest(spans)


def _is_of_card(text: str, start: int, end: int, digits: str) -> bool:
    """Whether sixteen digits are those of a card: by a word for it, or they may exist and are of nothing else."""
    owned = owner_around(text, start, end)
    return owned == "nik" or (is_nik(digits) and owned not in ("other", "account"))


_MOST_CORRECTED = 24
"""Digits of a number of sixteen that is read out with some that are taken back: *tiga tiga, eh salah, tiga dua*."""


def _is_read_out(text: str, start: int, end: int, digits: str) -> bool:
    if len(digits) == OF_CARD:
        return _is_of_card(text, start, end, digits)
    return OF_CARD < len(digits) <= _MOST_CORRECTED and is_nik(digits[-OF_CARD:]) and owner(text, start) != "other"


_LONG = re.compile(rf"(?<![\w.,+/:@-])(?<!\d\s)\+?\d(?:{GAP}\d){{9,13}}(?![\w@]|[.,/:-]\d|\s\d)")
"""Digits enough to tell who somebody is, and fewer than those of a card, which are tested."""


def _unexplained(text: str, kind: str) -> Found:
    """Long numbers that no word owns and nothing harmless explains, of the kind that they rather are by their begin."""
    for found in with_digits(_LONG, text):
        span, dialled = found.span(), re.match(r"\+|00?[1-9]|62|8", found[0].replace(" ", ""))
        rather = "phone" if dialled or _PHONE.fullmatch(text, *span) else "account"
        if found[0].startswith("080"):  # of no operator
            continue
        if rather == kind and owner_around(text, *span) == "" and not _is_explained(text, *span):
            yield span


@per_languages
def _numbered() -> re.Pattern[str]:
    """What numbers something right before a number: *nomor batch vaksin*, *serial*, the letters of a code."""
    hung, coding = cues("number_cues", "possessed"), cues("number_cues", "coding")
    named = rf"(?:{cues('number_cues', 'numbering')}|{coding})(?:-?(?:{hung}))?\.?(?: [^\W\d]+){{1,3}}"
    alone = rf"(?:{coding})(?:{hung})?|[a-z]{{1,4}}[.:-]"
    return re.compile(rf"(?i:\b(?:{named}|{alone}))[\s:,#.=-]*$|\b[A-Z]{{2,}} ?$")


_DOTTED = re.compile(r"[1-9]\d*(?:\.\d+){3,}")
"""An address of a machine, a version, a place in a list: *192.168.10.24*."""
_LEAST_GROUP, _MOST_GROUP = 3, 5
"""Digits that some group of a number has which is no list (*80 85 90 78 88*), and those of the longest of several."""


def _is_explained(text: str, start: int, end: int) -> bool:
    """Whether something harmless explains a long number: an amount or two, a list, a thing that has numbers, a code."""
    said = text[start:end]
    groups = [len(group) for group in re.findall(r"\d+", said)]
    odd = max(groups) < _LEAST_GROUP or (len(groups) > 1 and max(groups) > _MOST_GROUP)
    listed = said[0] not in "0+" and (odd or _DOTTED.fullmatch(said))
    ranged = all(map(THOUSANDS.fullmatch, re.sub(r"\s", "", said).split("-"))) or said.count("\n") > 1
    counted = is_counting("".join(re.findall(r"\d", said)))
    before = text[max(0, start - FARTHEST) : start]
    return bool(listed or ranged or counted or is_amount(text, start, end) or _numbered().search(before))


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


_NPWP = re.compile(r"(?<![\d.])\d{2}(?:\. ?\d{3}){2}\. ?\d ?[-./–]? ?\d{3}[. ] ?\d{3}(?!\d)")
_NPWP_GROUPED = re.compile(r"(?<![\d.,-])\d{2}[. ]?\d{3}[. ]?\d{3}[. ]?\d[-. ]?\d{3}[. ]?\d{3}(?!\d|[.,]\d)")
_OF_TAX = re.compile(rf"(?<!\d)(?:\d(?:{GAP}\d){{14,15}}|\d{{22}})(?!\d)")
"""Fifteen or sixteen digits, or those of a branch."""


def find_npwp(text: str) -> Found:
    """Numbers of tax payers: as they are printed, or fifteen or sixteen digits behind the word, also spelt out.

    Twenty-two are those of a branch. With blanks between the groups and no word, a check digit must be right.
    """
    spans = [found.span() for found in with_digits(_NPWP, text)]
    spans += [found.span() for found in with_digits(_OF_TAX, text) if _is_of_tax(text, found)]
    spans += [found.span() for found in with_digits(_NPWP_GROUPED, text) if _is_grouped_well(text, found)]
    said = (run for run in spelt_digits(text) if _OF_PAYER <= len(run.digits) <= OF_CARD)
    spans += [run[:2] for run in said if owner_around(text, *run[:2]) == "npwp"]
    yield from widest(spans)


_OF_PAYER = 9
"""First digits of such a number, which tell whose it is; the others tell the office and the branch."""
_IN_A_SENTENCE = 100
"""Characters between the word and a number of as many digits: *sejak NPWP enam belas digit, punya saya jadi ...*."""


def _is_of_tax(text: str, found: re.Match[str]) -> bool:
    """Whether the word owns digits: right before them, or earlier in the sentence where they are no other number."""
    near = owner_around(text, *found.span())
    if near:
        return near == "npwp" and not is_grouped_by_thousands(found[0])
    unknown = not (is_nik(_digits(found[0])) or is_amount(text, *found.span()))
    return unknown and owner(text, found.start(), _IN_A_SENTENCE) == "npwp"


def _is_grouped_well(text: str, found: re.Match[str]) -> bool:
    """Whether digits in the groups of a tax payer's number have its check digit, and are of nothing else."""
    return " " in found[0] and _is_checked(_digits(found[0])[:9]) and owner(text, found.start()) == ""


@per_languages
def _banks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A bank right before a number, and right behind it: a listed one, or any *Bank* with a name."""
    banks = rf"{cues('number_cues', 'bank')}|(?:{cues('number_cues', 'bank-before')}) (?-i:[A-Z]\w+)|\w+ bank"
    hung = cues("number_cues", "possessed")
    before = rf"\b(?:{banks})(?:-?(?:{hung}))?\b,?(?: \w+){{0,2}}[ :,)]{{1,3}}$"
    behind = rf"[ ,(]{{1,3}}(?:(?:{cues('number_cues', 'to-bank')}) )?(?:{banks})\b"
    return re.compile(before, re.IGNORECASE), re.compile(behind, re.IGNORECASE)


@per_languages
def _wallet() -> re.Pattern[str]:
    """A purse on a telephone, right before a number."""
    named = rf"(?:{cues('number_cues', 'wallet')})(?:-?(?:{cues('number_cues', 'possessed')}))?"
    return re.compile(rf"\b{named}(?: \w+){{0,2}}[ :]{{1,3}}$", re.IGNORECASE)


_ACCOUNT = re.compile(rf"(?<![\w.,+/-])\d(?:{GAP}\d){{6,18}}(?![\w]|[.,/-]\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(
    r"(?<![\d.,+-])(?:\d{15,16}|\d{4}(?:([ -])\d{4})(?:\1\d{4}){2}|\d{4}[ -]\d{6}[ -]\d{5})(?![\d]|[.,]\d)"
)
_AROUND = 40
"""Characters that are looked at before a number."""
_LONG_ACCOUNT = 8
"""Digits from which a number beside a bank's name is an account."""


def find_account(text: str) -> Found:
    """Numbers of accounts and cards: behind words of an account, beside a bank, or with check digits that fit."""
    spans = [found.span() for found in with_digits(_ACCOUNT, text) if _is_account(text, *found.span())]
    spans += [run[:2] for run in spelt_digits(text) if len(run.digits) >= 8 and _is_account(text, *run)]
    spans += [found.span() for found in with_digits(_IBAN, text) if _is_iban(found[0])]
    spans += [found.span() for found in with_digits(_CARD, text) if _is_card(text, found)]
    yield from widest([*spans, *_unexplained(text, "account")])


def _is_account(text: str, start: int, end: int, digits: str = "") -> bool:
    """Whether digits are an account by the words around them, and no amount; a wallet's are those of a mobile."""
    digits = digits or _digits(text[start:end])
    owned, before = owner_around(text, start, end), text[max(0, start - _AROUND) : start]
    if owned in ("", "account") and _wallet().search(before) and digits.startswith(("08", "09")) and _is_phone(digits):
        return True
    if owned not in ("", "account") or is_amount(text, start, end) or _is_somebodys(text, start, end, digits):
        return False
    bank_before, bank_behind = _banks()
    beside = bank_before.search(before) or bank_behind.match(text, end)
    spelt = re.fullmatch(r"\d(?: \d)+", text[start:end]) is not None  # nobody says an amount so
    return owned == "account" or (beside is not None and (spelt or len(digits) >= _LONG_ACCOUNT))


def _is_somebodys(text: str, start: int, end: int, digits: str) -> bool:
    """Whether digits near a bank are a mobile's: of its length, and no account's, or told as somebody's number."""
    mobile = re.match(r"(?:62|0)(?=8)", digits)
    if not mobile or not _OPERATOR.match(digits, mobile.end()) or not 10 <= len(digits) - mobile.end() <= 12:
        return False
    return (
        owner_around(text, start, end) == "" or _of_somebody().search(text, max(0, start - _AROUND), start) is not None
    )


@per_languages
def _of_somebody() -> re.Pattern[str]:
    """Right before a number: whose it is: *nomor Bu Sari*, *his number is*."""
    named = rf"(?:{cues('number_cues', 'numbering')})(?:-?(?:{cues('number_cues', 'possessed')}))?"
    people = rf"(?:{any_entry((*current().words('birth_cues', 'people'), *current().words('titles')))})"
    return re.compile(rf"\b(?:(?i:{named} (?:{people}))\b|(?i:{people}) (?i:{named})\b)[^.\d\n]{{0,20}}$")


def _is_iban(text: str) -> bool:
    turned = text.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in turned[4:] + turned[:4])) % 97 == 1


_ISSUED = re.compile(r"3[47]\d{13}|4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|6\d{15}")
"""Cards by the digits of who issues them."""


def _is_card(text: str, found: re.Match[str]) -> bool:
    """Whether digits begin as those of a card, in its groups or behind a word for it; no NIK is meant.

    They end with a check digit, unless a word says that it is one: who reads out or types makes slips.
    """
    digits, owned = _digits(found[0]), owner(text, found.start())
    if owned not in ("", "account") or (not owned and found[0].isdecimal()) or (len(digits) == 16 and is_nik(digits)):
        return False
    named = _cards().search(text, max(0, found.start() - _AROUND), found.start())
    return _ISSUED.fullmatch(digits) is not None and (named is not None or _is_checked(digits))


@per_languages
def _cards() -> re.Pattern[str]:
    """A word for a card of a bank, in the same sentence before a number."""
    named = rf"(?:{cues('number_cues', 'card')})(?:-?(?:{cues('number_cues', 'possessed')}))?"
    return re.compile(rf"\b{named}\b[^.!?\d]*\Z", re.IGNORECASE)


def _is_checked(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (Luhn)."""
    doubled = [int(sign) * (1 + at % 2) for at, sign in enumerate(reversed(digits))]
    return sum(each - 9 * (each > 9) for each in doubled) % 10 == 0


_OPERATOR = re.compile(r"8(?:1[1-9]|2[1-38]|3[1238]|5[1-35-9]|68|7[7-9]|8[1-9]|9[5-9])")
"""How numbers of Indonesian mobiles begin, without the zero."""
_AREA = r"0(?:21|22|24|31|61|2[3-9]\d|3[2-9]\d|4[0-8]\d|5[1-6]\d|6[2-5]\d|7[0-7]\d|9[0-8]\d)"
"""How numbers of Indonesian lines begin."""
_PHONE = re.compile(
    r"(?<![\w,/-])(?<!\d\.)(?:"
    r"(?:\+62|\(\+62\)|\b0062|\b62)[ .-]?\(?(?:0\)?)?8\d{1,3}(?:[ .-]?\d{2,4}){2,3}"  # mobile, with the country
    rf"|08\d{{1,2}}(?:{GAP}\d{{2,4}}){{2,4}}"  # mobile
    r"|\+62[ .-]?\(?0?\d{2,3}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}"  # line, with the country
    r"|08\d{2}(?P<apart>/| [-–] |–)\d{3,4}(?P=apart)\d{3,4}"  # mobile, its groups well apart
    rf"|\(0\d{{1,3}}\)[ .-]?\d{{3,4}}[ .-]?\d{{2,4}}"  # line
    rf"|{_AREA}(?:(?:[ -]| [-–] |–|/)\d{{3,4}}[ -]?\d{{2,4}}|\d{{6,8}})"  # line
    r"|\+(?!62)[1-9]\d{0,2}(?:[ .-]?\(?\d{1,4}\)?){2,5}"  # elsewhere
    r"|00(?!62)[1-9]\d{0,2}[ .-]\(?[1-9]\d{1,3}\)?(?:[ .-]\d{2,4}){1,4}"  # elsewhere, as it is dialled
    r"|\(\d{3}\) ?\d{3}[-. ]\d{4}|(?:1[-.])?[2-9]\d{2}[-.][2-9]\d{2}[-.]\d{4}"  # North America
    r"|[6-9]\d{4}[ -]\d{5}"  # mobile of India
    r"|0\d{2,4}(?:[ -]\d{3,4}){2}|0\d{3,4}[ -]\d{6}"
    r")(?![\w]|[.,-]\d|/[1-9]| \d{4}\b)"
)
_LEAST, _LEAST_MOBILE, _MOST = 8, 10, 15
_DISTINCT = 3
"""Digits of which a number has at least so many: 0000 0000 0000 calls nobody."""
_BEHIND_WORD = re.compile(rf"(?<![\w,/])(?<!\d\.)(?<!\b[A-Z]-)\+?\d(?:{GAP}\d){{5,14}}(?![\w]|[.,]\d)")


@per_languages
def _in_parts() -> re.Pattern[str]:
    """A line whose area is told apart, in digits or as it is said."""
    hung, digit = cues("number_cues", "possessed"), said_numbers().digit
    named = rf"(?:{cues('number_cues', 'area')})(?:{hung})?(?: (?:{cues('number_cues', 'equals')}))?"
    area = rf"{named} (?:\d{{2,4}}(?!\d)|(?:{digit})(?: (?:{digit})){{1,3}}\b)"
    then = rf"(?:(?:{cues('number_cues', 'numbering')})(?:{hung})?|{cues('number_cues', 'area-then')})"
    line = rf"\d(?:{GAP}\d){{5,7}}(?!\d)"
    return re.compile(rf"\b{area}\W+(?:{then})?[ :]*{line}|\b{line}\W+(?:[^\W\d]+ ){{0,2}}{area}", re.IGNORECASE)


_OF_A_SERVICE = re.compile(r"1500\d{3}|0?800\d{6,7}")
"""Numbers that call no person: *1500 045*."""


def find_phone(text: str) -> Found:
    """Numbers of telephones, also those spelt out in words, digit by digit."""
    spans = [found.span() for found in with_digits(_PHONE, text) if _is_phone(_digits(found[0]))]
    spans += [found.span() for found in with_digits(_in_parts(), text)]
    spans += [found.span() for found in with_digits(_BEHIND_WORD, text) if _is_called(text, found)]
    spans += [run[:2] for run in spelt_digits(text) if _is_dictated(text, *run)]
    spans += _unexplained(text, "phone")
    free = (span for span in widest(spans) if text[span[0]] == "+" or _is_free(text, *span))
    yield from (span for span in free if not is_amount(text, *span))


def _is_free(text: str, start: int, end: int) -> bool:
    owned = owner_around(text, start, end)
    return owned in ("", "phone") or (owned == "account" and _is_somebodys(text, start, end, _digits(text[start:end])))


def _is_phone(digits: str) -> bool:
    """Whether so many digits are dialled, and a mobile's number begins as one of an operator."""
    mobile = re.match(r"(?:00)?62(?=8)|0(?=8)", digits)
    if mobile and not _OPERATOR.match(digits, mobile.end()):
        return False
    least = _LEAST_MOBILE if mobile else _LEAST
    return least <= len(digits) <= _MOST and len(set(digits)) >= _DISTINCT


def _is_called(text: str, found: re.Match[str]) -> bool:
    """Whether a number stands behind a word of telephones, or behind *nomor* with the beginning of one."""
    if owner_around(text, *found.span()) == "phone":
        return not (_SIXTEEN.match(text, found.start()) or _OF_A_SERVICE.fullmatch(_digits(found[0])))
    before = text[max(0, found.start() - _AROUND) : found.start()]
    numbered = re.search(r"\bnomor(?:nya|ku)?\b[^\d\n]{0,25}(?<![a-z])$", before, re.IGNORECASE)
    long = len(_digits(found[0])) >= _LEAST_NUMBERED
    return long and numbered is not None and re.match(r"\+|0|62|8[1-35-9]", found[0]) is not None


def _is_dictated(text: str, start: int, end: int, digits: str) -> bool:
    """Whether digits that are spelt out call somebody: they begin so, are as many, or stand beside a word for it."""
    owned = owner_around(text, start, end) == "phone"
    most = _MOST_WRITTEN if text[start].isdecimal() else _MOST_DICTATED
    if not ((_LEAST_BEHIND if owned else _LEAST) <= len(digits) <= most):
        return False
    begins = digits.startswith(("0", "62")) or (_LEAST < len(digits) <= _MOST and not text[start].isdecimal())
    return begins or owned


_LEAST_NUMBERED = 7
_LEAST_BEHIND, _MOST_WRITTEN, _MOST_DICTATED = 6, 19, 24
"""Digits of a line of a town behind a word for it, and of a number of which some are taken back."""
