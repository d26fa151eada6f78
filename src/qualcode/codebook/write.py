"""Writes the commented codebook with which a new study starts."""

import json

from qualcode.codebook.schema import FILE

_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# The codebook: which codes there are, what they mean, and which words suggest them.
# Lines that begin with # are remarks. Texts with a comma, a colon or a leading @ * ! % & need quotes.
format: 1
codebook: {title}
version: 0.1.0
languages: [id, en] # the first one is the language of tables

# Word lists that several rules share. A rule names one in quotes: "@shortage".
lexicons:
  shortage:
    id: [kurang, belum ada, tidak ada, terbatas]
    en: [lack of, not enough, missing]

codes:
  # A barrier's label names the lack.
  - code: resources
    kind: barrier
    label: {{id: Kurangnya sumber daya, en: Lack of resources}}
    definition:
      id: Pembicara mengatakan bahwa sesuatu yang dibutuhkan kurang atau tidak ada.
      en: The speaker says that something needed is short or missing.
    include: [a shortage that is felt now, or that has stopped something]
    exclude: [a shortage that was solved]

  # A child inherits the kind, level, negation and case of its parent, and is counted with it.
  - code: staff
    parent: resources
    label: {{id: Kurangnya tenaga, en: Lack of staff}}
    definition:
      id: Tenaga atau petugas kurang.
      en: There are too few people to do the work.
    rules:
      # One word of each list, with at most 6 words from the first to the last.
      - rule: staff-missing
        near: [{{id: [petugas, tenaga, pegawai], en: [staff, officer]}}, "@shortage"]
        within: 6
        unless: [sudah cukup, no longer]
    # Examples are tests: the rules must find the code in the first two and not in the third.
    examples:
      - {{text: "Petugas kami kurang, Bu.", expect: true}}
      - {{text: We have a lack of staff., expect: true}}
      - {{text: Sekarang petugasnya sudah cukup., expect: false}}
"""


def template(title: str) -> str:
    """The starter codebook as YAML text: two codes in two languages, a lexicon, a rule, examples.

    Its first line tells editors that the schema lies beside it.
    """
    visible = "".join(character if character.isprintable() else " " for character in title)
    # Without invisible characters, a JSON string is a YAML string.
    return _TEMPLATE.format(schema=FILE, title=json.dumps(" ".join(visible.split()) or "codebook", ensure_ascii=False))
