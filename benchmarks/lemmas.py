"""How well words are joined: forms of one lemma together, and only they. Writes docs/measured/words.md.

    python -m benchmarks.lemmas [FOLDER]

FOLDER holds the treebanks and word pairs (`ud-indonesian-dev`, `ud-english-dev`, `indocollex`), none of which is part
of this project; what is missing is left out, and the page says so. Peers are measured in the same run where they are
installed: PySastrawi and simplemma always are, PyStemmer and nltk may be.
"""

import csv
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks import made, segments
from benchmarks.segments import share, short
from benchmarks.treebank import Word, halves, types
from qualcode.languages.id import indonesian
from qualcode.text import languages

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
PAGE = ROOT / "docs" / "measured" / "words.md"
_NAMED = re.compile("penting|kerja|kinerja|undang|guna|perintah|bijak|bank|perban|percaya")
"""Families whose members the design keeps apart on purpose."""
Lemmatiser = Callable[[str], str]


def main(folder: str = "") -> None:
    """Measure everything and write the page."""
    data = Path(folder) if folder else DATA
    parts = [_HEAD, *_indonesian(data), *_made(), *_english(data), *_colloquial(data), *segments.table(), _TAIL]
    PAGE.write_text("\n".join(parts) + "\n", "utf-8")
    print("\n".join(parts))


def _indonesian(data: Path) -> Iterator[str]:
    path = data / "ud-indonesian-dev" / "id_gsd-ud-dev.conllu"
    yield "\n## Indonesian\n"
    if not path.is_file():
        yield _missing(path)
        return
    for joined in (False, True):
        what = "words as written (*sinyalnya* is one word)" if joined else "syntactic words (*sinyal* + *nya*)"
        for half, words in halves(path, joined=joined).items():
            yield f"\n{what.capitalize()}, {half} half\n\n{_PAIRS}"
            yield from _indonesian_rows(types(words))


def _indonesian_rows(words: list[Word]) -> Iterator[str]:
    root = {word.form: word.lemma for word in words}
    light = {word.form: word.light for word in words}
    unnamed = {form: lemma for form, lemma in root.items() if not _NAMED.search(lemma)}
    together = {form: lemma for form, lemma in root.items() if not _is_parted(form)}
    spelt = {form: lemma for form, lemma in root.items() if not _is_respelt(form, lemma)}
    plain = {form: lemma for form, lemma in unnamed.items() if form in spelt}
    for name, lemmatise in _peers("indonesian").items():
        yield _pair_row(name, "treebank's root", root, lemmatise)
        yield _pair_row(name, "the same, named families out", unnamed, lemmatise)
        yield _pair_row(name, "the same, named families and respelt words out", plain, lemmatise)
    yield _pair_row("**root**", "treebank's root", root, _root)
    yield _pair_row("**root**", "the same, named families out", unnamed, _root)
    yield _pair_row("**root**", "the same, named families and respelt words out", plain, _root)
    yield _pair_row("**root**", "the same, all families out that are kept apart", together, _root)
    yield _pair_row("**light**", "treebank's root (recall low on purpose)", root, _light)
    yield _pair_row("**light**", "the same, respelt words out", spelt, _light)
    yield _pair_row("**light**", "morphemes without voice and applicative", light, _light)
    kept = {form: light[form] for form in spelt}
    yield _pair_row("**light**", "the same, respelt words out", kept, _light)


def _made() -> Iterator[str]:
    yield "\n## Words made by rule\n"
    yield "Each frequent root with each affix; words in any list are left out, so that only rules can find the root.\n"
    yield "| affix | words | led back to their root |\n| --- | ---: | ---: |"
    for name, number, found in made.found(made.roots()):
        yield f"| {name} | {number:,} | {short(found)} |"


def _is_parted(form: str) -> bool:
    apart = indonesian().words.family_splits
    return form in apart or _light(form).removeprefix("id:") in apart


def _is_respelt(form: str, lemma: str) -> bool:
    """Tell whether level light spells a form otherwise, or parts it from a preposition that is written onto it."""
    bare = re.sub("(?:nya|ku|mu|lah|kah)$", "", form)
    glued = form == lemma and form.startswith("di") and form[2:] in indonesian().words.known
    return glued or not indonesian().words.colloquial.keys().isdisjoint((form, bare)) or _is_slip(form)


def _is_slip(form: str) -> bool:
    """Tell whether a form is in no list and read as another spelling of a word that is: *dimilki*."""
    return (
        form not in indonesian().words.known
        and bool(meant := indonesian().words.standard(form))
        and _light(form) == _light(meant)
    )


def _light(form: str) -> str:
    return languages.light_keys([form])[0][0]


def _root(form: str) -> str:
    return languages.root_keys([form])[0][0]


