"""Formulas as HTML and MathML, each set once: in this process, and from build to build."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import islice

from site_builder.shell.katex import Typeset, run_katex
from site_builder.shell.serialising import dump_value
from site_builder.shell.store import Store, digest_of, encode

_KIND = "formula"

_MOST = 2000
"""Formulas that are held in memory, some 10 MB; the store has the others."""


class Typesetter:
    """Formulas that are set already, and KaTeX for all others."""

    def __init__(self) -> None:
        self._set: dict[tuple[str, bool], Typeset] = {}
        self._store = Store(None)
        self._stamp = b""
        self._alone = threading.RLock()

    def lend(self, store: Store, stamp: bytes) -> None:
        """Takes and keeps formulas in ``store`` from now on, under ``stamp`` of the program."""
        with self._alone:
            self._store, self._stamp = store, stamp

    def typeset(self, formulas: Sequence[tuple[str, bool]]) -> list[Typeset]:
        """Each formula as HTML and MathML, in their order.

        Args:
            formulas: TeX, and whether it is displayed on lines of its own.

        Raises:
            FileNotFoundError: if the typesetter is not installed.
        """
        with self._alone:
            self._set_new(formulas)
            results = [self._set[formula] for formula in formulas]
            for oldest in list(islice(self._set, max(0, len(self._set) - _MOST))):
                del self._set[oldest]
            return results

    def _set_new(self, formulas: Sequence[tuple[str, bool]]) -> None:
        new = [formula for formula in dict.fromkeys(formulas) if formula not in self._set]
        if new:
            keys = [self._key(*formula) for formula in new]
            known = self._store.find(_KIND, keys)
            for formula, key in zip(new, keys, strict=True):
                kept = known.get(key)
                if isinstance(kept, Typeset):
                    self._set[formula] = kept
            fresh = [pair for pair in zip(new, keys, strict=True) if pair[0] not in self._set]
            made = run_katex([formula for formula, _ in fresh])
            for (formula, key), result in zip(fresh, made, strict=True):
                self._set[formula] = result
                self._store.keep(_KIND, {key: dump_value(result)})
            self._store.flush()

    def _key(self, tex: str, display: bool) -> bytes:  # noqa: FBT001 (half of a formula)
        return digest_of((self._stamp, bytes([display]), encode(tex)))


TYPESETTER = Typesetter()
"""The one of this process."""
