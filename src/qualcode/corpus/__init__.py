"""The corpus of a study: its transcripts, who speaks in them, what is known of them, and the frame of all columns.

`source` reads a file into a transcript, `shards` and `index` keep what can be built again, `speakers` says who asks
and who answers, `build` puts all of it into the `frame` that tables are made from.
"""
