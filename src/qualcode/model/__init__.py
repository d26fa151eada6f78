"""The words of qualcode as frozen records, each in the file of its noun: no input, no output, no imports of ours."""
