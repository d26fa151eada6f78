"""Topics of a small study, written down by hand: for tests of what tables say."""

import numpy as np

from qualcode.corpus.frame import Frame
from qualcode.topics.fitted import Fitted, Meaning, TopicOptions, topic_units

TERMS = ("sinyal", "hujan", "signal", "rain", "surat")


def by_hand(frame: Frame, meant: bool = False) -> Fitted:
    """Three topics, one Indonesian, one English and one too small to report; the last unit is in none."""
    made = topic_units(frame)
    topic = np.arange(made.size) % 2
    topic[-1:] = -1
    topic[2:3] = 2
    size = np.bincount(topic[topic >= 0], minlength=3)
    people = [len(np.unique(made.respondent[(topic == one) & (made.respondent >= 0)])) for one in range(3)]
    vectors = np.eye(4, 512, dtype=np.float32)[np.maximum(topic, 0)]
    return Fitted(
        options=TopicOptions(k=(3, 3)),
        units=made,
        terms=TERMS,
        unit_topic=topic,
        unit_strength=np.ones(made.size),
        unit_closeness=np.ones(made.size),
        unit_quotable=np.ones(made.size, np.bool_),
        top=np.array([[0, 1], [2, 3], [4, 0]]),
        weight=np.array([[1, 0.5]] * 3),
        top_units=np.ones((3, 2), np.int64),
        top_respondents=np.ones((3, 2), np.int64),
        top_kept=np.ones((3, 2)),
        top_core=np.array([[True, True], [True, False], [False, False]]),
        number=np.array([1, 2, 3]),
        label=("sinyal, hujan", "signal, rain", "surat"),
        coherence=np.zeros(3),
        stability=np.ones(3),
        core_kept=np.array([0.75, 0.5, np.nan]),
        segments=size,
        respondents=np.array(people),
        people=made.people,
        spoken=made.size,
        meaning=Meaning(np.zeros(made.size, np.int8), vectors) if meant else None,
    )
