"""Codes on their way out and in: what goes out comes back, and other programs' names become codes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode import codebook as room
from qualcode.codebook.load import write_plain
from qualcode.exchange.codes_in import Meant, code_slug, match_codes, receive
from qualcode.exchange.codes_out import code_guid, describe, kinds, project_codes, read_description
from qualcode.exchange.project import Guids, Project, ProjectCode, ProjectSet
from qualcode.model.codebook import Code, Codebook

GUIDS = Guids("Clinics", "talk")
BOOK = Codebook("clinic", (
    Code("access", "barrier", label={"id": "Akses kurang", "en": "Poor access"}, short={"en": "Access", "id": "Akses"},
         definition={"en": "Two lines:\nkind: not this one", "id": "Akses"}, memo="ask again"),
    Code("network", "barrier", "access", {"en": "Poor network"}, include={"": ("no signal", "a: b")},
         exclude={"en": ("a bill",), "id": ("tagihan", "pulsa")}),
    Code("fee", "barrier", label={"en": "Poor access"}),
    Code("old", "actor", retired=True, replaced_by="fee"),
    Code("for", "stance", one_of="kind stance"),
    Code("always", "stance", "for", one_of="for"),
), languages=("en", "id"))  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=40)


def sent(book: Codebook = BOOK, used: frozenset[tuple[str, str]] = frozenset()) -> Project:
    return Project("x", codes=project_codes(book, "", GUIDS, used, {}), sets=kinds(book, GUIDS))


def flat(project: Project) -> dict[str, ProjectCode]:
    return {code.guid: code for code in project.every_code()}


def test_labels_are_names_and_two_of_the_same_say_which_they_are():
    assert [code.name for code in sent().every_code()] == [
        "Poor access (access)", "Poor network", "Poor access (fee)", "old", "for", "always",
    ]  # fmt: skip


def test_what_went_out_comes_back():
    assert tuple(receive(sent(), "en").codes) == tuple(
        replace(each, memo="") for each in BOOK.codes  # memos travel as notes
    )  # fmt: skip


def test_what_is_not_affirmed_gets_a_code_of_its_own_and_comes_back_as_what_it_is():
    project = sent(used=frozenset({("fee", "negated"), ("fee", "affirmed"), ("network", "question")}))
    guid = code_guid(GUIDS, "fee", "negated")
    assert guid != code_guid(GUIDS, "fee")
    assert flat(project)[guid].name == "Poor access (fee): negated"
    folder = project.codes[-1]
    assert (folder.name, folder.codable, len(folder.codes)) == ("not affirmed", False, 2)
    assert receive(project, "en").meant[guid] == Meant("fee", "negated")
    assert len(receive(project, "en").codes) == len(BOOK.codes)
    assert match_codes(project, BOOK)[guid] == Meant("fee", "negated")


def test_a_retired_code_cannot_be_used_for_coding_unless_it_was():
    assert not flat(sent())[code_guid(GUIDS, "old")].codable
    assert flat(sent(used=frozenset({("old", "affirmed")})))[code_guid(GUIDS, "old")].codable


def test_a_name_that_somebody_changed_wins_over_the_label():
    (code,) = receive(Project("x", codes=(ProjectCode("g", "Fees", description=describe(BOOK.codes[2])),)), "en").codes
    assert (code.code, code.label) == ("fee", {"en": "Fees"})


def test_names_of_other_programs_become_codes_each_once():
    codes = (
        ProjectCode("1", "Félelem, szorongás", codes=(ProjectCode("2", "pozitív"),)),
        ProjectCode("3", "2. Költség", codes=(ProjectCode("4", "Pozitív"), ProjectCode("5", "Pozitív"))),
        ProjectCode("6", "困难"),
    )
    received = receive(Project("x", codes=codes, sets=(ProjectSet("s", "barrier", ("1",)),)), "hu")
    assert [code.code for code in received.codes] == [
        "felelem_szorongas", "pozitiv", "koltseg", "koltseg_pozitiv", "koltseg_pozitiv_2", "code",
    ]  # fmt: skip
    assert [code.label["hu"] for code in received.codes][-1] == "困难"
    assert [code.kind for code in received.codes] == ["barrier", *[""] * 5]
    assert [code.parent for code in received.codes][1] == "felelem_szorongas"


def test_codes_are_found_in_a_codebook_by_what_they_state_or_by_a_name_of_one_only():
    codes = (
        ProjectCode("1", "poor NETWORK"), ProjectCode("2", "Poor access"), ProjectCode("3", "fee"),
        ProjectCode("4", "Nobody"), ProjectCode("5", "Whatever", description="assertion: negated\ncode: access"),
    )  # fmt: skip
    found = match_codes(Project("x", codes=codes), BOOK)
    assert found == {"1": Meant("network"), "3": Meant("fee"), "5": Meant("access", "negated")}


def test_the_codebook_is_one_that_qualcode_reads():
    received = receive(sent(), "en").codes
    data = write_plain("clinic", ["en", "id"], received, ["a remark"]).encode()
    book, findings = room.load_codebook("clinic.yaml", data, lambda name: None)
    assert book is not None
    assert not [finding for finding in findings if finding.level == "error"]
    assert [(code.code, code.parent, code.label, code.short, code.one_of) for code in book.codes] == [
        (code.code, code.parent, code.label, code.short, code.one_of) for code in received
    ]


def test_which_codes_exclude_each_other_is_not_kept_where_no_such_code_or_kind_came():
    said = "kind: stance\none_of: {}\ncode: for"
    for group, kept in (("kind stance", "kind stance"), ("kind barrier", ""), ("for", "")):
        (code,) = receive(Project("x", codes=(ProjectCode("g", "For", description=said.format(group)),)), "en").codes
        assert code.one_of == kept


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_whatever_other_programs_call_a_code_gives_a_codebook_that_loads(named):
    codes = tuple(ProjectCode(str(at), name, description=said) for at, (name, said) in enumerate(named))
    received = receive(Project("x", codes=codes), "en")
    book, _ = room.load_codebook("x.yaml", write_plain("x", ["en"], received.codes, ["a"]).encode(), lambda name: None)
    assert book is not None
    assert len(book.codes) == len(named)


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=2))
def test_a_description_says_what_it_was_made_of(definition, label, include):
    code = Code(
        "a", "kind", label={"en": label.strip()}, definition={"en": definition.strip()}, include={"id": tuple(include)}
    )
    said = read_description(describe(code))
    assert (said.code, said.kind) == ("a", "kind")
    assert said.definition.get("en", "") == definition.strip()
    assert said.label.get("en", "") == label.strip()
    assert said.include.get("id", ()) == tuple(each.strip() for each in include if each.strip())


def test_a_description_of_somebody_else_is_all_definition():
    assert read_description("kind: of blue").definition == {"": "kind: of blue"}
    assert read_description("  ").definition == {}


def test_slugs_keep_every_letter():
    assert code_slug("Große Straße – Łódź") == "grosse_strasse_lodz"
    assert code_slug("12. Biaya & waktu!") == "biaya_waktu"
    assert code_slug("困难") == ""
