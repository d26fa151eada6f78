"""A file gives a codebook, or says at which place what is wrong."""

import time
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codebook.samples import HEAD, SCHOOLS, errors, findings, marked, words
from qualcode.codebook.load import load_codebook
from qualcode.rules.kinds.score import Score
from qualcode.text.shapes import MOST_FINDINGS_PER_LEVEL


@pytest.fixture(scope="module")
def schools():
    book, found = load_codebook("schools.yaml", SCHOOLS)
    assert found == ()
    return book


def test_the_codebook_states_where_it_comes_from(schools):
    assert (schools.codebook, schools.version, schools.languages) == ("school-barriers", "1.0", ("id", "en"))
    assert (schools.file, schools.sha256) == ("schools.yaml", sha256(SCHOOLS).hexdigest())


def test_codes_keep_the_order_of_the_file(schools):
    assert [code.code for code in schools.codes] == ["resources", "staff", "registers", "schedule"]


def test_texts_for_people_are_kept(schools):
    resources, _, registers, _ = schools.codes
    assert resources.definition["en"] == "What a school needs is not there."
    assert (resources.include, resources.exclude) == (
        {"": ("a shortage that is felt now",)},
        {"": ("a shortage that was solved",)},
    )
    assert registers.label == {"id": "Aplikasi data sekolah"}


def test_a_rule_holds_the_terms_of_its_lexicons(schools):
    near = schools.codes[1].rules[0]
    assert (near.rule, near.kind, near.own.within) == ("staff-missing", "near", 8)
    assert words(near.lists[0]) == ["guru", "kepala sekolah", "teacher", "headmaster", "honorer"]
    assert [term.language for term in near.lists[1]] == ["id", "id", "id", "en", "en"]
    assert words(near.unless) == ["sudah cukup", "no longer"]


def test_settings_come_from_the_nearest_place_that_states_them(schools):
    near, together = schools.codes[1].rules
    assert {term.level for term in near.lists[1]} == {"root"}  # of the parent
    assert near.lists[0][-1].level == "exact"  # of the term
    assert {term.level for term in together.lists[0]} == {"light"}  # of the rule
    assert (near.negation, together.negation) == ("flag", "count")
    assert [term.case for term in schools.codes[2].rules[0].lists[0]] == [True, True]  # of the code


def test_a_child_is_of_its_parents_kind(schools):
    assert schools.codes[1].kind == "barrier"


def test_rules_without_a_name_are_named_after_their_code(schools):
    assert [rule.rule for code in schools.codes for rule in code.rules] == [
        "staff-missing",
        "staff-2",
        "registers",
        "schedule-1",
    ]


def test_terms_are_the_words_as_written(schools):
    assert words(schools.codes[3].rules[0].lists[0]) == ["no", "12:30", "4", "jadwal"]


def test_examples_and_terms_know_their_place(schools):
    lines = SCHOOLS.decode().split("\n")
    for code in schools.codes:
        for example in code.examples:
            assert lines[example.line - 1][example.column - 1 :].startswith("{text:")
        for term in (term for rule in code.rules for terms in rule.lists for term in terms):
            assert lines[term.line - 1][term.column - 1 :].lstrip('"').startswith(term.text)


