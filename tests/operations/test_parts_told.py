"""Parts told by where they stand, by what is quoted around them, or by words that several blocks share; and what stays refused."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, planned, tree_of

FILE = """\
pub enum Door {
    Open,
    Shut,
}

pub enum Window {
    Tilted,
}

pub struct House {
    doors: u8,
    heat: u8,
}

fn warm(house: &House) -> Option<u8> {
    if house.doors == 0 {
        return None;
    }
    let spare = house.heat / 2;

    Some(spare)
}

fn report(house: &House) -> u8 {
    if let Some(heat) = warm(house) {
        if heat > 9 {
            return 1;
        }
    }

    if house.doors == 7 {
        return 4;
    }

    for (at, door) in doors(house) {
        knock(at, door);
    }
    5
}

fn run(code: Code) -> u8 {
    match code {
        Code::Door { at } => {
            open(at);
            1
        }
        Code::Window => 2,
        Code::Roof => 3,
    }
}
"""


@pytest.mark.parametrize(
    "words",
    [
        "After the `house.doors == 0` check the tail of the function is:",
        "Below the `house.doors == 0` check, the rest of `warm` becomes:",
        "The rest of the function after the `house.doors == 0` check is now:",
    ],
)
def test_the_tail_of_a_function_behind_a_check_gives_way(words: str) -> None:
    after, operations = planned(words, FILE, "let spare = house.heat / 3;\nlet more = spare + 1;\n\nSome(more)")
    assert operations[0].status == "applies"
    assert "    }\n    let spare = house.heat / 3;\n    let more = spare + 1;\n\n    Some(more)\n}\n" in after.decode()
    assert "/ 2" not in after.decode()
    again, operations = planned(words, after, "let spare = house.heat / 3;\nlet more = spare + 1;\n\nSome(more)")
    assert operations[0].status == "applied"
    assert again == after


def test_a_tail_behind_what_two_functions_check_is_refused() -> None:
    twice = FILE + FILE[FILE.index("fn warm") : FILE.index("fn report")].replace("fn warm", "fn cold")
    after, operations = planned("After the `house.doors == 0` check the tail of the function is:", twice, "Some(3)")
    assert operations[0].status == "refused"
    assert after.decode() == twice


@pytest.mark.parametrize("code", ["Some(spare.min(4))", "    Some(spare.min(4))\n}"])
def test_the_last_expression_of_a_function_gives_way(code: str) -> None:
    after, operations = planned("The caller must follow suit, and the last expression of `warm`:", FILE, code)
    assert operations[0].status == "applies"
    assert after.decode() == FILE.replace("Some(spare)", "Some(spare.min(4))")
    _, operations = planned("The caller must follow suit, and the last expression of `warm`:", after, code)
    assert operations[0].status == "applied"


def test_what_stands_before_the_last_expression_does_not_take_its_place() -> None:
    after, _ = planned("Before the last expression of `warm`:", FILE, "log(spare);")
    assert "Some(spare)" in after.decode()
    after, operations = planned("The last expression of `cool`:", FILE, "Some(spare.min(4))")
    assert operations[0].status == "refused"
    assert after.decode() == FILE


def test_the_second_if_is_the_one_that_does_the_same() -> None:
    code = "if is_locked(house) {\n    return 4;\n}"
    after, operations = planned("The second `if` in `report`:", FILE, code)
    assert operations[0].status == "applies"
    assert after.decode() == FILE.replace("if house.doors == 7 {", "if is_locked(house) {")
    _, operations = planned("The second `if` in `report`:", after, code)
    assert operations[0].status == "applied"


def test_an_if_that_can_be_counted_in_two_ways_is_refused() -> None:
    after, operations = planned("The second `if` in `report`:", FILE, "if is_locked(house) {\n    return 8;\n}")
    assert operations[0].status == "refused"
    assert after.decode() == FILE


@pytest.mark.parametrize("side", ["over", "above", "right on top of"])
def test_a_remark_goes_over_a_loop_that_is_quoted_in_part(side: str) -> None:
    after, operations = planned(
        f"Leave a remark {side} the main `for (at, door) in` loop, it is not obvious:", FILE, "// Doors come first."
    )
    assert operations[0].status == "applies"
    assert "    // Doors come first.\n    for (at, door) in doors(house) {\n" in after.decode()


def test_a_remark_over_what_stands_twice_is_refused() -> None:
    twice = FILE.replace("    5\n}", "    for (at, door) in windows(house) {\n        shut(at, door);\n    }\n    5\n}")
    after, operations = planned("Leave a remark over the `for (at, door) in` loop:", twice, "// Doors come first.")
    assert operations[0].status == "refused"
    assert after.decode() == twice


ARM = "Code::Door { at } if at > 2 => 4,\nCode::Door { at } => {\n    open(at);\n    5\n}"


@pytest.mark.parametrize(
    "arm", ["Code::Door { at, } => {...}", "Code::Door { at } => { … }", "Code::Door { at } => { open(at); 1 }"]
)
def test_arms_take_the_place_of_the_one_that_is_quoted(arm: str) -> None:
    after, operations = planned(f"Swap the arm `{arm}` for two:", FILE, ARM)
    assert operations[0].status == "applies"
    text = after.decode()
    assert "if at > 2 => 4,\n        Code::Door { at } => {\n            open(at);\n            5\n        }\n" in text
    assert "            1\n" not in text


def test_an_arm_of_another_value_is_not_the_one_that_is_quoted() -> None:
    after, operations = planned("Swap the arm `Code::Door { at } => { close(at); 1 }` for two:", FILE, ARM)
    assert operations[0].status == "refused" or "open(at);\n            1\n" in after.decode()


def _quoting(quoted: str, lead: str, code: str) -> str:
    return (
        f"# UoW 1: x\n\n**File:** `src/mm.rs`\n\n## 1. ADD a state\n\n- **PATTERN**: the type as it is:\n\n```rust\n{quoted}\n```\n\n"
        f"- {lead}\n\n```rust\n{code}\n```\n"
    )


def test_a_variant_is_of_the_enum_that_is_quoted_above() -> None:
    document = _quoting(
        "pub enum Door {\n    Open,\n    Shut,\n}",
        "**IMPLEMENT** in `src/mm.rs`: a third variant",
        "/// Half.\nAjar {\n    by: u8,\n},",
    )
    plan = plan_text(document, tree_of({"src/mm.rs": FILE}))
    assert plan.changes[0].result.decode() == FILE.replace(
        "    Shut,\n", "    Shut,\n    /// Half.\n    Ajar {\n        by: u8,\n    },\n"
    )


def test_a_variant_is_not_of_a_quoted_enum_where_another_is_named() -> None:
    document = _quoting(
        "pub enum Door {\n    Open,\n    Shut,\n}",
        "As there, a variant like the one of `Window` or `Gate`",
        "Ajar {\n    by: u8,\n},",
    )
    plan = plan_text(document, tree_of({"src/mm.rs": FILE}))
    assert all("Shut,\n    Ajar" not in change.result.decode() for change in plan.changes)


TWO = """\
# UoW 1: x

