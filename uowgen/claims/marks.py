"""The words of which a sentence must have one for any frame of a kind to fit; empty where there is no such test.

Written by `python -m uowgen.claims.write_marks`; a test compares it with the frames.
"""

MARKS = {
    "depends_on": "add added crate declared declares dependencies dependency depends has listed lists present remove",
    "tests_pass": "pass passes succeed succeeds suite test testing tests",
    "compiles": "build builds clean clippy compilation compile compiles compiling errors exits fails finishes fmt gives is lint linter lints passes reports runs rustc rustfmt succeeds warnings",  # noqa: E501
    "no_string_errors": "error errors results",
    "item_gone": "absent declared defined delete deleted drop dropped eliminated exists gone left longer remains remove removed",  # noqa: E501
    "never_remains": "0 absent called delete deleted do does drop dropped eliminate eliminated fixme found free gone left longer made never no not nowhere placeholder present remain remains remove removed stub there todo unimplemented used we zero",  # noqa: E501
    "replaced_by": "change changed convert converted instead migrate migrated replace replaced switch switched",
    "initialises_everywhere": "constructions constructor constructors extended initialise initialised initialisers initialize initialized initializers instance instances literal literals places provided set sites updated",  # noqa: E501
    "every_caller": "adapted adjusted argument arguments call called calls changed error errors failure give gives invoke invokes migrated param parameter parameters params pass passed passes result results supply that updated uses",  # noqa: E501
    "counts_variants": ": carries carry contain contains gained gains has have having hold holds include includes owns with",
    "field_has_type": "",
    "derives": "",
    "has_attribute": "above add added annotate annotated applied available bears carries carry contain contains created declared decorated defined deprecated exist exists explanation gained gains has have having hold holds ignored in-place include includes introduced mark marked on owns present provided reason set tagged there used uses with written",  # noqa: E501
    "is_visible": "",
    "takes_parameters": "accept accepting accepts add argument arguments borrows changed consumes extended gains param parameter parameters params receive receives take takes taking updated",  # noqa: E501
    "keeps_order": "element entry fifo first-in-first-out item oldest one order value",
    "when_full": "exhausted fails full reached",
    "when_empty": "empty",
    "refuses_overlap": "does fails overlap overlapping overlaps",
    "finds_containing": "finds gives locates returns yields",
    "splits_range": "splits",
    "distinct_values": "different distinct error unique variant",
    "evaluates_to": "",
    "returns_when": ", fails for if on rejects returns when whenever",
    "returns_type": ") gives return returning returns type yields",
    "has_signature": "",
    "constant_equals": "= added bit change changed const constant defined equal equals flag is now set static value",
    "starts_empty": "begins builds constructs creates empty fresh guard instance makes produces returns starts without yields",  # noqa: E501
    "method_records": "accumulates added adds appends collects correctly notes properly pushes recorded records registered registers remembered remembers saved saves stored stores tracked tracks",  # noqa: E501
    "method_sets_flag": "after avoids cancels commits defuses disables disarms dismisses flips marks prevents raises set sets skips stops suppresses toggles turns",  # noqa: E501
    "drop_without_effect": ", after before committed drop if in on once unless until when where while without",
    "drop_releases": ", cancel cancelled cancels clean cleaned cleaning cleans cleanup cleanups clear cleared clearing clears close closed closes closing dealloc deallocate deallocated deallocates deallocating decrement decremented decrements delete deleted deletes deregister deregistered deregisters destroy destroyed destroys drop dropped dropping flush flushed flushes flushing free freed freeing frees invalidate invalidated invalidates kill killed kills put puts reclaim reclaimed reclaims release released releases releasing remove removed removes removing restore restored restores restoring return returned returning returns rollback rolls-back stop stopped stops uncommitted undo undoes undone unlock unlocked unlocking unlocks unmap unmapped unmapping unmaps unregister unregistered unregisters",  # noqa: E501
    "file_exists": "add added available create created declared defined delete deleted exist exists file gone in-place introduced lines loc longer moved present provided remove removed there write written",  # noqa: E501
    "module_declared": "",
    "reexported": "add added adds available create created creates declare declared declares define defined defines exist exists export exported exports import imported imports in-place introduce introduced introduces present provide provided provides re-export re-exported re-exports reexport reexported reexports there write written",  # noqa: E501
    "calls_in_order": "after before called finally first invoked last",
    "doc_mentions": "add carries carry cites comment comments contain contains document documented gained gains has have having hold holds include includes mention mentioned mentions names notes owns pub public references says with",  # noqa: E501
    "has_tests": "add coverage covered test tested tests write",
    "has_members": "( ) : add added adds available carries carry contain contains create created creates declare declared declares define defined defines exist exists exposes extend extended gained gains has have having hold holds in in-place include includes introduce introduced introduces no of offers on owns present provide provided provides renamed there to update updated with write written {}",  # noqa: E501
    "item_exists": "",
    "calls": "call called calls delegates goes invocation invoke invoked invokes reused reuses use used uses",
    "stays_unchanged": "altered backward backward-compatible backwards backwards-compatible before change changed changes identical intact modified preserved regression regressions same touched unaffected unchanged unmodified untouched",  # noqa: E501
    "follows_convention": "adheres code consistent follow following follows match matches mirror mirrors respects well",
    "is_changed": "adjust adjusted apply clean cleaned convert extend fix fixed improve improved integrate integrated migrate migrated modified modify refactor refactored repeat rework reworked update updated",  # noqa: E501
    "checked_by_hand": "all approved booted booting changelog docs documentation documented each every hand manual manually qemu readme reviewed run running signed-off validated verified",  # noqa: E501
}  # fmt: skip
