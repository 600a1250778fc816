"""Kinds that tell what happens: 动态要闻 and 通知公告."""

from gongkai_model.kinds.registry import ALWAYS_OPTIONAL, Kind

NEWS = Kind(
    name="动态要闻",
    alias="news",
    column_type="工作动态",
    template="article.html",
    required=("kind", "title", "published_on"),
    optional=(*ALWAYS_OPTIONAL, "author"),
    schema_type="NewsArticle",
)

NOTICE = Kind(
    name="通知公告",
    alias="notice",
    column_type="工作动态",
    template="article.html",
    required=("kind", "title", "published_on"),
    optional=(
        *ALWAYS_OPTIONAL,
        "author",
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
