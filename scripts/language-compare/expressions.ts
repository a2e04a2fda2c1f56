import fc from "fast-check";
import type { Context } from "../../lib/engine/types.ts";

/** What the names in generated texts and conditions stand for. */
export const CONTEXT: Context = {
  name: "Ana Maria",
  city: "São Paulo",
  word: "banana",
  vazio: "",
  spaced: "  oi, tudo bem  ",
  lines: "um\ndois\n\ntrês",
  html: "<b>Olá</b> & tchau",
  digits: "42",
  code: "007",
  n: 5,
  zero: 0,
  neg: -3,
  f: 2.567,
  price: 1234.75,
  yes: true,
  no: false,
  nothing: null,
  numbers: [3, 1, 2, 1],
  words: ["banana", "Apple", "cherry", "apple"],
  nada: [],
  people: [
    { name: "Bia", city: "Recife", age: 30 },
    { name: "Caio", city: "Olinda", age: 20 },
    { name: "Ana", city: "Recife", age: 25 },
  ],
  order: { id: 7, total: 12.5, paid: true, note: "rápido" },
};

type Kind = "num" | "text" | "nums" | "texts" | "people" | "bool" | "any";
export type Arbitrary = fc.Arbitrary<string>;
type Tie = (kind: Kind) => Arbitrary;

export const of = (...choices: string[]): Arbitrary => fc.constantFrom(...choices);
/** A template whose holes are filled: `@` each by the next of the given. */
export const shape = (template: string, ...holes: Arbitrary[]): Arbitrary =>
  fc.tuple(...holes).map((filled) => {
    let next = 0;
    return template.replaceAll("@", () => filled[next++] ?? "");
  });
const small = of("0", "1", "2", "3", "5", "8");
const edge = of("", "0", "1", "2", "-1", "-2", "9");
export const literal = of(
  "'a'",
  "'an'",
  "'A'",
  "'x'",
  "' '",
  "'ã'",
  "'-'",
  "'Ana Maria'",
  "'banana'",
  `"d'água"`,
  "'bem-vindo, 3a vez'",
  "'tab\\there'",
);
const number = of("0", "1", "2", "7", "10", "-1", "3.25", "0.1", "n", "zero", "neg", "f", "price");

