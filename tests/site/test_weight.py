"""What pages of the example portal may weigh, uncompressed."""

from __future__ import annotations

import shutil

import pytest

from bench.weight import Weight, weigh
from tests.browser.pages import build_portal

OWN_OF_A_RECORD = 12_000
CODE = 60_000
HOME = 150_000


@pytest.fixture(scope="module")
def built(root, tmp_path_factory):
    project = tmp_path_factory.mktemp("weight")
    shutil.copytree(root / "content", project / "content")
    shutil.copyfile(root / "site_config.yml", project / "site_config.yml")
    return build_portal(project / "site_config.yml", project / "site")


def test_records_add_little_to_their_texts(built):
    weights = {page: weigh(built.site, page.file) for page in built.pages if page.is_record}
    assert weights
    for page, weight in weights.items():
        assert 0 < weight.text < weight.html, page
        assert weight.own < OWN_OF_A_RECORD, page


def test_style_sheets_and_scripts_are_small(built):
    for page in built.pages:
        assert weigh(built.site, page.file).code < CODE, page


def test_the_home_page_is_light_with_its_picture(built):
    assert weigh(built.site, "index.html").all < HOME


def test_everything_is_weighed_once(tmp_path):
    files = {
        "a.css": 'p { background: url("图.png") } q { background: url(data:image/png,x) }',
        "a.js": "0;",
        "图.png": "p" * 7,
        "b.png": "p" * 11,
        "i.svg": "p" * 13,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = (
        "<!DOCTYPE html><link rel=icon href=../i.svg><link rel=stylesheet href=../a.css>"
        "<script src=../a.js></script><script>1</script>"
        '<img src=../b.png><img src="../b.png" srcset="../b.png 1x, ../%E5%9B%BE.png 2x">'
        "\u2028\n<div class=x\nid=gk-body>文<div>字</div></div><div>后</div>"
    )
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "index.html").write_text(page, encoding="utf-8")
    assert weigh(tmp_path, "x/index.html") == Weight(
        html=len(page.encode()),
        text=len("文<div>字</div>".encode()),
        code=len(files["a.css"]) + len("图".encode()) - 1 + len(files["a.js"]),
        pictures=7 + 11 + 13,
    )


def test_a_file_that_is_missing_is_not_weightless(tmp_path):
    (tmp_path / "index.html").write_text("<img src=none.png>", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"none\.png"):
        weigh(tmp_path, "index.html")
