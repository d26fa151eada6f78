"""Transcripts of linguists: CHAT and EXMARaLDA."""

import pytest

from qualcode.readers import read
from readers.talk import codes, talk

CHAT = """@UTF8
@Begin
@Participants:\tLEN Lena Interviewer, MAE Mae Participant
*LEN:\thow did it
\tbegin ? \x150_1500\x15
%mor:\tadv:int|how
*MAE:\twell , I started . \x151500_4000\x15
%com:\tlaughs
*MAE:\tand then
@Comment:\tphone rings
@End
"""


def test_main_lines_are_speech_with_their_times_and_who_asks():
    reading = read("a.cha", CHAT.encode())
    assert [(turn.speaker, turn.text, turn.start_s, turn.end_s) for turn in reading.turns] == [
        ("LEN (Interviewer)", "how did it begin ?", 0.0, 1.5),
        ("MAE", "well , I started .\nand then", 1.5, 4.0),
    ]
    assert reading.how.skipped == {"headers": 5, "dependent tiers": 2}


def test_a_file_without_main_lines_is_told():
    assert codes("a.cha", "@Begin\n@End\n") == [("cha-broken", None)]


def exb(*tiers: str) -> str:
    times = "".join(f'<tli id="T{n}" time="{n}.5"/>' for n in range(4)) + '<tli id="T9"/>'
    people = [("S0", "INT"), ("S1", "RON")]
    speakers = "".join(f'<speaker id="{id}"><abbreviation>{who}</abbreviation></speaker>' for id, who in people)
    return (
        f"<basic-transcription><head><speakertable>{speakers}</speakertable></head>"
        f"<basic-body><common-timeline>{times}</common-timeline>{''.join(tiers)}</basic-body></basic-transcription>"
    )


def tier(speaker: str, *events: tuple[str, str, str], kind: str = "t") -> str:
    inside = "".join(f'<event start="{start}" end="{end}">{text}</event>' for start, end, text in events)
    named = f'id="X{speaker}{kind}" speaker="{speaker}" display-name="{speaker} [v]"'
    return f'<tier {named} category="v" type="{kind}">{inside}</tier>'


def test_tiers_of_speech_stand_in_the_order_of_time():
    source = exb(
        tier("S0", ("T0", "T1", "Why?"), ("T2", "T3", "And &amp; then?")),
        tier("S1", ("T1", "T2", "So. ")),
        tier("S1", ("T0", "T1", "gloss"), kind="a"),
        tier("S9", ("T3", "T9", "Hm.")),
    )
    reading = read("a.exb", source.encode())
    assert [(turn.speaker, turn.text, turn.start_s) for turn in reading.turns] == [
        ("INT", "Why?", 0.5),
        ("RON", "So.", 1.5),
        ("INT", "And & then?", 2.5),
        ("S9 [v]", "Hm.", 3.5),
    ]
    assert reading.how.skipped == {"tiers": 1}


@pytest.mark.parametrize(
    "source", ["<a/>", "<basic-transcription>", "no XML", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
def test_what_is_no_transcription_is_told(source):
    assert codes("a.exb", source) == [("exb-broken", None)]
    assert talk("a.exb", source) == []
