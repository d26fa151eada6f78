"""Addresses of mail, also as they are spoken, of pages, and handles."""

import re
from typing import NamedTuple

from qualcode.identifiers.digits import cues, said_numbers, widest
from qualcode.identifiers.numbers import Found
from qualcode.identifiers.tellers import Tellers, is_rare, with_endings, word_share, words_in
from qualcode.languages import current, per_languages
from qualcode.text.tokens import fold

_MAIL = re.compile(r"(?<![\w.+-])(?:\"[\w.+-]+\"|[\w.+-]+)@[\w-]+(?:\.[\w-]+)+(?<![.-])")
_ENDINGS = (
    r"(?:com|co|id|org|net|edu|gov|ac|go|sch|web|io|me|info|biz|uk|us|au|nl|de|fr|jp|sg|my|app|dev|xyz|online|site|"
    r"ca|ie|in|nz|ph|th|tv|vn|(?:com?|org|net|edu|gov|ac|go|or|sch)\.[a-z]{2})"
)
_MAIL_APART = re.compile(rf"(?<![\w.+-])[\w.+-]+(?: @ ?|@ )(?:[\w-]+\.)+{_ENDINGS}(?![\w-]|\.\w)", re.IGNORECASE)
"""A mail address with blanks about its sign, as recognisers of speech and careful typists write it."""
_PROVIDERS = r"(?:g ?mail|yahoo|y ?mail|rocketmail|hot ?mail|outlook|live|icloud|proton(?:mail)?|aol|zoho)"


class _Signs(NamedTuple):
    """Patterns of signs as they are said."""

    dot: str
    """*titik*, also in brackets."""
    sign: str
    """That, or another sign of a name: *garis bawah*."""
    at: str
    """*at*, *keong*, *tanda at*."""
    number: str
    """A number below a hundred."""


@per_languages
def _signs() -> _Signs:
    said_dot, other = cues("internet_cues", "dot"), cues("internet_cues", "sign")
    at, about = cues("internet_cues", "at"), cues("internet_cues", "about-at")
    dot = rf"(?:{said_dot}|[(\[{{](?:{said_dot})[)\]}}])"
    before, behind = cues("internet_cues", "before-at"), about
    said_at = rf"(?:(?<!\w)(?:(?:{before}) )?(?:{at})(?: (?:{behind}))?(?!\w)|[(\[{{](?:{at}|@)[)\]}}]|@)"
    return _Signs(dot, rf"{dot}|{other}", said_at, said_numbers().any)


@per_languages
def _mail_said() -> re.Pattern[str]:
    """A mail address as it is said: words and digits with signs, *at*, a host with its dots; or who runs it alone."""
    dot, sign, at, number = _signs()
    part = rf"(?:\w[\w+.-]*|{number})"
    letter = rf"(?<=[ ]\w) \w(?=[ ]\w\b|,?[ ]{at})"
    local = rf"(?<![\w@.+-]){part}(?: (?:{sign}) {part}| {number}\b|{letter})*"
    several = rf"(?P<more>(?: (?!(?:{sign})\b)[a-z]+){{1,2}}?)??"
    host = rf"\w[\w-]*{several}(?:(?: \w(?!\w))* (?:{sign}) \w[\w-]*|\.[\w-]+| ?{dot} ?[\w-]+)+(?: \w(?!\w))*"
    hung, whose = cues("internet_cues", "possessed"), cues("internet_cues", "whose")
    ending = rf"(?: ?(?:{dot}|\.)? ?(?:com?|me|net)\b)(?: ?(?:{dot}|\.)? ?(?:id|uk)\b)?"
    at_provider = rf"(?:{at}|\b(?:{cues('internet_cues', 'at-provider')})\b)"
    return re.compile(
        rf"{local},? ?{at},? ?(?P<host>{host})\b|{local},? ?{at_provider},? ?(?:{_PROVIDERS}{ending})"
        rf"|(?<![\w@.+-])(?=[\w.]*[a-z])(?=[\w.]*[\d_.]\w)[\w.]+ (?:{at} )?{_PROVIDERS}(?! ?@)\b"
        rf"|\b{_PROVIDERS}(?:{hung})?(?: (?:{whose}))*[ :]+(?=[\w.]*[a-z])(?=[\w.]*[\d_.]\w)[\w.]{{4,}}\w(?![\w@])"
        rf"|(?<![\w.+-])[\w.+-]+@{_PROVIDERS}(?![\w.]\w)|(?<![\w@.+-])\w{{5,}} (?:{at}) {_PROVIDERS}\b",
        re.IGNORECASE,
    )


