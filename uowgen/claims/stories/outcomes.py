"""What a call is said to come to: what it returns, what it changes and what it leaves, whether it panics."""

# ruff: noqa: SIM905
from __future__ import annotations

from typing import TYPE_CHECKING

from uowgen.claims.stories.bounds import Bounds
from uowgen.claims.stories.moves import Moves
from uowgen.claims.stories.ranges import field_of, lies, outcome, takes_range, value
from uowgen.claims.stories.scenes import held, inside, not_
from uowgen.claims.stories.things import Things, is_called, number_of
from uowgen.claims.stories.values import as_number, literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.stories.scenes import Scene, Test
    from uowgen.claims.stories.situations import Asked, Situations
    from uowgen.claims.stories.things import History
    from uowgen.claims.stories.tokens import Tokens

    Change = Callable[[Scene], int | None]

_RETURNS = frozenset(
    "delivers deliver hands hand returns return yields yield gives give answers answer reports report produces produce".split()
)
_BEING = frozenset("is are be equals equal".split())
_UP = frozenset(
    "increments increment bumps bump increases increase raises raise advances advance grows grow inflates inflate".split()
)
_LOOSE = frozenset("inflates inflate raises raise grows grow shrinks shrink lowers lower".split())
_DOWN = frozenset("decrements decrement lowers lower decreases decrease reduces reduce shrinks shrink".split())
_NUMBERS = frozenset("u8 u16 u32 u64 usize".split())
_KEEPING = frozenset("unchanged alone untouched intact unaffected".split())


