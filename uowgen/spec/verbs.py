"""What a phrase asks for: the verb of an edit and the noun of what is added, changed or removed.

It reads imperatives and knows nothing of places; a phrase that tells or explains asks for nothing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from uowgen.spec.new_bodies import new_body
from uowgen.spec.paths import path_of

if TYPE_CHECKING:
    from uowgen.model import Verb
    from uowgen.spec.phrases import Phrase, Token


class Request(NamedTuple):
    """`at` is the index of the verb's token; `object_at` that of the first word of its object. `file`: the object is a file.

    `weak`: the verb says little (`UPDATE path`, `implement`), another phrase nearby may say more.
    """

    verb: Verb
    noun: str
    at: int
    object_at: int
    file: bool = False
    weak: bool = False


_VERBS: dict[str, Verb] = {
    **dict.fromkeys(
        ("add", "introduce", "include", "declare", "define", "write", "register", "export", "re-export", "reexport"), "add"
    ),
    **dict.fromkeys(("implement", "import", "derive", "extract", "wire", "duplicate"), "add"),
    **dict.fromkeys(("insert", "put", "place", "paste", "prepend"), "insert"),
    "append": "append",
    **dict.fromkeys(("replace", "rewrite", "swap", "overwrite", "substitute"), "replace"),
    **dict.fromkeys(
        ("update", "change", "modify", "edit", "adjust", "fix", "refactor", "extend", "convert", "switch", "make"), "change"
    ),
    **dict.fromkeys(("turn", "wrap", "rework", "simplify", "migrate", "thread", "tighten", "expand", "correct"), "change"),
    **dict.fromkeys(
        (
            "increase",
            "decrease",
            "raise",
            "lower",
            "bump",
            "reduce",
            "double",
            "halve",
            "widen",
            "narrow",
            "harden",
            "optimise",
            "optimize",
        ),
        "change",
    ),
    **dict.fromkeys(("remove", "delete", "drop", "rid"), "remove"),
    "rename": "rename",
    "create": "create",
    **dict.fromkeys(("initialise", "initialize", "set"), "initialise"),
}
_WEAK = frozenset(
    {
        "increase",
        "decrease",
        "raise",
        "lower",
        "bump",
        "reduce",
        "double",
        "halve",
        "widen",
        "narrow",
        "harden",
        "optimise",
        "optimize",
        "implement",
        "wire",
        "make",
        "fix",
        "write",
        "define",
        "extract",
        "set",
        "include",
        "switch",
        "turn",
        "thread",
        "drop",
        "place",
    }
)
_OPENERS = frozenset("and then now also or to should must please next finally first second instead simply just can will".split())
_ARTICLES = frozenset(
    "the a an this these that those its new following existing all both each any some another one two three four five".split()
)

NOUNS: dict[str, str] = {
    "struct": "struct", "structs": "struct", "enum": "enum", "enums": "enum", "fn": "fn", "function": "fn", "functions": "fn",
    "helper": "fn", "helpers": "fn", "method": "method", "methods": "method", "field": "field", "fields": "field",
    "variant": "variant", "variants": "variant", "import": "import", "imports": "import", "use": "import", "derive": "derive",
    "derives": "derive", "attribute": "attribute", "attributes": "attribute", "arm": "match arm", "arms": "match arm",
    "match": "match",
    "test": "test", "tests": "test", "module": "module", "modules": "module", "mod": "module", "constant": "const",
    "constants": "const",
    "const": "const", "static": "static", "impl": "impl", "impls": "impl", "implementation": "impl", "trait": "trait",
    "type": "type",
    "types": "type", "macro": "macro", "statement": "statement", "statements": "statement", "expression": "statement", "dependency": "dependency",
    "dependencies": "dependency", "re-export": "re-export", "re-exports": "re-export", "reexport": "re-export", "call": "statement",
    "comment": "comment", "comments": "comment", "constructor": "method", "block": "block", "branch": "block", "loop": "loop",
    "closure": "closure", "body": "body", "signature": "signature", "file": "file", "line": "line", "lines": "line",
    "parameter": "parameter",
    "argument": "argument", "docs": "comment", "declaration": "declaration", "declarations": "declaration",
    "definition": "definition", "computation": "binding", "calculation": "binding", "assignment": "binding", "binding": "binding",
    "initialisation": "binding", "initialization": "binding", "variable": "binding",
    "stub": "stub", "alias": "type", "property": "field", "member": "field", "getter": "method", "setter": "method", "accessor": "method",
    "lint": "attribute",
    "section": "section", "table": "section", "initializer": "initializer", "literal": "literal", "return": "return",
    "error": "variant",
    "command": "variant", "check": "statement", "guard": "statement", "contents": "file", "content": "file", "region": "section",
}  # fmt: skip
_ENDS_NOUN = frozenset(
    "to in into before after above below at inside within on near with from for of by under between alongside around as so".split()
)


def request_of(phrase: Phrase) -> Request | None:
    """The first edit that `phrase` asks for; of several the first that is not weak. None if it asks for none."""
    weak: Request | None = None
    for request in requests_of(phrase):
        if not request.weak:
            return request
        weak = weak or request
    return weak


def request_verb(word: str) -> Verb | None:
    """The verb that a word in lower case would be, wherever it stands."""
    return _VERBS.get(word)


def requests_of(phrase: Phrase) -> tuple[Request, ...]:
    """Every edit that `phrase` asks for, in order."""
    tokens = phrase.tokens
    told = _told(tokens)
    found = tuple(_request(tokens, at) for at, token in enumerate(tokens) if token.low in _VERBS and _commands(tokens, at))
    if found and _made_first(tokens):
        return (Request("insert", "", 0, len(tokens)),)
    return found if told is None or found else (told,)


def _made_first(tokens: tuple[Token, ...]) -> bool:
    """Whether a sentence makes something the first or last of what a function does: `Make refusing it the first thing the function does:`."""
    low = [token.low for token in tokens]
    return (
        low[0] == "make"
        and low[-1] == ":"
        and any(a in ("first", "last") and b in ("thing", "statement") for a, b in pairwise(low))
    )


def _told(tokens: tuple[Token, ...]) -> Request | None:
    """What a sentence asks for that tells what is to be: `x becomes:`, `x should now read:`, `The new x:`."""
    function = new_body(tokens)
    if function is not None:
        return Request("replace", "body", 0, function)
    start = 0
    if [token.low for token in tokens[:2]] in (["after", "that"], ["after", "this"]):  # `After that x reads:`
        start = 3 if len(tokens) > 2 and tokens[2].text == "," else 2
    if tokens and tokens[0].low in ("in", "inside", "within"):  # `In the impl for X, y becomes:`
        start = next((n + 1 for n, token in enumerate(tokens[:10]) if token.kind == "mark" and token.text == ","), 0)
    while start < len(tokens) and tokens[start].kind == "word" and (tokens[start].low in _ARTICLES or tokens[start].low in NOUNS):
        start += 1
    if start >= len(tokens) or tokens[start].kind != "code" or tokens[-1].text != ":":
        version = start and len(tokens) > start + 2 and [token.low for token in tokens[start : start + 2]] == ["version", "of"]
        if not version or tokens[-1].text != ":" or tokens[start + 2].kind != "code" or tokens[start - 1].low != "new":
            return None
        return Request("replace", "", start, start + 2)
    at = start + 1
    while at < len(tokens) and tokens[at].kind == "word" and tokens[at].low in NOUNS:
        at += 1
    if [token.low for token in tokens[at : at + 2]] in (["now", "returns"], ["now", "takes"], ["now", "accepts"], ["now", "has"]):
        return Request("change", "", start, start, False, True)
    rest = [token.low for token in tokens[at:-1] if token.low not in ("now", "then", "instead")]
    if takes_its_place(rest):
        return Request("insert", next((NOUNS[word] for word in rest[1:6] if word in NOUNS), ""), start, len(tokens))
    if (
        rest[:1] in (["becomes"],)
        or rest == ["reads"]
        or rest[:2] in (["should", "become"], ["should", "be"], ["should", "read"], ["will", "become"])
    ):
        return Request("replace", "", start, start)
    if rest[:3] == ["should", "look", "like"] or rest[:3] == ["will", "look", "like"]:
        return Request("replace", "", start, start)
    if not rest and start and tokens[start - 1].low == "new" and start > 1 and tokens[0].low == "the":
        return Request("replace", "", start, start)
    return None


# What is said of a thing that is there and is to be otherwise; `_` stands for the start or the end of a sentence.
_CHANGED = frozenset(
    ("becomes", "become", "shrinks", "grows", "changes", "loses", "rewritten", "reworked", "replaced", "changed", "adapted", "simplified",
     "extended", "turns", "split")
)  # fmt: skip
_CHANGED_WORDS = (
    "no longer", "instead of", "after the change", "after this change", "gives way to", "make room for", "makes room for", "should say",
    "should read", "must read", "reads as follows", "ends up as", "in its new form", "the new body", "the new signature", "the new version", "replaces the old", "replaces the existing", "replaces the current", "so that it reads",
    "rather than",
)  # fmt: skip
_NOW = frozenset(
    "is are reads takes returns accepts has looks uses calls asks does holds carries goes gets says simply just only "
    "initialised initialized built made computed".split()
)
_GAINED = frozenset("parameter parameters argument arguments".split())


def takes_its_place(low: list[str]) -> bool:
    """Whether words tell of a new thing where it stands among others: `becomes the first constant of x`, `becomes the new last arm`."""
    at = next((n for n, word in enumerate(low) if word in ("becomes", "become")), -1)
    after = [word for word in low[at + 1 :] if word not in ("the", "new", "very", "its")]
    return at >= 0 and after[:1] != [] and after[0] in ("first", "last", "second", "third", "final")


def tells_change(phrase: Phrase) -> bool:
    """Whether a phrase without a request tells that something which is there becomes another: `the method now takes it by value:`."""
    low = [token.low for token in phrase.tokens if token.kind == "word"]
    if (
        any(word in ("not", "never", "without", "new") and n == 0 for n, word in enumerate(low))
        or "today" in low
        or "currently" in low
    ):
        return False
    text = " ".join(low)
    if takes_its_place(low):
        return False
    if any(word in _CHANGED for word in low) or any(f" {words} " in f" {text} " for words in _CHANGED_WORDS):
        return True
    after = {low[n + 1] for n in range(1, len(low) - 1) if low[n] == "now"}
    if after & _NOW:
        return True
    gaining = {"gets", "gains", "takes", "obtains", "receives", "needs"} & set(low)
    return bool(gaining) and not _GAINED.isdisjoint(low)


def _commands(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word at `at` stands where an imperative does: first, after a mark, after `and`, `then`, `In x`."""
    if tokens[at].kind != "word":
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].text.isupper() and len(tokens[at].text) > 2:
        return following is not None
    if at == 0:
        return tokens[at].low != "rid" and not (
            following is not None and following.low in ("required", "needed", "log", "is", "are", "has", "was")
        )
    previous = tokens[at - 1]
    if tokens[at].low == "rid":
        able = at > 1 and tokens[at - 2].low in (
            "can",
            "could",
            "will",
            "would",
            "may",
            "might",
            "to",
        )  # `before we can get rid of it`
        return previous.low == "get" and following is not None and following.low == "of" and (not able or at == 2)
    if previous.low in ("underneath", "beneath", "below") and at > 1 and tokens[at - 2].low == "and":
        return True  # `…, and underneath add two more:`
    of_named = previous.low in ("arm", "loop", "branch", "case") and at > 1 and tokens[at - 2].kind == "code"
    if _behind_place(tokens, at):
        return True
    if previous.kind in ("code", "link") or of_named:
        return bool(
            tokens[0].low in ("in", "at", "inside", "within", "after", "before", "below", "above", "to", "near", "then", "for")
        )
    if previous.kind == "mark":
        return previous.text in ",:;—–-.(/+→&|)"
    if previous.low in _OPENERS:
        # `Tests to add:` asks; `needed to add a field` tells.
        return previous.low != "to" or at == 1 or (following is not None and following.text == ":" and at + 2 == len(tokens))
    # `Step 3 Add …`, `2.1 Add …`, `TDD add …`: a number before it.
    return previous.text[:1].isdigit()


