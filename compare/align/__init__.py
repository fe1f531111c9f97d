"""Alignment: Statements -> Links -> Groups, for any number of articles at once."""

from compare.align.groups import group
from compare.align.links import align
from compare.align.why import Why, explain

__all__ = ["Why", "align", "explain", "group"]
