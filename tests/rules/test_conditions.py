"""Conditions, wishes and questions, in sentences that a person judged before the engine was asked."""

import pytest

from qualcode.model.codebook import Code, Codebook, Rule, Term
from rules.engine_codings import codings


def put(text, term):
    """How the engine puts the only place of a term in a sentence."""
    codebook = Codebook("c", (Code("matter", rules=(Rule("r", "any", ((Term(term, level="exact"),),)),)),))
    (found,) = codings(codebook, [text])
    return found.assertion


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Rasanya pengen pindah ke kota lain.", "pindah"),
        ("Kakak saya ingin berhenti dari pabrik.", "berhenti"),
        ("Itu hal yang pengen gue pelajari.", "pelajari"),
        ("Capek sekali hari ini pgn tidur.", "tidur"),
    ],
)
def test_what_is_wanted_is_hypothetical_whoever_wants_it(text, term):
    assert put(text, term) == "hypothetical"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Kalau lagi ingin bakso saya ke sini.", "bakso"),
        ("Tempat ini cocok buat yang pengen hemat.", "hemat"),
        ("Air harus ditampung dulu jika ingin mandi.", "mandi"),
    ],
)
def test_what_is_wanted_every_time_or_by_whoever_comes_is_told_as_so(text, term):
    assert put(text, term) == "affirmed"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Semoga jembatan itu, yang sudah miring, bisa diperbaiki.", "diperbaiki"),
        ("Semoga sehat, lancar, dan segera lulus.", "lulus"),
        ("Smg segera ada perawat di sini.", "perawat"),
        ("Smg panennya lancar.", "lancar"),
        ("Saya harap jalannya diaspal.", "diaspal"),
        ("I hope the clinic, the old one, can reopen.", "reopen"),
    ],
)
def test_a_hope_goes_on_behind_a_pause_with_words_that_have_no_subject(text, term):
    assert put(text, term) == "hypothetical"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Semoga cepat selesai, saya sudah bosan, dan lelah.", "lelah"),
        ("Semoga lancar, loketnya sudah pindah.", "pindah"),
        ("Adik saya kuliah di smg jurusan gizi.", "gizi"),
    ],
)
def test_a_hope_ends_where_somebody_tells_something_else(text, term):
    assert put(text, term) == "affirmed"


@pytest.mark.parametrize(
    ("text", "term", "assertion"),
    [
        ("Semua boleh masuk, kecuali dia bawa senjata.", "senjata", "hypothetical"),
        ("Kecuali gurunya sakit, kelas tetap jalan.", "sakit", "hypothetical"),
        ("Semua bersih, kecuali kamar mandi kotor.", "kotor", "affirmed"),
        ("Suppose the boat leaks.", "leaks", "hypothetical"),
        ("I suppose the boat leaks.", "leaks", "affirmed"),
        ("They were suppose to repair it.", "repair", "affirmed"),
        ("Asal kamu rajin, pasti bisa.", "rajin", "hypothetical"),
        ("Asal kamu tahu saja bendungan itu retak.", "retak", "affirmed"),
        ("Kalau sedang panen kami sibuk.", "sibuk", "affirmed"),
        ("Kami diberitahu kalau stoknya kosong.", "kosong", "affirmed"),
        ("Saya panik kalau sirenenya bunyi.", "bunyi", "affirmed"),
        ("Coba kalo jembatannya lebar.", "lebar", "hypothetical"),
    ],
)
def test_some_words_open_a_condition_only_in_some_places(text, term, assertion):
    assert put(text, term) == assertion


