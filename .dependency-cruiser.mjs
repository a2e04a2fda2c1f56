/** Boundaries that hold through any number of imports. ESLint says the same of direct imports, sooner. */
const PURE =
  "^lib/(answers|api|engine|nodes|effects|whatsapp|simulator|conditions|flow-tests|json|secrets|meta-emulator/(send|rules|inbound|phone))/.+\\.ts$";
const TEST = "\\.test\\.tsx?$";
const OUTSIDE = "^(lib/(server|generated)|app|components|worker|prisma|scripts)/|node_modules/(react|react-dom|next|next-auth|pg|pg-boss)/";

/** The floors of lib/server from the ground up, each with what to do when something on it needs what lies above. */
const FLOORS = [
  ["platform", "The ground floor knows no domain. Hand it what it needs as an argument, or move what is general down here."],
  ["auth", "Who acts. What it needs of the web arrives as an argument; what others need of it they import."],
  ["http", "How a request becomes a call and an error a response. It knows no resource: the route hands the service in."],
  ["state", "What lies in a contact's mailbox and who holds it. What decides about it lies above and calls down."],
  ["flows", "Flows, versions and tests as rows. Move a function that a service and this floor share down here."],
  ["contacts", "Contacts as rows. What is done to them for a person who asks is a service, and calls down."],
  ["media", "Files: their rows, bytes, links and ways from Meta. Who may see one is asked above."],
  ["inbound", "A webhook is stored and the worker woken by a job: advance and effects are not called from here."],
  ["effects", "An effect reports to the mailbox and wakes by a job; it does not advance anything itself."],
  ["advance", "The engine's transaction. Recovery and services call it, never the other way."],
  ["recovery", "Finds what was left lying and enqueues it. What a person asks for is a service."],
];
const floor = (names) => `^lib/server/(${names.join("|")})/`;
const floors = FLOORS.map(([name, comment], index) => ({
  name: `floor-${name}`,
  severity: "error",
  comment,
  from: { path: floor([name]), pathNot: TEST },
  to: { path: floor([...FLOORS.slice(index + 1).map(([above]) => above), "services"]) },
}));

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
    ...floors,
    {
      name: "services-side-by-side",
      severity: "error",
      comment: "A service knows no other's inside: what two of them share moves to the floor it belongs to (flows/, contacts/, state/).",
      from: { path: "^lib/server/services/([^/]+)/", pathNot: TEST },
      to: { path: "^lib/server/services/", pathNot: "^lib/server/services/$1/" },
    },
    {
      name: "no-loose-files-in-lib-server",
      severity: "error",
      comment: "Put it on a floor (lib/server/README.md lists them): the lowest on which everybody who needs it looks down at it.",
      from: { path: "^lib/server/[^/]+$" },
      to: {},
    },
    {
      name: "no-imports-of-loose-files-in-lib-server",
      severity: "error",
      comment: "Put it on a floor (lib/server/README.md lists them): the lowest on which everybody who needs it looks down at it.",
      from: {},
      to: { path: "^lib/server/[^/]+$" },
    },
    {
      name: "one-door-to-prisma",
      severity: "error",
      comment:
        "Prisma's client comes from prisma() of platform/prisma.ts, which knows the pool and the open transaction; its types may be imported.",
      from: { pathNot: "^(lib/server/platform/prisma\\.ts$|lib/generated/)" },
      to: { path: "^lib/generated/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "app-without-database",
      severity: "error",
      comment: "A route or a page parses, calls a service, and returns. What reads or writes rows is a service in lib/server/services.",
      from: { path: "^app/", pathNot: TEST },
      to: { path: "^lib/(generated/|server/platform/(db|prisma)\\.ts$)|node_modules/(pg|pg-boss)/" },
    },
    {
      name: "worker-is-the-roof",
      severity: "error",
      comment: "Whatever wakes the worker enqueues a job (platform/queue.ts); nothing of the product calls into worker/.",
      from: { pathNot: "^(worker|scripts)/|\\.test\\.tsx?$" },
      to: { path: "^worker/" },
    },
    {
      name: "worker-without-requests",
      severity: "error",
      comment: "Nobody is signed in to the worker: what a job shares with a request lies on a floor below both.",
      from: { path: "^worker/", pathNot: TEST },
      to: { path: floor(["auth", "http"]) },
    },
    {
      name: "jobs-and-loops-side-by-side",
      severity: "error",
      comment: "A job calls lib/server and nothing of its neighbours; who wakes whom is wired in worker/index.ts.",
      from: { path: "^worker/(jobs|loops)/", pathNot: TEST },
      to: { path: "^worker/", pathNot: "^worker/jobs/wake-options\\.ts$" },
    },
    {
      name: "engine-is-alone",
      severity: "error",
      comment: "The engine reaches nothing of the server, the screen, Next, React or Node.",
      from: { path: "^lib/engine/", pathNot: TEST },
      to: {
        reachable: true,
        path: `^lib/(nodes|effects|api)/|${OUTSIDE}`,
      },
    },
    {
      name: "pure-code-is-alone",
      severity: "error",
      comment:
        "Node types, the pure half of effects and the WhatsApp codec reach nothing of the server, the screen, Next or React: they get what they need as arguments.",
      from: {
        path: "^lib/(nodes|effects|whatsapp|simulator|conditions|flow-tests|meta-emulator/(send|rules|inbound|phone))/.+\\.ts$",
        pathNot: TEST,
      },
      to: { reachable: true, path: OUTSIDE },
    },
    {
      name: "emulator-is-no-part-of-what-it-judges",
      severity: "error",
      comment:
        "The emulated Meta checks what we send by Meta's rules, written down once more: by our own schemas it would find none of our faults.",
      from: { path: "^lib/meta-emulator/", pathNot: TEST },
      to: { path: "^lib/(whatsapp/(outgoing|graph)|nodes|effects|server)/" },
    },
    {
      name: "json-is-at-the-bottom",
      severity: "error",
      comment:
        "lib/json bounds and reads JSON, whatever it is about (the type of JSON and the way to cut a text are the engine's); what knows its meaning lies with whoever gives it one.",
      from: { path: "^lib/json/", pathNot: TEST },
      to: { pathNot: "^lib/(json/|engine/values/cut-text)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "api-below-both-sides",
      severity: "error",
      comment:
        "What the API takes and returns is written once, for the server that keeps it and the browser that calls it: it reaches neither.",
      from: { path: "^lib/api/", pathNot: TEST },
      to: {
        reachable: true,
        path: `^lib/nodes/|${OUTSIDE}`,
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
      from: { path: "^(components/|lib/(nodes|effects)/.+\\.tsx$)", pathNot: TEST },
      to: { reachable: true, path: "^(lib/(server|generated)|worker|prisma|scripts)/" },
    },
    {
      name: "form-kit-is-alone",
      severity: "error",
      comment: "What forms are made of knows neither the node types that have forms nor the builder that shows them.",
      from: { path: "^components/(node-form|text|chat)/", pathNot: TEST },
      to: { reachable: true, path: "^(lib/nodes|components/builder)/" },
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
