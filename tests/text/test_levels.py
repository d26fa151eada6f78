"""Word levels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import languages
from qualcode.text.languages import InflectionLevel


def _match(level: InflectionLevel, term: str, word: str, language: str = "") -> bool:
    keys = languages.light_keys([word]) if level == "light" else languages.root_keys([word])
    return bool(set(languages.term_keys(term, level, language)) & set(keys[0]))


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("percaya", "mempercayai dipercaya percayalah kupercaya mempercayakan"),
        ("kepercayaan", "kepercayaannya kepercayaan-kepercayaan"),
        ("layanan", "layanannya layanan-layanan"),
        ("pakai", "memakai dipakai dipake pakailah"),
        ("tulis", "menulis ditulis nulis tertulis"),
        ("kirim", "mengirim ngirim dikirimin"),
        ("simpan", "menyimpan nyimpan"),
        ("urus", "mengurus ngurus diurus"),
        ("cek", "mengecek dicek ngecek"),
        ("diperbaiki", "memperbaiki perbaiki"),
        ("beri", "memberi diberikan diberikannya"),
        ("upload", "di-upload di-upload-in diupload mengupload uploadnya uploaded"),
        ("save", "nge-save ngesave saved"),
        ("data", "datanya data-data data2"),
        ("smartphone", "smartphone-nya smartphones"),
        ("tidak", "nggak gak ndak tdk"),
        ("sudah", "udah udh"),
        ("teman", "temen temennya teman2 teman-teman"),
        ("lama", "lamaaa"),
        ("service", "services"),
        ("go", "went going gone"),
        ("tahan", "nahan menahan"),
        ("teman", "nemenin ditemani"),
        ("rasa", "kerasa terasa dirasakan"),
        ("pikir", "mikirin memikirkan dipikirin"),
        ("urus", "ngurusin mengurusi"),
        ("lakukan", "lakuin dilakuin melakukan"),
        ("tinggalkan", "ditinggal ninggalin meninggalkan"),
        ("kawal", "mengawal dikawal"),
        ("kerjakan", "dikerjakan mengerjakan dikerjain"),
        ("tunjuk", "menunjukkan menunjukan ditunjukan"),
        ("tari", "menarikan ditarikan"),
        ("kenyataan", "kenyataannya kenyataanya"),
        ("cinta", "mencintai mencintaimu"),
        ("nyala", "menyala dinyalain"),
        ("risiko", "resiko resikonya"),
        ("punya", "mempunyai dipunyai kupunya"),
        ("doa", "doain mendoakan didoakan"),
        ("kurang", "kurangin mengurang mengurangi"),
        ("tetap", "menetapi"),
        ("tetapkan", "menetapkan ditetapkan"),
        ("bagikan", "membagi dibagi-bagi dibagiin membagikan"),
        ("alami", "ngalamin mengalami"),
        ("berlaku", "diberlakukan memberlakukan"),
        ("pikir", "mikirkan"),
        ("takut", "nakuti"),
        ("pakai", "makai"),
        ("hack", "ke-hack kehack di-hack"),
        ("train", "nge-train"),
        ("wa", "di-wa nge-wa di-wa-in wa-nya"),
        ("login", "di-login nge-login dilogin ngelogin"),
        ("lag", "ngelag nge-lag"),
        ("follow-up", "di-follow-up follow-upnya"),
        ("budget", "budget-budget"),
        ("user", "user-user user-usernya"),
        ("kedua", "ke-dua"),
        ("mula", "memulakan"),
        ("hadang", "menghadang dihadang terhadang"),
        ("koordinir", "mengkoordinir dikoordinir"),
        ("seberang", "menyebrangi nyebrang"),
        ("khawatir", "kuatir kuatirkan"),
        ("mengapa", "mengapakah"),
        ("unek-unek", "unek-uneknya"),
        ("gorong-gorong", "gorong-gorongnya gorong-gorongku"),
    ],
)
def test_light_joins_inflected_and_spoken_forms(term: str, forms: str) -> None:
    assert [form for form in forms.split() if not _match("light", term, form)] == []


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("percaya", "kepercayaan kepercayaannya"),
        ("kerja", "kinerja pekerja"),
        ("perintah", "pemerintah pemerintahnya"),
        ("guna", "pengguna"),
        ("layanan", "pelayanan pelayanannya"),
        ("undang", "undang-undang undang-undangnya"),
        ("perban", "perbankan"),
        ("hati", "hati-hati"),
        ("term", "ternyata"),
        ("aku", "mengakui"),
        ("paling", "palingan"),
        ("segala", "segalanya"),
        ("harus", "harusnya seharusnya"),
        ("biasa", "terbiasa biasanya"),
        ("kembali", "dikembalikan mengembalikan"),
        ("sampai", "menyampaikan disampaikan"),
        ("dapat", "mendapatkan didapat mendapati"),
        ("atas", "mengatasi teratasi"),
        ("jalan", "menjalankan dijalani"),
        ("awal", "mengawal"),
        ("otot", "ngotot"),
        ("adat", "ngadat"),
        ("lama", "lawas"),
        ("siapa", "disapa"),
        ("salah", "menyala nyala"),
        ("tentang", "menentang ditentang"),
        ("nanti", "menanti dinantikan"),
        ("harga", "menghargai dihargai"),
        ("kasih", "kekasih kekasihnya"),
        ("kereta", "keretakan"),
        ("kakak", "ngakak"),
        ("desa", "desakan"),
        ("gera", "gerakan"),
        ("paling", "memalingkan"),
        ("air", "airin"),
        ("tur", "turin"),
        ("bakar", "baker"),
        ("bayar", "bayer"),
        ("ambar", "amber"),
        ("much", "moch"),
        ("fat", "fattah"),
        ("unik", "unek unek-unek"),
        ("tipis", "tipes"),
        ("pena", "penah"),
        ("apa", "mengapakah"),
        ("tetapi", "menetapi"),
        ("otak", "otak-otaknya"),
        ("orang", "mengurang"),
        ("dalam", "mendalami mendalam"),
        ("tetap", "menetapkan ditetapkan"),
        ("biar", "membiarkan biarin"),
        ("jadi", "menjadikan jadiin"),
        ("terus", "meneruskan nerusin"),
        ("satu", "menyatukan menyatu"),
        ("bagi", "membagi membagikan"),
        ("langsung", "melangsungkan"),
        ("galak", "menggalakkan"),
        ("indah", "mengindahkan"),
        ("tanggal", "menanggalkan"),
        ("batas", "terbatas"),
        ("sedia", "tersedia"),
        ("atur", "teratur"),
        ("baru", "terbarukan"),
        ("asap", "asep"),
        ("kris", "qris"),
        ("pukul", "pkl"),
        ("pemuda", "pmd"),
        ("deteksi", "dtks"),
        ("politisi", "plts"),
        ("good", "goods"),
        ("custom", "customs"),
        ("ear", "earrings"),
        ("plug", "plugin"),
        ("check", "check-in"),
        ("pasu", "masukan"),
        ("tara", "ketara"),
    ],
)
def test_light_keeps_other_words_apart(term: str, forms: str) -> None:
    assert [form for form in forms.split() if _match("light", term, form)] == []


@pytest.mark.parametrize(
    "word",
    [
        "direct",
        "terminal",
        "disk",
        "king",
        "menu",
        "media",
        "admin",
        "cabin",
        "masalah",
        "sekolah",
        "buku",
        "bukan",
        "ngawur",
        "ngambek",
        "ngaco",
        "memadai",
        "marin",
        "husin",
        "lancer",
    ],
)
def test_words_that_only_look_affixed_stay_whole(word: str) -> None:
    assert f"id:{word}" in languages.light_keys([word])[0]


def test_root_joins_families_but_not_those_that_parted() -> None:
    assert _match("root", "percaya", "kepercayaan")
    assert _match("root", "layan", "pelayanannya")
    assert _match("root", "connect", "connections", "en")
    assert _match("root", "update", "peng-update-an")
    assert _match("root", "update", "pengupdatean")
    parted = ["kepentingan penting", "kinerja kerja", "undang-undang undangan", "pengguna menggunakan"]
    parted += ["berhasil hasil", "pengetahuan tahu", "pengadaan ada", "pengumuman umum", "kejadian jadi"]
    parted += ["penentang tentang", "penyair cair", "pengetahuan tahu", "pengawal awal", "peramal amal"]
    parted += ["pemerintah perintah", "kebijakan bijak", "perbankan perban", "ketidakpercayaan percaya"]
    assert [pair for pair in parted if _match("root", *pair.split())] == []


def test_an_english_term_finds_its_word_under_indonesian_affixes() -> None:
    pairs = "smartphone smartphone-nya|update di-update|hack ke-hack|login login-nya|admin adminnya"
    assert [pair for pair in pairs.split("|") if not _match("light", *pair.split(), "en")] == []


def test_a_language_leaves_only_its_own_key() -> None:
    assert languages.term_keys("Trusted", "light", "en") == ("en:trust",)
    assert languages.term_keys("Percaya", "exact") == ("percaya",)


@given(st.text(st.sampled_from("abdegikmnrstuy-'2é"), min_size=1, max_size=14))
def test_every_word_matches_itself_and_has_a_key_of_each_language(word: str) -> None:
    light, root = languages.light_keys([word])[0], languages.root_keys([word])[0]
    for keys in (light, root):
        assert [key[:3] for key in keys] == ["id:", "en:"]
    assert languages.term_keys(word, "light") == light
