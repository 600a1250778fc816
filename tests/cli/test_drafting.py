"""A new record is a file that can be read once its hints are filled in."""

from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from gongkai_cli.drafting import Wish, begin, kind_of, record_text, write
from gongkai_cli.main import cli
from gongkai_cli.starting import start
from gongkai_model.document_number import parse
from gongkai_model.fields import BY_ALIAS, FIELDS
from gongkai_model.front_matter import read_labels
from gongkai_model.inventory import take_inventory
from gongkai_model.kinds import all_kinds
from gongkai_model.messages import ContentError, FileMessages, NotUnderstood
from gongkai_model.reading import read_portal
from gongkai_model.values import Surroundings, read_value

TODAY = date(2026, 3, 5)
TARGET = "policies/shili-office-2025-1"
# One value for each field that some kind asks for.
VALUES = {
    "title": "甲: 乙 #1",
    "organ": "shili-gov",
    "document_number": "示府发〔2026〕9号",
    "written_on": "2026-03-01",
    "published_on": "2026-03-02 09:30",
    "interprets": TARGET,
    "based_on": TARGET,
    "amends": TARGET,
    "repeals": TARGET,
    "opens_on": "2026-03-02",
    "closes_on": "2026-03-31",
    "year": "2026",
    "issue": "3",
    "prints": TARGET,
    "attachments": "edition.pdf",
    "office": "主任",
    "owner": "shili-office",
    "link": "https://www.example.gov/",
    "legal_basis": "某条例第一条",
    "conditions": "年满十八周岁",
    "materials": "申请表",
    "procedure": "填表、交表",
    "place": "示例路1号",
    "hours": "工作日",
    "telephone": "000-00000000",
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    start(tmp_path / "X")
    monkeypatch.chdir(tmp_path / "X")
    return tmp_path / "X"


@pytest.fixture
def content(project):
    return project / "content"


def draft(content, kind, **wish):
    return begin(Wish(kind_of(kind), **wish), take_inventory(content, "content"), TODAY)


def run(*arguments, language="zh"):
    return CliRunner().invoke(cli, ["--lang", language, "new-record", *arguments])


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.alias)
def test_a_draft_is_read_once_it_is_filled_in(kind, content):
    made = draft(content, kind.name)
    write(made, content)
    path = content / made.path
    text = path.read_text("utf-8")
    (path.parent / "edition.pdf").write_bytes(b"%PDF")
    for field in (*made.missing, *(BY_ALIAS[alias] for alias in kind.expected)):
        assert text.count(f"\n{field.name}:\n") == 1
        text = text.replace(f"\n{field.name}:\n", f"\n{field.name}: '{VALUES[field.alias]}'\n")
    path.write_text(text + ("正文。\n" if kind.has_page else ""), "utf-8")
    portal = read_portal(content)
    assert portal.notes == ()
    record = portal.records[made.path.removesuffix(".md")]
    assert record.kind is kind
    assert record.facts.title == "甲: 乙 #1"


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.alias)
def test_an_unfilled_draft_is_an_error_for_each_field_and_never_published(kind, content):
    made = draft(content, kind.name)
    write(made, content)
    with pytest.raises(ContentError) as caught:
        read_portal(content)
    said = "".join(message.what.zh for message in caught.value.messages)
    for field in made.missing:
        assert field.alias in kind.one_of or f"“{field.name}”没有填" in said


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.alias)
def test_every_optional_field_is_offered(kind):
    text = record_text(kind, {})
    for field in kind.allowed - {"kind"}:
        name = BY_ALIAS[field].name
        assert text.count(f"\n{name}:") + text.count(f"\n# {name}: ") == 1


@pytest.mark.parametrize(
    "field", [field for field in FIELDS if field.sample], ids=lambda f: f.alias
)
def test_a_sample_is_read_as_it_is_offered(field):
    kind = next(kind for kind in all_kinds() if field.alias in kind.optional)
    lines = record_text(kind, {}).split("\n")
    line = next(
        line
        for before, line in pairwise(lines)
        if before.endswith("，如：") and line.startswith(f"# {field.name}: ")
    )
    messages = []
    labels = read_labels(line.removeprefix("# "), "a.md", messages)
    around = Surroundings("news/a.md")
    assert read_value(field.form, labels.entries[0][1], around, FileMessages("a.md", messages))
    assert messages == []


def test_a_consultation_is_asked_for_its_channels_in_their_place():
    text = record_text(kind_of("意见征集"), {})
    assert "\n# 必填，或写在正文里：怎样提意见，一行一种\n征集方式:\n" in text
    assert "![图上是什么](图.png)" in text


