import json

import pytest

from qualcode.readers import read
from qualcode.text.roles import UNRECOGNISED
from readers.talk import codes, talk

SAID = [("A", "satu", 0, 1.5), ("B", "dua", 1.5, 3)]


def timed(value):
    reading = read("a.json", json.dumps(value).encode())
    return [(turn.speaker, turn.text, turn.start_s, turn.end_s) for turn in reading.turns]


@pytest.mark.parametrize(
    "value",
    [
        [
            {"speaker": "A", "start": 0, "end": 1.5, "text": "satu"},
            {"speaker": "B", "start": 1.5, "end": 3, "text": "dua"},
        ],
        {
            "text": "satu dua", "language": "id",
            "segments": [
                {"id": 0, "start": 0.0, "end": 1.5, "text": " satu", "speaker": "A", "words": [{"word": "satu"}]},
                {"id": 1, "start": 1.5, "end": 3.0, "text": " dua", "speaker": "B", "words": [{"word": "dua"}]},
            ],
            "word_segments": [{"word": "satu", "speaker": "A"}, {"word": "dua", "speaker": "B"}],
        },
        {"transcription": [
            {"timestamps": {"from": "00:00:00,000", "to": "00:00:01,500"}, "text": "satu", "speaker": "A"},
            {"timestamps": {"from": "00:00:01,500", "to": "00:00:03,000"}, "text": "dua", "speaker": "B"},
        ]},
        {"utterances": [
            {"speaker": "A", "start": 0, "end": 1500, "text": "satu", "confidence": 0.9},
            {"speaker": "B", "start": 1500, "end": 3000, "text": "dua", "confidence": 0.9},
        ]},
        {"chunks": [
            {"timestamp": [0, 1.5], "text": "satu", "speaker": {"name": "A"}},
            {"timestamp": [1.5, 3], "text": "dua", "speaker": {"name": "B"}},
        ]},
    ],
)  # fmt: skip
def test_utterances_are_found_whatever_stands_around_them(value):
    assert timed(value) == SAID


def test_numbers_of_speakers_are_labels():
    assert talk("a.json", '[{"speaker": 0, "text": "a"}, {"speaker": 1, "text": "b"}]') == [
        ("Speaker 0", "a"), ("Speaker 1", "b"),
    ]  # fmt: skip


def test_speech_that_no_speaker_was_found_for_is_counted_for_nobody():
    source = '{"segments": [{"text": "a", "speaker": "S0"}, {"text": "b"}, {"text": "c", "speaker": "S0"}]}'
    assert talk("a.json", source) == [("S0", "a"), (UNRECOGNISED, "b"), ("S0", "c")]
    assert ("entries-without-speaker", None) in codes("a.json", source)


def test_without_speakers_labels_in_the_text_are_read():
    entries = [{"text": f"{who}: {n}", "start": n} for n, who in enumerate(["Dan", "Maria"] * 2)]
    assert [speaker for speaker, _ in talk("a.json", json.dumps(entries))] == ["Dan", "Maria"] * 2


def test_half_a_character_is_replaced():
    assert talk("a.json", '[{"speaker": "A", "text": "a\\ud83d"}, {"speaker": "B", "text": "\\ud83d\\ude00"}]') == [
        ("A", "a\ufffd"), ("B", "😀"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "empty-source"), ("{", "json-broken"), ("3", "no-utterances"), ('{"a": [1, 2]}', "no-utterances"),
        ('[{"speaker": "A", "text": ""}]', "empty-source"),
    ],
)  # fmt: skip
def test_faults_of_json(source, code):
    assert [found for found, _ in codes("a.json", source)] == [code]


def test_a_chat_of_telegram():
    said = [
        {"id": 1, "type": "service", "date": "2024-03-14T19:00:00", "actor": "Rina", "action": "create", "text": ""},
        {"id": 2, "type": "message", "date": "2024-03-14T19:01:00", "from": "Rina", "text": "Ada kendala?"},
        {
            "id": 3,
            "type": "message",
            "date": "2024-03-14T19:02:00",
            "from": "Sari",
            "text": ["Lihat ", {"text": "ini"}],
        },
        {"id": 4, "type": "message", "date": "2024-03-14T19:03:00", "from": "Sari", "text": "Sinyal susah"},
    ]
    turns = read("a.json", json.dumps({"name": "Desa", "messages": said}).encode()).turns
    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("Rina", "Ada kendala?"),
        ("Sari", "Lihat ini\n\nSinyal susah"),
    ]
    assert turns[1].place == "entry 3, 2024-03-14 19:02:00"


def test_paragraphs_of_deepgram():
    parts = [(0, ["Hi.", "Is that Kelly?"]), (1, ["Yes."])]
    paragraphs = [{"speaker": who, "sentences": [{"text": text} for text in said]} for who, said in parts]
    told = {"transcript": "Hi. Is that Kelly? Yes.", "words": [{"word": "hi", "speaker": 0}], "paragraphs": {}}
    told["paragraphs"] = {"transcript": "...", "paragraphs": paragraphs}
    source = json.dumps({"metadata": {}, "results": {"channels": [{"alternatives": [told]}]}})
    assert talk("a.json", source) == [("Speaker 0", "Hi. Is that Kelly?"), ("Speaker 1", "Yes.")]


def test_a_chat_of_instagram_is_read_from_its_end():
    texts = [("Sari", "Kapan, Mas?"), ("D\u00c3\u00a9wi", "Besok \u00f0\u009f\u0099\u008f"), ("Sari", "Siap")]
    sent = [{"sender_name": who, "timestamp_ms": 1699700000000 + at * 60000, "content": text}
            for at, (who, text) in enumerate(texts)]  # fmt: skip
    turns = read("a.json", json.dumps({"participants": [], "messages": sent[::-1]}).encode()).turns
    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("Sari", "Kapan, Mas?"),
        ("Déwi", "Besok 🙏"),
        ("Sari", "Siap"),
    ]
    assert turns[0].place == "entry 3, 2023-11-11 10:53:20 UTC"
