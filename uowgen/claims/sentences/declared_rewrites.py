"""Single words and phrases of a sentence on declarations, put as those that frames read: “the old `X` static is gone”, “private to
`a.rs`”, “64 instead of 16”, “each with a getter of the same name”. What a phrase adds is a sentence of its own.
"""

from __future__ import annotations

import re

from uowgen.claims.sentences.everyday import Said, by_forms

_N = r"`[A-Za-z_][\w:]*(?:\(\))?`"
_FILE = r"`[\w./-]+\.rs`"
_LIST = r"`[^`]+`(?:(?:,| and|, and) `[^`]+`)*"
_SORT = r"(?:static|constant|function|method|struct|enum|type|alias|type alias|trait|macro|field|variant|module|helper|item|import|array|variable|global|impl|attribute|lint|derive)"


def said_more_plainly(text: str) -> Said | None:
    """What `text` amounts to with one of its phrases put more plainly; None if it has none of them."""
    return by_forms(text, _FORMS)


def _uses_left(text: str) -> Said | None:
    """“No use of the `TABLE` static is left anywhere”: no such name remains."""
    found = re.match(
        rf"(?:there (?:is|are) )?no (?:more |further |remaining |other )?(?P<what>uses?|mentions?|references?|occurrences?|traces?|usages?) (?:of|to) (?:the )?(?:{_SORT} )?(?P<name>{_N})(?: {_SORT})?"
        r"(?: (?:is|are|remains?|exists?|appears?|occurs?)(?: left| there| present| found)?| left)?(?: (?:in|from|within|under) (?P<place>`[^`]+`))?(?: anywhere| any more| any longer)?(?: in (?:the )?(?P<all>tree|code|code ?base|workspace|repository|project))?$",
        text, re.I,
    )  # fmt: skip
    if found is None or (found["place"] and found["all"]):
        return None
    return Said((f"No {found['name']} remains{' in ' + found['place'] if found['place'] else ''}",))


_TYPED = r"(?:is|are|returns?|takes?|gives?|yields?|has (?:the )?type|is of type|holds|carries|wraps|stores|equals|accepts|derives|implements)"


def _instead_of(text: str) -> Said | None:
    """“`LIMIT` is now 64 instead of 16”, “`f` returns `T` rather than `U`”: what it is says that it is not the other."""
    found = re.match(
        rf"(?P<said>(?P<name>{_N}) (?:now |still )?{_TYPED} (?:now )?(?:an? |the )?(?:`[^`]+`|\d\w*)) (?:instead of|rather than|in place of|, not|, no longer) (?:an? |the |plain |bare |its )*(?P<old>`[^`]+`|\d\w*)$",
        text.replace(", not ", " , not ").replace(", no longer ", " , no longer "),
    )  # fmt: skip
    if found is None:
        return None
    said = found["said"].replace(" now ", " ")
    if found["old"] == "`static mut`":
        return Said((said, f"No `static mut {found['name'].strip('`').rpartition('::')[2]}` remains"))
    return Said((said,))


def _calls_instead(text: str) -> Said | None:
    """“`run` calls `start` instead”."""
    found = re.match(
        rf"(?P<said>{_N} (?:now )?(?:calls|uses|returns|takes) (?:the |an? )?`[^`]+`) (?:instead|now|in its place)$", text
    )
    return Said((found["said"].replace(" now ", " "),)) if found is not None else None


def _no_longer_mutable(text: str) -> Said | None:
    """“`TABLE` is no longer `static mut`”, “the `static mut TABLE` is replaced by a `Lock`”: its type is said, and that it is none now."""
    found = re.match(r"`(\w+)` is (?:no longer|not) (?:an? )?(?:`static mut`|mutable static)$", text)
    if found is not None:
        return Said((f"No `static mut {found[1]}` remains",))
    found = re.match(
        r"(?:the )?`static mut (?P<name>\w+)` (?:is|has been|was) (?:replaced by|turned into|made|converted to|now) (?:an? )?(?P<type>`[^`]+`)$",
        text,
        re.I,
    )
    if found is None:
        return None
    return Said((f"No `static mut {found['name']}` remains", f"`{found['name']}` is a {found['type']}"))


