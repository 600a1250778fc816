"""Files for machines."""

import xml.etree.ElementTree as ET

from gongkai_render.machine_files import SITEMAP_SIZE, sitemap_outputs

NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
URL = "https://www.shili.example/a&b/"


def _locations(output):
    root = ET.fromstring(output.write())  # noqa: S314 - our own output
    return [element.text for element in root.iterfind("*/s:loc", NAMESPACE)]


def test_site_map_lists_every_address_once_in_order():
    (output,) = sitemap_outputs(URL, ["b/", "a/", "b/"])
    assert output.path == "sitemap.xml"
    assert _locations(output) == [
        "https://www.shili.example/a&b/a/",
        "https://www.shili.example/a&b/b/",
    ]


def test_site_map_is_split_at_fifty_thousand():
    addresses = [f"p{n:06}/" for n in range(SITEMAP_SIZE + 1)]
    index, first, second = sitemap_outputs(URL, addresses)
    assert _locations(index) == [
        "https://www.shili.example/a&b/sitemap-1.xml",
        "https://www.shili.example/a&b/sitemap-2.xml",
    ]
    assert len(_locations(first)) == SITEMAP_SIZE
    assert _locations(second) == ["https://www.shili.example/a&b/p050000/"]


def test_exactly_fifty_thousand_stay_in_one_file():
    outputs = list(sitemap_outputs(URL, [f"p{n}/" for n in range(SITEMAP_SIZE)]))
    assert [output.path for output in outputs] == ["sitemap.xml"]
