"""Exchange with other programs: REFI-QDA projects in and out, and sheets that people fill in.

`refi_read` parses a project, `positions` infers what its offsets count; `texts_in`, `codes_in`, `cases_in` and
`codings_in` import it; `project_out`, `codes_out` and `refi_write` export ours, `back` and `merge` with what came.
"""