MISTAKES = [
    # the file
    ("▲", "not-a-codebook", "begin with `format: 1`"),
    ("▲- a\n- b\n", "not-a-codebook", "begin with `format: 1`"),
    ("format: ▲2\nanything: else\n", "newer-format", "update qualcode"),
    ("▲codebook: x\ncodes: [{code: a}]\n", "missing-field", "add `format: 1`"),
    ('format: ▲"1"\ncodebook: x\ncodes: [{code: a}]\n', "wrong-value", "write 1 without quotes"),
    ("format: 1\ncodebook: x\ncodes: ▲[]\n", "empty-list", ""),
    (HEAD + "▲lexicon: {a: [b]}\n", "unknown-field", "did you mean `lexicons`?"),
    (HEAD + "version: ▲[1]\n", "wrong-value", ""),
    (HEAD.replace("[id, en]", "[▲Indonesian, en]"), "wrong-value", ""),
    (HEAD + "defaults: {level: ▲ligth}\n", "wrong-value", "did you mean `light`?"),
    # codes
    (HEAD + "- ▲kind: theme\n", "missing-field", "add `code: NAME`"),
    (HEAD + "- code: ▲Citizen Trust\n  terms: [x]\n", "bad-name", "write `citizen_trust`"),
    (HEAD + "- code: ▲queue\n  kind: theme\n", "duplicate-code", ""),
    (HEAD + "- code: wait\n  parent: ▲queu\n  terms: [x]\n", "unknown-parent", "did you mean `queue`?"),
    (HEAD + "- code: a\n  parent: b\n- code: b\n  parent: ▲a\n", "parent-cycle", ""),
    (HEAD + "  ▲lable: Antrean\n", "unknown-field", "did you mean `label`?"),
    (HEAD + "  ▲context: question\n", "unknown-field", "a code has the fields"),
    (HEAD + "  label: {▲Indonesia: Antrean}\n", "wrong-value", ""),
    (HEAD + "  include: [▲When they say: long]\n", "wrong-value", "quote a text that contains `: `"),
    (HEAD + "  retired: ▲yes\n", "wrong-value", "write true without quotes"),
    (HEAD + "  case: ▲'false'\n", "wrong-value", "write false without quotes"),
    (HEAD + "  memo: a\n  ▲memo: b\n", "duplicate-key", "keep one"),
    # rules
    (HEAD + "  rules: ▲{any: [x]}\n", "wrong-value", "after `- `"),
    (HEAD + "  rules:\n  - ▲unless: [x]\n", "no-kind", "add `any: [...]`"),
    (HEAD + "  rules:\n  - any: [x]\n    ▲all: [[a], [b]]\n", "several-kinds", "a rule of each"),
    (HEAD + "  rules:\n  - near: ▲[[a, b]]\n", "too-few-lists", "write `any`"),
    (HEAD + "  rules:\n  - any: [x]\n    ▲within: 5\n", "within-without-near", ""),
    (HEAD + "  rules:\n  - near: [a, b]\n    within: ▲0\n", "wrong-value", ""),
    (HEAD + "  rules:\n  - near: [a, b]\n    within: ▲2.5\n", "wrong-value", ""),
    (HEAD + "  rules:\n  - near: [a, b]\n    within: ▲segmen\n", "wrong-value", "did you mean `segment`?"),
    (HEAD + "  rules:\n  - any: [x]\n    negation: ▲no\n", "wrong-value", ""),
    (HEAD + "  rules:\n  - {rule: r, any: [x]}\n  - {rule: ▲r, any: [x]}\n", "duplicate-rule", ""),
    (HEAD + "  rules:\n  - {rule: ▲long wait, any: [x]}\n", "bad-name", "write `long-wait`"),
    # terms
    (HEAD + "  rules:\n  - any: ▲[]\n", "empty-list", ""),
    (HEAD + "  rules:\n  - any: [a, ▲[b, c]]\n", "nested-list", "belong to `all` or `near`"),
    (HEAD + "  rules:\n  - any: [a, ▲'']\n", "empty-term", ""),
    (HEAD + "  rules:\n  - any: [▲'*']\n", "bare-wildcard", "koordinasi*"),
    (HEAD + "  rules:\n  - any: [▲lama * sekali]\n", "bare-wildcard", "koordinasi*"),
    (HEAD + "  rules:\n  - any: [▲'?!']\n", "no-letters", ""),
    (HEAD + "  rules:\n  - any: [{term: a, ▲langage: id}]\n", "unknown-field", "did you mean `language`?"),
    (HEAD + "  rules:\n  - any: [{term: ▲'@long'}]\n", "lexicon-as-term", '"@long"'),
    (HEAD + "  rules:\n  - any: [▲'@nurses']\nlexicons: {nurse: [a]}\n", "unknown-lexicon", "did you mean `@nurse`?"),
    (HEAD + "lexicons: {▲long wait: [a]}\n", "bad-name", ""),
    (HEAD + '  rules: [any: "@a"]\nlexicons: {a: ["@b"], b: [▲"@a"]}\n', "lexicon-cycle", ""),
    # examples
    (HEAD + "  examples:\n  - ▲text: Antre lama.\n", "missing-field", "add `expect: true`"),
    (HEAD + "  examples:\n  - {text: Antre., expect: ▲yes}\n", "wrong-value", "write true without quotes"),
    (
        HEAD + "  examples:\n  - {text: Antre, ▲lama sekali, expect: true}\n",
        "stray-text",
        "quote texts that hold a comma",
    ),
]


@pytest.mark.parametrize(("text", "code", "hint"), MISTAKES)
def test_a_mistake_is_told_at_its_place_with_what_to_write(text, code, hint):
    text, place = marked(text)
    (found,) = errors(text)
    assert (found.code, (found.line, found.column)) == (code, place)
    assert hint in found.hint
    assert str(found).startswith(f"book.yaml:{place[0]}:{place[1]}: ")


