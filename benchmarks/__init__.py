"""Scripts that measure; each prints what it measured beside a named reference in the same run."""
