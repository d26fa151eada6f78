from qualcode.readers import read
from readers.talk import codes, talk

SLOTS = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{n}" TIME_VALUE="{n * 500}"/>' for n in range(9))


def tier(name, *said, participant="", parent=""):
    """A tier of annotations: first slot, last slot, text."""
    extra = (f' PARTICIPANT="{participant}"' if participant else "") + (f' PARENT_REF="{parent}"' if parent else "")
    annotations = "".join(
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{name}{start}" TIME_SLOT_REF1="ts{start}" '
        f'TIME_SLOT_REF2="ts{end}"><ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>'
        for start, end, text in said
    )
    return f'<TIER LINGUISTIC_TYPE_REF="utterance" TIER_ID="{name}"{extra}>{annotations}</TIER>'


def document(*tiers):
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-05-01T00:00:00+07:00" '
        'FORMAT="3.0" VERSION="3.0"><HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>'
        f'<TIME_ORDER>{SLOTS}</TIME_ORDER>{"".join(tiers)}<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utterance"/>'
        "</ANNOTATION_DOCUMENT>"
    )


def test_tiers_are_speakers_in_the_order_of_time_and_speech_may_overlap():
    source = document(
        tier("Peneliti", (0, 2, "Apa kendalanya?"), (4, 5, "Oke.")),
        tier("A_orth", (1, 4, "Sinyal &amp; listrik."), (6, 8, "Begitu."), participant="Bu Ratna"),
    )
    reading = read("a.eaf", source.encode())
    assert [(turn.speaker, turn.text, turn.start_s, turn.end_s) for turn in reading.turns] == [
        ("Peneliti", "Apa kendalanya?", 0, 1), ("Bu Ratna", "Sinyal & listrik.", 0.5, 2),
        ("Peneliti", "Oke.", 2, 2.5), ("Bu Ratna", "Begitu.", 3, 4),
    ]  # fmt: skip


def test_tiers_that_depend_on_others_are_left_out_and_can_be_named():
    source = document(tier("A", (0, 1, "halo")), tier("A-en", (0, 1, "hello"), parent="A"))
    assert talk("a.eaf", source) == [("A", "halo")]
    assert codes("a.eaf", source) == [("tiers-left-out", None)]
    assert talk("a.eaf", source, columns={"text": "A-en"}) == [("A-en", "hello")]
    assert codes("a.eaf", source, columns={"text": "B"}) == [("unknown-tier", None)]


def test_faults_of_elan_files():
    assert codes("a.eaf", "") == codes("a.eaf", document()) == [("empty-source", None)]
    for source in ("P: halo", "<a/>", document()[:-30]):
        assert codes("a.eaf", source) == [("eaf-broken", None)]
