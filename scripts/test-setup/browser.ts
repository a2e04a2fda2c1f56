import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser } from "@playwright/test";
import type { TestProject } from "vitest/node";
import { build, isStandalone } from "../build.ts";
import { ROOT } from "../run-task.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The browser's executable. */
    browserPath: string;
  }
}

/** Before the tests in a browser: the web as it is deployed, and a browser that came with the other packages. */
export default async function setup(project: TestProject): Promise<void> {
  // The test of the images takes the same build.
  if (!isStandalone()) await build({ quiet: true, checkTypes: false, standalone: true });
  project.provide("browserPath", await unpackBrowser());
}

/** Unpacks it once; it takes whatever lies in the temporary folder for its own, so each version gets a folder. */
export async function unpackBrowser(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules/@sparticuz/chromium/package.json"), "utf8")) as { version: string };
  const folder = join(ROOT, ".siga", "browser", version);
  mkdirSync(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    return await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** Made for a sandbox without processes, and with the same-origin policy off: neither is what a person's browser does. */
const NOT_OURS = ["--single-process", "--no-zygote", "--disable-web-security", "--allow-running-insecure-content"];
/** A graphics card played by the processor: it costs as much as everything else in the browser, and a page is drawn the same without. */
const PLAYED_GRAPHICS = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--in-process-gpu",
];
/** What a browser does behind the page's back: asking for updates, on a network that may not be there. */
const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
const LEFT_OUT = new Set([...NOT_OURS, ...PLAYED_GRAPHICS]);

export async function launchBrowser(executablePath: string): Promise<Browser> {
  const { default: packed } = await import("@sparticuz/chromium");
  return chromium.launch({ executablePath, args: [...packed.args.filter((arg) => !LEFT_OUT.has(arg)), "--disable-gpu", ...QUIET] });
}
