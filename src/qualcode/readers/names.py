"""What speaker labels look like: roles, names, initials."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.languages import current, per_languages
from qualcode.model.finding import Finding
from qualcode.text.roles import TITLES, named_role
from qualcode.text.tokens import fold


def divide_entries(entries: str) -> tuple[str, ...]:
    """Divide a list of entries at bars and line ends."""
    return tuple(entry.strip() for line in entries.split("\n") for entry in line.split("|") if entry.strip())


def word_set(entries: str) -> frozenset[str]:
    """Divide a list of single words at white space."""
    return frozenset(entries.split())


RECOGNISER = word_set("speaker spk spkr pembicara penutur voice suara")
"""What speech recognition calls a voice."""
GROUP = word_set("semua semuanya bersama-sama hadirin audiens penonton all everyone everybody together audience group")
"""What a transcript calls several people who speak at once."""
OFFICES = word_set("byline anchor correspondent reporter")
"""What radio writes behind a name, beside the words that name a role."""
ASKED_BY = divide_entries("""
    interviewed by|interview by|interviews by|interview conducted by|conducted by|hosted by|your host|your hosts
    moderated by|diwawancarai oleh|diwawancara oleh|wawancara oleh|dipandu oleh|dimoderatori oleh|dibawakan oleh
    """)
"""What stands before the name of who asks, above a talk."""
SIGNED = divide_entries("""
    penyalin|pentranskrip|transkriptor|ditranskrip|disalin oleh|transkripsi oleh|tanda tangan|mengetahui
    transcriber|transcribed by|transcription by|typed by|signature|signed
    selesai|wawancara selesai|wawancara berakhir|akhir wawancara|end of interview|interview ends|interview ended
    """)
"""What begins the lines below a talk: who answers for the transcript, and when it ended."""
REMARKS = divide_entries("""
    catatan|note|notes|observasi|observation|observations|comment|comments|oc|tn|fieldnote|fieldnotes|memo|refleksi
    reflection|keterangan|komentar|setting|suasana|situasi|nonverbal|non-verbal|gestur|gesture|ekspresi|sound|sfx|music
    musik|code|codes|kode|theme|themes|tema
    """)
"""What begins a remark of those who wrote a transcript, before a colon or alone on its line."""
TALKS = divide_entries("wawancara|interview|transkrip|transkripsi|transcript|fgd|focus group|focus group discussion")
"""What begins the title of an interview."""
GOES_ON = word_set("bagian part sesi session lanjutan continued tape kaset selesai ends ended end")
"""What a title says that goes on with the same people, or ends."""
TOLD_BY = word_set("informan informant responden respondent narasumber partisipan participant interviewee")
"""What begins such a title before a number."""
PARTICLES = word_set("bin binti van von der den de la le al el da di do dos du and dan of & ke vs")
"""Words within a name or between two."""
METADATA = frozenset(
    divide_entries(
        """
    tanggal|tgl|hari/tanggal|hari, tanggal|waktu|jam|pukul|tempat|lokasi|durasi|lama|lama wawancara|topik|tema|judul
    nama|nama informan|nama narasumber|nama responden|usia|umur|jenis kelamin|gender|pekerjaan|jabatan|posisi|instansi
    lembaga|alamat|kota|kabupaten|kecamatan|desa|pendidikan|kode|kode informan|nomor|no|file|berkas|bahasa|media
    wawancara|transkrip|transkrip wawancara|ditranskrip oleh|transkripsi oleh|keterangan|keterangan informan|agama|suku
    date|time|place|location|venue|duration|length|topic|theme|title|name|age|sex|occupation|job|position|institution
    organisation|organization|city|address|education|id|number|interview|transcript|transcribed by|language|recorded
    recording date|recording|interview date|interview number|project|setting|medium|platform|present
    members present|also present|in attendance|attendees|yang hadir|daftar hadir
    photo|photos|foto|image
    """
    )
)
"""Headings of the form that stands above many transcripts."""
PERSONAL = frozenset(
    divide_entries("""
    usia|umur|jenis kelamin|gender|pekerjaan|jabatan|pendidikan|pendidikan terakhir|agama|suku|status perkawinan
    penghasilan|lama bekerja|masa kerja|age|sex|occupation|job|education|religion|income|marital status
    usia anda|umur anda|jenis kelamin anda|kelompok umur|kelompok usia|age group
    """)
)
"""Headers of a sheet that has a person in each row: a survey."""
SCALE = word_set(
    """
    agree disagree likely unlikely satisfied dissatisfied important unimportant always often sometimes seldom rarely
    never yes no neutral neither good bad poor fair excellent low medium high true false
    setuju puas penting selalu sering kadang kadang-kadang jarang ya tidak netral ragu-ragu baik buruk cukup kurang
    sangat rendah sedang tinggi benar salah
    """
)
"""Words of answers on a scale (*Somewhat unlikely*)."""
OPENERS = word_set(
    """
    catatan cat note notes nb ps contoh contohnya misal misalnya example artinya maksudnya maksud intinya inti jadi
    pertama kedua ketiga keempat kelima first second third kesimpulan kesimpulannya conclusion summary ringkasan
    masalah masalahnya solusi solusinya alasan alasannya hasil hasilnya link url http https www
    jawabannya pertanyaannya ceritanya bedanya kelebihan kekurangan kelemahan tujuan tujuannya begini begitu yaitu yakni
    namely problem solution reason result warning peringatan penting important tambahan lampiran bagian section
    """
)
"""Words that begin a remark or a list, and no speech."""
_WORD = re.compile(r"[^\W_]")
_INITIAL = re.compile(r"[^\W\d_]{1,3}\d{0,3}")
_IN_PARENTHESES = re.compile(r"(.*?)\s*[(\[]\s*(.*?)\s*[)\]]")
_ASIDE = re.compile(r"\([^()]*\)")
_DEGREE = re.compile(r",[ ]?(?:[A-Z][A-Za-z]{0,4}\.[ ]?){1,4}(?=,|\s|\Z)")
"""An academic degree behind a name: *, S.Sos.*, *, M.Si*, *, Ph.D.*."""
_EXAMINER = re.compile(r"by (?:mr|mrs|ms|miss|dr|prof)\b")
"""What a court writes above the questions of one counsel: *BY MS. CRANE:*."""
_SPACES = re.compile(r"\s+")
_NUMBERING = "0123456789#_-."


@lru_cache(maxsize=65_536)
def label_key(label: str) -> str:
    """Give what labels are compared by: case, kinds of apostrophe and runs of spaces make no other speaker."""
    return _SPACES.sub(" ", fold(label)).strip()


def is_role(label: str) -> bool:
    """Tell whether a label names a role, in any case, with what distinguishes it: *Informan 1*, *interviewee*."""
    length = _words_of_role(label, _role_words())
    return length > 0 and all(_is_name_word(word) for word in label.split()[length:])


def begins_with_role(label: str) -> bool:
    """Tell whether a label begins with a role, whatever follows: *Peserta perempuan 1*."""
    return _words_of_role(label, _role_words()) > 0


def is_numbered_role(label: str) -> bool:
    """Tell whether a label begins with a role and ends with a number: *Peserta laki-laki 2*."""
    return begins_with_role(label) and label[-1].isdigit()


@lru_cache(maxsize=65_536)
def _words_of_role(label: str, roles: frozenset[str]) -> int:
    """Count the words at the beginning of a label that name a role."""
    parts = fold(label).split()
    if not parts or parts[0].rstrip(_NUMBERING) not in _first_words(roles):
        return 0
    words_of = (length for length in (3, 2, 1) if " ".join(parts[:length]).rstrip(_NUMBERING) in roles)
    return next(words_of, 0)


@lru_cache(maxsize=8)
def _first_words(roles: frozenset[str]) -> frozenset[str]:
    return frozenset(role.split(" ")[0].rstrip(_NUMBERING) for role in roles)


def is_group(label: str) -> bool:
    """Tell whether a label says that several people speak at once: *Semua*, *Everyone*."""
    return label_key(_ASIDE.sub(" ", label)) in GROUP


def has_title(label: str) -> bool:
    """Tell whether a label begins with a word before names: *Bu Ratna*, *Ibu-ibu*."""
    return label_key(label).split()[0].split("-")[0].strip(".") in TITLES


def is_initial(label: str) -> bool:
    """Tell whether a label is an initial in capitals, perhaps with a number: *P*, *R2*, *INT*."""
    return _INITIAL.fullmatch(label) is not None and label == label.upper()


def is_party(label: str) -> bool:
    """Tell whether a label names a party of a talk even when it stands only once: a role, or one letter."""
    return is_role(label) or (is_initial(label) and len(label.rstrip("0123456789")) == 1)


def is_name(label: str) -> bool:
    """Tell whether every word of a label could be part of a name: none in small letters, save titles and particles.

    Scripts without capitals pass.
    """
    name = _without_office(label)
    name = _ASIDE.sub(" ", name) if "(" in name else name
    parts = (_DEGREE.sub("", name) if "," in name else name).split() or label.split()
    titled = parts[0].endswith(".") and parts[0].rstrip(".") in TITLES  # dr. Lestari
    return (titled or not _is_small(parts[0])) and all(_is_name_word(word) for word in parts)


def is_scale(labels: Iterable[str]) -> bool:
    """Tell whether most labels of a column are answers on a scale, and nobody's names."""
    told = [not SCALE.isdisjoint(label_key(label).split()) for label in labels]
    return sum(told) * 2 > len(told)


