"""Compiles the rules to machine code while a wheel is built, if NEWSFACTS_COMPILE names how well (0 to 3).

The rules take most of the time of a run, all of it in plain Python. mypyc turns their rooms into C extensions that say
the same of every article; it needs a C compiler and two minutes (`make compiled`). Wheels are built without it unless
asked for.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: What a document with numbers passes through: compiled together, since one calls the other all the time.
_ROOMS = [
    *(f"pipeline/{name}.py" for name in ("extract", "sentences", "words")),
    *(f"pipeline/{name}/*.py" for name in ("context", "linking", "periods", "quantities", "vocabulary")),
]
#: Examples are data for the tests, components are called by spaCy.
_LEFT_OUT = {"component.py", "examples.py"}

#: The types of our own rooms are followed, those of libraries are not: mypyc needs minutes for the libraries' and gains nothing.
_SETTINGS = """
[mypy]
follow_imports = skip
ignore_missing_imports = True
check_untyped_defs = True
local_partial_types = True
disable_error_code = union-attr, var-annotated
[mypy-pipeline.*]
follow_imports = silent
"""


#: A constant of a module, with its type where it is written.
_CONSTANT = re.compile(r"^(_?[A-Z][A-Z0-9_]+)(?:: ([^=\n]+))? = ", re.MULTILINE)
_SET_AGAIN = re.compile(r"^(_?[A-Z][A-Z0-9_]+) [|+&-]= ", re.MULTILINE)


def _with_finals(text: str) -> str:
    """The source of a module with its constants declared final.

    mypyc reads what is final from a variable, anything else each time from the module's dictionary: 6 percent of all time.
    """
    again = set(_SET_AGAIN.findall(text))

    def final(match: re.Match[str]) -> str:
        name, kind = match.groups()
        return match[0] if name in again else f"{name}: Final[{kind}] = " if kind else f"{name}: Final = "

    # On the same line, so that messages name the lines of the file as it is.
    future = "from __future__ import annotations"
    return _CONSTANT.sub(final, text).replace(future, f"{future}; from typing import Final", 1)


class CompileRules(BuildHookInterface):
    """The hook of hatchling that adds the compiled rooms to a wheel."""

    PLUGIN_NAME = "custom"

    #: Where this build compiles, some 100 MB, removed with it even when it fails; None when it compiles nothing.
    _out: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles the rooms and adds what came of it; raises what mypyc or the compiler raises."""
        if version == "editable" or not os.environ.get("NEWSFACTS_COMPILE"):
            return
        from mypyc.build import mypycify
        from setuptools import Distribution

        self._out = TemporaryDirectory(prefix="newsfacts-")
        root, out = Path(self.root), Path(self._out.name)
        source = out / "source"
        shutil.copytree(root / "pipeline", source / "pipeline")
        rooms = sorted(path for room in _ROOMS for path in source.glob(room) if path.name not in _LEFT_OUT)
        for path in rooms:
            path.write_text(_with_finals(path.read_text(encoding="utf-8")), encoding="utf-8")
        settings = out / "mypy.ini"
        settings.write_text(_SETTINGS, encoding="utf-8")
        with contextlib.chdir(source):
            modules = mypycify(
                ["--config-file", str(settings), *(str(path.relative_to(source)) for path in rooms)],
                opt_level=os.environ["NEWSFACTS_COMPILE"],
                debug_level="0",
                multi_file=True,
                target_dir=str(out / "c"),
            )
        command = Distribution({"name": "newsfacts", "ext_modules": modules}).get_command_obj("build_ext")
        command.build_lib, command.build_temp = str(out / "lib"), str(out / "temp")
        command.parallel = os.cpu_count()
        command.ensure_finalized()
        command.run()
        for path in (out / "lib").rglob("*.*"):
            if path.is_file():
                build_data["force_include"][str(path)] = str(path.relative_to(out / "lib"))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes what the build left behind, once the wheel holds what it needs."""
        if self._out is not None:
            self._out.cleanup()
