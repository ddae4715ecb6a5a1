"""Writes frames as the exchange would, from a table of names that is independent of the codec's.

The table follows the fact sheet (Upbit WebSocket pages, September 2026), so that an error in the codec cannot hide
here.
"""

from __future__ import annotations

import json
from typing import Any

_COMMON = "type:ty code:cd timestamp:tms stream_type:st "

SHORT_NAMES: dict[str, dict[str, str]] = {
    kind: dict(pair.split(":") for pair in (_COMMON + pairs).split())
    for kind, pairs in {
        "ticker": """opening_price:op high_price:hp low_price:lp trade_price:tp prev_closing_price:pcp change:c
            change_price:cp signed_change_price:scp change_rate:cr signed_change_rate:scr trade_volume:tv
            acc_trade_volume:atv acc_trade_volume_24h:atv24h acc_trade_price:atp acc_trade_price_24h:atp24h
            trade_date:tdt trade_time:ttm trade_timestamp:ttms ask_bid:ab acc_ask_volume:aav acc_bid_volume:abv
            highest_52_week_price:h52wp highest_52_week_date:h52wdt lowest_52_week_price:l52wp
            lowest_52_week_date:l52wdt market_state:ms is_trading_suspended:its delisting_date:dd market_warning:mw""",
        "trade": """trade_price:tp trade_volume:tv ask_bid:ab prev_closing_price:pcp change:c change_price:cp
            trade_date:td trade_time:ttm trade_timestamp:ttms sequential_id:sid best_ask_price:bap best_ask_size:bas
            best_bid_price:bbp best_bid_size:bbs""",
        "orderbook": """total_ask_size:tas total_bid_size:tbs orderbook_units:obu level:lv
            ask_price:ap bid_price:bp ask_size:as bid_size:bs""",
        "candle": """candle_date_time_utc:cdttmu candle_date_time_kst:cdttmk opening_price:op high_price:hp
            low_price:lp trade_price:tp candle_acc_trade_volume:catv candle_acc_trade_price:catp""",
        "myOrder": """uuid:uid ask_bid:ab order_type:ot state:s trade_uuid:tuid price:p avg_price:ap volume:v
            remaining_volume:rv executed_volume:ev trades_count:tc reserved_fee:rsf remaining_fee:rmf paid_fee:pf
            locked:l executed_funds:ef time_in_force:tif trade_fee:tf is_maker:im identifier:id smp_type:smpt
            prevented_volume:pv prevented_locked:pl trade_timestamp:ttms order_timestamp:otms""",
        "myAsset": "asset_uuid:astuid assets:ast asset_timestamp:asttms currency:cu balance:b locked:l",
    }.items()
}


def frame(*messages: dict[str, Any], short: bool = False, array: bool = False) -> bytes:
    """Return a frame of messages given under their long names."""
    spelled = [
        _shortened(message, SHORT_NAMES[message["type"].partition(".")[0]]) if short else message
        for message in messages
    ]
    return json.dumps(spelled if array else spelled[0], ensure_ascii=False, separators=(",", ":")).encode()


def _shortened(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {names[name]: _shortened(item, names) for name, item in value.items()}
    if isinstance(value, list):
        return [_shortened(item, names) for item in value]
    return value
