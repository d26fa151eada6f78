"""Addresses of the net: e-mail, also as it is spoken, URLs, and handles."""

import re

from qualcode.identifiers.digits import DIGIT, TWO_DIGITS
from qualcode.identifiers.numbers import Found, widest
from qualcode.identifiers.tellers import Tellers, is_rare, word_share
from qualcode.languages import current
from qualcode.text.tokens import fold

_MAIL = re.compile(r"(?<![\w.+-])(?:\"[\w.+-]+\"|[\w.+-]+)@[\w-]+(?:\.[\w-]+)+(?<![.-])")
_ENDINGS = (
    r"(?:com|co|id|org|net|edu|gov|ac|go|sch|web|io|me|info|biz|uk|us|au|nl|de|fr|jp|sg|my|app|dev|xyz|online|site)"
)
_MAIL_APART = re.compile(rf"(?<![\w.+-])[\w.+-]+(?: @ ?|@ )(?:[\w-]+\.)+{_ENDINGS}(?![\w-]|\.\w)", re.IGNORECASE)
"""A mail address with blanks about its sign, as recognisers of speech and careful typists write it."""
_PROVIDERS = r"(?:g ?mail|yahoo|y ?mail|rocketmail|hot ?mail|outlook|live|icloud|proton(?:mail)?|aol|zoho)"
_DOT = r"(?:dot|titik|[(\[{](?:dot|titik)[)\]}])"
_SIGN = rf"{_DOT}|garis bawah|under ?s(?:core|kor)|setrip|strip|dash|hyphen|minus|plus"
_AT = r"(?:(?<!\w)(?:tanda |a )?(?:at|et|ad|keong)(?: sign)?(?!\w)|[(\[{](?:at|et|ad|keong|@)[)\]}]|@)"
_PART = rf"(?:\w[\w+.-]*|(?:{DIGIT}|{TWO_DIGITS}))"
_LOCAL = rf"(?<![\w@.+-]){_PART}(?: (?:{_SIGN}) {_PART}| (?:{DIGIT}|{TWO_DIGITS})\b|(?<=[ ]\w) \w(?=[ ]\w\b|[ ]{_AT}))*"
_MAIL_SAID = re.compile(
    rf"{_LOCAL},? ?{_AT},? ?(?P<host>\w[\w-]*(?: (?:{_SIGN}) \w[\w-]*|\.[\w-]+| ?{_DOT} ?[\w-]+)+)\b"
    rf"|{_LOCAL},? ?(?:{_AT}|\bdi\b),? ?(?:{_PROVIDERS}(?: ?(?:{_DOT}|\.)? ?(?:com?|me|net)\b)"
    rf"(?: ?(?:{_DOT}|\.)? ?(?:id|uk)\b)?)"
    rf"|(?<![\w@.+-])(?=[\w.]*[a-z])(?=[\w.]*[\d_.]\w)[\w.]+ {_PROVIDERS}(?! ?@)\b|(?<![\w.+-])[\w.+-]+@{_PROVIDERS}(?![\w.]\w)",
    re.IGNORECASE,
)
"""A mail address as it is said: words and digits with their signs, *at*, a host with its dots; or who runs it alone."""


def find_email(text: str) -> Found:
    """E-mail addresses, written or spoken: a name, *at*, and a host that ends as hosts do.

    In speech the signs are words (*titik*, *garis bawah*, *dot com*), also in brackets; of a known provider the dot may
    be missing (*at gmail com*), and the sign too behind a name with digits (*nuraini91 gmail*).
    """
    spans = [found.span() for pattern in (_MAIL, _MAIL_APART) for found in pattern.finditer(text)]
    spans += [found.span() for found in _MAIL_SAID.finditer(text) if _ends_well(found[0], found["host"])]
    yield from widest(spans)


def _ends_well(said: str, host: str | None) -> bool:
    """Whether a spoken address ends as addresses do, and is nothing that stands somewhere: *my blog is at name.com*."""
    where = re.fullmatch(
        rf"(\w+) (?:{_AT}|di) (?!{_PROVIDERS}\.)(?:(www\.)?(?:[\w-]+\.)+\w+|[\w ]+)", said, re.IGNORECASE
    )
    spelt = where and re.search(rf"(?i) {_AT} .* {_DOT} ", said)
    if where and not spelt and (where[2] or word_share(fold(where[1])) >= _USUAL):
        return False
    return host is None or re.search(rf"(?:{_DOT}|\.) ?{_ENDINGS}$", said, re.IGNORECASE) is not None


_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'“”)\]]+"
    r"|(?<![\w@.-])(?-i:(?:[a-z0-9-]{3,}\.)+[a-z]{2,10})/\w[^\s<>\"'“”)\]]+"
    rf"|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{_ENDINGS}(?:/[^\s<>\"'“”)\]]*)?(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@./])@(?=[\w.]*[A-Za-z])[A-Za-z0-9_](?:[\w.]{1,28}\w)(?!\w)")
