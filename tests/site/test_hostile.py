"""Content that wants to do harm: refused with a message, or harmless."""

from __future__ import annotations

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gongkai_model.portal import hold_back, is_public
from gongkai_model.reading import read_portal
from gongkai_plugins.building import build

from .conftest import news, record


def _places(report):
    return {message.at.path for message in report.messages}


@pytest.mark.parametrize(
    ("theme", "path"), [("gongkai", "css/gongkai.css"), ("mkdocs", "js/base.js")]
)
def test_a_content_file_does_not_take_the_place_of_the_themes(make_project, theme, path):
    project = make_project({path: "evil"}, theme=theme)
    report = project.build()
    assert report.failed
    assert _places(report) == {f"content/{path}"}


@pytest.mark.parametrize("name", ["draft.markdown", "draft.mkd", "draft.MD", "draft.pdf"])
def test_an_attachment_of_a_hidden_record_is_never_drawn_or_copied(make_project, name):
    project = make_project(
        {
            "news/later.md": news(发布日期="2099-01-01", 附件=f"files/{name}"),
            f"news/files/{name}": "# 机密内容\n",
        },
        options='      publish: ["news/files/*"]\n',
    )
    project.build()
    if project.site.exists():
        assert not any("机密内容".encode() in data for data in project.files().values())


