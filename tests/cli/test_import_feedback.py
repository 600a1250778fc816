"""``gongkai import feedback``: what is personal never reaches a file, and no table can hurt.

All messages are fictional; the numbers in them are nobody's.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from gongkai_cli.import_feedback import _file_name
from gongkai_cli.main import cli
from gongkai_model.feedback.reading import FOLDER, read_feedback_folder
from gongkai_model.pack import default_pack

CONFIG = """\
site_name: 示例市
site_url: https://www.shili.example/
docs_dir: content
theme: {name: gongkai}
plugins:
  - gongkai: {name: 示例市, code: "0000000000", time_zone: Asia/Shanghai}
markdown_extensions: [gongkai_render.official_text]
"""
HEADS = "留言编号,提交时间,网页地址,问题类型,问题描述,姓名,手机,邮箱,截图"
ROW = (
    "SL-1,2026-10-30 16:40:25,https://www.shili.example/a/,错字,首页“截至”有误,"
    "张三丰,13800000000,z@mail.example,https://img.example/1.png"
)
COLUMNS = """\
编号: 留言编号
收到时间: 提交时间
页面: 网页地址
类别: 问题类型
内容: 问题描述
类别对照:
  错字: 错别字
"""


class Portal:
    def __init__(self, folder):
        self.folder = folder
        self.content = folder / "content"
        (self.content / "data").mkdir(parents=True)
        (folder / "site_config.yml").write_text(CONFIG, encoding="utf-8")
        (folder / "columns.yml").write_text(COLUMNS, encoding="utf-8")
        (self.content / "index.md").write_text("# 首页\n", encoding="utf-8")
        (self.content / "data" / "organs.yml").write_text(
            "- {编号: office, 名称: 示例市办公室, 电话: 0571-80000001}\n", encoding="utf-8"
        )

    def run(self, data, *, name="table.csv", columns=True, language="en"):
        table = self.folder / name
        table.write_bytes(data if isinstance(data, bytes) else data.encode())
        options = ["--columns", str(self.folder / "columns.yml")] if columns else []
        config = str(self.folder / "site_config.yml")
        arguments = ["--lang", language, "import", "feedback", str(table), "-f", config, *options]
        return CliRunner().invoke(cli, arguments)

    def files(self):
        folder = self.content / FOLDER
        return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*"))}

    def read(self):
        folder = read_feedback_folder(self.content, shown="content", pack=default_pack())
        assert folder.feedback.judgements == ()
        return folder.feedback.records


@pytest.fixture
def portal(tmp_path):
    return Portal(tmp_path)


def csv_of(*rows, heads=HEADS):
    return "\n".join([heads, *rows]) + "\n"


def xlsx_of(*rows, heads=HEADS):
    workbook = Workbook()
    sheet = workbook.active
    for row in (heads.split(","), *rows):
        sheet.append(list(row) if not isinstance(row, str) else row.split(","))
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def test_one_file_a_message_and_nothing_personal(portal):
    result = portal.run(csv_of(ROW))
    assert result.exit_code == 0, result.output
    assert portal.files() == {
        "sl-1.yml": (
            "编号: SL-1\n"
            "收到时间: 2026-10-30 16:40\n"
            "页面: https://www.shili.example/a/\n"
            "类别: 错别字\n"
            "内容: 首页“截至”有误\n"
            "办理过程:\n"
            "  - {状态: 待受理, 时间: 2026-10-30 16:40}\n"
        )
    }
    (record,) = portal.read()
    assert record.number == "SL-1"
    assert "columns that were not read: 姓名, 手机, 邮箱, 截图" in result.stderr


def test_what_is_personal_in_the_text_is_masked(portal):
    row = (
        'SL-1,2026-10-30 16:40,/s/?tel=13800000000,其他,"我的电话138-0000-0000\n'
        '邮箱z@mail.example，贵办电话0571-80000001",张三丰,13800000000,,'
    )
    result = portal.run(csv_of(row))
    assert result.exit_code == 0, result.output
    (text,) = portal.files().values()
    assert "0000-0000" not in text
    assert "mail.example" not in text
    assert "张三丰" not in text
    (record,) = portal.read()
    assert record.text == "我的电话138**********\n邮箱z***@***，贵办电话0571-80000001"
    assert record.page == "/s/?tel=138********"
    assert "masked in 3 place(s)" in result.stderr


def test_doubles_are_left_out(portal):
    other = ROW.replace("SL-1", "SL-2")
    again = ROW.replace("首页“截至”有误", "别的话")
    new = other.replace("SL-2", "SL-3").replace("有误", "错了")
    result = portal.run(csv_of(ROW, other, again, ROW, new))
    assert result.exit_code == 0, result.output
    assert [record.number for record in portal.read()] == ["SL-1", "SL-3"]
    assert "3 double(s) left out" in result.stderr
    before = portal.files()
    result = portal.run(csv_of(ROW, other, again, new))
    assert result.exit_code == 0
    assert "0 message(s) written; 4 double(s)" in result.stderr
    assert portal.files() == before


def test_nothing_is_overwritten(portal):
    folder = portal.content / FOLDER
    folder.mkdir()
    (folder / "SL-1.yml").write_text("编号: [未完\n", encoding="utf-8")
    result = portal.run(csv_of(ROW))
    assert result.exit_code == 10
    assert "is there already" in result.stderr
    assert (folder / "SL-1.yml").read_text("utf-8") == "编号: [未完\n"
    assert len(list(folder.iterdir())) == 1


def test_all_mistakes_at_once_and_nothing_written(portal):
    result = portal.run(
        csv_of(
            ROW,
            ROW.replace("SL-1", "SL-2").replace("2026-10-30 16:40:25", "2026-10-30"),
            ROW.replace("SL-1", "").replace("有误", "甲"),
            ROW.replace("SL-1", "SL-4").replace("错字", "另类").replace("/a/", "/b/"),
            ROW.replace("SL-1", "13900000000").replace("/a/", "/c/"),
        )
    )
    assert result.exit_code == 10
    # SL-2 is a double of SL-1 by page and text.
    assert [
        line.partition(": ")[0] for line in result.stderr.splitlines() if ": error" in line
    ] == [
        "table.csv:4",
        "table.csv:5",
        "table.csv:6",
    ]
    assert "13900000000" not in result.output + result.stderr
    assert not (portal.content / FOLDER).exists()


def test_very_many_mistakes_are_counted(portal):
    rows = (f"SL-{n},昨天,/a/{n}/,其他,甲{n},,,," for n in range(300))
    result = portal.run(csv_of(*rows))
    assert result.exit_code == 10
    assert "300 mistakes, of which 200 are shown" in result.stderr


def test_a_workbook_gives_the_same_as_a_csv(portal, tmp_path):
    cells = ROW.split(",")
    cells[1] = datetime(2026, 10, 30, 16, 40, 25)  # noqa: DTZ001 - as a sheet holds it
    result = portal.run(xlsx_of(cells), name="表.xlsx")
    assert result.exit_code == 0, result.output
    from_workbook = portal.files()
    other = Portal(tmp_path / "other")
    other.run(csv_of(ROW))
    assert from_workbook == other.files()


def test_numbers_and_moments_of_a_sheet(portal):
    rows = [
        (20261030, datetime(2026, 10, 30, 9, 29, 59, 999999), "/a/", "其他", "甲"),  # noqa: DTZ001
        ("0012", "2026/10/30 9:05", "/b/", "其他", 2026),
    ]
    result = portal.run(xlsx_of(*rows), name="a.xlsx")
    assert result.exit_code == 0, result.output
    found = [(r.number, str(r.received_at), r.text) for r in portal.read()]
    assert found == [("0012", "2026-10-30 09:05", "2026"), ("20261030", "2026-10-30 09:30", "甲")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_encodings_of_spreadsheets(portal, encoding):
    result = portal.run(csv_of(ROW).replace("\n", "\r\n").encode(encoding))
    assert result.exit_code == 0, result.output
    assert portal.read()[0].text == "首页“截至”有误"


def test_tabs_and_semicolons(portal):
    for number, delimiter in enumerate("\t;", 1):
        row = ROW.replace("SL-1", f"SL-{number}").replace("/a/", f"/{number}/")
        result = portal.run(csv_of(row).replace(",", delimiter))
        assert result.exit_code == 0, result.output
    assert len(portal.read()) == 2


def test_columns_that_bear_the_names_need_no_file(portal):
    heads = "编号,received,页面,class,内容,联系人"
    result = portal.run(csv_of("1,2026-10-30 16:40,/a/,其他,甲,李四", heads=heads), columns=False)
    assert result.exit_code == 0, result.output
    assert "李四" not in "".join(portal.files().values())


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (COLUMNS.replace("问题描述", "手机"), "personal data"),
        (COLUMNS.replace("问题描述", "没有的列"), "0 columns are called"),
        (COLUMNS.replace("内容: 问题描述\n", ""), "no column for 内容"),
        (COLUMNS + "答复: 问题描述\n", "is not to be filled"),
        (COLUMNS + "number: 提交时间\n", "given twice"),
        ("- 列表\n", "name: value"),
        ("a: &x b\n", "anchor"),
    ],
)
def test_a_file_of_columns_that_is_wrong(portal, columns, words):
    (portal.folder / "columns.yml").write_text(columns, encoding="utf-8")
    result = portal.run(csv_of(ROW))
    assert result.exit_code == 10
    assert words in result.stderr


def test_texts_are_data_whatever_they_hold(portal):
    texts = ["- a: b # c", '"{x}', "=1+1", "gongkai", "甲\u0007乙\u202e丙", "&a *a", "---", "@x"]
    rows = [
        f'{n},2026-10-30 16:40,/a/,其他,"{t.replace(chr(34), chr(34) * 2)}",,,,'
        for n, t in enumerate(texts, 1)
    ]
    result = portal.run(csv_of(*rows))
    assert result.exit_code == 0, result.output
    assert [record.text for record in portal.read()] == [
        text.replace("\u0007", "").replace("\u202e", "") for text in texts
    ]


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("SL-2026-1", "sl-2026-1.yml"),
        ("../../etc", None),
        ("con", None),
        ("_x", None),
        ("第1号", None),
        ("a" * 60, None),
    ],
)
def test_names_of_files(number, name):
    made = _file_name(number)
    assert made == name or name is None
    stem = made.removesuffix(".yml")
    assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789-_" for c in stem)
    assert stem[0] not in "-_"
    assert stem != "con"
    assert len(made) < 70


def test_numbers_that_look_alike_get_files_of_their_own():
    assert len({_file_name(number) for number in ("第1号", "第 1 号", "1", "a/1", "a-1")}) == 5


# --- hostile tables ----------------------------------------------------------------------------


def part(name, data):
    """Return a workbook with one part put in or over."""
    source = zipfile.ZipFile(io.BytesIO(xlsx_of(ROW)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in source.namelist():
            if each != name:
                archive.writestr(each, source.read(each))
        archive.writestr(name, data)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'


def sheet(rows, dimension="A1:Z99"):
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData>'
        "</worksheet>"
    )


HOSTILE = {
    "zip bomb": part(SHEET, b"0" * 60_000_000),
    "entities": part("xl/sharedStrings.xml", f'<?xml version="1.0"?>{ENTITIES}<sst>&b;</sst>'),
    "entities in UTF-16": part(
        "xl/sharedStrings.xml",
        f'<?xml version="1.0" encoding="UTF-16"?>{ENTITIES}<sst/>'.encode("utf-16"),
    ),
    "a row beyond all": part(
        SHEET, sheet('<row r="999999999"><c r="A999999999"><v>1</v></c></row>')
    ),
    "broken XML": part(SHEET, "<worksheet><row>"),
    "no such string": part(SHEET, sheet('<row r="1"><c r="A1" t="s"><v>999</v></c></row>')),
    "too wide": part(
        SHEET, sheet('<row r="1"><c r="XFD1"><v>1</v></c><c r="IA1"><v>1</v></c></row>')
    ),
    "very many parts": b"",
    "no workbook": part("[Content_Types].xml", "<Types/>"),
    "half a zip": xlsx_of(ROW)[:2000],
    "old format": b"\xd0\xcf\x11\xe0" + b"\0" * 1000,
    "NUL": b"a,b\0,c\n",
    "a picture": b"\x89PNG\r\n\x1a\n\xff\xff\xff\x00",
    "nothing": b"",
    "an open quote": (HEADS + '\n"' + "甲" * 50_000 + "\n").encode(),
    "a huge field": (HEADS + "\n" + "a" * 200_000 + "\n").encode(),
    "many columns": (",".join("abc" for _ in range(1000)) + "\n").encode(),
    "many rows": (HEADS + "\n" + "1,,,,,,,,\n" * 100_001).encode(),
}
with io.BytesIO() as _many:
    with zipfile.ZipFile(_many, "w") as _archive:
        for _number in range(1_500):
            _archive.writestr(f"{_number}.xml", "")
    HOSTILE["very many parts"] = _many.getvalue()


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_tables_are_refused(portal, data):
    result = portal.run(data, name="table.xlsx")
    assert result.exit_code == 10, (result.exception, result.output)
    assert "fix:" in result.stderr
    assert not (portal.content / FOLDER).exists()


def test_a_file_beyond_the_limit_is_not_even_read(portal):
    with (portal.folder / "big.csv").open("wb") as file:
        file.truncate(60_000_000)
    config = str(portal.folder / "site_config.yml")
    table = str(portal.folder / "big.csv")
    result = CliRunner().invoke(cli, ["--lang", "en", "import", "feedback", table, "-f", config])
    assert result.exit_code == 10
    assert "60 MB" in result.stderr
