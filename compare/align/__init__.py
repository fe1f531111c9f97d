"""Alignment: Statements -> Links -> Groups, for any number of articles at once."""

from compare.align.groups import group
from compare.align.links import align

__all__ = ["align", "group"]
