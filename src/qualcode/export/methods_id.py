"""Methods in Indonesian: the same sentences, in the words of Indonesian theses."""

from qualcode.export.facts import AgreementFacts, CodebookFacts, Coding, InterviewFacts, StudyFacts
from qualcode.languages import language_name
from qualcode.rules.kinds import RULE_KINDS

LANGUAGE = {
    "id": "bahasa Indonesia",
    "en": "bahasa Inggris",
    "mixed": "campuran keduanya",
    "und": "tidak dapat ditentukan",
}
ROLE = {"interviewer": "pewawancara", "other": "peran lain", "unknown": "penutur yang perannya tidak diketahui"}
ASSERTION = {
    "negated": "disangkal",
    "resolved": "disebut sudah teratasi",
    "hypothetical": "berupa pengandaian",
    "question": "berupa pertanyaan",
}
UNIT = {"sentence": "segmen setara kalimat", "turn": "giliran bicara utuh", "paragraph": "paragraf", "line": "baris"}
SHAPE = {
    "any": "mensyaratkan salah satu dari beberapa istilah",
    "all": "mensyaratkan satu istilah dari tiap daftar dalam segmen yang sama",
    "near": "mensyaratkan satu istilah dari tiap daftar dalam jarak dekat",
    "points": "mensyaratkan istilah-istilah yang bersama-sama mencapai jumlah poin minimum menurut buku kode",
}
LEVEL = {
    "exact": "hanya dalam bentuk yang tertulis",
    "light": "beserta bentuk infleksinya",
    "root": "beserta semua kata dari akar yang sama",
}
DENIED = {"count": "menghitung bagian yang disangkal sebagai ditegaskan", "drop": "membuang bagian yang disangkal"}
KIND = {"barrier": "hambatan", "enabler": "pendorong", "actor": "aktor", "theme": "tema"}


def page(facts: StudyFacts) -> str:
    """The whole page."""
    parts = {
        "# Metode": "",
        "## Data": material(facts.material),
        "## Buku kode": _book(facts.book, rules=facts.coding.kind == "rules"),
        "## Pengodean": _coding(facts.coding),
        "## Penghitungan": _counting(facts.coding),
        "## Validasi": _validation(facts),
        "## Data yang tidak dihitung": _exclusions(facts.material, facts.coding),
        "## Perangkat lunak": _software(facts),
    }
    return "\n\n".join(part for heading, text in parts.items() for part in (heading, text) if part) + "\n"


def material(of: InterviewFacts) -> str:
    """What the interviews are, and who is counted in them."""
    title = f", “{of.title}”," if of.title else ""
    total = sum(of.languages.values())
    shares = [
        f"{LANGUAGE.get(name) or language_name(name, 'id')} {_decimal(100 * n / total, 1)} %"
        for name, n in of.languages.items()
        if n
    ]
    said = [
        f"Korpus `{of.corpus}`{title} terdiri atas {_number(of.transcripts)} transkrip dari {_number(of.sessions)} "
        f"sesi dengan N = {_number(of.respondents)} informan, yaitu peserta yang dapat dibedakan satu sama lain dan "
        "mengucapkan sedikitnya satu kata.",
        "Wawancara dalam korpus ini adalah rekaan (sintetis), sehingga tidak ada simpulan tentang orang sungguhan yang "
        "dapat ditarik darinya."
        if of.synthetic
        else "",
        f"Para peserta berbicara dalam {_number(of.turns)} giliran bicara yang memuat {_number(of.words)} kata, tidak "
        f"termasuk tanda dari pentranskrip; teksnya dibagi menjadi {_number(of.segments)} unit pengodean "
        f"({UNIT[of.unit]}).",
        f"Bahasa tiap segmen ditentukan secara otomatis: {_and(shares)}." if shares else "",
    ]
    return _joined(said)


def _book(of: CodebookFacts, *, rules: bool) -> str:
    title = of.title.get("id") or next(iter(of.title.values()), "")
    kinds = [f"{n} berjenis {KIND.get(kind, kind)}" if kind else f"{n} tanpa jenis" for kind, n in of.kinds.items()]
    said = [
        f"Buku kode `{of.codebook}`{f' ({title})' if title else ''}{_version(of)} memuat {_number(of.codes)} kode yang "
        f"dipakai{f' ({_and(kinds)})' if kinds else ''}"
        f"{f' dan {_number(of.retired)} kode yang tidak dipakai lagi' if of.retired else ''}.",
        f"Berkasnya, `{of.file}`, memiliki hash SHA-256 `{of.sha256}`."
        if not of.included
        else f"Berkasnya, `{of.file}`, bersama {_number(of.included)} berkas yang disertakannya memiliki hash SHA-256 "
        f"`{of.sha256}`.",
        _rules(of) if rules else "",
    ]
    return _joined(said)


