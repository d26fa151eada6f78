"""Names by capitals, titles, cues and lists; each distinct one once, the likeliest first, none cut."""

import pytest

from qualcode.identifiers import NAMES
from qualcode.identifiers.candidates import IdentifierCandidate, SearchedText, find_candidates


def listed(*turns: str, names=(), labels=(), small: bool = False) -> dict[str, IdentifierCandidate]:
    passages = [SearchedText(f"a:{number}", text, "a") for number, text in enumerate(turns, 1)]
    passages += [SearchedText("a (a speaker)", label, named="label") for label in labels]
    found = find_candidates(passages, names)
    assert bool(found.without_capitals) is small
    return {each.text: each for each in found.candidates if each.kind in NAMES}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kemarin saya ketemu Sumarlinah di pasar.", "Sumarlinah"),
        ("Kata Pak Udin, besok saja.", "Udin"),
        ("Ya, pak udin yang pegang kunci.", "udin"),
        ("Saya bilang ke Bu Sarinya, tunggu dulu.", "Sari"),
        ("Lalu Sari's office was closed.", "Sari"),
        ("Ada surat dari Siti Aminah binti Kasim.", "Siti Aminah binti Kasim"),
        ("I asked Okonjo about it.", "Okonjo"),
        ("Okonjo never answered.", "Okonjo"),
        ("Yuliana itu teliti sekali orangnya.", "Yuliana"),
        ("Rapatnya di Dinas Perikanan tadi.", "Dinas Perikanan"),
        ("Suratnya dari KPK (lewat BPKP).", "BPKP"),
        ("Dr. Abernathy signed.", "Abernathy"),
    ],
)
def test_a_name_is_found(text, name):
    assert name in listed(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kemarin saya ke pasar. Besok juga.",
        "Senin rapat, Selasa libur. Bulan Maret ramai.",
        "The office was closed. Nobody came on Monday.",
        "Bagus. Bagus sekali. Itu bagus.",
        "Kata Bapak, Ibu sudah pulang.",
        'Dia bilang, "Kapan selesai?"',
        "Ya, Pak. Tentu, Bu.",
        "I think I'm right, and OK.",
        "Sama-sama, Bu.",
    ],
)
def test_usual_words_with_a_capital_are_no_names(text):
    assert listed(text) == {}


def test_a_usual_word_is_a_name_behind_a_title():
    assert listed("Itu bagus. Bagus sekali.", "Yang bisa cuma Mas Bagus.")["Bagus"].titles == ("mas",)


def test_a_usual_word_is_a_name_where_somebody_says_who_it_is():
    assert "Bagus" in listed("Itu bagus. Ya, bagus. Tidak bagus. Kurang bagus. Cukup bagus.", "Saya Bagus, operator.")
    assert "Hope" in listed("I hope so. We hope. They hope. I hope not. You hope.", "I'm Hope, the nurse.")


@pytest.mark.parametrize("text", ["Menurut saya bagus.", "Saya. Bagus sekali.", "Kata saya: Bagus itu."])
def test_what_somebody_thinks_is_no_name(text):
    assert "Bagus" not in listed("Itu bagus. Ya, bagus. Tidak bagus. Kurang bagus. Cukup bagus.", text)


def test_each_distinct_name_stands_once_with_three_places():
    sari = listed(*["Saya kenal Sumarlinah."] * 5)["Sumarlinah"]
    assert (sari.count, [place for place, _ in sari.places]) == (5, ["a:1", "a:2", "a:3"])
    assert sari.places[0][1] == "Saya kenal [Sumarlinah]."


def test_the_likeliest_stand_first():
    names = list(listed("Kata Pak Udin, laporan itu dari LAPOR. Pak Udin marah."))
    assert names == ["Udin", "LAPOR"]


def test_a_title_tells_a_person_a_head_a_place_or_an_office():
    found = listed("Bu Maronge dari Kota Tegalombo kerja di Dinas Perikanan, lalu ke Sukatirta.")
    assert {name: each.kind for name, each in found.items()} == {
        "Maronge": "person",
        "Kota Tegalombo": "place",
        "Dinas Perikanan": "organisation",
        "Sukatirta": "place",
    }


def test_labels_are_searched_everywhere():
    assert "Wening" in listed("Wening bilang begitu.", labels=["Wening"])
    assert listed("Informan bilang begitu.", labels=["Informan", "P"]) == {}


SMALL = "jadi kemarin itu pak udin bilang ke saya kalau rina belum datang terus namanya siapa itu wening dari cibeureum"


def test_a_text_without_capitals_is_announced_and_searched_by_lists_and_cues():
    assert {"udin", "rina", "cibeureum"} <= {*listed(SMALL, small=True)}


def test_a_list_of_names_finds_what_nothing_else_does():
    text = "terus kata merdu kami tunggu saja di situ"
    assert "merdu" not in listed(text, small=True)
    assert "merdu" in listed(text, names=["Merdu"], small=True)


