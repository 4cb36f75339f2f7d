"""Reads where states lead and how they are reached: “`Idle` goes to `Busy` or `Lost`, nowhere else”, “only `Parked` leads to `Off`”."""

from __future__ import annotations

from uowgen.claims.sentences.state_reader import ARROWS, GOES, MAY, MOVES, NO, STRAIGHT, TO, MoveReader, method_at


def exits(r: MoveReader) -> list[str]:
    """“`Idle` goes to `Busy` or `Lost`, nowhere else”, “from `Idle` only `Busy` can be reached”, “`Idle` -> `Busy` | `Lost` only”."""
    if r.said("only ways out of", "only exits of", "only successors of", "successors of", "only way out of", "only successor of"):
        only = r.words[0].text == "only"
        state = r.state()
        targets = r.states() if state and (r.over(frozenset({"are", "is", "lead", "leads"})) and (r.over(TO) or True)) else []
        only = r.nowhere() or only
        return [f"exits={state}>{','.join(targets)}{'|only' if only else ''}"] if targets else []
    method = method_at(r)
    if method and not r.said("moves", "takes", "leads", "allows", "lets", "permits", "accepts"):
        return []
    if r.over(frozenset({"from", "out"})):
        r.over(frozenset({"of"}))
        source = r.state()
        r.over(frozenset({","}))
        only = r.only()
        if r.thing(MAY | GOES | {"only"}):
            only = _may_go(r) or only
        targets = r.states()
        if targets and r.over(MAY | {"is", "are"}):
            r.over(frozenset({"be", "follow"}))
            r.said("reached", "reachable", "possible", "allowed", "legal", "valid", "entered")
        elif targets:
            r.said("follow", "follows")
        only = r.nowhere() or only
        return [f"exits={source}>{','.join(targets)}{'|only' if only else ''}{method}"] if source and targets else []
    source = r.state()
    if not source:
        return []
    if r.said("is only followed by", "is followed only by", "may only be followed by", "can only be followed by"):
        targets = r.states()
        return [f"exits={source}>{','.join(targets)}|only"] if targets else []
    arrow = r.over(ARROWS)
    only = False
    if not arrow:
        only = r.only()
        may = r.over(MAY)
        only = r.only() or only
        if not r.over(GOES) and not (may and r.said("be followed by")):
            return []
        r.any_of(STRAIGHT)
        only = r.only() or only
        r.over(TO)
        only = r.only() or only
        r.said("either")
    targets = r.states()
    rest = r.nowhere()
    if arrow and targets and not rest and r.over(frozenset({"is", "are"})):
        r.said("only")
        if not r.over(frozenset({"allowed", "valid", "legal", "possible", "permitted"})):
            return []
    return [f"exits={source}>{','.join(targets)}{'|only' if only or rest else ''}{method}"] if targets else []


def _may_go(r: MoveReader) -> bool:
    """“can only go to”: whether it says “only”."""
    only = r.only()
    r.over(MAY)
    only = r.only() or only
    r.over(GOES)
    r.any_of(STRAIGHT)
    only = r.only() or only
    r.over(TO)
    return r.only() or only


def entries(r: MoveReader) -> list[str]:
    """“A CPU must be `Parked` before it can go `Offline`”, “only `Parked` leads to `Offline`”, “`Offline` is only reachable from `Parked`”."""
    start = r.at
    if r.only() or r.said("no state but", "no state other than", "nothing but"):
        sources = r.states()
        r.over(MAY)
        if sources and r.over(GOES):
            r.any_of(STRAIGHT)
            r.over(TO)
            targets = r.states()
            return [f"entries={t}<{','.join(sources)}" for t in targets]
        r.at = start
    for form in (_before, _reached, _goes_only):
        r.at = start
        rows = form(r)
        if rows and r.done:
            return rows
    return []


def _before(r: MoveReader) -> list[str]:
    """“It must be `Parked` before it can go `Offline`”, “`Parked` comes before `Offline`”, “`Offline` requires `Parked` first”."""
    r.over(frozenset({"every", "any", "each"}))
    thing = r.thing(frozenset({"be", "is", "has", "needs", "have", "pass", "go", "become", "goes", "passes", "enter"})) or r.over(
        frozenset({"something"})
    )
    r.said("has to", "needs to", "have to")
    if thing and (
        r.over(frozenset({"be", "is"}))
        or r.said("have been", "pass through", "go through", "become", "goes through", "passes through", "enter")
    ):
        sources = r.states()
        r.over(frozenset({"first"}))
        if not sources or not r.over(frozenset({"before", "to"})):
            return []
        r.over(frozenset({"they"})) or r.thing(MAY | GOES | {"is"})
        r.over(MAY | {"is"})
        r.said("be allowed to", "able to", "allowed to")
        if not r.over(GOES | {"be", "is", "going", "becoming", "entering"}):
            return []
        r.any_of(STRAIGHT)
        r.over(TO)
        targets = r.states()
        r.over(frozenset({"again"}))
        return [f"entries={t}<{','.join(sources)}" for t in targets]
    r.at = 0
    target = r.state()
    if target and r.over(frozenset({"requires", "needs", "presupposes"})):
        sources = r.states()
        r.over(frozenset({"first", "before"}))
        return [f"entries={target}<{','.join(sources)}"] if sources else []
    return []


