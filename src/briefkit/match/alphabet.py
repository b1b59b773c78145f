"""Fold a long text of one alphabet at the speed of bytes, without a step in Python for each character.

A text in Latin, Greek, Cyrillic, Arabic … has fewer than 128 different characters beyond ASCII. Each gets a byte, so
that a chunk is encoded, folded and decoded by three look-ups in C. What got no byte, or folds to more than one letter
(`ß`, `ﬁ`, `½`), is met by the error handler of the encoding, which gives the bytes of the folded letters.
"""

from __future__ import annotations

import codecs
import threading
from collections import Counter
from collections.abc import Mapping

_HANDLER = "briefkit.fold"
_UNUSED = "\ufffe"
_SAMPLE = 4_000
_STRANGERS = 0.02
"""The share of characters without a byte from which the handler costs more than it saves."""
_state = threading.local()


class NotInAlphabetError(Exception):
    """A character folds to a letter that has no byte."""


class Alphabet:
    """A byte for each character of a text, as far as bytes go.

    Args:
        characters: beyond ASCII, the commonest first.
        table: code point -> its folded letters.
    """

    def __init__(self, characters: list[str], table: Mapping[int, str]) -> None:
        members = [chr(code) for code in range(128)]
        for character in characters:
            letters = table[ord(character)]
            new = dict.fromkeys(c for c in (character, *letters) if c not in members)
            if len(letters) < 2 and len(members) + len(new) < 256:
                members.extend(new)
        self._decoding = "".join(members).ljust(256, _UNUSED)
        self._encoding = codecs.charmap_build(self._decoding)
        self._bytes = {character: number for number, character in enumerate(members)}
        self._folds = bytearray(range(256))
        dropped = bytearray()
        for character, number in self._bytes.items():
            letters = table[ord(character)]
            if letters:
                self._folds[number] = self._bytes[letters]
            else:
                dropped.append(number)
        self._dropped = bytes(dropped)
        self._table = table

    def fold(self, text: str) -> str:
        """The folded letters of a text.

        Raises:
            NotInAlphabetError: one of them has no byte.
        """
        _state.alphabet = self
        data = codecs.charmap_encode(text, _HANDLER, self._encoding)[0]
        data = data.translate(self._folds, self._dropped)
        if data.isascii():  # the first bytes are those of ASCII
            return data.decode("ascii")
        return codecs.charmap_decode(data, "strict", self._decoding)[0]

    def bytes_of(self, run: str) -> bytes:
        """The bytes of the folded letters of characters that have none themselves."""
        try:
            return bytes(self._bytes[letter] for character in run for letter in self._table[ord(character)])
        except KeyError:
            raise NotInAlphabetError from None


def alphabet_of(text: str, table: Mapping[int, str]) -> Alphabet | None:
    """The alphabet of a long text, told by a sample; None where characters are too many."""
    sample = text[:_SAMPLE] + text[:: len(text) // _SAMPLE + 1]
    counts = Counter(sample)
    characters = [
        character
        for character, _ in counts.most_common()
        if "\x7f" < character < "\uffff" and len(table[ord(character)]) < 2
    ]
    known = sum(counts[character] for character in characters[:100])
    strangers = sum(count for character, count in counts.items() if character > "\x7f") - known
    return None if strangers > _STRANGERS * len(sample) else Alphabet(characters, table)


def _replace(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _state.alphabet.bytes_of(error.object[error.start : error.end]), error.end


codecs.register_error(_HANDLER, _replace)