def is_name_or_role(label: str) -> bool:
    """Tell whether a label looks like a name or says a role."""
    return is_role(label) or is_name(label)


@lru_cache(maxsize=65_536)
def is_never_speaker(label: str) -> bool:
    """Tell whether a label is a heading word of forms or a way to begin a sentence: *Tanggal*, *Catatan*."""
    whole = label_key(label)
    first, last = whole.split()[0], whole.split()[-1]
    remark = whole in REMARKS or (last in REMARKS and first.strip(".") not in TITLES)  # *Bu Tema* is somebody
    return remark or is_form_heading(label) or first in OPENERS or _EXAMINER.match(whole) is not None


def is_form_heading(label: str) -> bool:
    """Tell whether a label is a heading of the form above a transcript: *Tanggal*, *Lokasi wawancara*, *Date*."""
    whole = label_key(label)
    numbered = any(letter.isdigit() for letter in whole)  # `Name 1` hides somebody's name
    return whole in METADATA or (re.split(r"[\s/]", whole)[0] in METADATA and not numbered)


def name_and_initial(label: str) -> tuple[str, str] | None:
    """Divide *Kiki (K)*, or the slip *K (Kiki)*, into the name and its initial; None for other labels."""
    match = _IN_PARENTHESES.fullmatch(label)
    if not match:
        return None
    outside, inside = match.groups()
    if _abbreviates(inside, outside):
        return outside, inside
    return (inside, outside) if _abbreviates(outside, inside) else None


