"""Which model is asked, where, and what that may take: as a value, checked before anything is read."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.endpoint import Credentials, Endpoint, find
from kg.endpoint.credentials import without
from kg.errors import ConfigError, library
from kg.iri import digest
from kg.llm import prompt
from kg.llm.account import Account
from kg.llm.budget import FREE, Budget, Price

KEY: Final = "KG_LLM_KEY"
TIMEOUT: Final = 120.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A model to ask, as the stages are told: small, so that a worker process gets it whole."""

    endpoint: Endpoint = field(repr=False)
    model: str
    budget: Budget = field(default_factory=Budget)
    price: Price = FREE
    cache: Path | None = None  # the folder of the answers; None for that of the user
    account: Path = field(compare=False)  # what all processes have spent

    @property
    def fingerprint(self) -> str:
        """A digest of what decides about the answers, beside the ontology and the article."""
        return digest(self.model, prompt.version())


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A MODEL at the ADDRESS of a server that speaks the protocol of OpenAI: its root, or any of its services.

    BUDGET is like ``2,000 calls, 5M tokens, 3 USD``, PRICE what a million tokens cost, ``0.15/0.60 USD``. CACHE is the
    folder in which answers are kept. The KEY is taken from ``KG_LLM_KEY`` where none is given, and goes to this server
    alone. TIMEOUT is in seconds, for one answer. Nothing is sent before a build asks for ``llm``.

    >>> LanguageModel("localhost:8080", "gemma", budget="200 calls").checked().endpoint.url
    'http://localhost:8080'
    """

    address: str = field(repr=False)
    model: str
    key: str | None = field(default=None, repr=False)
    budget: str | None = None
    price: str | None = None
    cache: Path | str | None = None
    timeout: float = TIMEOUT
    certificates: Path | str | None = None
    insecure: bool = False

    def checked(self) -> Asking:
        """Return this as the stages are told; raise ConfigError or EndpointError where something is wrong."""
        library("httpx", "llm")
        if "@" in self.address:
            raise ConfigError(
                f"{without(self.address)}: a user in the address is not used; set {KEY}, or give --llm-key"
            )
        if not self.model.strip():
            raise ConfigError("llm_model: no model is named; give its name as the server knows it")
        certificates = None if self.certificates is None else Path(self.certificates)
        if certificates is not None and not certificates.is_file():
            raise ConfigError(f"{certificates}: not a file; give one with certificates as PEM")
        price = FREE if self.price is None else Price.read(self.price)
        return Asking(
            endpoint=Endpoint(
                self.address,
                timeout=self.timeout,
                credentials=self._credentials(),
                certificates=certificates,
                insecure=self.insecure,
            ),
            model=self.model.strip(),
            budget=Budget() if self.budget is None else Budget.read(self.budget, price),
            price=price,
            cache=None if self.cache is None else Path(self.cache),
            account=Account.fresh().path,
        )

    def _credentials(self) -> Credentials | None:
        """Return the key that is given, or that of the environment."""
        token = self.key or os.environ.get(KEY)
        if token:
            return find(self.address, token=token, environ={})
        return None
