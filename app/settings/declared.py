"""Every setting of the program. The window, the file, the command line and the README's table read it from here."""

from __future__ import annotations

from typing import Final

from app.settings.commands import COMMANDS
from app.settings.kinds import AnySetting, Choice, Keys, MarketCode, Number, Section, Switch
from core.text import translatable
from core.upbit.endpoints import EXCHANGES

SOURCE: Final = Choice(
    "source",
    Section.GENERAL,
    "simulated",
    translatable("Settings", "시세 출처"),
    translatable("Settings", "시세를 어디에서 받을지 정합니다. 모의 거래소는 이 컴퓨터 안에서만 돌아갑니다."),
    choices=(
        ("simulated", translatable("Settings", "모의")),
        ("upbit", translatable("Settings", "업비트")),
        ("upbit-sg", translatable("Settings", "업비트 싱가포르")),
        ("upbit-id", translatable("Settings", "업비트 인도네시아")),
        ("upbit-th", translatable("Settings", "업비트 태국")),
    ),
)
LANGUAGE: Final = Choice(
    "language",
    Section.GENERAL,
    "system",
    translatable("Settings", "언어"),
    translatable("Settings", "화면과 명령줄의 언어입니다."),
    is_option=True,
    choices=(
        ("system", translatable("Settings", "시스템 설정")),
        ("ko", translatable("Settings", "한국어")),
        ("en", "English"),
    ),
)
DEFAULT_MARKET: Final = MarketCode(
    "default_market",
    Section.GENERAL,
    "",
    translatable("Settings", "기본 종목"),
    translatable(
        "Settings", "종목을 고르지 않고 연 패널의 종목입니다. 비워 두면 출처에 맞는 종목(업비트는 KRW-BTC)입니다."
    ),
)
DESK_AT_START: Final = Choice(
    "desk_at_start",
    Section.GENERAL,
    "last",
    translatable("Settings", "시작할 때"),
    translatable("Settings", "프로그램을 시작할 때 열 화면입니다."),
    choices=(("last", translatable("Settings", "마지막 화면")), ("default", translatable("Settings", "기본 화면"))),
)
BEEP_ON_DISCONNECT: Final = Switch(
    "beep_on_disconnect",
    Section.GENERAL,
    False,
    translatable("Settings", "연결이 끊기면 소리"),
    translatable("Settings", "거래소 연결이 끊기거나 멈추면 시스템 알림음을 한 번 냅니다."),
)
SHOW_TOUR: Final = Switch(
    "show_tour",
    Section.GENERAL,
    True,
    translatable("Settings", "시작할 때 안내 보기"),
    translatable("Settings", "다음에 시작할 때 화면을 짧게 안내합니다. 안내를 마치거나 건너뛰면 꺼집니다."),
)
DEMO_ACCOUNT: Final = Switch(
    "demo_account",
    Section.GENERAL,
    False,
    translatable("Settings", "모의 계정 열기"),
    translatable(
        "Settings",
        "모의 거래소의 모의 계정을 시작할 때 엽니다. '모의 계정으로 보기'를 누르면 켜지고, 키를 지우면 꺼집니다.",
    ),
)
THEME: Final = Choice(
    "theme",
    Section.DISPLAY,
    "dark",
    translatable("Settings", "테마"),
    translatable("Settings", "화면의 색입니다. 시스템 설정은 운영체제의 밝은 화면과 어두운 화면을 따릅니다."),
    is_option=True,
    choices=(
        ("system", translatable("Settings", "시스템 설정")),
        ("dark", translatable("Settings", "어둡게")),
        ("light", translatable("Settings", "밝게")),
        ("high-contrast", translatable("Settings", "고대비")),
        ("color-blind", translatable("Settings", "색각 보정")),
    ),
)
COLORS: Final = Choice(
    "colors",
    Section.DISPLAY,
    "korean",
    translatable("Settings", "상승·하락 색"),
    translatable("Settings", "한국식은 상승과 매수가 빨강, 해외식은 초록입니다."),
    is_option=True,
    choices=(
        ("korean", translatable("Settings", "한국식 (상승 빨강)")),
        ("international", translatable("Settings", "해외식 (상승 초록)")),
    ),
)
FONT_PERCENT: Final = Number(
    "font_percent",
    Section.DISPLAY,
    100.0,
    translatable("Settings", "글자 크기"),
    translatable("Settings", "모든 패널의 글자 크기입니다."),
    is_option=True,
    least=90.0,
    most=150.0,
    step=5.0,
    unit="%",
)
PANEL_AGES: Final = Switch(
    "panel_ages",
    Section.DISPLAY,
    False,
    translatable("Settings", "데이터 나이와 지연"),
    translatable(
        "Settings", "패널 제목에 마지막으로 받은 때와, 거래소의 시각부터 화면에 그려질 때까지 걸린 시간을 보여 줍니다."
    ),
)
TIME_ZONE: Final = Choice(
    "time_zone",
    Section.DISPLAY,
    "kst",
    translatable("Settings", "시간대"),
    translatable("Settings", "시각을 보여 주는 시간대입니다. 일·주·월봉은 언제나 거래소의 하루(09:00 KST)를 따릅니다."),
    is_option=True,
    choices=(
        ("kst", translatable("Settings", "한국 시간 (KST)")),
        ("utc", "UTC"),
        ("local", translatable("Settings", "이 컴퓨터의 시간")),
    ),
)
DEBOUNCE_DELAY: Final = Number(
    "debounce_delay",
    Section.ENGINE,
    0.1,
    translatable("Settings", "구독 변경을 모으는 시간 · debounce_delay"),
    translatable("Settings", "패널을 여닫을 때 이 시간 동안의 변경을 모아 한 번에 보냅니다. 변경이 잦으면 줄이세요."),
    is_option=True,
    least=0.0,
    most=10.0,
    step=0.05,
    decimals=2,
    unit="s",
)
MAX_WAIT: Final = Number(
    "max_wait",
    Section.ENGINE,
    15.0,
    translatable("Settings", "요청 제한 대기 알림 · max_wait"),
    translatable(
        "Settings",
        "거래소의 요청 제한(초당 5회, 분당 100회)으로 이보다 오래 기다리면 알립니다. 요청은 버리지 않습니다.",
    ),
    is_option=True,
    least=0.1,
    most=600.0,
    decimals=1,
    unit="s",
)
HEARTBEAT_INTERVAL: Final = Number(
    "heartbeat_interval",
    Section.ENGINE,
    30.0,
    translatable("Settings", "연결 확인 간격 · heartbeat_interval"),
    translatable("Settings", "시세가 오는 동안 이 간격으로 연결을 확인합니다. 연결이 불안정하면 줄이세요."),
    is_option=True,
    least=1.0,
    most=60.0,
    unit="s",
)
STORED_CANDLES: Final = Number(
    "stored_candles",
    Section.FOLDERS,
    200.0,
    translatable("Settings", "봉을 저장할 크기"),
    translatable(
        "Settings",
        "받은 봉을 이 크기까지 디스크에 저장해 다음에 시작할 때 차트를 바로 보여 줍니다. "
        "넘치면 오래 쓰지 않은 종목부터 지웁니다. 0이면 저장하지 않습니다.",
    ),
    least=0.0,
    most=10_000.0,
    step=50.0,
    unit="MB",
)
SHORTCUTS: Final = {
    command.id: Keys(f"keys.{command.id}", Section.KEYS, command.keys, command.title, "") for command in COMMANDS
}
"""The keys of each command, by the command's id."""

SETTINGS: Final[tuple[AnySetting, ...]] = (
    SOURCE,
    LANGUAGE,
    DEFAULT_MARKET,
    DESK_AT_START,
    BEEP_ON_DISCONNECT,
    SHOW_TOUR,
    DEMO_ACCOUNT,
    THEME,
    COLORS,
    FONT_PERCENT,
    TIME_ZONE,
    PANEL_AGES,
    DEBOUNCE_DELAY,
    MAX_WAIT,
    HEARTBEAT_INTERVAL,
    STORED_CANDLES,
    *SHORTCUTS.values(),
)
"""In the order of the settings window."""

BY_NAME: Final = {setting.name: setting for setting in SETTINGS}

assert tuple(value for value, _ in SOURCE.choices) == EXCHANGES
