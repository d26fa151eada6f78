"""Random speech and codebooks whose words collide: few words, many ways to write and join them."""

from hypothesis import strategies as st

from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.rules.kinds.near import Near
from qualcode.rules.kinds.requires import Requires
from qualcode.rules.kinds.score import Score

TOPICS = [
    *("sinyal", "Sinyal", "SINYAL", "sinyalnya", "jaringan", "kurang", "guru", "guru-guru", "guru\u2011guru"),
    *("a", "b", "ab", "ada", "LAPOR", "melapor", "lapor", "caf\u00e9", "cafe\u0301", "CAFE\u0301", "\u0130"),
    *("stra\u00dfe", "\u03a3\u0391\u03a3", "x\u200dy", "xy", "a\u00adb", "a_b", "3.5", "dr.", "belum ada", "don't"),
    *("\u05e9\u05dc\u05d5\u05dd", "\u0e01\u0e33", "\U00010400b"),
]
"""What terms are made of."""
EXPRESSIONS = [r"sin\w*", r"\bada\b", r"a.b", r"^\w+", r"guru\W+kurang", r"[^ ]+nya$", r"(?i:LAPOR)", r"\s\w", r"(?=a)"]
"""Regular expressions over the same words."""
ANSWERS = ["ya", "iya tidak", "Sering", "no", "sudah", "not really", "ada"]
NEGATORS = ["tidak", "belum", "nggak", "not", "don\u2019t", "bukan", "no", "tidak satu pun", "mau tidak mau", "without"]
BETWEEN_NEGATORS = ["dan", "or", "bisa", "berarti", "that", "ada", "yang", "who", "does", "kami", "we"]
OTHERS = [
    *("kalau", "if", "tapi", "but", "karena", "in case", "ya"),
    *("sudah beres", "tidak lagi", "no longer", "bukan masalah lagi", "\U0001f600", "[tertawa]", "(tertawa)"),
    *(
        "kalau",
        "kalau",
        "misalnya aku",
        "bilang",
        "mah",
        "saya",
        "biasanya",
        "nanti",
        "di",
        "would",
        "had",
        "say",
        "just",
    ),
    *("lagi", "lagi", "udah tidak", "anymore", "used to", "is", "dulu", "dari", "sekarang", "masih", "no longer"),
    *("uh", "like", "yang", "any", "kurang", "jarang", "apa", "did", "kan?", ", right?", " ya?", "kamu", "ada ada"),
    *("(sinyal)", "[a, b]", "((ab))", "<noise>", "[a?]"),
    *(
        "kok",
        "kok",
        "masa",
        "masa kami",
        "apa yang",
        "apa",
        "siapa",
        "sih",
        "bu",
        "entah",
        "kecil",
        "bisa nggak",
        "bisa",
    ),
    *("bukannya kami", "tapi", "hanya", "harus", "kapan", "mana", "how", "you", "the", "emangnya"),
    *("di", "tidak ada", "disediakan", "available", "kenapa", "dan masih", "nyangka", "itu", "what", "nggak sih", "ya"),
    *(
        "waktu",
        "tiap waktu",
        "another",
        "yang",
        "is gone",
        "sudah selesai",
        "until we",
        "was",
        "but that",
        "sekarang juga",
    ),
    *(
        "any more",
        "kamu lagi",
        "lagi apa",
        "tuh kalau",
        "dulu kalau",
        "lagi",
        "memang",
        "than",
        "hanya",
        "?!",
        "saying",
    ),
    *("awalnya", "tapi sekarang", "sekarang sudah", "tapi sudah", "sampai sekarang", "terus ganti", "at first", "now"),
    *("berhenti", "stopped", "mau", "mantan", "until recently", "lama", "sudah lama tidak", "tidak akan", "been fixed"),
    *("That passed.", "Tapi sudah beres.", "it", "They", "suka", "mulai", "so much", "until the"),
    *(
        "pengen",
        "aku ingin",
        "ingin kamu",
        "semoga",
        "masih",
        "kecuali",
        "asal",
        "suppose",
        "to",
        "i",
        "sedang",
        "masa gak",
        "tahu",
        "the hope",
        "akan",
        "jika",
        "lagi",
        "sedikit lagi",
        "berarti",
    ),
    *(
        "dulunya",
        "waktu masih",
        "berkat",
        "sudah saya lunasi",
        "sudah dibatalkan",
        "It has been cancelled",
        "back then",
    ),
    *("got", "fixed", "stopped", "in March", "sampai akhirnya", "pernah", "when I joined", "It's on now", "itu", "to"),
    *("without", "with no", "no it", "tanpa", "kami", "dan saya", "sudah", "selain", "kalau bukan karena", "mind"),
    *(
        "hilang",
        "mati sendiri",
        "suka",
        "dibandingkan dulu",
        "tidak kayak",
        "dua tahun lalu",
        "minggu lalu",
        "last week",
    ),
    *("lagi tidak", "Dulu,", "padahal dulu", "sudah diperbaiki", "hari ini", "was", "only"),
    *("asal", "bicara asal", "atau kalau", "or if", "kalau ada", "kalau mau", "kalau telat ya", "langsung", "jangan"),
    *("kalau kemarin tidak", "sering", "they'd been", "I'd", "dia maunya", "how we would", "is", "kalau itu yang"),
    *("tahun 1998", "in 2031", "di 2019", "in 20", "dulu waktu", "mantan", "went with", "went"),
    *("so, did you", "is it", "how would", "know", "tidak ya", "dan", "they would", "because", "bukan karena"),
]
"""What stands between them: other cues, marks, signs."""
JOINTS = [
    *[" "] * 16,
    *("  ", ", ", ". ", "? ", "! ", "\n", "\n\n", " \u2013 ", "\u2014", "\u2026 ", "\u2028", "; ", ": ", " (", ") "),
    *('?" ', "?\u201d ", "?) ", "? [", "? \u261d ", "] ", '"', "-", "'", "_", "*", "?", ".", "\u200b", "\u202e"),
    *(" \u2018", "\u2019 ", "\t", "\u0301 "),
]
"""What stands between words; a space mostly, so that cues reach."""
PATTERNS = [
    "sinyal*",
    "*nya",
    "*in*",
    "a*",
    "*a*",
    "*a",
    "g*-g*",
    "s*l",
    "caf\u00e9*",
    "CAFE\u0301*",
    "*'t",
    "si*l*",
    "**b",
]
HOW = ["sentence", "turn", "line", "paragraph"]
EXACT = ["exact"]
LEVELS = ["exact", "light", "root"]


