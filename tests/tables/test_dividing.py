"""The hint for `--by` names an attribute that divides people; fields of a page's front matter are none."""

from study import CODEBOOK, Folder

PAGE = """---
slug: interview-{n}
type: interview
city: {city}
number: n{n}
---
**Interviewer:** What is hard here?

**Participant:** There is no nurse in {city} number {n}.
"""


def test_the_hint_for_by_names_what_divides_respondents(tmp_path):
    folder = Folder(tmp_path)
    for n in range(6):
        folder.write(f"in/p{n}.md", PAGE.format(n=n, city="Kota" if n % 2 else "Desa"))
    folder.write("clinic.yaml", CODEBOOK)
    folder.done("ingest", "in")
    folder.done("code", "-b", "clinic.yaml")
    assert "write --by city; there are city, number" in folder.run("export", "compare").err
    folder.write("corpora/default/corpus.yaml", "format: 1\nattributes: {slug: session}\n")
    assert "slug" in folder.run("export", "compare").err
