"""The user's API keys: from the key store, the environment or the form to the engine and the panels.

Nothing is read before a panel needs it, so a desk without private panels never unlocks a key store. Keys from the
environment are valid for one run and removed from it, so that no child inherits them. There is no command line option
for them: every user of the machine can read command lines.

The embedded exchange is a simulation: it gets only its own, published key. With any other key the process forbids core
dumps.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from app.process.core_dumps import forbid_core_dumps
from app.process.environment import KEY_VARIABLES
from core.errors import InputError
from core.loop.tasks import TaskOwner
from core.model.subscription import Scope
from core.storage.key_store import KeyStoreFailed
from core.text import Text, translatable
from core.upbit.credentials import Credentials
from core.upbit.dial import private_dial
from core.upbit.rest.account import PrivateRest
from core.upbit.rest.lifted_blocks import LiftedBlocks
from widgets.panel.private_access import KeyStage

if TYPE_CHECKING:
    from core.engine.websocket_manager import WebSocketManager
    from core.storage.key_store import KeyStore
    from core.upbit.endpoints import Endpoints
    from widgets.panel.private_access import PrivateAccess

logger = logging.getLogger(__name__)

# Key of the embedded exchange's demo account. It is published and worth nothing elsewhere; written twice on purpose, as
# the desk and the exchange share no code.
DEMO_ACCESS_KEY: Final = "demo-access-key"
DEMO_SECRET_KEY: Final = "demo-secret-key-for-local-simulator-only-0123456789abcdef0123456"  # noqa: S105 - see above
_DEMO: Final = Credentials(DEMO_ACCESS_KEY, DEMO_SECRET_KEY)


class Keys(QObject):
    """Carries out the panels' requests about the user's keys, one after the other.

    Args:
        access: the panels' access to the account.
        engine: gets the dial of the private WebSocket with a key, and the reason without one.
        endpoints: the exchange.
        store: stores the keys of this exchange.
        environment: may contain a pair for this run.
        hide: called with every key before it is used, so that logs and reports mask it.
        lifted: tells when blocks of this address turn out to be over; that of the public requests.
        is_embedded: whether the exchange is the embedded one.

    Signals:
        demo_kept: whether the user wants the demo account at the next start.
    """

    demo_kept = Signal(bool)

    def __init__(  # noqa: PLR0913 - each is another part of the desk
        self,
        access: PrivateAccess,
        engine: WebSocketManager,
        endpoints: Endpoints,
        store: KeyStore,
        environment: MutableMapping[str, str],
        hide: Callable[[str, str], object],
        *,
        lifted: LiftedBlocks | None = None,
        is_embedded: bool = False,
    ) -> None:
        super().__init__(access)
        self._lifted = lifted or LiftedBlocks()
        self._is_embedded = is_embedded
        self.opens_demo = False
        """Whether the user wants the demo account of the embedded exchange at once, as in an earlier run. That is no
        secret, and known where there is no key store, too."""
        self._access = access
        self._engine = engine
        self._endpoints = endpoints
        self._store = store
        self._tasks = TaskOwner()
        self._hide = hide
        self._acting = asyncio.Lock()
        self._retry: asyncio.Task[None] | None = None
        """The newest attempt that the user asked for."""
        self._credentials: Credentials | None = None
        self._rest: PrivateRest | None = None
        self._is_loaded = False
        self._complaint = ""
        try:
            self._of_this_run = take_from(environment, hide)
        except InputError as error:
            self._of_this_run = None
            self._complaint = error.user_message
        if self._of_this_run is not None:
            forbid_core_dumps()
            if is_embedded:
                self._of_this_run = None
                self._complaint = translatable("Keys", "환경 변수의 키는 모의 거래소에서 쓰지 않습니다")
        access.stage = KeyStage.LOADING
        access.needed.connect(self._on_needed)
        access.keys_entered.connect(self._on_entered)
        access.keys_forgotten.connect(self._on_forgotten)
        access.retry_requested.connect(self._on_retry)
        access.demo_requested.connect(self._on_demo)

    async def close(self) -> None:
        """Cancel the work in progress, and close the REST client."""
        await self._tasks.cancel()
        await self._close_rest()

    def _on_needed(self) -> None:
        if not self._is_loaded:
            self._is_loaded = True
            self._tasks.spawn(self._load(), "keys")

    def _on_entered(self, credentials: Credentials) -> None:
        self._tasks.spawn(self._enter(credentials), "new keys")

    def _on_forgotten(self) -> None:
        self._tasks.spawn(self._forget(), "keys to forget")

    def _on_retry(self) -> None:
        """Try again, unless an earlier request to do so is still waiting or under way: each one dials anew."""
        if self._retry is None or self._retry.done():
            self._retry = self._tasks.spawn(self._try_again(), "keys again")

    def _on_demo(self) -> None:
        if self._access.is_simulated:
            self._on_entered(_DEMO)

    async def _load(self) -> None:
        async with self._acting:
            if self._of_this_run is not None:
                await self._use(self._of_this_run, translatable("Keys", "환경 변수의 키를 이번 실행에만 사용합니다"))
                return
            notice = self._complaint
            if self._is_embedded and self.opens_demo:
                await self._use(_DEMO, notice)
                return
            try:
                credentials = await self._store.load()
            except KeyStoreFailed as failure:
                credentials = None
                # For the embedded exchange only the demo pair is stored, which a button can restore.
                notice = notice or ("" if self._is_embedded else self._only_for_now(failure))
            if credentials is None or not self._may_use(credentials):
                await self._use_none(notice)
            else:
                await self._use(credentials, notice)

    async def _enter(self, credentials: Credentials) -> None:
        async with self._acting:
            await self._use(credentials)
            if not self._may_use(credentials):
                self._access.set_notice(
                    translatable("Keys", "모의 거래소에서는 키를 저장하지 않습니다. 이번 실행에서만 유지됩니다")
                )
                return
            self._keep_demo(is_kept=self._is_embedded)
            try:
                await self._store.save(credentials)
            except KeyStoreFailed as failure:
                # The key is already in use; a failure to store it changes nothing. The published pair needs no notice:
                # the user of the demo account has entered no key.
                if credentials.access_key != DEMO_ACCESS_KEY:
                    self._access.set_notice(self._only_for_now(failure))

    async def _forget(self) -> None:
        async with self._acting:
            self._of_this_run = None
            self._keep_demo(is_kept=False)
            await self._use_none()
            try:
                await self._store.forget()
            except KeyStoreFailed as failure:
                self._access.set_notice(
                    translatable("Keys", "키 저장소에서 지우지 못했을 수 있습니다. {why}").format(
                        why=failure.user_message
                    )
                )

    def _keep_demo(self, *, is_kept: bool) -> None:
        if self._is_embedded and is_kept is not self.opens_demo:
            self.opens_demo = is_kept
            self.demo_kept.emit(is_kept)

    async def _try_again(self) -> None:
        if self._credentials is None:
            await self._load()
            return
        async with self._acting:
            self._lifted.lift()  # the client that is made now knows of no block
            await self._use(self._credentials, self._access.notice)

    def _may_use(self, credentials: Credentials) -> bool:
        """Return whether a pair may be stored for this exchange, or read from the store."""
        return not self._is_embedded or credentials.access_key == DEMO_ACCESS_KEY

    async def _use(self, credentials: Credentials, notice: str = "") -> None:
        self._hide(credentials.access_key, credentials.secret_key)
        if credentials.access_key != DEMO_ACCESS_KEY:
            forbid_core_dumps()
        before, self._rest = self._rest, PrivateRest(self._endpoints, credentials, lifted=self._lifted)
        self._credentials = credentials
        await self._engine.set_dial(Scope.PRIVATE, private_dial(self._endpoints, credentials, self._rest))
        self._access.set_state(KeyStage.READY, self._rest, notice)
        if before is not None:
            await before.close()

    async def _use_none(self, notice: str = "") -> None:
        self._credentials = None
        await self._engine.set_dial(Scope.PRIVATE, None, translatable("Keys", "키가 없습니다"))
        self._access.set_state(KeyStage.MISSING, notice=notice)
        await self._close_rest()

    async def _close_rest(self) -> None:
        rest, self._rest = self._rest, None
        if rest is not None:
            await rest.close()

    def _only_for_now(self, failure: KeyStoreFailed) -> Text:
        return translatable("Keys", "{why}. 넣은 키는 이번 실행에서만 유지됩니다").format(why=failure.user_message)


def take_from(environment: MutableMapping[str, str], hide: Callable[[str, str], object]) -> Credentials | None:
    """Return the pair given for this run, and remove it from `environment`.

    Args:
        environment: of the process.
        hide: called with each value found, valid or not.

    Raises:
        InputError: only one of the two was given, or one is no valid key.
    """
    access, secret = (environment.pop(name, "") for name in KEY_VARIABLES)
    if not access and not secret:
        return None
    hide(access, secret)
    if not access or not secret:
        missing = KEY_VARIABLES[bool(access)]
        raise InputError(
            f"{missing} is not set",
            translatable("Keys", "환경 변수 {variable}가 없어 키를 사용하지 않았습니다").format(variable=missing),
        )
    return Credentials(access, secret)


def keys_of(endpoints: Endpoints, *, is_embedded: bool) -> str:
    """Return the key store's name of this exchange: its address, so that a key never goes to another exchange.

    Args:
        endpoints: the exchange.
        is_embedded: whether it is the embedded one, whose port changes at each start.
    """
    if is_embedded:
        return endpoints.name
    places = dict.fromkeys(urlsplit(url).netloc for url in (endpoints.rest_url, endpoints.ws_url))
    return " ".join((endpoints.name, *places))