@st.composite
def turns(draw, topics, most=3):
    """Some turns made of these topics and of a few other words."""
    others = [
        draw(st.sampled_from(NEGATORS)),
        *draw(st.lists(st.sampled_from([*NEGATORS, *BETWEEN_NEGATORS]), max_size=2)),
        draw(st.sampled_from(ANSWERS)),
        *draw(st.lists(st.sampled_from(OTHERS), max_size=5)),
    ]
    pairs = st.tuples(st.sampled_from([*topics, *others, *others]), st.sampled_from(JOINTS))
    said = st.lists(pairs, min_size=5, max_size=14).map(lambda found: "".join(map("".join, found)))
    return draw(st.lists(said | said | said | st.just(""), min_size=1, max_size=most))


def vocabularies():
    """A few words that everything is made of, so that terms meet."""
    return st.lists(st.sampled_from(TOPICS), min_size=2, max_size=4, unique=True)


@st.composite
def terms(draw, topics, levels):
    """A word, a phrase or a pattern; capitals matter now and then."""
    word = st.sampled_from(topics)
    phrase = st.lists(word, min_size=2, max_size=3).map(" ".join)
    mixed = st.tuples(word, st.sampled_from(PATTERNS)).map(" ".join)
    text = draw(word | word | word | word | word | phrase | st.sampled_from(PATTERNS) | mixed)
    # The capitals of what `*` stands for are not written anywhere.
    case = "*" not in text and draw(st.sampled_from([False, False, True]))
    if draw(st.integers(0, 9)) == 0:
        return Term(draw(st.sampled_from(EXPRESSIONS)), "exact", case=draw(st.booleans()), kind="regex")
    return Term(text, level=draw(st.sampled_from(levels)), language=draw(st.sampled_from(["", "id", "en"])), case=case)


@st.composite
def rules(draw, name, words, levels):
    """A rule of any kind with all its settings."""
    listed = st.lists(terms(words, levels), min_size=1, max_size=3).map(tuple)
    kind = draw(st.sampled_from(["any", "near", "any", "all", "score", "requires"]))
    lists = draw(st.lists(listed, min_size=2, max_size=3)) if kind not in ("any", "requires") else [draw(listed)]
    own, within = None, draw(st.sampled_from(["segment", "turn", 1, 2, 3, 5, 8]))
    if kind == "near":
        own = Near(within, ordered=draw(st.booleans()))
    elif kind == "score":
        weights = tuple(draw(st.sampled_from([1, 2, 3, -1])) for _ in lists)
        own = Score(weights, draw(st.integers(1, 4)), draw(st.sampled_from([0, 0, 1, 2])), within)
    elif kind == "requires":
        own = Requires(within)
    return Rule(
        name,
        kind,
        tuple(lists),
        own,
        unless=draw(st.just(()) | st.just(()) | st.just(()) | listed),
        negation=draw(st.sampled_from(["flag", "flag", "count", "drop"])),
        context=draw(st.sampled_from(["turn"] * 4 + ["question"])),
        hypothetical=draw(st.sampled_from(["flag", "flag", "count", "drop"])),
        question=draw(st.sampled_from(["flag", "flag", "count", "drop"])),
        languages=draw(st.sampled_from([(), (), (), (), ("id",), ("en", "und"), ("mixed",)])),
        roles=draw(st.sampled_from([("participant",)] * 3 + [("other", "participant"), ("interviewer",)])),
    )


@st.composite
def codebooks(draw, words, levels):
    """Codes with none to three rules each."""
    codes = []
    for code in range(draw(st.integers(1, 2))):
        count = draw(st.sampled_from([1, 2, 3, 0]))
        own = tuple(draw(rules(f"{code}-{number}", words, levels)) for number in range(count))
        codes.append(Code(f"code{code}", rules=own, retired=draw(st.sampled_from([False] * 9 + [True]))))
    return Codebook("random", tuple(codes))


@st.composite
def studies(draw, levels=LEVELS):
    """A codebook, turns, how they are cut, which are coded, who asked, who else speaks, and which turns go on."""
    words = draw(vocabularies())
    texts = draw(turns(words))
    coded = draw(
        st.just([]) | st.just([]) | st.just([]) | st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))
    )
    asked = [draw(st.integers(-1, number - 1)) for number in range(len(texts))]
    spoken = st.lists(st.sampled_from(["interviewer", "other"]), min_size=len(texts), max_size=len(texts))
    roles = draw(st.just([]) | spoken)
    resumed = draw(st.just([]) | st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    everyone = coded or [True] * len(texts)
    roles = ["participant" if own else role for own, role in zip(everyone, roles, strict=False)]
    return draw(codebooks(words, levels)), texts, draw(st.sampled_from(HOW)), coded, asked, roles, resumed