def _english(data: Path) -> Iterator[str]:
    path = data / "ud-english-dev" / "en_ewt-ud-dev.conllu"
    yield "\n## English\n"
    if not path.is_file():
        yield _missing(path)
        return
    methods = {**_peers("english"), "**light**": _english_key(languages.light_keys)}
    for half, words in halves(path).items():
        forms = types(words)
        yield f"\n{half.capitalize()} half: {len(forms):,} types of {len(words):,} words\n"
        yield "| method | type accuracy | running words | pair precision | recall | F1 |\n| --- |" + " ---: |" * 5
        plain = [word for word in forms if not _is_participle(word)]
        for name, lemmatise in methods.items():
            yield _accuracy_row(name, forms, words, lemmatise)
            yield _accuracy_row(f"{name}, participles as adjectives and nouns out", plain, words, lemmatise)
        yield _accuracy_row("**root**", forms, words, _english_key(languages.root_keys))


def _english_key(keys: Callable[[Sequence[str]], list[tuple[str, ...]]]) -> Lemmatiser:
    return lambda form: keys([form])[0][1].removeprefix("en:")


def _is_participle(word: Word) -> bool:
    """Tell whether a treebank takes a form in -ed or -ing for a word of its own: *interested*, *training*."""
    return word.tag in ("ADJ", "NOUN") and word.form == word.lemma and word.form.endswith(("ed", "ing"))


def _accuracy_row(name: str, forms: list[Word], words: list[Word], lemmatise: Lemmatiser) -> str:
    known = {word.form for word in forms}
    running = [word for word in words if word.form in known]
    lemma = {form: lemmatise(form) for form in known}
    accuracy = share([lemma[word.form] == word.lemma for word in forms])
    of_running = share([lemma[word.form] == word.lemma for word in running])
    found = _pair_figures({word.form: word.lemma for word in forms}, lemma)
    return f"| {name} | {short(accuracy)} | {short(of_running)} | {' | '.join(map(short, found[:3]))} |"


def _colloquial(data: Path) -> Iterator[str]:
    path = data / "indocollex" / "full.csv"
    yield "\n## Colloquial Indonesian\n"
    if not path.is_file():
        yield _missing(path)
        return
    yield "| kind of change | read two thirds | share found | held out third | share found |\n| --- |" + " ---: |" * 4
    found: dict[str, tuple[list[bool], list[bool]]] = defaultdict(lambda: ([], []))
    for row in csv.DictReader(path.open(encoding="utf-8")):
        said, formal = row["transformed"].lower(), row["original-for"].lower()
        held = zlib.crc32(row["transformed"].encode()) % 3 == 0
        kinds = ["all pairs", row["transformation"]]
        if " " not in said + formal and row["transformation"] not in ("acronym", "rev") and not _is_noise(formal):
            kinds.append("one word each; no acronyms, words spelt backwards, laughter")
        for kind in kinds:
            found[kind][held].append(_light(said) == _light(formal))
    for kind, (read, kept) in sorted(found.items(), key=lambda item: -len(item[1][0])):
        yield f"| {kind} | {len(read):,} | {short(share(read))} | {len(kept)} | {short(share(kept))} |"


def _is_noise(word: str) -> bool:
    return re.fullmatch(r"(?:h[aeiou]){2,}|[wk]{3,}.*", word) is not None


def _peers(language: str) -> dict[str, Lemmatiser]:
    """Other programs that lemmatise or stem, as far as they are installed."""
    import simplemma

    code = {"indonesian": "id", "english": "en"}[language]
    found: dict[str, Lemmatiser] = {"simplemma": lambda form: simplemma.lemmatize(form, code).lower()}
    if language == "indonesian":
        from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

        found["PySastrawi"] = StemmerFactory().create_stemmer().stem
    try:
        import Stemmer

        found["PyStemmer (Snowball)"] = Stemmer.Stemmer(language).stemWord
    except ImportError:
        print("Left out: PyStemmer, because it is not installed.", file=sys.stderr)
    return found


def _pair_row(name: str, gold: str, lemmas: Mapping[str, str], lemmatise: Lemmatiser) -> str:
    figures = _pair_figures(lemmas, {form: lemmatise(form) for form in lemmas})
    shown = " | ".join(map(short, figures[:3]))
    return f"| {name} | {gold} | {len(lemmas):,} | {figures[3]} | {shown} |"


def _pair_figures(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float, int]:
    """Precision, recall and F1 of pairs of forms that are put together, and the number of pairs to find."""
    wanted, given = _pairs(gold), _pairs(found)
    precision = len(wanted & given) / max(1, len(given))
    recall = len(wanted & given) / max(1, len(wanted))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), len(wanted)


