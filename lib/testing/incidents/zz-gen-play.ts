import { watchIncident } from "#lib/testing/incidents/watch-incident.ts";

const [from = 1, to = 70] = process.argv.slice(2).map(Number);
const t0 = process.cpuUsage().user;
for (let seed = from; seed <= to; seed++) {
  const c = process.cpuUsage().user;
  try {
    const w = await watchIncident(seed);
    console.log(
      seed,
      w.rule ?? "-",
      w.outcome,
      w.delaySeconds ?? "",
      `${Math.round((process.cpuUsage().user - c) / 1000)}ms`,
    );
    for (const a of w.falseAlarms)
      console.log("     ", a.severity, a.rule, `min ${a.minute}`, a.summary.slice(0, 260));
  } catch (e) {
    console.log(seed, "THREW", (e as Error).stack?.slice(0, 500));
  }
}
console.log("cpu", (process.cpuUsage().user - t0) / 1e6);
