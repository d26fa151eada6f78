import pytest

from qualcode.readers import read
from readers.talk import codes, talk


def vtt(*cues):
    timed = (f"00:{n:02}.000 --> 00:{n:02}.900 align:start\n{text}\n\n" for n, text in enumerate(cues))
    return "WEBVTT - judul\nKind: captions\n\n" + "".join(timed)


def test_voices_join_over_cues_and_times_span_them():
    reading = read("a.vtt", vtt("<v S00>satu", "<v.loud S00>dua</v>", "lanjut", "<v S01>tiga</v>").encode())
    assert [(turn.speaker, turn.text, turn.start_s, turn.end_s, turn.place) for turn in reading.turns] == [
        ("S00", "satu\ndua\nlanjut", 0, 2.9, "cue 1"),
        ("S01", "tiga", 3, 3.9, "cue 4"),
    ]


def test_two_voices_in_a_cue():
    assert talk("a.vtt", vtt("<v A>satu</v>\n<v B>dua</v>")) == [("A", "satu"), ("B", "dua")]


def test_tags_go_entities_are_resolved_and_marks_stay():
    source = vtt(
        "<v A &amp; B><i>a</i> <c.x>b</c> <lang id>c</lang> 1 &lt; 2 &copy AT&T <noise> <tertawa></v>", "<v C>d"
    )
    assert talk("a.vtt", source)[0] == ("A & B", "a b c 1 < 2 &copy AT&T <noise> <tertawa>")


def test_notes_styles_and_regions_are_no_speech():
    source = (
        "WEBVTT\n\nNOTE a\nb\n\nSTYLE\n::cue { }\n\n1\n00:01.000 --> 00:02.000\n<v A>satu\n\nNOTE c\n\nREGION\nid:x\n\n"
        "nama\n00:03.000 --> 00:04.000\n<v B>NOTE dua"
    )
    assert talk("a.vtt", source) == [("A", "satu"), ("B", "NOTE dua")]
    assert codes("a.vtt", source) == []


def test_labels_at_the_beginning_of_cues():
    assert talk("a.vtt", vtt("Dan: satu\nMaria: dua", "tiga", "Maria: empat", "- Dan: lima\n- Maria: enam")) == [
        ("Dan", "satu\nMaria: dua\ntiga"),
        ("Maria", "empat"),
        ("Dan", "lima"),
        ("Maria", "enam"),
    ]


def test_rolling_captions_are_not_doubled():
    source = vtt("satu<00:00:00.500><c> dua</c>", "satu dua", "satu dua\ntiga<00:00:02.500><c> empat</c>", "tiga empat")
    assert talk("a.vtt", source) == [("", "satu dua\ntiga empat")]


def test_repeated_words_of_ordinary_cues_stay():
    assert talk("a.vtt", vtt("<v A>iya", "<v A>iya")) == [("A", "iya\niya")]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", [("empty-source", None)]),
        ("P: a", [("not-webvtt", 1)]),
        ("00:01.000 --> 00:02.000\n<v A>a", [("not-webvtt", 1)]),
        ("WEBVTT\n", [("empty-source", None)]),
        (vtt("<v A>a\n\nb"), [("cue-without-time", 5)]),
    ],
)
def test_faults_of_vtt_files(source, found):
    assert codes("a.vtt", source) == found


def test_srt_with_speakers_only_on_changes():
    source = (
        "1\n00:00:01,762 --> 00:00:05,365\nPewawancara: Oke. Santai\nsaja.\n\n"
        "2\n00:00:05.4 --> 00:00:09.1\n<i>Coba</i>.\n\n"
        "3\n00:01:02,500 --> 00:01:03,000\nIcal: 17\n\n4\n00:01:04,000 --> 00:01:05,000\nPewawancara: {\\an8}ya\n"
    )
    reading = read("a.srt", source.encode())
    assert [(turn.speaker, turn.text, turn.start_s, turn.end_s) for turn in reading.turns] == [
        ("Pewawancara", "Oke. Santai\nsaja.\nCoba.", 1.762, 9.1),
        ("Ical", "17", 62.5, 63),
        ("Pewawancara", "ya", 64, 65),
    ]


def test_srt_text_without_a_time_is_kept():
    source = "judul\n1\n00:01,000 --> 00:02,000\nP: a\n\nb\n\n2\n00:03,000 --> 00:04,000\nI: c"
    assert talk("a.srt", source) == [("", "judul"), ("P", "a\nb"), ("I", "c")]
    assert codes("a.srt", source) == [("cue-without-time", 4)]


def test_srt_without_cues_is_an_error():
    assert codes("a.srt", "P: a\n\nI: b") == [("no-cues", 1)]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.txt", ">> Where is the ferry?\n>> It left.\nAn hour ago. >> Oh?\n>> Truly.\n"),
        ("a.srt", "1\n{0}\n>> Where is the ferry?\n\n2\n{0}\n>> It left.\nAn hour ago. >> Oh?\n\n3\n{0}\n>> Truly.\n"),
        ("a.srt", "1\n{0}\n- Where is the ferry?\n- It left.\nAn hour ago.\n\n2\n{0}\n- Oh?\n- Truly.\n"),
    ],
)
def test_marks_of_another_voice_begin_a_turn_and_are_no_words(name, source):
    reading = read(name, source.format("00:00:01,000 --> 00:00:04,000").encode())
    said = ["Where is the ferry?", "It left.\nAn hour ago.", "Oh?", "Truly."]
    assert [(turn.speaker, turn.text) for turn in reading.turns] == [("(unrecognised)", text) for text in said]
    assert "labels-not-understood" in {it.code for it in reading.findings}


def test_one_arrow_alone_is_somebodys_word():
    assert [turn.text for turn in read("a.txt", b"We went home >> and slept.\n").turns] == [
        "We went home >> and slept."
    ]
