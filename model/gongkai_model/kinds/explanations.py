"""Kinds that explain policy: 政策解读 and 政策问答."""

from gongkai_model.kinds.registry import Kind

_OPTIONAL = (
    "address",
    "index_number",
    "subject",
    "organ",
    "keywords",
    "openness",
    "owner",
    "audience",
    "source",
    "summary",
    "author",
    "attachments",
    "old_addresses",
    "corrections",
    "withdrawal",
)

INTERPRETATION = Kind(
    name="政策解读",
    alias="interpretation",
    column_type="政策解读",
    template="interpretation.html",
    required=("kind", "title", "published_on"),
    optional=(*_OPTIONAL, "interprets", "based_on"),
    one_of=("interprets",),
)

ANSWER = Kind(
    name="政策问答",
    alias="answer",
    column_type="政策解读",
    template="answer.html",
    required=("kind", "title", "published_on"),
    optional=(*_OPTIONAL, "based_on", "lapses_on"),
    one_of=("based_on",),
)