def _more(text: str) -> Said | None:
    """“additionally derives `Ord`”, “derives `Ord` in addition to `Clone` and `Copy`”."""
    found = re.match(
        rf"(?P<said>{_N} (?:also |now )?(?:derives|implements) {_LIST}) (?:in addition to|besides|as well as|on top of|next to|along with|together with) (?P<rest>{_LIST})$",
        text,
    )
    if found is not None:
        return Said((f"{found['said']} and {found['rest']}",))
    found = re.match(
        rf"(?P<of>{_N}(?: and {_N})?) (?:additionally|further|furthermore|moreover|itself|explicitly|each) (?P<verb>derives?|implements?|has|have|takes?|returns?) (?P<rest>.+)$",
        text,
    )
    return Said((f"{found['of']} {found['verb']} {found['rest']}",)) if found is not None else None


def _private_to(text: str) -> Said | None:
    """“`KEYS` is a `Mutex<u8>` private to `input.rs`”: what it is, that it is private, and where it stands."""
    found = re.match(
        rf"(?P<name>{_N}) (?P<be>is|are|stays|remains|becomes|is kept) (?P<what>(?:an? )?(?:[a-z-]+ )?`[^`]+`(?: [a-z]+)?,? |an? [a-z]+ )?(?P<vis>private|visible only|only visible|local) (?:to|in|within) (?P<where>{_FILE}|(?:the|its|this|their) (?:own )?(?:module|file|crate))$",
        text,
    )  # fmt: skip
    if found is None:
        return None
    name, where = found["name"], found["where"]
    said = [f"{name} is {found['what'].strip(' ,')}"] if found["what"] else []
    said.append(f"{name} is `pub(crate)`" if where.endswith("crate") else f"{name} is private")
    if where[0] == "`":
        said.append(f"{name} exists in {where}")
    return Said(tuple(said))


def _getters(text: str) -> Said | None:
    """“has the private fields `a: A` and `b: B`, each with a getter of the same name”: the fields, and a method for each."""
    found = re.match(
        rf"(?P<said>(?P<of>`[A-Z][\w<>, ':?]*`) (?:has|have|holds|keeps) (?:the |its |two |three |four )*(?:private |public )?(?:named )?fields? (?P<list>{_LIST})),? (?:and )?(?:each |all )?(?:with|having|has|exposed (?:through|by|via)|read (?:through|by|via)|behind) (?:an? )?(?:(?P<vis>public|`pub`) )?(?:getters?|accessors?)(?: methods?| functions?)? (?:of|with|by|under) (?:the|its|their) (?:same|own) names?$",
        text,
    )  # fmt: skip
    if found is None:
        return None
    of = found["of"].strip("`").partition("<")[0]
    names = [f.partition(":")[0].strip() for f in re.findall(r"`([^`]+)`", found["list"])]
    vis = "public " if found["vis"] else ""
    return Said(
        (found["said"], *(f"`{of}` has a {vis}method `{n}`" for n in names), *(f"`{of}::{n}` takes no arguments" for n in names))
    )


def _fields_seen(text: str) -> Said | None:
    """“`T`'s fields are private”, “… keeps both its fields private”, “… whose field is private”, “… and all its fields are public”."""
    vis = r"(?P<vis>private|public|`pub\(crate\)`|`pub`|crate-visible)"
    found = re.match(
        rf"(?:(?P<of>`[^`]+`)['’]s|the) (?:fields?|members?)(?: of (?P<of2>`[^`]+`))? (?P<be>are|is|stays?|remains?|are all|are both|become|became|are kept) (?P<no>no longer |not )?{vis}$",
        text,
        re.I,
    )
    if found is not None and (found["of"] or found["of2"]):
        of = found["of"] or found["of2"]
        if found["no"]:
            return Said((f"{of} has no {found['vis']} fields",)) if found["vis"] == "public" else None
        return Said((f"All fields of {of} are {found['vis']}",))
    found = re.match(
        rf"(?P<of>`[^`]+`) (?:keeps|has|leaves|makes) (?:both |all )?(?:of )?its (?:\w+ )?fields (?:all )?{vis}$", text
    )
    if found is not None:
        return Said((f"All fields of {found['of']} are {found['vis']}",))
    found = re.match(
        rf"(?P<said>(?P<of>`[^`]+`) .+?)(?:,? whose|,? and (?:all |both )?(?:of )?its) (?:single |only |inner |sole )?(?:fields?|members?) (?:are|is) (?:all )?{vis}$",
        text,
    )
    if found is not None:
        of = found["of"].split("(")[0].strip("`").partition("<")[0].split(" ")[-1]
        return Said((found["said"], f"All fields of `{of}` are {found['vis']}"))
    found = re.match(rf"(?:none of (?P<of>`[^`]+`)['’]s fields|no field of (?P<of2>`[^`]+`)) (?:is|are) {vis}$", text, re.I)
    return Said((f"{found['of'] or found['of2']} has no {found['vis']} fields",)) if found is not None else None


