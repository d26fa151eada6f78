from dataclasses import replace

from qualcode.model import Code
from qualcode.tables.codetree import code_tree, label, labels
from qualcode.tables.options import Options
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
    assert label(code, ("en",)) == "Network"
    assert label(code, ("nl", "id")) == "Jaringan"
    assert label(code, ()) == "Jaringan"
    assert label(Code("net"), ("en",)) == "net"
    coded = codings((), [code], ())
    assert labels(replace(coded, languages=("id",)), Options(lang="en")) == ["Network"]
    assert labels(replace(coded, languages=("id", "en")), Options()) == ["Jaringan"]
