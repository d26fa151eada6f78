"""The commented files with which a study begins."""

STUDY = """\
# A qualcode study. Everything here is optional; `qualcode run` does it all.
format: 1
title: {title}
languages: [id, en]            # the first one is that of tables and pages
corpus: interviews             # folder under corpora/
codebook: codebooks/barriers.yaml
segment: sentence              # or turn, paragraph, line
"""

CORPUS = """\
# What is known about these interviews. qualcode never edits this file.
format: 1
title: {title}
synthetic: false               # true: every table says that the interviews are invented
licence: ""                    # under which others may use the transcripts
consent: ""                    # what participants agreed to; see .gitignore for what git keeps

# Who is who, in every transcript. A label that is not listed is inferred, and you are told.
# interviewers: [Peneliti]
# speakers:
#   Bu Ani: {{role: participant, respondent: R01}}

# What is known of one transcript: the name of its source without extension.
# transcripts:
#   kelurahan-01:
#     attributes: {{city: Kota Contoh, position: petugas}}
#     session: S1
#     speakers: {{Penerjemah: other}}
"""

GITIGNORE = """\
# Participants' words stay out of git. Remove these lines only if the participants agreed to sharing.
corpora/*/sources/*
corpora/*/transcripts/
# Codings quote them too. They are people's work: keep a copy of corpora/*/coding/ where only you can read it.
corpora/*/coding/*/**/*.jsonl
corpora/*/taken-back/
out/
# Sheets to code and tables beside qualcode.yaml quote them as well. Others are best written into out/.
/*.xlsx
/*.csv
/*.tsv
/*.docx
/*.html
/*.json
/*.jsonl
/*.parquet
/*.sav
!corpora/*/sources/.gitkeep

# Rebuilt at any time.
.qualcode/
"""

GITATTRIBUTES = """\
* text=auto eol=lf
*.docx binary
*.xlsx binary
corpora/*/sources/** -text
"""
