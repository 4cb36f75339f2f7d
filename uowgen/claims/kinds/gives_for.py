"""Claim: a function gives back a value for an argument that is said in words, or on a receiver whose state is."""

from __future__ import annotations

from uowgen.claims.kind import Kind, decided_in

_GIVES = "returns|return|gives|yields|produces|is|equals|results|evaluates in|to?"
_FOR = "for|on|of|given|with"
_NO = "rejected|refused|declined|denied"
_YES = "accepted|allowed|admitted|permitted"
_STATE = "on|for|of|in <state:receiverstate>"

KIND = Kind(
    "gives_for",
    "a function gives back a value for an argument or a receiver that is said in words",
    (
        f"<name> {_GIVES} <value:outcome> {_FOR} <given:argument>",
        f"<name> {_FOR} <given:argument> {_GIVES} <value:outcome>",
        f"{_FOR} <given:argument> ,? <name> {_GIVES} <value:outcome>",
        f"<name> {_FOR} <given:argument> fails|errors with <value:outcome>",
        f"<name> {_FOR} <given:argument> @be {_NO} with|as? <value:outcome>",
        f"<name> {_FOR} <given:argument> @be {_NO} ; value=refused",
        f"<name> {_FOR} <given:argument> @be? {_YES} ; value=accepted",
        f"<name> {_FOR} <given:argument> fails|errors ; value=refused",
        f"<name> {_FOR} <given:argument> succeeds|works ; value=accepted",
        "<name> accepts|allows|admits|permits <given:argument> ; value=accepted",
        "<name> rejects|refuses|declines <given:argument> ; value=refused",
        "<name> rejects|refuses|declines <given:argument> with|by|as returning? <value:outcome>",
        "<name> fails with <value:outcome> for|on|given <given:argument>",
        "<name> fails|errors for|on|given <given:argument> ; value=refused",
        "<name> returns|gives|yields error|err for|on|given <given:argument> ; value=error",
        f"<given:argument> @be {_YES} by <name> ; value=accepted",
        f"<given:argument> @be {_NO} by <name> ; value=refused",
        f"<given:argument> @be {_NO} by <name> with|as <value:outcome>",
        f"<given:argument> @be {_NO} with|as <value:outcome> by|in <name>",
        f"<given:argument> @be {_NO} with|as <value:outcome>",
        "<given:argument> returns|gives|yields <value:outcome>",
        "<name> maps|turns|converts|translates <given:argument> to|into <value:outcome>",
        "<name> maps|turns|converts|translates|makes <test:paramtest> to|into|in|onto? <value:outcome>",
        f"<name> {_GIVES} <value:outcome> {_FOR} <test:paramtest>",
        f"<name> {_FOR} <test:paramtest> {_GIVES} <value:outcome>",
        f"{_FOR} <test:paramtest> ,? <name> {_GIVES} <value:outcome>",
        "<name> fails|errors with <value:outcome> for|on|given <test:paramtest>",
        "<name> fails|errors for|on|given <test:paramtest> with|as <value:outcome>",
        "<name> fails|errors for|on|given <test:paramtest> ; value=refused",
        "<test:paramtest> becomes|become|gives|yields <value:outcome>",
        "<test:paramtest> maps|map|leads|lead to <value:outcome>",
        "<test:paramtest> @be mapped|turned|converted|translated|made to|into <value:outcome> by|in|with? <name>?",
        f"<test:paramtest> @be {_NO} with|as <value:outcome>",
        f"<test:paramtest> @be {_NO} with|as <value:outcome> by|in <name>",
        f"<test:paramtest> @be {_NO} by <name> with|as <value:outcome>",
        f"<test:paramtest> @be {_NO} by|in <name> ; value=refused",
        f"<test:paramtest> @be {_YES} by|in <name> ; value=accepted",
        f"<test:paramtest> @be {_NO} ; value=refused",
        f"<test:paramtest> @be {_YES} ; value=accepted",
        "<test:paramtest> returns|gives|yields <value:outcome>",
        "<name> rejects|refuses|declines <test:paramtest> ; value=refused",
        "<name> rejects|refuses|declines <test:paramtest> with|by|as returning? <value:outcome>",
        "<name> accepts|allows|admits|permits <test:paramtest> ; value=accepted",
        f"<name> {_STATE} {_GIVES} <value:outcome>",
        f"<name> {_GIVES} <value:outcome> {_STATE}",
        f"<name> {_STATE} fails with <value:outcome>",
        f"<name> fails with <value:outcome> {_STATE}",
        f"{_STATE} ,? <name> {_GIVES} <value:outcome>",
        "<state:receiverstate> makes|lets <name> return|give|yield <value:outcome>",
        f"<name> does @not panic {_STATE} ; value=survives",
        f"<name> @not panics {_STATE} ; value=survives",
    ),
    (
        "`check_order` returns `EINVAL` for order 12",
        "`checksum` of an empty slice is 0",
        "`tv_nsec == 1_000_000_000` is rejected with `EINVAL`",
        "`finish` on a fresh `Decoder` is `Ok(())`",
        "`check_order` rejects 12",
    ),
    decided_in("values.said_calls"),
)
