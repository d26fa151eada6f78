"""Addresses: e-mail, also as it is spoken, URLs and handles, and where somebody lives."""

import re

from qualcode.identifiers.digits import DIGIT, TWO_DIGITS, is_amount
from qualcode.identifiers.numbers import Found, widest
from qualcode.identifiers.tellers import Tellers, is_rare, saying_nothing, word_share
from qualcode.identifiers.written import JUST_BEFORE, OFTEN, months, things
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
    rf"|(?<![\w@.+-])(?=[\w.]*[a-z])(?=[\w.]*[\d_.]\w)[\w.]+ {_PROVIDERS}(?! ?@)\b"
    rf"|(?<![\w.+-])[\w.+-]+@{_PROVIDERS}(?![\w.]\w)",
    re.IGNORECASE,
)
"""A mail address as it is said: words and digits with their signs, *at*, a host with its dots; or who runs it alone."""


_MAIL_SIGN = re.compile(rf"(?i)@|\b(?:titik|dot|{_PROVIDERS})|\w\.[a-z]{{2}}")
"""What every address has that is said; looking for it is cheap."""


def find_email(text: str) -> Found:
    """E-mail addresses, written or spoken: a name, *at*, and a host that ends as hosts do.

    In speech the signs are words (*titik*, *garis bawah*, *dot com*), also in brackets; of a known provider the dot may
    be missing (*at gmail com*), and the sign too behind a name with digits (*nuraini91 gmail*).
    """
    spans = [found.span() for pattern in (_MAIL, _MAIL_APART) for found in pattern.finditer(text)]
    said = _MAIL_SAID.finditer(text) if _MAIL_SIGN.search(text) else ()
    spans += [found.span() for found in said if _ends_well(found[0], found["host"])]
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
    rf"\b(?:(?P<net>(?:(?:akun|user ?name|handle|nama pengguna)(?:nya)? (?:(?:di|on|for) )?)?{_NETS}"
    rf"|user ?name|handle)|akun|account){_WHOSE}[\s:,=]{{1,3}}@?"
    rf"(?P<handle>(?=[\w.#]*[a-z])\w(?:[\w.]*\w)?"
    rf"(?:#\d{{4}}|(?: \w+)??(?: (?:{_SIGN}) \w+)+|(?: (?:{DIGIT})\b)+)?)(?![\w@])"
    rf"|(?<![\w@.])(?P<before>(?=[\w.]*[a-z])(?=[\w.]*(?:[._]\w|\d))[\w.]{{3,29}}\w) (?:di|on|in) {_NETS}\b",
    re.IGNORECASE,
)
_PAGE_SAID = re.compile(
    rf"\b(?:www {_DOT} )?\w+(?: {_DOT} \w+)* {_DOT} {_ENDINGS}\b"
    rf"(?: (?:slash|garis miring|miring) \w+(?: (?:{_SIGN}) \w+)*)?",
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
    spans += [found.span("handle") for found in _SIGNED.finditer(text) if _is_signed(found["handle"])]
    spans += [
        found.span()
        for found in (_PAGE_SAID.finditer(text) if re.search(r"(?i)dot|titik", text) else ())
        if _is_page(found[0])
    ]
    yield from widest(spans)


_SIGNED = re.compile(
    rf"\b(?:{_NETS}|akun|account|user ?name|handle|nama pengguna)(?:-?nya|ku|mu)?\b[ :,]+(?:[a-z’'-]+[ :,]+){{1,6}}?"
    r"(?P<handle>(?=\w*[a-z])(?=[\w.]{5,30}(?![\w.]*\w@))[\w.]*(?:[._]\w|[a-z]\d)[\w.]*(?<!\.))(?![\w@])",
    re.IGNORECASE,
)
"""Its signs or digits tell it, some words behind: *akun Instagram anak saya raka.adhitya_07*."""
_FILE = re.compile(r"(?i).*\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|jpe?g|png|mp[34]|zip|apk|exe)")


def _is_signed(handle: str) -> bool:
    """Whether a word with signs or digits is a handle: no file, and not made of usual words alone (*covid19*)."""
    parts = re.findall(r"[a-z]{2,}", fold(handle))
    return not _FILE.fullmatch(handle) and any(len(part) > 2 and word_share(part) < _USUAL for part in parts)


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
    rare = len(key) >= _LEAST_HANDLE and is_rare(key) and not (Tellers().is_given(key) or _is_formed(key))
    return bool(found["net"] and told and rare)


def _is_formed(key: str) -> bool:
    """Whether a word has the form of a verb or noun, though nobody counted it: *diretas*."""
    base = re.sub(r"^(?:di|ter|ber|me(?:ng?|m)?|ke|se|pe(?:ng?|m)?)|(?:kan|an|i)$", "", key)
    formed = re.match(r"(?:di|ter|ber|me|ke|se|pe)\w{3,}", key) is not None
    named = any(Tellers().is_given(key[:end]) for end in range(_LEAST_NAME, len(key)))  # *dianpuspa*
    return formed and not named and (word_share(base) > 0 or re.match(r"di|ter", key) is not None)


_LEAST_HANDLE, _LEAST_NAME = 6, 4
"""Letters of a handle without any digit or sign, and of a given name with which it begins."""


def _is_page(said: str) -> bool:
    """Whether said words are a page: they have *www*, a path, two dots, or a name that is no word."""
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


_STREET = r"(?:(?:Jalan|jalan|Gang|gang|Lorong|lorong) |(?:Jl|jl|Jln|jln|JL|Gg|gg|Lr|lr)(?:\.? |\.(?=[A-Z])))"
_NAME = (
    r"(?:(?:[A-Z]|Dr|Prof|Ir|Jend|Let|Kol|Hj|Tgk)\. ?)*[A-Z](?:[^\W\d]|['’-])*(?![\w-])"
    r"(?:[ \n](?!No\b|Nomor\b|K[Mm]\b|Blok\b|Kav|R[TtWw]\b)"
    r"(?:(?<!\n)(?:[A-Z]\.|[A-Z][\w'’-]*|[IVX]+)|\d{1,3}(?![.,]?\d))(?!\w))*"
)
_SMALL_NAME = r"[a-z]+(?: [a-z]+){0,2}?"
_SAID_COUNT = rf"(?i:(?:{TWO_DIGITS}|{DIGIT})(?: (?:{TWO_DIGITS}|{DIGIT}))*)\b"
_NUMBER = (
    r"(?:,?[ \n](?:(?i:no(?:mor|\.)?|number|blok|kav(?:ling|\.)?|lantai|lt\.?|unit|tower) ?"
    rf"(?:[A-Z]?[/-]?\d[\w/-]{{0,5}}|{_SAID_COUNT})|"
    rf"[Bb]lok (?:[A-Z]{{1,2}}\b|[a-z]{{1,2}} (?:\d|(?=no)|{_SAID_COUNT}))|"
    r"(?i:km|kilometer)\.? ?\d{1,3}(?:[.,]\d)?\b|Tower [A-Z]\w*|[A-Z]{1,2}\d{0,2}/\d{1,3}[A-Z]?\b|"
    r"[Gg](?:g\.?|ang) \w{1,12}(?=,? [Nn]o)))+"
)
_COUNTED = rf"(?:\d{{1,3}}|(?:nol )*(?:{TWO_DIGITS}|{DIGIT}))"
_RT_RW = (
    rf"[Rr][Tt][ .:]*{_COUNTED}(?:[ ,/]*[Rr][Ww][ .:]*{_COUNTED}|/\d{{1,3}})\b(?:{_NUMBER})?"
    r"(?!,? (?:(?:itu|ini) )?(?:jumlah|total|semua))"  # so many there are
)
_RT = rf"(?:{_RT_RW}|[Rr][Tt][ .:]*{_COUNTED}\b)"
_POSTCODE = r"(?:(?:,? [A-Z][\w'’-]+){1,2},? \d{5}\b)?"
_WITHIN = rf"(?:,? (?:Desa|Ds\.?|Kel\.?|Kelurahan|Kec\.?|Kecamatan|Nagari) {_NAME})*"
_HOUSES = (
    r"(?i:kontrakan|perumahan|perum\.?|kompleks?|apartemen|apartment|kos(?:an|t)?|cluster|villa|griya|btn|ruko|rukan|rusun(?:awa)?|"
    r"asrama|mess|wisma|pondok)"
)
_SETTLED = r"(?i:kampung|kampong|kp\.?|dusun|dukuh|dk\.?|lingkungan|jorong|banjar|br\.?|kavling)"
_VILLAGE = r"(?i:desa|ds\.?|kelurahan|kel\.?|nagari)"
_STREETS_ABROAD = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Square|Way|Close|Terrace|Boulevard|Blvd|"
    r"Grove|Crescent|Gardens|Mews|Quay)\b"
)
_FOREIGN = (
    r"(?:[Rr]ue|[Vv]ia|[Cc]alle|[Aa]venida|[Rr]ua|[Bb]oulevard|[Pp]laza) "
    r"(?:(?:de|del|della|la|le|du|des|los|da) )*[A-Z]\w+"
)
_ADDRESS = re.compile(
    rf"\b{_STREET}{_NAME}(?:{_NUMBER})?(?:,? ?{_RT_RW})?{_WITHIN}{_POSTCODE}"
    rf"|\b{_STREET}{_SMALL_NAME}{_NUMBER}(?:,? ?{_RT_RW})?{_POSTCODE}|\b{_STREET}[a-z]+(?P<loose> {_SAID_COUNT})"
    rf"|\b(?:jln?)\.? [a-z]+(?P<bare> \d{{1,3}})\b(?![.,]\d)"
    rf"|\b{_RT_RW}|\b[Rr][Tt][ .:]*{_COUNTED},? [Nn]o(?:mor|\.)? ?\d{{1,3}}\b"
    rf"|\b(?:{_HOUSES}|{_SETTLED}) {_NAME}{_WITHIN},?(?:{_NUMBER}(?! ?/)|[ ]{_RT})"
    rf"|\b{_VILLAGE} {_NAME}{_WITHIN},? {_RT}"
    rf"|\b(?P<estate>{_HOUSES} (?!di ){_SMALL_NAME})(?! [Gg]g?[.a])(?:{_NUMBER})"
    rf"|\b(?i:kav(?:ling|\.)?|no\.?|nomor) ?\d{{1,3}}[A-Z]?,? {_HOUSES} {_NAME}"
    r"|\b(?:[A-Z][\w'’-]* ){0,4}[Bb]lok [A-Z]{1,2}[ /-]?\d{0,3},? [Nn]o(?:mor|\.)? ?\d{1,4}[A-Z]?\b"
    rf"|\b(?:\d{{1,5}}[A-Za-z]?|(?i:{TWO_DIGITS})) (?:[A-Z][\w'’.-]+ ){{1,3}}{_STREETS_ABROAD}\.?(?! (?:of|to) )"
    r"(?:,? (?:Apt|Apartment|Flat|Unit) ?\w{1,5})?"
    rf"|\b[A-Z]\w+ (?:Street|Road|Avenue|Lane),? (?:(?:[Nn]o\.?|[Nn]umber) ?\d{{1,4}}|\d{{1,3}})\b"
    rf"|\b\d{{1,4}},? {_FOREIGN}|\b{_FOREIGN},? \d{{1,4}}\b"
    r"|\b[A-Z]\w+(?:stra(?:ß|ss)e|straat|gatan|gasse|laan) \d{1,4}\b"
    r"|\b(?:P\.? ?O\.? ?[Bb]ox|[Kk]otak [Pp]os|[Tt]romol [Pp]os) ?\d{1,6}\b"
    r"|\b(?:[Kk]ode [Pp]os|[Pp]ost ?code|[Zz]ip(?: code)?)(?:nya)? ?:? ?"
    r"(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b"
    r"|\b(?i:kode pos|post ?code|zip code)(?:nya)?(?: (?!tidak|bukan|not|no\b)[A-Za-z’'-]+){1,5}:? "
    r"(?P<behind>[1-9]\d{4}(?<!000))(?![.,-]?\d)\b"
)  # fmt: skip


