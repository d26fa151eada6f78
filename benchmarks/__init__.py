"""Measurements: time and memory of what users wait for, beside peers where there are any."""
