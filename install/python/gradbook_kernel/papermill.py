"""Parameters of papermill, in Go.

``papermill -p rate 0.5`` puts a cell ``rate := 0.5`` behind the one that is tagged parameters: a declaration, which in a
gradbook session may stand again. Numbers keep the type that Go gives them; lists need elements of one kind, and
dictionaries become maps.
"""

import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators


class GoTranslator(Translator):
    @classmethod
    def comment(cls, text):
        return f"// {text}"

    @classmethod
    def assign(cls, name, value):
        return f"var {name} any" if value == "nil" else f"{name} := {value}"

    @classmethod
    def translate_none(cls, value):
        return "nil"

    @classmethod
    def translate_escaped_str(cls, value):
        out = []
        for c in str(value):
            if c in '"\\':
                out.append("\\" + c)
            elif c.isprintable():
                out.append(c)
            else:
                out.append(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}")
        return '"' + "".join(out) + '"'

    @classmethod
    def translate_float(cls, value):
        if value != value:
            return "math.NaN()"
        if value in (float("inf"), float("-inf")):
            return f"math.Inf({1 if value > 0 else -1})"
        return repr(value)  # with a point or an exponent: Go's float64

    @classmethod
    def translate_list(cls, values):
        return f"[]{cls.type_of(values)}{{{', '.join(map(cls.translate, values))}}}"

    @classmethod
    def translate_dict(cls, values):
        pairs = (f"{cls.translate_escaped_str(k)}: {cls.translate(v)}" for k, v in values.items())
        return f"map[string]{cls.type_of(list(values.values()))}{{{', '.join(pairs)}}}"

    @classmethod
    def type_of(cls, values):
        """The Go type that all the values have: int and float64 together are float64, anything else mixed is any."""
        kinds = set(map(cls.kind, values))
        if kinds == {"int", "float64"}:
            return "float64"
        return kinds.pop() if len(kinds) == 1 else "any"

    @classmethod
    def kind(cls, value):
        if isinstance(value, list):
            return "[]" + cls.type_of(value)
        if isinstance(value, dict):
            return "map[string]" + cls.type_of(list(value.values()))
        return {bool: "bool", int: "int", float: "float64", str: "string"}.get(type(value), "any")

    @classmethod
    def inspect(cls, cell):
        """The parameters that a cell declares in lines of the form ``name := value // help``."""
        line = re.compile(r"^\s*(?:var\s+)?(?P<name>[A-Za-z_]\w*)\s*(?P<type>[\w.\[\]*]*)\s*:?=\s*(?P<value>.*?)\s*(?://\s*(?P<help>.*))?$")
        found = filter(None, map(line.match, cell["source"].splitlines()))
        return [Parameter(name=m["name"], inferred_type_name=m["type"] or "None", default=m["value"], help=m["help"] or "") for m in found]


papermill_translators.register("go", GoTranslator)


class Engine(NBClientEngine):
    """Papermill's own engine. It stands here because papermill loads engines, and so this module, when it starts."""
