"""What leaves the content folder, and what never does."""

from __future__ import annotations

from datetime import date

import pytest

from .conftest import news, record


def test_publishes_only_pages_records_and_what_they_refer_to(make_project):
    project = make_project(
        {
            "guide.md": "# 指南\n\n[表](files/form.txt) ![图](files/map.png)\n",
            "files/form.txt": b"form",
            "files/map.png": b"png",
            "files/secret.txt": b"nobody refers to it",
            "data/feedback/1.yml": "号: 1\n",
            "_模板/news.md": "whatever",
            ".hidden/x.txt": "x",
            "policies/a.md": record(附件="a/plan.pdf"),
            "policies/a/plan.pdf": b"%PDF-",
            "policies/a/draft.pdf": b"%PDF- draft",
        }
    )
    project.built()
    files = project.files()
    assert files["files/form.txt"] == b"form"
    assert files["files/map.png"] == b"png"
    assert files["policies/a/plan.pdf"] == b"%PDF-"
    published = {name for name in files if not name.endswith((".html", ".css", ".xml"))}
    assert published == {
        "files/form.txt",
        "files/map.png",
        "policies/a/plan.pdf",
        "img/page.svg",  # the theme's own
        "js/gongkai.js",
        "_redirects",
        "redirects.nginx.map",
    }
    assert not any(b"nobody refers" in data for data in files.values())


def test_keeps_embargoed_records_and_their_attachments_back(make_project):
    project = make_project(
        {
            "policies/later.md": record(
                "尚未公开的正文 [图](later/plan.pdf)",
                标题="尚未公开",
                发文字号="示府办发〔2026〕9号",
                发布日期="2026-11-02 08:00",
                成文日期="2026-10-30",
                附件="later/table.xlsx",
            ),
            "policies/later/plan.pdf": b"plan-bytes",
            "policies/later/table.xlsx": b"table-bytes",
            "news/n.md": news("见[文件](../policies/later.md)。"),
        }
    )
    report = project.built()
    site = project.files()
    assert not any("later" in name for name in site)
    for data in site.values():
        assert "尚未公开".encode() not in data
        assert b"plan-bytes" not in data
    # The link waits, its words stay, the editor is told where.
    assert "见<span>文件</span>。" in project.page("news/n")
    (warning,) = report.messages
    assert str(warning.at) == "content/news/n.md:7"

    project.build(day=date(2026, 11, 2))
    assert "尚未公开的正文" in project.page("policies/later")
    assert project.files()["policies/later/table.xlsx"] == b"table-bytes"
    assert '<a href="../../policies/later/">文件</a>' in project.page("news/n")


def test_a_closed_record_in_a_public_repository_is_an_error(make_project):
    project = make_project({"policies/a.md": record(公开方式="依申请公开")})
    report = project.build()
    assert report.failed
    (message,) = report.messages
    assert message.at.line == 9
    assert "仓库是公开的" in message.what.zh


@pytest.mark.parametrize("openness", ["依申请公开", "不予公开"])
def test_a_closed_record_of_an_internal_repository_stays_inside(make_project, openness):
    project = make_project(
        {"policies/a.md": record("内部正文", 公开方式=openness, 标题="内部")},
        options="      public_repository: false\n",
    )
    project.built()
    assert not any("内部".encode() in data for data in project.files().values())
    assert "policies/a/index.html" not in project.files()


def test_a_withdrawn_record_leaves_a_notice_and_nothing_else(make_project):
    withdrawal = "{日期: 2026-10-01, 理由: 内容有误}"
    project = make_project(
        {
            "policies/a.md": record(
                "撤下的正文", 标题="被撤下的", 撤下=withdrawal, 附件="a.pdf", 旧网址="/old/a.html"
            ),
            "policies/a.pdf": b"pdf",
        }
    )
    project.built()
    site = project.files()
    assert "内容有误" in project.page("policies/a")
    assert not any("撤下的正文".encode() in data for data in site.values())
    assert "policies/a.pdf" not in site
    assert "policies/a/20220501/index.html" not in site
    assert "被撤下的" not in project.page("policies")
    assert b"policies/a/" not in site["sitemap.xml"]
    purge = (project.folder / ".gongkai" / "purge.txt").read_text(encoding="utf-8")
    assert purge.split() == ["/policies/a.pdf", "/policies/a/", "/policies/a/20220501/"]
    # Before that day it is there.
    project.build(day=date(2026, 9, 30))
    assert "撤下的正文" in project.page("policies/a")