_NETS = (
    r"(?:ig|instagram|insta|twitter|tik ?tok|telegram|tg|facebook|fb|threads|discord|linkedin|snapchat|youtube|github|"
    r"id line|line id|wechat)"
)
_WHOSE = (
    r"(?:-?(?:nya|ku|mu))?(?:(?:[\s:,=]{1,3}|’s |'s )(?:saya|aku|dia|beliau|nya|namanya|is|it's|my|itu|akun|at)\b)*"
)
_HANDLE_NEAR = re.compile(
    rf"\b(?:(?P<net>(?:akun )?{_NETS}|user ?name|handle)|akun|account){_WHOSE}[\s:,=]{{1,3}}@?"
    rf"(?P<handle>(?=[\w.#]*[a-z])\w(?:[\w.]*\w)?(?:#\d{{4}}|(?: \w+)??(?: (?:{_SIGN}) \w+)+|(?: (?:{DIGIT})\b)+)?)(?![\w@])"
    rf"|(?<![\w@.])(?P<before>(?=[\w.]*[a-z])(?=[\w.]*(?:[._]\w|\d))[\w.]{{3,29}}\w) (?:di|on|in) {_NETS}\b",
    re.IGNORECASE,
)
_PAGE_SAID = re.compile(
    rf"\b(?:www {_DOT} )?\w+(?: {_DOT} \w+)* {_DOT} {_ENDINGS}\b(?: (?:slash|garis miring|miring) \w+(?: (?:{_SIGN}) \w+)*)?",
    re.IGNORECASE,
)
"""A page that is said: *www titik desa titik id*, *instagram dot com slash sari*."""

_WORDS = frozenset(["me", "go", "my", "us", "de", "in", "is", "so", "to", "app", "info", "online", "site", "web"])
"""Endings of addresses that are words, too: only `www.` or a path behind tells."""


def find_url(text: str) -> Found:
    """Addresses of pages, and handles."""
    pages = [found for found in _URL.finditer(text) if not _is_product(found[0])]
    spans = [(found.start(), found.start() + len(found[0].rstrip(".,;:!?"))) for found in pages]
    spans += [found.span() for found in _HANDLE.finditer(text) if not _is_told_where(found[0][1:])]
    spans += [found.span(found.lastgroup or 0) for found in _HANDLE_NEAR.finditer(text) if _is_handle(found)]
    spans += [found.span() for found in _PAGE_SAID.finditer(text) if _is_page(found[0])]
    yield from widest(spans)


def _is_handle(found: re.Match[str]) -> bool:
    """Whether a word behind a net or *akun* is a handle: it has digits or signs, or is no word and no name."""
    said = found["handle"] or found["before"]
    if found["before"] and any(word_share(part) >= _USUAL for part in re.findall(r"[a-z]{2,}", fold(said))):
        return False  # *covid19 di facebook*
    if re.search(rf"[._#]\w|\d| (?:{_SIGN}) ", said):
        return len(said) > 1
    key = fold(said.split()[0])
    if " " in said and found["net"]:  # *nuraini sembilan satu*
        return word_share(key) < _USUAL
    told = re.search(r"(?i)(?:saya|ku|nya|dia|beliau|namanya|my|is|:|id|at)\W+$", found[0][: -len(said)])
    return bool(found["net"] and told and len(key) >= _LEAST_HANDLE and is_rare(key) and not Tellers().is_given(key))


_LEAST_HANDLE = 6
"""Letters of a handle without any digit or sign."""


def _is_page(said: str) -> bool:
    """Whether said words are a page: they have *www*, a path, or two dots, or a name that is no word before the ending."""
    words = said.lower().split()
    many = len(re.findall(rf" {_DOT} ", said, re.IGNORECASE)) > 1
    return many or words[0] == "www" or "slash" in words or "miring" in words or word_share(fold(words[0])) < _USUAL


_USUAL = 1e-5
"""Share of running words from which a word behind `@` is said of a place or of everybody: *@kantor*, *@semua*."""


def _is_told_where(said: str) -> bool:
    """Whether `@` is written for *at*: before a usual word or an amount (*@15k*)."""
    return re.fullmatch(r"\d+[a-z]{1,3}", said, re.IGNORECASE) is not None or word_share(fold(said)) >= _USUAL


def _is_product(found: str) -> bool:
    """Whether it is rather the name of a product, or two words without a blank: *ASP.NET*, *read.me*, *dll.com*."""
    before, _, ending = found.partition(".")
    words = fold(ending) in _WORDS and word_share(fold(before)) > 0
    if "/" not in found and all(len(part) < 2 for part in found.split(".")[:-1]):
        return True
    branded = any(map(str.isupper, found[1:]))
    return ending.isalpha() and (branded or words or fold(before) in current().words("abbreviations"))
