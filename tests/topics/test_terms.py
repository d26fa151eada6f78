"""Terms and collocations: what is counted, under which name."""

from collections.abc import Sequence

import numpy as np

from qualcode.topics.fitted import TopicOptions, topic_units
from qualcode.topics.terms import SpokenWords, count_terms, join_collocations
from tables.study import Said, frame, words


def spoken(said: Sequence[Said], stops: Sequence[str] = ()) -> SpokenWords:
    """Words of turns of one segment each."""
    made = words(said)
    keys = sorted(set(made.keys))
    lengths = np.diff(made.turn_words)
    used = np.array([made.forms[form] not in stops for form in made.form.tolist()])
    return SpokenWords(
        made.forms,
        made.form.astype(np.int64),
        np.array([keys.index(made.keys[form]) for form in made.form.tolist()]),
        np.repeat(np.arange(len(said)), lengths),
        np.zeros(len(made.form), np.bool_),
        used,
    )


def people(*texts: str) -> list[Said]:
    return [Said(text, respondent=f"R{at}", speaker=f"R{at}") for at, text in enumerate(texts)]


def counted(said: Sequence[Said], **options):
    made = count_terms(spoken(said), topic_units(frame(said)), TopicOptions(**{"min_df": 1, "max_df": 1.0, **options}))
    return {name: made.counts[:, [at]].toarray().ravel().tolist() for at, name in enumerate(made.names)}


def test_a_term_is_shown_in_its_most_frequent_form():
    assert counted(people("suratnya", "suratnya lama", "surat")) == {"suratnya": [1, 1, 1]}


def test_a_term_that_fewer_than_three_respondents_say_is_none():
    said = [*people("surat", "surat"), Said("surat", respondent="R0", speaker="R0")]
    assert counted(said) == {}


def test_rare_and_ubiquitous_terms_are_out():
    said = people("surat izin", "surat izin", "surat izin", "surat")
    assert set(counted(said, max_df=0.9)) == {"izin"}
    assert set(counted(said, min_df=4)) == {"surat"}
    assert set(counted(said, max_features=1)) == {"surat"}


def test_two_words_that_stay_together_are_one_term():
    said = people(*["minta tanda tangan", "tanda tangan lama", "tangan", "minta tanda tangan", "lama minta"] * 3)
    found = counted(said)
    assert "tanda tangan" in found
    assert "tanda" not in found
    assert found["tangan"] == [0, 0, 1, 0, 0] * 3


def test_a_collocation_does_not_reach_over_stop_words_clauses_or_segments():
    said = people(*["tanda di tangan"] * 6)
    joined = join_collocations(spoken(said, ["di"]), spoken(said, ["di"]).used)
    assert not joined.pair.any()
    said = people(*["tanda", "tangan"] * 6)
    assert not join_collocations(spoken(said), spoken(said).used).pair.any()


def test_of_overlapping_pairs_the_tighter_one_is_kept():
    said = people(*["kartu tanda penduduk", "tanda penduduk", "kartu", "lain kartu", "kartu baru"] * 4)
    found = spoken(said)
    joined = join_collocations(found, found.used)
    pairs = {
        " ".join(found.forms[found.form[at + step]] for step in (0, 1)) for at in joined.first[joined.pair].tolist()
    }
    assert "tanda penduduk" in pairs
    assert "kartu tanda" not in pairs
