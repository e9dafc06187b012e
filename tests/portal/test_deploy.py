"""Runs what `deploy/` describes without a container engine: the same files and the same commands."""

import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.postgres import embedded

pytestmark = pytest.mark.own_database

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
CONTAINERFILE = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
_HEAD, BUILD, IMAGE = CONTAINERFILE.split("\nFROM ")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
UNITS = sorted((DEPLOY / "systemd").iterdir())


def instruction(name: str, text: str = IMAGE) -> str:
    return re.search(rf"^{name} (.+)$", text, re.MULTILINE)[1]


def environment_of(text: str) -> dict[str, str]:
    found = " ".join(re.findall(r"^ENV (.+)$", text, re.MULTILINE))
    return dict(pair.split("=", 1) for pair in shlex.split(found))


def example() -> dict[str, str]:
    """deploy/.env as an administrator fills it in."""
    lines = (DEPLOY / "compose.env.example").read_text().splitlines()
    values = dict(line.split("=", 1) for line in lines if line and line[0] != "#")
    return {name: value or f"filled-in-{name}".lower() for name, value in values.items()}


WEB = json.loads(instruction("CMD"))
PROBE = json.loads(instruction("HEALTHCHECK").partition(" CMD ")[2])


def test_the_proxy_writes_no_private_address_into_a_log():
    """Not even if the portal does not answer, which Caddy logs by default."""
    text = (DEPLOY / "Caddyfile").read_text()
    assert {"request>uri delete", "request>headers>Referer delete"} <= {line.strip() for line in text.splitlines()}


def test_every_way_of_starting_runs_the_same_commands():
    procfile = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    units = {
        unit.name: re.search(r"^ExecStart=/srv/portal/\.venv/bin/(.+)$", unit.read_text(), re.MULTILINE)
        for unit in UNITS
    }
    assert shlex.join(WEB) == procfile["web"] == units["portal-web.service"][1]
    assert shlex.join(SERVICES["worker"]["command"]) == procfile["worker"] == units["portal-worker.service"][1]
    assert "command" not in SERVICES["portal"]
    assert units["portal-backup.service"][1].startswith("python manage.py backup")


