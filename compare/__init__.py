"""storydiff: what different outlets wrote about the same event, compared with exact evidence.

The two public verbs are `compare.pipeline.compare` (paths in, `Comparison` out) and
`compare.reporters.render` (a `Comparison` in, text out). Importing this package loads nothing heavy.
"""

__version__ = "0.1.0"
