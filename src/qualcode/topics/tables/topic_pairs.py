"""The table of pairs: which Indonesian topic speaks of what an English topic speaks of, and how surely."""

from typing import Any

from qualcode.model import Column, Table
from qualcode.tables.frame import Codings, Frame
from qualcode.tables.listing import in_columns
from qualcode.tables.options import Options
from qualcode.topics.align import LEAST_SHARED, LEAST_VOTES, Pair, align, sides
from qualcode.topics.fitted import Fitted
from qualcode.topics.tables.columns import TOPIC, about
from qualcode.topics.tables.kind import TopicTable
from qualcode.topics.tables.notes import topic_meta, topic_notes, topic_title

NAMES = ("id", "en")
COLUMNS = (
    *TOPIC,
    Column(
        "language",
        "string",
        "Language of most of its terms' weight: id or en. Topics of both are not listed.",
        "Bahasa sebagian besar bobot istilahnya: id atau en. Topik dua bahasa tidak didaftar.",
    ),
    Column("respondents", "integer", "Different respondents of the topic.", "Informan berbeda dari topik itu."),
    Column(
        "match",
        "integer",
        "Number of its topic in the other language; empty: none is sure enough.",
        "Nomor topik padanannya dalam bahasa lain; kosong: tidak ada yang cukup pasti.",
    ),
    Column("match_label", "string", "Name of that topic.", "Nama topik padanan."),
    Column(
        "match_respondents", "integer", "Different respondents of that topic.", "Informan berbeda dari topik padanan."
    ),
    Column(
        "score",
        "number",
        "How surely they match, 0 to 1; where there is no match, that of the best candidate. By meaning: of the "
        "typical units of either topic, the smaller share that lies nearest to the other one among the topics of its "
        "language. By terms: weight of the terms in common in the weight of both topics' terms.",
        "Seberapa pasti keduanya berpadanan, 0 sampai 1; bila tidak ada padanan, nilai calon terbaik. Menurut makna: "
        "dari satuan khas kedua topik, bagian terkecil yang paling dekat dengan topik lawannya di antara topik "
        "bahasanya. Menurut istilah: bobot istilah yang sama dalam bobot istilah kedua topik.",
    ),
    Column(
        "basis",
        "string",
        "What was compared: meaning (sentence vectors) or terms (words that both languages have).",
        "Yang dibandingkan: meaning (vektor kalimat) atau terms (kata yang ada dalam kedua bahasa).",
    ),
    Column(
        "common_terms",
        "string",
        "Terms that are one word in both languages, joined by `;`.",
        "Istilah yang sama dalam kedua bahasa, dipisahkan `;`.",
    ),
)


def list_pairs(frame: Frame, codings: Codings, fitted: Fitted, options: Options) -> Table:
    """Indonesian topics with their English matches, then the English topics that are nobody's match."""
    language = sides(fitted).tolist()
    rows = [_row(fitted, each, NAMES[language[each.one]]) for each in align(fitted)]
    return Table(
        name="topic_pairs",
        title=topic_title(
            options.said("Topics that match across languages", "Topik yang berpadanan lintas bahasa"), frame, options
        ),
        columns=COLUMNS,
        data=in_columns(rows, COLUMNS),
        notes=(*_notes(fitted, options), *topic_notes(frame, codings, fitted, options)),
        meta={**topic_meta(frame, codings, fitted), "basis": _basis(fitted)},
    )


def _basis(fitted: Fitted) -> str:
    return "terms" if fitted.meaning is None else "meaning"


def _row(fitted: Fitted, pair: Pair, language: str) -> dict[str, Any]:
    found = pair.other >= 0
    return {
        **about(fitted, pair.one),
        "language": language,
        "respondents": int(fitted.respondents[pair.one]),
        "match": int(fitted.number[pair.other]) if found else None,
        "match_label": fitted.label[pair.other] if found else None,
        "match_respondents": int(fitted.respondents[pair.other]) if found else None,
        "score": pair.score,
        "basis": _basis(fitted),
        "common_terms": ";".join(pair.shared) or None,
    }


def _notes(fitted: Fitted, options: Options) -> tuple[str, ...]:
    if fitted.meaning is None:
        return (
            options.said(
                f"Matched by words that both languages have, from {LEAST_SHARED} of the terms' weight: that finds few "
                "matches. Sentence vectors find more: pip install 'qualcode[meaning]'.",
                f"Dipadankan menurut kata yang ada dalam kedua bahasa, mulai dari {LEAST_SHARED} bobot istilah: cara "
                "ini menemukan sedikit padanan. Vektor kalimat menemukan lebih: pip install 'qualcode[meaning]'.",
            ),
        )
    return (
        options.said(
            f"Matched by meaning, each the other's best, from a score of {LEAST_VOTES} or twice what chance gives. "
            "`qualcode topics --by-language` gives each language topics of its own; `--method meaning` gives topics of "
            "both.",
            f"Dipadankan menurut makna, saling menjadi yang terbaik, mulai dari skor {LEAST_VOTES} atau dua kali "
            "kebetulan. `qualcode topics --by-language` memberi setiap bahasa topiknya sendiri; `--method meaning` "
            "memberi topik dua bahasa.",
        ),
    )


KIND = TopicTable(
    "Which Indonesian topic matches which English one, and how surely.",
    list_pairs,
    COLUMNS,
    meaning=True,
)
