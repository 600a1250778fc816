"""The fields of a record: official Chinese name, English alias, and the form of the value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai_model.messages import Text


class Form(StrEnum):
    """How the value of a field is written."""

    KIND = "kind"
    ADDRESS = "address"
    TITLE = "title"
    LINE = "line"
    LINES = "lines"
    WORDS = "words"
    DAY = "day"
    MOMENT = "moment"
    TERM = "term"
    YEAR = "year"
    NUMBER = "number"
    RANK = "rank"
    WEB_ADDRESS = "web address"
    SECURE_ADDRESS = "secure address"
    PRESENTATION = "presentation"
    LIFE_TOPICS = "life topics"
    DISCLOSURE_ITEM = "disclosure item"
    PICTURE = "picture"
    OUTCOME = "outcome"
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
        sample: A value as it is written, where its form is not that of a line of text.
    """

    name: str
    alias: str
    form: Form
    manual: Text
    per_text: bool = False
    default: str = ""
    sample: str = ""

    def about(self, what: Text) -> Text:
        """Begin a fact about the value with the name of the field, where that is not in it."""
        if self.name in what.zh:
            return what
        return Text(f"{self.name}：{what.zh}", f"{self.name}: {what.en}")


def _field(
    name: str,
    alias: str,
    form: Form,
    zh: str,
    en: str,
    *,
    per_text: bool = False,
    default: str = "",
    sample: str = "",
) -> Field:
    return Field(name, alias, form, Text(zh, en), per_text, default, sample)


FIELDS: tuple[Field, ...] = (
    _field("类型", "kind", Form.KIND, "记录的类型", "the kind of record"),
    _field(
        "网址",
        "address",
        Form.ADDRESS,
        "地址的最后一段，小写字母、数字、连字符，1 到 40 个；省略时用文件名",
        "last part of the address, [a-z0-9-]{1,40}; the file name where omitted",
    ),
    _field("标题", "title", Form.TITLE, "完整标题，不加书名号", "full title, without 《》"),
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
    _field(
        "开始日期", "opens_on", Form.DAY, "公示、征集、申报开始的日期", "first day of the period"
    ),
    _field(
        "截止日期",
        "closes_on",
        Form.DAY,
        "公示、征集、申报的最后一天",
        "last day on which it is open",
    ),
    _field("年度", "year", Form.YEAR, "所属年份，如 2026", "the year it is of, as in 2026"),
    _field("期号", "issue", Form.NUMBER, "当年第几期", "number of the issue within its year"),
    _field("总期号", "serial", Form.NUMBER, "自创刊起第几期", "number since the first issue"),
    _field("职务", "office", Form.LINE, "现任职务", "the office held"),
    _field("分工", "portfolio", Form.LINES, "负责的工作，一行一条", "what the person answers for"),
    _field("排序", "order", Form.RANK, "在列表中的先后，小的在前", "place in lists, lowest first"),
    _field("办公地址", "office_address", Form.LINES, "办公地点", "where the organ sits"),
    _field("办公时间", "office_hours", Form.LINES, "办公的时间", "when the organ is open"),
    _field(
        "设定依据", "legal_basis", Form.LINES, "事项的法律依据，一行一条", "what provides for it"
    ),
    _field("申请条件", "conditions", Form.LINES, "谁可以申请，一行一条", "who may apply"),
    _field("办理材料", "materials", Form.LINES, "要带的材料，一行一件", "papers to bring"),
    _field("办理流程", "procedure", Form.LINES, "先后步骤，一行一步", "the steps, in order"),
    _field("办理地点", "place", Form.LINES, "到哪里办", "where to go"),
    _field("办理时间", "hours", Form.LINES, "什么时候可以办", "when to go"),
    _field("联系电话", "telephone", Form.LINES, "公开的咨询电话", "telephone for questions"),
    _field("收费标准", "fees", Form.LINE, "收多少；不收费写“不收费”", "what it costs"),
    _field("办理时限", "time_limit", Form.LINE, "多久办结", "how long it takes"),
    _field(
        "办理入口",
        "entry",
        Form.SECURE_ADDRESS,
        "网上办理的地址",
        "where it is done online",
    ),
    _field(
        "征集方式",
        "channels",
        Form.LINES,
        "怎样提意见，一行一种",
        "ways to send opinions, one a line",
    ),
    _field(
        "采纳情况",
        "outcome",
        Form.OUTCOME,
        "征集结果：日期、收到和采纳的条数、说明",
        "what came of it: day, opinions received and adopted, words",
        sample="{日期: 2026-10-20, 收到: 12, 采纳: 5, 说明: 采纳了哪些}",
    ),
    _field(
        "链接",
        "link",
        Form.WEB_ADDRESS,
        "外部入口的完整地址",
        "full address of the external entrance",
    ),
    _field(
        "紧急至",
        "urgent_until",
        Form.DAY,
        "在首页紧急提示行显示到这一天（含）",
        "last day in the urgent line of the home page",
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
        "来源网址",
        "source_address",
        Form.WEB_ADDRESS,
        "转载内容的原网址，与“文件来源”同写",
        "original address of what is reposted; goes with 文件来源",
        per_text=True,
    ),
    _field(
        "形式",
        "form",
        Form.PRESENTATION,
        "文字、图解、视频、音频、问答、发布会、专家，可写多个",
        "文字 text, 图解 diagram, 视频 video, 音频 audio, 问答 questions, 发布会 briefing, "
        "专家 expert; several allowed",
    ),
    _field(
        "生活主题",
        "life_topic",
        Form.LIFE_TOPICS,
        "生育、上学、就业等，可写多个",
        "matters of life, of the pack's list; several allowed",
    ),
    _field(
        "公开事项",
        "disclosure_item",
        Form.DISCLOSURE_ITEM,
        "属于法定主动公开内容的哪一项（《政府信息公开条例》第二十条）",
        "which item of what the law has published (条例, Art. 20)",
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
    _field(
        "题图",
        "picture",
        Form.PICTURE,
        "标题下的图片或人物照片：文件、说明",
        "picture below the title, or portrait: file and its alternative text",
        sample="{文件: 图.png, 说明: 图上是什么}",
    ),
    _field(
        "附件",
        "attachments",
        Form.ATTACHMENTS,
        "随文的文件",
        "files with it",
        per_text=True,
        sample="[申请表.pdf, {文件: files/2026-3.xlsx, 名称: 汇总表}]",
    ),
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
        "刊登", "prints", Form.RELATION, "本期公报刊登的文件，依次列出", "what it prints, in order"
    ),
    _field("所载公报", "printed_in", Form.RELATION, "刊登本文的公报", "the gazette that prints it"),
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
        sample="[{日期: 2026-10-20, 说明: 改了哪里}]",
    ),
    _field(
        "撤下",
        "withdrawal",
        Form.WITHDRAWAL,
        "撤下公告：日期、理由",
        "withdrawal: 日期 and 理由",
        sample="{日期: 2026-10-20, 理由: 为什么撤下}",
    ),
)

BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS} | {
    field.alias: field for field in FIELDS
}
"""Fields by Chinese name and by alias."""

BY_ALIAS: dict[str, Field] = {field.alias: field for field in FIELDS}

WRONG_NAMES: dict[str, str] = {
    "发文单位": "发文机关",
    "发布机构": "发文机关",
    "发布机关": "发文机关",
    "发布单位": "发文机关",
    "制发机关": "发文机关",
    "机构名称": "发文机关",
    "联合机关": "联合发文",
    "文号": "发文字号",
    "公文文号": "发文字号",
    "文件编号": "发文字号",
    "发文号": "发文字号",
    "名称": "标题",
    "题目": "标题",
    "文件名称": "标题",
    "种类": "类型",
    "分类": "主题分类",
    "发布时间": "发布日期",
    "公布日期": "发布日期",
    "日期": "发布日期",
    "成文时间": "成文日期",
    "签发日期": "成文日期",
    "印发日期": "成文日期",
    "发文日期": "成文日期",
    "生效日期": "施行日期",
    "实施日期": "施行日期",
    "施行时间": "施行日期",
    "废止日期": "失效日期",
    "截止时间": "截止日期",
    "结束日期": "截止日期",
    "开始时间": "开始日期",
    "来源": "文件来源",
    "信息来源": "文件来源",
    "原文链接": "来源网址",
    "关键词": "主题词",
    "关键字": "主题词",
    "效力状态": "有效性",
    "时效性": "有效性",
    "概述": "摘要",
    "简介": "摘要",
    "图片": "题图",
    "照片": "题图",
    "附件列表": "附件",
    "服务对象": "适用对象",
    "联系方式": "联系电话",
    "电话": "联系电话",
    "办理依据": "设定依据",
    "法律依据": "设定依据",
    "办理条件": "申请条件",
    "受理条件": "申请条件",
    "申请材料": "办理材料",
    "所需材料": "办理材料",
    "办事流程": "办理流程",
    "办理程序": "办理流程",
    "收费": "收费标准",
    "承诺时限": "办理时限",
    "办结时限": "办理时限",
    "反馈方式": "征集方式",
}
"""Names that editors bring from elsewhere, and the field each of them usually means."""

RELATIONS: tuple[tuple[str, str], ...] = (
    ("based_on", "basis_for"),
    ("replaces", "replaced_by"),
    ("repeals", "repealed_by"),
    ("amends", "amended_by"),
    ("interprets", "interpreted_by"),
    ("forwards", "forwarded_by"),
    ("prints", "printed_in"),
)
"""Pairs of fields that say the same thing from the two sides; the active side first."""