def test_what_is_given_is_written_so_that_it_is_read_back(content):
    for serial, title in enumerate(
        ['"引号" #号', "a: b", "- 甲", "《甲》：乙", "示\\范 ", "[x]"], 1
    ):
        made = draft(content, "news", title=title, published_on=date(2026, 1, 2))
        write(made, content)
        key = made.path.removesuffix(".md")
        assert key == f"news/20260102-{serial}"
        record = read_portal(content).records[key]
        assert record.facts.title == title.strip()
        assert str(record.facts.published_on) == "2026-01-02"


def test_all_that_the_command_line_can_give_builds(project):
    act = ["--title", "甲", "--date", "2026-01-05", "--number"]
    everything = [
        ["动态要闻", "--title", "甲", "--date", "2026-01-05"],
        ["notice", "--title", "甲", "--date", "2026-01-05", "--id", "a-1"],
        ["规章", *act, "示府发〔2026〕1号"],
        ["地方性法规", *act, "示府发[2026]2号"],
        ["法律", *act, "示府发〔2026〕3号"],
        ["行政法规", *act, "示府发〔2026〕4号"],
        ["宪法", *act, "示府发〔2026〕5号"],
        ["司法解释", *act, "示府办发〔2026〕6号"],
    ]
    for arguments in everything:
        made = run(*arguments)
        assert made.exit_code == 0, made.output
        assert made.stderr == ""
        with (project / made.stdout.strip()).open("a", encoding="utf-8") as file:
            file.write("正文。\n")
    assert (project / "content/policies/shili-gov-2026-2.md").is_file()
    assert (project / "content/policies/shili-office-2026-6.md").is_file()
    built = CliRunner().invoke(cli, ["--lang", "zh", "build", "--strict", "--as-of", "2026-02-01"])
    assert built.exit_code == 0, built.output
    assert (project / "site/policies/shili-gov-2026-1/20260105/index.html").is_file()


@pytest.mark.parametrize(
    ("wish", "path"),
    [
        ({"kind": "通知公告"}, "notices/20260305-1.md"),
        ({"kind": "notice", "published_on": date(2025, 1, 10)}, "notices/20250110-2.md"),
        ({"kind": "notice", "id": "2026-7"}, "notices/2026-7.md"),
        ({"kind": "notice", "title": "某某通知"}, "notices/20260305-1.md"),
        ({"kind": "规章", "number": "示府办发〔2022〕8号"}, "policies/shili-office-2022-8.md"),
        ({"kind": "规章", "number": "别府发〔2022〕8号"}, "policies/20260305-1.md"),
        ({"kind": "规章", "column": "policies"}, "policies/20260305-1.md"),
        ({"kind": "规章", "column": "content/policies/"}, "policies/20260305-1.md"),
        ({"kind": "规章", "column": ".\\content\\policies"}, "policies/20260305-1.md"),
    ],
)
def test_the_address_comes_from_number_or_day_and_never_from_the_title(wish, path, content):
    if "number" in wish:
        wish["number"] = parse(wish["number"])
    assert draft(content, **wish).path == path


def test_the_serial_after_all_that_were_ever_used(content):
    notices = content / "notices"
    (notices / "20260305-2.md").write_text("坏的文件", "utf-8")
    assert draft(content, "notice").path == "notices/20260305-3.md"
    (notices / "x.md").write_text("---\n网址: 20260305-5\n---\n", "utf-8")
    assert draft(content, "notice").path == "notices/20260305-6.md"
    (notices / "20260305-7").mkdir()
    (notices / "20260305-7" / "index.md").write_text("", "utf-8")
    assert draft(content, "notice").path == "notices/20260305-8.md"
    (content / "news" / "y.md").write_text("---\n旧网址: [/notices/20260305-8/]\n---\n", "utf-8")
    assert draft(content, "notice").path == "notices/20260305-9.md"
    (content / "data" / "addresses.csv").write_text(
        "address,source\n/notices/20260305-11/,notices/20260305-11.md\n", "utf-8"
    )
    assert draft(content, "notice").path == "notices/20260305-12.md"


def test_the_organ_is_the_one_that_had_the_letters_on_that_day(content):
    organs = (
        "- {编号: old, 名称: 旧局, 机关代字: 示发, 撤销: 2025-01-01}\n"
        "- {编号: new, 名称: 新局, 机关代字: 示发, 设立: 2025-01-01}\n"
        "- {编号: shili-office, 名称: 办公室}\n- {编号: shili-gov, 名称: 政府}\n"
    )
    (content / "data" / "organs.yml").write_text(organs, "utf-8")
    number = parse("示发〔2024〕3号")
    made = draft(content, "规章", number=number, published_on=date(2024, 12, 31))
    assert made.path == "policies/old-2024-3.md"
    assert "发文机关: old" in made.text
    assert draft(content, "规章", number=number).path == "policies/new-2024-3.md"