@pytest.mark.parametrize(
    ("text", "term", "assertion"),
    [
        ("Loketnya sudah buka, kenapa kami masih antre.", "antre", "question"),
        ("Sudah lama menunggu, tapi kok belum dipanggil.", "dipanggil", "question"),
        ("Kami sudah bayar, masa tidak dilayani.", "dilayani", "question"),
        ("Knpa berasnya mahal.", "mahal", "question"),
        ("Saya tidak tahu, kenapa tokonya tutup.", "tutup", "affirmed"),
        ("Masa kecil saya susah.", "susah", "affirmed"),
    ],
)
def test_an_asking_word_behind_a_pause_asks_unless_it_is_told_of(text, term, assertion):
    assert put(text, term) == assertion


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Airnya kok keruh hari ini.", "keruh"),
        ("Adik saya kenapa menangis di kelas", "menangis"),
        ("Rekening saya kapan dibuka lagi.", "dibuka"),
        ("Jembatan itu kenapa cuma dicat depannya.", "depannya"),
        ("Menurut ibu apakah lampunya terang", "terang"),
        ("Antriannya panjang tapi kenapa loketnya ditutup.", "ditutup"),
        ("Lho kok malah tokonya tutup.", "tutup"),
        ("Sekarang apa gunanya pasar itu.", "gunanya"),
        ("Bu berapa harga cabainya.", "cabainya"),
        ("Barangnya hilang mana saya tahu tempatnya.", "tempatnya"),
        ("Pintunya macet apa mungkin engselnya karatan.", "karatan"),
    ],
)
def test_an_asking_word_behind_the_subject_asks(text, term):
    assert put(text, term) == "question"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Buburnya enak kok.", "enak"),
        ("Buburnya gurih kok buat anak saya.", "gurih"),
        ("Kami sudah lunas kok bu.", "lunas"),
        ("Entah kenapa lampunya padam.", "padam"),
        ("Bidan tanya kenapa saya demam.", "demam"),
        ("Saya simpan apa yang berharga.", "simpan"),
        ("Siapa pun boleh berobat di sini.", "berobat"),
        ("Itu sebabnya mengapa kami pindah.", "pindah"),
        ("Rotinya enak kok, hanya mahal.", "enak"),
        ("Anak saya mau dimasakin gimana aja ya bahagia.", "bahagia"),
    ],
)
def test_who_assures_or_tells_of_a_question_asks_nothing(text, term):
    assert put(text, term) == "affirmed"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Masa pasien harus membeli obat sendiri.", "obat"),
        ("Masa kami disalahkan terus.", "disalahkan"),
        ("Kata mandor masa gajinya belum cair.", "cair"),
        ("Masa petani dilarang menanam padi.", "padi"),
        ("Lampunya mati terus, masa air sumurnya ikut kering.", "kering"),
    ],
)
def test_what_is_not_believed_is_asked(text, term):
    assert put(text, term) == "question"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Masa kecil saya bahagia sekali.", "bahagia"),
        ("Di masa saya sekolah itu ramai.", "ramai"),
        ("Masak nasi lalu menggoreng ikan.", "menggoreng"),
        ("Masa tunggu di loket itu panjang.", "panjang"),
    ],
)
def test_a_time_and_a_kitchen_are_not_doubted(text, term):
    assert put(text, term) == "affirmed"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Rumah bapak di mana", "rumah"),
        ("Yang menjaga warung siapa bu.", "warung"),
        ("Ada apa sih di balai desa.", "balai"),
        ("Apa yang ibu keluhkan", "keluhkan"),
        ("Kartunya bisa nggak dipakai di puskesmas", "dipakai"),
        ("Bukannya kamu sudah sembuh.", "sembuh"),
        ("Pelayanan macam apa itu.", "pelayanan"),
        ("Perahu yang bocor itu gimana nih.", "bocor"),
        ("Jembatannya gimana tuh yang retak.", "retak"),
        ("Sumurnya gimana wkwk.", "sumurnya"),
    ],
)
def test_what_stands_in_the_place_of_the_answer_asks(text, term):
    assert put(text, term) == "question"


@pytest.mark.parametrize(
    ("text", "term", "how"),
    [
        ("Bukannya saya takut, tapi jalannya gelap.", "gelap", "affirmed"),
        ("Mau nggak mau kami menunggu.", "menunggu", "affirmed"),
        ("Kalau tidak ya kami naik perahu.", "perahu", "hypothetical"),
        ("It's like, would the nurse be helpful.", "helpful", "question"),
        ("So how many of your friends did you invite", "invite", "question"),
        ("And were the ramps steep for you.", "steep", "question"),
        ("Why would anybody queue before the doors open.", "doors", "question"),
        ("Eleven weeks, and then he just did it.", "did", "affirmed"),
        ("I know why they moved.", "moved", "affirmed"),
    ],
)
def test_other_questions_without_a_mark_and_what_looks_like_them(text, term, how):
    assert put(text, term) == how
