"""Kinds that explain policy: 政策解读, 政策问答 and 回应关切."""

from gongkai_model.kinds.registry import ALWAYS_OPTIONAL, Kind

_OPTIONAL = (
    *ALWAYS_OPTIONAL,
    "index_number",
    "subject",
    "life_topic",
    "organ",
    "author",
    "form",
    "picture",
)

INTERPRETATION = Kind(
    name="政策解读",
    alias="interpretation",
    column_type="政策解读",
    required=("kind", "title", "published_on"),
    optional=(*_OPTIONAL, "interprets", "based_on", "printed_in"),
    one_of=("interprets",),
)

ANSWER = Kind(
    name="政策问答",
    alias="answer",
    column_type="政策解读",
    required=("kind", "title", "published_on"),
    optional=(*_OPTIONAL, "based_on", "lapses_on"),
    one_of=("based_on",),
)

RESPONSE = Kind(
    name="回应关切",
    alias="response",
    column_type="回应关切",
    required=("kind", "title", "published_on"),
    optional=(*_OPTIONAL, "based_on"),
)
