"""The 政府信息公开 column and the yearly reports: 指南, 制度, 年报, 网站工作年度报表."""

from gongkai_model.kinds.registry import ALWAYS_OPTIONAL, CLASSIFIED, Kind

OPENNESS_GUIDE = Kind(
    name="信息公开指南",
    alias="openness-guide",
    column_type="信息公开指南",
    required=("kind", "title", "published_on"),
    optional=(
        *ALWAYS_OPTIONAL,
        *CLASSIFIED,
        "organ",
        "office_address",
        "office_hours",
        "telephone",
    ),
)

OPENNESS_RULE = Kind(
    name="信息公开制度",
    alias="openness-rule",
    column_type="信息公开目录",
    required=("kind", "title", "published_on"),
    optional=(
        *ALWAYS_OPTIONAL,
        *CLASSIFIED,
        "organ",
        "joint_organs",
        "document_number",
        "written_on",
        "in_force_from",
        "based_on",
        "printed_in",
    ),
    is_official=True,
)


def _report(name: str, alias: str, column_type: str) -> Kind:
    return Kind(
        name,
        alias,
        column_type,
        ("kind", "title", "published_on", "year"),
        (*ALWAYS_OPTIONAL, *CLASSIFIED, "organ", "written_on"),
        schema_type="Report",
    )


OPENNESS_REPORT = _report("信息公开年报", "openness-report", "信息公开年报")
WEBSITE_REPORT = _report("网站工作年度报表", "website-report", "数据发布")
