"""What is printed, drawn and reported under redaction gives no more away than the tables of data do."""

from collections import defaultdict
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcode.export.delimited import to_csv
from tables.attack import Attacker, narrowed, read
from tables.prints import Prints, shares_drawn
from tables.study import Given, codings, frame
from tables.test_disclosure import CODES, attacker_of, study
from tables.told import counts_in_words, counts_of

LABELS = {code.label.get("en", code.code): code.code for code in CODES}


def rows_of(prints: Prints, people: int):
    """Attribute -> the counts by it that stand in printed tables, in the report, in its chapter, and under figures."""
    rows = defaultdict(list)
    for source in (prints.grids(), prints.page_grids(), prints.chapter_grids()):
        for by, grid in source:
            for row in counts_of(grid, LABELS, people, by):
                rows[row["by"]].append(row)
    for data, _, drawing in prints.figures():
        by = next(iter(data.data.get("by", ())), "")
        rows[by].extend(drawn_rows(data, drawing, by))
    return rows


def drawn_rows(data, drawing, by):
    """The counts that a figure tells readers who do not see it; its marks show the same shares."""
    told = list(counts_in_words(drawing.alt, LABELS, str(data.data["respondents_total"][0]), by))
    shares = sorted(round(100 * int(row["respondents"]) / int(row["respondents_total"]), 1) for row in told)
    assert shares == pytest.approx(shares_drawn(data, drawing), abs=0.11)
    return told


def taken(said, coded) -> Attacker:
    """An attacker who has read all that is printed, and then the tables of data: they tell the same."""
    attacker, prints = attacker_of(said), Prints(frame(said), coded)
    for rows in rows_of(prints, len(attacker.people)).values():
        attacker.take(rows)
    printed = set(attacker.published)
    for _, table in prints.tables():
        attacker.take(read(to_csv(table)))
    assert {code for code, _ in printed} == {code for code, _ in attacker.published}
    return attacker


@pytest.mark.slow
@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6), st.integers(12, 30), st.integers(1, 3))
def test_no_hidden_count_can_be_solved_from_what_is_printed(seed, size, attributes):
    attacker = taken(*study(seed, size, attributes))
    found = list(attacker.solve())
    assert [each for each in found if each.recovered or narrowed(each, len(attacker.people))] == []


def exchanged(said, coded, seed: int):
    """Other codings of the same people: what one says of a family of codes, another one says; of some, one thing less.

    Nothing of it can be seen where the tables of data stay the same.
    """
    random, people = Random(seed), [at for at, turn in enumerate(said) if turn.respondent]
    told = {CODES[at].code for at in Prints(frame(said), coded).redacted.codes.told}
    places = list(zip(coded.code.tolist(), coded.turn.tolist(), coded.start.tolist(), coded.end.tolist(), strict=True))
    made = [Given(turn, CODES[code].code, said[turn].text[start:end]) for code, turn, start, end in places]
    given = [each for each in made if each.turn not in people]
    for family in ({"top", "left", "right"}, {"alone"}, {"rare"}):
        other = dict(zip(people, random.sample(people, len(people)), strict=True))
        own = [replace(each, turn=other[each.turn]) for each in made if each.code in family and each.turn in other]
        given += own[bool(own and not family & told and random.random() < 0.5) :]
    return codings(said, CODES, sorted(given, key=lambda each: (each.turn, each.quote)))


def data_told(said, coded) -> list[object]:
    """The tables of data, with the notes that say which codes they hold."""
    return [(table.name, by, to_csv(table), table.notes) for by, table in Prints(frame(said), coded).tables()]


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(12, 30), st.integers(1, 3))
def test_two_studies_with_the_same_redacted_data_print_the_same_bytes(seed, size, attributes):
    """So no page, figure or document says anything of a study that its tables of data do not say."""
    said, coded = study(seed, size, attributes)
    others = (exchanged(said, coded, each) for each in range(40))
    other = next((each for each in others if data_told(said, each) == data_told(said, coded) and each != coded), None)
    assume(other is not None)
    one, two = (Prints(frame(said), each).every_byte() for each in (coded, other))
    assert [name for name in one if one[name] != two[name]] == []
