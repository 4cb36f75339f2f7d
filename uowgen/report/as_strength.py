"""How much the criteria would notice, as text and as JSON. It measures nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uowgen.strength import Strength

_MOST_SHOWN = 40


def strength_text(found: Sequence[Strength]) -> str:
    """A paragraph for each spec: what each criterion catches, and every change that none of them notices."""
    parts = []
    for one in found:
        spec = one.spec
        head = f"{spec.path}:{spec.line}: {one.versions} wrong versions tried{', and there are more' if one.cut else ''}"
        rows = [head]
        for criterion, caught, lost in zip(spec.criteria, one.caught, one.lost, strict=True):
            unsure = f", {lost} leave it undecided" if lost else ""
            rows.append(f"  catches {caught:3} of {one.versions}{unsure}: {criterion.text}")
        rows.append(f"  noticed by no criterion: {len(one.unnoticed)}")
        rows += [f"    {u.path}:{u.line}: {u.says}" for u in one.unnoticed[:_MOST_SHOWN]]
        if len(one.unnoticed) > _MOST_SHOWN:
            rows.append(f"    and {len(one.unnoticed) - _MOST_SHOWN} more")
        parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n" if parts else ""


def strength_json(found: Sequence[Strength]) -> list[dict[str, Any]]:
    """For each spec: `path`, `id`, `versions`, `cut`, `criteria` (line, caught, lost) and `unnoticed` (file, line, change)."""
    return [
        {
            "path": one.spec.path,
            "id": one.spec.id,
            "versions": one.versions,
            "cut": one.cut,
            "criteria": [
                {"line": c.line, "caught": caught, "lost": lost}
                for c, caught, lost in zip(one.spec.criteria, one.caught, one.lost, strict=True)
            ],
            "unnoticed": [{"file": u.path, "line": u.line, "change": u.says} for u in one.unnoticed],
        }
        for one in found
    ]
