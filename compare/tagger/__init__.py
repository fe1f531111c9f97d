"""The tagger: parts of speech, noun phrases and entities of an article's sentences; `load` names the plugs."""

from __future__ import annotations

from compare.errors import OptionError
from compare.tagger.base import Tagger


def load(name: str = "net") -> Tagger:
    """The tagger of a name: "net", which ships, or "spacy:NAME", an installed pipeline; loaded once per process."""
    kind, _, pipeline = name.partition(":")
    if name == "net":
        from compare.tagger.net import load_net  # numpy and four megabytes of weights

        return load_net()
    if kind == "spacy" and pipeline:
        from compare.tagger.spacy_pipe import load_pipe

        return load_pipe(pipeline)
    raise OptionError(f"no tagger {name!r}: use net or spacy:NAME")
