"""Packs: a portal in another language, and what a pack may get wrong."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from gongkai_model.messages import ContentError
from gongkai_model.pack import TAGS, default_pack, read_pack
from gongkai_render.settings import Registration, Settings

PACKS = Path(__file__).parents[1] / "packs"
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")

COLUMN = """\
---
title: {name}
column:
  name: {name}
  description: Made for tests
  keywords: test
  kinds: [{kinds}]
---

# {name}
"""
CONTENT = {
    "index.md": "---\ntitle: Home\n---\n\n# Sampleton\n\n{{ home }}\n",
    "find.md": "---\ntitle: All lists\n---\n\n# All lists\n\n{{ browse }}\n",
    "map.md": "---\ntitle: Site map\n---\n\n# Site map\n\n{{ map }}\n",
    "large.md": "---\ntitle: Large type\n---\n\n# Large type\n\n{{ elder }}\n",
    "units/index.md": "---\ntitle: Units\n---\n\n# Units\n\n{{ units }}\n",
    "disclosure.md": "---\ntitle: Public\n---\n\n# Public\n\n{{ disclosure }}\n",
    "about.md": "---\ntitle: About\nrole: about\n---\n\n# About\n\nA test.\n",
    "errors.md": "---\ntitle: Errors\n---\n\n# Errors\n\n{{ feedback-statistics }}\n",
    "data/feedback/1.yml": (
        "number: 1\nreceived: 2026-10-26 09:00\npage: /policies/b/\nclass: wording\ntext: A slip\n"
        "unit: council\nstates:\n"
        "  - {state: 待受理, at: 2026-10-26 09:00}\n  - {state: 已转办, at: 2026-10-26 10:00}\n"
        "  - {state: 办理中, at: 2026-10-26 11:00}\n  - {state: 已办结, at: 2026-11-01 12:00}\n"
        "result: 部分整改\nchanged: The page\nreply: Mended\nsummary: A word was mended\n"
    ),
    "data/organs.yml": (
        "- id: council\n  name: Sampleton Council\n  phone: 000-0000\n  group: Council\n"
    ),
    "policies/index.md": COLUMN.format(name="Policy", kinds="normative-document"),
    "policies/a/index.md": (
        "---\nkind: normative-document\ntitle: Order on rent\norgan: council\n"
        "document_number: ORD 12 of 2026\nwritten_on: 2026-01-02\nsubject: Housing\\Rent\n"
        "audience: residents\nlife_topic: housing\nkeywords: rent\n---\n"
    ),
    "policies/a/2026-02-01.md": (
        "---\npublished_on: 2026-01-03\nin_force_from: 2026-02-01\n---\n\nArticle 1 Rent.\n"
    ),
    "policies/a/2027-01-01.md": (
        "---\npublished_on: 2026-10-03\nin_force_from: 2027-01-01\n---\n\nArticle 1 New rent.\n"
    ),
    "policies/b.md": (
        "---\nkind: normative-document\ntitle: Order on fees\norgan: council\n"
        "document_number: ORD 3 of 2020\nwritten_on: 2020-01-02\npublished_on: 2020-01-03\n"
        "in_force_from: 2020-02-01\nattachments: [{file: fees.csv, name: Fees}]\n"
        "corrections: [{on: 2020-03-01, what: A figure}]\nold_addresses: /old/b.html\n"
        "repealed_by: {target: policies/a, on: 2026-02-01}\n---\n\nArticle 1 Fees.\n"
    ),
    "policies/fees.csv": "fee,1\n",
    "explained/index.md": COLUMN.format(name="Explained", kinds="interpretation, answer"),
    "explained/a.md": (
        "---\nkind: interpretation\ntitle: Rent explained\npublished_on: 2026-01-04\n"
        "interprets: policies/a\n---\n\nIn short.\n"
    ),
    "explained/q.md": (
        "---\nkind: answer\ntitle: Who pays?\npublished_on: 2026-01-05\nbased_on: policies/a\n"
        "life_topic: housing\n---\n\nThe tenant.\n"
    ),
    "news/index.md": COLUMN.format(name="News", kinds="news, consultation"),
    "news/a.md": "---\nkind: news\ntitle: A meeting\npublished_on: 2026-10-30\n---\n\nMet.\n",
    "news/c.md": (
        "---\nkind: consultation\ntitle: Your view\npublished_on: 2026-10-01\n"
        "opens_on: 2026-10-01\ncloses_on: 2026-11-20\n---\n\nTell us.\n"
    ),
}


@pytest.fixture
def english(make_project):
    project = make_project(options="      pack: packs/en\n      feedback_messages: true\n")
    shutil.rmtree(project.content)
    project.write(CONTENT)
    shutil.copytree(PACKS / "en", project.folder / "packs/en")
    text = project.config.read_text(encoding="utf-8")
    text = text.replace("site_name: 示例市", "site_name: Sampleton")
    project.config.write_text(
        text.replace("name: 示例市人民政府", "name: Sampleton Council"), encoding="utf-8"
    )
    return project


def test_a_portal_of_six_records_in_english_holds_no_chinese(english):
    english.built()
    files = english.files()
    texts = {name: data.decode() for name, data in files.items() if not name.endswith(".png")}
    assert [name for name, text in texts.items() if CHINESE.search(text)] == []
    page = texts["policies/a/index.html"]
    assert '<html lang="en"' in page
    assert "ORD 12 of 2026" in page
    assert '<meta name="dcterms.title" content="Order on rent">' in page
    assert "SiteName" not in page
    assert "zfwzgl" not in page
    assert "unverified" not in texts["policies/b/index.html"]
    assert "repealed" in texts["policies/b/index.html"]
    assert "A word was mended" in texts["errors/index.html"]
    assert "Class,wording,1,1,1,1,0,4.0" in texts["errors/statistics.csv"]


def test_a_number_is_read_by_the_pack(english):
    english.write(
        {"policies/b.md": CONTENT["policies/b.md"].replace("ORD 3 of 2020", "ORD No. 3/2020")}
    )
    report = english.build()
    assert report.failed
    assert [message.fix.en for message in report.messages] == ["write ORD 12 of 2026"]


def test_a_subject_is_of_the_packs_tree(english):
    text = CONTENT["policies/a/index.md"].replace("Housing\\Rent", "综合政务")
    english.write({"policies/a/index.md": text})
    report = english.build()
    assert report.failed
    assert "Housing" in report.messages[0].fix.en


def test_every_marked_text_is_translated_by_the_english_pack(root):
    marked = {
        text
        for folder in ("render", "theme", "plugins")
        for _, _, text, _, _ in extract_from_dir(
            root / folder,
            method_map=[("**.py", "python"), ("**.html", "jinja2")],
            keywords={"_": None, "text": None, "say": None},
        )
        if isinstance(text, str)
    }
    assert len(marked) > 80
    assert sorted(marked - read_pack("en", PACKS).texts.keys()) == []


def test_the_pack_that_is_shipped_translates_nothing():
    pack = default_pack()
    assert pack.texts == {}
    assert len(pack.subjects) == 22
    assert len(pack.disclosure_items) == 15


def _read(folder, pack):
    (folder / "mine").mkdir()
    (folder / "mine/pack.toml").write_text(pack, encoding="latin-1")
    return read_pack("mine", folder)


@pytest.mark.parametrize(
    ("pack", "line", "mistake"),
    [
        ("", 0, "language: it is missing"),
        ('language = "not a tag"', 1, "language: it is missing"),
        ("nonsense = 1", 2, "nonsense: unknown"),
        ('labels = ["no-field"]', 2, "labels: 'no-field' is unknown"),
        ('labels = "status"', 2, "labels: it is no list"),
        ("tags = 1", 2, "tags: it is no table"),
        ("[tags]\n\nwrong = 'x'", 4, "[tags] wrong: unknown"),
        ("[tags]\ntitle = 1", 3, "[tags] title: it is no text"),
        ("[footer]\nicp = 'x'", 2, "footer: unknown"),
        ("[registration]\nfax = 'x'", 3, "[registration] fax: unknown"),
        ("[registration]\nicp = '('", 3, "[registration] icp: no regular expression"),
        (f"[registration]\nicp = '{'a' * 501}'", 3, "longer than 500"),
        ("[registration]\nicp = 'a{99999999999999999999}'", 3, "icp: no regular expression"),
        ("[registration]\nrequired = ['fax']", 3, "required: 'fax' is unknown"),
        ("article_pattern = '[a'", 2, "article_pattern: no regular expression"),
        ("article_pattern = '(?P<x>a)'", 2, "browsers do not know"),
        ("article_pattern = '(?i)a'", 2, "browsers do not know"),
        ("[links]\nother = 'https://x.example/'", 3, "[links] other: unknown"),
        ("[links]\nicp = 'javascript:alert(1)'", 3, "is not a full address"),
        ("[links]\nicp = 'https://x.example/{code}'", 3, "unknown word in braces"),
        ("[feedback]\nname = 'x'\nentry = 'https://x.example/{code.x}'", 4, "in braces"),
        ("[feedback]\nname = 'x'\nentry = 'https://x.example/{0}'", 4, "in braces"),
        ("[feedback]\nname = 'x'\nentry = 'https://x.example/{'", 4, "in braces"),
        ("[feedback]\nentry = 'https://x.example/{url}'", 0, "an entry, and no name"),
        ("[feedback]\nurl = 'https://x.example/'", 3, "[feedback] url: unknown"),
        (
            "[disclosure_items]\nrules = 'x'\n[disclosure_by_kind]\nletter = 'rules'",
            5,
            "letter: unknown",
        ),
        ("[disclosure_by_kind]\nlaw = 'rules'", 3, "'rules' is not in disclosure_items"),
        ("[life_topics]\n'../x' = 'x'", 3, "../x: it cannot be a part of an address"),
        ("[audiences]\na = 'x'\nb = 'x'", 4, "[audiences] b: 'x' is given twice"),
        ("own_hosts = ['gov.example']", 2, "'gov.example' is no ending"),
        ("[texts]\na = 1", 3, "[texts] a: it is no text"),
        ("[texts]\n'%(day)s' = 'on %(date)s'", 3, "are not those of the original"),
        ("[texts]\n'%(day)s' = 'on that day'", 3, "are not those of the original"),
        ("[texts]\n'%(day)s' = '%(day)s is 100%'", 3, "are not those of the original"),
        ("[texts]\n'%(day)s' = '%(day)d'", 3, "are not those of the original"),
        ("[texts]\n'x' = '%(day)s'", 3, "are not those of the original"),
        ("[numbering]\npattern = '('", 3, "[numbering] pattern: no regular expression"),
        ("[numbering]\npattern = 'x'", 3, "lacks the group code or serial"),
        ("[numbering]\nexample = '1'", 0, "pattern: it is missing"),
        (
            "[numbering]\npattern = '(?P<code>a)(?P<serial>1)'\nexample = 'b1'",
            4,
            "'b1' is not of the pattern",
        ),
        ("a = 1 2", 2, "it cannot be read"),
        ("a = " + "[" * 100_000, 0, "it cannot be read"),
        ("a = '\xff'", 0, "it cannot be read"),
        (f"# {'x' * 1_000_000}", 0, "larger than 1 MB"),
        ("[feedback_limits]\nweeks = 1", 3, "[feedback_limits] weeks: unknown"),
        ("[feedback_limits]\ndays = 0", 3, "days: it is no whole number from 1 to 999"),
        ("[feedback_limits]\ndays = '3'", 3, "days: it is no whole number"),
        ("[feedback_limits]\ndays = true", 3, "days: it is no whole number"),
        ("[feedback_classes]\na = 'x'\nb = 'x'", 4, "[feedback_classes] b: 'x' is given twice"),
    ],
)
def test_mistakes_in_a_pack_are_told_with_their_place(tmp_path, pack, line, mistake):
    if "language" not in mistake:
        pack = f'language = "en"\n{pack}'
    with pytest.raises(ContentError) as told:
        _read(tmp_path, pack)
    (message,) = told.value.messages
    assert mistake in message.what.en
    assert (message.at.path, message.at.line) == ("mine/pack.toml", line)
    assert CHINESE.search(message.what.zh)
    assert CHINESE.search(message.fix.zh)
    assert not CHINESE.search(message.fix.en)


def test_all_mistakes_of_a_pack_are_told_at_once_by_the_build(english):
    (english.folder / "packs/en/subjects.toml").write_text("Housing = 1\n", encoding="utf-8")
    pack = english.folder / "packs/en/pack.toml"
    text = pack.read_text(encoding="utf-8").replace("dcterms.title", "dcterms.title'\"'", 1)
    pack.write_text(text.replace("housing = ", "Housing = ", 1) + "\n[links]\nx = 'y'\n", "utf-8")
    report = english.build()
    assert report.failed
    told = {message.at.path for message in report.messages}
    assert told == {"packs/en/pack.toml", "packs/en/subjects.toml"}


def test_the_words_in_braces_of_addresses_are_filled(make_project):
    pack = default_pack()
    settings = Settings("甲", "https://a.example/", "a b", pack=pack, demo=False)
    report = settings.feedback_address("x/%7Burl%7D/")
    assert report.endswith("?site_code=a%20b&url=https%3A%2F%2Fa.example%2Fx%2F%257Burl%257D%2F")
    numbers = replace(
        settings, registration=Registration("京ICP备1号", "京公网安备12345678901234号")
    ).numbers
    assert numbers == (
        ("京ICP备1号", pack.links["icp"]),
        (
            "京公网安备12345678901234号",
            pack.links["police_record"].replace("{digits}", "12345678901234"),
        ),
    )


def test_the_tags_a_pack_may_name_are_those_that_are_written(root):
    source = (root / "render/gongkai_render/tags.py").read_text(encoding="utf-8")
    assert default_pack().tags.keys() == TAGS
    assert all(f'"{tag}": ' in source for tag in TAGS)
