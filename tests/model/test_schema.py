"""The JSON Schemas judge as the reader does: what passes is read without a note, and the reverse.

What depends on other files, organs and targets of relations, is left to the reader: the table's
organs are registered, and relations are not followed here.
"""

from datetime import date
from functools import cache

import pytest
from jsonschema import Draft202012Validator

from gongkai_model import front_matter
from gongkai_model.columns import read_column
from gongkai_model.dates import parse_day
from gongkai_model.fields import BY_ALIAS
from gongkai_model.kinds import all_kinds, kind_named
from gongkai_model.messages import ContentError, FileMessages, Severity
from gongkai_model.organs import read_organs
from gongkai_model.reading import read_portal
from gongkai_model.schema import (
    all_schemas,
    schema_of,
    schema_of_column,
    schema_of_organs,
    schema_of_text,
)

ORGANS = "- {编号: office, 名称: 办公室}\n- {编号: finance, 名称: 财政局}\n"
LAW = "类型: 规章\n标题: 甲\n发文机关: office\n发布日期: 2022-04-22\n"
NUMBERED = LAW.replace("规章", "行政规范性文件") + "成文日期: 2022-04-11\n"
NEWS = "类型: 动态要闻\n标题: 甲\n发布日期: 2022-04-22\n"
READING = "类型: 政策解读\n标题: 甲\n发布日期: 2022-04-22\n"
ISSUE = "类型: 政府公报\n标题: 甲\n发布日期: 2022-04-22\n年度: 2026\n期号: 3\n附件: a.pdf\n"
OPINIONS = (
    "类型: 意见征集\n标题: 甲\n发布日期: 2022-04-22\n开始日期: 2022-04-22\n截止日期: 2022-05-22\n"
)
RESPONSE = "类型: 回应关切\n标题: 甲\n发布日期: 2022-04-22\n"
ENTRANCE = "类型: 外部入口\n标题: 甲\n发布日期: 2022-04-22\n"
DIGEST = "ab" * 32
REMOTE = f"名称: 乙, 网址: 'https://m.example/a.mp4', SHA-256: {DIGEST}"
EXTERNAL = "{标题: 乙, 网址: 'https://www.example.gov/1.html'}"


@pytest.mark.parametrize("name", all_schemas())
def test_is_a_schema(name):
    Draft202012Validator.check_schema(all_schemas()[name])


def test_there_is_one_for_each_kind():
    assert {f"{kind.alias}.schema.json" for kind in all_kinds()} <= set(all_schemas())


def test_everything_is_described_in_chinese():
    for kind in all_kinds():
        properties = schema_of(kind)["properties"]
        assert {BY_ALIAS[alias].name for alias in kind.allowed} <= set(properties)
        for name, schema in properties.items():
            assert schema["description"], name
            assert any(character >= "\u4e00" for character in schema["description"]), name