def words_of_name(label: str) -> list[str]:
    """List the words of a label that are written with a capital and are no titles and no initials, in small letters."""
    found = [word.strip(".,()") for word in label.split()]
    capitals = [word.lower() for word in found if len(word) > 1 and word != word.lower()]
    return [word for word in capitals if word.split("-")[0] not in TITLES]


def is_name_of(label: str, name: str) -> bool:
    """Tell whether a label stands for a person who is named in full: *Thorn*, *LT*, *Dr. Thorn* for *Lena Thorn*."""
    given = {word.strip(".,") for part in (name, label) for word in label_key(part).split()} & TITLES
    words, own = ([word.strip(".,()") for word in label_key(part).split()] for part in (name, label))
    words, own = ([word for word in each if word and word not in given] for each in (words, own))
    return bool(own) and (set(own) <= set(words) or _initials(name) == label.upper())


def _initials(name: str) -> str:
    """The initials of a name of several words, titles left out: *RA* of *Mr Ron Akin*."""
    words = [word for word in _ASIDE.sub(" ", name).split() if label_key(word).strip(".") not in TITLES]
    return "".join(word[0].upper() for word in words) if len(words) > 1 else ""


def _without_remark(label: str) -> str:
    """A name without the remark of the transcriber behind it, which begins small; empty where there is none."""
    match = _IN_PARENTHESES.fullmatch(label)
    if match is None or not match[1].strip() or not _is_small(match[2].split(" ")[0]):
        return ""
    return match[1] if is_name(match[1]) and not is_role(match[1]) else ""


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether one label is the initials of another: *K* of *Kiki*, *BS* of *Budi Santoso*."""
    letters = iter(long.lower())
    return (
        0 < len(short) < len(long)
        and len(short) <= 4
        and short.isalpha()
        and short == short.upper()
        and short[0].lower() == long[0].lower()
        and all(letter in letters for letter in short.lower())
    )


def _is_name_word(word: str) -> bool:
    bare = word.strip("()[].,&/+#-")
    if len(bare) > 4 and word[-1] in ".,":  # the end of a sentence or clause, not a title
        return False
    return not _is_small(bare) or bare in TITLES or bare in PARTICLES


def _is_small(word: str) -> bool:
    first = _WORD.search(word)
    # `iPhone` is written with a capital, too.
    return first is not None and first.group() != first.group().upper() and word == word.lower()


@per_languages
def _role_words() -> frozenset[str]:
    return frozenset({*map(label_key, current().words("role_labels")), *RECOGNISER})


@dataclass(frozen=True)
class Aliases:
    """The labels of one document that give a name together with its initial."""

    names: Mapping[str, str]
    """Key of a label as written (*kiki (k)*, *k*) -> the name."""
    initials: Mapping[str, str]
    """Initial as written -> the name that it stands for."""
    unclear: tuple[str, ...] = ()
    """Initials that are given with several names, and so stand for none."""

    def name_of(self, label: str) -> str:
        """Give the name of a label, or the label itself."""
        return self.names.get(label_key(label), label)

    def asking(self, speakers: Iterable[str]) -> tuple[str, ...]:
        """Speakers whom a label calls interviewers where they are first named: *Raka (Host)*."""
        called = {name for label, name in self.names.items() if named_role(label) == "interviewer"}
        return tuple(name for name in dict.fromkeys(speakers) if name in called and not named_role(name))

    def findings(self, speakers: Iterable[str], file: str) -> list[Finding]:
        """Say which initials were joined with which speakers, and which could not be."""
        present = set(speakers)
        findings = [
            Finding("note", "speaker-initial", f"the label `{initial}` is taken as the speaker `{name}`", file)
            for initial, name in self.initials.items()
            if name in present
        ]
        hint = "write the names out in the source, or say in corpus.yaml who it is"
        for initial in self.unclear:
            message = f"the label `{initial}` is short for several speakers; it was kept as a speaker of its own"
            if initial in present:
                findings.append(Finding("warning", "speaker-initial-unclear", message, file, hint=hint))
        return findings


def _surnames(labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Surnames that return, each with a whole name that stands before them and not again."""
    first = {label: place for place, label in reversed(list(enumerate(labels)))}
    last = {label: place for place, label in enumerate(labels)}
    whole: dict[str, list[str]] = {}
    for label in first:
        words = words_of_name(_ASIDE.sub(" ", _without_office(label)))
        # *Transkrip I-3* and *Interview 2 – Courier* are titles that end in who speaks, and nobody's whole name
        numbered = any(map(str.isdigit, label))
        if (
            len(words) > 1
            and not numbered
            and is_name(label)
            and not (begins_with_role(label) or is_form_heading(label))
        ):
            whole.setdefault(words[-1], []).append(label)
    for label, place in first.items():
        if last[label] > place and len(label.split()) == 1:
            yield from ((label, name) for name in whole.get(label.lower(), ()) if last[name] < place)


