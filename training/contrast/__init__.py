"""Contrast of snippets and of whole clips: projections, matching, queues and losses."""
