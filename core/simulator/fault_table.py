"""What can be made to go wrong: each fault's name, its title on the screen and its parameters with their ranges.

The one list of them. The control endpoint shows it, panels are built from what it shows, and whatever comes back is
checked against it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Value = bool | int | float | str
Kind = Literal["flag", "whole", "number", "text", "choice"]


class BadFault(Exception):
    """A fault that does not exist, or a parameter it does not have or cannot take. The text names place and cure."""


class Choice(NamedTuple):
    """One of the values a parameter may have."""

    value: str
    title: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a fault can be told."""

    name: str
    title: str
    kind: Kind
    default: Value
    least: float = 0.0
    most: float = 0.0
    """Of a whole number or a number: the range. Of a text: the characters it may have."""
    choices: tuple[Choice, ...] = ()

    def read(self, given: object) -> Value:
        """Check a value.

        Raises:
            BadFault: it is not one this parameter can have.
        """
        match self.kind, given:
            case "flag", bool():
                return given
            case "whole", int() if not isinstance(given, bool) and self.least <= given <= self.most:
                return given
            case "number", int() | float() if not isinstance(given, bool) and self.least <= given <= self.most:
                return float(given)
            case "text", str() if len(given) <= self.most:
                return given
            case "choice", str() if any(given == choice.value for choice in self.choices):
                return given
        raise BadFault(f"{self.name} must be {self._expected}, not {given!r}")

    @property
    def _expected(self) -> str:
        if self.kind == "flag":
            return "true or false"
        if self.kind == "text":
            return f"a text of at most {self.most:g} characters"
        if self.kind == "choice":
            return f"one of {', '.join(choice.value for choice in self.choices)}"
        return f"a {'whole ' if self.kind == 'whole' else ''}number from {self.least:g} to {self.most:g}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that can be made to go wrong."""

    name: str
    title: str
    parameters: tuple[Parameter, ...] = ()
    is_momentary: bool = False
    """It happens once, to the connections open at that moment, instead of lasting until it is cleared."""

    def read(self, given: Mapping[str, object]) -> dict[str, Value]:
        """Check parameters, and fill in the defaults of those left out.

        Raises:
            BadFault: one does not exist or cannot have that value.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if unknown := sorted(given.keys() - known.keys()):
            offered = f"it has {', '.join(known)}" if known else "it has none"
            raise BadFault(f"{self.name}: no parameter {unknown[0]!r}; {offered}")
        try:
            return {name: each.read(given.get(name, each.default)) for name, each in known.items()}
        except BadFault as error:
            raise BadFault(f"{self.name}: {error}") from None


DAY: Final = 86_400.0

_CHANCE: Final = Parameter("chance", "확률", "number", 1.0, 0.0, 1.0)
_REACH: Final = Parameter(
    "reach", "대상", "choice", "open", choices=(Choice("open", "지금 열린 연결"), Choice("all", "새 연결까지"))
)

_COUNT: Final = Parameter("count", "횟수(0은 해제할 때까지)", "whole", 0, 0, 1_000_000)
_REFUSAL: Final = (
    Parameter("status", "HTTP 상태", "whole", 503, 400, 599),
    Parameter("wait", "알려 주는 대기 시간(초)", "number", 10.0, 0.0, DAY),
    Parameter("header", "Retry-After 헤더", "flag", default=False),
    Parameter("html", "HTML 본문", "flag", default=False),
    _COUNT,
)


def _plain(*values: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, value) for value in values)


def _once(name: str, title: str, *parameters: Parameter) -> Fault:
    return Fault(name, title, parameters, is_momentary=True)


def _lasting(name: str, title: str, *parameters: Parameter, seconds: float = 0.0) -> Fault:
    duration = Parameter("seconds", "지속 시간(초, 0은 해제할 때까지)", "number", seconds, 0.0, DAY)
    return Fault(name, title, (*parameters, duration))


FAULTS: Final[Mapping[str, Fault]] = {
    fault.name: fault
    for fault in (
        _once("drop", "연결 끊기 (닫기 프레임 없음)"),
        _once(
            "close",
            "코드로 닫기",
            Parameter("code", "닫기 코드", "whole", 1012, 1000, 4999),
            Parameter("reason", "사유", "text", "", most=100),
        ),
        _once(
            "error",
            "오류 프레임을 보내고 닫기",
            Parameter(
                "error",
                "오류",
                "choice",
                "WRONG_FORMAT",
                choices=_plain(
                    "WRONG_FORMAT",
                    "NO_TICKET",
                    "NO_TYPE",
                    "NO_CODES",
                    "INVALID_PARAM",
                    "INVALID_AUTH",
                    "Too Many Requests",
                    "I'm a teapot",
                ),
            ),
        ),
        _once("oversized", "너무 큰 프레임", Parameter("mebibytes", "크기(MiB)", "number", 17.0, 0.001, 64.0)),
        _lasting("mute", "전송 중단 (퐁은 응답)", _REACH),
        _lasting("half_open", "반쯤 열린 연결 (읽기·쓰기·퐁 중단)", _REACH),
        _lasting(
            "lost_subscription",
            "구독을 말없이 잃음 (소켓은 정상)",
            Parameter(
                "reach",
                "대상",
                "choice",
                "request",
                choices=(
                    Choice("request", "다시 요청할 때까지"),
                    Choice("open", "다시 연결할 때까지"),
                    Choice("all", "새 연결까지"),
                ),
            ),
        ),
        _lasting(
            "list_reply",
            "구독 목록 응답",
            Parameter(
                "reply", "응답", "choice", "empty", choices=(Choice("empty", "빈 목록"), Choice("none", "응답 없음"))
            ),
        ),
        _lasting("refuse", "연결 거부 (REST 포함)", seconds=10.0),
        _lasting("handshake", "WebSocket 연결 요청에 오류 응답", *_REFUSAL),
        _lasting("rest", "REST 요청에 오류 응답", *_REFUSAL),
        _lasting("delay", "프레임 지연", Parameter("by", "지연(초)", "number", 2.0, 0.0, 60.0)),
        _lasting(
            "slice",
            "조각내어 보내기",
            Parameter("size", "조각 크기(바이트)", "whole", 16, 1, 65_536),
            Parameter("pause", "조각 간격(초)", "number", 0.005, 0.0, 10.0),
        ),
        _lasting("garbage", "쓰레기 프레임 끼우기", _CHANCE, _COUNT),
        _lasting("duplicate", "프레임 중복", _CHANCE),
        _lasting(
            "reorder",
            "프레임 순서 뒤섞기",
            Parameter("chance", "늦어질 확률", "number", 0.3, 0.0, 1.0),
            Parameter("lag", "늦어지는 시간(초)", "number", 0.5, 0.0, 60.0),
        ),
        _lasting("reject_code", "특정 종목 거부", Parameter("code", "종목", "text", "KRW-BTC", most=40)),
        _lasting("limits", "요청 한도 강화", Parameter("divisor", "한도를 몇 분의 일로", "whole", 5, 2, 100)),
        _lasting(
            "clock_shift",
            "거래소 시계 어긋남",
            Parameter("by", "차이(초, 양수는 빠름)", "number", 60.0, -3600.0, 3600.0),
        ),
    )
}
"""By name, in the order they are shown."""


def fault_of(name: object) -> Fault:
    """The fault called `name`.

    Raises:
        BadFault: there is none.
    """
    if isinstance(name, str) and name in FAULTS:
        return FAULTS[name]
    raise BadFault(f"no fault {name!r}; there are {', '.join(FAULTS)}")
