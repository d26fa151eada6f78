"""Headings: what each column is called where people read it, how its values are written, and words for values.

The English text is the key of the catalogues. `|` stands where a long word may be divided in a narrow column.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qualcode.languages.catalogue import N_

Form = Literal["", "count", "plain", "percent", "rate", "coefficient", "p", "clock", "words", "quote", "sign"]
"""How values are written.

`count`: whole numbers with thousands. `plain`: years, ids, places in a list: without. `percent`: none or one decimal.
`rate`: one decimal. `coefficient`: two. `p`: two or three. `clock`: minutes and seconds. `words`: what was said, on one
line. `quote`: the same in quotation marks. `sign`: a star where true. Empty: as the type says.
"""


@dataclass(frozen=True)
class Heading:
    """What stands over a column, and how its values are written."""

    text: str
    """In English, the key of the catalogues."""
    form: Form = ""
    """How values are written."""
    bounded: bool = False
    """True: no value is beyond 1, so that the APA drops the zero before the decimal sign."""


HEADINGS: Mapping[str, Heading] = {
    "by": Heading(N_("Attribute")),
    "group": Heading(N_("Group")),
    "other": Heading(N_("Compared with")),
    "corpus": Heading(N_("Corpus")),
    "transcript": Heading(N_("Transcript")),
    "docname": Heading(N_("Transcript")),
    "session": Heading(N_("Interview")),
    "respondent": Heading(N_("Respondent")),
    "speaker": Heading(N_("Speaker")),
    "role": Heading(N_("Role")),
    "role_guessed": Heading(N_("Role guessed"), "sign"),
    "turn": Heading(N_("Turn"), "plain"),
    "continues": Heading(N_("Goes on from turn"), "plain"),
    "segment": Heading(N_("Segment"), "plain"),
    "segment_end": Heading(N_("To segment"), "plain"),
    "language": Heading(N_("Language")),
    "languages": Heading(N_("Language")),
    "start_s": Heading(N_("Time (min:s)"), "clock"),
    "end_s": Heading(N_("Until (min:s)"), "clock"),
    "start": Heading(N_("From character"), "plain"),
    "end": Heading(N_("To character"), "plain"),
    "from": Heading(N_("From word"), "plain"),
    "to": Heading(N_("To word"), "plain"),
    "code": Heading(N_("Code (short name)")),
    "kind": Heading(N_("Kind")),
    "parent": Heading(N_("Under")),
    "label": Heading(N_("Code")),
    "code_a": Heading(N_("Code A (short name)")),
    "code_b": Heading(N_("Code B (short name)")),
    "label_a": Heading(N_("Code A")),
    "label_b": Heading(N_("Code B")),
    "code_label": Heading(N_("Code")),
    "coder": Heading(N_("Coder")),
    "rules": Heading(N_("Rules")),
    "matched": Heading(N_("Words matched"), "words"),
    "assertion": Heading(N_("How it is put")),
    "prompted": Heading(N_("Prompted")),
    "prompted_pct": Heading(N_("Prompted (%)"), "percent"),
    "quote": Heading(N_("Quote"), "quote"),
    "quote_start": Heading(N_("Quote from character"), "plain"),
    "quote_end": Heading(N_("Quote to character"), "plain"),
    "quote_left_out": Heading(N_("Characters cut"), "count"),
    "text": Heading(N_("Context"), "quote"),
    "memo": Heading(N_("Memo")),
    "looked": Heading(N_("Looked at")),
    "pre": Heading(N_("Before"), "words"),
    "keyword": Heading(N_("Word"), "words"),
    "post": Heading(N_("After"), "words"),
    "pattern": Heading(N_("Term searched")),
    "choice": Heading(N_("Choice")),
    "rank": Heading(N_("Rank"), "plain"),
    "gap_rank": Heading(N_("Rank by gap"), "plain"),
    "respondents": Heading(N_("n"), "count"),
    "respondents_total": Heading(N_("N"), "count"),
    "respondents_pct": Heading(N_("%"), "percent"),
    "respondents_pct_low": Heading(N_("95% CI"), "percent"),
    "respondents_pct_high": Heading(N_("95% CI"), "percent"),
    "respondents_low": Heading(N_("95% CI"), "percent"),
    "respondents_high": Heading(N_("95% CI"), "percent"),
    "sessions": Heading(N_("Inter|views"), "count"),
    "turns": Heading(N_("Turns"), "count"),
    "segments": Heading(N_("Seg|ments"), "count"),
    "mentions": Heading(N_("Men|tions"), "count"),
    "mentions_pct": Heading(N_("Mentions (%)"), "percent"),
    "per_1000_words": Heading(N_("Per 1,000 words"), "rate"),
    "median_per_1000_words": Heading(N_("Median per 1,000 words"), "rate"),
    "words": Heading(N_("Words"), "count"),
    "words_pct": Heading(N_("Words (%)"), "percent"),
    "words_per_respondent": Heading(N_("Words per respon|dent"), "count"),
    "codes": Heading(N_("Codes")),
    "unit": Heading(N_("Unit")),
    "n": Heading(N_("n"), "count"),
    "n_a": Heading(N_("n of A"), "count"),
    "n_b": Heading(N_("n of B"), "count"),
    "units": Heading(N_("All units"), "count"),
    "overlaps": Heading(N_("Shared passages"), "count"),
    "jaccard": Heading(N_("Jaccard"), "coefficient", bounded=True),
    "npmi": Heading(N_("NPMI"), "coefficient", bounded=True),
    "n_of_a_pct": Heading(N_("% of A"), "percent"),
    "n_of_b_pct": Heading(N_("% of B"), "percent"),
    "places": Heading(N_("Places")),
    "segments_total": Heading(N_("Segments in this language"), "count"),
    "segments_pct": Heading(N_("Share of speech (%)"), "percent"),
    "ratio": Heading(N_("Mentions : speech"), "coefficient"),
    "other_respondents": Heading(N_("n (others)"), "count"),
    "other_total": Heading(N_("N (others)"), "count"),
    "other_pct": Heading(N_("% (others)"), "percent"),
    "other_pct_low": Heading(N_("95% CI (others)"), "percent"),
    "other_pct_high": Heading(N_("95% CI (others)"), "percent"),
    "other_words_per_respondent": Heading(N_("Words per respondent (others)"), "count"),
    "other_mentions": Heading(N_("Mentions (others)"), "count"),
    "other_per_1000_words": Heading(N_("Per 1,000 words (others)"), "rate"),
    "difference_pp": Heading(N_("Difference (pp)"), "percent"),
    "test": Heading(N_("Test")),
    "chi2": Heading(N_("χ²"), "coefficient"),
    "chi2_signed": Heading(N_("χ² with sign"), "coefficient"),
    "df": Heading(N_("df"), "plain"),
    "min_expected": Heading(N_("Smallest expected"), "rate"),
    "p": Heading(N_("p"), "p", bounded=True),
    "p_holm": Heading(N_("p (Holm)"), "p", bounded=True),
    "group_p_holm": Heading(N_("p of the group (Holm)"), "p", bounded=True),
    "residual": Heading(N_("Residual"), "coefficient"),
    "cramers_v": Heading(N_("Cramér's V"), "coefficient", bounded=True),
    "odds_ratio": Heading(N_("Odds ratio"), "coefficient"),
    "odds_ratio_low": Heading(N_("95% CI of the odds ratio"), "coefficient"),
    "odds_ratio_high": Heading(N_("95% CI of the odds ratio"), "coefficient"),
    "word": Heading(N_("Word")),
    "forms": Heading(N_("Forms")),
    "sign": Heading(N_("More or less often")),
    "frequency": Heading(N_("n"), "count"),
    "other_frequency": Heading(N_("n (others)"), "count"),
    "g2": Heading(N_("G²"), "rate"),
    "g2_signed": Heading(N_("G² with sign"), "rate"),
    "log_ratio": Heading(N_("Log ratio"), "coefficient"),
    "passages": Heading(N_("Passages"), "count"),
    "closeness": Heading(N_("Closeness"), "coefficient", bounded=True),
    "interview": Heading(N_("No."), "plain"),
    "date": Heading(N_("Date")),
    "codes_here": Heading(N_("Codes here"), "count"),
    "new_codes": Heading(N_("New codes"), "count"),
    "codes_total": Heading(N_("Codes possible"), "count"),
    "codes_pct": Heading(N_("%"), "percent"),
    "shuffled_median": Heading(N_("Median"), "rate"),
    "shuffled_low": Heading(N_("5%–95%"), "rate"),
    "shuffled_high": Heading(N_("5%–95%"), "rate"),
    "base_codes": Heading(N_("Base"), "count"),
    "run_from": Heading(N_("Run from No."), "plain"),
    "run_new_codes": Heading(N_("New in run"), "count"),
    "new_information_pct": Heading(N_("New informa|tion (%)"), "percent"),
    "saturated": Heading(N_("Reached")),
    "topic": Heading(N_("No."), "plain"),
    "share_pct": Heading(N_("Share (%)"), "percent"),
    "coherence": Heading(N_("Coher|ence"), "coefficient", bounded=True),
    "stability": Heading(N_("Stabil|ity"), "coefficient", bounded=True),
    "stable": Heading(N_("Stable")),
    "core": Heading(N_("Core terms")),
    "core_kept": Heading(N_("Core kept"), "coefficient", bounded=True),
    "core_stable": Heading(N_("Core stable")),
    "uncoded": Heading(N_("Uncoded"), "count"),
    "uncoded_pct": Heading(N_("Uncod|ed (%)"), "percent"),
    "terms": Heading(N_("Terms")),
    "term": Heading(N_("Term")),
    "topic_respondents": Heading(N_("Respon|dents"), "count"),
    "topic_segments": Heading(N_("Units of the topic"), "count"),
    "weight": Heading(N_("Weight"), "coefficient"),
    "strength": Heading(N_("Strength"), "coefficient", bounded=True),
    "kept": Heading(N_("Kept"), "coefficient", bounded=True),
    "coded": Heading(N_("Coded")),
    "mean_share_pct": Heading(N_("Mean share (%)"), "rate"),
    "mean_share_low": Heading(N_("95% CI of the share"), "rate"),
    "mean_share_high": Heading(N_("95% CI of the share"), "rate"),
    "match": Heading(N_("Match No."), "plain"),
    "match_label": Heading(N_("Matching topic")),
    "match_respondents": Heading(N_("Respon|dents"), "count"),
    "score": Heading(N_("Score"), "coefficient", bounded=True),
    "basis": Heading(N_("Compared by")),
    "common_terms": Heading(N_("Common terms")),
    "code_segments": Heading(N_("Units of the code"), "count"),
    "overlap": Heading(N_("Both"), "count"),
    "overlap_respondents": Heading(N_("Respon|dents"), "count"),
    "lift": Heading(N_("Lift"), "coefficient"),
    "topic_pct": Heading(N_("% of topic"), "percent"),
    "code_pct": Heading(N_("% of code"), "percent"),
}
"""Name of a column -> its heading; a table may use another one (`layouts`)."""
PER = {
    "respondents_pct": ("respondents", "respondents_total"),
    "other_pct": ("other_respondents", "other_total"),
    "codes_pct": ("codes", "codes_total"),
    "n_of_a_pct": ("n", "n_a"),
    "n_of_b_pct": ("n", "n_b"),
    "uncoded_pct": ("uncoded", "segments"),
}
"""Percentage -> the two counts that it is made of: it is rounded once, from them."""
INTERVALS = {
    f"{share}_{end}": (*counts, at)
    for share, counts in PER.items()
    if share in ("respondents_pct", "other_pct")
    for at, end in enumerate(("low", "high"))
}
"""End of an interval -> the counts of its share, and which end it is: it is worked out anew, and rounded once."""
VALUE_WORDS: Mapping[str, Mapping[str, str]] = {
    "assertion": {
        "affirmed": N_("affirmed"),
        "negated": N_("negated"),
        "resolved": N_("resolved"),
        "hypothetical": N_("hypothetical"),
        "question": N_("asked"),
    },
    "role": {
        "interviewer": N_("interviewer"),
        "participant": N_("participant"),
        "other": N_("other role"),
        "unknown": N_("unknown role"),
    },
    "language": {
        "id": N_("Indonesian"),
        "en": N_("English"),
        "mixed": N_("mixed language"),
        "und": N_("undetermined"),
    },
    "choice": {"typical": N_("typical"), "varied": N_("varied"), "contrary": N_("contrary")},
    "sign": {"positive": N_("more often"), "negative": N_("less often")},
    "kind": {"barrier": N_("barrier"), "enabler": N_("enabler"), "actor": N_("actor"), "theme": N_("theme")},
    "unit": {"segment": N_("segment"), "turn": N_("turn"), "respondent": N_("respondent")},
}
"""Column -> value -> word for it, in English, the key of the catalogues."""
