"""Parts of a portal that editors' pages give it: the site map, the way to apply, a topic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the portal.

    Attributes:
        name: Its English name, and the name by which templates know its page.
        chinese: Its Chinese name.
        is_region: A page gives it by ``{{ … }}`` in its body; else by 用途 in its front matter.
        many: More than one page may give it.
    """

    name: str
    chinese: str
    is_region: bool = False
    many: bool = False


PARTS = (
    Part("about", "关于"),
    Part("accessibility", "无障碍"),
    Part("subscribe", "订阅"),
    Part("feedback", "找错"),
    Part("application", "依申请公开"),
    Part("topic", "专题", many=True),
    Part("data", "数据", many=True),
    Part("home", "首页", is_region=True),
    Part("elder", "长者首页", is_region=True),
    Part("map", "网站地图", is_region=True),
    Part("browse", "分类浏览", is_region=True),
    Part("units", "部门和乡镇", is_region=True),
    Part("disclosure", "法定主动公开内容", is_region=True),
    Part("closing", "即将截止", is_region=True),
    Part("feedback-statistics", "找错统计", is_region=True),
)
ROLES = {part.chinese: part.name for part in PARTS if not part.is_region}
"""English names of the parts that a page gives by its 用途, by their Chinese ones."""
REGIONS = {part.chinese: part.name for part in PARTS if part.is_region}
"""English names of the parts that a page gives by a region, by their Chinese ones."""