/** What Jinja and Python write alike. */
const shared = (tie: Tie): Record<Kind, Arbitrary[]> => ({
  num: [
    number,
    shape("(@ @ @)", tie("num"), of("+", "-", "*"), tie("num")),
    shape("(@ @ @)", tie("num"), of("/", "//", "%"), of("2", "3", "-4", "n", "0.5")),
    shape("(@ ** @)", number, of("0", "1", "2", "3")),
    shape("(-@)", tie("num")),
    shape("(@ if @ else @)", tie("num"), tie("bool"), tie("num")),
    shape("@.@(@)", tie("text"), of("count", "find"), literal),
    shape("@[@]", of("numbers"), of("0", "1", "-1")),
    of("order['id']", 'order["total"]', "order.get('id', 1)", "order.get('tax', 2)"),
  ],
  text: [
    of("name", "city", "word", "vazio", "spaced", "lines", "html"),
    literal,
    shape("@.@()", tie("text"), of("upper", "lower", "strip", "lstrip", "rstrip", "title", "capitalize")),
    shape("@.@(@)", tie("text"), of("strip", "lstrip", "rstrip"), literal),
    shape("@.replace(@, @)", tie("text"), literal, literal),
    shape("@.replace(@, @, @)", tie("text"), literal, literal, small),
    shape("@.zfill(@)", tie("text"), small),
    shape("@.@(@)", tie("text"), of("ljust", "rjust", "center"), small),
    shape("@.@(@, @)", tie("text"), of("ljust", "rjust", "center"), small, of("'.'", "'é'")),
    shape("@.replace('', @)", tie("text"), literal),
    shape("'{:{}{}}'.format(@, @, @)", tie("text"), of("'<'", "'>'", "'^'"), small),
    shape("@.join(@)", literal, tie("texts")),
    shape("@[@:@]", tie("text"), edge, edge),
    shape("@[@:@:@]", tie("text"), edge, edge, of("1", "2", "-1", "-2")),
    shape("(@ + @)", tie("text"), tie("text")),
    shape("(@ * @)", literal, small),
    shape("(@ if @ else @)", tie("text"), tie("bool"), tie("text")),
    shape("('%@' % @)", of("d", "5d", "-6d|", "05d", "+d", ".2f", "8.1f", "s"), tie("num")),
    shape("('%@' % @)", of("s", "8s", "-8s|", ".3s"), tie("text")),
    shape("'{:@}'.format(@)", of(",.2f", ".0f", "8.2f", "<8|", "^9.1f", "+.3f", "e", "%", ".1%", "g"), tie("num")),
    shape("'{} {}'.format(@, @)", tie("text"), tie("text")),
    shape("'{0}{1}{0}'.format(@, @)", tie("text"), tie("text")),
    of("order['note']", "words[0]", "words[-1]", "people[1]['name']"),
  ],
  nums: [
    of("numbers", "nada", "[1, 2, 3]", "[n, neg]"),
    shape("[@, @]", tie("num"), tie("num")),
    shape("(@ + @)", tie("nums"), tie("nums")),
    shape("@[@:@]", tie("nums"), edge, edge),
  ],
  texts: [
    of("words", "nada", "['b', 'a']"),
    shape("[@, @]", tie("text"), tie("text")),
    shape("@.split()", tie("text")),
    shape("@.split(@)", tie("text"), literal),
    shape("@.split(@, @)", tie("text"), literal, of("1", "2")),
    shape("@.splitlines()", tie("text")),
    shape("@[@:@]", tie("texts"), edge, edge),
  ],
  people: [of("people", "people[:2]", "people[1:]")],
  bool: [
    of("yes", "no", "True", "False", "order['paid']"),
    shape("(@ @ @)", tie("num"), of("==", "!=", "<", "<=", ">", ">="), tie("num")),
    shape("(@ @ @)", tie("text"), of("==", "!=", "<", ">", "in", "not in"), tie("text")),
    shape("(@ @ @ @ @)", tie("num"), of("<", "<=", "=="), tie("num"), of("<", ">", "!="), tie("num")),
    shape("(@ @ @)", tie("num"), of("in", "not in"), tie("nums")),
    shape("(@ @ @)", tie("text"), of("in", "not in"), tie("texts")),
    shape("(@ @ @)", tie("nums"), of("==", "!="), tie("nums")),
    shape("(not @)", tie("any")),
    shape("(@ @ @)", tie("bool"), of("and", "or"), tie("bool")),
    shape("@.@(@)", tie("text"), of("startswith", "endswith"), literal),
    shape("@.@()", tie("text"), of("isdigit", "isdecimal", "isnumeric", "isalpha", "isalnum", "isspace", "isupper", "islower")),
    shape("(@ @ 'id')", of("'note'", "'nope'", "'id'"), of("==", "!=")),
    shape("(@ in order)", of("'note'", "'nope'")),
  ],
  any: [tie("num"), tie("text"), tie("nums"), tie("texts"), tie("bool"), of("nothing", "order", "people")],
});

