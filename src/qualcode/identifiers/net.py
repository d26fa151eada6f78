"""Addresses of the net: e-mail, also as it is spoken, URLs, and handles."""

import re

from qualcode.identifiers.numbers import Found, widest
from qualcode.identifiers.tellers import word_share
from qualcode.languages import current
from qualcode.text.tokens import fold

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<![.-])")
_ENDINGS = (
    r"(?:com|co|id|org|net|edu|gov|ac|go|sch|web|io|me|info|biz|uk|us|au|nl|de|fr|jp|sg|my|app|dev|xyz|online|site)"
)
_MAIL_APART = re.compile(rf"(?<![\w.+-])[\w.+-]+(?: @ ?|@ )(?:[\w-]+\.)+{_ENDINGS}(?![\w-]|\.\w)", re.IGNORECASE)
"""A mail address with blanks about its sign, as recognisers of speech and careful typists write it."""
_DOT, _AT = r"(?:dot|titik)", r"(?:at|et|ad|keong)"
_MAIL_SAID = re.compile(
    rf"\b[\w.]+(?: {_DOT} [\w]+)*(?: garis bawah [\w]+)* {_AT} [\w]+(?: ?(?:{_DOT}|\.) ?[\w]+)+\b"
    rf"|\b[\w.+-]+ ?[(\[{{]{_AT}[)\]}}] ?[\w-]+(?: ?(?:[(\[{{]{_DOT}[)\]}}]|\.) ?[\w-]+)+\b",  # hidden from machines
    re.IGNORECASE,
)


def find_email(text: str) -> Found:
    """E-mail addresses, written or spoken."""
    spans = [found.span() for pattern in (_MAIL, _MAIL_APART) for found in pattern.finditer(text)]
    spans += [found.span() for found in _MAIL_SAID.finditer(text) if _ends_well(found[0])]
    yield from widest(spans)


def _ends_well(said: str) -> bool:
    """Whether a spoken address ends as addresses do, and is no page that stands somewhere: *my blog is at name.com*."""
    where = re.fullmatch(rf"(\w+) {_AT} (www\.)?(?:[\w-]+\.)+\w+", said, re.IGNORECASE)
    if where and (where[2] or word_share(fold(where[1])) >= _USUAL):
        return False
    return re.search(rf"(?:{_DOT}[)\]}}]?|\.) ?{_ENDINGS}$", said, re.IGNORECASE) is not None


_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'“”)\]]+"
    r"|(?<![\w@.-])(?-i:(?:[a-z0-9-]{3,}\.)+[a-z]{2,10})/\w[^\s<>\"'“”)\]]+"
    rf"|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{_ENDINGS}(?:/[^\s<>\"'“”)\]]*)?(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@./])@(?=[\w.]*[A-Za-z])[A-Za-z0-9_](?:[\w.]{1,28}\w)(?!\w)")
_HANDLE_NEAR = re.compile(
    r"\b(?:ig|instagram|insta|twitter|tiktok|telegram|facebook|fb|username|akun|account|handle|user name)(?:nya)?\b"
    r"(?:[\s:,]{1,3}(?:saya|aku|dia|beliau|nya|di|namanya|is|my|itu)\b)?[\s:,]{1,3}(?=\w*(?:[._]\w|\d))([a-z][\w.]{2,28}\w)(?![\w@])",
    re.IGNORECASE,
)

_WORDS = frozenset(["me", "go", "my", "us", "de", "in", "is", "so", "to", "app", "info", "online", "site", "web"])
"""Endings of addresses that are words, too: only `www.` or a path behind tells."""


def find_url(text: str) -> Found:
    """Addresses of pages, and handles."""
    pages = [found for found in _URL.finditer(text) if not _is_product(found[0])]
    spans = [(found.start(), found.start() + len(found[0].rstrip(".,;:!?"))) for found in pages]
    spans += [found.span() for found in _HANDLE.finditer(text) if not _is_told_where(found[0][1:])]
    spans += [found.span(1) for found in _HANDLE_NEAR.finditer(text)]
    yield from widest(spans)


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