@pytest.mark.skipif(not (shutil.which("systemd-analyze") or os.environ.get("CI")), reason="no systemd here")
def test_systemd_takes_the_units(tmp_path):
    for unit in UNITS:
        here = unit.read_text().replace("/srv/portal/.venv/bin", str(BIN)).replace("/srv/portal", str(ROOT))
        (tmp_path / unit.name).write_text(re.sub(r"^(User|Group)=portal$", r"\1=root", here, flags=re.MULTILINE))
    command = ["systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir())]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_the_container_runs_as_nobody_and_keeps_only_its_volume():
    user, _colon, group = instruction("USER").partition(":")
    assert user.isdigit() and group.isdigit() and user != "0"
    assert instruction("VOLUME") == environment_of(IMAGE)["PORTAL_VAR_DIR"] == "/data"
    for name in ("migrate", "portal", "worker"):
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["volumes"] == ["data:/data"]


def test_nothing_of_the_database_and_the_cache_is_open_to_the_world():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert "portal:8000" in (DEPLOY / "Caddyfile").read_text()
    assert environment_of(IMAGE)["BIND"].endswith(":8000")


def test_no_service_can_gain_rights():
    """Nor may it write outside its volumes and memory; only the proxy has one capability, for ports below 1024."""
    for name, service in SERVICES.items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["read_only"] is True, name
    assert {name: one["cap_add"] for name, one in SERVICES.items() if "cap_add" in one} == {
        "proxy": ["NET_BIND_SERVICE"]
    }
    assert all(service["user"][0].isdigit() for name, service in SERVICES.items() if name in ("database", "redis"))


def test_who_reaches_whom():
    """The proxy reaches the portal only; database and cache reach nothing, since their networks are internal."""
    networks = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert [name for name, joined in networks.items() if joined & networks["proxy"]] == ["portal", "proxy"]
    assert networks["database"] == {"database"} and networks["redis"] == {"cache"}
    assert not networks["database"] & networks["redis"]
    closed = {name for name, network in COMPOSE["networks"].items() if (network or {}).get("internal")}
    assert closed == {"database", "cache"}


def test_the_cache_asks_for_a_password():
    assert "requirepass" in str(SERVICES["redis"]["command"])
    assert "${REDIS_PASSWORD" in SERVICES["portal"]["environment"]["REDIS_URL"]


def test_images_are_pinned_below_their_first_number_or_say_why_not():
    images = [service["image"] for service in SERVICES.values() if "/" in service["image"]]
    assert [image for image in images if not re.search(r":(\d+\.\d+|17)-alpine$", image)] == []
    assert "# Pins: " in (DEPLOY / "compose.yaml").read_text()


MOST_EXPOSED = "25"  # tenths, on systemd's scale from 0 to 100


@pytest.mark.skipif(not (shutil.which("systemd-analyze") or os.environ.get("CI")), reason="no systemd here")
@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_services_are_confined(unit):
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", str(unit)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_migrations_run_once_before_web_and_worker():
    assert SERVICES["migrate"]["restart"] == "no"
    for name in ("portal", "worker"):
        assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_example_names_every_variable_that_compose_asks_for():
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    assert asked <= example().keys()


@pytest.fixture(scope="module")
def image(tmp_path_factory) -> Path:
    """The image's /app: exactly what the Containerfile copies, with the static files that it collects."""
    app = tmp_path_factory.mktemp("app")
    for sources in re.findall(r"^COPY (?!--)(.+)$", BUILD, re.MULTILINE):
        *names, target = sources.split()
        for name in names:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, app / target, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
            else:
                shutil.copy(ROOT / name, app / target)
    script = (
        re.findall(r"^RUN (.+)$", BUILD, re.MULTILINE)[-1].replace("/app/", f"{app}/").replace("/tmp/var", f"{app}/v")
    )
    run(script, app, environment_of(BUILD))
    assert (app / "static" / "staticfiles.json").exists()
    return app


def run(command: list[str] | str, app: Path, environment: dict[str, str]) -> str:
    result = subprocess.run(
        command if isinstance(command, list) else ["sh", "-ec", command],
        cwd=app,
        env={**environment, "PATH": f"{BIN}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def environment(image, tmp_path) -> Any:
    """Started as compose does, with the tests' database and cache in place of its services."""
    with ExitStack() as stack:
        database = stack.enter_context(embedded())
        port, filled = free_port(), example()
        command = [part.replace("$$", "$").replace("/tmp/", f"{tmp_path}/") for part in SERVICES["redis"]["command"]]
        redis = subprocess.Popen(
            [*command, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(tmp_path)],
            stdout=subprocess.DEVNULL,
            env={**os.environ, "REDISCLI_AUTH": filled["REDIS_PASSWORD"]},
        )
        stack.callback(redis.wait)
        stack.callback(redis.terminate)
        given = {name: str(value) for name, value in SERVICES["portal"]["environment"].items()}
        given["PORTAL_BASE_URL"] = re.sub(r"\$\{(\w+).*?\}", lambda found: filled[found[1]], given["PORTAL_BASE_URL"])
        (tmp_path / "data").mkdir()
        yield {
            **environment_of(IMAGE),
            **filled,
            **given,
            "DATABASE_URL": database,
            "REDIS_URL": f"redis://:{filled['REDIS_PASSWORD']}@127.0.0.1:{port}/0",
            "PORTAL_VAR_DIR": str(tmp_path / "data"),
            "PORTAL_STATIC_DIR": str(image / "static"),
            "BIND": f"127.0.0.1:{free_port()}",
            "LOG_LEVEL": "WARNING",
        }


def ask(environment: dict[str, str], path: str) -> tuple[int, str]:
    """A request as the proxy sends it for a reader who uses TLS."""
    host, _colon, port = environment["BIND"].partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=30)
    connection.request("GET", path, headers={"Host": environment["PORTAL_DOMAIN"], "X-Forwarded-Proto": "https"})
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body


def until(condition: Any, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.2)


def healthy(app: Path, environment: dict[str, str]) -> bool:
    program = [str(BIN / PROBE[0]), *PROBE[1:]]
    return subprocess.run(program, cwd=app, env=environment, check=False).returncode == 0


def test_what_compose_starts_serves(image, environment):
    run(SERVICES["migrate"]["command"], image, environment)
    assert not healthy(image, environment)
    login = {"DJANGO_SUPERUSER_PASSWORD": "only-for-tests"}
    create = ["python", "manage.py", "createsuperuser", "--no-input", "--username=eva", "--email=eva@example.org"]
    run(create, image, environment | login)
    processes = [
        subprocess.Popen([str(BIN / command[0]), *command[1:]], cwd=image, env=environment, start_new_session=True)
        for command in (WEB, SERVICES["worker"]["command"])
    ]
    try:
        until(lambda: healthy(image, environment))
        until(lambda: json.loads(ask(environment, "/readyz")[1])["worker"])
        status, page = ask(environment, "/en/")
        assert status == 200 and example()["PORTAL_NAME"] in page
        stylesheet = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
        assert ask(environment, stylesheet)[0] == 200
        assert ask(environment, "/admin/login/")[0] == 200
        assert "verified" in run(["python", "manage.py", "backup"], image, environment)
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(timeout=60) for process in processes]
    assert codes == [0, 0]
    assert not healthy(image, environment)
