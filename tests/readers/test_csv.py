import pytest

from qualcode.readers import read
from qualcode.readers.reading import ReadOptions
from readers.talk import codes, talk

SAID = [("P", "a, b"), ("I", "c")]


@pytest.mark.parametrize(
    "source",
    [
        'timestamp,speaker,words,tags\n00:01,P,"a, b",x\n00:02,I,c,\n',
        "waktu;pembicara;teks\n00:01;P;a, b\n00:02;I;c\n",
        "Speaker\tText\nP\ta, b\nI\tc\n",
        "teks|penutur\na, b|P\nc|I\n",
        'P,"a, b"\nI,c\n',
        "Start_Time;Isi;Nama\n1;a, b;P\n2;c;I",
    ],
)
def test_columns_and_delimiters_are_guessed_and_reported(source):
    assert talk("a.csv", source) == SAID
    assert codes("a.csv", source) == [("columns-guessed", 1)]


def test_columns_by_option_are_no_guess():
    source = "x;y;z\nP;satu dua;panjang sekali teks ini\nI;tiga;dan yang ini\n"
    assert talk("a.csv", source, columns={"speaker": "x", "text": "y"}) == [("P", "satu dua"), ("I", "tiga")]
    assert codes("a.csv", source, columns={"speaker": "x", "text": "y"}) == []
    assert talk("a.csv", "P;a\nI;b", columns={"speaker": "1", "text": "2"}) == [("P", "a"), ("I", "b")]


def test_a_header_that_is_also_a_label_is_speech():
    assert talk("a.csv", "Narasumber,a\nPeneliti,b\nNarasumber,c") == [
        ("Narasumber", "a"), ("Peneliti", "b"), ("Narasumber", "c"),
    ]  # fmt: skip


def test_line_breaks_in_cells_stay_and_times_are_read():
    reading = read("a.csv", b'start,end,speaker,text\r\n00:01,2.5,P,"a\r\nb"\r\n,,,c\r\n00:03,00:04,I,d')
    assert [(it.speaker, it.text, it.start_s, it.end_s, it.place) for it in reading.turns] == [
        ("P", "a\nb\nc", 1, 2.5, "row 2"), ("I", "d", 3, 4, "row 4"),
    ]  # fmt: skip


def test_a_delimiter_without_quotes_goes_back_into_the_text():
    source = "waktu,speaker,text,tags\n1,P,a,x\n2,I,b, c, d,y\n3,P\n"
    assert talk("a.csv", source) == [("P", "a"), ("I", "b, c, d")]
    assert ("ragged-rows", 3) in codes("a.csv", source)


@pytest.mark.parametrize(
    ("source", "options", "code"),
    [
        ("", {}, ("empty-source", None)),
        ("a,b\n1,2\n", {"each": "row"}, ("no-text-column", None)),
        ("1,2\n3,4\n", {}, ("no-text-column", None)),
        ("a,b\nx,y", {"columns": {"text": "c"}}, ("unknown-column", 1)),
        ("a,b\nx,y", {"delimiter": "::"}, ("delimiter", None)),
        ('speaker,text\nP,"a" b\nI,c', {}, ("sheet-quotes", 2)),
        ("text\na\nb", {}, ("no-speaker-column", 1)),
        ("nama,jawaban\nA,a\nB,b\nC,c\nD,d\nE,e", {}, ("looks-like-survey", None)),
    ],
)
def test_faults_of_sheets(source, options, code):
    assert code in codes("a.csv", source, **options)


def test_each_row_is_a_respondent_with_attributes():
    source = "id;usia;pendapat\nR1;31;Sinyal kurang di desa\n;40;\nR3;;Bagus saja\n"
    reading = read("a.csv", source.encode(), ReadOptions(each="row"))
    assert reading.each
    assert [(it.turn, it.speaker, it.text, it.place, it.attributes) for it in reading.turns] == [
        (1, "R1", "Sinyal kurang di desa", "row 2", {"usia": "31"}),
        (2, "R3", "Bagus saja", "row 4", {}),
    ]
    assert [(it.level, it.code) for it in reading.findings] == [("note", "columns-guessed")]


def test_each_row_with_several_text_columns_and_no_id():
    source = 'q1,q2,"kota, provinsi"\na,b,X\n,c,Y\n'
    reading = read("a.csv", source.encode(), ReadOptions(each="row", columns={"text": "q1,q2"}))
    assert [(it.speaker, it.text, it.attributes) for it in reading.turns] == [
        ("1", "a\nb", {"kota, provinsi": "X"}), ("2", "c", {"kota, provinsi": "Y"}),
    ]  # fmt: skip


def test_an_id_that_returns_is_a_warning():
    assert ("respondent-twice", None) in codes("a.csv", "id,teks\nA,satu\nA,dua", each="row")


def test_a_header_that_returns_is_no_turn():
    header, rows = "speaker,words\n", "P,apa itu?\nI,itu dia\n"
    assert talk("a.csv", header + rows + header + rows) == [("P", "apa itu?"), ("I", "itu dia")] * 2


def test_rows_with_begin_and_end_are_captions_in_which_labels_stand():
    said = ["VERA LUND: Good evening.", "This is the harbour hour.", "OSKAR BRANDT: Hello.", "LUND: Who", "built it?"]
    said += ["BRANDT: My", "uncle did, with", "his own hands— LUND: Alone?", "BRANDT: Alone."]
    rows = [f'"00:00:0{at}:02","00:00:0{at}:24","{text}"' for at, text in enumerate(said)]
    source = "\n".join(['"Start Time","End Time","Text"', *rows])
    assert talk("a.csv", source)[2:] == [
        ("VERA LUND", "Who\nbuilt it?"),
        ("OSKAR BRANDT", "My\nuncle did, with\nhis own hands—"),
        ("VERA LUND", "Alone?"),
        ("OSKAR BRANDT", "Alone."),
    ]
    assert read("a.csv", source.encode()).turns[2].start_s == 3