const jinjaOnly = (tie: Tie): Partial<Record<Kind, Arbitrary[]>> => ({
  num: [
    shape("@|@", tie("num"), of("abs", "round", "int", "float", "round(1)", "round(2)", "round(0, 'ceil')", "round(1, 'floor')")),
    shape("@|@", tie("text"), of("length", "wordcount", "int", "int(7)", "float(1.5)")),
    shape("@|@", tie("nums"), of("length", "sum", "count")),
    shape("@|@", tie("num"), of("round(precision=1, method='floor')", "round(2, method='ceil')")),
    shape("@ @ @", tie("num"), of("==", "<", "!="), of("digits", "code", "'5'")),
    of("people|map(attribute='age')|max", "(people|max(attribute='age')).age", "(people|min(attribute='name')).age", "'a\\nb'|length"),
    of(
      "numbers|min",
      "numbers|max",
      "numbers|first",
      "numbers|last",
      "people|sum(attribute='age')",
      "order.total",
      "order.id",
      "people[0].age",
    ),
    shape("(@|default(@))", of("missing", "nothing.x", "n", "order.nope"), tie("num")),
  ],
  text: [
    shape(
      "@|@",
      tie("text"),
      of(
        "upper",
        "lower",
        "title",
        "capitalize",
        "trim",
        "reverse",
        "string",
        "escape",
        "e",
        "striptags",
        "urlencode",
        "wordwrap(7)",
        "center(12)",
        "indent",
        "indent(2)",
        "indent(2, true)",
        "indent(2, blank=true)",
        "first",
        "last",
        "trim('a')",
      ),
    ),
    shape("@|replace(@, @)", tie("text"), literal, literal),
    shape("@|replace(@, @, @)", tie("text"), literal, literal, small),
    shape("@|truncate(@)", tie("text"), of("3", "5, true", "8", "6, false, '…'", "6, true, '', 0", "4, leeway=0", "7, end='~'")),
    shape("(@ ~ @)", tie("text"), tie("any")),
    shape("@|join(@)", tie("texts"), literal),
    shape("@|join(@)", tie("nums"), literal),
    shape("@|join(', ', attribute='@')", tie("people"), of("name", "age", "city")),
    shape("(@|default(@))", of("missing", "vazio", "name", "order.nope"), tie("text")),
    shape("(@|default(@, true))", of("missing", "vazio", "nothing", "zero", "nada", "no"), tie("text")),
    shape("(@|@)", of("'%.2f'", "'%d'", "'%6.1f|'", "'%s'"), shape("format(@)", tie("num"))),
    shape(
      "@|@",
      tie("text"),
      of(
        "truncate(length=6, killwords=true)",
        "center(width=9)",
        "replace(old='a', new='e')",
        "default(default_value='x')",
        "wordwrap(9, false)",
        "wordwrap(6, break_on_hyphens=false)",
        "wordwrap(12, wrapstring='/')",
        "trim",
        "forceescape",
      ),
    ),
    shape("(@ if @)", tie("text"), tie("bool")),
    shape("(nothing|default(@))", literal),
    shape("@|join", tie("texts")),
    shape("@|@", of("digits", "code"), of("int", "length", "upper", "int + 1", "float", "string", "center(5)")),
    shape("{'a': @, 'b': @}['@']", tie("text"), tie("any"), of("a")),
    shape("dict(a=@).a", tie("text")),
    of("order.note", "people[0].name", "people|map(attribute='name')|first"),
    of("order|tojson", "numbers|tojson", "order|length ~ ''", "order|dictsort|join('-')"),
  ],
  nums: [
    shape(
      "(@|@)",
      tie("nums"),
      of(
        "sort",
        "sort(reverse=true)",
        "reverse|list",
        "unique|list",
        "list",
        "select('odd')|list",
        "reject('even')|list",
        "select('gt', 1)|list",
        "select('==', 1)|list",
        "select('divisibleby', 2)|list",
        "map('abs')|list",
        "map('round', 1)|list",
        "batch(2)|first|list",
        "batch(3, 0)|last|list",
        "map('default', 1)|list",
        "select('in', [1, 3])|list",
        "map('string')|map('int')|list",
        "unique|sort|list",
        "sort|unique|list",
        "reject('lt', 2)|list",
        "slice(2)|first|list",
      ),
    ),
    shape("@[@:@:@]", tie("nums"), edge, edge, of("1", "2", "-1", "-2")),
    shape("(range(@)|list)", of("3", "1, 4", "5, 0, -2", "0")),
    of("(people|map(attribute='age')|list)", "(people|map(attribute='nope', default=0)|list)"),
  ],
  texts: [
    shape(
      "(@|@)",
      tie("texts"),
      of(
        "sort",
        "sort(reverse=true)",
        "sort(case_sensitive=true)",
        "unique|list",
        "unique(case_sensitive=true)|list",
        "map('upper')|list",
        "map('length')|list",
        "map('replace', 'a', 'o')|list",
        "reverse|list",
        "select|list",
        "reject('in', ['banana'])|list",
        "select('eq', 'Apple')|list",
        "map('title')|list",
        "map('truncate', 3, true, '')|list",
        "select('upper')|list",
        "select('string')|list",
        "sort|reverse|list",
        "batch(2, '-')|last|list",
      ),
    ),
    shape("(@|list)", of("order.values()", "{'x': 1, 'y': 2}", "people|map(attribute='nope')", "order|dictsort(true)|map('first')")),
    shape("(@|list)", tie("text")),
    of(
      "(people|map(attribute='name')|list)",
      "(order|list)",
      "(order.keys()|list)",
      "(people|sort(attribute='age')|map(attribute='name')|list)",
      "(people|groupby('city')|map('first')|list)",
    ),
  ],
  people: [
    shape(
      "(@|@)",
      tie("people"),
      of(
        "sort(attribute='name')",
        "sort(attribute='age', reverse=true)",
        "selectattr('age', 'gt', 22)|list",
        "rejectattr('city', 'eq', 'Recife')|list",
        "selectattr('age', '>', 20)|list",
        "selectattr('name')|list",
        "selectattr('city', 'in', ['Recife'])|list",
        "unique(attribute='city')|list",
      ),
    ),
  ],
  bool: [
    shape(
      "(@ is @)",
      tie("num"),
      of(
        "odd",
        "even",
        "number",
        "divisibleby(3)",
        "divisibleby 2",
        "string",
        "eq(5)",
        "gt(2)",
        "not none",
        "defined",
        "boolean",
        "mapping",
        "sameas(5)",
      ),
    ),
    shape(
      "(@ is @)",
      tie("any"),
      of(
        "defined",
        "undefined",
        "none",
        "not none",
        "string",
        "number",
        "mapping",
        "iterable",
        "sequence",
        "boolean",
        "true",
        "false",
        "not defined",
      ),
    ),
    shape("(@ is @)", tie("text"), of("upper", "lower", "in(words)", "eq('Ana Maria')", "string", "ne('x')")),
    of("missing is defined", "missing is not defined", "nothing is none", "order.nope is defined", "order.note is defined"),
  ],
});

