"""Wildcards cost what they are long, however many stars they hold."""

from qualcode.rules.lookup import Lookup, TermWord


def caught(pattern: str, keys: list[str]) -> list[str]:
    return [keys[number] for number in Lookup(keys).types(TermWord(pattern, "exact", ""))]


def test_three_hundred_stars_end():
    long = "a" * 400
    assert caught("a*" * 300 + "b", [long, long + "b"]) == [long + "b"]


def test_parts_stand_in_order_and_never_overlap():
    keys = ["aba", "abab", "ababa", "abba", "xab"]
    assert caught("ab*ab", keys) == ["abab"]
    assert caught("*b*a", keys) == ["aba", "ababa", "abba"]
    assert caught("ab*b*a", keys) == ["ababa", "abba"]
