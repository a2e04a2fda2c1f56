import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { ROOT } from "../run-task.ts";
import { watchProcess, type TestProcess } from "./processes.ts";

interface Instruction {
  name: string;
  argument: string;
}

/** The Dockerfile's stages by name, each as its instructions in their order. */
function readStages(): Map<string, Instruction[]> {
  const stages = new Map<string, Instruction[]>();
  let stage: Instruction[] = [];
  for (const line of readFileSync(join(ROOT, "Dockerfile"), "utf8").replace(/\\\n/g, " ").split("\n")) {
    const [, name = "", argument = ""] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === "FROM") stages.set(/ AS (\w+)$/.exec(argument)?.[1] ?? "", (stage = []));
    else if (name !== "") stage.push({ name, argument });
  }
  return stages;
}

export interface Image {
  /** What `COPY` brought into it: where it came from in the build stage, whose `/app` is this repository. */
  sources: string[];
  command: string[];
  healthcheck: string[];
  /** Runs a command in it, with the Dockerfile's ENV, these settings and nothing of this process's own. */
  run(command: string[], settings: Record<string, string>): TestProcess;
}

/** Puts the stage together in `folder` by the Dockerfile's own COPY lines, as `docker build --target` would. */
export function assembleImage(stage: string, folder: string): Image {
  const instructions = readStages().get(stage) ?? [];
  const all = (name: string) => instructions.filter((each) => each.name === name).map(({ argument }) => argument);
  const sources = all("COPY").map((argument) => {
    const [, source = "", target = ""] = /^--from=build(?: --\S+)* \/app\/(\S+) \.\/(\S*)$/.exec(argument) ?? [];
    if (source === "") throw new Error(`COPY ${argument}: this test does not know how to do that`);
    copy(source, join(folder, target));
    return source;
  });
  const env = Object.fromEntries(all("ENV").flatMap((line) => line.split(" ").map((pair) => pair.split("=", 2) as [string, string])));
  const list = (text = "[]") => JSON.parse(text.slice(text.indexOf("["))) as string[];
  return {
    sources,
    command: list(all("CMD")[0]),
    healthcheck: list(all("HEALTHCHECK")[0]),
    run([program, ...args], settings) {
      if (program !== "node") throw new Error(`${program}: only node is in the image`);
      const options = { cwd: folder, env: { ...env, ...settings } as NodeJS.ProcessEnv };
      const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
      return watchProcess(child, `${stage} image`);
    },
  };
}

/** A folder's content goes into the target, a file keeps its name in a target that is a folder. */
function copy(source: string, target: string): void {
  const from = join(ROOT, source);
  if (existsSync(from)) {
    const isFile = /\.\w+$/.test(source);
    return cpSync(from, isFile ? join(target, source.split("/").at(-1) ?? "") : target, { recursive: true, verbatimSymlinks: true });
  }
  // An empty folder, which git does not keep.
  const made = readStages()
    .get("build")
    ?.some(({ name, argument }) => name === "RUN" && argument.split(" && ").includes(`mkdir -p ${source}`));
  if (!made) throw new Error(`COPY ${source}: there is no such thing in the build stage`);
  mkdirSync(target, { recursive: true });
}

/** Whether `COPY . .` sees the path: the last line of .dockerignore that matches it, or a folder it lies in, decides. */
export function isInBuildContext(path: string): boolean {
  const parents = path.split("/").map((_, depth, parts) => parts.slice(0, depth + 1).join("/"));
  let inside = true;
  for (const line of readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n")) {
    const pattern = line.replace(/^!/, "");
    if (pattern === "" || pattern.startsWith("#")) continue;
    // Docker's star means names that begin with a dot, too.
    if (pattern === "*" || parents.some((parent) => matchesGlob(parent, pattern))) inside = line.startsWith("!");
  }
  return inside;
}