@per_languages
def _words_of_mail() -> frozenset[str]:
    """Words of which one is in every address that is said."""
    runs = [*re.findall(r"\w+", _PROVIDERS), "gmail", "ymail", "hotmail", "mail", "protonmail"]
    return frozenset([*runs, *current().words("internet_cues", "dot")])


def _is_of_mail(text: str) -> bool:
    """Whether an address may be said in a text: a sign, a dot in a word, or a word of addresses; a cheap look."""
    return "@" in text or bool(_words_of_mail() & words_in(text)) or _DOTTED.search(text) is not None


_DOTTED = re.compile(r"\w\.[a-z]{2}", re.IGNORECASE)


def find_email(text: str) -> Found:
    """E-mail addresses, written or spoken: a name, *at*, and a host that ends as hosts do.

    In speech the signs are words (*titik*, *garis bawah*, *dot com*), also in brackets; of a known provider the dot may
    be missing (*at gmail com*), and the sign too behind a name with digits (*nuraini91 gmail*).
    """
    if not _is_of_mail(text):
        return
    spans = [found.span() for found in _MAIL.finditer(text)]
    spans += [found.span() for found in _MAIL_APART.finditer(text) if not _is_behind_word(found[0])]
    said = (found for found in _mail_said().finditer(text) if not _is_behind_word(found[0]))
    spans += [found.span() for found in said if _ends_well(found[0], found["host"]) and _is_at_host(text, found)]
    yield from widest(spans)


def _is_at_host(text: str, found: re.Match[str]) -> bool:
    """Whether a host of several words is one: behind a word for mail, or a name that is no usual word."""
    name = re.split(r"\W", found[0])[0]
    mail = rf"(?i)\b(?:{cues('internet_cues', 'mail')})(?:{cues('internet_cues', 'possessed')})?\b[^.!?\n]{{0,30}}\Z"
    return not found["more"] or word_share(fold(name)) < _USUAL or re.search(mail, text[: found.start()]) is not None


def _is_behind_word(found: str) -> bool:
    """Whether a sign with a blank only before it begins a handle, behind a usual word: *follow @desa.id*."""
    before, _, host = found.partition("@")
    word = re.search(r"([\w.+-]+)(,?) $", before)
    if not word or host[:1].isspace() or re.match(_PROVIDERS, host, re.IGNORECASE):
        return False
    return word[2] == "," or word_share(fold(word[1])) >= _USUAL


def _ends_well(said: str, host: str | None) -> bool:
    """Whether a spoken address ends as addresses do, and is nothing that stands somewhere: *my blog is at name.com*."""
    dot, _, at, _ = _signs()
    where = re.fullmatch(
        rf"(\w+) (?:{at}|{cues('internet_cues', 'at-provider')}) (?!{_PROVIDERS}\.)(?:(www\.)?(?:[\w-]+\.)+\w+|[\w ]+)",
        said,
        re.IGNORECASE,
    )
    spelt = where and re.search(rf"(?i) {at} .* {dot} ", said)
    if where and not spelt and (where[2] or word_share(fold(where[1])) >= _USUAL):
        return False
    return host is None or re.search(rf"(?:{dot}|\.) ?{_ENDINGS}$", _spelt_together(said), re.IGNORECASE) is not None


def _spelt_together(said: str) -> str:
    """An address with what is spelt letter by letter in one word: *dot c o dot i d*."""
    return re.sub(r"(?<=\b\w) (?=\w\b)", "", said)


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


