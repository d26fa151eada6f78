"""Lock: what the results depend on, written down, and what drifted since."""

import shutil
import subprocess

import pytest

from study import CODEBOOK, TXT, Folder, coded, configured, keep_coding


@pytest.fixture
def study(tmp_path) -> Folder:
    folder = configured(tmp_path, {"a.txt": TXT})
    folder.done("run")
    folder.done("lock")
    return folder


def test_a_lock_without_drift_holds_and_is_written_once(study):
    assert study.done("lock", "--check").out == ""
    before = study.stamps()["qualcode.lock"]
    study.done("lock")
    assert study.stamps()["qualcode.lock"] == before


def test_it_lists_each_thing_in_a_sorted_line(study):
    first, *lines = study.read("qualcode.lock").splitlines()
    assert first.startswith("format")
    assert lines == sorted(lines)
    assert [line.split("  ")[:2] for line in lines] == [
        ["codebook", "codebooks/barriers.yaml"],
        ["settings", "corpora/interviews/corpus.yaml"],
        ["settings", "qualcode.yaml"],
        ["transcript", "corpora/interviews/transcripts/a.jsonl"],
        ["version", "qualcode"],
    ]


@pytest.mark.parametrize("name", ["codebooks/barriers.yaml", "corpora/interviews/corpus.yaml", "qualcode.yaml"])
def test_what_changed_is_named_and_fails(study, name):
    study.write(name, study.read(name) + "# more\n")
    ended = study.run("lock", "--check")
    assert (ended.code, ended.out) == (1, f"{'codebook' if 'book' in name else 'settings'} {name} has changed\n")
    assert study.run("status", "--json").json["drift"]


def test_a_new_transcript_and_one_that_is_gone_are_drift(study):
    study.write("corpora/interviews/sources/b.txt", TXT)
    study.done("ingest")
    assert "b.jsonl is new" in study.run("lock", "--check").out
    study.done("lock")
    (study.path / "corpora/interviews/transcripts/b.jsonl").unlink()
    assert "b.jsonl is gone" in study.run("lock", "--check").out


