"""Claim: the methods of a type move it between states as said: from where to where, from where alone, never out of an end."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in, fitting_in

_MOVES = "moves|takes|transitions|changes|switches|brings|puts|turns|sets|goes|advances|transition|return|returns|wakes"
_IT = "job|jobs|request|worker|node|page|task|process|thread|it|state|states|machine|connection|object|current|tasks|self|from|back|its|processes|threads|session|socket|vcpu|guard|device|value|status*"
_ALLOWED = "allowed|valid|legal|permitted|possible|accepted|callable"
_FAILS = "fails|errors|rejected|refused|fail|errs|invalid|illegal|disallowed"

KIND = Kind(
    "changes_state",
    "a method moves a type between states",
    (
        f"<name:method> {_MOVES} {_IT} <source:variant> {_IT} to|into|-> {_IT} <target:variant> ; asked=move",
        f"<name:method> {_MOVES} {_IT} to|into {_IT} <target:variant> from|if|when {_IT} is? <source:variant> ; asked=move",
        f"<name:method> {_MOVES} <source:variant> {_IT} to|into|-> {_IT} <target:variant> ; asked=move",
        f"<name:method> {_MOVES} {_IT} to|into {_IT} <target:variant> from any|every|all|whatever state|states? ; asked=to",
        f"<name:method> always {_MOVES} {_IT} to|into {_IT} <target:variant> ; asked=to",
        f"<name:method> {_MOVES} {_IT} to|into {_IT} <target:variant> state? ; asked=into",
        f"<name:method> returns <value:code> if|when {_IT} is not in? <source:variant> ; asked=unless",
        f"<name:method> rejects|refuses {_IT} that|which is|are not in? <source:variant> ; asked=unless",
        f"<name:method> {_FAILS} unless {_IT} is|in* <source:variant> ; asked=unless",
        f"<name:method> returns error|err|false unless {_IT} is|in* <source:variant> ; asked=unless",
        f"<name:method> returns <value:code> unless {_IT} is|in* <source:variant> ; asked=unless",
        f"<name:method> {_FAILS} if|when|from|in {_IT} is? not in? <source:variant> ; asked=unless",
        f"<name:method> {_FAILS} from|in any|every|all other state|states? than? <source:variant> ; asked=unless",
        f"<name:method> {_FAILS} if|when|from|in {_IT} is? in? <source:variant> ; asked=refuses",
        f"<name:method> @be? not {_ALLOWED} if|when|from|in {_IT} is? in? <source:variant> ; asked=refuses",
        f"<name:method> @be? only {_ALLOWED} if|when|from|in {_IT} is? in? <source:variant> ; asked=only",
        f"<name:method> @be? {_ALLOWED} only if|when|from|in {_IT} is? in? <source:variant> ; asked=only",
        f"<name:method> only succeeds|works if|when|from|in {_IT} is? in? <source:variant> ; asked=only",
        f"<name:method> succeeds|works only if|when|from|in {_IT} is? in? <source:variant> ; asked=only",
        f"new|fresh|newly created? <owner:theguard> starts|begins|is as|in|out? {_IT} <target:variant> ; asked=start",
        f"new|fresh|newly created? task|process|thread|one|state|machine|connection|object|instance|session|socket|device starts|begins|is as|in|out? {_IT} <target:variant> ; asked=start",
        f"new|fresh? task|tasks|processes|threads|connections|objects|sessions starts|begin|start as|in|out? {_IT} <target:variant> state? ; asked=start",
        f"<maker:method> creates|starts|returns|makes|begins {_IT} in|as|with {_IT} <target:variant> state? ; asked=start",
        "initial|starting state is <target:variant> ; asked=start",
        f"no transition|transitions|method|call|operation leaves|leave|out|from|of* {_IT} <end:variant> state? ; asked=final",
        "<end:variant> state? is final|terminal|absorbing|permanent state? ; asked=final",
        f"<end:variant> {_IT} can|may not|never be? left|restarted|revived|leave|change|changes ; asked=final",
        "<end:variant> @be? never left ; asked=final",
        "invalid|illegal|refused|rejected|failed transitions|transition|calls leave|leaves|keep|keeps state @same ; asked=refused",
        f"<source:variant> -> <target:variant> @be? {_ALLOWED} ; asked=move changing=1",
        f"transition from? <source:variant> to|-> <target:variant> @be? {_ALLOWED} ; asked=move changing=1",
        "new|fresh task|tasks|process|processes|thread|threads|connection|connections|session|sessions|job|jobs is|are initially? <target:variant> state? ; asked=start",
        f"<name:method> on|of|for <source:variant> {_IT} @be? error|refused|rejected|forbidden|invalid|illegal|fails ; asked=refuses",
        f"<name:method> on|of|for <source:variant> {_IT} returns|gives|yields error|err|false ; asked=refuses",
        "only <source:variant> task|tasks|process|processes|thread|threads|connection|connections|session|sessions|job|jobs can|may <name:doneword> ; asked=only",
        "state does not|never change|changes on|after|by|in rejected|refused|failed|invalid|illegal transition|transitions|call|calls ; asked=refused",
        "only <source:variant> task|process|thread|connection|session|job|one can|may be <name:doneword> ; asked=only",
        "<source:variant> task|process|thread|connection|session|job|one can|may only be <name:doneword> ; asked=only",
        "only <source:stateword> task|process|thread|connection|session|job|tasks|threads can|may be <name:doneword> ; asked=only",
        "<source:stateword> task|process|thread|connection|session|job|one can|may be <name:doneword> ; asked=accepts",
        "<source:stateword> task|process|thread|connection|session|job|one cannot be <name:doneword> again? ; asked=refuses",
        "<source:stateword> task|process|thread|connection|session|job|one can|may not|never be <name:doneword> again? ; asked=refuses",
        "<source:variant> task|process|thread|connection|session|job|one can|may not|never be <name:doneword> again? ; asked=refuses",
        "<source:stateword> task|process|thread|connection|session|job|one becomes|is|turns|goes back|to? <target:variant> again? on|by|after|with|through <name:method> ; asked=move",
        f"<name:method> on|of|for|from <source:stateword> {_IT} @be? error|refused|rejected|forbidden|invalid|illegal|fails ; asked=refuses",
        f"<name:method> on|of|for|from <source:stateword> {_IT} returns|gives|yields error|err|false ; asked=refuses",
        "no transition|transitions|method|call|operation leaves|leave|brings|revives|restarts|wakes|starts <end:stateword> task|process|thread|connection|session|job|one|state back? ; asked=final",
        f"<name:method> from|in|when {_IT} <source:variant> @be? refused|rejected|forbidden|invalid|illegal|fails ; asked=refuses",
        "<claims:stateclaims> ; asked=claims",
    ),
    (
        "`start()` moves a task from `Ready` to `Running`",
        "`block()` is only allowed from `Running`",
        "No transition leaves `Exited`",
        "a new task starts in `Ready`",
        "`Starting` goes to `Online` or `Failed`, nowhere else",
        "A CPU must be `Parked` before it can go `Offline`",
        "`transition()` leaves the state unchanged on error and reports `from` and `to`",
    ),
    decided_in("trials.state_changes"),
    ("asked",),
    fits=fitting_in("trials.state_rows"),
)
