"""Columns that several tables have: one definition each, in both languages."""

from qualcode.model import Column

BY = (
    Column("by", "string", "Attribute that makes the blocks.", "Atribut yang membentuk blok."),
    Column(
        "group",
        "string",
        "Value of the attribute in this block; empty where it is missing.",
        "Nilai atribut dalam blok ini; kosong bila tidak ada.",
    ),
)
BY_TURN = (
    BY[0],
    Column(
        "group",
        "string",
        "Value of the attribute for this turn; empty where it is missing.",
        "Nilai atribut untuk giliran bicara ini; kosong bila tidak ada.",
    ),
)
CODE = Column("code", "string", "Code of the codebook.", "Kode dalam buku kode.")
KIND_OF_CODE = Column("kind", "string", "Kind of the code.", "Jenis kode.")
LABEL = Column("label", "string", "Name of the code for people.", "Nama kode untuk pembaca.")
CORPUS = Column("corpus", "string", "Corpus.", "Korpus.")
TRANSCRIPT = Column(
    "transcript", "string", "Transcript in which the words stand.", "Transkrip tempat kata-kata itu berada."
)
SESSION = Column(
    "session", "string", "Conversation to which the transcript belongs.", "Percakapan asal transkrip (sesi)."
)
RESPONDENT = Column(
    "respondent",
    "string",
    "Who said it; empty for a voice that cannot be told apart.",
    "Informan yang mengatakannya; kosong bagi suara yang tidak dapat dibedakan.",
)
SPEAKER = Column("speaker", "string", "Label of the speaker in the transcript.", "Label penutur dalam transkrip.")
TURN = Column(
    "turn",
    "integer",
    "Number of the turn in its transcript, from 1.",
    "Nomor giliran bicara dalam transkripnya, mulai dari 1.",
)
LANGUAGE = Column(
    "language",
    "string",
    "Language of that segment: id, en, mixed, or und when undetermined.",
    "Bahasa segmen itu: id, en, mixed (campuran), atau und (tidak dapat ditentukan).",
)
WORD_COUNT = Column("words", "integer", "Words outside transcriber marks.", "Kata di luar tanda pentranskrip.")
START_S = Column(
    "start_s",
    "number",
    "Seconds from the start of the recording to the turn.",
    "Detik dari awal rekaman sampai giliran bicara.",
)
RESPONDENTS_PCT = Column(
    "respondents_pct",
    "number",
    "respondents in per cent of respondents_total, rounded half up to 1 decimal.",
    "respondents dalam persen dari respondents_total, dibulatkan ke 1 desimal.",
)
RESPONDENTS_PCT_LOW = Column(
    "respondents_pct_low",
    "number",
    "Lower end of the 95 % Wilson score interval of respondents_pct.",
    "Batas bawah selang Wilson 95 % dari respondents_pct.",
)
RESPONDENTS_PCT_HIGH = Column(
    "respondents_pct_high",
    "number",
    "Upper end of the 95 % Wilson score interval of respondents_pct.",
    "Batas atas selang Wilson 95 % dari respondents_pct.",
)