@per_languages
def _handle_near() -> re.Pattern[str]:
    """A handle beside a net, or behind a word for an account: *IG saya sari garis bawah dewi*."""
    sign, digit = _signs().sign, said_numbers().digit
    user, account = cues("internet_cues", "user"), cues("internet_cues", "account")
    hung, whose, on = (cues("internet_cues", each) for each in ("possessed", "whose", "on"))
    owned = rf"(?:-?(?:{hung})|[’']s)?(?:(?:[\s:,=]{{1,3}}|[’']s )(?:{whose})\b)*"
    net = rf"(?:(?:{account}|{user})(?:{hung})? (?:(?:{on}) )?)?{_NETS}|{user}"
    return re.compile(
        rf"\b(?:(?P<net>{net})|{account}){owned}[\s:,=]{{1,3}}@?"
        rf"(?P<handle>(?=[\w.#]*[a-z])\w(?:[\w.]*\w)?"
        rf"(?:#\d{{4}}|(?: \w+)??(?: (?:{sign}) \w+)+(?: (?:{digit})\b)*|"
        rf"(?: (?:{digit})\b)+|(?: \w+)(?: (?:{digit})\b){{2,}})?)(?![\w@])"
        rf"|(?<![\w@.])(?P<before>(?=[\w.]*[a-z])(?=[\w.]*(?:[._]\w|\d))[\w.]{{3,29}}\w) (?:{on}) {_NETS}\b"
        rf"|(?<!\w)(?P<said>(?:{cues('internet_cues', 'at')}) \w+(?: (?:{sign}) \w+)+),? (?:{on}) {_NETS}\b",
        re.IGNORECASE,
    )


@per_languages
def _signed() -> re.Pattern[str]:
    """Its signs or digits tell it, some words behind: *akun Instagram anak saya raka.adhitya_07*."""
    named = rf"{_NETS}|{cues('internet_cues', 'account')}|{cues('internet_cues', 'user')}"
    return re.compile(
        rf"\b(?:{named})(?:-?(?:{cues('internet_cues', 'possessed')}))?\b[ :,]+(?:[a-z’'-]+[ :,]+){{1,6}}?"
        r"(?P<handle>(?=\w*[a-z])(?=[\w.]{5,30}(?![\w.]*\w@))[\w.]*(?:[._]\w|[a-z]\d)[\w.]*(?<!\.))(?![\w@])",
        re.IGNORECASE,
    )


@per_languages
def _page_said() -> re.Pattern[str]:
    """A page that is said: *www titik desa titik id*, *instagram dot com slash sari*."""
    dot, sign, _, _ = _signs()
    path = rf" (?:{cues('internet_cues', 'slash')}) \w+(?: (?:{sign}) \w+)*"
    return re.compile(
        rf"\b(?:www {dot} )?\w+(?: {dot} \w+)* {dot} (?:{_ENDINGS}\b(?:{path})?|\w{{2,4}}{path})", re.IGNORECASE
    )


@per_languages
def _words_of_handles() -> frozenset[str]:
    """Words of which one stands beside every handle that has no sign before it, with what may hang on them."""
    nets = [*re.findall(r"[a-z]+", _NETS.replace(" ?", "")), *re.findall(r"[a-z]+", _NETS)]
    named = [*nets, *current().words("internet_cues", "account"), *current().words("internet_cues", "user")]
    return with_endings(word.split()[-1] for word in named)


_WORDS = frozenset(["me", "go", "my", "us", "de", "in", "is", "so", "to", "app", "info", "online", "site", "web"])
"""Endings of addresses that are words, too: only `www.` or a path behind tells."""


