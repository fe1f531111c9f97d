"""Engines: where the verbs of the archive commands run. The embedded one is numpy over streamed files."""
