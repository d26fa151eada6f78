"""`qualcode schema` prints what is shipped."""

import json

from qualcode.codebook import fields
from study import Folder


def test_the_schema_of_a_codebook_is_printed(tmp_path):
    assert json.loads(Folder(tmp_path).done("schema", "codebook").out) == fields.codebook_schema()


def test_an_unknown_name_is_refused_with_a_suggestion(tmp_path):
    ended = Folder(tmp_path).run("schema", "codebok")
    assert (ended.code, "codebook" in ended.err) == (2, True)


def test_a_new_study_has_the_schema_that_its_codebook_names(tmp_path):
    folder = Folder(tmp_path)
    folder.done("init")
    assert folder.read("codebooks/barriers.yaml").startswith(
        f"# yaml-language-server: $schema={fields.CODEBOOK_SCHEMA_FILE}\n"
    )
    assert json.loads(folder.read(f"codebooks/{fields.CODEBOOK_SCHEMA_FILE}")) == fields.codebook_schema()