**Files:**
- Modify: `Cargo.toml`
- Modify: `src/mm.rs`
- Modify: `src/other.rs`

Put {words} before `report`.

```rust
fn knock(at: u8, door: u8) {{
    let _ = (at, door);
}}
```

{between}```rust
fn ring(times: u8) -> u8 {{
    times + 1
}}
```
"""


def _two(words: str, between: str = "") -> list[str]:
    tree = tree_of({"src/mm.rs": FILE, "src/other.rs": "fn ring_once() {}\n", "Cargo.toml": "[package]\n"})
    plan = plan_text(TWO.format(words=words, between=between), tree)
    text = next((c.result.decode() for c in plan.changes if c.path == "src/mm.rs"), FILE)
    return [f"{o.file} {o.status}" for o in operations_of(plan)] + [
        str(text.index("fn knock") < text.index("fn ring(") < text.index("fn report")) if "fn ring(" in text else "not there"
    ]


@pytest.mark.parametrize("words", ["both functions", "these two functions", "the two new helpers"])
def test_words_for_two_blocks_are_those_of_the_second_as_well(words: str) -> None:
    assert _two(words) == ["src/mm.rs applies", "src/mm.rs applies", "True"]


def test_words_for_one_block_are_not_those_of_the_next() -> None:
    assert _two("this function")[-1] == "not there"
    assert _two("both functions", "Something else is needed as well:\n\n")[-1] == "not there"


def test_a_complete_function_below_what_is_dropped_is_its_new_form() -> None:
    code = "fn warm(house: &House) -> Option<u8> {\n    let spare = house.heat / 2;\n\n    Some(spare)\n}"
    after, operations = planned("`warm`: drop the `house.doors` check. Complete function:", FILE, code)
    assert operations[0].status == "applies"
    assert "house.doors == 0" not in after.decode()
    assert after.decode().count("fn warm") == 1


def test_a_binding_that_its_own_block_makes_first_is_the_same_one() -> None:
    old = "fn start() {\n    let port = if is_given() {\n        0\n    } else {\n        find(&path).unwrap_or(0)\n    };\n    go(port);\n}\n"
    new = (
        "let port = if is_given() {\n    0\n} else {\n    let Ok(port) = find(&path) else {\n        return;\n    };\n    port\n};"
    )
    document = (
        f"# UoW 1: x\n\n## Step 1: Count the failure in `start()`\n\n**File**: `src/mm.rs`\n**Lines**: 2-6\n\n```rust\n{new}\n```\n"
    )
    plan = plan_text(document, tree_of({"src/mm.rs": old}))
    assert [o.status for o in operations_of(plan)] == ["applies"]
    assert plan.changes[0].result.decode().count("let port =") == 1


FIND = """\
fn look(id: u8) {
    let parent_of = if id == 0 {
        table.root_entry
    } else {
        table.entries.get(id).expect("it is there")
    };
    let number = table.add(id);
    table.link(parent_of, number);
    if table.entries[number].is_folder {
        table.entries.put(id, number);
    }
    go(number);
}
"""
LOOK = 'let parent_of = if id == 0 {\n    table.root_entry\n} else {\n    table.entries.get((id, kind)).expect("it is there")\n};\nlet number = table.add(id);\ntable.link(parent_of, number);\nif table.entries[number].is_folder {\n    table.entries.put((id, kind), number);\n}'


def _looked(line: int, text: str) -> list[str]:
    document = f"# UoW 1: x\n\n**File:** `src/mm.rs`\n\nand the look-up, lines {line}-{line + 5}:\n\n```rust\n{LOOK}\n```\n"
    return [o.status for o in operations_of(plan_text(document, tree_of({"src/mm.rs": text})))]


def test_statements_near_the_lines_that_are_said_are_renewed() -> None:
    assert _looked(2, FIND) == ["applies"]
    assert _looked(2, FIND + FIND.replace("fn look", "fn look_again")) == ["refused"]


def test_statements_after_a_call_in_a_method_are_for_the_file_that_has_the_method() -> None:
    document = """\
        # UoW 1: x

        ## 1. ADD `quiet`

        - **IMPLEMENT** in `src/conf.rs`, last field of `struct Conf`

        ```rust
        pub quiet: bool,
        ```

        - **IMPLEMENT** in `Theatre::begin`, straight after `Lights::new`:

        ```rust
        state.quiet = conf.quiet;
        ```
        """
    files = {
        "src/conf.rs": "pub struct Conf {\n    pub loud: bool,\n}\n",
        "src/lights.rs": "pub struct Lights;\n\nimpl Lights {\n    pub fn new(at: u8) -> Self {\n        Self\n    }\n}\n",
        "src/theatre.rs": "pub struct Theatre;\n\nimpl Theatre {\n    fn begin(conf: Conf) {\n        let mut state = Lights::new(3);\n        go(state);\n    }\n}\n",
    }
    plan = plan_text(document, tree_of(files))
    assert [(o.file, o.status) for o in operations_of(plan)] == [("src/conf.rs", "applies"), ("src/theatre.rs", "applies")]


LOOP = """\
fn walk_all(input: Vec<Room>) {
    for (at, room) in input.iter().enumerate() {
        log::info!("in {at}");
        let size = measure(&room).unwrap_or(0);
        rooms.push(Entry { at, size });
        names.push(room);
    }
}
"""
BEGUN = """\
for room in input {
    log::info!("in {at}");
    let Some(size) = measure(&room) else {
        continue;
    };
    rooms.push(Entry { at: rooms.len(), size });
"""
SAME = BEGUN.replace("let Some(size) = measure(&room) else {\n        continue;\n    };", "let size = measure(&room).unwrap_or(1);")


def test_the_beginning_of_a_loop_takes_the_place_of_its_old_one() -> None:
    words = "In `walk_all` a room may be skipped, so the loop no longer counts:"
    after, operations = planned(words, LOOP, SAME)
    assert operations[0].status == "applies"
    text = after.decode()
    assert "    for room in input {\n" in text
    assert "at: rooms.len(), size });\n        names.push(room);\n    }\n}\n" in text
    assert "enumerate" not in text
    _, operations = planned(words, after, SAME)
    assert operations[0].status == "applied"


@pytest.mark.parametrize(
    "text",
    [LOOP.replace('log::info!("in {at}");', "mark(room);"), LOOP.replace("        let size", "        // Kept.\n        let size")],
)
def test_the_beginning_of_another_loop_is_refused(text: str) -> None:
    after, operations = planned("In `walk_all` a room may be skipped, so the loop no longer counts:", text, SAME)
    assert operations[0].status == "refused"
    assert after.decode() == text


def test_a_binding_of_another_form_is_not_the_one_that_is_there() -> None:
    after, operations = planned("In `walk_all` a room may be skipped, so the loop no longer counts:", LOOP, BEGUN)
    assert operations[0].status == "refused"
    assert after.decode() == LOOP


def test_what_a_function_ends_with_is_its_value() -> None:
    after, operations = planned("`warm` now ends with:", FILE, "Some(spare + 1)")
    assert operations[0].status == "applies"
    assert after.decode() == FILE.replace("Some(spare)", "Some(spare + 1)")


MADE = """\
pub struct Desk {
    pub lamp: Lamp,
    pub chair: Chair,
}

impl From<Plan> for Desk {
    fn from(plan: Plan) -> Self {
        let light = Light { on: true };
        Self {
            lamp: lamp_of(light),
            chair: plan.chair(),
        }
    }
}
"""


@pytest.mark.parametrize("words", ["**desk**: the value, after `lamp`:", "desk, initializer following `lamp`:"])
def test_a_value_beside_another_is_of_the_one_literal_that_has_it(words: str) -> None:
    document = f"# UoW 1: x\n\nIt touches `plan.rs`, `desk.rs` and `main.rs`.\n\n{words}\n\n```rust\nstool: plan\n    .stools()\n    .first(),\n```\n"
    files = {"src/plan.rs": "pub struct Plan;\n", "src/desk.rs": MADE, "src/main.rs": "fn main() {}\n"}
    plan = plan_text(document, tree_of(files))
    assert [(o.file, o.status) for o in operations_of(plan)] == [("src/desk.rs", "applies")]
    assert "lamp_of(light),\n            stool: plan\n" in plan.changes[0].result.decode()


def test_a_value_beside_one_that_two_functions_give_is_refused() -> None:
    two = (
        MADE + "\nfn spare(plan: Plan) -> Desk {\n    Desk {\n        lamp: plan.lamp(),\n        chair: plan.chair(),\n    }\n}\n"
    )
    after, operations = planned("The value, after `lamp`:", two, "stool: plan.stools().first(),")
    assert operations[0].status == "refused"
    assert after.decode() == two


def test_two_helpers_and_both_that_go_somewhere_are_words_for_two_blocks() -> None:
    assert _two("two new helpers")[-1] == "True"
    assert _two("the helper that both rooms use")[-1] == "not there"
