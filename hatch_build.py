"""Compiles the rules of the linker to machine code while a wheel is built, if NEWSFACTS_COMPILE names how well (0 to 3).

The linker takes most of the time of a run, all of it in plain Python. mypyc turns its rooms into C extensions that say
the same of every article; it needs a C compiler and a minute or two (`make compiled`). Wheels are built without it unless
asked for.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: Examples are data for the tests. All others are compiled together, since they call each other all the time.
_LEFT_OUT = {"examples.py"}

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


class CompileRules(BuildHookInterface):
    """The hook of hatchling that adds the compiled rooms to a wheel."""

    PLUGIN_NAME = "custom"

    #: Where this build compiles, some 100 MB, removed with it even when it fails; None when it compiles nothing.
    _out: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles pipeline/linking and adds what came of it; raises what mypyc or the compiler raises."""
        if version == "editable" or not os.environ.get("NEWSFACTS_COMPILE"):
            return
        from mypyc.build import mypycify
        from setuptools import Distribution

        self._out = TemporaryDirectory(prefix="newsfacts-")
        root, out = Path(self.root), Path(self._out.name)
        rooms = sorted(
            str(path.relative_to(root))
            for path in (root / "pipeline" / "linking").glob("*.py")
            if path.name not in _LEFT_OUT
        )
        settings = out / "mypy.ini"
        settings.write_text(_SETTINGS, encoding="utf-8")
        modules = mypycify(
            ["--config-file", str(settings), *rooms],
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
