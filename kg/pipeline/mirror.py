"""An endpoint that is kept in step with a store that grows, and that may be away for a while."""

from dataclasses import dataclass
from pathlib import Path

from kg.endpoint import Endpoint
from kg.store import Embedded, Plan, Written, carry_out, exchange, ledger_beside, push


@dataclass(slots=True)
class Mirror:
    """The graphs of the store at PLACE at an ENDPOINT.

    What was written is pushed by itself where the endpoint had everything before; else all of the store is compared.
    """

    place: Path
    endpoint: Endpoint
    is_due: bool = True  # whether there is something to push
    _written: Written | None = None  # since the last push; None: nobody knows what the endpoint has

    def take(self, written: Written) -> None:
        """Note what was WRITTEN to the store."""
        if written.graphs or not written.is_whole:
            self.is_due = True
            if self._written is not None:
                self._written.join(written)

    def push(self) -> Plan | None:
        """Bring the endpoint in step, and return what was done; None where the store is not there yet."""
        if not self.place.is_dir():
            self.is_due = False
            return None
        since, self._written = self._written, None  # where this fails, the next one compares all
        with Embedded.read_only(self.place) as embedded:
            ledger = ledger_beside(self.place)
            with exchange(embedded.store, self.endpoint, ledger, base=embedded.base) as between:
                plan = push(between, since)
                carry_out(plan, between)
        self._written, self.is_due = Written(), False
        return plan