def test_no_link_and_no_pattern_brings_a_hidden_attachment_out(make_project):
    project = make_project(
        {
            "policies/later.md": record(发布日期="2099-01-01", 附件="files/later.pdf"),
            "policies/gone.md": record(
                发文字号="示府办发〔2022〕9号",
                附件="files/gone.pdf",
                撤下="{日期: 2026-01-01, 理由: 有误}",
            ),
            "policies/files/later.pdf": "later-bytes",
            "policies/files/gone.pdf": "gone-bytes",
            "policies/files/free.pdf": "free-bytes",
            "news/n.md": news(
                "[一](../policies/files/later.pdf) ![二](../policies/files/gone.pdf)"
                " [三](../policies/files/free.pdf)"
            ),
            "guide.md": "# 指南\n\n<a href='policies/files/gone.pdf'>x</a>\n",
        },
        options='      publish: ["policies/files/*"]\n',
    )
    report = project.built()
    files = project.files()
    assert "policies/files/free.pdf" in files
    assert not {"policies/files/later.pdf", "policies/files/gone.pdf"} & set(files)
    assert {"content/policies/files/later.pdf", "content/policies/files/gone.pdf"} <= _places(
        report
    )


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_nothing_is_written_through_a_planted_link(make_project, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    project = make_project({"policies/a.md": record()})
    (project.content / "data" / ".addresses.csv.new").symlink_to(victim)
    (project.content / "data" / "addresses.csv").symlink_to(victim)
    project.build()
    assert victim.read_text() == "precious"


@pytest.mark.parametrize("name", ["thesis.docx", ".git/config", "index.html"])
def test_a_folder_with_other_files_is_not_replaced(make_project, name):
    project = make_project({"policies/a.md": record()})
    mine = project.folder / "mine"
    (mine / name).parent.mkdir(parents=True)
    (mine / name).write_text("mine")
    report = build(project.config, site_dir=mine)
    assert report.failed
    assert "site_dir" in report.messages[0].fix.zh
    assert (mine / name).read_text() == "mine"
    assert not build(project.config, site_dir=project.folder / "empty").failed
    assert not build(project.config, site_dir=project.folder / "empty").failed, "our own site is"


def test_a_file_in_the_place_of_the_site_is_left_alone(make_project):
    project = make_project({"policies/a.md": record()})
    project.site.write_text("a file")
    assert project.build().failed
    assert project.site.read_text() == "a file"


@pytest.mark.parametrize("name", ["evil.html", "evil.svg", "evil.js", "evil.xml", "evil"])
@pytest.mark.parametrize("make", [record, news])
def test_files_that_a_browser_would_run_are_not_published(make_project, name, make):
    place = "policies" if make is record else "news"
    project = make_project({f"{place}/a.md": make(f"[x](./{name})"), f"{place}/{name}": "<script>"})
    report = project.build()
    assert report.failed
    assert _places(report) == {f"content/{place}/a.md"}


def test_a_page_that_refers_to_such_a_file_says_so(make_project):
    project = make_project(
        {
            "guide.md": "# 指南\n\n<a href='../a/a.do'>x</a> <a href='../%E8%A1%A8.svg'>y</a>\n",
            "a/a.do": "<script>",
            "表.svg": "<script>",
            "news/n.md": news("[x](/robots.txt)"),
            "robots.txt": "x",
        }
    )
    found = {str(message.at): message.what.en for message in project.build().messages}
    assert found.keys() == {"content/guide.md:3", "content/news/n.md:7"}
    assert "machines look for such names" in found["content/news/n.md:7"]


def test_what_the_operator_names_is_published_whatever_its_type(make_project):
    project = make_project(
        {
            "guide.md": "# 指南\n\n[图](files/a.dwg)\n",
            "files/a.dwg": "drawing",
            "robots.txt": "User-agent: *",
            "news/n.md": news("[x](../files/a.dwg)"),
        },
        options='      publish: ["robots.txt", "files/*.dwg"]\n',
    )
    project.built()
    assert project.files()["files/a.dwg"] == b"drawing"
    assert project.files()["robots.txt"] == b"User-agent: *"


@pytest.mark.parametrize("name", ["index.html.gz", "js/gongkai.js.br"])
def test_no_file_takes_the_place_of_another_behind_a_server(make_project, name):
    options = f'      publish: ["{name}"]\n'
    project = make_project({name: "evil", "news/n.md": news()}, options=options)
    report = project.build()
    assert report.failed
    assert _places(report) == {f"content/{name}"}


@pytest.mark.parametrize(
    "body",
    [
        "![x](https://tracker.example/p.gif)",
        "![x](//tracker.example/p.gif)",
        '<img src="https://tracker.example/p.gif" alt="x">',
        '<video src="//tracker.example/v.mp4"></video>',
        '<video src="/\\tracker.example/v.mp4"></video>',
    ],
)
@pytest.mark.parametrize("make", [record, news])
def test_pages_ask_nothing_of_other_hosts(make_project, body, make):
    place = "policies" if make is record else "news"
    project = make_project({f"{place}/a.md": make(body)})
    assert project.build().failed


def test_a_minute_still_to_come_today_is_held_back(make_project):
    project = make_project(
        {
            "news/early.md": news(发布日期="2026-11-23 08:00"),
            "news/late.md": news(发布日期="2026-11-23 23:00"),
        }
    )
    now = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    portal = hold_back(read_portal(project.content), now)
    assert is_public(portal.records["news/early"], date(2026, 11, 23))
    assert not is_public(portal.records["news/late"], date(2026, 11, 23))
    later = hold_back(read_portal(project.content), now.replace(hour=23))
    assert is_public(later.records["news/late"], date(2026, 11, 23))


@pytest.mark.parametrize(
    "files",
    [
        {"news/a.md": news("- " * 3_000 + "a")},
        {"guide.md": "# 指南\n\n" + "- " * 3_000 + "a\n"},
        {"guide.md": "---\ntemplate: nope.html\n---\n\n# 指南\n"},
        {"guide.md": "# 指南\n\n{{ 数量 news }} gongkai-region-7-end\n"},
        {"policies/a.md": record(旧网址="/" + "a" * 300)},
        {"policies/a.md": record(旧网址="/" + "a/" * 1500)},
        {"news/a.md": news("[" * 60_000)},
    ],
)
def test_what_cannot_be_built_is_a_message_and_no_crash(make_project, files):
    project = make_project(files)
    report = project.build()
    assert report.failed
    assert report.messages
    assert not project.site.exists()


def test_messages_carry_no_commands_for_the_terminal(make_project):
    project = make_project({"news/a.md": news("<b\x1b]0;owned\x07>")})
    report = project.build()
    assert report.failed
    said = "".join(message.say("zh") for message in report.messages)
    assert "\x1b" not in said
    assert "\x07" not in said
