from qualcode.languages.retold import retold
from qualcode.readers import read
from qualcode.readers.chats import CHAT_PROGRAM_LINES
from readers.talk import codes, talk

NOSCRIBE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title><style>p {}</style></head><body>
<p style="font-weight:600">Wawancara 3</p>
<p><span style="color:#909090">Transcribed with noScribe<br>Audio: x.wav</span></p>
<p><a name="ts_0_5000_S00">S00 <span>[00:00:00]</span>: Apa
 kendalanya &amp; <i>sebabnya</i>?</a></p><p><a name="x">S01 <span>[00:00:05]</span>: Sinyal.<br>Listrik.</a></p>
<p>S00: Oke.</p><p>S01: Ya.</p><script>a < b</script></body></html>"""


def test_a_page_of_noscribe():
    reading = read("a.html", NOSCRIBE.encode())
    assert [(turn.speaker, turn.text, turn.start_s) for turn in reading.turns][1:] == [
        ("S00", "Apa kendalanya & sebabnya?", 0),
        ("S01", "Sinyal.\nListrik.", 5),
        ("S00", "Oke.", None),
        ("S01", "Ya.", None),
    ]  # fmt: skip
    assert reading.turns[0].speaker == ""
    assert reading.how.skipped == {"scripts, styles and form fields": 1}


def test_names_in_bold_headings_and_deleted_text():
    said = "<p><b>Kiki</b><br>satu<p><strong>Bu Sri</strong><br>d<del>x</del>ua<p><b>Kiki</b> tiga<p><b>Bu Sri</b> x"
    page = f"<h1>Judul</h1>{said}"
    assert talk("a.html", page)[:4] == [("", "Judul"), ("Kiki", "satu"), ("Bu Sri", "dua"), ("Kiki", "tiga")]
    assert codes("a.html", page) == [("html-left-out", None)]


def test_a_page_says_its_encoding_itself():
    page = '<meta charset="iso-8859-2"><p>P: żółć<p>I: ya<p>P: a<p>I: b'
    assert talk("a.html", page.encode("iso-8859-2"))[0] == ("P", "żółć")
    assert codes("a.html", page.encode("iso-8859-2")) == []


def test_an_encoding_that_the_page_states_wrongly_is_a_guess_like_others():
    page = '<meta charset="utf-8"><p>P: Jum’at<p>I: ya<p>P: a<p>I: b'.encode("windows-1252")
    assert talk("a.html", page)[0] == ("P", "Jum’at")
    assert codes("a.html", page) == [("encoding-guessed", None)]


def test_what_is_not_closed_is_read_all_the_same():
    assert talk("a.htm", "<p>P: a<div>I: b<br><p><b>P: c<p>I: d &copy; &nosuch; <x>e") == [
        ("P", "a"), ("I", "b"), ("P", "c"), ("I", "d © &nosuch; e"),
    ]  # fmt: skip
    assert codes("a.html", "<p></p>") == [("empty-source", None)]


def test_questions_that_are_opened_are_an_interviewers():
    said = "".join(f"<details><summary>Why {at}?</summary><p>Because of {at}.</p></details>" for at in range(4))
    turns = read("a.html", f"<h1>Bea</h1>{said}".encode()).turns
    assert [turn.speaker for turn in turns] == ["", *["Interviewer", "Participant"] * 4]


MESSAGE = """<div class="message default clearfix"><div class="pull_left userpic_wrap"><div class="userpic userpic3">
<div class="initials">{initial}</div></div></div><div class="body"><div class="pull_right date details">20:0{at}</div>
<div class="from_name">{name}</div><div class="text">{said}</div></div></div>"""


def test_a_page_of_telegram_says_only_what_people_wrote():
    said = [
        ("Rini", "Dermaga mana yang dipakai?"),
        ("Pak Oto", "Yang lama."),
        ("Rini", "Ramai?"),
        ("Pak Oto", "Subuh."),
    ]
    messages = "".join(
        MESSAGE.format(initial=who[0], at=at, name=who, said=text) for at, (who, text) in enumerate(said)
    )
    head = '<div class="page_header"><div class="text bold">Pak Oto</div></div>'
    notice = '<div class="message service"><div class="body details">8 October 2024</div></div>'
    page = f"<body>{head}{notice}{messages}</body>"
    assert talk("messages.html", page) == said
    assert read("messages.html", page.encode()).how.skipped[CHAT_PROGRAM_LINES] == 10


def test_what_is_left_out_has_a_name_in_the_language_of_the_reader():
    page = "<p>P: a<del>x</del><p>I: b<p>P: c<p>I: d<footer>3</footer><script>1</script>"
    left_out = read("a.html", page.encode()).how.skipped
    assert sorted(left_out) == ["deletions", "footers", "scripts, styles and form fields"]
    assert all(retold("id", what) != what for what in left_out)
