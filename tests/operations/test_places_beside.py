"""What is said to stand beside something is no new form of what has its name elsewhere; what has its name in another listed file is there."""

from __future__ import annotations

from tests.operations.planning import operations_of, plan_text, planned, tree_of

KILN = """\
fn fire(kiln: &Kiln) {
    let shelf = Shelf::new(kiln);
    let probe = Probe::new();
    spawn(move || {
        let shelf = shelf.clone();
        let heat = kiln.heat;
        shelf.warm(heat);
    });
    probe.read();
}
"""


def test_a_statement_below_another_does_not_replace_one_of_its_name() -> None:
    said = "**Step 2: give the closure its own**\n\nIn `fire`, below the `probe` line:"
    text, (operation,) = planned(said, KILN, "let heat = kiln.heat.clone();")
    assert operation.status != "applies" or b"let probe = Probe::new();\n    let heat = kiln.heat.clone();" in text
    assert b"let heat = kiln.heat;" in text


def test_behind_what_is_made_is_behind_its_first_binding() -> None:
    text, (operation,) = planned("In `fire`, after `shelf` is made:", KILN, "let log = Log::new();")
    assert operation.status == "applies"
    assert b"let shelf = Shelf::new(kiln);\n    let log = Log::new();\n" in text


GLAZE = """\
enum Tone { Warm, Cold }

fn mix(kind: u8, tone: Tone) -> u8 {
    match kind {
        1 => blend(kind, tone),
        _ => 0,
    }
}

fn blend(kind: u8, tone: Tone) -> u8 {
    match tone {
        Tone::Warm => kind,
        Tone::Cold => 0,
    }
}
"""


def test_a_number_is_no_arm_of_a_match_on_variants() -> None:
    text, (operation,) = planned("Then use the local in the two `blend` calls:", GLAZE, "1 => blend(kind, local),")
    assert operation.status != "applies" or b"match tone {\n        Tone::Warm => kind,\n        Tone::Cold => 0,\n    }" in text


def test_a_constant_that_another_listed_file_has_is_there() -> None:
    tree = tree_of({"src/kiln.rs": KILN, "src/limits.rs": "pub const HOTTEST: u16 = 76;\n"})
    document = """
        ### Task 2: Limits

        **Files:**
        - Modify: `src/kiln.rs`
        - Modify: `src/limits.rs`

        - [ ] **Step 1: raise it**

        It gets hotter, so `HOTTEST` goes from 76 to 90:

        ```rust
        pub const HOTTEST: u16 = 90;
        ```
    """
    plan = plan_text(document, tree)
    assert [o.file for o in operations_of(plan)] == ["src/limits.rs"]
    assert "src/kiln.rs" not in {c.path for c in plan.changes}


PANS = """\
enum Lid {
    Glass,
    Steel,
}

enum Pan {
    Iron,
    Steel,
    Clay { thick: bool },
}

struct Stove {
    rings: u8,
}
"""


def test_a_variant_goes_into_the_type_that_is_named_where_two_have_its_neighbour() -> None:
    said = "and so does `Pan` in the same file. There the new variant comes behind `Steel`, so that the plain ones stay first:"
    text, (operation,) = planned(said, PANS, "Copper,")
    assert operation.status == "applies"
    assert b"    Iron,\n    Steel,\n    Copper,\n    Clay" in text
    text, (operation,) = planned("The new variant comes behind `Steel`:", PANS, "Copper,")
    assert operation.status != "applies"


def test_the_struct_is_the_only_one_of_the_file() -> None:
    text, (operation,) = planned("1. New field, last in the struct:", PANS, "lit: u8,")
    assert operation.status == "applies"
    assert b"    rings: u8,\n    lit: u8,\n" in text
    text, (operation,) = planned("1. New field, last in the struct:", PANS + "\nstruct Hood {\n    fan: u8,\n}\n", "lit: u8,")
    assert operation.status != "applies"
