"""Reads how a new value is: “starts armed with nothing recorded”, “starts out empty”"""

from __future__ import annotations

from uowgen.claims.enacted.effects import Effects
from uowgen.claims.enacted.saying import Said, Seen


class Beginnings(Effects):
    """Reads how a new value is."""

    def begins(self) -> Seen | None:
        """“starts armed with nothing recorded”, “starts out empty”, “begins uncommitted”: how a new value is."""
        cast, start = self.lex.cast, self.at
        if self.negated or (self.subject and self.subject not in {f.name for f in cast.roster.makers}):
            return None
        self.at += 1
        self.over("out", "off", "as")
        found: list[Seen] = []
        while True:
            one = self._how_it_is()
            if one is None:
                break
            found.append(one)
            self.over("and", ", and", ",")
        if not found or (any(s.kind == "kept" for s in found) and not cast.recorder):
            self.at = start
            return None
        if not self.deeds:
            self.deeds.append(Said(cast.maker))
        self.seen += found[:-1]
        return found[-1]

    def _how_it_is(self) -> Seen | None:
        """One thing that is said of a new value: a flag, or that nothing is held."""
        lex, start = self.lex, self.at
        negated = bool(self.over("not"))
        text = self.text()
        if text in lex.known.flags or (text == "armed" and lex.cast.enders()):
            self.at += 1
            return Seen("flag", value=text, negated=negated)
        if (
            text.startswith(("un", "dis"))
            and (bare := text.removeprefix("un").removeprefix("dis")) in lex.known.flags
            and not negated
        ):
            self.at += 1
            return Seen("flag", value=bare, negated=True)
        if not negated and self.over("empty", "with empty list", "with empty"):
            if self.words[self.at - 1].text == "empty" and self.words[self.at - 2].text == "with" and self.thing() is None:
                self.at = start
                return None
            return Seen("kept")
        if not negated and self.over("with nothing", "with none"):
            word = self.word()
            if self.text() in ("recorded", "held", "tracked", "stored", "in it", "yet") or (
                word is not None and lex.deed(word) == lex.cast.recorder
            ):
                self.at += 1
                self.over("yet", "so far")
                return Seen("kept")
        if not negated and self.over("with no", "without any", "without") and self.thing() is not None:
            self.over("recorded", "held", "tracked", "yet")
            return Seen("kept")
        self.at = start
        return None