def find_address(text: str) -> Found:
    """Street addresses, houses of named estates, numbers of neighbourhoods (RT/RW), boxes, postcodes.

    A street needs a word for one (*Jl.*, *Gang*, *Street*) and a name; in small letters a number too. Estates, villages
    and hamlets need a name and a number, block or RT. Numbers may be said (*nomor empat belas*).
    """
    yield from widest([found.span() for found in _ADDRESS.finditer(text) if _is_street(text, found)])


def _is_street(text: str, found: re.Match[str]) -> bool:
    """Whether a road has a name: *jalan keluar nomor satu* has none, and *program Jalan Sehat* is no road."""
    words = [fold(word) for word in found[0].split()[:3]]
    first = re.search(rf"[a-z]+ (?i:no|nomor|number) (?:{DIGIT})$", found[0]) is not None  # *jalan baru nomor dua*
    if found["behind"]:
        return not is_amount(text, *found.span("behind"))
    if found["bare"] and is_amount(text, *found.span("bare")):
        return False
    if (found["loose"] or found["bare"] or first) and not any(map(_may_name_a_street, words[1:])):
        return False
    if words[0] not in ("jalan", "jl", "jln"):
        return not found["estate"] or words[1] not in saying_nothing()
    second = words[1]
    named = len(words) > 2 and second == "raya" and words[2] not in ("no", "nomor", "blok")
    named = named or _HOUSE_OF_A_ROAD.match(found[0]) is not None
    if second in current().words("no_streets") and not named:
        return False
    if any(map(str.isdecimal, found[0])) or words[0] != "jalan":
        return found[0].split()[1][0].isupper() or not {*words[1:3]} & saying_nothing() - {"no", "nomor"}
    before = text[max(0, found.start() - JUST_BEFORE) : found.start()].rstrip()
    begins = not before or before[-1] in ".!?"  # *Jalan Rusak itu programnya*
    return second not in months() and not (begins and len(words) < 3) and not things().search(before)


_HOUSE_OF_A_ROAD = re.compile(r"[Jj](?:alan|ln?\.?) (?:[A-Z][a-z]+ ){2,4}(?i:km|no)\.? ?\d")
"""A number at a road that is called by usual words: *Jalan Lintas Timur Km. 18*."""


def _may_name_a_street(word: str) -> bool:
    """Whether a word in small letters is rare enough, or a name: *kartini*, not *baru*."""
    return word not in ("no", "nomor") and (word_share(word) < OFTEN or Tellers().is_given(word))
