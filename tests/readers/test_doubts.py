"""Readings that are damaged in code: the damage is told, and what is right is not doubted."""

import random
import re
from dataclasses import replace

import pytest

from qualcode.languages.retold import retold
from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading, Turn
from qualcode.readers.doubts import doubts
from study import Folder

ASKED = ("Sejak kapan Ibu berjualan?", "Siapa yang membantu?", "Bagaimana musim hujan?", "Kenapa tidak pindah saja?")
TOLD = ("Sejak kecil, ikut nenek.", "Suami saya, kadang adik.", "Sepi, jalannya banjir.", "Rumah saya di sini, Mbak.")
TALK = [one for at in range(4) for one in (("Rina", f"Baik. {ASKED[at]}"), ("Bu Sari", TOLD[at]))] * 2
PAIR = [(who, f"{text[:-1]} ({at} kali){text[-1]}") for at, (who, text) in enumerate(TALK)]


def told(said):
    """What is doubted in some turns."""
    turns = [Turn(at, who, text, place=f"line {at}") for at, (who, text) in enumerate(said, 1)]
    return doubts(Reading(turns), "a.txt")


def each(change):
    return lambda said: [(who, change(at, text)) for at, (who, text) in enumerate(said, 1)]


def one(change, at=5):
    return lambda said: [(who, change(text) if place == at else text) for place, (who, text) in enumerate(said)]


def within(said):
    return [*said[:3], (said[3][0], f"{said[3][1]}\n{said[4][0]}: {said[4][1]}"), *said[5:]]


DAMAGE = {
    "numbers before": each(lambda at, text: f"{at}. {text}"),
    "bare numbers before": each(lambda at, text: f"{at} {text}"),
    "times before": each(lambda at, text: f"00:{at:02d} {text}"),
    "times behind": each(lambda at, text: f"{text} 00:{at:02d}"),
    "citations behind": each(lambda at, text: f"{text} (W/S{at}/12-03)" if at % 4 == 0 else text),
    "codes behind": each(lambda at, text: f"{text} C{at % 3}"),
    "columns": each(lambda at, text: f"{text}\ttrust"),
    "line numbers": each(lambda at, text: text.replace(" ", f"\n{at * 2} ", 1)),
    "seconds": one(lambda text: f"{text} 00:03:12"),
    "running head": each(lambda at, text: f"{text}\nLaporan Akhir {at}" if at % 5 == 0 else text),
    "title": one(lambda text: f"{text}\nB. Modal dan Utang"),
    "signs": one(lambda text: f"{text}\n-- jeda --"),
    "form": one(lambda text: f"{text}\nTanggal: 3 Mei"),
    "label within": within,
    "head as a speaker": lambda said: [("Penyiar", "Lena Thorn"), *said],
    "signatures as a speaker": lambda said: [*said, ("Enumerator", "________ Supervisor: ________")],
    "title as a speaker": lambda said: [("Interview 1", "May 3, 2004."), *said],
    "letters": lambda said: [("Subject" if who == "Rina" else who, text) for who, text in said],
    "two spellings": lambda said: [
        (f"{who} (tertawa)" if at > 11 else who, text) for at, (who, text) in enumerate(said)
    ],
    "labels swapped": lambda said: [("Peneliti" if who == "Bu Sari" else "Informan", text) for who, text in said],
    "a label lost": lambda said: [*said[:3], (said[3][0], "\n\n".join(text for _, text in said[3:6])), *said[6:]],
    "nobody": lambda said: [*said[:7], ("", "\n".join(text for _, text in said[7:]))],
    "one text": lambda said: [("", "\n".join(text for _, text in said))],
    "one below the other": lambda said: [
        (who, "\n".join(text for own, text in said if own == who)) for who in ("Rina", "Bu Sari")
    ],
    "codes for speech": each(lambda at, text: ("cost", "trust")[at % 2]),
    "translation": each(lambda at, text: f"{text} I think that is what they did with all of it, and {at} more."),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told_with_its_place(damage):
    found = told(DAMAGE[damage](PAIR))
    assert found, damage
    assert all(it.line and it.hint and "line" in it.message for it in found)


def test_a_right_reading_is_not_doubted():
    assert told(PAIR) == []


def test_initials_that_mean_something_in_letters_are_people():
    assert told([("RE" if who == "Rina" else "CC", text) for who, text in TALK]) == []


def test_speech_in_any_order_is_not_doubted():
    for seed in range(20):
        texts = [text for _, text in PAIR]
        random.Random(seed).shuffle(texts)
        assert told([(who, text) for (who, _), text in zip(PAIR, texts, strict=True)]) == []


def test_a_text_of_which_nobody_was_recognised_is_told_once():
    turns = [Turn(1, "(unrecognised)", "\n".join(text for _, text in PAIR), place="line 1")]
    reading = Reading(turns)
    assert len(doubts(reading, "a.txt")) == 1
    known = replace(reading, findings=(Finding("warning", "labels-not-understood", "", "a.txt"),))
    assert doubts(known, "a.txt") == []


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_doubt_is_told_in_one_language(damage):
    for finding in told(DAMAGE[damage](PAIR)):
        said = retold("id", f"{finding.message}; {finding.hint}")
        assert not re.search(r"\b(?:the|and|or|was|were|line \d+|nobody)\b", said.replace("`speakers:`", "")), said


CODES = "who,code,words\n" + "".join(
    f"{who},{('cost', 'trust')[at % 2]},{text}\n" for at, (who, text) in enumerate(TALK)
)
RUN = {"--columns text=NAME": ("codes.csv", CODES.replace(", ", " "), ["--columns", "speaker=who,text=words"])}
"""Each command of a hint -> a source of which it is told, and how it is filled in there."""


def test_every_command_of_a_hint_is_run():
    hints = " ".join(finding.hint for damage in DAMAGE.values() for finding in told(damage(PAIR)))
    assert set(re.findall(r"`((?:--|qualcode )[^`]+)`", hints)) == set(RUN)


@pytest.mark.parametrize("command", RUN)
def test_the_command_of_a_hint_mends_what_is_doubted(tmp_path, command):
    file, source, options = RUN[command]
    folder = Folder(tmp_path)
    folder.write(file, source)
    asked = ["ingest", file, "--columns", "speaker=who,text=code"]
    doubted = [it for it in folder.run(*asked, "--json").json["findings"] if it["code"] == "reading-doubtful"]
    assert any(f"`{command}`" in it["hint"] for it in doubted)
    mended = folder.run("ingest", file, *options, "--json").json["findings"]
    assert not any(it["code"] == "reading-doubtful" for it in mended)


@pytest.mark.parametrize(("second", "doubted"), [("Bu Sari Dewi, selamat datang.", 0), ("Bu Sari Sejak kecil.", 1)])
def test_a_name_that_is_addressed_in_full_is_no_label(second, doubted):
    found = told([("Rina", f"Baik.\n{second}"), *PAIR[1:]])
    assert sum("labels of speakers stand within" in it.message for it in found) == doubted
