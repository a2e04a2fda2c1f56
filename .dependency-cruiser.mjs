/** Boundaries that hold through any number of imports. ESLint says the same of direct imports, sooner. */
const PURE = "^lib/(api|effects|engine|nodes|whatsapp|simulator|flow-tests)/.+\\.ts$";
const TEST = "\\.test\\.tsx?$";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      comment: "Two files that need each other are one file, or want a third.",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "engine-is-alone",
      severity: "error",
      comment: "The engine reaches nothing of the server, the screen, Next, React or Node.",
      from: { path: "^lib/engine/", pathNot: TEST },
      to: {
        reachable: true,
        path: "^(lib/(server|effects|nodes|generated)|app|components|worker|prisma|scripts)/|node_modules/(react|react-dom|next|next-auth|pg|pg-boss)/",
      },
    },
    {
      name: "pure-code-is-alone",
      severity: "error",
      comment: "Node types, effects and the WhatsApp codec reach nothing of the server, the screen, Next or React.",
      from: { path: "^lib/(effects|nodes|whatsapp)/.+\\.ts$", pathNot: TEST },
      to: {
        reachable: true,
        path: "^(lib/(server|generated)|app|components|worker|prisma|scripts)/|node_modules/(react|react-dom|next|next-auth|pg|pg-boss)/",
      },
    },
    {
      name: "api-below-both-sides",
      severity: "error",
      comment:
        "What the API takes and returns is written once, for the server that keeps it and the browser that calls it: it reaches neither.",
      from: { path: "^lib/api/", pathNot: TEST },
      to: {
        reachable: true,
        path: "^(lib/(server|generated|nodes)|app|components|worker|prisma|scripts)/|node_modules/(react|react-dom|next|next-auth|pg|pg-boss)/",
      },
    },
    {
      name: "pure-code-without-node",
      severity: "error",
      comment: "It runs in the browser as it is.",
      from: { path: PURE, pathNot: TEST },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-server-in-the-browser",
      severity: "error",
      comment: "Components never reach the server's code, not even through others.",
      from: { path: "^(components/|lib/nodes/.+\\.tsx$)", pathNot: TEST },
      to: { reachable: true, path: "^(lib/(server|generated)|worker|prisma|scripts)/" },
    },
    {
      name: "product-without-tools",
      severity: "error",
      comment: "The product does not import its tools.",
      from: { path: "^(app|components|lib|worker)/", pathNot: TEST },
      to: { path: "^scripts/" },
    },
    {
      name: "server-without-screen",
      severity: "error",
      comment: "Server code and the worker do not import what is drawn.",
      from: { path: "^(lib/server|worker)/", pathNot: TEST },
      to: { path: "^(app|components)/|node_modules/react-dom/" },
    },
    { name: "resolvable", severity: "error", comment: "An import that leads nowhere.", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules|^lib/generated/" },
    exclude: { path: "^\\.next/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    },
  },
};
