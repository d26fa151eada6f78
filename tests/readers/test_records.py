from readers.talk import codes, talk


def test_a_quote_that_does_not_close_swallows_no_row():
    source = 'speaker,text\nA,halo apa?\nB\nA,x,y,z\n"B,unterminated\nA,lagi?\n'
    assert talk("a.csv", source) == [("A", "halo apa?\nx,y,z"), ("B", "unterminated"), ("A", "lagi?")]
    assert {("sheet-quotes", 5), ("ragged-rows", 3)} <= set(codes("a.csv", source))


def test_quoted_cells_stay_whole_beside_broken_ones():
    source = 'speaker,text\nA,"dua\nbaris"\nB,"satu\nA,tiga "kata"\n'
    assert talk("a.csv", source) == [("A", "dua\nbaris"), ("B", '"satu'), ("A", 'tiga "kata"')]


def test_text_that_went_on_below_its_row_is_kept():
    assert talk("a.csv", "speaker,text\nA,halo\ndan lanjut\nB,ya\nA,z") == [
        ("A", "halo\ndan lanjut"),
        ("B", "ya"),
        ("A", "z"),
    ]


def test_columns_left_out_that_hold_speech_are_a_warning():
    prose = (
        "speaker,text,lain\nA,kami menunggu lama sekali,orang lain bicara di sini\nB,ya,memang begitu adanya pak\nA,a,b"
    )
    twice = "speaker,text,text\nA,h,i\nB,j,k\nA,l,m"
    tags = "speaker,text,tags\nA,h,harga naik\nB,j,k\nA,l,m"
    assert [("column-left-out", 1) in codes("a.csv", it) for it in (prose, twice, tags)] == [True, True, False]
