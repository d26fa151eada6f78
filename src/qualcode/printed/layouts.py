"""Layouts: which columns a table prints unless others are asked for, in which order and how wide.

Everything else of a table stays in csv. Lists of passages begin with the words and end with the place.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.languages.catalogue import N_
from qualcode.printed.page import ColumnLook


@dataclass(frozen=True)
class ShownColumn:
    """One printed column, made of one column of the table or of several."""

    of: str
    """Names of columns. `a–b`: an interval from a to b. `a|b, c`: a, and b and c on the next line.

    `{translations}`: a line for each language that quotes are translated into.
    """
    width: float = 0.0
    """Millimetres with gutters; 0: what its texts need."""
    spanner: str = ""
    """What stands over it and its neighbours, in English, the key of the catalogues."""
    heading: str = ""
    """Heading in this table; empty: that of its first column."""
    look: ColumnLook = ""
    """How its texts stand: `right`, set to the right; `bold`; empty: as texts and numbers do."""


@dataclass(frozen=True)
class PageLayout:
    """How a table is printed unless columns are named."""

    columns: tuple[ShownColumn, ...]
    """Columns, as far as the table has them."""
    blocks: str = ""
    """Column whose values stand over blocks of rows, through the line; empty: none."""
    groups: str = ""
    """Column whose values become columns of their own, where the table has groups; empty: none."""
    along: str = ""
    """Column that has a row for each of its values, where those of `across` become columns; empty: none."""
    across: str = ""
    """Column whose values become columns under each spanner, where the table has no groups."""
    below: tuple[str, ...] = ()
    """For each spanner the column whose value stands in a last row, of all that is said."""
    most: int = 0
    """Rows that are printed of each block, or in all where rows become columns; 0: all of them."""
    passages: str = ""
    """What makes a long list shorter, for a table of passages; empty: it is none."""


_PEOPLE = N_("Respondents (N = {respondents_total})")
_SHARE = (ShownColumn("respondents", 10, _PEOPLE), ShownColumn("respondents_pct", 10, _PEOPLE))
_RANKED = (
    *_SHARE,
    ShownColumn("respondents_pct_low–respondents_pct_high", 17, _PEOPLE),
    ShownColumn("sessions", 16),
    ShownColumn("mentions", 16),
    ShownColumn("per_1000_words", 16),
)
_PLACE = "respondent|transcript, turn, start_s"
_WHO = N_("Respondent and place")
_THIS, _OTHERS = N_("This group (N = {respondents_total})"), N_("All others (N = {other_total})")
_UNITS, _STRENGTH = N_("Units"), N_("Strength")
_SPOKEN, _BY_PEOPLE = N_("Mentions (%)"), N_("Respondents (n)")
_ORDERS, _OVERLAP = N_("Random orders"), N_("Units with the topic and the code")
PAGE_LAYOUTS: Mapping[str, PageLayout] = {
    "barriers": PageLayout((ShownColumn("label", 50, heading=N_("Barrier")), *_RANKED), groups="respondents"),
    "codes": PageLayout((ShownColumn("label", 50), *_RANKED), blocks="kind", groups="respondents"),
    "compare": PageLayout((ShownColumn("label", 48), *_SHARE), groups="respondents"),
    "segments": PageLayout(
        (
            ShownColumn("text quote|{translations}", 90, heading=N_("Quote")),
            ShownColumn(_PLACE, 34, heading=_WHO),
            ShownColumn("assertion", 16),
        ),
        blocks="label",
        passages=N_("choose with --code CODE, `export quotes`, or xlsx"),
    ),
    "turns": PageLayout(
        (
            ShownColumn("turn", 10),
            ShownColumn("speaker respondent|role", 24, heading=N_("Speaker")),
            ShownColumn("text", 78, heading=N_("What was said")),
            ShownColumn("codes", 28),
        ),
        blocks="transcript",
        passages=N_("choose with --no-quotes, or xlsx"),
    ),
    "matrix": PageLayout(
        (ShownColumn("respondent", 22), ShownColumn("{attributes}"), ShownColumn("words"), ShownColumn("{codes}", 18))
    ),
    "cooccurrence": PageLayout(
        (
            ShownColumn("label_a", 31),
            ShownColumn("label_b", 31),
            ShownColumn("n", 9, _UNITS),
            ShownColumn("n_of_a_pct", 12, _UNITS),
            ShownColumn("n_of_b_pct", 12, _UNITS),
            ShownColumn("jaccard", 14, _STRENGTH),
            ShownColumn("npmi", 13, _STRENGTH),
            ShownColumn("respondents", 18, heading=N_("Respon|dents")),
        )
    ),
    "keyness": PageLayout(
        (
            ShownColumn("word|forms", 34),
            ShownColumn("frequency", 11, _THIS),
            ShownColumn("per_1000_words", 16, _THIS),
            ShownColumn("respondents", 18, _THIS, N_("Respon|dents")),
            ShownColumn("other_frequency", 11, _OTHERS, N_("n")),
            ShownColumn("other_per_1000_words", 16, _OTHERS, N_("Per 1,000 words")),
            ShownColumn("log_ratio", 14),
            ShownColumn("g2", 14),
        ),
        blocks="group sign",
        most=15,
    ),
    "frequencies": PageLayout(
        (
            ShownColumn("word|forms", 60),
            ShownColumn("frequency", 14),
            ShownColumn("per_1000_words", 18),
            *_SHARE,
        ),
        blocks="group",
    ),
    "kwic": PageLayout(
        (
            ShownColumn("pre", 84, look="right"),
            ShownColumn("keyword", 26, look="bold"),
            ShownColumn("post", 84),
            ShownColumn(_PLACE, 33, heading=_WHO),
        ),
        passages=N_("choose with --term TERM, or xlsx"),
    ),
    "quotes": PageLayout(
        (
            ShownColumn("text quote|{translations}", 88, heading=N_("Quote")),
            ShownColumn(_PLACE, 34, heading=_WHO),
            ShownColumn("assertion", 18),
        ),
        blocks="label",
        passages=N_("choose with --code CODE, --top N, or xlsx"),
    ),
    "languages": PageLayout(
        (
            ShownColumn("label", 44),
            ShownColumn("mentions_pct", 12, _SPOKEN),
            ShownColumn("respondents", 12, _BY_PEOPLE),
        ),
        along="code",
        across="language",
        below=("segments_pct", "respondents_total"),
    ),
    "speakers": PageLayout(
        (
            ShownColumn("respondent speaker", 42),
            ShownColumn("role", 26),
            ShownColumn("role_guessed", 14),
            ShownColumn("turns", 16),
            ShownColumn("words", 16),
            ShownColumn("words_pct", 16),
            ShownColumn("mentions", 16),
        ),
        blocks="transcript",
    ),
    "code_coverage": PageLayout(
        (
            ShownColumn("interview", 10),
            ShownColumn("session", 28),
            ShownColumn("date", 20),
            ShownColumn("codes_here", 12),
            ShownColumn("new_codes", 12),
            ShownColumn("codes", 14, heading=N_("Codes so far")),
            ShownColumn("codes_pct", 10),
            ShownColumn("shuffled_median", 16, _ORDERS),
            ShownColumn("shuffled_low–shuffled_high", 18, _ORDERS),
        )
    ),
    "saturation": PageLayout(
        (
            ShownColumn("interview", 10),
            ShownColumn("session", 34),
            ShownColumn("date", 22),
            ShownColumn("new_codes", 14),
            ShownColumn("run_from–interview", 18, heading=N_("Run (No.)")),
            ShownColumn("run_new_codes", 14),
            ShownColumn("new_information_pct", 18),
            ShownColumn("saturated", 16),
        )
    ),
    "topics": PageLayout(
        (
            ShownColumn("topic", 10),
            ShownColumn("label", 36, heading=N_("Topic")),
            ShownColumn("core terms", 44, heading=N_("Core terms")),
            ShownColumn("share_pct", 14),
            ShownColumn("respondents", 16, heading=N_("Respon|dents")),
            ShownColumn("stability", 14),
            ShownColumn("uncoded_pct", 14),
        )
    ),
    "topic_segments": PageLayout(
        (ShownColumn("quote", 104), ShownColumn("respondent|transcript, segment", 36, heading=_WHO)),
        blocks="label",
        passages=N_("choose with --top N, or xlsx"),
    ),
    "topic_terms": PageLayout(
        (
            ShownColumn("rank", 12, heading=N_("No.")),
            ShownColumn("term", 22, N_("The heaviest terms of each topic")),
        ),
        along="rank",
        across="topic",
        most=10,
    ),
    "topic_by": PageLayout(
        (
            ShownColumn("label", 46, heading=N_("Topic")),
            *_SHARE,
            ShownColumn("mean_share_pct", 20),
            ShownColumn("mean_share_low–mean_share_high", 24, heading=N_("95% CI")),
        ),
        blocks="group",
    ),
    "topic_pairs": PageLayout(
        (
            ShownColumn("label", 46, heading=N_("Topic")),
            ShownColumn("match_label", 46),
            ShownColumn("score", 16),
            ShownColumn("common_terms", 32),
        )
    ),
    "crosswalk": PageLayout(
        (
            ShownColumn("label", 40, heading=N_("Topic")),
            ShownColumn("overlap", 16, _OVERLAP),
            ShownColumn("uncoded_pct", 14),
        ),
        along="topic",
        across="code",
    ),
}
"""Table -> its layout; other tables print all their columns."""