def _reached(r: MoveReader) -> list[str]:
    """“`Offline` is only reachable from `Parked`”, “`Offline` can only be entered from `Parked` or `Idle`”, “`Offline` is reached from `Parked` alone”."""
    targets = r.states()
    if not targets:
        return []
    only = r.only()
    r.over(MAY)
    r.over(frozenset({"is", "are"}))
    only = r.only() or only
    r.over(frozenset({"be"}))
    if not r.over(frozenset({"reachable", "reached", "entered", "accessible", "possible", "allowed"})):
        return []
    only = r.only() or only
    if not r.over(frozenset({"from", "via", "through", "by", "after", "out"})):
        return []
    r.over(frozenset({"of"}))
    only = r.only() or only
    sources = r.states()
    only = (
        r.said(
            "alone", "only", ", nowhere else", ", nothing else", "and nowhere else", ", from nowhere else", "and from nowhere else"
        )
        or only
    )
    return [f"entries={t}<{','.join(sources)}" for t in targets] if sources and only else []


def _goes_only(r: MoveReader) -> list[str]:
    """“A CPU goes `Offline` only from `Parked`”, “it can become `Offline` only when it is `Parked`”, “no way to `Offline` except from `Parked`”."""
    if r.said("no", "there is no"):
        r.over(MOVES)
        if not r.over(frozenset({"to", "into", "leads", "reaches", "enters"})):
            return []
        r.over(TO)
        targets = r.states()
        if not r.said("except", "but", "other than", "unless", "without"):
            return []
        r.said("going through", "passing through", "from", "via", "through", "it is", "it was")
        sources = r.states()
        r.said("first")
        return [f"entries={t}<{','.join(sources)}" for t in targets] if sources else []
    if not r.thing(MAY | GOES | {"be", "is", "only"}):
        return []
    only = r.only()
    r.over(MAY)
    only = r.only() or only
    if not r.over(GOES | {"be", "is"}):
        return []
    r.over(TO)
    targets = r.states()
    only = r.only() or only
    if not targets or not (
        r.over(frozenset({"from", "after", "out"}))
        or r.said("when it is", "if it is", "if it was", "when it was", "when", "if", "while it is")
    ):
        return []
    r.over(frozenset({"of", "in"}))
    sources = r.states()
    return [f"entries={t}<{','.join(sources)}" for t in targets] if sources and only else []


def denied(r: MoveReader) -> list[str]:
    """“`Online` cannot go straight to `Offline`”, “no transition from `Lost` to `Idle`”, “`Lost` -> `Idle` is rejected”."""
    r.said("there is")
    if r.over(NO):
        r.over(MOVES)
        if r.over(frozenset({"leads", "goes", "is", "allowed", "possible"})):
            r.over(frozenset({"allowed", "possible"}))
        if not r.over(frozenset({"from", "between"})):
            return []
        sources = r.states()
        r.any_of(STRAIGHT)
        if not sources or not r.over(TO):
            return []
        targets = r.states()
        r.said("is allowed", "exists", "is possible")
        return [f"denied={s}>{t}" for s in sources for t in targets]
    r.at = 0
    method = method_at(r)
    if method:
        if not r.over(frozenset({"rejects", "refuses", "denies", "forbids", "disallows"})):
            return []
        r.over(MOVES)
        r.over(frozenset({"from"}))
        sources = r.states()
        targets = r.states() if sources and (r.over(ARROWS) or r.over(TO)) else []
        return [f"denied={s}>{t}{method}" for s in sources for t in targets]
    r.over(MOVES)
    r.over(frozenset({"from"}))
    sources = r.states()
    if not sources:
        return []
    if r.over(frozenset({"cannot"})) or (r.over(MAY | {"does", "do"}) and r.said("not", "never")) or r.said("never", "must never"):
        r.any_of(STRAIGHT)
        if not r.over(GOES):
            return []
        r.any_of(STRAIGHT)
        r.over(TO)
        targets = r.states()
        r.any_of(STRAIGHT)
        return [f"denied={s}>{t}" for s in sources for t in targets]
    if r.over(ARROWS) or r.over(TO):
        targets = r.states()
        if (
            targets
            and r.over(frozenset({"is", "are"}))
            and (
                r.over(frozenset({"rejected", "refused", "forbidden", "invalid", "illegal", "disallowed", "denied", "impossible"}))
                or (
                    r.over(frozenset({"not", "never"}))
                    and r.over(frozenset({"allowed", "possible", "valid", "legal", "permitted"}))
                )
            )
        ):
            return [f"denied={s}>{t}" for s in sources for t in targets]
    return []


def both(r: MoveReader) -> list[str]:
    """“`Online` and `Parked` can switch back and forth”, “`Online` <-> `Parked`”."""
    states = r.states()
    if len(states) == 1 and r.raw() in ("<->", "↔", "<=>"):
        r.at += 1
        states += r.states()
        r.said("is allowed", "are allowed", "both ways")
    elif len(states) == 2:
        r.over(MAY)
        r.over(GOES | {"alternate", "be"})
        if not r.said(
            "back and forth",
            "both ways",
            "in both directions",
            "into each other",
            "each other",
            "to each other",
            "in either direction",
            "reachable from each other",
        ):
            return []
    else:
        return []
    return [f"exits={states[0]}>{states[1]}", f"exits={states[1]}>{states[0]}"] if len(states) == 2 else []
