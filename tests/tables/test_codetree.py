from dataclasses import replace

from qualcode.codings.mentions import code_label, code_tree
from qualcode.model.codebook import Code
from qualcode.tables.kind import TableOptions
from qualcode.tables.listing import labels
from tables.study import codings

CODES = (Code("leaf", parent="middle"), Code("top"), Code("middle", parent="top"), Code("lost", parent="nowhere"))


def line(tree, at):
    return tree.lineage[tree.offsets[at] : tree.offsets[at + 1]].tolist()


def test_a_line_goes_from_the_code_to_the_top():
    tree = code_tree(CODES)
    assert [line(tree, at) for at in range(4)] == [[0, 2, 1], [1], [2, 1], [3]]
    assert tree.has_children.tolist() == [False, True, True, False]


def test_a_circle_ends():
    assert line(code_tree((Code("a", parent="b"), Code("b", parent="a"))), 0) == [0, 1]


def test_no_codes_make_an_empty_tree():
    assert code_tree(()).lineage.tolist() == []


def test_labels_fall_back_in_order():
    code = Code("net", label={"id": "Jaringan", "en": "Network", "nl": ""})
    assert code_label(code, ("en",)) == "Network"
    assert code_label(code, ("nl", "id")) == "Jaringan"
    assert code_label(code, ()) == "Jaringan"
    assert code_label(Code("net"), ("en",)) == "net"
    coded = codings((), [code], ())
    assert labels(replace(coded, source=replace(coded.source, languages=("id",))), TableOptions(lang="en")) == [
        "Network"
    ]
    assert labels(replace(coded, source=replace(coded.source, languages=("id", "en"))), TableOptions()) == ["Jaringan"]