def _version(of: CodebookFacts) -> str:
    return f" versi {of.version}" if of.version else ""


def _rules(of: CodebookFacts) -> str:
    shapes = [f"{_number(n)} aturan {SHAPE.get(name) or RULE_KINDS[name].sentence}" for name, n in of.shapes.items()]
    levels = [f"{_number(n)} istilah {LEVEL[name]}" for name, n in of.levels.items()]
    denied = [f"{_number(n)} aturan {DENIED[name]}" for name, n in of.denied.items()]
    said = [
        f"Kode ditemukan dengan {_number(of.rules)} aturan: {_and(shapes)}." if shapes else "Tidak ada kode beraturan.",
        f"Istilah yang berbeda-beda dicocokkan dengan kata utuh: {_and(levels)}." if levels else "",
        f"Sebanyak {_number(of.patterns)} istilah berupa ekspresi reguler atau pola token." if of.patterns else "",
        f"Sebanyak {_number(of.unless)} aturan memiliki pengecualian, yaitu istilah yang membatalkan kecocokan bila "
        "muncul dalam segmen yang sama."
        if of.unless
        else "",
        f"Pada {_number(of.supported)} kode, kecocokan aturan hanya dihitung bila kata-kata di sekitarnya "
        "mencapai jumlah poin yang ditetapkan buku kode."
        if of.supported
        else "",
        f"Sebanyak {_number(of.questions)} aturan mengodekan jawaban ya atau tidak berdasarkan pertanyaan sebelumnya."
        if of.questions
        else "",
        f"Di antara aturan itu, {_and(denied)}." if denied else "",
    ]
    return _joined(said)


def _coding(of: Coding) -> str:
    method = f"Catatan studi tentang pengode ini menyebutkan: “{of.method}”" if of.method else ""
    if of.kind == "rules":
        return _joined([
            "Pengodean dilakukan oleh aturan dalam buku kode tanpa pembacaan bagian teks oleh manusia, dan buku kode "
            "diterapkan dengan cara yang sama pada setiap transkrip.",
            "Aturan hanya menyarankan bagian teks; apakah suatu bagian benar-benar bermakna seperti kodenya perlu "
            "dinilai oleh pembaca.",
            "Penegasan suatu kecocokan ditentukan dengan aturan: kecocokan yang didahului kata penyangkal dalam klausa "
            "yang sama ditandai sebagai disangkal, kecuali bila kata penyangkal itu bagian dari istilahnya atau "
            "ditiadakan oleh penyangkal kedua; hal yang disebut sudah teratasi, pengandaian, dan pertanyaan juga "
            "ditandai.",
        ])  # fmt: skip
    if of.kind == "model":
        return _joined(
            [f"Pengodean dilakukan oleh sebuah model (`{of.coder}`), bukan oleh manusia.", method or _NOT_SAID]
        )
    return _joined([f"Pengodean dilakukan oleh seorang pengode (`{of.coder}`).", method or _NOT_SAID])


_NOT_SAID = "Studi ini tidak mencatat bagaimana pengode tersebut bekerja."


def _counting(of: Coding) -> str:
    others = [f"{_number(n)} {ASSERTION[name]}" for name, n in of.assertions.items() if name != "affirmed" and n]
    affirmed = of.assertions.get("affirmed", 0)
    passages = (
        "kecocokan satu kode yang tumpang tindih atau bersebelahan dalam satu segmen menjadi satu pengodean"
        if of.kind == "rules"
        else "satu bagian yang dikodekan adalah satu pengodean, berapa pun segmen yang dicakupnya"
    )
    said = [
        f"Satu penyebutan adalah satu pengodean yang ditegaskan dalam ucapan peserta; {passages}.",
        "Kode yang memiliki subkode menghitung satu bagian hanya sekali, juga bila beberapa subkodenya berlaku.",
        f"Seluruhnya terdapat {_number(affirmed)} pengodean yang ditegaskan; pengodean subkode tidak dihitung lagi "
        "pada kode di atasnya.",
        f"Pengodean lainnya didaftar, tetapi tidak dihitung sebagai penyebutan: {_and(others)}." if others else "",
        f"Sebanyak {_number(of.prompted)} pengodean yang ditegaskan bersifat terpancing: topiknya sudah disebut dalam "
        "pertanyaan pewawancara."
        if of.kind == "rules"
        else "",
        "Setiap informan dihitung sekali untuk tiap kode, seberapa sering pun ia menyebutnya; persentase informan "
        "dihitung terhadap N.",
        "Frekuensi tidak sama dengan tingkat kepentingan.",
    ]
    return _joined(said)


