"""Columns of the table that compares groups."""

from qualcode.model import Column
from qualcode.tables.columns import (
    CODE,
    KIND_OF_CODE,
    LABEL,
    RESPONDENTS_PCT,
    RESPONDENTS_PCT_HIGH,
    RESPONDENTS_PCT_LOW,
)

ABOUT = (
    CODE,
    KIND_OF_CODE,
    LABEL,
    Column("by", "string", "Attribute that makes the groups.", "Atribut yang membentuk kelompok."),
    Column("group", "string", "Value of the attribute.", "Nilai atribut."),
    Column(
        "other",
        "string",
        "Value it is compared with; empty: all other groups together.",
        "Nilai pembandingnya; kosong: semua kelompok lain bersama-sama.",
    ),
)
COUNTED = (
    Column(
        "respondents",
        "integer",
        "Respondents of the group with at least one mention.",
        "Informan dalam kelompok dengan sedikitnya satu penyebutan.",
    ),
    Column(
        "respondents_total",
        "integer",
        "N: participants of the group with at least one word.",
        "N: peserta dalam kelompok yang mengucapkan sedikitnya satu kata.",
    ),
    RESPONDENTS_PCT,
    RESPONDENTS_PCT_LOW,
    RESPONDENTS_PCT_HIGH,
    Column(
        "words_per_respondent",
        "number",
        "Words of the group's respondents / respondents_total, to 1 decimal.",
        "Kata para informan kelompok / respondents_total, 1 desimal.",
    ),
    Column(
        "mentions",
        "integer",
        "Affirmed codings of the group's participants; overlaps below a parent count once.",
        "Pengodean yang ditegaskan dalam ucapan peserta kelompok; yang tumpang tindih di bawah satu induk dihitung "
        "sekali.",
    ),
    Column(
        "per_1000_words",
        "number",
        "mentions per 1000 words of the group's participants, to 2 decimals.",
        "mentions per 1000 kata peserta kelompok, 2 desimal.",
    ),
)
OTHER = tuple(
    Column(
        f"other_{column.name.removeprefix('respondents_')}",
        column.type,
        f"The same of `other`: {column.name}.",
        f"Hal yang sama untuk `other`: {column.name}.",
    )
    for column in COUNTED
)
DIFFERENCE = Column(
    "difference_pp",
    "number",
    "Group minus other, in percentage points of respondents, to 1 decimal.",
    "Kelompok dikurangi pembanding, dalam poin persentase informan, 1 desimal.",
)
TESTED = (
    Column(
        "test",
        "string",
        "fisher (two groups), chi-squared or exact (more); empty where nobody or everybody names it.",
        "fisher (dua kelompok), chi-squared atau exact (lebih); kosong bila tidak seorang pun atau semua menyebutnya.",
    ),
    Column(
        "chi2",
        "number",
        "Pearson's statistic over all groups, to 2 decimals.",
        "Statistik Pearson atas semua kelompok, 2 desimal.",
    ),
    Column("df", "integer", "Its degrees of freedom.", "Derajat bebasnya."),
    Column(
        "min_expected",
        "number",
        "Smallest expected count; below 5 the test is exact, or chi-squared and rough where there are too many tables.",
        "Frekuensi harapan terkecil; di bawah 5 ujinya eksak, atau khi-kuadrat kasar bila tabelnya terlalu banyak.",
    ),
    Column(
        "p",
        "number",
        "Two-sided p-value, the same in all rows of a code, to 4 significant digits.",
        "Nilai p dua arah, sama dalam semua baris satu kode, 4 angka penting.",
    ),
    Column(
        "p_holm",
        "number",
        "p after Holm's correction over the codes tested, to 4 significant digits.",
        "p setelah koreksi Holm atas kode yang diuji, 4 angka penting.",
    ),
    Column(
        "cramers_v",
        "number",
        "Strength from 0 to 1 over all groups, without correction, to 3 decimals.",
        "Kekuatan hubungan dari 0 sampai 1 atas semua kelompok, tanpa koreksi, 3 desimal.",
    ),
    Column(
        "odds_ratio",
        "number",
        "Odds in group to odds in other (conditional); empty: infinite, or more groups.",
        "Rasio odds kelompok terhadap pembanding (bersyarat); kosong: tak hingga, atau lebih dari dua kelompok.",
    ),
    Column("odds_ratio_low", "number", "Lower end of its exact 95 % interval.", "Batas bawah selang eksak 95 %-nya."),
    Column(
        "odds_ratio_high",
        "number",
        "Upper end of its exact 95 % interval; empty: infinite.",
        "Batas atas selang eksak 95 %-nya; kosong: tak hingga.",
    ),
)
COLUMNS = (*ABOUT, *COUNTED, *OTHER, DIFFERENCE, *TESTED)
