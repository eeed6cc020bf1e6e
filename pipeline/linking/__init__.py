"""Linking: which metric, who, what and when for each number of a text."""
