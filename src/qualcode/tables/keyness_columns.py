"""Columns of the table of key words."""

from qualcode.model import Column
from qualcode.tables.columns import BY

COLUMNS = (
    *BY,
    Column(
        "rank", "integer", "Place in its group by g2, from 1.", "Peringkat dalam kelompoknya menurut g2, mulai dari 1."
    ),
    Column("word", "string", "The word in its most frequent form.", "Kata dalam bentuk yang paling sering."),
    Column(
        "forms",
        "string",
        "Forms that count as this word (level light), the most frequent first, joined by `;`.",
        "Bentuk yang dihitung sebagai kata ini (tingkat light), yang paling sering lebih dulu, dipisahkan `;`.",
    ),
    Column(
        "sign",
        "string",
        "positive: the group uses it more than the other groups; negative: less.",
        "positive: kelompok memakainya lebih banyak daripada kelompok lain; negative: lebih sedikit.",
    ),
    Column(
        "frequency",
        "integer",
        "How often participants of the group say it.",
        "Berapa kali peserta kelompok mengatakannya.",
    ),
    Column(
        "per_1000_words",
        "number",
        "frequency per 1000 words of the group's participants, to 2 decimals.",
        "frequency per 1000 kata peserta kelompok, 2 desimal.",
    ),
    Column(
        "other_frequency",
        "integer",
        "How often participants of all other groups say it.",
        "Berapa kali peserta semua kelompok lain mengatakannya.",
    ),
    Column(
        "other_per_1000_words",
        "number",
        "other_frequency per 1000 words of the other groups, to 2 decimals.",
        "other_frequency per 1000 kata kelompok lain, 2 desimal.",
    ),
    Column("respondents", "integer", "Respondents of the group who say it.", "Informan kelompok yang mengatakannya."),
    Column(
        "respondents_total",
        "integer",
        "N: participants of the group with at least one word.",
        "N: peserta kelompok yang mengucapkan sedikitnya satu kata.",
    ),
    Column(
        "other_respondents",
        "integer",
        "Respondents of the other groups who say it.",
        "Informan kelompok lain yang mengatakannya.",
    ),
    Column("other_total", "integer", "N of the other groups together.", "N kelompok lain bersama-sama."),
    Column(
        "g2",
        "number",
        "Log-likelihood ratio (Dunning 1993), to 2 decimals: how sure the difference is.",
        "Rasio log-kemungkinan (Dunning 1993), 2 desimal: seberapa pasti perbedaannya.",
    ),
    Column(
        "log_ratio",
        "number",
        "log2 of the ratio of both rates (Hardie 2014), 0 taken as 0.5, to 2 decimals.",
        "log2 dari rasio kedua laju (Hardie 2014), 0 dianggap 0,5, 2 desimal.",
    ),
)