WARNINGS = [
    ("label: {id: Antrean, ▲jv: Antri}\n", "warning", "undeclared-language"),
    ("rules: [any: {▲jv: [antri]}]\n", "warning", "undeclared-language"),
    ("rules: [any: [lama, {term: suwe, language: ▲jv}]]\n", "warning", "undeclared-language"),
    ("rules: [any: [lama, ▲lama]]\n", "warning", "repeated-term"),
    ("memo: x\n- ▲code: doctor\n", "note", "no-rules"),
    ("memo: x\nlexicons: {▲long: [lama]}\n", "note", "unused-lexicon"),
]


def test_a_label_in_one_language_is_no_slip_until_a_check_or_a_table_wants_the_other():
    text = HEAD + "  memo: x\n- code: bed\n  kind: barrier\n  terms: [x]\n  label: {id: Kurang}\n"
    assert load_codebook("book.yaml", text.encode())[1] == ()


@pytest.mark.parametrize(("text", "level", "code"), WARNINGS)
def test_what_is_probably_not_meant_is_told_and_the_codebook_loads(text, level, code):
    text, place = marked(HEAD + "  " + text)
    book, (found,) = load_codebook("book.yaml", text.encode())
    assert book is not None
    assert (found.level, found.code, (found.line, found.column)) == (level, code, place)


def test_a_retired_code_is_not_reminded_of_what_it_lacks():
    assert findings(HEAD + "- {code: old, kind: barrier, retired: true}\n") == ()


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file():
    text = HEAD + "  lable: x\n  parent: nobody\n  rules:\n  - any: [@long, '']\n    level: lite\n- kode: x\n"
    assert [(found.line, found.code) for found in errors(text)] == [
        (8, "unknown-field"),
        (9, "unknown-parent"),
        (11, "unquoted-sign"),
        (11, "unknown-lexicon"),
        (11, "empty-term"),
        (12, "wrong-value"),
        (13, "unknown-field"),
        (13, "missing-field"),
    ]


def test_sentences_of_examples_never_stand_in_a_finding():
    sentence = "Sari said so in a sentence that is longer than a message can show"
    text = HEAD + "  examples:\n  - {text: Dokter Sari, jarang datang, expect: " + sentence + "}\n"
    said = " ".join(map(str, errors(text)))
    assert said
    assert "Sari" not in said
    assert "jarang" not in said


def test_a_field_with_nothing_behind_it_counts_as_not_given():
    assert findings(HEAD + "  memo:\n  examples:\n  label: ~\n") == ()


def test_a_file_of_nothing_but_mistakes_says_that_more_follow():
    found = findings(HEAD + "".join(f"field{number}: x\n" for number in range(3000)))
    assert len(found) == MOST_FINDINGS_PER_LEVEL + 1
    assert found[-1].code == "more-findings"


@pytest.mark.slow
def test_ten_thousand_rules_load_in_seconds():
    near = '    near: [[sinyal, "@net"], [kurang, belum ada, minim]]\n    within: 8\n    unless: [lancar]\n'
    rules = "".join(f"  - rule: r{number}\n{near}" for number in range(10_000))
    lexicon = ", ".join(f"kata{number}" for number in range(500))
    data = f"{HEAD}  rules:\n{rules}lexicons: {{net: [{lexicon}]}}\n".encode()
    start = time.process_time()
    book, found = load_codebook("big.yaml", data)
    assert time.process_time() - start < 30  # about 2 s; a slip to quadratic time takes minutes
    assert book is not None
    assert found == ()


SIGNS = ["\n", "\n  ", "\n- ", ": ", ", ", "[", "]", "{", "}", "&", "*", "!", "@", "%", "`", '"', "'", "|", ">", "#"]
ODDITIES = ["---", "\t", "\u2028", "\ufeff", "\x00", "é", "😀", "~"]
WORDS = ["code", "any", "near", "terms", "parent", "@people", "id", "1"]
PIECES = st.sampled_from([*SIGNS, *ODDITIES, *WORDS])


def is_told(data):
    book, found = load_codebook("book.yaml", data)
    wrong = [each for each in found if each.level == "error"]
    assert (book is None) == bool(wrong)
    assert all(each.line and each.column and each.file == "book.yaml" for each in found)


@given(st.lists(PIECES | st.text(max_size=4), max_size=40))
def test_any_text_gives_a_codebook_or_an_error_with_a_place(pieces):
    is_told("".join(pieces).encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=80))
def test_any_bytes_give_a_codebook_or_an_error_with_a_place(data):
    is_told(data)


@given(st.data())
def test_a_good_codebook_with_a_slip_gives_a_codebook_or_an_error_with_a_place(data):
    text = SCHOOLS.decode()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(PIECES | st.just("")) + text[end:]
    is_told(text.encode("utf-8", "surrogatepass"))


BARE = "format: 1\ncodebook: clinics\ncodes:\n- code: queue\n"