def _renamed(text: str) -> Said | None:
    """“the field `a` of `T` is renamed to `b`”, “`T` no longer has a field `a`; it is called `b` now”."""
    found = re.match(
        rf"(?:the )?(?P<sort>field|variant|method) (?P<old>{_N}) (?:of|in|on) (?P<of>{_N}) (?:is|was|has been|gets) (?:renamed|changed) (?:to|into) (?P<new>{_N})$", text, re.I
    ) or re.match(
        rf"(?P<of>{_N}) (?:no longer has|has no|does not have) (?:an? |its |the )?(?:(?P<old>{_N}) )?(?P<sort>field|variant|method)(?: (?P<old2>{_N}))?(?: any more)?(?:;|,| –) (?:it|that|this) (?:is|has been|was)(?: now)? (?:called|named|renamed to) (?P<new>{_N})(?: now)?$", text
    )  # fmt: skip
    if found is None:
        return None
    old = found["old"] or found["old2"]
    return (
        Said((f"{found['of']} has no {old} {found['sort']}", f"{found['of']} has a {found['sort']} {found['new']}"))
        if old
        else None
    )


def _declares_it(text: str) -> Said | None:
    """“`lib.rs` declares it as `pub mod x;`”, “`a/x.rs` is declared as `pub mod x`”, “new file `a/x.rs`, declared as `mod x;` in `a/mod.rs`”."""
    found = re.match(
        rf"(?P<place>{_FILE}) (?:declares|lists|has|includes|registers|exports) it (?:as|with|by|through) (?P<code>`[^`]*mod \w+;?`)$",
        text,
    )
    if found is not None:
        return Said((f"{found['place']} declares {found['code']}",))
    found = re.match(
        rf"(?:(?:the )?(?:new )?(?:file|module) )?(?P<file>`(?:[\w.-]+/)*(?P<name>\w+)\.rs`)(?P<new> exists and|,| is added and| is)? (?:is )?(?:declared|registered|listed|included|exported|wired in) (?:as|with|by|through|via) (?P<code>`[^`]*mod \w+;?`)(?: (?:in|by|from) (?P<place>{_FILE}))?$",
        text, re.I,
    )  # fmt: skip
    if found is None:
        return None
    code = found["code"] if found["code"].endswith(";`") else f"{found['code'][:-1]};`"
    return Said((f"{found['file']} exists", f"{code} is declared{' in ' + found['place'] if found['place'] else ''}"))


def _module_privately(text: str) -> Said | None:
    """“`mod.rs` declares `mod x;` privately”, “new module `a::x` is declared as public in `a/mod.rs`”."""
    found = re.match(
        rf"(?P<place>{_FILE}) (?:declares|has) `?(?:the )?(?:mod(?:ule)? )?`?(?P<name>\w+);?`? (?P<how>privately|publicly|as private|as public)$",
        text,
    )
    if found is not None:
        vis = "private" if "private" in found["how"] else "public"
        return Said((f"`mod {found['name']};` is declared in {found['place']}", f"`{found['name']}` module is {vis}"))
    found = re.match(
        rf"(?:the |an? )?(?:new )?(?:sub)?module `(?P<path>[\w:]+)` is (?:declared|registered|listed|exported) (?:as (?:a )?)?(?P<vis>public|private|`pub`)(?:ly)?(?: module)? in (?P<place>{_FILE})$",
        text,
        re.I,
    )
    if found is None:
        return None
    name = found["path"].rpartition("::")[2]
    vis = "private" if found["vis"] == "private" else "public"
    return Said((f"`mod {name};` is declared in {found['place']}", f"`{name}` module is {vis}"))


def _neither(text: str) -> Said | None:
    """“`T` implements neither `Copy` nor `Clone`”."""
    found = re.match(rf"(?P<of>{_N}) (?P<verb>implements|derives|calls|uses) neither (?P<one>`[^`]+`) nor (?P<two>`[^`]+`)$", text)
    if found is None:
        return None
    verb = found["verb"].removesuffix("s")
    return Said(tuple(f"{found['of']} does not {verb} {what}" for what in (found["one"], found["two"])))


