import * as z from "zod";

const Spec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.number(),
  tests: z.array(z.object({ status: z.enum(["expected", "unexpected", "flaky", "skipped"]) })),
});

const Suite = z.object({
  title: z.string(),
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).optional();
  },
});

/** What Playwright's JSON reporter writes, as far as it is of use here. */
const Result = z.object({ suites: z.array(Suite) });

export type BrowserResult = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Journeys that failed at first and passed when they were tried again: they count as passed. */
  readonly secondTries: readonly string[];
};

export function parseBrowserResult(text: string): BrowserResult {
  const { suites } = Result.parse(JSON.parse(text));
  const journeys = suites.flatMap((suite) => listJourneys(suite, []));
  const count = (...asked: readonly string[]) =>
    journeys.filter(({ status }) => asked.includes(status)).length;
  return {
    passed: count("expected", "flaky"),
    failed: count("unexpected"),
    skipped: count("skipped"),
    secondTries: journeys.filter(({ status }) => status === "flaky").map(({ name }) => name),
  };
}

type Journey = { readonly name: string; readonly status: string };

/** The outermost suite is the file, which the place names already. */
function listJourneys(
  { specs, suites = [] }: z.infer<typeof Suite>,
  within: readonly string[],
): readonly Journey[] {
  return [
    ...specs.flatMap(({ file, line, title, tests }) =>
      tests.map(({ status }) => ({ name: [`${file}:${line}`, ...within, title].join(" › "), status })),
    ),
    ...suites.flatMap((inner) => listJourneys(inner, [...within, inner.title])),
  ];
}
