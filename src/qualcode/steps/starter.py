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
# Participants' words stay out of git. Remove lines only if the participants agreed to sharing.

# Sheets to code, tables and projects quote them: whatever `sample` and `export` write, in every folder. Give a file of
# your own back to git below, as in `!paper/article.tex`. Of tables as md only a warning tells you: git needs README.md.
*.[cC][sS][vV]
*.[tT][sS][vV]
*.[xX][lL][sS][xX]
*.[dD][oO][cC][xX]
*.[hH][tT][mM][lL]
*.[jJ][sS][oO][nN]
*.[jJ][sS][oO][nN][lL]
*.[pP][aA][rR][qQ][uU][eE][tT]
*.[sS][aA][vV]
*.[tT][eE][xX]
*.[qQ][dD][pP][xX]
/quotes*.[mM][dD]
/segments*.[mM][dD]
!/codebooks/**
!/docs/**
!corpora/*/respondents.csv
!corpora/*/samples/**
!corpora/*/coding/test-uses.jsonl

corpora/*/sources/*
corpora/*/transcripts/
# Codings quote them too. They are people's work: keep a copy of corpora/*/coding/ where only you can read it.
corpora/*/coding/*/**/*.jsonl
corpora/*/taken-back/
out/
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
