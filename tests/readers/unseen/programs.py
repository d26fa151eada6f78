"""What programs of analysis and annotation export: NVivo, f4 and MAXQDA, ELAN, Premiere, oTranscribe, podcast feeds."""

import json

from .spoken import one, stamp, talk, times, word


def nvivo_word():
    """A table: timespan, content, speaker."""
    said = talk(21, "Interviewer", "Ibu Wati")

    def fill(document) -> None:
        document.add_heading("Internals\\\\Wawancara Wati", 2)
        table = document.add_table(rows=1, cols=4)
        for cell, text in zip(table.rows[0].cells, ["", "Timespan", "Content", "Speaker"], strict=True):
            cell.text = text
        for number, (each, (start, end)) in enumerate(zip(said, times(said), strict=True), 1):
            span = f"{int(start) // 60}:{start % 60:04.1f} - {int(end) // 60}:{end % 60:04.1f}"
            for cell, text in zip(table.add_row().cells, [str(number), span, each.text, each.who], strict=True):
                cell.text = text

    return one("NVivo, transcript as Word", "Wawancara Wati.docx", word(fill), said)


def f4_rich_text():
    """`I:` and `B:`, the time at the end of each paragraph, as f4 writes for MAXQDA."""
    said = talk(22, "I", "B", english=True)
    body = "".join(
        rf"\pard\plain\fs24 {{\b {each.who}: }}{each.text} #{stamp(end)}-{int(end * 10) % 10}#\par " + "\n"
        for each, (_, end) in zip(said, times(said), strict=True)
    )
    return one("f4 and MAXQDA, rich text", "B07.rtf", rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 Arial;}}}}{body}}}", said)


def elan_text():
    """Tab-delimited text without a header: tier, participant, begin, end, duration, annotation."""
    said = talk(23, "Rina", "Agus")
    rows = [
        f"{each.who}\t{each.who}\t{stamp(start)}.120\t{stamp(end)}.480\t00:00:02.360\t{each.text}"
        for each, (start, end) in zip(said, times(said), strict=True)
    ]
    return one("ELAN, tab-delimited text", "loket.txt", "\n".join(rows) + "\n", said)


def premiere_sheet():
    """Frames in the times."""
    said = talk(24, "Grace", "Speaker 2", english=True)
    rows = ['"Speaker Name","Start Time","End Time","Text"']
    for each, (start, end) in zip(said, times(said), strict=True):
        text = each.text.replace('"', '""')
        rows.append(f'"{each.who}","{stamp(start)}:03","{stamp(end)}:22","{text}"')
    return one("Premiere, csv", "interview_cam_a.csv", "\n".join(rows) + "\n", said)


def otranscribe():
    """A web page within JSON, with an ending of its own."""
    said = talk(25, "Rina", "Agus")
    text = "".join(
        f'<p><span class="timestamp" data-timestamp="{start}">{stamp(start, hours=False)}</span>'
        f" {each.who}: {each.text}</p>"
        for each, (start, _) in zip(said, times(said), strict=True)
    )
    data = json.dumps({"text": text, "media": "loket.mp3", "media-source": "", "media-time": 1084.2})
    return one("oTranscribe", "loket.otr", data, said)


def feed_json():
    """The transcript of a podcast feed: `segments` with `startTime` and `body`, a few words each."""
    said = talk(26, "Marlow", "Hugh", english=True)
    segments = []
    for each, (start, end) in zip(said, times(said), strict=True):
        words = each.text.split()
        segments += [
            {"speaker": each.who, "startTime": start, "endTime": end, "body": " ".join(words[at : at + 4])}
            for at in range(0, len(words), 4)
        ]
    return one("podcast feed, json", "ep12.json", json.dumps({"version": "1.0.0", "segments": segments}), said)


def word_list_json():
    """A speech service: utterances by letters, with words and confidences inside."""
    said = talk(27, "A", "B", english=True)
    utterances = [
        {
            "speaker": each.who,
            "text": each.text,
            "confidence": 0.93,
            "start": int(start * 1000),
            "end": int(end * 1000),
            "words": [{"text": word, "start": int(start * 1000), "speaker": each.who} for word in each.text.split()],
        }
        for each, (start, end) in zip(said, times(said), strict=True)
    ]
    whole = {"id": "5x1", "status": "completed", "text": " ".join(o.text for o in said), "utterances": utterances}
    return one("speech service, json", "desk-6.json", json.dumps(whole), said)


LAYOUTS = [nvivo_word, f4_rich_text, elan_text, premiere_sheet, otranscribe, feed_json, word_list_json]
