"""Lexicons are put in where rules name them, and shared between rules."""

from codebook.samples import HEAD, codebook, errors, findings, words

NURSE = 'lexicons: {nurse: [perawat, bidan], staff: ["@nurse", {term: dokter, level: exact}, perawat]}\n'


def rules(text, tail=NURSE):
    return codebook(HEAD + "  rules:\n" + text + tail).codes[0].rules[1:]


def test_a_lexicon_in_a_lexicon_gives_each_term_once():
    (only,) = rules('  - any: "@staff"\n')
    assert words(only.lists[0]) == ["perawat", "bidan", "dokter"]


def test_terms_take_the_level_of_the_rule_that_names_them_unless_they_have_their_own():
    root, light = rules('  - {any: ["@staff"], level: root}\n  - any: ["@staff"]\n')
    assert [term.level for term in root.lists[0]] == ["root", "root", "exact"]
    assert [term.level for term in light.lists[0]] == ["light", "light", "exact"]


def test_rules_of_one_level_share_the_terms():
    first, second = rules('  - any: ["@staff"]\n  - near: ["@staff", {id: "@nurse"}]\n')
    assert first.lists[0] is second.lists[0]


def test_a_language_around_a_lexicon_is_that_of_its_terms_without_one():
    lexicons = "lexicons: {mixed: {en: [ward], id: [bangsal]}, plain: [kamar]}\n"
    (only,) = rules('  - any: {id: ["@mixed", "@plain"]}\n', lexicons)
    assert [(term.text, term.language) for term in only.lists[0]] == [
        ("ward", "en"),
        ("bangsal", "id"),
        ("kamar", "id"),
    ]


def test_lexicons_of_the_codebook_are_expanded_with_the_default_level():
    book = codebook(HEAD + NURSE + "defaults: {level: root}\n")
    assert [term.level for term in book.lexicons["staff"]] == ["root", "root", "exact"]


def test_a_lexicon_named_only_by_an_unused_one_is_unused():
    assert [found.code for found in findings(HEAD + NURSE)] == ["unused-lexicon", "unused-lexicon"]


def test_a_circle_is_told_once_with_its_path():
    text = HEAD + '  rules:\n  - any: "@a"\nlexicons: {a: ["@b", x], b: ["@c"], c: ["@a"]}\n'
    (found,) = errors(text)
    assert "@a -> @b -> @c -> @a" in found.message


def test_lexicons_that_double_one_another_stay_small():
    doubling = ", ".join(f'l{n}: ["@l{n - 1}", "@l{n - 1}", t{n}]' for n in range(1, 40))
    book = codebook(HEAD + f"lexicons: {{l0: [x], {doubling}}}\n")
    assert len(book.lexicons["l39"]) == 40


def test_a_long_chain_of_lexicons_is_refused_in_words():
    chain = ", ".join(f'l{n}: ["@l{n + 1}", t{n}]' for n in range(5000))
    (found,) = {each.code for each in errors(HEAD + f"lexicons: {{{chain}, l5000: [x]}}\n")}
    assert found == "lexicons-too-deep"
