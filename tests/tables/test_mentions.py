import pytest

from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.study import Given, Said, codings, frame, row

CODES = (Code("net", "barrier"), Code("signal", "barrier", "net"), Code("price", "barrier", "net"))


def net(text: str, *quotes: tuple[str, str], assertions: tuple[str, ...] = ()) -> dict:
    said = [Said(text)]
    how = assertions or ("affirmed",) * len(quotes)
    given = [Given(0, code, quote, assertion) for (code, quote), assertion in zip(quotes, how, strict=True)]
    return row(TABLES["codes"](frame(said), codings(said, CODES, given), TableOptions()), "net")


@pytest.mark.parametrize(
    ("text", "one", "other", "mentions"),
    [
        ("one two three four.", "one two", "two three", 1),
        ("one two three four.", "one two three four", "two", 1),
        ("one two, three four.", "one two", "three four", 1),
        ("one two three four.", "one", "three", 2),
        ("one two. Three four.", "one two", "Three four", 2),
        ("one two. Three four.", "one two. Three", "Three four", 1),
    ],
    ids=["overlap", "inside", "touch", "gap", "touch-across-segments", "overlap-across-segments"],
)
def test_codings_of_children_unite_where_they_overlap_or_touch(text, one, other, mentions):
    assert net(text, ("signal", one), ("price", other))["mentions"] == mentions


def test_a_long_coding_unites_with_a_later_one_over_a_short_one():
    assert net("a b c d e f.", ("signal", "a b c d e"), ("price", "b"), ("net", "e f"))["mentions"] == 1


def test_only_affirmed_codings_unite_and_count():
    assert net("a b.", ("signal", "a"), ("price", "b"), assertions=("affirmed", "negated"))["mentions"] == 1
    assert net("a b.", ("signal", "a"), assertions=("question",))["mentions"] == 0


def test_the_parents_own_codings_belong_to_the_union():
    assert net("a b c d.", ("net", "a b"), ("signal", "b c"))["mentions"] == 1


def test_codings_never_unite_across_turns():
    said = [Said("a b"), Said("c d")]
    given = [Given(0, "signal", "a b"), Given(1, "price", "c d")]
    assert row(TABLES["codes"](frame(said), codings(said, CODES, given), TableOptions()), "net")["mentions"] == 2


def test_overlapping_codings_of_a_code_without_children_are_mentions_of_their_own():
    said = [Said("a b c.")]
    given = [Given(0, "signal", "a b"), Given(0, "signal", "b c")]
    assert row(TABLES["codes"](frame(said), codings(said, CODES, given), TableOptions()), "signal")["mentions"] == 2


def test_a_coding_over_three_segments_is_one_mention_in_three_segments():
    cell = net("a b. C d. E f. G h.", ("signal", "b. C d. E"))
    assert (cell["mentions"], cell["segments"]) == (1, 3)