def _with_section(text: str) -> Said | None:
    """“… with a `# Safety` section in its docs”, “`f` documents its contract under `# Safety`”."""
    section = r"an? `# (?P<head>\w+)` (?:section|heading)"
    found = re.match(
        rf"(?P<said>(?P<of>{_N}) (?:is|are|stays|takes|returns) .+?),? (?:with|and has|that has|which has) {section}(?: in (?:its|the) (?:docs|documentation|doc comment|rustdoc))?$",
        text,
    )
    if found is not None and not re.search(r"\b(?:that|which)\b", found["said"]):
        return Said((found["said"], f"{found['of']} has a `# {found['head']}` section"))
    found = re.match(
        rf"(?P<of>{_N}) (?:documents|states|explains|describes|lists|has) (?:(?:its|the|their) (?:\w+ )?[a-z]+ )?(?:under|in|with) (?:an? )?`# (?P<head>\w+)`(?: (?:section|heading))?(?: in (?:its|the) (?:docs|documentation|doc comment))?$", text
    ) or re.match(rf"(?P<of>{_N}) has {section} in (?:its|the) (?:docs|documentation|doc comment|rustdoc)$", text)  # fmt: skip
    return Said((f"{found['of']} has a `# {found['head']}` section",)) if found is not None else None


def _initially(text: str) -> Said | None:
    """“`a.rs` has `static X: T`, initially `None`”, “`X` is a `pub static` `T` that starts at 0”."""
    start = r"(?P<value>`[^`]+`|\d\w*|empty|true|false)"
    found = re.match(
        rf"(?P<said>.+?),? (?:and )?(?:(?:which |that )?(?:is |are )?(?:initially|at first|at the start|initialised (?:to|with|as)|initialized (?:to|with|as))|(?:that |which )?(?:starts|begins)(?: out)? (?:as|at|with)|starting (?:out )?(?:as|at|with)) {start}$",
        text,
    )  # fmt: skip
    if found is None:
        return None
    declared = [m[1] for m in re.finditer(r"`([^`]+)`", found["said"]) if _head_name(m[1]) and not m[1].endswith(".rs")]
    if len(declared) < 1 or re.fullmatch(_N, found["said"]):
        return None
    name = _head_name(declared[0])
    return Said((found["said"].rstrip(" ,"), f"`{name}` starts as {found['value']}")) if name.isupper() else None


def _head_name(code: str) -> str:
    """The name that a piece of code declares, or is."""
    found = re.match(r"(?:pub(?:\([^)]*\))? )?(?:static |const )?(?:ref |mut )?(\w+)(?:: .+)?$", code)
    return found[1] if found is not None else ""


def _static_of(text: str) -> Said | None:
    """“`X` is a `pub static` `T`”, “`X` is a lazily initialised `T`”."""
    found = re.match(rf"(?P<name>{_N}) is (?:an? )?`(?P<vis>pub )?(?P<sort>static|const)` (?:of type )?(?P<type>`[^`]+`)$", text)
    if found is None:
        return None
    noun = "static" if found["sort"] == "static" else "constant"
    return Said((f"{found['name']} is a {'public ' if found['vis'] else ''}{noun} of type {found['type']}",))


def _values_in_brackets(text: str) -> Said | None:
    """“`A` (12) and `B` are public constants”: what each is worth stands beside its name."""
    pairs = re.findall(r"(`[A-Z][A-Z0-9_]+`) \((\d\w*|`[^`]+`)\)", text)
    bare = re.sub(r"(`[A-Z][A-Z0-9_]+`) \((?:\d\w*|`[^`]+`)\)", r"\1", text)
    if not pairs or not re.match(rf"{_LIST} (?:is|are|exists?) ", bare):
        return None
    return Said((bare, *(f"{name} is {value}" for name, value in pairs)))


def _depends(text: str) -> Said | None:
    """“`Cargo.toml` no longer depends on `x`”, “`x` is (still) a dependency of `Cargo.toml`”."""
    path = r"(?P<path>`[\w./-]*Cargo\.toml`)"
    found = re.match(
        rf"{path} (?:no longer|does not) (?:depends?|lists?|needs?|has|have|names?) (?:on |the |a )*(?:dependency )?(?P<name>`[\w-]+`)(?: dependency)?(?: any more)?$",
        text,
    )
    if found is not None:
        return Said((f"{found['name']} dependency is removed from {found['path']}",))
    found = re.match(
        rf"(?P<name>`[\w-]+`) is (?:still |now )?(?:an? |the )?(?:new |direct |optional )?dependency (?:of|in) {path}$", text
    )
    return Said((f"{found['path']} depends on {found['name']}",)) if found is not None else None


