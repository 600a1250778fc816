"""The fields of a record: official Chinese name, English alias, and the form of the value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai_model.messages import Text


class Form(StrEnum):
    """How the value of a field is written."""

    KIND = "kind"
    ADDRESS = "address"
    LINE = "line"
    LINES = "lines"
    WORDS = "words"
    DAY = "day"
    MOMENT = "moment"
    TERM = "term"
    DOCUMENT_NUMBER = "document number"
    INDEX_NUMBER = "index number"
    SUBJECT = "subject"
    OPENNESS = "openness"
    STATUS = "status"
    GRADE = "grade"
    ORGAN = "organ"
    ORGANS = "organs"
    RELATION = "relation"
    ATTACHMENTS = "attachments"
    OLD_ADDRESSES = "old addresses"
    CORRECTIONS = "corrections"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the front matter.

    Attributes:
        name: Official Chinese label, the canonical name.
        alias: The one English name; also the attribute of ``Facts``.
        form: How its value is written.
        manual: What it holds, one sentence.
        per_text: Belongs to a single text of an act, so that each text may give its own.
        default: Text written into a new record; empty for none.
    """

    name: str
    alias: str
    form: Form
    manual: Text
    per_text: bool = False
    default: str = ""


def _field(
    name: str,
    alias: str,
    form: Form,
    zh: str,
    en: str,
    *,
    per_text: bool = False,
    default: str = "",
) -> Field:
    return Field(name, alias, form, Text(zh, en), per_text, default)


FIELDS: tuple[Field, ...] = (
    _field("类型", "kind", Form.KIND, "记录的类型", "the kind of record"),
    _field(
        "网址",
        "address",
        Form.ADDRESS,
        "地址的最后一段，小写字母、数字、连字符，1 到 40 个；省略时用文件名",
        "last part of the address, [a-z0-9-]{1,40}; the file name where omitted",
    ),
    _field("标题", "title", Form.LINE, "完整标题，不加书名号", "full title, without 《》"),
    _field("索引号", "index_number", Form.INDEX_NUMBER, "信息索引号", "index number"),
    _field("主题分类", "subject", Form.SUBJECT, "大类\\小类", "subject as class\\sub-class"),
    _field("发文机关", "organ", Form.ORGAN, "制发机关", "issuing organ"),
    _field("联合发文", "joint_organs", Form.ORGANS, "其他联合机关", "further issuing organs"),
    _field(
        "发文字号",
        "document_number",
        Form.DOCUMENT_NUMBER,
        "如 国办发〔2022〕8号",
        "as in 国办发〔2022〕8号",
        per_text=True,
    ),
    _field("成文日期", "written_on", Form.DAY, "签发的日期", "day of signature", per_text=True),
    _field(
        "发布日期",
        "published_on",
        Form.MOMENT,
        "在本网发布的日期，可写到分钟",
        "day, or minute, of publication here",
        per_text=True,
    ),
    _field("施行日期", "in_force_from", Form.DAY, "开始施行", "entry into force", per_text=True),
    _field(
        "失效日期",
        "lapses_on",
        Form.DAY,
        "自该日起不再有效",
        "first day on which it is no longer in force",
        per_text=True,
    ),
    _field(
        "有效期",
        "term",
        Form.TERM,
        "自施行日期起算，如 5年、至2027-12-31、长期",
        "from entry into force: 5年, 至2027-12-31, 长期",
        per_text=True,
    ),
    _field("题注", "note", Form.LINES, "标题下的沿革说明", "note under the title", per_text=True),
    _field("主题词", "keywords", Form.WORDS, "检索用词", "keywords"),
    _field(
        "公开方式",
        "openness",
        Form.OPENNESS,
        "主动公开、依申请公开、不予公开",
        "主动公开, 依申请公开 or 不予公开",
        default="主动公开",
    ),
    _field(
        "责任单位", "owner", Form.ORGAN, "对内容负责的单位", "organ responsible for the content"
    ),
    _field("适用对象", "audience", Form.WORDS, "写给谁", "whom it is for"),
    _field(
        "文件来源",
        "source",
        Form.LINE,
        "原载何处，即 ContentSource",
        "where it comes from",
        per_text=True,
    ),
    _field(
        "文本等级",
        "grade",
        Form.GRADE,
        "官方文本、第三方汇编",
        "官方文本 or 第三方汇编",
        per_text=True,
    ),
    _field(
        "推定", "guessed", Form.WORDS, "导入时推定的项目", "fields guessed at import", per_text=True
    ),
    _field("摘要", "summary", Form.LINE, "一两句话", "one or two sentences"),
    _field("作者", "author", Form.LINE, "作者或责任编辑", "author or editor"),
    _field("附件", "attachments", Form.ATTACHMENTS, "随文的文件", "files with it", per_text=True),
    _field("依据", "based_on", Form.RELATION, "本文所依据的文件", "what it rests on"),
    _field("被依据", "basis_for", Form.RELATION, "以本文为依据的文件", "what rests on it"),
    _field("替代", "replaces", Form.RELATION, "本文所替代的文件", "what it replaces"),
    _field("被替代", "replaced_by", Form.RELATION, "替代本文的文件", "what replaces it"),
    _field("废止", "repeals", Form.RELATION, "本文所废止的文件", "what it repeals"),
    _field("被废止", "repealed_by", Form.RELATION, "废止本文的文件", "what repeals it"),
    _field("修改", "amends", Form.RELATION, "本文所修改的文件", "what it amends"),
    _field("被修改", "amended_by", Form.RELATION, "修改本文的文件", "what amends it"),
    _field("解读", "interprets", Form.RELATION, "本文所解读的文件", "what it interprets"),
    _field("被解读", "interpreted_by", Form.RELATION, "解读本文的材料", "what interprets it"),
    _field("转发", "forwards", Form.RELATION, "本文所转发的文件", "what it forwards"),
    _field("被转发", "forwarded_by", Form.RELATION, "转发本文的文件", "what forwards it"),
    _field(
        "有效性",
        "status",
        Form.STATUS,
        "人工认定的有效性",
        "status as decided by a person",
        per_text=True,
    ),
    _field(
        "有效性依据",
        "status_basis",
        Form.LINE,
        "认定的依据",
        "what the decision rests on",
        per_text=True,
    ),
    _field("旧网址", "old_addresses", Form.OLD_ADDRESSES, "曾用地址", "earlier addresses"),
    _field(
        "更正",
        "corrections",
        Form.CORRECTIONS,
        "发布后的文字更正：日期、说明",
        "editorial corrections: 日期 and 说明",
        per_text=True,
    ),
    _field(
        "撤下", "withdrawal", Form.WITHDRAWAL, "撤下公告：日期、理由", "withdrawal: 日期 and 理由"
    ),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS} | {
    field.alias: field for field in FIELDS
}
"""Fields by Chinese name and by alias."""

BY_ALIAS: dict[str, Field] = {field.alias: field for field in FIELDS}

RELATIONS: tuple[tuple[str, str], ...] = (
    ("based_on", "basis_for"),
    ("replaces", "replaced_by"),
    ("repeals", "repealed_by"),
    ("amends", "amended_by"),
    ("interprets", "interpreted_by"),
    ("forwards", "forwarded_by"),
)
"""Pairs of fields that say the same thing from the two sides; the active side first."""
