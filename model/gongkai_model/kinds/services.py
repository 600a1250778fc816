"""What the public does here: 办事指南, 意见征集 and entrances to other sites."""

from gongkai_model.kinds.registry import ALWAYS_OPTIONAL, CLASSIFIED, CONTACT, PERIOD, Kind

# Element classes of a guide, as the inspection of 国办秘函〔2019〕19号 counts them: 事项名称 (the
# title), 设定依据, 申请条件 and 办理材料 have been seen in a copy of the rule; 办理地点, 办理时间,
# 联系电话 and 办理流程 are general knowledge (mark G) and may be named otherwise there.
_ELEMENTS = ("legal_basis", "conditions", "materials", "procedure", *CONTACT)

SERVICE_GUIDE = Kind(
    name="办事指南",
    alias="service-guide",
    column_type="办事服务",
    required=("kind", "title", "published_on", "owner"),
    optional=(
        *(field for field in ALWAYS_OPTIONAL if field != "owner"),
        *CLASSIFIED,
        *_ELEMENTS,
        *PERIOD,
        "life_topic",
        "fees",
        "time_limit",
        "entry",
        "based_on",
    ),
    expected=_ELEMENTS,
    sections=(*_ELEMENTS, "fees", "time_limit", "entry"),
    names=(("title", "事项名称"), ("owner", "实施机构")),
    needs_body=False,
    schema_type="WebPage",
)

CONSULTATION = Kind(
    name="意见征集",
    alias="consultation",
    column_type="征集调查",
    required=("kind", "title", "published_on", *PERIOD),
    optional=(
        *ALWAYS_OPTIONAL,
        *CLASSIFIED,
        "organ",
        "joint_organs",
        "channels",
        "telephone",
        "outcome",
        "based_on",
    ),
    or_body=("channels",),
    sections=("channels",),
    needs_body=False,
)

EXTERNAL_ENTRANCE = Kind(
    name="外部入口",
    alias="external-entrance",
    column_type="办事服务",
    required=("kind", "title", "published_on", "link"),
    optional=(
        "address",
        "keywords",
        "openness",
        "owner",
        "audience",
        "life_topic",
        "summary",
        "order",
    ),
    needs_body=False,
    has_page=False,
    schema_type="",
)
