"""The values of gensim that `test_coherence` holds: run `python tests/topics/gensim_npmi.py` where gensim is installed.

The window is longer than any unit, so that gensim counts whole units as we do.
"""

UNITS = [
    "surat izin loket antre",
    "surat izin kantor",
    "surat loket antre lama",
    "sinyal internet desa",
    "sinyal internet mati",
    "internet mati kantor",
    "antre lama loket",
    "data server kantor",
    "server mati data",
    "surat data",
]
TOPICS = [
    ["surat", "izin", "loket", "antre"],
    ["sinyal", "internet", "mati", "desa"],
    ["data", "server", "lama", "izin"],
]

if __name__ == "__main__":
    from gensim.corpora import Dictionary
    from gensim.models import CoherenceModel

    texts = [unit.split() for unit in UNITS]
    model = CoherenceModel(
        topics=TOPICS, texts=texts, dictionary=Dictionary(texts), coherence="c_npmi", window_size=50, processes=1
    )
    print([round(value, 6) for value in model.get_coherence_per_topic()])