def test_without_configuration_the_codebook_in_use_is_locked_too(tmp_path):
    folder = coded(tmp_path)
    folder.done("lock")
    folder.write("clinic.yaml", CODEBOOK + "\n")
    assert folder.run("lock", "--check").out == "codebook clinic.yaml has changed\n"
    for file in sorted((tmp_path / ".qualcode").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    folder.write("clinic.yaml", CODEBOOK)
    folder.done("lock", "--check")


def test_a_check_without_a_lock_is_refused(study):
    (study.path / "qualcode.lock").unlink()
    ended = study.run("lock", "--check")
    assert (ended.code, "no qualcode.lock" in ended.err) == (2, True)


def test_a_lock_that_cannot_be_read_is_refused(study):
    study.write("qualcode.lock", "<<<<<<< ours\n")
    ended = study.run("lock", "--check")
    assert (ended.code, ended.err.startswith("error: qualcode.lock:1: ")) == (2, True)


def test_checking_writes_nothing(study):
    before = study.stamps()
    study.run("lock", "--check")
    assert study.stamps() == before


@pytest.mark.parametrize("dry", [(), ("-n",)])
def test_where_there_is_nothing_nothing_is_locked(tmp_path, dry):
    folder = Folder(tmp_path)
    ended = folder.run("lock", *dry)
    assert (ended.code, "qualcode ingest PATH" in ended.err) == (2, True)
    assert "qualcode.lock" not in folder.tree()


class TestPeople:
    """What people coded is precious: a line that went missing is drift."""

    FILE = "corpora/interviews/coding/reader-1/a.jsonl"

    @pytest.fixture
    def people(self, study) -> Folder:
        keep_coding(study, "a", 4, "Perawat datang", corpus="interviews")
        study.done("sample", "-o", "out/s.csv")
        study.done("lock")
        return study

    def test_each_file_has_a_line_with_the_number_of_its_codings(self, people):
        lines = [line.split("  ") for line in people.read("qualcode.lock").splitlines()]
        assert {line[0] for line in lines} >= {"coder", "coding", "sample"}
        (line,) = [line for line in lines if line[0] == "coding"]
        assert (line[1], line[2].split()[0]) == (self.FILE, "1")
        people.done("lock", "--check")

    def test_a_line_that_is_gone_is_said_with_its_file(self, people):
        people.write(self.FILE, people.read(self.FILE).splitlines()[0] + "\n")
        ended = people.run("lock", "--check")
        said = f"coding {self.FILE} has changed: 1 coding was locked and 0 are there"
        assert (ended.code, ended.out) == (1, said + "\n")
        checked = people.run("check", "--locked", "--select", "QC209")
        assert (checked.code, said in checked.out) == (1, True)

    @pytest.mark.parametrize("name", ["coding/reader-1/coder.yaml", "samples/s.jsonl"])
    def test_so_is_who_coded_and_what_was_drawn(self, people, name):
        file = f"corpora/interviews/{name}"
        people.write(file, people.read(file) + "\n")
        assert people.run("lock", "--check").out.endswith(f" {file} has changed\n")

    def test_an_older_lock_did_not_list_them_and_still_holds(self, people):
        kept = [
            line
            for line in people.read("qualcode.lock").splitlines()
            if line.split()[0] not in ("coder", "coding", "sample")
        ]
        people.write("qualcode.lock", "\n".join([kept[0].replace("  2", "  1"), *kept[1:]]) + "\n")
        people.done("lock", "--check")


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
class TestClone:
    """In CI participants' words are rightly absent; what is there is compared."""

    @pytest.fixture
    def clone(self, study, tmp_path_factory) -> Folder:
        keep_coding(study, "a", 4, "Perawat datang", corpus="interviews")
        study.done("lock")
        here = tmp_path_factory.mktemp("clone") / "study"
        git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(study.path)]
        for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
            subprocess.run([*git, *command], check=True)
        subprocess.run(["git", "clone", "-q", str(study.path), str(here)], check=True)
        return Folder(here)

    def test_it_says_how_many_files_could_not_be_compared_and_passes(self, clone):
        ended = clone.done("check", "--locked")
        assert "2 files of transcripts and codings are not here" in ended.err
        assert clone.done("check", "--locked", "--format", "json").json["findings"][-1]["level"] == "note"

    @pytest.mark.parametrize("name", ["codebooks/barriers.yaml", "corpora/interviews/corpus.yaml"])
    def test_what_is_there_is_compared(self, clone, name):
        clone.write(name, clone.read(name) + "# more\n")
        ended = clone.run("check", "--locked")
        assert (ended.code, f"{name} has changed" in ended.out) == (1, True)

    def test_where_everything_should_be_their_absence_fails(self, clone):
        ended = clone.run("lock", "--check")
        assert (ended.code, ended.out.count("not here")) == (1, 1)

    def test_one_file_that_is_gone_among_others_was_deleted(self, clone):
        clone.write("corpora/interviews/sources/b.txt", TXT)
        clone.done("ingest")
        ended = clone.run("check", "--locked", "--select", "QC209")
        assert (ended.code, "transcripts/a.jsonl is gone" in ended.out) == (1, True)

    @pytest.mark.parametrize("dry", [(), ("-n",)])
    def test_a_clone_does_not_erase_the_lines_of_what_it_has_not(self, clone, dry):
        before = clone.read("qualcode.lock")
        ended = clone.run("lock", *dry)
        assert (ended.code, ended.err.count("\n"), clone.read("qualcode.lock")) == (2, 1, before)
        assert "2 files that the lock names are not here, and git ignores them" in ended.err
        clone.done("lock", "--forget")
        assert "transcript" not in clone.read("qualcode.lock")
        clone.done("lock")

    def test_nor_where_a_part_is_there_or_the_lock_is_in_pieces(self, clone):
        clone.write("corpora/interviews/sources/b.txt", TXT)
        clone.done("ingest")
        assert "--forget" in clone.run("lock").err
        clone.write("qualcode.lock", "<<<<<<< ours\n" + clone.read("qualcode.lock"))
        assert "--forget" in clone.run("lock").err

    def test_codings_that_are_gone_where_the_transcripts_are_were_deleted(self, study, clone):
        (study.path / "corpora/interviews/coding/reader-1/a.jsonl").unlink()
        ended = study.run("check", "--locked", "--select", "QC209")
        assert (ended.code, "coding/reader-1/a.jsonl is gone" in ended.out) == (1, True)
        assert "--forget" in study.run("lock").err
