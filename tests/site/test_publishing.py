"""From an empty folder to a portal served by nginx, rolled out and rolled back; on loopback only.

nginx is Debian's; without it or openssl the tests of this module are skipped, and fail where
GONGKAI_REQUIRE_NGINX is set.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from gongkai_model import published_types
from gongkai_render.changes import files_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="releases are made on POSIX only")

HOST = "www.shili.example"
NOTICE = "content/notices/20250110-1.md"
PAGE = "/notices/20250110-1/"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self' https://zfwzgl.www.gov.cn; base-uri 'none'; frame-ancestors 'none'"
)
# What desktop programs of one vendor open; browsers have no type for them and save the file.
DOWNLOADS = {"et", "dps", "7z", "rar"}

# What a system's own nginx.conf says; the sample is included as from /etc/nginx/conf.d.
MAIN = """\
{user}daemon off;
pid {work}/pid;
error_log {work}/error.log;
worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    include {work}/conf.d/*.conf;
}}
"""


def program(name):
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        reason = f"{name} is not installed (Debian: apt-get install nginx-light openssl)"
        if os.environ.get("GONGKAI_REQUIRE_NGINX"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def gongkai(*arguments, cwd):
    run = subprocess.run(
        [sys.executable, "-m", "gongkai_cli.main", "--lang", "en", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def families():
    """Loopback addresses of this machine; the sample listens at both."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return ["127.0.0.1", "::1"]
    except OSError:
        return ["127.0.0.1"]


def free_port(addresses):
    """A port that is free at every address, for now."""
    for _ in range(20):
        with ExitStack() as stack:
            first = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            port = first.getsockname()[1]
            try:
                if "::1" in addresses:
                    stack.enter_context(socket.create_server(("::1", port), family=socket.AF_INET6))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


class Server:
    """nginx with the sample, serving what ``root`` leads to."""

    def __init__(self, root, work, sample):
        self.work = work
        self.addresses = families()
        self.port, self.plain_port = free_port(self.addresses), free_port(self.addresses)
        self.certificate = work / "portal.crt"
        self._make_certificate()
        (work / "conf.d").mkdir()
        (work / "conf.d" / "portal.conf").write_text(self._changed(sample, root), encoding="utf-8")
        user = "user root;\n" if os.geteuid() == 0 else ""
        (work / "nginx.conf").write_text(MAIN.format(user=user, work=work), encoding="utf-8")
        self.command = [program("nginx"), "-p", str(work), "-c", str(work / "nginx.conf")]
        self.command += ["-e", str(work / "error.log")]

    def _make_certificate(self):
        command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
        subprocess.run(
            [
                *(program("openssl"), *command.split(), "-subj", f"/CN={HOST}"),
                *("-addext", f"subjectAltName=DNS:{HOST}"),
                *("-keyout", self.work / "portal.key", "-out", self.certificate),
            ],
            check=True,
            capture_output=True,
        )

    def _changed(self, sample, root):
        """Change in the sample what its head says to change, and nothing else."""
        changes = {
            "/srv/portal/current": str(root),
            "/etc/nginx/portal.crt": str(self.certificate),
            "/etc/nginx/portal.key": str(self.work / "portal.key"),
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "listen [::]:80;": f"listen [::1]:{self.plain_port};",
            "listen [::]:443 ssl;": f"listen [::1]:{self.port} ssl;",
        }
        for old, new in changes.items():
            assert old in sample, old
            sample = sample.replace(old, new if "::1" in self.addresses or "[" not in old else "")
        return sample

    @contextmanager
    def running(self):
        tested = subprocess.run([*self.command, "-t"], capture_output=True, text=True)
        assert tested.returncode == 0, tested.stderr
        assert "[warn]" not in tested.stderr
        process = subprocess.Popen(self.command, stderr=subprocess.PIPE, text=True)
        try:
            self._wait(lambda: self.get("/").status == 200, process)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            _, told = process.communicate(timeout=20)
        assert "[error]" not in told

    def _wait(self, is_so, process):
        for _ in range(200):
            assert process.poll() is None, process.stderr.read()
            try:
                if is_so():
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError((self.work / "error.log").read_text(encoding="utf-8"))

    def reload(self, process, is_so):
        """Have nginx read its files anew, as ``nginx -s reload`` does, until that shows."""
        process.send_signal(signal.SIGHUP)
        self._wait(is_so, process)

    def get(self, path, *, method="GET", address="127.0.0.1", tls=True, **headers):
        """Ask for a path; header names with _ for -."""
        port = self.port if tls else self.plain_port
        connection = http.client.HTTPConnection(HOST, timeout=20)
        connection.sock = socket.create_connection((address, port), timeout=20)
        if tls:
            context = ssl.create_default_context(cafile=self.certificate)
            connection.sock = context.wrap_socket(connection.sock, server_hostname=HOST)
        try:
            fields = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=fields)
            answer = connection.getresponse()
            answer.data = answer.read()
        finally:
            connection.close()
        return answer


@pytest.fixture(scope="module")
def sample(root):
    return (root / "deploy" / "nginx.conf").read_text(encoding="utf-8")


def start(folder):
    """Make and build a portal in an empty folder; a notice has had other addresses."""
    gongkai("new", folder, cwd=folder.parent)
    edit(folder / NOTICE, "---\n", "---\n旧网址: [/art/2019/公告.html, /old.jsp]\n附件: 附件.pdf\n")
    (folder / "content" / "notices" / "附件.pdf").write_bytes(b"%PDF-1.4\n")
    gongkai("build", "--strict", cwd=folder)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A release to look at; not to be switched."""
    program("nginx"), program("openssl")
    folder = tmp_path_factory.mktemp("portal")
    start(folder / "portal")
    gongkai("release", "publish", "portal/site", "--into", "srv", cwd=folder)
    return folder / "srv" / "current"


@pytest.fixture(scope="module")
def server(portal, sample, tmp_path_factory):
    server = Server(portal, tmp_path_factory.mktemp("nginx"), sample)
    with server.running():
        yield server


def test_serves_each_page_with_its_bytes_type_and_safety(server, portal):
    for address in server.addresses:
        answer = server.get(PAGE, address=address)
        assert answer.status == 200
        assert answer.data == (portal / PAGE.strip("/") / "index.html").read_bytes()
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Content-Security-Policy"] == CSP
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert answer.headers["Server"] == "nginx", "its version is nobody's business"


def test_is_reached_over_ipv6(server):
    if "::1" not in server.addresses:
        pytest.skip("no IPv6 on the loopback of this machine: only IPv4 was tried")
    assert server.get("/", address="::1").status == 200


def test_everything_of_the_site_is_there(server, portal):
    hidden = {"404.html", "_redirects", "redirects.nginx.map"}
    for path, file in files_of(portal.resolve()).items():
        if path in hidden or path.startswith(("art/", "old.jsp")):
            continue
        address = quote("/" + path.removesuffix("index.html"))
        answer = server.get(address)
        assert (answer.status, len(answer.data)) == (200, file.size_bytes), path
        kind = answer.headers["Content-Type"].partition(";")[0]
        assert kind != "application/octet-stream", path


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("/assets/gongkai/record.css", "text/css; charset=utf-8", "public, max-age=3600"),
        ("/notices/%E9%99%84%E4%BB%B6.pdf", "application/pdf", "public, max-age=3600"),
        ("/sitemap.xml", "text/xml; charset=utf-8", "public, max-age=60"),
    ],
)
def test_files_have_types_and_are_kept_for_a_while(server, path, kind, cache):
    answer = server.get(path)
    assert answer.status == 200
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (kind, cache)


@pytest.mark.parametrize(
    ("name", "cache"),
    [
        ("assets/js/main.0a1b2c3d.min.js", "public, max-age=31536000, immutable"),
        ("assets/main.0a1b2c3d4e5f.css", "public, max-age=31536000, immutable"),
        # A date is no digest, and an attachment may be corrected.
        ("news/report-20220101.png", "public, max-age=3600"),
        ("news/report.20220101.pdf", "public, max-age=3600"),
    ],
)
def test_only_what_carries_its_digest_is_kept_for_ever(server, portal, name, cache):
    (portal / name).parent.mkdir(parents=True, exist_ok=True)
    (portal / name).write_bytes(b"x")
    assert server.get("/" + name).headers["Cache-Control"] == cache


def test_a_pdf_opens_in_the_browsers_own_reader(server):
    answer = server.get("/notices/%E9%99%84%E4%BB%B6.pdf")
    assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/nowhere",
        "/404.html",
        "/assets/",  # a folder without a page: no listing
        "/.env",
        "/news/.git/config",
        "/news/source.md",
        "/_redirects",
        "/redirects.nginx.map",
        "/site_config.yml",
    ],
)
def test_what_is_not_published_is_404_with_the_portals_page(server, portal, path):
    if path.rpartition("/")[2] not in {"", "nowhere", "404.html"}:
        file = portal / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_bytes(b"secret")
    answer = server.get(path)
    assert answer.status == 404
    assert answer.data == (portal / "404.html").read_bytes()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == CSP
    assert answer.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/art/2019/%E5%85%AC%E5%91%8A.html", PAGE),
        ("/old.jsp", PAGE),
        ("/old.jsp?from=search", PAGE),
        (PAGE.rstrip("/"), PAGE),
        (PAGE + "index.html", PAGE),
        ("/index.html?x", "/"),
    ],
)
def test_each_page_has_one_address_and_earlier_ones_lead_there(server, path, target):
    answer = server.get(path)
    assert (answer.status, answer.headers["Location"]) == (301, target)


@pytest.mark.parametrize(
    "path", ["//evil.example/index.html", "/\\evil.example/index.html", "//evil.example/%2e%2e"]
)
def test_no_path_leads_to_another_host(server, path):
    answer = server.get(path)
    assert not re.match(r"[/\\]{2}|/\\|\w+:", answer.headers.get("Location", "")), answer.headers


def test_plain_http_leads_to_https(server):
    for address in server.addresses:
        answer = server.get(PAGE + "?x=1", address=address, tls=False)
        assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}{PAGE}?x=1")


def test_head_is_get_without_the_body(server):
    head, get = server.get(PAGE, method="HEAD"), server.get(PAGE)
    assert (head.status, head.data) == (200, b"")
    assert dict(head.headers) | {"Date": ""} == dict(get.headers) | {"Date": ""}
    assert server.get("/nowhere/", method="HEAD").status == 404


def test_nothing_can_be_sent(server):
    for method in ("POST", "PUT", "DELETE"):
        assert server.get(PAGE, method=method).status == 405


def test_compresses_text(server, portal):
    page = (portal / PAGE.strip("/") / "index.html").read_bytes()
    answer = server.get(PAGE, Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.data) == page
    assert len(answer.data) < len(page)
    assert server.get(PAGE).headers["Content-Encoding"] is None


def test_sends_what_is_compressed_already(server, portal):
    ready = gzip.compress(b"body { color: black }")
    (portal / "assets" / "ready.css").write_bytes(b"body { color: black }")
    (portal / "assets" / "ready.css.gz").write_bytes(ready)
    assert server.get("/assets/ready.css", Accept_Encoding="gzip").data == ready


def test_an_unchanged_page_is_not_sent_twice(server):
    tag = server.get(PAGE).headers["ETag"]
    answer = server.get(PAGE, If_None_Match=tag)
    assert (answer.status, answer.data) == (304, b"")
    assert server.get(PAGE, If_None_Match='"other"').status == 200


def test_every_type_that_may_be_published_has_its_name(sample):
    listed = re.search(r"types \{(.*?)\n    \}", sample, re.DOTALL)[1]
    endings = set(re.findall(r"\s(\w+)(?=[\s;])", re.sub(r"#.*|[\w.+-]+/[\w.+-]+", " ", listed)))
    assert published_types.PUBLISHED - endings == DOWNLOADS


class _Offences(HTMLParser):
    """Gathers what the sample's Content-Security-Policy would block."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.found.append((tag, name, value))
            if name in {"src", "poster", "data"} and re.match(r"\w+:|//", value or ""):
                self.found.append((tag, name, value))
        if tag == "script" and "src" not in values and values.get("type") != "application/ld+json":
            self.found.append((tag, "inline", ""))
        if tag in {"style", "base", "iframe", "object", "embed"}:
            self.found.append((tag, "", ""))
        loaded = values.get("rel") in {"stylesheet", "icon", "manifest", "preload"}
        for name, counts in (("href", tag == "link" and loaded), ("action", tag == "form")):
            if counts and re.match(r"\w+:|//", values.get(name) or ""):
                self.found.append((tag, name, values[name]))


def test_the_built_pages_keep_to_the_policy(portal):
    pages = sorted(portal.resolve().rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        offences = _Offences()
        offences.feed(page.read_text(encoding="utf-8"))
        assert offences.found == [], page


def test_from_an_empty_folder_to_a_change_rolled_out_and_back(tmp_path, sample):
    program("nginx"), program("openssl")
    project, releases, changes = tmp_path / "portal", tmp_path / "srv", tmp_path / "changes.json"
    start(project)
    gongkai("release", "publish", project / "site", "--into", releases, cwd=tmp_path)
    first = files_of(project / "site")
    (tmp_path / "nginx").mkdir()
    server = Server(releases / "current", tmp_path / "nginx", sample)
    with server.running() as process:
        old = server.get(PAGE)
        assert old.data == (project / "site" / PAGE.strip("/") / "index.html").read_bytes()

        edit(project / NOTICE, "/old.jsp", "/old.jsp, /newly.html")
        with (project / NOTICE).open("a", encoding="utf-8") as file:
            file.write("\n本段是新加的。\n")
        gongkai("build", "--strict", "--changes", changes, cwd=project)
        assert server.get(PAGE).data == old.data, "what is built is not published yet"
        told = json.loads(changes.read_bytes())
        second = files_of(project / "site")
        assert [file["path"] for file in told["added"]] == ["newly.html"]
        assert told["removed"] == []
        assert {file["path"] for file in told["changed"]} == {
            "notices/20250110-1/index.html",
            "_redirects",
            "redirects.nginx.map",
        }
        assert PAGE in told["purge"]
        assert {path for path in second if second[path] != first.get(path)} == {
            step["path"] for step in told["steps"]
        }

        killed = subprocess.Popen(
            [
                *(sys.executable, "-m", "gongkai_cli.main", "release", "publish"),
                *(str(project / "site"), "--into", str(releases)),
            ]
        )
        time.sleep(0.15)
        killed.kill()
        killed.wait()
        served = files_of((releases / "current").resolve())
        assert served in (first, second)
        assert server.get(PAGE).status == 200

        gongkai("release", "publish", project / "site", "--into", releases, cwd=tmp_path)
        for address in server.addresses:
            new = server.get(PAGE, address=address, If_None_Match=old.headers["ETag"])
            assert new.status == 200
            assert "本段是新加的。" in new.data.decode()
        # Before nginx knows the new table, the page at the earlier address leads on.
        assert b'content="0; url=notices/20250110-1/"' in server.get("/newly.html").data
        server.reload(process, lambda: server.get("/newly.html").status == 301)
        assert server.get("/newly.html").headers["Location"] == PAGE
        unchanged = server.get("/assets/gongkai/record.css").headers["ETag"]

        gongkai("release", "rollback", releases, cwd=tmp_path)
        assert server.get(PAGE).data == old.data
        assert server.get(PAGE).headers["ETag"] == old.headers["ETag"]
        assert server.get("/assets/gongkai/record.css").headers["ETag"] == unchanged
        gongkai("release", "rollback", releases, "2", cwd=tmp_path)
        assert "本段是新加的。" in server.get(PAGE).data.decode()
