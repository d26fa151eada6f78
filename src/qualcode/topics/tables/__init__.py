"""Tables of topics, one file each; `TOPIC_TABLES` is what a user can name."""

from collections.abc import Mapping

from qualcode.topics.tables import crosswalk, topic_by, topic_pairs, topic_segments, topic_terms, topics
from qualcode.topics.tables.kind import TopicTable

TOPIC_TABLES: Mapping[str, TopicTable] = {
    "topics": topics.KIND,
    "topic_terms": topic_terms.KIND,
    "topic_segments": topic_segments.KIND,
    "topic_by": topic_by.KIND,
    "topic_pairs": topic_pairs.KIND,
    "crosswalk": crosswalk.KIND,
}
"""Name -> the table."""
__all__ = ["TOPIC_TABLES", "TopicTable"]
