"""Replay: which values are current, which changes wait for others, and which keys are in dispute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import UsageError, nearest
from workbench.store.entry import LAMPORT, LAMPORT_AND_ID
from workbench.store.orders import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from workbench.model.change import Json
    from workbench.store.entry import Entry

ORDER = "order/"
"""Keys that hold the order of a list: two people who add to a list do not contradict each other."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One of the current values of a key in dispute."""

    entry: str
    """The id of the change that gave it."""
    value: Json
    """None: the key is taken away."""
    actor: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A key to which people who had not seen each other's changes gave different values."""

    key: str
    claims: tuple[Claim, ...]
    """The first one stands until the dispute is settled: that of the analyst whose id comes first."""


class Replica:
    """The state that all changes together make, whatever the order in which they arrive.

    A value is current as long as no change that has seen it is there.
    """

    def __init__(self) -> None:
        self.state: dict[str, Json] = {}
        self.entries: dict[str, Entry] = {}
        """Those in effect, by id."""
        self.waiting: dict[str, Entry] = {}
        self._heads: dict[str, dict[str, Json]] = {}
        """The current values of each key, by the ids of the changes that gave them."""
        self._late: set[tuple[str, str]] = set()
        """Key and id of values that were replaced before they arrived."""
        self._plural: set[str] = set()

    def add(self, entries: Iterable[Entry], is_lost: Callable[[str], bool]) -> dict[str, Json]:
        """Put entries into effect as soon as all that they have seen is there.

        Parameters
        ----------
        is_lost
            Whether an entry will never arrive; one that has seen it does not wait.

        Returns
        -------
        The keys whose values changed, with the values before.
        """
        touched: dict[str, None] = {}
        # What an entry has seen always has a smaller counter.
        arriving = sorted([*entries, *self.waiting.values()], key=LAMPORT)
        self.waiting = {}
        known = self.entries
        for entry in arriving:
            identifier, changes = entry[0], entry[4]["changes"]
            if identifier in known:
                continue
            for edit in changes:
                if "seen" in edit:
                    for each in edit["seen"]:
                        if each not in known and not is_lost(each):
                            self.waiting[identifier] = entry
            if identifier not in self.waiting:
                known[identifier] = entry
                self._replace(identifier, changes, touched)
        return self._update(touched)

    def _replace(self, identifier: str, changes: Iterable[Mapping[str, Any]], touched: dict[str, None]) -> None:
        """Put values in the place of those that their change has seen."""
        for edit in changes:
            key = edit["key"]
            touched[key] = None
            heads = self._heads.get(key)
            if heads is None:
                heads = self._heads[key] = {}
            for each in edit.get("seen", ()):
                if each in heads:
                    del heads[each]
                elif each not in self.entries:
                    self._late.add((key, each))
            if not self._late or (key, identifier) not in self._late:
                heads[identifier] = edit["new"]

    def _update(self, touched: Iterable[str]) -> dict[str, Json]:
        before = {}
        for key in touched:
            heads = self._heads[key]
            if len(heads) == 1:
                (value,) = heads.values()
                if self._plural:
                    self._plural.discard(key)
            elif heads:
                self._plural.add(key)
                value = self._standing(key)
            else:
                # What replaced its value is lost, or it was replaced before it arrived.
                value = None
            old = self.state.get(key)
            if old != value:
                before[key] = old
                if value is None:
                    del self.state[key]
                else:
                    self.state[key] = value
        return before

    def _standing(self, key: str) -> Json:
        values = [claim.value for claim in self._claims(key)]
        orders = [value for value in values if isinstance(value, list)]
        if key.startswith(ORDER) and orders:
            return joined(orders) or orders[0]
        return values[0]

    def _claims(self, key: str) -> list[Claim]:
        claims = []
        for identifier, value in self._heads[key].items():
            entry = self.entries[identifier]
            claims.append(Claim(identifier, value, entry.actor, entry.at, entry.why))
        return sorted(claims, key=lambda each: (each.actor, LAMPORT_AND_ID(self.entries[each.entry])))

    def heads(self, key: str) -> tuple[str, ...]:
        """Return the ids of the changes that gave a key its current values."""
        return tuple(self._heads.get(key, ()))

    def seen_by(self, key: str, actor: str) -> tuple[str, ...]:
        """Return what an ordinary change by someone takes the place of: in a dispute, only what is their own."""
        heads = self.heads(key)
        if key in self._plural and self._dispute(key) is not None:
            return tuple(each for each in heads if self.entries[each].actor == actor)
        return heads

    def heads_in_dispute(self, key: str) -> tuple[str, ...]:
        """Return the ids of the changes that contradict each other about a key.

        Raises
        ------
        UsageError
            When there are none.
        """
        if key not in self._plural or self._dispute(key) is None:
            message = f"{key} is in no dispute."
            raise UsageError(message, hint=nearest(key, (dispute.key for dispute in self.disputes)))
        return self.heads(key)

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """The keys in dispute, in their order."""
        found = (self._dispute(key) for key in sorted(self._plural))
        return tuple(each for each in found if each is not None)

    def _dispute(self, key: str) -> Dispute | None:
        claims = self._claims(key)
        values = [claim.value for claim in claims]
        if all(value == values[0] for value in values[1:]):
            return None
        orders = [value for value in values if isinstance(value, list)]
        if key.startswith(ORDER) and joined(orders) is not None:
            return None
        return Dispute(key, tuple(claims))
