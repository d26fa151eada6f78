import pytest

from qualcode.readers.txt import front_matter


def test_yaml_values_stay_as_they_are_written():
    text = "---\ncity: Kota A\nconsent: no\ntime: 12:30\ntags: [a, b]\nsite: {name: x}\nnote:\n---\nP: a\n"
    front = front_matter("a.md", text)
    assert front.attributes == {
        "city": "Kota A", "consent": "no", "time": "12:30", "tags": "a, b", "site.name": "x", "note": "",
    }  # fmt: skip
    assert (front.body, front.lines) == ("P: a\n", 8)


def test_toml():
    front = front_matter("a.md", '+++\ndate = 2023-09-14\nage = 31\n[site]\ncity = "A"\n+++\nQ: a')
    assert front.attributes == {"date": "2023-09-14", "age": "31", "site.city": "A"}
    assert front.body == "Q: a"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\na: 1\na: 2\n---\nx", 3),
        ("---\na: [1\n---\nx", 2),
        ("---\na: &x 1\nb: *x\n---\nx", 2),
        ("+++\na = \n+++\nx", 2),
        ("---\na: " + "[" * 3000 + "\n---\nx", None),
    ],
)
def test_broken_front_matter_is_reported_and_stays_in_the_text(text, line):
    front = front_matter("a.md", text)
    assert (front.attributes, front.body) == ({}, text)
    assert [it.code for it in front.findings] == ["front-matter"]
    assert line is None or front.findings[0].line == line


@pytest.mark.parametrize("text", ["---\nInterview 1\n---\nx", "--- a\n", "P: a\n---\nb: c\n---\n"])
def test_lines_that_only_look_like_it_are_text(text):
    assert front_matter("a.txt", text) == ({}, text, 0, ())
