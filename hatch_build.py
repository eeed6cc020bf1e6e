"""Compiles the rules to machine code while a wheel is built, if NEWSFACTS_COMPILE names how well (0 to 3).

The rules take most of the time of a run, all of it in plain Python. mypyc turns their rooms into C extensions that say
the same of every article; it needs a C compiler and two minutes (`make compiled`). Wheels are built without it unless
asked for.
"""

from __future__ import annotations

import ast
import contextlib
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
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
disable_error_code = union-attr, var-annotated, has-type
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


_BASE = re.compile(r"^class \w+\((\w+)\):$", re.MULTILINE)
#: The decorators of dataclasses that are understood. A constructor must set what is frozen; hashes stay what they are.
_DECORATORS = {
    "@dataclass(slots=True)": "@dataclass(init=False)",
    "@dataclass(slots=True, eq=False)": "@dataclass(init=False, eq=False)",
    "@dataclass(frozen=True, slots=True)": "@dataclass(init=False, unsafe_hash=True)",
}


def _with_constructors(text: str, bases: set[str]) -> str:
    """The source of a module with the constructors of its dataclasses written out, but of those that take part in inheritance.

    The one that `dataclass` makes stays Python: to call it and to set attributes from there takes 5 percent of all time.
    """
    lines = text.split("\n")
    for node in reversed(ast.parse(text).body):  # from the end, so that what is inserted moves nothing that is to come
        above = lines[node.lineno - 2]
        if not isinstance(node, ast.ClassDef) or node.bases or node.name in bases or above not in _DECORATORS:
            continue
        taken, told = [], []
        for field in (part for part in node.body if isinstance(part, ast.AnnAssign)):
            name, kind = ast.unparse(field.target), ast.unparse(field.annotation)
            match field.value:
                case None:
                    taken.append(f"{name}: {kind}")
                case ast.Call(ast.Name("field"), [], [ast.keyword("default_factory", made)]):
                    taken.append(f"{name}: {kind} | None = None")
                    told.append(f"self.{name} = {ast.unparse(made)}() if {name} is None else {name}")
                    continue
                case ast.Call(ast.Name("field")):
                    break  # not understood
                case default:
                    taken.append(f"{name}: {kind} = {ast.unparse(default)}")
            told.append(f"self.{name} = {name}")
        else:
            if any(isinstance(part, ast.FunctionDef) and part.name == "__post_init__" for part in node.body):
                told.append("self.__post_init__()")
            head = f"    def __init__(self, {', '.join(taken)}) -> None:"
            lines.insert(node.end_lineno, "\n".join([head, *(f"        {line}" for line in told)]))
            lines[node.lineno - 2] = _DECORATORS[above]
    return "\n".join(lines)


def _built_side_by_side(command: Any) -> Any:
    """A `build_ext` that compiles the sources of one extension on all cores: setuptools does so with extensions only, and nearly all
    of ours is one."""

    class SideBySide(command):
        def build_extensions(self) -> None:
            one_by_one = self.compiler.compile

            def side_by_side(sources: list[str], *args: Any, **options: Any) -> list[str]:
                with ThreadPoolExecutor(os.cpu_count()) as pool:
                    made = pool.map(lambda source: one_by_one([source], *args, **options), sources)
                    return [name for names in made for name in names]

            self.compiler.compile = side_by_side
            super().build_extensions()

    return SideBySide


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
        from setuptools.command.build_ext import build_ext

        self._out = TemporaryDirectory(prefix="newsfacts-")
        root, out = Path(self.root), Path(self._out.name)
        source = out / "source"
        shutil.copytree(root / "pipeline", source / "pipeline")
        rooms = sorted(path for room in _ROOMS for path in source.glob(room) if path.name not in _LEFT_OUT)
        texts = {path: path.read_text(encoding="utf-8") for path in rooms}
        bases = {base for text in texts.values() for base in _BASE.findall(text)}
        for path, text in texts.items():
            path.write_text(_with_constructors(_with_finals(text), bases), encoding="utf-8")
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
        how = {"build_ext": _built_side_by_side(build_ext)}
        command = Distribution({"name": "newsfacts", "ext_modules": modules, "cmdclass": how}).get_command_obj(
            "build_ext"
        )
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
