import { addSeconds, toIso } from "#lib/domain/time.ts";
import * as extra from "#lib/simulator/scenarios/extra.ts";
import * as demo from "#lib/simulator/scenarios/index.ts";
import { expectedFindings } from "#lib/testing/expected-findings.ts";
import { observeAccount, testCurtain } from "#lib/testing/observed-account.ts";

const [mode = "findings", ...wanted] = process.argv.slice(2);
const extraSettings: Record<string, { parameters?: object; minutesEarly?: number }> = {
  "dead-fleet": { parameters: { silentAgentShows: "skipped-events" } },
  "late-bootstrap": { parameters: { launchEventStartLimitSeconds: 3600 } },
  "killed-by-health-check": { parameters: { eventSeconds: { AfterInstall: 150 } } },
  "balanced-mid-release": { parameters: { azRebalances: true, eventSeconds: { AfterInstall: 90 } } },
  "launches-given-up": { parameters: { launchGivesUpAfterSeconds: 1800 } },
  "endless-deployment": { parameters: { inPlaceLimitSeconds: 1500, eventSeconds: { AfterInstall: 300 } } },
  "second-in-line": { parameters: { secondFleetDeployment: "queued" } },
  "left-outdated": { parameters: {} },
  "warm-pool-hangs": { parameters: { launchEventStartLimitSeconds: 3600 } },
  "never-registered": { minutesEarly: 6 },
  "slow-registration": { minutesEarly: 12, parameters: { targetRegistrationSeconds: 3600 } },
  "standing-by": { minutesEarly: 65 },
  "never-answers": { minutesEarly: 40 },
  "hook-too-late": { minutesEarly: 8 },
  "tagged-too-late": { minutesEarly: 22 },
};
for (const story of [...Object.values(demo), ...Object.values(extra)]) {
  if (wanted.length > 0 && !wanted.includes(story.id)) continue;
  const known = expectedFindings.find((one) => one.story.id === story.id);
  const { parameters = {}, minutesEarly = 0 } = known ?? extraSettings[story.id] ?? {};
  const t0 = performance.now();
  try {
    const account = await observeAccount({ stories: [story], minutesEarly, parameters });
    await account.read();
    await account.elapseUntil(addSeconds(testCurtain, 75), minutesEarly === 0 ? 15 : 60);
    console.log(`\n# ${story.id}  (${Math.round(performance.now() - t0)} ms)`);
    if (mode !== "findings") {
      const s = account.state(story.region);
      for (const d of s.deployments.values()) {
        console.log(`  D ${d.id} ${toIso(d.createTime).slice(11, 19)} ${d.creator} ${d.status} ${d.errorCode ?? ""} ${d.completeTime ? toIso(d.completeTime).slice(11, 19) : ""} ${d.targets?.map((t) => `${t.instanceId.slice(-4)}${t.label?.[0] ?? ""}:${t.status}${t.events.filter((e) => ["Failed", "InProgress"].includes(e.status)).map((e) => `/${e.name} ${e.status} ${e.diagnostics?.message?.slice(0, 40) ?? ""}`)}`).join(" ")}`);
      }
      for (const g of s.autoScalingGroups.values()) {
        console.log(`  G ${g.name} ${g.status ?? ""} desired ${g.desiredCapacity} ${g.members.map((m) => `${m.instanceId.slice(-4)}:${m.lifecycleState}`).join(" ")} suspended ${g.suspended.map((x) => x.process)} refresh ${g.instanceRefreshes?.map((r) => `${r.status} ${r.percentageComplete}`)}`);
        for (const a of g.activities.slice(-8)) console.log(`    A ${toIso(a.startTime).slice(11, 19)} ${a.statusCode} ${a.description.slice(0, 140)} | ${a.cause.slice(0, 160)}`);
      }
      for (const t of s.targetGroups.values()) console.log(`  T ${t.name} ${t.targets.map((x) => `${x.instanceId.slice(-4)}:${x.state}:${x.reason ?? ""}:${x.administrativeOverride ?? ""}`).join(" ")}`);
    }
    for (const { group } of await account.scopes()) {
      const report = await account.report(group);
      console.log(`  ${group}`);
      for (const f of report.findings) {
        console.log(`    "${[f.severity, f.verdict, f.rule, f.subject.kind].join(" ")}",`);
        if (mode === "words") console.log(`        ${f.summary}`);
      }
    }
  } catch (error) {
    console.log(`\n# ${story.id} THREW ${error instanceof Error ? error.stack?.slice(0, 400) : error}`);
  }
}
