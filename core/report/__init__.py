"""An evaluation as one page of HTML: opened offline, printed, sent to somebody.

It needs nothing beside it: no scripts, no fonts, no pictures from elsewhere; drawings are inline
SVG in the colours of the page, so that they are right in light, dark and on paper.

=============== ==========================================================
module          what it makes
=============== ==========================================================
``evaluation``  the value that a page is about
``page``        the page, from a template in ``resources/report``
``tables``      classes, recordings, what is known of the model
``confusion``   which label was taken for which
``errors``      what became of segments, and how far edges are off
``strips``      the worst segments, with figures of what happened there
``markup``      elements of HTML and SVG, with everything escaped
=============== ==========================================================
"""
