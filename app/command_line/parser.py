"""The command line: options, their ranges, and error messages.

It loads neither Qt nor the exchange; everything that can be rejected is rejected here, before a window opens.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from app import VERSION
from app.command_line.argument_parser import ArgumentParser
from app.command_line.options import DeskOptions
from app.command_line.script import read_script
from app.panels.kinds import KINDS
from app.panels.spec import PanelSpec
from app.settings.declared import SETTINGS
from app.settings.kinds import AnySetting, BadValue, Section
from app.trouble.terminal_language import wording
from core.errors import HogaError, InputError
from core.simulator.serve.options import ExchangeOptions
from core.text import in_english
from core.upbit.endpoints import EXCHANGES, SIMULATED, endpoints_for

_OPTIONS: Final = {setting.name: setting for setting in SETTINGS if setting.is_option}
_GROUPS: Final = {
    Section.GENERAL: in_english("terminal", "settings of the program"),
    Section.DISPLAY: in_english("terminal", "settings of the display"),
    Section.ENGINE: in_english("terminal", "tuning of the engine"),
}

LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
IMAGE_SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".bmp")
LONGEST_RUN: Final = 7 * 24 * 3600.0


def parse(arguments: Sequence[str]) -> DeskOptions | ExchangeOptions:
    """Parse the command line; with the first word `simulate` only the exchange is started.

    Raises:
        SystemExit: status 2 after a message on stderr that names cause and cure, or 0 after `--help` and `--version`.
    """
    if arguments[:1] == ["simulate"]:
        return _parse_simulate(arguments[1:])
    return _parse_desk(arguments)


def _parse_desk(arguments: Sequence[str]) -> DeskOptions:
    parser = _desk_parser()
    given = parser.parse_args(arguments)
    try:
        script = read_script(given.script) if given.script else ()
        if given.rest_url or given.ws_url:
            endpoints_for(given.exchange or SIMULATED, given.rest_url, given.ws_url)
    except HogaError as error:
        parser.error(error.user_message)
    if given.workspace and given.panel:
        parser.error(in_english("terminal", "--workspace and --panel: use one of them; a workspace has its panels"))
    for option, file in (("--report", given.report), ("--screenshot", given.screenshot)):
        if file is not None and not file.absolute().parent.is_dir():
            text = in_english("terminal", "{option} {file}: there is no folder {folder}; make it first")
            parser.error(text.format(option=option, file=file, folder=file.absolute().parent))
    return DeskOptions(
        exchange=given.exchange,
        rest_url=given.rest_url,
        ws_url=given.ws_url,
        panels=tuple(given.panel),
        workspace=given.workspace,
        script=script,
        is_offscreen=given.offscreen,
        run_for=given.run_for,
        screenshot=given.screenshot,
        report=given.report,
        log_level=given.log_level,
        settings={name: value for name in _OPTIONS if (value := getattr(given, name)) is not None},
    )


def _parse_simulate(arguments: Sequence[str]) -> ExchangeOptions:
    return ExchangeOptions(**vars(_simulate_parser().parse_args(arguments)))


def _desk_parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="hoga",
        description=in_english(
            "terminal",
            "A desktop trading terminal for Upbit. It opens on the embedded exchange until you choose Upbit.",
        ),
        epilog=in_english("terminal", "'hoga simulate' runs the embedded exchange alone; see 'hoga simulate --help'."),
    )
    parser.about.add_argument(
        "--version",
        action="version",
        version=f"hoga {VERSION}",
        help=in_english("terminal", "show the version and exit"),
    )
    source = parser.add_group(in_english("terminal", "where prices come from"))
    source.add_argument(
        "--exchange",
        choices=EXCHANGES,
        default="",
        help=in_english("terminal", "for this run only; without it, the one last chosen in the window"),
    )
    source.add_argument(
        "--rest-url", metavar="URL", help=in_english("terminal", "base of another REST server, without /v1")
    )
    source.add_argument(
        "--ws-url", metavar="URL", help=in_english("terminal", "base of another WebSocket server, without /websocket")
    )
    desk = parser.add_group(in_english("terminal", "what opens"))
    desk.add_argument(
        "--panel",
        metavar="KIND[:CODE[:OPTION]]",
        type=_panel,
        nargs="+",
        action="extend",
        default=[],
        help=in_english("terminal", "{kinds}; e.g. chart:KRW-BTC:1m; without it, the desk as you left it").format(
            kinds=", ".join(KINDS)
        ),
    )
    desk.add_argument(
        "--workspace",
        metavar="NAME",
        default="",
        help=in_english("terminal", "the workspace that opens; without it, the one you left"),
    )
    run = parser.add_group(in_english("terminal", "demonstrations and tests"))
    run.add_argument(
        "--script",
        metavar="FILE",
        type=Path,
        help=in_english("terminal", "JSON lines of what to do when, on the real window"),
    )
    run.add_argument("--offscreen", action="store_true", help=in_english("terminal", "draw without a display"))
    run.add_argument(
        "--run-for",
        metavar="SECONDS",
        type=_number(0.0, LONGEST_RUN),
        help=in_english("terminal", "quit after this time"),
    )
    run.add_argument(
        "--screenshot",
        metavar="FILE",
        type=_image,
        help=in_english("terminal", "save a picture of the window at the end of the run"),
    )
    run.add_argument(
        "--report",
        metavar="FILE",
        type=Path,
        help=in_english("terminal", "save figures at the end of the run, as JSON"),
    )
    run.add_argument(
        "--log-level",
        metavar="LEVEL",
        type=str.upper,
        choices=LOG_LEVELS,
        default="WARNING",
        help=", ".join(LOG_LEVELS),
    )
    for section, title in _GROUPS.items():
        group = parser.add_group(
            title, in_english("terminal", "for this run only; to keep a value, choose it in the settings window")
        )
        for setting in (each for each in _OPTIONS.values() if each.section is section):
            name = setting.name.replace("_", "-")
            default = setting.as_text(setting.default)
            group.add_argument(
                f"--{name}", metavar=default, type=_setting(setting), help=setting.allowed.replace("%", "%%")
            )
    return parser


def _simulate_parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="hoga simulate",
        description=in_english(
            "terminal",
            "The embedded exchange alone. Prints one JSON line with its port when ready; ends with its input.",
        ),
    )
    parser.add_argument("--host", metavar="H", default="127.0.0.1")
    parser.add_argument(
        "--port",
        metavar="N",
        type=_whole(0, 65535),
        default=0,
        help=in_english("terminal", "0, the default, takes a free one"),
    )
    parser.add_argument("--seed", metavar="N", type=_whole(0, 2**63 - 1), default=1)
    parser.add_argument("--markets", metavar="N", type=_whole(1, 100_000))
    parser.add_argument("--trades-per-second", metavar="X", type=_number(0.0, 1_000_000.0), default=30.0)
    parser.add_argument(
        "--snapshot-delay", metavar="S", type=_number(0.0, 60.0), help=in_english("terminal", "seconds")
    )
    parser.add_argument(
        "--replay", metavar="FILE", type=_file, help=in_english("terminal", "recorded frames, JSON lines")
    )
    return parser


def _refused(text: str) -> argparse.ArgumentTypeError:
    """Return the refusal of a value; argparse would forget how its text was made, so it is translated here."""
    return argparse.ArgumentTypeError(wording(text))


def _panel(text: str) -> PanelSpec:
    try:
        return PanelSpec.parse(text)
    except InputError as error:
        raise _refused(error.user_message) from error


def _setting(setting: AnySetting) -> Callable[[str], object]:
    def read(text: str) -> object:
        try:
            return setting.read(text)
        except BadValue as error:
            raise _refused(
                in_english("terminal", "{value!r} is not allowed; use {allowed}").format(value=text, allowed=error)
            ) from error

    return read


def _number(least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            words = in_english("terminal", "{value!r} is not a number from {least:g} to {most:g}")
            raise _refused(words.format(value=text, least=least, most=most))
        return value

    return read


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            words = in_english("terminal", "{value!r} is not a whole number from {least} to {most}")
            raise _refused(words.format(value=text, least=least, most=most))
        return int(text)

    return read


def _image(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in IMAGE_SUFFIXES:
        words = in_english("terminal", "{value!r} is not an image name; let it end in {suffixes}")
        raise _refused(words.format(value=text, suffixes=", ".join(IMAGE_SUFFIXES)))
    return path


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise _refused(in_english("terminal", "there is no file {value!r}").format(value=text))
    return path
