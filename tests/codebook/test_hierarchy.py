"""Children stand under their parents and inherit from them."""

from codebook.samples import HEAD, codebook, errors

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
