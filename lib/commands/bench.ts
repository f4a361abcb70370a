// npm run bench: ratios within one run; nothing here can fail a test. `npm run bench -- cold sweep` runs only those.
import { type BenchArguments, parseBenchArguments, type Section } from "#lib/bench/bench-arguments.ts";
import { runColdSection } from "#lib/bench/cold-section.ts";
import { type Goal, toSummary } from "#lib/bench/goal.ts";
import { run } from "#lib/commands/run.ts";

const sections: Readonly<Record<Section, (sizes: BenchArguments) => Promise<readonly Goal[]>>> = {
  cold: runColdSection,
};

await run(async () => {
  const sizes = parseBenchArguments(process.argv.slice(2));
  const goals: Goal[] = [];
  for (const section of sizes.sections) {
    console.log(`── ${section} ${"─".repeat(100 - section.length)}\n`);
    goals.push(...(await sections[section](sizes)));
    console.log();
  }
  console.log(toSummary(goals));
});
