"""Edits change what they are about, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.edit import merge_codes_in_text, redirect, rename_code_in_text, retire_code_in_text
from qualcode.codebook.load import load_codebook
from qualcode.model.finding import Finding

FOLDER = Path(__file__).parents[2] / "codebooks"
SHIPPED = (FOLDER / "smart-city-barriers.yaml").read_text("utf-8")

TEXT = """\
# How to read it.
format: 1
codebook: c
codes:
  # ---- networks
  - code: network   # towers
    kind: barrier
    label: {id: Jaringan kurang, en: "Poor network: all of it"}
    rules:
      # what people say
      - rule: weak
        near: [[sinyal], [kurang]]   # both
      # and what they do
      - any: [manjat pohon]
    examples:
      - {text: Sinyal kurang., expect: true}
    # end of network

  - code: 'power'
    kind: barrier
    label: {id: Listrik kurang, en: Poor power}
    parent: network
    terms: {id: [listrik mati], en: [blackout]}
  # ---- people
  - {code: staff, parent: "power", terms: [perawat]}
"""


def loaded(text):
    codebook, findings = load_codebook("c.yaml", text.encode(), lambda name: (FOLDER / name).read_bytes())
    assert codebook is not None, findings
    return {code.code: code for code in codebook.codes}


def terms(code):
    return [[[term.text for term in terms] for terms in rule.lists] for rule in code.rules]


names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(lambda name: name != "null")
comments = st.sampled_from(["", "  # about x", "   #'code: old'"])
quotes = st.sampled_from(["{}", "'{}'", '"{}"'])


@st.composite
def written(draw):
    """A codebook in one of many ways to write it, the name of one of its codes, and a name that is free."""
    codes = draw(st.lists(names, min_size=2, max_size=5, unique=True))
    lines = ["format: 1", "codebook: c", "codes:"]
    for number, code in enumerate(codes):
        fields = [f"code: {draw(quotes).format(code)}", "kind: x"]
        if number and draw(st.booleans()):
            fields.append(f"parent: {draw(quotes).format(draw(st.sampled_from(codes[:number])))}")
        fields = draw(st.permutations(fields))
        if draw(st.booleans()):
            lines.append(f"  - {{{', '.join(fields)}}}{draw(comments)}")
        else:
            first, *rest = fields
            lines += [f"  - {first}{draw(comments)}", *(f"    {field}{draw(comments)}" for field in rest)]
        lines += draw(st.sampled_from([[], [""], ["  # a remark on old"]]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    text = newline.join(lines) + draw(st.sampled_from(["", newline]))
    return text, draw(st.sampled_from(codes)), draw(names.filter(lambda name: name not in codes))


@given(written())
def test_renamed_there_and_back_is_the_same_text(study):
    text, old, new = study
    there = rename_code_in_text(text, old, new)
    assert isinstance(there, str)
    assert list(loaded(there)) == [new if code == old else code for code in loaded(text)]
    assert rename_code_in_text(there, new, old) == text


@pytest.mark.parametrize("code", list(loaded(SHIPPED)))
def test_so_is_the_shipped_codebook(code):
    there = rename_code_in_text(SHIPPED, code, "another_name")
    assert isinstance(there, str)
    assert there != SHIPPED
    assert rename_code_in_text(there, "another_name", code) == SHIPPED


@given(written())
def test_retired_is_retired_and_all_else_as_it_was(study):
    text, old, _ = study
    codes, after = loaded(text), loaded(retire_code_in_text(text, old))
    assert list(after) == list(codes)
    assert [code.retired for code in after.values()] == [name == old for name in codes]
    assert [code.parent for code in after.values()] == [code.parent for code in codes.values()]


def test_a_rename_reaches_those_who_name_the_code():
    after = rename_code_in_text(TEXT, "network", "net")
    assert [(code.code, code.parent) for code in loaded(after).values()] == [
        ("net", ""),
        ("power", "net"),
        ("staff", "power"),
    ]
    assert after.count("\n") == TEXT.count("\n")
    assert "- code: net   # towers" in after


def test_a_default_rule_name_follows_its_code():
    assert [rule.rule for rule in loaded(rename_code_in_text(TEXT, "network", "net"))["net"].rules] == ["weak", "net-2"]


def test_a_name_with_escapes_is_left_to_people():
    found = rename_code_in_text(TEXT.replace("code: 'power'", 'code: "p\\x6fwer"'), "power", "grid")
    assert isinstance(found, Finding)
    assert (found.code, found.line) == ("not-editable", 19)


def test_retired_says_its_successor_and_again_changes_it():
    once = retire_code_in_text(TEXT, "staff", "power")
    assert "{code: staff, retired: true, replaced_by: power, parent" in once
    assert retire_code_in_text(once, "staff", "network") == once.replace("replaced_by: power", "replaced_by: network")
    assert "  - code: network   # towers\n    retired: true\n" in retire_code_in_text(TEXT, "network")


class TestMerge:
    def test_rules_and_examples_move_with_their_comments(self):
        after = merge_codes_in_text(redirect(TEXT, "network", "power"), "network", "power")
        assert isinstance(after, str)
        text = after.replace("    parent: power\n", "")  # a code does not stand above itself; steps refuse such a merge
        power = loaded(text)["power"]
        assert terms(power) == [[["listrik mati", "blackout"]], [["sinyal"], ["kurang"]], [["manjat pohon"]]]
        assert [rule.rule for rule in power.rules] == ["power", "weak", "power-2"]
        assert [example.text for example in power.examples] == ["Sinyal kurang."]
        assert "near: [[sinyal], [kurang]]   # both" in text
        assert "      # and what they do\n      - any: [manjat pohon]\n" in text

    def test_short_rules_keep_their_name(self):
        after = loaded(merge_codes_in_text(redirect(TEXT, "power", "network"), "power", "network"))
        assert [rule.rule for rule in after["network"].rules] == ["weak", "network-2", "power"]
        assert terms(after["network"])[-1] == [["listrik mati", "blackout"]]

    def test_what_else_was_said_stays_as_comments(self):
        after = merge_codes_in_text(redirect(TEXT, "power", "network"), "power", "network")
        assert "    #     label: {id: Listrik kurang, en: Poor power}\n" in after
        assert "listrik mati" in after
        assert after.count("blackout") == 1

    def test_headings_and_other_codes_stay(self):
        after = merge_codes_in_text(redirect(TEXT, "power", "network"), "power", "network")
        assert '  # ---- people\n  - {code: staff, parent: "network", terms: [perawat]}\n' in after
        assert after.startswith(TEXT[: TEXT.index("      - any: [manjat")])

    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    def test_an_inline_code_moves_into_a_block(self, newline):
        text = TEXT.replace("\n", newline).rstrip()
        after = merge_codes_in_text(text, "staff", "power")
        assert terms(loaded(after)["power"]) == [[["listrik mati", "blackout"]], [["perawat"]]]
        assert after.count("\n") == after.count(newline)

    def test_block_lists_move_whole(self):
        text = TEXT.replace(
            "terms: {id: [listrik mati], en: [blackout]}",
            "terms:\n    - listrik mati  # often\n    - term: PLN\n      case: true",
        )
        after = loaded(merge_codes_in_text(redirect(text, "power", "network"), "power", "network"))
        assert terms(after["network"])[-1] == [["listrik mati", "PLN"]]

    def test_a_block_is_not_put_into_braces(self):
        found = merge_codes_in_text(TEXT, "power", "staff")
        assert isinstance(found, Finding)
        assert found.code == "not-editable"

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("source", "target"),
        [("infrastructure", "work_culture"), ("qlue", "lapor"), ("political_will", "citizen_trust")],
    )
    def test_shipped_codes_merge(self, source, target):
        before = loaded(SHIPPED)
        after = loaded(merge_codes_in_text(redirect(SHIPPED, source, target), source, target))
        assert list(after) == [code for code in before if code != source]
        assert terms(after[target]) == terms(before[target]) + terms(before[source])
        assert len(after[target].examples) == len(before[target].examples) + len(before[source].examples)
