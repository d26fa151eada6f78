"""Redacted tables together: nothing that they do not show can be worked out of them."""

from collections import defaultdict
from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.export.delimited import to_csv
from qualcode.model.codebook import Code, Rule
from qualcode.model.finding import StudyError
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.tables.redaction import RedactedStudy
from tables.attack import OTHERS, Attacker, Finding, narrowed, read
from tables.random_studies import shuffled
from tables.study import Given, Said, codings, frame, rows

REDACTED = [name for name, kind in TABLES.items() if kind.redacted]
RULE = Rule("r", "any", ())
CODES = (
    Code("top", "barrier", label={"en": "Top"}),
    Code("left", "barrier", "top", rules=(RULE,)),
    Code("right", "barrier", "top", rules=(RULE,)),
    Code("alone", "theme", rules=(RULE,)),
    Code("rare", "theme", rules=(RULE,)),
)
WITHOUT_RULES = {"top"}


def study(seed: int, size: int, attributes: int):
    """(said, codings) of so many people: attributes with large and small groups, missing values, voices, repeats."""
    random = Random(seed)
    groups = [random.choice(["ab", "aab", "abc", "aabbc", "aaab", "abcdef"]) for _ in range(attributes)]
    often = {code.code: random.choice([0.05, 0.2, 0.4, 0.5, 0.7, 0.95]) for code in CODES[1:]}
    said, given_codes = [], []
    for person in range(size):
        mine = {f"at{at}": random.choice(values) for at, values in enumerate(groups) if random.random() < 0.97}
        for _ in range(random.choice([1, 1, 1, 2])):
            where = f"t{person}"
            said.append(Said("a b c.", where, f"S{person}", respondent=f"R{person:02}", attributes=mine))
            for code, share in often.items():
                if random.random() < share:
                    given_codes.append(Given(len(said) - 1, code, random.choice("abc")))
    if random.random() < 0.3:
        said.append(Said("a b.", "t0", "V", respondent=None, attributes=said[0].attributes))
        given_codes.append(Given(len(said) - 1, "alone", "a"))
    order = sorted(range(len(said)), key=lambda at: said[at].transcript)
    place = {old: new for new, old in enumerate(order)}
    said = [said[at] for at in order]
    return said, codings(said, CODES, [replace(each, turn=place[each.turn]) for each in given_codes])


def attacker_of(said) -> Attacker:
    people = defaultdict(dict)
    for turn in said:
        if turn.respondent:
            people[turn.respondent] |= turn.attributes
    return Attacker(list(people.values()), {code.code: code.parent for code in CODES}, WITHOUT_RULES)


def published(said, coded):
    """Every redacted table, by every attribute that may group it, as csv."""
    made = frame(said)
    redacted = RedactedStudy(made, coded)
    for name in REDACTED:
        kind = TABLES[name]
        for by in ([] if kind.needs else [""]) + [*redacted.plan.joined]:
            yield name, by, to_csv(kind(made, coded, TableOptions(by=by, redact=True), redacted))


def solved(said, coded) -> list[Finding]:
    """What an attacker with all tables knows exactly, or too closely."""
    attacker = attacker_of(said)
    for _, _, data in published(said, coded):
        attacker.take(read(data))
    return [each for each in attacker.solve() if each.recovered or narrowed(each, len(attacker.people))]


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6), st.integers(12, 16), st.integers(1, 2))
def test_all_tables_of_a_study_together_give_nothing_away(seed, size, attributes):
    assert solved(*study(seed, size, attributes)) == []


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(st.integers(0, 10**6), st.integers(6, 40), st.integers(1, 4))
def test_no_count_of_500_studies_can_be_solved(seed, size, attributes):
    assert solved(*study(seed, size, attributes)) == []


def test_the_attacker_solves_tables_whose_small_cells_are_only_left_out():
    """The tests above can fail: with blanks under three, a table by groups and the one without solve each other."""
    said = [Said("a.", f"t{at}", respondent=f"R{at}", attributes={"at0": "ab"[at % 2]}) for at in range(12)]
    attacker = attacker_of(said)
    attacker.take([{"code": "alone", "respondents": "5", "respondents_total": "12", "mentions": "5"}])
    row = {"code": "alone", "by": "at0", "group": "a", "respondents": "4", "respondents_total": "6", "mentions": "4"}
    attacker.take([row])
    found = {each.people: (each.low, each.high) for each in attacker.solve() if each.recovered}
    assert found == {frozenset(range(1, 12, 2)): (1, 1)}


def test_who_knows_the_rule_still_has_three_counts_to_choose_from():
    """Two groups, one code, every possible study: what is written leaves at least three counts of either group open."""
    sizes = 6, 7
    people = [(group, at) for group, size in zip("xy", sizes, strict=True) for at in range(size)]
    said = [Said("a.", f"{group}{at}", respondent=f"{group}{at}", attributes={"at0": group}) for group, at in people]
    worlds = defaultdict(set)
    for counts in product(range(sizes[0] + 1), range(sizes[1] + 1)):
        named = [at for at, (group, number) in enumerate(people) if number < counts["xy".index(group)]]
        coded = codings(said, CODES, [Given(at, "alone", "a") for at in named])
        tables = {(name, by): data for name, by, data in published(said, coded)}
        notes = TABLES["codes"](frame(said), coded, TableOptions(redact=True)).notes
        if b"alone" not in tables["codes", "at0"]:
            worlds[(*tables.values(), notes)].add(counts)
    assert len(worlds) > 8
    for alike in worlds.values():
        assert min(len({counts[at] for counts in alike}) for at in (0, 1)) >= 3, alike


@given(st.integers(0, 10**6), st.sampled_from(REDACTED))
def test_the_order_of_codings_changes_no_redacted_table(seed, name):
    said, coded = study(seed, 13, 1)
    by = "" if not TABLES[name].needs else "at0"
    options = TableOptions(by=by, redact=True)
    try:
        made = TABLES[name](frame(said), coded, options)
    except StudyError:
        return
    assert made == TABLES[name](frame(said), shuffled(coded, seed), options)


def test_small_groups_stand_together():
    said = [Said("a.", f"t{at}", respondent=f"R{at:02}", attributes={"at0": "aaaaaaabbbbcccd"[at]}) for at in range(15)]
    coded = codings(said, CODES, [Given(at, "alone", "a") for at in (0, 1, 2, 7, 8, 11, 14)])
    made = TABLES["codes"](frame(said), coded, TableOptions(by="at0", redact=True))
    assert [(row["group"], row["respondents"], row["respondents_total"]) for row in rows(made)] == [
        ("a", 3, 7),
        (OTHERS, 4, 8),
    ]
