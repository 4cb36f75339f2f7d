"""The environment that started processes get: what tools need to work, and no secrets of the user.

Two of them: for the toolchain, which keeps the settings of cargo and of C compilers, and a smaller one for a spec's own commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ALWAYS = frozenset(
    {
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "LANG",
        "LANGUAGE",
        "TZ",
        "TMPDIR",
        "CARGO_HOME",
        "RUSTUP_HOME",
        "RUSTUP_TOOLCHAIN",
        "SHELL",
    }
)
_FOR_TOOLS = frozenset(
    {"CC", "CXX", "AR", "LD", "CFLAGS", "CXXFLAGS", "LDFLAGS", "LD_LIBRARY_PATH", "LIBRARY_PATH", "CPATH", "MAKEFLAGS"}
)
_FOR_TOOLS_PREFIX = (
    "CARGO_",
    "RUST",
    "LC_",
    "PKG_CONFIG",
    "OPENSSL_",
    "SSL_CERT_",
    "LLVM_",
    "LIBCLANG_",
    "NEXTEST_",
    "CMAKE_",
    "SDKROOT",
)
_NETWORK = frozenset({"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy"})
_SECRET = ("TOKEN", "SECRET", "PASSWORD", "CREDENTIAL")


def for_toolchain(ours: Mapping[str, str], target_folder: str) -> dict[str, str]:
    """The environment of cargo and rustc, out of `ours`; everything they build goes to `target_folder`."""
    kept = {
        name: value
        for name, value in ours.items()
        if (name in _ALWAYS or name in _FOR_TOOLS or name in _NETWORK or name.startswith(_FOR_TOOLS_PREFIX))
        and not any(word in name for word in _SECRET)
    }
    for name in ("CARGO_BUILD_TARGET_DIR", "CARGO_MAKEFLAGS", "CARGO_TERM_VERBOSE"):
        kept.pop(name, None)
    return kept | _quiet(target_folder)


def for_commands(ours: Mapping[str, str], target_folder: str) -> dict[str, str]:
    """The environment of a spec's own commands, out of `ours`."""
    kept = {name: value for name, value in ours.items() if name in _ALWAYS or name in ("CARGO_NET_OFFLINE", "LC_ALL", "LC_CTYPE")}
    return kept | _quiet(target_folder)


def _quiet(target_folder: str) -> dict[str, str]:
    return {
        "CARGO_TARGET_DIR": target_folder,
        "CARGO_TERM_COLOR": "never",
        "CARGO_TERM_PROGRESS_WHEN": "never",
        "CARGO_TERM_QUIET": "false",
        "TERM": "dumb",
        "NO_COLOR": "1",
    }
