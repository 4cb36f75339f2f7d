"""Makes random programs of the subset, each a function `case_…` that prints what it sees. They compile; whether they panic is open."""

from __future__ import annotations

from random import Random

INTS = ("u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "usize", "isize", "u128", "i128")
HEAD = """
use std::mem;
struct Loud(u8);
impl Drop for Loud { fn drop(&mut self) { println!("drop {}", self.0); } }
impl Loud { fn look(&self) -> u8 { println!("look {}", self.0); self.0 } fn into(self) -> u8 { println!("into {}", self.0); self.0 } }
struct Pair { a: Loud, b: Loud }
struct Owner { pair: Pair, tag: u8 }
impl Drop for Owner { fn drop(&mut self) { println!("owner {} {}", self.tag, self.pair.a.0); } }
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)] struct P { x: i32, y: u8 }
#[derive(Debug, Clone, Copy, PartialEq)] enum E { A, B(i32), C { n: u8, t: (i16, bool) } }
enum H { Empty, One(Loud), Two { l: Loud, r: Loud } }
impl P { fn sum(&self) -> i32 { self.x + self.y as i32 } fn bump(&mut self, k: u8) -> &mut P { self.y += k; self } fn with(mut self, x: i32) -> P { self.x = x; self } }
fn mk(n: u8) -> Loud { println!("make {n}"); Loud(n) }
fn pass(l: Loud) -> Loud { println!("pass {}", l.0); l }
fn pick(c: bool, a: Loud, b: Loud) -> Loud { if c { a } else { b } }
fn half(n: i32) -> Option<i32> { if n % 2 == 0 { Some(n / 2) } else { None } }
fn quarter(n: i32) -> Option<i32> { let h = half(n)?; let q = half(h)?; Some(q) }
fn check(n: i32) -> Result<i32, u8> { if n > 50 { Err(1) } else if n < -50 { Err(2) } else { Ok(n) } }
fn both(a: i32, b: i32) -> Result<i32, u8> { let _l = mk(200); Ok(check(a)? + check(b)?) }
fn show(e: &E) -> i32 { match e { E::A => 0, E::B(n) if *n < 0 => -1, E::B(n) => *n, E::C { n, t: (a, true) } => *n as i32 + *a as i32, E::C { n, .. } => *n as i32 } }
"""


class Maker:
    """One random program. `names` maps what may be used to its type, innermost scope last."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.scopes: list[dict[str, str]] = [{}]
        self.count = 0
        self.louds = 0
        self.loops: list[str] = []
        self.fixed: set[str] = set()  # not to be moved or assigned here
        self.bare: set[str] = set()  # declared without a type
        self.lines: list[str] = []

    # ------------------------------------------------------------------------------------------------------- names

    def fresh(self, ty: str, bare: bool = False) -> str:
        if self.chance.random() < 0.12:
            same = [n for n, t in self.scopes[-1].items() if n not in self.fixed and not t.startswith("Fn")]
            if same:
                name = self.chance.choice(same)
                self.scopes[-1][name] = ty
                (self.bare.add if bare else self.bare.discard)(name)
                return name
        self.count += 1
        name = f"v{self.count}"
        self.scopes[-1][name] = ty
        if bare:
            self.bare.add(name)
        return name

    def all(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for scope in self.scopes:
            found |= scope
        return found

    def known(self, *types: str) -> list[str]:
        return [n for n, t in self.all().items() if t in types]

    def gone(self, name: str) -> None:
        for scope in reversed(self.scopes):
            if name in scope:
                scope[name] = "gone"
                return

    def movable(self, *types: str) -> list[str]:
        return [n for n in self.known(*types) if n not in self.fixed]

    def one(self, *choices: str) -> str:
        return self.chance.choice(choices)

    # -------------------------------------------------------------------------------------------------- expressions

    def literal(self, ty: str, suffix: bool = True) -> str:
        small = self.chance.random() < 0.8
        number = self.chance.randint(0, 9 if small else 120)
        if ty[0] == "i" and suffix and self.chance.random() < 0.25:
            return f"(-{number}{ty})"
        return f"{number}{ty if suffix else ''}"

    def int(self, ty: str, depth: int = 0) -> str:
        chance = self.chance.random()
        names = self.known(ty)
        if depth > 2 or chance < 0.2:
            return (
                self.chance.choice(names) if names and self.chance.random() < 0.75 else self.literal(ty, self.chance.random() < 0.6)
            )
        deeper = depth + 1
        if chance < 0.45:
            return f"({self.int(ty, deeper)} {self.one('+', '-', '*', '/', '%', '&', '|', '^', '+', '-')} {self.int(ty, deeper)})"
        if chance < 0.52:
            return f"({self.int(ty, deeper)} {self.one('<<', '>>')} {self.int(self.one('u32', 'u8', 'u16'), deeper)})"
        if chance < 0.6:
            return f"({self.int(self.chance.choice(INTS), deeper)} as {ty})"
        if chance < 0.66:
            typed = [n for n in names if n not in self.bare]
            base = self.chance.choice(typed) if typed else self.literal(ty).strip("()") if ty[0] == "u" else f"({self.literal(ty)})"
            name = self.one("wrapping_add", "saturating_sub", "max", "min", "wrapping_mul", "wrapping_sub", "saturating_add")
            return f"{base}.{name}({self.int(ty, deeper)})"
        if chance < 0.7:
            return f"(if {self.bool(deeper)} {{ {self.int(ty, deeper)} }} else {{ {self.int(ty, deeper)} }})"
        if chance < 0.74:
            return f"(match {self.int(ty, deeper)} {{ {self.chance.randint(0, 3)} => {self.int(ty, deeper)}, 4..=9 => {self.int(ty, deeper)}, other => other }})"
        if chance < 0.78:
            options = self.known(f"Option<{ty}>")
            if options:
                name = self.chance.choice(options)
                return self.one(
                    f"{name}.unwrap_or({self.int(ty, deeper)})",
                    f"(match {name} {{ Some(n) => n, None => {self.int(ty, deeper)} }})",
                )
        if chance < 0.84:
            lists = self.known(f"[{ty}; 3]", f"Vec<{ty}>")
            if lists:
                return f"{self.chance.choice(lists)}[({self.int('u8', deeper)} % 4) as usize]"
        if ty == "i32" and chance < 0.9:
            ps, es = self.known("P"), self.known("E")
            if ps:
                return f"{self.chance.choice(ps)}.{self.one('x', 'sum()', f'with({self.int(ty, deeper)}).x')}"
            if es:
                return f"show(&{self.chance.choice(es)})"
            return self.one(
                f"quarter({self.int(ty, deeper)}).unwrap_or(-1)", f"both({self.int(ty, deeper)}, 3).map_or(7, |n| n + 1)"
            )
        if ty == "u8" and chance < 0.93:
            louds = self.known("Loud")
            if louds:
                return f"{self.chance.choice(louds)}.{self.one('0', 'look()')}"
        if chance < 0.95:
            return f'{{ let t = {self.int(ty, deeper)}; println!("t {{t}}"); t }}'
        pairs = self.known(f"({ty}, bool)")
        return f"{self.chance.choice(pairs)}.0" if pairs else self.literal(ty)

    def bool(self, depth: int = 0) -> str:
        chance = self.chance.random()
        names = self.known("bool")
        if names and chance < 0.2:
            return self.chance.choice(names)
        if depth > 2 or chance < 0.3:
            return self.one("true", "false")
        if chance < 0.7:
            ty = self.chance.choice(INTS)
            return f"({self.int(ty, depth + 1)} {self.one('<', '<=', '==', '!=', '>', '>=')} {self.int(ty, depth + 1)})"
        if chance < 0.85:
            return f"({self.bool(depth + 1)} {self.one('&&', '||', '^', '&')} {self.bool(depth + 1)})"
        if chance < 0.92:
            es = self.known("E")
            if es:
                return f"matches!({self.chance.choice(es)}, {self.one('E::A', 'E::B(_)', 'E::C { n: 0..=5, .. }', 'E::B(k) if k > 2')})"
        return f"!{self.bool(depth + 1)}"

    def loud(self, depth: int = 0) -> str:
        chance = self.chance.random()
        names = self.movable("Loud")
        if names and chance < 0.25:
            name = self.chance.choice(names)
            self.gone(name)
            return name
        if depth < 2 and chance < 0.4:
            return f"pass({self.loud(depth + 1)})"
        if depth < 2 and chance < 0.5:
            first = self.loud(depth + 1)
            return f"pick({self.bool(2)}, {first}, {self.loud(depth + 1)})"
        if depth < 2 and chance < 0.56:
            return f"*Box::new({self.loud(depth + 1)})"
        if depth < 2 and chance < 0.62:
            return f'{{ let inner = {self.loud(depth + 1)}; println!("inner {{}}", inner.0); inner }}'
        self.louds += 1
        return f"mk({self.louds % 200})"

    def value(self, ty: str) -> str:
        if ty in INTS:
            return self.int(ty)
        if ty == "bool":
            return self.bool()
        if ty == "Loud":
            return self.loud()
        if ty == "P":
            return f"P {{ y: {self.int('u8', 1)}, x: {self.int('i32', 1)} }}"
        if ty == "E":
            return self.one(
                "E::A",
                f"E::B({self.int('i32', 1)})",
                f"E::C {{ n: {self.int('u8', 1)}, t: ({self.int('i16', 2)}, {self.bool(2)}) }}",
            )
        if ty == "H":
            return self.one("H::Empty", f"H::One({self.loud()})", f"H::Two {{ r: {self.loud()}, l: {self.loud()} }}")
        if ty == "Pair":
            return f"Pair {{ {self.one('a', 'b')}: {self.loud()}, "
        if ty == "Option<Loud>":
            return f"Some({self.loud()})" if self.chance.random() < 0.8 else "None"
        if ty == "Vec<Loud>":
            return f"vec![{', '.join(self.loud() for _ in range(self.chance.randint(0, 3)))}]"
        if ty == "(Loud, Loud)":
            return f"({self.loud()}, {self.loud()})"
        inner = ty.strip("[]()").removeprefix("Option<").removeprefix("Vec<").split(";")[0].split(",")[0].rstrip(">")
        if ty.startswith("["):
            return f"[{', '.join(self.int(inner, 1) for _ in range(3))}]"
        if ty.startswith("("):
            return f"({self.int(inner, 1)}, {self.bool(1)})"
        if ty.startswith("Vec"):
            return f"vec![{', '.join(self.int(inner, 1) for _ in range(4))}]"
        return f"Some({self.int(inner, 1)})" if self.chance.random() < 0.7 else "None"

    # --------------------------------------------------------------------------------------------------- statements

    def say(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def block(self, depth: int, count: int, inside: dict[str, str] | None = None, loop: bool = False) -> None:
        """Statements in a scope of their own. In a loop, what is outside must not be moved."""
        kept = set(self.fixed)
        if loop:
            self.fixed |= {n for n, t in self.all().items() if "Loud" in t or t in ("H", "Pair", "Owner")}
        self.scopes.append(dict(inside or {}))
        for _ in range(count):
            self.statement(depth)
        self.scopes.pop()
        self.fixed = kept

    def statement(self, depth: int) -> None:
        kinds = [
            self._let,
            self._let,
            self._let_loud,
            self._let_loud,
            self._assign,
            self._print,
            self._print,
            self._move,
            self._replace,
        ]
        if depth < 4:
            kinds += [self._if, self._match, self._loop, self._block, self._closure, self._take_apart, self._leave]
        self.chance.choice(kinds)(depth)

    def _let(self, depth: int) -> None:
        inner = self.chance.choice(INTS)
        ty = self.one(
            inner, inner, inner, "bool", "P", "E", f"Option<{inner}>", f"[{inner}; 3]", f"Vec<{inner}>", f"({inner}, bool)"
        )
        value = self.value(ty)
        if ty in INTS and self.chance.random() < 0.3:
            value = self.literal(ty, False)
            self.say(depth, f"let mut {self.fresh(ty, True)} = {value};")
        else:
            self.say(depth, f"let mut {self.fresh(ty)}: {ty} = {value};")

    def _let_loud(self, depth: int) -> None:
        ty = self.one("Loud", "Loud", "Pair", "Owner", "H", "Option<Loud>", "Vec<Loud>", "(Loud, Loud)")
        if ty == "Pair":
            first, second = self.loud(), self.loud()
            value = self.one(f"Pair {{ a: {first}, b: {second} }}", f"Pair {{ b: {first}, a: {second} }}")
        elif ty == "Owner":
            first, second = self.loud(), self.loud()
            value = f"Owner {{ tag: {self.chance.randint(0, 9)}, pair: Pair {{ a: {first}, b: {second} }} }}"
        else:
            value = self.value(ty)
        if self.chance.random() < 0.06:
            self.say(depth, f"let _: {ty} = {value};")
        else:
            self.say(depth, f"let mut {self.fresh(ty)}: {ty} = {value};")

    def _assign(self, depth: int) -> None:
        names = [n for n, t in self.all().items() if t in INTS and n not in self.fixed]
        if not names:
            return self._let(depth)
        name = self.chance.choice(names)
        ty = self.all()[name]
        if self.chance.random() < 0.4:
            self.say(depth, f"{name} = {self.int(ty)};")
        else:
            self.say(depth, f"{name} {self.one('+', '-', '*', '/', '%', '&', '|', '^')}= {self.int(ty)};")
        return None

    def _print(self, depth: int) -> None:
        names = [n for n, t in self.all().items() if t in INTS or t in ("bool", "P", "E") or t.strip("[(OV")[:1] in "ptuei"]
        names = [
            n
            for n in names
            if "Loud" not in self.all()[n]
            and self.all()[n] not in ("gone", "H", "Pair", "Owner")
            and not self.all()[n].startswith("Fn")
        ]
        if names:
            name = self.chance.choice(names)
            self.say(depth, self.one(f'println!("{name} {{:?}}", {name});', f'println!("{name} {{{name}:?}}");'))

    def _move(self, depth: int) -> None:
        louds, pairs, options = self.movable("Loud"), self.movable("Pair"), self.movable("Option<Loud>")
        chance = self.chance.random()
        if louds and chance < 0.4:
            name = self.chance.choice(louds)
            self.gone(name)
            self.say(
                depth,
                self.one(
                    f"drop({name});", f'println!("into {{}}", {name}.into());', f"let _ = pass({name});", f"mem::forget({name});"
                ),
            )
        elif pairs and chance < 0.7:
            name = self.chance.choice(pairs)
            self.gone(name)
            target = self.fresh("Loud")
            self.say(
                depth,
                self.one(
                    f"let mut {target} = {name}.a;",
                    f"let mut {target} = {name}.b;",
                    f"let Pair {{ a: mut {target}, .. }} = {name};",
                ),
            )
        elif options:
            name = self.chance.choice(options)
            self.say(
                depth,
                self.one(f"drop({name}.take());", f"{name} = None;", f'if let Some(l) = &{name} {{ println!("has {{}}", l.0); }}'),
            )
        else:
            self.say(depth, f"{self.loud()};")

    def _replace(self, depth: int) -> None:
        louds, lists = self.movable("Loud"), self.known("Vec<Loud>")
        if len(louds) > 1 and self.chance.random() < 0.3:
            one, two = self.chance.sample(louds, 2)
            self.say(depth, f"mem::swap(&mut {one}, &mut {two});")
        elif louds and self.chance.random() < 0.6:
            name = self.chance.choice(louds)
            self.louds += 1
            self.say(depth, self.one(f"{name} = mk({self.louds % 200});", f"mem::replace(&mut {name}, mk({self.louds % 200}));"))
        elif lists:
            name = self.chance.choice(lists)
            self.say(
                depth,
                self.one(
                    f"{name}.push({self.loud()});",
                    f"{name}.pop();",
                    f"{name}.clear();",
                    f"{name}.truncate(1);",
                    f"drop(mem::take(&mut {name}));",
                    f'println!("len {{}}", {name}.len());',
                ),
            )
        else:
            self._print(depth)

    def _if(self, depth: int) -> None:
        options = self.movable("Option<Loud>")
        if options and self.chance.random() < 0.3:
            name = self.chance.choice(options)
            self.gone(name)
            self.say(depth, f'if let Some(l) = {name} {{ println!("got {{}}", l.0);')
        else:
            self.say(depth, f"if {self.bool()} {{")
        self.block(depth + 1, self.chance.randint(1, 3))
        if self.chance.random() < 0.5:
            self.say(depth, "} else {")
            self.block(depth + 1, self.chance.randint(1, 2))
        self.say(depth, "}")

    def _match(self, depth: int) -> None:
        chance = self.chance.random()
        owners = self.movable("H")
        if owners and chance < 0.4:
            name = self.chance.choice(owners)
            by_reference = self.chance.random() < 0.3
            if not by_reference:
                self.gone(name)
            self.say(depth, f"match {'&' if by_reference else ''}{name} {{")
            self.say(depth, f'    H::Two {{ l, .. }} if l.0 % 2 == {self.chance.randint(0, 1)} => println!("two {{}}", l.0),')
            self.say(depth, f'    {self.one("H::One(l) => {", "H::One(l) | H::Two { l, .. } => {")} println!("one {{}}", l.0);')
            self.block(depth + 2, 1)
            self.say(depth, "    }")
            self.say(depth, '    _ => println!("other"),')
        elif chance < 0.7:
            ty = self.chance.choice(INTS)
            self.say(depth, f"match ({self.int(ty)}, {self.bool()}) {{")
            self.say(depth, f'    (n @ 0..={self.chance.randint(0, 9)}, true) => println!("low {{n}}"),')
            self.say(depth, f"    ({self.chance.randint(0, 5)} | {self.chance.randint(6, 20)}, _) => {{")
            self.block(depth + 2, self.chance.randint(1, 2))
            self.say(depth, "    }")
            self.say(depth, '    (_, c) => println!("rest {c}"),')
        else:
            self.say(depth, f"match ({self.value('E')}) {{")
            self.say(depth, '    E::C { t: (a, _), n } if n > 3 => println!("{a} {n}"),')
            self.say(depth, '    E::B(n) => println!("b {n}"),')
            self.say(depth, '    e => println!("{e:?}"),')
        self.say(depth, "}")

    def _loop(self, depth: int) -> None:
        label = f"'l{self.count}"
        self.count += 1
        chance = self.chance.random()
        lists = self.movable("Vec<Loud>")
        numbers = [n for n, t in self.all().items() if t.startswith(("[", "Vec<")) and "Loud" not in t]
        inside: dict[str, str] = {}
        if lists and chance < 0.2:
            name = self.chance.choice(lists)
            self.gone(name)
            variable = f"w{self.count}"
            inside = {variable: "Loud"}
            self.say(depth, f"{label}: for mut {variable} in {name} {{")
        elif numbers and chance < 0.4:
            name = self.chance.choice(numbers)
            variable = f"w{self.count}"
            inner = self.all()[name].strip("[]").removeprefix("Vec<").split(";")[0].rstrip(">")
            inside = {variable: inner}
            self.say(depth, f"{label}: for &(mut {variable}) in {name}.clone().iter() {{")
        elif chance < 0.7:
            ty = self.chance.choice(INTS)
            variable = f"w{self.count}"
            inside = {variable: ty}
            self.say(
                depth, f"{label}: for mut {variable} in {self.one('0', '1')}{ty}..{self.one('', '=')}{self.chance.randint(1, 3)} {{"
            )
        else:
            variable = f"c{self.count}"
            self.say(depth, f"let mut {variable} = 0; {label}: while {variable} < {self.chance.randint(1, 3)} {{ {variable} += 1;")
        self.loops.append(label)
        self.block(depth + 1, self.chance.randint(1, 3), inside, True)
        self.loops.pop()
        self.say(depth, "}")

    def _block(self, depth: int) -> None:
        if self.chance.random() < 0.4:
            value = self.loud()
            name = self.fresh("Loud")
            self.say(depth, f'let mut {name} = {{ let _x = {value}; let y = mk(199); println!("block"); y }};')
            return
        self.say(depth, "{")
        self.block(depth + 1, self.chance.randint(1, 3))
        self.say(depth, "}")

    def _closure(self, depth: int) -> None:
        ty = self.chance.choice(INTS)
        self.count += 1
        name = f"f{self.count}"
        self.scopes.append({"arg": ty})
        kept, self.fixed = self.fixed, self.fixed | set(self.all())
        body = self.int(ty)
        self.fixed = kept
        self.scopes.pop()
        self.say(
            depth,
            f'{{ let {name} = |arg: {ty}| -> {ty} {{ {body} }}; println!("{{}}", {name}({self.literal(ty)})); println!("{{}}", {name}({self.literal(ty)})); }}',
        )

    def _take_apart(self, depth: int) -> None:
        pairs = self.movable("(Loud, Loud)")
        chance = self.chance.random()
        if pairs and chance < 0.5:
            name = self.chance.choice(pairs)
            self.gone(name)
            one = self.fresh("Loud")
            self.say(
                depth, self.one(f"let (mut {one}, _) = {name};", f"let (_, mut {one}) = {name};", f"let mut {one} = {name}.1;")
            )
        elif chance < 0.75:
            ty = self.chance.choice(INTS)
            value = self.value(f"Option<{ty}>")
            one = self.fresh(ty)
            self.say(depth, f'let Some(mut {one}): Option<{ty}> = {value} else {{ println!("else"); return; }};')
        else:
            ty = self.chance.choice(INTS)
            value = self.value(f"[{ty}; 3]")
            one, two = self.fresh(ty), self.fresh(ty)
            if one != two:
                self.say(depth, f"let [mut {one}, .., mut {two}]: [{ty}; 3] = {value};")

    def _leave(self, depth: int) -> None:
        way = self.one("panic", "return", "break", "break", "continue")
        condition = self.bool()
        if way == "panic":
            self.say(depth, f'if {condition} {{ panic!("stop {{}}", {self.int("i32", 2)}); }}')
        elif way == "return" or not self.loops:
            self.say(depth, f'if {condition} {{ println!("return"); return; }}')
        else:
            self.say(depth, f"if {condition} {{ {way} {self.chance.choice(self.loops)}; }}")


def case(name: str, seed: int) -> str:
    """One program, the same for the same seed."""
    maker = Maker(Random(seed))
    for _ in range(maker.chance.randint(4, 14)):
        maker.statement(1)
    maker.say(1, 'println!("end");')
    return f"pub fn {name}() {{\n" + "\n".join(maker.lines) + "\n}\n"


def program(first: int, count: int) -> str:
    """A file of `count` programs with the seeds from `first` on."""
    return HEAD + "\n".join(case(f"case_{seed}", seed) for seed in range(first, first + count))
