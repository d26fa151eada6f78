from importlib import import_module

from qualcode.readers import READERS, read, reader_for


def test_every_reader_can_be_imported_and_has_endings_of_its_own():
    endings = [ending for reader in READERS.values() for ending in reader.endings]
    assert len(endings) == len(set(endings))
    homes = [reader.function.partition(":") for reader in READERS.values()]
    assert all(callable(getattr(import_module(module), function)) for module, _, function in homes)


def test_the_ending_of_the_name_decides_in_any_case():
    assert reader_for("b/P1.derived.TXT").name == "txt"
    assert reader_for("a.pages") is None


def test_a_file_of_another_kind_is_an_error_that_names_the_kinds():
    finding = read("a.pages", b"").findings[0]
    assert (finding.code, finding.level) == ("unknown-format", "error")
    assert ".docx" in finding.hint
