"""Who governs: 机构职能 and 领导信息 (条例, Art. 20, item 2)."""

from gongkai_model.kinds.registry import ALWAYS_OPTIONAL, CLASSIFIED, Kind

# What is not said here of address, hours and telephone is taken from the register of organs.
ORGAN_PROFILE = Kind(
    name="机构职能",
    alias="organ-profile",
    column_type="机构职能",
    required=("kind", "title", "published_on", "organ"),
    optional=(
        *ALWAYS_OPTIONAL,
        *CLASSIFIED,
        "office_address",
        "office_hours",
        "telephone",
        "picture",
        "order",
    ),
    names=(("organ", "机构名称"),),
    schema_type="AboutPage",
)

LEADER = Kind(
    name="领导信息",
    alias="leader",
    column_type="负责人信息",
    required=("kind", "title", "published_on", "organ", "office"),
    optional=(*ALWAYS_OPTIONAL, *CLASSIFIED, "picture", "portfolio", "order"),
    sections=("portfolio",),
    names=(("title", "姓名"), ("organ", "任职机构")),
    needs_body=False,
    schema_type="ProfilePage",
)
