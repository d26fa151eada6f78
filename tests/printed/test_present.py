"""A table as people read it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.export import TABLE_FORMATS
from qualcode.languages.catalogue import Messages
from qualcode.model.finding import StudyError
from qualcode.model.table import Column, PageChoices, PageWords, Table
from qualcode.printed.fit import GUTTER, TURNED_WIDTH, UPRIGHT_WIDTH, fit, least_width
from qualcode.printed.headings import HEADINGS
from qualcode.printed.layouts import PAGE_LAYOUTS
from qualcode.printed.numbers import Writing, exact_shares, quoted
from qualcode.printed.page import DIVIDE
from qualcode.printed.present import printed_table, with_page
from qualcode.tables import TABLES
from qualcode.tables.statistics import percent, wilson
from qualcode.topics.tables import TOPIC_TABLES

PEOPLE = [(9, 19), (11, 19), (0, 19)]


def ranked(people=PEOPLE, language="en", **page) -> Table:
    """A table of codes as `barriers` makes it."""
    named, total = [a for a, _ in people], [n for _, n in people]
    data = {
        "rank": list(range(1, len(people) + 1)),
        "code": [f"code_{at}" for at in range(len(people))],
        "label": [f"Hambatan {at}" for at in range(len(people))],
        "respondents": named,
        "respondents_total": total,
        "respondents_pct": [percent(a, n) for a, n in people],
        "respondents_pct_low": [wilson(a, n)[0] for a, n in people],
        "respondents_pct_high": [wilson(a, n)[1] for a, n in people],
        "mentions": [1103 + a for a in named],
        "per_1000_words": [0.25, 1.5, None][: len(people)] + [None] * max(len(people) - 3, 0),
    }
    columns = [
        Column(name, "string" if name in ("code", "label") else "number" if "_" in name else "integer", "D.", "count")
        for name in data
    ]
    columns[4] = replace(columns[4], type="integer")
    notes = (
        "Codebook: smart 3.0.0, sha256 0f1e2d.",
        "Measured; `qualcode evaluate --split test`.",
        "See per_1000_words.",
    )
    return Table("barriers", "Barriers", tuple(columns), data, notes, {"n": 19}, language, PageChoices(**page))


def heads(made):
    return [(column.spanner, column.whole_heading) for column in made.columns]


def test_few_columns_are_printed_under_human_headings_in_the_language_of_the_table():
    assert heads(printed_table(ranked())) == [
        ("", "Barrier"),
        ("Respondents (N\u00a0=\u00a019)", "n"),
        ("Respondents (N\u00a0=\u00a019)", "%"),
        ("Respondents (N\u00a0=\u00a019)", "95%\u00a0CI"),
        ("", "Mentions"),
        ("", "Per 1,000 words"),
    ]
    assert heads(printed_table(ranked(language="id"))) == [
        ("", "Hambatan"),
        ("Informan (N\u00a0=\u00a019)", "n"),
        ("Informan (N\u00a0=\u00a019)", "%"),
        ("Informan (N\u00a0=\u00a019)", "IK\u00a095%"),
        ("", "Penyebutan"),
        ("", "Per 1.000 kata"),
    ]


def test_numbers_have_the_separators_of_the_language_and_missing_ones_a_dash():
    english, indonesian = printed_table(ranked()), printed_table(ranked(language="id"))
    assert [*english.columns[4].texts] == ["1,112", "1,114", "1,103"]
    assert [*english.columns[5].texts] == ["0.3", "1.5", "–"]
    assert [*indonesian.columns[4].texts] == ["1.112", "1.114", "1.103"]
    assert [*indonesian.columns[5].texts] == ["0,3", "1,5", "–"]
    assert english.columns[3].texts[0] == "27–68"


def test_columns_are_chosen_by_their_names_in_csv_in_the_order_asked_for():
    asked = printed_table(ranked(columns=("mentions", "label")))
    assert [column.name for column in asked.columns] == ["mentions", "label"]
    every = printed_table(ranked(columns=("all",)))
    assert [column.name for column in every.columns] == [column.name for column in ranked().columns]


@pytest.mark.parametrize(("columns", "style"), [(("mentionz",), "plain"), ((), "harvard")])
def test_an_unknown_column_or_style_is_refused(columns, style):
    with pytest.raises(StudyError, match="there is no"):
        with_page(ranked(), columns, style, PageWords())


@pytest.mark.parametrize("name", sorted({"csv", "tsv", "json", "jsonl", "parquet"}))
def test_data_do_not_look_at_the_page(name):
    page = PageChoices(("label",), "apa", PageWords(short={"code_0": "X"}, aliases={"a": "R01"}))
    assert TABLE_FORMATS[name](replace(ranked(), page=page)) == TABLE_FORMATS[name](ranked())


def test_notes_have_no_hash_no_command_and_no_name_of_a_column():
    assert printed_table(ranked()).notes == ("Codebook: smart 3.0.0.", "Measured.", "See “Per 1,000 words”.")
    assert printed_table(ranked(language="id")).notes[-1] == "Sumber: data primer yang diolah dengan qualcode."


def test_invented_interviews_are_no_primary_data():
    made = replace(ranked(language="id"), meta={"n": 19, "synthetic": True})
    assert "Sumber" not in " ".join(printed_table(made).notes)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_is_rounded_once_from_its_counts(pair):
    part, total = pair
    made = printed_table(ranked([pair]))
    places = 0 if total < 100 else 1
    exact = (2 * 100 * 10**places * part + total) // (2 * total) / 10**places
    assert made.columns[2].texts[0] == f"{exact:.{places}f}"
    assert exact_shares([part], [total], places) == [exact]


def test_after_the_apa_no_zero_stands_before_what_cannot_be_more_than_one():
    assert Writing("en", "apa").number(0.05, 2, bounded=True) == ".05"
    assert Writing("en", "apa").number(-0.5, 2, bounded=True) == "−.50"
    assert Writing("en").number(0.05, 2, bounded=True) == "0.05"
    assert Writing("id", "apa").number(0.05, 2, bounded=True) == "0,05"


@pytest.mark.parametrize(
    ("said", "printed"),
    [("Ya.", "“Ya.”"), ('kata "putus"', "“kata ‘putus’”"), ("“a”\n  b [jeda]", "“‘a’ b [jeda]”"), (" ", "")],
)
def test_quotes_have_the_marks_of_print(said, printed):
    assert quoted(said) == printed


def kinds():
    return [*TABLES.items(), *((name, table.of(None)) for name, table in TOPIC_TABLES.items())]


@pytest.mark.parametrize(("name", "kind"), kinds(), ids=[name for name, _ in kinds()])
def test_every_column_of_every_table_has_a_heading_in_both_languages(name, kind):
    known = {column.name for column in kind.columns if "{" not in column.name}
    assert known <= HEADINGS.keys()
    assert name in PAGE_LAYOUTS
    say = Messages("id")
    same = {"n", "N", "%", "χ²", "p", "p (Holm)", "G²", "NPMI", "Jaccard", "No.", "Lift", "Median", "5%–95%", "Memo",
            "Residual"}  # fmt: skip
    english = {each for each in known if say(HEADINGS[each].text) == HEADINGS[each].text}
    assert {HEADINGS[each].text for each in english} <= same


def test_parts_of_a_heading_are_short_in_both_languages():
    for heading in HEADINGS.values():
        for text in (heading.text, Messages("id")(heading.text)):
            assert max(map(len, text.replace(DIVIDE, " ").split())) <= 14


@given(st.lists(st.tuples(st.floats(4, 60), st.floats(0, 60), st.booleans()), min_size=1, max_size=30))
def test_no_part_is_wider_than_its_page_and_no_column_narrower_than_it_needs(columns):
    least = [narrow for narrow, _, _ in columns]
    fitted = fit(least, [narrow + more for narrow, more, _ in columns], [grows for _, _, grows in columns])
    page = TURNED_WIDTH if fitted.landscape else UPRIGHT_WIDTH
    assert all(sum(fitted.widths[at] for at in part) <= page + 0.1 * len(part) + 60 for part in fitted.parts)
    assert all(wide >= narrow - 0.06 for wide, narrow in zip(fitted.widths, least, strict=True))
    assert sorted({at for part in fitted.parts for at in part}) == list(range(len(columns)))


def passages() -> Table:
    data = {
        "respondent": ["ani/1", "budi/1", "ani/1"],
        "transcript": ["ani", "budi", "ani"],
        "turn": [3, 1204, 9],
        "code": ["b", "a", "b"],
        "label": ["Budaya", "Jaringan", "Budaya"],
        "quote": ["satu", "dua", "tiga"],
        "assertion": ["affirmed", "negated", "affirmed"],
        "start_s": [173.0, None, 3700.0],
    }
    types = {"turn": "integer", "start_s": "number"}
    columns = tuple(Column(name, types.get(name, "string"), "D.") for name in data)
    words = PageWords(short={"a": "Jaringan", "b": "Budaya"}, aliases={"ani/1": "R05, camat, 52"})
    return Table("segments", "S", columns, data, (), {"n": 2}, "id", PageChoices(words=words))


def test_a_list_of_passages_begins_with_the_words_and_ends_with_alias_and_place():
    made = printed_table(passages())
    assert [column.name for column in made.columns] == ["quote", "respondent", "assertion"]
    assert made.blocks == {0: "Jaringan", 1: "Budaya"}
    assert [*made.columns[0].texts] == ["“dua”", "“satu”", "“tiga”"]
    assert [*made.columns[1].texts] == [
        "budi/1\ngiliran 1204",
        "R05, camat, 52\nani, giliran 3, 2.53",
        "R05, camat, 52\nani, giliran 9, 1.01.40",
    ]
    assert [*made.columns[2].texts] == ["dinegasikan", "afirmatif", "afirmatif"]


def grouped() -> Table:
    rows = [("a", "citizen", 3, 4), ("b", "citizen", 0, 4), ("a", "official", 1, 5), ("b", "official", 5, 5)]
    data = {
        "by": ["stakeholder"] * 4,
        "group": [group for _, group, _, _ in rows],
        "rank": [1, 2, 2, 1],
        "code": [code for code, _, _, _ in rows],
        "label": [code.upper() for code, _, _, _ in rows],
        "respondents": [named for _, _, named, _ in rows],
        "respondents_total": [total for _, _, _, total in rows],
    }
    columns = tuple(Column(name, "integer" if name.startswith(("r",)) else "string", "D.") for name in data)
    words = PageWords(
        attributes={"stakeholder": "Kelompok"}, groups={"stakeholder": {"official": "Pejabat", "citizen": "Warga"}}
    )
    return Table("barriers", "B", columns, data, (), {"n": 9}, "id", PageChoices(words=words))


def test_groups_stand_beside_each_other_in_the_order_of_corpus_yaml():
    made = printed_table(grouped())
    assert heads(made) == [
        ("", "Hambatan"),
        ("Kelompok: informan", "Pejabat (N\u00a0=\u00a05)"),
        ("Kelompok: informan", "Warga (N\u00a0=\u00a04)"),
    ]
    assert [[*column.texts] for column in made.columns] == [["B", "A"], ["5", "1"], ["0", "3"]]
    assert made.rows == 2


def spoken() -> Table:
    """Codes by language, as `languages` makes them; nobody mentions the last one."""
    named = {
        ("net", "id"): 3,
        ("net", "en"): 1,
        ("money", "id"): 0,
        ("money", "en"): 2,
        ("rain", "id"): 0,
        ("rain", "en"): 0,
    }
    data = {
        "code": [code for code, _ in named],
        "label": [code.capitalize() for code, _ in named],
        "language": [language for _, language in named],
        "respondents": [*named.values()],
        "respondents_total": [9 if language == "id" else 4 for _, language in named],
        "mentions_pct": [75.0, 25.0, 0.0, 100.0, None, None],
        "segments_pct": [80.5 if language == "id" else 19.5 for _, language in named],
    }
    kinds = {"pct": "number", "respondents": "integer", "total": "integer"}
    columns = tuple(Column(name, kinds.get(name.split("_")[-1], "string"), "D.") for name in data)
    words = PageWords(short={"net": "Network", "rain": "Rain"})
    return Table("languages", "L", columns, data, ("Note.",), {"n": 9}, "en", PageChoices(words=words))


def test_languages_stand_beside_each_other_and_below_them_how_much_is_said_in_each():
    made = printed_table(spoken())
    assert heads(made) == [
        ("", "Code"),
        ("Mentions (%)", "Indonesian"),
        ("Mentions (%)", "English"),
        ("Respondents (n)", "Indonesian"),
        ("Respondents (n)", "English"),
    ]
    rows = [*zip(*(column.texts for column in made.columns), strict=True)]
    assert rows == [
        ("Net", "75.0", "25.0", "3", "1"),
        ("Money", "0.0", "100.0", "0", "2"),
        ("All that is said", "80.5", "19.5", "9", "4"),
    ]
    assert [*made.columns[3].values] == [3, 0, 9]
    assert made.rows == 3


def test_a_code_that_nobody_mentions_stands_in_the_note_and_in_no_row():
    assert printed_table(spoken()).notes == ("Note.", "Nobody mentions: Rain.")
    silent = replace(spoken(), data={**spoken().data, "respondents": [0] * 6})
    assert printed_table(silent).rows == 4  # where nobody mentions any, all stay
    assert "mention" not in " ".join(printed_table(silent).notes)


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("By `city` (city), by its values; corpus.yaml does not say.", "By city, by its values."),
        ("It is told (corpus.yaml).", "It is told."),
        ("From 0.25. `qualcode topics` gives more; `--method` gives both. End.", "From 0.25. End."),
        ("Few matches. More are found by: pip install some-package.", "Few matches."),
        ("Said 0.5 times; no more.", "Said 0.5 times; no more."),
    ],
)
def test_a_note_on_a_page_tells_of_no_file_and_no_command(note, printed):
    assert printed_table(replace(ranked(), notes=(note,))).notes == (printed,)


def test_a_word_in_capitals_has_the_room_that_capitals_need():
    times = {"N": 0.722, "P": 0.556, "M": 0.889, "I": 0.333}  # widths in Times, in parts of its size
    needed = sum(times[letter] for letter in "NPMI") * 9.5 * 25.4 / 72
    assert least_width("NPMI", ["0,50"], number=True) >= needed + 2 * GUTTER
    assert least_width("NPMI", ["satu"], number=False) == least_width("Code", ["NPMI"], number=False)


def compared(*tests: str) -> Table:
    """Two codes in three groups as `compare` makes them, with what tests say of each code."""
    rows = [("a", group, named) for group, named in (("f", 3), ("m", 1), ("x", 0))]
    rows += [("b", group, named) for group, named in (("f", 1), ("m", 2), ("x", 1))]
    data = {
        "code": [code for code, _, _ in rows],
        "label": [code.upper() for code, _, _ in rows],
        "by": ["gender"] * 6,
        "group": [group for _, group, _ in rows],
        "other": [""] * 6,
        "respondents": [named for _, _, named in rows],
        "respondents_total": [4] * 6,
        "words_per_respondent": [100.0] * 6,
    } | {name: [0.004] * 3 + [0.5] * 3 for name in tests}
    texts = ("code", "label", "by", "group", "other")
    columns = tuple(Column(name, "string" if name in texts else "number", "D.") for name in data)
    said = Messages("en")
    groups = said("{groups} groups: each row compares one with all the others together.", groups=3)
    which = "residual and group_p_holm say which groups differ (Haberman 1973; Fisher against the others, Holm over "
    which += "the groups). They are exploratory: read them where p_holm of the code is small."
    return Table("compare", "C", columns, data, (groups, which, "Kept."), {"n": 12}, "en")


def test_tests_of_several_groups_are_printed_where_they_were_asked_for():
    made = printed_table(compared("p", "p_holm", "cramers_v", "residual", "group_p_holm"))
    assert [column.heading for column in made.columns][-3:] == ["p", "p (Holm)", "Cramér's V"]
    assert [*made.columns[-2].texts] == ["0.004", "0.500", "–"]  # the last row says how much each group speaks
    assert "Kept." in made.notes
    assert not any("residual" in note or "each row" in note for note in made.notes)
    assert [column.heading for column in printed_table(compared()).columns][-2:] == ["n", "%"]


def test_of_two_groups_nobody_mentions_only_what_neither_group_does():
    data = {
        "code": ["a", "b", "c"], "label": ["A", "B", "C"], "by": ["gender"] * 3, "group": ["f"] * 3, "other": ["m"] * 3,
        "respondents": [0, 2, 0], "respondents_total": [2] * 3, "respondents_pct": [0.0, 100.0, 0.0],
        "words_per_respondent": [9.5] * 3, "other_respondents": [3, 0, 0], "other_total": [4] * 3,
        "other_pct": [75.0, 0.0, 0.0], "other_words_per_respondent": [120.0] * 3, "difference_pp": [-75.0, 100.0, 0.0],
    }  # fmt: skip
    texts = ("code", "label", "by", "group", "other")
    columns = tuple(Column(name, "string" if name in texts else "number", "D.") for name in data)
    made = printed_table(Table("compare", "C", columns, data, (), {"n": 6}, "en"))
    assert made.notes == ("Nobody in these groups mentions: c.",)
    assert [*made.columns[0].texts] == ["A", "B", "Words per respondent"]  # who speaks more can name more
    assert [*made.columns[1].texts] == ["0", "2", "10"]
    assert [*made.columns[3].texts] == ["3", "0", "120"]
    assert made.rows == 3


def test_groups_that_stand_over_their_rows_have_no_column_beside():
    data = {
        "by": ["gender"] * 2, "group": ["f", "m"], "respondent": ["R1", "R2"], "gender": ["f", "m"],
        "city": ["Bogor", "Solo"], "code__n": [1, 2],
    }  # fmt: skip
    columns = tuple(Column(name, "integer" if name == "code__n" else "string", "D.") for name in data)
    made = printed_table(Table("matrix", "M", columns, data, (), {"n": 2}, "en"))
    assert [column.name for column in made.columns] == ["respondent", "city", "code__n"]
    assert [*made.blocks.values()] == ["F", "M"]


def test_narrow_letters_take_less_room_than_wide_ones():
    times = {"l": 0.278, "i": 0.278, "t": 0.278, "f": 0.333, "r": 0.333}  # widths in Times, in parts of its size
    needed = sum(times[letter] for letter in "trilif") * 9.5 * 25.4 / 72 + 2 * GUTTER
    assert needed <= least_width("trilif", [], number=False) < least_width("mabens", [], number=False)