def test_earlier_addresses_lead_on(make_project):
    project = make_project(
        {"policies/a.md": record(旧网址="[/art/2019/3/1/art_1.html, /old/]")}, base="city/"
    )
    project.built()
    site = project.files()
    assert b'content="0; url=../../../../policies/a/"' in site["art/2019/3/1/art_1.html"]
    assert b'href="../policies/a/"' in site["old/index.html"]
    assert site["_redirects"].decode().splitlines() == [
        "/city/art/2019/3/1/art_1.html /city/policies/a/ 301",
        "/city/old/ /city/policies/a/ 301",
        "/city/old/20220501/ /city/policies/a/20220501/ 301",
    ]
    assert '"/city/old/" "/city/policies/a/";' in site["redirects.nginx.map"].decode()
    assert b"/old/" not in site["sitemap.xml"]


def test_an_earlier_address_written_with_escapes_is_found_without_them(make_project):
    project = make_project({"policies/a.md": record(旧网址="/art/%E5%85%AC%E5%91%8A.html")})
    project.built()
    site = project.files()
    assert b'content="0; url=../policies/a/"' in site["art/公告.html"]
    assert site["redirects.nginx.map"].decode() == '"/art/公告.html" "/policies/a/";\n'


def test_a_published_address_that_vanishes_is_an_error(make_project):
    project = make_project({"policies/a.md": record()})
    project.built()
    register = project.content / "data" / "addresses.csv"
    assert "/policies/a/,policies/a.md" in register.read_text(encoding="utf-8").splitlines()
    (project.content / "policies" / "a.md").rename(project.content / "policies" / "b.md")
    report = project.build()
    assert report.failed
    assert {message.at.path for message in report.messages} == {"content/data/addresses.csv"}
    assert "旧网址" in report.messages[0].fix.zh
    assert "policies/a/index.html" in project.files(), "the last good site stays"
    old = "[/policies/a/, /policies/a/20220501/]"
    project.write({"policies/b.md": record(旧网址=old)})
    project.built()
    assert 'href="../b/"' in project.page("policies/a")


def test_symlinks_out_of_the_content_folder_are_refused(make_project, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    project = make_project({"guide.md": "# 指南\n\n[x](out.txt)\n"})
    (project.content / "out.txt").symlink_to(secret)
    (project.content / "folder").symlink_to(tmp_path)
    report = project.build()
    assert report.failed
    assert {message.at.path for message in report.messages} == {
        "content/out.txt",
        "content/folder",
    }
    assert not project.site.exists()


def test_a_changed_day_is_told_with_the_line_that_mends_it(make_project):
    project = make_project({"policies/a.md": record(施行日期="")})
    project.built()
    project.write({"policies/a.md": record(施行日期="2022-06-01")})
    report = project.build()
    assert report.failed
    (message,) = report.messages
    assert message.at.path == "content/policies/a.md"
    assert "“旧网址: /policies/a/20220411/”" in message.fix.zh
    project.write({"policies/a.md": record(施行日期="2022-06-01", 旧网址="/policies/a/20220411/")})
    project.built()
    assert 'href="../"' in project.page("policies/a/20220411")


def test_an_act_moves_with_all_its_texts(make_project):
    project = make_project({"policies/a.md": record()})
    project.built()
    (project.content / "policies" / "a.md").unlink()
    project.write({"policies/b.md": record(旧网址="/policies/a/")})
    project.built()
    assert 'href="../../b/20220501/"' in project.page("policies/a/20220501")


def test_a_file_that_became_a_folder_is_still_found_by_its_old_name(make_project):
    project = make_project(
        {
            "policies/act/index.md": "---\n类型: 规章\n标题: 办法\n发文机关: office\n---\n",
            "policies/act/2020-07-01.md": (
                "---\n发布日期: 2020-06-01\n施行日期: 2020-07-01\n---\n\n第一条 某。\n"
            ),
            "news/n.md": news("见[办法](../policies/act.md#art-1)。"),
            "guide.md": "# 指南\n\n见[办法](policies/act.md#art-1)。\n",
            "policies/d.md": record(依据="policies/act.md"),
        }
    )
    report = project.built()
    assert report.messages == ()
    assert 'href="../../policies/act/#art-1"' in project.page("news/n")
    assert 'href="../policies/act/#art-1"' in project.page("guide")
