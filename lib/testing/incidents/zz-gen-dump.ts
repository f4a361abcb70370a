import { addMs, minuteMs, toIso } from "#lib/domain/time.ts";
import { incidentGroup, makeIncident } from "#lib/testing/incidents/make-incident.ts";
import { observeAccount, testCurtain } from "#lib/testing/observed-account.ts";

const seed = Number(process.argv[2]);
const incident = makeIncident(seed);
const account = await observeAccount({
  stories: [incident.story],
  seed,
  parameters: incident.plant?.parameters ?? {},
});
await account.read();
let minute = 0;
let last = "";
while (minute < incident.minutes()) {
  minute += 0.5;
  await account.elapseUntil(addMs(testCurtain, minute * minuteMs), 30);
  const f = (await account.report(incidentGroup.group)).findings
    .filter((x) => x.verdict !== "cannot-tell")
    .map((x) => `${x.severity[0]} ${x.rule}${x.causedBy ? "<" + x.causedBy.rule : ""}`)
    .join(", ");
  const now = `${incident.isPlanted() ? "P" : "-"}${incident.isShown() ? "S" : "-"} ${f}`;
  if (now !== last) console.log(minute, now);
  last = now;
}
const s = account.state();
for (const d of s.deployments.values())
  console.log(
    `  D ${d.id} ${toIso(d.createTime).slice(11, 19)} ${d.application} ${d.creator} ${d.status} ${d.errorCode ?? ""} ${d.completeTime ? toIso(d.completeTime).slice(11, 19) : ""} ${d.targets?.map((t) => `${t.instanceId.slice(-4)}:${t.status}${t.events.filter((e) => ["Failed", "InProgress"].includes(e.status)).map((e) => `/${e.name} ${e.status}`)}`).join(" ")}`,
  );
for (const g of s.autoScalingGroups.values()) {
  console.log(
    `  G ${g.name} desired ${g.desiredCapacity} ${g.members.map((m) => `${m.instanceId.slice(-4)}:${m.lifecycleState}`).join(" ")}`,
  );
  for (const a of g.activities.slice(-10))
    console.log(`    A ${toIso(a.startTime).slice(11, 19)} ${a.statusCode} ${a.description.slice(0, 90)}`);
}
