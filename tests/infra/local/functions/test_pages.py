"""The pages say in headers what only headers can say, whoever serves them, and call no server that was not named."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from functions.shared.settings import SettingError
from infra.local.functions.pages import page_routes
from infra.local.ports import free_port, wait_for_http

ROOT = Path(__file__).parents[4]
BUILT = "ws://127.0.0.1:5066 ws://localhost:5066"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As `npm run build` leaves it."""
    head = (
        f'<meta name="sip-servers" content="{BUILT}">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self' {BUILT}\">"
    )
    (tmp_path / "call" / "assets").mkdir(parents=True)
    (tmp_path / "call" / "index.html").write_text(f"<html><head>{head}</head>caller</html>")
    (tmp_path / "call" / "assets" / "a.js").write_text("1;" * 2000)
    (tmp_path / "index.html").write_text(f"<html><head>{head}</head>operator</html>")
    (tmp_path / "components").mkdir()
    (tmp_path / "components" / "index.html").write_text("<html>parts</html>")
    return tmp_path


def pages(folder: Path, *servers: str) -> TestClient:
    return TestClient(Starlette(routes=page_routes(servers, folder)))


# Written out: what is taken from the code says yes to whatever stands there.
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
ASSET = "/call/assets/a.js"
GONE = ("/nothing", "/assets/gone.js")
SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(self), microphone=(self), speaker-selection=(self), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def told(answer: httpx2.Response) -> Mapping[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


def said(path: str) -> dict[str, str]:
    """What is said of a path: only what is named by its content is kept."""
    return SAID | KEPT if path == ASSET else SAID


@pytest.mark.parametrize("path", ["/", "/call/", "/call/index.html", ASSET, *GONE])
def test_a_page_in_a_frame_a_guessed_type_and_a_kept_copy_are_refused_on_every_path(folder: Path, path: str) -> None:
    headers = told(pages(folder).get(path))

    assert {name: headers[name.lower()] for name in SAID} == said(path)
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/call/", "/call/index.html", "/", "/index.html"])
def test_the_servers_of_the_caller_s_and_the_operator_s_page_are_those_it_is_served_with(
    folder: Path, path: str
) -> None:
    answer = pages(folder, "wss://sip.example.com:7443").get(path)

    assert BUILT not in answer.text
    assert '<meta name="sip-servers" content="wss://sip.example.com:7443">' in answer.text
    assert "connect-src 'self' wss://sip.example.com:7443" in answer.text
    assert "connect-src 'self' wss://sip.example.com:7443;" in told(answer)["content-security-policy"]


def test_without_a_word_they_are_those_it_was_built_with(folder: Path) -> None:
    answer = pages(folder).get("/call/")

    assert f"connect-src 'self' {BUILT};" in told(answer)["content-security-policy"]
    assert BUILT in answer.text


def test_what_a_page_loads_is_compressed_for_who_can_read_that(folder: Path) -> None:
    browser = pages(folder)

    assert told(browser.get(ASSET))["content-encoding"] == "gzip"
    assert "content-encoding" not in told(browser.get(ASSET, headers={"Accept-Encoding": "identity"}))


def test_a_page_that_calls_nobody_speaks_to_its_own_server(folder: Path) -> None:
    (folder / "index.html").write_text("<html>operator</html>")

    assert "connect-src 'self';" in told(pages(folder, "wss://a.example").get("/"))["content-security-policy"]


@pytest.mark.parametrize(
    "server",
    ["https://a.example", "wss://", "ws://a.example", "wss://a.example;script-src", 'wss://a"', "wss://*", "wss:"],
)
def test_what_is_no_server_stops_the_start(folder: Path, server: str) -> None:
    with pytest.raises(SettingError, match="CALL_SERVERS has"):
        page_routes(["wss://good.example", server], folder)


def test_nginx_says_the_same_as_the_local_stack(folder: Path, tmp_path: Path) -> None:
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if not program:
        if os.environ.get("CI") == "true":
            pytest.fail("nginx is not installed, and CI must test the pages' headers")
        pytest.skip("nginx is not installed (apt install nginx-light)")
    port, private = free_port(), tmp_path / "nginx"
    private.mkdir()
    kinds = " ".join(
        f"{kind}_temp_path {private}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Started by root its workers are nobody's, who may not read a test's folder.
    user = "user root; " if os.geteuid() == 0 else ""
    (private / "nginx.conf").write_text(
        f"{user}pid {private}/pid; error_log {private}/log; daemon off; events {{}} http {{ access_log off; {kinds} "
        "types { text/html html; text/javascript js; } "
        f"server {{ listen 127.0.0.1:{port}; root {folder}; include {ROOT}/web/nginx/pages.conf; }} }}"
    )
    running = subprocess.Popen([program, "-p", str(private), "-c", f"{private}/nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        wait_for_http_of(port, running)
        for path in ("/", "/call/", ASSET, *GONE):
            answer = httpx2.get(f"http://127.0.0.1:{port}{path}", trust_env=False)
            headers = told(answer)
            assert answer.status_code == (404 if path in GONE else 200)
            assert {name: headers[name.lower()] for name in SAID} == said(path)
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert re.fullmatch("nginx", headers["server"])
            assert path != ASSET or headers["content-encoding"] == "gzip"
    finally:
        running.terminate()
        running.wait(10)


def wait_for_http_of(port: int, running: subprocess.Popen[bytes]) -> None:
    while running.poll() is None:
        try:
            wait_for_http(port, "/", 5)
        except TimeoutError as error:
            if "refused" not in str(error):
                raise
        else:
            return
    pytest.fail("nginx did not start")