RECORDS = {
    # fields: required, unknown, forbidden, doubled, empty
    LAW: True,
    LAW.replace("标题: 甲\n", ""): False,
    LAW.replace("标题: 甲", "标题:"): False,
    LAW.replace("标题", "title").replace("类型: 规章", "kind: rule"): True,
    LAW + "title: 甲\n": False,
    LAW + "作者: 某人\n": False,
    LAW + "备注: 无\n": False,
    LAW + "摘要:\n": True,
    LAW.replace("类型: 规章\n", ""): False,
    NEWS + "作者: 某人\n": True,
    NEWS + "发文字号: 示府办发〔2022〕8号\n": False,
    NEWS.replace("发布日期: 2022-04-22\n", ""): False,
    # a compiled text need not say what is often unknown
    "类型: 法律\n标题: 甲\n": False,
    "类型: 法律\n标题: 甲\n文本等级: 第三方汇编\n": True,
    "类型: 法律\n标题: 甲\n文本等级: 官方文本\n": False,
    "类型: 法律\n标题: 甲\ngrade: 第三方汇编\n": True,
    "类型: 法律\n文本等级: 第三方汇编\n": False,
    # days and moments
    LAW + "施行日期: 2022-5-1\n": False,
    LAW + "施行日期: 2022年5月1日\n": False,
    LAW + "施行日期: 2024-02-29\n": True,
    LAW + "施行日期: 2023-02-29\n": False,
    LAW + "施行日期: 明天\n": False,
    LAW + "施行日期: [2022-05-01]\n": False,
    NEWS.replace("04-22", "04-22 09:30"): True,
    NEWS.replace("04-22", "04-22 9:30"): False,
    NEWS.replace("04-22", "04-22 24:00"): False,
    LAW + "成文日期: 2022-04-11 09:30\n": False,
    # terms
    LAW + "有效期: 5年\n": True,
    LAW + "有效期: 2年6个月\n": True,
    LAW + "有效期: 18个月\n": True,
    LAW + "有效期: 至2027-12-31\n": True,
    LAW + "有效期: 长期\n": True,
    LAW + "有效期: 五年\n": False,
    LAW + "有效期: 0年\n": False,
    LAW + "有效期: 永远\n": False,
    LAW + "有效期: 101年\n": False,
    # numbers
    NUMBERED + "发文字号: 示府办发〔2022〕8号\n": True,
    NUMBERED + "发文字号: 示府办发[2022]8号\n": False,
    NUMBERED + "发文字号: 示府办发〔2022〕08号\n": False,
    NUMBERED + "发文字号: 示府办发〔2022〕第8号\n": False,
    NUMBERED + "发文字号: 关于办发〔2022〕8号\n": False,
    NUMBERED + "发文字号: 国务院令第711号\n": True,
    NUMBERED + "发文字号: 国务院令第七百一十一号\n": True,
    NUMBERED + "发文字号: 税务总局公告2022年第8号\n": True,
    NUMBERED + "发文字号: 财政部 税务总局公告2022年第8号\n": True,
    NUMBERED + "发文字号: 无\n": False,
    NUMBERED: False,
    # choices
    LAW + "公开方式: 主动公开\n": True,
    LAW + "公开方式: 公开\n": False,
    LAW + "有效性: 有效\n有效性依据: 通知\n": True,
    LAW + "有效性: 好\n": False,
    LAW + "主题分类: 综合政务\\政务公开\n": True,
    LAW + "主题分类: 综合政务/政务公开\n": False,
    LAW + "主题分类: 综合政务\n": True,
    LAW + "主题分类: 综合政务\\无此类\n": False,
    # addresses
    LAW + "网址: 2022-8\n": True,
    LAW + "网址: Abc\n": False,
    LAW + "网址: all\n": False,
    LAW + f"网址: {'a' * 41}\n": False,
    LAW + "旧网址: /art/2019/1.html\n": True,
    LAW + "旧网址: [/art/1.html, /文件/2.html]\n": True,
    LAW + "旧网址: art/1.html\n": False,
    LAW + "旧网址: /art/../1.html\n": False,
    LAW + "旧网址: /art//1.html\n": False,
    LAW + "旧网址: '/art?id=1'\n": False,
    # texts and lists
    LAW + "主题词: 甲 乙\n": True,
    LAW + "主题词: [甲, 乙]\n": True,
    LAW + "主题词: {甲: 乙}\n": False,
    LAW + "摘要: [甲]\n": False,
    LAW + "题注: [甲, 乙]\n": True,
    # organs
    LAW + "责任单位: finance\n": True,
    LAW + "责任单位: {外部: 某局}\n": True,
    LAW + "责任单位: {external: 某局}\n": True,
    LAW + "责任单位: {外面: 某局}\n": False,
    LAW + "责任单位: [finance]\n": False,
    LAW + "联合发文: [finance, {外部: 某局}]\n": True,
    LAW + "联合发文: finance\n": True,
    # relations
    READING + f"解读: {EXTERNAL}\n": True,
    READING + f"解读: [{EXTERNAL}]\n": True,
    READING + f"解读: {EXTERNAL}\n依据: {{标题: 乙}}\n": False,
    READING + f"解读: {EXTERNAL[:-1]}, 目标: a/b}}\n": False,
    READING + f"解读: {EXTERNAL[:-1]}, 条款: [第一条], 日期: 2022-05-01}}\n": True,
    READING + f"解读: {EXTERNAL[:-1]}, 日期: 明天}}\n": False,
    READING + "解读: {标题: 乙, 网址: www.example.gov}\n": False,
    READING + "解读: {标题: 乙, 网址: 'https://a.b/', 类别: 丙}\n": False,
    READING + "解读: [[甲]]\n": False,
    # attachments, corrections, withdrawal
    LAW + "附件: [a.pdf, {文件: a.pdf, 名称: 附件一}]\n": True,
    LAW + "附件: {名称: 附件一}\n": False,
    LAW + f"附件: {{{REMOTE}, 大小: 1024}}\n": True,
    LAW + f"附件: [a.pdf, {{{REMOTE.replace('ab', 'AB')}, 大小: 1024}}]\n": True,
    LAW + f"附件: {{{REMOTE}}}\n": False,
    LAW + f"附件: {{{REMOTE}, 大小: 1 KB}}\n": False,
    LAW + f"附件: {{{REMOTE[:-1]}, 大小: 1024}}\n": False,
    LAW + f"附件: {{{REMOTE.replace('https', 'http')}, 大小: 1024}}\n": False,
    LAW + f"附件: {{{REMOTE}, 大小: 1024, 文件: a.pdf}}\n": False,
    # years, numbers, periods
    ISSUE: True,
    ISSUE + "总期号: 120\n": True,
    ISSUE + "总期号: 第120期\n": False,
    ISSUE.replace("年度: 2026", "年度: 1948"): False,
    ISSUE.replace("年度: 2026", "年度: 2200"): True,
    ISSUE.replace("年度: 2026", "年度: 2201"): False,
    ISSUE.replace("年度: 2026", "年度: 2026年"): False,
    ISSUE.replace("期号: 3", "期号: 0"): False,
    ISSUE.replace("期号: 3", "期号: 03"): False,
    OPINIONS: True,
    OPINIONS + "征集方式: [来信, 来电]\n": True,
    OPINIONS + "采纳情况: {日期: 2022-06-01, 收到: 0, 采纳: 0}\n": True,
    OPINIONS + "采纳情况: {日期: 2022-06-01, 收到: 12, 采纳: 5, 说明: [甲, 乙]}\n": True,
    OPINIONS + "采纳情况: {日期: 2022-06-01, 收到: 12}\n": False,
    OPINIONS + "采纳情况: {日期: 2022-06-01, 收到: 十二, 采纳: 五条}\n": False,
    OPINIONS + "采纳情况: 收到12条\n": False,
    # addresses elsewhere
    ENTRANCE + "链接: https://www.example.gov/a?b=1#c\n": True,
    ENTRANCE + "链接: http://www.example.gov\n": True,
    ENTRANCE + "链接: https://示例.政务/办事\n": True,
    ENTRANCE + "链接: 'https://[2001:db8::1]:8443/'\n": True,
    ENTRANCE + "链接: 'https://www.example.gov:65536/'\n": False,
    ENTRANCE + "链接: www.example.gov\n": False,
    ENTRANCE + "链接: https://a@www.example.gov/\n": False,
    ENTRANCE + "链接: 'https://www.example.gov/a b'\n": False,
    ENTRANCE + "链接: 'javascript:alert(1)'\n": False,
    ENTRANCE: False,
    ENTRANCE + "链接: https://a.example/\n排序: 0\n": True,
    ENTRANCE + "链接: https://a.example/\n排序: 一\n": False,
    # choices of several
    RESPONSE + "形式: 图解\n": True,
    RESPONSE + "形式: 图解、视频\n": True,
    RESPONSE + "形式: [图解, 视频]\n": True,
    RESPONSE + "形式: 漫画\n": False,
    RESPONSE + "形式: 图解视频\n": False,
    RESPONSE + "生活主题: 养老 医疗\n": True,
    RESPONSE + "生活主题: [养老, 旅行]\n": False,
    LAW + "公开事项: 预算决算\n": True,
    LAW + "公开事项: 预算\n": False,
    # pictures
    RESPONSE + "题图: {文件: a.png, 说明: 甲}\n": True,
    RESPONSE + "题图: {文件: a.png}\n": False,
    RESPONSE + "题图: a.png\n": False,
    LAW + "更正: {日期: 2022-05-01, 说明: 漏字}\n": True,
    LAW + "更正: [{日期: 2022-05-01, 说明: 漏字}]\n": True,
    LAW + "更正: {日期: 2022-05-01}\n": False,
    LAW + "更正: 漏字\n": False,
    LAW + "撤下: {日期: 2022-05-01, 理由: 有误}\n": True,
    LAW + "撤下: {日期: 2022-05-01, 说明: 有误}\n": False,
}


