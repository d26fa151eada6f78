"""Every count of a report opens exactly its quotes, each a slice of its turn, and is the count of the table."""

import pytest

from qualcode.text.visible import shown
from report.made import ASKED, made_study
from report.opened import OpenedReport, opened_report, quote_of, rows
from study import coded, keep_coding

SHOWN = {"respondents": int, "sessions": int, "mentions": int}


@pytest.fixture(scope="module", params=[1, 2])
def report(request, tmp_path_factory):
    return opened_report(
        made_study(tmp_path_factory.mktemp("made"), request.param), "--by", "city", "--by", "age", "--lang", "en"
    )


def check_counts(report: OpenedReport) -> None:
    for count in report.counts:
        assert report.number(count) == int(count.text.replace(",", "").replace(".", "")), count.attrib


def test_every_count_opens_so_many(report):
    assert len(report.counts) > 40
    check_counts(report)


def test_every_quote_is_a_slice_of_its_turn_and_stands_in_the_table_of_segments(report):
    segments = [row for row in rows(report.folder, "segments") if row["assertion"] == "affirmed"]
    texts = {(row["transcript"], row["turn"]): row["text"] for row in rows(report.folder, "turns")}
    said = {
        (row["transcript"], str(row["turn"]), shown(texts[row["transcript"], row["turn"]][row["start"] : row["end"]]))
        for row in segments
    }
    for _, figure in report.quotes:
        assert quote_of(figure) in report.turn(figure)
    for figure in report.with_marks("k1.m"):  # a code without children has a mention for each row
        place = figure.xpath(".//span[@class='place']")[0]
        transcript, turn = place.xpath(".//b")[0].text, place.text_content().split("turn ")[1].split(",")[0]
        assert (transcript, turn, quote_of(figure)) in said


def test_the_coded_words_stand_in_their_whole_sentence(report):
    segments = rows(report.folder, "segments")
    sentences = {shown(" ".join(row["quote"].split())) for row in segments}
    assert report.quotes
    for _, figure in report.quotes:
        passage = " ".join(figure.xpath("./blockquote")[0].text_content().split())
        coded_words = " ".join(quote_of(figure).split())
        assert any(coded_words in each and each in passage for each in sentences)


def test_a_quote_stands_at_its_place_in_its_turn(report):
    for _, figure in report.quotes:
        start, end = map(int, figure.get("data-at").split())
        units = report.turn(figure).encode("utf-16-le")[2 * start : 2 * end]
        assert units.decode("utf-16-le") == quote_of(figure)


def test_the_ranking_is_the_table_of_barriers(report):
    shown = report.cells("barriers")
    for row in rows(report.folder, "barriers", "--interval", "--lang", "en"):
        for column in SHOWN:
            assert shown[row["code"], column] == str(row[column])
        assert shown[row["code"], "respondents_pct"] == str(int(row["respondents_pct"] + 0.5))
        assert shown[row["code"], "label"] == row["label"]
        assert shown[row["code"], "per_1000_words"] == f"{round(row['per_1000_words'], 1):.1f}"


@pytest.mark.parametrize("by", ["city", "age"])
def test_groups_are_the_blocks_of_the_table(report, by):
    shown = report.cells(f"barriers:{by}")
    blocks = rows(report.folder, "barriers", "--by", by)
    assert {(row["code"], row["group"]): str(row["respondents"]) for row in blocks} == {
        key: value for key, value in shown.items() if key[1] != "label"
    }


def test_other_codes_are_those_of_the_table_of_codes(report):
    shown = report.cells("codes")
    others = [row for row in rows(report.folder, "codes") if row["kind"] != "barrier" and row["mentions"]]
    assert {(row["code"], column) for row in others for column in ("respondents", "mentions")} <= shown.keys()
    for row in others:
        assert [shown[row["code"], each] for each in ("respondents", "mentions")] == [
            str(row["respondents"]), str(row["mentions"]),
        ]  # fmt: skip


def test_pairs_are_those_of_the_table(report):
    shown = report.cells("cooccurrence")
    pairs = rows(report.folder, "cooccurrence", "--unit", "turn", "--kind", "barrier")
    assert pairs
    for row in pairs:
        key = f"{row['code_a']} {row['code_b']}"
        assert [shown[key, each] for each in ("n", "respondents")] == [str(row["n"]), str(row["respondents"])]


def test_lanes_add_up_to_the_mentions_of_barriers(report):
    lanes = [int(value) for (_, column), value in report.cells("interviews").items() if column == "mentions"]
    marks = report.tree.xpath("//rect")
    top = [row for row in rows(report.folder, "barriers") if row["code"] in ("access", "staff")]
    assert sum(lanes) == len(marks) == sum(row["mentions"] for row in top)
    assert all(0 <= float(each.get("x").rstrip("%")) <= 100 for each in marks)


def test_key_words_are_those_of_the_table(report):
    for group in ("Adiwangsa", "Batang <Ampalu>"):
        shown = report.cells(f"keyness:{group}")
        words = [row for row in rows(report.folder, "keyness", "--by", "city", "--top", "10") if row["group"] == group]
        assert sorted(value for (_, column), value in shown.items() if column == "frequency") == sorted(
            str(row["frequency"]) for row in words
        )


def test_what_is_put_otherwise_is_counted_apart(report):
    put = [row for row in rows(report.folder, "segments") if row["assertion"] != "affirmed"]
    assert len(report.tree.xpath("//figure[not(contains(concat(' ', @class, ' '), ' m '))]")) == len(put) > 0


def test_without_a_script_each_link_leads_somewhere(report):
    ids = set(report.tree.xpath("//@id"))
    links = [each.get("href") for each in report.tree.xpath("//a")]
    assert links
    assert {link[1:] for link in links} <= ids
    for count in report.counts:
        (place,) = report.tree.xpath("//*[@id=$id]", id=count.get("href")[1:])
        assert any(place in (figure, *figure.iterancestors()) for figure in report.opened(count))


def test_what_was_asked_before_stands_with_the_turn(report):
    asked = report.tree.xpath("//article/p[@class='ask']/span/text()")
    assert len(asked) == len(report.tree.xpath("//article[@class='turn']"))
    assert set(asked) <= set(ASKED)


def test_codings_of_a_person_count_and_open_alike(tmp_path):
    folder = coded(tmp_path)
    keep_coding(folder, "a", 4, "Perawat datang hari Senin. Kalau jaringan", coder="ani")
    report = opened_report(folder, "--coder", "ani")
    check_counts(report)
    assert [quote_of(figure) for figure in report.with_marks(".m")] == ["Perawat datang hari Senin. Kalau jaringan"]
    assert report.cells("barriers")["staff", "respondents"] == "1"
    assert "prompted_pct" not in dict(report.cells("barriers").keys())


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 13))
def test_counts_of_further_studies(tmp_path, seed):
    check_counts(opened_report(made_study(tmp_path, seed), "--by", "city"))
