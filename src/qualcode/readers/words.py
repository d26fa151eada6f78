"""Words that tell speaker labels and columns from other words. Compiled by the project."""


def listed(entries: str) -> tuple[str, ...]:
    """Divide a list of entries at bars and line ends."""
    return tuple(entry.strip() for line in entries.split("\n") for entry in line.split("|") if entry.strip())


def word_set(entries: str) -> frozenset[str]:
    """Divide a list of single words at white space."""
    return frozenset(entries.split())


RECOGNISER = word_set("speaker spk spkr pembicara penutur voice suara")
"""What speech recognition calls a voice."""

TITLES = word_set(
    """
    pak bu bapak ibu mas mbak mba kak kakak bang abang kang akang teh teteh neng cak cik gus uda uni om tante mang
    haji hajah h hj kh ust ustaz ustadz ustadzah dr drs dra ir prof sdr sdri saudara saudari mr mrs ms miss mx sir madam
    """
)
"""Words before a name."""

GROUP = word_set("semua semuanya bersama-sama hadirin audiens penonton all everyone everybody together audience group")
"""What a transcript calls several people who speak at once."""

PARTICLES = word_set("bin binti van von der den de la le al el da di do dos du and dan of & ke vs")
"""Words within a name or between two."""

METADATA = frozenset(
    listed(
        """
    tanggal|tgl|hari/tanggal|hari, tanggal|waktu|jam|pukul|tempat|lokasi|durasi|lama|lama wawancara|topik|tema|judul
    nama|nama informan|nama narasumber|nama responden|usia|umur|jenis kelamin|gender|pekerjaan|jabatan|posisi|instansi
    lembaga|alamat|kota|kabupaten|kecamatan|desa|pendidikan|kode|kode informan|nomor|no|file|berkas|bahasa|media
    wawancara|transkrip|transkrip wawancara|ditranskrip oleh|transkripsi oleh|keterangan|keterangan informan|agama|suku
    date|time|place|location|venue|duration|length|topic|theme|title|name|age|sex|occupation|job|position|institution
    organisation|organization|city|address|education|id|number|interview|transcript|transcribed by|language|recorded
    recording date|recording|interview date|interview number|project|setting|medium|platform|present
    """
    )
)
"""Headings of the form that stands above many transcripts."""

PERSONAL = frozenset(
    listed("""
    usia|umur|jenis kelamin|gender|pekerjaan|jabatan|pendidikan|pendidikan terakhir|agama|suku|status perkawinan
    penghasilan|lama bekerja|masa kerja|age|sex|occupation|job|education|religion|income|marital status
    usia anda|umur anda|jenis kelamin anda|kelompok umur|kelompok usia|age group
    """)
)
"""Headers of a sheet that has a person in each row: a survey."""

OPENERS = word_set(
    """
    catatan cat note notes nb ps contoh contohnya misal misalnya example artinya maksudnya maksud intinya inti jadi
    pertama kedua ketiga keempat kelima first second third kesimpulan kesimpulannya conclusion summary ringkasan
    masalah masalahnya solusi solusinya alasan alasannya hasil hasilnya link url http https www
    jawabannya pertanyaannya ceritanya bedanya kelebihan kekurangan kelemahan tujuan tujuannya begini begitu yaitu yakni
    namely problem solution reason result warning peringatan penting important tambahan lampiran bagian section
    """
)
"""Words that begin a remark or a list, and no speech."""