@pytest.mark.parametrize(("labels", "good"), RECORDS.items())
def test_a_record_is_judged_as_the_reader_judges(labels, good, tmp_path):
    assert read_without_a_word(labels, tmp_path) is good
    value = as_json(labels)
    kind = kind_named(value.get("类型") or value.get("kind") or "规章")
    assert validator_of(kind).is_valid(value) is good


@cache
def validator_of(kind):
    return Draft202012Validator(schema_of(kind))


def read_without_a_word(labels, folder):
    """Whether the record is read, alone in its column, without an error or a note."""
    kinds = ", ".join(kind.name for kind in all_kinds())
    column = f"---\n栏目: {{名称: 甲, 说明: 乙, 关键词: 丙, 收录: [{kinds}]}}\n---\n"
    (folder / "data").mkdir()
    (folder / "data" / "organs.yml").write_text(ORGANS, encoding="utf-8")
    (folder / "c").mkdir()
    for name in ("a.pdf", "a.png"):
        (folder / "c" / name).write_bytes(b"x")
    (folder / "c" / "index.md").write_text(column, encoding="utf-8")
    body = "" if "外部入口" in labels else "正文\n"
    (folder / "c" / "r.md").write_text(f"---\n{labels}---\n{body}", encoding="utf-8")
    try:
        notes = read_portal(folder).notes
    except ContentError:
        return False
    # That a number's year is another one is no matter of form.
    return not [
        note for note in notes if note.severity is not Severity.NOTE or "已读作" in note.what.zh
    ]