def find_url(text: str) -> Found:
    """Addresses of pages, and handles."""
    spans: list[tuple[int, int]] = []
    if "." in text:
        pages = [found for found in _URL.finditer(text) if not _is_product(found[0])]
        spans += [(found.start(), found.start() + len(found[0].rstrip(".,;:!?"))) for found in pages]
    if "@" in text:
        spans += [found.span() for found in _HANDLE.finditer(text) if not _is_no_handle(text, found)]
    if _words_of_handles() & words_in(text):
        spans += [found.span(found.lastgroup or 0) for found in _handle_near().finditer(text) if _is_handle(found)]
        spans += [found.span("handle") for found in _signed().finditer(text) if _is_signed(found["handle"])]
    if words_in(text).intersection(current().words("internet_cues", "dot")):
        spans += [found.span() for found in _page_said().finditer(text) if _is_page(text, found)]
    yield from widest(spans)


_FILE = re.compile(r"(?i).*\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|jpe?g|png|mp[34]|zip|apk|exe)")


def _is_signed(handle: str) -> bool:
    """Whether a word with signs or digits is a handle: no file, and not made of usual words alone (*covid19*)."""
    parts = re.findall(r"[a-z]{2,}", fold(handle))
    return not _FILE.fullmatch(handle) and any(len(part) > 2 and word_share(part) < _USUAL for part in parts)


def _is_handle(found: re.Match[str]) -> bool:
    """Whether a word behind a net or *akun* is a handle: it has digits or signs, or is no word and no name."""
    said = found["handle"] or found["before"] or found["said"]
    if found["before"] and any(word_share(part) >= _USUAL for part in re.findall(r"[a-z]{2,}", fold(said))):
        return False  # *covid19 di facebook*
    if re.search(rf"[._#]\w|\d| (?:{_signs().sign}) ", said):
        return len(said) > 1
    key = fold(said.split()[0])
    if " " in said and found["net"]:  # *nuraini sembilan satu*
        return word_share(key) < _USUAL
    told = re.search(rf"(?i)(?:{cues('internet_cues', 'told')}|:|[’']s)\W+$", found[0][: -len(said)])
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


def _is_page(text: str, found: re.Match[str]) -> bool:
    """Whether said words are a page: they have *www*, a path, two dots, a name that is no word, or *website* before."""
    words = found[0].lower().split()
    many = len(re.findall(rf" {_signs().dot} ", found[0], re.IGNORECASE)) > 1
    path = re.search(rf"\b(?:{cues('internet_cues', 'slash')})\b", found[0], re.IGNORECASE)
    if many or words[0] == "www" or path or word_share(fold(words[0])) < _USUAL:
        return True
    return _pages().search(text, max(0, found.start() - _BEFORE), found.start()) is not None


_BEFORE = 40
"""Characters before a page in which a word may tell that it is one."""


@per_languages
def _pages() -> re.Pattern[str]:
    """A word for a page, in the same sentence before its address."""
    named = rf"(?:{cues('internet_cues', 'page')})(?:-?(?:{cues('internet_cues', 'possessed')}))?"
    return re.compile(rf"\b{named}\b[^.!?\n]{{0,25}}\Z", re.IGNORECASE)


_USUAL = 1e-5
"""Share of running words from which a word behind `@` is said of a place or of everybody: *@kantor*, *@semua*."""


def _is_told_where(said: str) -> bool:
    """Whether `@` is written for *at*: before a usual word or an amount (*@15k*)."""
    return re.fullmatch(r"\d+[a-z]{1,3}", said, re.IGNORECASE) is not None or word_share(fold(said)) >= _USUAL


def _is_no_handle(text: str, found: re.Match[str]) -> bool:
    """Whether `@` is written for *at*, or begins a word of a program: *the @property decorator*."""
    program = re.compile(rf"(?i) (?:{cues('internet_cues', 'no-handle')})s?\b").match(text, found.end())
    return program is not None or _is_told_where(found[0][1:])


def _is_product(found: str) -> bool:
    """Whether it is rather the name of a product, or two words without a blank: *ASP.NET*, *read.me*, *dll.com*."""
    before, _, ending = found.partition(".")
    words = fold(ending) in _WORDS and word_share(fold(before)) > 0
    if "/" not in found and all(len(part) < 2 for part in found.split(".")[:-1]):
        return True
    branded = any(map(str.isupper, found[1:]))
    return ending.isalpha() and (branded or words or fold(before) in current().words("abbreviations"))