def _pairs(lemmas: Mapping[str, str]) -> set[tuple[str, str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for form in sorted(lemmas):
        groups[lemmas[form]].append(form)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def _missing(path: Path) -> str:
    return f"Left out, because {path.parent.name} is not beside the project."


_PAIRS = "| method | gold | types | pairs | precision | recall | F1 |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |"

_HEAD = """# Words, measured

Written by `python -m benchmarks.lemmas`. A *pair* is two forms of one lemma: precision says how many of the pairs
that a level puts together belong together, recall how many of those that belong together it finds. Treebanks
(UD_Indonesian-GSD and UD_English-EWT, development parts) were cut by sentence: errors of one half were read while rules
and lists were written, errors of the other never; only its totals are seen. Both halves are news or web text, and
share their frequent words. Forms are lower case, each form once with its most frequent reading; names, numbers and
signs are out. PySastrawi and simplemma are what these levels are built upon, run here alone.

Gold differs from what a researcher wants in places, and is left as it is: the Indonesian treebank takes *terbuka*,
*tersedia*, *kemungkinan* and *pengetahuan* for roots of their own, and *dibawah* for another word than *bawah*; it
gives *mengumumkan* (announce) the lemma *umum* (general). Families that the root level keeps apart on purpose are shown
both ways: the *named* ones are those that the design names (*kinerja*, *pengguna*, *kebijakan*), *all* are those in
`family_splits`. *Respelt* words are those that level light joins on purpose with their standard spelling (*tak* and
*tidak*, *jaman* and *zaman*, slips such as *dimilki* for *dimiliki*), and those with a preposition written onto them
that the treebank leaves whole (*didunia*). Joining them is right for who searches and wrong for the treebank, so both
figures stand.

Rules and lists were completed by reading the families of the 31 thousand most frequent Indonesian words, the words of
which the peers think otherwise, and a set of hotel reviews; never by the errors of the halves and thirds that are held
out, whose totals were looked at between the steps (three times in one round, twice in the latest). An earlier round
also read simplemma's own list of Indonesian forms. It repeats slips of this treebank (*jaman* under *jam*), so some
words of the held-out half may have been among them, though never the half itself. The latest round read the frequent
families again, and parted verbs from the function words that they are made of (*membiarkan* from *biar*, *membagi* from
*bagi*): the treebank joins them, so recall is lower, and whoever searches for one no longer gets the other. It also
read the states in ter-; that *tersedia* is one of them was seen in the half looked at. Frozen adverbs (*biasanya*,
*akhirnya*) stay words of their own at both levels, as they do in dictionaries."""

_TAIL = """
## What the levels join

Light takes off voice (meN-, di-, ter-, ku-, kau-, the spoken nasal of *nulis*, spoken ke- for ter-), the applicatives
-kan, -i and spoken -in, clitics, particles and doubling, and it spells spoken words in the standard way. *dikerjakan*,
*kerjakan* and *kerja* are one. Three lists say where that would mislead: verbs whose bare base is another, frequent
word keep their applicative (*sampaikan* is not *sampai*, *tetapkan* not *tetap*, *biarkan* not *biar*: `roots`, under
`verbs`); words that only look affixed, or whose everyday meaning has parted, stay whole (*harusnya*, *terbiasa*,
*palingan*: `stem_exceptions`), among them states in ter- that have a noun of their own beside a plain base (*tersedia*:
*ketersediaan*; *terbatas*: *keterbatasan*); and `bases` names single forms. ke-an, pe-an, per-an, ber-, se- and -an
are left on. Root takes those off too and joins the family, se- apart (*sebesar*, *secara* say a relation);
`family_splits` lists the families that have parted, and the roots that no rule finds. Agents in -wan (*wisatawan*,
*karyawan*, *ilmuwan*) stay words of their own at both levels, as do loans in -isasi, -isme and -is.

A segment is mixed when one word in ten is of the other language (of two words and more, one in twelve). Words at home
in both languages tell nothing (`neutral`, and loans such as *tsunami*); English words that Indonesian speech still
hears as English are listed in `switched`.

## What fails

- A form with two readings has one base: *lives* is always *live*, *mengurus* is always *urus*, never *kurus*.
- Pairs that light puts together and the treebank does not: on the looked-at half two are left, and each has a form to
  which the treebank gives another lemma by mistake (*wafatnya*, *menanyakan*); what they are on the other half, nobody
  has seen.
- Homonyms share their base: *mengarang* (invent) and *karang* (coral), *pesan* (message) and *memesan* (order).
- English participles that became adjectives (*interested*, *limited*) stay with their verb.
- Words that are in no list and carry two derivations keep some of their affixes at root, or lose too much.
- Spoken words that are not a spelling of a standard one (*ngampus*, *kulineran*), blends (*ojol*, *nasgor*), words run
  together (*gatau*, *orangorang*) and words spelt backwards are not traced; a codebook names those that matter.
- Short forms of one or two letters have many readings (*sm*: *sama*, *bg*: *bang*, *bagi*); only frequent ones are
  listed.
- An English name that is an Indonesian word (*Dan*) makes a short segment mixed, as does French in an English list."""

if __name__ == "__main__":
    main(*sys.argv[1:])
