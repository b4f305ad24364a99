"""Damaged files for every reader, in processes that may not hang, crash, or take much memory.

    python -m tests.fuzz [--files N] [--seed N] [--only NAME ...]

`tests.core.formats.test_formats` reads a few of them with each run of the tests.
"""
