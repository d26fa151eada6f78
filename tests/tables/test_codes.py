from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.study import Given, Said, codings, frame, row

CODES = (
    Code("b", "barrier", label={"id": "Be"}),
    Code("a", "barrier"),
    Code("d", "barrier"),
    Code("c", "barrier"),
    Code("will", "enabler"),
)
SAID = [
    Said("satu dua tiga", "t1", "A", respondent="A", attributes={"city": "Ambon"}),
    Said("satu dua tiga", "t1", "B", respondent="B", attributes={"city": "Ambon"}),
    Said("satu dua tiga", "t1", "C", respondent="C", attributes={"city": "Ambon"}),
    Said("satu dua tiga", "t2", "A", respondent="A", attributes={"city": "Bogor"}),
    Said("satu dua tiga", "t3", "D", respondent="D"),
    Said("[diam]", "t3", "E", respondent="E"),
]
PLAIN = TableOptions()


def table(given, options=PLAIN, name="codes", said=SAID):
    return TABLES[name](frame(said), codings(said, CODES, given), options)


def test_ties_share_a_rank_and_stand_in_order_of_code():
    given = [Given(0, code, "satu") for code in "abcd"] + [Given(1, "d", "dua")]
    made = table(given, TableOptions(kind="barrier"))
    assert list(zip(made.data["rank"], made.data["code"], strict=True)) == [(1, "d"), (2, "a"), (2, "b"), (2, "c")]
    made = table([*given, Given(4, "c", "dua")])
    assert made.data["rank"] == [1, 1, 3, 3, 5]


def test_people_rank_before_mentions():
    made = table(
        [
            Given(0, "a", "satu"),
            Given(0, "a", "dua"),
            Given(0, "b", "satu"),
            Given(1, "b", "satu"),
            Given(0, "a", "tiga"),
        ]
    )
    assert made.data["code"][:2] == ["b", "a"]


def test_codes_has_kind_and_parent_and_barriers_has_not():
    assert [column.name for column in table([]).columns][:5] == ["rank", "code", "kind", "parent", "label"]
    barriers = table([], name="barriers")
    assert [column.name for column in barriers.columns] == [
        "rank",
        "code",
        "label",
        "respondents",
        "respondents_total",
        "respondents_pct",
        "sessions",
        "turns",
        "segments",
        "mentions",
        "per_1000_words",
        "median_per_1000_words",
        "prompted_pct",
    ]
    assert set(barriers.data["code"]) == set("abcd")


def test_a_person_who_said_no_word_is_neither_in_n_nor_a_respondent():
    cell = row(table([Given(5, "a", "[diam]")]), "a")
    assert (cell["respondents_total"], cell["respondents"], cell["mentions"]) == (4, 0, 1)


def test_blocks_have_their_own_n_and_the_missing_value_stands_last():
    made = table([Given(0, "a", "satu"), Given(3, "a", "satu"), Given(4, "a", "satu")], TableOptions(by="city"))
    assert [column.name for column in made.columns][:3] == ["by", "group", "rank"]
    assert list(dict.fromkeys(made.data["group"])) == ["Ambon", "Bogor", None]
    cells = [row(made, "a", group) for group in ("Ambon", "Bogor", None)]
    assert [cell["respondents_total"] for cell in cells] == [3, 1, 1]
    assert [cell["respondents_pct"] for cell in cells] == [33.3, 100.0, 100.0]
    assert any("several blocks" in note for note in made.notes)  # A was asked in two cities


def test_a_value_that_no_participant_has_makes_no_block():
    said = [*SAID, Said("Apa?", role="interviewer", respondent=None, attributes={"city": "Cirebon"})]
    assert "Cirebon" not in table([], TableOptions(by="city"), said=said).data["group"]


def test_speech_resumed_after_a_backchannel_is_one_turn():
    said = [Said("satu"), Said("hmm", speaker="B", respondent="B"), Said("dua", continues=1), Said("tiga", continues=3)]
    given = [Given(at, "a", words) for at, words in ((0, "satu"), (2, "dua"), (3, "tiga"))]
    cell = row(table(given, said=said), "a")
    assert (cell["turns"], cell["mentions"]) == (1, 3)


def test_an_empty_corpus_gives_zeros_without_shares():
    cell = row(table([], said=[]), "a")
    assert (cell["rank"], cell["respondents_total"], cell["mentions"]) == (1, 0, 0)
    assert [cell[name] for name in ("respondents_pct", "per_1000_words", "median_per_1000_words")] == [None] * 3


def test_labels_fall_back_to_another_language_and_then_to_the_code():
    made = table([], TableOptions(lang="en"))
    assert row(made, "b")["label"] == "Be"
    assert row(made, "a")["label"] == "a"


def test_notes_say_what_the_numbers_are_made_from():
    made = TABLES["barriers"](
        frame(SAID, synthetic=True), codings(SAID, CODES, []), TableOptions(validation="Precision .5, recall .5.")
    )
    assert made.title == "Barriers: corpus mini, coder rules"
    assert made.notes == (
        "N = 4 respondents: participants with at least one word.",
        "Coder: rules (rules).",
        "Codebook: mini 1.0.0, sha256 0123456789ab.",
        "Invented interviews (synthetic).",
        "Made by rules alone: rules suggest, people find.",
        "Precision .5, recall .5.",
        "Frequency is not importance.",
    )
    assert made.meta["n"] == 4
    assert made.meta["synthetic"] is True
    assert made.meta["codebook_sha256"] == "0123456789abcdef" * 4