def test_names_of_other_transcripts_are_found_in_small_letters():
    passages = [
        SearchedText("a:1", "Saya kenal Bu Tegalina.", "a"),
        SearchedText("b:1", "kata tegalina tidak begitu caranya", "b"),
    ]
    found = find_candidates(passages)
    assert found.without_capitals == ("b",)
    assert next(each.count for each in found.candidates if each.text == "Tegalina") == 2


def test_a_word_that_people_write_small_is_no_name_though_a_file_is_called_so():
    turns = [SearchedText(f"kelurahan-loket:{at}", "Saya jaga di loket, kata Pak Udin.", "a") for at in range(3)]
    found = find_candidates([SearchedText("a (its name)", "kelurahan loket", named="file"), *turns]).candidates
    assert [each.text for each in found] == ["Udin"]


@pytest.mark.parametrize(
    "text", ["Kata Pak RT begitu.", "Saya pakai GitHub, kata Pak Udin.", "Teh cau paling cepat, Pak Udin."]
)
def test_offices_products_and_words_behind_a_title_stand_below_names(text):
    assert next(iter(listed(text, "Kemarin Pak Udin datang. Pak Udin lagi."))) == "Udin"


def test_what_was_masked_before_is_no_name():
    assert listed("We met XXXX XXX at XX yesterday.") == {}


NOUNS = [
    "kemarin udin datang ke kantor",
    "lalu keramaian itu selesai",
    "di parkiran ada orang",
    "the frobnitz is big, the frobnitz",
]


def test_derived_words_and_common_nouns_are_no_names_in_small_letters():
    found = listed(*NOUNS, small=True)
    assert "udin" in found
    assert not {"keramaian", "parkiran", "frobnitz"} & set(found)


def test_where_too_many_would_have_to_be_decided_the_weakest_words_are_seldom_and_stand_last():
    signs = "bdfgklmnprst"
    odd = [f"{one}a{two}u{three}o{one}{two}e" for one in signs for two in signs for three in signs[:3]]
    found = list(listed("namanya udin", *odd, small=True).values())
    assert [each.seldom for each in found] == [False] * 100 + [True] * (len(found) - 100)
    assert len(found) > 400
    assert next(each for each in found if each.text == "udin").seldom is False


@pytest.mark.parametrize(
    ("turns", "small"),
    [
        (("Saya kenal Sarinah.", "Kata Bu Sar begitu.", "Terus kata bu sar lagi."), False),
        (("saya kenal bu sarinah", "kata mbak sar begitu", "terus sar pulang"), True),
        (("Saya kenal Tegalinah.", "Kata Bu Nah begitu."), False),
    ],
)
def test_a_short_form_behind_a_title_says_of_which_name(turns, small):
    found = {name.lower(): each.short_for.lower() for name, each in listed(*turns, small=small).items()}
    assert {name: found[name] for name in found if name in ("sar", "nah")} in ({"sar": "sarinah"}, {"nah": "tegalinah"})
    assert {found[name] for name in found if name not in ("sar", "nah")} == {""}


def test_a_name_without_a_title_is_no_short_form():
    assert listed("Saya kenal Sarinah. Kemarin Sarin datang.")["Sarin"].short_for == ""


@pytest.mark.parametrize(
    ("asked", "answered", "told"),
    [
        ("Ibu lahir kapan?", "Empat Mei sembilan belas lima tujuh.", {"birth": "Empat Mei sembilan belas lima tujuh"}),
        ("Kapan Bapak lahir?", "4 Mei 1957.", {"birth": "4 Mei 1957"}),
        ("Kapan Forum Anak lahir?", "4 Mei 2007.", {}),
        ("So when were you born?", "On the fourth of March, 1957.", {"birth": "fourth of March, 1957"}),
        ("Kapan mulai kerja di sini?", "4 Mei 2007.", {}),
        ("Nomor rekening Ibu berapa? Untuk uang jalan.", "Sebentar. 3105-77-02, BRI.", {"account": "3105-77-02"}),
        ("Berapa saldo rekening Ibu?", "Sekitar 1.250.000.", {}),
        ("Bapak kelahiran berapa?", "Saya 71. Pensiun 2029.", {"birth": "Saya 71"}),
        ("Ibu lahir di desa ini.", "4 Mei 2007.", {}),
    ],
)
def test_an_answer_is_read_behind_its_question(asked, answered, told):
    passages = [SearchedText("a:1", asked, "a"), SearchedText("a:2", answered, "a")]
    found = find_candidates(passages, ()).candidates
    assert {each.kind: each.text for each in found if each.kind not in NAMES} == told


def test_a_question_at_the_end_of_one_transcript_asks_nothing_of_the_next():
    passages = [SearchedText("a:1", "Ibu lahir kapan?", "a"), SearchedText("b:1", "4 Mei 1957.", "b")]
    assert not [each for each in find_candidates(passages, ()).candidates if each.kind == "birth"]
