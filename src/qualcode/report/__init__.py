"""The report: what a study found as one page that opens offline, each count a door to the words behind it."""