def _validation(facts: StudyFacts) -> str:
    if facts.coding.kind != "rules":
        return (
            "Kesepakatan antarpengode tidak dilaporkan di sini; `qualcode evaluate` mengukurnya bila ada dua pengode."
        )
    if not facts.checks and facts.kept_aside:
        return "Ada pengodean dalam transkrip yang disisihkan untuk pengujian; pengodean itu tidak dilihat di sini."
    if not facts.checks:
        why = "studi ini tidak memiliki pengodean lain sebagai pembanding"
        if facts.unread:
            who = _and([f"`{coder}`" for coder in facts.unread])
            why = f"studi ini tidak menyatakan transkrip mana yang dibaca seluruhnya oleh pengode {who}"
        return (
            f"Aturan belum divalidasi: {why}. Tidak diketahui "
            "berapa banyak bagian relevan yang terlewat dan berapa banyak yang keliru ditemukan."
        )
    return "\n\n".join(map(_check, facts.checks))


def _check(of: AgreementFacts) -> str:
    who = "manusia" if of.kind == "person" else "model, bukan manusia"
    unit = {"turn": "giliran bicara", "segment": "segmen"}[of.unit]
    weighted = f" yang ditarik sebagai sampel `{of.sample}` dan dibobot menurut peluang tiap unit" if of.sample else ""
    said = [
        f"Aturan dibandingkan dengan pengode `{of.coder}` ({who}) per {unit}: {_number(of.units)} {unit} dari "
        f"{_number(of.transcripts)} transkrip{weighted}, {_number(of.codes)} kode.",
        f"Presisi (precision) {_score(of.precision)} ({_number(of.both)} dari {_number(of.found)} penetapan kode oleh "
        f"aturan), perolehan (recall) {_score(of.recall)} ({_number(of.both)} dari {_number(of.there)} penetapan kode "
        f"oleh pengode), F1 {_score(of.f1)} (atas semua pasangan unit dan kode).",
        "Transkrip ini terbuka ketika aturan disusun, sehingga angka tersebut cenderung terlalu baik; transkrip yang "
        "disisihkan untuk pengujian tidak termasuk di dalamnya."
        if of.tuned
        else "Studi ini tidak mencatat apakah transkrip tersebut disisihkan ketika aturan disusun; bila tidak, angka "
        "tersebut cenderung terlalu baik.",
        f"Catatan studi tentang pengode tersebut menyebutkan: “{of.method}”" if of.method else "",
    ]
    return _joined(said)


def _exclusions(of: InterviewFacts, coding: Coding) -> str:
    others = [f"{_number(n)} giliran bicara {ROLE[role]}" for role, n in of.others.items() if n]
    said = [
        f"Yang tidak dihitung adalah {_and(others)}."
        if others
        else "Semua giliran bicara berasal dari peserta; tidak ada yang dikeluarkan.",
        f"Sebanyak {_number(of.voices)} giliran bicara peserta yang tidak dapat dibedakan dihitung dalam jumlah kata "
        "dan penyebutan, tetapi tidak dalam N."
        if of.voices
        else "",
        f"Sebanyak {_number(coding.left_out)} pengodean dalam giliran bicara dengan peran lain atau tidak diketahui "
        "tidak diikutkan."
        if coding.left_out
        else "",
    ]
    return _joined(said)


def _software(facts: StudyFacts) -> str:
    own = facts.versions["qualcode"]
    others = [f"{name} {version}" for name, version in facts.versions.items() if name != "qualcode"]
    said = [
        f"Analisis dilakukan dengan qualcode {own} ({', '.join(others)}).",
        "Berkas `qualcode.lock` memuat hash transkrip dan buku kode." if facts.locked else "",
    ]
    return _joined(said) + f"\n\nThe qualcode authors. *qualcode* (versi {own}) [Perangkat lunak komputer]."


def _score(value: float | None) -> str:
    return "tidak terdefinisi" if value is None else _decimal(value, 2)


def _number(number: int) -> str:
    """A number as Indonesian writes it: 12.345."""
    return f"{number:,}".replace(",", ".")


def _decimal(number: float, places: int) -> str:
    return f"{number:.{places}f}".replace(".", ",")


def _and(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)}{',' if len(first) > 1 else ''} dan {last}" if first else last


def _joined(sentences: list[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
