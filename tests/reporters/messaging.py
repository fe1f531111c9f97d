"""The example of the reporter tests: three invented outlets on the limits put on two messaging apps."""

from __future__ import annotations

from dataclasses import replace

from compare.values import (
    Comparison,
    Credit,
    Duplicate,
    Furniture,
    Link,
    Notice,
    Origin,
    Skipped,
    Source,
    Span,
)
from tests.reporters.build import article, comparison, divergence, group, heads, lacks, says, statements

GAZETTE = article(
    "texts/gazette.txt",
    "City Gazette",
    [
        "Russia will restrict voice calls on two messaging platforms from Monday, the regulator said.",
        "Roskomnadzor counted 36 complaints from regional police forces about fraud in July alone.",
        "“The measure protects our citizens,” the agency’s deputy head told reporters in Moscow.",
        "Operators had asked for the step in a letter sent last spring.",
        "Shops near the ministry sold out of prepaid cards within hours.",
        "Written messages are not affected.",
    ],
    title="Russia limits calls on messaging platforms",
    published="2025-08-13T09:20:00+03:00",
)
HERALD = article(
    "texts/herald.txt",
    "Daily Herald",
    [
        "Moscow’s media watchdog has begun to throttle calls on WhatsApp and Telegram, two of the most "
        "widely used services in the country, in what critics describe as another step towards a closed "
        "internet.",
        "The watchdog cited 45 complaints from police about fraud during July.",
        "“The measure protects the citizens of Russia,” said its deputy head.",
        "Both companies have refused to open their traffic to investigators.",
        "Text messages still get through.",
        "A state-run rival called Max has been installed on every new phone since June.",
    ],
    title="Kremlin tightens grip on WhatsApp and Telegram",
    published="2025-08-13",
)
WIRE = article(
    "texts/wire.jsonl:3",
    "Northern Wire",
    [
        "Russia is limiting calls on WhatsApp and Telegram, state television reported on Wednesday.",
        "Police complaints about telephone fraud drove the decision, the regulator said.",
        "Officials said the measure was meant to protect the public.",
        "The companies have refused to share data with investigators, the regulator added.",
        "Messages and files can still be sent.",
    ],
    published="2025-08-13T11:02:00Z",
)

ARTICLES = (
    GAZETTE,
    replace(HERALD, furniture=(Furniture(Span(0, 6), "dateline"),)),
    replace(WIRE, source=Source("texts/wire.jsonl", 3, "body"), credits=(Credit("Reuters", Span(0, 6)),)),
)

GROUPS = (
    group("g1", (GAZETTE, 0), (HERALD, 0), (WIRE, 0)),
    group("g2", (GAZETTE, 1), (HERALD, 1), (WIRE, 1)),
    group("g3", (GAZETTE, 2), (HERALD, 2), (WIRE, 2)),
    group("g4", (HERALD, 3), (WIRE, 3)),
    group("g5", (GAZETTE, 5), (HERALD, 4), (WIRE, 4)),
    group("g6", (GAZETTE, 3)),
    group("g7", (GAZETTE, 4)),
    group("g8", (HERALD, 5)),
)

DIVERGENCES = (
    divergence(
        "OMI001",
        "omission",
        "omission",
        "note",
        "g4",
        "City Gazette leaves out what two origins report",
        [
            says(HERALD, 3, "Both companies have refused to open their traffic to investigators."),
            says(WIRE, 3, "The companies have refused to share data with investigators"),
            lacks(GAZETTE, None),
        ],
    ),
    divergence(
        "DET001",
        "detail",
        "omission",
        "note",
        "g2",
        "when the complaints were made: “July” is given by two outlets",
        [says(GAZETTE, 1, "July"), says(HERALD, 1, "July"), lacks(WIRE, 1)],
    ),
    divergence(
        "WRD001",
        "wording",
        "precision",
        "note",
        "g1",
        "“restrict” against “throttle” and “limiting”",
        [says(GAZETTE, 0, "restrict"), says(HERALD, 0, "throttle"), says(WIRE, 0, "limiting")],
    ),
    divergence(
        "QUO001",
        "quote",
        "conflict",
        "error",
        "g3",
        "the same utterance in different words: “our citizens” against “the citizens of Russia”",
        [says(GAZETTE, 2, "our citizens"), says(HERALD, 2, "the citizens of Russia")],
    ),
    divergence(
        "NAM001",
        "naming",
        "precision",
        "warning",
        "g1",
        "“two messaging platforms” are named by others: WhatsApp and Telegram",
        [
            says(GAZETTE, 0, "two messaging platforms"),
            says(HERALD, 0, "WhatsApp and Telegram", "telegram|whatsapp"),
            says(WIRE, 0, "WhatsApp and Telegram", "telegram|whatsapp"),
        ],
    ),
    divergence(
        "DAT001",
        "date",
        "precision",
        "warning",
        "g1",
        "the day the limits begin is given by one outlet only",
        [says(GAZETTE, 0, "from Monday"), lacks(HERALD, 0)],
    ),
    divergence(
        "NAM001",
        "naming",
        "precision",
        "warning",
        None,
        "the title names what another title describes",
        [heads(GAZETTE, "messaging platforms"), heads(HERALD, "WhatsApp and Telegram")],
    ),
    divergence(
        "NUM001",
        "number",
        "conflict",
        "error",
        "g2",
        "36 complaints against 45",
        [says(GAZETTE, 1, "36 complaints", "36"), says(HERALD, 1, "45 complaints", "45"), lacks(WIRE, 1)],
    ),
)


def example() -> Comparison:
    """The whole example: every kind of value the report can hold."""
    left, right = statements(GAZETTE)[1], statements(HERALD)[1]
    return replace(
        comparison(ARTICLES, GROUPS, DIVERGENCES),
        links=(Link(left, right, 0.876543, "same", ("complaints", "police", "fraud")),),
        origins=(Origin("o1", (HERALD.id, WIRE.id), ("both credit Reuters",)),),
        duplicates=(Duplicate(HERALD.id, WIRE.id, "near", 0.91234, ((Span(0, 6), Span(0, 6)),)),),
        notices=(Notice(WIRE.id, "“Wednesday” was resolved against the date of publication"),),
        skipped=(Skipped(Source("texts/scan.pdf"), "not a text, HTML or JSON file"),),
    )
