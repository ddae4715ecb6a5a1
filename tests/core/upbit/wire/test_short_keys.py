"""The short spellings agree with the official SDK's, and make the same messages."""

from __future__ import annotations

import pytest
from upbit import types as sdk

from core.model.messages import Candle1m, MyAsset, MyOrder, OrderBook, Ticker, Trade
from core.upbit.wire.short_keys import DATA_MESSAGES, SHORT, SimpleAssetBalance, SimpleOrderBookUnit
from wire_spelling import SHORT_NAMES

SHORT_BY_TYPE = {message.type: message for message in SHORT.__args__}

SDK_MODELS = [
    (SHORT_BY_TYPE[Ticker.type], sdk.SimpleTicker),
    (SHORT_BY_TYPE[Trade.type], sdk.SimpleTrade),
    (SHORT_BY_TYPE[OrderBook.type], sdk.SimpleOrderbook),
    (SHORT_BY_TYPE[Candle1m.type], sdk.SimpleCandle),
    (SHORT_BY_TYPE[MyOrder.type], sdk.SimpleMyOrder),
    (SHORT_BY_TYPE[MyAsset.type], sdk.SimpleMyAsset),
    (SimpleOrderBookUnit, sdk.SimpleOrderbookOrderbookUnitsItem),
    (SimpleAssetBalance, sdk.SimpleMyAssetAssetsItem),
]


def keys(message) -> dict[str, str]:
    return dict(zip(message.__struct_fields__, message.__struct_encode_fields__, strict=True))


@pytest.mark.parametrize("message", DATA_MESSAGES, ids=lambda message: message.type)
def test_a_short_message_is_the_long_one_under_other_keys(message):
    short = SHORT_BY_TYPE[message.type]
    assert issubclass(short, message)
    assert short.__struct_fields__ == message.__struct_fields__
    assert short.__struct_defaults__ == message.__struct_defaults__


@pytest.mark.parametrize("message", DATA_MESSAGES, ids=lambda message: message.type)
def test_every_short_key_is_the_documented_one(message):
    documented = SHORT_NAMES[message.type.partition(".")[0]] | {"code": "cd", "level": "lv"}
    assert keys(SHORT_BY_TYPE[message.type]) == {name: documented[name] for name in message.__struct_fields__}


@pytest.mark.parametrize(("ours", "theirs"), SDK_MODELS, ids=lambda model: model.__name__)
def test_every_short_key_is_known_to_the_official_sdk(ours, theirs):
    known = {field.alias or name for name, field in theirs.model_fields.items()}
    lacks_code_or_level = {"cd", "lv"}
    deprecated_or_newer = {"mw", "its"}
    assert set(ours.__struct_encode_fields__) - known <= lacks_code_or_level | deprecated_or_newer
