"""Kinds that tell what happens: 动态要闻, 通知公告 and 公示."""

from gongkai_model.kinds.registry import ALWAYS_OPTIONAL, CLASSIFIED, CONTACT, PERIOD, Kind

_OFFICIAL = (*CLASSIFIED, "organ", "joint_organs", "document_number", "written_on", "based_on")

NEWS = Kind(
    name="动态要闻",
    alias="news",
    column_type="工作动态",
    required=("kind", "title", "published_on"),
    optional=(*ALWAYS_OPTIONAL, "author", "picture", "urgent_until"),
    schema_type="NewsArticle",
)

NOTICE = Kind(
    name="通知公告",
    alias="notice",
    column_type="工作动态",
    required=("kind", "title", "published_on"),
    optional=(
        *ALWAYS_OPTIONAL,
        *_OFFICIAL,
        *PERIOD,
        *CONTACT,
        "author",
        "life_topic",
        "picture",
        "lapses_on",
        "urgent_until",
        "printed_in",
    ),
)

PUBLIC_NOTICE = Kind(
    name="公示",
    alias="public-notice",
    column_type="工作动态",
    required=("kind", "title", "published_on", *PERIOD),
    optional=(*ALWAYS_OPTIONAL, *_OFFICIAL, *CONTACT, "author"),
)
