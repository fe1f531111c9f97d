"""CI for an archive: read, group into events, compare each, weigh by the policy; with a cache."""

from __future__ import annotations

from compare.checks.run import Request, check, request_of

__all__ = ["Request", "check", "request_of"]
