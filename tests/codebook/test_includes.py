"""Included files: their lexicons and codes are there, their mistakes stand in their own file."""

import pytest

from qualcode.codebook.load import load_codebook

MAIN = """\
format: 1
codebook: clinics
include: [words.yaml, codes/queue.yaml]
defaults: {level: root}
codes:
- code: staff
  terms: ["@staff"]
"""
WORDS = "format: 1\nlexicons: {staff: [perawat], wait: [antre]}\n"
QUEUE = "format: 1\ninclude: ../words.yaml\ndefaults: {level: exact}\ncodes:\n- code: queue\n  terms: '@wait'\n"
FILES = {"books/words.yaml": WORDS, "books/codes/queue.yaml": QUEUE}


def read(main=MAIN, **changed):
    files = {name: text.encode() for name, text in {**FILES, **changed}.items()}
    return load_codebook("books/main.yaml", main.encode(), files.get)


def only(main=MAIN, **changed):
    book, found = read(main, **changed)
    (error,) = [each for each in found if each.level == "error"]
    assert book is None
    return error


def test_codes_of_included_files_come_first_and_know_their_file():
    book, found = read()
    assert found == ()
    assert [(code.code, code.file) for code in book.codes] == [
        ("queue", "books/codes/queue.yaml"),
        ("staff", "books/main.yaml"),
    ]
    assert book.files == ("books/main.yaml", "books/words.yaml", "books/codes/queue.yaml")


def test_a_term_stands_in_the_file_of_its_lexicon_and_takes_the_settings_of_its_rule():
    queue, staff = (code.rules[0].lists[0][0] for code in read()[0].codes)
    assert (queue.file, queue.level) == ("books/words.yaml", "exact")
    assert (staff.file, staff.level) == ("books/words.yaml", "root")


def test_every_file_counts_in_the_hash_and_the_folder_does_not():
    before = read()[0].sha256
    assert read(**{"books/words.yaml": WORDS + "\n"})[0].sha256 != before
    elsewhere = {name.replace("books", "/tmp/x"): text.encode() for name, text in FILES.items()}
    assert load_codebook("/tmp/x/main.yaml", MAIN.encode(), elsewhere.get)[0].sha256 == before


def test_a_mistake_is_told_in_its_own_file():
    error = only(**{"books/words.yaml": WORDS + "lexicon: {}\n"})
    assert (error.file, error.line, error.code) == ("books/words.yaml", 3, "unknown-field")


def test_a_syntax_error_is_told_in_its_own_file():
    broken = only(
        **{"books/words.yaml": "format: 1\nlexicons: {staff: [a\n"},
        main=MAIN.replace('"@staff"', "a").replace(", codes/queue.yaml", ""),
    )
    assert (broken.file, broken.code) == ("books/words.yaml", "yaml-syntax")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("nothing.yaml", "include-missing"),
        ("/etc/passwd", "include-path"),
        ("C:/x.yaml", "include-path"),
        ("a\\b.yaml", "include-path"),
        ("main.yaml", "include-cycle"),
    ],
)
def test_a_file_that_cannot_be_included_is_told_at_its_path(path, code):
    error = only(MAIN.replace("codes/queue.yaml", path))
    assert (error.code, error.file, error.line, error.column) == (code, "books/main.yaml", 3, 23)


def test_a_circle_through_other_files_is_told_where_it_closes():
    error = only(**{"books/words.yaml": WORDS + "include: codes/queue.yaml\n"})
    assert (error.code, error.file) == ("include-cycle", "books/codes/queue.yaml")
    assert "books/words.yaml -> books/codes/queue.yaml -> books/words.yaml" in error.message


def test_names_are_given_once_in_all_files_together():
    twice = "format: 1\nlexicons: {staff: [bidan]}\ncodes: [{code: staff, terms: [a]}]\n"
    found = [each for each in read(**{"books/codes/queue.yaml": twice})[1] if each.level == "error"]
    assert {each.code for each in found} == {"duplicate-lexicon", "duplicate-code", "duplicate-rule"}
    assert any("in line 2 of books/words.yaml" in each.message for each in found)


def test_without_a_way_to_read_there_are_no_files():
    assert load_codebook("books/main.yaml", MAIN.encode())[0] is None


def test_a_file_that_is_not_there_is_one_error_whatever_its_lexicons_are_used_for():
    book, found = load_codebook("books/main.yaml", MAIN.encode(), {"books/codes/queue.yaml": QUEUE.encode()}.get)
    errors = {each.code for each in found if each.level == "error"}
    assert (book, errors) == (None, {"include-missing"})