def _named_once(labels: Sequence[str]) -> dict[str, str]:
    """Labels such as *Peserta 1 (Wati)*, where *Peserta 1* is one too and has nothing else in brackets.

    Without a number that comes first: *Ketua (H. Subagio)* and then *Ketua*, *Raka (Host)* and then *Raka*.
    """
    known: dict[str, str] = {}
    named: dict[str, set[str]] = {}
    for label in labels:
        match = _IN_PARENTHESES.fullmatch(label)
        if match and match[1] and (label_key(match[1]) not in known or is_numbered_role(match[1])):
            named.setdefault(label_key(match[1]), set()).add(label_key(label))
        known.setdefault(label_key(label), label)
    return {next(iter(own)): known[short] for short, own in named.items() if len(own) == 1 and short in known}


def _numbered_with_facts(labels: Iterable[str], known: Collection[str]) -> dict[str, str]:
    """Labels such as *P1 (L, 58 th)*, where a key above the talk knows *P1* and all of *P1* say the same."""
    told: dict[str, dict[str, str]] = {}
    for label in labels:
        match = _IN_PARENTHESES.fullmatch(label)
        if match and match[1] in known and any(map(str.isdigit, match[2])):
            told.setdefault(match[1], {})[label_key(label)] = match[1]
    return {key: short for own in told.values() if len(own) == 1 for key, short in own.items()}


