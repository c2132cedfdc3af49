"""Who may come in: links that work once, and the cookies that they become."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.usecases.served import Person

LIFETIME = 12 * 3600.0
"""Seconds after which a cookie is worth nothing, used or not."""
MOST_WAITING = 4
"""Renewed cookies that may be on their way to one browser."""
SECRET = 32
"""Bytes of chance in a link or a cookie."""


def _kept(secret: str) -> str:
    """Return what is kept of a secret: enough to know it again, not to use it."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


@dataclass
class _Pass:
    """The cookies of one person: the one in use, and those that take its place when they come back."""

    person: Person
    current: str
    until: float
    waiting: list[str] = field(default_factory=list)


class Doors:
    """Links, each for one person and one use; and the cookies in use.

    A cookie is renewed with every page. The old one ends when the new one is first used, so that a copy of it is worth
    nothing after that.
    """

    def __init__(self, people: Iterable[Person], *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._links: dict[str, Person] = {}
        self._passes: dict[str, _Pass] = {}
        self.tokens: dict[str, str] = {}
        """The secret of each person's link, by the person's id; to be told once and forgotten."""
        for person in people:
            token = secrets.token_urlsafe(SECRET)
            self._links[_kept(token)] = person
            self.tokens[person.id] = token

    def is_unused(self, token: str) -> bool:
        """Return whether a link can still be used."""
        return _kept(token) in self._links

    def enter(self, token: str) -> tuple[Person, str] | None:
        """Use a link up and return whose it was, with a cookie; None for one that is unknown or was used."""
        person = self._links.pop(_kept(token), None)
        if person is None:
            return None
        cookie = secrets.token_urlsafe(SECRET)
        self._passes[person.id] = _Pass(person, _kept(cookie), self._clock() + LIFETIME)
        return person, cookie

    def who(self, cookie: str | None) -> Person | None:
        """Return whose cookie it is; None for one that is unknown, too old or was replaced."""
        held = self._pass(cookie)
        return held.person if held else None

    def renewed(self, cookie: str) -> str:
        """Return the cookie that takes the place of another one as soon as it is used."""
        held = self._pass(cookie)
        if held is None:
            return ""
        fresh = secrets.token_urlsafe(SECRET)
        held.waiting = [*held.waiting[1 - MOST_WAITING :], _kept(fresh)]
        return fresh

    def leave(self, cookie: str) -> None:
        """End a cookie and whatever was to take its place."""
        held = self._pass(cookie)
        if held is not None:
            del self._passes[held.person.id]

    def _pass(self, cookie: str | None) -> _Pass | None:
        if not cookie:
            return None
        kept = _kept(cookie)
        for name, held in list(self._passes.items()):
            if held.until <= self._clock():
                del self._passes[name]
            elif kept == held.current:
                return held
            elif kept in held.waiting:
                held.current, held.waiting = kept, held.waiting[held.waiting.index(kept) + 1 :]
                return held
        return None