class TestWhatIsProbablyNotMeant:
    def test_a_list_without_brackets(self):
        book, found = load_codebook("book.yaml", f"{BARE}  terms: jaringan, sinyal\n".encode())
        assert book
        assert [(each.code, each.level) for each in found if each.code == "comma-in-term"] == [
            ("comma-in-term", "warning")
        ]

    def test_a_quoted_phrase_may_hold_a_comma(self):
        _, found = load_codebook("book.yaml", f'{BARE}  terms: "ya, begitu"\n'.encode())
        assert "comma-in-term" not in {each.code for each in found}

    @pytest.mark.parametrize("kind", ["barier", "barriers", "Barrier"])
    def test_a_kind_that_is_nearly_a_usual_one(self, kind):
        _, found = load_codebook("book.yaml", f"{BARE}  kind: {kind}\n".encode())
        assert [each.hint for each in found if each.code == "kind-misspelt"] == ["did you mean `barrier`?"]

    @pytest.mark.parametrize("kind", ["barrier", "hambatan", "x"])
    def test_other_kinds_are_as_good(self, kind):
        _, found = load_codebook("book.yaml", f"{BARE}  kind: {kind}\n".encode())
        assert "kind-misspelt" not in {each.code for each in found}


class TestScore:
    def rule(self, text):
        book, found = load_codebook("book.yaml", f"{BARE}  rules:\n  - {text}\n".encode())
        return book.codes[0].rules[0] if book else [each.code for each in found if each.level == "error"]

    def test_lists_stand_under_what_they_are_worth(self):
        made = self.rule('{score: {"2": [a], -1: [b, c]}, threshold: 2, within: turn}')
        assert (made.kind, made.own) == ("score", Score((2, -1), threshold=2, within="turn"))
        assert [[term.text for term in terms] for terms in made.lists] == [["a"], ["b", "c"]]

    def test_the_names_of_older_codebooks_are_still_read(self):
        old = self.rule("{points: {2: [a]}, least: 2, support: 1, within: turn}")
        assert (old.kind, old.own) == ("score", Score((2,), threshold=2, context_score=1, within="turn"))

    def test_messages_have_the_name_that_stands_in_the_file(self):
        text = f"{BARE}  rules:\n  - {{points: [a], least: 0}}\n"
        _, found = load_codebook("book.yaml", text.encode())
        assert [(each.message.split(" takes")[0], each.line, each.column) for each in found] == [
            ("`points`", 6, 14),
            ("`least`", 6, 26),
        ]

    def test_both_names_at_once_are_a_key_twice(self):
        _, found = load_codebook(
            "book.yaml", f"{BARE}  rules:\n  - {{score: {{1: [a]}}, threshold: 2, least: 1}}\n".encode()
        )
        assert [(each.code, each.message, each.column) for each in found] == [
            ("duplicate-key", "`least` is another name of `threshold`", 37)
        ]

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ("{score: {1: [a]}}", "missing-field"),
            ("{any: [a], threshold: 1}", "threshold-without-score"),
            ("{score: {-1: [a]}, threshold: 1}", "no-weight"),
            ("{score: {0: [a], 1: [b]}, threshold: 1}", "wrong-value"),
            ("{score: [a], threshold: 1}", "wrong-value"),
            ("{score: {1: [a]}, threshold: 1, within: 0}", "wrong-value"),
            ("{any: [a], context_score: 1}", "context_score-without-score"),
            ("{score: {1: [a]}, threshold: 2, context_score: 2}", "context_score-not-below-threshold"),
            ("{score: {1: [a]}, threshold: 2, context_score: 0}", "wrong-value"),
            ("{score: {1: [a]}, threshold: 1, ordered: true}", "ordered-without-near"),
        ],
    )
    def test_slips_are_told(self, text, error):
        assert self.rule(text) == [error]


class TestSays:
    @pytest.mark.parametrize(
        ("says", "column"), [("5", 11), ("0x1F", 11), ("true", 11), ("4.5", 11), ("{en: 5}", 16), ("'...'", 11)]
    )
    def test_it_is_a_sentence(self, says, column):
        _, found = load_codebook("book.yaml", f"{BARE}  rules:\n  - any: [a]\n    says: {says}\n".encode())
        assert [(each.code, each.line, each.column, each.level) for each in found] == [
            ("wrong-value", 7, column, "error")
        ]
        assert "takes a sentence, not" in found[0].message

    @pytest.mark.parametrize("says", ["A.", "3 of 4 clinics lack it.", "{en: It is lacking.}"])
    def test_any_sentence_will_do(self, says):
        book, _ = load_codebook("book.yaml", f"{BARE}  rules:\n  - any: [a]\n    says: {says}\n".encode())
        assert book.codes[0].rules[0].says
