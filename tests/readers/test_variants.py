"""Shapes in which research projects publish talks, in any variation: every word in its turn, with its speaker."""

import csv
import io
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.readers import read
from qualcode.text.roles import infer, measure

ASKED = [
    "How did it begin?",
    "Di mana itu?",
    "Okay.",
    "What would help you now, do you think?",
    "Dan setelah itu bagaimana?",
]
TOLD = [
    "Well, I said to them: we wait.", "Iya.", "Sinyalnya belum ada; kami menunggu lama.", "Mm-hm, maybe a five?",
    'My mother said, "Go."', "[tertawa] It is hard, but I want to - I really do.", "Sudah, itu saja.",
]  # fmt: skip


def _asking(reading):
    return measure((turn.speaker, turn.text) for turn in reading.turns)


@st.composite
def talks(draw, asking="I", telling="N", least=8):
    """Draw a talk of two, who mostly take turns."""
    length = draw(st.integers(least, 24))
    who = [asking, telling, *draw(st.lists(st.sampled_from([asking, telling]), min_size=length, max_size=length))]
    who += [asking, telling]
    return [(each, draw(st.sampled_from(ASKED if each == asking else TOLD))) for each in who]


def joined(said):
    return [(who, "\n".join(text for _, text in own)) for who, own in groupby(said, key=lambda it: it[0])]


def words(said):
    """Speaker and words of each turn, whatever the white space."""
    return [(who, text.split()) for who, text in said]


def spoken(name, source):
    reading = read(name, source if isinstance(source, bytes) else source.encode())
    return [(turn.speaker, turn.text) for turn in reading.turns if turn.speaker], reading


@settings(deadline=None)
@given(talks("Kiki", "Galuh"), st.data())
def test_podcasts_in_markdown_with_toml_and_bold_initials(said, data):
    lines, named = [], set()
    for who, text in said:
        first = who not in named or data.draw(st.integers(0, 9)) == 0
        named.add(who)
        forms = [f"**{who} ({who[0]}):**", f"**{who[0]} ({who})**:", f"**{who} ({who[0]})**:"]
        later = [f"**{who[0]}{slip}" for slip in (":**", "**:", ": **", ":", ":*", " :**")]
        label = data.draw(st.sampled_from(forms if first else later))
        lines.append(f"{label} {text.replace('[', chr(92) + '[')}")
    front = '+++\ntitle = "Episode 3: Desa"\ndate = 2023-09-14\ntags = ["a", "b"]\n+++\n\n'
    found, reading = spoken("a.md", front + "\n\n".join(lines) + "\n")
    assert words(found) == words(joined(said))
    assert reading.attributes["title"] == "Episode 3: Desa"


@settings(deadline=None)
@given(
    talks("interviewer", "interviewee"),
    st.sampled_from(["\n\n", "\n", "\r\n\r\n"]),
    st.sampled_from([": ", ":\n", " : "]),
)
def test_recognised_speech_whose_label_stands_on_each_paragraph(said, between, colon):
    found, reading = spoken("a.txt", between.join(f"{who}{colon}{text}" for who, text in said))
    assert words(found) == words(joined(said))
    assert {label: guess.role for label, guess in infer(_asking(reading)).items()} == {
        "interviewer": "interviewer", "interviewee": "participant",
    }  # fmt: skip


def sheet(header, rows, delimiter=","):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


@settings(deadline=None)
@given(talks("Interviewer", "Mary Smith"), st.sampled_from(",;\t"), st.booleans())
def test_oral_histories_with_tags(said, delimiter, hours):
    clock = "00:{:02}:{:02}" if hours else "{}:{:02}"
    rows = [(clock.format(n // 60, n % 60), who, text, "family; war") for n, (who, text) in enumerate(said)]
    found, reading = spoken("a.csv", sheet(["timestamp", "speaker", "words", "tags"], rows, delimiter))
    assert found == joined(said)
    assert reading.turns[0].start_s == 0


COLUMNS = {
    "who": ["interlocutor", "speaker", "Speaker_Role", "party", "penutur"],
    "text": ["utterance_text", "utterance", "text", "Transcript_Text", "ujaran"],
    "session": ["transcript_id", "session_id", "dialogue_id", "sesi"],
    "number": ["utterance_id", "turn_id", "index"],
    "quality": ["mi_quality", "rating"],
    "act": ["main_therapist_behaviour", "client_talk_type", "code"],
    "topic": ["topic", "video_title"],
}


@settings(deadline=None)
@given(talks("therapist", "client"), st.permutations(list(COLUMNS)), st.data())
def test_counselling_sessions_a_row_an_utterance(said, order, data):
    names = {use: data.draw(st.sampled_from(COLUMNS[use])) for use in order}
    acts = st.sampled_from(["question", "reflection", "change", "neutral", "n/a"])

    def row(number, who, text):
        cells = {
            "who": who, "text": text, "session": "17", "number": number, "quality": "high",
            "act": data.draw(acts), "topic": "reducing alcohol consumption",
        }  # fmt: skip
        return [cells[use] for use in order]

    rows = [row(number, who, text) for number, (who, text) in enumerate(said)]
    found, reading = spoken("a.csv", sheet([names[use] for use in order], rows))
    assert found == joined(said)
    assert {label: guess.role for label, guess in infer(_asking(reading)).items()} == {
        "therapist": "interviewer", "client": "participant",
    }  # fmt: skip


@settings(deadline=None)
@given(st.lists(talks("therapist", "client"), min_size=2, max_size=4), st.integers(1, 3), st.booleans())
def test_several_sessions_in_a_sheet_and_several_annotators_of_each(sessions, annotators, by_annotator):
    rows = [
        (f"s{session}", number, who, text, annotator)
        for session, said in enumerate(sessions)
        for number, (who, text) in enumerate(said)
        for annotator in range(annotators)
    ]
    if by_annotator:
        rows.sort(key=lambda row: (row[0], row[4], row[1]))
    header = ["transcript_id", "utterance_id", "interlocutor", "utterance_text", "annotator_id"]
    found, reading = spoken("a.csv", sheet(header, rows))
    expected = [(f"{who} (s{session})", text) for session, said in enumerate(sessions) for who, text in joined(said)]
    assert found == expected
    codes = {finding.code for finding in reading.findings}
    assert "several-sessions" in codes
    assert ("rows-repeated" in codes) == (annotators > 1)
    roles = infer(_asking(reading))
    assert all(roles[f"client (s{session})"].role == "participant" for session in range(len(sessions)))
