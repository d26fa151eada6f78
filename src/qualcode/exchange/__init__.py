"""Exchange: studies of other programs in, ours out (REFI-QDA), and sheets that people fill.

`refi_read` takes a project apart, `positions` finds what its numbers count; `texts_in`, `codes_in`,
`cases_in`, `codings_in` bring it into a study; `project_out`, `codes_out` and `refi_write` give ours away.
"""
