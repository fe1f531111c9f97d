"""Every value of the house. All are frozen; offsets are code points into the article's `text`, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]
Relation = Literal["conflict", "precision", "omission"]
Degree = Literal["same", "partial"]
Field = Literal["text", "title"]
Kind = Literal["number", "date", "name", "mention", "quote", "attribution", "certainty"]

State = Literal["new", "known", "waived"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")  # most serious first


class Span(NamedTuple):
    """A half-open range of code points: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text was read: POSIX path relative to the working folder, and the place inside that file."""

    path: str
    line: int | None = None  # 1-based line of a JSONL record
    key: str | None = None  # the JSON key that held the text
    member: str | None = None  # the member inside an archive


class Segment(NamedTuple):
    """A stretch of a text and where it comes from: code points of the decoded file, or of a JSON string."""

    start: int
    length: int
    source: int  # where it begins there
    exact: bool  # one to one; otherwise all of it (an entity, collapsed white space) stands for that one place


@dataclass(frozen=True, slots=True)
class Page:
    """One article as received: decoded, byte order mark dropped; of HTML the visible text in document order."""

    source: Source
    text: str
    id: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None  # ISO 8601 date or date-time, as given
    segments: tuple[Segment, ...] = ()  # where the text stands in its file, in order; () where text and file are one
    body: tuple[Span, ...] | None = None  # what the format says is story, in order; None where it says nothing


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, and why."""

    source: Source
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader must know about one article before trusting the comparison."""

    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span of an article that is not story: it is neither aligned nor flagged."""

    span: Span
    reason: str  # menu, share, related, bio, credit, comments, teaser, dateline, repeated, subhead


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency that the article credits, and where it does."""

    agency: str
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned page: the same text, with furniture marked."""

    id: str
    outlet: str
    title: str | None
    url: str | None
    published: str | None
    text: str
    source: Source
    furniture: tuple[Furniture, ...] = ()
    credits: tuple[Credit, ...] = ()
    segments: tuple[Segment, ...] = ()  # as in `Page`


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article: `text == article.text[span.start:span.end]`."""

    article: str
    index: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A quantity: `low` and `high` are equal unless a range was written; no scale words are left."""

    low: float
    high: float
    unit: str | None = None  # ISO currency code, "%", "pp", a measure ("km"), or None for a count
    of: str | None = None  # what is counted: stemmed head noun
    approx: Literal["=", "~", ">", "<", ">=", "<="] = "="
    change: Literal["up", "down"] | None = None


@dataclass(frozen=True, slots=True)
class DateValue:
    """A time as an ISO interval [start, end); both are None where a relative date has nothing to refer to."""

    start: str | None
    end: str | None
    granularity: Literal["hour", "day", "week", "month", "quarter", "season", "year", "decade", "century"]
    kind: Literal["absolute", "relative", "partial"]


@dataclass(frozen=True, slots=True)
class NameValue:
    """A proper name; `canonical` is its fullest form in the article, `entity` its id across the event."""

    kind: Literal["person", "organization", "place", "other"]
    canonical: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class MentionValue:
    """A descriptive noun phrase that stands for somebody or something: "two messaging platforms"."""

    head: str  # stemmed head noun
    count: int | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteValue:
    """Directly quoted words; `complete` where the quotation is a whole sentence."""

    speaker: str | None  # as the text names or describes the source
    complete: bool
    use: Literal["speech", "term"] = "speech"  # somebody's words, or a title, a name, a word held at a distance
    source: Span | None = None  # where the speaker stands, which may be in another sentence
    entity: str | None = None  # the canonical name the speaker stands for: "Lena Ortiz" for "she"


@dataclass(frozen=True, slots=True)
class AttributionValue:
    """Who says it: the spans of source, cue and claim. What no claim covers the outlet asserts itself."""

    source: Span | None
    cue: Span
    claim: Span
    stance: Literal["named", "described", "anonymous"]
    act: Literal["speech", "thought", "attitude"] = "speech"  # told; known, felt or expected; praised, blamed, wanted
    entity: str | None = None  # the canonical name the source stands for
    carried: bool = False  # a further piece of a claim: source and cue stand elsewhere, maybe in another sentence


@dataclass(frozen=True, slots=True)
class CertaintyValue:
    """How sure a statement is of its head verb, and over which words that holds."""

    level: Literal["certain", "probable", "possible", "alleged", "planned"]
    polarity: Literal["+", "-"]
    scope: Span


Value = NumberValue | DateValue | NameValue | MentionValue | QuoteValue | AttributionValue | CertaintyValue


@dataclass(frozen=True, slots=True)
class Detail:
    """A specific detail of a sentence: its place in the article's text, its words, and what they mean."""

    kind: Kind
    span: Span
    text: str
    value: Value


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with the details it gives."""

    sentence: Sentence
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two sentences of different articles that report at least one same fact; `left.article < right.article`."""

    left: Statement
    right: Statement
    score: float  # 0 to 1
    degree: Degree
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What all outlets say about one fact; a single statement where one outlet alone reports it."""

    id: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The shortest span that shows a divergence in one outlet; pieces with equal `variant` say the same."""

    article: str
    outlet: str
    sentence: int | None
    field: Field
    span: Span
    text: str
    variant: str
    missing: bool = False  # this outlet lacks the detail; the span is its whole sentence


@dataclass(frozen=True, slots=True)
class Divergence:
    """One detail on which outlets differ, with a piece of evidence from every outlet concerned."""

    id: str
    rule: str
    type: str
    relation: Relation | None
    severity: Severity
    group: str | None
    score: float  # 0 to 1: how sure the rule is
    reasons: tuple[str, ...]
    message: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which outlets report the fact of a group."""

    group: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article (`dropped`) that repeats another (`kept`), with the matching spans of both."""

    kept: str
    dropped: str
    kind: Literal["exact", "near"]
    score: float
    spans: tuple[tuple[Span, Span], ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that stem from one source: they count once."""

    id: str
    articles: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Articles about one happening."""

    id: str
    articles: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole result. `statements` holds every sentence of every article, in reading order."""

    articles: tuple[Article, ...]
    statements: tuple[Statement, ...] = ()
    links: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    divergences: tuple[Divergence, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    origins: tuple[Origin, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    notices: tuple[Notice, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A divergence as `check` reports it: the event it stands in, where to point, and whether it counts."""

    divergence: Divergence
    event: str
    primary: Evidence  # the piece to point at; the others are related places
    state: State = "new"
    reason: str = ""  # why it is waived


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check tells: the events that were judged and what was found in them, worst first."""

    articles: tuple[Article, ...]
    events: tuple[Event, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()  # about the check itself: an expired waiver, a cache that cannot be written
    notices: tuple[Notice, ...] = ()
    skipped: tuple[Skipped, ...] = ()
