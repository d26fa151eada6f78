"""Diff: an edit of a codebook seen before it is kept."""

import subprocess

import pytest

from study import CODEBOOK, Folder, coded


@pytest.fixture
def study(tmp_path) -> Folder:
    folder = coded(tmp_path)
    folder.write("new.yaml", CODEBOOK.replace("terms: [perawat, nurse]", "terms: [senin]"))
    return folder


def test_codings_gained_and_lost_with_their_words(study):
    got = study.done("diff", "clinic.yaml", "new.yaml", "--json").json
    moved = [(each["how"], each["code"], each["matched"], each["turn"]) for each in got["moved"]]
    assert moved == [("gained", "staff", "Senin", 4), ("lost", "staff", "Perawat", 4)]
    assert {each["quote"] for each in got["moved"]} == {"Perawat datang hari Senin."}
    assert got["changes"][0]["details"] == ["terms: + senin, - perawat, - nurse"]


def test_the_table_of_codes_moves_of_every_kind(study):
    study.write("new.yaml", CODEBOOK.replace("terms: [perawat, nurse]", "terms: [zzz]"))
    rows = {row["code"]: row for row in study.done("diff", "clinic.yaml", "new.yaml", "--json").json["table"]["rows"]}
    assert set(rows) == {"access", "network", "staff", "health_app"}
    assert (rows["staff"]["mentions_old"], rows["staff"]["mentions_new"], rows["staff"]["lost"]) == (1, 0, 1)
    assert rows["access"]["mentions_old"] == rows["access"]["mentions_new"] > 0


def test_an_edit_of_another_kind_than_barriers_is_shown(study):
    study.write("new.yaml", CODEBOOK.replace("terms: [Sehati]", "terms: [zzz]"))
    assert "health_app" in study.done("diff", "clinic.yaml", "new.yaml").out.partition("Codes under both codebooks")[2]


def test_the_same_codebook_is_no_change_and_nothing_is_kept(study):
    before = study.tree("corpora")
    got = study.done("diff", "clinic.yaml", "clinic.yaml", "--json").json
    assert (got["changes"], got["moved"]) == ([], [])
    study.done("diff", "clinic.yaml", "new.yaml")
    assert study.tree("corpora") == before
    assert study.done("export", "codes", "-o", "-").data


def test_no_words_when_asked(study):
    for more in ((), ("--json",)):
        ended = study.done("diff", "clinic.yaml", "new.yaml", "--no-quotes", *more)
        assert "Perawat" not in ended.out + ended.err


def test_words_of_test_transcripts_are_withheld(study):
    study.write("corpora/default/corpus.yaml", "format: 1\ntranscripts:\n  a: {attributes: {split: test}}\n")
    ended = study.done("diff", "clinic.yaml", "new.yaml", "--json")
    assert ended.json["withheld"] == len(ended.json["moved"]) == 2
    assert "Perawat" not in ended.out


def test_a_git_revision(study):
    for command in (["init", "-q"], ["add", "clinic.yaml"], ["commit", "-qm", "first"]):
        who = ["-c", "user.email=a@example.org", "-c", "user.name=A", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *command], cwd=study.path, check=True)
    study.write("clinic.yaml", study.read("new.yaml"))
    got = study.done("diff", "--rev", "HEAD", "clinic.yaml", "--json").json
    assert [each["how"] for each in got["moved"]] == ["gained", "lost"]
    assert study.run("diff", "--rev", "HEAD~9", "clinic.yaml").code == 2
    assert study.run("diff", "--rev", "--output=x", "clinic.yaml").code == 2


def test_one_codebook_is_not_enough_and_a_broken_one_is_said(study):
    assert study.run("diff", "clinic.yaml").code == 2
    study.write("new.yaml", "format: 1\ncodes: {}\n")
    assert "new.yaml" in study.run("diff", "clinic.yaml", "new.yaml").err


def renamed(study, *old_and_new) -> str:
    """The codebook after `codes rename`, as a file beside the old one."""
    study.write("old.yaml", study.read("clinic.yaml"))
    study.done("codes", "rename", *old_and_new, "-b", "clinic.yaml", "--yes")
    return "clinic.yaml"


@pytest.mark.parametrize("names", [("staff", "nurses"), ("network", "signal"), ("access", "reach")])
def test_a_code_that_was_renamed_is_no_gain_and_no_loss(study, names):
    got = study.done("diff", "old.yaml", renamed(study, *names), "--json").json
    assert [(each["old"], each["new"]) for each in got["renamed"]] == [names]
    assert (got["changes"], got["moved"]) == ([], [])
    rows = {row["code"]: row for row in got["table"]["rows"]}
    assert rows.keys() & {*names} <= {names[1]}
    assert all(row[f"{name}_old"] == row[f"{name}_new"] for row in rows.values() for name in ("rank", "mentions"))


def test_a_person_is_told_what_tells_it(study):
    ended = study.done("diff", "old.yaml", renamed(study, "staff", "nurses"))
    assert "> code staff is now nurses\n    the same: 1 of 1 rules, label\n" in ended.out
    assert "1 change: 0 codings gained, 0 lost." in ended.err


def test_a_renamed_code_whose_definition_stayed_may_change_its_rules(study):
    told = "    definition: {en: Nobody is there.}\n    terms: "
    study.write("old.yaml", CODEBOOK.replace("    terms: [per", told + "[per"))
    study.write(
        "new.yaml", CODEBOOK.replace("code: staff", "code: nurses").replace("    terms: [perawat", told + "[senin")
    )
    got = study.done("diff", "old.yaml", "new.yaml", "--json").json
    assert [(each["old"], each["new"]) for each in got["renamed"]] == [("staff", "nurses")]
    assert [(each["what"], each["how"], each["name"]) for each in got["changes"]] == [("rule", "changed", "nurses")]
    assert {(each["how"], each["code"], each["matched"]) for each in got["moved"]} == {
        ("gained", "nurses", "Senin"), ("lost", "nurses", "Perawat"),
    }  # fmt: skip


def test_another_code_under_another_name_is_lost_and_gained(study):
    study.write("new.yaml", CODEBOOK.replace("code: staff", "code: days").replace("[perawat, nurse]", "[senin]"))
    got = study.done("diff", "clinic.yaml", "new.yaml", "--json").json
    assert got["renamed"] == []
    assert {(each["how"], each["code"]) for each in got["moved"]} == {("gained", "days"), ("lost", "staff")}