const pythonOnly = (tie: Tie): Partial<Record<Kind, Arbitrary[]>> => ({
  num: [
    shape("len(@)", tie("any")),
    shape("@(@)", of("abs", "int", "float", "round"), tie("num")),
    shape("round(@, @)", tie("num"), of("1", "2")),
    shape("@(@, @)", of("min", "max"), tie("num"), tie("num")),
    shape("@(@)", of("sum"), tie("nums")),
    of("max(numbers)", "min(numbers)", "int(digits)", "float(digits)", "people[0]['age']"),
  ],
  text: [shape("str(@)", tie("num")), shape("str(@)", tie("text"))],
  nums: [shape("sorted(@)", tie("nums"))],
  texts: [shape("sorted(@)", tie("texts"))],
  bool: [
    shape("@(@)", of("any", "all"), tie("nums")),
    shape("bool(@)", tie("any")),
    shape(
      "(@ @ @)",
      of("digits", "code", "'42'", "'1.5'"),
      of("==", "!=", "<", "in"),
      of("42", "7", "digits", "code", "'7'", "[7, 42]", "['42', '007']"),
    ),
    shape("(@ is @)", tie("bool"), of("True", "False")),
    shape("(@ in @)", tie("text"), of("name", "order", "words", "[name, city]", "('a', 'b')")),
    shape("(@ is None)", of("missing", "nothing", "name", "n", "order.get('nope')")),
    shape("(@ is not None)", of("missing", "nothing", "name", "n")),
    shape("(@ @ @)", tie("any"), of("and", "or"), tie("any")),
    shape("(@ == @)", of("missing", "nothing", "name", "n", "words"), of("None", "'Ana Maria'", "5", "[]", "True")),
  ],
});

function expressions(more: (tie: Tie) => Partial<Record<Kind, Arbitrary[]>>): Record<Kind, Arbitrary> {
  return fc.letrec<Record<Kind, string>>((tie) => {
    const [common, own] = [shared(tie), more(tie)];
    const kind = (name: Kind) => {
      const [first = of("n"), ...rest] = common[name];
      return fc.oneof({ maxDepth: 3, depthSize: "small" }, first, ...rest, ...(own[name] ?? []));
    };
    return {
      num: kind("num"),
      text: kind("text"),
      nums: kind("nums"),
      texts: kind("texts"),
      people: kind("people"),
      bool: kind("bool"),
      any: kind("any"),
    };
  });
}

export const jinja = expressions(jinjaOnly);
export const python = expressions(pythonOnly);
