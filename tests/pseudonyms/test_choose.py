"""Pseudonyms: one a word of a name, of the gender of its title, never a word of the study; or tags."""

import random

import pytest

from qualcode.identifiers.tellers import Tellers
from qualcode.languages import current
from qualcode.pseudonyms.choose import substitutes, with_pseudonyms
from qualcode.pseudonyms.key import KeyLine, folded


def key(*lines: KeyLine):
    return {folded(line.name): line for line in lines}


def chosen(*lines: KeyLine, used=(), tags=False, regions=False, places=False) -> dict[str, str]:
    asked = {"tags": tags, "regions": regions, "places": places}
    made = with_pseudonyms(key(*lines), frozenset(used), **asked, chance=random.Random(1))
    return {line.name: line.pseudonym for line in made.values()}


def person(name: str, *titles: str, pseudonym: str = "") -> KeyLine:
    return KeyLine(name, "person", "replace", pseudonym, 1, titles)


def test_the_words_of_a_name_are_replaced_alike_everywhere():
    names = chosen(person("Udin Sumardi"), person("Udin"), person("Sumardi"))
    assert names["Udin Sumardi"].split() == [names["Udin"], names["Sumardi"]]


def test_no_pseudonym_shows_a_name_within_it():
    males = [name for name in current().words("given_names", "male") if "udin" in name]
    assert len(males) > 3  # *Burhanudin*, *Aminudin* ... would be drawn among these lines
    others = [
        person(name, "pak") for name in sorted(current().words("given_names", "male"))[:200] if "udin" not in name
    ]
    names = chosen(person("Udin", "pak"), *others)
    assert [name for name in names.values() if "udin" in name.lower()] == []


def test_two_people_do_not_get_spellings_of_one_name():
    female = sorted(current().words("given_names", "female"))
    assert {"zainab", "zaenab"} <= set(female)
    used = set(female) - {"zainab", "zaenab", "hartini"}  # as in a study in which all others are said
    for seed in range(5):
        lines = key(person("Maron", "bu"), person("Tegal", "bu"))
        names = with_pseudonyms(lines, frozenset(used), chance=random.Random(seed)).values()
        assert {line.pseudonym for line in names} not in ({"Zainab", "Zaenab"},)


def test_a_pseudonym_has_the_gender_of_the_title():
    male, female = (frozenset(current().words("given_names", each)) for each in ("male", "female"))
    for number in range(20):
        names = chosen(person(f"Tegal{number}", "pak"), person(f"Maron{number}", "bu"), person("Yuliana"))
        assert names[f"Tegal{number}"].lower() in male
        assert names[f"Maron{number}"].lower() in female
        assert names["Yuliana"].lower() in female  # by the list of names


def test_a_pseudonym_has_the_region_of_the_name_where_that_is_wanted():
    regional = {
        heading: frozenset(current().words("regional_names", heading))
        for heading in ("batak female", "batak male", "batak either", "sunda female", "minang male")
    }
    lines = (person("Tiurma Sirait"), person("Maron", "teh"), person("Tegal", "uda"), person("Hotman", "pak"))
    names = chosen(*lines, regions=True)
    first, last = names["Tiurma Sirait"].lower().split()
    assert first in regional["batak female"] | regional["batak male"]
    assert last in regional["batak either"]
    assert names["Maron"].lower() in regional["sunda female"]
    assert names["Tegal"].lower() in regional["minang male"]
    assert names["Hotman"].lower() in regional["batak male"]


@pytest.mark.parametrize(
    ("place", "region"),
    [
        ("Desa Wonoayu", "jawa"),
        ("Cimelati", "sunda"),
        ("Kota Bandung", "sunda"),
        ("Cilacap", "jawa"),
        ("Kecamatan Lumbanrau", "batak"),
    ],
)
def test_a_place_has_the_region_of_its_name_where_that_is_wanted(place, region):
    parts = [current().words("regional_names", f"{region} place-{part}") for part in ("beginnings", "ends")]
    made = {beginning + end for beginning in parts[0] for end in parts[1]}
    (by,) = chosen(KeyLine(place, "place", "replace", "", 1, ()), places=True, regions=True).values()
    assert by.split()[-1].lower() in made
    assert by.split()[:-1] == place.split()[:-1]
    several = [KeyLine(f"{place}{end}", "place", "replace", "", 1, ()) for end in "abcdefghi"]
    anywhere = {by.split()[-1].lower() for by in chosen(*several, places=True).values()}
    assert anywhere - made


def test_a_place_of_no_certain_region_becomes_any_other():
    (by,) = chosen(KeyLine("Oxford", "place", "replace", "", 1, ()), places=True, regions=True).values()
    assert by.lower() in Tellers().places


def test_a_name_of_no_certain_region_becomes_any_other():
    regional = frozenset(current().words("regional_names"))
    drawn = {chosen(person(f"Maron{number}", "bu"), regions=True)[f"Maron{number}"].lower() for number in range(9)}
    assert drawn - regional


def test_no_pseudonym_is_a_word_of_the_study_or_given_twice():
    lists = current().lists("id")
    left = {"cahyadi", "hermawan"}
    used = {name for part in ("male", "female", "either") for name in lists.words("given_names", part)} - left
    names = chosen(person("Tegal", "pak"), person("Maron", "pak"), used=used)
    assert all(name.lower() in left or name.startswith("[NAME-") for name in names.values())
    assert len(set(names.values())) == 2


def test_what_a_person_chose_stays_and_holds_for_its_words():
    assert chosen(person("Udin Sumardi", pseudonym="Budi Hartono"), person("Sumardi"))["Sumardi"] == "Hartono"


def test_tags_are_counted_by_kind_and_go_on():
    lines = [KeyLine("Sukamaju", "place", "replace", "[PLACE-4]"), KeyLine("Tegalombo", "place", "replace")]
    phone = KeyLine("0812", "phone", "replace")
    assert list(chosen(*lines, phone).values()) == ["[PLACE-4]", "[PLACE-5]", "[PHONE-1]"]


def test_with_tags_a_person_has_one():
    names = chosen(person("Udin Sumardi"), person("Udin"), person("Maron"), tags=True)
    assert names["Udin Sumardi"] == "[NAME-1]"
    assert names["Maron"] not in (names["Udin"], names["Udin Sumardi"])


def test_what_is_kept_or_undecided_is_not_replaced():
    lines = key(KeyLine("Udin", "person", "keep"), KeyLine("Sari", "person"))
    assert substitutes(with_pseudonyms(lines, frozenset())) == []
