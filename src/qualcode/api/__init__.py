"""The verbs: each opens the rooms in order and returns a report. This is the Python API.

Every step takes an `Opened` study (`open_study`) and gives a frozen report; nothing here prints. User mistakes come
back as findings in the report; `StudyError` means that the step could not be done as asked.
"""
