"""Claim: a type that is driven by events goes from state to state as said, with what is called, and refuses the rest."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_GOES = "goes|moves|leads|changes|switches|transitions|brings|returns|takes"
_THING = "port|slot|link|device|job|task|connection|session|channel|state|one|machine|request|it"
_EVERY = "every|any|all|each"
_STATES = "state|states"
_OTHERWISE = "otherwise|else|elsewhere"

KIND = Kind(
    "handles_event",
    "an event moves a type between states, and calls what it should",
    (
        f"<event:variant> on|in|from|of <source:statelike> {_THING}? <acts:acting> and|, {_GOES} {_THING}? to|into <target:variant> with <field:plain> <number:number> ; asked=move",
        f"<event:variant> on|in|from|of <source:statelike> {_THING}? <acts:acting> and|, {_GOES} {_THING}? to|into <target:variant> ; asked=move",
        f"<event:variant> on|in|from|of <source:statelike> {_THING}? {_GOES} {_THING}? to|into <target:variant> with <field:plain> <number:number> ; asked=move",
        f"<event:variant> on|in|from|of <source:statelike> {_THING}? {_GOES} {_THING}? to|into <target:variant> ; asked=move",
        f"<event:variant> {_GOES} {_THING}? to|into <target:variant> from {_EVERY} <but:other> {_STATES} and <acts:acting> if|when there was|is one ; asked=every",
        f"<event:variant> {_GOES} {_THING}? to|into <target:variant> from {_EVERY} {_STATES} and <acts:acting> if|when there was|is one ; asked=every",
        f"<event:variant> {_GOES} {_THING}? to|into <target:variant> from {_EVERY} <but:other> {_STATES} ; asked=every",
        f"<event:variant> {_GOES} {_THING}? to|into <target:variant> from {_EVERY} {_STATES} ; asked=every",
        "<event:variant> and <event2:variant> switch|toggle|alternate|move between <source:variant> and <target:variant> and|, <acts:acting> to <value:plain> and <value2:plain> ;|,? and? <kept:plain> is|stays kept|same|unchanged|preserved ; asked=switch",
        "<event:variant> and <event2:variant> switch|toggle|alternate|move between <source:variant> and <target:variant> and|, <acts:acting> to <value:plain> and <value2:plain> ; asked=switch",
        "<event:variant> and <event2:variant> switch|toggle|alternate|move between <source:variant> and <target:variant> ;|,? and? <kept:plain> is|stays kept|same|unchanged|preserved ; asked=switch",
        "<event:variant> and <event2:variant> switch|toggle|alternate|move between <source:variant> and <target:variant> ; asked=switch",
        f"<name:method> is|gives|returns <what:naming> in <states:variants> ,? and? {_OTHERWISE} <none:nothing> ; asked=query",
        f"<name:method> is|gives|returns <what:naming> in <states:variants> ,? and? <none:nothing> {_OTHERWISE} ; asked=query",
        f"<name:method> is|gives|returns <what:naming> in <states:variants> ,? and? <none:nothing> in {_EVERY} other {_STATES}? ; asked=query",
        "<name:method> returns|gives|yields <value:variant> with <carries:stateevent> for everything|anything|all else|other ,? <extra:code> included ,? and? does not change state ; asked=rest",
        "<name:method> returns|gives|yields <value:variant> with <carries:stateevent> for everything|anything|all else|other ,? and? does not change state ; asked=rest",
        "<name:method> returns|gives|yields <value:variant> for everything|anything|all else|other ,? and? does not change state ; asked=rest",
        "<name:method> returns|gives|yields <value:variant> for everything|anything|all else|other ,? and? leaves|keeps state @same|alone|as|it|is* ; asked=rest",
        f"<event:variant> <acts:acting> with next <field:plain> number? ;|,? after <limit:upper> failures|times|attempts|tries {_THING}? is|gets <done:acting> and|becomes|is* <target:variant> ; asked=counted",
    ),
    (
        "`Connect` in `Empty` starts a reset and goes to `Resetting` with attempt 1",
        "`Disconnect` goes to `Empty` from every other state and releases the address if there was one",
        "`handle()` returns `Unexpected` with state and event for everything else and does not change the state",
    ),
    decided_in("trials.event_claims"),
    ("asked",),
)