class Outcomes:
    """Readers of outcomes."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.journal = tokens.cast.journal
        self.more: list[Test] = []
        self.plain = self.error = False
        self.judges = False  # whether it is said to be refused or taken, and nothing else
        self.situations: Situations | None = None
        self.calls = 1
        self.telling: Test | None = None  # in which of the scenes a fault would show

    def of(self, asked: Asked, situations: Situations) -> Test | None:
        """The outcome that comes next; None if it is not understood. What it says of the call besides is put into `more`."""
        at = self.tokens.at
        self.situations = situations
        ways = (
            (self._told,)
            if asked.quantity
            else (
                self._of_ranges,
                self._of_moves,
                self._marked,
                self._capped,
                self._rejected,
                self._returned,
                self._judged,
                self._left,
                self._moved,
                self._emptied,
            )
        )
        for way in ways:
            self.tokens.at = at
            right = way(asked)
            if right is not None:
                return right
        self.tokens.at = at
        return None

    def _of_ranges(self, asked: Asked) -> Test | None:
        return outcome(self.tokens) if asked.method and field_of(self.journal) is not None else None

    def _of_moves(self, asked: Asked) -> Test | None:
        moves = Moves(self.tokens)
        test = moves.outcome(asked.method) if asked.method else None
        if test is not None:
            self.telling, self.plain = moves.telling, True
        return test

    def _capped(self, asked: Asked) -> Test | None:
        """“saturates at the capacity”, “goes above `LIMIT`”: how far the one number that the type tells goes in the call."""
        tokens = self.tokens
        bounds = Bounds(tokens)
        over = tokens.said(
            "goes above", "go above", "exceeds", "exceed", "goes over", "go over", "raises it above", "goes past", "go past"
        )
        if not over and not tokens.said(
            "saturates at", "saturate at", "stops at", "caps at", "is capped at", "clamps at", "is limited to"
        ):
            return None
        key, said = bounds.main(), bounds.limit()
        if not key or said is None:
            return None
        limit = said
        self.plain = not over
        self.telling = lambda scene: (scene.beat.after or {}).get(key) == limit(scene)

        def right(scene: Scene) -> bool | None:
            now, most = (scene.beat.after or {}).get(key), limit(scene)
            if scene.beat.panicked:
                return over
            return None if not isinstance(now, int) or most is None else (now > most) is over

        del asked
        return right

    def _marked(self, asked: Asked) -> Test | None:
        """“marks it used”, “marks the frame as allocated”: what a method that is asked about the thing tells afterwards."""
        tokens = self.tokens
        if not tokens.said("marks", "mark", "makes", "make", "flags"):
            return None
        if not (tokens.said("it") or tokens.kept_noun()):
            return None
        tokens.said("as")
        word = tokens.text()
        askers = [
            p.name for p in self.journal.parts.values() if p.takes == "ref" and p.returns == "bool" and len(p.parameters) == 1
        ]
        named = [a for a in askers if is_called(a, word)]
        free = word in ("free", "available", "unused")
        if len(named or askers) != 1 or not (named or free) or not word:
            return None
        name = (named or askers)[0]
        tokens.at += 1
        tokens.said("again")

        def right(scene: Scene) -> bool | None:
            seen = scene.beat.of_left.get(name)
            return None if scene.beat.refused or not isinstance(seen, bool) else seen is (bool(named) or not free)

        self.telling = lambda scene: scene.beat.before != scene.beat.after
        return right

    def _rejected(self, asked: Asked) -> Test | None:
        """“rejects overlapping ranges”: what is said of the given one is a condition, and the outcome a refusal."""
        tokens = self.tokens
        refuses = tokens.said("rejects", "refuses", "reject", "refuse", "fails for", "denies", "fails on")
        if not refuses and not tokens.said("accepts", "allows", "takes", "accept", "allow"):
            return None
        test = lies(tokens) if asked.method and takes_range(self.journal, asked.method) else None
        if test is None:
            return None
        self.more.append(test)
        self.plain = True
        return (lambda scene: scene.beat.refused) if refuses else (lambda scene: not scene.beat.refused)

    # ---------------------------------------------------------------------------------------------------------- returns

    def _returned(self, asked: Asked) -> Test | None:
        tokens = self.tokens
        if not (
            tokens.over(_RETURNS)
            or tokens.said("is reported as", "is signalled by", "is signaled by", "is shown as", "shows up as", "results in")
            or tokens.over(_BEING)
            or tokens.said("->", "→", "=", "==", ":")
        ):
            return None
        tokens.said("back", "out")
        if not self.journal.parts[asked.method].returns:
            return None
        return self.value(asked)

    def value(self, asked: Asked) -> Test | None:
        """What is given back."""
        tokens = self.tokens
        word = tokens.word()
        if word is None:
            return None
        if field_of(self.journal) is not None and (of_ranges := value(tokens)) is not None:
            return of_ranges
        if word.code or word.raw in ("None", "true", "false") or as_number(word.raw) is not None:
            test = literal(word.raw, self.journal.number)
            if test is not None and self._never_fits(asked.method, word.raw):
                tokens.at += 1
                self.plain = True
                return lambda scene: False
            if test is not None and self._fits(asked.method, word.raw):
                tokens.at += 1
                self.plain = True
                self.error = "Result<" in self.journal.parts[asked.method].returns and not word.raw.startswith("Ok")
                tokens.over(frozenset({"error"}))
                return lambda scene: False if scene.beat.panicked else test(_shorn(scene, asked.method, word.raw))
            key = tokens.quantity()
            if key:
                return lambda scene: _equal(scene.beat.gave, (scene.beat.before or {}).get(key))
            return None
        if (count := self._count(asked)) is not None:
            return count
        tokens.said("just", "exactly")
        if tokens.said("nothing"):
            return lambda scene: scene.beat.gave == ("None",) if isinstance(scene.beat.gave, tuple) else None
        if tokens.said("an error", "error"):
            return lambda scene: isinstance(scene.beat.gave, tuple) and scene.beat.gave[:1] == ("Err",)
        if tokens.said("same"):
            if not tokens.kept_noun():
                return None

            def same_as(scene: Scene) -> bool | None:
                rows = [g for b in scene.past for g in b.given]
                return None if len(rows) != 1 else inside(scene.beat.gave) == rows[0]

            return same_as
        which = tokens.text()
        if which in ("oldest", "newest", "latest", "first", "last"):
            tokens.at += 1
            if tokens.kept_noun():
                end = 0 if which in ("oldest", "first") else -1

                def test_of(scene: Scene) -> bool | None:
                    rows = held(scene)
                    if rows is None or not rows:
                        return None
                    got = inside(scene.beat.gave)
                    return None if rows.count(rows[end]) > 1 else got == rows[end]

                return test_of
            return None
        if which in ("displaced", "overwritten", "evicted", "dropped", "old", "replaced"):
            tokens.at += 1
            if not tokens.kept_noun():
                return None
            if tokens.text() == "in" and tokens.raw(1).startswith("Some"):
                tokens.at += 2

            def displaced(scene: Scene) -> bool | None:
                rows = held(scene)
                return None if not rows else inside(scene.beat.gave) == rows[0]

            return displaced
        key = tokens.quantity()
        if key:
            return lambda scene: _equal(scene.beat.gave, (scene.beat.before or {}).get(key))
        history = Things(tokens).thing(alone=True)
        if history is not None:
            kept = history

            def so(scene: Scene) -> bool | None:
                thing = inside(scene.beat.gave)
                return None if thing is None or scene.beat.refused else kept(scene, thing)

            self.telling, self.plain = _any_so(kept), False
            return so
        return None

    def _count(self, asked: Asked) -> Test | None:
        """“the number of bytes copied”, “the new count”, “the credits that remain”: a number that the call leaves behind."""
        tokens = self.tokens
        at = tokens.at
        moves = Moves(tokens)
        test = moves.count(asked.method)
        if test is not None:
            self.telling, self.plain = moves.telling, True
            return test
        key = ""
        if tokens.said("new", "updated", "resulting", "remaining"):
            key = tokens.quantity() or (
                self._asked_about() if tokens.over(frozenset({"count", "value", "total", "number"})) else ""
            )
            if (not key and tokens.text(-1) in ("balance", "total")) or tokens.said("balance"):
                key = Bounds(tokens).main()
            if not key and tokens.text(-1) == "remaining" and tokens.kept_noun():
                key = Bounds(tokens).main()
        elif (
            (tokens.said("number of", "how many") or True)
            and tokens.kept_noun()
            and tokens.said("that remain", "that are left", "left", "remaining")
        ):
            key = Bounds(tokens).main()
        if not key:
            tokens.at = at
            return None
        self.telling = lambda scene: scene.beat.before != scene.beat.after

        def right(scene: Scene) -> bool | None:
            if scene.beat.refused:
                return None
            look = scene.beat.of_left if key in scene.beat.of_left else scene.beat.after or {}
            return _equal(number_of(scene.beat.gave), look.get(key))

        return right

    def _asked_about(self) -> str:
        """The one method that is asked about a thing and tells a number."""
        rows = [
            p.name for p in self.journal.parts.values() if p.takes == "ref" and len(p.parameters) == 1 and p.returns in _NUMBERS
        ]
        return rows[0] if len(rows) == 1 else ""

    def _never_fits(self, method: str, text: str) -> bool:
        """Whether a value is of another sort than all that the method gives, as its signature says."""
        returns = "".join(self.journal.parts[method].returns.split())
        if text in ("true", "false"):
            return returns.startswith(("Option<", "Result<")) and "bool" not in returns
        if text.startswith(("Err(", "Ok(")) or text in ("Err", "Ok"):
            return returns == "bool" or (returns.startswith("Option<") and "Result" not in returns)
        if text == "None" or text.startswith("Some("):
            return returns == "bool" or (returns.startswith("Result<") and "Option" not in returns)
        return False

    def _fits(self, method: str, text: str) -> bool:
        """Whether a value is of the sort that the method gives."""
        returns = "".join(self.journal.parts[method].returns.split())
        if text == "None" or text.startswith("Some"):
            return returns.startswith("Option<")
        if text.startswith(("Ok", "Err")):
            return "Result<" in returns
        if text in ("true", "false"):
            return returns == "bool" or returns.startswith(("Option<bool", "Result<bool"))
        return bool(returns)

    # ------------------------------------------------------------------------------------------------- refused, panics

    def _judged(self, asked: Asked) -> Test | None:
        del asked
        tokens = self.tokens
        self.plain = True
        if tokens.said("panics", "panic"):
            return lambda scene: scene.beat.panicked
        self.judges = True
        if tokens.said("fails", "fail", "is refused", "is rejected", "be refused", "be rejected", "be an error", "is an error"):
            with_error = self._with_error()
            return (lambda scene: scene.beat.refused) if with_error is None else with_error
        if tokens.said("succeeds", "succeed", "is accepted", "be accepted", "works", "work", "is allowed", "be allowed"):
            return lambda scene: not scene.beat.refused
        if tokens.said("returns ok"):
            return lambda scene: not scene.beat.refused
        self.plain = self.judges = False
        return None

    def _with_error(self) -> Test | None:
        """“… with `BadPriority`”: the error that comes with a refusal."""
        tokens = self.tokens
        at = tokens.at
        word = tokens.words[at + 1] if at + 1 < len(tokens.words) else None
        if tokens.text() in ("with", "as") and word is not None and word.code:
            test = literal(
                word.raw.removeprefix("Err(").removesuffix(")") if word.raw.startswith("Err(") else word.raw, self.journal.number
            )
            if test is not None:
                tokens.at += 2
                self.error = True

                def right(scene: Scene) -> bool | None:
                    gave = scene.beat.gave
                    if scene.beat.panicked or not isinstance(gave, tuple) or gave[:1] not in (("Err",), ("Ok",)):
                        return False if scene.beat.panicked else None
                    return gave[0] == "Err" and len(gave) > 1 and test(gave[1])

                return right
        return None

    # -------------------------------------------------------------------------------------------- what changes and what stays

    def _left(self, asked: Asked) -> Test | None:
        self.calls = asked.calls
        tokens = self.tokens
        if tokens.said(
            "has no effect", "have no effect", "changes nothing", "change nothing", "does nothing", "do nothing", "is no-op"
        ):
            return lambda scene: None if scene.beat.after is None else scene.beat.before == scene.beat.after
        words = tokens.text()
        if tokens.said("leaves", "leave", "keeps", "keep", "preserves", "preserve", "retains"):
            keys = self._things()
            if keys is None:
                return None
            self.plain = bool(keys)  # of a whole value less may be meant than all of its fields
            keeping = tokens.over(_KEEPING) or tokens.said("as it is", "as is", "as it was", "same")
            if not keeping and not (keys and tokens.done and tokens.words[tokens.at - 1].text != "leaves" and self._keeps(words)):
                return None
            return self._same(keys)
        if tokens.said("counts", "count"):
            if not self._gone_ones() or not tokens.said("as", "in", "towards", "among"):
                return None
            key = tokens.quantity()
            if not key:
                return None
            self.plain, self.telling = True, lambda scene: bool(held(scene))
            return _changed(key, 1)
        if tokens.said("consumes", "consume", "removes", "remove", "takes", "take"):
            if not (tokens.kept_noun() or tokens.said("anything", "it")):
                return None
            inner = any(w in kind for kind in self.journal.fields.values() for w in ("Cell", "Atomic", "Mutex", "Lock"))
            self.plain = self.journal.parts[asked.method].takes == "ref" and not inner
            same = self._same(())
            return lambda scene: None if same(scene) is None else not same(scene)
        if tokens.said("changes", "change", "touches", "touch", "affects", "affect", "modifies", "modify", "alters", "alter"):
            keys = self._things()
            if keys is None:
                return None
            same = self._same(keys)
            return lambda scene: None if same(scene) is None else not same(scene)
        return None

    def _keeps(self, verb: str) -> bool:
        """Whether a verb alone says that something stays, and something was there that might have gone."""
        return verb in ("keeps", "keep", "preserves", "preserve", "retains")

    def _gone_ones(self) -> bool:
        """Passes “the discarded events”, “what is removed”."""
        tokens = self.tokens
        tokens.over(frozenset("discarded removed cleared dropped forgotten remaining queued them".split()))
        return tokens.kept_noun() or tokens.text(-1) == "them"

    def _things(self) -> tuple[str, ...] | None:
        """What is left or changed: a quantity, or all of it (no keys)."""
        tokens = self.tokens
        key = tokens.quantity()
        if key:
            return (key,)
        if tokens.type_noun() or tokens.said("anything", "state", "contents", "content"):
            tokens.said("of it", "of")
            tokens.type_noun()
            return ()
        return None

    def _same(self, keys: tuple[str, ...]) -> Test:
        if keys and self.telling is None:  # where it is zero anyway, nobody sees that it was reset
            self.telling = lambda scene: any((scene.beat.before or {}).get(k) != 0 for k in keys)

        calls = self.calls

        def test(scene: Scene) -> bool | None:
            before, after = (scene.past[1 - calls] if calls > 1 else scene.beat).before, scene.beat.after
            if before is None or after is None:
                return None
            return before == after if not keys else all(_equal(before.get(k), after.get(k)) for k in keys)

        return test

    def _moved(self, asked: Asked) -> Test | None:
        """“increments `len` by one”, “decrements the free count”, “resets the counter to zero”, “adds 2 to `n`”."""
        del asked
        tokens = self.tokens
        loose = tokens.text() in _LOOSE
        sign = 1 if tokens.over(_UP) else -1 if tokens.over(_DOWN) else 0
        if sign:
            key = tokens.quantity()
            if not key and tokens.type_noun():
                key = tokens.cast.length()
            if not key:
                return None
            if loose and tokens.text() != "by":
                self.plain = True
                return _changed(key, sign)
            by = self._by()
            self.plain = by is not None
            return None if by is None else _by(key, sign, by)
        verb = tokens.text()
        if tokens.said("resets", "reset", "zeroes", "zeros", "clears", "clear", "sets", "set", "brings", "leaves"):
            key = tokens.quantity()
            if not key:
                return None
            if not tokens.said("to zero", "to 0", "back to zero", "at zero", "at 0") and verb in (
                "sets",
                "set",
                "brings",
                "leaves",
            ):
                return None
            self.plain = True
            # Only where there was something to reset is anything told.
            return lambda scene: None if not (scene.beat.before or {}).get(key) else _equal(_after(scene, key), 0)
        return None

    def _by(self) -> Change | None:
        """“by one”, “by `n`”: 1 where nothing is said."""
        tokens = self.tokens
        if not tokens.said("by"):
            return lambda scene: 1
        number = tokens.number()
        if number:
            return lambda scene: int(number)
        raw = tokens.raw()
        if not raw or not any(raw == p for part in self.journal.parts.values() for p, _ in part.parameters):
            return None
        tokens.at += 1

        def given(scene: Scene) -> int | None:
            names = [p for p, _ in scene.journal.parts[scene.beat.name].parameters] if scene.beat.name else []
            return number_of(scene.beat.given[names.index(raw)]) if raw in names else None

        return given

    def _emptied(self, asked: Asked) -> Test | None:
        del asked
        from uowgen.claims.stories.situations import state_of

        tokens = self.tokens
        if tokens.said("empties", "empty", "makes", "leaves"):
            if not tokens.type_noun():
                return None
            tokens.said("empty")
            return state_of(tokens, "empty", after=True)
        return None

    # ---------------------------------------------------------------------------------------------- of what is told

    def _told(self, asked: Asked) -> Test | None:
        """“is `MSI_COUNT`”, “equals `N`”, “never exceeds the capacity”, “goes up by one”."""
        tokens, key = self.tokens, asked.quantity
        if tokens.said(
            "exceed", "exceeds", "goes above", "go above", "is more than", "be more than", "is larger than", "be larger than"
        ):
            other = self._other()
            return None if other is None else _compared(key, other, _over)
        if tokens.said("is at most", "be at most", "stays at or below"):
            other = self._other()
            return None if other is None else not_(_compared(key, other, _over))
        if tokens.said("changes", "change", "is changed", "be changed"):
            if not tokens.done:
                return None
            same = self._same((key,))
            return lambda scene: None if same(scene) is None else not same(scene)
        if tokens.said("stays below", "is below", "be below", "is less than", "be less than", "stays under", "remains below"):
            above = self._other()
            return None if above is None else _below(key, above)
        if tokens.said("goes up", "go up", "goes down", "go down", "increases", "decreases", "grows", "shrinks"):
            sign = 1 if tokens.text(-1) in ("up", "increases", "grows") else -1
            by = self._by()
            if by is None:
                return None
            self.plain = True
            return _by(key, sign, by) if self._when_called() else None
        if tokens.said("is incremented", "is bumped", "is increased", "is decremented", "is decreased", "is lowered"):
            sign = 1 if tokens.text(-1) in ("incremented", "bumped", "increased") else -1
            by = self._by()
            if by is None:
                return None
            self.plain = True
            return _by(key, sign, by) if self._when_called() else None
        if tokens.text() in ("starts", "begins") or (tokens.text() in _BEING and tokens.text(1) == "initially"):
            self.more.append(lambda scene: not scene.beat.name)  # of what was just made
        if tokens.text() == "only" and key in self.journal.parts and self.journal.parts[key].returns == "bool":
            return lambda scene: (scene.beat.after or {}).get(key) is True
        if tokens.over(
            frozenset({"is", "equals", "be", "starts", "begins", "remains", "stays", "returns", "=", "==", "starts out", "reads"})
        ):
            tokens.said("at", "as", "with", "equal to")
            tokens.over(frozenset({"always", "initially"}))
            word = tokens.word()
            test = literal(word.raw, self.journal.number) if word is not None else None
            if (
                test is not None
                and word is not None
                and (word.code or word.raw in ("true", "false") or as_number(word.raw) is not None)
            ):
                tokens.at += 1
                self.plain = True
                return _is(key, test)
            if tokens.said("zero"):
                return lambda scene: _equal(_after(scene, key), 0)
            other = self._other()
            return None if other is None else _compared(key, other, _equal)
        return None

    def _when_called(self) -> bool:
        """Reads the call that makes a change: “on every push”, “when an event is popped”, “for each successful `track()`”."""
        tokens = self.tokens
        assert self.situations is not None
        if not tokens.said("when", "whenever", "on", "for", "with", "by", "after", "at", "if"):
            return False
        tokens.over(frozenset({"each", "every", "any", "an"}))
        at = tokens.at
        if tokens.kept_noun() and tokens.said("is", "gets", "was"):
            word = tokens.word()
            method = (tokens.cast.act(word) or tokens.cast.method(word)) if word is not None else ""
            if method:
                tokens.at += 1
                self.more.append(lambda scene: scene.beat.name == method and not scene.beat.refused)
                return True
        tokens.at = at
        called = self.situations.act()
        if called is None:
            return False
        self.more.append(called.test)
        return True

    def _other(self) -> Callable[[Scene], object] | None:
        """Something that is compared with: a quantity, a constant, a number."""
        tokens = self.tokens
        word = tokens.word()
        if word is None:
            return None
        plain = as_number(word.raw)
        if plain is None and word.raw.replace("_", "").isupper():
            plain = self.journal.number(word.raw)
        if plain is not None:
            tokens.at += 1
            return lambda scene: plain
        key = tokens.quantity()
        return (lambda scene: _after(scene, key)) if key else None


def _compared(key: str, other: Callable[[Scene], object], how: Callable[[object, object], bool | None]) -> Test:
    return lambda scene: how(_after(scene, key), other(scene))


def _below(key: str, other: Callable[[Scene], object]) -> Test:
    return lambda scene: _over(other(scene), _after(scene, key))


def _is(key: str, test: Callable[[object], bool | None]) -> Test:
    return lambda scene: test(_after(scene, key))


def _after(scene: Scene, key: str) -> object:
    return (scene.beat.after or {}).get(key)


def _equal(one: object, other: object) -> bool | None:
    if one is None or other is None or type(one) is not type(other):
        return None
    return one == other


def _over(one: object, other: object) -> bool | None:
    return one > other if isinstance(one, int) and isinstance(other, int) else None


def _by(key: str, sign: int, change: Change) -> Test:
    def test(scene: Scene) -> bool | None:
        before, after = (scene.beat.before or {}).get(key), (scene.beat.after or {}).get(key)
        by = change(scene)
        if not isinstance(before, int) or not isinstance(after, int) or by is None:
            return None
        return after - before == sign * by

    return test


def _changed(key: str, sign: int) -> Test:
    def test(scene: Scene) -> bool | None:
        before, after = (scene.beat.before or {}).get(key), (scene.beat.after or {}).get(key)
        return (after - before) * sign > 0 if isinstance(before, int) and isinstance(after, int) else None

    return test


def _any_so(history: History) -> Test:
    """Something that was given or came out before is so."""

    def telling(scene: Scene) -> bool | None:
        seen = {g for b in scene.past for g in b.given} | {inside(b.gave) for b in scene.past}
        return any(history(scene, one) for one in seen if one is not None and one != "()")

    return telling


def _shorn(scene: Scene, method: str, text: str) -> object:
    """The value as it is named: an error by its name alone, what is in a `Some` by itself."""
    gave = scene.beat.gave
    returns = "".join(scene.journal.parts[method].returns.split())
    if (
        not text.startswith(("Ok", "Err", "Some", "None"))
        and isinstance(gave, tuple)
        and gave[:1] in (("Some",), ("Ok",), ("Err",))
        and len(gave) > 1
    ):
        return gave[1] if returns.startswith(("Option<", "Result<")) else gave
    return gave
