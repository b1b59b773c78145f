"""Which source of the project an item of a reference manager is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from briefkit.model import JSON

Item = Mapping[str, JSON]
_KEYS = ("citation-key", "citekey", "id")


def identifier(keys: Iterable[str], item_of: Callable[[str], Item]) -> Callable[[Item], str | None]:
    """A function from a CSL item to the ID of a source: by citation key, DOI, address or title, in this order.

    Two sources that share a title are told apart by none of them: such an item has no ID.
    """
    known = {key: item_of(key) for key in keys}

    def identify(item: Item) -> str | None:
        for name in _KEYS:
            if (key := str(item.get(name) or "")) in known:
                return key
        for trait in (_doi, _address, _title):
            told = trait(item)
            found = [key for key, other in known.items() if told and trait(other) == told]
            if len(found) == 1:
                return found[0]
        return None

    return identify


def _doi(item: Item) -> str:
    return re.sub(r"^(?:https?://)?(?:dx\.)?(?:doi\.org/|doi:)", "", str(item.get("DOI") or "").strip().lower())


def _address(item: Item) -> str:
    return re.sub(r"^https?://(?:www\.)?|[#?].*$|/+$", "", str(item.get("URL") or "").strip().lower())


def _title(item: Item) -> str:
    return re.sub(r"\W+", "", str(item.get("title") or "").casefold())