def _without_office(label: str) -> str:
    """A label without what somebody does, behind a comma: *RON AKIN, HOST*."""
    name, _, office = label.rpartition(", ")
    return name if name and (is_role(office) or label_key(office) in OFFICES) else label


def aliases(labels: Sequence[str], told: Iterable[str] = ()) -> Aliases:
    """Find the labels that stand for one speaker.

    Those that give a name and its initial, in either order (`Kiki (K)`, the slip `G (Galuh)`); initials beside the
    whole name (`RA` and `Ron Akin`), which may be another label or stand in the form above (`told`); a surname, where
    the whole name came before and does not return (`RON AKIN, HOST` and then `AKIN`); and a name with a remark behind
    it (`Ron Akin (reading)`); a label and the same with a name or a role at first (`Peserta 1 (Wati)`, `Raka (Host)`).
    """
    given: dict[str, dict[str, str]] = {}
    whole: dict[str, str] = {}
    count = Counter(label_key(label) for label in labels)
    every = dict.fromkeys(labels)
    for label in every:
        pair = name_and_initial(label)
        if pair:
            name, initial = pair
            whole[label_key(label)] = name
            given.setdefault(initial, {}).setdefault(label_key(name), name)
        elif (name := _without_remark(label)) and count[label_key(name)] > 1:
            whole[label_key(label)] = name
    whole = _named_once(labels) | whole | _numbered_with_facts(every, told := tuple(told))
    full = [name for name in [*told, *(label for label in every if count[label_key(label)] > 1)] if is_name(name)]
    for label in every:
        if is_initial(label) and len(label) > 1 and not is_role(label):
            for name in full:
                if _initials(name) == label:
                    given.setdefault(label, {}).setdefault(label_key(name), name)
    for surname, name in _surnames(labels):
        given.setdefault(surname, {}).setdefault(label_key(name), name)
    clear = {initial: next(iter(of.values())) for initial, of in given.items() if len(of) == 1}
    unclear = tuple(initial for initial, of in given.items() if len(of) > 1)
    return Aliases(whole | {label_key(initial): name for initial, name in clear.items()}, clear, unclear)
