"""The check of an archive: the only place that knows the order of its steps."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from compare.checks.cache import Cache, default_folder, key_of, opened
from compare.checks.changes import changed_since, in_files
from compare.checks.grouping import SAME_TEXT, group_events
from compare.checks.judging import Judged, judge_events
from compare.checks.prepare import Prepared, prepare
from compare.checks.spread import workers_of
from compare.checks.weigh import is_over, waive, weigh
from compare.errors import InputError
from compare.findings import ranked
from compare.options import Options
from compare.policy import Policy
from compare.readers import read
from compare.rules import chosen
from compare.values import Article, Checked, Divergence, Event, Finding, Page, Skipped

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What to check, against what, and how; only `paths`, `against`, changes and the day can change the result."""

    paths: tuple[str, ...]
    today: datetime.date
    against: tuple[str, ...] = ()
    revision: str | None = None  # only events with an article that changed since then
    changed: tuple[str, ...] = ()  # or with an article of these files
    cache: Path | None = None  # a folder; None keeps nothing
    workers: int | None = None


def request_of(given: Mapping[str, Any], environment: Mapping[str, str]) -> tuple[Request, dict[str, Any]]:
    """The request that options of the command line make, and the options that are left.

    The day is today's in UTC, or the one that SOURCE_DATE_EPOCH says, for builds that must come out the same.
    """
    rest = dict(given)
    cache = default_folder(environment) if rest.pop("cache", False) else None
    named = {key: rest.pop(key) for key in ("paths", "against", "revision", "changed", "workers") if key in rest}
    return Request(today=_today(environment.get("SOURCE_DATE_EPOCH")), cache=cache, **named), rest


def _today(epoch: str | None) -> datetime.date:
    if epoch and epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now(datetime.UTC).date()


def check(
    request: Request, options: Options, policy: Policy, stdin: BinaryIO | None, progress: Tell | None, complain: Tell
) -> Checked:
    """Every finding in the archive that the policy lets through, worst first; nothing is known yet.

    Raises InputError where there is no article, OptionError for a revision or file that cannot be used.
    `progress` hears how far it is, `complain` of a cache that cannot be used.
    """
    chosen(options)
    tell = progress or _silent
    tell("reading")
    own, others, skipped = _read(request, options, stdin)
    focus_pages = _focus(request, own)
    with opened(request.cache, complain) as cache:
        return _checked(request, own + others, focus_pages, skipped, options, policy, cache, tell)


def _checked(
    request: Request,
    pages: tuple[Page, ...],
    focus_pages: tuple[Page, ...],
    skipped: tuple[Skipped, ...],
    options: Options,
    policy: Policy,
    cache: Cache,
    tell: Tell,
) -> Checked:
    workers = workers_of(request.workers)
    prepared, notices = prepare(pages, options, cache, workers, _counter(tell, "cleaning"))
    places = {page.source for page in focus_pages}
    focus = frozenset(item.article.id for item in prepared if item.article.source in places)
    articles = {item.article.id: item.article for item in prepared}
    tell("grouping")
    events = _events(prepared, focus, cache)
    grouped = [tuple(articles[name] for name in event.articles) for event in events]
    judged = judge_events(grouped, options, cache, workers, _counter(tell, "comparing"))
    return Checked(
        articles=tuple(articles.values()),
        events=events,
        findings=_findings(events, judged, articles, focus, policy, request.today),
        remarks=_remarks(policy, request.today),
        notices=notices,
        skipped=skipped,
    )


def _events(prepared: Sequence[Prepared], focus: frozenset[str], cache: Cache) -> tuple[Event, ...]:
    """The events with an article that is to be judged."""
    key = key_of("events", [(item.article.id, item.article.published, item.terms, item.print) for item in prepared])
    known = cache.get([key])
    if key not in known:
        known = {key: [(event.id, event.articles, event.reasons) for event in group_events(prepared)]}
        cache.put(known)
    events = (Event(id, tuple(articles), tuple(reasons)) for id, articles, reasons in known[key])
    return tuple(event for event in events if not focus.isdisjoint(event.articles))


def _findings(
    events: Sequence[Event],
    judged: Sequence[Judged],
    articles: dict[str, Article],
    focus: frozenset[str],
    policy: Policy,
    today: datetime.date,
) -> tuple[Finding, ...]:
    found = [
        finding
        for event, result in zip(events, judged, strict=True)
        for finding in weigh(_asked(event, result), event.id, result.origins, articles, focus, policy)
    ]
    return ranked(waive(found, policy, today))


def _asked(event: Event, result: Judged) -> tuple[Divergence, ...]:
    """What counts of an event: of copies that are far apart in time only that they are copies."""
    far = SAME_TEXT in event.reasons
    return tuple(found for found in result.divergences if found.type == "duplicate" or not far)


def _read(
    request: Request, options: Options, stdin: BinaryIO | None
) -> tuple[tuple[Page, ...], tuple[Page, ...], tuple[Skipped, ...]]:
    """The pages of the archive, those it is held against, and what cannot be read."""
    own, skipped = read(request.paths, options, stdin, copies=True)
    if not own:
        reason = f"; skipped {skipped[0].source.path}: {skipped[0].reason}" if skipped else ""
        raise InputError(f"no article to check{reason}")
    others, also = read(request.against, options, stdin, copies=True) if request.against else ((), ())
    places = {page.source for page in own}
    return own, tuple(page for page in others if page.source not in places), (*skipped, *also)


def _focus(request: Request, own: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages whose findings count: the whole archive, or what has changed in it."""
    if request.revision is None and not request.changed:
        return own
    since = changed_since(request.revision, own) if request.revision is not None else ()
    return (*since, *in_files(request.changed, own))


def _remarks(policy: Policy, today: datetime.date) -> tuple[str, ...]:
    return tuple(
        f"waiver of {waiver.rule} for {waiver.article} expired on {waiver.expires}; renew or remove it"
        for waiver in policy.waivers
        if is_over(waiver, today)
    )


def _silent(stage: str) -> None:
    """Progress for nobody."""


def _counter(tell: Tell, stage: str) -> Callable[[int, int], None]:
    def count(done: int, total: int) -> None:
        tell(f"{stage} {done} of {total}")

    return count
