"""The commands about charts, which `commands` lists among the others."""

from __future__ import annotations

from typing import Final, NamedTuple

from app.settings.command import Command, Needs
from core.market.chart.bar_kind import BarKind
from core.market.drawings.tools import TOOLS
from core.text import Text, translatable


class _Unit(NamedTuple):
    """A unit of candles by its name in `CandleUnit`, which is not imported here: it loads numpy."""

    name: str
    title: Text
    words: str


_UNITS: Final = (
    _Unit("1s", translatable("Chart", "1초"), words="1s second 초봉"),
    *(
        _Unit(
            f"{minutes}m",
            translatable("Chart", "{minutes}분").format(minutes=minutes),
            words=f"{minutes}m minutes 분봉",
        )
        for minutes in (1, 3, 5, 10, 15, 30)
    ),
    _Unit("60m", translatable("Chart", "1시간"), words="60m 1h hour 60분"),
    _Unit("240m", translatable("Chart", "4시간"), words="240m 4h hours 240분"),
    _Unit("day", translatable("Chart", "일"), words="1d day daily 일봉"),
    _Unit("week", translatable("Chart", "주"), words="1w week weekly 주봉"),
    _Unit("month", translatable("Chart", "월"), words="1mo month monthly 월봉"),
)

CHART_COMMANDS: Final = (
    Command(
        "chart-bars",
        translatable("Settings", "차트의 봉 모양…"),
        "Ctrl+B",
        "charts.choose_bars",
        needs=Needs.PANEL,
        words="캔들 바 선 영역 평균봉 candles bars line area heikin ashi chart type",
    ),
    *(
        Command(
            f"chart-bars-{kind}",
            translatable("Settings", "봉 모양: {kind}").format(kind=title),
            "",
            "charts.show_bars",
            kind.value,
            needs=Needs.PANEL,
            words=f"차트 chart type {words}",
        )
        for kind, title, words in (
            (BarKind.CANDLES, translatable("Chart", "캔들"), "candles"),
            (BarKind.HOLLOW, translatable("Chart", "빈 캔들"), "hollow candles"),
            (BarKind.BARS, translatable("Chart", "바 (OHLC)"), "bars"),
            (BarKind.LINE, translatable("Chart", "선"), "line"),
            (BarKind.AREA, translatable("Chart", "영역"), "area"),
            (BarKind.HEIKIN_ASHI, translatable("Chart", "하이킨 아시 (평균봉)"), "heikin ashi average"),
        )
    ),
    *(
        Command(
            f"chart-unit-{name}",
            translatable("Settings", "차트의 봉 단위: {unit}").format(unit=title),
            "",
            "charts.set_unit",
            name,
            needs=Needs.PANEL,
            words=f"interval timeframe chart {words}",
        )
        for name, title, words in _UNITS
    ),
    *(
        Command(
            f"chart-scale-{mode}",
            translatable("Settings", "차트: {mode}").format(mode=title),
            "",
            "charts.scale_prices",
            mode,
            needs=Needs.PANEL,
            words=f"축 y axis chart {words}",
        )
        for mode, title, words in (
            ("linear", translatable("Chart", "일반 눈금"), "linear scale"),
            ("log", translatable("Chart", "로그 눈금"), "logarithmic scale"),
            ("percent", translatable("Chart", "% 눈금"), "percent scale"),
        )
    ),
    Command(
        "chart-volumes",
        translatable("Settings", "차트의 거래량 보이기·숨기기"),
        "",
        "charts.turn_volumes",
        needs=Needs.PANEL,
        words="volume pane show hide chart",
    ),
    Command(
        "chart-newest",
        translatable("Settings", "차트의 최신 봉으로"),
        "",
        "charts.go_to_newest",
        needs=Needs.PANEL,
        words="현재 끝 now newest latest live edge chart",
    ),
    Command(
        "chart-zoom-span",
        translatable("Settings", "차트의 구간 확대"),
        "",
        "charts.zoom_to_span",
        needs=Needs.PANEL,
        words="zoom span range drag chart",
    ),
    Command(
        "chart-measure",
        translatable("Settings", "차트에서 거리 재기"),
        "",
        "charts.measure",
        needs=Needs.PANEL,
        words="자 기간 등락 ruler measure bars percent chart",
    ),
    Command(
        "chart-holes",
        translatable("Settings", "차트의 거래 없는 구간 잇기·비우기"),
        "",
        "charts.turn_holes",
        needs=Needs.PANEL,
        words="빈 봉 holes gaps no trades chart",
    ),
    *(
        Command(
            f"chart-mark-{name.replace('_', '-')}",
            translatable("Settings", "차트 표시: {mark} 켜기·끄기").format(mark=title),
            "",
            "charts.turn_marks",
            name,
            needs=Needs.PANEL,
            words=f"차트 chart mark {words}",
        )
        for name, title, words in (
            ("extremes", translatable("Chart", "최고가·최저가"), "high low extremes"),
            ("days", translatable("Chart", "하루 경계 (오전 9시)"), "days boundary"),
            ("previous_close", translatable("Chart", "전일 종가"), "previous close"),
            ("own", translatable("Chart", "내 평균단가·미체결 주문"), "average price orders position"),
            ("alerts", translatable("Chart", "가격 알림"), "price alerts"),
        )
    ),
    *(
        Command(
            f"draw-{tool.kind}",
            translatable("Settings", "차트에 그리기: {tool}").format(tool=tool.title),
            "",
            "charts.draw",
            tool.kind.value,
            needs=Needs.PANEL,
            words=f"드로잉 도구 drawing tool {tool.kind} line",
        )
        for tool in TOOLS
    ),
    Command(
        "drawing-magnet",
        translatable("Settings", "그리기 자석 켜기·끄기"),
        "",
        "charts.turn_magnet",
        needs=Needs.PANEL,
        words="시가 고가 저가 종가 붙이기 magnet snap drawing",
    ),
    Command(
        "drawing-bar",
        translatable("Settings", "그리기 도구 막대 보이기·숨기기"),
        "",
        "charts.turn_drawing_bar",
        needs=Needs.PANEL,
        words="드로잉 툴바 drawing toolbar show hide",
    ),
    Command(
        "hide-drawings",
        translatable("Settings", "드로잉 모두 보이기·숨기기"),
        "",
        "charts.hide_or_show_drawings",
        needs=Needs.PANEL,
        words="그린 것 drawings show hide all",
    ),
    Command(
        "compare-market",
        translatable("Settings", "차트에 종목 비교…"),
        "Ctrl+Shift+L",
        "charts.compare",
        needs=Needs.PANEL,
        words="겹쳐 보기 수익률 compare overlay percent chart",
    ),
    Command(
        "stop-comparing",
        translatable("Settings", "차트의 종목 비교 빼기"),
        "",
        "charts.stop_comparing",
        needs=Needs.PANEL,
        words="비교 해제 remove compare chart",
        takes_away=True,
    ),
    Command(
        "copy-chart",
        translatable("Settings", "차트 그림 복사"),
        "Ctrl+Shift+C",
        "charts.copy_picture",
        needs=Needs.PANEL,
        words="스크린샷 캡처 클립보드 copy picture image screenshot clipboard chart",
    ),
    Command(
        "save-chart",
        translatable("Settings", "차트 그림 저장…"),
        "Ctrl+S",
        "charts.save_picture",
        needs=Needs.PANEL,
        words="스크린샷 캡처 파일 save picture image screenshot png svg chart",
    ),
    Command(
        "save-visible-candles",
        translatable("Settings", "보이는 봉 저장…"),
        "",
        "charts.save_visible",
        needs=Needs.PANEL,
        words="데이터 엑셀 내보내기 csv export data excel candles visible chart",
    ),
    Command(
        "save-candles",
        translatable("Settings", "불러온 봉 저장…"),
        "Ctrl+Shift+S",
        "charts.save_loaded",
        needs=Needs.PANEL,
        words="데이터 엑셀 내보내기 csv export data excel candles all chart",
    ),
)
"""In the order of the settings window."""