def _behind_place(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether all that stands before `at` says where something is by its kind: `and in its innermost loop replace …`."""
    start = next((n for n, token in enumerate(tokens[:at]) if token.low not in ("and", "then", "also", "finally")), at)
    between = tokens[start + 1 : at]
    return (
        start + 2 < at <= start + _MOST_KIND
        and tokens[start].low in ("in", "inside", "within", "at", "below", "above", "after", "before")
        and between[0].low in ("the", "its", "that", "this")
        and between[-1].low in _OF_A_KIND
        and all(token.kind == "word" for token in between)
    )


_MOST_KIND = 6  # words
_OF_A_KIND = frozenset("loop arm branch block body function method match closure test module impl struct enum".split())


def _request(tokens: tuple[Token, ...], at: int) -> Request:
    word = tokens[at].low
    verb = _VERBS[word]
    start = at + (2 if word == "rid" else 1)
    while start < len(tokens) and tokens[start].low in _ARTICLES and tokens[start].kind == "word":
        start += 1
    noun, is_file = _object(tokens, start)
    if word in ("import", "export", "re-export", "reexport", "derive") and not noun:
        noun = {"import": "import", "derive": "derive"}.get(word, "re-export")
    if verb == "add" and is_file and word in ("write", "add"):
        verb = "create"
    if verb == "create" and not is_file and noun != "file":
        # `Create a struct X`: an item, not a file, unless what is named is a file.
        verb = "add"
    weak = word in _WEAK or (is_file and verb == "change")
    return Request(verb, noun, at, start, is_file or (noun == "file"), weak)


def _object(tokens: tuple[Token, ...], start: int) -> tuple[str, bool]:
    """The kind of thing that the object is, and whether it is a file named by its path."""
    noun = ""
    for at in range(start, min(start + 12, len(tokens))):
        token = tokens[at]
        if token.kind == "word" and (token.low in _ENDS_NOUN or (token.low in _VERBS and at > start and token.low not in NOUNS)):
            break
        if token.kind == "mark" and token.text in ".:;—–(":
            break
        if token.kind in ("code", "link") or "." in token.text:
            if path_of(token.text, bare=token.kind == "word")[0]:
                return noun or "file", not noun or noun in ("file", "module")
            if token.low in NOUNS and token.low != token.text.upper():
                following = tokens[at + 1].low if at + 1 < len(tokens) else ""
                if NOUNS[token.low] == "import" and following.startswith(("statement", "line")):
                    return "import", False
            noun = noun or noun_of_code(token.text)
        elif token.low in NOUNS and (not noun or noun in ("impl", "module", "match", "error", "variant")):
            following = tokens[at + 1].low if at + 1 < len(tokens) else ""
            if token.low == "match" and following in ("arm", "arms"):
                continue
            if token.low in ("module", "mod") and following.startswith("declaration"):
                return "module declaration", False
            if token.low in ("use", "import") and following.startswith(("statement", "line")):
                return "import", False
            noun = noun if noun == "impl" and NOUNS[token.low] == "block" else NOUNS[token.low]
    return noun, False


def noun_of_code(code: str) -> str:
    """The kind of thing that a piece of inline code is by its own words; empty if it is a mere name."""
    bare = code.strip()
    if bare.startswith("#[derive"):
        return "derive"
    if bare.startswith(("#[", "#![")):
        return "attribute"
    words = bare.split()
    while words and (words[0].startswith("pub") or words[0] in ("async", "unsafe", "const", "extern")) and len(words) > 1:
        if words[0] == "const" and words[1] != "fn":
            break
        if words[0] == "pub" and words[1] == "use":
            return "re-export"
        words.pop(0)
    head = words[0] if words else ""
    if len(words) > 1 and head.endswith(":") and head[:-1].isidentifier() and not bare.endswith((";", "{", "}")):
        return "field"  # `busy: bool`
    if head == "mod" and bare.endswith(";"):
        return "module declaration"
    return {
        "use": "import", "mod": "module", "fn": "fn", "struct": "struct", "enum": "enum", "impl": "impl", "trait": "trait",
        "const": "const",
        "static": "static", "type": "type", "let": "statement", "match": "match", "macro_rules!": "macro",
    }.get(head, "") if len(words) > 1 else ""  # fmt: skip
