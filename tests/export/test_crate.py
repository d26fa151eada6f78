import json
from dataclasses import replace

from export.sample_facts import FACTS
from qualcode.export.metadata import Crate, Part, crate

CRATE = Crate(
    facts=FACTS,
    description="A study.",
    lang="en",
    parts=[Part("tabel dua.csv", 3, "00", "Barriers"), Part("barriers.xlsx", 5, "11")],
    licence="CC-BY-4.0",
    time="2026-01-02T03:04:05+00:00",
    lock_sha256="22",
)


def graph(of=CRATE) -> dict:
    return {entity["@id"]: entity for entity in json.loads(crate(of))["@graph"]}


def references(value):
    """Every `{"@id": ...}` in a value."""
    if isinstance(value, dict) and list(value) == ["@id"]:
        return [value["@id"]]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [each for one in inside for each in references(one)]


def test_the_descriptor_and_the_root_are_those_of_the_standard():
    described = json.loads(crate(CRATE))
    assert described["@context"] == "https://w3id.org/ro/crate/1.1/context"
    descriptor, root = described["@graph"][:2]
    assert descriptor == {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    assert (root["@id"], root["@type"], root["datePublished"]) == ("./", "Dataset", "2026-01-02")
    assert {"name", "description", "license", "hasPart"} <= set(root)


def test_every_entity_has_a_type_and_every_reference_an_entity():
    made = graph()
    assert all("@type" in entity for entity in made.values())
    assert set(references(list(made.values()))) - {"https://w3id.org/ro/crate/1.1"} <= set(made)


def test_files_are_described_and_their_names_are_addresses():
    made = graph()
    assert [each["@id"] for each in made["./"]["hasPart"]] == ["barriers.xlsx", "tabel%20dua.csv"]
    assert made["tabel%20dua.csv"] == {
        "@id": "tabel%20dua.csv",
        "@type": "File",
        "name": "Barriers",
        "encodingFormat": "text/csv",
        "contentSize": "3",
        "sha256": "00",
    }


def test_corpus_codebook_lock_and_software_are_named():
    made = graph()
    assert made["./"]["keywords"] == "synthetic"
    assert made["#corpus"]["description"] == "Invented interviews (synthetic): transcripts 8, respondents 9."
    assert (made["#codebook"]["version"], made["#codebook"]["identifier"]) == ("1.0.0", "sha256:" + "ab" * 32)
    assert made["#lock"]["identifier"] == "sha256:22"
    assert made["#qualcode"]["softwareVersion"] == "0.1.0"


def test_what_is_not_known_is_not_said():
    made = graph(replace(CRATE, licence="", time="", lock_sha256=""))
    assert "datePublished" not in made["./"]
    assert "endTime" not in made["#run"]
    assert "#lock" not in made
    assert made["#licence"]["name"] == "No licence"


def test_a_licence_in_words_has_no_address_of_spdx():
    assert graph()["./"]["license"] == {"@id": "https://spdx.org/licenses/CC-BY-4.0"}
    assert graph(replace(CRATE, licence="On request"))["./"]["license"] == {"@id": "#licence"}
