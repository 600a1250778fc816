"""Kinds that tell what happens: 动态要闻 and 通知公告."""

from gongkai_model.kinds.registry import Kind

_OPTIONAL = (
    "address",
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

NEWS = Kind(
    name="动态要闻",
    alias="news",
    column_type="工作动态",
    template="article.html",
    required=("kind", "title", "published_on"),
    optional=_OPTIONAL,
    schema_type="NewsArticle",
)

NOTICE = Kind(
    name="通知公告",
    alias="notice",
    column_type="工作动态",
    template="article.html",
    required=("kind", "title", "published_on"),
    optional=(
        *_OPTIONAL,
        "index_number",
        "subject",
        "organ",
        "joint_organs",
        "document_number",
        "written_on",
        "based_on",
        "lapses_on",
    ),
)
