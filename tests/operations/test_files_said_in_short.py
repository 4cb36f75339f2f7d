"""Files that few words tell: a function that only one of them has, the same file, the root of the crate in which a module is made."""

from __future__ import annotations

import pytest

from tests.operations.planning import operations_of, plan_text, tree_of

ROAD = "enum Turn {\n    Left,\n}\n\nimpl Turn {\n    fn angle(&self) -> u16 {\n        90\n    }\n}\n"
CART = "fn steer_cart(turn: Turn) -> u8 {\n    match turn {\n        Turn::Left => 1,\n        _ => 0,\n    }\n}\n"
SCOPED = "# Turn right\n\nScope: `src/road.rs`, `src/cart.rs`\n\n## Part 1\n\n{words}\n\n```rust\n{code}\n```\n"


def test_the_function_tells_which_file_of_a_line_is_meant() -> None:
    tree = tree_of({"src/road.rs": ROAD, "src/cart.rs": CART})
    document = SCOPED.format(words="In `steer_cart`, after the `Left` arm:", code="Turn::Right => 2,")
    (operation,) = operations_of(plan_text(document, tree))
    assert (operation.status, operation.file) == ("applies", "src/cart.rs")


def test_a_function_that_no_file_of_the_line_has_is_not_looked_for_elsewhere() -> None:
    tree = tree_of({"src/road.rs": ROAD, "src/cart.rs": CART})
    document = SCOPED.format(words="In `steer_boat`, after the `Left` arm:", code="Turn::Right => 2,")
    assert [o.status for o in operations_of(plan_text(document, tree))] == ["refused"]


STEPS = """\
# Turn right

- **Files:** `src/road.rs`

1. **Kinds.** `Turn` in `src/road.rs`, after `Left`:

```rust
Right,
```

2. **Cart.** In `steer_cart` of `src/cart.rs`, first:

```rust
let turn = turn.near();
```

3. **Value.** {words}

```rust
Turn::Right => 2,
```
"""


def test_the_same_file_is_the_one_of_the_step_before() -> None:
    tree = tree_of({"src/road.rs": ROAD, "src/cart.rs": CART})
    operations = operations_of(plan_text(STEPS.format(words="Match of the same file, after `Turn::Left`:"), tree))
    assert operations[-1].file == "src/cart.rs"


MADE = "# Names\n\n## Step 1\n\nCreate `cart/src/names.rs`:\n\n```rust\npub struct Names;\n```\n\n{words}\n\n```rust\nmod names;\n```\n"
CRATES = {
    "cart/src/main.rs": "mod wheel;\n\nfn main() {}\n",
    "road/src/main.rs": "mod wheel;\n\nfn main() {}\n",
    "road/src/lib.rs": "mod wheel;\n",
}


def test_a_module_that_is_made_is_declared_in_the_named_root_of_its_crate() -> None:
    plan = plan_text(MADE.format(words="and with the other modules in `main.rs`:"), tree_of(CRATES))
    assert {change.path for change in plan.changes} == {"cart/src/names.rs", "cart/src/main.rs"}


@pytest.mark.parametrize("words", ["and with the other modules in `main.rs`:", "and in `main.rs`:"])
def test_a_module_that_is_not_made_is_not_declared_in_one_of_several_roots(words: str) -> None:
    document = "# Names\n\n" + MADE.format(words=words).partition("pub struct Names;\n```\n\n")[2]
    assert [o.code for o in operations_of(plan_text(document, tree_of(CRATES)))] == ["file-ambiguous"]
