"""Chats and recordings as a twelfth writer has seen them leave their programs."""

import html

from ..sight.talked import Said
from .talk import clock


def chat_of_phone(said: list[Said]) -> str:
    """WhatsApp on an English iPhone: half-days behind a narrow blank, marks that nobody sees, a picture left out."""
    notice = "\u200eMessages and calls are end-to-end encrypted. Only people in this chat can read them."
    lines = [f"[03/05/2024, 12:59:58\u202fPM] {said[1].who}: {notice}"]
    for at, one in enumerate(said):
        lines.append(f"[03/05/2024, 1:{2 + 2 * at:02d}:{7 * at % 60:02d}\u202fPM] {one.who}: {one.text}")
        if at == 7:
            lines.append(f"\u200e[03/05/2024, 1:17:10\u202fPM] {one.who}: \u200eimage omitted")
    return "\r\n".join(lines) + "\r\n"


def page_of_chat(said: list[Said]) -> str:
    """Telegram Desktop's page of a chat of two: the other's name on top, and initials in a circle beside each name."""
    out = '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>\n'
    out += '<div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">\n'
    out += f'{said[1].who}\n</div></div></div><div class="page_body chat_page"><div class="history">\n'
    out += '<div class="message service" id="message-1"><div class="body details">\n8 October 2024\n</div></div>\n'
    for at, one in enumerate(said):
        out += f'<div class="message default clearfix" id="message{at + 5}"><div class="pull_left userpic_wrap">'
        out += f'<div class="userpic userpic1"><div class="initials">{one.who[0]}</div></div></div><div class="body">'
        out += (
            f'<div class="pull_right date details" title="08.10.2024 20:{at:02d}:09 UTC+02:00">\n20:{at:02d}\n</div>\n'
        )
        out += f'<div class="from_name">\n{one.who}\n</div>\n'
        out += f'<div class="text">\n{html.escape(one.text, quote=False)}\n</div></div></div>\n'
    return out + "</div></div></div></body></html>"


def two_tiers(said: list[Said]) -> str:
    """ELAN's own file: a tier a voice."""
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="t{at}" TIME_VALUE="{at * 5000}"/>' for at in range(len(said) + 1))
    tiers = ""
    for who in dict.fromkeys(one.who for one in said):
        tiers += f'<TIER TIER_ID="{who}" PARTICIPANT="{who}" LINGUISTIC_TYPE_REF="default-lt">'
        for at, one in enumerate(said):
            if one.who == who:
                tiers += f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}" TIME_SLOT_REF1="t{at}" '
                tiers += f'TIME_SLOT_REF2="t{at + 1}"><ANNOTATION_VALUE>{html.escape(one.text)}</ANNOTATION_VALUE>'
                tiers += "</ALIGNABLE_ANNOTATION></ANNOTATION>"
        tiers += "</TIER>"
    head = '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="2023-10-10T10:00:00+00:00" '
    head += 'FORMAT="3.0" VERSION="3.0"><HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>'
    kind = '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>'
    return f"{head}<TIME_ORDER>{slots}</TIME_ORDER>{tiers}{kind}</ANNOTATION_DOCUMENT>"


def tiers_as_text(said: list[Said]) -> str:
    """ELAN's text of the tiers in the order of the times: tier, nothing, begin, end, words."""
    return "".join(f"{one.who}\t\t{clock(at)}.400\t{clock(at + 1)}.150\t{one.text}\n" for at, one in enumerate(said))


def child(said: list[Said]) -> str:
    """CLAN: a child of six, and behind each line where it stands in the recording."""
    out = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tCHI Target_Child, INV Investigator\n"
    out += "@ID:\teng|volcano|CHI|6;02.|female|||Target_Child|||\n@ID:\teng|volcano|INV|||||Investigator|||\n"
    for at, one in enumerate(said):
        out += f"*{one.who}:\t{one.text} \x15{at * 4000}_{at * 4000 + 3600}\x15\n"
    return out + "@End\n"
