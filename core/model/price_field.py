"""The type of a field that is a price, for decoding. Apart from the bounds: a start needs those before it decodes."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from core.model.price import LARGEST_PRICE, LEAST_PRICE

Price = Annotated[float, Meta(ge=LEAST_PRICE, le=LARGEST_PRICE)]
"""A price. A message with a 0 there is refused on decoding, like one with a negative price: nothing costs nothing.

Some fields may be 0 because there is no such price; `core.upbit.wire.absent_prices` reads those as None.
"""
