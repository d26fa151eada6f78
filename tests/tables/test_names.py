from hypothesis import given as for_all
from hypothesis import strategies as st

from qualcode.tables.matrix import safe_names


def test_names_keep_letters_of_every_script_and_nothing_else():
    assert safe_names(["Kota asal (2024)", "עיר", "2nd", "--"], []) == [
        "kota_asal_2024",
        "עיר",
        "attribute_2nd",
        "attribute",
    ]


def test_a_taken_name_gets_a_number():
    assert safe_names(["Words", "words", "x"], ["words"]) == ["words_2", "words_3", "x"]
    assert safe_names(["x", "x"], [], "__n") == ["x__n", "x_2__n"]


@for_all(st.lists(st.text(max_size=80)), st.sampled_from(["", "__n"]))
def test_names_differ_begin_with_a_letter(texts, ending):
    made = safe_names(texts, ["respondent"], ending)
    assert len({name.casefold() for name in [*made, "respondent"]}) == len(texts) + 1
    assert all(name[0].isalpha() and name.endswith(ending) for name in made)


def test_a_long_name_is_never_cut():
    codes = [f"{'unequal_' * 8}distribution_of_{what}" for what in ("goods", "services")]
    assert safe_names(codes, []) == codes
    assert safe_names(codes, codes, "__n") == [f"{code}__n" for code in codes]
