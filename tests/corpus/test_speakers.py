"""Roles and respondents: who is coded, who counts in N, and who is joined to whom."""

from study import TXT, Folder, small

CORPUS = "corpora/default/corpus.yaml"
NURSE = "Informan: Perawat kurang.\n"


def speakers(folder: Folder, *options: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Transcript and label -> role and respondent."""
    report = folder.run("ingest", "interviews", "--json", *options).json
    return {(each["transcript"], each["speaker"]): (each["role"], each["respondent"]) for each in report["speakers"]}


def staff(folder: Folder, *options: str) -> tuple[int, int, int]:
    """Respondents who mention the code `staff`, of how many, and its mentions."""
    folder.done("code", "-b", "clinic.yaml", "-q")
    folder.done("export", "barriers", *options)
    row = next(row for row in folder.rows("out/barriers.csv") if row["code"] == "staff")
    return int(row["respondents"]), int(row["respondents_total"]), int(row["mentions"])


def test_an_option_names_the_interviewers(tmp_path):
    folder = small(tmp_path, {"a.txt": "K: No nurse.\nG: A nurse.\nD: The nurse.\nD: More.\n"})
    found = speakers(folder, "--interviewer", "K,G")
    assert [role for role, _ in found.values()] == ["interviewer", "interviewer", "participant"]
    assert staff(folder) == (1, 1, 1)


def test_the_corpus_file_names_them_too_and_roles_that_changed_make_codings_stale(tmp_path):
    folder = small(tmp_path, {"a.txt": "Ann: No more. A nurse.\nBea: The nurse left.\nAnn: A nurse.\n"})
    folder.done("ingest", "interviews", "--interviewer", "Bea")
    assert staff(folder) == (1, 1, 2)
    folder.write(CORPUS, "format: 1\nspeakers:\n  Ann: interviewer\n  Bea: {role: participant}\n")
    assert folder.run("export", "barriers").code == 2
    assert staff(folder) == (1, 1, 1)
    folder.write(CORPUS, "format: 1\nspeakers: {Bea: other}\ntranscripts:\n  a:\n    speakers: {Bea: participant}\n")
    assert speakers(folder)["a", "Bea"][0] == "participant", "what is said of the transcript wins"


def test_an_unknown_role_is_neither_coded_nor_counted_but_reported(tmp_path):
    folder = small(tmp_path, {"a.txt": "P: A nurse.\nI: The nurse.\n", "b.txt": TXT})
    ended = folder.run("ingest", "interviews", "--json")
    assert {speaker["role"] for speaker in ended.json["speakers"] if speaker["transcript"] == "a"} == {"unknown"}
    assert ended.codes() == ["role-unknown"]
    assert folder.run("ingest", "interviews", "--strict").code == 1
    assert staff(folder) == (1, 1, 1)
    assert folder.run("code", "-b", "clinic.yaml", "--strict").code == 1


def test_a_misspelt_label_is_unknown_until_the_corpus_file_joins_it(tmp_path):
    talk = "Dan: And?\nParticipant One: The nurse.\n" * 5
    folder = small(tmp_path, {"a.txt": f"{talk}Particpant One: No nurse? A nurse.\n"})
    found = speakers(folder, "--interviewer", "Dan")
    assert found["a", "Particpant One"] == ("unknown", "")
    assert staff(folder)[:2] == (1, 1)
    alone = staff(folder)[2]
    folder.write(CORPUS, "format: 1\nspeakers:\n  Particpant One: {respondent: Participant One}\n")
    found = speakers(folder)
    assert found["a", "Particpant One"] == found["a", "Participant One"] == ("participant", "a/1")
    assert staff(folder) == (1, 1, alone + 1)


def test_the_same_label_in_two_transcripts_is_two_people_unless_joined(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT, "b.txt": TXT})
    folder.done("ingest", "interviews")
    assert staff(folder) == (2, 2, 2)
    folder.write(CORPUS, "format: 1\nspeakers:\n  Informan: {respondent: R1}\n")
    assert staff(folder) == (1, 1, 2)


def test_voices_that_cannot_be_told_apart_count_in_mentions_never_in_n(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT, "b.txt": f"Pewawancara: Apa?\n{NURSE}Peserta: Perawat kurang.\n"})
    folder.write(CORPUS, "format: 1\nspeakers:\n  Peserta: {role: participant, respondent: none}\n")
    folder.done("ingest", "interviews")
    assert staff(folder) == (2, 2, 3)
    folder.done("export", "segments")
    assert "" in {row["respondent"] for row in folder.rows("out/segments.csv")}


def test_text_before_the_first_label_has_role_other(tmp_path):
    folder = small(tmp_path, {"a.txt": f"Perawat kurang, dicatat di sini.\n\n{TXT}"})
    assert speakers(folder)["a", ""] == ("other", "")
    assert staff(folder) == (1, 1, 1)


def test_a_participant_without_a_word_is_no_respondent(tmp_path):
    folder = small(tmp_path, {"a.txt": f"{TXT}Peserta: [tertawa]\n"})
    assert speakers(folder)["a", "Peserta"] == ("participant", "")
    assert staff(folder) == (1, 1, 1)
