"""Seven real interviews without any configuration."""

import json

import pytest

from qualcode.cli.main import run_command_line

CODEBOOK = """\
format: 1
codebook: plots
codes:
  - code: effort
    kind: barrier
    label: {en: Too much effort}
    terms: [difficult, hard, confusing, slow]
"""
JOIN = "transcripts:\n  P5.derived:\n    speakers:\n      Particpant: {respondent: Participant}\n"


@pytest.fixture
def study(pdpilot, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plots.yaml").write_text(CODEBOOK)
    sources = sorted(str(path) for path in pdpilot.glob("*.derived.txt"))
    assert run_command_line(["ingest", *sources, "--interviewer", "Dan", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def _roles(report):
    return {(speaker["transcript"], speaker["speaker"]): speaker["role"] for speaker in report["speakers"]}


def _barriers(capsys):
    assert run_command_line(["code", "--codebook", "plots.yaml", "-q"]) == 0
    assert run_command_line(["export", "barriers", "--json", "-q"]) == 0
    return json.loads(capsys.readouterr().out)["table"]["rows"][0]


def test_each_speaker_has_the_right_role(study):
    roles = _roles(study)
    assert {role for (_, speaker), role in roles.items() if speaker == "Dan"} == {"interviewer"}
    assert [role for (_, speaker), role in roles.items() if speaker == "Participant"] == ["participant"] * 7
    assert {role for (_, speaker), role in roles.items() if speaker == ""} == {"other"}


def test_the_slip_is_a_finding_and_no_speaker_of_its_own(study):
    assert ("P5.derived", "Particpant") not in _roles(study)
    slip = next(found for found in study["findings"] if found["code"] == "speaker-label-typo")
    assert (slip["level"], slip["line"]) == ("warning", 299)


def test_seven_people_are_counted_before_and_after_the_join(study, tmp_path, capsys):
    assert _barriers(capsys)["respondents_total"] == 7
    (tmp_path / "corpora/default/corpus.yaml").write_text(JOIN)
    assert _barriers(capsys)["respondents_total"] == 7


def test_every_quote_stands_in_its_place(study, capsys):
    mentions = _barriers(capsys)["mentions"]
    assert mentions > 0
    assert run_command_line(["export", "segments", "-q"]) == 0
    assert run_command_line(["verify"]) == 0
