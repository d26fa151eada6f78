"""Columns of the table of co-occurrence."""

from qualcode.model import Column
from qualcode.tables.columns import BY

COLUMNS = (
    *BY,
    Column(
        "code_a",
        "string",
        "One code of the pair, the first in the alphabet.",
        "Satu kode dari pasangan, yang pertama menurut abjad.",
    ),
    Column("label_a", "string", "Name of code_a for people.", "Nama code_a untuk pembaca."),
    Column(
        "code_b",
        "string",
        "The other code of the pair; never above or below code_a in the codebook.",
        "Kode lain dari pasangan; tidak pernah di atas atau di bawah code_a dalam buku kode.",
    ),
    Column("label_b", "string", "Name of code_b for people.", "Nama code_b untuk pembaca."),
    Column(
        "unit",
        "string",
        "Where the two stand together: segment, turn or respondent.",
        "Tempat keduanya muncul bersama: segment (segmen), turn (giliran bicara), atau respondent (informan).",
    ),
    Column(
        "n",
        "integer",
        "Units of participants that mention both codes; a parent stands where its children stand.",
        "Unit peserta yang menyebut kedua kode; kode induk muncul di tempat subkodenya muncul.",
    ),
    Column("n_a", "integer", "Units that mention code_a.", "Unit yang menyebut code_a."),
    Column("n_b", "integer", "Units that mention code_b.", "Unit yang menyebut code_b."),
    Column(
        "units",
        "integer",
        "All units of participants in the block, also those without any code.",
        "Semua unit peserta dalam blok, termasuk yang tanpa kode.",
    ),
    Column(
        "overlaps",
        "integer",
        "Pairs of mentions, one of each code, that share at least one word: a long passage counts once, however many "
        "segments it covers.",
        "Pasangan penyebutan, satu dari tiap kode, yang berbagi sedikitnya satu kata: bagian yang panjang dihitung "
        "sekali, berapa pun segmen yang dicakupnya.",
    ),
    Column(
        "respondents",
        "integer",
        "Respondents who mention both codes in one unit.",
        "Informan yang menyebut kedua kode dalam satu unit.",
    ),
    Column(
        "jaccard",
        "number",
        "n / (n_a + n_b - n): 0 to 1, to 3 decimals.",
        "n / (n_a + n_b - n): dari 0 sampai 1, 3 desimal.",
    ),
    Column(
        "npmi",
        "number",
        "Normalised pointwise mutual information (Bouma 2009), to 3 decimals: 1 when the codes stand only together, "
        "0 when they meet as often as by chance, below 0 when less; empty when both stand in every unit.",
        "Informasi timbal balik titik ternormalisasi (NPMI, Bouma 2009), 3 desimal: 1 bila kedua kode selalu muncul "
        "bersama, 0 bila sesering kebetulan, di bawah 0 bila lebih jarang; kosong bila keduanya ada di setiap unit.",
    ),
    Column(
        "n_of_a_pct",
        "number",
        "n in per cent of n_a: how often code_b comes with code_a, to 1 decimal.",
        "n dalam persen dari n_a: seberapa sering code_b menyertai code_a, 1 desimal.",
    ),
    Column(
        "n_of_b_pct",
        "number",
        "n in per cent of n_b: how often code_a comes with code_b, to 1 decimal.",
        "n dalam persen dari n_b: seberapa sering code_a menyertai code_b, 1 desimal.",
    ),
    Column(
        "places",
        "string",
        "The units with both, at most 100, joined by `;`: transcript:turn:segment, transcript:turn, or the respondent.",
        "Unit yang memuat keduanya, paling banyak 100, dipisahkan `;`: transkrip:giliran:segmen, transkrip:giliran, "
        "atau informan.",
    ),
)
