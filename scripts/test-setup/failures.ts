import { relative } from "node:path";
import type { Reporter, TestModule, TestSuite, Vitest } from "vitest/node";

type UnhandledError = Parameters<NonNullable<Reporter["onTestRunEnd"]>>[1][number];

/**
 * Ends a run with the names of what failed, and of what passed at the second try only, below everything that is told of it: the last
 * lines are what is seen of a long run.
 */
export class FailureReporter implements Reporter {
  private vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly UnhandledError[]): void {
    this.list("FLAKY: passed at the second try", modules.flatMap(flakyOf));
    this.list("FAILED", [...modules.flatMap(failuresOf), ...unhandled.map((error) => this.line(error))]);
  }

  private list(title: string, lines: readonly string[]): void {
    if (lines.length > 0) this.vitest?.logger.error([title, ...lines.map((line) => `  ${line}`), ""].join("\n"));
  }

  /** An error is nobody's own where it comes from: the file whose tests were running is all that is known. */
  private line({ name, message, VITEST_TEST_PATH: path, VITEST_TEST_NAME: test }: UnhandledError): string {
    const where = [
      ...(typeof path === "string" ? [relative(this.vitest?.config.root ?? "", path)] : []),
      ...(typeof test === "string" ? [test] : []),
    ];
    const what = `unhandled ${name ?? "error"}: ${message.split("\n")[0]}`;
    return where.length === 0 ? what : `${what} (while ${where.join(" > ")} ran)`;
  }
}

function failuresOf(module: TestModule): string[] {
  const file = module.relativeModuleId;
  const whole = module.errors().length > 0 ? [`${file}: ${module.errors()[0]?.message.split("\n")[0]}`] : [];
  const suites = [...module.children.allSuites()].filter((suite: TestSuite) => suite.errors().length > 0);
  return [...whole, ...[...suites, ...module.children.allTests("failed")].map(({ fullName }) => `${file} > ${fullName}`)];
}

/** A test that passed at a later try, with what its first one ended in. */
function flakyOf(module: TestModule): string[] {
  return [...module.children.allTests("passed")]
    .filter((test) => test.diagnostic()?.flaky)
    .map((test) => `${module.relativeModuleId} > ${test.fullName}: ${test.result().errors?.[0]?.message.split("\n")[0]}`);
}
