"""A sentence on a guard in plainer words: one mark for each name of the code, one word for all that mean the same.

`@reserve` is a call, `#in_use` a field of what is borrowed, `%Reserved` a variant, `!EINVAL` an error, `$8` a number, `?min` a parameter,
`&enable` a call to the outside, `G` the guard, `T` what it borrows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from uowgen.claims.lent.cast import Cast

_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "every",
        "each",
        "all",
        "ever",
        "still",
        "actually",
        "itself",
        "single",
        "its",
        "it's",
        "own",
        "very",
        "just",
        "exactly",
        "precisely",
        "then",
        "there",
        "such",
        "of",
    ]
)
_ROWS: tuple[tuple[str, str], ...] = (
    # comparing
    (r"(?:is |are |was )?(?:equal to or (?:greater|larger|bigger) than|(?:greater|larger|bigger|more) than or equal to|at or (?:above|past|beyond|over)|not (?:below|less than|smaller than|under)|no (?:less|smaller) than|at least|equals or exceeds)", ">="),
    (r"(?:strictly )?(?:(?:greater|larger|bigger|higher|more) than|above|exceeds|exceeding|beyond|over)(?= \$)", ">"),
    (r"(?:strictly )?(?:less|smaller|lower) than|below(?= [$?])|under(?= \$)", "<"),
    (r"(?:is |are )?(?:equal to|equals|identical to)|is(?= \$)", "=="),
    (r"(?<=[\w$]) = (?=\$)", "== "),
    (r"≥", ">="),
    (r"≤", "<="),
    # giving back
    (r"comes? back with|comes? back as|comes? out as|comes? back(?! on)|hands? (?:you|back|out|over)|gives? back|gives?|returns?|yields?|answers? with|answers?|reports?|tells?|results? in|ends? in|fails? with|bails? (?:out )?with|is rejected (?:with|as)|gets refused (?:with|as)|is refused (?:with|as)|refuses (?:it )?with|receives?|produces?|says?|reads?|signals?|outputs?|evaluates? to|replies with|replies", "GIVES"),
    (r"(?:is|are|gets|comes) (?:returned|given back|given|handed back|handed out|answered|reported|signalled|passed back|passed through|received)", "GIVEN"),
    (r"result|outcome|return value|returned value", "RESULT"),
    # failing
    (r"error code|error", "error"),
    # panics
    (r"(?:ends? in|causes?|raises?|triggers?|leads? to) (?:panic|panics)|panics?|blows? up(?: \(panic!\))?|brings? (?:kernel|system|cpu|machine) down(?: with (?:a )?panic)?|panic!", "PANICS"),
    (r"PANICS (?:is )?(?:raised|triggered|caused)", "PANICS"),
    # ends
    (r"goes? out of scope|(?:gets|is|are|was|being) dropped|(?:goes|has gone|have gone|is|went) away|dies|is gone|letting (?=G)|dropping|destructor(?: run)?|drop code|drop of|drop(?=s)?", "@drop"),
)  # fmt: skip
_PLAIN = [(re.compile(rf"(?<![\w@#%!$?&-])(?:{p})(?![\w-])"), w) for p, w in _ROWS]


def stems(word: str) -> str:
    """The forms that a verb takes, as a pattern."""
    if word.endswith("e"):
        base = word[:-1]
        return rf"{base}(?:e|es|ed|ing)"
    last = word[-1]
    return rf"{word}(?:s|es|ed|ing|{last}ed|{last}ing)?"


def _number(value: int) -> Callable[[re.Match[str]], str]:
    return lambda m: f" ${value + 1 if '+' in m[0] else value} "


_PREPOSITIONS = frozenset(["from", "to", "in", "on", "at", "of", "by", "with", "as", "for", "off", "up"])


class Wording:
    """The words of one cast."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        free = cast.free()
        beats = [b for b in cast.shown if b.guard is not None and b.guard.place is not None]
        self.places = {
            n for n in cast.own if beats and all(b.guard is not None and b.guard.fields.get(n) == b.guard.place for b in beats)
        }
        self.vacant = free[0] if isinstance(free, tuple) else ""
        self.humps = [h.lower() for h in re.findall(r"[A-Z][a-z0-9]*", cast.type)]
        params = {
            n for c in cast.callables for (n, _), t in zip(c.function.parameters, c.function.types, strict=True)
            if not (t.head == "&" and t.args and getattr(t.args[0].head, "name", "") in cast.lent)
        }  # fmt: skip
        self.params = sorted(params, key=len, reverse=True)
        self.names = sorted({c.name for c in cast.callables}, key=len, reverse=True)
        self.events = sorted({p.rpartition("::")[2].rpartition(".")[2] for p in cast.events}, key=len, reverse=True)

    def marked(self, text: str) -> str:
        """The sentence with marks for what the code calls so."""
        cast = self.cast
        said = re.sub(r"[.;:]+$", "", text.strip()).replace("→", "->").replace("⇒", "->").replace("=>", "->").replace("’", "'")
        said = re.sub(r"`([^`]*)`", lambda m: f"\x01{m[1]}\x02", said)
        for paths in sorted(set(cast.events), key=len, reverse=True):
            names = paths.split("::")
            if len(names) > 1:
                said = re.sub(rf"\b(?:\w+::)?{names[-2]}::{names[-1]}\b(?:\(\))?", f" &{names[-1]} ", said)
        for enum, variants in cast.variants.items():
            for v in variants:
                mark = "%Free" if v == self.vacant else f"%{v}"
                said = re.sub(rf"\b{enum}::{v}\b", f" {mark} ", said)
                said = re.sub(rf"(?<![\w%]){v}\b(?!\()", f" {mark} ", said)
        errors = "|".join(sorted(cast.errors(), key=len, reverse=True)) or r"\x00"
        said = re.sub(
            rf"(?:Err\()?(?:\b(?:\w+::)*(E[A-Z]{{3,}}|(?:{errors}))\b|\b\w*Err(?:or|no)?::(\w+)\b)\)?",
            lambda m: f" !{m[1] or m[2]} ",
            said,
        )
        for name, value in cast.constants.items():
            said = re.sub(rf"\b{name}\b(?: \+ 1\b)?", _number(value), said)
        for name in self.names:
            said = re.sub(rf"\b(?:\w+::|\w+\.)*{name}\(([^()]*(?:\([^()]*\))?[^()]*)\)", self._calls(name), said)
            plain = r"\x00" if name in cast.fields else name if "_" in name else rf"(?<=\x01){name}(?=\x02)"
            said = re.sub(
                rf"(?:\b{cast.type}::{name}\b)|(?<![\w@#]){plain}\b"
                if "_" in name
                else rf"\b(?:{'|'.join((cast.type, *cast.lent))})::{name}\b|{plain}",
                f" @{name} ",
                said,
            )
        said = re.sub(r"\bdrop\(\)|\x01[dD]rop\x02|\bDrop\b", " @drop ", said)
        for field in sorted(cast.fields, key=len, reverse=True):
            said = re.sub(
                rf"(?<![\w@#])(?:self\.|inner\.|\w+\.)*{field}\b(?:\[\w+\])?"
                if field != cast.list_field()
                else rf"(?<![\w@#])(?:self\.|inner\.)*{field}\[[\w.]+\]",
                f" #{field} " if field != cast.list_field() else " slot ",
                said,
            )
        for own in sorted(cast.own, key=len, reverse=True):
            said = re.sub(rf"\bself\.{own}\b", f" .{own} ", said)
        for event in self.events:
            said = re.sub(rf"(?<![\w&])\x01{event}(?:\(\))?\x02", f" &{event} ", said)
        for param in self.params:
            if param not in cast.own and param not in _PREPOSITIONS:
                said = (
                    re.sub(
                        rf"\x01{param}\x02|(?<![\w?@.]){param}\b(?=\s*[<>=!])|(?<=\s){param}(?= (?:of|is|equals|reaches|exceeds|in|strictly|above|==|from)\b)|\b(?:caller's |given |passed )?(?<![\w?@]){param}(?=\b)",
                        f" ?{param} ",
                        said,
                    )
                    if len(param) > 1
                    else said
                )
        for param in self.params:
            if param in _PREPOSITIONS:
                said = re.sub(rf"\x01{param}\x02|\b{param}(?= [<>=!]=? )", f" ?{param} ", said)
        return said.replace("\x01", "").replace("\x02", "")

    def _calls(self, name: str) -> Callable[[re.Match[str]], str]:
        return lambda m: self._call(name, m[1])

    def _call(self, name: str, inside: str) -> str:
        """A call as written, with what is passed for a number."""
        found = self.cast.named(name)
        numbers = re.findall(r"\$(\d+)|(?<![\w$.])(\d+)(?![\w.])", inside)
        given = [a or b for a, b in numbers]
        if found is not None and found.numbers == 1 and len(given) == 1 and found.do == "make":
            param = next(
                n
                for (n, _), t in zip(found.function.parameters, found.function.types, strict=True)
                if isinstance(t.head, str) and t.ints
            )
            return f" @{name} with ?{param} == ${given[0]} "
        return f" @{name} "

    def plain(self, text: str) -> str:
        """The marked sentence in plain words."""
        cast = self.cast
        said = self.marked(text)
        said = re.sub(r"([,;()]|->|(?<![:<>=!+-])=(?![=>])|[=<>!+-]=|[<>](?!=)|:(?!:)| - )", r" \1 ", said).replace(" : :", "::")
        said = re.sub(r"!\s+=", "!=", said)
        said = re.sub(r"(?i)\b(?:if and only if|iff)\b", "only if", said)
        said = re.sub(r"(?i)\bto begin with\b|\bto start with\b|\bin the first place\b", "at first", said)
        said = re.sub(
            r"(?i)\b(?:provided|on condition|given|assuming)(?: that)?(?= (?:it|they|the|that|`?\w+`? (?:is|was|were|are|has|had)))",
            "if",
            said,
        )
        said = re.sub(
            r"(?i)\b(?:(?:just|exactly|precisely|solely|only) (?=when|if|for|in case|while|where|after|once|as long)|no sooner than|not unless)",
            " only ",
            said,
        )
        words = [w if w[:1] in "%!$?&@#." and len(w) > 1 else w.lower() for w in said.split()]
        said = " ".join(w for w in words if w not in _EMPTY)
        said = re.sub(
            r"\b(do|does|did|is|are|was|were|has|have|ca|wo)n't\b",
            lambda m: {"ca": "can", "wo": "will"}.get(m[1], m[1]) + " not",
            said,
        ).replace("cannot", "can not")
        for run, number in (("one", "1"), ("two", "2"), ("three", "3"), ("zero", "0")):
            said = re.sub(
                rf"(?<![\w@#])(?<!by ){run}(?= (?:higher|more|lower|less)\b)|(?<=by ){run}\b|(?<=at ){run}\b|(?<=depth ){run}\b",
                number,
                said,
            )
        said = re.sub(r"(?<![\w$.'%-])(\d+)(?![\w.'])", r"$\1", said)
        if field := cast.list_field():
            said = re.sub(rf"(?<![\w@#%]){field.removesuffix('s')}(?=s?\b)", "slot", said)
            said = re.sub(rf"(?<![\w@#%]){self.vacant.lower()}(?![\w-])", "free", said)
            for v in (v for rows in cast.variants.values() for v in rows if v != self.vacant):
                said = re.sub(
                    rf"(?<![\w@#%]){v.lower()}(?= slots?\b)|(?<=slot is ){v.lower()}\b|(?<=slot is only ){v.lower()}\b|(?<=slot is still ){v.lower()}\b",
                    f"%{v}",
                    said,
                )
            for own in (n for n in cast.own if n in self.places):
                said = re.sub(rf"(?<![\w@#%.?]){own}(?![\w-])", "fd", said)
        guard = "|".join(
            [cast.type.lower(), " ".join(self.humps), *(h for h in self.humps[-1:] if len(h) > 3), "guards?", "value of this type"]
        )
        said = re.sub(rf"(?<![\w@#-])(?:{guard})(?:s|'s)?(?: struct| value| values)?(?![\w-])", "G", said)
        for lent in cast.lent:
            humps = " ".join(h.lower() for h in re.findall(r"[A-Z][a-z0-9]*", lent))
            said = re.sub(rf"(?<![\w@#-])(?:{lent.lower()}|{humps}|{humps.split()[-1]})(?:'s| 's)?(?![\w-])", "T", said)
        for name in self.names:
            verb = name.split("_")[0]
            found = cast.named(name)
            looks = found is not None and found.function.takes == "ref"  # what only looks is called by a noun, or an adjective
            if not looks and name not in cast.own and len(verb) > 3 and "_" not in name and name not in cast.fields:
                forms = stems(verb)
                ing = rf"{verb[:-1] if verb.endswith('e') else verb}ing"
                said = re.sub(rf"(?<![\w@#%-]){ing}(?: T| G)?(?![\w-])", f"@{name}", said)
                said = re.sub(rf"(?<![\w@#%-]){verb}(?![\w-])", f"@{name}", said)
                said = re.sub(rf"(?<![\w@#%-])(?:{forms})(?![\w-])", f"{name}ED", said)
        for pattern, word in _PLAIN:
            said = " ".join(pattern.sub(word, said).split())
        return self._of_ends(self._passive(said))

    def _passive(self, said: str) -> str:
        """“when a slot is reserved”, “at reserve time”: of the call."""
        makes = [c.name for c in self.cast.callables if c.do == "make"]
        text = re.sub(
            r"(?:^|(?<=[ ,]))(when|as soon as|once|if|after) (?:slot|number|fd|\?\w+|G|descriptor|entry) (?:is|has been|was|gets) (\w+)ED(?= ,|$| by)",
            r"\1 @\2",
            said,
        )
        text = re.sub(r"(?:calling|reading|running|a call of|call of|call to|getter|method) (?=@)", "", text)
        for number in self.cast.numbers():
            text = re.sub(rf"@{number} (?=(?:==|is|>|<|>=|at) \$)", f"#{number} ", text)
        text = re.sub(r"at @(\w+) time|by @(\w+) call|@(\w+) call(?= )", lambda m: f"on @{m[1] or m[2] or m[3]}", text)
        if len(makes) == 1:
            text = re.sub(r"successful G|G that (?:succeeds|succeeded|worked|works)", f"successful @{makes[0]}", text)
            text = re.sub(r"(?:per|for each) G(?= |$)", f"on @{makes[0]}", text)
            text = re.sub(r"(?:making|creating|taking) G|G is (?:made|created)", f"@{makes[0]}", text)
        return text

    def _of_ends(self, said: str) -> str:
        """Whether a guard that is dropped was ended before by a method that takes it: `ENDED` and `UNENDED`."""
        said = (
            re.sub(
                r"leaving scope|G is abandoned|G that is abandoned|abandoning G|when dropped|abandoned(?= G)",
                lambda m: "when @drop" if m[0].startswith("when") else "@drop UNENDED" if "aband" in m[0] else "@drop",
                said,
            )
            if "@drop" not in said
            else said
        )
        if "@drop" not in said:
            return said
        enders = "|".join(c.name for c in self.cast.callables if c.do == "call" and c.function.takes == "value") or r"\x00"
        marks = "|".join(sorted(n for n in self.cast.own if n in self.cast.marks)) or r"\x00"
        not_yet = (
            rf"(?:without|before) (?:having |being |having been |a call of )?(?:@(?:{enders})|(?:{enders})ED)|with no @(?:{enders}) between|(?:if |when |that was |which was |while )?(?:never|not|not yet) (?:{enders})ED\??(?: then)?|"
            rf"(?:when |if |that )?(?:nobody|no one) (?:{enders})ED|when no \??\w+ was (?:{enders})ED|un(?:{enders})ED|(?:unused|abandoned|un\w+ed)(?= G)|(?:while |still |that is |is )*(?<![\w.])\.?(?:{marks})(?= G|$| ,)"
        )
        done = (
            rf"(?:after|once|by|if|when) @(?:{enders})|G (?:that|which) (?:was|is|has been) (?:{enders})ED|(?:if |when )?(?:\?\w+ (?:was|is|has been) )(?:{enders})ED|(?:for |that |which |once )?(?:has been |was |is )?(?:{enders})ED(?= ,| G|$)|@(?:{enders}) dis(?:{marks})s? G|"
            rf"dis(?:{marks})(?= G|$)|(?:when |if |once )?\.?(?:{marks}) (?:==|is|was|has been|is already) (?:false|cleared|reset|unset)(?: ->)?|consumed(?= G)"
        )
        text = re.sub(rf"(?<![\w@#.])(?:{not_yet})(?![\w])", "UNENDED", said)
        text = re.sub(rf"(?<![\w@#.])(?:{done})(?![\w])", "ENDED", text)
        text = re.sub(r"(?:at|in) end(?: of)? @\w+(?=$| ,)", "", text) if "ENDED" in text else text
        text = re.sub(r"unless (?:it |G )?(?:was |is )?ENDED", "UNENDED", text)
        return re.sub(r"(?:for |of |when |if )?G (?:which|that) ENDED", "ENDED", text)


__all__ = ["Wording"]
