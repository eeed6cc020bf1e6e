"""Speed and memory of newsfacts beside the libraries it is built on; `make bench` writes RESULTS.md.

`workloads.py` makes the documents, `contenders.py` holds who is measured, `steps.py` parts our time into steps,
`watch.py` runs a command and watches its memory, `results.py` lays out the tables, `__main__.py` is the run.
"""
