"""What site_config.yml states of the portal: options by either name, demonstration or real."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from .conftest import record

REAL = """\
      演示: false
      主办单位: 甲市人民政府
      电话: 010-66668888
      ICP备案编号: 京ICP备12345678号-1
      公安机关备案号: 京公网安备11010602060068号
      党政机关网站标识: https://bszs.conac.cn/sitename?method=show&id=0123456789ABCDEF0123456789ABCDEF
"""


DEMO = "      演示: false\n"


def real(project, options=REAL, code='"1100000001"', url="https://www.jiashi.gov.cn/"):
    text = project.config.read_text(encoding="utf-8")
    text = text.replace("      build_date", options + "      build_date")
    text = text.replace('code: "0000000000"', f"code: {code}")
    if options != DEMO:
        text = text.replace("name: 示例市人民政府", "name: 甲市人民政府")
    project.config.write_text(text.replace("https://www.shili.example/", url), encoding="utf-8")
    return project


def said(project):
    report = project.build()
    assert report.failed
    return [message.what.zh for message in report.messages]


@pytest.mark.parametrize("theme", ["gongkai", "material", "mkdocs", "readthedocs"])
def test_a_demonstration_says_so_on_every_page_and_is_not_indexed(make_project, theme):
    project = make_project(
        {
            "policies/a.md": record(旧网址="/old/a.html"),
            "policies/b.md": record(
                发文字号="示府办发〔2022〕9号", 撤下="{日期: 2026-01-01, 理由: 重复}"
            ),
        },
        theme=theme,
    )
    project.built()
    for path in sorted(project.site.rglob("*.html")):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert len(soup.select("body .gk-demo")) == 1, path
        assert "演示站点" in soup.select_one(".gk-demo").get_text(), path
        robots = [meta["content"] for meta in soup.select('meta[name="robots"]')]
        assert robots, path
        assert all("noindex" in content for content in robots), path


@pytest.mark.parametrize("theme", ["mkdocs", "material", "readthedocs"])
def test_no_word_of_an_editor_switches_the_notice_off(make_project, theme):
    page = '# 说明\n\n样式 `gk-demo`。\n\n<p class="gk-demo">甲</p>\n'
    project = make_project({"about.md": page}, theme=theme)
    project.built()
    assert project.page("about").count("<strong>演示站点·非政府网站</strong>") == 1


def test_a_theme_without_body_tags_has_notice_and_footer(make_project):
    project = make_project(
        {"policies/a.md": record()}, theme="mkdocs", theme_options="  custom_dir: mine\n"
    )
    (project.folder / "mine").mkdir()
    (project.folder / "mine/main.html").write_text(
        "<!DOCTYPE html><html><head><title>{{ page.title }}</title></head>{{ page.content }}",
        encoding="utf-8",
    )
    project.built()
    for address in ("", "policies/a", "policies/all/1"):
        page = project.page(address)
        notice, title, footer = (page.index(t) for t in ("gk-demo", "<h1", "<footer"))
        assert page.index("</head>") < notice < title < footer, address


def test_a_real_portal_has_no_such_notice(make_project):
    project = real(make_project({"policies/a.md": record()}))
    project.built()
    page = project.page("policies/a")
    assert "演示站点" not in page
    assert 'name="robots"' not in page


def test_a_real_portal_needs_what_the_footer_must_have(make_project):
    wanted = said(real(make_project(), DEMO))
    for label in ("主办单位", "电话", "ICP备案编号", "公安机关备案号", "党政机关网站标识"):
        assert f"正式门户缺少“{label}”" in wanted


@pytest.mark.parametrize(
    ("options", "code", "url", "mistake"),
    [
        (REAL, '"0000000000"', "https://www.jiashi.gov.cn/", "“网站标识码”还是占位的值"),
        (REAL, '"12345"', "https://www.jiashi.gov.cn/", "“网站标识码”的写法不对"),
        (REAL, '"1100000001"', "https://www.shili.example/", "site_url 还是占位的域名"),
        (
            REAL.replace("京ICP备12345678号-1", "京ICP备00000000号"),
            '"1100000001"',
            "https://www.jiashi.gov.cn/",
            "“ICP备案编号”还是占位的值",
        ),
        (
            REAL.replace("京公网安备11010602060068号", "京网安备11010602060068号"),
            '"1100000001"',
            "https://www.jiashi.gov.cn/",
            "“公安机关备案号”的写法不对",
        ),
        (
            REAL.replace("甲市人民政府", "示例市人民政府"),
            '"1100000001"',
            "https://www.jiashi.gov.cn/",
            "“主办单位”还是占位的值",
        ),
        (
            REAL + "      国徽: images/emblem.png\n",
            '"1100000001"',
            "https://www.jiashi.gov.cn/",
            "国徽图片没有文字说明",
        ),
        (
            REAL + "      国徽: images/emblem.png\n      国徽说明: 国徽\n",
            '"1100000001"',
            "https://www.jiashi.gov.cn/",
            "“国徽”指的文件不存在：content/images/emblem.png",
        ),
        (
            REAL + "      国徽: ../emblem.png\n      国徽说明: 国徽\n",
            '"1100000001"',
            "https://www.jiashi.gov.cn/",
            "“国徽”指到内容文件夹之外：../emblem.png",
        ),
        (
            REAL + "      党政机关网站标识图片: a/../../site_config.yml\n",
            '"1100000001"',
            "https://www.jiashi.gov.cn/",
            "“党政机关网站标识图片”指到内容文件夹之外",
        ),
        (
            REAL + "      颜色: ['#111111', '#222222', '#333333', '#444444']\n",
            '"1100000001"',
            "https://www.jiashi.gov.cn/",
            "颜色多于三种",
        ),
        (
            REAL + "      外文版: javascript:alert(1)\n",
            '"1100000001"',
            "https://www.jiashi.gov.cn/",
            "“外文版”：网址 'javascript:alert(1)' 不是完整地址",
        ),
        (
            REAL + "      语言包: packs/none\n",
            '"1100000001"',
            "https://www.jiashi.gov.cn/",
            "没有语言包",
        ),
    ],
)
def test_mistakes_in_what_is_stated(make_project, options, code, url, mistake):
    assert any(mistake in what for what in said(real(make_project(), options, code, url)))


def test_all_mistakes_are_told_at_once(make_project):
    project = real(make_project(), DEMO, '"12"')
    text = project.config.read_text(encoding="utf-8")
    project.config.write_text(text + "use_directory_urls: false\n", encoding="utf-8")
    told = said(project)
    assert len(told) == 8
    assert any("use_directory_urls" in what for what in told)


def test_messages_name_the_configuration_file_there_is(make_project):
    project = real(make_project(), REAL + "      国徽: a.png\n      国徽说明: 国徽\n")
    project.config = project.config.rename(project.folder / "other.yml")
    assert [str(m.at) for m in project.build().messages] == ["other.yml"]


@pytest.mark.parametrize(
    ("options", "mistake"),
    [
        ("      哀悼日: [2026-13-01]\n", "month"),
        ("      哀悼日: 2026-12-14 至 2026-12-13\n", "起止"),
        ("      颜色: [red]\n", "不是颜色"),
        ("      不知道: 1\n", "不认识配置项"),
    ],
)
def test_options_of_a_wrong_form(make_project, options, mistake):
    project = real(make_project(), options)
    report = project.build()
    assert report.failed
    told = " ".join(message.say("zh") for message in report.messages)
    assert mistake in told or mistake.replace("哀悼日", "mourning") in told


def test_english_and_chinese_names_mean_the_same(make_project):
    chinese = real(make_project(name="a"), "      列表每页条数: 3\n      哀悼日: [2026-11-01]\n")
    english = real(
        make_project(name="b"), "      list_page_size: 3\n      mourning: [2026-11-01]\n"
    )
    chinese.built()
    english.built()
    assert chinese.files() == english.files()


def test_the_entry_for_found_mistakes_names_the_page(make_project):
    project = real(make_project({"policies/a.md": record()}))
    project.built()
    entry = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1100000001&amp;url="
    page = "https%3A%2F%2Fwww.jiashi.gov.cn%2Fpolicies%2Fa%2F"
    assert entry + page in project.page("policies/a")
    not_found = (project.site / "404.html").read_text(encoding="utf-8")
    assert entry + "https%3A%2F%2Fwww.jiashi.gov.cn%2F&" not in not_found
    assert entry + "https%3A%2F%2Fwww.jiashi.gov.cn%2F" in not_found


@pytest.mark.parametrize(
    "url",
    [
        "https://www.gov.cn@evil.example/",
        "https://www.jiashi.gov.cn/../x/",
        "https://www.jiashi.gov.cn/?a=1#x",
        'https://www.jiashi.gov.cn/"<b>/',
        "ftp://www.jiashi.gov.cn/",
        "https://www.jiashi.gov.cn/" + "a" * 3000 + "/",
    ],
)
def test_an_address_of_the_site_is_host_and_folder(make_project, url):
    project = make_project()
    text = project.config.read_text(encoding="utf-8")
    quoted = url.replace("'", "''")
    project.config.write_text(
        text.replace("site_url: https://www.shili.example/", f"site_url: '{quoted}'"),
        encoding="utf-8",
    )
    assert any("site_url" in message.what.zh for message in project.build().messages)
    assert not project.site.exists()


@pytest.mark.parametrize(
    "options",
    [
        "list_page_size: 0",
        "list_page_size: -5",
        "newest_size: true",
        "size_limit_mb: .inf",
        "size_limit_mb: .nan",
        "size_limit_mb: 0",
    ],
)
def test_numbers_without_sense_are_refused(make_project, options):
    report = make_project(options=f"      {options}\n").build()
    assert report.failed
    assert any(options.split(":")[0] in message.what.zh for message in report.messages)
