"""Providers that are made for each unit of work, and what providers need by name."""

from collections.abc import AsyncIterator

import pytest
from typing_extensions import override

from svcgen_runtime import Service, UnitOfWork
from svcgen_runtime.context import use_app_context, use_provider, use_unit_provider
from svcgen_runtime.errors import ProviderFault
from svcgen_runtime.interceptors import Interceptor, SettingsInterceptor
from svcgen_runtime.providers import provide_class, provide_factory, provide_value


class Log(list[str]):
    """What happened."""


class Ledger:
    """Made once, of two of one class."""

    def __init__(self, first: str, second: str) -> None:
        self.name = f"{first}-{second}"


class Cart:
    """Made for each unit of work."""

    def __init__(self, ledger: Ledger, trigger: str) -> None:
        self.ledger = ledger
        self.trigger = trigger


class Receipt:
    """Needs the cart of its unit of work."""

    def __init__(self, cart: Cart) -> None:
        self.cart = cart


LOG = Log()
NORTH = provide_value(str, "north", "north")
SOUTH = provide_value(str, "south", "south")
LEDGER = provide_factory(Ledger, Ledger, "ledger", needs=(SOUTH, NORTH), when="after")


async def open_cart(ledger: Ledger) -> AsyncIterator[Cart]:
    """Works inside the unit of work."""
    trigger = use_app_context().trigger.name
    LOG.append(f"open {trigger}")
    try:
        yield Cart(ledger, trigger)
    except ValueError as error:
        LOG.append(f"saw {error}")
        raise
    if trigger == "breaks":
        raise OSError("cannot close")
    LOG.append(f"close {trigger}")


CART = provide_factory(Cart, open_cart, "cart", needs=(LEDGER,), scope="unit")
RECEIPT = provide_factory(Receipt, Receipt, needs=(CART,), scope="unit")


class Leaving(Interceptor):
    """Says when units of work leave, and with what."""

    @override
    async def exit(self, uow: UnitOfWork, error: BaseException | None) -> None:
        LOG.append(f"leave with {error!r}")


def build() -> Service:
    LOG.clear()
    providers = [NORTH, SOUTH, LEDGER, CART, RECEIPT]
    chain = [SettingsInterceptor, Leaving]
    return Service(name="shop", interceptors=chain, providers=providers)


async def work(service: Service, name: str, error: Exception | None = None) -> None:
    """A unit of work that asks for a cart."""
    async with service.unit_of_work(name):
        await use_unit_provider(Cart, "cart")
        if error is not None:
            raise error


async def test_one_for_each_unit_of_work() -> None:
    """Made when first asked for, the same until the end, torn down before the interceptors leave."""
    service = build()
    async with service.running():
        async with service.unit_of_work("one"):
            receipt = await use_unit_provider(Receipt)
            cart = await use_unit_provider(Cart, "cart")
            assert receipt.cart is cart
            assert cart.trigger == "one"
            assert cart.ledger is use_provider(Ledger, "ledger")
            assert cart.ledger.name == "south-north"
            assert LOG == ["open one"]
        async with service.unit_of_work("two"):
            assert await use_unit_provider(Cart, "cart") is not cart
        async with service.unit_of_work("three"):
            pass
    assert LOG == [
        "open one",
        "close one",
        "leave with None",
        "open two",
        "close two",
        "leave with None",
        "leave with None",
    ]


async def test_tear_down_sees_what_went_wrong() -> None:
    """A failing work's error goes through the provider; a failing tear-down fails the work."""
    service = build()
    async with service.running():
        with pytest.raises(ValueError, match="no"):
            await work(service, "fails", ValueError("no"))
        with pytest.raises(OSError, match="cannot close"):
            await work(service, "breaks")
    assert LOG == [
        "open fails",
        "saw no",
        "leave with ValueError('no')",
        "open breaks",
        "leave with OSError('cannot close')",
    ]


async def test_scopes_are_not_mixed() -> None:
    """What lives with the service cannot need what lives with a unit of work, and hooks tell one from the other."""
    service = build()
    async with service.running(), service.unit_of_work("one"):
        with pytest.raises(ProviderFault, match="await use_unit_provider"):
            use_provider(Cart, "cart")
        with pytest.raises(ProviderFault, match="not provided"):
            await use_unit_provider(Cart)
    service = build()
    service.add_provider(provide_factory(Receipt, Receipt, "kept", needs=(CART,)))
    with pytest.raises(ProviderFault, match="Cart named 'cart' is made for each unit"):
        async with service.running():
            pass


async def test_needs_by_annotation_serve_units_too() -> None:
    """Without `needs` the annotations of a unit's provider say what it needs."""
    service = build()
    service.add_provider(provide_value(Ledger, Ledger("a", "b")))
    service.add_provider(provide_value(str, "plain"))
    service.add_provider(provide_class(Cart, Cart, "plain", scope="unit"))
    async with service.running(), service.unit_of_work("one"):
        cart = await use_unit_provider(Cart, "plain")
        assert (cart.ledger.name, cart.trigger) == ("a-b", "plain")
