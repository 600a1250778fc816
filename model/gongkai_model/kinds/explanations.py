"""Kinds that explain policy: 政策解读 and 政策问答."""

from gongkai_model.kinds.registry import ALWAYS_OPTIONAL, Kind

_OPTIONAL = (*ALWAYS_OPTIONAL, "index_number", "subject", "organ", "author")

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
