"""Layouts: which columns a table prints unless others are asked for, in which order and how wide.

Everything else of a table stays in csv. Lists of passages begin with the words and end with the place.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.languages.catalogue import N_


@dataclass(frozen=True)
class Shown:
    """One printed column, made of one column of the table or of several."""

    of: str
    """Names of columns. `a–b`: an interval from a to b. `a|b, c`: a, and b and c on the next line."""
    width: float = 0.0
    """Millimetres with gutters; 0: what its texts need."""
    spanner: str = ""
    """What stands over it and its neighbours, in English, the key of the catalogues."""
    heading: str = ""
    """Heading in this table; empty: that of its first column."""


@dataclass(frozen=True)
class PageLayout:
    """How a table is printed unless columns are named."""

    columns: tuple[Shown, ...]
    """Columns, as far as the table has them."""
    blocks: str = ""
    """Column whose values stand over blocks of rows, through the line; empty: none."""
    groups: str = ""
    """Column whose values become columns of their own, where the table has groups; empty: none."""
    passages: str = ""
    """How long lists are narrowed, for a table of passages; empty: it is none."""


_PEOPLE = N_("Respondents (N = {respondents_total})")
_SHARE = (Shown("respondents", 10, _PEOPLE), Shown("respondents_pct", 10, _PEOPLE))
_RANKED = (
    *_SHARE,
    Shown("respondents_pct_low–respondents_pct_high", 17, _PEOPLE),
    Shown("sessions", 16),
    Shown("mentions", 16),
    Shown("per_1000_words", 16),
)
_PLACE = "respondent|transcript, turn, start_s"
_WHO = N_("Respondent and place")
_THIS, _OTHERS = N_("This group (N = {respondents_total})"), N_("All others (N = {other_total})")
_UNITS, _STRENGTH = N_("Units"), N_("Strength")
_SPOKEN, _BY_PEOPLE = N_("Mentions (%)"), N_("Respondents (n)")
_ORDERS = N_("Random orders")
LAYOUTS: Mapping[str, PageLayout] = {
    "barriers": PageLayout((Shown("label", 50, heading=N_("Barrier")), *_RANKED), groups="respondents"),
    "codes": PageLayout((Shown("label", 50), *_RANKED), blocks="kind", groups="respondents"),
    "compare": PageLayout((Shown("label", 48), *_SHARE), groups="respondents"),
    "segments": PageLayout(
        (Shown("text quote", 90), Shown(_PLACE, 34, heading=_WHO), Shown("assertion", 16)),
        blocks="label",
        passages="--code CODE, `export quotes`, or xlsx",
    ),
    "turns": PageLayout(
        (
            Shown("turn", 10),
            Shown("speaker respondent|role", 24, heading=N_("Speaker")),
            Shown("text", 78, heading=N_("What was said")),
            Shown("codes", 28),
        ),
        blocks="transcript",
        passages="--no-quotes, or xlsx",
    ),
    "matrix": PageLayout((Shown("respondent", 22), Shown("{attributes}"), Shown("words"), Shown("{codes}", 18))),
    "cooccurrence": PageLayout(
        (
            Shown("label_a", 31),
            Shown("label_b", 31),
            Shown("n", 9, _UNITS),
            Shown("n_of_a_pct", 12, _UNITS),
            Shown("n_of_b_pct", 12, _UNITS),
            Shown("jaccard", 14, _STRENGTH),
            Shown("npmi", 13, _STRENGTH),
            Shown("respondents", 18, heading=N_("Respon|dents")),
        )
    ),
    "keyness": PageLayout(
        (
            Shown("word|forms", 34),
            Shown("frequency", 11, _THIS),
            Shown("per_1000_words", 16, _THIS),
            Shown("respondents", 18, _THIS, N_("Respon|dents")),
            Shown("other_frequency", 11, _OTHERS, N_("n")),
            Shown("other_per_1000_words", 16, _OTHERS, N_("Per 1,000 words")),
            Shown("log_ratio", 14),
            Shown("g2", 14),
        ),
        blocks="group sign",
    ),
    "kwic": PageLayout(
        (Shown("pre", 84), Shown("keyword", 26), Shown("post", 84), Shown(_PLACE, 33, heading=_WHO)),
        passages="--term TERM, or xlsx",
    ),
    "quotes": PageLayout(
        (Shown("text quote", 104), Shown(_PLACE, 36, heading=_WHO)),
        blocks="label",
        passages="--code CODE, --top N, or xlsx",
    ),
    "languages": PageLayout(
        (
            Shown("label", 52),
            Shown("language", 24),
            Shown("mentions", 18),
            Shown("mentions_pct", 18),
            Shown("respondents", 14),
            Shown("segments_pct", 18),
        )
    ),
    "speakers": PageLayout(
        (
            Shown("respondent speaker", 42),
            Shown("role", 26),
            Shown("role_guessed", 14),
            Shown("turns", 16),
            Shown("words", 16),
            Shown("words_pct", 16),
            Shown("mentions", 16),
        ),
        blocks="transcript",
    ),
    "code_coverage": PageLayout(
        (
            Shown("interview", 10),
            Shown("session", 28),
            Shown("date", 20),
            Shown("codes_here", 12),
            Shown("new_codes", 12),
            Shown("codes", 14, heading=N_("Codes so far")),
            Shown("codes_pct", 10),
            Shown("shuffled_median", 16, _ORDERS),
            Shown("shuffled_low–shuffled_high", 18, _ORDERS),
        )
    ),
    "saturation": PageLayout(
        (
            Shown("interview", 10),
            Shown("session", 34),
            Shown("date", 22),
            Shown("new_codes", 14),
            Shown("run_from–interview", 18, heading=N_("Run (No.)")),
            Shown("run_new_codes", 14),
            Shown("new_information_pct", 18),
            Shown("saturated", 16),
        )
    ),
    "topics": PageLayout(
        (
            Shown("topic", 10),
            Shown("label", 36, heading=N_("Topic")),
            Shown("core terms", 44, heading=N_("Core terms")),
            Shown("share_pct", 14),
            Shown("respondents", 16, heading=N_("Respon|dents")),
            Shown("stability", 14),
            Shown("uncoded_pct", 14),
        )
    ),
    "topic_segments": PageLayout(
        (Shown("quote", 104), Shown("respondent|transcript, segment", 36, heading=_WHO)),
        blocks="label",
        passages="--top N, or xlsx",
    ),
    "topic_terms": PageLayout(
        (
            Shown("term", 50),
            Shown("weight", 20),
            Shown("segments", 20),
            Shown("respondents", 24, heading=N_("Respon|dents")),
        ),
        blocks="label",
    ),
    "topic_by": PageLayout(
        (
            Shown("label", 46, heading=N_("Topic")),
            *_SHARE,
            Shown("mean_share_pct", 20),
            Shown("mean_share_low–mean_share_high", 24, heading=N_("95% CI")),
        ),
        blocks="group",
    ),
    "topic_pairs": PageLayout(
        (
            Shown("label", 46, heading=N_("Topic")),
            Shown("match_label", 46),
            Shown("score", 16),
            Shown("common_terms", 32),
        )
    ),
    "crosswalk": PageLayout(
        (
            Shown("label", 36, heading=N_("Topic")),
            Shown("code_label code", 36, heading=N_("Code")),
            Shown("overlap", 14),
            Shown("topic_pct", 16),
            Shown("code_pct", 16),
            Shown("overlap_respondents", 20),
        )
    ),
}
"""Table -> its layout; other tables print all their columns."""
