import next from "@next/eslint-plugin-next";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/**
 * Places that may read the environment: the settings schema, what runs outside the product, and the hook whose variable Next replaces at
 * build.
 */
const READS_ENVIRONMENT = [
  "lib/server/platform/env.ts",
  "instrumentation.ts",
  "scripts/**",
  "prisma/**",
  "*.config.*",
  "**/*.test.{ts,tsx}",
];
const PURE = [
  ...["api", "engine", "nodes", "effects", "whatsapp", "simulator", "conditions", "flow-tests", "json", "secrets"],
  ...["send", "rules", "inbound", "phone"].map((room) => `meta-emulator/${room}`),
].map((room) => `lib/${room}/**/*.ts`);
const TESTS = "**/*.test.{ts,tsx}";

const byNameOnly = [
  {
    regex: "^(\\./lib|\\.\\.(/.*)?)/server/",
    message: "Import server code as #server/…: that name is refused in the browser's build, a path is not.",
  },
  { regex: "^#lib/server/", message: "Import server code as #server/…: that name is refused in the browser's build." },
];
const noServer = {
  regex: "^#server/",
  message: "This folder also runs in the browser: it gets what it needs as arguments or over the API, never from lib/server.",
};
const pureImports = [
  {
    regex: "^node:",
    message: "The contracts of the API, the engine, the node types and the WhatsApp codec run in the browser as they are: no Node.",
  },
  { regex: "^(react|next)(-dom|-auth)?(/|$)", message: "Pure code knows no React and no Next; a node type's form goes into its form.tsx." },
  { regex: "^(#components|\\.\\./.*components)/", message: "Pure code does not reach for the screen." },
];

const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Read settings through env() of #server/platform/env: one schema, checked at boot.",
};
const noNodeSwitch = {
  selector:
    "SwitchStatement[discriminant.property.name=/^(node_type|nodeType)$/], SwitchStatement[discriminant.name=/^(node_type|nodeType)$/]",
  message: "What differs by node type belongs into the node type's folder, behind the registry.",
};
const inputMethods = {
  selector:
    "MemberExpression[object.name=/^(event|e)$/][property.name=/^(key|keyCode|which|isComposing)$/], MemberExpression[property.name='isComposing'], :matches(ArrowFunctionExpression, FunctionDeclaration) > ObjectPattern > Property[key.name=/^(keyCode|isComposing)$/]",
  message: "Ask pressedKey(event) of #components/ui/pressed-key: the Enter of an input method takes a word, and is not ours.",
};
const deterministic = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "Time comes from event.at, so that a replay gives the same result.",
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    message: "Time comes from event.at, so that a replay gives the same result.",
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: "Randomness comes from the seed in the state, so that a replay gives the same result.",
  },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: "Time comes from event.at, so that a replay gives the same result.",
  },
  { selector: ":function[async=true]", message: "Pure code does not wait: what takes time is an effect, and its result an event." },
];

const imports = (patterns) => ({ "@typescript-eslint/no-restricted-imports": ["error", { patterns }] });
const syntax = (...rules) => ({ "no-restricted-syntax": ["error", ...rules] });

export default defineConfig(
  globalIgnores([".next/", ".siga/", "dist/", "lib/generated/", "next-env.d.ts", "test-results/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...imports(byNameOnly),
      ...syntax(noEnvironment, noNodeSwitch),
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      // Silence is a decision that an empty function or a comment states well enough.
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-lines": ["error", 400],
    },
  },
  // Wrong settings are reported before there is a log to write to.
  {
    files: ["{app,components,lib,worker}/**/*.{ts,tsx}"],
    ignores: [TESTS, "worker/index.ts", "lib/server/http/boot-web.ts"],
    rules: { "no-console": "error" },
  },
  { files: ["components/**", "lib/{nodes,effects}/**/*.tsx"], ignores: [TESTS], rules: imports([...byNameOnly, noServer]) },
  {
    files: PURE,
    ignores: [TESTS],
    rules: { ...imports([...byNameOnly, noServer, ...pureImports]), ...syntax(noEnvironment, noNodeSwitch, ...deterministic) },
  },
  {
    files: ["{app,components}/**/*.{ts,tsx}", "lib/{nodes,effects}/**/*.tsx"],
    ignores: [TESTS, "components/ui/pressed-key.ts"],
    rules: syntax(noEnvironment, noNodeSwitch, inputMethods),
  },
  { files: READS_ENVIRONMENT, rules: syntax(noNodeSwitch) },
  {
    files: ["{app,components,lib}/**/*.tsx", "components/**/*.ts"],
    extends: [reactHooks.configs.flat["recommended-latest"], next.configs["core-web-vitals"]],
  },
);
