"""Children stand under their parents and inherit from them."""

from codebook.samples import HEAD, codebook, errors, findings

FAMILY = """\
- code: child
  parent: middle
  rules: [any: [a]]
- code: middle
  parent: top
  negation: count
- code: top
  kind: barrier
  label: {id: x, en: y}
  level: root
  case: true
"""


def test_a_child_may_stand_before_its_parent_and_inherits_from_all_above():
    child = codebook(HEAD + FAMILY).codes[1]
    (rule,) = child.rules
    (term,) = rule.lists[0]
    assert (child.kind, rule.negation, term.level, term.case) == ("barrier", "count", "root", True)


def test_its_own_settings_come_first():
    own = "  kind: theme\n  level: exact\n  negation: drop\n  case: false\n"
    child = codebook(HEAD + FAMILY.replace("  rules", own + "  rules")).codes[1]
    (rule,) = child.rules
    assert (child.kind, rule.negation, rule.lists[0][0].level, rule.lists[0][0].case) == (
        "theme",
        "drop",
        "exact",
        False,
    )


def test_a_code_cannot_be_its_own_parent():
    assert [found.code for found in errors(HEAD + "  parent: queue\n")] == ["parent-cycle"]


def test_a_circle_is_told_once_with_its_path():
    (found,) = errors(HEAD + "- {code: a, parent: b}\n- {code: b, parent: c}\n- {code: c, parent: a}\n")
    assert "a -> b -> c -> a" in found.message


def test_a_long_line_of_parents_is_no_trouble():
    line = "".join(f"- {{code: c{number}, parent: c{number + 1}}}\n" for number in range(3000))
    assert codebook(HEAD + line + "- {code: c3000, kind: theme}\n").codes[1].kind == "theme"


def test_a_misnamed_parent_is_told_once():
    (found,) = errors(HEAD + "- {code: Ward, terms: [x]}\n- {code: bed, parent: Ward, terms: [y]}\n")
    assert found.code == "bad-name"


def test_a_child_inherits_every_setting_and_a_rule_states_its_own():
    settings = "  languages: [id]\n  roles: [other]\n  hypothetical: count\n  question: drop\n"
    child = "- code: child\n  parent: queue\n  rules:\n  - any: a\n  - {any: [b], languages: en, roles: participant}\n"
    first, second = codebook(HEAD + settings + child).codes[1].rules
    assert (first.languages, first.roles, first.hypothetical, first.question) == (("id",), ("other",), "count", "drop")
    assert (second.languages, second.roles, second.question) == (("en",), ("participant",), "drop")


def test_a_retired_code_names_the_code_that_replaces_it():
    book = codebook(HEAD + "- {code: old, retired: true, replaced_by: queue, memo: Too wide.}\n")
    assert (book.codes[1].retired, book.codes[1].replaced_by, book.codes[1].memo) == (True, "queue", "Too wide.")


def test_the_code_that_replaces_must_be_there():
    (found,) = errors(HEAD + "- {code: old, retired: true, replaced_by: queu}\n")
    assert (found.code, "`queue`" in found.hint) == ("unknown-replacement", True)


FOR_AGAINST = "- {code: pro, parent: stance}\n- {code: contra, parent: stance}\n"


def test_codes_below_an_exclusive_one_exclude_each_other():
    book = codebook(HEAD + "- {code: stance, exclusive: true}\n" + FOR_AGAINST + "- {code: mild, parent: pro}\n")
    assert {code.code: code.one_of for code in book.codes if code.one_of} == {"pro": "stance", "contra": "stance"}


def test_codes_of_an_exclusive_kind_do_and_those_below_them_do_not():
    kinds = "kinds: {tone: {exclusive: true}, theme: {}}\n"
    codes = "- {code: warm, kind: tone}\n- {code: cold, kind: tone}\n- {code: icy, parent: cold}\n"
    codes += "- {code: a, kind: theme}\n"
    book = codebook(kinds + HEAD + codes)
    assert {code.code: code.one_of for code in book.codes if code.one_of} == {"warm": "kind tone", "cold": "kind tone"}


def test_a_kind_that_no_code_has_and_a_parent_of_none_are_told():
    (found,) = errors("kinds: {tonn: {exclusive: true}}\n" + HEAD + "- {code: warm, kind: tone}\n")
    assert (found.code, "`tone`" in found.hint, found.line) == ("unknown-kind", True, 1)
    (found,) = [each for each in findings(HEAD + "- {code: stance, exclusive: true}\n") if each.level == "warning"]
    assert found.code == "exclusive-without-codes"
    assert [each.code for each in errors("kinds: [tone]\n" + HEAD)] == ["wrong-value"]
