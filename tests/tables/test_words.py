from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tables.listing import merge_spans

SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)).map(lambda pair: (pair[0], sum(pair))))


@given(SPANS)
def test_merged_spans_cover_the_same_places_and_leave_gaps(spans):
    made = merge_spans(spans)
    assert {at for start, end in made for at in range(start, end)} == {at for span in spans for at in range(*span)}
    assert all(one[1] < other[0] for one, other in pairwise(made))
