"""
What Python and Jinja2 make of each line {kind, text, context} of the input: a line {value, meant} or {error} each. `meant` is their
value where what DIALECTS decides otherwise on purpose is put in the place of their own: how values print, ties when rounding, what binds
tighter, numbers in texts.
"""

import ast
import json
import math
import string
import sys

import jinja2.nodes
import jinja2.runtime
from jinja2 import Environment, Undefined
from jinja2.sandbox import SandboxedEnvironment


def shown(value):
    if value is None or isinstance(value, Undefined):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (list, tuple)):
        return ", ".join(compact(item) if isinstance(item, (list, tuple, dict)) else shown(item) for item in value)
    if isinstance(value, dict):
        return compact(value)
    return str(value)


def compact(value):
    return json.dumps(whole(value), ensure_ascii=False, separators=(",", ":"))


def whole(value):
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, (list, tuple)):
        return [whole(item) for item in value]
    return {key: whole(item) for key, item in value.items()} if isinstance(value, dict) else value


def nudged(value):
    """A hair away from zero, so that ties go up; there is no minus zero."""
    if not isinstance(value, float):
        return value
    return math.nextafter(value, math.copysign(math.inf, value)) if value != 0 else 0.0


def rounded(value, precision=0, method="common"):
    factor = 10**precision
    if method != "common":
        return getattr(math, method)(value * factor) / factor
    return math.copysign(math.floor(abs(value) * factor + 0.5) / factor, value) if precision else math.copysign(math.floor(abs(value) + 0.5), value)


def percent(left, right):
    if not isinstance(left, str):
        return left % right
    values = right if isinstance(right, tuple) else (right,)
    if "s" in left:
        return left % tuple(shown(value) for value in values)
    return left % tuple(nudged(value) for value in values)


class Meant(string.Formatter):
    def format_field(self, value, spec):
        if not spec:
            return shown(value)
        return format(nudged(value) if spec[-1] in "feg%" else value, spec)

    def convert_field(self, value, conversion):
        return shown(value) if conversion == "s" else super().convert_field(value, conversion)


class MeantJinja(SandboxedEnvironment):
    intercepted_binops = frozenset(["%"])

    def call_binop(self, context, operator, left, right):
        return percent(left, right)

    def wrap_str_format(self, value):
        owner = getattr(value, "__self__", None)
        if isinstance(owner, str) and value.__name__ == "format":
            return lambda *args, **kwargs: Meant().vformat(owner, args, kwargs)
        return None


class MeantPython(ast.NodeTransformer):
    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.Mod):
            return node
        return ast.Call(ast.Name("percent", ast.Load()), [node.left, node.right], [])

    def visit_UnaryOp(self, node):
        power = node.operand
        # A sign binds tighter than `**`, as in Jinja. Within brackets the power begins further right.
        if isinstance(node.op, ast.USub) and isinstance(power, ast.BinOp) and isinstance(power.op, ast.Pow):
            if power.col_offset == node.col_offset + 1:
                node = ast.BinOp(ast.UnaryOp(node.op, power.left), power.op, power.right)
        self.generic_visit(node)
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            return ast.Call(ast.Name("formatted", ast.Load()), [node.func.value, *node.args], node.keywords)
        return node


class Names(dict):
    """A name that the context lacks is None."""

    def __init__(self, context, functions):
        super().__init__(context)
        self.functions = functions

    def __missing__(self, name):
        return self.functions.get(name)


OWN = {f.__name__: f for f in (len, str, int, float, bool, abs, round, min, max, sum, sorted, any, all, range, list)}
MEANT = OWN | {"str": shown, "round": rounded, "percent": percent, "formatted": lambda text, *a, **k: Meant().vformat(text, a, k)}



own = Environment(finalize=lambda value: shown(value), keep_trailing_newline=True)
meant = MeantJinja(finalize=lambda value: shown(value), keep_trailing_newline=True)
their_join, their_str_join, their_markup_join = own.filters["join"], jinja2.runtime.str_join, jinja2.runtime.markup_join


def meant_join(value, d="", attribute=None):
    items = value if attribute is None else [item.get(attribute) for item in value]
    return str(d).join(compact(item) if isinstance(item, (list, tuple, dict)) else shown(item) for item in items)


meant.filters |= {"join": meant_join, "string": shown, "round": rounded, "tojson": compact, "format": lambda text, *values: percent(text, values)}


def answer(kind, text, context):
    if kind == "jinja":
        jinja2.runtime.str_join, jinja2.runtime.markup_join = their_str_join, their_markup_join
        return own.from_string(text).render(context)
    if kind == "format":
        return text.format(**context)
    return whole(eval(text, {"__builtins__": {}}, Names(context, OWN)))


def meant_answer(kind, text, context):
    if kind == "jinja":
        jinja2.runtime.str_join = jinja2.runtime.markup_join = lambda values: "".join(map(shown, values))
        return meant.from_string(text).render(context)
    if kind == "format":
        return Meant().vformat(text, (), context)
    tree = ast.fix_missing_locations(MeantPython().visit(ast.parse(text, mode="eval")))
    return whole(eval(compile(tree, "condition", "eval"), {"__builtins__": {}}, Names(context, MEANT)))


def nothing_known_beforehand(*_):
    raise jinja2.nodes.Impossible


# Else Jinja joins what is written out while it reads a text, in its own way.
jinja2.nodes.Concat.as_const = nothing_known_beforehand


def attempt(run, *case):
    try:
        return {"value": run(*case)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    case = json.loads(line)
    words = (case["kind"], case["text"], case["context"])
    print(json.dumps({"own": attempt(answer, *words), "meant": attempt(meant_answer, *words)}))
