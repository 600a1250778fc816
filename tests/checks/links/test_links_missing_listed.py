"""links/missing-listed."""

import pytest

RULE = "links/missing-listed"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/none/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("map.xml", "<urlset xmlns='x'><url><loc> /none/ </loc></url></urlset>", "/none/"),
        (
            "maps.xml",
            "<sitemapindex><sitemap><loc>/none.xml</loc></sitemap></sitemapindex>",
            "/none.xml",
        ),
        ("feed.xml", "<rss><channel><item><link>/none/</link></item></channel></rss>", "/none/"),
        ("atom.xml", "<feed><entry><link href='/none/'/><id>/id</id></entry></feed>", "/none/"),
        ("m.json", '{"icons": [{"src": "/n.png"}], "start_url": "./"}', "/n.png"),
        ("sw2.js", "workbox.precacheAndRoute([{'revision': '1', 'url': '/n.html'}])", "/n.html"),
        (
            "sw.js",
            "/* addAll(['/no']) */ on('install', caches.x, c => c.addAll(['/', '/n.css']))",
            "/n.css",
        ),
    ],
)
def test_finds_in_files_for_programs(look, path, text, value):
    assert look(RULE, "", files={path: text}) == [(path, value, "error", "fail")]


def test_leaves_other_scripts_and_data_alone(look):
    files = {"a.js": "set.addAll(['/none']); on('install')", "a.json": '{"icons": [{"src": "/n"}]}'}
    assert look(RULE, "", files=files) == []


def test_leaves_other_xml_alone(look):
    assert look(RULE, "", files={"data.xml": "<urls><loc>/none/</loc></urls>"}) == []
