"""Corpora as labelled recordings, one module per corpus."""
