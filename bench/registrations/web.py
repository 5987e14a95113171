"""PHP behind nginx, and nginx as the TLS before the functions: what a node asks instead of us, or on the way to us."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.live.processes import Program, free_ports, wait_until

SCRIPTS = Path(__file__).parent / "php"
HOST = "127.0.0.1"
# Where Debian puts them; an ordinary user has no sbin on the PATH.
PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
SBIN = Path("/usr/sbin")
# As many as work at once without waiting for each other; a small machine has two processors.
PHP_PROCESSES, NGINX_PROCESSES = 8, 2

PHP_FPM = """
[global]
error_log = {folder}/php-fpm.log
daemonize = no
[www]
{who}
listen = {folder}/php.sock
pm = static
pm.max_children = {processes}
clear_env = yes
php_admin_flag[opcache.enable] = on
"""
NGINX = """
{who}
daemon off;
worker_processes {processes};
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream functions {{ server {functions}; keepalive 32; }}
    server {{
        listen {host}:{php};
        root {scripts};
        location ~ ^/(demo|table)/directory$ {{
            include /etc/nginx/fastcgi_params;
            fastcgi_param SCRIPT_FILENAME {scripts}/$1.php;
            {variables}
            fastcgi_pass unix:{folder}/php.sock;
        }}
    }}
    server {{
        listen {host}:{tls} ssl;
        ssl_certificate {certificate};
        ssl_certificate_key {certificate};
        location / {{
            proxy_pass http://functions;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host {functions};
        }}
    }}
}}
"""


@dataclass(frozen=True)
class Web:
    """Where PHP is, and where the functions are over TLS; with the processes, whose work is counted."""

    php: int
    tls: int
    nginx: int
    fpm: int


def php_fpm() -> str:
    """The program, whatever version its name carries; empty where there is none."""
    named = [shutil.which("php-fpm", path=PLACES), *sorted(map(str, SBIN.glob("php-fpm*")), reverse=True)]
    return next((name for name in named if name), "")


def missing() -> str:
    """Why PHP cannot be measured here; empty where it can."""
    lacks = [
        name for name, found in (("php-fpm", php_fpm()), ("nginx", shutil.which("nginx", path=PLACES))) if not found
    ]
    return f"{' and '.join(lacks)} is not on this machine (Debian: php-fpm, nginx-light)" if lacks else ""


@contextmanager
def web(folder: Path, functions: int, certificate: Path, tables: Mapping[str, str]) -> Iterator[Web]:
    """Serve both until the block ends.

    Args:
        functions: the port of the functions.
        certificate: of `localhost`, with its key.
        tables: what the script with a table is told; php/table.php reads it.
    """
    php, tls = free_ports(2)
    variables = " ".join(f"fastcgi_param {name} '{value}';" for name, value in tables.items())
    said = {"folder": folder, "host": HOST, "php": php, "tls": tls, "scripts": SCRIPTS, "certificate": certificate}
    said |= {"functions": f"{HOST}:{functions}", "variables": variables}
    # Who starts them may read the scripts and the folder; root would be changed for somebody who may not.
    root = os.geteuid() == 0
    fpm_conf = PHP_FPM.format(folder=folder, processes=PHP_PROCESSES, who="user = root" if root else "")
    (folder / "php-fpm.conf").write_text(fpm_conf)
    nginx_conf = NGINX.format(processes=NGINX_PROCESSES, who="user root;" if root else "", **said)
    (folder / "nginx.conf").write_text(nginx_conf)
    environ, rooted = {"PATH": PLACES}, ["--allow-to-run-as-root"] if root else []
    fpm = Program([php_fpm(), "-F", *rooted, "-y", folder / "php-fpm.conf"], environ, folder / "php-fpm.out")
    nginx = Program(["nginx", "-c", folder / "nginx.conf"], environ, folder / "nginx.out")
    try:
        wait_until((folder / "php.sock").exists, "PHP listens", within=20)
        wait_until((folder / "nginx.pid").exists, "nginx listens", within=20)
        yield Web(php, tls, nginx.process.pid, fpm.process.pid)
    finally:
        nginx.stop()
        fpm.stop()
