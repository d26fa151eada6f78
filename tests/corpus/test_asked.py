"""Prompted: the question that a turn answers."""

from study import small

ASKED = """\
Moderator: Apakah perawat cukup?
Ani (A): Ya, begitulah.
Moderator: Hmm.
Budi (B): Perawat kurang di sini.
Moderator: Terima kasih semua.
Budi (B): Perawat memang kurang.
Ani (A): Iya betul.
"""


def test_a_backchannel_asks_nothing(tmp_path):
    folder = small(tmp_path, {"group.txt": ASKED})
    folder.done("ingest", "interviews")
    folder.done("code", "--codebook", "clinic.yaml")
    folder.done("export", "segments")
    prompted = {row["turn"]: row["prompted"] for row in folder.rows("out/segments.csv") if row["code"] == "staff"}
    assert prompted == {"4": "true", "6": "false"}
