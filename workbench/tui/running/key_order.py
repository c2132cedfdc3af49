"""Keys one after the other: each is sent when all that the one before it did has been done."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.dom import DOMNode
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.timer import Timer

PATIENCE = 5.0
"""Seconds after which a key is sent although the one before it does not seem to be done."""
ROUNDS = 2
"""How often the way of a key is gone again: an action sends a message, and that may send one more."""
Typed = events.Key | events.Paste


class OrderedKeys(App[None]):
    """An application in which no key overtakes another one, and none is lost with a screen that closes.

    Textual hands a key to the widget that has the focus when the key comes in, although an earlier key may be about to
    take the focus elsewhere or to close the screen. Here a key waits until the one before it has gone all its way, the
    messages it led to are handled, and the screen that came of it is ready.
    """

    def __init__(self, **arguments: Any) -> None:  # noqa: ANN401 - Textual's own
        super().__init__(**arguments)
        self.keys_taken = 0
        """How many keys came so far."""
        self._waiting: deque[Typed] = deque()
        self._under_way: Journey | None = None
        self._seen_ready: Screen[Any] | None = None
        """The screen that has been seen to be ready for keys."""
        self._patience: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for its turn; notice when one comes back to the application."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif event.is_forwarded:
            journey = self._under_way
            await super().on_event(event)
            if journey is not None and journey.event is event:
                journey.has_arrived = True
        else:
            self.keys_taken += 1
            self._waiting.append(event)
            await self._send_next()
            if self._waiting and self._patience is None:
                self._wait_no_longer_than(PATIENCE)

    async def _send_next(self) -> None:
        """Send the key that has waited longest, if nothing is under way and the screen is ready for it."""
        while self._waiting and self._under_way is None:
            if self.screen is not self._seen_ready:
                self._under_way = Journey(self, None, self.screen)
            else:
                event = self._waiting.popleft()
                journey = Journey(self, event, self.focused or self.screen)
                await super().on_event(event)
                self._under_way = journey if event.is_forwarded else None
            if self._under_way is not None:
                self._under_way.begin()

    async def ended(self, journey: Journey) -> None:
        """Go on with the next key; one that was lost with a screen that closed is sent again first."""
        if self._under_way is not journey:
            return
        self._under_way = None
        if journey.event is None:
            self._seen_ready = journey.screen
        elif journey.is_lost and self.screen is not journey.screen:
            self._waiting.appendleft(_again(journey.event))
        await self._send_next()

    def _wait_no_longer_than(self, seconds: float) -> None:
        journey = self._under_way

        async def go_on() -> None:
            self._patience = None
            if journey is not None:
                await self.ended(journey)

        self._patience = self.set_timer(seconds, go_on)


def _again(event: Typed) -> Typed:
    """Return a key as if it had just been pressed."""
    return events.Key(event.key, event.character) if isinstance(event, events.Key) else events.Paste(event.text)


def _calls(pump: MessagePump, call: Callable[[], Any]) -> bool:
    """Have somebody make a call once they have handled what came before; return whether they still do.

    Textual's own `call_later` says the same, and looks up the parameters of the call anew each time.
    """
    return pump.post_message(events.Callback(callback=call))


class Journey:
    """The way of one key from the widget with the focus up to the application; without a key, of nothing but a call.

    A call that is put into a widget's queue behind a key is made when the widget is done with the key.
    """

    def __init__(self, app: OrderedKeys, event: Typed | None, target: DOMNode) -> None:
        self.app = app
        self.event = event
        self.screen = app.screen
        self.has_arrived = False
        """Whether the key came back to the application, which does what no widget did."""
        self._way = target.ancestors_with_self[:-1]
        self._place = 0
        """How far on its way it is."""
        self._rounds = 0

    @property
    def is_lost(self) -> bool:
        """Whether nobody had the key: a widget on its way was closed."""
        return not self.has_arrived and not self._is_stopped

    @property
    def _is_stopped(self) -> bool:
        return self.event is not None and self.event._stop_propagation  # noqa: SLF001 - Textual says it nowhere else

    def begin(self) -> None:
        """Follow the key."""
        self._place = 0
        self._follow()

    def _follow(self) -> None:
        """Go on to the next widget that still takes calls; beyond the last one to the application."""
        if self._is_stopped and self._place:
            self._place = len(self._way)
        while self._place < len(self._way):
            self._place += 1
            if _calls(self._way[self._place - 1], self._follow):
                return
        _calls(self.app, self._came)

    async def _came(self) -> None:
        """Go the way again for the messages that an action sent; a key that was stopped has had its effect."""
        if self.has_arrived and self._rounds < ROUNDS:
            self._rounds += 1
            self.begin()
        else:
            await self.app.ended(self)