def test_an_organ_with_a_long_id_gives_way_to_the_day(content):
    name = "a" * 38
    with (content / "data" / "organs.yml").open("a", encoding="utf-8") as file:
        file.write(f"- {{编号: {name}, 名称: 长局, 机关代字: 长发}}\n")
    made = draft(content, "规章", number=parse("长发〔2026〕3号"))
    assert made.path == "policies/20260305-1.md"
    assert f"发文机关: {name}" in made.text


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"kind": "通知公告", "column": "news"}, "不收“通知公告”"),
        ({"kind": "通知公告", "column": "xx"}, "没有栏目 'xx'"),
        ({"kind": "通知公告", "id": "公告"}, "不能作地址"),
        ({"kind": "通知公告", "id": "a" * 41}, "不能作地址"),
        ({"kind": "通知公告", "id": "20250110-1"}, "已用于 notices/20250110-1.md"),
        ({"kind": "通知公告", "id": "all"}, "已用于 notices/index.md"),
        ({"kind": "动态要闻", "number": "示府发〔2026〕1号"}, "没有发文字号"),
        (
            {"kind": "规章", "number": "示府办发〔2025〕1号"},
            "已用于 policies/shili-office-2025-1.md",
        ),
        ({"kind": "小道消息"}, "没有“小道消息”这种类型"),
    ],
)
def test_says_why_it_cannot_begin(wish, said, content):
    if "number" in wish:
        wish["number"] = parse(wish["number"])
    with pytest.raises(NotUnderstood) as caught:
        draft(content, **wish)
    assert said in caught.value.what.zh


def test_with_several_columns_one_must_be_named(content):
    (content / "extra").mkdir()
    text = (content / "notices/index.md").read_text("utf-8").replace("通知公告\n", "公告栏\n")
    (content / "extra/index.md").write_text(text, "utf-8")
    with pytest.raises(NotUnderstood) as caught:
        draft(content, "notice")
    assert "extra（公告栏）、notices" in caught.value.fix.zh
    assert "extra, notices" in caught.value.fix.en
    assert draft(content, "notice", column="extra").path == "extra/20260305-1.md"


def test_without_a_column_it_says_what_to_add(content):
    path = content / "notices/index.md"
    path.write_text(path.read_text("utf-8").replace("[通知公告, 公示]", "[动态要闻]"), "utf-8")
    with pytest.raises(NotUnderstood) as caught:
        draft(content, "notice")
    assert "收录" in caught.value.fix.zh


def test_never_overwrites(content):
    made = draft(content, "notice")
    (content / made.path).write_text("别人的", "utf-8")
    with pytest.raises(NotUnderstood):
        write(made, content)
    assert (content / made.path).read_text("utf-8") == "别人的"


def test_the_command_tells_the_file_and_what_is_missing(project):
    made = run("行政规范性文件", "--number", "示府办发[2026]3号", "--title", "甲")
    assert made.exit_code == 0
    assert made.stdout == "content/policies/shili-office-2026-3.md\n"
    assert made.stderr == "还要填写：成文日期、发布日期\n"
    text = (project / made.stdout.strip()).read_text("utf-8")
    assert "发文字号: 示府办发〔2026〕3号\n" in text
    assert "发文机关: shili-office\n" in text
    assert "\n公开方式: 主动公开\n" in text


def test_the_day_is_one_in_the_time_zone_of_the_portal(project):
    config = project / "site_config.yml"
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):  # never on the same day
        text = config.read_text("utf-8").replace("Asia/Shanghai", zone)
        (project / "other.yml").write_text(text, "utf-8")
        before, made, after = now(zone), run("news", "-f", "other.yml"), now(zone)
        day = made.stdout.removeprefix("content/news/")[:8]
        assert before <= day <= after


def now(zone):
    return datetime.now(ZoneInfo(zone)).strftime("%Y%m%d")


def test_unfinished_records_are_no_obstacle_but_a_broken_column_is(project):
    (project / "content/news/x.md").write_bytes(b"\xff\xfe")
    assert run("notice").exit_code == 0
    (project / "content/news/index.md").write_text("---\n栏目: {名称: 甲}\n---\n", "utf-8")
    broken = run("notice")
    assert broken.exit_code == 10
    assert "content/news/index.md:2" in broken.stderr


def test_a_broken_configuration_is_told(project):
    config = project / "site_config.yml"
    config.write_text(config.read_text("utf-8").replace("Asia/Shanghai", "Mars/Base"), "utf-8")
    broken = run("notice")
    assert broken.exit_code == 10
    assert "Mars/Base" in broken.stderr
    config.write_text("site_name: 甲\ntheme: {name: mkdocs}\n", "utf-8")
    assert run("notice").exit_code == 10


@pytest.mark.parametrize(
    "arguments",
    [["小道消息"], ["notice", "--number", "8号"], ["notice", "--date", "明天"], []],
)
def test_wrong_usage(arguments, project):
    before = sorted(project.rglob("*"))
    made = run(*arguments, language="en")
    assert made.exit_code == 2
    assert "Error: " in made.stderr
    assert sorted(project.rglob("*")) == before
