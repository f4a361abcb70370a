// npm run bench: ratios within one run; nothing here can fail a test. `npm run bench -- cold sweep` runs only those.
import { type BenchArguments, parseBenchArguments, type Section } from "#lib/bench/bench-arguments.ts";
import { runColdSection } from "#lib/bench/cold-section.ts";
import { runCrashSection } from "#lib/bench/crash-section.ts";
import { runDiagnosisSection } from "#lib/bench/diagnosis-section.ts";
import { type Goal, toSummary } from "#lib/bench/goal.ts";
import { runPagesSection } from "#lib/bench/pages-section.ts";
import { runSoakSection } from "#lib/bench/soak-section.ts";
import { runStoreSection } from "#lib/bench/store-section.ts";
import { runSweepSection } from "#lib/bench/sweep-section.ts";
import { runTimelineSection } from "#lib/bench/timeline-section.ts";
import { runViewersSection } from "#lib/bench/viewers-section.ts";
import { run } from "#lib/commands/run.ts";

const sections: Readonly<Record<Section, (sizes: BenchArguments) => Promise<readonly Goal[]>>> = {
  cold: runColdSection,
  sweep: runSweepSection,
  store: runStoreSection,
  crash: runCrashSection,
  viewers: runViewersSection,
  diagnosis: runDiagnosisSection,
  timeline: runTimelineSection,
  pages: runPagesSection,
  soak: runSoakSection,
};

await run(async () => {
  // For the processes that sections start, too: the SDK's word about the next Node version is no result.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const sizes = parseBenchArguments(process.argv.slice(2));
  const goals: Goal[] = [];
  for (const section of sizes.sections) {
    console.log(`── ${section} ${"─".repeat(100 - section.length)}\n`);
    goals.push(...(await sections[section](sizes)));
    console.log();
  }
  console.log(toSummary(goals));
});