def _elsewhere(text: str) -> Said | None:
    """“`A` is declared in `a.rs`, `B` in `b.rs`”: the verb is meant for both."""
    found = re.match(
        rf"(?P<one>{_N}) (?P<verb>(?:is|lives|stands|stays)(?: (?:declared|defined|exported|re-exported))?) (?P<prep>in|from|by) (?P<a>`[^`]+`),?(?: and)? (?P<two>{_N}) (?:in|from|by) (?P<b>`[^`]+`)$", text
    )  # fmt: skip
    if found is None:
        return None
    verb = f"{found['verb']} {found['prep']}"
    return Said((f"{found['one']} {verb} {found['a']}", f"{found['two']} {verb} {found['b']}"))


def _replaces(text: str) -> Said | None:
    """“`A` replaces `B` in `a.rs`”."""
    found = re.match(
        rf"(?P<new>`[^`]+`) (?:replaces|takes the place of|supersedes) (?P<old>`[^`]+`) in (?P<place>{_FILE}|`[\w/-]+/`)$", text
    )
    return Said((f"{found['old']} is replaced by {found['new']} in {found['place']}",)) if found is not None else None


def _all_replaced(text: str) -> Said | None:
    """“all uses of `a` are replaced by `b`”: at least none of `a` is left."""
    found = re.match(
        rf"(?:all|every|each)(?: of the)? (?:former |existing |remaining |\w+ )?(?:uses?|users?|callers?|calls?|call sites?|occurrences?) (?:of|to) (?P<old>{_N})(?: (?:in|under) (?P<place>`[^`]+`))? (?:(?:is|are|was|were|has been|have been|gets?) (?:replaced (?:by|with)|changed to|migrated to|moved to|switched to|converted to|ported to)|now (?:use|call)s?|use|call) (?:the (?:new )?)?`[^`]+`(?: instead| now)?$",
        text, re.I,
    )  # fmt: skip
    if found is None:
        return None
    return Said((f"No {found['old']} remains{' in ' + found['place'] if found['place'] else ''}",), partial=True)


def _attributed_head(text: str) -> Said | None:
    """“`f` is a `#[no_mangle] pub extern "C" fn`”: the attributes, and the head."""
    found = re.match(
        rf"(?P<of>{_N}) (?:is|stays|remains|becomes) (?:an? )?`(?P<attrs>(?:#\[[^`\]]*\] ?)+)(?P<head>(?:pub|extern|unsafe|const|async)[^`\[\]]*)`$",
        text,
    )
    if found is None:
        return None
    attributes = re.findall(r"#\[[^\]]*\]", found["attrs"])
    return Said((*(f"{found['of']} is marked `{a}`" for a in attributes), f"{found['of']} is `{found['head'].strip()}`"))


def _plain_words(text: str) -> Said | None:
    """Words for what has a usual one: “struct-like variant”, “crate-private”, “visible within the crate only”."""
    said = text
    for pattern, plain in _WORDS:
        said = pattern.sub(plain, said)
    return Said((said,)) if said != text else None


_WORDS = (
    (re.compile(r"\bstruct-like variant\b"), "struct variant"),
    (re.compile(r"\btuple-like variant\b"), "tuple variant"),
    (re.compile(r"\b(?:becomes|is made|is now|turns) (?:crate-private|crate-visible|crate-internal)\b"), "is `pub(crate)`"),
    (re.compile(r"\bis (?:only )?(?:visible|accessible|usable) (?:only )?(?:in|within|inside) (?:the|its|this) crate(?: only)?$"), "is `pub(crate)`"),
    (re.compile(r"\bhas its \"?starting value\"? "), "starts as "),
    (re.compile(r"\bstarts out (?=`|\d)"), "starts as "),
    (re.compile(r"\b(?:computed|calculated|derived|built) from it$"), "computed from it"),
)  # fmt: skip


_FORMS = (
    _uses_left, _instead_of, _calls_instead, _no_longer_mutable, _more, _private_to, _getters, _fields_seen, _renamed, _declares_it,
    _module_privately, _neither, _with_section, _initially, _static_of, _values_in_brackets, _depends, _elsewhere,
    _replaces, _all_replaced, _attributed_head, _plain_words,
)  # fmt: skip