def as_json(text):
    """The front matter as the reader has it: every scalar is text."""
    messages = []
    value = front_matter.read_value(text, "x.md", messages)
    assert not messages
    return plain(value)


def plain(value):
    if isinstance(value, front_matter.Scalar):
        return value.text
    if isinstance(value, front_matter.Sequence):
        return [plain(item) for item in value.items]
    return {key.text: plain(item) for key, item in value.entries}


def test_every_day_is_judged_as_the_reader_judges():
    validator = Draft202012Validator(schema_of(kind_named("规章"))["$defs"]["day"])
    for year in (1899, 1900, 1999, 2000, 2023, 2024, 2100, 2199, 2200):
        for month in range(14):
            for day in range(33):
                text = f"{year}-{month:02}-{day:02}"
                assert validator.is_valid(text) is is_day(text), text


def is_day(text):
    try:
        return parse_day(text) == (date.fromisoformat(text), False)
    except ValueError:
        return False


def test_editors_that_read_numbers_are_no_trouble():
    schema = schema_of(kind_named("动态要闻"))
    record = {
        "类型": "动态要闻",
        "标题": 2022,
        "发布日期": "2022-04-22",
        "网址": 2022,
        "摘要": None,
    }
    assert Draft202012Validator(schema).is_valid(record)
    organ = {"编号": 12, "名称": "甲", "电话": 12345678, "地址": None}
    assert Draft202012Validator(schema_of_organs()).is_valid([organ])


COLUMN = "名称: 甲\n说明: 乙\n关键词: 丙\n收录: [动态要闻]\n"


@pytest.mark.parametrize(
    ("labels", "good"),
    {
        COLUMN: True,
        COLUMN + "更新周期: 2周\n责任单位: office\n栏目类型: 工作动态\n": True,
        COLUMN + "更新周期: 常常\n": False,
        COLUMN + "更新周期:\n": True,
        COLUMN + "颜色: 红\n": False,
        COLUMN + "name: 甲\n": False,
        COLUMN.replace("说明: 乙\n", ""): False,
        COLUMN.replace("[动态要闻]", "news"): True,
        COLUMN.replace("动态要闻", "小道消息"): False,
    }.items(),
)
def test_a_column_is_judged_as_the_reader_judges(labels, good):
    messages = []
    value = front_matter.read_value(labels, "x.md", messages)
    register = read_organs(ORGANS, "organs.yml", messages)
    column = read_column(value, "c", register, FileMessages("c/index.md", messages))
    assert (column is not None and not messages) is good
    validator = Draft202012Validator(schema_of_column())
    assert validator.is_valid({"标题": "甲", "栏目": plain(value)}) is good


@pytest.mark.parametrize(
    ("text", "good"),
    {
        ORGANS: True,
        "- {id: office, name: 办公室, established_on: 2018-03-01, 撤销: 2020-01-01}\n": True,
        "- {编号: office}\n": False,
        "- {编号: Office, 名称: 甲}\n": False,
        "- {编号: office, 名称: 甲, 颜色: 红}\n": False,
        "- {编号: office, 名称: 甲, 设立: 去年}\n": False,
        "- {编号: office, 名称: 甲, 设立: ''}\n": True,
        "- {编号: office, 名称: 甲, 电话: [1, 2]}\n": False,
        "- 甲\n": False,
    }.items(),
)
def test_organs_are_judged_as_the_reader_judges(text, good):
    messages = []
    read_organs(text, "organs.yml", messages)
    assert (not messages) is good
    assert Draft202012Validator(schema_of_organs()).is_valid(as_json(text)) is good


def test_a_text_of_an_act_says_only_what_belongs_to_it():
    validator = Draft202012Validator(schema_of_text())
    assert validator.is_valid({"施行日期": "2022-05-01"})
    assert not validator.is_valid({"类型": "规章"})
    assert not validator.is_valid({"标题": "甲"})


def test_is_the_same_each_time():
    assert list(all_schemas().items()) == list(all_schemas().items())
