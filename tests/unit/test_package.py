"""What is installed from a wheel is what stands in the checkout: packs, SQL, styles and fixtures included."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from console import __version__

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NO_DATA = {".py", ".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built without a network."""
    pytest.importorskip("hatchling", reason="the test extra brings it: run the tests with `make test`")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel laid out in a folder, as an installation does."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, elsewhere: Path, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run the installed command from a folder that is not the checkout."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "HALFDAY_HOME": str(elsewhere / "home"),
        "HALFDAY_CONFIG": str(elsewhere / "config.toml"),
    }
    command = [sys.executable, "-m", "console", *words]
    return subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_is_named_after_the_version_in_the_package(wheel: Path) -> None:
    assert wheel.name == f"halfday-{__version__}-py3-none-any.whl"


def test_everything_the_package_reads_travels_with_it(contents: set[str]) -> None:
    data = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "console").rglob("*")
        if file.is_file() and file.suffix not in NO_DATA and "__pycache__" not in file.parts
    }
    assert {Path(name).suffix for name in data} >= {".toml", ".sql", ".tcss"}
    assert data <= contents


def test_every_fixture_travels_with_it(contents: set[str]) -> None:
    fixtures = {f"console/_fixtures/{file.name}" for file in (ROOT / "fixtures").iterdir() if file.is_file()}
    assert fixtures <= contents


def test_nothing_else_travels(contents: set[str]) -> None:
    folders = {name.split("/")[0] for name in contents}
    assert folders == {"console", f"halfday-{__version__}.dist-info"}
    assert not [name for name in contents if "__pycache__" in name or name.endswith(".sqlite")]


def test_the_licence_travels_with_it(contents: set[str]) -> None:
    assert f"halfday-{__version__}.dist-info/licenses/LICENSE" in contents


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--version",), __version__),
        (("policy", "list"), "Westward"),
        (("policy", "check", "westward"), "No problems."),
        (("policy", "check", "langstane"), "No problems."),
        (("due", "--policy", "westward", "--received", "2026-12-04T16:00:00+00:00", "--json"), "2026-12-07T12:00:00"),
        (("import", "empty.jsonl", "--policy", "langstane"), "0 new"),  # makes a store: the SQL files are found
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_the_commands_run_from_an_installation(
    installed: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    done = run(installed, tmp_path, words)
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


def test_the_fixtures_are_found_in_an_installation(installed: Path, tmp_path: Path) -> None:
    code = "from console.cli.demo import recorded_inbox; print(len(recorded_inbox('langstane')))"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) >= 60


def test_every_dependency_is_pinned_for_run_and_test() -> None:
    wanted = [
        *PROJECT["dependencies"],
        *(line for extra in PROJECT["optional-dependencies"].values() for line in extra),
    ]
    assert {_name(line) for line in wanted} <= pins().keys()


def test_the_pins_are_versions_and_nothing_else() -> None:
    """No address, no path, no option: whoever installs says where packages come from."""
    assert all(re.fullmatch(r"\d[\w.]*", version) for version in pins().values())


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("==") for line in lines if line and not line.startswith("#")]
    assert all(sign for _, sign, _ in pairs)
    return {_name(name): version for name, _, version in pairs}


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()
